//! Actions whose mark the words at the head of a line do not tell: with a number joined to it, without a separator, in a bracket, after a
//! sentence or a speaker, in a paragraph of its own below what is to be done.
//!
//! The walk keeps each passage that may have such a mark (`MarkedPassage`). When everybody who was there is known, each mark
//! that made no action yet is read. The ids of these actions are given last, so that those of others stay as they were.

use super::bidden::is_verb;
use super::known_people::People;
use super::lexicon::{DUE_WORDS, word_between};
use super::lists::is_template;
use super::marks::{Marks, is_outcome, only_tells_before};
use super::outcome::{is_outcome_word, outcome};
use super::phrase::mark::{MarkPhrase, Separator, mark_at, places};
use super::phrase::names::{NameList, asks, name_list};
use super::rules::{ACTION_ABOVE, ACTION_BRACKET, ACTION_END, ACTION_START, Rule};
use super::words::{Lexicon, is_none};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::record::TextRange;

/// An action that a mark makes; ranges are bytes of the source.
pub(super) struct MarkedAction {
    pub(super) rule: &'static Rule,
    /// Where the word of the mark begins.
    pub(super) mark: usize,
    pub(super) text: TextRange,
    pub(super) number: Option<TextRange>,
    pub(super) names: Option<TextRange>,
    pub(super) due: Option<TextRange>,
    /// The words tell how things are: by when something is due the mark alone says.
    pub(super) is_told: bool,
}

/// What a mark says, in bytes of the bare text of its block.
struct MarkReading {
    matter: Matter,
    number: Option<TextRange>,
    names: Option<TextRange>,
    due: Option<TextRange>,
}

/// Where the words are that say what is to be done.
enum Matter {
    /// After the mark, or in its bracket.
    Here(TextRange),
    /// In the sentence before it.
    Before,
    /// In the passage above.
    Above,
}

/// What it takes to read the marks of a meeting.
pub(super) struct MarkGround<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
    pub(super) people: &'a People,
    pub(super) marks: Marks<'a>,
}

impl MarkGround<'_> {
    /// The actions of the marks in a passage, `above` being the passage before it. `is_taken` tells of a mark, or of words of the source, that
    /// they belong to something already.
    pub(super) fn actions_in(
        &self,
        passage: TextRange,
        above: Option<TextRange>,
        is_taken: &dyn Fn(TextRange) -> bool,
    ) -> Vec<MarkedAction> {
        let all = blocks(self.text, passage);
        let mut out: Vec<MarkedAction> = Vec::new();
        let in_table = passage.slice(self.text).trim_start().starts_with('|');
        for (n, block) in all.into_iter().enumerate() {
            for found in self.marked_in(block, above.filter(|_| n == 0 && !in_table)) {
                let upto = TextRange::new(found.text.start().min(found.mark), found.text.end().max(found.mark));
                let again = out.iter().any(|other| other.text.start() < upto.end() && other.text.end() > upto.start());
                if !again && !is_taken(upto) {
                    out.push(found);
                }
            }
        }
        out
    }

    /// What the marks of a block say.
    fn marked_in(&self, block: TextRange, above: Option<TextRange>) -> Vec<MarkedAction> {
        let bare = Bare::within(self.text, block);
        let text = bare.text.as_str();
        if !self.lexicon.may_mark_action(text.as_bytes()) {
            return Vec::new();
        }
        let all = places(text, self.lexicon);
        let mut out = Vec::new();
        for (n, at) in all.iter().enumerate() {
            let Some(mark) = mark_at(text, *at, self.lexicon)
                .filter(|mark| !(mark.is_short && self.marks.speaks(text.get(mark.at..).unwrap_or(""))))
            else {
                continue;
            };
            let next = all.iter().skip(n + 1).find(|next| is_free(text, **next)).copied();
            let stop =
                next.map_or(text.len(), |next| text.get(..next).map_or(next, |t| t.trim_end_matches([' ', '(', '[']).len()));
            let Some(found) = read_mark(text, &mark, stop.max(mark.rest), self.people) else { continue };
            let source = |range: TextRange| bare.range(range.start(), range.end());
            let in_bracket = mark.close.is_some();
            let is_told = !matches!(found.matter, Matter::Here(_));
            let matter = match found.matter {
                Matter::Here(words) => Some((source(words), if in_bracket { &ACTION_BRACKET } else { &ACTION_START })),
                Matter::Before => sentence_before(text, before_mark(text, &mark))
                    .map(|words| (source(words), if in_bracket { &ACTION_BRACKET } else { &ACTION_END })),
                Matter::Above => above.and_then(|above| last_sentence(self.text, above)).map(|words| (words, &ACTION_ABOVE)),
            };
            let Some((words, rule)) = matter else { continue };
            out.push(MarkedAction {
                rule,
                mark: bare.at(*at),
                text: words,
                number: found.number.map(source),
                names: found.names.map(source),
                due: found.due.map(source),
                is_told,
            });
        }
        out
    }
}

