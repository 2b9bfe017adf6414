//! Marks of withholding that are nearly right. Their author meant to withhold words, which would be published: nothing is guessed,
//! and the author is told. A mark in code counts too, but in a page that says `shows_marks = true`: such a page is about marks.

mod mark_text;
mod shapes;
mod words;

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use self::mark_text::MarkText;
use self::shapes::{BracketPlace, NearMark, bracket_mark, element, is_command_of_text, line_mark};
use self::words::WORDS;
pub(super) use self::words::near_setting;
use crate::diag::{Code, Diagnostic, setting};
use crate::record::{FileId, Span, Withheld};

/// The longest mark, up to the words that it withholds.
const LONGEST: usize = 400;
/// So many marks of a file are said.
const MOST: usize = 20;
/// Lines at the head of a text in which a setting may have been meant.
const HEAD: usize = 10;

/// Finds the marks in a text, front matter excluded, that look like one and are not understood. `withheld` has what the others withhold,
/// `shown` the code in which marks are shown on purpose, both in the order of the text.
pub(super) fn marks(text: &str, body: Span, withheld: &[Withheld], shown: &[Span]) -> Vec<Diagnostic> {
    let is_shown = |at: usize| {
        let n = shown.partition_point(|code| code.start as usize <= at);
        n.checked_sub(1).and_then(|n| shown.get(n)).is_some_and(|code| code.range().contains(&at))
    };
    let range = body.range();
    let Some(words) = text.get(range.clone()) else { return Vec::new() };
    let is_understood = |at: usize, mark: NearMark| {
        let at = range.start + at;
        let rest = text.get(at..range.end).unwrap_or("");
        is_shown(at) || if mark == NearMark::Redaction { redacts(rest, at, withheld) } else { is_withheld(at, withheld) }
    };
    let found = NearMarks::new(words).filter(|(at, mark)| !is_understood(*at, *mark)).take(MOST);
    let mut out: Vec<Diagnostic> = found
        .map(|(at, mark)| {
            let at = range.start + at;
            doubt(body.file, at, text.get(at..range.end).unwrap_or(""), mark.right_form())
        })
        .collect();
    out.extend(withheld.iter().filter(|w| w.mark.is_none()).filter_map(|w| torn(text, range.end, w)));
    let mut at = range.start;
    for line in words.split_inclusive('\n').take(HEAD) {
        if let Some(setting) = setting_of_line(line).filter(|_| !is_withheld(at, withheld) && !is_shown(at)) {
            out.push(doubt(body.file, at, line, &setting));
        }
        at += line.len();
    }
    out
}

/// Finds marks, and what is nearly one, in settings or data: where each begins.
pub(super) fn marks_in_data(text: &str) -> impl Iterator<Item = usize> + '_ {
    NearMarks { is_data: true, ..NearMarks::new(text) }.map(|(at, _)| at).take(MOST)
}

/// Finds marks in a text that is published as it is, where none withholds anything.
pub(super) fn marks_in_copy(file: FileId, text: &str) -> Vec<Diagnostic> {
    let name = |at: usize, mark: NearMark| {
        let rest = text.get(at..).unwrap_or("");
        Diagnostic::new(
            Code::DoubtfulMark,
            Span::new(file, at, at + head_of(rest)),
            "a mark of withholding in a file that is published as it is withholds nothing",
        )
        .expected(format!("`{}` is read in the text of a document only", mark.right_form()))
        .remedy("take the words out of the file, say `audience = \"internal\"` beside it, or make a page of it")
    };
    NearMarks::new(text).take(MOST).map(|(at, mark)| name(at, mark)).collect()
}

/// The marks of a text, right ones and near ones, in order.
struct NearMarks<'t> {
    text: &'t str,
    /// The place from which it is looked on.
    at: usize,
    /// The head of the line, behind its quotation marks, bullet and number, unless it was looked at.
    head: Option<LineHead>,
    /// Where the line ends.
    line_end: usize,
    is_data: bool,
    /// Whether the text has the other word of a pair of labels; the names of the elements that it closes.
    has_counterpart: OnceCell<bool>,
    closed: OnceCell<FxHashSet<String>>,
}

