//! How much of a folder of minutes is understood: how an archive is judged before it is moved, and how a grammar is.
//!
//! It counts and judges nothing: minutes that match no grammar publish all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use crate::parse::{ContentFolder, FileKind};
use crate::record::{FileId, Meeting, PassageKind};
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

/// The counts of each folder and of each file, by path, and of all together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All folders together.
    pub all: Counts,
    /// By folder.
    pub folders: BTreeMap<Box<str>, Counts>,
    /// By file of minutes.
    pub files: BTreeMap<Box<str>, OfFile>,
    /// How much each rule of the reader found: passages, actions and decisions, by the rule's name as `explain` says it.
    pub rules: BTreeMap<&'static str, u32>,
    /// Markdown that was not taken for minutes: pages of the site, and in a folder without one what has no date.
    pub pages: Vec<Box<str>>,
}

/// What was found in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OfFile {
    /// The days of its meetings; none where no date was found.
    pub dates: Vec<Box<str>>,
    /// People it names as present, absent or excused.
    pub people: u32,
    /// Its headings and items.
    pub sections: u32,
    /// Actions that are marked.
    pub actions: u32,
    /// Those of them that name nobody.
    pub unowned: u32,
    /// Decisions that are marked.
    pub decisions: u32,
}

/// Counts what was read. `meetings` are those that were made of the files; a file without a date makes none.
pub fn coverage(sources: &Sources, folder: &ContentFolder, meetings: &[Arc<Meeting>]) -> Coverage {
    let mut of_file: BTreeMap<FileId, Vec<&Meeting>> = BTreeMap::new();
    for meeting in meetings {
        of_file.entry(meeting.document.file).or_default().push(meeting);
    }
    let mut out = Coverage::default();
    for rule in meetings.iter().flat_map(|meeting| rules_of(meeting)) {
        *out.rules.entry(rule).or_insert(0) += 1;
    }
    for (id, file) in sources.iter() {
        if !matches!(folder.kind(id), FileKind::Minutes(_)) {
            if matches!(folder.kind(id), FileKind::Page) {
                out.pages.push((&*file.path).into());
            }
            continue;
        }
        let meetings = of_file.get(&id).map_or(&[][..], Vec::as_slice);
        let counts = of_one(meetings);
        out.files.insert((&*file.path).into(), alone(meetings, counts));
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        add(out.folders.entry(folder.into()).or_default(), counts);
        add(&mut out.all, counts);
    }
    out
}

/// The rules by which the facts of a meeting were found, once for each fact.
fn rules_of(meeting: &Meeting) -> Vec<&'static str> {
    let passages = || meeting.sections.iter().flat_map(|section| &section.passages);
    // An action that is a passage of its own has the rule of that.
    let own: BTreeSet<&str> =
        passages().filter(|passage| matches!(passage.kind, PassageKind::Action(..))).map(|passage| &*passage.anchor).collect();
    let inside = meeting.actions.iter().filter(|action| !own.contains(&*action.anchor));
    passages().map(|passage| passage.rule.0).chain(inside.map(|action| action.rule.0)).collect()
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

fn alone(meetings: &[&Meeting], counts: Counts) -> OfFile {
    OfFile {
        dates: meetings.iter().map(|m| m.date.to_string().into()).collect(),
        people: meetings.iter().map(|m| small(m.attendance.as_ref().map_or(0, Vec::len))).sum(),
        sections: meetings.iter().map(|m| small(m.sections.iter().filter(|s| s.heading.is_some()).count())).sum(),
        actions: counts.actions,
        unowned: counts.unowned,
        decisions: counts.decisions,
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

impl Counts {
    /// The counts, and the shares of the files in them from 0 to 1, cut (not rounded up) to four places.
    fn json(&self) -> Value {
        let share = |n: u32| (f64::from(n) * 10_000.0 / f64::from(self.files.max(1))).floor() / 10_000.0;
        let mut value = json!(self);
        value["share"] = json!({ "dated": share(self.dated), "attendance": share(self.attendance), "items": share(self.items) });
        value
    }
}

impl Coverage {
    /// For programs.
    pub fn json(&self) -> Value {
        let folders: BTreeMap<&str, Value> = self.folders.iter().map(|(path, counts)| (&**path, counts.json())).collect();
        json!({ "all": self.all.json(), "folders": folders, "files": self.files, "rules": self.rules, "pages": self.pages })
    }

    /// As a table for people, folders in order, all together last, and below it the files that have no date.
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
        if !self.rules.is_empty() {
            out.push_str("\n   found  by rule\n");
        }
        for (rule, count) in &self.rules {
            let _ = writeln!(out, "{count:>8}  {rule}");
        }
        let dateless: Vec<&str> = self.files.iter().filter(|(_, f)| f.dates.is_empty()).map(|(path, _)| &**path).collect();
        listed(&mut out, "Without a date, and so not published", &dateless);
        let pages: Vec<&str> = self.pages.iter().map(|p| &**p).collect();
        listed(&mut out, "Pages, not minutes", &pages);
        out
    }
}

/// Adds a list of files under a heading that counts them; of a long one the first.
fn listed(out: &mut String, heading: &str, paths: &[&str]) {
    const SHOWN: usize = 20;
    if paths.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{heading} ({}):", paths.len());
    paths.iter().take(SHOWN).for_each(|path| {
        let _ = writeln!(out, "  {path}");
    });
    if paths.len() > SHOWN {
        let _ = writeln!(out, "  and {} more; --format json lists them all", paths.len() - SHOWN);
    }
}

/// A share of `of` in whole hundredths, rounded down, so that only all of them are 100.
fn percent(n: u32, of: u32) -> u64 {
    (u64::from(n) * 100).checked_div(u64::from(of)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tests::parsed_folder;

    #[test]
    fn counts_by_folder() {
        let (sources, folder, parts) = parsed_folder(&[
            (
                "content/board/meetings/2012-04-17.md",
                b"# Board\n\nPresent: Ann Lee, Bob Ray\n\n## 1. One\n\nACTION: Ann Lee to write\n\nACTION: Write\n\nAGREED: yes\n"
                    as &[u8],
            ),
            ("content/board/meetings/notes.md", b"Nothing.\n"),
            ("content/panel/meetings/2012-05-01.md", b"Talk.\n"),
        ]);
        let found = coverage(&sources, &folder, &parts.meetings);
        let board = Counts { files: 2, dated: 1, attendance: 1, items: 1, meetings: 1, actions: 2, unowned: 1, decisions: 1 };
        assert_eq!(found.folders.get("content/board/meetings"), Some(&board));
        assert_eq!((found.rules.get("action-mark"), found.rules.get("no-such-rule")), (Some(&2), None));
        assert!(found.text().contains("\n       2  action-mark\n"), "{}", found.text());
        assert_eq!(found.all, Counts { files: 3, dated: 2, meetings: 2, ..board });
        let minutes = &found.files["content/board/meetings/2012-04-17.md"];
        assert_eq!((&*minutes.dates, minutes.people, minutes.sections), (&["2012-04-17".into()][..], 2, 2));
        assert!(found.text().contains("\nWithout a date, and so not published (1):\n  content/board/meetings/notes.md\n"));
        assert!(
            found
                .text()
                .lines()
                .any(|l| l.starts_with("       2     50%     50%     50%") && l.ends_with("content/board/meetings"))
        );
    }
}
