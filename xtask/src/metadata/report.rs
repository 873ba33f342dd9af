//! The tables that `cargo xtask metadata` prints.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{Found, Outcome, compare};

/// A measure: the pages that it is taken on, and on which of them it holds.
struct Measure {
    name: &'static str,
    applies: fn(&Outcome) -> bool,
    holds: fn(&Outcome) -> bool,
}

/// Titles are measured on pages whose reference has one; authors and dates where it has one, and what
/// is given where it has none is counted as false.
const MEASURES: [Measure; 7] = [
    Measure { name: "title=", applies: has_title, holds: |page| title(page, compare::exact) },
    Measure { name: "title≈", applies: has_title, holds: |page| title(page, compare::letters) },
    Measure { name: "title~", applies: has_title, holds: |page| title(page, compare::soft) },
    Measure { name: "author=", applies: has_author, holds: author },
    Measure { name: "author!", applies: |p| !has_author(p), holds: |p| given(&p.author) },
    Measure { name: "date=", applies: has_date, holds: published },
    Measure { name: "date!", applies: |p| !has_date(p), holds: |p| given(&p.published) },
];

fn has_title(page: &Outcome) -> bool {
    page.gold.title.is_some()
}

fn has_author(page: &Outcome) -> bool {
    page.gold.author.is_some()
}

fn has_date(page: &Outcome) -> bool {
    page.gold.published.is_some()
}

fn given(found: &Found) -> bool {
    !found.values.is_empty()
}

fn title(page: &Outcome, alike: fn(&str, &str) -> bool) -> bool {
    page.gold.title.as_ref().is_some_and(|gold| alike(&page.title.joined(), gold))
}

fn author(page: &Outcome) -> bool {
    let gold = page.gold.author.as_ref();
    gold.is_some_and(|gold| compare::same_people(&page.author.joined(), gold))
}

fn published(page: &Outcome) -> bool {
    let gold = page.gold.published.as_ref();
    gold.is_some_and(|gold| compare::same_day(&page.published.joined(), gold))
}

/// Prints the measures of all pages, of the held-out fifth and of each type, then mistakes.
pub(super) fn print(outcomes: &[Outcome], worst: usize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:<26}{:>6}", "", "n")?;
    for measure in &MEASURES {
        write!(out, "{:>9}", measure.name)?;
    }
    writeln!(out)?;
    row("all", outcomes, out, |_| true)?;
    row("held out (id mod 5 = 0)", outcomes, out, |outcome| outcome.page.is_held_out())?;
    row("the others", outcomes, out, |outcome| !outcome.page.is_held_out())?;
    let types: BTreeSet<&str> = outcomes.iter().filter_map(|o| o.page.kind.as_deref()).collect();
    for name in types {
        let label = format!("  {name}");
        row(&label, outcomes, out, |outcome| outcome.page.kind.as_deref() == Some(name))?;
    }
    writeln!(
        out,
        "\n= the same but for case, white space and the order of people; ≈ but for signs, too; ~ one holds the other, or \
         word F1 >= 0.8;\n! the share of pages without one for which one is given"
    )?;
    mistakes(outcomes, worst, out)
}

fn row(
    label: &str,
    outcomes: &[Outcome],
    out: &mut dyn Write,
    belongs: impl Fn(&Outcome) -> bool,
) -> io::Result<()> {
    let pages: Vec<&Outcome> = outcomes.iter().filter(|outcome| belongs(outcome)).collect();
    write!(out, "{label:<26}{:>6}", pages.len())?;
    for measure in &MEASURES {
        let measured = pages.iter().filter(|page| (measure.applies)(page));
        let (mut count, mut held) = (0_u32, 0_u32);
        for page in measured {
            count += 1;
            held += u32::from((measure.holds)(page));
        }
        if count == 0 {
            write!(out, "{:>9}", "-")?;
        } else {
            write!(out, "{:>9.3}", f64::from(held) / f64::from(count))?;
        }
    }
    writeln!(out)
}

/// Shows mistakes. Those on held-out pages stay unseen, lest rules be made for them.
fn mistakes(outcomes: &[Outcome], worst: usize, out: &mut dyn Write) -> io::Result<()> {
    for measure in MEASURES.iter().filter(|_| worst > 0) {
        writeln!(out, "\n{}", measure.name)?;
        let seen = outcomes.iter().filter(|outcome| !outcome.page.is_held_out());
        let bad = measure.name.ends_with('!');
        let wrong = seen.filter(|page| (measure.applies)(page) && (measure.holds)(page) == bad);
        for page in wrong.take(worst) {
            let (gold, found) = match &measure.name[..1] {
                "t" => (&page.gold.title, &page.title),
                "a" => (&page.gold.author, &page.author),
                _ => (&page.gold.published, &page.published),
            };
            writeln!(
                out,
                "  {} {:<13} {:<24} {:?}\n{:>21}{:?}",
                page.page.id,
                page.page.kind.as_deref().unwrap_or_default(),
                found.from,
                found.joined(),
                "",
                gold.as_deref().unwrap_or_default()
            )?;
        }
    }
    Ok(())
}
