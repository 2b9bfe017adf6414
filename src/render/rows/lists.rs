//! Rows of lists under review: `templates/rows/list_entry.html`, `list_change.html`, `unchanged_entry.html`, `entry_revision.html` and
//! `compared_entry.html`.

use super::RowWriter;
use crate::view::lists::{
    ChangeMark, ComparedEdit, ComparedEntryTable, EntryLink, EntryRevisionRow, EntryRevisionTable, FieldEdit, ListChangeTable,
    ListEntryTable, ShownRank, UnchangedEntryTable, write_rank,
};

impl RowWriter<'_> {
    pub(super) fn list_entries(&mut self, table: &ListEntryTable<'_>) {
        self.out.reserve(table.rows.len() * 300);
        for row in &table.rows {
            self.raw("<tr>");
            self.number("num rank", "rank");
            self.rank(row.rank);
            self.raw("</td><th scope=\"row\">");
            self.entry(&row.entry);
            self.raw("</th>");
            if table.compared {
                self.cell("change");
                match &row.change {
                    Some(change) => self.change(change),
                    None => self.raw("<span class=\"muted\">–</span>"),
                }
                self.raw("</td>");
            }
            for field in &row.fields {
                self.raw("<td data-label=\"");
                self.text(field.name);
                self.raw("\"");
                self.own_lang();
                self.raw(">");
                self.text(field.value);
                self.raw("</td>");
            }
            if table.notes {
                self.raw("<td data-label=\"");
                self.say("note");
                self.raw("\"");
                self.own_lang();
                self.raw(">");
                self.raw(&row.note);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
    }

    pub(super) fn list_changes(&mut self, table: &ListChangeTable<'_>) {
        self.out.reserve(table.rows.len() * 400);
        for row in &table.rows {
            self.raw("<tr class=\"change-");
            self.raw(row.change.kind);
            self.raw("\">");
            self.cell("change");
            self.change(&row.change);
            self.raw("</td><th scope=\"row\">");
            self.entry(&row.entry);
            self.raw("</th>");
            self.number("num", "rank_before");
            self.rank_in_words(row.before);
            self.raw("</td>");
            self.number("num", "rank_after");
            self.rank_in_words(row.after);
            self.raw("</td>");
            self.cell("change_also");
            row.edits.iter().for_each(|edit| self.edit(edit));
            self.raw("</td></tr>\n");
        }
    }

    pub(super) fn unchanged_entries(&mut self, table: &UnchangedEntryTable<'_>) {
        self.out.reserve(table.rows.len() * 90);
        for row in &table.rows {
            self.raw("<li>");
            self.entry(&row.entry);
            self.raw("</li>\n");
        }
    }

    pub(super) fn entry_revisions(&mut self, table: &EntryRevisionTable<'_>) {
        self.out.reserve(table.rows.len() * 300);
        for row in &table.rows {
            self.raw("<tr><th scope=\"row\"><a href=\"");
            self.address(row.href);
            self.raw("\"><time datetime=\"");
            self.raw(&row.date);
            self.raw("\">");
            self.text(row.day);
            self.raw("</time></a></th>");
            self.number("num rank", "rank");
            self.rank(row.rank);
            self.raw("</td>");
            self.cell("change");
            match &row.change {
                Some(change) => self.change(change),
                None if row.rank == ShownRank::NotListed => self.muted("entry_not_listed"),
                None => {}
            }
            self.raw("</td>");
            self.cell("details");
            self.details(row);
            self.raw("</td></tr>\n");
        }
    }

    /// What a revision says of an entry besides its rank.
    fn details(&mut self, row: &EntryRevisionRow<'_>) {
        if let Some(name) = &row.listed_as {
            self.raw("<div>");
            self.say("entry_listed_as");
            self.raw(" ");
            self.words_in(&name.text, name.lang);
            self.raw("</div>");
        }
        for field in &row.fields {
            self.own_block("");
            self.field(field.name);
            self.text(field.value);
            self.raw("</div>");
        }
        if !row.note.is_empty() {
            self.own_block("");
            self.raw(&row.note);
            self.raw("</div>");
        }
    }

    pub(super) fn compared_entries(&mut self, table: &ComparedEntryTable<'_>) {
        // About as much as a name.
        self.out.reserve(table.rows.len() * 16);
        for (n, row) in table.rows.iter().enumerate() {
            self.raw(if n == 0 { "" } else { "; " });
            self.words_in(&row.name.text, row.name.lang);
            for (n, rank) in row.ranks.iter().enumerate() {
                self.raw(if n == 0 { " " } else { " → " });
                self.rank(*rank);
            }
            for (n, edit) in row.edits.iter().enumerate() {
                self.raw(if n == 0 { " (" } else { ", " });
                self.compared_edit(edit);
            }
            self.raw(if row.edits.is_empty() { "" } else { ")" });
        }
    }

    fn compared_edit(&mut self, edit: &ComparedEdit<'_>) {
        match edit.kind {
            "was" => {
                self.say("change_was");
                self.raw(" ");
                self.words_in(&edit.words.text, edit.words.lang);
            }
            "renamed" => self.say("change_renamed"),
            "note" => self.say("change_note"),
            _ => self.words_in(&edit.words.text, edit.words.lang),
        }
    }

    /// A field that differs: `<del>` is what was taken out, `<ins>` what was put in.
    fn edit(&mut self, edit: &FieldEdit<'_>) {
        self.own_block(" class=\"edit\"");
        self.field(edit.field);
        for run in &edit.words {
            let (open, close) = match run.kind {
                "added" => ("<ins>", "</ins>"),
                "removed" => ("<del>", "</del>"),
                _ => ("", ""),
            };
            self.raw(open);
            self.text(run.text);
            self.raw(close);
        }
        self.raw("</div>");
    }

    /// What happened to an entry, marked.
    fn change(&mut self, change: &ChangeMark) {
        self.raw("<span class=\"change change-");
        self.raw(change.kind);
        self.raw("\">");
        if change.by == 0 {
            self.say(change.key);
        } else {
            let words = self.words.count(change.key, change.by as usize, &[]);
            self.text(&words);
        }
        self.raw("</span>");
    }

    fn rank(&mut self, rank: ShownRank) {
        match rank {
            ShownRank::NotListed => {}
            ShownRank::Unranked => write_rank(&mut self.out, None, false),
            ShownRank::Rank { rank, tied } => write_rank(&mut self.out, Some(rank), tied),
        }
    }

    /// A rank, or that it had none, or that it was not there.
    fn rank_in_words(&mut self, rank: ShownRank) {
        match rank {
            ShownRank::NotListed => self.muted("not_listed"),
            ShownRank::Unranked => self.say("unranked"),
            ShownRank::Rank { .. } => self.rank(rank),
        }
    }

    fn entry(&mut self, entry: &EntryLink<'_>) {
        self.link_to(&entry.text, &entry.href, entry.lang);
    }

    /// The name of a field before what it says.
    fn field(&mut self, name: &str) {
        self.raw("<span class=\"field\">");
        self.text(name);
        self.raw(":</span> ");
    }

    /// Opens a cell of figures that says on a narrow screen what it holds.
    fn number(&mut self, class: &str, key: &'static str) {
        self.raw("<td class=\"");
        self.raw(class);
        self.raw("\" data-label=\"");
        self.say(key);
        self.raw("\">");
    }

    /// Opens a block with words of the record's.
    fn own_block(&mut self, attributes: &str) {
        self.raw("<div");
        self.raw(attributes);
        self.own_lang();
        self.raw(">");
    }
}
