//! Reading a `pipeline.toml` with all mistakes at once.

use std::ops::Range;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Manual, Mistake, Mistakes, Output, Step, filled, size};
use crate::duplicates::Duplicates;
use crate::input::{Selection, Unpacking};
use crate::readers::{Decoding, Limits};
use crate::sites::Learning;
use crate::stages::{self, STAGES};
use crate::writers::{self, WRITERS};

/// The tables that a pipeline has.
const TABLES: [&str; 7] = ["input", "limits", "decoding", "site", "duplicates", "stage", "output"];
/// Names less alike than this (Jaro-Winkler, 0 to 1) are no slip of the pen.
const ALIKE: f64 = 0.75;

type Place = Range<usize>;

/// Reads a whole file.
pub(super) fn read(text: &str) -> Result<Config, Mistakes> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { is_broken: !errors.is_empty(), ..Reader::default() };
    let config = reader.config(document.get_ref());
    reader.add_syntax_errors(text, &errors);
    match config {
        Some(config) if reader.mistakes.is_empty() => Ok(config),
        _ => Err(Mistakes::new(text, reader.mistakes)),
    }
}

/// A table of settings: what it is called in messages, what may stand in it, where it stands.
struct Form {
    what: String,
    manual: Manual,
    place: Place,
}

impl Form {
    fn new(what: impl Into<String>, schema: &Schema, place: Place) -> Form {
        Form { what: what.into(), manual: Manual::of(schema), place }
    }
}

/// The known keys of a table with their values and where those stand.
type Settings = Vec<(String, toml::Value, Place)>;

