//! Motions and votes: who moved what, who seconded it, how it was voted on and how it ended, in the words of the minutes.
//!
//! When a meeting has been read, each passage that may tell of a motion is cut into blocks and these into words with their classes
//! (`tokens`, `words`). `events` says what a block tells, with `results` and `ballots` (`names`, `voters` and `counts` each know one thing in it), `gather` puts that
//! together over blocks and passages, `draft` weighs the evidence, and `join` finds the decisions that the motions made.
//! A passage without a word of the classes is not looked at. Where two readings differ in who did what, nobody did.

mod ballots;
mod counts;
mod draft;
mod events;
mod gather;
mod join;
mod names;
mod results;
mod tables;
mod tokens;
mod voters;
mod words;

pub(crate) use names::plain_name;

use super::lexicon::{BODY_NOUNS, MEMBERS_OF_BODIES};
use super::vote_roll::VoteRolls;
use super::walk::Walk;
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::record::{Passage, PassageKind, Section, TextRange};
use draft::{Draft, DraftPlace};
use events::events;
use gather::{BlockEvents, Gatherer};
use tables::{TableReading, VoteTable};
use tokens::Tokens;
use voters::Voters;
use words::{WordClass, may_tell_of_motion};

/// What it takes to read the motions of a meeting.
struct MotionReader<'a> {
    text: &'a str,
    voters: Voters,
    own_bodies: Vec<String>,
    rolls: &'a VoteRolls,
    gatherer: Gatherer,
    passage: usize,
}

impl Walk<'_> {
    /// Reads the motions and votes of the meeting, and the decisions told in its sentences.
    pub(super) fn read_motions(&mut self) {
        let body = self.text.get(self.body.range()).unwrap_or("");
        if !may_tell_of_motion(body.as_bytes()) {
            return;
        }
        let mut reader = MotionReader {
            text: self.text,
            voters: Voters::of(&self.attendance, self.lexicon),
            own_bodies: own_bodies(body),
            rolls: &self.rolls,
            gatherer: Gatherer::default(),
            passage: 0,
        };
        for section in &self.sections {
            reader.section(section);
        }
        reader.gatherer.flush();
        let mut drafts = reader.gatherer.done;
        drafts.sort_by_key(|draft| (draft.whole.start(), draft.is_amendment));
        self.join_motions(drafts);
    }
}

/// The nouns for bodies in the first words of minutes: those of the body that meets.
fn own_bodies(body: &str) -> Vec<String> {
    const HEAD: usize = 400;
    let words = fold(clip(body, HEAD));
    let named = words.split(' ').filter(|word| BODY_NOUNS.contains(word) || MEMBERS_OF_BODIES.contains(word));
    named.map(str::to_owned).collect()
}

