//! Who says what language a text is in.

use pumice::document::NodeId;
use pumice::pipeline::Pipeline;
use pumice::readers::{Media, Raw};
use pumice::stages::language;

/// The name of what is judged.
pub(super) const PUMICE: &str = "pumice";

/// What is said of one text.
#[derive(Debug)]
pub(super) struct Answer {
    /// A tag, or `und`.
    pub(super) lang: String,
    /// How sure it is, 0 to 1.
    pub(super) confidence: f32,
}

/// All that can be asked.
pub(super) struct Judge {
    pipeline: Pipeline,
}

/// Asks one system for the language of a text.
type System<'a> = Box<dyn Fn(&str) -> Answer + 'a>;

impl Judge {
    pub(super) fn new() -> anyhow::Result<Judge> {
        Ok(Judge { pipeline: Pipeline::standard()? })
    }

    /// What is judged, and whatlang alone beside it.
    pub(super) fn systems(&self) -> [(&'static str, System<'_>); 2] {
        [(PUMICE, Box::new(|text| self.pumice(text))), ("whatlang", Box::new(whatlang))]
    }

    /// Whether the language stage can name a language.
    pub(super) fn knows(&self, lang: &str) -> bool {
        language::knows(lang)
    }

    /// The whole pipeline on a text of its own, as a user has it.
    fn pumice(&self, text: &str) -> Answer {
        let raw = Raw {
            bytes: text.as_bytes().into(),
            path: "text".to_owned(),
            media: Some(Media::Text),
            ..Raw::default()
        };
        let doc = self.pipeline.run(&raw).ok();
        let found = doc.as_ref().and_then(|doc| doc.language(NodeId::ROOT));
        match found {
            Some(found) => Answer { lang: found.lang.to_string(), confidence: found.confidence },
            None => Answer { lang: "und".to_owned(), confidence: 0.0 },
        }
    }
}

fn whatlang(text: &str) -> Answer {
    match whatlang::detect(text) {
        Some(info) => Answer {
            lang: language::tag_of(info.lang()).to_owned(),
            confidence: info.confidence() as f32,
        },
        None => Answer { lang: "und".to_owned(), confidence: 0.0 },
    }
}

/// What the process has computed so far, in seconds.
pub(super) fn cpu_seconds() -> f64 {
    cpu_time::ProcessTime::try_now().map_or(0.0, |now| now.as_duration().as_secs_f64())
}
