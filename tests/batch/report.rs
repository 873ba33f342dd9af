//! `report.html` in a browser: nothing of a document runs, nothing is asked for, tables can be sorted.
#![cfg(unix)]

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use super::process::{Place, code, said, skipped};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The browser that is installed.
fn browser() -> Option<&'static str> {
    let works = |name: &&&str| {
        Command::new(name).arg("--version").output().is_ok_and(|done| done.status.success())
    };
    BROWSERS.iter().find(works).copied()
}

/// The page as it is after its script has run.
fn shown(browser: &str, page: &Path, fragment: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]);
    command.args(["--no-first-run", "--disable-background-networking", "--dump-dom"]);
    command.arg(format!("--user-data-dir={}", profile.path().display()));
    command.args(["--timeout=10000", "--virtual-time-budget=3000"]);
    let done = command.arg(format!("file://{}{fragment}", page.display())).output().unwrap();
    let dom = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(dom.contains("</html>"), "the browser said nothing: {}", said(&done));
    dom
}

/// What somebody might write into a name, a title or a field to have it run.
fn payloads(port: u16) -> Vec<String> {
    let acts = [
        "document.title='owned'".to_owned(),
        "document.documentElement.id='owned'".to_owned(),
        format!("fetch('http://127.0.0.1:{port}/')"),
    ];
    let shapes: [(&str, &str); 10] = [
        ("<script>", "</script>"),
        ("</script><script>", "</script>"),
        ("<img src=x onerror=\"", "\">"),
        ("\"><svg onload=\"", "\">"),
        ("'><body onload='", "'>"),
        ("<iframe srcdoc='<script>", "</script>'></iframe>"),
        ("</td></table><details open ontoggle=\"", "\">"),
        ("<a href=\"javascript:", "\" autofocus onfocus=\"1\">"),
        ("</title><script>", "</script>"),
        ("--><script>", "</script><!--"),
    ];
    let mut all: Vec<String> = Vec::new();
    for act in &acts {
        all.extend(shapes.iter().map(|(before, after)| format!("{before}{act}{after}")));
    }
    all.push(format!("<img src=http://127.0.0.1:{port}/>"));
    all.push(format!("<link rel=stylesheet href=http://127.0.0.1:{port}/>"));
    all.push("<meta http-equiv=refresh content=0;url=about:blank>".to_owned());
    all.push("<base href=http://127.0.0.1/>".to_owned());
    all
}

/// A run whose records are called what nobody should be called.
fn hostile(place: &Place, port: u16) {
    let mut lines = String::new();
    for payload in payloads(port) {
        let title = format!("<title>{payload}</title><p>{payload}");
        lines.push_str(&serde_json::json!({"id": payload, "html": title}).to_string());
        lines.push('\n');
        let kind = serde_json::json!({"id": payload, "text": "x", "content_type": payload});
        lines.push_str(&kind.to_string());
        lines.push('\n');
    }
    fs::write(place.path("in/hostile.jsonl"), lines).unwrap();
}

#[test]
fn nothing_of_a_document_runs_in_the_report() {
    let Some(browser) = browser() else {
        return skipped("no Chromium is installed (Debian: apt-get install chromium)");
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = Place::with(8);
    hostile(&place, listener.local_addr().unwrap().port());
    let done = place.pumice(&["run", "in", "-o", "out", "-q"]).output().unwrap();
    assert!(code(&done) <= 1, "{}", said(&done));
    let page = place.path("out/report.html");
    let dom = shown(browser, &page, "");
    assert!(dom.contains("document.title='owned'") || dom.contains("document.title=&#39;owned"));
    assert!(!dom.contains("<title>owned") && !dom.contains("id=\"owned\""));
    for element in ["<img", "<iframe", "<link", "<base", "<details", "<a "] {
        assert!(!dom.contains(element), "{element} came to be");
    }
    assert_eq!(dom.matches("<script").count(), 1);
    let asked = listener.accept();
    assert!(asked.is_err(), "the page asked for something");

    let sorted = shown(browser, &page, "#laborious:6");
    assert!(sorted.contains("aria-sort=\"descending\""), "the tables cannot be sorted");
}
