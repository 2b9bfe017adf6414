//! Rows of registers of actions: `templates/rows/action.html`.

use super::RowWriter;
use crate::view::rows::{ActionRow, ActionTable};

impl RowWriter<'_> {
    pub(super) fn actions(&mut self, table: &ActionTable) {
        self.out.reserve(table.rows.len() * 700);
        for row in &table.rows {
            self.action(row, table.of_body);
        }
    }

    fn action(&mut self, row: &ActionRow, of_body: bool) {
        self.raw("<tr><th scope=\"row\"><a class=\"ref\" href=\"");
        self.address(&row.href);
        self.raw("\">");
        self.text(&row.label);
        self.raw("</a> ");
        self.words_in(&row.text, &row.lang);
        self.raw("</th>");
        self.cell("owner");
        if row.owners.is_empty() {
            self.muted("unowned");
        }
        self.links(&row.owners);
        self.raw("</td>");
        if of_body {
            self.cell("body");
            self.link(&row.body);
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
            self.words_in(&row.due_text, lang);
        }
        self.raw("</td>");
        self.status(row);
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
}
