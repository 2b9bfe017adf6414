//! The actions, the reports on earlier ones and the decisions that the walk comes by: each gets its id, its anchor and its words.

use super::known_people::People;
use super::marked::{MarkGround, MarkedAction};
use super::rules::{ACTION_INSIDE, ACTION_LIST, ACTION_MARK};
use super::walk::{Draft, MarkedPassage, Mode, Walk, small};
use crate::layout::bare::without_fill;
use crate::layout::tags::inner;
use crate::record::{
    ActionPart, Audience, DecisionPart, FormerAction, Number, PassageKind, RuleId, Span, Status, TextRange, UpdatePart,
};

impl Walk<'_> {
    /// A range without the `{#id}` at its end, and that id.
    pub(super) fn id_at_end(&self, range: TextRange) -> (TextRange, Option<String>) {
        let words = range.slice(self.text);
        let found = words.strip_suffix('}').and_then(|t| t.rsplit_once("{#"));
        let good = |id: &str| {
            !id.is_empty() && id.len() <= 80 && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        match found.filter(|(_, id)| good(id)) {
            // What begins with an underline is an id of the theme.
            Some((before, id)) => {
                let id = Some(id.trim_start_matches('_')).filter(|id| !id.is_empty()).map(str::to_owned);
                (range.until(range.start() + before.trim_end().len()), id)
            }
            None => (range, None),
        }
    }

    /// What the id of an action (`kind` a) or decision (d) at the open place ends in.
    pub(super) fn local(&mut self, kind: char) -> String {
        let place = self.place().map(Number::anchor);
        self.local_in(kind, place)
    }

    pub(super) fn local_in(&mut self, kind: char, place: Option<String>) -> String {
        let n = self.places.entry((kind, place.clone().unwrap_or_default())).or_insert(0);
        *n += 1;
        match (place, *n) {
            (Some(p), 1) => p,
            (Some(p), n @ 2..=26) => format!("{p}{}", char::from(b'a' + u8::try_from(n - 1).unwrap_or(0))),
            (Some(p), n) => format!("{p}-{n}"),
            (None, n) => format!("{kind}{n}"),
        }
    }

    pub(super) fn action(
        &mut self,
        whole: TextRange,
        text: TextRange,
        number: Option<TextRange>,
        names: Option<TextRange>,
        tick: Option<bool>,
    ) {
        let (text, own) = self.id_at_end(inner(self.text, text));
        let local = own.unwrap_or_else(|| self.local('a'));
        let anchor = self.unique(format!("action-{local}"));
        let from = self.place().map_or_else(|| anchor.clone(), |n| n.anchor().into());
        // What a list of actions raises has no mark before its words.
        let is_marked = whole.until(text.start()).slice(self.text).contains(char::is_alphabetic);
        let rule = if is_marked { ACTION_MARK } else { ACTION_LIST };
        let index = self.raise(text, &anchor, from, local, number, rule);
        let marker = self.span(whole.until(text.start()));
        self.push(PassageKind::Action(small(index), marker), whole, text, Audience::Public, anchor);
        if let Some(passage) = self.last_passage() {
            passage.rule = rule;
        }
        let above = self.passage_above();
        self.drafts.push(Draft { action: index, names, cells: None, tick, above, is_told: false });
    }

    /// How a matter went, in a block of its own that an earlier minutebook took for an action: it keeps the anchor that it had.
    pub(super) fn outcome(&mut self, whole: TextRange, text: TextRange, decided: bool) {
        let (text, own) = self.id_at_end(inner(self.text, text));
        let local = own.unwrap_or_else(|| self.local('a'));
        let anchor = self.unique(format!("action-{local}"));
        self.former.push(FormerAction { local: local.into(), anchor: anchor.clone(), now: None });
        let kind = if decided {
            let marker = self.span(whole.until(text.start()));
            PassageKind::Decision(self.decide_outcome(text, &anchor), marker)
        } else {
            PassageKind::Prose
        };
        let shown = if decided { text } else { whole };
        self.push(kind, whole, shown, Audience::Public, anchor);
    }

    /// As [`Walk::outcome`], in the words of the block last added.
    pub(super) fn outcome_inside(&mut self, text: TextRange, anchor: &str, decided: bool) {
        let text = inner(self.text, text);
        let local = self.local('a');
        self.former.push(FormerAction { local: local.into(), anchor: anchor.into(), now: None });
        if decided {
            self.decide_outcome(text, anchor);
        }
    }

    /// Adds a decision that a mark of an action tells of. Its id is settled at the end, so that those marked as decisions keep theirs.
    fn decide_outcome(&mut self, text: TextRange, anchor: &str) -> u32 {
        let index = self.decisions.len();
        self.outcomes.push((index, self.place().map(Number::anchor)));
        self.decide(text, anchor, String::new(), None);
        small(index)
    }

    /// Gives the decisions that marks of actions told of their ids.
    pub(super) fn settle_outcomes(&mut self) {
        for (index, place) in std::mem::take(&mut self.outcomes) {
            let local = self.local_in('d', place);
            if let Some(decision) = self.decisions.get_mut(index) {
                decision.local = local.into();
            }
        }
    }

    /// An id that a mark was given once beside the one it has: it leads to the action of that mark, if there is one.
    pub(super) fn raised_again(&mut self, action: Option<usize>, anchor: &str) {
        let local = self.local('a');
        let now = action.and_then(|n| self.actions.get(n)).map(|a| a.local.clone());
        self.former.push(FormerAction { local: local.into(), anchor: anchor.into(), now });
    }

    /// Keeps the passage last added, if it may have a mark.
    pub(super) fn note_marks(&mut self, text: TextRange) {
        if matches!(self.mode, Mode::Previous | Mode::People(_) | Mode::Proxies) || self.agenda || !self.may_mark_action(text) {
            return;
        }
        let head = text.slice(self.text);
        if head.starts_with(['>', '`', '~', '\t']) || head.starts_with("    ") {
            return;
        }
        let Some(section) = self.sections.len().checked_sub(1) else { return };
        let above = self.passage_above();
        let Some(passages) = self.sections.last().map(|s| &s.passages) else { return };
        let Some(anchor) = passages.last().map(|passage| passage.anchor.clone()) else { return };
        let passage = passages.len() - 1;
        let place = self.place().map(Number::anchor);
        self.marked_passages.push(MarkedPassage { text, section, passage, anchor, place, above });
    }

    /// The passage before the one last added, if it is prose.
    fn passage_above(&self) -> Option<TextRange> {
        let passages = &self.sections.last()?.passages;
        let above = passages.get(passages.len().checked_sub(2)?)?;
        let is_prose = matches!(above.kind, PassageKind::Prose | PassageKind::Paragraph(_)) && above.raises.is_empty();
        is_prose.then(|| TextRange::new(above.text.start as usize, above.text.end as usize))
    }

    /// Raises the actions of all marks that made none yet.
    pub(super) fn raise_marked(&mut self, people: &People) {
        let ground = MarkGround { text: self.text, lexicon: self.lexicon, people, marks: self.marks };
        for passage in std::mem::take(&mut self.marked_passages) {
            let is_taken = |range: TextRange| self.is_taken(range);
            for found in ground.actions_in(passage.text, passage.above, &is_taken) {
                self.raise_found(&passage, &found);
            }
        }
    }

    fn raise_found(&mut self, passage: &MarkedPassage, found: &MarkedAction) {
        let local = self.local_in('a', passage.place.clone());
        let from = passage.place.clone().map_or_else(|| passage.anchor.clone(), Into::into);
        let index = self.raise(found.text, &passage.anchor, from, local, found.number, found.rule.id);
        let cells = found.due.map(|due| [None, Some(due), None]);
        self.drafts.push(Draft { action: index, names: found.names, cells, tick: None, above: None, is_told: found.is_told });
        let raises = self.sections.get_mut(passage.section).and_then(|s| s.passages.get_mut(passage.passage));
        if let Some(passage) = raises {
            passage.raises.push(small(index));
        }
    }

    /// Whether some of the words belong to an action or a report on one, or have a mark that made an action.
    pub(super) fn is_taken(&self, range: TextRange) -> bool {
        let meets = |span: Span| (span.start as usize) < range.end() && (span.end as usize) > range.start();
        self.raised_at.range(range.start()..=range.end()).next().is_some()
            || self.actions.iter().any(|action| meets(action.text))
            || self.updates.iter().any(|update| meets(update.text))
    }

    /// Adds an action; its owners are read at the end.
    pub(super) fn raise(
        &mut self,
        text: TextRange,
        anchor: &str,
        from: Box<str>,
        local: String,
        number: Option<TextRange>,
        rule: RuleId,
    ) -> usize {
        let number: Option<Box<str>> = number.map(|number| number.slice(self.text).into());
        if let Some(number) = number.clone() {
            self.numbered.entry(number).or_insert(self.actions.len());
        }
        let text = self.without_bracket(text);
        self.actions.push(ActionPart {
            local: local.into(),
            number,
            anchor: anchor.into(),
            from,
            owners: Vec::new(),
            due: None,
            text: self.span(text),
            status: Status::Open,
            audience: Audience::Public,
            rule,
        });
        self.actions.len() - 1
    }

    /// An action in the words of the passage last added.
    pub(super) fn raise_inside(
        &mut self,
        text: TextRange,
        anchor: &str,
        number: Option<TextRange>,
        names: Option<TextRange>,
        cells: Option<[Option<TextRange>; 3]>,
    ) {
        let (text, own) = self.id_at_end(inner(self.text, text));
        let local = own.unwrap_or_else(|| self.local('a'));
        let from = self.place().map_or_else(|| anchor.into(), |n| n.anchor().into());
        let index = self.raise(text, anchor, from, local, number, ACTION_INSIDE);
        self.drafts.push(Draft { action: index, names, cells, tick: None, above: None, is_told: false });
        if let Some(passage) = self.last_passage() {
            passage.raises.push(small(index));
        }
    }

    pub(super) fn update(&mut self, whole: TextRange, text: TextRange, id: TextRange) {
        let text = inner(self.text, text);
        let index = small(self.updates.len());
        let marker = self.span(whole.until(text.start()));
        let anchor = self.passage(PassageKind::Update(index, marker), whole, text, Audience::Public);
        self.update_inside(text, id, &anchor);
    }

    /// What a passage says of an earlier action.
    pub(super) fn update_inside(&mut self, text: TextRange, id: TextRange, anchor: &str) {
        let words = without_fill(id.slice(self.text).trim_matches(['[', ']', '(', ')', '*']));
        self.updates.push(UpdatePart {
            action: crate::record::Written::new(&*words, self.span(id)),
            date: crate::record::Date::Day(self.date),
            changes: Vec::new(),
            text: self.span(text),
            anchor: anchor.into(),
            source: None,
            audience: Audience::Public,
        });
    }

    pub(super) fn decision(&mut self, whole: TextRange, text: TextRange, number: Option<TextRange>) {
        let (text, own) = self.id_at_end(inner(self.text, text));
        let local = own.unwrap_or_else(|| self.local('d'));
        let anchor = self.unique(format!("decision-{local}"));
        let index = small(self.decisions.len());
        self.decide(text, &anchor, local, number);
        let marker = self.span(whole.until(text.start()));
        self.push(PassageKind::Decision(index, marker), whole, text, Audience::Public, anchor);
    }

    pub(super) fn decide(&mut self, text: TextRange, anchor: &str, local: String, number: Option<TextRange>) {
        let number = number.map(|number| number.slice(self.text).into());
        self.decisions.push(DecisionPart {
            anchor: anchor.into(),
            number,
            local: local.into(),
            text: self.span(text),
            motion: None,
            rule: DecisionPart::MARKED,
            audience: Audience::Public,
        });
    }

    /// A decision in the words of the passage last added.
    pub(super) fn decide_inside(&mut self, text: TextRange, anchor: &str, number: Option<TextRange>) {
        let (text, own) = self.id_at_end(inner(self.text, text));
        let local = own.unwrap_or_else(|| self.local('d'));
        self.decide(text, anchor, local, number);
    }
}
