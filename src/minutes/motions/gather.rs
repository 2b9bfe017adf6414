//! What blocks say one after another becomes motions: who moved, who seconded, how it ended, in whatever order and in however many blocks.

use super::draft::{Draft, DraftName, DraftPlace, hull};
use super::events::{Event, EventKind, ResultGround};
use super::names::FoundName;
use super::tokens::Tokens;
use super::words::WordClass;
use crate::layout::bare::without_fill;
use crate::record::{MotionResult, TextRange, VoteChoice};

/// A result or a vote belongs to a motion not further above than so many passages.
const NEAR: usize = 2;

/// Words further apart are not shown as one.
const LONGEST_GAP: usize = 600;

/// The motions of a meeting while they are gathered.
#[derive(Default)]
pub(super) struct Gatherer {
    /// Those still open: a motion, and above it the amendment that is dealt with.
    open: Vec<Draft>,
    pub(super) done: Vec<Draft>,
    /// Votes by name are due, up to this passage.
    roll_until: Option<usize>,
}

/// What a block says, and where it is.
pub(super) struct BlockEvents<'t, 'a> {
    pub(super) tokens: &'t Tokens<'a>,
    pub(super) events: Vec<Event>,
    pub(super) place: DraftPlace,
    pub(super) is_heading: bool,
}

impl BlockEvents<'_, '_> {
    /// The bytes of the source from one token up to another.
    fn source(&self, from: usize, to: usize) -> Option<TextRange> {
        self.tokens.words(from, to).map(|range| self.tokens.source(range))
    }

    fn name(&self, name: &FoundName) -> DraftName {
        let words = name.range.slice(&self.tokens.bare.text).trim_start_matches('@');
        DraftName {
            words: without_fill(words).into_owned(),
            range: self.tokens.source(name.range),
            is_sure: name.is_sure,
            is_known: name.is_known,
        }
    }

    fn names(&self, names: &[FoundName]) -> Vec<DraftName> {
        names.iter().map(|name| self.name(name)).collect()
    }

    /// What is moved, from the words that an event points at up to the next event or the end of the sentence.
    fn matter(&self, n: usize) -> Option<TextRange> {
        let event = self.events.get(n)?;
        let mut from = event.matter?;
        let is_marked = matches!(event.kind, EventKind::Begun { is_marked: true, .. });
        let ends = |event: &Event| !matches!(event.kind, EventKind::Counted(_) | EventKind::Manner(_) | EventKind::Rolled);
        let next = self.events.iter().skip(n + 1).find(|event| event.from >= from && (is_marked || ends(event)));
        while matches!(self.tokens.sign(from), Some(',' | ':' | ';' | '-' | ')' | '"')) {
            from += 1;
        }
        let sentence = if is_marked { self.tokens.len() } else { self.tokens.sentence_end(from) };
        let mut end = next.map_or(sentence, |next| next.from.min(sentence));
        // After a mark, what is moved may be several sentences; the one that tells how it went is none of them.
        if is_marked {
            let told = next.map(|next| self.tokens.sentence_start(next.from)).filter(|start| *start > from);
            end = told.unwrap_or(if next.is_none() { self.tokens.sentence_end(from) } else { end });
        }
        let opens = self.tokens.class(from, WordClass::Matter).is_some() || self.tokens.sign(event.to) == Some(':');
        let seconded = next.is_some_and(|next| matches!(next.kind, EventKind::Seconded { .. }) && next.from < sentence);
        let is_seconded = seconded && matches!(event.kind, EventKind::Moved { .. });
        if !(is_marked || opens || is_seconded || matches!(event.kind, EventKind::Resolved)) {
            return None;
        }
        // `that` is left out, `to` belongs to what is moved.
        if let Some(len) = self.tokens.class(from, WordClass::MatterThat).filter(|_| !is_marked) {
            from += len;
        }
        // `… to buy a lamp and seconded by Ann Lee`
        let is_small =
            |n: usize| self.tokens.class(n, WordClass::Between).is_some() || matches!(self.tokens.sign(n), Some('(' | '['));
        if next.is_some() {
            while end > from + 1 && is_small(end - 1) {
                end -= 1;
            }
        }
        let count = self.tokens.all.get(from..end)?.iter().filter(|t| t.sign.is_none()).count();
        if count < 2 { None } else { self.source(from, end) }
    }

    /// The sentence of an event, in bytes of the source.
    fn sentence(&self, event: &Event) -> Option<TextRange> {
        self.source(self.tokens.sentence_start(event.from), self.tokens.sentence_end(event.from))
    }

    /// Whether the sentence of an event speaks of an amendment.
    fn amends(&self, event: &Event) -> bool {
        let (from, to) = (self.tokens.sentence_start(event.from), self.tokens.sentence_end(event.from));
        (from..to).any(|n| self.tokens.class(n, WordClass::Amendment).is_some())
    }
}

