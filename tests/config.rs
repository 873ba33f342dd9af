//! The root `pipeline.toml` is the manual of all settings: it must have every one of them.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fmt::Write;
use std::path::Path;

use pumice::config::{Config, DEFAULT, Manual, Setting, schema};
use pumice::duplicates::Duplicates;
use pumice::input::{Selection, Unpacking};
use pumice::readers::{Decoding, Limits};
use pumice::sites::Learning;
use pumice::stages::{self, STAGES};
use pumice::writers::{self, WRITERS};
use schemars::{Schema, schema_for};
use serde_json::Value;

const COLUMNS: usize = 100;
/// The formats that are written where nothing else is asked for.
const STANDARD_OUTPUTS: [&str; 2] = ["tei", "json"];

/// The stages that run only where they are asked for.
const OPTIONAL_STAGES: [&str; 2] = ["sentences", "words"];

const HEAD: &str = "\
# The pipeline of pumice: what is read, which stages look at it, what is written.
#
# This file is the built-in default, and the manual of all settings: each stands here with its
# default, commented out. `pumice init` writes a copy to change, `pumice check` finds mistakes in
# it, `pumice stages NAME` prints the manual of one stage.
";

const STAGES_HEAD: &str = "\
# The stages, in the order in which they look at a document. Leave one out by deleting its table;
# the same stage may stand twice. No stage deletes anything: what one removes, a later one can keep.
";

const OUTPUTS_HEAD: &str = "\
# What is written of each document: OUT/<path of the input><ending>.
";

/// The file as the tables of stages and writers would have it.
fn expected() -> String {
    let mut out = String::from(HEAD);
    table(&mut out, "[input]", &[&schema_for!(Selection)], "");
    table(&mut out, "[limits]", &[&schema_for!(Limits), &schema_for!(Unpacking)], "");
    table(&mut out, "[decoding]", &[&schema_for!(Decoding)], "");
    table(&mut out, "[site]", &[&schema_for!(Learning)], "");
    table(&mut out, "[duplicates]", &[&schema_for!(Duplicates)], "");
    out.push('\n');
    out.push_str(STAGES_HEAD);
    for stages::Entry { name, after, schema, .. } in STAGES {
        let off = if OPTIONAL_STAGES.contains(name) { "# " } else { "" };
        table(&mut out, &format!("{off}[[stage]]\n{off}use = \"{name}\""), &[&schema()], off);
        if !after.is_empty() {
            let note = format!("#\n# Must stand after: {}.\n", after.join(", "));
            let at = out.rfind(&format!("{off}[[stage]]")).unwrap();
            out.insert_str(at, &note);
        }
    }
    out.push('\n');
    out.push_str(OUTPUTS_HEAD);
    for writers::Entry { name, schema, .. } in WRITERS {
        let off = if STANDARD_OUTPUTS.contains(name) { "" } else { "# " };
        let head = format!("{off}[[output]]\n{off}format = \"{name}\"");
        table(&mut out, &head, &[&schema()], off);
    }
    out
}

/// A table with what it is for, its head and its settings.
fn table(out: &mut String, head: &str, schemas: &[&Schema], off: &str) {
    let manuals: Vec<Manual> = schemas.iter().map(|schema| Manual::of(schema)).collect();
    out.push('\n');
    comment(out, &manuals[0].about, "");
    out.push_str(head);
    out.push('\n');
    for (at, setting) in manuals.iter().flat_map(|manual| &manual.settings).enumerate() {
        if at > 0 {
            let _ = writeln!(out, "{}", off.trim_end());
        }
        comment(out, &setting.about, off);
        let _ = writeln!(out, "{off}# {}", assignment(head, setting));
    }
}

fn assignment(head: &str, setting: &Setting) -> String {
    let Setting { name, kind, default, .. } = setting;
    match default {
        Value::Null => format!("{name} = … ({kind}; not set)"),
        Value::Number(size) if name.ends_with("bytes") && head == "[limits]" => {
            format!("{name} = \"{} MiB\"", size.as_u64().unwrap() >> 20)
        }
        value => format!("{name} = {}", toml::Value::try_from(value).unwrap()),
    }
}

