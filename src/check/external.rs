//! Links to other sites, for a program that asks whether they still lead anywhere: nothing here asks the net.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use crate::parse::markdown_options;
use crate::record::{Document, FileId, Record, Span, Stage};
use crate::source::Sources;

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExternalLink {
    /// The place that has it.
    pub span: Span,
    /// The address, as a browser is given it.
    pub url: String,
}

/// The links to other sites of everything that an edition shows, in the order of the files. `sources` are those of the edition.
pub fn external_links(record: &Record, sources: &Sources) -> Vec<ExternalLink> {
    let mut found = BTreeSet::new();
    let versions = record.meetings.iter().flat_map(|m| &m.versions).chain(record.reports.iter().flat_map(|r| &r.versions));
    let documents = record.documents().map(|(_, document)| document).chain(versions.map(|version| version.document()));
    for document in documents.filter(|document| document.stage != Stage::Withdrawn) {
        of_document(document, sources, &mut found);
    }
    // Organisations have sites of their own, and people notes.
    let listed = record.organisations.iter().filter_map(|o| o.listed).chain(record.people.iter().filter_map(|p| p.listed));
    let tables: BTreeSet<FileId> = listed.map(|span| span.file).collect();
    for file in tables {
        let text = sources.text(file).unwrap_or_default();
        bare(text, Span::new(file, 0, 0), &mut found);
    }
    let own = record.site.base_url.trim_end_matches('/');
    let is_own =
        |url: &str| !own.is_empty() && url.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    found.into_iter().filter(|link| !is_own(&link.url)).collect()
}

fn of_document(document: &Document, sources: &Sources, found: &mut BTreeSet<ExternalLink>) {
    let front = Span { start: 0, end: document.body.start, file: document.file };
    bare(sources.slice(front), front, found);
    let body = sources.slice(document.body);
    let place = |start: usize, end: usize| {
        let base = document.body.start as usize;
        Span::new(document.file, base + start, base + end)
    };
    // Words inside a link are no link of their own, and code is shown and not followed.
    let (mut inside, mut is_code) = (0_usize, false);
    for (event, range) in Parser::new_ext(body, markdown_options(body)).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                inside += 1;
                if is_web(&dest_url) {
                    found.insert(ExternalLink { span: place(range.start, range.end), url: dest_url.to_string() });
                }
            }
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => inside = inside.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if inside == 0 && !is_code => {
                // The parser cuts words at signs that an address may have: what follows on the line is looked at too.
                let line = body.get(range.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                let (from, first) = (place(range.start, range.start), range.len());
                bare_before(line, first, from, found);
            }
            _ => {}
        }
    }
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
}

/// Every address that is written out in a text. `at` is where the text begins.
fn bare(text: &str, at: Span, found: &mut BTreeSet<ExternalLink>) {
    bare_before(text, text.len(), at, found);
}

/// The same of those that begin in the first bytes of a text.
fn bare_before(text: &str, first: usize, at: Span, found: &mut BTreeSet<ExternalLink>) {
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("http")).map(|n| from + n).filter(|start| *start < first) {
        let rest = text.get(start..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|' | '“' | '”');
        let url = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
        let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '~']);
        // A bracket that was opened before the address is closed after it.
        let url = if url.matches(')').count() > url.matches('(').count() { url.trim_end_matches(')') } else { url };
        if is_web(url) && url.len() > "https://".len() {
            let begin = at.start as usize + start;
            found.insert(ExternalLink { span: Span::new(at.file, begin, begin + url.len()), url: url.to_owned() });
        }
        from = start + url.len().max(4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_their_sentence_goes_on() {
        let mut found = BTreeSet::new();
        bare(
            "See https://a.example/b_(c), (http://d.example/) and \"https://e.example/?f=1\". https:// http",
            Span::new(FileId(0), 0, 0),
            &mut found,
        );
        let urls: Vec<&str> = found.iter().map(|link| &*link.url).collect();
        assert_eq!(urls, ["https://a.example/b_(c)", "http://d.example/", "https://e.example/?f=1"]);
    }
}
