//! Paths that no server could hold, or that two files would have, said to the author of the file that makes them.

use super::PreparedSite;
use crate::diag::{Code, Diagnostic};
use crate::html::percent;
use crate::record::Span;
use crate::write::WriteError;

/// Returns what an author is told of paths that cannot be written, in the order of the files.
pub(super) fn path_diagnostics(errors: &[WriteError], site: &PreparedSite) -> Vec<Diagnostic> {
    if errors.is_empty() {
        return Vec::new();
    }
    let places = SourcePlaces::new(site);
    let mut found: Vec<Diagnostic> = errors.iter().map(|error| path_diagnostic(error, &places)).collect();
    crate::diag::sort(&mut found);
    // One document makes many files, and a folder is in the way of each of them.
    found.dedup_by(|a, b| a.code == b.code && a.span.is_some() && a.span == b.span);
    found
}

fn path_diagnostic(error: &WriteError, places: &SourcePlaces) -> Diagnostic {
    let (code, paths) = match error {
        WriteError::BadPath { path, .. } => (Code::BadPath, [path.as_str(), ""]),
        // Which of two came first is a matter of threads.
        WriteError::Twice { path, other } => (Code::SameAddress, [path.min(other).as_str(), path.max(other).as_str()]),
        WriteError::FileAndFolder { file, below } => (Code::SameAddress, [file.as_str(), below.as_str()]),
        _ => (Code::BadPath, ["", ""]),
    };
    let error_in_order = match error {
        WriteError::Twice { .. } => WriteError::Twice { path: paths[0].to_owned(), other: paths[1].to_owned() }.to_string(),
        other => other.to_string(),
    };
    let message = error_in_order.trim_end_matches("; rename one of them").to_owned();
    let (first, second) = (places.of(paths[0]), places.of(paths[1]));
    let remedy = if code == Code::BadPath {
        "rename the file or folder that the address is made of"
    } else {
        "rename one of the two files, or give one of them a `key` or `slug` of its own"
    };
    let problem =
        Diagnostic::new(code, first.or(second), message).expected("an address that every server can hold").remedy(remedy);
    match second.filter(|second| first.is_some_and(|first| first != *second)) {
        Some(second) => problem.related(second, "the other comes from here"),
        None => problem,
    }
}

/// The files of the content that make the files of the site, by path.
struct SourcePlaces {
    places: Vec<(String, Span)>,
}

impl SourcePlaces {
    fn new(site: &PreparedSite) -> SourcePlaces {
        let record = site.record();
        let head = |file| Span::new(file, 0, 0);
        let copies = record.files.iter().map(|(file, path)| (path.to_string(), head(*file)));
        let first = site.site.languages().next();
        let documents = first.iter().flat_map(|first| {
            record.documents().map(|(target, document)| {
                let address = first.addresses.target(&target);
                let path = address.split('#').next().unwrap_or("").trim_start_matches("./").trim_end_matches("index.html");
                (path.trim_end_matches('/').to_owned(), head(document.file))
            })
        });
        SourcePlaces { places: copies.chain(documents).collect() }
    }

    /// The file that makes a path: the one whose address is the longest that begins it.
    fn of(&self, path: &str) -> Option<Span> {
        let encoded = percent::encode(path, percent::PATH);
        let is_below =
            |path: &str, address: &str| path.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let begins = |address: &str| is_below(path, address) || is_below(&encoded, address);
        let made = self.places.iter().filter(|(address, _)| !address.is_empty() && begins(address));
        made.max_by_key(|(address, _)| address.len()).map(|(_, span)| *span)
    }
}
