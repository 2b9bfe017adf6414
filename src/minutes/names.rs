//! Where in a line of people a name begins and ends, and where the next one does. What the words mean is for `person`.

use super::lexicon::{AFTER_NAMES, FORMS_OF_ADDRESS, IN_OFFICES, OFFICES_AFTER_NAMES, PLURAL_TITLES, TITLES};
use super::words::{is_chair, is_role};
use crate::layout::bare::fold;
use crate::record::{TextRange, without_post_nominals};

/// Where a name ends: at a bracket, a handle, a comma, a dash between blanks, two blanks.
pub(super) fn name_end(text: &str) -> usize {
    let handle = text
        .char_indices()
        .skip(1)
        .find(|(i, c)| *c == '@' && text.as_bytes().get(i - 1).is_some_and(|b| b.is_ascii_whitespace()))
        .map(|(i, _)| i);
    // `Ann Lee ann@example.org`: the address is no part of the name.
    let address = text.find('@').filter(|i| *i > 0 && text.as_bytes().get(i - 1).is_some_and(u8::is_ascii_alphanumeric));
    let address = address.and_then(|i| text.get(..i)?.rfind(' ')).filter(|i| *i > 0);
    let page = text.find("://").and_then(|i| text.get(..i)?.rfind(' ')).filter(|i| *i > 0);
    let plain = text.find(['(', '[', '<', ',', ';', '|', '\t', ':', '=', '{', '~']).into_iter().chain(quoted(text)).min();
    // `Ann Lee/Harbour Trust`, `Ann Lee/ Harbour Trust`; `TE/LG` are two of one word.
    let slash = text.find('/').filter(|i| text.get(..*i).is_some_and(|t| t.trim().contains(' ')));
    [
        handle,
        address,
        page,
        plain,
        slash,
        dash(text),
        gap(text),
        domain(text),
        people_uncounted(text),
        word(text, " from "),
        word(text, " who "),
        super::deputy_words::deputy_after(text),
    ]
    .into_iter()
    .flatten()
    .min()
    .unwrap_or(text.len())
}

/// The place of a word between blanks. For short texts such as names this is quicker than `str::find`.
fn word(text: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}

/// Where a quotation begins after a name; what a person is called between the names (`Ann "Flo" Lee`) is part of them.
fn quoted(text: &str) -> Option<usize> {
    let open = text.find('"')?;
    let (called, after) = text.get(open + 1..)?.split_once('"').unwrap_or_default();
    let within = !called.is_empty()
        && !called.contains(' ')
        && after.strip_prefix(' ').is_some_and(|t| t.starts_with(char::is_uppercase))
        && text.get(..open).is_some_and(|t| t.ends_with(' '));
    (!within).then_some(open)
}

/// Where a word that is the name of a site on the web stands after a name: `Ann Lee lamps.example`.
fn domain(text: &str) -> Option<usize> {
    memchr::memchr(b'.', text.as_bytes())?;
    let words = text.match_indices(' ').map(|(at, _)| at);
    words.filter(|at| *at > 0).find(|at| {
        let word = text.get(at + 1..).and_then(|t| t.split([' ', ',', ')', ';']).next()).unwrap_or("");
        is_domain(word)
    })
}

/// Whether a word is the name of a site on the web: `lamps.example`.
pub(super) fn is_domain(word: &str) -> bool {
    let (site, ending) = word.rsplit_once('.').unwrap_or_default();
    site.len() >= 3
        && ending.len() >= 2
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
}

/// Where two blanks stand that part columns. A name may go on in the next line, however far in that begins.
pub(super) fn gap(text: &str) -> Option<usize> {
    let mut margin = false;
    for pair in text.as_bytes().windows(2).enumerate() {
        match pair {
            (i, b"  ") if !margin => return Some(i),
            (_, [b'\n', _]) => margin = true,
            (_, [b' ', _]) => {}
            _ => margin = false,
        }
    }
    None
}

/// Where `2 members of the public` stands after a name.
pub(super) fn people_uncounted(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = (1..bytes.len()).find(|i| bytes.get(*i).is_some_and(u8::is_ascii_digit) && bytes.get(i - 1) == Some(&b' '))?;
    let rest = text.get(at..)?.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    ["member", "people", "person", "resident", "other", "parishioner", "guest", "elector"]
        .iter()
        .any(|w| rest.starts_with(w))
        .then_some(at - 1)
}

/// How long the e-mail address is that a text begins with.
pub(super) fn address(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']')).unwrap_or(text.len());
    let word = text.get(..end)?;
    let at = word.find('@').filter(|at| *at > 0)?;
    word.get(at..)?.contains('.').then_some(end)
}

