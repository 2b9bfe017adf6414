//! Rows of registers of actions: `templates/rows/action.html`.

use super::RowWriter;
use crate::view::rows::{ActionRow, ActionTable};

impl RowWriter<'_> {
    pub(super) fn actions(&mut self, table: &ActionTable) {
        self.out.reserve(table.rows.len() * 800);
        for row in &table.rows {
            self.action(row, table.of_body);
        }
    }

    fn action(&mut self, row: &ActionRow, of_body: bool) {
        self.raw("<tr");
        if of_body {
            self.raw(" data-body=\"");
            self.address(&row.body.href);
            self.raw("\"");
        }
        self.raw("><th scope=\"row\"><a class=\"subject\" href=\"");
        self.address(&row.href);
        self.raw("\"");
        self.lang(&row.lang);
        self.raw(">");
        self.text(&row.text);
        self.raw("</a><p class=\"at\"><a href=\"");
        self.address(&row.raised_href);
        self.raw("\"><span class=\"vh\">");
        self.say("action");
        self.raw(" </span>");
        self.text(&row.label);
        self.raw(", ");
        if of_body {
            self.words_in(&row.body.text, &row.body.lang);
            self.raw(", ");
        }
        self.date(&row.raised);
        self.raw("</a></p></th>");
        self.owners(row);
        self.due(row);
        self.status(row);
    }

    fn owners(&mut self, row: &ActionRow) {
        self.cell("owner");
        if row.owners.is_empty() {
            self.muted("unowned");
        }
        self.links(&row.owners);
        if !row.owners_were.is_empty() {
            self.raw(" <span class=\"was\">(");
            self.say("was");
            self.raw(" ");
            for (n, owner) in row.owners_were.iter().enumerate() {
                self.raw(if n == 0 { "" } else { ", " });
                self.words_in(&owner.text, &owner.lang);
            }
            self.raw(")</span>");
        }
        self.raw("</td>");
    }

    fn due(&mut self, row: &ActionRow) {
        self.cell("due");
        if !row.due.is_empty() {
            self.date(&row.due);
        } else if row.due_text.is_empty() {
            self.muted("no_due");
        } else {
            let lang = self.record_lang;
            self.words_in(&row.due_text, lang);
        }
        if !row.due_was.is_empty() {
            self.raw(" <span class=\"was\">(");
            self.say("was");
            self.raw(" ");
            self.date(&row.due_was);
            self.raw(")</span>");
        }
        self.raw("</td>");
    }

    /// Where it stands, and for how long.
    fn status(&mut self, row: &ActionRow) {
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
        self.raw("</strong></td><td data-label=\"");
        if row.open {
            self.say("open_for");
        }
        self.raw("\" data-days=\"");
        self.raw(&row.age_days.to_string());
        self.raw("\">");
        if !row.open {
            self.say("closed_after");
            self.raw(" ");
        }
        let age = self.words.count(row.age_unit, usize::try_from(row.age).unwrap_or(0), &[]);
        self.text(&age);
        self.raw("</td></tr>\n");
    }
}
