//! The names that the walk comes by in running text, and whether they are all that stands there.

use super::exceptions::{Excepted, exception_in};
use super::lexicon::{BEFORE_ATTENDERS, LABEL_TAILS};
use super::name_order::{NameOrder, may_be_either, order_of};
use super::person::Rows;
use super::row_doubts;
use super::told_people::{item_in_run, next_label, told_end};
use super::walk::Walk;
use super::words::{Label, is_none};
use crate::diag::{Code, Diagnostic};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::record::{Attendee, Standing, TextRange, Written};

impl<'a> Walk<'a> {
    pub(super) fn rows(&self, standing: Standing) -> Rows<'a> {
        Rows {
            text: self.text,
            file: self.file,
            capitals: self.capitals,
            standing,
            columns: self.columns,
            order: self.order,
            nicknames: false,
            initials_first: false,
            ticked: self.ticked,
        }
    }

    /// Names in a row after a label; gives how many were found.
    pub(super) fn names(&mut self, bare: &Bare, from: usize, to: usize, standing: Standing) -> usize {
        let Some(people) = self.read_people(bare, from, to, standing) else { return 0 };
        let n = people.len();
        self.attendance.extend(people);
        n
    }

    /// The people of a row of names; `None` where these are no names.
    pub(super) fn read_names(&self, bare: &Bare, from: usize, to: usize, standing: Standing) -> Option<Vec<Attendee>> {
        let from = past_received(&bare.text, from, to);
        if let Some(excepted) = exception_in(&bare.text, from, to) {
            return self.read_around(bare, from, to, standing, excepted);
        }
        // A sentence behind the names may tell of others: `… Bob Ray. Cy Dunn had sent apologies.`
        let names = match sender(&bare.text, from, to) {
            Some(start) if start > from => TextRange::new(from, start),
            _ => before_sent(&bare.text, from, to),
        };
        let (from, to) = (names.start(), names.end());
        let body = bare.text.get(from..to)?;
        if self.order == NameOrder::Doubtful && may_be_either(body) {
            return None;
        }
        if is_none(&fold(clip(body, 60))) {
            return Some(Vec::new());
        }
        // After the names may come how many others there were, and what they said.
        let to = [" There were ", " There was "].iter().filter_map(|w| body.find(w)).min().map_or(to, |i| from + i);
        let mut rows = self.rows(standing);
        let pieces = super::row_lead::row_of_names(&bare.text, from, to);
        // Between semicolons a comma parts a name, or a name and whom it is from.
        if pieces.iter().any(|part| bare.text.get(part.range()).is_some_and(|t| t.contains(','))) {
            rows.order = self.order_of_pieces(bare);
        }
        rows.nicknames = (!self.items || pieces.len() >= 3)
            && pieces.iter().all(|piece| {
                piece
                    .slice(&bare.text)
                    .split(['(', '['])
                    .next()
                    .is_some_and(|t| t.split_whitespace().count() <= 2 && t.len() < 30)
            });
        let (mut out, mut unsure) = (Vec::new(), 0);
        if let Some(named) = super::run_on::unparted_names(&bare.text, from, to) {
            let people =
                named.iter().filter_map(|piece| rows.row(bare, piece.start(), piece.end())).flatten().collect::<Vec<_>>();
            return (!people.is_empty()).then_some(people);
        }
        if matches!(*pieces, [only] if row_doubts::may_be_several(only.slice(&bare.text))) {
            return None;
        }
        let mut alone = false;
        for piece in &pieces {
            // `Mr. and Mrs. Alvin Lee`: two, of whom one is named at most.
            let couple = std::mem::replace(&mut alone, super::names::is_title(piece.slice(&bare.text).trim()));
            if couple {
                continue;
            }
            // `Ann Lee, Double Lamp`, where the rows above say that Double Lamp is whom somebody is from.
            if let Some(body) = self.known_body(piece.slice(&bare.text)) {
                if let Some(person) = out.last_mut().filter(|p: &&mut Attendee| p.organisation.is_none()) {
                    let words = super::names::trimmed(&bare.text, piece.start(), piece.end());
                    person.organisation = Some(Written::new(body, self.span(bare.range(words.start(), words.end()))));
                }
                continue;
            }
            let people = rows.row(bare, piece.start(), piece.end()).unwrap_or_default();
            unsure += usize::from(people.is_empty() && row_doubts::is_unsure(piece.slice(&bare.text)));
            out.extend(people);
        }
        (!out.is_empty() && (out.len() + unsure) * 2 >= pieces.len()).then_some(out)
    }

    /// The people of a stretch with an exception: those named before it and behind it, and the excepted, who were not there.
    fn read_around(&self, bare: &Bare, from: usize, to: usize, standing: Standing, excepted: Excepted) -> Option<Vec<Attendee>> {
        let read = |from: usize, to: usize| {
            let named = bare.text.get(from..to).is_some_and(|t| t.chars().any(char::is_alphabetic));
            if named { self.read_names(bare, from, to, standing).unwrap_or_default() } else { Vec::new() }
        };
        let mut out = read(from, excepted.before);
        out.extend(self.rows(standing).excepted(bare, excepted));
        out.extend(read(excepted.names.end().max(from + 1), to));
        (!out.is_empty()).then_some(out)
    }

    /// Whether lines below those of people are what these say, each after its name or its initials: `Ann Lee: The lamps are out.`, `AL: They
    /// are.`
    pub(super) fn is_talk<'t>(&self, lines: impl Iterator<Item = &'t str>) -> bool {
        let named: std::cell::OnceCell<Vec<String>> = std::cell::OnceCell::new();
        let is_spoken = |line: &str| {
            let Some((name, said)) = line.split_once(':').map(|(name, said)| (name.trim(), said.trim())) else { return false };
            if self.attendance.is_empty() || name.len() > 60 || said.is_empty() || said.starts_with('@') {
                return false;
            }
            let folded = fold(name);
            let names = named.get_or_init(|| self.attendance.iter().map(|a| fold(&a.name.text)).collect());
            let is_named = |(a, whole): (&Attendee, &String)| {
                let first = whole.split(' ').next() == Some(folded.as_str());
                *whole == folded || first || a.initials.as_deref() == Some(name) || super::names::initials_of(&a.name.text, name)
            };
            !folded.is_empty() && self.attendance.iter().zip(names).any(is_named)
        };
        let (spoken, all) = lines.fold((0, 0), |(spoken, all), line| (spoken + usize::from(is_spoken(line)), all + 1));
        spoken > 0 && spoken * 2 >= all
    }

    /// The organisation of somebody who was there already that words are the name of.
    pub(super) fn known_body(&self, words: &str) -> Option<&str> {
        let words = fold(words);
        let bodies = self.attendance.iter().filter_map(|a| a.organisation.as_ref());
        bodies.map(|body| &*body.text).find(|body| !words.is_empty() && fold(body) == words)
    }

    /// As [`Walk::read_names`], where other labels may follow on the same line: `Present: Ann Lee. In attendance: Bob Ray`.
    pub(super) fn read_people(&self, bare: &Bare, from: usize, to: usize, standing: Standing) -> Option<Vec<Attendee>> {
        let mut out: Option<Vec<Attendee>> = None;
        let (mut at, mut label, mut told) = (from, Label::People(standing, true), false);
        // What the roll of a vote names is of that vote alone.
        let to = self.before_roll(bare, from, to);
        loop {
            let item = item_in_run(&bare.text, at, to).unwrap_or(to);
            let next = next_label(&bare.text, at, to, item, self.lexicon);
            // `… Dora Pike 1. Apologies: …`: the number is that of the next item.
            let stop = next.map_or(to, |n| bare.text.get(at..n.start).map_or(n.start, |t| at + unnumbered(t).len())).min(item);
            let stop = if told { stop.min(told_end(&bare.text, at, to)) } else { stop };
            // A label that is not known may say that somebody was not there.
            let stop = end_of_list(&bare.text, at, row_doubts::unknown_label(&bare.text, at, stop).unwrap_or(stop));
            let standing = if let Label::People(s, _) = label { s } else { Standing::Present };
            let names = if label == Label::Proxy { None } else { self.read_names(bare, at, stop, standing) };
            match names {
                Some(mut people) => {
                    if label == Label::Role && at > from {
                        let title = bare
                            .text
                            .get(..at)
                            .and_then(|t| t.trim_end_matches([':', ' ', '-', '–']).rsplit(['.', ')', ';', ',']).next());
                        let title = title.unwrap_or("").trim();
                        for person in &mut people {
                            person.role.get_or_insert_with(|| title.into());
                            person.chair |= super::words::is_chair(&fold(title));
                        }
                    }
                    out.get_or_insert_default().extend(people);
                }
                None if at == from => return None,
                None => {}
            }
            let Some(found) = next else { return out };
            (at, label, told) =
                (found.content, found.label, !bare.text.get(found.start..found.end).is_some_and(|t| t.ends_with(':')));
        }
    }

    /// The text of the meeting.
    pub(super) fn whole_text(&self) -> &'a str {
        self.text.get(self.body.range()).unwrap_or("")
    }

    /// Where a stretch of bare text ends before the roll of a vote in it.
    pub(super) fn before_roll(&self, bare: &Bare, from: usize, to: usize) -> usize {
        self.rolls.next(bare.range(from, to)).map_or(to, |at| bare.to_bare(at).clamp(from, to))
    }

    /// Notes that something of who was there is not read, since it can be read in several ways.
    pub(super) fn doubt(&mut self, span: crate::record::Span, message: &str, expected: &str, remedy: &str) {
        let note = Diagnostic::new(Code::DoubtfulAttendance, Some(span), message).expected(expected).remedy(remedy);
        self.doubts.push(note);
    }

    /// In which order names between semicolons are written.
    pub(super) fn order_of_pieces(&self, bare: &Bare) -> NameOrder {
        let pieces = super::row_lead::row_of_names(&bare.text, 0, bare.text.len());
        order_of(pieces.iter().filter_map(|part| bare.text.get(part.range())), self.whole_text())
    }

    /// In which order the lines of a paragraph of people write names; a note where nothing tells.
    pub(super) fn order_of_lines(&mut self, start: usize, end: usize) -> NameOrder {
        let count = lines(self.text, start, end).count();
        // A line alone may be of two people.
        if count < 2 {
            return self.apart_order;
        }
        let order = order_of(lines(self.text, start, end).filter_map(|part| self.text.get(part.range())), self.whole_text());
        if order == NameOrder::Doubtful {
            self.doubt_order(TextRange::new(start, end));
        }
        order
    }

    /// Notes that the rows of a list may be names with the surname first, or names and bodies.
    pub(super) fn doubt_order(&mut self, range: TextRange) {
        let span = self.span(range);
        if self.doubts.iter().any(|d| d.span.is_some_and(|s| s.start < span.end && span.start < s.end)) {
            return;
        }
        self.doubt(
            span,
            "these rows may be surnames and given names, or names and organisations",
            "`Given Surname`, or `Name, Organisation` with a name of two words",
            "write one of the names in full somewhere in the minutes (`John Smith` for `Smith, John`), or turn the rows round",
        );
    }

    /// Whether the rows account for every letter between `from` and `to` of the source.
    pub(super) fn covered(&self, rows: &[Attendee], from: usize, to: usize) -> bool {
        let mut pos = from;
        let blank = |a: usize, b: usize| self.text.get(a..b).is_some_and(is_blank);
        for row in rows {
            let (a, b) = (row.line.start as usize, row.line.end as usize);
            if a < pos || !blank(pos, a) {
                return false;
            }
            pos = b.max(pos);
        }
        blank(pos, to)
    }
}

