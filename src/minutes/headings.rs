//! Headings: the sections they open, their numbers, and what they say of the lines below them.

use std::collections::BTreeMap;

use super::known_people::People;
use super::label::{Labelled, label};
use super::lexicon::{GROUPS_OF_PEOPLE, HEADINGS_OF_THE_MEETING, OPENINGS_OF_TITLES};
use super::lines::Line;
use super::number;
use super::vote_roll::is_vote;
use super::walk::{Mode, Walk};
use super::words::{Label, Lexicon};
use crate::layout::bare::{Bare, clip, fold, without_fill};
use crate::layout::line::{lines, trim_end};
use crate::layout::{BlockKind, BlockRef, ListItem};
use crate::record::{Audience, Number, Section, Span, Standing, TextRange, slug};

impl Walk<'_> {
    /// The rank of headings of which two or more are numbered from 1 on without a gap, and without a mark after the number.
    pub(super) fn numbered_through(&self, units: &[BlockRef<'_>]) -> Option<u8> {
        let mut counts: BTreeMap<u8, (u32, bool)> = BTreeMap::new();
        for unit in units {
            let BlockKind::Heading { level, .. } = unit.kind else { continue };
            let line = lines(self.text, unit.range.start(), unit.range.end()).next().map_or("", |line| line.slice(self.text));
            let Some(head) = number::unmarked(line.trim_start_matches(['#', ' '])) else { continue };
            let (last, good) = counts.entry(level).or_insert((0, true));
            *last += 1;
            *good &= head.number.item() == Some(*last);
        }
        let (level, _) = counts.into_iter().find(|(_, (n, good))| *good && *n >= 2)?;
        self.levels.iter().position(|l| *l == level).and_then(|n| u8::try_from(n + 1).ok())
    }

    pub(super) fn heading(&mut self, start: usize, end: usize, level: u8) {
        let rank = self.levels.iter().position(|l| *l == level).map_or(1, |n| n + 1);
        let rank = u8::try_from(rank).unwrap_or(6);
        if self.text.get(start..).is_some_and(|t| t.starts_with('<')) {
            return self.section(start, end, end, rank, true);
        }
        let first = lines(self.text, start, end).next().unwrap_or(TextRange::new(start, end));
        let setext = !self.text.get(start..).is_some_and(|t| t.starts_with('#'));
        let stop = if setext {
            // The underline is not part of the title, the lines before it are.
            self.text
                .get(start..end)
                .and_then(|t| t.rfind(['\n', '\r']))
                .map_or(first.end(), |n| trim_end(self.text, start, start + n))
        } else {
            first.end()
        };
        self.section(start, end, stop, rank, true);
    }

    /// Opens a section whose heading is `start..end` and whose title ends at `stop`.
    pub(super) fn section(&mut self, start: usize, end: usize, stop: usize, level: u8, marked: bool) {
        self.close();
        let hashes = if marked { self.text.get(start..stop).map_or(0, |t| t.len() - t.trim_start_matches('#').len()) } else { 0 };
        let (mut from, mut to) = (start + hashes, stop);
        from += self.text.get(from..to).map_or(0, |t| t.len() - t.trim_start().len());
        if hashes > 0 {
            let closed = self.text.get(from..to).unwrap_or("").trim_end_matches('#');
            if closed.is_empty() || closed.ends_with(char::is_whitespace) {
                to = from + closed.trim_end().len();
            }
        }
        let (title, id) = self.id_at_end(TextRange::new(from, to));
        let to = title.end();
        let mut bare = std::mem::take(&mut self.bare);
        bare.read(self.text, from, to);
        self.awaited = None;
        if marked
            && stop == end
            && let Some(mark) = self.marks.heading(&bare)
        {
            self.marked(&bare, Line::alone(start, stop), mark);
            self.close();
            self.bare = bare;
            return;
        }
        let head = number::of_heading(&bare.text, self.count.item)
            .or_else(|| number::unmarked(&bare.text).filter(|_| marked && self.numbered_level == Some(level)));
        let found = match &head {
            Some(h) => {
                let mut rest = Bare::default();
                rest.read(self.text, bare.at(h.text).min(to), to);
                label(&rest, self.text, self.lexicon, true).and_then(|_| {
                    label(&bare, self.text, self.lexicon, true).or_else(|| shifted(&rest, self.text, self.lexicon, h.text))
                })
            }
            None => label(&bare, self.text, self.lexicon, true),
        };
        let (number, title) = match &head {
            Some(h) => (Some(h.number.clone()), self.clean(bare.at(h.text), to, from)),
            None => (None, self.clean(from, to, from)),
        };
        // A bold line or a line of HTML that stands for a heading is its words.
        let title = if marked && !self.text.get(start..).is_some_and(|t| t.starts_with('<')) {
            title
        } else {
            unmarked(&title, &bare, head.as_ref().map_or(0, |h| h.text))
        };
        self.enter(found.as_ref(), &bare, number.as_ref(), level);
        let anchor = match (&id, &number) {
            (Some(id), _) => id.clone(),
            (None, Some(n)) => n.anchor(),
            (None, None) => slug(clip(&bare.text, 120)),
        };
        let anchor = self.unique(anchor);
        self.count.open(number.as_ref());
        if let Some(n) = number.as_ref().and_then(Number::item) {
            self.last_item = n;
        }
        self.item.clone_from(&number);
        self.paragraph = None;
        self.unnumbered = 0;
        self.sections.push(Section {
            number,
            title: title.into(),
            heading: Some(Span::new(self.file, start, end)),
            anchor,
            level,
            audience: Audience::Public,
            passages: Vec::new(),
        });
        if let Some(found) = found {
            self.heading_content(&bare, &found);
        } else if marked {
            self.awaited = self.marks.alone(&bare, true).map(|n| super::walk::source(&bare, n));
        }
        self.bare = bare;
    }

    /// The Markdown of a title, without emphasis that would be left open.
    pub(super) fn clean(&self, from: usize, to: usize, whole: usize) -> String {
        let words = self.balanced(whole, TextRange::new(from, to));
        without_fill(words.slice(self.text).trim()).trim_end().replace(['\n', '\r'], " ")
    }

    /// What a heading's words open.
    pub(super) fn enter(&mut self, found: Option<&Labelled>, bare: &Bare, number: Option<&Number>, level: u8) {
        let group = self.group_of_people(bare, level).filter(|_| number.is_none());
        // `### Absent` beside `### Ayes` is of that vote.
        let words = fold(clip(&bare.text, 40));
        let voted = self.voted_level == Some(level);
        let found = found.filter(|f| !(voted && matches!(f.label, Label::People(..))));
        if is_vote(&words, voted) {
            self.voted_level = Some(level);
        } else if !voted || found.is_some() || number.is_some() {
            self.voted_level = None;
        }
        let person = number.is_none() && found.is_none() && group.is_none() && self.person_as_heading(bare, level);
        let group = if person { self.mode_of_people() } else { group };
        self.lasting = true;
        self.fresh = true;
        self.above = None;
        self.marked_here = false;
        self.arising = found.is_some_and(|f| f.label == Label::Previous) && {
            let words = fold(clip(&bare.text, 80));
            words.contains("arising") || words.contains("yn codi")
        };
        self.mode = match found.map(|f| f.label) {
            Some(Label::People(standing, strong)) if strong || !self.items || self.below == Below::People && seated(bare) => {
                // A heading straight over the next one tells of nobody, not even that nobody came.
                self.recorded |= self.below != Below::Nothing;
                Mode::People(standing)
            }
            Some(Label::Actions) => Mode::Actions,
            Some(Label::Previous) => Mode::Previous,
            Some(Label::Decisions) => Mode::Decisions,
            Some(Label::Next) => Mode::Next,
            Some(Label::Proxy) => Mode::Proxies,
            None if number.is_none() && self.actions_level.is_some_and(|above| level > above) => Mode::Actions,
            _ => group.map_or(Mode::Plain, Mode::People),
        };
        if found.is_some() || self.actions_level.is_some_and(|above| level <= above) {
            self.actions_level = (self.mode == Mode::Actions).then_some(level);
        }
        // `### Ann` under the heading of actions: whose they are.
        if self.mode == Mode::Actions && found.is_none() {
            let name = bare.text.trim_end_matches([':', ' ']);
            if name.split_whitespace().count() <= 4 && People::of(&self.attendance, self.lexicon).knows(name) {
                self.above = Some(bare.range(0, name.len()));
            }
        }
        if let Mode::People(standing) = self.mode
            && group.is_none()
        {
            (self.people_level, self.people_above) = (level, Some(standing));
        } else if level <= self.people_level {
            self.people_above = None;
        }
        if self.mode == Mode::Plain {
            let words = fold(clip(&bare.text, 80));
            let header = HEADINGS_OF_THE_MEETING.contains(&words)
                || matches!(found.map(|f| f.label), Some(Label::Role | Label::Date))
                // `## Team meeting 2, 24 August 2023` under a title.
                || self.sections.len() <= 2 && super::date::scan(clip(&bare.text, 120), None).iter().any(|f| f.year.is_some());
            // `Minutes of the meeting held on 3 May` under the name of the body.
            let header = header || self.sections.len() <= 2 && OPENINGS_OF_TITLES.opens(&words).is_some();
            let first = self.sections.is_empty();
            let matter = number.is_some() || !(header || first);
            self.items |= matter;
            self.matters += u32::from(matter);
        } else if number.is_some() && !matches!(self.mode, Mode::People(_)) {
            self.items = true;
            self.matters += 1;
        }
    }

    /// Under a heading of people a deeper one may name a group of them: `### FINOS members`.
    pub(super) fn group_of_people(&self, bare: &Bare, level: u8) -> Option<Standing> {
        let words = fold(clip(&bare.text, 80));
        let count = words.split(' ').count();
        let named = GROUPS_OF_PEOPLE.is_among(&words);
        let listed = self.below == Below::People && count <= 9;
        // A group after one that was not known for one still stands below the heading of people.
        let standing = match self.mode_of_people() {
            Some(standing) if self.lasting => (listed || count <= 5 && named).then_some(standing),
            _ => self.people_above.filter(|_| listed && named),
        };
        standing.filter(|_| level > self.people_level)
    }

    pub(super) fn mode_of_people(&self) -> Option<Standing> {
        if let Mode::People(standing) = self.mode { Some(standing) } else { None }
    }

    /// Whether each item of a list is a person and nothing else.
    pub(super) fn is_of_people(&self, items: &[ListItem]) -> bool {
        let rows = self.rows(Standing::Present);
        items.iter().all(|item| {
            let bare = self.read_own(item);
            let names = self.list_row(&bare, rows);
            bare.text.len() <= 120
                && !bare.text.trim_end().ends_with(':')
                && names.iter().any(|p| p.name.text.contains(' ') || p.handle.is_some())
        })
    }

    /// A person under a heading of people who is written as a heading: `### Ann Lee`, `#### Bob Ray (chair)`.
    pub(super) fn person_as_heading(&mut self, bare: &Bare, level: u8) -> bool {
        let Some(standing) = self.mode_of_people().filter(|_| self.lasting && level > self.people_level) else { return false };
        if self.below != Below::Nothing || label(bare, self.text, self.lexicon, true).is_some() {
            return false;
        }
        let mut people = self.rows(standing).row(bare, 0, bare.text.len()).unwrap_or_default();
        let (Some(person), true) = (people.pop(), people.is_empty()) else { return false };
        let words = person.name.text.split_whitespace();
        if !(2..=4).contains(&words.clone().count()) || !words.clone().all(|w| w.starts_with(char::is_uppercase)) {
            return false;
        }
        self.attendance.push(person);
        true
    }

    /// Names or a date after the label in the heading itself.
    pub(super) fn heading_content(&mut self, bare: &Bare, found: &Labelled) {
        if found.content >= bare.text.trim_end().len() {
            return;
        }
        if let Mode::People(standing) = self.mode {
            self.names(bare, found.content, bare.text.len(), standing);
        } else if found.label == Label::Role && (!self.items || self.sections.iter().all(|s| s.passages.is_empty())) {
            self.role(bare, *found);
        }
    }
}

