use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn unpacked(bytes: Vec<u8>, format: Format) -> Unpacked<Cursor<Vec<u8>>> {
    Unpacked::new(Window::new(Cursor::new(bytes)), format, 200)
}

fn text(bytes: Vec<u8>, format: Format) -> Result<String, String> {
    let mut text = String::new();
    let read = unpacked(bytes, format).read_to_string(&mut text);
    read.map(|_| text).map_err(|error| error.to_string())
}

#[test]
fn pieces_follow_each_other() {
    for (format, pack) in [(Format::Gzip, gz as fn(&[u8]) -> Vec<u8>), (Format::Zstd, zst)] {
        let long = "a long text ".repeat(20_000);
        let packed = [pack(b"one "), pack(long.as_bytes()), pack(b"two")].concat();
        assert_eq!(text(packed, format), Ok(format!("one {long}two")));
        assert_eq!(text(Vec::new(), format), Ok(String::new()));
    }
    let padded = [gz(b"one"), vec![0; 100_000]].concat();
    assert_eq!(text(padded, Format::Gzip), Ok("one".to_owned()));
}

#[test]
fn every_field_of_a_header_is_passed() {
    let mut whole = gz(b"text");
    let tail = whole.split_off(10);
    whole[3] = 4 | 8 | 16 | 2;
    whole.extend_from_slice(b"\x03\0abcname\0comment\0\0\0");
    whole.extend_from_slice(&tail);
    assert_eq!(text(whole, Format::Gzip), Ok("text".to_owned()));
    let skippable = [b"\x50\x2A\x4D\x18\x03\0\0\0abc".as_slice(), &zst(b"text")].concat();
    assert_eq!(text(skippable, Format::Zstd), Ok("text".to_owned()));
}

#[test]
fn what_is_damaged_says_where() {
    for (format, pack) in [(Format::Gzip, gz as fn(&[u8]) -> Vec<u8>), (Format::Zstd, zst)] {
        let first = pack(b"a first piece");
        let begin = first.len();
        let packed = [first, pack(b"a second piece")].concat();
        let error = text(packed[..packed.len() - 3].to_vec(), format).unwrap_err();
        assert!(error.contains(&format!("data at byte {begin}: ")), "{error}");
        let mut flipped = packed.clone();
        let at = flipped.len() - 10;
        flipped[at] ^= 4;
        assert!(text(flipped, format).is_err(), "{format:?}");
        let garbage = [packed, b"garbage that follows".to_vec()].concat();
        assert!(text(garbage, format).is_err());
    }
}

#[test]
fn after_damage_the_next_whole_piece_is_found() {
    for (format, pack) in [(Format::Gzip, gz as fn(&[u8]) -> Vec<u8>), (Format::Zstd, zst)] {
        let pieces = [pack(b"WARC one"), pack(b"WARC two"), pack(b"other"), pack(b"WARC three")];
        let mut packed = pieces.concat();
        packed[pieces[0].len() + 12] ^= 0xFF;
        let mut unpacked = unpacked(packed, format);
        let mut first = [0; 8];
        unpacked.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"WARC one");
        assert!(unpacked.read_to_end(&mut Vec::new()).is_err());
        assert!(unpacked.read_to_end(&mut Vec::new()).is_err(), "the error stays");
        assert!(unpacked.go_on(b"WARC").unwrap());
        let mut rest = String::new();
        unpacked.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "WARC three");
        assert!(!unpacked.go_on(b"nothing").unwrap());
    }
}

#[test]
fn what_swells_too_far_is_stopped_early() {
    let zeros = vec![0; 64 << 20];
    for (format, pack) in [(Format::Gzip, gz as fn(&[u8]) -> Vec<u8>), (Format::Zstd, zst)] {
        let mut unpacked = unpacked(pack(&zeros), format);
        let mut reached = Vec::new();
        let error = unpacked.read_to_end(&mut reached).unwrap_err().to_string();
        assert!(error.contains("limits.ratio"), "{error}");
        assert!(reached.len() < 4 << 20, "{}", reached.len());
    }
    // A header that asks for a window of 2 GiB (`zstd --long=31`), and a block.
    let window = b"\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00".to_vec();
    let error = text(window, Format::Zstd).unwrap_err();
    assert!(error.contains("bomb: it wants a window of 2147483648 bytes"), "{error}");
}
