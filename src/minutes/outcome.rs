//! What a mark of an action says where nothing is to be done: `Action: Adopted the fees.`, `Action: No action.`, and what an agenda
//! puts to the body below `Action items`.

use super::lexicon::{
    AFTER_OUTCOMES, AGENDA_HEADINGS, AGENDA_ITEMS, BEFORE_VERBS, BODY_NOUNS, CARRIED, DECIDED, MEMBERS_OF_BODIES, MOVED,
    NUMBERED_AGENDA_ITEMS, TASK_SIGNS, TOLD,
};
use super::names::sentence_after;
use super::walk::{Kind, Walk};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::{BlockKind, BlockRef, ListItem};

/// How a matter went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something was decided.
    Decided,
    /// It was told, or left.
    Told,
    /// One of both, and from this byte on somebody is asked to do something: `Noted. The Clerk to write.`
    Before(usize),
}

/// The outcome that a text tells of; `None`: it may ask somebody to do something.
pub(super) fn outcome(text: &str) -> Option<Outcome> {
    const LONGEST: usize = 400;
    let text = clip(text, LONGEST);
    let next = sentence_after(text, 0);
    let first = text.get(..next.unwrap_or(text.len()))?;
    let words = fold(first);
    // `The Board approved the budget.`
    let words = after_body(&words).unwrap_or(&words);
    let tallied = words.starts_with(|c: char| c.is_ascii_digit()) && CARRIED.is_among(&fold(text));
    if tallied {
        return Some(Outcome::Decided);
    }
    if MOVED.opens(words).is_some() {
        let all = fold(text);
        return Some(if CARRIED.is_among(&all) { Outcome::Decided } else { Outcome::Told });
    }
    let (len, found) = match (DECIDED.opens(words), TOLD.opens(words)) {
        (Some(decided), told) if told.is_none_or(|t| t <= decided) => (decided, Outcome::Decided),
        (_, Some(told)) => (told, Outcome::Told),
        _ => return None,
    };
    let rest = words.get(len..)?.trim_start();
    let after = rest.split(' ').next().unwrap_or("");
    let asks = |t: &str| TASK_SIGNS.is_between_blanks(t);
    let goes_on = after.is_empty() || AFTER_OUTCOMES.contains(after) || after.starts_with(|c: char| c.is_ascii_digit());
    // `Approved suppliers list to be sent round`
    if !goes_on && asks(first) {
        return None;
    }
    if let Some(next) = next {
        let then = clip(text.get(next..)?, 80);
        let word = fold(then).split(' ').next().unwrap_or("").to_owned();
        let told = [&DECIDED, &TOLD, &MOVED, &CARRIED].iter().any(|list| list.contains(&word));
        if asks(then) && then.starts_with(char::is_uppercase) && !told {
            return Some(Outcome::Before(next));
        }
    }
    Some(found)
}

/// The words after the name of a body that they begin with, and what may stand before a verb.
fn after_body(words: &str) -> Option<&str> {
    const LONGEST: usize = 5;
    let mut rest = words;
    for _ in 0..LONGEST {
        let (word, after) = rest.split_once(' ')?;
        rest = after;
        if BODY_NOUNS.contains(word) || MEMBERS_OF_BODIES.contains(word) {
            let verb = BEFORE_VERBS.iter().find_map(|w| rest.strip_prefix(w)?.strip_prefix(' ')).unwrap_or(rest);
            let first = verb.split(' ').next().unwrap_or("");
            return (DECIDED.contains(first) || TOLD.contains(first)).then_some(verb);
        }
    }
    None
}

/// Whether words cannot be an owner, because they tell how something went: `Approved`.
pub(super) fn is_outcome_word(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    DECIDED.contains(words) || TOLD.contains(words) || words.contains(' ') && DECIDED.contains(first) || CARRIED.contains(words)
}

