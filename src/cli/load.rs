//! What commands have in common: the configuration, and one document with the pipeline run over it.

use std::fs;
use std::path::Path;

use super::args::{ConfigArgs, DocumentArgs, MediaArg};
use super::stop::Stop;
use crate::batch;
use crate::config::{Config, DEFAULT};
use crate::document::Document;
use crate::input::{self, Reading, Selection, Trouble};
use crate::pipeline::Pipeline;
use crate::readers::Media;

/// The configuration that is used where none is named.
const LOCAL: &str = "pipeline.toml";
/// What the built-in configuration is called.
pub(crate) const BUILT_IN: &str = "the built-in pipeline.toml";

/// The configuration that is meant, and what it is called.
pub(crate) fn config(file: Option<&Path>) -> Result<(Config, String), Stop> {
    let local = Path::new(LOCAL);
    let file = file.or_else(|| local.exists().then_some(local));
    let (name, text) = match file {
        Some(path) => {
            let read = fs::read_to_string(path);
            let name = path.display().to_string();
            let way_out = "`pumice init` writes one to begin with";
            (name.clone(), read.map_err(|e| Stop::usage(format!("{name}: {e}; {way_out}")))?)
        }
        None => (BUILT_IN.to_owned(), DEFAULT.to_owned()),
    };
    let config = Config::parse(&text).map_err(|mistakes| Stop::mistakes(&mistakes.show(&name)))?;
    Ok((config, name))
}

/// The configuration without its stages.
pub(crate) struct Loaded {
    /// The document.
    pub(crate) doc: Document,
    /// The configuration, its stages taken out.
    pub(crate) config: Config,
}

/// Reads a document and lets the pipeline look at it.
pub(crate) fn document(args: &DocumentArgs) -> Result<Loaded, Stop> {
    let ConfigArgs { config } = &args.config;
    let (mut config, _) = self::config(config.as_deref())?;
    let stages = std::mem::take(&mut config.stages);
    let pipeline = Pipeline::from_config(config.limits, stages).decoding(config.decoding);
    let raw = raw(args, Reading { bytes: config.limits.bytes, unpacking: config.unpacking })?;
    let doc = pipeline.run(&raw);
    let doc = doc.map_err(|error| Stop::failed(format!("{}: {error}", raw.path)))?;
    Ok(Loaded { doc, config })
}

fn raw(args: &DocumentArgs, reading: Reading) -> Result<crate::readers::Raw<'static>, Stop> {
    let shown = args.file.display();
    if args.file.is_dir() {
        return Err(Stop::usage(format!("{shown} is a directory; `pumice run {shown} -o OUT`")));
    }
    let filter = Selection::default().filter().map_err(Stop::usage)?;
    let inputs = [args.file.clone()];
    let plan = input::plan(&inputs, &filter, Path::new("")).map_err(Stop::usage)?;
    let file = plan.files.iter().next().ok_or_else(|| Stop::usage(format!("{shown}: no file")))?;
    let found = input::open(&file, &reading).next();
    let found = found.ok_or_else(|| Stop::usage(format!("{shown}: there is no document in it")))?;
    if found.record.is_some() {
        let way_out = format!("`pumice run {shown} -o OUT`");
        return Err(Stop::usage(format!("{shown} holds many documents; {way_out}")));
    }
    let content = found.content.map_err(|trouble| match trouble {
        Trouble::Failed(reason) | Trouble::Skipped(reason) => {
            Stop::failed(format!("{shown}: {reason}"))
        }
    })?;
    let mut raw = batch::raw(found.input, None, content);
    raw.url.clone_from(&args.url);
    raw.media = args.media.map(|media| match media {
        MediaArg::Html => Media::Html,
        MediaArg::Text => Media::Text,
    });
    Ok(raw)
}
