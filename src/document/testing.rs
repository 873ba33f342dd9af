//! Documents for tests, built by hand.

use super::{Builder, Document, Kind, Source, Tag};

/// A paragraph of running text.
pub(crate) const PROSE: &str = "The harbour was quiet that morning, and the boats lay side by side \
                                along the quay while the fishermen mended their nets and talked of \
                                the weather.";

/// A document.
pub(crate) fn build(make: impl FnOnce(&mut Builder)) -> Document {
    let mut builder = Builder::new(Source::default(), 0, 10_000);
    make(&mut builder);
    builder.finish()
}

/// A leaf block.
pub(crate) fn leaf(builder: &mut Builder, kind: Kind, text: &str) {
    builder.open(kind, Tag::P);
    builder.text(text);
    builder.close();
}

/// A paragraph for each line.
pub(crate) fn lines(builder: &mut Builder, lines: &[&str]) {
    for line in lines {
        leaf(builder, Kind::Paragraph, line);
    }
}
