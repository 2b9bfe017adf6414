//! The proof that nothing withheld is published: every byte to be written is searched for every secret.
//!
//! A [`ScannedFile`] is that proof as a type. Only the [`SecretScanner`] makes one, and `write` and `publish` pass on nothing else.

use std::path::Path;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::secrets::Secrets;
use crate::diag::{Code, Diagnostic};
use crate::record::Span;
use crate::source::Sources;

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
    /// The words, as they are withheld.
    pub words: Box<str>,
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
        let secrets: Vec<(String, Span)> = secrets.words.into_iter().chain(secrets.phrases).collect();
        for (i, (word, _)) in secrets.iter().enumerate() {
            for form in forms(word) {
                patterns.push(form);
                of.push(i);
            }
        }
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&patterns).ok();
        SecretScanner { finder: finder.filter(|_| !patterns.is_empty()), of, secrets }
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
            .map(|(words, span)| Leak { source: *span, words: words.as_str().into(), path: path.to_owned() })
            .collect();
        leaks.sort();
        leaks.dedup();
        leaks
    }
}

/// Returns an error for each withheld text that was found in outputs: the words, where they are withheld, in which files they would be
/// published, and where in the content those files have them from. `sources` are the texts of the edition, after the cut.
pub fn leak_diagnostics(mut leaks: Vec<Leak>, sources: &Sources) -> Vec<Diagnostic> {
    leaks.sort();
    leaks.dedup();
    leaks.chunk_by(|a, b| (a.source, &a.words) == (b.source, &b.words)).filter_map(|same| diagnostic(same, sources)).collect()
}

fn diagnostic(leaks: &[Leak], sources: &Sources) -> Option<Diagnostic> {
    let Leak { source, words, .. } = leaks.first()?;
    let message = format!("withheld text `{}` would be published in {}", shorten(words), paths(leaks));
    let found = Diagnostic::new(Code::Leak, *source, message)
        .expected("withheld here")
        .remedy("withhold it there too (`[[redact:REASON|WORDS]]`, `> [!INTERNAL]`), or publish it in both places");
    Some(match find(words, sources) {
        Some(span) => found.related(span, "published from here"),
        None => found,
    })
}

/// The first files that some words would be published in, and the number of the others.
fn paths(leaks: &[Leak]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> = leaks.iter().take(NAMED).map(|leak| format!("`{}`", leak.path)).collect();
    let named = named.join(", ");
    match leaks.len().saturating_sub(NAMED) {
        0 => named,
        1 => format!("{named} and 1 other file"),
        n => format!("{named} and {n} other files"),
    }
}

/// The first place where the texts of an edition have some words.
fn find(words: &str, sources: &Sources) -> Option<Span> {
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).build([words]).ok()?;
    sources.iter().find_map(|(file, _)| {
        let hit = finder.find(sources.text(file)?)?;
        Some(Span::new(file, hit.start(), hit.end()))
    })
}

/// The beginning of a text on one line, enough to know it by.
fn shorten(words: &str) -> String {
    const SHOWN: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
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
