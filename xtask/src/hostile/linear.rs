//! Whether a page of twice the size takes twice the time.

use std::io::{self, Write};
use std::time::Duration;

use pumice::pipeline::Pipeline;
use pumice::writers::Writer;

use super::shapes::Shape;

/// The sizes of the pages, in bytes.
const SIZES: [usize; 5] = [250_000, 500_000, 1_000_000, 2_000_000, 4_000_000];

/// How many times the time of half the size is allowed.
const ALLOWED: f64 = 2.5;

/// How often each page is run, its best time counting.
const ROUNDS: usize = 3;

/// How often at the most, for those that do not look linear: something else may have kept the
/// processor busy.
const MORE_ROUNDS: usize = 9;

/// Runs the shapes at growing sizes, prints times and what each doubling made of them.
///
/// # Errors
/// When a doubling took more than is allowed, or the output is gone.
pub(super) fn run(
    shapes: &[&Shape],
    pipeline: &Pipeline,
    writers: &[Box<dyn Writer>],
) -> anyhow::Result<()> {
    let out = &mut io::stdout();
    heading(out)?;
    let mut slow = Vec::new();
    for shape in shapes {
        let times = times(shape, pipeline, writers)?;
        row(shape.name, &times, out)?;
        if worst(&times) > ALLOWED {
            slow.push(shape.name);
        }
    }
    anyhow::ensure!(slow.is_empty(), "not linear: {}", slow.join(", "));
    Ok(())
}

/// The best time of each size.
fn times(
    shape: &Shape,
    pipeline: &Pipeline,
    writers: &[Box<dyn Writer>],
) -> anyhow::Result<[Duration; SIZES.len()]> {
    let sources = SIZES.map(|size| shape.of_size(size));
    let mut best = [Duration::MAX; SIZES.len()];
    for round in 1..=MORE_ROUNDS {
        for (source, best) in sources.iter().zip(&mut best) {
            let (_, time) = super::whole(shape, source, pipeline, writers)?;
            *best = time.min(*best);
        }
        if round >= ROUNDS && worst(&best) <= ALLOWED {
            break;
        }
    }
    Ok(best)
}

fn doublings(times: &[Duration]) -> impl Iterator<Item = f64> {
    times.windows(2).map(|pair| pair[1].as_secs_f64() / pair[0].as_secs_f64())
}

fn worst(times: &[Duration]) -> f64 {
    doublings(times).fold(0.0, f64::max)
}

fn heading(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:<20}", "ms for kB")?;
    for size in SIZES {
        write!(out, "{:>8}", size / 1000)?;
    }
    writeln!(out, "   × for each doubling, at most {ALLOWED}")
}

fn row(name: &str, times: &[Duration], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{name:<20}")?;
    for time in times {
        write!(out, "{:>8.1}", time.as_secs_f64() * 1e3)?;
    }
    write!(out, "  ")?;
    for ratio in doublings(times) {
        write!(out, "{ratio:>7.2}")?;
    }
    writeln!(out, "{}", if worst(times) > ALLOWED { "  not linear" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile::shapes::SHAPES;

    #[test]
    fn a_page_is_about_as_large_as_it_should_be() {
        const SIZE: usize = 100_000;
        for shape in SHAPES {
            let size = shape.of_size(SIZE).len();
            assert!(size.abs_diff(SIZE) < SIZE / 10, "{}: {size}", shape.name);
        }
    }

    #[test]
    fn a_square_is_not_linear() {
        let line = [10, 21, 40, 85, 160].map(Duration::from_millis);
        let square = [10, 21, 40, 160, 640].map(Duration::from_millis);
        assert!(worst(&line) < ALLOWED);
        assert!(worst(&square) > ALLOWED);
    }
}
