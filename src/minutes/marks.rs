//! What the first words of a paragraph or list item mark it as: an action, a decision, a proposal, a vote.
//!
//! Only the words are looked at; whose action it is and by when is read in [`super::owners`].

use std::sync::LazyLock;

use super::lexicon::{
    ACTION_MARKS, DECISION_MARKS, ENDED, FirstLetters, NOT_OWNERS, PROPOSAL_MARKS, TALLY_NO, TALLY_YES, VOTE_MARKS,
};
use super::marker::{number_after, past_companion, separator, separator_len, skip, starts};
use super::names::matching;
use super::not_owners::can_own;
use super::outcome::{Outcome, is_outcome_word, outcome};
use super::owner_names::is_body;
use super::status::status_of;
use super::words::{Lexicon, is_none};
use crate::layout::bare::{Bare, clip, fold};
use crate::record::TextRange;

/// What a line is marked as; numbers are bytes of the bare text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// An action; its words begin at `text`, its number and the names that stand in the marker where given.
    Action { text: usize, number: Option<TextRange>, names: Option<TextRange> },
    /// What is said of an earlier action: its id or number, and where the words begin.
    Update { id: TextRange, text: usize },
    /// How a matter went, where the mark is one of an action and nothing is to be done; `decided` says that something was.
    Outcome { text: usize, decided: bool },
    /// `Actions: None`.
    NoActions,
    /// A marker with nothing after it: what follows are actions.
    ActionsFollow,
    /// A decision.
    Decision { text: usize, number: Option<TextRange> },
    /// A marker of decisions with nothing after it.
    DecisionsFollow,
    /// A proposal.
    Proposal { text: usize },
    /// A vote or poll.
    Vote { text: usize },
}

/// What it takes to tell.
#[derive(Clone, Copy)]
pub(super) struct Marks<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) source: &'a str,
    /// `AI:` and `AP:` open what a person of these initials says.
    pub(super) ai_speaks: bool,
    pub(super) ap_speaks: bool,
}