/// Where a dash with a blank before it and one after it stands.
pub(super) fn dash(text: &str) -> Option<usize> {
    // Most names have none.
    if text.bytes().all(|b| b.is_ascii() && !matches!(b, b'-' | b'/')) {
        return None;
    }
    let apart = [" - ", " – ", " — ", " -- ", " / "].iter().filter_map(|d| text.find(d)).min();
    // `Ann Lee -Trust`
    let glued = [" -", " –"].iter().filter_map(|d| text.find(d).map(|i| (i, i + d.len()))).min();
    let glued = glued.filter(|(_, end)| text.get(*end..).is_some_and(|t| t.starts_with(char::is_uppercase))).map(|(i, _)| i);
    apart.into_iter().chain(glued).min()
}

/// The gap between the two columns of a line.
pub(super) fn column(text: &str) -> Option<TextRange> {
    let gap = text.find("  ").into_iter().chain(text.find('\t')).min()?;
    let right = gap + text.get(gap..)?.len() - text.get(gap..)?.trim_start().len();
    (gap > 0 && right < text.len()).then(|| TextRange::new(gap, right))
}

pub(super) fn trimmed(text: &str, from: usize, to: usize) -> TextRange {
    let part = text.get(from..to).unwrap_or("");
    let start =
        from + part.len() - part.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '•' | '·')).len();
    let part = text.get(start..to).unwrap_or("");
    let keep = part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\\'));
    let mut end = start + keep.len();
    // A full stop ends the row, but not an initial or a title.
    let last = keep.strip_suffix('.').and_then(|k| k.rsplit([' ', '.']).next());
    if last.is_some_and(|w| w.chars().count() >= 3 && !matches!(w, "Inc" | "Ltd" | "Hon" | "Rev" | "Esq" | "inc" | "ltd")) {
        end -= 1;
    }
    TextRange::new(start, end)
}

pub(super) fn trimmed_left(text: &str, from: usize, to: usize) -> usize {
    let part = text.get(from..to).unwrap_or("");
    from + part.len() - part.trim_start().len()
}

/// Where in `text` the bracket is closed that was opened before it.
pub(super) fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (i, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(i);
            }
            depth -= 1;
        }
    }
    None
}

/// Splits at commas, semicolons and dashes between blanks.
pub(super) fn pieces(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    let mut out = Vec::new();
    let mut start = from;
    let part = text.get(from..to).unwrap_or("");
    let bytes = part.as_bytes();
    for (i, c) in part.char_indices() {
        let blank = |n: Option<usize>| n.and_then(|n| bytes.get(n)).is_some_and(u8::is_ascii_whitespace);
        let cut =
            matches!(c, ',' | ';') || (matches!(c, '-' | '–' | '—') && blank(i.checked_sub(1)) && blank(Some(i + c.len_utf8())));
        if cut {
            out.push(TextRange::new(start, from + i));
            start = from + i + c.len_utf8();
        }
    }
    out.push(TextRange::new(start, to));
    out
}

/// Splits a list of names at `,` `;`, the words for "and" and the end of a sentence, outside brackets. Where there are
/// semicolons, they alone part one person from the next. Titles after a comma stay with their name.
pub(super) fn list_of_names(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    let part = text.get(from..to).unwrap_or("");
    let semicolons = outside(part, ';');
    let mut out: Vec<TextRange> = Vec::new();
    let (mut depth, mut start) = (0i32, 0usize);
    let mut i = 0;
    while let Some(b) = part.as_bytes().get(i) {
        match b {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = (depth - 1).max(0);
                // `Lorraine Hunt (LH) Pam Walker (PW)`: the comma was forgotten.
                if depth == 0 && !semicolons && another_follows(part, i + 1) {
                    cut(part, from, &mut start, i + 1, 0, &mut out);
                }
            }
            b';' if depth == 0 => cut(part, from, &mut start, i, 1, &mut out),
            b',' if depth == 0
                && !semicolons
                && !title_follows(part.get(start..i).unwrap_or(""), part.get(i..).unwrap_or("")) =>
            {
                cut(part, from, &mut start, i, 1, &mut out);
            }
            b'.' if depth == 0 && sentence_ends(part, start, i) => cut(part, from, &mut start, i, 1, &mut out),
            b' ' if depth == 0 && !semicolons => {
                if let Some(len) = and_word(part, i) {
                    cut(part, from, &mut start, i, len, &mut out);
                    i += len;
                    continue;
                }
                // `Ann Lee + Bob Ray`
                if part.get(i..).is_some_and(|t| t.starts_with(" + ")) {
                    cut(part, from, &mut start, i, 3, &mut out);
                    i += 3;
                    continue;
                }
                // `@ann @bob @cy`
                let handle = |t: &str| t.strip_prefix('@').is_some_and(|t| !t.is_empty() && !t.contains([' ', '(']));
                if part.as_bytes().get(i + 1) == Some(&b'@') && part.get(start..i).is_some_and(|t| handle(t.trim())) {
                    cut(part, from, &mut start, i, 1, &mut out);
                }
            }
            _ => {}
        }
        i += 1;
    }
    let end = part.len();
    cut(part, from, &mut start, end, 0, &mut out);
    out
}

