//! The shapes of marks: what a text begins with where a mark was meant.

use super::mark_text::{MarkText, is_near};
use super::words::{PassageWord, WORDS};

/// The word that opens a redaction.
const REDACT: &str = "redact";
/// The word that an internal passage is marked with.
const INTERNAL: &str = "internal";
/// Signs that part a redaction from its reason.
const SEPARATORS: [char; 4] = [':', ';', '|', '='];
/// Signs that other programs put before a word in braces, or behind it: `{.internal}`, `{% internal %}`, `{{< internal >}}`.
const OF_BRACES: [char; 10] = ['.', '#', ':', '%', '<', '>', '!', '/', '@', ' '];

/// The mark that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NearMark {
    /// Of words.
    Redaction,
    /// Of a passage.
    Passage,
    /// Of a passage, unless the text has the other word of a pair of labels.
    Label,
}

impl NearMark {
    /// The mark as it is understood.
    pub(super) fn right_form(self) -> &'static str {
        match self {
            NearMark::Redaction => "[[redact:REASON|WORDS]]",
            NearMark::Passage | NearMark::Label => "> [!INTERNAL]",
        }
    }
}

/// The place of a bracket in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BracketPlace {
    /// It begins a line, a heading, a cell or a value.
    Head,
    /// It begins an item of a list.
    Item,
    /// Words are before it.
    Within,
    /// It is in settings or data, where brackets have a meaning of their own.
    Data,
}

/// Returns the mark that the bracket at the head of a text may have been meant for.
pub(super) fn bracket_mark(mark: &MarkText, place: BracketPlace) -> Option<NearMark> {
    if is_redaction(mark) {
        return Some(NearMark::Redaction);
    }
    passage(mark, place)
}

/// Whether a mark opens with the word of a redaction, or one that is nearly it, in brackets of any kind.
fn is_redaction(mark: &MarkText) -> bool {
    let Some((bracket, count, inner)) = mark.opened() else { return false };
    let inner = if bracket == '{' { inner.trim_start_matches(OF_BRACES) } else { inner };
    let word = MarkText::word(inner);
    let is_command = WORDS.is_command(word);
    let is_word = is_command || WORDS.is_participle(word) || word.starts_with(REDACT);
    if !is_word && !is_near(word, REDACT, if count > 1 { 2 } else { 1 }) {
        return false;
    }
    let rest = inner.get(word.len()..).unwrap_or("");
    let after = rest.trim_start();
    let inside = after.split([']', '}', ')']).next().unwrap_or(after);
    // Another word is one that was meant only where a reason and words follow it: `[[react|React]]` is a link.
    let has_bar = inside.contains('|') && (is_word || !after.starts_with('|'));
    // The id of a meeting or page whose folder is called so.
    let is_reference = word != REDACT && after.starts_with(['/', '-']);
    let is_parted = after.starts_with(SEPARATORS);
    let is_alone = is_command && after.trim_start_matches(OF_BRACES).starts_with([']', '}']);
    match (bracket, count) {
        ('[' | '{', 2..) => {
            let has_words = (is_command || WORDS.is_participle(word)) && rest.starts_with(' ') && !after.starts_with([']', '}']);
            !is_reference && (has_bar || is_word && is_parted || has_words || is_alone)
        }
        ('{', _) => has_bar || is_command && (is_parted || is_alone),
        ('[', _) => has_bar || is_command && (is_parted || is_alone && !is_link(after)),
        _ => has_bar && is_word || is_command && is_parted,
    }
}

/// The mark of a passage that a bracket opens, or one that is nearly it.
fn passage(mark: &MarkText, place: BracketPlace) -> Option<NearMark> {
    let (bracket, count, inner) = mark.opened()?;
    if let Some(inner) = inner.strip_prefix('!') {
        return alert(inner.trim_start()).then_some(NearMark::Passage);
    }
    if place == BracketPlace::Data && bracket != '[' {
        return None;
    }
    let words = if bracket == '{' { inner.trim_start_matches(OF_BRACES) } else { inner };
    let has_sign = words.len() < inner.len();
    let (content, after) = split_before(words, &[']', '}', ')', '\n', ':', '|']);
    let content = content.trim_end_matches(OF_BRACES);
    let class = WORDS.passage(content)?;
    let is_internal = class == PassageWord::Internal;
    let is_closed = after.starts_with([']', '}', ')']);
    let is_parted = after.starts_with([':', '|']);
    let is_head = place == BracketPlace::Head || place == BracketPlace::Item && mark.is_capital();
    let is_meant = match (bracket, count) {
        ('{', _) => is_closed && (has_sign || is_internal || mark.is_capital()),
        ('[', 2..) if place != BracketPlace::Data => is_internal && (is_parted || is_closed && mark.is_capital()),
        ('[', 1) => {
            let is_loud = mark.is_capital() && (is_internal || is_head);
            (is_closed && !is_link(after) || is_parted && is_loud) && (is_loud || is_internal && is_head)
        }
        ('(', 1) => is_head && is_internal && mark.is_capital() && (is_closed || is_parted),
        _ => false,
    };
    is_meant.then_some(NearMark::Label)
}

/// Whether `[!` is followed by the word of a passage, or by one that differs from it by two letters at most.
fn alert(inner: &str) -> bool {
    let (content, _) = split_before(inner, &[']', '}', ')', ':', '\n']);
    if WORDS.passage(content).is_some() {
        return true;
    }
    let word = content.split(' ').next().unwrap_or("");
    let is_closed = inner.get(word.len()..).is_some_and(|after| after.trim_start().starts_with([']', '}', ')']));
    // `[!EXTERNAL]` is as near, and is another word.
    let is_nearly = is_closed && word.starts_with(['i', 'l', '1', '|']) && is_near(word, INTERNAL, 2);
    is_nearly || WORDS.passage(word) == Some(PassageWord::Internal)
}