/// The place behind the signs that a line begins with.
#[derive(Debug, Clone, Copy)]
struct LineHead {
    at: usize,
    is_quoted: bool,
    /// It is an item of a list, whose first words in brackets are often a label: `- [internal] mend the tests`.
    is_item: bool,
}

impl<'t> NearMarks<'t> {
    fn new(text: &'t str) -> Self {
        let (has_counterpart, closed) = (OnceCell::new(), OnceCell::new());
        NearMarks { text, at: 0, head: None, line_end: 0, is_data: false, has_counterpart, closed }
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    /// The next place on the line where a mark may begin.
    fn candidate(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let is_candidate = |byte: u8| matches!(byte, b'[' | b'{' | b'(' | b'&' | b'<' | b'\\' | 0xe2 | 0xe3 | 0xef);
        let line = bytes.get(self.at..self.line_end)?;
        let found = self.at + line.iter().position(|byte| is_candidate(*byte))?;
        Some(found)
    }

    /// The mark that begins at a place.
    fn mark_at(&self, at: usize, head: LineHead) -> Option<NearMark> {
        let rest = self.text.get(at..)?;
        match rest.as_bytes().first()? {
            b'<' => return self.element(rest),
            b'\\' if is_command_of_text(rest) => return Some(NearMark::Redaction),
            b'\\' => return None,
            _ if !may_be_mark(rest) => return None,
            _ => {}
        }
        let before = self.text.get(head.at..at).unwrap_or("");
        let is_head = before.chars().all(|c| matches!(c, '*' | '_' | '~' | '`' | '"' | '\'' | '“' | '‘' | ' ' | '\\'));
        let place = match is_head || self.is_data && before.ends_with(['"', '\'', ',']) {
            true if !self.is_data && head.is_item && !head.is_quoted => BracketPlace::Item,
            true if !self.is_data || before.ends_with(['"', '\'', ',']) => BracketPlace::Head,
            _ if self.is_data => BracketPlace::Data,
            _ => BracketPlace::Within,
        };
        self.unless_paired(bracket_mark(&MarkText::of(rest), place)?)
    }

    /// The mark that a line begins with.
    fn mark_of_head(&self, head: LineHead) -> Option<NearMark> {
        let rest = self.text.get(head.at..self.line_end.max(head.at))?;
        let first = rest.trim_start_matches(['*', '_', '`', '~', '\\']).trim_start_matches(['!', ':', ' ', '{', '.']);
        if !first.bytes().next().is_some_and(|byte| WORDS.may_begin_with(byte)) {
            return None;
        }
        self.unless_paired(line_mark(rest, &MarkText::of(rest), head.is_quoted)?)
    }

    /// A label that is not one of a pair.
    fn unless_paired(&self, mark: NearMark) -> Option<NearMark> {
        (mark != NearMark::Label || !*self.has_counterpart.get_or_init(|| has_counterpart(self.text))).then_some(mark)
    }

    /// The mark that a tag or a comment was meant for.
    fn element(&self, rest: &str) -> Option<NearMark> {
        let first = rest.get(1..)?.trim_start_matches(['!', '-', ' ', '[', ':', '{']);
        if !first.bytes().next().is_some_and(|byte| WORDS.may_begin_with(byte)) {
            return None;
        }
        let element = element(rest).filter(|element| !element.is_closing)?;
        let passage = WORDS.passage(&element.name);
        let is_command = WORDS.is_command(&element.name);
        let is_word = is_command || WORDS.is_participle(&element.name) || passage.is_some();
        let is_meant = is_word && (is_command && !element.is_comment || self.closes(&element.name));
        is_meant.then_some(if passage.is_some() { NearMark::Passage } else { NearMark::Redaction })
    }

    /// Whether the text closes an element.
    fn closes(&self, name: &str) -> bool {
        let closed = self.closed.get_or_init(|| {
            let places = memchr::memchr_iter(b'<', self.text.as_bytes());
            let elements = places.filter_map(|at| element(self.rest(at))).filter(|element| element.is_closing);
            elements.map(|element| element.name).collect()
        });
        closed.contains(name)
    }
}

impl Iterator for NearMarks<'_> {
    type Item = (usize, NearMark);