impl Gatherer {
    /// Whether votes by name are due in a passage.
    pub(super) fn expects_roll(&self, passage: usize) -> bool {
        self.roll_until.is_some_and(|until| passage <= until)
    }

    /// Whether a motion is open to which a passage may add, whatever its words.
    pub(super) fn is_near(&self, passage: usize) -> bool {
        self.open.last().is_some_and(|top| passage <= top.last + NEAR)
    }

    /// Ends everything that is open.
    pub(super) fn flush(&mut self) {
        let mut all = std::mem::take(&mut self.open);
        // What was said of `the motion` is the result of the motion where nothing else is: of the amendment nothing is known then.
        if let [main, .., amendment] = all.as_mut_slice()
            && amendment.is_result_open
            && main.result.is_none()
        {
            amendment.result = None;
        }
        for mut draft in all {
            if draft.settle() {
                self.done.push(draft);
            }
        }
        self.roll_until = None;
    }

    /// A passage without a word of a motion: what has ended is over.
    pub(super) fn pass(&mut self, passage: usize) {
        let over = self.open.last().is_some_and(|top| {
            let far = passage > top.last + NEAR;
            far && (top.result.is_some() || !top.is_opened())
        });
        if over {
            self.flush();
        }
    }

    /// Takes what a block says.
    pub(super) fn take(&mut self, block: &BlockEvents<'_, '_>) {
        for n in 0..block.events.len() {
            self.event(block, n);
        }
    }

    fn event(&mut self, block: &BlockEvents<'_, '_>, n: usize) {
        let Some(event) = block.events.get(n) else { return };
        match &event.kind {
            EventKind::Begun { is_marked, is_amendment } => self.begin(block, n, *is_marked, *is_amendment),
            EventKind::Moved { names, is_weak } => self.moved(block, n, names, *is_weak),
            EventKind::Seconded { names, is_weak } => self.seconded(block, n, names, *is_weak),
            EventKind::Told { is_carried } => self.told(block, n, *is_carried),
            EventKind::Ended { result, by } => self.ended(block, n, *result, *by),
            EventKind::Resolved => self.resolved(block, n),
            EventKind::Rolled => self.roll_until = Some(block.place.passage + NEAR),
            _ => self.voted(block, n),
        }
    }

    /// Opens a draft with an event; an amendment is above the motion that it amends. `A motion to amend the rules` is one only where
    /// there is a motion to amend.
    fn open_with(&mut self, block: &BlockEvents<'_, '_>, event: &Event, is_amendment: bool) -> Option<&mut Draft> {
        let pending = self.open.last().is_some_and(|top| !top.is_amendment && top.result.is_none() && top.is_opened());
        let is_named = matches!(
            event.kind,
            EventKind::Begun { is_marked: true, .. } | EventKind::Ended { by: ResultGround::Noun { .. }, .. }
        );
        let is_amendment = is_amendment && (pending || is_named);
        if !(is_amendment && pending) {
            self.flush();
        }
        let whole = block.source(event.from, event.to).unwrap_or(block.place.block);
        let mut draft = Draft::new(block.place.clone(), whole);
        draft.is_amendment = is_amendment;
        draft.is_headed = block.is_heading;
        self.open.push(draft);
        self.open.last_mut()
    }

    /// Notes that an event belongs to the draft on top.
    fn touch(&mut self, block: &BlockEvents<'_, '_>, event: &Event, matter: Option<TextRange>) {
        let Some(top) = self.open.last_mut() else { return };
        top.last = block.place.passage;
        top.reach = block.source(event.from, event.to).map_or(top.reach, TextRange::end);
        if top.matter.is_none() {
            top.matter = matter;
        }
        if top.place.passage == block.place.passage
            && !block.is_heading
            && let Some(words) = block.source(event.from, event.to)
            && words.start() <= top.whole.end() + LONGEST_GAP
        {
            top.whole = hull(top.whole, words);
            if let Some(matter) = matter.filter(|matter| Some(*matter) == top.matter) {
                top.whole = hull(top.whole, matter);
            }
        }
    }

    /// Whether an event is near the last words of a draft that only a vote has opened: it may be something else.
    fn is_close(&self, block: &BlockEvents<'_, '_>, event: &Event) -> bool {
        const FAR: usize = 80;
        let Some(top) = self.open.last() else { return false };
        let Some(words) = block.source(event.from, event.to) else { return false };
        let gap = words.start().saturating_sub(top.reach);
        top.last + 1 >= block.place.passage && gap <= FAR
    }

    /// Whether the draft on top is open for more of the same kind, near enough to a block.
    fn takes(&self, block: &BlockEvents<'_, '_>, wants: impl Fn(&Draft) -> bool) -> bool {
        self.open.last().is_some_and(|top| block.place.passage <= top.last + NEAR && wants(top))
    }

