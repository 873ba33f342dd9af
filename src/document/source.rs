//! Where a document comes from, and what its page says of itself.

use sha2::{Digest, Sha256};

/// Where a document comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The path of the input as it was given, with `/` between its parts.
    pub path: String,
    /// The id of the record within a container.
    pub record: Option<String>,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// `text/html` or `text/plain`.
    pub media_type: &'static str,
    /// The name of the encoding that it was decoded from (WHATWG Encoding Standard).
    pub encoding: &'static str,
    /// What told the encoding.
    pub encoding_from: EncodingFrom,
    /// The layers of mojibake in its text, the outermost first.
    pub mojibake: Vec<Mojibake>,
    /// Bytes of the input.
    pub bytes: u64,
    /// SHA-256 of the input, in hexadecimal.
    pub sha256: String,
    /// Fields of a JSON-lines record that pumice does not know, carried through.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What a web archive says of the record: type, date, digests, the status of the response.
    pub warc: Option<serde_json::Value>,
}

/// What told the encoding of an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EncodingFrom {
    /// A byte order mark.
    Bom,
    /// What the server said.
    Http,
    /// What the document declares.
    Meta,
    /// The bytes are valid UTF-8.
    ValidUtf8,
    /// The shape of the bytes.
    #[default]
    Detected,
    /// What the user said.
    Given,
}

impl EncodingFrom {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            EncodingFrom::Bom => "bom",
            EncodingFrom::Http => "http",
            EncodingFrom::Meta => "meta",
            EncodingFrom::ValidUtf8 => "valid-utf8",
            EncodingFrom::Detected => "detected",
            EncodingFrom::Given => "given",
        }
    }
}

/// Text that had been decoded in a wrong encoding before it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mojibake {
    /// The encoding that it was read in (WHATWG Encoding Standard).
    pub read_as: &'static str,
    /// The encoding that it was written in.
    pub encoding: &'static str,
    /// Whether the document has what was meant; otherwise it has what was found.
    pub repaired: bool,
    /// The pieces, in the order in which they were met.
    pub pieces: Vec<Mangled>,
}

/// A piece of mojibake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mangled {
    /// What stood there.
    pub found: String,
    /// What it should have been.
    pub meant: String,
    /// How often, here and nearby.
    pub count: u32,
}

/// Something that a page says of itself outside its text: in `head`, in JSON-LD, in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// `title`, `meta:og:title`, `link:canonical`, `json-ld`, `html:lang`, `record:date`; in lower case.
    pub name: String,
    /// The value, as it stood there.
    pub value: String,
}

/// A limit that was met while a document was read. What had been reached is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitHit {
    /// The key of the limit in `pipeline.toml`: `depth`, `attributes`, `nodes`, `bytes`.
    pub limit: &'static str,
    /// Its value.
    pub allowed: u64,
    /// How often it was met, or how much there was.
    pub met: u64,
}

impl std::fmt::Display for LimitHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} allowed, met {} times", self.limit, self.allowed, self.met)
    }
}

/// The SHA-256 of bytes, in hexadecimal (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
    Sha256::digest(bytes).iter().flat_map(digits).map(char::from).collect()
}