    fn next(&mut self) -> Option<(usize, NearMark)> {
        loop {
            if self.at >= self.line_end {
                if self.line_end >= self.text.len() {
                    return None;
                }
                let start = self.line_end;
                let len = memchr::memchr(b'\n', self.text.as_bytes().get(start..)?).map_or(self.text.len() - start, |n| n + 1);
                self.line_end = start + len;
                let head = line_head(self.text.get(start..self.line_end)?);
                let head = LineHead { at: start + head.at, ..head };
                (self.at, self.head) = (start, Some(head));
                if !self.is_data
                    && let Some(mark) = self.mark_of_head(head)
                {
                    self.at = self.line_end;
                    return Some((head.at, mark));
                }
            }
            let Some(at) = self.candidate() else {
                self.at = self.line_end;
                continue;
            };
            let head = self.head.unwrap_or(LineHead { at, is_quoted: false, is_item: false });
            let sign = self.text.as_bytes().get(at).copied();
            if let Some(mark) = self.text.is_char_boundary(at).then(|| self.mark_at(at, head)).flatten() {
                self.at = (at + head_of(self.rest(at)).max(1)).min(self.line_end);
                return Some((at, mark));
            }
            // Of several brackets together the first speaks for all.
            let same = self
                .text
                .as_bytes()
                .get(at..self.line_end)
                .map_or(1, |rest| rest.iter().take_while(|b| Some(**b) == sign).count());
            self.at = at + if matches!(sign, Some(b'[' | b'{' | b'(')) { same.max(1) } else { 1 };
        }
    }
}

/// Whether the word in the bracket that a text begins with can be one of a mark: most brackets are told by one letter.
fn may_be_mark(rest: &str) -> bool {
    const SIGNS: &[u8] = b"[{(!.#:%/ \t*_`~\\^@<>";
    let first = rest.bytes().take(LONGEST).find(|byte| !SIGNS.contains(byte));
    first.is_some_and(|byte| byte == b'&' || WORDS.may_begin_with(byte))
}

/// The place behind the signs that a line begins with: quotation marks, the sign of a heading or item, a number, a box, a bar.
fn line_head(line: &str) -> LineHead {
    let mut rest = line;
    let (mut is_quoted, mut is_item) = (false, false);
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '|']);
        let after = if let Some(after) = trimmed.strip_prefix('>') {
            is_quoted = true;
            after
        } else if let Some(after) = ["- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "].iter().find_map(|sign| trimmed.strip_prefix(sign))
        {
            is_item = true;
            after
        } else if let Some(after) = trimmed.trim_start_matches('#').strip_prefix(' ').filter(|_| trimmed.starts_with('#')) {
            after
        } else {
            let number = trimmed.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            let after = trimmed.get(number..).unwrap_or("");
            let is_number = (1..=8).contains(&number) && after.starts_with([' ', ')']);
            if !is_number {
                return LineHead { at: line.len() - trimmed.len(), is_quoted, is_item };
            }
            after.trim_start_matches(')')
        };
        rest = after;
    }
}

/// Whether a line of a text is labelled with the other word of a pair: `EXTERNAL:`, `[external]`.
fn has_counterpart(text: &str) -> bool {
    text.lines().any(|line| {
        let head = line_head(line);
        let mark = MarkText::of(line.get(head.at..).unwrap_or(""));
        let words = mark.folded().trim_start_matches(['[', '(', '{', '.', ' ']);
        let word = MarkText::word(words);
        WORDS.is_counterpart(word)
            && words.get(word.len()..).is_some_and(|after| after.trim_start().starts_with([':', ']', ')', '}']))
    })
}

/// Whether the redaction that a text begins with, at `at` of its file, is one of those that withhold words.
fn redacts(rest: &str, at: usize, withheld: &[Withheld]) -> bool {
    let n = withheld.partition_point(|w| (w.secret.start as usize) < at);
    let of_place = |w: &&Withheld| w.mark.is_some_and(|mark| mark.start as usize == at);
    let is_mark = rest.starts_with("[[") && withheld.get(n..).unwrap_or(&[]).iter().take(2).any(|w| of_place(&w));
    is_mark || is_withheld(at, withheld)
}