    fn begin(&mut self, block: &BlockEvents<'_, '_>, n: usize, is_marked: bool, is_amendment: bool) {
        let Some(event) = block.events.get(n) else { return };
        let matter = block.matter(n);
        // `The motion to buy a lamp was carried`: the one that is open.
        if !is_marked && !is_amendment && self.takes(block, |top| top.is_opened() && top.result.is_none()) {
            return self.touch(block, event, matter);
        }
        if is_amendment && !is_marked && self.takes(block, |top| top.is_amendment && top.result.is_none()) {
            return self.touch(block, event, matter);
        }
        if let Some(draft) = self.open_with(block, event, is_amendment) {
            draft.is_marked = is_marked;
        }
        self.touch(block, event, matter);
    }

    fn moved(&mut self, block: &BlockEvents<'_, '_>, n: usize, names: &[FoundName], is_weak: bool) {
        let Some(event) = block.events.get(n) else { return };
        let is_amendment = block.amends(event);
        let fits = |top: &Draft| {
            let begun_here = block.sentence(event).is_some_and(|sentence| top.whole.start() >= sentence.start());
            let same = top.is_amendment || !is_amendment || begun_here;
            let free = top.movers.is_empty() && (top.result.is_none() || top.is_told && top.place.passage == block.place.passage);
            let made = top.is_marked || top.is_told || top.matter.is_some() || top.place.block == block.place.block;
            free && same && made && (top.seconders.is_empty() || top.is_marked)
        };
        if !self.takes(block, fits) {
            self.open_with(block, event, is_amendment);
        }
        self.touch(block, event, block.matter(n));
        let movers = block.names(names);
        if let Some(top) = self.open.last_mut() {
            (top.movers, top.is_weakly_moved) = (movers, is_weak);
            top.is_strong |= !is_weak;
        }
    }

    fn seconded(&mut self, block: &BlockEvents<'_, '_>, n: usize, names: &[FoundName], is_weak: bool) {
        let Some(event) = block.events.get(n) else { return };
        let fits = |top: &Draft| {
            let opened = !top.movers.is_empty() || top.is_marked || top.is_told || !is_weak;
            top.seconders.is_empty() && (top.result.is_none() || top.is_told) && opened
        };
        if !self.takes(block, fits) {
            if is_weak {
                return;
            }
            self.open_with(block, event, false);
        }
        self.touch(block, event, block.matter(n));
        let seconders = block.names(names);
        if let Some(top) = self.open.last_mut() {
            top.seconders = seconders;
            top.is_strong |= !is_weak;
        }
    }

    fn told(&mut self, block: &BlockEvents<'_, '_>, n: usize, is_carried: bool) {
        let Some(event) = block.events.get(n) else { return };
        let fits = |top: &Draft| top.result.is_none() && top.movers.is_empty() && (top.is_marked || top.matter.is_some());
        if !self.takes(block, fits) {
            self.open_with(block, event, block.amends(event));
        }
        self.touch(block, event, block.matter(n));
        if let Some(top) = self.open.last_mut() {
            top.is_told = true;
            if is_carried {
                (top.result, top.is_result_sure) = (Some(MotionResult::Carried), true);
            }
        }
    }

    fn ended(&mut self, block: &BlockEvents<'_, '_>, n: usize, result: MotionResult, by: ResultGround) {
        let Some(event) = block.events.get(n) else { return };
        let here = block.place.passage;
        let is_first = n == 0 && event.from <= 3;
        let near = |top: &Draft| here == top.last || is_first && here == top.last + 1;
        match by {
            ResultGround::Noun { is_amendment } => {
                let fits = |top: &Draft| top.result.is_none() && (!is_amendment || top.is_amendment);
                if !self.open.last().is_some_and(fits) {
                    let again =
                        self.open.last().is_some_and(|top| top.result == Some(result) && top.last == here && !is_amendment);
                    if again {
                        return;
                    }
                    self.after_amendment(is_amendment);
                    if !self.open.last().is_some_and(fits) {
                        self.open_with(block, event, is_amendment);
                    }
                }
                if let Some(top) = self.open.last_mut() {
                    top.is_result_open = top.is_amendment && !is_amendment;
                    (top.is_strong, top.is_result_sure) = (true, true);
                }
            }
            ResultGround::Alone => {
                self.after_amendment(false);
                let loose = self.open.last().is_some_and(|top| !top.is_opened()) && !self.is_close(block, event);
                if loose || !self.open.last().is_some_and(|top| top.result.is_none() && near(top)) {
                    // `Carried.` of nothing is no more than a word.
                    if self.open.last().is_some_and(|top| top.last == here) {
                        return;
                    }
                    self.open_with(block, event, false);
                }
            }
            ResultGround::Unanimous => {
                if !self.open.last().is_some_and(|top| top.result.is_none() && top.last == here) {
                    self.open_with(block, event, false);
                    let sentence = (block.tokens.sentence_start(event.from), block.tokens.sentence_end(event.from));
                    let matter = block.source(sentence.0, sentence.1);
                    self.touch(block, event, matter);
                }
                if let Some(top) = self.open.last_mut() {
                    top.is_result_sure = true;
                }
            }
        }
        self.touch(block, event, None);
        if let Some(top) = self.open.last_mut().filter(|top| top.result.is_none()) {
            top.result = Some(result);
        }
    }

