//! Criterion measures; this keeps what it measured, for one table of all parts side by side.

use std::io::{self, Write};
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, SamplingMode, Throughput};

/// The parts that were measured.
pub(crate) struct Laps<'a> {
    group: BenchmarkGroup<'a, WallTime>,
    pages: usize,
    bytes: u64,
    /// Each part with its best run over all pages.
    best: Vec<(String, Duration)>,
}

impl<'a> Laps<'a> {
    /// Measures in a group of criterion's; `sizes` are those of the pages, in bytes.
    pub(crate) fn new(
        mut group: BenchmarkGroup<'a, WallTime>,
        sizes: impl Iterator<Item = usize>,
    ) -> Laps<'a> {
        let sizes: Vec<usize> = sizes.collect();
        let bytes = sizes.iter().sum::<usize>() as u64;
        group.throughput(Throughput::Bytes(bytes)).sampling_mode(SamplingMode::Flat);
        Laps { group, pages: sizes.len(), bytes, best: Vec::new() }
    }

    /// Measures a part: `pass` does it for all pages and says how long it took.
    pub(crate) fn time(&mut self, part: &str, pass: impl Fn() -> Duration) {
        let mut best: Option<Duration> = None;
        self.group.bench_function(part, |bencher| {
            bencher.iter_custom(|times| {
                let passes: Vec<Duration> = (0..times).map(|_| pass()).collect();
                best = passes.iter().copied().chain(best).min();
                passes.into_iter().sum()
            });
        });
        self.best.extend(best.map(|best| (part.to_owned(), best)));
    }

    /// Prints all parts, each also as a multiple of one of them.
    pub(crate) fn print(self, yardstick: &str, out: &mut dyn Write) -> io::Result<()> {
        let Laps { group, pages, bytes, best } = self;
        group.finish();
        let against = best.iter().find(|(part, _)| part == yardstick).map(|(_, time)| *time);
        writeln!(out, "pages      {pages}, {:.1} MB", bytes as f64 / 1e6)?;
        writeln!(out, "\n{:<20}{:>12}{:>12}{:>14}", "", "ms a page", "MB a s", yardstick)?;
        for (part, time) in best {
            let seconds = time.as_secs_f64();
            let (each, rate) = (seconds * 1e3 / pages as f64, bytes as f64 / 1e6 / seconds);
            let ratio = against.map(|against| seconds / against.as_secs_f64());
            let ratio = ratio.map_or_else(String::new, |ratio| format!("× {ratio:.2}"));
            writeln!(out, "{part:<20}{each:>12.3}{rate:>12.0}{ratio:>14}")?;
        }
        Ok(())
    }
}