impl MotionReader<'_> {
    fn section(&mut self, section: &Section) {
        let heading = section.heading.map(|span| TextRange::new(span.start as usize, span.end as usize));
        // `### Roll call vote` is about the motion above it.
        if !heading.is_some_and(|heading| self.is_vote_heading(heading)) {
            self.gatherer.flush();
        }
        self.passage += 1;
        if let Some(heading) = heading.filter(|heading| may_tell_of_motion(heading.bytes(self.text))) {
            let first = section.passages.first();
            let place = DraftPlace {
                anchor: first.map_or_else(|| section.anchor.clone(), |passage| passage.anchor.clone()),
                number: section.number.as_ref().map(crate::record::Number::anchor),
                audience: section.audience,
                passage: self.passage,
                block: heading,
                above: None,
            };
            self.block(heading, place, true);
        }
        for passage in &section.passages {
            self.passage += 1;
            self.read_passage(section, passage);
        }
    }

    fn is_vote_heading(&self, heading: TextRange) -> bool {
        let bare = Bare::within(self.text, heading);
        let tokens = Tokens::of(&bare, self.text);
        let first = tokens.all.iter().position(|token| token.sign.is_none()).unwrap_or(0);
        let vote = tokens.any(first, |class| {
            matches!(class, WordClass::Roll | WordClass::Choice(_) | WordClass::VoteLead | WordClass::Manner(_)).then_some(())
        });
        vote.is_some_and(|(_, len)| first + len >= tokens.len())
    }

    fn read_passage(&mut self, section: &Section, passage: &Passage) {
        let other = matches!(
            passage.kind,
            PassageKind::Action(..)
                | PassageKind::Update(..)
                | PassageKind::Attendance { .. }
                | PassageKind::NoActions
                | PassageKind::NextMeeting
        );
        let whole = TextRange::new(passage.whole.start as usize, passage.whole.end as usize);
        let head = whole.slice(self.text);
        let quoted = head.starts_with(['>', '`', '~', '\t']) || head.starts_with("    ");
        // A vote may be told in words that are none by themselves: `No: Dunn`.
        const SHORT: usize = 200;
        let is_due = self.gatherer.expects_roll(self.passage)
            || head.len() <= SHORT && (self.gatherer.is_near(self.passage) || self.rolls.holds(whole.start()));
        if other || quoted || !(is_due || may_tell_of_motion(head.as_bytes())) {
            return self.gatherer.pass(self.passage);
        }
        let place = DraftPlace {
            anchor: passage.anchor.clone(),
            number: number_of(&passage.anchor)
                .map(str::to_owned)
                .or_else(|| section.number.as_ref().map(crate::record::Number::anchor)),
            audience: passage.audience,
            passage: self.passage,
            block: whole,
            above: None,
        };
        if head.trim_start().starts_with('|') {
            return self.table(whole, &place);
        }
        let (mut any, mut above) = (false, None);
        for block in blocks(self.text, whole) {
            any |= self.block(block, DraftPlace { block, above, ..place.clone() }, false);
            above = Some(block);
        }
        if !any {
            self.gatherer.pass(self.passage);
        }
    }

    /// Reads a block, and says whether it tells anything.
    fn block(&mut self, range: TextRange, place: DraftPlace, is_heading: bool) -> bool {
        let bare = Bare::within(self.text, range);
        let tokens = Tokens::of(&bare, self.text);
        let is_roll = self.gatherer.expects_roll(self.passage);
        let mut events = events(&tokens, &self.voters, &self.own_bodies, is_roll);
        // Of a heading only its mark counts: `### Motion 3: to buy a lamp`.
        if is_heading {
            events.retain(|event| matches!(event.kind, events::EventKind::Begun { is_marked: true, .. }));
        }
        if events.is_empty() {
            return false;
        }
        self.gatherer.take(&BlockEvents { tokens: &tokens, events, place, is_heading });
        true
    }

    fn table(&mut self, whole: TextRange, place: &DraftPlace) {
        let table = VoteTable { text: self.text, voters: &self.voters, place };
        match table.read(whole) {
            Some(TableReading::Motions(drafts)) => {
                self.gatherer.flush();
                let known = |draft: &Draft| draft.result.is_some() || !draft.movers.is_empty() || draft.vote.is_any();
                self.gatherer
                    .done
                    .extend(drafts.into_iter().filter_map(|mut draft| (known(&draft) && draft.settle()).then_some(draft)));
            }
            Some(TableReading::Votes(votes)) => self.gatherer.take_roll(votes, place),
            None => self.gatherer.pass(self.passage),
        }
    }
}

/// The number in the anchor of a passage: `4.2` of `4.2-p1` and `decision-4.2`.
fn number_of(anchor: &str) -> Option<&str> {
    let is_kind = |kind: &str| kind.bytes().all(|b| b.is_ascii_lowercase());
    let own = anchor.split_once('-').filter(|(kind, _)| is_kind(kind)).map_or(anchor, |(_, rest)| rest);
    let number = own.rsplit_once("-p").filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit())).map_or(own, |(number, _)| number);
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(number)
}

/// The blocks of a passage: its paragraphs and the items of its lists.
fn blocks(text: &str, range: TextRange) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    let mut is_open = false;
    for line in lines(text, range.start(), range.end()) {
        let words = line.slice(text).trim_start();
        let start = line.end() - words.len();
        let body = words.trim_end();
        if body.is_empty() {
            is_open = false;
            continue;
        }
        let marker = list_marker(body);
        let item = marker > 0;
        let line = TextRange::new(start + marker, start + body.len());
        match out.last_mut().filter(|_| is_open && !item) {
            Some(last) => *last = last.to(line),
            None => out.push(line),
        }
        is_open = true;
    }
    out
}

/// How long the mark of a list is that a line begins with, blanks included.
fn list_marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = line.get(digits..).and_then(|rest| rest.chars().next()).map_or(0, |c| match c {
        '-' | '*' | '+' | '•' if digits == 0 => c.len_utf8(),
        '.' | ')' if (1..=2).contains(&digits) => 1,
        _ => 0,
    });
    let after = line.get(digits + sign..).unwrap_or("");
    let blank = after.len() - after.trim_start().len();
    if sign > 0 && blank > 0 { digits + sign + blank } else { 0 }
}
