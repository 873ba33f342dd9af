//! The command line, as people see it. `TRYCMD=overwrite cargo test --test cli` brings the expected
//! output up to date; read the difference.

#[test]
fn commands_say_what_they_should() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("COLUMNS", "80").case("tests/cli/*.md");
}