/// Returns the mark that the head of a line may have been meant for; `rest` is the text from there on.
pub(super) fn line_mark(rest: &str, mark: &MarkText, is_quoted: bool) -> Option<NearMark> {
    let line = mark.folded().split('\n').next().unwrap_or("");
    // A bracket speaks for itself.
    if line.starts_with(['[', '{', '(']) {
        return None;
    }
    if line.starts_with('!') {
        let words = line.trim_start_matches(['!', ' ']);
        let count = line.bytes().take_while(|b| *b == b'!').count();
        let (content, _) = split_before(words, &[' ', ':', ']', '"', '(', '\t']);
        let class = WORDS.passage(content)?;
        let is_meant = is_quoted || count >= 3 || mark.is_capital() && class == PassageWord::Internal;
        return is_meant.then_some(NearMark::Passage);
    }
    if line.starts_with(":::") {
        let words = line.trim_start_matches([':', ' ', '{', '.', '#', '[']);
        let (content, _) = split_before(words, &[' ', '}', ']', '{', '\t']);
        return WORDS.passage(content).map(|_| NearMark::Passage);
    }
    let (label, after) = split_before(line, &[':']);
    let is_label = !after.is_empty();
    // A longer label is about something: `INTERNAL AUDIT: the report`.
    match WORDS.passage(label) {
        Some(PassageWord::Internal) if is_label && (is_quoted || mark.is_capital()) => return Some(NearMark::Label),
        Some(PassageWord::Internal) if is_quoted => return Some(NearMark::Passage),
        Some(PassageWord::Confidence) if is_quoted && mark.is_capital() => return Some(NearMark::Passage),
        _ => {}
    }
    if !is_quoted {
        return None;
    }
    let parted = [" - ", " – ", " — ", " | "].iter().find_map(|dash| line.split_once(dash)).map(|(before, _)| before);
    let is_parted = mark.is_capital() && parted.is_some_and(|before| WORDS.passage(before).is_some());
    let is_emphasised =
        emphasised(rest).is_some_and(|words| WORDS.passage(MarkText::of(words).folded()) == Some(PassageWord::Internal));
    (is_parted || is_emphasised).then_some(NearMark::Passage)
}

/// The words of the emphasis that a text begins with.
fn emphasised(rest: &str) -> Option<&str> {
    /// No mark is longer.
    const LONGEST: usize = 60;
    let sign = rest.chars().next().filter(|c| matches!(c, '*' | '_'))?;
    let inner = rest.trim_start_matches(sign);
    let window = inner.get(..inner.floor_char_boundary(LONGEST))?;
    window.split_once(sign).map(|(words, _)| words)
}

/// The element that a text begins with: its name, and whether words for it alone are a mark.
pub(super) struct ElementName {
    pub(super) name: String,
    pub(super) is_closing: bool,
    pub(super) is_comment: bool,
}

/// Reads the name of the tag, or the word of the comment, that a text begins with.
pub(super) fn element(rest: &str) -> Option<ElementName> {
    /// No mark is longer.
    const LONGEST: usize = 60;
    let window = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    if let Some(comment) = window.strip_prefix("<!--") {
        let words = comment.split_once("-->")?.0;
        let folded = MarkText::of(words.trim());
        let words = folded.folded().trim_matches(['[', ']', '{', '}', ':', ' ', '!']);
        let (first, after) = words.split_once(' ').unwrap_or((words, ""));
        let closed = words.strip_prefix('/').or(after.strip_prefix('/')).or(WORDS.is_closer(first).then_some(after));
        let closed = closed.or(after.split_once(' ').is_none().then_some(first).filter(|_| WORDS.is_closer(after)));
        let name = closed.unwrap_or(words).trim().to_owned();
        return Some(ElementName { name, is_closing: closed.is_some(), is_comment: true });
    }
    let inner = window.get(1..)?;
    let is_closing = inner.starts_with('/');
    let name = inner.trim_start_matches('/');
    let len = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    let (name, after) = name.split_at(len);
    let is_tag = after.starts_with(['>', ' ', '/', '\t', '\n', ':']);
    (is_tag && !name.is_empty()).then(|| ElementName {
        name: MarkText::of(name).folded().to_owned(),
        is_closing,
        is_comment: false,
    })
}

/// Whether the command of a text program that a text begins with, as `\redact{…}`, takes out words.
pub(super) fn is_command_of_text(rest: &str) -> bool {
    let inner = rest.trim_start_matches('\\');
    let len = inner.find(|c: char| !c.is_alphabetic()).unwrap_or(inner.len());
    let (word, after) = inner.split_at(len);
    after.starts_with('{') && WORDS.is_command(MarkText::of(word).folded())
}

/// Whether the `]` that a text begins with ends the words of a link, or of the address of one.
fn is_link(after: &str) -> bool {
    let Some(next) = after.strip_prefix(']') else { return false };
    if next.starts_with(['(', '[']) {
        return true;
    }
    let Some(address) = next.strip_prefix(':').map(str::trim_start) else { return false };
    let first = address.split([' ', '\n']).next().unwrap_or("");
    first.contains("//") || first.starts_with(['/', '#', '<', '.']) || first.starts_with("mailto:")
}

/// A text before the first of some signs, and from there on.
fn split_before<'t>(text: &'t str, signs: &[char]) -> (&'t str, &'t str) {
    let at = text.find(signs).unwrap_or(text.len());
    text.split_at(at)
}
