//! `permalinks.txt` as text: every address that was ever published, with the anchors of its page.
//!
//! One line is one address, or one group of anchors of it, and means the same wherever it stands: lines may be sorted,
//! merged and repeated. The format is described in `docs/reference/permalinks.md`.

use std::borrow::Cow;

use super::fingerprint::{CellPrint, Fingerprint, WordPrint};
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span, percent_decoded};

/// The version that is written, and the newest that is read. The first had no words: only addresses and anchors. The second had no sketches
/// of them, nothing of files, names and facts, and did not say what was withdrawn.
pub(super) const VERSION: u32 = 3;

/// What the first line begins with; the version follows.
pub(super) const HEAD: &str = "# minutebook permalinks ";

/// Stands in place of a fingerprint where the words of an anchor are gone.
pub(super) const GONE: &str = "-";

/// Stands in place of a fingerprint where something was withdrawn.
pub(super) const WITHDRAWN: &str = "!";

/// The addresses of a ledger, sorted, one of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger<'a> {
    /// Sorted by address.
    pub pages: Vec<Listed<'a>>,
    /// The lowest version that a line says it is of; 0 where none does.
    pub version: u32,
}

/// One address of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<'a> {
    /// `/idmg/2012-04-17/` for a page, `/reports/x/report.pdf` for a file.
    pub address: Cow<'a, str>,
    /// Where the ledger says so first.
    pub span: Span,
    /// In the order of the ledger.
    pub anchors: Vec<ListedAnchor<'a>>,
    /// The words of the page as a whole: of an action, the key of an entry, the names of an organisation or person, the bytes of a file,
    /// what is before the first heading of a text. Several where branches were merged.
    pub words: Vec<WordPrint>,
    /// What stood there was withdrawn.
    pub is_withdrawn: bool,
    /// The rows of a revision or of the tables of a dataset.
    pub rows: Vec<ListedRow<'a>>,
    /// How many changes its document told of, earlier versions included.
    pub notes: usize,
    /// The address that it was first published at, where that is another.
    pub first: Option<Cow<'a, str>>,
}

/// One anchor of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAnchor<'a> {
    /// Without `#`.
    pub name: Cow<'a, str>,
    /// Where the ledger has it.
    pub span: Span,
    /// What stood there.
    pub words: ListedWords,
}

/// The words that an anchor was published with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListedWords {
    /// Nothing is known of them.
    #[default]
    Unknown,
    /// They are shown no more: the anchor leads to what is left.
    Gone,
    /// They were withdrawn.
    Withdrawn,
    /// These.
    Shown(WordPrint),
}

impl ListedWords {
    /// Returns the print, where there is one.
    pub fn shown(self) -> Option<WordPrint> {
        match self {
            ListedWords::Shown(words) => Some(words),
            ListedWords::Unknown | ListedWords::Gone | ListedWords::Withdrawn => None,
        }
    }

    /// Whether they are these words.
    pub fn are(self, print: Fingerprint) -> bool {
        self.shown().is_some_and(|words| words.print == print)
    }
}

/// One row of figures or of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRow<'a> {
    /// The key of an entry; of a figure, the table and the label of its row.
    pub name: Cow<'a, str>,
    /// Where the ledger has it.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<CellPrint>,
}

impl<'a> Listed<'a> {
    /// Whether an anchor was published with these words; of two branches that were merged, either may have.
    pub(super) fn had(&self, anchor: &str, print: Fingerprint) -> bool {
        self.anchors.iter().any(|a| *a.name == *anchor && a.words.are(print))
    }

    /// Whether the page as a whole was published with these words.
    pub(super) fn had_whole(&self, print: Fingerprint) -> bool {
        self.words.iter().any(|words| words.print == print)
    }

    /// Takes in what another line has of the same address.
    fn join(&mut self, other: Listed<'a>) {
        self.anchors.extend(other.anchors);
        self.words.extend(other.words);
        self.is_withdrawn |= other.is_withdrawn;
        self.rows.extend(other.rows);
        self.notes = self.notes.max(other.notes);
        self.first = self.first.take().or(other.first);
    }
}

impl<'a> Ledger<'a> {
    /// Reads a ledger. What cannot be read is reported and left out.
    pub fn read(file: FileId, text: &'a str) -> (Ledger<'a>, Vec<Diagnostic>) {
        let (mut pages, mut problems): (Vec<Listed<'a>>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut at = start;
        let mut first = true;
        let mut sorted = true;
        // Of two ledgers that were merged, either may be the first.
        let versions: Vec<u32> = text.lines().filter_map(version_of).collect();
        let has_words = versions.iter().any(|version| *version > 1);
        for line in text[start..].split_inclusive('\n') {
            let begin = at;
            at += line.len();
            let line = line.trim_end();
            if line.is_empty() {
                continue;
            }
            if std::mem::take(&mut first) {
                problems.extend(head(line, Span::new(file, begin, begin + line.len())));
            }
            if line.starts_with('#') {
                continue;
            }
            match entry(file, line, begin, has_words) {
                Ok(listed) => match pages.last_mut() {
                    Some(last) if last.address == listed.address => last.join(listed),
                    last => {
                        sorted &= last.is_none_or(|l| l.address < listed.address);
                        pages.push(listed);
                    }
                },
                Err(problem) => problems.push(*problem),
            }
        }
        if !sorted {
            pages = joined(pages);
        }
        (Ledger { pages, version: versions.into_iter().min().unwrap_or(0) }, problems)
    }

    /// Finds an address.
    pub fn get(&self, address: &str) -> Option<&Listed<'a>> {
        self.pages.get(self.pages.binary_search_by(|listed| (*listed.address).cmp(address)).ok()?)
    }
}

