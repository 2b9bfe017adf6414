//! How much of a folder of minutes is understood: how an archive is judged before it is moved, and how a grammar is.
//!
//! It counts and judges nothing: minutes that match no grammar publish all the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::parse::{FileKind, Layout};
use crate::record::{FileId, Meeting};
use crate::source::Sources;

/// What was found in the minutes of one folder, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Files of minutes.
    pub files: u32,
    /// Those with a date.
    pub dated: u32,
    /// Those that say who was there.
    pub attendance: u32,
    /// Those with items: headings below the title, or numbers.
    pub items: u32,
    /// Meetings; a file may hold several.
    pub meetings: u32,
    /// Actions that are marked.
    pub actions: u32,
    /// Those of them that name nobody.
    pub unowned: u32,
    /// Decisions that are marked.
    pub decisions: u32,
}

/// The counts of each folder, by its path, and of all together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All folders together.
    pub all: Counts,
    /// By folder.
    pub folders: BTreeMap<Box<str>, Counts>,
}

/// Counts what was read. `meetings` are those that were made of the files; a file without a date makes none.
pub fn coverage(sources: &Sources, layout: &Layout, meetings: &[Meeting]) -> Coverage {
    let mut of_file: BTreeMap<FileId, Vec<&Meeting>> = BTreeMap::new();
    for meeting in meetings {
        of_file.entry(meeting.document.file).or_default().push(meeting);
    }
    let mut out = Coverage::default();
    for (id, file) in sources.iter().filter(|(id, _)| matches!(layout.kind(*id), FileKind::Minutes(_))) {
        let counts = of_one(of_file.get(&id).map_or(&[], Vec::as_slice));
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        add(out.folders.entry(folder.into()).or_default(), counts);
        add(&mut out.all, counts);
    }
    out
}

fn of_one(meetings: &[&Meeting]) -> Counts {
    let any = |test: fn(&Meeting) -> bool| u32::from(meetings.iter().any(|m| test(m)));
    let sum = |count: fn(&Meeting) -> usize| meetings.iter().map(|m| small(count(m))).sum();
    Counts {
        files: 1,
        dated: u32::from(!meetings.is_empty()),
        attendance: any(|m| m.attendance.as_ref().is_some_and(|a| !a.is_empty())),
        items: any(|m| {
            m.sections.iter().filter(|s| s.heading.is_some()).count() > 1 || m.sections.iter().any(|s| s.number.is_some())
        }),
        meetings: small(meetings.len()),
        actions: sum(|m| m.actions.len()),
        unowned: sum(|m| m.actions.iter().filter(|a| a.owners.is_empty()).count()),
        decisions: sum(|m| m.decisions.len()),
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn add(to: &mut Counts, more: Counts) {
    to.files += more.files;
    to.dated += more.dated;
    to.attendance += more.attendance;
    to.items += more.items;
    to.meetings += more.meetings;
    to.actions += more.actions;
    to.unowned += more.unowned;
    to.decisions += more.decisions;
}

impl Coverage {
    /// As a table for a terminal, folders in order, all together last.
    pub fn text(&self) -> String {
        let mut out = String::from("   files   dated  attend   items  meetings  actions  unowned  decisions  folder\n");
        let all = std::iter::once(("(all)", &self.all));
        for (folder, c) in self.folders.iter().map(|(f, c)| (&**f, c)).chain(all) {
            let share = |n: u32| format!("{}%", percent(n, c.files));
            let _ = writeln!(
                out,
                "{:>8}{:>8}{:>8}{:>8}{:>10}{:>9}{:>9}{:>11}  {}",
                c.files,
                share(c.dated),
                share(c.attendance),
                share(c.items),
                c.meetings,
                c.actions,
                c.unowned,
                c.decisions,
                if folder.is_empty() { "." } else { folder }
            );
        }
        out
    }
}

/// A share of `of` in whole hundredths, rounded down, so that only all of them are 100.
fn percent(n: u32, of: u32) -> u64 {
    (u64::from(n) * 100).checked_div(u64::from(of)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tests::folder_with_layout;

    #[test]
    fn counts_by_folder() {
        let (sources, layout, parts) = folder_with_layout(&[
            (
                "content/board/meetings/2012-04-17.md",
                b"# Board\n\nPresent: Ann Lee, Bob Ray\n\n## 1. One\n\nACTION: Ann Lee to write\n\nACTION: Write\n\nAGREED: yes\n"
                    as &[u8],
            ),
            ("content/board/meetings/notes.md", b"Nothing.\n"),
            ("content/panel/meetings/2012-05-01.md", b"Talk.\n"),
        ]);
        let found = coverage(&sources, &layout, &parts.meetings);
        let board = Counts { files: 2, dated: 1, attendance: 1, items: 1, meetings: 1, actions: 2, unowned: 1, decisions: 1 };
        assert_eq!(found.folders.get("content/board/meetings"), Some(&board));
        assert_eq!(found.all, Counts { files: 3, dated: 2, meetings: 2, ..board });
        assert!(
            found
                .text()
                .lines()
                .any(|l| l.starts_with("       2     50%     50%     50%") && l.ends_with("content/board/meetings"))
        );
    }
}
