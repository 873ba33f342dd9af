//! The README's own commands do what the README says they do.

#[test]
fn the_commands_of_the_readme() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("COLUMNS", "100").case("README.md");
}
