//! The README's own commands do what the README says they do.

#[test]
fn the_commands_of_the_readme() {
    trycmd::TestCases::new().case("README.md");
}
