//! The day that the name of a file says, and the day that its text says.
//!
//! A name is often the day on which somebody saved the file, and it does not follow a text that was corrected; the text is what was agreed.
//! So the text's day is that of the meeting, unless the author types one.

use super::super::reading::{ReadingGround, read_meetings};
use super::super::report::{ImportLine, ImportLineKind};
use crate::minutes::day_of_path;
use crate::record::Day;

/// Both days of a file whose name and text say one each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DaysOfFile {
    name: Day,
    text: Day,
    /// A name that says the month alone, by which the reader finds the day in the text.
    month: String,
}

impl DaysOfFile {
    /// Reads both days. `None` where the author typed one, or either says none.
    pub(super) fn of(body: &str, ground: ReadingGround<'_>) -> Option<DaysOfFile> {
        if ground.date.is_some() {
            return None;
        }
        let name = day_of_path(ground.name, ground.site.date_order)?;
        // Of several days in the first lines, one of the name's month is the likeliest.
        let month = name.strftime("%Y-%m.md").to_string();
        let (meetings, _) = read_meetings(body, ReadingGround { name: &month, ..ground });
        // Several meetings in one file have their days in their headings.
        let [meeting] = meetings.as_slice() else { return None };
        Some(DaysOfFile { name, text: meeting.date, month })
    }

    /// Returns the name with which the text's day is read.
    pub(super) fn name_of_text(&self) -> Option<&str> {
        (self.name != self.text).then_some(self.month.as_str())
    }

    /// Says that the two differ, where they do.
    pub(super) fn disagreement(&self) -> Option<ImportLine> {
        let said = |day: Day| day.strftime("%-d %B %Y").to_string();
        (self.name != self.text).then(|| {
            let text = format!(
                "the name of the file says {}, its text {}: the text was followed; --date names another day",
                said(self.name),
                said(self.text)
            );
            ImportLine::new(ImportLineKind::Unsure, text)
        })
    }
}