/// One of each address, sorted.
fn joined(mut pages: Vec<Listed<'_>>) -> Vec<Listed<'_>> {
    pages.sort_by(|a, b| (&a.address, a.span).cmp(&(&b.address, b.span)));
    let mut out: Vec<Listed<'_>> = Vec::with_capacity(pages.len());
    for page in pages {
        match out.last_mut() {
            Some(last) if last.address == page.address => last.join(page),
            _ => out.push(page),
        }
    }
    out
}

/// The first line says which version the ledger is.
fn head(line: &str, span: Span) -> Option<Diagnostic> {
    let problem = |what: String| Diagnostic::new(Code::Syntax, span, what);
    let Some(version) = line.strip_prefix(HEAD.trim_end()) else {
        return Some(
            problem("the ledger does not say its version".to_owned())
                .expected(format!("expected the line `{HEAD}{VERSION}`"))
                .remedy(format!("put the line `{HEAD}{VERSION}` before all others")),
        );
    };
    match version.trim().parse::<u32>() {
        Ok(n) if (1..=VERSION).contains(&n) => None,
        Ok(n) if n > VERSION => Some(
            problem(format!("this ledger is of version {n}, and this minutebook reads up to {VERSION}"))
                .expected("a newer minutebook wrote this")
                .remedy("use that minutebook, or a later one"),
        ),
        _ => Some(problem("the ledger does not say its version".to_owned()).expected(format!("expected `{HEAD}{VERSION}`"))),
    }
}

/// The version that a first line names.
fn version_of(line: &str) -> Option<u32> {
    line.strip_prefix(HEAD.trim_end())?.trim().parse().ok()
}

/// `/idmg/2012-04-17/ ~1 #2=k3j5m2qa #2.1=-`, `/actions/idmg/2012-04-17/4.2/ =k3j5m2qa`, `/lists/x/2012-09-30/ =AL:k3j5,m2qa`. `has_words`: the
/// ledger has fingerprints, so that `=` is no part of an anchor.
fn entry(file: FileId, line: &str, begin: usize, has_words: bool) -> Result<Listed<'_>, Box<Diagnostic>> {
    let mut words = line.split_ascii_whitespace().map(|word| {
        let from = begin + (word.as_ptr() as usize - line.as_ptr() as usize);
        (word, Span::new(file, from, from + word.len()))
    });
    let Some((address, span)) = words.next().filter(|(word, _)| word.starts_with('/')) else {
        return Err(Box::new(no_entry(line, Span::new(file, begin, begin + line.len()))));
    };
    let address = percent_decoded(address);
    let mut listed = Listed {
        address,
        span,
        anchors: Vec::new(),
        words: Vec::new(),
        is_withdrawn: false,
        rows: Vec::new(),
        notes: 0,
        first: None,
    };
    for (word, span) in words {
        if add_word(&mut listed, word, span, has_words).is_none() {
            return Err(Box::new(
                Diagnostic::new(Code::Syntax, span, format!("`{word}` is no anchor"))
                    .expected("expected # and the anchor")
                    .remedy(
                        "a line is an address and, after it, anchors: `/board/2012-04-17/ #2 #2.1`; a blank in an address is %20",
                    ),
            ));
        }
    }
    Ok(listed)
}

/// Takes one word of a line in; `None` where it is nothing that a ledger has.
fn add_word<'a>(listed: &mut Listed<'a>, word: &'a str, span: Span, has_words: bool) -> Option<()> {
    if let Some(anchor) = word.strip_prefix('#').filter(|a| !a.is_empty()) {
        let (name, words) = match anchor.split_once('=').filter(|_| has_words) {
            Some((name, GONE)) => (name, ListedWords::Gone),
            Some((name, WITHDRAWN)) => (name, ListedWords::Withdrawn),
            Some((name, words)) => (name, ListedWords::Shown(WordPrint::read(words)?)),
            None => (anchor, ListedWords::Unknown),
        };
        listed.anchors.push(ListedAnchor { name: percent_decoded(name), span, words });
        return Some(());
    }
    if let Some(first) = word.strip_prefix('@').filter(|first| first.starts_with('/')) {
        listed.first = Some(percent_decoded(first));
        return Some(());
    }
    if let Some(count) = word.strip_prefix('~') {
        listed.notes = listed.notes.max(count.parse().ok()?);
        return Some(());
    }
    let words = word.strip_prefix('=')?;
    match words.split_once(':') {
        Some((name, cells)) => {
            let cells = cells.split(',').map(CellPrint::read).collect::<Option<Vec<_>>>()?;
            listed.rows.push(ListedRow { name: percent_decoded(name), span, cells });
        }
        None if words == WITHDRAWN => listed.is_withdrawn = true,
        None => listed.words.push(WordPrint::read(words)?),
    }
    Some(())
}

fn no_entry(line: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::new(Code::Syntax, span, "this line of the ledger is no address");
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    if conflict {
        return problem
            .expected("two versions of the ledger were merged and did not fit")
            .remedy("keep the lines of both sides and delete the marks; the order does not matter");
    }
    problem.expected("expected an address that begins with /").remedy("delete the line, or put a # before a remark")
}
