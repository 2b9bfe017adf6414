//! Lists and tables: people, actions, decisions, or prose in which some items are marked.

use super::label::label;
use super::lexicon::FIELDS_OF_ACTIONS;
use super::marks::Mark;
use super::number;
use super::owner_names::is_owner;
use super::walk::{Kind, Mode, Open, Walk, chunks, source, text_start};
use super::words::{Label, is_none};
use crate::layout::ListItem;
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Audience, PassageKind, Section, TextRange};

/// How many bytes an item that is a label has at most, marks and addresses of links included.
const LONGEST_LABEL: usize = 240;

impl Walk<'_> {
    /// A list, whatever it is of.
    pub(super) fn list(&mut self, items: &[ListItem], start: usize, end: usize) {
        self.close();
        let people = self.headless && self.names_follow(items);
        if self.headless && !people && (self.agenda_list(items, end) || self.item_lines(items, end) || self.loose_items(items)) {
            return;
        }
        let mode = self.mode;
        let (items, rest) = items.split_at(if self.lasting { items.len() } else { self.gap_in(items) });
        let people = match mode {
            Mode::People(standing) if !self.rolls.holds(start) => self.people_list(items, standing, start),
            _ => false,
        };
        match mode {
            _ if people => {}
            Mode::Proxies => self.proxy_list(items),
            Mode::Actions if !self.marked_here => self.action_list(items),
            Mode::Previous => self.previous_list(items),
            Mode::Decisions => self.decision_list(items),
            _ => self.plain_list(items),
        }
        if !rest.is_empty() {
            self.mode = Mode::Plain;
            self.plain_list(rest);
        }
        self.close();
        self.keep_rest(start, end);
        if !self.lasting {
            self.mode = Mode::Plain;
        }
    }

    /// Makes a passage of what a list marker or an odd shape left over at the end of a stretch.
    pub(super) fn keep_rest(&mut self, start: usize, end: usize) {
        let last = |s: &Section| s.passages.last().map(|b| b.whole.end).or(s.heading.map(|heading| heading.end));
        let done = self.sections.last().and_then(last).map_or(start, |end| end as usize).max(start);
        if let Some(rest) = self.text.get(done..end).filter(|rest| !rest.trim_ascii().is_empty()) {
            let from = done + rest.len() - rest.trim_ascii_start().len();
            self.prose(TextRange::new(from, end));
        }
    }

    /// Where a list that a label opened ends: at the first blank line between items that began without one.
    fn gap_in(&self, items: &[ListItem]) -> usize {
        let top: Vec<usize> = items.iter().enumerate().filter(|(_, i)| i.depth == 0).map(|(n, _)| n).collect();
        let mut before: Option<(usize, bool)> = None;
        for n in top {
            let start = items.get(n).map_or(0, |i| i.range.start());
            if let Some((end, tight)) = before {
                let blank = self.text.get(end..start).is_some_and(|t| t.bytes().filter(|b| *b == b'\n').count() > 1);
                if blank && tight {
                    return n;
                }
                before = Some((end, !blank));
            }
            before = Some((items.get(n).map_or(0, |i| i.range.end()), before.is_some_and(|b| b.1)));
        }
        items.len()
    }

    pub(super) fn read_own(&self, item: &ListItem) -> Bare {
        Bare::of(self.text, item.own.start(), item.own.end().max(item.own.start()))
    }

    /// In a file without headings, `1. Title` that Markdown takes for a list of one is the heading of the next item.
    fn item_lines(&mut self, items: &[ListItem], end: usize) -> bool {
        let [item] = items else { return false };
        if !item.ordered || item.own.end() < end {
            return false;
        }
        let line_end = crate::layout::line::lines(self.text, item.range.start(), end).next().map_or(end, TextRange::end);
        let bare = Bare::of(self.text, item.range.start(), line_end);
        let text = bare.text.trim_end();
        let Some(head) = number::of_heading(text, None) else { return false };
        let words = text.split_whitespace().count();
        if head.number.item() != Some(self.last_item + 1) || words > 13 || text.ends_with(['.', ';', ',']) || line_end < end {
            return self.item_label(item, &bare, &head);
        }
        if label(&bare, self.text, self.lexicon, true).is_some_and(|f| f.content < text.len()) {
            return self.item_label(item, &bare, &head);
        }
        self.section(item.range.start(), line_end, line_end, 1, false);
        true
    }

    /// As [`Walk::item_lines`], for several items with blank lines between them, which Markdown takes for one list.
    fn loose_items(&mut self, items: &[ListItem]) -> bool {
        let top: Vec<&[ListItem]> = chunks(items).collect();
        let loose = top.windows(2).all(|w| {
            let gap = w.first().and_then(|c| c.first()).zip(w.get(1).and_then(|c| c.first()));
            gap.is_some_and(|(a, b)| {
                self.text.get(a.range.end()..b.range.start()).is_some_and(|t| t.bytes().filter(|b| *b == b'\n').count() > 1)
            })
        });
        let first = items.first().map_or(0, |i| i.range.start());
        let number =
            clip(self.text.get(first..).unwrap_or(""), 8).split(['.', ')']).next().and_then(|n| n.trim().parse::<u32>().ok());
        if top.len() < 2 || !loose || number != Some(self.last_item + 1) || !items.iter().all(|i| i.ordered && i.depth == 0) {
            return false;
        }
        for chunk in top {
            let end = chunk.last().map_or(0, |i| i.range.end());
            if !self.item_lines(chunk, end) {
                self.plain_list(chunk);
                self.close();
            }
        }
        true
    }

    /// `2. Apologies for absence: None received.`: an item, and what it says of attendance.
    fn item_label(&mut self, item: &ListItem, bare: &Bare, head: &number::Head) -> bool {
        let follows = head.number.item() == Some(self.last_item + 1);
        let Some(found) = label(bare, self.text, self.lexicon, false).filter(|f| follows && matches!(f.label, Label::People(..)))
        else {
            return false;
        };
        let stop = bare.range(found.start, found.end).end();
        self.section(item.range.start(), stop, stop, 1, false);
        let from = bare.at(found.content);
        if from < item.range.end() {
            self.lines(from, item.range.end(), false);
            (self.mode, self.lasting) = (Mode::Plain, false);
        }
        true
    }

    // ---- people ----

    /// Prose that goes on with the prose before it in the same list.
    pub(super) fn prose(&mut self, span: TextRange) {
        self.passage(PassageKind::Prose, span, span, Audience::Public);
    }

    // ---- actions ----

    /// A list of actions that is set in so far that Markdown takes it for code, straight below the heading of actions.
    pub(super) fn indented(&mut self, start: usize, end: usize, anchor: &str) {
        if self.mode != Mode::Actions || !self.lasting {
            return;
        }
        let before = self.text.get(..start).unwrap_or("");
        let lead = before.len() - before.trim_end_matches([' ', '\t']).len();
        let inset = before.ends_with('\t') || lead >= 4 || self.text.get(start..).is_some_and(|t| t.starts_with(['\t', ' ']));
        let listed = |line: TextRange| {
            let words = ["* ", "- ", "+ "].iter().find_map(|m| line.slice(self.text).strip_prefix(m))?.trim_start();
            Some(line.from(line.end() - words.len()))
        };
        let found: Option<Vec<TextRange>> = crate::layout::line::lines(self.text, start, end).map(listed).collect();
        for range in found.filter(|_| inset).unwrap_or_default() {
            let words = range.slice(self.text);
            if words.len() > 3 && !is_template(words) && !is_field(words) && !is_none(&fold(clip(words, 60))) {
                self.raise_inside(range, anchor, None, self.above, None);
            }
        }
    }

    fn action_list(&mut self, items: &[ListItem]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let whole = item.range;
            let words = fold(clip(&bare.text, 100));
            let mark = self.marks.mark(&bare);
            let nested = chunk.len() > 1;
            if let Some(mark) = mark.filter(|m| !matches!(m, Mark::ActionsFollow | Mark::DecisionsFollow)) {
                self.marked_item(&bare, item, mark);
            } else if is_none(&words) && !words.is_empty() {
                self.no_actions = true;
                self.passage(PassageKind::NoActions, whole, whole, Audience::Public);
            } else if bare.text.len() < 3
                || is_template(&bare.text)
                || is_field(&bare.text)
                || bare.text.trim_end().ends_with('?') && !self.owned(&bare)
                || !nested && self.above.is_none() && (self.plays(&bare) || bare.text.split_whitespace().count() == 1)
            {
                self.plain_chunk(chunk);
            } else if nested && self.above.is_none() && is_owner(bare.text.trim_end_matches([':', ' ']), self.lexicon) {
                // An owner with what is theirs below.
                let owner = bare.range(0, bare.text.trim_end_matches([':', ' ']).len());
                let anchor = self.passage(PassageKind::Prose, whole, whole, Audience::Public);
                let depth = item.depth + 1;
                for child in chunk.iter().filter(|i| i.depth == depth) {
                    self.raise_inside(child.own.to(child.range), &anchor, None, Some(owner), None);
                }
            } else if self.is_no_task(&bare.text) {
                self.outcome(whole, item.own.to(item.range), false);
            } else {
                self.action(whole, item.own.to(item.range), None, self.above, item.tick);
            }
        }
    }

    /// `Moderator: Ann`: who does what at a meeting, and nothing to be done.
    fn plays(&self, bare: &Bare) -> bool {
        label(bare, self.text, self.lexicon, false).is_some_and(|l| l.label == Label::Role)
    }

    /// Whether an item names its owner before what is to be done.
    pub(super) fn owned(&self, bare: &Bare) -> bool {
        let people = super::known_people::People::of(&self.attendance, self.lexicon);
        super::owners::read(bare, bare.text.len(), &people, self.date).sure
    }

    /// Items under a heading of earlier actions: those with an id or a number say what became of it.
    fn previous_list(&mut self, items: &[ListItem]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            match self.earlier(&bare) {
                Some((id, text)) => {
                    let (id, text) = (bare.range(id.start(), id.end()), text_start(self.text, &bare, text));
                    self.update(item.range, TextRange::new(text.min(item.range.end()), item.range.end()), id);
                }
                // Under `Matters arising` a mark without a number sets something new; under `Previous actions` it is the old one.
                None => match self.marks.mark(&bare).filter(|m| self.arising && matches!(m, Mark::Action { number: None, .. })) {
                    Some(mark) => self.marked_item(&bare, item, mark),
                    None => self.plain_chunk(chunk),
                },
            }
        }
    }

    /// The id or number of an earlier action at the start of a line, and where the words begin.
    fn earlier(&self, bare: &Bare) -> Option<(TextRange, usize)> {
        if let Some(Mark::Update { id, text } | Mark::Action { text, number: Some(id), .. }) = self.marks.mark(bare) {
            return Some((id, text));
        }
        let text = bare.text.as_str();
        let token = text.split([' ', '\t']).next()?;
        let id = token.trim_matches(['[', ']', '(', ')', '#', '.', ':']);
        let id = id.strip_prefix("action:").unwrap_or(id);
        let start = token.find(id).filter(|_| !id.is_empty())?;
        let number = id.contains('/') && id.split('/').count() >= 2 && id.bytes().any(|b| b.is_ascii_digit());
        let dotted = id.split('.').count() == 2
            && id.split('.').all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()));
        if !(number || dotted) || id.contains("://") {
            return None;
        }
        let rest = text.get(token.len()..)?;
        let lead = rest.len() - rest.trim_start_matches([' ', ':', '-', '–', '\t']).len();
        (token.len() + lead < text.len()).then_some((TextRange::new(start, start + id.len()), token.len() + lead))
    }

    fn decision_list(&mut self, items: &[ListItem]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let words = fold(clip(&bare.text, 60));
            match self.marks.mark(&bare).filter(|m| !matches!(m, Mark::ActionsFollow | Mark::DecisionsFollow)) {
                Some(mark) => self.marked_item(&bare, item, mark),
                None if is_none(&words)
                    || is_template(&bare.text)
                    || bare.text.trim_end().ends_with(['?', ':']) && chunk.len() == 1 =>
                {
                    self.plain_chunk(chunk)
                }
                None => {
                    self.decision(item.range, item.own.to(item.range), None);
                }
            }
        }
    }

    // ---- everything else ----

    pub(super) fn plain_list(&mut self, items: &[ListItem]) {
        let mut run: Option<TextRange> = None;
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let mark = self.marks.mark(&bare);
            let people = self.people_item(chunk, &bare, &mut run);
            if people {
                continue;
            }
            self.people_beside(item.own, true);
            match mark {
                Some(Mark::ActionsFollow | Mark::DecisionsFollow) | None => {
                    if self.speaks_inside(chunk) {
                        self.end_run(&mut run);
                        self.plain_chunk(chunk);
                    } else {
                        run = Some(run.map_or(item.range, |r| r.to(item.range)));
                    }
                }
                Some(mark) => {
                    self.end_run(&mut run);
                    self.marked_item(&bare, item, mark);
                }
            }
        }
        self.end_run(&mut run);
    }

    pub(super) fn end_run(&mut self, run: &mut Option<TextRange>) {
        if let Some(span) = run.take() {
            let first = self.sections.last().is_some_and(|s| s.passages.is_empty());
            let anchor = self.passage(PassageKind::Prose, span, span, Audience::Public);
            self.next_in(span, &anchor, first && self.mode == Mode::Next);
        }
    }

    /// An item that is marked, as a block of its own.
    fn marked_item(&mut self, bare: &Bare, item: &ListItem, mark: Mark) {
        let mark = self.of_earlier(bare, mark);
        let at = |text: usize| text_start(self.text, bare, text).min(item.range.end());
        let open = |kind, text| Open { kind, start: item.range.start(), end: item.range.end(), text };
        self.open = Some(match mark {
            Mark::Action { text, number, names } => {
                let (number, names) = (source(bare, number), source(bare, names));
                let span = self.balanced(item.range.start(), TextRange::new(at(text), item.range.end()));
                let names = names.or((span.start() > at(text)).then(|| TextRange::new(at(text), span.start())));
                self.action(item.range, span, number, names, item.tick);
                return;
            }
            Mark::Update { id, text } if self.asks_anew(bare, id, text) => open(Kind::Prose, item.range.start()),
            Mark::Update { id, text } => open(Kind::Update { id: bare.range(id.start(), id.end()) }, at(text)),
            Mark::NoActions => open(Kind::NoActions, item.range.start()),
            Mark::Outcome { text, decided } => open(Kind::Outcome(decided), at(text)),
            Mark::Decision { text, number } => open(Kind::Decision { number: source(bare, number) }, at(text)),
            Mark::Proposal { text } => open(Kind::Proposal, at(text)),
            Mark::Vote { text } => open(Kind::Vote, at(text)),
            Mark::ActionsFollow | Mark::DecisionsFollow => open(Kind::Prose, item.range.start()),
        });
        self.close();
    }

    /// Whether anything in an item (other than its own first words) is marked.
    fn speaks_inside(&self, chunk: &[ListItem]) -> bool {
        let mut bare = Bare::default();
        chunk.iter().any(|item| {
            let own = self.text.as_bytes().get(item.own.start()..item.own.end()).unwrap_or(&[]);
            let acts = self.lexicon.may_mark_action(own);
            let has = |w: &[u8]| acts && own.windows(w.len()).any(|x| x.eq_ignore_ascii_case(w));
            // Only a short item can be a label; what is at the margin was looked at for its mark already.
            if item.depth > 0 || own.len() < LONGEST_LABEL {
                bare.read(self.text, item.own.start(), item.own.end().max(item.own.start()));
            } else {
                bare.text.clear();
            }
            item.depth > 0 && self.marks.mark(&bare).is_some()
                || has(b"(action")
                || has(b"[action")
                || has(b"ACTION:")
                || has(b"ACTION**")
                || acts && has(b"**ACTION ")
                || ends_with_todo(own)
                || [&b"(AI:"[..], b" Todo:", b" TODO"].iter().any(|w| memchr::memmem::find(own, w).is_some())
                || self.opens_actions(&bare)
        })
    }

    fn opens_actions(&self, bare: &Bare) -> bool {
        !bare.text.is_empty()
            && bare.text.len() < 60
            && label(bare, self.text, self.lexicon, true)
                .is_some_and(|l| l.label == Label::Actions && l.content >= bare.text.trim_end().len())
    }

    /// A block of prose for one item, with the actions and decisions in it.
    fn plain_chunk(&mut self, chunk: &[ListItem]) {
        let Some(first) = chunk.first() else { return };
        let span = first.range;
        let anchor = self.passage(PassageKind::Prose, span, span, Audience::Public);
        let mut under: Option<usize> = None;
        // `Action(ann):` over what is hers.
        let mut whose: Option<TextRange> = None;
        for (n, item) in chunk.iter().enumerate() {
            let bare = self.read_own(item);
            if under.is_some_and(|depth| item.depth <= depth) {
                (under, whose) = (None, None);
            }
            let mark = self.marks.mark(&bare);
            let end = item.range.end();
            let nested = chunk.get(n + 1).is_some_and(|next| next.depth > item.depth);
            match mark {
                Some(Mark::Action { text, names: Some(names), .. }) if n > 0 && nested && text == names.start() => {
                    (under, whose) = (Some(item.depth), Some(bare.range(names.start(), names.end())));
                }
                Some(Mark::Action { text, number, names }) if n > 0 => {
                    let words = TextRange::new(text_start(self.text, &bare, text), end);
                    let range = self.balanced(item.range.start(), words);
                    self.raise_inside(range, &anchor, source(&bare, number), source(&bare, names), None);
                }
                Some(Mark::Decision { text, number }) if n > 0 => {
                    let words = TextRange::new(text_start(self.text, &bare, text), end);
                    let range = self.balanced(item.range.start(), words);
                    self.decide_inside(range, &anchor, source(&bare, number));
                }
                Some(Mark::NoActions) => self.no_actions = true,
                Some(Mark::Outcome { text, decided }) if n > 0 => {
                    let from = text_start(self.text, &bare, text);
                    self.outcome_inside(TextRange::new(from, end), &anchor, decided);
                }
                _ if under == item.depth.checked_sub(1) && under.is_some() => {
                    let empty = is_template(&bare.text) || is_field(&bare.text);
                    if !empty && !is_none(&fold(clip(&bare.text, 60))) && bare.text.len() > 3 {
                        self.raise_inside(TextRange::new(item.own.start(), end), &anchor, None, whose, None);
                    }
                }
                _ if self.opens_actions(&bare) || mark == Some(Mark::ActionsFollow) => under = Some(item.depth),
                _ => self.inside(item.own, &anchor),
            }
        }
    }
}