/// The last sentence of a passage, where it can say what is to be done.
pub(super) fn last_sentence(text: &str, passage: TextRange) -> Option<TextRange> {
    let bare = Bare::within(text, blocks(text, passage).pop()?);
    let words = sentence_before(&bare.text, bare.text.trim_end().len())?;
    Some(bare.range(words.start(), words.end()))
}

/// The owners that are all the words of an action, and by when they are to do it: what is to be done is in the passage above.
pub(super) fn only_owners(bare: &Bare, people: &People) -> Option<(TextRange, Option<TextRange>)> {
    let (names, due) = only_names(&bare.text, 0, bare.text.len(), people).filter(|(list, _)| list.is_known)?;
    Some((bare.range(0, names.end), due.map(|due| bare.range(due.start(), due.end()))))
}

/// Whether a mark at a byte can begin something of its own: it is in a bracket, or after a sentence.
fn is_free(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    before.ends_with(['(', '[', '.', '!', '?', ';'])
}

/// Where the words before a mark end, its bracket left out.
fn before_mark(text: &str, mark: &MarkPhrase) -> usize {
    let before = text.get(..mark.at).unwrap_or("");
    let before = if mark.close.is_some() { before.strip_suffix(['(', '[']).unwrap_or(before) } else { before };
    before.trim_end().len()
}

