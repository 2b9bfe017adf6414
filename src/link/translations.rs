//! Translations: which text each stands for, the anchors it shares with it, and where the two part.
//!
//! A translation has its original's stage and anchors. Headings and passages are matched in their order: where the two texts have
//! the same shape, each place of the translation has the fragment of the original, so that one link serves both languages.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::record::{Document, FileId, Meeting, PageIx, Record, Span, Stage, Target};

/// Says of each translation which file it stands for, and hands down what the original decides.
pub(super) fn find(record: &mut Record) {
    if record.pages.iter().all(|p| p.translation.is_none()) {
        return;
    }
    let mut originals: BTreeMap<FileId, (Stage, bool)> = BTreeMap::new();
    for document in translatable(record) {
        originals.insert(document.file, (document.stage, document.illustrative));
    }
    for (n, page) in record.pages.iter_mut().enumerate() {
        let Some(translation) = &mut page.translation else { continue };
        translation.of = translation.of.filter(|of| originals.contains_key(of));
        let Some(of) = translation.of else { continue };
        if let Some((stage, illustrative)) = originals.get(&of) {
            page.document.stage = *stage;
            page.document.illustrative |= illustrative;
        }
        record.translations.insert((of, translation.lang.clone()), PageIx::at(n));
    }
}

/// Every document that may have a translation.
fn translatable(record: &Record) -> impl Iterator<Item = &Document> {
    let is_translation = |page: PageIx| record.pages.get(page.ix()).is_some_and(|p| p.translation.is_some());
    let all = record.documents().filter(move |(target, _)| !matches!(target, Target::Page(page, _) if is_translation(*page)));
    all.map(|(_, document)| document)
}

/// Gives translations the anchors of their originals, once references are known, and says where the two differ.
pub(super) fn link(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    if record.translations.is_empty() {
        return;
    }
    let anchors: BTreeMap<FileId, Vec<(Box<str>, u8)>> =
        translatable(record).map(|d| (d.file, d.anchors.iter().map(|a| (a.id.clone(), a.level)).collect())).collect();
    let mut meetings: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (n, meeting) in record.meetings.iter().enumerate() {
        meetings.entry(meeting.document.file).or_default().push(n);
    }
    for page in &mut record.pages {
        let Some(translation) = &mut page.translation else { continue };
        let Some(of) = translation.of else { continue };
        match (&mut translation.minutes, meetings.get(&of).map(Vec::as_slice)) {
            (Some(minutes), Some([at])) => {
                minutes.document = page.document.clone();
                if let Some(original) = record.meetings.get(*at) {
                    // A translation says no more of people than its original may.
                    if original.document.is_unreviewed {
                        minutes.forget_reading();
                    }
                    same_places(original, minutes, diagnostics);
                }
            }
            (minutes, _) => {
                *minutes = None;
                if let Some(original) = anchors.get(&of) {
                    same_anchors(original, &mut page.document, of, diagnostics);
                }
            }
        }
    }
}

/// Headings and numbered paragraphs of a page, matched in their order.
fn same_anchors(original: &[(Box<str>, u8)], document: &mut Document, of: FileId, diagnostics: &mut Vec<Diagnostic>) {
    let same = original.len() == document.anchors.len()
        && original.iter().zip(&document.anchors).all(|((_, level), anchor)| *level == anchor.level);
    if same {
        for ((id, _), anchor) in original.iter().zip(&mut document.anchors) {
            anchor.id = id.clone();
        }
        return;
    }
    let first = original.iter().zip(&document.anchors).position(|((_, level), anchor)| *level != anchor.level);
    let at = first.unwrap_or_else(|| original.len().min(document.anchors.len()));
    let span = document.anchors.get(at).map_or(document.body, |a| a.span);
    let message = format!(
        "this translation has {} headings and numbered paragraphs where the original has {}",
        document.anchors.len(),
        original.len()
    );
    let expected =
        original.get(at).map_or_else(|| "nothing more".to_owned(), |(id, _)| format!("what the original calls `#{id}`"));
    diagnostics.push(differs(message, span, expected, of));
}

/// Sections and passages of minutes, matched in their order.
fn same_places(original: &Meeting, translated: &mut Meeting, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((span, message, expected)) = first_difference(original, translated) {
        diagnostics.push(differs(message, span, expected, original.document.file));
        return;
    }
    for (section, own) in original.sections.iter().zip(&mut translated.sections) {
        own.anchor = section.anchor.clone();
        for (passage, own) in section.passages.iter().zip(&mut own.passages) {
            own.anchor = passage.anchor.clone();
        }
    }
}

/// Where two minutes stop having the same shape: the place, what is there, what the original has there.
fn first_difference(original: &Meeting, translated: &Meeting) -> Option<(Span, String, String)> {
    let place = |s: &crate::record::Section| s.heading.or_else(|| s.passages.first().map(|b| b.whole));
    for (at, section) in original.sections.iter().enumerate() {
        let called = if section.anchor.is_empty() {
            "the text before the first heading".to_owned()
        } else {
            format!("`#{}`", section.anchor)
        };
        let Some(own) = translated.sections.get(at) else {
            return Some((translated.document.body, format!("this translation lacks {called} of the original"), called));
        };
        let span = place(own).unwrap_or(translated.document.body);
        if section.heading.is_some() != own.heading.is_some() || section.number != own.number {
            let number = section.number.as_ref().map_or_else(|| called.clone(), |n| format!("item {n}"));
            return Some((span, "this heading is not the one of the original".to_owned(), format!("{number} of the original")));
        }
        for (n, passage) in section.passages.iter().enumerate() {
            let expected = format!("what the original has at `#{}`", passage.anchor);
            let Some(own) = own.passages.get(n) else {
                let message = format!("this part of the translation lacks the paragraph `#{}` of the original", passage.anchor);
                return Some((span, message, expected));
            };
            if std::mem::discriminant(&passage.kind) != std::mem::discriminant(&own.kind) || number(passage) != number(own) {
                return Some((own.whole, "this paragraph is not the one of the original".to_owned(), expected));
            }
        }
        if let Some(more) = own.passages.get(section.passages.len()) {
            return Some((more.whole, "the original has no such paragraph here".to_owned(), "the next heading".to_owned()));
        }
    }
    let more = translated.sections.get(original.sections.len())?;
    let span = place(more).unwrap_or(translated.document.body);
    Some((span, "the original has no such section".to_owned(), "the end of the minutes".to_owned()))
}

/// The number of a paragraph, as written.
fn number(passage: &crate::record::Passage) -> Option<&crate::record::Number> {
    match &passage.kind {
        crate::record::PassageKind::Paragraph(number) => Some(number),
        _ => None,
    }
}

fn differs(message: String, span: Span, expected: String, of: FileId) -> Diagnostic {
    Diagnostic::new(Code::TranslationDiffers, span, message)
        .expected(expected)
        .related(Span::new(of, 0, 0), "this is the original")
        .remedy("give both texts the same headings, numbers and marks in the same order; until then links to places of the one do not serve the other")
}
