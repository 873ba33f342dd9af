//! Bombs: each costs a moment and a line, and no other document.

use std::time::{Duration, Instant};

use super::archive::{gz, record, zst};
use super::{found_in, reason};

const ZEROS: usize = 64 << 20;

/// Debug builds and busy machines are slow; what goes on for ever is not.
const MOMENT: Duration = Duration::from_secs(10);

#[test]
fn bombs_are_told_at_once_whatever_holds_them() {
    let zeros = vec![0; ZEROS];
    for (ending, packed) in [("gz", gz(&zeros)), ("zst", zst(&zeros))] {
        for name in ["a", "a.html", "a.jsonl", "a.warc"] {
            let begun = Instant::now();
            let found = found_in(&format!("{name}.{ending}"), &packed);
            let told = reason(found.last().unwrap()).unwrap();
            assert!(told.contains("bomb: it swells more than 200 times"), "{name}: {told}");
            assert!(begun.elapsed() < MOMENT);
        }
        let nested = found_in("a", &gz(&packed));
        assert!(reason(&nested[0]).unwrap().starts_with("bomb: "), "{:?}", nested[0]);
    }
}

#[test]
fn many_small_bombs_are_one() {
    let member = gz(&vec![0; 1 << 20]);
    let found = found_in("a.jsonl.gz", &member.repeat(500));
    assert!(reason(found.last().unwrap()).unwrap().contains("bomb: "));
}

#[test]
fn a_bomb_in_a_web_archive_costs_its_own_record() {
    let page = |id: &str| record(id, &format!("<p>{id}"));
    let bomb = record("<bomb>", &"0".repeat(ZEROS / 2));
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let mut inner = head.as_bytes().to_vec();
    inner.extend(gz(&vec![0; ZEROS]));
    let fields = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <inner>\r\n\
                  Content-Type: application/http\r\n";
    let mut inner_bomb = format!("{fields}Content-Length: {}\r\n\r\n", inner.len()).into_bytes();
    inner_bomb.extend(&inner);
    inner_bomb.extend(b"\r\n\r\n");
    for pack in [gz, zst] {
        let pieces = [page("<a>"), bomb.clone(), page("<b>"), inner_bomb.clone(), page("<c>")];
        let found = found_in("a.warc.gz", &pieces.map(|piece| pack(&piece)).concat());
        let good = found.iter().filter(|found| found.content.is_ok());
        let good: Vec<&str> = good.filter_map(|found| found.record.as_deref()).collect();
        assert_eq!(good, ["<a>", "<b>", "<c>"]);
        let bad: Vec<&str> = found.iter().filter_map(reason).collect();
        assert_eq!(bad.len(), 2, "{bad:?}");
        assert!(bad.iter().all(|reason| reason.contains("bomb: ")), "{bad:?}");
    }
}
