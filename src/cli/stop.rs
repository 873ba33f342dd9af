//! Why a command ends before its time, and the exit code that says so.

use std::io::{self, Write};
use std::process::ExitCode;

use super::terminal;

/// Some documents failed; all others are written.
pub(crate) const SOME_FAILED: u8 = 1;
/// The command line or the configuration is wrong; nothing was touched.
const USAGE: u8 = 2;
/// The output could not be written.
const OUTPUT: u8 = 3;

/// Why a command ends before its time.
#[derive(Debug)]
pub(crate) enum Stop {
    /// There is something to say, and an exit code.
    Error(u8, String),
    /// The configuration has mistakes, already put in words.
    Mistakes(String),
    /// Somebody wanted it to end; the exit code.
    Signal(u8),
    /// Whoever reads the output has read enough.
    Quiet,
}

impl Stop {
    /// The command line or the configuration is wrong.
    pub(crate) fn usage(message: impl std::fmt::Display) -> Stop {
        Stop::Error(USAGE, message.to_string())
    }

    /// `pipeline.toml` has mistakes.
    pub(crate) fn mistakes(shown: &str) -> Stop {
        Stop::Mistakes(shown.trim_end().to_owned())
    }

    /// A file of the output could not be written.
    pub(crate) fn output(message: impl std::fmt::Display) -> Stop {
        Stop::Error(OUTPUT, message.to_string())
    }

    /// The document failed.
    pub(crate) fn failed(message: impl std::fmt::Display) -> Stop {
        Stop::Error(SOME_FAILED, message.to_string())
    }

    /// Says why, and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let (code, message) = match self {
            Stop::Error(code, message) => (code, format!("pumice: {message}")),
            Stop::Mistakes(shown) => (USAGE, shown),
            Stop::Signal(code) => {
                (code, "pumice: interrupted; the same command goes on from here".to_owned())
            }
            Stop::Quiet => return ExitCode::SUCCESS,
        };
        // Where standard error is gone there is nobody left to tell.
        let _ = writeln!(anstream::stderr(), "{}", terminal::harmless(&message));
        ExitCode::from(code)
    }
}

/// Standard output could not be written: a closed pipe is the reader's good right.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop::Quiet;
        }
        Stop::output(format!("standard output: {error}"))
    }
}
