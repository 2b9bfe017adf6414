//! Links to a page (`#page=3`) of a file that has fewer pages, whether the file is attached to anything or only linked.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Severity};
use crate::import;
use crate::record::{FileId, Record, Span, Target, percent_decoded};
use crate::source::{Content, Known, Sources, read_bytes};

/// Returns a warning for each link past the last page of a file. Only files that a link names a page of are looked into.
pub(super) fn links_past_end(record: &Record, sources: &Sources, known: &Known) -> Vec<Diagnostic> {
    let mut counted: BTreeMap<FileId, Option<u32>> = BTreeMap::new();
    let published: OnceCell<BTreeMap<&str, FileId>> = OnceCell::new();
    let at_address = |link: &str| {
        let by_path = published.get_or_init(|| record.files.iter().map(|(file, path)| (&**path, *file)).collect());
        let path = link.split(['#', '?']).next().unwrap_or(link).trim_start_matches('/');
        by_path.get(&*percent_decoded(path)).copied()
    };
    let mut found = Vec::new();
    for (_, document) in record.documents() {
        let linked = document.references.iter().filter_map(|reference| match reference.target {
            Some(Target::Attachment(file)) => Some((file, page_of(&reference.text)?, reference.span)),
            _ => None,
        });
        let from_top = document.from_top.iter().filter_map(|link| {
            let page = page_of(&link.text)?;
            Some((at_address(&link.text)?, page, link.span))
        });
        found.extend(linked.chain(from_top).filter_map(|(file, page, span)| {
            let pages = *counted.entry(file).or_insert_with(|| count_pages(sources, known, file));
            pages.filter(|pages| page > *pages).map(|pages| past_end(page, pages, span))
        }));
    }
    found
}

fn past_end(page: u32, pages: u32, span: Span) -> Diagnostic {
    let said = format!("this links to page {page} of a file of {pages}");
    let mut found = Diagnostic::new(Code::DeadAnchor, span, said)
        .expected(format!("a page from 1 to {pages}"))
        .remedy("correct the number of the page");
    found.severity = Severity::Warning;
    found
}

/// The page that a link asks for.
fn page_of(link: &str) -> Option<u32> {
    let (_, fragment) = link.split_once('#')?;
    fragment.split('&').find_map(|part| part.strip_prefix("page="))?.parse().ok()
}

/// The number of pages of a file; `None` where it has none, or cannot be looked into.
fn count_pages(sources: &Sources, known: &Known, file: FileId) -> Option<u32> {
    let source = sources.files.get(file.0 as usize)?;
    let Content::Binary { size, sha256 } = &source.content else { return None };
    let read = || read_bytes(sources, file);
    import::facts(known, &source.path, (*size, sha256, &source.hash), read).0.pages
}