/// A doc comment as a comment: paragraphs of at most 100 columns.
fn comment(out: &mut String, about: &str, off: &str) {
    for (at, paragraph) in about.split("\n\n").enumerate() {
        if at > 0 {
            let _ = writeln!(out, "{}", format!("{off}#").trim_end());
        }
        let mut line = format!("{off}#");
        for word in paragraph.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > COLUMNS {
                let _ = writeln!(out, "{line}");
                line = format!("{off}#");
            }
            line.push(' ');
            line.push_str(word);
        }
        let _ = writeln!(out, "{line}");
    }
}

/// Compares a file with what it should be; where snapshots are overwritten, brings it up to date.
fn current(file: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        std::fs::write(&path, expected).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let found: Vec<&str> = found.lines().collect();
    let missing: Vec<&str> = expected.lines().filter(|line| !found.contains(line)).collect();
    let expected: Vec<&str> = expected.lines().collect();
    let stale: Vec<&&str> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(
        found == expected,
        "{file} is not current.\nLines to add:\n{}\nLines to take out:\n{}\n\
         `SNAPSHOTS=overwrite cargo test --test config` does it.",
        missing.join("\n"),
        stale.iter().map(|line| **line).collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn pipeline_toml_has_every_setting_with_its_default() {
    current("pipeline.toml", &expected());
}

#[test]
fn the_schema_of_the_pipeline_is_current() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap();
    current("schema/pipeline.schema.json", &(schema + "\n"));
}

#[test]
fn the_schema_of_the_journal_is_current() {
    let schema = serde_json::to_string_pretty(&pumice::batch::schema()).unwrap();
    current("schema/journal.schema.json", &(schema + "\n"));
}

#[test]
fn the_schema_of_the_document_is_current() {
    let schema = serde_json::to_string_pretty(&pumice::writers::json::schema()).unwrap();
    current("schema/document.schema.json", &(schema + "\n"));
}

#[test]
fn every_setting_has_a_default_and_a_comment() {
    for (name, schema) in STAGES
        .iter()
        .map(|entry| (entry.name, entry.schema))
        .chain(WRITERS.iter().map(|entry| (entry.name, entry.schema)))
    {
        let schema = schema();
        assert!(!Manual::of(&schema).about.is_empty(), "{name} has no doc comment");
        for (setting, property) in schema.as_value()["properties"].as_object().into_iter().flatten()
        {
            let about = property["description"].as_str().unwrap_or_default();
            assert!(!about.is_empty(), "`{setting}` of {name} has no doc comment");
            let default = property.get("default");
            assert!(default.is_some(), "`{setting}` of {name}: its type must derive Serialize");
        }
    }
}

#[test]
fn the_built_in_pipeline_has_every_stage_at_its_defaults() {
    let config = Config::parse(DEFAULT).map_err(|mistakes| mistakes.show("pipeline.toml")).unwrap();
    let stages: Vec<&str> = config.stages.iter().map(|step| step.entry.name).collect();
    let mut standard: Vec<&str> = STAGES.iter().map(|entry| entry.name).collect();
    standard.retain(|name| !OPTIONAL_STAGES.contains(name));
    assert_eq!(stages, standard);
    let outputs: Vec<&str> = config.outputs.iter().map(|output| output.entry.name).collect();
    assert_eq!(outputs, STANDARD_OUTPUTS);
    assert_eq!(config.limits, Limits::default());
    assert_eq!(config.unpacking, Unpacking::default());
}

#[test]
fn the_commented_settings_are_what_is_in_force() {
    let set = DEFAULT
        .lines()
        .map(|line| match line.strip_prefix("# ").and_then(|line| line.split_once(" = ")) {
            Some((key, value))
                if !value.starts_with('…')
                    && !key.contains(' ')
                    && !["format", "use"].contains(&key) =>
            {
                format!("{key} = {value}")
            }
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    let standard = Config::parse(DEFAULT).unwrap();
    let set = Config::parse(&set).map_err(|mistakes| mistakes.show("pipeline.toml")).unwrap();
    assert_eq!(set.digest(), standard.digest());
}
