//! `pumice run`: the batch.

use std::fs;
use std::process::ExitCode;

use rayon::prelude::*;

use super::args::RunArgs;
use super::stop::Stop;
use crate::pipeline::Pipeline;
use crate::readers::Raw;
use crate::writers;

pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Stop> {
    let pipeline = Pipeline::standard().map_err(Stop::usage)?;
    let formats = if args.format.is_empty() {
        vec!["tei".into(), "json".into()]
    } else {
        args.format.clone()
    };
    let mut files = Vec::new();
    for input in &args.inputs {
        let walk = ignore::WalkBuilder::new(input).standard_filters(false).hidden(true).build();
        for entry in walk.flatten().filter(|e| e.path().is_file()) {
            let base =
                if input.is_dir() { input.as_path() } else { input.parent().unwrap_or(input) };
            let name = entry.path().strip_prefix(base).unwrap_or(entry.path()).to_owned();
            files.push((entry.path().to_owned(), name));
        }
    }
    files.par_iter().try_for_each(|(path, name)| {
        let bytes = fs::read(path).map_err(Stop::usage)?;
        let raw = Raw { bytes: bytes.into(), path: path.display().to_string(), ..Raw::default() };
        let Ok(doc) = pipeline.run(&raw) else { return Ok::<(), Stop>(()) };
        for format in &formats {
            let entry = writers::find(format).ok_or_else(|| Stop::usage(format))?;
            let mut bytes = Vec::new();
            let writer = (entry.build)(toml::Table::new()).map_err(Stop::usage)?;
            writer.write(&doc, &mut bytes)?;
            let to = args.output.join(format!("{}{}", name.display(), entry.extension));
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(|e| Stop::output(folder, &e))?;
            }
            fs::write(&to, bytes).map_err(|e| Stop::output(&to, &e))?;
        }
        Ok::<(), Stop>(())
    })?;
    Ok(ExitCode::SUCCESS)
}