/// How long the title of several is that a row begins with, the blank behind it included: `Councillors Lee, Ray and Nash`.
pub(super) fn plural_title(text: &str) -> usize {
    let words = |n: usize| text.match_indices(' ').nth(n - 1).map(|(at, _)| at);
    let title = |at: &usize| text.get(..*at).is_some_and(|t| t.len() <= 24 && PLURAL_TITLES.contains(&fold(t)));
    [2, 1].into_iter().filter_map(words).find(title).map_or(0, |at| at + 1)
}

/// How long the word for "and" is that stands at the blank `i`, blanks included.
pub(super) fn and_word(part: &str, i: usize) -> Option<usize> {
    const WORDS: [&str; 16] = [
        " and ",
        " & ",
        " und ",
        " et ",
        " ac ",
        " a'r ",
        " a\u{2019}r ",
        " a ",
        " y ",
        " e ",
        " plus ",
        " sowie ",
        " en ",
        " och ",
        " along with ",
        " together with ",
    ];
    let rest = part.get(i..)?;
    if !rest.as_bytes().get(1).is_some_and(|b| matches!(b, b'a' | b'&' | b'u' | b'e' | b'y' | b'p' | b's' | b't' | b'o')) {
        return None;
    }
    // `Ann Lee and, for item 3, Bob Ray`
    let before_aside = || WORDS.iter().find(|w| rest.strip_prefix(w.trim_end()).is_some_and(|t| t.starts_with(", ")));
    if let Some(word) = before_aside() {
        return Some(word.len());
    }
    let word = WORDS.iter().find(|w| rest.starts_with(**w))?;
    // `Maria de Souza e Silva, Bob Ray`: between commas such a letter is part of a name.
    if matches!(*word, " y " | " e ") && part.get(..i).is_some_and(|t| t.contains(',')) && outside(rest, ',') {
        return None;
    }
    (!matches!(*word, " a " | " y " | " e " | " en ") || next_is_capital(part, i + word.len())).then_some(word.len())
}

/// Whether `mark` stands outside brackets.
pub(super) fn outside(part: &str, mark: char) -> bool {
    let mut depth = 0i32;
    part.contains(mark)
        && part.chars().any(|c| {
            depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            c == mark && depth <= 0
        })
}

/// Whether after a closing bracket comes another person, who has a bracket too.
pub(super) fn another_follows(part: &str, at: usize) -> bool {
    let Some(rest) = part.get(at..).filter(|r| r.starts_with(' ')) else { return false };
    let rest = rest.trim_start();
    let stop = rest.find([',', ';', ':', '@']).unwrap_or(rest.len());
    rest.starts_with(char::is_uppercase)
        && rest
            .get(..stop)
            .and_then(|t| t.split_once('('))
            .is_some_and(|(name, _)| (2..=4).contains(&name.split_whitespace().count()))
}

/// Where the next sentence begins after byte `from`.
pub(super) fn sentence_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let end = rest.match_indices('.').map(|(i, _)| i).find(|i| sentence_ends(rest, boundary(rest, i.saturating_sub(40)), *i))?;
    let after = rest.get(end + 1..)?;
    Some(from + end + 1 + after.len() - after.trim_start().len())
}

/// The first boundary of a character at or after byte `at`.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}

