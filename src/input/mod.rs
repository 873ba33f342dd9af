//! Inputs: files, directories and containers in, raw documents out.

mod select;

use schemars::JsonSchema;
use serde::Deserialize;
use sha2::{Digest, Sha256};

pub use select::{Filter, Selection};

/// How far compressed input is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Unpacking {
    /// Bytes of one document after it was decompressed.
    pub decompressed_bytes: u64,
    /// How many times larger something may get by being decompressed; counted after the first MiB.
    pub ratio: u32,
}

impl Default for Unpacking {
    fn default() -> Unpacking {
        Unpacking { decompressed_bytes: 256 << 20, ratio: 200 }
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