/// `Ann to see why the lamps are out: TODO`, `Paint the shed (TODO)`: the mark closes what it marks.
pub(super) fn ends_with_todo(own: &[u8]) -> bool {
    let own = own.trim_ascii_end();
    [&b": TODO"[..], b" - TODO", b"(TODO)", b" -- TODO"].iter().any(|end| own.len() > end.len() + 8 && own.ends_with(end))
}

/// `Owner: Ann`, `Due: Friday`: what belongs to an action above, and is none.
fn is_field(text: &str) -> bool {
    let Some((word, _)) = clip(text, 30).split_once(':') else { return false };
    FIELDS_OF_ACTIONS.contains(&fold(word))
}

/// A line of a template that nobody filled in.
pub(super) fn is_template(text: &str) -> bool {
    let text = text.trim();
    let text = ["Action:", "Task:"].iter().find_map(|w| text.strip_prefix(w)).map_or(text, str::trim_start);
    text.contains("{{")
        || text.starts_with('{')
        || text.starts_with("...")
        || text == "…"
        || (text.starts_with('<') && text.ends_with('>'))
        || text.starts_with("TBD")
        || text.trim_end_matches(['.', ':']) == "TODO"
        || text.starts_with('[') && text.find(']') == Some(text.len() - 1)
        || text.starts_with('"') && text.contains('[')
        || text.starts_with("[insert")
        || text.starts_with("[Insert")
}
