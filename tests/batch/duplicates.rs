//! Documents that nearly repeat one another.

use std::fs;

use serde_json::Value;

use super::process::{Place, code, journal, said};

const FINDING: &str = "[duplicates]\nfind = true\n[[stage]]\nuse = \"furniture\"\n\
                       [[output]]\nformat = \"json\"\n[[output]]\nformat = \"jsonl\"\n";

const NET: &str = "The net lay on the quay in the sun, and the fishermen sat beside it with their needles \
                   and mended what the storm had torn. Nobody spoke of the night before. When the bell \
                   of the church struck twelve they went home, and the gulls had the harbour to themselves.";
const LAMP: &str = "The keeper lit the lamp at four, for the fog had come early. He wrote the hour into \
                    his book, and the direction of the wind, and that a barge with two masts had gone by \
                    to the north without a light. Then he made tea and waited for the morning watch.";
const PEACE: &str = "平和とは、争いがないことだけではない。人々が互いに信じ合い、明日のことを安心して語り合える\
                     ことである。町の古い図書館で、子供たちは毎週その言葉の意味について話し合っている。";

/// Pages of several sites, some of which have the same article between other menus.
fn pages() -> Place {
    let place = Place::with(1);
    fs::create_dir(place.path("pages")).unwrap();
    fs::write(place.path("finding.toml"), FINDING).unwrap();
    fs::write(place.path("first.toml"), FINDING.replace("true", "true\nkeep = \"first\"")).unwrap();
    let page = |menu: &str, text: &str| {
        format!(
            "<html><body><nav><a href='/'>{menu}</a></nav><main><p>{text}</p></main></body></html>"
        )
    };
    let files = [
        ("1.html", page("Harbour news", LAMP)),
        ("2.html", page("Harbour news", NET)),
        ("3.html", page("港の新聞", PEACE)),
        ("4.html", page("The evening paper, founded in 1823, all rights reserved", NET)),
        ("5.html", page("夕刊", &PEACE.replace("古い", "新しい"))),
        ("6.html", page("Weather", &NET.replace("the storm had torn", "storms had torn"))),
        ("7.html", String::new()),
        ("8.html", page("Weather", "")),
    ];
    for (name, content) in files {
        fs::write(place.path("pages").join(name), content).unwrap();
    }
    // Enough of others that the work is spread, and not done at once.
    let lines: String = (0..400).map(|at| line(at, 400 + at % 350)).collect();
    fs::write(place.path("pages/records.jsonl"), lines).unwrap();
    place
}

/// A record whose text depends on a number alone.
fn line(at: u64, seed: u64) -> String {
    let word = |turn: u64| format!("word{} ", (seed + 1) * (turn + 7) * 7919 % 10_007);
    let text: String = (0..40).map(word).collect();
    serde_json::json!({"id": format!("r{at}"), "text": text}).to_string() + "\n"
}

fn run(place: &Place, config: &str, out: &str, options: &[&str]) -> std::process::Output {
    let mut command = place.pumice(&["run", "pages", "-q", "-c", config, "-o", out]);
    command.args(options).output().unwrap()
}

/// The cluster of each page that has one: the page, the first page of the cluster, whether it is that.
fn clusters(place: &Place, out: &str) -> Vec<(String, String, bool)> {
    let lines = journal(&place.path(out).join("journal.jsonl"));
    let id = |line: &Value| line["id"].as_str().unwrap_or_default().to_owned();
    let of = |line: &Value| {
        let cluster = line["cluster"]["id"].as_str()?;
        let first = lines.iter().find(|line| id(line) == cluster)?;
        let names = [line, first].map(|line| line["name"].as_str().unwrap().to_owned());
        let [name, first] = names;
        Some((name, first, line["cluster"]["first"] == true))
    };
    lines.iter().filter_map(of).filter(|(name, ..)| !name.contains("records")).collect()
}

