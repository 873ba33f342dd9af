//! Bytes to text.

use std::borrow::Cow;

use crate::document::EncodingFrom;

/// A decoded text and how its encoding was told.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding (WHATWG Encoding Standard).
    pub encoding: &'static str,
    /// What told it.
    pub from: EncodingFrom,
}

/// Decodes a document. `charset` is a label from outside and who gave it.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&(String, EncodingFrom)>) -> Decoded<'a> {
    let _ = charset;
    Decoded {
        text: String::from_utf8_lossy(bytes),
        encoding: "UTF-8",
        from: EncodingFrom::ValidUtf8,
    }
}
