//! Short lines between two paragraphs, as a column beside the text leaves them when a page is flattened.

use std::ops::Range;

use super::group::LineGroup;
use super::line::{LineKind, TextLine};
use super::wrap::WrapMeasure;
use crate::import::extract::MarginText;
use crate::layout::Origin;

/// A column beside the text is narrower than this part of it, in hundredths.
const NARROW: usize = 40;

/// What somebody is to do is said in fewer words.
const MOST_WORDS: usize = 60;

/// Finds the runs of groups that are such lines, in order.
pub(super) fn orphan_runs(groups: &[LineGroup<'_>], measure: &WrapMeasure) -> Vec<(Range<usize>, MarginText)> {
    let mut out = Vec::new();
    let mut at = 1;
    while measure.width > 0 && at < groups.len() {
        let run = groups.iter().skip(at).take_while(|group| is_short(group, measure)).count();
        let before = groups.get(at - 1).and_then(LineGroup::last);
        let lines: Vec<&TextLine<'_>> =
            groups.get(at..at + run).unwrap_or(&[]).iter().flat_map(|g| g.lines.iter().copied()).collect();
        if before.is_some_and(|line| line.ends_sentence() && line.kind != LineKind::Columns) && is_one_clause(&lines) {
            out.push((at..at + run, margin_text(&lines, before.map_or(0, |line| line.number))));
        }
        at += run + 1;
    }
    out
}

fn is_short(group: &LineGroup<'_>, measure: &WrapMeasure) -> bool {
    let short = |line: &&TextLine<'_>| line.kind == LineKind::Words && line.len() * 100 < measure.width * NARROW;
    group.lines.iter().all(short)
}

/// Whether lines read on as one clause that was wrapped narrowly: all but the first, or the first of three, begin in small letters.
fn is_one_clause(lines: &[&TextLine<'_>]) -> bool {
    let words: usize = lines.iter().map(|line| line.text.split_whitespace().count()).sum();
    let small = lines.iter().filter(|line| line.is_continuation()).count();
    let label = |line: &&TextLine<'_>| line.text.ends_with(':');
    let begins_small = lines.first().is_some_and(|line| line.is_continuation());
    lines.len() >= 2
        && words <= MOST_WORDS
        && !lines.iter().any(label)
        && (begins_small && small * 2 >= lines.len() || lines.len() >= 3 && small + 1 == lines.len())
}

fn margin_text(lines: &[&TextLine<'_>], after: u32) -> MarginText {
    let text = lines.iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
    let origin = Origin::Line(lines.first().map_or(after, |line| line.number));
    MarginText { text, place: format!("{} short lines after line {after}", lines.len()), lines: lines.len(), origin }
}