/// A text without the number of an item at its end.
fn unnumbered(text: &str) -> &str {
    let kept = text.trim_end();
    let number = kept.strip_suffix(['.', ')']).map(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()));
    number.filter(|t| t.len() + 1 < kept.len() && t.ends_with(' ')).unwrap_or(text)
}

/// Whether a stretch has no words; tags of HTML are none.
pub(super) fn is_blank(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('<').unwrap_or((rest, ""));
        if before.chars().any(char::is_alphanumeric) {
            return false;
        }
        let Some((_, tail)) = after.split_once('>') else { return !after.chars().any(char::is_alphanumeric) };
        rest = tail;
    }
}

/// Where the names begin in `Apologies had been received from Tom Foy`.
pub(super) fn past_received(text: &str, from: usize, to: usize) -> usize {
    let head = clip(text.get(from..to).unwrap_or(""), 90);
    let lead = head.find(" from ").map(|i| (i, fold(head.get(..i).unwrap_or(""))));
    match lead {
        Some((i, words)) if words.starts_with("apologies") && words.split(' ').count() <= 8 => from + i + 6,
        // `were received from Ann Lee`, below a heading
        Some((i, words)) if LABEL_TAILS.contains(&words) => from + i + 6,
        // `The meeting was attended by Ann Lee`
        _ => {
            let found = super::lexicon::word_between(head, &BEFORE_ATTENDERS);
            // In a later sentence it is of others.
            let first = found.filter(|found| head.get(..found.start()).is_some_and(|t| !t.contains(['.', ',', ';', ':'])));
            first.map_or(from, |found| from + found.end())
        }
    }
}

