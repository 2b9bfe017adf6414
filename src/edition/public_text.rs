//! Words that are public in their own right.
//!
//! A draft, an internal file or a withdrawn text shares words with what everybody may read: the names of departments, the title of a
//! meeting, a sentence that is in the minutes of every meeting. Such words are no secret. A phrase of a withheld text is public in its
//! own right if one of these holds, capitals, punctuation and markup aside:
//!
//! 1. It is in a text that the edition publishes: a document that is left, with its withheld passages gone; a data file; an attached text.
//! 2. It is in the words that the theme itself says.
//! 3. It is made of nothing but names, titles and dates that the edition publishes ("Quay Board, 17 April 2024").
//! 4. It is of a withdrawn text, and an address that was published says it (`#quay-board-17-april-2024`): the address is kept, and said so
//!    before.
//!
//! Everything else stays secret, whatever its words: "Tim Loughton MP will resign" is one name and a secret. Redactions and the names of
//! people with a public name are not asked about here: they are secret wherever they are found.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::folded::{FoldedText, TextForm};
use crate::html::raw::push_plain;
use crate::record::{Document, FileId, Record, Span, Stage, Version, month_from_name};
use crate::source::{LEDGER, Sources};

/// No name has more words.
const LONGEST_NAME: usize = 16;

/// The words of a theme, in the languages of the site.
#[derive(Debug, Clone, Default)]
pub struct ThemeWords<'a> {
    /// Everything that a page may say by itself.
    pub messages: Vec<&'a str>,
    /// The names of months and days of the week.
    pub calendar: Vec<&'a str>,
    /// The word for an action, which a page puts before the action's id.
    pub action: Vec<&'a str>,
}

/// Takes out of withheld phrases what is public in its own right; `record` and `sources` are those of the edition, after the cut.
pub(super) fn drop_public(phrases: &mut Vec<(String, Span)>, record: &Record, sources: &Sources, theme: &ThemeWords<'_>) {
    if phrases.is_empty() {
        return;
    }
    let files = public_files(record, sources);
    let texts: Vec<&str> = files.iter().filter_map(|file| sources.text(*file)).collect();
    // Most of what is public stands there letter by letter, which is found without folding a text.
    retain_absent(phrases, &texts, |words| words.to_lowercase(), str::to_lowercase);
    retain_absent(phrases, &texts, fold, fold);
    retain_unread(phrases, &texts);
    retain_absent(phrases, &theme.messages, fold, fold);
    let names = Names::of(record, theme);
    phrases.retain(|(words, _)| !names.cover(&fold(words)));
    drop_published_ids(phrases, record, sources);
}

/// Takes out the phrases of withdrawn texts that are ids of the ledger letter by letter.
fn drop_published_ids(phrases: &mut Vec<(String, Span)>, record: &Record, sources: &Sources) {
    let documents = record.documents().map(|(_, document)| document);
    let withdrawn: BTreeSet<FileId> = documents.filter(|d| d.stage == Stage::Withdrawn).map(|d| d.file).collect();
    let Some(ledger) = sources.find(LEDGER).and_then(|file| sources.text(file)) else { return };
    if !phrases.iter().any(|(_, span)| withdrawn.contains(&span.file)) {
        return;
    }
    let letters = |text: &str| FoldedText::of(text, TextForm::Plain).letters().to_owned();
    let words = ledger.lines().flat_map(|line| line.split(' ')).filter_map(|word| word.strip_prefix('#'));
    let ids: BTreeSet<String> = words.map(|id| letters(id.split('=').next().unwrap_or(id))).collect();
    phrases.retain(|(words, span)| !(withdrawn.contains(&span.file) && ids.contains(&letters(words))));
}

/// Keeps the phrases that are in none of the texts; `phrase` and `text` are how each is prepared before they are compared.
fn retain_absent<S>(
    phrases: &mut Vec<(String, S)>,
    texts: &[&str],
    phrase: impl Fn(&str) -> String,
    text: impl Fn(&str) -> String + Sync,
) {
    let patterns: Vec<String> = phrases.iter().map(|(words, _)| phrase(words)).collect();
    let Ok(finder) = AhoCorasick::new(&patterns) else { return };
    let found: Vec<AtomicBool> = patterns.iter().map(|_| AtomicBool::new(false)).collect();
    texts.par_iter().for_each(|t| {
        let text = text(t);
        for hit in finder.find_overlapping_iter(&text).filter(|hit| is_whole(&text, hit.start(), hit.end())) {
            if let Some(found) = found.get(hit.pattern().as_usize()) {
                found.store(true, Ordering::Relaxed);
            }
        }
    });
    let mut found = found.into_iter();
    phrases.retain(|_| !found.next().is_some_and(AtomicBool::into_inner));
}

