//! The proof that nothing withheld is published: every byte to be written is searched for every secret, as a reader takes it in
//! (`folded.rs`).
//!
//! A [`ScannedFile`] is that proof as a type. Only the [`SecretScanner`] makes one, and `write` and `publish` pass on nothing else.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, Match, MatchKind};

use super::folded::{FoldedText, TextForm};
use super::secrets::Secrets;
use crate::diag::{Code, Diagnostic};
use crate::layout::bare::Bare;
use crate::record::{FileId, Span};
use crate::source::{Sources, ending};

/// Fewer letters than this are no secret that can be searched for: they are in everything.
const SHORTEST: usize = 3;
/// In bytes that are no text, fewer letters than this are there by chance.
const BINARY: usize = 6;
/// In the theme's own style sheets and scripts, fewer letters than this are names of colours and of variables.
const STYLE: usize = 8;

/// Looks for secrets in outputs. Shared by all threads.
pub struct SecretScanner {
    finder: Option<AhoCorasick>,
    secrets: Vec<Secret>,
}

/// A secret to look for.
struct Secret {
    words: String,
    source: Span,
    folded: FoldedText,
}

impl Secret {
    /// Withheld Markdown as words to look for; `None` for what cannot be told from the words of any text.
    fn of((words, source): (String, Span)) -> Option<Secret> {
        let folded = FoldedText::of(&Bare::of(&words, 0, words.len()).text, TextForm::Plain);
        let letters = folded.letters();
        let is_amount = letters.len() < 5 && letters.bytes().all(|b| b.is_ascii_digit());
        (letters.chars().count() >= SHORTEST && !is_amount).then_some(Secret { words, source, folded })
    }
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
/// use minutebook::edition::{ScannedContent, ScannedFile};
///
/// let unread = ScannedFile { path: "index.html", content: ScannedContent::Bytes(b"anything") };
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
    /// For some secrets, however an output writes them.
    pub fn new(secrets: Secrets) -> SecretScanner {
        let (words, phrases) = (secrets.words, secrets.phrases);
        let withholds = !words.is_empty() || !phrases.is_empty();
        let secrets: Vec<Secret> = words.into_iter().chain(phrases).filter_map(Secret::of).collect();
        let patterns = secrets.iter().map(|secret| secret.folded.letters());
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok();
        SecretScanner { finder: finder.filter(|_| withholds), secrets }
    }

    /// Returns true if this edition withholds nothing.
    pub fn is_empty(&self) -> bool {
        self.finder.is_none()
    }

    /// Returns the number of words and phrases that are searched for.
    pub fn len(&self) -> usize {
        if self.finder.is_some() { self.secrets.len() } else { 0 }
    }

    /// Searches a file that was made, its path included.
    ///
    /// # Errors
    /// The secrets in it, sorted, one of each.
    pub fn scan<'f>(&self, path: &'f str, bytes: &'f [u8]) -> Result<ScannedFile<'f>, Vec<Leak>> {
        let found = self.finder.as_ref().map(|finder| self.search_bytes(finder, path, bytes, no_other_forms));
        judged(path, bytes, found.unwrap_or_default())
    }

    /// Searches a file of the content folder that is published as it is: its path, its bytes, and the texts that were read out of it, which
    /// are packed in most documents. Each comes with the name of its part, whose ending says how it writes words.
    ///
    /// # Errors
    /// As [`SecretScanner::scan`].
    pub fn scan_copy<'f, 't>(
        &self,
        path: &'f str,
        bytes: &'f [u8],
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<ScannedFile<'f>, Vec<Leak>> {
        let mut leaks = Vec::new();
        if let Some(finder) = &self.finder {
            leaks = self.search_bytes(finder, path, bytes, other_forms);
            for (name, text) in texts {
                let form = TextForm::of(name);
                let forms = std::iter::once(form).chain(other_forms(form, text));
                leaks.extend(forms.flat_map(|form| self.search(finder, path, text, form, SHORTEST)));
            }
        }
        judged(path, bytes, leaks)
    }

