//! What imported minutes say of themselves: whether a person has held them against the original, and what is still offered in them.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use sha2::{Digest, Sha256};

use super::context::Context;
use super::data::Reader;
use super::files;
use crate::diag::{Code, Diagnostic};
use crate::import::{OFFER, ORIGINS_FILE, OriginRow, anchored_passages, passage_hash, read_origins};
use crate::record::{Document, FileId, Meeting, PassageOrigin, Provenance, Span};
use crate::source::{Content, hex};

/// The original that minutes were imported from, as their front matter names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ImportedOriginal {
    /// The file, where it is in the content folder.
    pub(super) file: Option<FileId>,
    /// The file of origins beside the minutes.
    origins: Option<FileId>,
    /// `publish = true`.
    is_published: bool,
}

impl ImportedOriginal {
    /// Whether a file beside the minutes is not published with them.
    pub(super) fn is_kept_back(&self, file: FileId) -> bool {
        self.origins == Some(file) || self.file == Some(file) && !self.is_published
    }

    /// Returns where the passages of a meeting are in the original, and which of them were edited since.
    pub(super) fn provenance(&self, cx: &Context<'_>, text: &str, meeting: &Meeting) -> Provenance {
        let published = self.file.filter(|_| self.is_published);
        let Some(origins) = self.origins else { return Provenance { published, passages: Vec::new() } };
        note_asked(cx, origins);
        let rows = read_origins(cx.sources.text(origins).unwrap_or(""));
        let rows: BTreeMap<&str, &OriginRow> = rows.iter().map(|row| (&*row.anchor, row)).collect();
        let passage = |(anchor, span): (&str, Span)| {
            let row = rows.get(anchor)?;
            let is_edited = *row.hash != *passage_hash(text.get(span.range()).unwrap_or(""));
            Some(PassageOrigin { anchor: anchor.into(), span, page: row.page, is_edited })
        };
        Provenance { published, passages: anchored_passages(meeting).filter_map(passage).collect() }
    }
}

/// Reads `source = { file, sha256, publish }`. An original of which anything is withheld is not published.
pub(super) fn original(cx: &Context<'_>, reader: &Reader<'_>, document: &Document) -> Option<ImportedOriginal> {
    if !reader.is_table("source") {
        return None;
    }
    let source = reader.table("source", "a source")?;
    let name = source.text("file")?;
    let path = cx.sources.path(document.file);
    let at = source.span_of("publish").or_else(|| source.span_of("file"))?;
    let is_wanted = source.flag("publish");
    let file = if is_wanted { files::named(cx, &source, path) } else { files::resolve(cx, path, &name) };
    if let (Some(file), Some(sha256)) = (file, source.text("sha256"))
        && sha_of(cx, file).is_some_and(|own| own != *sha256)
    {
        let span = source.span_of("sha256").unwrap_or(at);
        source.diagnostics().report(
            Diagnostic::new(
                Code::ChangedOriginal,
                span,
                format!("`{name}` is not the file that was imported: its SHA-256 is another"),
            )
            .expected("the original as it was when these minutes were made of it")
            .remedy("put the original back, or import the new one and compare: `minutebook import NEW --compare OLD`"),
        );
    }
    let is_withheld = is_wanted && !document.withheld.is_empty();
    if is_withheld {
        source.diagnostics().report(
            Diagnostic::new(Code::WithheldOriginal, at, format!("`{name}` would publish what these minutes withhold"))
                .expected("nothing withheld in minutes whose original is published")
                .remedy(
                    "delete `publish`; to show an original, black out in a copy of it what is withheld, and add that as a paper",
                ),
        );
    }
    let origins = files::resolve(cx, path, ORIGINS_FILE);
    Some(ImportedOriginal { file, origins, is_published: is_wanted && !is_withheld })
}

fn sha_of(cx: &Context<'_>, file: FileId) -> Option<String> {
    note_asked(cx, file);
    match &cx.sources.files.get(file.0 as usize)?.content {
        Content::Text(text) => Some(hex(&Sha256::digest(text.as_bytes()))),
        Content::Binary { sha256, .. } => Some(sha256.to_string()),
        _ => None,
    }
}

/// Tells that what is read of the minutes hangs on the bytes of another file.
fn note_asked(cx: &Context<'_>, file: FileId) {
    if let Some(asked) = cx.asked {
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }
}

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