/// Keeps the phrases that no reader finds in the texts, however they are written there.
fn retain_unread<S>(phrases: &mut Vec<(String, S)>, texts: &[&str]) {
    if phrases.is_empty() {
        return;
    }
    let words: Vec<FoldedText> = phrases.iter().map(|(words, _)| FoldedText::of(words, TextForm::Markup)).collect();
    let Ok(finder) = AhoCorasick::new(words.iter().map(FoldedText::letters)) else { return };
    let found: Vec<AtomicBool> = words.iter().map(|_| AtomicBool::new(false)).collect();
    texts.par_iter().for_each(|text| {
        let text = FoldedText::of(text, TextForm::Markup);
        for hit in finder.find_overlapping_iter(text.letters()) {
            let at = hit.pattern().as_usize();
            if let (Some(found), Some(words)) = (found.get(at), words.get(at))
                && text.has_words_at(hit.range(), words)
            {
                found.store(true, Ordering::Relaxed);
            }
        }
    });
    let mut found = found.into_iter();
    phrases.retain(|_| !found.next().is_some_and(AtomicBool::into_inner));
}

/// Takes out of secret words those that the theme says on its pages, which can be looked for in none: names of days, "Home". Returns them.
pub(super) fn drop_words_of_theme(words: &mut Vec<(String, Span)>, theme: &ThemeWords<'_>) -> Vec<(String, Span)> {
    /// Longer words are looked for all the same.
    const LONGEST: usize = 12;
    let (mut short, long): (Vec<_>, Vec<_>) = std::mem::take(words).into_iter().partition(|(w, _)| w.chars().count() <= LONGEST);
    let all = short.clone();
    retain_absent(&mut short, &theme.messages, fold, fold);
    let kept: BTreeSet<&(String, Span)> = short.iter().collect();
    let dropped = all.iter().filter(|word| !kept.contains(word)).cloned().collect();
    words.extend(short);
    words.extend(long);
    dropped
}

/// Returns true if words begin and end where words of the text do: "the board will fail" is not in "the board will failover".
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Returns the words of a text as a reader says them: without capitals, punctuation and markup, with one space between two.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut plain = String::new();
    if text.contains('<') {
        push_plain(&mut plain, text);
    }
    let text = if plain.is_empty() { text } else { &plain };
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

