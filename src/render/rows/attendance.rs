//! Rows of attendance, seen from the meeting and from the organisation or person: `templates/rows/attendance.html`,
//! `attendance_name.html` and `attended_meeting.html`.

use std::ops::Range;
use std::sync::Arc;

use super::RowWriter;

use crate::view::attendance::{
    AttendanceRow, AttendanceTable, AttendedMeeting, AttendedMeetingRow, AttendedMeetingTable, DeputyView,
};

impl RowWriter<'_> {
    /// The sentence above the table has the links.
    pub(super) fn attendance(&mut self, table: &AttendanceTable) {
        self.out.reserve(table.rows.len() * 100);
        for row in &table.rows {
            self.raw("<tr>");
            if table.organisation_first {
                self.raw("<td>");
                self.words_in(&row.organisation.text, &row.organisation.lang);
                self.raw("</td>");
            }
            self.raw("<th scope=\"row\">");
            self.words_in(&row.name.text, &row.name.lang);
            self.raw("</th>");
            if table.has_rest {
                self.raw("<td>");
                self.raw(&row.rest_html);
                row.rest.iter().for_each(|part| self.words_in(&part.text, &part.lang));
                self.raw("</td>");
            }
            if table.has_deputies {
                self.raw("<td");
                self.lang(&table.lang);
                self.raw(">");
                self.deputies(&row.deputies);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
    }

    pub(super) fn attendance_sentence(&mut self, table: &AttendanceTable) {
        self.out.reserve(table.rows.len() * 120);
        for row in &table.rows {
            if !row.opens {
                self.raw("; ");
            } else if row.organisation.text.is_empty() {
                self.raw("<li>");
            } else {
                self.raw("<li><b>");
                self.link(&row.organisation);
                self.raw(":</b> ");
            }
            self.link(&row.name);
            self.raw(row.joint);
            self.raw(&row.rest_html);
            row.rest.iter().for_each(|part| self.link(part));
            self.stood_in(row, &table.lang);
            if row.closes {
                self.raw("</li>\n");
            }
        }
    }

    /// `(deputy: Official, DH, by videolink; …)`
    fn stood_in(&mut self, row: &AttendanceRow, lang: &str) {
        if row.deputies.is_empty() {
            return;
        }
        self.raw(" <span class=\"deputies\"");
        self.lang(lang);
        self.raw(">(");
        self.say("deputy_was");
        self.raw(" ");
        for (n, deputy) in row.deputies.iter().enumerate() {
            self.raw(if n == 0 { "" } else { "; " });
            self.link(&deputy.name);
            if !deputy.organisation.text.is_empty() && deputy.organisation.text != row.organisation.text {
                self.raw(", ");
                self.words_in(&deputy.organisation.text, &deputy.organisation.lang);
            }
            if !deputy.mode.is_empty() {
                self.raw(", ");
                self.say_of("mode_", deputy.mode);
            }
        }
        self.raw(")</span>");
    }

    pub(super) fn attended_meetings(&mut self, table: &AttendedMeetingTable<'_>) {
        self.out.reserve(table.rows.len() * 400);
        // The rows of one meeting follow each other and begin alike.
        let mut start: (Option<&Arc<AttendedMeeting>>, Range<usize>) = (None, 0..0);
        for row in &table.rows {
            let from = self.out.len();
            if start.0.is_some_and(|meeting| Arc::ptr_eq(meeting, &row.meeting)) {
                self.out.extend_from_within(start.1.clone());
            } else {
                self.meeting(&row.meeting);
            }
            start = (Some(&row.meeting), from..self.out.len());
            self.attended_meeting(row, table.names);
        }
    }

    /// The meeting that a row of attendance is of.
    fn meeting(&mut self, meeting: &AttendedMeeting) {
        self.raw("<tr><th scope=\"row\"><a href=\"");
        self.address(&meeting.href);
        self.raw("\">");
        self.words_in(&meeting.body, &meeting.body_lang);
        self.raw(", ");
        self.date(&meeting.date);
        self.raw("</a></th>");
    }

    fn attended_meeting(&mut self, row: &AttendedMeetingRow<'_>, names: bool) {
        if names {
            self.cell("name");
            self.link(&row.name);
            self.raw("</td>");
        }
        self.raw("<td data-label=\"");
        self.say("organisation");
        self.raw("\"");
        self.lang(row.organisation.lang);
        self.raw(">");
        self.text(&row.organisation.text);
        self.raw("</td>");
        self.cell("attendance");
        self.say_of("standing_", row.standing);
        if row.chair {
            self.raw(", ");
            self.say("in_the_chair");
        } else if !row.role.is_empty() {
            self.raw(", ");
            let lang = self.record_lang;
            self.words_in(row.role, lang);
        }
        if !row.deputy_for.is_empty() {
            self.raw(", ");
            self.say("deputy_for");
            self.raw(" ");
            self.links(&row.deputy_for);
        }
        if !row.mode.is_empty() {
            self.raw(", ");
            self.say_of("mode_", row.mode);
        }
        if !row.deputies.is_empty() {
            self.raw(". ");
            self.deputies(&row.deputies);
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
            self.link(&deputy.name);
            if !deputy.organisation.text.is_empty() {
                self.raw(" (");
                self.words_in(&deputy.organisation.text, &deputy.organisation.lang);
                self.raw(")");
            }
            if !deputy.mode.is_empty() {
                self.raw(" ");
                self.say_of("mode_", deputy.mode);
            }
        }
        self.raw("</span>");
    }
}
