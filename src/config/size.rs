//! Sizes as people write them: `64 MiB`.

/// Units with the bytes that they stand for (IEC 80000-13 and SI).
const UNITS: &[(&str, u64)] = &[
    ("b", 1),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
];

/// Whether a setting is a size, by its name.
pub(super) fn is_size(name: &str) -> bool {
    name == "bytes" || name.ends_with("-bytes")
}

/// The bytes of a size: a whole number and a unit.
pub(super) fn bytes(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '_')?;
    let number: u64 = text[..digits].replace('_', "").parse().ok()?;
    let unit = text[digits..].trim().to_ascii_lowercase();
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    number.checked_mul(*factor)
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_have_a_number_and_a_unit() {
        assert_eq!(bytes("64 MiB"), Some(64 << 20));
        assert_eq!(bytes("2kB"), Some(2000));
        assert_eq!(bytes("1_000 b"), Some(1000));
        assert_eq!(bytes("64"), None);
        assert_eq!(bytes("MiB"), None);
        assert_eq!(bytes("99999999999 GiB"), None);
    }
}