/// Whether a heading says who sits on a body (`Board members`): over a list of persons it counts at the end of minutes too.
fn seated(bare: &Bare) -> bool {
    let words = fold(clip(&bare.text, 60));
    words.ends_with(" members") && words.split(' ').count() <= 4
}

/// What stands straight below a heading, as far as it tells of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// A list of which each item is a person.
    People,
    /// The next heading, or the end.
    Nothing,
    Other,
}

/// The title of a line that stands for a heading, without the marks around all of it.
pub(super) fn unmarked(title: &str, bare: &Bare, from: usize) -> String {
    let title = title.trim_matches('=').trim().trim_end_matches([':', ' ']);
    let inner = ["**", "__"].iter().find_map(|run| title.strip_prefix(run)?.strip_suffix(run).filter(|t| !t.contains(run)));
    match inner {
        Some(inner) => inner.trim().to_owned(),
        None if title.contains("</") || title.starts_with('<') || title.matches("**").count() % 2 == 1 => {
            bare.text.get(from..).unwrap_or("").trim().to_owned()
        }
        None => title.to_owned(),
    }
}

/// A label after the number of a heading, in bytes of the whole heading.
pub(super) fn shifted(rest: &Bare, text: &str, lexicon: &Lexicon, by: usize) -> Option<Labelled> {
    label(rest, text, lexicon, true).map(|l| Labelled { start: l.start + by, end: l.end + by, content: l.content + by, ..l })
}
