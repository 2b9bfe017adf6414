//! The actions, the reports on earlier ones and the decisions that the walk comes by: each gets its id, its anchor and its words.

use super::walk::{Draft, Walk, small};
use crate::layout::bare::without_fill;
use crate::layout::tags::inner;
use crate::record::{ActionPart, Audience, DecisionPart, FormerAction, Number, PassageKind, Status, UpdatePart};

impl Walk<'_> {
    /// `{#id}` at the end of a range, which then ends before it.
    pub(super) fn id_at_end(&self, from: usize, to: &mut usize) -> Option<String> {
        let part = self.text.get(from..*to)?;
        let open = part.strip_suffix('}')?.rfind("{#")?;
        let id = part.get(open + 2..part.len() - 1)?;
        let good = !id.is_empty() && id.len() <= 80 && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !good {
            return None;
        }
        *to = from + part.get(..open)?.trim_end().len();
        Some(id.to_owned())
    }

    /// What the id of an action (`kind` a) or decision (d) at the open place ends in.
    pub(super) fn local(&mut self, kind: char) -> String {
        let place = self.place().map(Number::anchor);
        self.local_in(kind, place)
    }

    fn local_in(&mut self, kind: char, place: Option<String>) -> String {
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
        whole: (usize, usize),
        text: &mut (usize, usize),
        number: Option<(usize, usize)>,
        names: Option<(usize, usize)>,
        tick: Option<bool>,
    ) {
        *text = inner(self.text, text.0, text.1);
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.clone().unwrap_or_else(|| self.local('a'));
        let anchor = self.unique(format!("action-{local}"));
        let from = self.place().map_or_else(|| anchor.clone(), |n| n.anchor().into());
        let index = self.raise(*text, &anchor, from, local, number);
        self.drafts.push(Draft { action: index, names, cells: None, tick });
        let marker = self.span((whole.0, text.0));
        self.push(PassageKind::Action(small(index), marker), whole, *text, Audience::Public, anchor);
    }

    /// How a matter went, in a block of its own that an earlier minutebook took for an action: it keeps the anchor that it had.
    pub(super) fn outcome(&mut self, whole: (usize, usize), text: (usize, usize), decided: bool) {
        let mut text = inner(self.text, text.0, text.1);
        let local = self.id_at_end(text.0, &mut text.1).unwrap_or_else(|| self.local('a'));
        let anchor = self.unique(format!("action-{local}"));
        self.former.push(FormerAction { local: local.into(), anchor: anchor.clone(), now: None });
        let kind = if decided {
            let marker = self.span((whole.0, text.0));
            PassageKind::Decision(self.decide_outcome(text, &anchor), marker)
        } else {
            PassageKind::Prose
        };
        let shown = if decided { text } else { whole };
        self.push(kind, whole, shown, Audience::Public, anchor);
    }

    /// As [`Walk::outcome`], in the words of the block last added.
    pub(super) fn outcome_inside(&mut self, text: (usize, usize), anchor: &str, decided: bool) {
        let text = inner(self.text, text.0, text.1);
        let local = self.local('a');
        self.former.push(FormerAction { local: local.into(), anchor: anchor.into(), now: None });
        if decided {
            self.decide_outcome(text, anchor);
        }
    }

    /// Adds a decision that a mark of an action tells of. Its id is settled at the end, so that those marked as decisions keep theirs.
    fn decide_outcome(&mut self, text: (usize, usize), anchor: &str) -> u32 {
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

    /// Adds an action; its owners are read at the end.
    pub(super) fn raise(
        &mut self,
        text: (usize, usize),
        anchor: &str,
        from: Box<str>,
        local: String,
        number: Option<(usize, usize)>,
    ) -> usize {
        let number: Option<Box<str>> = number.and_then(|(a, b)| self.text.get(a..b)).map(Into::into);
        if let Some(number) = number.clone() {
            self.numbered.entry(number).or_insert(self.actions.len());
        }
        let text = (text.0, self.without_bracket(text.0, text.1));
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
        });
        self.actions.len() - 1
    }

    /// An action in the words of the passage last added.
    pub(super) fn raise_inside(
        &mut self,
        text: (usize, usize),
        anchor: &str,
        number: Option<(usize, usize)>,
        names: Option<(usize, usize)>,
        cells: Option<[Option<(usize, usize)>; 3]>,
    ) {
        let mut text = inner(self.text, text.0, text.1);
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('a'));
        let from = self.place().map_or_else(|| anchor.into(), |n| n.anchor().into());
        let index = self.raise(text, anchor, from, local, number);
        self.drafts.push(Draft { action: index, names, cells, tick: None });
        if let Some(passage) = self.last_passage() {
            passage.raises.push(small(index));
        }
    }

    pub(super) fn update(&mut self, whole: (usize, usize), text: (usize, usize), id: (usize, usize)) {
        let text = inner(self.text, text.0, text.1);
        let index = small(self.updates.len());
        let marker = self.span((whole.0, text.0));
        let anchor = self.passage(PassageKind::Update(index, marker), whole, text, Audience::Public);
        self.update_inside(text, id, &anchor);
    }

    /// What a passage says of an earlier action.
    pub(super) fn update_inside(&mut self, text: (usize, usize), id: (usize, usize), anchor: &str) {
        let (from, to) = id;
        let words = without_fill(self.text.get(from..to).unwrap_or("").trim_matches(['[', ']', '(', ')', '*']));
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

    pub(super) fn decision(&mut self, whole: (usize, usize), text: &mut (usize, usize), number: Option<(usize, usize)>) {
        *text = inner(self.text, text.0, text.1);
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('d'));
        let anchor = self.unique(format!("decision-{local}"));
        let index = small(self.decisions.len());
        self.decide(*text, &anchor, local, number);
        let marker = self.span((whole.0, text.0));
        self.push(PassageKind::Decision(index, marker), whole, *text, Audience::Public, anchor);
    }

    pub(super) fn decide(&mut self, text: (usize, usize), anchor: &str, local: String, number: Option<(usize, usize)>) {
        let number = number.and_then(|(a, b)| self.text.get(a..b)).map(Into::into);
        self.decisions.push(DecisionPart {
            anchor: anchor.into(),
            number,
            local: local.into(),
            text: self.span(text),
            audience: Audience::Public,
        });
    }

    /// A decision in the words of the passage last added.
    pub(super) fn decide_inside(&mut self, text: (usize, usize), anchor: &str, number: Option<(usize, usize)>) {
        let mut text = inner(self.text, text.0, text.1);
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('d'));
        self.decide(text, anchor, local, number);
    }
}
