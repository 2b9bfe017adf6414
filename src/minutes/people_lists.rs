//! Lists of people: an item a person, with groups, labels and what was nested in them.

use super::exceptions::exception_in;
use super::label::label;
use super::lexicon::{BODY_NOUNS, SURE_BODY_NOUNS};
use super::name_order::NameOrder;
use super::names::column;
use super::person::Rows;
use super::row_lead::{are_initials_before, is_office};
use super::walk::{Mode, Walk, chunks, small};
use super::words::{Label, is_none, is_role};
use crate::layout::ListItem;
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Attendee, Audience, PassageKind, Standing, TextRange};

impl Walk<'_> {
    /// Whether a numbered list straight below a label (`Present:`) is of people, and not the next item of the agenda.
    pub(super) fn names_follow(&self, items: &[ListItem]) -> bool {
        let Mode::People(standing) = self.mode else { return false };
        let free = !self.lasting || self.sections.last().is_some_and(|s| s.number.is_none() && s.passages.is_empty());
        free && items.first().is_some_and(|item| !self.list_row(&self.read_own(item), self.rows(standing)).is_empty())
    }

    pub(super) fn people_list(&mut self, items: &[ListItem], standing: Standing, start: usize) -> bool {
        let mut rows = self.rows(standing);
        let owns: Vec<Bare> = items.iter().map(|i| self.read_own(i)).collect();
        rows.columns = is_columns(owns.iter().map(|b| b.text.as_str()));
        rows.order = super::name_order::order_of(owns.iter().map(|b| b.text.as_str()), self.whole_text());
        if rows.order == NameOrder::Doubtful {
            let either = owns.iter().filter(|b| super::name_order::may_be_either(&b.text)).count();
            let whole = TextRange::new(start, items.last().map_or(start, |i| i.range.end()));
            self.doubt_order(whole);
            // All of it stays as it is written.
            if either == owns.len() {
                self.recorded = true;
                self.prose(whole);
                return true;
            }
        }
        rows.initials_first = owns.iter().filter_map(|b| b.text.split_once(':')).any(|(l, r)| are_initials_before(l.trim(), r));
        if self.is_talk(owns.iter().map(|b| b.text.as_str())) {
            return false;
        }
        rows.nicknames = owns.iter().all(|b| b.text.split_whitespace().count() <= 3);
        let ticked = items.iter().any(|i| i.tick == Some(true));
        let people = owns
            .iter()
            .filter(|b| {
                rows.row(b, 0, b.text.len()).is_some() || self.sends_apologies(b) || super::row_doubts::is_unsure(&b.text)
            })
            .count();
        let filled = owns.iter().filter(|b| !is_none(&fold(clip(&b.text, 60)))).count();
        if people * 2 < filled {
            // Straight below its heading it is the list all the same.
            if people > 0 && self.sections.last().is_some_and(|s| s.passages.is_empty()) {
                items.iter().for_each(|item| self.keep_names_beside(item.own, &[]));
            }
            return false;
        }
        self.recorded = true;
        let mut at = 0;
        for chunk in chunks(items) {
            let part = owns.get(at..at + chunk.len()).unwrap_or(&[]);
            at += chunk.len();
            // `Visitors` between people is what those after it are called.
            if let ([item], [bare]) = (chunk, part)
                && let Some(Label::People(next, _)) =
                    self.lexicon.whole(&super::label::unbracketed(bare.text.trim().trim_end_matches(':')))
            {
                rows.standing = next;
                self.prose(item.range);
                continue;
            }
            self.people_chunk(chunk, part, rows, ticked);
        }
        true
    }

    /// `Apologies had been received from Ann Lee.` in a list below a label: no row, and it names people.
    fn sends_apologies(&self, bare: &Bare) -> bool {
        let people = |f: &super::label::Labelled| matches!(f.label, Label::People(..)) && f.content < bare.text.trim_end().len();
        bare.text.contains("pologies") && label(bare, self.text, self.lexicon, false).as_ref().is_some_and(people)
    }

    /// One item and what is nested in it.
    pub(super) fn people_chunk(&mut self, chunk: &[ListItem], owns: &[Bare], rows: Rows<'_>, ticked: bool) {
        let Some(first) = chunk.first() else { return };
        let from = self.attendance.len();
        let mut whole = true;
        let mut group: Option<(String, crate::record::Span)> = None;
        let mut standing = rows.standing;
        for (n, (item, bare)) in chunk.iter().zip(owns).enumerate() {
            let nested = chunk.get(n + 1).is_some_and(|next| next.depth > item.depth);
            let mine = Rows { standing: if ticked && item.tick != Some(true) { Standing::Absent } else { standing }, ..rows };
            if let Some(found) = label(bare, self.text, self.lexicon, nested) {
                whole = false;
                match found.label {
                    Label::Role => _ = self.role(bare, found),
                    Label::Proxy => _ = self.proxies(bare, found.content, bare.text.len()),
                    Label::People(..) if self.is_of_vote(bare.at(found.start), found.label) => {}
                    Label::People(other, _) => {
                        standing = other;
                        let people = self.read_names(bare, found.content, bare.text.len(), other).unwrap_or_default();
                        self.attendance.extend(people);
                    }
                    _ => {}
                }
                continue;
            }
            let plain = bare.text.trim().trim_end_matches(':');
            if nested && (bare.text.trim_end().ends_with(':') || group_like(plain)) {
                whole = false;
                group = Some((plain.to_owned(), self.span(bare.range(0, plain.len()))));
                continue;
            }
            // `Council members:` between the names says who comes next.
            let heads = bare.text.trim_end().ends_with(':');
            let linked = self.text.get(item.own.start()..).is_some_and(|t| t.starts_with('['));
            let people =
                if heads { Vec::new() } else { self.list_row(bare, Rows { nicknames: mine.nicknames || linked, ..mine }) };
            let covered = !people.is_empty() && self.covered(&people, item.own.start(), item.own.end());
            if !covered && !heads {
                self.keep_names_beside(item.own, &people);
            }
            whole &= covered;
            for mut person in people {
                if let Some((name, span)) = group.as_ref().filter(|_| item.depth > first.depth && person.organisation.is_none()) {
                    person.organisation = Some(crate::record::Written::new(name.as_str(), *span));
                }
                self.attendance.push(person);
            }
        }
        let last = chunk.last().map_or(first.range.end(), |i| i.own.end());
        let span = first.range;
        // Words of an item below what is nested in it belong to no row.
        whole &= chunk.len() == 1 || self.text.get(last..first.range.end()).is_some_and(super::attendance::is_blank);
        whole &= first.own.end() == first.range.end() || chunk.len() > 1;
        if whole && self.attendance.len() > from {
            self.attended(span, small(from));
        } else {
            self.prose(span);
        }
    }

    /// The people of one item: a row, or several names.
    pub(super) fn list_row(&self, bare: &Bare, rows: Rows<'_>) -> Vec<Attendee> {
        let text = bare.text.as_str();
        if let Some(excepted) = exception_in(text, 0, text.len()) {
            let named = text.get(..excepted.before).is_some_and(|t| t.chars().any(char::is_alphabetic));
            let mut people =
                if named && !excepted.is_of_all { rows.row(bare, 0, excepted.before).unwrap_or_default() } else { Vec::new() };
            people.extend(rows.excepted(bare, excepted));
            return people;
        }
        // `Ann Lee, Bob Moor, Carl Nash` in one item are several people.
        let names = super::names::list_of_names(text, 0, text.len());
        if names.len() >= 2 && names.iter().all(|part| text.get(part.range()).is_some_and(|t| t.trim().starts_with('@'))) {
            return names.iter().filter_map(|part| rows.row(bare, part.start(), part.end())).flatten().collect();
        }
        if names.len() >= 3 || text.contains(';') {
            let several: Vec<Attendee> =
                names.iter().filter_map(|part| rows.row(bare, part.start(), part.end())).flatten().collect();
            let full = several.iter().filter(|p| p.name.text.split_whitespace().count() >= 2).count();
            // `Ann Lee - Harbour & Rivers Group, Pier Trust` is one person of several bodies.
            let dashed =
                names.iter().filter(|part| text.get(part.range()).is_some_and(|t| super::names::dash(t).is_some())).count();
            let parts = CommaParts::of(text, &names);
            if parts == CommaParts::Unsure {
                return Vec::new();
            }
            if full == names.len()
                && parts == CommaParts::Names
                && !text.contains([':', '@'])
                && (dashed == 0 || dashed == names.len())
            {
                return several;
            }
        }
        rows.row(bare, 0, text.len()).unwrap_or_default()
    }

    /// `- Present: Ann, Bob`, `- Attendees` with a list inside.
    pub(super) fn people_item(&mut self, chunk: &[ListItem], bare: &Bare, run: &mut Option<TextRange>) -> bool {
        let Some(item) = chunk.first() else { return false };
        let nested = chunk.len() > 1;
        let Some(found) = label(bare, self.text, self.lexicon, nested) else { return false };
        let content = bare.text.get(found.content..).unwrap_or("").trim();
        match found.label {
            Label::People(..) if self.is_of_vote(bare.at(found.start), found.label) => false,
            Label::Proxy if !content.is_empty() => {
                self.proxies(bare, found.content, bare.text.len());
                *run = Some(run.map_or(item.range, |r| r.to(item.range)));
                true
            }
            Label::People(standing, strong) if strong || !self.items => {
                if !content.is_empty() {
                    let Some(people) = self.read_names(bare, found.content, bare.text.len(), standing) else { return false };
                    if self.items && people.is_empty() {
                        return false;
                    }
                    self.recorded = true;
                    self.attendance.extend(people);
                    *run = Some(run.map_or(item.range, |r| r.to(item.range)));
                    return true;
                }
                let Some(children) = chunk.get(1..).filter(|c| !c.is_empty()) else { return false };
                self.end_run(run);
                let before = self.sections.last().map_or(0, |s| s.passages.len());
                let rows = self.attendance.len();
                if !self.people_list(children, standing, item.range.start()) {
                    return false;
                }
                self.join_blocks(before, rows, item, bare, found.start, found.end);
                true
            }
            Label::Next if nested => {
                self.end_run(run);
                let span = item.range;
                let anchor = self.passage(PassageKind::NextMeeting, span, span, Audience::Public);
                self.next_in(span, &anchor, true);
                true
            }
            Label::Role if !self.items && !content.is_empty() && self.role(bare, found) => {
                *run = Some(run.map_or(item.range, |r| r.to(item.range)));
                true
            }
            _ => false,
        }
    }

    /// The passages made of the items nested in a label become one that begins with the label.
    pub(super) fn join_blocks(&mut self, before: usize, rows: usize, item: &ListItem, bare: &Bare, from: usize, to: usize) {
        let label = self.span(bare.range(from, to));
        let whole = self.span(item.range);
        let end = small(self.attendance.len());
        let Some(section) = self.sections.last_mut() else { return };
        let all = section.passages.get(before..).unwrap_or(&[]);
        let attended = !all.is_empty() && all.iter().all(|b| matches!(b.kind, PassageKind::Attendance { .. }));
        section.passages.truncate(before + 1);
        if let Some(passage) = section.passages.get_mut(before) {
            passage.kind = if attended {
                PassageKind::Attendance { from: small(rows), to: end, label: Some(label) }
            } else {
                PassageKind::Prose
            };
            passage.whole = whole;
            passage.text = whole;
        }
    }
}

