//! The rows of long tables, written by hand.
//!
//! Each kind of row has a template in the theme (`templates/rows/`), and the template says how it is written. To fill one for each of three
//! quarters of a million rows took longer than everything else together. Where the template is the built-in one, its rows are therefore
//! written here, to the same bytes: a test builds every test site both ways. The table around them is the page's template's.

mod actions;
mod attendance;
mod lists;

use crate::html::escape;
use crate::locale::Speech;
use crate::record::{Date, direction};
use crate::site::Link;
use crate::view::RowTable;

/// Writes rows of one page.
pub(super) struct RowWriter<'a> {
    out: String,
    /// The way from the page to the top.
    root: &'a str,
    /// The language of the record's own words where it is not the page's, else empty.
    record_lang: &'a str,
    words: Speech<'a>,
    /// What was said already: the same few words stand in every row.
    said: Vec<(&'static str, &'static str, String)>,
    /// The last date, which the next row often has too.
    last: (String, String),
}

impl<'a> RowWriter<'a> {
    /// For a page: the way to the top, the words of its language, and that of the record where it is another.
    pub(super) fn new(root: &'a str, words: Speech<'a>, record_lang: &'a str) -> RowWriter<'a> {
        RowWriter { out: String::new(), root, record_lang, words, said: Vec::new(), last: <(String, String)>::default() }
    }

    /// Writes the rows of a table.
    pub(super) fn write(&mut self, table: RowTable<'_>) -> &str {
        self.out.clear();
        match table {
            RowTable::Actions(table) => self.actions(table),
            RowTable::Attendance(table) => self.attendance(table),
            RowTable::AttendanceSentence(table) => self.attendance_sentence(table),
            RowTable::AttendedMeetings(table) => self.attended_meetings(table),
            RowTable::ListEntries(table) => self.list_entries(table),
            RowTable::ListChanges(table) => self.list_changes(table),
            RowTable::UnchangedEntries(table) => self.unchanged_entries(table),
            RowTable::EntryRevisions(table) => self.entry_revisions(table),
            RowTable::ComparedEntries(table) => self.compared_entries(table),
        }
        &self.out
    }

    fn links(&mut self, links: &[Link]) {
        for (n, link) in links.iter().enumerate() {
            self.raw(if n == 0 { "" } else { ", " });
            self.link(link);
        }
    }

    fn link(&mut self, link: &Link) {
        self.link_to(&link.text, &link.href, &link.lang);
    }

    /// Words, in their language where that is not the page's.
    fn words_in(&mut self, words: &str, lang: &str) {
        self.link_to(words, "", lang);
    }

    /// Words that lead somewhere, or (no address) nowhere; in their language where that is not the page's.
    fn link_to(&mut self, words: &str, href: &str, lang: &str) {
        let close = match (href.is_empty(), lang.is_empty()) {
            (true, true) => "",
            (true, false) => "</span>",
            (false, _) => "</a>",
        };
        if !href.is_empty() {
            self.raw("<a href=\"");
            self.address(href);
            self.raw("\"");
            self.lang(lang);
            self.raw(">");
        } else if !lang.is_empty() {
            self.raw("<span");
            self.lang(lang);
            self.raw(">");
        }
        self.text(words);
        self.raw(close);
    }

    /// Opens a cell that says on a narrow screen what it holds.
    fn cell(&mut self, key: &'static str) {
        self.raw("<td data-label=\"");
        self.say(key);
        self.raw("\">");
    }

    fn muted(&mut self, key: &'static str) {
        self.raw("<span class=\"muted\">");
        self.say(key);
        self.raw("</span>");
    }

    /// Adds an attribute with the language of the record's own words, where it is not the page's.
    fn own_lang(&mut self) {
        let lang = self.record_lang;
        self.lang(lang);
    }

    fn say(&mut self, key: &'static str) {
        self.say_of("", key);
    }

    /// A message without arguments, of a group of keys.
    fn say_of(&mut self, group: &'static str, key: &'static str) {
        // The same few literals come again and again: they are told by where they stand, and read only where none stands there.
        let same = |(g, k, _): &&(&str, &str, String)| std::ptr::eq(*g, group) && std::ptr::eq(*k, key);
        if let Some((.., words)) = self.said.iter().find(same) {
            self.out.push_str(words);
            return;
        }
        let mut words = String::new();
        escape::attribute(&mut words, &self.words.say(&[group, key].concat()));
        self.out.push_str(&words);
        self.said.push((group, key, words));
    }

    /// A date, as exact as it is, in few letters.
    fn date(&mut self, iso: &str) {
        if self.last.0 != iso {
            let mut words = String::new();
            match iso.parse::<Date>() {
                Ok(date) => escape::attribute(&mut words, &self.words.short_date(date)),
                Err(_) => escape::attribute(&mut words, iso),
            }
            self.last = (iso.to_owned(), words);
        }
        self.raw("<time datetime=\"");
        self.raw(iso);
        self.raw("\">");
        self.out.push_str(&self.last.1);
        self.raw("</time>");
    }

    fn lang(&mut self, lang: &str) {
        if !lang.is_empty() {
            self.raw(" lang=\"");
            escape::attribute(&mut self.out, lang);
            self.raw("\"");
            escape::direction(&mut self.out, direction(lang, self.words.lang()));
        }
    }

    fn address(&mut self, href: &str) {
        self.out.push_str(self.root);
        escape::attribute(&mut self.out, href);
    }

    fn text(&mut self, text: &str) {
        escape::attribute(&mut self.out, text);
    }

    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }
}
