//! pumice cleans scraped web pages and copied articles: it strips boilerplate, accounts for every
//! removed character, tells languages apart, and writes TEI, JSON, Markdown and plain text.
//!
//! Bytes become a [`Document`](document::Document), the stages of a
//! [`Pipeline`](pipeline::Pipeline) say what of it is the article, and a
//! [`Writer`](writers::Writer) makes bytes of what is kept:
//!
//! ```
//! use pumice::pipeline::Pipeline;
//! use pumice::readers::Raw;
//! use pumice::writers::{Writer, json::Json, tei::Tei};
//!
//! let page = "<h1>Boats at rest</h1><p>The harbour was quiet. <a href='/'>Home</a>";
//! let raw = Raw { bytes: page.as_bytes().into(), path: "boats.html".into(), ..Raw::default() };
//!
//! // Making a pipeline loads its rules: make one and use it for all documents, on any thread.
//! let doc = Pipeline::standard()?.run(&raw)?;
//! let (mut tei, mut json) = (Vec::new(), Vec::new());
//! Tei::default().write(&doc, &mut tei)?;
//! Json::default().write(&doc, &mut json)?;
//!
//! assert!(String::from_utf8(tei)?.contains(">Boats at rest</title>"));
//! let json: serde_json::Value = serde_json::from_slice(&json)?;
//! assert_eq!(json["metadata"]["title"], "Boats at rest");
//! // Nothing is lost silently: what is not kept is accounted for.
//! let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
//! assert_eq!(doc.chars_kept() + removed, doc.chars_in());
//! # anyhow::Ok(())
//! ```
//!
//! Settings come from a `pipeline.toml` ([`config::Config::parse`]); many documents at once, with a
//! journal, are a [`batch`].

pub mod batch;
pub mod cli;
pub mod config;
pub mod document;
pub mod duplicates;
pub mod forest;
pub mod input;
pub mod output;
pub mod pipeline;
pub mod readers;
pub mod rules;
pub mod sites;
pub mod stages;
pub mod writers;

/// The stage that CONTRIBUTING.md begins with is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../CONTRIBUTING.md")]
struct Contributing;