impl Marks<'_> {
    /// What the text of `bare` is marked as.
    pub(super) fn mark(&self, bare: &Bare) -> Option<Mark> {
        let text = bare.text.as_str();
        let start = text.len()
            - text
                .trim_start_matches(|c: char| {
                    !c.is_alphanumeric() && !matches!(c, '[' | '(' | '`' | '"' | '\'' | '{' | '<' | '#' | '|')
                })
                .len();
        let word = text.get(start..)?.trim_start_matches(['[', '(']).as_bytes();
        // Most lines end here.
        static LETTERS: LazyLock<FirstLetters> =
            LazyLock::new(|| FirstLetters::of(&[&ACTION_MARKS, &DECISION_MARKS, &PROPOSAL_MARKS, &VOTE_MARKS, &TALLY_YES]));
        if self.lexicon.action.is_empty() && self.lexicon.decision.is_empty() && !LETTERS.may_begin(word) {
            return self.after_speaker(bare, start);
        }
        self.action(bare, start).or_else(|| self.decision(bare, start)).or_else(|| self.after_speaker(bare, start))
    }

    /// Whether `bare` is the mark of one action and nothing else (`Action 1:`, `**ACTION:**`), so that what comes next is what it marks; with
    /// its number, if it has one. `heading` says that a number is mark enough (`### Action 3`).
    pub(super) fn alone(&self, bare: &Bare, heading: bool) -> Option<Option<TextRange>> {
        let text = bare.text.trim_end();
        if text.len() > 24 {
            return None;
        }
        let len = self.action_word(text)?;
        let word = text.get(..len)?;
        let (number, after) = number_after(text, len);
        let tail = text.get(after..)?.trim_matches([' ', '*', '_']);
        let marked = tail == ":" || heading && tail.is_empty() && (number.is_some() || word.eq_ignore_ascii_case("action"));
        (word.len() > 2 && !word.to_lowercase().ends_with('s') && marked).then_some(number)
    }

    /// Whether a heading is an action itself: `### ACTION: Ann to write the plan`. Only the plain word in the singular counts there.
    pub(super) fn heading(&self, bare: &Bare) -> Option<Mark> {
        let text = bare.text.as_str();
        let len = ["ACTION", "Action"].iter().find(|w| text.starts_with(**w))?.len();
        let goes_on = text.get(len..)?.starts_with([':', ' ']);
        let mark = self.mark(bare).filter(|_| goes_on)?;
        let Mark::Action { text: body, .. } = mark else { return None };
        (text.get(body..)?.split_whitespace().count() > 2 && text.get(..body)?.contains(':')).then_some(mark)
    }

    /// `Lee: [ACTION - Erik] take the lead`, `PR - Action-BM-2017-03 Draft the register`: a mark after whoever speaks. Only
    /// a mark that cannot be a word of the speech counts: in brackets, in capitals, or with a number or a colon of its own.
    fn after_speaker(&self, bare: &Bare, start: usize) -> Option<Mark> {
        let text = bare.text.as_str();
        let head = clip(text.get(start..)?, 64);
        if !self.lexicon.may_mark_action(head.as_bytes()) {
            return None;
        }
        let (end, len) = [": ", " - ", " – ", " — "].iter().filter_map(|d| head.find(d).map(|i| (i, d.len()))).min()?;
        let speaker = head.get(..end)?;
        let named = speaker.split_whitespace().count() <= 3
            && speaker.starts_with(char::is_uppercase)
            && !speaker.contains(['.', '?', '!', ',', '[', '('])
            && can_own(speaker, self.lexicon);
        let at = skip(text, start + end + len);
        let at = at + text.get(at..)?.bytes().take_while(|b| matches!(b, b'_' | b'*')).count();
        let rest = text.get(at..)?;
        let word = rest.trim_start_matches(['[', '(']);
        let open = word.len() < rest.len();
        // `Mark: TODO, review this`, `Ann: Action item, ask them`
        let plain =
            ["TODO, ", "TODO: ", "TODO - ", "Action item, ", "ACTION, ", "Action, "].iter().find(|w| word.starts_with(**w));
        if let Some(len) = plain.filter(|w| named && !open && word.len() > w.len() + 4).map(|w| w.len()) {
            return Some(Mark::Action { text: at + len, number: None, names: Some(TextRange::new(start, start + end)) });
        }
        if !named || !(word.starts_with("ACTION") || word.starts_with("Action") && !word.starts_with("Actions")) {
            return None;
        }
        let Mark::Action { text: body, number, names } = self.action(bare, at)? else { return None };
        let dashed = len > 2 && number.is_some();
        let own = ["I ", "I'll ", "I'm "].iter().any(|w| text.get(body..).is_some_and(|t| t.starts_with(w)));
        if !(open || word.starts_with("ACTION") || dashed || text.get(at..body).is_some_and(|t| t.contains(':'))) {
            return None;
        }
        Some(Mark::Action { text: body, number, names: names.or((dashed || own).then(|| TextRange::new(start, start + end))) })
    }

    fn action(&self, bare: &Bare, start: usize) -> Option<Mark> {
        let text = bare.text.as_str();
        if let Some(id) = joined_id(text, start) {
            let at = skip(text, id.end() + 1);
            let last = text.trim_end().trim_end_matches(['*', '_', '.']).rsplit([' ', '*', '_']).next().unwrap_or("");
            if status_of(&fold(last)).is_some() {
                return Some(Mark::Update { id, text: at });
            }
            return (at < text.len()).then_some(Mark::Action { text: at, number: Some(id), names: None });
        }
        let open = text.as_bytes().get(start).filter(|b| matches!(b, b'[' | b'(')).copied();
        let word_at = start + usize::from(open.is_some());
        let len = self.action_word(text.get(word_at..)?)?;
        let word = text.get(word_at..word_at + len)?;
        let plural = word.to_lowercase().ends_with('s') && word.len() > 2;
        let mut i = word_at + len;
        if let Some(b) = open {
            let close = if b == b'[' { b']' } else { b')' };
            if text.as_bytes().get(i) == Some(&close) {
                i += 1;
            } else if let Some(mark) = self.in_bracket(text, i, close, word) {
                return Some(mark);
            }
        }
        // `__Action item__: …`
        i += text.get(i..)?.bytes().take_while(|b| matches!(b, b'_' | b'*')).count();
        i = past_companion(text, i);
        // `TODO(ann): …`, `ACTION (Ann Lee): …`
        if let Some(close) = text.get(i..)?.trim_start().strip_prefix('(').and_then(|t| t.find(')')) {
            let names = TextRange::new(0, close).shift(skip(text, i) + 1);
            let inner = text.get(names.range())?;
            // `TODO (ann): …`, `Action(ann): …`
            let attached = text.as_bytes().get(i) == Some(&b'(');
            let lower = inner.split_whitespace().count() == 1 && (word.eq_ignore_ascii_case("todo") || attached);
            if !inner.bytes().any(|b| b.is_ascii_digit())
                && (lower || can_own(inner, self.lexicon))
                && let (Some(at), None) = separator(text, names.end() + 1)
            {
                return self.after_colon(text, skip(text, at), None, Some(names), word);
            }
        }
        let (number, after) = number_after(text, i);
        let earlier = number.filter(|number| text.get(number.range()).is_some_and(|n| n.contains('/')));
        let (colon, names) = separator(text, after);
        if let (Some(id), Some(at)) = (earlier, colon)
            && !self.is_owners(text.get(at..)?)
        {
            return Some(Mark::Update { id, text: skip(text, at) });
        }
        match (colon, names) {
            (Some(at), None) => self.after_colon(text, skip(text, at), number, None, word),
            (Some(at), Some(names)) if !plural => {
                let name = text.get(names.range())?;
                // `AI [Dims to start the ball rolling]: …`
                if let Some(i) = name.find(" to ") {
                    let mine = name.get(..i).filter(|n| can_own(n, self.lexicon))?;
                    let lead = name.len() - name.trim_start_matches(['[', '(']).len();
                    let names = Some(TextRange::new(lead, mine.len()).shift(names.start()));
                    return Some(Mark::Action { text: skip(text, after), number, names });
                }
                let body = || name.starts_with(char::is_lowercase) && is_body(&fold(name), true);
                (can_own(name, self.lexicon) || body())
                    .then(|| self.after_colon(text, skip(text, at), number, Some(names), word))?
            }
            (None, _) => self.without_colon(bare, word, i, after, number, open.is_some()),
            _ => None,
        }
    }

    /// `[ACTION - Erik] take the lead`, `(AI: Steering) reach out`, `(Action on JC: rename it)`, from the end of the word on.
    fn in_bracket(&self, text: &str, i: usize, close: u8, word: &str) -> Option<Mark> {
        let window = clip(text.get(i..)?, 300);
        let open = if close == b')' { '(' } else { '[' };
        let end = i + matching(window, open, char::from(close))?;
        let number = number_after(text, i).0.filter(|number| number.end() <= end);
        let apart = number.map_or(i, |number| number.end());
        let from = skip(text, apart).min(end);
        let rest = text.get(from..end)?;
        // `(Action 1. Ann Lee)`
        let stop = || rest.starts_with(". ").then_some(1);
        let lead = separator_len(rest, from > apart)
            .or_else(stop)
            .map_or(0, |n| n + rest.get(n..).map_or(0, |t| t.len() - t.trim_start().len()));
        let (from, inner) = (from + lead, rest.get(lead..)?.trim_end());
        let to = from + inner.len();
        let after = text.get(end + 1..)?.trim_start_matches([':', '-', '–', '—', ' ', '*']);
        if let Some(id) = number.filter(|_| inner.is_empty() && after.len() > 2 && !is_report(&fold(clip(after, 80)))) {
            return Some(Mark::Action { text: text.len() - after.len(), number: Some(id), names: None });
        }
        let names = !is_outcome_word(&fold(inner))
            && !inner.contains([':', '.'])
            && inner.split_whitespace().count() <= 6
            && inner.len() <= 60
            && inner.split([',', '&', '/']).map(|n| n.trim().trim_start_matches("and ")).all(|n| can_own(n, self.lexicon))
            && inner.split_whitespace().all(|w| w == "and" || w == "the" || !w.starts_with(char::is_lowercase));
        if names && (lead > 0 || from > apart) && after.len() > 2 {
            // `(AI) Who else?` asks.
            let asks = matches!(word, "AI" | "AP") && after.trim_end().ends_with('?');
            return (!asks).then_some(Mark::Action {
                text: text.len() - after.len(),
                number,
                names: Some(TextRange::new(from, to)),
            });
        }
        None
    }

    /// Whether a text is nothing but those who may own an action, and so no report on one: `AL/BR`.
    fn is_owners(&self, text: &str) -> bool {
        const LONGEST: usize = 8;
        let words = text.trim().trim_end_matches(['*', '_', '.', ')', ']']);
        let each = super::names::list_of_names(words, 0, words.len());
        words.split_whitespace().count() <= LONGEST
            && words.starts_with(char::is_uppercase)
            && each.iter().all(|name| super::owner_names::is_owner(name.slice(words).trim(), self.lexicon))
            && !is_outcome(&fold(words))
            && status_of(&fold(words)).is_none()
    }

    /// How long the action word is that `text` begins with.
    fn action_word(&self, text: &str) -> Option<usize> {
        let own = self.lexicon.action.iter().filter_map(|w| starts(text, w)).max();
        if let Some(len) = own.or_else(|| ACTION_MARKS.iter().filter_map(|w| starts(text, w)).max()) {
            return Some(len);
        }
        let capitals = ACTION_MARKS.capitals().copied().find(|w| text.starts_with(w) && starts(text, w).is_some())?;
        (!self.speaks(capitals)).then_some(capitals.len())
    }

    /// Whether a text begins with a mark of two letters that opens what somebody of these initials says.
    pub(super) fn speaks(&self, text: &str) -> bool {
        text.starts_with("AI") && self.ai_speaks || text.starts_with("AP") && self.ap_speaks
    }

    fn after_colon(
        &self,
        text: &str,
        at: usize,
        number: Option<TextRange>,
        names: Option<TextRange>,
        word: &str,
    ) -> Option<Mark> {
        let rest = text.get(at..)?.trim_end_matches(['*', '_', ' ', '\\']);
        if rest.is_empty() {
            return Some(match names {
                Some(names) => Mark::Action { text: names.start(), number, names: Some(names) },
                None => Mark::ActionsFollow,
            });
        }
        let words = fold(rest.get(..rest.len().min(80)).unwrap_or_else(|| clip(rest, 80)));
        if is_none(&words) || words.starts_with("none ") && words.len() < 30 {
            return Some(Mark::NoActions);
        }
        let first = words.split(' ').next().unwrap_or("");
        if is_outcome(&words) {
            // `Action 98.1: … closed` tells of an old one; without a number nothing is known to have been asked.
            return number.map(|id| Mark::Update { id, text: at });
        }
        if let Some(id) = number.filter(|_| is_report(&words)) {
            return Some(Mark::Update { id, text: at });
        }
        if rest.starts_with('[') && rest.find(']') == Some(rest.len() - 1) && names.is_none() {
            return None;
        }
        if rest.starts_with(['{', '<']) && rest.len() < 80 && (rest.contains('}') || rest.contains('>')) {
            return None;
        }
        if matches!(word, "AI" | "AP")
            && (matches!(
                first,
                "a" | "an" | "i" | "we" | "yes" | "no" | "so" | "yeah" | "ok" | "okay" | "but" | "and" | "it" | "that" | "is"
            ) || rest.ends_with('?'))
        {
            return None;
        }
        let told = outcome(rest).filter(|_| names.is_none()).map(|found| of_outcome(found, at, number));
        told.or(Some(Mark::Action { text: at, number, names }))
    }

    /// `ACTION Name …` in capitals or emphasis, `[ACTION] …`.
    fn without_colon(
        &self,
        bare: &Bare,
        word: &str,
        end: usize,
        after: usize,
        number: Option<TextRange>,
        open: bool,
    ) -> Option<Mark> {
        let text = bare.text.as_str();
        let next = skip(text, after);
        if let Some(mark) = self.owed(text, word, next, number) {
            return Some(mark);
        }
        if open {
            // `[ACTION] …` has closed its bracket; `[Action items list]` and `[Action Requested]` have not.
            let closed = text.as_bytes().get(end - 1).is_some_and(|b| matches!(b, b']' | b')'));
            let asks = matches!(word, "AI" | "AP") && text.trim_end().ends_with('?');
            return (closed && next < text.len() && !asks).then_some(Mark::Action { text: next, number, names: None });
        }
        let capitals = word.len() > 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) && word != "ACTIONS";
        let gap = self.source.get(bare.end(end)..bare.at(next)).unwrap_or("");
        let emphasis = gap.contains(['*', '_']) && !word.ends_with('s');
        // `Action-BM-2017-03 Draft the register`: an id joined to the word.
        let before = number.and_then(|number| number.start().checked_sub(1));
        let id = before.and_then(|at| text.as_bytes().get(at)) == Some(&b'-');
        if id && text.get(next..).is_some_and(|t| t.starts_with(char::is_uppercase) && t.contains(' ')) {
            return Some(Mark::Action { text: next, number, names: None });
        }
        if !(capitals || emphasis) || next >= text.len() {
            return None;
        }
        let rest = text.get(next..)?;
        let words = fold(clip(rest, 80));
        let first = rest.chars().next()?;
        if is_outcome(&words) {
            return number.map(|id| Mark::Update { id, text: next });
        }
        let second = words.split(' ').next().unwrap_or("");
        let other = number.is_none() && NOT_OWNERS.contains(second);
        let asks = (first.is_uppercase() || matches!(first, '@' | '[' | '(')) && !other && words.contains(' ');
        asks.then(|| match outcome(rest) {
            Some(found) => of_outcome(found, next, number),
            None => Mark::Action { text: next, number, names: None },
        })
    }

    /// `Action on Ann to write`: whose it is, and what, without a colon.
    fn owed(&self, text: &str, word: &str, next: usize, number: Option<TextRange>) -> Option<Mark> {
        let rest = text.get(next..)?;
        let lead = ["on ", "for "].iter().find(|w| rest.starts_with(**w))?.len();
        if word.ends_with(['s', 'S']) {
            return None;
        }
        let head = clip(rest.get(lead..)?, 60);
        let end = head.find(" to ")?;
        let name = head.get(..end)?;
        let verb = head.get(end + 4..)?.split_whitespace().next()?;
        let mine = can_own(name, self.lexicon) && !name.contains(['.', ':', '?']) && verb != "be";
        let names = Some(TextRange::new(next + lead, next + lead + end));
        mine.then_some(Mark::Action { text: next + lead + end + 1, number, names })
    }

    fn decision(&self, bare: &Bare, start: usize) -> Option<Mark> {
        let text = bare.text.as_str();
        let rest = text.get(start..)?;
        if let Some(len) = PROPOSAL_MARKS.iter().filter_map(|w| starts(rest, w)).max() {
            let capitals = rest.get(..8).is_some_and(|w| w == "PROPOSED" || w == "PROPOSAL");
            let (number, after) = number_after(text, start + len);
            let _ = number;
            return match separator(text, after).0 {
                Some(at) if skip(text, at) < text.len() => Some(Mark::Proposal { text: skip(text, at) }),
                None if capitals && len == 8 && skip(text, after) < text.len() => {
                    Some(Mark::Proposal { text: skip(text, after) })
                }
                _ => None,
            };
        }
        if let Some(len) = VOTE_MARKS.iter().filter_map(|w| starts(rest, w)).max() {
            return match separator(text, start + len) {
                (Some(at), None) => Some(Mark::Vote { text: skip(text, at).min(text.len()) }),
                _ => None,
            };
        }
        let yes =
            TALLY_YES.iter().any(|w| starts(rest, w).is_some_and(|len| rest.get(len..).is_some_and(|t| t.starts_with(": "))));
        if yes && TALLY_NO.iter().any(|w| fold(rest).split(' ').any(|word| word == *w)) {
            return Some(Mark::Vote { text: 0 });
        }
        let own = self.lexicon.decision.iter().filter_map(|w| starts(rest, w)).max();
        let len = own.or_else(|| DECISION_MARKS.iter().filter_map(|w| starts(rest, w)).max())?;
        let (number, after) = number_after(text, start + len);
        // `DECISION 5 Dec 2021 at 15:00`: the day of a month is no number.
        let is_dated = number.is_some_and(|number| is_day(text, number));
        let (number, after) = if is_dated { (None, start + len) } else { (number, after) };
        let (colon, names) = separator(text, after);
        if let (Some(at), None) = (colon, names) {
            let at = skip(text, at);
            let body = text.get(at..)?.trim_end();
            if body.is_empty() {
                return Some(Mark::DecisionsFollow);
            }
            let words = fold(clip(body, 60));
            // `Beschluss: 7/0/0` is how they voted.
            if !body.chars().any(char::is_alphabetic) && !rest.get(..6).is_some_and(|t| t.eq_ignore_ascii_case("motion")) {
                return body.bytes().any(|b| b.is_ascii_digit()).then_some(Mark::Vote { text: at });
            }
            let open = body.ends_with('?') || is_none(&words) || words.starts_with("tbd");
            return (!open).then_some(Mark::Decision { text: at, number });
        }
        let word = rest.get(..len)?;
        let next = skip(text, after);
        let follows = text.get(next..)?;
        let capitals = matches!(word, "RESOLVED" | "AGREED" | "RESOLUTION" | "DECISION" | "DECIDED");
        let goes_on = ["that ", "to ", "THAT ", "TO ", "by "].iter().any(|w| follows.starts_with(w))
            || follows.chars().next().is_some_and(char::is_uppercase)
            || is_dated;
        // `**Decision** Tasks may be added by any member.`
        let gap = self.source.get(bare.end(start + len - 1)..bare.at(next)).unwrap_or("");
        let bold = gap.contains("**") && !word.ends_with('s') && follows.split_whitespace().count() > 3;
        ((capitals || bold) && goes_on && !follows.trim_end().ends_with('?')).then_some(Mark::Decision { text: next, number })
    }
}