/// What the parts of a row between commas are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CommaParts {
    /// A name each, as far as they tell.
    Names,
    /// Facts of one person: a part played, or a body.
    Facts,
    /// Names, or bodies that are called as people are.
    Unsure,
}

impl CommaParts {
    fn of(text: &str, parts: &[TextRange]) -> CommaParts {
        let folded = |part: &TextRange| fold(part.slice(text).split(['(', '[']).next().unwrap_or(""));
        let last = |words: &str| words.rsplit(' ').next().unwrap_or("").to_owned();
        let rest: Vec<String> = parts.iter().skip(1).map(folded).collect();
        let office = rest.iter().any(|words| is_role(&last(words)) || is_office(words));
        let body = rest.iter().any(|words| words.contains(' ') && SURE_BODY_NOUNS.contains(&last(words)));
        let noun = rest.iter().filter(|words| words.contains(' ') && BODY_NOUNS.contains(&last(words))).count();
        match (office || body, noun) {
            (true, _) => CommaParts::Facts,
            (false, 0) => CommaParts::Names,
            (false, nouns) if nouns == rest.len() => CommaParts::Facts,
            (false, _) => CommaParts::Unsure,
        }
    }
}

/// A group that people are listed under, which is no person.
pub(super) fn group_like(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= 6 && !text.contains(['@', '(', ','])
}

/// Whether most lines have two columns and the left one repeats or is in capitals.
pub(super) fn is_columns(lines: impl Iterator<Item = impl AsRef<str>>) -> bool {
    let (mut all, mut two, mut capitals) = (0, 0, 0);
    let mut seen = std::collections::BTreeSet::new();
    let mut repeats = 0;
    for line in lines {
        all += 1;
        let line = line.as_ref();
        if let Some(gap) = column(line) {
            two += 1;
            let left = line.get(..gap.start()).unwrap_or("").trim();
            capitals += usize::from(left.chars().all(|c| !c.is_lowercase()));
            repeats += usize::from(!seen.insert(left.to_owned()));
        }
    }
    two * 2 > all && two > 1 && (repeats > 0 || capitals * 2 > two)
}
