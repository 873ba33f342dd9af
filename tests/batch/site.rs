//! What only many documents of a site show.

use std::fs;

use serde_json::Value;

use super::process::{Place, code, said};

const LEARNING: &str =
    "[site]\nlearn = true\n[[stage]]\nuse = \"site\"\n[[output]]\nformat = \"json\"\n";

/// Four articles of a site, which has a menu and a notice.
fn site() -> Place {
    let place = Place::with(1);
    fs::create_dir(place.path("site")).unwrap();
    fs::write(place.path("learning.toml"), LEARNING).unwrap();
    for (at, boat) in ["barge", "cutter", "ketch", "yawl"].into_iter().enumerate() {
        let text = format!(
            "Harbour news\n\nThe {boat}\n\nThe {boat} came in at dawn, and the people of the quay who had \
             waited for the {boat} all night went home to sleep.\n\nWrite to the harbour master\n"
        );
        fs::write(place.path(&format!("site/{at}.txt")), text).unwrap();
    }
    place
}

fn arguments<'a>(input: &'a str, out: &'a str, jobs: &'a str) -> [&'a str; 9] {
    ["run", input, "-q", "-c", "learning.toml", "-o", out, "-j", jobs]
}

#[test]
fn what_stands_on_all_documents_goes_at_any_number_of_threads() {
    let place = site();
    for (out, jobs) in [("one", "1"), ("four", "4")] {
        let done = place.pumice(&arguments("site", out, jobs)).output().unwrap();
        assert_eq!(code(&done), 0, "{}", said(&done));
    }
    assert_eq!(place.tree("one"), place.tree("four"));
    let json = fs::read(place.path("one/2.txt.json")).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    let text = json["text"].as_str().unwrap();
    assert!(text.starts_with("The ketch\n\nThe ketch came"), "{text}");
    let removed = json["removed"].as_array().unwrap();
    let removed: Vec<&str> =
        removed.iter().filter_map(|removal| removal["text"].as_str()).collect();
    assert_eq!(removed, ["Harbour news", "Write to the harbour master"]);
    assert_eq!(json["removed"][0]["evidence"], "stands on 4 of 4 documents of the site");
}

#[test]
fn what_can_be_read_only_once_is_refused_with_the_way_out() {
    let place = site();
    let done = place.pumice(&arguments("-", "out", "1")).output().unwrap();
    assert_eq!(code(&done), 2);
    assert!(said(&done).contains("save it to a file first"), "{}", said(&done));
}
