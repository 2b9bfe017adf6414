//! The proof that nothing withheld is published: every byte to be written is searched for every secret.
//!
//! A [`ScannedFile`] is that proof as a type. Only the [`SecretScanner`] makes one, and `write` and `publish` pass on nothing else.

use std::path::Path;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Secrets;
use crate::diag::{Code, Diagnostic};
use crate::record::Span;

/// Looks for secrets in outputs. Shared by all threads.
pub struct SecretScanner {
    finder: Option<AhoCorasick>,
    /// For each pattern: which secret it is a form of.
    of: Vec<usize>,
    secrets: Vec<(String, Span)>,
}

/// A secret that stood in an output.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Where the words come from.
    pub source: Span,
    /// The output.
    pub path: String,
}

/// A file that was searched for every secret and holds none. It borrows what was searched, so that nothing is copied and nothing can
/// change in between.
///
/// Only a [`SecretScanner`] makes one:
///
/// ```compile_fail,E0451
/// let unread = minutebook::edition::ScannedFile { path: "index.html", content: b"anything" };
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ScannedFile<'a> {
    path: &'a str,
    content: ScannedContent<'a>,
}

/// The content of a [`ScannedFile`].
#[derive(Debug, Clone, Copy)]
pub enum ScannedContent<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// A file as it is on disk, of an edition that withholds nothing.
    OnDisk(&'a Path),
}

/// A [`ScannedFile`] to be kept: what a preview answers with.
///
/// ```compile_fail,E0451
/// let unread = minutebook::edition::HeldFile { path: "index.html".into(), bytes: b"anything".as_slice().into() };
/// ```
#[derive(Debug, Clone)]
pub struct HeldFile {
    path: Box<str>,
    bytes: Arc<[u8]>,
}

impl<'a> ScannedFile<'a> {
    /// The path below the site, with `/`.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// What is to be written.
    pub fn content(&self) -> ScannedContent<'a> {
        self.content
    }

    /// The same to be kept, with bytes of its own; `None` for a file on disk, which may change.
    pub fn hold(&self) -> Option<HeldFile> {
        match self.content {
            ScannedContent::Bytes(bytes) => Some(HeldFile { path: self.path.into(), bytes: bytes.into() }),
            ScannedContent::OnDisk(_) => None,
        }
    }
}

impl HeldFile {
    /// The path below the site, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The bytes.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// The file as it is written.
    pub fn as_scanned(&self) -> ScannedFile<'_> {
        ScannedFile { path: &self.path, content: ScannedContent::Bytes(&self.bytes) }
    }
}

impl SecretScanner {
    /// For some secrets, in every form that an output may give them: as they are, as HTML, as JSON, without capitals, as part of an address.
    pub fn new(secrets: Secrets) -> SecretScanner {
        let (mut patterns, mut of) = (Vec::new(), Vec::new());
        for (i, (word, _)) in secrets.words.iter().enumerate() {
            for form in forms(word) {
                patterns.push(form);
                of.push(i);
            }
        }
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&patterns).ok();
        SecretScanner { finder: finder.filter(|_| !patterns.is_empty()), of, secrets: secrets.words }
    }

    /// Returns true if this edition withholds nothing.
    pub fn is_empty(&self) -> bool {
        self.finder.is_none()
    }

    /// Searches a file that was made, its path included.
    ///
    /// # Errors
    /// The secrets in it, sorted, one of each.
    pub fn scan<'f>(&self, path: &'f str, bytes: &'f [u8]) -> Result<ScannedFile<'f>, Vec<Leak>> {
        self.scan_copy(path, bytes, std::iter::empty())
    }

    /// Searches a file of the content folder that is published as it is: its path, its bytes, and the text that was read out of it, which
    /// is packed in most documents.
    ///
    /// # Errors
    /// As [`SecretScanner::scan`].
    pub fn scan_copy<'f, 't>(
        &self,
        path: &'f str,
        bytes: &'f [u8],
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<ScannedFile<'f>, Vec<Leak>> {
        if let Some(finder) = &self.finder {
            let mut leaks = self.search(finder, path, bytes);
            leaks.extend(texts.into_iter().flat_map(|text| self.search(finder, path, text.as_bytes())));
            leaks.sort();
            leaks.dedup();
            if !leaks.is_empty() {
                return Err(leaks);
            }
        }
        Ok(ScannedFile { path, content: ScannedContent::Bytes(bytes) })
    }

    /// Passes a file on disk unread; `None` where anything is withheld, so that it must be read and searched.
    pub fn pass_unread<'f>(&self, path: &'f str, place: &'f Path) -> Option<ScannedFile<'f>> {
        self.is_empty().then_some(ScannedFile { path, content: ScannedContent::OnDisk(place) })
    }

    fn search(&self, finder: &AhoCorasick, path: &str, bytes: &[u8]) -> Vec<Leak> {
        let hits = finder.find_overlapping_iter(bytes).chain(finder.find_overlapping_iter(path.as_bytes()));
        let mut leaks: Vec<Leak> = hits
            .filter_map(|hit| self.of.get(hit.pattern().as_usize()).and_then(|i| self.secrets.get(*i)))
            .map(|(_, span)| Leak { source: *span, path: path.to_owned() })
            .collect();
        leaks.sort();
        leaks.dedup();
        leaks
    }
}

impl Leak {
    /// The error for the author. The words themselves are shown only by the line they come from, which the author has.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(Code::Leak, self.source, format!("withheld words would be published in `{}`", self.path))
            .expected("these words are withheld, and stand elsewhere too")
            .remedy("withhold them there as well (`[[redact:REASON|WORDS]]`, `> [!INTERNAL]`), or publish them here")
    }
}

/// The forms a text takes in outputs.
fn forms(word: &str) -> Vec<String> {
    let html = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = html.replace('"', "&quot;").replace('\'', "&#39;");
    let tera = html.replace('"', "&quot;").replace('\'', "&#x27;");
    let json = serde_json::to_string(word).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let address = crate::record::slug(word);
    let mut all = vec![word.to_owned(), html, quoted, tera, json];
    if address.contains('-') {
        all.push(address);
    }
    all.sort();
    all.dedup();
    all
}