    /// An amendment that has its result gives way to the motion below it.
    fn after_amendment(&mut self, is_amendment: bool) {
        let ended = self.open.len() > 1 && self.open.last().is_some_and(|top| top.is_amendment && top.result.is_some());
        if ended
            && !is_amendment
            && let Some(mut amendment) = self.open.pop()
        {
            let last = amendment.last;
            if amendment.settle() {
                self.done.push(amendment);
            }
            if let Some(top) = self.open.last_mut() {
                top.last = top.last.max(last);
            }
        }
    }

    fn resolved(&mut self, block: &BlockEvents<'_, '_>, n: usize) {
        let Some(event) = block.events.get(n) else { return };
        let fits =
            |top: &Draft| top.result.is_none() && top.place.block == block.place.block && !top.is_resolved && top.is_opened();
        if !self.open.last().is_some_and(fits) {
            self.open_with(block, event, false);
        }
        if let Some(top) = self.open.last_mut() {
            top.is_resolved = true;
            (top.result, top.is_result_sure) = (Some(MotionResult::Carried), true);
        }
        self.touch(block, event, block.matter(n));
    }

    /// Takes votes by name of a table: of the motion above it, or where none is, of one that nothing else is said of.
    pub(super) fn take_roll(&mut self, votes: Vec<(VoteChoice, DraftName)>, place: &DraftPlace) {
        let near = self.open.last().is_some_and(|top| place.passage <= top.last + NEAR && top.vote.ballots.is_empty());
        if !near {
            self.flush();
            self.open.push(Draft::new(place.clone(), place.block));
        }
        if let Some(top) = self.open.last_mut() {
            top.last = place.passage;
            top.vote.ballots = votes;
            top.vote.has_sure_ballots = true;
            top.vote.words = top.vote.words.or(Some(place.block));
        }
    }

    /// The manner, the numbers and the names of a vote.
    fn voted(&mut self, block: &BlockEvents<'_, '_>, n: usize) {
        let Some(event) = block.events.get(n) else { return };
        if self.open.last().is_some_and(|top| !top.is_opened() && top.result.is_none()) && !self.is_close(block, event) {
            self.flush();
        }
        // How a vote is taken tells of one only beside its result.
        let is_manner = matches!(event.kind, EventKind::Manner(_));
        let told_next = || {
            let sentence = block.tokens.sentence_end(event.from);
            let next = block.events.get(n + 1).filter(|next| next.from < sentence);
            next.is_some_and(|next| matches!(next.kind, EventKind::Ended { .. }))
        };
        if is_manner && !self.takes(block, |_| true) && !told_next() {
            return;
        }
        // The numbers beside a result are not those of a motion that has one.
        let has_result = block.events.iter().any(|event| matches!(event.kind, EventKind::Ended { .. }));
        if !self.takes(block, |top| top.result.is_none() || top.last == block.place.passage || !has_result) {
            self.open_with(block, event, false);
        }
        self.touch(block, event, None);
        let words = block.source(event.from, event.to);
        let Some(top) = self.open.last_mut() else { return };
        match &event.kind {
            EventKind::Manner(manner) => top.vote.take(*manner),
            EventKind::Counted(count) => top.vote.count(*count),
            EventKind::Tallied(tally) => {
                if top.vote.tally.is_empty() {
                    top.vote.tally = *tally;
                }
                top.vote.is_tallied = true;
            }
            EventKind::Voted { choice, names, is_weak } => {
                let cast = names.iter().map(|name| (*choice, block.name(name)));
                if *is_weak {
                    top.vote.weak_ballots.extend(cast)
                } else {
                    top.vote.ballots.extend(cast)
                }
                top.vote.has_sure_ballots |= !is_weak;
            }
            _ => {}
        }
        top.vote.words = match (top.vote.words, words) {
            (Some(before), Some(words)) => Some(hull(before, words)),
            (before, words) => before.or(words),
        };
        if matches!(event.kind, EventKind::Manner(super::events::MannerEvent::By(crate::record::VoteManner::Recorded))) {
            self.roll_until = Some(block.place.passage + NEAR);
        }
    }
}