/// What a mark says that is read up to `stop`.
fn read_mark(text: &str, mark: &MarkPhrase, stop: usize, people: &People) -> Option<MarkReading> {
    let before = text.get(..before_mark(text, mark))?;
    let is_first = is_lead(before, people);
    let is_after_sentence = before.ends_with(['.', '!', '?', ';', ')', ']', ':']);
    if !(is_first || is_after_sentence || mark.close.is_some()) {
        return None;
    }
    let inner_end = mark.close.unwrap_or(stop).max(mark.rest);
    let inner = text.get(mark.rest..inner_end)?.trim_end();
    let tail = mark.close.map_or(stop, |close| {
        let tail = text.get(close + 1..stop.max(close + 1)).unwrap_or("");
        close + 1 + tail.len() - tail.trim_start_matches([' ', ':', '-', '–', '—', '.']).len()
    });
    let tail = TextRange::new(tail, text.get(..stop.max(tail)).map_or(tail, |t| t.trim_end().len()).max(tail));
    let number = mark.number;
    let has_tail = tail.slice(text).contains(' ');
    if has_tail && tail.slice(text).ends_with('?') {
        return None;
    }
    let asks_behind = || begins_with_verb(tail.slice(text)) || only_tells_before(before, tail.slice(text));
    let goes_on = has_tail && (is_first || is_after_sentence && asks_behind());
    let elsewhere = || match (is_first, has_tail) {
        (true, true) => None,
        (true, false) => Some(Matter::Above),
        (false, _) => Some(Matter::Before),
    };
    if inner.is_empty() {
        mark.close?;
        let matter = if goes_on { Some(Matter::Here(tail)) } else { elsewhere().filter(|_| !has_tail) }?;
        let asked = !matches!(matter, Matter::Here(_)) || is_task(tail.slice(text), number.is_some());
        return asked.then_some(MarkReading { matter, number, names: None, due: None });
    }
    if !is_task(inner, number.is_some()) {
        return None;
    }
    if let Some((list, due)) = only_names(text, mark.rest, mark.rest + inner.len(), people) {
        let parted = mark.close.is_some() || matches!(mark.separator, Separator::Colon | Separator::Dash);
        if !(list.is_known || parted && !mark.is_short) {
            return None;
        }
        let names = Some(TextRange::new(mark.rest, list.end));
        let matter = if goes_on { Matter::Here(tail) } else { elsewhere()? };
        return Some(MarkReading { matter, number, names, due });
    }
    let here = Matter::Here(TextRange::new(mark.rest, mark.rest + inner.len()));
    if let Some(list) = name_list(inner, people)
        && asks(inner.get(list.end..)?)
    {
        let parted = mark.close.is_some() || mark.separator == Separator::Colon || mark.separator == Separator::Dash;
        let is_sure = list.is_known || parted && !mark.is_short || list.is_full && mark.separator == Separator::Stop;
        let names = Some(TextRange::new(mark.rest, mark.rest + list.end));
        return is_sure.then_some(MarkReading { matter: here, number, names, due: None });
    }
    let begins = inner.starts_with(char::is_uppercase) && inner.contains(' ') && !inner.ends_with('?');
    let parted = match mark.separator {
        Separator::Colon => true,
        Separator::Dash => is_first && !mark.is_short,
        Separator::Stop => is_first && !mark.is_short,
        Separator::Blank => false,
    };
    // Two letters and a colon may open what somebody says.
    let is_mark = !mark.is_short || number.is_some();
    (begins && parted && is_mark && mark.close.is_none()).then_some(MarkReading { matter: here, number, names: None, due: None })
}

/// Whether the first word is one that tells somebody to do something.
fn begins_with_verb(words: &str) -> bool {
    is_verb(words.split(' ').next().unwrap_or(""))
}

/// Whether words after a mark can ask for something: they are not nothing, no template, and do not tell how something went.
fn is_task(words: &str, is_numbered: bool) -> bool {
    let folded = fold(clip(words, 80));
    let says_nothing_to_do = is_none(&folded)
        || is_template(words)
        || is_outcome(&folded)
        || is_outcome_word(&folded)
        || outcome(words).is_some()
        || is_numbered && super::marks::is_report(&folded);
    !says_nothing_to_do
}

/// The names that are all of the words in a range, but for a day by which something is due.
fn only_names(text: &str, from: usize, to: usize, people: &People) -> Option<(NameList, Option<TextRange>)> {
    let words = text.get(from..to)?;
    let list = name_list(words, people)?;
    let after = words.get(list.end..)?.trim_end_matches(['.', ' ', ')', ']', '*']);
    let lead = after.len() - after.trim_start_matches([' ', ',']).len();
    let list = NameList { end: from + list.end, ..list };
    if after.len() == lead {
        return Some((list, None));
    }
    let due = word_between(after, &DUE_WORDS)?;
    let dated = after.get(due.end()..).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()));
    let is_short = after.split_whitespace().count() <= 6;
    (due.start() <= lead && dated && is_short).then(|| (list, Some(TextRange::new(due.end(), after.len()).shift(list.end))))
}

/// Whether the words before a mark are the beginning of a block: nothing, a number, a mark of a list, somebody who speaks.
fn is_lead(before: &str, people: &People) -> bool {
    let words = before.trim_start_matches(|c: char| !c.is_alphanumeric());
    let digits =
        words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ')' | ':')).len();
    let words = words.get(digits..).unwrap_or("").trim();
    if words.is_empty() {
        return true;
    }
    let Some(speaker) = words.strip_suffix(':') else { return false };
    speaker.split_whitespace().count() <= 3 && name_list(speaker, people).is_some_and(|list| list.end == speaker.len())
}

