//! The proof that nothing withheld is published: every byte to be written is searched for every secret.

use aho_corasick::{AhoCorasick, MatchKind};

use super::Secrets;
use crate::diag::{Code, Diagnostic};
use crate::record::Span;

/// Looks for secrets in outputs. Shared by all threads.
pub struct Gate {
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

impl Gate {
    /// For some secrets, in every form that an output may give them: as they are, as HTML, as JSON, without capitals, as part of an address.
    pub fn new(secrets: Secrets) -> Gate {
        let (mut patterns, mut of) = (Vec::new(), Vec::new());
        for (i, (word, _)) in secrets.words.iter().enumerate() {
            for form in forms(word) {
                patterns.push(form);
                of.push(i);
            }
        }
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::Standard).build(&patterns).ok();
        Gate { finder: finder.filter(|_| !patterns.is_empty()), of, secrets: secrets.words }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.finder.is_none()
    }

    /// The secrets that stand in an output, its path included.
    pub fn search(&self, path: &str, bytes: &[u8]) -> Vec<Leak> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let hits = finder.find_overlapping_iter(bytes).chain(finder.find_overlapping_iter(path.as_bytes()));
        let mut leaks: Vec<Leak> = hits
            .filter_map(|hit| self.of.get(hit.pattern().as_usize()).and_then(|i| self.secrets.get(*i)))
            .map(|(_, span)| Leak { source: *span, path: path.to_owned() })
            .collect();
        leaks.sort();
        leaks.dedup();
        leaks
    }

    /// What to say of a leak. The words themselves are shown only by the line they come from, which the author has.
    pub fn diagnostic(leak: &Leak) -> Diagnostic {
        Diagnostic::new(Code::Leak, leak.source, format!("withheld words would be published in `{}`", leak.path))
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
