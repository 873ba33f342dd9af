//! What a batch promises, whatever happens to it. `docs/reliability.md` says which test tries what.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[path = "../../xtask/src/kill/campaign.rs"]
#[expect(dead_code, reason = "the command prints more than a test asks for")]
mod campaign;
mod duplicates;
mod endings;
mod faults;
mod fixity;
mod kill;
mod memory;
mod process;
mod report;
mod sameness;
mod site;
