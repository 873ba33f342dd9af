use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::*;
use crate::input::Unpacking;

const READING: Reading =
    Reading { bytes: 4 << 20, unpacking: Unpacking { decompressed_bytes: 8 << 20, ratio: 200 } };

/// A member: its name, its contents, its mode, and whether it is compressed.
type Member<'a> = (&'a str, &'a [u8], u32, bool);

/// Writes an archive as it stands in APPNOTE.TXT 6.3, sections 4.3.7 to 4.3.16.
fn archive(members: &[Member<'_>]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, contents, mode, is_packed) in members {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(contents).unwrap();
        let (method, data) =
            if *is_packed { (8_u16, encoder.finish().unwrap()) } else { (0, contents.to_vec()) };
        let mut crc = Crc::new();
        crc.update(contents);
        let mut common = Vec::new();
        for field in [20, 0x800, method, 0, 0x21] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        for field in [crc.sum(), data.len() as u32, contents.len() as u32] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        common.extend_from_slice(&(name.len() as u16).to_le_bytes());
        common.extend_from_slice(&[0, 0]);
        let offset = all.len() as u32;
        directory.extend_from_slice(b"PK\x01\x02\x14\x03");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 6]);
        directory.extend_from_slice(&(mode << 16).to_le_bytes());
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
        all.extend_from_slice(b"PK\x03\x04");
        all.extend_from_slice(&common);
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(&data);
    }
    let (start, size, count) = (all.len() as u32, directory.len() as u32, members.len() as u16);
    all.extend_from_slice(&directory);
    all.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    all.extend_from_slice(&[count.to_le_bytes(), count.to_le_bytes()].concat());
    all.extend_from_slice(&[size.to_le_bytes(), start.to_le_bytes()].concat());
    all.extend_from_slice(&[0, 0]);
    all
}

fn members(bytes: &[u8]) -> Vec<(String, Result<String, String>)> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let label = Label { input: "a.zip".into(), name: "a.zip".into(), within: None };
    let members = Members::new(label, file, READING).unwrap();
    let told = |found: Found| {
        let content = found.content.map(|content| String::from_utf8(content.bytes).unwrap());
        let content = content.map_err(|trouble| match trouble {
            Trouble::Failed(reason) | Trouble::Skipped(reason) => reason,
        });
        (found.record.unwrap_or_default(), content)
    };
    members.map(told).collect()
}

const FILE: u32 = 0o100_644;

#[test]
fn members_are_documents_or_containers_of_them() {
    let lines = b"{\"id\":\"x\",\"text\":\"one\"}\n{\"text\":\"two\"}\n";
    let found = members(&archive(&[
        ("pages/", b"", 0o040_755, false),
        ("pages/a.html", b"<p>a", FILE, true),
        ("pages/ü.txt", b"text", FILE, false),
        ("b.jsonl", lines, FILE, true),
    ]));
    let expected = [
        ("pages/a.html", "<p>a"),
        ("pages/ü.txt", "text"),
        ("b.jsonl/x", "one"),
        ("b.jsonl/line-2", "two"),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), Ok(text.to_owned())));
    assert_eq!(found, expected);
}

#[test]
fn paths_that_lead_out_are_refused() {
    let bad =
        ["../../x", "a/../../x", "/etc/passwd", "C:\\x", "..\\x", "\\\\host\\x", "a/..", "c:x"];
    let mut all: Vec<Member<'_>> =
        bad.iter().map(|name| (*name, b"x".as_slice(), FILE, true)).collect();
    all.push(("link", b"/etc/passwd", 0o120_777, false));
    all.push(("dir/link", b"../../x", 0o120_777, true));
    all.push(("x/../../../..", b"", 0o040_755, false));
    all.push(("good..html", b"<p>good", FILE, true));
    let found = members(&archive(&all));
    assert_eq!(found.len(), 12);
    for (name, content) in &found[..11] {
        assert!(content.as_ref().unwrap_err().starts_with("unsafe path"), "{name}: {content:?}");
    }
    assert_eq!(found[11], ("good..html".to_owned(), Ok("<p>good".to_owned())));
}

#[test]
fn a_bomb_or_a_damaged_member_costs_no_other() {
    let (zeros, inner) = (vec![0; 32 << 20], archive(&[("a", b"a", FILE, true)]));
    let mut bytes = archive(&[
        ("bomb", &zeros, FILE, true),
        ("damaged.txt", b"that it was damaged is told by its check sum", FILE, false),
        ("inner.zip", &inner, FILE, false),
        ("last.txt", b"last", FILE, true),
    ]);
    let at = memchr::memmem::find(&bytes, b"check sum").unwrap();
    bytes[at] ^= 1;
    let found = members(&bytes);
    let reason = |at: usize| found[at].1.as_ref().unwrap_err().as_str();
    assert!(reason(0).starts_with("bomb: "), "{}", reason(0));
    assert_eq!(reason(1), "its check sum is wrong");
    assert!(reason(2).starts_with("a ZIP archive here"), "{}", reason(2));
    assert_eq!(found[3], ("last.txt".to_owned(), Ok("last".to_owned())));
}

#[test]
fn of_two_members_of_one_name_the_loss_is_told() {
    let found = members(&archive(&[("a.txt", b"one", FILE, true), ("a.txt", b"two", FILE, true)]));
    assert!(found[0].1.as_ref().unwrap_err().contains("same name"), "{found:?}");
    assert_eq!(found[1].1, Ok("two".to_owned()));
}
