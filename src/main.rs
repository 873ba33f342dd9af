//! The command `pumice`.

fn main() -> std::process::ExitCode {
    pumice::cli::main()
}