    /// Searches the path and the bytes of a file, in the form that its name says and in others.
    fn search_bytes(&self, finder: &AhoCorasick, path: &str, bytes: &[u8], others: OtherForms) -> Vec<Leak> {
        let mut leaks = self.search(finder, path, path, TextForm::Plain, SHORTEST);
        let form = TextForm::of(path);
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                let shortest = if is_style(path) { STYLE } else { SHORTEST };
                let forms = std::iter::once(form).chain(others(form, text));
                leaks.extend(forms.flat_map(|form| self.search(finder, path, text, form, shortest)));
            }
            Err(_) => leaks.extend(self.search(finder, path, &decoded(bytes), form, BINARY)),
        }
        leaks
    }

    /// Passes a file on disk unread; `None` where anything is withheld, so that it must be read and searched.
    pub fn pass_unread<'f>(&self, path: &'f str, place: &'f Path) -> Option<ScannedFile<'f>> {
        self.is_empty().then_some(ScannedFile { path, content: ScannedContent::OnDisk(place) })
    }

    fn search(&self, finder: &AhoCorasick, path: &str, text: &str, form: TextForm, shortest: usize) -> Vec<Leak> {
        let folded = FoldedText::of(text, form);
        let is_there = |hit: &Match, secret: &Secret| hit.len() >= shortest && folded.has_words_at(hit.range(), &secret.folded);
        let hits = finder.find_overlapping_iter(folded.letters());
        let mut leaks: Vec<Leak> = hits
            .filter_map(|hit| self.secrets.get(hit.pattern().as_usize()).filter(|secret| is_there(&hit, secret)))
            .map(|secret| Leak { source: secret.source, words: secret.words.as_str().into(), path: path.to_owned() })
            .collect();
        leaks.sort();
        leaks.dedup();
        leaks
    }
}

/// The forms besides that of its name in which a text may write words.
type OtherForms = fn(TextForm, &str) -> Vec<TextForm>;

/// Files that the program made are in one form, that of their names.
fn no_other_forms(_: TextForm, _: &str) -> Vec<TextForm> {
    Vec::new()
}

/// A copied file may be in any form, whatever it is called: YAML and programs have escapes, data files have markup.
fn other_forms(form: TextForm, text: &str) -> Vec<TextForm> {
    let has = |sign: u8| memchr::memchr(sign, text.as_bytes()).is_some();
    let others = [(TextForm::Escaped, b'\\'), (TextForm::Markup, b'<')];
    others.into_iter().filter(|(other, sign)| *other != form && has(*sign)).map(|(other, _)| other).collect()
}

/// What a search comes to: a file that may be published, or the secrets in it, sorted, one of each.
fn judged<'f>(path: &'f str, bytes: &'f [u8], mut leaks: Vec<Leak>) -> Result<ScannedFile<'f>, Vec<Leak>> {
    leaks.sort();
    leaks.dedup();
    if leaks.is_empty() { Ok(ScannedFile { path, content: ScannedContent::Bytes(bytes) }) } else { Err(leaks) }
}

/// Whether a file is a style sheet or a script of the theme, which has words of its own.
fn is_style(path: &str) -> bool {
    path.starts_with("assets/") && matches!(ending(path).as_str(), "css" | "js")
}

/// Bytes that are not UTF-8, as far as they are text.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let units = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| Some(of([*pair.first()?, *pair.get(1)?]))).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
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
    let words = Secret::of((words.to_owned(), Span::new(FileId(0), 0, 0)))?.folded;
    sources.iter().find_map(|(file, _)| {
        let text = sources.text(file)?;
        let folded = FoldedText::with_places(text);
        let starts = folded.letters().match_indices(words.letters()).map(|(at, _)| at..at + words.letters().len());
        let range = starts.into_iter().find(|range| folded.has_words_at(range.clone(), &words))?;
        let place = folded.place(range)?;
        Some(Span::new(file, place.start, text.ceil_char_boundary(place.end)))
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