#[test]
fn near_copies_are_found_between_other_menus_and_unrelated_ones_are_not() {
    let place = pages();
    let done = run(&place, "finding.toml", "out", &[]);
    assert_eq!(code(&done), 0, "{}", said(&done));
    let expected = [("2", "2"), ("3", "3"), ("4", "2"), ("5", "3"), ("6", "2")];
    let html = |name: &str| format!("{name}.html");
    let expected = expected.map(|(name, first)| (html(name), html(first), name == first));
    assert_eq!(clusters(&place, "out"), expected);
    let json = |name: &str| -> Value {
        let bytes = fs::read(place.path("out").join(format!("{name}.html.json"))).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    assert_eq!(json("1")["cluster"], Value::Null);
    assert_eq!(json("4")["cluster"]["similarity"], 1.0);
    assert_eq!(json("4")["cluster"]["id"], json("2")["id"]);
    let likeness = json("5")["cluster"]["similarity"].as_f64().unwrap();
    assert!((0.8..1.0).contains(&likeness), "{likeness}");
    let totals = fs::read_to_string(place.path("out/run.json")).unwrap();
    let totals: Value = serde_json::from_str(&totals).unwrap();
    let found = &totals["totals"]["duplicates"];
    assert_eq!(*found, serde_json::json!({"clusters": 52, "documents": 53}));
    let report = fs::read_to_string(place.path("out/report.html")).unwrap();
    assert!(report.contains("53 documents nearly repeat 52 earlier ones"));
}

#[test]
fn the_same_bytes_at_any_number_of_threads_and_after_any_ending() {
    let place = pages();
    for config in ["finding.toml", "first.toml"] {
        let out = |name: &str| format!("{config}-{name}");
        for jobs in ["1", "2", "16"] {
            let done = run(&place, config, &out(jobs), &["-j", jobs]);
            assert_eq!(code(&done), 0, "{}", said(&done));
        }
        let tree = place.tree(&out("1"));
        assert!(tree == place.tree(&out("2")) && tree == place.tree(&out("16")), "{config}");
        // As a run leaves it that was cut off: the beginning of the journal, and no totals.
        let path = place.path(&out("2")).join("journal.jsonl");
        let whole = fs::read_to_string(&path).unwrap();
        for lines in [0, 5, 390] {
            let cut: usize = whole.split_inclusive('\n').take(lines).map(str::len).sum();
            fs::write(&path, &whole[..cut + 9]).unwrap();
            let done = run(&place, config, &out("2"), &["-j", "2"]);
            assert_eq!(code(&done), 0, "{}", said(&done));
            assert!(tree == place.tree(&out("2")), "{config} after {lines} lines");
        }
    }
}

#[test]
fn a_run_that_is_killed_finds_the_same() {
    let place = pages();
    assert_eq!(code(&run(&place, "first.toml", "whole", &[])), 0);
    for wait in [5, 20, 60, 120, 200, 300] {
        let mut command = place.pumice(&["run", "pages", "-q", "-c", "first.toml", "-o", "killed"]);
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(code(&run(&place, "first.toml", "killed", &[])), 0);
    assert!(place.tree("whole") == place.tree("killed"));
}

#[test]
fn where_only_the_first_is_kept_the_others_stand_in_the_journal() {
    let place = pages();
    let done = run(&place, "first.toml", "out", &[]);
    assert_eq!(code(&done), 0, "{}", said(&done));
    let lines = journal(&place.path("out/journal.jsonl"));
    assert_eq!(lines.len(), 408);
    for line in &lines {
        let repeats = line["cluster"]["first"] == false;
        let is_written = !line["outputs"].as_array().unwrap().is_empty();
        assert_eq!(is_written, !repeats && line["status"] != "failed", "{line}");
        if repeats {
            assert_eq!(line["status"], "skipped");
            assert_eq!(line["reason"], "nearly repeats an earlier document");
            assert!(line["id"].as_str().unwrap().starts_with("d-"));
        }
    }
    assert!(place.path("out/2.html.json").exists() && !place.path("out/4.html.json").exists());
    let lines = fs::read_to_string(place.path("out/documents.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 408 - 53);
}

#[test]
fn an_earlier_document_that_comes_later_is_the_first_from_then_on() {
    let place = pages();
    assert_eq!(code(&run(&place, "finding.toml", "out", &[])), 0);
    fs::write(place.path("pages/0.html"), format!("<main><p>{NET}</p></main>")).unwrap();
    assert_eq!(code(&run(&place, "finding.toml", "out", &[])), 0);
    assert_eq!(code(&run(&place, "finding.toml", "fresh", &[])), 0);
    assert!(clusters(&place, "out").contains(&("2.html".into(), "0.html".into(), false)));
    assert!(place.tree("out") == place.tree("fresh"));
}

#[test]
fn the_file_of_what_is_no_longer_the_first_goes() {
    let place = pages();
    assert_eq!(code(&run(&place, "first.toml", "out", &[])), 0);
    assert!(place.path("out/2.html.json").exists());
    fs::write(place.path("pages/0.html"), format!("<main><p>{NET}</p></main>")).unwrap();
    assert_eq!(code(&run(&place, "first.toml", "out", &[])), 0);
    assert_eq!(code(&run(&place, "first.toml", "fresh", &[])), 0);
    assert!(!place.path("out/2.html.json").exists());
    assert!(place.tree("out") == place.tree("fresh"));
    let verified = place.pumice(&["verify", "out"]).output().unwrap();
    assert_eq!(code(&verified), 0, "{}", String::from_utf8_lossy(&verified.stdout));
}

#[test]
fn the_look_at_all_documents_is_told_and_changes_nothing() {
    let place = pages();
    let config = format!("[site]\nlearn = true\n{FINDING}");
    fs::write(place.path("both.toml"), config).unwrap();
    assert_eq!(code(&run(&place, "both.toml", "quiet", &[])), 0);
    let run = |progress: &str| {
        let arguments = ["run", "pages", "-c", "both.toml", "-o", progress, "--progress", progress];
        let done = place.pumice(&arguments).output().unwrap();
        assert_eq!(code(&done), 0, "{}", said(&done));
        assert!(place.tree("quiet") == place.tree(progress));
        said(&done)
    };
    let told = run("json");
    let lines = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    // A slow machine tells of what is on its way, too.
    let ends: Vec<Value> = lines.filter(|line| line["inputs"] == 9).collect();
    let ends = ends.iter().filter(|line| line["documents"] == 408);
    let ends = ends.map(|line| (line["pass"].as_str(), line["of"].as_u64()));
    let expected = [Some("learning sites"), Some("comparing documents"), None];
    assert_eq!(ends.collect::<Vec<_>>(), expected.map(|pass| (pass, Some(9))), "{told}");
    let told = run("plain");
    for pass in ["learning sites", "comparing documents"] {
        assert!(told.contains(&format!("{pass}: 9 of 9 inputs; ")), "{told}");
    }
}

#[test]
fn what_can_be_read_only_once_is_refused_with_the_way_out() {
    let place = pages();
    let done = place.pumice(&["run", "-", "-c", "finding.toml", "-o", "out"]).output().unwrap();
    assert_eq!(code(&done), 2);
    assert!(said(&done).contains("[duplicates] find = true"), "{}", said(&done));
}