/// Words between somebody and the apologies they sent.
const SENDING: [&str; 10] =
    [" submit ", " submitted ", " sent ", " send ", " sends ", " gave ", " tendered ", " offered ", " have sent ", " had sent "];

/// Where the sentence begins in which somebody sends apologies: those of the sentences before it did something else.
pub(super) fn sender(text: &str, from: usize, to: usize) -> Option<usize> {
    let verb = SENDING.iter().filter_map(|verb| text.get(from..to)?.find(verb)).min()? + from;
    let sentence = |at: &usize| super::names::sentence_after(text, *at).filter(|next| *next <= verb);
    let start = std::iter::successors(Some(from), sentence).last()?;
    (before_sent(text, start, to).end() < to).then_some(start)
}

/// The names in `Members Ann Lee and Bob Ray sent their apologies`: what stands before the verb, without the word for who they are.
pub(super) fn before_sent(text: &str, from: usize, to: usize) -> TextRange {
    let part = text.get(from..to).unwrap_or("");
    let end = SENDING.iter().filter_map(|verb| Some((part.find(verb)?, verb.len()))).min();
    let Some((end, len)) = end else { return TextRange::new(from, to) };
    let said = fold(clip(part.get(end + len..).unwrap_or(""), 40));
    if !["apologies", "their apologies", "his apologies", "her apologies", "regrets", "their regrets"]
        .iter()
        .any(|w| said.starts_with(w))
    {
        return TextRange::new(from, to);
    }
    let lead =
        ["Members ", "Councillors ", "The following members "].iter().find(|w| part.starts_with(**w)).map_or(0, |w| w.len());
    TextRange::new(from + lead.min(end), from + end)
}

/// Where a list of names ends before the signs that part it from the next one: `Ann Lee, Bob Ray; Apologies: …`.
fn end_of_list(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(to, |list| from + list.trim_end_matches([';', ' ', '\n']).len())
}
