//! What holds for every document and every set of decisions.

use proptest::prelude::*;
use pumice::document::{
    Boilerplate, Builder, Document, Event, Findings, Kind, NodeId, Source, Tag, Why,
};

/// A step of building a document.
#[derive(Clone, Debug)]
enum Step {
    Open(Kind),
    Text(String),
    Break,
    Close,
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Group,
        Kind::List,
        Kind::Item,
        Kind::Quote,
        Kind::Table,
        Kind::Row,
        Kind::Cell,
        Kind::Figure,
        Kind::Caption,
        Kind::Heading(2),
        Kind::Paragraph,
        Kind::Code,
        Kind::Link,
        Kind::Emphasis,
        Kind::Ruby,
    ])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => kind().prop_map(Step::Open),
        4 => "[ a-z\u{4E00}-\u{4E20}\u{A0}\u{3000}\u{0}\n\u{1F600}é]{0,12}".prop_map(Step::Text),
        1 => Just(Step::Break),
        3 => Just(Step::Close),
    ]
}

fn build(steps: &[Step]) -> Document {
    let mut builder = Builder::new(Source::default(), 0, 10_000);
    let mut open = 0;
    for step in steps {
        match step {
            Step::Open(kind) => {
                builder.open(*kind, Tag::DIV);
                open += 1;
            }
            Step::Text(text) => builder.text(text),
            Step::Break => builder.line_break(),
            Step::Close if open > 0 => {
                builder.close();
                open -= 1;
            }
            Step::Close => {}
        }
    }
    builder.finish()
}

fn decided(mut doc: Document, choices: &[(usize, bool)]) -> Document {
    let rows = doc.nodes().count();
    let mut findings = Findings::default();
    for (at, keep) in choices {
        let id = doc.nodes().nth(at % rows).map_or(NodeId::ROOT, |(id, _)| id);
        let why = Why::new("test/any", 0.5, "");
        if *keep {
            findings.keep(id, why);
        } else {
            findings.drop(id, Boilerplate::Other, why);
        }
    }
    doc.apply("test", &mut findings);
    doc
}

fn any_document() -> impl Strategy<Value = Document> {
    let steps = prop::collection::vec(step(), 0..60);
    let choices = prop::collection::vec((any::<usize>(), any::<bool>()), 0..8);
    (steps, choices).prop_map(|(steps, choices)| decided(build(&steps), &choices))
}

fn ink(text: &str) -> u32 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u32
}

proptest! {
    #[test]
    fn spans_lie_on_boundaries_and_within_their_parents(doc in any_document()) {
        for (id, node) in doc.nodes() {
            prop_assert!(doc.full_text().get(node.text.range()).is_some());
            let parent = doc.node(node.parent);
            prop_assert!(parent.text.start <= node.text.start && node.text.end <= parent.text.end);
            prop_assert!(doc.is_within(id, node.parent));
        }
    }

    #[test]
    fn text_stands_in_leaf_blocks_only(doc in any_document()) {
        for (id, node) in doc.nodes().skip(1) {
            let parent = doc.node(node.parent).kind;
            if node.kind.is_inline() {
                prop_assert!(parent.is_leaf() || parent.is_inline(), "{:?} in {:?}", node.kind, parent);
            } else {
                prop_assert!(parent.is_container(), "{:?} in {:?}", node.kind, parent);
            }
            if node.kind.is_container() {
                let leaves: u32 = doc.leaves_in(id).map(|leaf| doc.ink(leaf)).sum();
                prop_assert_eq!(leaves, doc.ink(id));
            }
        }
    }

    #[test]
    fn kept_and_removed_are_the_whole(doc in any_document()) {
        let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
        prop_assert_eq!(doc.chars_kept() + removed, doc.chars_in());
        prop_assert_eq!(ink(&doc.clean_text().text), doc.chars_kept());
        let texts: u32 = doc.removals().iter().map(|removal| ink(&removal.text)).sum();
        prop_assert_eq!(texts, removed);
    }

    #[test]
    fn events_balance_and_carry_the_kept_text(doc in any_document()) {
        let mut open = Vec::new();
        let mut text = String::new();
        for event in doc.events() {
            match event {
                Event::Enter(id) => open.push(id),
                Event::Leave(id) => prop_assert_eq!(open.pop(), Some(id)),
                Event::Text(_, piece) => text.push_str(piece),
                Event::Removed(id) => prop_assert!(doc.ink(id) > 0),
            }
        }
        prop_assert!(open.is_empty());
        prop_assert_eq!(ink(&text), doc.chars_kept());
    }

    #[test]
    fn every_writer_takes_every_document(doc in any_document()) {
        for entry in pumice::writers::WRITERS {
            let writer = (entry.build)(toml::Table::new()).unwrap();
            let mut bytes = Vec::new();
            writer.write(&doc, &mut bytes).unwrap();
            prop_assert!(String::from_utf8(bytes).is_ok());
        }
    }
}