/// An internal passage whose mark is alone, or which another quotation follows: an empty line ended it.
fn torn(text: &str, end: usize, withheld: &Withheld) -> Option<Diagnostic> {
    let range = withheld.secret.range();
    let block = text.get(range.clone())?;
    let inner = block.split_once(']').map_or("", |(_, inner)| inner);
    let after = text.get(range.end..end).unwrap_or("");
    let next = after.trim_start_matches(['\n', '\r', ' ', '\t']);
    let is_alone = inner.chars().all(|c| c.is_whitespace() || c == '>');
    let is_followed = next.starts_with('>') && !opens_passage(next);
    if !is_alone && !is_followed {
        return None;
    }
    let (at, what) = if is_alone {
        (range.start + block.find('[').unwrap_or(0), "this mark withholds nothing: no words of the quotation follow it")
    } else {
        (range.end + (after.len() - next.len()), "this quotation is published: an empty line ended the internal one before it")
    };
    let len = text.get(at..).map_or(0, head_of);
    Some(
        Diagnostic::new(Code::DoubtfulMark, Span::new(withheld.secret.file, at, at + len), what)
            .expected("the mark withholds the quotation that it opens, up to an empty line")
            .remedy("begin the empty line with `>` to go on, or put a paragraph in between"),
    )
}

/// Whether a place is in a passage that is withheld.
fn is_withheld(at: usize, withheld: &[Withheld]) -> bool {
    let n = withheld.partition_point(|w| w.secret.start as usize <= at);
    n.checked_sub(1).and_then(|n| withheld.get(n)).is_some_and(|w| w.secret.range().contains(&at))
}

/// Whether the quotation that a text begins with is marked.
fn opens_passage(quotation: &str) -> bool {
    let mark = MarkText::of(quotation.trim_start_matches(['>', ' ', '\t']));
    matches!(bracket_mark(&mark, BracketPlace::Head), Some(NearMark::Passage))
}

/// The setting that a line at the head of a text was meant for, where it would withhold the text.
fn setting_of_line(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['>', '-', '*', '+', '#', '`', ' ']);
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim_matches([' ', '*', '"', '\'', '`', '_']);
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    near_setting(key, value, true).map(|(key, value)| setting(false, key, value))
}

/// The length of what is shown of a mark that a text begins with: up to its first closing bracket, on one line.
fn head_of(rest: &str) -> usize {
    let head = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
    let line = head.lines().next().unwrap_or("");
    line.find(']').map_or(line.len(), |end| end + 1)
}

fn doubt(file: FileId, at: usize, rest: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DoubtfulMark,
        Span::new(file, at, at + head_of(rest)),
        "this looks like a mark of withholding, and withholds nothing",
    )
    .expected(format!("the mark is `{right}`"))
    .remedy(format!("write `{right}`, or other words; for a page about marks, which shows one in code: `shows_marks = true`"))
}

#[cfg(test)]
mod tests {
    use super::{NearMark, NearMarks, setting_of_line};

    /// Each line of the file is a text, with `\n` for a line end, `\u{…}` for a sign that is not seen, and what is found in it.
    #[test]
    fn near_marks_are_told_from_other_words() {
        let mut class = None;
        for line in include_str!("cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
            if let Some(name) = line.strip_prefix("== ") {
                class = Some(name);
                continue;
            }
            let mut text = line.replace("\\n", "\n");
            while let Some((before, after)) = text.split_once("\\u{") {
                let (code, after) = after.split_once('}').expect("closed");
                let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a sign");
                text = format!("{before}{sign}{after}");
            }
            let found = NearMarks::new(&text).next().map(|(_, mark)| mark);
            let said = match found {
                Some(NearMark::Redaction) => "redaction",
                Some(NearMark::Passage | NearMark::Label) => "passage",
                None if text.lines().any(|line| setting_of_line(line).is_some()) => "setting",
                None => "nothing",
            };
            assert_eq!(Some(said), class, "{text}");
        }
    }

    #[test]
    fn each_byte_of_a_text_is_looked_at_a_few_times() {
        // A limit in time would say something of the machine: these would take minutes if they were looked at once for each of their parts.
        for part in [
            "[[redact:x|",
            "[<!--",
            "<internal>",
            "> INTERNAL",
            "INTERNAL: ",
            "<!-- internal",
            "[",
            "(",
            "{{",
            "\\redact",
            "[!internal",
        ] {
            let text = part.repeat(40_000 / part.len());
            let found = NearMarks::new(&text).count();
            assert!(found <= text.len(), "{part}");
        }
    }
}
