//! What square brackets mean beyond Markdown: references, withheld passages, editorial notes.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, LinkType};

use crate::record::Document;

/// Marks a link that the parser made of brackets; no address an author writes gets this far with it.
const MARK: char = '\u{1}';

/// What a pair of brackets is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `[[idmg/2012-04-17#3.3|words]]`.
    Reference,
    /// `[[redact:s.40|words]]`.
    Redaction,
    /// `[sic: a peer is not an MP]`.
    Sic,
}

impl Bracket {
    /// What a pair of brackets that is no link is, if it is ours; of double brackets this is the inner pair.
    pub(super) fn find(source: &str, link: &BrokenLink<'_>, is_reference: impl Fn(&str) -> bool) -> Option<Bracket> {
        if link.link_type != LinkType::Shortcut {
            return None;
        }
        let Range { start, end } = link.span;
        let label = source.get(start + 1..end.checked_sub(1)?)?;
        let bytes = source.as_bytes();
        let double = start.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'[') && bytes.get(end) == Some(&b']');
        if double && label.starts_with("redact:") && label.contains('|') {
            Some(Bracket::Redaction)
        } else if double && is_reference(target(label)) {
            Some(Bracket::Reference)
        } else if label.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("sic:")) {
            Some(Bracket::Sic)
        } else {
            None
        }
    }

    /// As the address of a link.
    pub(super) fn mark(self) -> String {
        let letter = match self {
            Bracket::Reference => 'r',
            Bracket::Redaction => 'x',
            Bracket::Sic => 's',
        };
        format!("{MARK}{letter}")
    }

    /// From the address of a link, if it is one that [`Bracket::find`] made.
    pub(super) fn of(link_type: LinkType, address: &str) -> Option<Bracket> {
        if link_type != LinkType::ShortcutUnknown {
            return None;
        }
        match address.strip_prefix(MARK)? {
            "r" => Some(Bracket::Reference),
            "x" => Some(Bracket::Redaction),
            "s" => Some(Bracket::Sic),
            _ => None,
        }
    }
}

/// What stands before the `|`.
pub(super) fn target(label: &str) -> &str {
    label.split('|').next().unwrap_or("").trim_end_matches('\\').trim()
}

/// Whether a document refers to something by this text.
pub(super) fn refers(document: Option<&Document>, text: &str) -> bool {
    document.is_some_and(|d| d.references.binary_search_by(|r| (*r.text).cmp(text)).is_ok())
}

/// Whether the words in double brackets look like a reference, where no document says so: a known prefix, or an id with a slash.
pub(super) fn looks_like_reference(name: &str) -> bool {
    const PREFIXES: [&str; 11] =
        ["body", "meeting", "action", "decision", "report", "list", "dataset", "org", "organisation", "person", "page"];
    let known = name.split_once(':').is_some_and(|(prefix, rest)| PREFIXES.contains(&prefix) && !rest.is_empty());
    known || name.contains('/') && !name.contains("://") && !name.starts_with('/')
}
