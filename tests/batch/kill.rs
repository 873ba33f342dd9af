//! Runs that are killed. `cargo xtask kill` does the same with more documents and kills.

use std::fs;
use std::path::Path;

use super::campaign::Campaign;

#[test]
fn nothing_is_lost_or_twice_when_runs_are_killed() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("light.toml");
    let light = "stage = []\n[[output]]\nformat = \"text\"\n[[output]]\nformat = \"jsonl\"\n";
    fs::write(&config, light).unwrap();
    let campaign = Campaign {
        program: Path::new(env!("CARGO_BIN_EXE_pumice")),
        folder: folder.path(),
        documents: 2000,
        kills: 10,
        seed: 1,
        config: Some(&config),
    };
    let outcome = campaign.run().unwrap();
    assert_eq!(outcome.kills, 10, "{outcome:?}");
    assert_eq!((outcome.lost, outcome.twice), (0, 0), "{outcome:?}");
    assert!(outcome.different.is_empty(), "{outcome:?}");
}