/// Whether a number is the day of a month that is named after it.
fn is_day(text: &str, number: TextRange) -> bool {
    let digits = number.slice(text);
    let after = text.get(number.end()..).unwrap_or("").trim_start();
    let month = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()) && super::date::month_of(month).is_some()
}

/// What a text at byte `at` is marked as that tells of an outcome.
fn of_outcome(found: Outcome, at: usize, number: Option<TextRange>) -> Mark {
    match found {
        Outcome::Decided => Mark::Outcome { text: at, decided: true },
        Outcome::Told => Mark::Outcome { text: at, decided: false },
        Outcome::Before(n) => Mark::Action { text: at + n, number, names: None },
    }
}

/// Whether what stands after an action's marker says how an old one ended.
pub(super) fn is_outcome(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    ENDED.contains(first)
        || words.starts_with("in progress")
        || words.starts_with("no longer needed")
        || words.starts_with("close as ")
        || words == "ongoing"
        || words == "open"
}

/// Whether words tell how a numbered action goes, and do not set it: `Steve is planning to proceed`, `Tom has now been removed`.
pub(super) fn is_report(words: &str) -> bool {
    words
        .split(' ')
        .skip(1)
        .take(3)
        .any(|w| matches!(w, "is" | "has" | "have" | "was" | "were" | "had" | "are" | "reported" | "sent" | "did"))
        && !words.split(' ').take(4).any(|w| matches!(w, "to" | "will" | "should"))
        || words.split(' ').skip(1).take(3).any(|w| matches!(w, "is" | "has"))
            && !words.contains(" is to ")
            && !words.contains(" has agreed ")
}