#[derive(Default)]
struct Reader {
    mistakes: Vec<Mistake>,
    /// The text has syntax errors: what tables there are is then not known for sure.
    is_broken: bool,
    /// The stages and outputs that were named, whether they could be made or not.
    stages: Vec<(&'static stages::Entry, Place)>,
    outputs: Vec<(&'static writers::Entry, Place)>,
}

impl Reader {
    fn mistake(&mut self, span: Place, message: impl Into<String>, hint: impl Into<String>) {
        self.mistakes.push(Mistake { span, message: message.into(), hint: hint.into() });
    }

    /// A table is missing, or is none.
    fn structural(&mut self, span: Place, message: impl Into<String>, hint: impl Into<String>) {
        if !self.is_broken {
            self.mistake(span, message, hint);
        }
    }

    /// What a line holds that could not be read is not known: of its mistakes only the first one
    /// counts.
    fn add_syntax_errors(&mut self, text: &str, errors: &[toml::de::Error]) {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count();
        let broken: Vec<usize> =
            errors.iter().map(|error| line(error.span().unwrap_or_default().start)).collect();
        self.mistakes.retain(|mistake| !broken.contains(&line(mistake.span.start)));
        for error in errors {
            self.mistake(error.span().unwrap_or_default(), error.message().trim(), "");
        }
    }

    fn config(&mut self, document: &DeTable<'_>) -> Option<Config> {
        for key in document.keys().filter(|key| !TABLES.contains(&key.get_ref().as_ref())) {
            let message = format!("there is no `{}` in a pipeline", key.get_ref());
            self.mistake(key.span(), message, suggestion(key.get_ref(), TABLES.into_iter()));
        }
        let selection = self.selection(document);
        let (limits, unpacking, limits_json) = self.limits(document);
        let (decoding, decoding_json) = self.once::<Decoding>(document, "decoding");
        let (site, site_json) = self.once::<Learning>(document, "site");
        let (duplicates, duplicates_json) = self.once::<Duplicates>(document, "duplicates");
        let stages = self.rows(document, "stage", Reader::step);
        self.order();
        let outputs = self.rows(document, "output", Reader::output);
        self.same_twice();
        Some(Config {
            selection: selection?,
            limits: limits?,
            decoding: decoding?,
            site: site?,
            duplicates: duplicates?,
            unpacking: unpacking?,
            stages,
            outputs,
            limits_json,
            decoding_json,
            site_json,
            duplicates_json,
        })
    }

    fn selection(&mut self, document: &DeTable<'_>) -> Option<Selection> {
        let form = |place| Form::new("`[input]`", &schema_for!(Selection), place);
        let (form, settings) = self.section(document, "input", form);
        let build = |table: toml::Table| {
            let selection = Selection::deserialize(table)?;
            selection.filter()?;
            Ok(selection)
        };
        self.build(&form, &settings, build)
    }

    /// `[limits]` has the limits of readers and those of unpacking: each goes where it belongs.
    fn limits(
        &mut self,
        document: &DeTable<'_>,
    ) -> (Option<Limits>, Option<Unpacking>, serde_json::Value) {
        let (reading, packing) = (schema_for!(Limits), schema_for!(Unpacking));
        let form = |place| {
            let mut form = Form::new("`[limits]`", &reading, place);
            form.manual.settings.extend(Manual::of(&packing).settings);
            form
        };
        let (form, mut settings) = self.section(document, "limits", form);
        self.sizes(&mut settings);
        let of_unpacking = Manual::of(&packing);
        let (for_packing, for_reading): (Settings, Settings) =
            settings.into_iter().partition(|(name, ..)| of_unpacking.find(name).is_some());
        let mut json = filled(&reading, &table(&for_reading));
        if let (Some(all), Some(more)) =
            (json.as_object_mut(), filled(&packing, &table(&for_packing)).as_object_mut())
        {
            all.append(more);
        }
        let limits = self.build(&form, &for_reading, deserialize::<Limits>);
        let unpacking = self.build(&form, &for_packing, deserialize::<Unpacking>);
        (limits, unpacking, json)
    }

    /// A table of settings of its own, as what it sets up and with all of its keys.
    fn once<T: DeserializeOwned + JsonSchema>(
        &mut self,
        document: &DeTable<'_>,
        name: &'static str,
    ) -> (Option<T>, serde_json::Value) {
        let schema = schema_for!(T);
        let form = |place| Form::new(format!("`[{name}]`"), &schema, place);
        let (form, settings) = self.section(document, name, form);
        let json = filled(&schema, &table(&settings));
        (self.build(&form, &settings, deserialize::<T>), json)
    }

    /// Sizes may be written with a unit.
    fn sizes(&mut self, settings: &mut Settings) {
        for (name, value, place) in settings {
            let toml::Value::String(text) = value else { continue };
            if !size::is_size(name) {
                continue;
            }
            let bytes = size::bytes(text).and_then(|bytes| i64::try_from(bytes).ok());
            if bytes.is_none() {
                let message = format!("`{text}` is no size");
                self.mistake(place.clone(), message, "a number of bytes, or such as \"64 MiB\"");
            }
            *value = toml::Value::Integer(bytes.unwrap_or_default());
        }
    }

    /// A table that stands once, or not at all.
    fn section(
        &mut self,
        document: &DeTable<'_>,
        name: &str,
        form: impl FnOnce(Place) -> Form,
    ) -> (Form, Settings) {
        let Some((key, value)) = document.get_key_value(name) else {
            return (form(0..0), Settings::new());
        };
        let form = form(key.span());
        if let DeValue::Table(table) = value.get_ref() {
            let settings = self.settings(&form, table, None);
            return (form, settings);
        }
        self.structural(key.span(), format!("`{name}` is no table"), format!("write [{name}]"));
        (form, Settings::new())
    }

    /// The tables of `[[stage]]` or `[[output]]`, each made.
    fn rows<T>(
        &mut self,
        document: &DeTable<'_>,
        name: &str,
        make: impl Fn(&mut Reader, &DeTable<'_>, Place) -> Option<T>,
    ) -> Vec<T> {
        let Some((key, value)) = document.get_key_value(name) else {
            let hint = format!("write [[{name}]] tables, or `{name} = []` where none is wanted");
            self.structural(0..0, format!("there is no [[{name}]]"), hint);
            return Vec::new();
        };
        let mut rows = Vec::new();
        for row in value.get_ref().as_array().into_iter().flat_map(|rows| rows.iter()) {
            match row.get_ref() {
                DeValue::Table(table) => rows.extend(make(self, table, row.span())),
                _ => self.mistake(row.span(), format!("this is no table of [[{name}]]"), ""),
            }
        }
        if value.get_ref().as_array().is_none() {
            let message = format!("`{name}` is no list of tables");
            self.structural(key.span(), message, format!("write [[{name}]]"));
        }
        rows
    }

    fn step(&mut self, table: &DeTable<'_>, place: Place) -> Option<Step> {
        let names = || STAGES.iter().map(|entry| entry.name);
        let (name, place) = self.name(table, place, "use", "stage", names)?;
        let entry = stages::find(&name)?;
        self.stages.push((entry, place.clone()));
        let form = Form::new(format!("stage `{name}`"), &(entry.schema)(), place);
        let settings = self.settings(&form, table, Some("use"));
        let stage = self.build(&form, &settings, entry.build)?;
        Some(Step { entry, settings: self::table(&settings), stage })
    }

    fn output(&mut self, table: &DeTable<'_>, place: Place) -> Option<Output> {
        let names = || WRITERS.iter().map(|entry| entry.name);
        let (name, place) = self.name(table, place, "format", "output", names)?;
        let entry = writers::find(&name)?;
        self.outputs.push((entry, place.clone()));
        let form = Form::new(format!("output `{name}`"), &(entry.schema)(), place);
        let settings = self.settings(&form, table, Some("format"));
        let writer = self.build(&form, &settings, entry.build)?;
        Some(Output { entry, settings: self::table(&settings), writer })
    }

    /// The name of a row, where it is one of those that there are.
    fn name<I: Iterator<Item = &'static str>>(
        &mut self,
        table: &DeTable<'_>,
        place: Place,
        key: &str,
        what: &str,
        names: impl Fn() -> I,
    ) -> Option<(String, Place)> {
        let all = || names().collect::<Vec<_>>().join(", ");
        let Some(value) = table.get(key) else {
            let message = format!("this [[{what}]] does not say which");
            self.mistake(place, message, format!("write {key} = \"…\": one of {}", all()));
            return None;
        };
        let name = value.get_ref().as_str().unwrap_or_default();
        if !names().any(|known| known == name) {
            let message = format!("there is no {what} of that name");
            self.mistake(value.span(), message, suggestion(name, names()));
            return None;
        }
        Some((name.to_owned(), value.span()))
    }

    /// The known settings of a table. `tag` is the key that says which table it is.
    fn settings(&mut self, form: &Form, table: &DeTable<'_>, tag: Option<&str>) -> Settings {
        let mut settings = Settings::new();
        for (key, value) in table.iter().filter(|(key, _)| Some(key.get_ref().as_ref()) != tag) {
            let name = key.get_ref().as_ref();
            if form.manual.find(name).is_none() {
                let names = form.manual.settings.iter().map(|setting| setting.name.as_str());
                let message = format!("{} has no setting `{name}`", form.what);
                self.mistake(key.span(), message, suggestion(name, names));
                continue;
            }
            match plain(value) {
                Ok(plain) => settings.push((name.to_owned(), plain, value.span())),
                Err(error) => self.mistake(value.span(), error.message(), ""),
            }
        }
        settings
    }

    /// Makes something of settings. Where that fails, each setting is tried alone, to say which
    /// it is: all have defaults, so one alone is a whole table.
    fn build<T>(
        &mut self,
        form: &Form,
        settings: &Settings,
        build: impl Fn(toml::Table) -> anyhow::Result<T>,
    ) -> Option<T> {
        let whole = match build(table(settings)) {
            Ok(made) => return Some(made),
            Err(error) => error,
        };
        let before = self.mistakes.len();
        for (name, value, place) in settings {
            let alone = toml::Table::from_iter([(name.clone(), value.clone())]);
            if let Err(error) = build(alone) {
                let setting = form.manual.find(name);
                let kind = setting.map(|setting| setting.kind.as_str()).unwrap_or_default();
                let hint = format!("`{name}` is {kind}");
                self.mistake(place.clone(), message(&error), hint);
            }
        }
        if self.mistakes.len() == before {
            let said = format!("{}: {}", form.what, message(&whole));
            self.mistake(form.place.clone(), said, "");
        }
        None
    }

    /// A stage that reads the findings of others must stand after them.
    fn order(&mut self) {
        let stages = std::mem::take(&mut self.stages);
        for (at, (entry, place)) in stages.iter().enumerate() {
            let stands = |name: &str, among: &[(&stages::Entry, Place)]| {
                among.iter().any(|(entry, _)| entry.name == name)
            };
            let late = |name: &&&str| !stands(name, &stages[..at]) && stands(name, &stages[at..]);
            let late: Vec<&str> = entry.after.iter().filter(late).copied().collect();
            if !late.is_empty() {
                let late = late.join("`, `");
                let message = format!("`{}` stands before `{late}`", entry.name);
                let hint = format!("it reads what `{late}` finds: move it behind");
                self.mistake(place.clone(), message, hint);
            }
        }
    }

    /// Two outputs of one format would write over each other.
    fn same_twice(&mut self) {
        let outputs = std::mem::take(&mut self.outputs);
        for (at, (entry, place)) in outputs.iter().enumerate() {
            if outputs[..at].iter().any(|(earlier, _)| earlier.name == entry.name) {
                let message = format!("there are two outputs `{}`", entry.name);
                self.mistake(
                    place.clone(),
                    message,
                    "they would have the same files: take one out",
                );
            }
        }
    }
}

fn deserialize<T: DeserializeOwned + JsonSchema>(table: toml::Table) -> anyhow::Result<T> {
    Ok(T::deserialize(table)?)
}

fn plain(value: &Spanned<DeValue<'_>>) -> Result<toml::Value, toml::de::Error> {
    toml::Value::deserialize(toml::de::ValueDeserializer::from(value.clone()))
}

fn table(settings: &Settings) -> toml::Table {
    settings.iter().map(|(name, value, _)| (name.clone(), value.clone())).collect()
}

/// What an error says, without the place that TOML would add: the caret shows it.
fn message(error: &anyhow::Error) -> String {
    match error.downcast_ref::<toml::de::Error>() {
        Some(error) => error.message().to_owned(),
        None => format!("{error:#}"),
    }
}

/// The name that was meant, or all names that there are.
fn suggestion<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let alike = |known: &&str| (strsim::jaro_winkler(name, known), known.len());
    let best = names.iter().map(|known| (alike(known).0, *known));
    match best.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((likeness, known)) if likeness >= ALIKE => format!("did you mean `{known}`?"),
        Some(_) => format!("there are {}", names.join(", ")),
        None => "there are none".to_owned(),
    }
}
