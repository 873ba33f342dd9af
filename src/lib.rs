//! pumice cleans scraped web pages and copied articles: it strips boilerplate, accounts for every
//! removed character, tells languages apart, and writes TEI, JSON, Markdown and plain text.
//!
//! ```
//! use pumice::{pipeline::Pipeline, readers::Raw, writers};
//!
//! let raw = Raw { bytes: b"One paragraph.\n\nAnother."[..].into(), ..Raw::default() };
//! let doc = Pipeline::standard()?.run(&raw)?;
//! assert_eq!(doc.chars_in(), 20);
//! # anyhow::Ok(())
//! ```

pub mod batch;
pub mod cli;
pub mod config;
pub mod document;
pub mod input;
pub mod output;
pub mod pipeline;
pub mod readers;
pub mod rules;
pub mod stages;
pub mod writers;