/// Whether the full stop at `i` ends a sentence and no initial, title or abbreviation.
pub(super) fn sentence_ends(part: &str, start: usize, i: usize) -> bool {
    let Some(rest) = part.get(i + 1..).filter(|r| r.starts_with(char::is_whitespace)) else { return false };
    let next = rest.trim_start();
    if !next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let before = part.get(start..i).unwrap_or("");
    let word = before.rsplit([' ', '.', ',']).next().unwrap_or("");
    const SHORT: [&str; 11] = ["Cllrs", "Inc", "Ltd", "Esq", "Messrs", "Capt", "Col", "Gen", "Sen", "Dep", "Corp"];
    // `at 6:30 pm. Present were`: what measures a number is no initial.
    let unit = || before.strip_suffix(word).is_some_and(|t| t.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    let is_measure = word.chars().count() == 2 && word.chars().all(char::is_lowercase) && unit();
    let is_long = word.chars().count() >= 3 && !SHORT.contains(&word) && !TITLES.contains(&fold(word));
    word.ends_with(')') || is_long || is_measure
}

pub(super) fn cut(part: &str, from: usize, start: &mut usize, at: usize, len: usize, out: &mut Vec<TextRange>) {
    if part.get(*start..at).is_some_and(|t| !t.trim().is_empty()) {
        out.push(TextRange::new(*start, at).shift(from));
    }
    *start = at + len;
}

pub(super) fn next_is_capital(part: &str, i: usize) -> bool {
    part.get(i..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
}

/// Whether after the comma comes no other person but a title or a part of this one: `, Jr`, `, QC`, `, Chair`.
pub(super) fn title_follows(before: &str, text: &str) -> bool {
    let next = text.trim_start_matches(',').trim_start();
    let len = next.find([',', ';', '(', '\n', '.']).unwrap_or(next.len()).min(40);
    let Some(head) = next.get(..len).map(|t| t.split(" and ").next().unwrap_or(t)) else { return false };
    if head.split_whitespace().count() > 3 {
        return false;
    }
    let words = fold(head);
    let named = before.split_whitespace().count() >= 2;
    // After initials come more of them: `AG, SR`.
    let whole = before.chars().any(char::is_lowercase);
    // `Ann Lee [Chair]` is another person, `Chair of the board` is none.
    let office = words.split(' ').all(|w| is_role(w) || IN_OFFICES.contains(w));
    AFTER_NAMES.contains(&words) && whole || is_chair(&words) && office || named && OFFICES_AFTER_NAMES.contains(&words)
}

/// A name without `Cllr`, `Mrs` and their like before it, where two words at least are left. Where the first of these is an initial, forms of
/// address stay: `Mr J Lee` and `Mrs J Lee` are two.
pub(crate) fn untitled(name: &str) -> &str {
    const LONGEST: usize = 24;
    let name = name.trim();
    let mut rest = name;
    let mut address = name;
    while let Some((first, tail)) = rest.split_once(' ') {
        // `the Rt Hon`, `Y Cyng.`
        let article = || {
            let second = tail.split(' ').next().unwrap_or("");
            first.chars().count() <= 3 && is_title(second) && tail.contains(' ')
        };
        if first.len() > LONGEST || !(is_title(first) || article()) {
            break;
        }
        rest = tail.trim_start();
        if !FORMS_OF_ADDRESS.contains(&fold(first)) {
            address = rest;
        }
    }
    let is_whole = |name: &str| name.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count() >= 2;
    let initial = rest.split(' ').next().is_some_and(|w| w.trim_end_matches('.').chars().count() <= 1 || w.contains('.'));
    [if initial { address } else { rest }, address].into_iter().find(|name| is_whole(name)).unwrap_or(name)
}

/// A name without any title before it, be it a whole one or not.
pub(super) fn titleless(name: &str) -> &str {
    let mut rest = name.trim();
    while let Some((_, tail)) = rest.split_once(' ').filter(|(first, _)| is_title(first)) {
        rest = tail.trim_start();
    }
    rest
}

/// Whether a name has a given name and a surname, or an initial and a surname, titles apart.
pub(super) fn is_whole_name(name: &str) -> bool {
    titleless(name).split_whitespace().count() >= 2
}

/// Whether a word is a title of somebody: `Mr.`, `Cllr`.
pub(super) fn is_title(word: &str) -> bool {
    let plain = word.trim_end_matches(['.', ',']);
    word.starts_with(char::is_uppercase) && !plain.is_empty() && TITLES.contains(&fold(plain))
}

/// Whether letters are the initials of a name, titles left out.
pub(super) fn initials_of(name: &str, initials: &str) -> bool {
    if initials.len() < 2 || !initials.chars().all(char::is_uppercase) {
        return false;
    }
    let words = || without_post_nominals(titleless(name)).0.split(|c: char| c.is_whitespace() || c == '-');
    let capital = |w: &str| w.chars().next().filter(|c| c.is_uppercase());
    let made: String = words().filter_map(capital).collect();
    // Of those with several given names, the first and the last letter: `Ann Mary Lee (AL)`.
    let ends = || made.chars().next().into_iter().chain(made.chars().next_back()).collect::<String>();
    made.chars().count() >= 2 && (made == initials || made.chars().count() > 2 && ends() == initials)
}
