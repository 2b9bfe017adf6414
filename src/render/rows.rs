//! The rows of the long registers: actions, attendance seen from the meeting, the organisation and the person, and (in `lists`) those of lists.
//!
//! A site of ten thousand meetings has three quarters of a million of them, most of its bytes. Filling a template for each
//! took longer than everything else together, so these are written here, from what the views hold of them; the table that
//! they stand in, its head and its caption are the templates'. What else stands on a page is none of this module's business.

mod lists;

pub use lists::{HistoryRow, Of};

use std::ops::Range;

use crate::html::escape;
use crate::locale::Speech;
use crate::record::{Attendee, Date, MeetingIx, Standing};
use crate::view::attendance::{AttendanceTable, DeputyView, deputies, mode_key, standing_key};
use crate::view::common::iso_day;
use crate::view::rows::ActionRow;
use crate::view::{AttendanceAt, Desk, Link};

/// Writes rows of one page.
pub struct Rows<'a> {
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

impl<'a> Rows<'a> {
    /// For a page: the way to the top, the words of its language, and that of the record where it is another.
    pub fn new(root: &'a str, words: Speech<'a>, record_lang: &'a str) -> Rows<'a> {
        Rows { out: String::new(), root, record_lang, words, said: Vec::new(), last: <(String, String)>::default() }
    }

    /// Rows of a register of actions; `of_body`: with the body of each.
    pub fn actions(mut self, rows: &[ActionRow], of_body: bool) -> String {
        self.out.reserve(rows.len() * 700);
        for row in rows {
            self.action(row, of_body);
        }
        self.out
    }

    /// Rows of the attendance of an organisation, or (without names) of a person.
    pub fn attended(mut self, desk: &Desk<'_>, rows: impl ExactSizeIterator<Item = AttendanceAt>, names: bool) -> String {
        self.out.reserve(rows.len() * 400);
        // The rows of one meeting follow each other and begin alike.
        let mut start: (Option<MeetingIx>, Range<usize>) = (None, 0..0);
        for at in rows {
            let Some(row) = desk.row(at) else { continue };
            let from = self.out.len();
            if start.0 == Some(at.0) {
                self.out.extend_from_within(start.1.clone());
            } else {
                self.meeting(desk, at.0);
            }
            start = (Some(at.0), from..self.out.len());
            self.attended_row(desk, at.0, row, names);
        }
        self.out
    }

    /// Rows of the attendance of a meeting; `lang` is the page's language where the words of the minutes are in another.
    pub fn attendance(mut self, table: &AttendanceTable, lang: &str) -> String {
        self.out.reserve(table.lines.len() * 200);
        for row in &table.lines {
            self.raw("<tr>");
            if table.organisation_first {
                self.raw("<td class=\"org\">");
                self.link(&row.organisation, &row.organisation_href, "");
                self.raw("</td>");
            }
            self.raw("<th scope=\"row\">");
            self.link(&row.name, &row.name_href, "");
            self.raw("</th>");
            if table.has_rest {
                self.raw("<td>");
                self.raw(&row.rest);
                self.raw("</td>");
            }
            if table.has_deputies {
                self.raw("<td");
                self.lang(lang);
                self.raw(">");
                self.deputies(&row.deputies);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.out
    }

    fn action(&mut self, row: &ActionRow, of_body: bool) {
        self.raw("<tr><th scope=\"row\"><a class=\"ref\" href=\"");
        self.address(&row.href);
        self.raw("\">");
        self.text(&row.label);
        self.raw("</a> ");
        self.link(&row.text, "", &row.lang);
        self.raw("</th>");
        self.cell("owner");
        if row.owners.is_empty() {
            self.muted("unowned");
        }
        self.links(&row.owners);
        self.raw("</td>");
        if of_body {
            self.cell("body");
            self.link(&row.body, &row.body_href, &row.body_lang);
            self.raw("</td>");
        }
        self.cell("raised");
        self.raw("<a href=\"");
        self.address(&row.raised_href);
        self.raw("\">");
        self.date(&row.raised);
        self.raw("</a></td>");
        self.cell("due");
        if !row.due.is_empty() {
            self.date(&row.due);
        } else if row.due_text.is_empty() {
            self.muted("no_due");
        } else {
            let lang = self.record_lang;
            self.link(&row.due_text, "", lang);
        }
        self.raw("</td>");
        self.cell("status");
        if row.overdue {
            self.raw("<strong class=\"tag tag-overdue\">");
            self.say("overdue");
            self.raw("</strong> ");
        }
        self.raw("<strong class=\"tag tag-");
        self.raw(row.status);
        self.raw("\">");
        self.say_of("status_", row.status);
        self.raw("</strong></td>");
        self.raw("<td data-label=\"");
        self.say("age");
        self.raw("\" data-days=\"");
        self.raw(&row.age_days.to_string());
        self.raw("\">");
        let age = self.words.count(row.age_unit, usize::try_from(row.age).unwrap_or(0), &[]);
        self.text(&age);
        self.raw("</td></tr>\n");
    }

    /// The meeting that a row of attendance is of.
    fn meeting(&mut self, desk: &Desk<'_>, at: MeetingIx) {
        let meeting = &desk.record.meetings[at.ix()];
        let body = desk.body_short(meeting.body);
        self.raw("<tr><th scope=\"row\"><a href=\"");
        self.address(&desk.addresses.meeting(at));
        self.raw("\">");
        self.link(&body.text, "", &body.lang);
        self.raw(", ");
        self.date(&iso_day(meeting.date));
        self.raw("</a></th>");
    }

    fn attended_row(&mut self, desk: &Desk<'_>, at: MeetingIx, row: &Attendee, names: bool) {
        if names {
            let name = desk.written_person(&row.name);
            self.cell("name");
            self.link(&name.text, &name.href, "");
            self.raw("</td>");
        }
        let (organisation, lang) = row.organisation.as_ref().map_or(("", ""), |o| desk.organisation_words(o));
        self.raw("<td data-label=\"");
        self.say("organisation");
        self.raw("\"");
        self.lang(lang);
        self.raw(">");
        self.text(organisation);
        self.raw("</td>");
        self.cell("attendance");
        self.say_of("standing_", standing_key(row.standing));
        if row.chair {
            self.raw(", ");
            self.say("in_the_chair");
        } else if let Some(role) = row.role.as_deref().filter(|r| !r.is_empty()) {
            self.raw(", ");
            let lang = self.record_lang;
            self.link(role, "", lang);
        }
        if !row.deputy_for.is_empty() {
            self.raw(", ");
            self.say("deputy_for");
            self.raw(" ");
            let principals: Vec<Link> = row.deputy_for.iter().map(|p| desk.written_person(p)).collect();
            self.links(&principals);
        }
        let mode = mode_key(row.mode);
        if !mode.is_empty() {
            self.raw(", ");
            self.say_of("mode_", mode);
        }
        if row.standing == Standing::Apologies {
            let meeting = &desk.record.meetings[at.ix()];
            let deputies: Vec<DeputyView> = deputies(meeting, row).map(|d| desk.deputy(d)).collect();
            self.raw(if deputies.is_empty() { "" } else { ". " });
            self.deputies(&deputies);
        }
        self.raw("</td></tr>\n");
    }

    /// `Represented by Official (DH) by videolink; …`
    fn deputies(&mut self, deputies: &[DeputyView]) {
        if deputies.is_empty() {
            return;
        }
        self.raw("<span class=\"deputies\">");
        self.say("represented_by");
        self.raw(" ");
        for (n, deputy) in deputies.iter().enumerate() {
            self.raw(if n == 0 { "" } else { "; " });
            self.link(&deputy.name.text, &deputy.name.href, &deputy.name.lang);
            if !deputy.organisation.text.is_empty() {
                self.raw(" (");
                self.link(&deputy.organisation.text, "", &deputy.organisation.lang);
                self.raw(")");
            }
            if !deputy.mode.is_empty() {
                self.raw(" ");
                self.say_of("mode_", deputy.mode);
            }
        }
        self.raw("</span>");
    }

    fn links(&mut self, links: &[Link]) {
        for (n, link) in links.iter().enumerate() {
            self.raw(if n == 0 { "" } else { ", " });
            self.link(&link.text, &link.href, &link.lang);
        }
    }

    /// Words that lead somewhere, or (no address) nowhere; in their language where that is not the page's.
    fn link(&mut self, words: &str, href: &str, lang: &str) {
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

    fn say(&mut self, key: &'static str) {
        self.say_of("", key);
    }

    /// A message without arguments, of a group of keys. Catalogues may hold anything, so it is escaped as an attribute would be.
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