/// The files whose text the edition publishes. Markdown is there only as far as it was not blanked. `people.toml` is left out, since it
/// lists people whose names are withheld: the names of the others are in the record.
fn public_files(record: &Record, sources: &Sources) -> BTreeSet<FileId> {
    let mut named: BTreeSet<FileId> = record.files.keys().copied().collect();
    named.extend(record.lists.iter().flat_map(|l| &l.revisions).map(|r| r.file));
    named.extend(record.datasets.iter().flat_map(|d| &d.tables).map(|t| t.file));
    // What the author withholds from a text may still be in an earlier version of it, which does not make it public.
    let earlier: BTreeSet<FileId> = versions(record).map(|version| version.document().file).collect();
    let is_public = |(file, source): &(FileId, &crate::source::SourceFile)| {
        if earlier.contains(file) {
            return false;
        }
        let name = source.path.rsplit('/').next().unwrap_or(&source.path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        matches!(ending, "md" | "markdown")
            || matches!(name, "site.toml" | "organisations.toml" | "actions.csv")
            || named.contains(file)
    };
    sources.iter().filter(is_public).map(|(file, _)| file).collect()
}

/// The names and titles that an edition publishes, folded.
struct Names {
    names: BTreeSet<String>,
    calendar: BTreeSet<String>,
}

impl Names {
    fn of(record: &Record, theme: &ThemeWords<'_>) -> Names {
        let mut names = BTreeSet::new();
        let mut add = |name: &str| {
            names.insert(fold(name));
        };
        for body in &record.bodies {
            add(&body.name);
            body.abbreviation.iter().for_each(|n| add(n));
            body.names.iter().for_each(|n| add(&n.name));
            body.document.iter().for_each(|d| add(&d.title));
        }
        for organisation in &record.organisations {
            add(&organisation.name);
            organisation.abbreviation.iter().for_each(|n| add(n));
            organisation.names.iter().for_each(|n| add(&n.name));
            organisation.translated.iter().for_each(|(_, n)| add(n));
        }
        for person in record.people.iter().filter(|p| p.public_name.is_none()) {
            add(&person.name);
            person.names.iter().for_each(|n| add(&n.name));
            person.translated.iter().for_each(|(_, n)| add(n));
            person.roles.iter().for_each(|r| add(&r.title));
            person.post_nominals.iter().for_each(|n| n.split_whitespace().for_each(&mut add));
        }
        for action in &record.actions {
            // A phrase ends at a point, so that it has no more of an id than what is before its first point.
            let id = action.id.to_string();
            let id = id.split('.').next().unwrap_or_default();
            theme.action.iter().for_each(|word| add(&format!("{word} {id}")));
        }
        for entry in record.lists.iter().flat_map(|l| &l.revisions).flat_map(|r| &r.entries) {
            add(&entry.name);
        }
        for report in &record.reports {
            report.series.iter().chain(&report.authors).chain(&report.publisher).for_each(|n| add(n));
        }
        documents(record).for_each(|d| add(&d.title));
        names.remove("");
        Names { names, calendar: theme.calendar.iter().map(|word| fold(word)).collect() }
    }

    /// Returns true if a folded phrase is made of names, titles and dates alone.
    fn cover(&self, phrase: &str) -> bool {
        let words: Vec<&str> = phrase.split(' ').collect();
        let mut at = 0;
        while at < words.len() {
            let longest = (words.len() - at).min(LONGEST_NAME);
            let name = (1..=longest).rev().find(|n| self.names.contains(&words[at..at + n].join(" ")));
            match name {
                Some(count) => at += count,
                None if self.is_of_a_date(words[at]) => at += 1,
                None => return false,
            }
        }
        true
    }

    /// Returns true for a number, and for the name of a month or a day of the week.
    fn is_of_a_date(&self, word: &str) -> bool {
        word.bytes().all(|b| b.is_ascii_digit()) || self.calendar.contains(word) || month_from_name(word).is_some()
    }
}

/// Every earlier version of a text.
fn versions(record: &Record) -> impl Iterator<Item = &Version> {
    record.meetings.iter().flat_map(|m| &m.versions).chain(record.reports.iter().flat_map(|r| &r.versions))
}

/// Every document of a record but the pages of bodies, earlier versions included.
fn documents(record: &Record) -> impl Iterator<Item = &Document> {
    let meetings =
        record.meetings.iter().flat_map(|m| std::iter::once(&m.document).chain(m.versions.iter().map(Version::document)));
    let reports =
        record.reports.iter().flat_map(|r| std::iter::once(&r.document).chain(r.versions.iter().map(Version::document)));
    let lists = record.lists.iter().map(|l| &l.document);
    let datasets = record.datasets.iter().map(|d| &d.document);
    meetings.chain(reports).chain(lists).chain(datasets).chain(record.pages.iter().map(|p| &p.document))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let names = ["quay board", "home office", "tim loughton", "mp", "minister for children"];
        Names { names: names.map(str::to_owned).into(), calendar: ["Ebrill"].map(fold).into() }
    }

    #[test]
    fn names_titles_and_dates_are_no_secret() {
        for phrase in
            ["Quay Board, 17 April 2024", "Home Office: Tim Loughton MP, Minister for Children", "Quay Board 17 Ebrill 2024"]
        {
            assert!(names().cover(&fold(phrase)), "{phrase}");
        }
    }

    #[test]
    fn a_name_with_a_word_more_is_a_secret() {
        for phrase in ["Tim Loughton MP will resign", "Tim Loughton MP to go", "the Quay Board, 17 April 2024 is off", "Home"] {
            assert!(!names().cover(&fold(phrase)), "{phrase}");
        }
    }

    #[test]
    fn words_are_compared_as_they_are_read() {
        assert_eq!(fold("The 8<sup>th</sup> lamp<br>and<!-- ask --> report"), "the 8th lamp and report");
        assert_eq!(fold("**Home\u{a0}Office** – O’Brien\n(Tŷ)"), "home office o brien tŷ");
        let mut phrases = vec![("the ferry was sold, for a song".to_owned(), 1), ("the pier was sold for a song".to_owned(), 2)];
        retain_absent(&mut phrases, &["Then *the ferry*\nwas sold (for a song)."], fold, fold);
        assert_eq!(phrases, [("the pier was sold for a song".to_owned(), 2)]);
        let mut parts = vec![("the board will fail".to_owned(), 3)];
        retain_absent(&mut parts, &["The board will failover."], fold, fold);
        assert_eq!(parts.len(), 1, "a part of a word is another word");
    }
}