/// The sentence that ends at a byte, without its full stop.
fn sentence_before(text: &str, end: usize) -> Option<TextRange> {
    let body = text.get(..end)?.trim_end_matches(|c: char| c.is_whitespace() || ".!;:-–—([*_".contains(c));
    if body.ends_with('?') || text.get(..end)?.trim_end().ends_with(':') {
        return None;
    }
    let cut = ["! ", "? "].iter().filter_map(|stop| body.rfind(stop).map(|at| at + stop.len())).max().unwrap_or(0);
    let mut from = cut;
    while let Some(next) = super::names::sentence_after(body, from) {
        from = next;
    }
    let words = body.get(from..)?;
    // `1.4 The quay …`, `- The quay …`
    let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let lead = words.get(..lead).filter(|lead| lead.ends_with([' ', '.', ')'])).map_or(0, str::len);
    let sentence = TextRange::new(from + lead, body.len());
    (sentence.slice(text).split_whitespace().count() > 1).then_some(sentence)
}

/// The blocks of a passage: its paragraphs, the items of its lists, the cells of its tables.
fn blocks(text: &str, range: TextRange) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    let mut is_open = false;
    for line in lines(text, range.start(), range.end()) {
        let words = line.slice(text).trim_start();
        let start = line.end() - words.len();
        let body = words.trim_end();
        if body.is_empty() || body.starts_with("```") {
            is_open = false;
        } else if body.starts_with('|') {
            out.extend(cells(start, body));
            is_open = false;
        } else if let Some(last) = out.last_mut().filter(|_| is_open && !is_item(body)) {
            *last = last.to(TextRange::new(start, start + body.len()));
        } else {
            out.push(TextRange::new(start, start + body.len()));
            is_open = true;
        }
    }
    out
}

/// Whether a line begins an item of a list, or has a number of its own: `- `, `3. `, `3.3 `.
fn is_item(line: &str) -> bool {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')')).len();
    let is_numbered = line.starts_with(|c: char| c.is_ascii_digit())
        && line.get(..number).is_some_and(|number| number.contains(['.', ')']))
        && line.get(number..).is_some_and(|rest| rest.starts_with([' ', '\t']));
    let is_listed = line.starts_with(['-', '*', '+', '•']) && line.get(1..).is_some_and(|t| t.starts_with([' ', '\t']));
    is_numbered || is_listed
}

/// The cells of a row that begins at a byte.
fn cells(start: usize, row: &str) -> Vec<TextRange> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in row.match_indices('|').chain([(row.len(), "")]) {
        if at > from && row.get(from..at).is_some_and(|cell| cell.contains(char::is_alphabetic)) {
            out.push(TextRange::new(from, at).shift(start));
        }
        from = at + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::rules::ALL;
    use super::super::tests::support::read;

    /// What is above each example.
    const HEAD: &str = "# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (AL), Bob Ray (BR), Cy Dunn\n\n## 1. Lamps\n\n";

    fn reading(line: &str) -> Vec<String> {
        let text = format!("{HEAD}{line}\n\n## 2. Pumps\n");
        let (meetings, _) = read("board/meetings/2021-03-09.md", &text);
        let one = |action: &crate::record::ActionPart| {
            let owners: Vec<&str> = action.owners.iter().map(|owner| &*owner.text).collect();
            format!("{} | {}", &text[action.text.range()], owners.join("; "))
        };
        meetings.iter().flat_map(|meeting| &meeting.actions).map(one).collect()
    }

    #[test]
    fn examples_of_rules() {
        let mut wrong = Vec::new();
        for rule in ALL {
            for (line, want) in rule.reads {
                let found = reading(line);
                if found != [*want] {
                    wrong.push(format!("{}: {line}\n  wanted {want}\n  found {found:?}", rule.id));
                }
            }
            for line in rule.leaves {
                let found = reading(line);
                if !found.is_empty() {
                    wrong.push(format!("{} leaves {line}\n  found {found:?}", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
