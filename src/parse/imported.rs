//! What imported minutes say of themselves: whether a person has held them against the original, and what is still offered in them.

use super::data::Reader;
use crate::diag::{Code, Diagnostic};
use crate::import::OFFER;
use crate::record::Span;

/// Whether `reviewed = false` says that nobody has held the minutes against the original. `reviewed = { by, date }` says who has.
pub(super) fn is_unreviewed(reader: &Reader<'_>) -> bool {
    let Some(value) = reader.value("reviewed") else { return false };
    if reader.is_table("reviewed") {
        if let Some(review) = reader.table("reviewed", "a review") {
            let is_whole = review.required("by", "\"Ann Lee\"").is_some() & review.day("date").is_some();
            if review.span_of("date").is_none() {
                review.missing("date", "2026-11-23");
            }
            review.finish();
            return !is_whole;
        }
        return true;
    }
    if reader.bool_of(value) != Some(false) {
        reader.wrong("reviewed", value, "false, or who reviewed it and when", "{ by = \"Ann Lee\", date = 2026-11-23 }");
    }
    // What is doubtful is not signed off.
    true
}

/// A note for each action that an import offered and that nobody has accepted or deleted.
pub(super) fn open_offers(text: &str, body: Span) -> Vec<Diagnostic> {
    let range = body.range();
    let Some(words) = text.get(range.clone()) else { return Vec::new() };
    let places = words.match_indices(OFFER).filter(|(at, _)| *at == 0 || words.get(..*at).is_some_and(|t| t.ends_with('\n')));
    let note = |(at, _): (usize, &str)| {
        let start = range.start + at;
        let line = text.get(start..).and_then(|t| t.split('\n').next()).map_or(0, str::len);
        Diagnostic::new(
            Code::OpenOffer,
            Span::new(body.file, start, start + line),
            "an import offers an action here, and nobody has decided",
        )
        .expected("published nowhere until then")
        .remedy("delete the first and the last line of the comment and write who is to do it, or delete the comment")
    };
    places.map(note).collect()
}