impl Walk<'_> {
    /// Whether the heading `units[n]`, which is called as one of actions, is that of an agenda: what stands below it names no
    /// owners, and is what a body decides on, or other headings are those of an agenda too.
    pub(super) fn is_agenda(&self, units: &[BlockRef<'_>], n: usize) -> bool {
        let mut items: Vec<(String, bool)> = Vec::new();
        let own = |item: &ListItem| Bare::of(self.text, item.own.start(), item.own.end()).text;
        for unit in units.get(n + 1..).unwrap_or(&[]) {
            match unit.kind {
                BlockKind::Heading { .. } => break,
                BlockKind::List => {
                    let list = unit.items();
                    items.extend(list.iter().filter(|i| i.depth == 0).map(|item| (own(item), item.ordered)));
                }
                BlockKind::Paragraph => items.push((Bare::of(self.text, unit.range.start(), unit.range.end()).text, false)),
                _ => {}
            }
        }
        if items.is_empty() || items.iter().any(|(text, _)| self.names_owner(text)) {
            return false;
        }
        let put = items.iter().filter(|(text, ordered)| is_put(text, *ordered)).count();
        put * 2 >= items.len() || units.iter().any(|unit| self.heads_agenda(unit))
    }

    /// What an item below a heading of actions is, which no mark says.
    pub(super) fn kind_of_item(&self, words: &str) -> Kind {
        if self.is_no_task(words) { Kind::Outcome(false) } else { Kind::Action { number: None, names: None } }
    }

    /// Whether an item below a heading of actions asks nobody to do anything: it is one of an agenda, or tells how something went.
    pub(super) fn is_no_task(&self, words: &str) -> bool {
        self.agenda
            || matches!(outcome(words), Some(Outcome::Decided | Outcome::Told)) && !self.owned(&Bare::of(words, 0, words.len()))
    }

    /// Whether the words of an item name whose it is.
    fn names_owner(&self, text: &str) -> bool {
        let words = unlettered(text).0;
        self.owned(&Bare::of(words, 0, words.len())) || self.marks.mark(&Bare::of(text, 0, text.len())).is_some()
    }

    fn heads_agenda(&self, unit: &BlockRef<'_>) -> bool {
        matches!(unit.kind, BlockKind::Heading { .. }) && {
            let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
            AGENDA_HEADINGS.contains(fold(unlettered(bare.text.trim_start_matches(['#', ' '])).0).as_str())
        }
    }
}

/// Whether an item of a list is put to a body to decide on.
fn is_put(text: &str, ordered: bool) -> bool {
    let (rest, lettered) = unlettered(text);
    let words = fold(clip(rest, 80));
    AGENDA_ITEMS.opens(&words).is_some() || (ordered || lettered) && NUMBERED_AGENDA_ITEMS.opens(&words).is_some()
}

/// A text without the letter or number that it begins with, and whether it has one: `A. Award`, `IV. Action items`.
fn unlettered(text: &str) -> (&str, bool) {
    const LONGEST: usize = 6;
    let text = text.trim_start();
    let Some((mark, rest)) = text.split_once(' ') else { return (text, false) };
    let lettered =
        mark.len() <= LONGEST && mark.ends_with(['.', ')', ':']) && mark.chars().rev().skip(1).all(char::is_alphanumeric);
    if lettered { (rest.trim_start(), true) } else { (text, false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes() {
        use Outcome::{Before, Decided, Told};
        for (text, want) in [
            ("Adopted the fees.", Some(Decided)),
            ("Approved.", Some(Decided)),
            ("Approved 5-0", Some(Decided)),
            ("Approved to pay the bill.", Some(Decided)),
            ("Moved by Ray, seconded by Lee to pay the bill. Carried.", Some(Decided)),
            ("Motion failed.", Some(Told)),
            ("No action.", Some(Told)),
            ("Carried forward.", Some(Told)),
            ("Noted. The Clerk to write.", Some(Before(7))),
            ("Noted", Some(Told)),
            ("The Board approved the budget.", Some(Decided)),
            ("Council unanimously adopted the plan", Some(Decided)),
            ("Board to approve the plan", None),
            ("5-0 in favor. Carried.", Some(Decided)),
            ("Not applicable", Some(Told)),
            ("Genehmigt.", Some(Decided)),
            ("Approved suppliers list to be sent round by Wanjiru Kamau.", None),
            ("Agreed that Ann Lee will write to the county", None),
            ("Adopt the new template", None),
            ("Ann Lee to write", None),
        ] {
            assert_eq!(outcome(text), want, "{text}");
        }
    }
}
