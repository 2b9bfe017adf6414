//! The rows of lists under review: what changed between two revisions, the entries of one, an entry through all of them.
//! A list of two hundred entries and fifty revisions has fifty thousand of these.

use super::Rows;
use crate::html::escape;
use crate::record::{ChangeKind, Entry, EntryChange, List, Revision, Run, RunKind, compare_words};
use crate::view::Desk;
use crate::view::lists::{Ties, entry_name, is_name, kind_key, note, write_rank};

/// Where rows of a list stand.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    /// The side of the site.
    pub desk: &'a Desk<'a>,
    /// The list.
    pub list: &'a List,
}

/// A revision as it stands in the history of one entry.
pub struct HistoryRow<'a> {
    /// The revision.
    pub revision: &'a Revision,
    /// Its address below the site, and its day in words.
    pub href: &'a str,
    /// The day in words.
    pub day: &'a str,
    /// The entry then; `None`: it was not on the list.
    pub entry: Option<&'a Entry>,
    /// Whether it shared its rank.
    pub tied: bool,
    /// What became of it: the key of the change and its words; empty: nothing.
    pub became: (&'static str, String),
    /// The list called it otherwise then.
    pub renamed: bool,
}

impl Rows<'_> {
    /// What changed between two revisions, a row for each change; and, as items, the entries that did not change.
    pub fn changes(mut self, of: Of<'_>, before: &Revision, after: &Revision, all: &[EntryChange<'_>]) -> (String, String) {
        let unchanged = all.iter().filter(|c| c.kind == ChangeKind::Unchanged).count();
        self.out.reserve((all.len() - unchanged) * 400);
        for change in all.iter().filter(|c| c.kind != ChangeKind::Unchanged) {
            self.raw("<tr class=\"change-");
            self.raw(kind_key(change.kind));
            self.raw("\">");
            self.cell("change");
            self.change(change.kind, change.before, change.after);
            self.raw("</td><th scope=\"row\">");
            match (change.is, change.was) {
                (Some(entry), _) => self.entry_link(of, after, entry),
                (None, Some(entry)) => self.entry_link(of, before, entry),
                (None, None) => {}
            }
            self.raw("</th>");
            self.number("num", "rank_before");
            self.rank_or(change.was, change.before);
            self.raw("</td>");
            self.number("num", "rank_after");
            self.rank_or(change.is, change.after);
            self.raw("</td>");
            self.cell("change_also");
            for (field, was, is) in change.edits.iter().filter(|(field, ..)| !is_name(of.desk, field)) {
                self.edit(field, was, is);
            }
            self.raw("</td></tr>\n");
        }
        let rows = std::mem::take(&mut self.out);
        self.out.reserve(unchanged * 90);
        for entry in all.iter().filter(|c| c.kind == ChangeKind::Unchanged).filter_map(|c| c.is) {
            self.raw("<li>");
            self.entry_link(of, after, entry);
            self.raw("</li>\n");
        }
        (rows, self.out)
    }

    /// The entries of a revision. `told`, where there is a revision before: what became of each, in the order of the entries;
    /// `shown`: places of the fields that have a column; `notes`: there is one for notes.
    pub fn entries(
        mut self,
        of: Of<'_>,
        revision: &Revision,
        ties: &Ties,
        told: Option<&[EntryChange<'_>]>,
        shown: &[usize],
        notes: bool,
    ) -> String {
        self.out.reserve(revision.entries.len() * 300);
        for (at, entry) in revision.entries.iter().enumerate() {
            self.raw("<tr>");
            self.number("num rank", "rank");
            write_rank(&mut self.out, entry.rank, entry.rank.is_some_and(|r| ties.has(r)));
            self.raw("</td><th scope=\"row\">");
            self.entry_link(of, revision, entry);
            self.raw("</th>");
            if let Some(told) = told {
                self.cell("change");
                match told.get(at).filter(|c| c.kind != ChangeKind::Unchanged) {
                    Some(change) => self.change(change.kind, change.before, change.after),
                    None => self.raw("<span class=\"muted\">–</span>"),
                }
                self.raw("</td>");
            }
            for n in shown {
                self.raw("<td data-label=\"");
                escape::attribute(&mut self.out, revision.fields.get(*n).map_or("", |f| f));
                self.own_cell();
                self.text(entry.values.get(*n).map_or("", |v| v));
                self.raw("</td>");
            }
            if notes {
                self.raw("<td data-label=\"");
                self.say("note");
                self.own_cell();
                let note = note(of.desk, of.list, entry.note.as_deref().unwrap_or(""), self.root);
                self.raw(&note);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.out
    }

    /// An entry through the revisions of its list.
    pub fn history<'h>(mut self, of: Of<'_>, rows: impl Iterator<Item = HistoryRow<'h>>) -> String {
        for row in rows {
            let day = crate::view::common::iso_day(row.revision.date);
            self.raw("<tr><th scope=\"row\"><a href=\"");
            self.address(row.href);
            self.raw("\"><time datetime=\"");
            self.raw(&day);
            self.raw("\">");
            self.text(row.day);
            self.raw("</time></a></th>");
            self.number("num rank", "rank");
            if let Some(entry) = row.entry {
                write_rank(&mut self.out, entry.rank, row.tied);
            }
            self.raw("</td>");
            self.cell("change");
            if !row.became.1.is_empty() {
                self.marked(row.became.0, &row.became.1);
            } else if row.entry.is_none() {
                self.muted("entry_not_listed");
            }
            self.raw("</td>");
            self.cell("details");
            if let Some(entry) = row.entry {
                self.as_recorded(of, row.revision, entry, row.renamed);
            }
            self.raw("</td></tr>\n");
        }
        self.out
    }

    /// What a revision says of an entry besides its rank.
    fn as_recorded(&mut self, of: Of<'_>, revision: &Revision, entry: &Entry, renamed: bool) {
        if renamed {
            self.raw("<div>");
            self.say("entry_listed_as");
            self.raw(" ");
            let (name, lang) = entry_name(of.desk, revision, entry);
            self.link(&name, "", lang);
            self.raw("</div>");
        }
        let fields = revision.fields.iter().zip(&entry.values);
        for (field, value) in fields.filter(|(field, value)| !value.is_empty() && !is_name(of.desk, field)) {
            self.own_block("");
            self.raw("<span class=\"field\">");
            self.text(field);
            self.raw(":</span> ");
            self.text(value);
            self.raw("</div>");
        }
        let note = note(of.desk, of.list, entry.note.as_deref().unwrap_or(""), self.root);
        if !note.is_empty() {
            self.own_block("");
            self.raw(&note);
            self.raw("</div>");
        }
    }

    /// A field that differs: `<del>` is what was taken out, `<ins>` what was put in.
    fn edit(&mut self, field: &str, before: &str, after: &str) {
        self.own_block(" class=\"edit\"");
        self.raw("<span class=\"field\">");
        self.text(field);
        self.raw(":</span> ");
        for Run { kind, text } in compare_words(before, after) {
            let (open, close) = match kind {
                RunKind::Same => ("", ""),
                RunKind::Added => ("<ins>", "</ins>"),
                RunKind::Removed => ("<del>", "</del>"),
            };
            self.raw(open);
            self.text(text);
            self.raw(close);
        }
        self.raw("</div>");
    }

    /// What happened to an entry, marked.
    fn change(&mut self, kind: ChangeKind, before: Option<u32>, after: Option<u32>) {
        let key = match (kind, before, after) {
            (ChangeKind::Up | ChangeKind::Down, Some(b), Some(a)) => {
                let words = self.moved(if a < b { "change_up_by" } else { "change_down_by" }, a.abs_diff(b));
                return self.marked(kind_key(kind), &words);
            }
            (ChangeKind::Up, None, _) => "change_now_ranked",
            (ChangeKind::Down, _, None) => "change_unranked",
            (ChangeKind::Added, ..) => "change_added",
            (ChangeKind::Removed, ..) => "change_removed",
            (ChangeKind::Up, ..) => "change_up",
            (ChangeKind::Down, ..) => "change_down",
            (ChangeKind::Renamed, ..) => "change_renamed",
            (ChangeKind::Edited, ..) => "change_edited",
            (ChangeKind::Unchanged, ..) => "change_unchanged",
        };
        self.mark(kind_key(kind));
        self.say(key);
        self.raw("</span>");
    }

    fn moved(&self, key: &str, by: u32) -> String {
        self.words.count(key, by as usize, &[])
    }

    fn marked(&mut self, kind: &str, words: &str) {
        self.mark(kind);
        self.text(words);
        self.raw("</span>");
    }

    fn mark(&mut self, kind: &str) {
        self.raw("<span class=\"change change-");
        self.raw(kind);
        self.raw("\">");
    }

    /// A rank, or that it had none, or that it was not there.
    fn rank_or(&mut self, entry: Option<&Entry>, rank: Option<u32>) {
        match (entry, rank) {
            (None, _) => self.muted("not_listed"),
            (_, None) => self.say("unranked"),
            (_, rank) => write_rank(&mut self.out, rank, false),
        }
    }

    /// An entry by its name in a revision.
    fn entry_link(&mut self, of: Of<'_>, revision: &Revision, entry: &Entry) {
        let href = of.desk.addresses.entry_of(of.list, entry);
        self.raw("<a href=\"");
        self.address(&href);
        self.raw("\"");
        if self.record_lang.is_empty() {
            self.raw(">");
            self.text(&entry.name);
        } else {
            let (name, lang) = entry_name(of.desk, revision, entry);
            self.lang(lang);
            self.raw(">");
            escape::attribute(&mut self.out, &name);
        }
        self.raw("</a>");
    }

    /// Opens a cell of figures that says on a narrow screen what it holds.
    fn number(&mut self, class: &str, key: &'static str) {
        self.raw("<td class=\"");
        self.raw(class);
        self.raw("\" data-label=\"");
        self.say(key);
        self.raw("\">");
    }

    /// Ends the label of a cell with words of the record's.
    fn own_cell(&mut self) {
        let lang = self.record_lang;
        self.raw("\"");
        self.lang(lang);
        self.raw(">");
    }

    fn own_block(&mut self, attributes: &str) {
        let lang = self.record_lang;
        self.raw("<div");
        self.raw(attributes);
        self.lang(lang);
        self.raw(">");
    }
}
