//! Runs one of the extractors from crates.io over pages: `driver PEER LIST`.
//!
//! LIST holds the path of a page a line; for each page a line of JSON is printed, `{"text": ...}` or
//! `{"error": ...}`. A page that takes too long ends the process, as one that crashes does.

use std::error::Error;
use std::io::Write;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use html5ever::tendril::{StrTendril, TendrilSink};

const SECONDS_A_PAGE: u32 = 30;
const OUT_OF_TIME: i32 = 124;

/// How many pages are done.
static DONE: AtomicUsize = AtomicUsize::new(0);

type Extract = fn(&str) -> Result<String, Box<dyn Error>>;

fn dom_smoothie(html: &str) -> Result<String, Box<dyn Error>> {
    let text_mode = dom_smoothie::TextMode::Formatted;
    let config = dom_smoothie::Config { text_mode, ..Default::default() };
    let article = dom_smoothie::Readability::new(html, None, Some(config))?.parse()?;
    Ok(article.text_content.to_string())
}

fn rs_trafilatura(html: &str) -> Result<String, Box<dyn Error>> {
    Ok(rs_trafilatura::extract(html)?.content_text)
}

/// No extractor: what parsing alone costs.
fn html5ever(html: &str) -> Result<String, Box<dyn Error>> {
    let dom = markup5ever_rcdom::RcDom::default();
    let parser = html5ever::parse_document(dom, html5ever::ParseOpts::default());
    drop(std::hint::black_box(parser.one(StrTendril::from_slice(html))));
    Ok(String::new())
}

fn watch() {
    let (mut before, mut seconds) = (0, 0);
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let done = DONE.load(Ordering::Relaxed);
        seconds = if done == before { seconds + 1 } else { 0 };
        before = done;
        if seconds > SECONDS_A_PAGE {
            std::process::exit(OUT_OF_TIME);
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let extract: Extract = match args.next().as_deref() {
        Some("dom_smoothie") => dom_smoothie,
        Some("rs-trafilatura") => rs_trafilatura,
        Some("html5ever") => html5ever,
        _ => return Err("no such extractor".into()),
    };
    let list = std::fs::read_to_string(args.next().ok_or("no list")?)?;
    std::thread::spawn(watch);
    let mut out = std::io::stdout().lock();
    for path in list.lines() {
        let html = std::fs::read_to_string(path)?;
        let line = match catch_unwind(|| extract(&html).map_err(|error| error.to_string())) {
            Ok(Ok(text)) => serde_json::json!({ "text": text }),
            Ok(Err(error)) => serde_json::json!({ "error": error }),
            Err(_) => serde_json::json!({ "error": "panic" }),
        };
        writeln!(out, "{line}")?;
        out.flush()?;
        DONE.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}
