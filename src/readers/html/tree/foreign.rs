//! SVG and `MathML` (HTML Standard, 13.2.6.5).

use super::super::local::{Flags, Local, Ns, flag};
use super::{Step, Tag, TreeBuilder};

/// Elements of other vocabularies in which text is HTML's.
const TEXT_POINT: Flags = flag::MATH_TEXT | flag::HTML_POINT;

impl TreeBuilder<'_> {
    /// Whether a start tag goes by the rules for foreign content (13.2.6).
    pub(super) fn is_foreign_to(&self, name: Local) -> bool {
        let top = self.open.top();
        if !top.is(flag::FOREIGN) || top.is(flag::HTML_POINT) {
            return false;
        }
        match name {
            Local::MGLYPH | Local::MALIGNMARK => true,
            Local::SVG => !top.is(flag::MATH_TEXT | flag::ANNOTATION),
            _ => !top.is(flag::MATH_TEXT),
        }
    }

    /// Whether text does.
    pub(super) fn is_foreign_to_text(&self) -> bool {
        let top = self.open.top();
        top.is(flag::FOREIGN) && !top.is(TEXT_POINT)
    }

    pub(super) fn start_in_foreign(&mut self, tag: Tag) -> Step {
        if tag.name.flags() & flag::BREAKS_OUT != 0 {
            self.break_out();
            return self.start_in_mode(tag);
        }
        let ns = self.arena.element(self.open.top().id).map_or(Ns::Svg, |element| element.ns);
        self.insert_foreign(tag, ns)
    }

    /// Leaves what is foreign up to where HTML may stand.
    fn break_out(&mut self) {
        while self.open.top().is(flag::FOREIGN) && !self.open.top().is(TEXT_POINT) {
            self.open.pop();
        }
    }

    pub(super) fn end_in_foreign(&mut self, name: Local) -> Step {
        if matches!(name, Local::BR | Local::P) {
            self.break_out();
            return self.end_in_mode(name);
        }
        for at in (1..self.open.len()).rev() {
            let open = self.open.get(at);
            if !open.is(flag::FOREIGN) {
                return self.end_in_mode(name);
            }
            if open.name == name {
                self.open.truncate(at);
                return Step::Done;
            }
        }
        Step::Done
    }
}