/// Whether of the sentences before and behind a mark the one before tells how things are, and the one behind does not: `The quay is dry.
/// (Action: Ann) Mend the lamp.`
pub(super) fn only_tells_before(before: &str, behind: &str) -> bool {
    let report = |text: &str| is_report(&fold(clip(text, 80)));
    let body = before.trim_end_matches(['.', ' ']);
    let last = body.rfind(". ").map_or(body, |n| body.get(n + 2..).unwrap_or(""));
    // `Bob Ray to mend it` says itself whose it is, and is not what the mark gives to Ann.
    let is_owned = super::owners_before::verbs(clip(behind, 80)).first().is_some_and(|(at, ..)| {
        behind.get(..*at).is_some_and(|head| head.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
    });
    before.ends_with('.') && report(last.trim_start_matches(|c: char| !c.is_alphanumeric())) && !report(behind) && !is_owned
}

/// The id before a colon that begins with a mark cut short: `ACT-HB-TC-2016-46: AL - Circulate the map.`
fn joined_id(text: &str, start: usize) -> Option<TextRange> {
    const LONGEST: usize = 40;
    const LETTERS: usize = 3;
    let head = clip(text.get(start..)?, LONGEST);
    let (word, _) =
        head.split_once('-').filter(|(word, _)| word.len() >= LETTERS && word.bytes().all(|b| b.is_ascii_uppercase()))?;
    let id = head.get(..head.find(':')?)?;
    let fits =
        id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-') && id.bytes().any(|b| b.is_ascii_digit());
    let mark = || ACTION_MARKS.iter().any(|mark| mark.starts_with(&word.to_ascii_lowercase()));
    (fits && mark()).then(|| TextRange::new(start, start + id.len()))
}
