//! `pipeline.toml` → [`Config`]. Pure: reads no file, prints nothing.

mod check;
mod manual;
mod mistakes;
mod schema;
mod size;

use serde_json::{Map, Value, json};

use crate::document::sha256;
use crate::duplicates::Duplicates;
use crate::input::{Selection, Unpacking};
use crate::readers::{Decoding, Limits};
use crate::sites::Learning;
use crate::stages::{self, Stage};
use crate::writers::{self, Writer};

pub use manual::{Manual, Setting};
pub use mistakes::{Mistake, Mistakes};
pub use schema::schema;

/// The built-in `pipeline.toml`: every stage with every setting, and the manual of them all.
pub const DEFAULT: &str = include_str!("../../pipeline.toml");

/// A pipeline as it was set up. That there is one means that all of it can be made: the stages and
/// writers stand in it ready for work.
#[derive(Debug)]
pub struct Config {
    /// Which files of a directory are taken.
    pub selection: Selection,
    /// How much of a document is read.
    pub limits: Limits,
    /// How bytes become text.
    pub decoding: Decoding,
    /// Whether sites are learned before documents are decided on.
    pub site: Learning,
    /// Whether documents that nearly repeat one another are looked for.
    pub duplicates: Duplicates,
    /// How far compressed input is unpacked.
    pub unpacking: Unpacking,
    /// The stages, in their order.
    pub stages: Vec<Step>,
    /// The outputs, in their order.
    pub outputs: Vec<Output>,
    /// All limits by their keys, set or not.
    limits_json: Value,
    /// The same of `[decoding]`.
    decoding_json: Value,
    /// The same of `[site]`.
    site_json: Value,
    /// The same of `[duplicates]`.
    duplicates_json: Value,
}

/// A `[[stage]]`.
pub struct Step {
    /// Its row in the table of stages.
    pub entry: &'static stages::Entry,
    /// What was set.
    pub settings: toml::Table,
    /// The stage, made from that.
    pub stage: Box<dyn Stage>,
}

/// An `[[output]]`.
pub struct Output {
    /// Its row in the table of writers.
    pub entry: &'static writers::Entry,
    /// What was set.
    pub settings: toml::Table,
    /// The writer, made from that.
    pub writer: Box<dyn Writer>,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.entry.name, self.settings)
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.entry.name, self.settings)
    }
}

impl Config {
    /// Reads a `pipeline.toml`.
    ///
    /// # Errors
    /// Every mistake that is in it.
    pub fn parse(text: &str) -> Result<Config, Mistakes> {
        check::read(text)
    }

    /// The built-in configuration.
    ///
    /// # Errors
    /// Never, as a test sees to it that [`DEFAULT`] has no mistake.
    pub fn standard() -> Result<Config, Mistakes> {
        Config::parse(DEFAULT)
    }

    /// Replaces the outputs by those of the given formats. One that is there already keeps its
    /// settings.
    ///
    /// # Errors
    /// When there is no such format.
    pub fn set_formats<S: AsRef<str>>(&mut self, formats: &[S]) -> anyhow::Result<()> {
        let mut outputs: Vec<Output> = Vec::new();
        for format in formats.iter().map(AsRef::as_ref) {
            if outputs.iter().any(|output| output.entry.name == format) {
                continue;
            }
            match self.outputs.iter().position(|output| output.entry.name == format) {
                Some(at) => outputs.push(self.outputs.swap_remove(at)),
                None => outputs.push(Output::standard(format)?),
            }
        }
        self.outputs = outputs;
        Ok(())
    }

    /// What is set and what is not, the same for all that would give the same outputs.
    pub fn effective(&self) -> Value {
        let stages = self.stages.iter().map(|step| {
            json!({"use": step.entry.name, "settings": filled(&(step.entry.schema)(), &step.settings)})
        });
        let outputs = self.outputs.iter().map(|output| {
            let settings = filled(&(output.entry.schema)(), &output.settings);
            json!({"format": output.entry.name, "settings": settings})
        });
        json!({
            "limits": self.limits_json,
            "decoding": self.decoding_json,
            "site": self.site_json,
            "duplicates": self.duplicates_json,
            "stage": stages.collect::<Vec<_>>(),
            "output": outputs.collect::<Vec<_>>(),
        })
    }

    /// All limits by their keys in `pipeline.toml`, set or not.
    pub fn limits_json(&self) -> &Value {
        &self.limits_json
    }

    /// The SHA-256 of [`Config::effective`], in hexadecimal.
    pub fn digest(&self) -> String {
        sha256(self.effective().to_string().as_bytes())
    }
}

impl Output {
    fn standard(format: &str) -> anyhow::Result<Output> {
        let entry = writers::find(format)
            .ok_or_else(|| anyhow::anyhow!("there is no format called `{format}`"))?;
        let settings = toml::Table::new();
        Ok(Output { entry, writer: (entry.build)(settings.clone())?, settings })
    }
}

/// The settings with the defaults of those that are not set.
fn filled(schema: &schemars::Schema, set: &toml::Table) -> Value {
    let manual = Manual::of(schema);
    let value = |setting: Setting| {
        let set = set.get(&setting.name).map(|value| json!(value));
        (setting.name, set.unwrap_or(setting.default))
    };
    Value::Object(manual.settings.into_iter().map(value).collect::<Map<_, _>>())
}
