//! What the commands on one document have in common: read it, and run the pipeline over it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::args::{DocumentArgs, MediaArg};
use super::stop::Stop;
use crate::document::Document;
use crate::pipeline::Pipeline;
use crate::readers::{Media, Raw};

/// Reads the document and lets the pipeline look at it.
pub(crate) fn document(args: &DocumentArgs) -> Result<Document, Stop> {
    let pipeline = Pipeline::standard().map_err(Stop::usage)?;
    let raw = Raw {
        bytes: read(&args.file)?.into(),
        path: args.file.to_string_lossy().replace('\\', "/"),
        url: args.url.clone(),
        media: args.media.map(|media| match media {
            MediaArg::Html => Media::Html,
            MediaArg::Text => Media::Text,
        }),
        ..Raw::default()
    };
    pipeline.run(&raw).map_err(|error| Stop::failed(format!("{}: {error}", raw.path)))
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Stop::usage(format!("{}: {error}", path.display())))?;
    Ok(bytes)
}
