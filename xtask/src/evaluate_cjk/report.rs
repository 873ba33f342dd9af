//! The table: by tier and by kind of run, pumice beside whatlang.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::answer::Answer;
use super::calibration;

/// Prints the tables of both sets.
pub(super) fn print(answers: &[Answer], out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<32} {:>5} {:>9} {:>8} {:>8} {:>8}",
        "language right, %", "runs", "whatlang", "named", "best", "script"
    )?;
    for set in ["short_han", "mixed_docs"] {
        let of_set: Vec<&Answer> = answers.iter().filter(|answer| answer.set == set).collect();
        print_set(set, &of_set, out)?;
    }
    print_spans(answers, out)?;
    writeln!(out, "right answers by probability")?;
    let han = |set| answers.iter().filter(move |a| a.set == set && a.gold.is_some() && a.is_han);
    calibration::print("short_han", han("short_han"), out)?;
    calibration::print("mixed_docs", han("mixed_docs"), out)
}

fn print_set(set: &str, answers: &[&Answer], out: &mut impl Write) -> io::Result<()> {
    let mut rows: BTreeMap<String, Vec<&Answer>> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer.gold.is_some()) {
        rows.entry(answer.kind.clone()).or_default().push(answer);
        if answer.hard {
            rows.entry(format!("{}, hard", answer.kind)).or_default().push(answer);
        }
        if set == "mixed_docs" && answer.is_han {
            rows.entry("~ Han alone".to_owned()).or_default().push(answer);
        }
        rows.entry("~ all".to_owned()).or_default().push(answer);
    }
    for (kind, row) in &rows {
        let share = |right: fn(&Answer) -> bool| {
            100.0 * row.iter().filter(|answer| right(answer)).count() as f32 / row.len() as f32
        };
        writeln!(
            out,
            "{:<32} {:>5} {:>9.1} {:>8.1} {:>8.1} {:>8.1}",
            format!("{set} {kind}"),
            row.len(),
            share(Answer::is_whatlang_right),
            share(Answer::is_right),
            share(Answer::is_best_right),
            share(Answer::is_exact),
        )?;
    }
    Ok(())
}

fn print_spans(answers: &[Answer], out: &mut impl Write) -> io::Result<()> {
    let of_set = || answers.iter().filter(|answer| answer.set == "mixed_docs");
    let found = of_set().filter(|answer| answer.said.is_some()).count() as f32;
    let there = of_set().filter(|answer| answer.gold.is_some()).count() as f32;
    let both =
        of_set().filter(|answer| answer.said.is_some() && answer.gold.is_some()).count() as f32;
    writeln!(
        out,
        "spans: precision {:.4}, recall {:.4}",
        both / found.max(1.0),
        both / there.max(1.0)
    )
}

/// Prints the mistakes that were made with the greatest confidence.
pub(super) fn print_mistakes(
    answers: &[Answer],
    most: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let confidence = |answer: &Answer| answer.said.as_ref().map_or(1.0, |said| said.confidence);
    let mut wrong: Vec<&Answer> = answers.iter().filter(|answer| !answer.is_exact()).collect();
    wrong.sort_by(|a, b| confidence(b).total_cmp(&confidence(a)));
    writeln!(out, "\nthe surest mistakes")?;
    for answer in wrong.into_iter().take(most) {
        let gold = answer.gold.as_deref().unwrap_or("none");
        write!(out, "  {} {}: {} is {gold}", answer.set, answer.kind, answer.text)?;
        match &answer.said {
            Some(said) => writeln!(
                out,
                ", not {} ({} {:.2}: {})",
                said.lang, said.best, said.confidence, said.evidence
            )?,
            None => writeln!(out, " and was not found")?,
        }
    }
    Ok(())
}
