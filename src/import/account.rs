//! The account of words: what the original has is in the Markdown, or in the list of what was left out.
//!
//! The words of the original are counted by readers of their own, much simpler than those that import: they know which elements hold
//! text, and nothing of what it means.

use std::collections::BTreeMap;

use super::sniff::SourceFormat;
use crate::source::decoded_text;

/// So many lost words are shown.
const SHOWN: usize = 8;

/// The words of an original, and where they went.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct WordAccount {
    /// Words of the original.
    pub original: usize,
    /// Those that are in the Markdown.
    pub kept: usize,
    /// Those that were left out, and are listed.
    pub left_out: usize,
    /// Some of those that are neither: a fault of the import.
    pub lost: Vec<String>,
}

type WordCounts = BTreeMap<String, usize>;

impl WordAccount {
    /// Adds the words up. `None` where the format has no second reader.
    pub(super) fn of(
        bytes: &[u8],
        format: SourceFormat,
        markdown: &str,
        left_out: &[String],
        joined: &[(Box<str>, Box<str>)],
    ) -> Option<WordAccount> {
        let original = raw_words(bytes, format)?;
        let mut wanted = counts(&original);
        let total = wanted.values().sum();
        let mut there = counts(&without_marks(markdown));
        let mut listed = counts(&left_out.join(" "));
        for (head, tail) in joined {
            let whole = format!("{head}{tail}").to_lowercase();
            // The original may have the word in one piece elsewhere: only what is more than that was put together.
            let spare = there.get(&whole).copied().unwrap_or(0) > wanted.get(&whole).copied().unwrap_or(0);
            if spare {
                take(&mut there, &whole);
                for half in [head, tail] {
                    counts(half).into_keys().for_each(|word| *there.entry(word).or_default() += 1);
                }
            }
        }
        let (mut kept, mut lost) = (0, Vec::new());
        let mut out = 0;
        for (word, count) in &mut wanted {
            for _ in 0..*count {
                if take(&mut there, word) {
                    kept += 1;
                } else if take(&mut listed, word) {
                    out += 1;
                } else {
                    lost.push(word.clone());
                }
            }
        }
        Some(WordAccount { original: total, kept, left_out: out, lost })
    }

    /// Returns it as the report says it.
    pub fn words(&self) -> String {
        let sum = format!("{} in the original = {} in the Markdown + {} left out", self.original, self.kept, self.left_out);
        if self.lost.is_empty() {
            return sum;
        }
        let shown = self.lost.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        format!("{sum} + {} lost, which is a fault of minutebook: {shown}", self.lost.len())
    }
}

fn take(counts: &mut WordCounts, word: &str) -> bool {
    match counts.get_mut(word) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    }
}

fn counts(text: &str) -> WordCounts {
    let mut counts = WordCounts::new();
    let plain = |c: char| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}');
    let text: String = text.chars().filter(|c| plain(*c)).collect();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    counts
}

/// Returns Markdown without the marks that could part a word or add one.
pub(super) fn without_marks(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(c) = rest.chars().next() {
        let skip = if let Some(after) = rest.strip_prefix('\\') {
            out.extend(after.chars().next());
            1 + after.chars().next().map_or(0, char::len_utf8)
        } else if rest.starts_with("<br>") {
            out.push(' ');
            4
        } else if rest.starts_with("](<") {
            rest.find(">)").map_or(1, |n| n + 2)
        } else if rest.starts_with("[^") {
            rest.find(']').map_or(1, |n| n + 1)
        } else {
            if !matches!(c, '*' | '~') {
                out.push(c);
            }
            c.len_utf8()
        };
        rest = rest.get(skip..).unwrap_or("");
    }
    out
}

/// Returns all words of a file, in any order.
fn raw_words(bytes: &[u8], format: SourceFormat) -> Option<String> {
    match format {
        SourceFormat::Plain | SourceFormat::Markdown => Some(decoded_text(bytes)),
        SourceFormat::Web => Some(super::web::raw_web_words(bytes)),
        #[cfg(feature = "attachments")]
        SourceFormat::Word | SourceFormat::OpenText => packed::raw_words(bytes, format),
        // As the pages draw it, before anybody asks for columns.
        #[cfg(feature = "attachments")]
        SourceFormat::Pdf => super::pdf::inside(bytes).ok().map(|inside| inside.text.join("\n")),
        _ => None,
    }
}

/// The words of documents that are archives of XML.
#[cfg(feature = "attachments")]
mod packed {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use crate::import::package::Package;
    use crate::import::sniff::SourceFormat;
    use crate::import::xml::entity;

    /// Elements before and after which a word ends.
    const PARTS: [&str; 17] = [
        "p",
        "h",
        "tab",
        "br",
        "cr",
        "s",
        "line-break",
        "tc",
        "table-cell",
        "creator",
        "date",
        "note-citation",
        "delText",
        "vanish",
        "footnoteReference",
        "endnoteReference",
        "annotation",
    ];

    pub(super) fn raw_words(bytes: &[u8], format: SourceFormat) -> Option<String> {
        let mut package = Package::open(bytes).ok()?;
        let mut out = String::new();
        let is_word = format == SourceFormat::Word;
        for name in package.names() {
            let holds_text = match name.strip_prefix("word/").filter(|_| is_word) {
                Some(part) => {
                    let kinds = ["document", "footnotes", "endnotes", "comments", "header", "footer"];
                    part.ends_with(".xml")
                        && !part.contains('/')
                        && kinds
                            .iter()
                            .any(|kind| part.trim_end_matches(".xml").trim_end_matches(|c: char| c.is_ascii_digit()) == *kind)
                }
                None => !is_word && matches!(name.as_str(), "content.xml" | "styles.xml"),
            };
            if holds_text && let Some(xml) = package.part(&name) {
                if is_word {
                    collect(&xml, &["t", "delText"], &["Fallback", "instrText"], &mut out)
                } else {
                    collect(&xml, &["p", "h"], &[], &mut out)
                }
            }
        }
        Some(out)
    }

    /// Collects what is in some elements and not in others.
    fn collect(xml: &str, on: &[&str], off: &[&str], out: &mut String) {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().expand_empty_elements = true;
        let (mut open, mut skipped, mut is_hidden) = (0_u32, 0_u32, false);
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    let name = start.local_name();
                    let name: &str = name.as_ref();
                    skipped += u32::from(skipped > 0 || off.contains(&name));
                    open += u32::from(on.contains(&name));
                    is_hidden |= name == "vanish";
                    if PARTS.contains(&name) {
                        out.push(' ');
                    }
                }
                Ok(Event::End(end)) => {
                    let name = end.local_name();
                    let name: &str = name.as_ref();
                    skipped = skipped.saturating_sub(1);
                    open -= u32::from(on.contains(&name) && open > 0);
                    // Hidden words are no part of the word that they are in.
                    let ends_hidden = name == "r" && std::mem::take(&mut is_hidden);
                    if PARTS.contains(&name) || ends_hidden {
                        out.push(' ');
                    }
                }
                Ok(Event::Text(text)) if open > 0 && skipped == 0 => out.push_str(&text),
                Ok(Event::CData(text)) if open > 0 && skipped == 0 => out.push_str(&text),
                Ok(Event::GeneralRef(name)) if open > 0 && skipped == 0 => out.push_str(&entity(&name)),
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}
