//! Texts as readers take them in, so that words are found however they are written: over a line end, with markup between the letters, with
//! signs that nobody sees, as an address, with escapes.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::record::is_unseen;

/// From so many letters on, words are the same wherever a text parts them: no other words have these letters in this order.
const UNMISTAKABLE: usize = 12;
/// From so many letters on, words may be written as one.
const TELLING: usize = 8;
/// A tag or an entity is no longer than this.
const LONGEST_TAG: usize = 4096;
/// Elements that part no words.
const INLINE: [&str; 28] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "tspan", "u", "wbr",
];
/// Elements that part words in the XML of office programs, without their prefix: paragraphs, tabs, breaks, cells. Its other elements only cut a
/// text into runs, in the middle of a word as often as not (ECMA-376, 17.3.2; OpenDocument 1.3, 6.1).
const OFFICE_BREAKS: [&str; 13] =
    ["p", "h", "s", "tab", "br", "cr", "tr", "tc", "row", "si", "table-row", "table-cell", "line-break"];
/// The runs of a text in a workbook, which have no prefix.
const RUNS: [&str; 3] = ["r", "t", "rpr"];
/// Names of accents in the entities of HTML: `&eacute;` is an e.
const ACCENTS: [&str; 10] = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "macr"];
/// Entities of HTML that are seen by nobody.
const UNSEEN: [&str; 5] = ["shy", "zwnj", "zwj", "lrm", "rlm"];

/// The way in which a file writes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextForm {
    /// As they are read.
    Plain,
    /// Between tags.
    Markup,
    /// With escapes, and lines folded: JSON, scripts, calendars.
    Escaped,
    /// Rich text.
    Rich,
}

impl TextForm {
    /// The form of a file, by the ending of its name.
    pub(super) fn of(path: &str) -> TextForm {
        match crate::source::ending(path).as_str() {
            "html" | "htm" | "xhtml" | "xml" | "svg" | "rdf" | "mml" => TextForm::Markup,
            "json" | "js" | "mjs" | "ics" | "vcf" | "webmanifest" | "geojson" | "jsonl" => TextForm::Escaped,
            "rtf" => TextForm::Rich,
            _ => TextForm::Plain,
        }
    }
}

/// The letters and digits of a text, without case and accents, and where its words end.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    letters: String,
    /// The places between letters where words may end, and whether a reader sees it.
    breaks: Vec<(u32, bool)>,
    /// Of each byte of `letters` its place in the text, where they are wanted.
    places: Option<Vec<u32>>,
}

impl FoldedText {
    /// Folds a text.
    pub(super) fn of(text: &str, form: TextForm) -> FoldedText {
        let mut folder = Folder { text, form, main: FoldedText::default(), aside: FoldedText::default() };
        folder.run();
        folder.finish()
    }

    /// Folds a text as authors write it, and keeps where each letter is in it.
    pub(super) fn with_places(text: &str) -> FoldedText {
        let main = FoldedText { places: Some(Vec::new()), ..FoldedText::default() };
        let mut folder = Folder { text, form: TextForm::Markup, main, aside: FoldedText::default() };
        folder.run();
        folder.finish()
    }

    /// Its letters.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// The place in the text of some of its letters.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let places = self.places.as_ref()?;
        let last = *places.get(range.end.checked_sub(1)?)? as usize;
        Some(*places.get(range.start)? as usize..last + 1)
    }

    /// Whether the letters in a range, which are those of `words`, are these words.
    pub(super) fn has_words_at(&self, range: Range<usize>, words: &FoldedText) -> bool {
        if !(self.is_break(range.start) && self.is_break(range.end)) {
            return false;
        }
        if range.len() >= UNMISTAKABLE {
            return true;
        }
        let seen = |text: &FoldedText, from: usize, to: usize| -> Vec<usize> {
            let inside = |at: usize| at > from && at < to;
            text.breaks.iter().filter(|(at, seen)| *seen && inside(*at as usize)).map(|(at, _)| *at as usize - from).collect()
        };
        let first = self.breaks.partition_point(|(at, _)| (*at as usize) <= range.start);
        let parted = self.breaks.get(first..).unwrap_or(&[]).iter().take_while(|(at, _)| (*at as usize) < range.end);
        let parted: Vec<usize> = parted.filter(|(_, seen)| *seen).map(|(at, _)| *at as usize - range.start).collect();
        let wanted = seen(words, 0, words.letters.len());
        parted == wanted || range.len() >= TELLING && parted.iter().all(|at| wanted.contains(at))
    }

    /// Whether words may end before a letter.
    fn is_break(&self, at: usize) -> bool {
        at == 0 || at == self.letters.len() || self.breaks.binary_search_by(|(place, _)| (*place as usize).cmp(&at)).is_ok()
    }

    fn push(&mut self, letter: char, place: usize) {
        self.letters.push(letter);
        if let Some(places) = &mut self.places {
            places.extend(std::iter::repeat_n(u32::try_from(place).unwrap_or(u32::MAX), letter.len_utf8()));
        }
    }

    fn part(&mut self, seen: bool) {
        let at = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        match self.breaks.last_mut() {
            Some((last, was)) if *last == at => *was |= seen,
            _ => self.breaks.push((at, seen)),
        }
    }

    /// Takes in a character; `place` is where it is in the text.
    fn character(&mut self, c: char, place: usize) {
        if c.is_ascii() {
            match c {
                'a'..='z' | '0'..='9' => self.push(c, place),
                'A'..='Z' => self.push(c.to_ascii_lowercase(), place),
                '*' | '_' | '~' | '`' | '\\' | '\0' => self.part(false),
                _ => self.part(true),
            }
            return;
        }
        if is_unseen(c) {
            return self.part(false);
        }
        for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
            if c.is_alphanumeric() {
                c.to_lowercase().filter(|c| !is_combining_mark(*c)).for_each(|c| self.push(c, place));
            } else {
                self.part(true);
            }
        }
    }
}

/// A text that is being folded.
struct Folder<'t> {
    text: &'t str,
    form: TextForm,
    main: FoldedText,
    /// What is not in the run of the words: comments, and the values of attributes.
    aside: FoldedText,
}

impl Folder<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                b'<' if self.form == TextForm::Markup => self.tag(at),
                b'&' => self.entity(at),
                b'%' => self.percent(at),
                b'\\' => self.escape(at),
                b'{' | b'}' if self.form == TextForm::Rich => self.unseen(at + 1),
                b'\r' | b'\n' => self.line_end(at),
                b'-' => self.hyphen(at, 1),
                0xe2 if bytes.get(at..at + 3) == Some("\u{2010}".as_bytes()) => self.hyphen(at, 3),
                0..=0x7f => {
                    self.main.character(char::from(byte), at);
                    at + 1
                }
                _ => match self.text.get(at..).and_then(|rest| rest.chars().next()) {
                    Some(c) => {
                        self.main.character(c, at);
                        at + c.len_utf8()
                    }
                    None => at + 1,
                },
            };
        }
    }

    /// What was set aside follows what is read.
    fn finish(mut self) -> FoldedText {
        if self.aside.letters.is_empty() {
            return self.main;
        }
        self.main.part(true);
        let base = u32::try_from(self.main.letters.len()).unwrap_or(u32::MAX);
        self.main.letters.push_str(&self.aside.letters);
        for (at, seen) in self.aside.breaks {
            match self.main.breaks.last_mut() {
                Some((last, was)) if *last == at + base => *was |= seen,
                _ => self.main.breaks.push((at + base, seen)),
            }
        }
        self.main
    }

    fn unseen(&mut self, next: usize) -> usize {
        self.main.part(false);
        next
    }

    fn seen(&mut self, next: usize) -> usize {
        self.main.part(true);
        next
    }

    /// A line end parts words, but for one of a calendar whose next line goes on.
    fn line_end(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let next = if bytes.get(at..at + 2) == Some(b"\r\n") { at + 2 } else { at + 1 };
        if self.form == TextForm::Escaped && bytes.get(next) == Some(&b' ') && bytes.get(next + 1) != Some(&b' ') {
            return self.unseen(next + 1);
        }
        self.seen(next)
    }

    /// A hyphen at the end of a line joins the letters around it.
    fn hyphen(&mut self, at: usize, len: usize) -> usize {
        let rest = self.text.as_bytes().get(at + len..).unwrap_or(&[]);
        let blanks = rest.iter().take(80).take_while(|b| b.is_ascii_whitespace()).count();
        let is_line_end =
            rest.iter().take(blanks).any(|b| *b == b'\n') && rest.first().is_some_and(|b| matches!(b, b'\n' | b'\r'));
        if is_line_end { self.unseen(at + len + blanks) } else { self.seen(at + len) }
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        if rest.starts_with("<!--") {
            let end = memchr::memmem::find(rest.as_bytes(), b"-->").map_or(rest.len(), |end| end + 3);
            self.set_aside(rest.get(4..end).unwrap_or(""));
            return self.unseen(at + end);
        }
        let window = rest.get(..rest.floor_char_boundary(LONGEST_TAG)).unwrap_or(rest);
        let name = window.get(1..).unwrap_or("").trim_start_matches('/');
        let name = name.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))).next().unwrap_or("");
        let Some(end) = tag_end(window).filter(|_| !name.is_empty() || window.starts_with("<?") || window.starts_with("<!"))
        else {
            return self.seen(at + 1);
        };
        let values = window.get(1 + name.len()..end).unwrap_or("");
        if values.contains('=') {
            self.set_aside(values);
        }
        let is = |names: &[&str], name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let is_inline = match name.rsplit_once(':') {
            Some((_, local)) => !is(&OFFICE_BREAKS, local),
            None => is(&INLINE, name) || is(&RUNS, name),
        };
        if is_inline { self.unseen(at + end + 1) } else { self.seen(at + end + 1) }
    }

    fn set_aside(&mut self, words: &str) {
        self.aside.part(true);
        let mut folder =
            Folder { text: words, form: TextForm::Plain, main: std::mem::take(&mut self.aside), aside: FoldedText::default() };
        folder.run();
        self.aside = folder.main;
        self.aside.part(true);
    }

    fn entity(&mut self, at: usize) -> usize {
        let rest = self.text.get(at + 1..).unwrap_or("");
        let Some(end) = rest.bytes().take(12).position(|b| b == b';') else { return self.seen(at + 1) };
        let name = rest.get(..end).unwrap_or("");
        let next = at + end + 2;
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            return match code.ok().and_then(char::from_u32) {
                Some(c) => {
                    self.main.character(c, at);
                    next
                }
                None => self.seen(next),
            };
        }
        if UNSEEN.contains(&name) {
            return self.unseen(next);
        }
        let letter = ACCENTS.iter().find_map(|accent| name.strip_suffix(accent)).filter(|letter| letter.len() == 1);
        match letter.and_then(|letter| letter.chars().next()) {
            Some(letter) => {
                self.main.character(letter, at);
                next
            }
            None if name == "szlig" => {
                self.main.character('ß', at);
                next
            }
            None if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()) => self.seen(next),
            None => self.seen(at + 1),
        }
    }

    /// Bytes as addresses write them.
    fn percent(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut decoded = Vec::new();
        let mut next = at;
        let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        while let (Some(b'%'), Some(high), Some(low)) = (bytes.get(next), digit(next + 1), digit(next + 2)) {
            decoded.push(high * 16 + low);
            next += 3;
        }
        if decoded.is_empty() {
            return self.seen(at + 1);
        }
        String::from_utf8_lossy(&decoded).chars().for_each(|c| self.main.character(c, at));
        next
    }

    fn escape(&mut self, at: usize) -> usize {
        let rest = self.text.get(at + 1..).unwrap_or("");
        let hex = |from: usize, to: usize| rest.get(from..to).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(sign) = rest.bytes().next() else { return at + 1 };
        match (sign, self.form) {
            (b'u', TextForm::Rich) if rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_digit() || *b == b'-') => {
                self.rich_letter(at, rest)
            }
            (b'u', _) if hex(1, 5).is_some() => {
                let code = hex(1, 5).unwrap_or(0);
                let low = rest.get(5..7).filter(|u| *u == "\\u").and_then(|_| hex(7, 11));
                let pair = low.filter(|low| (0xd800..0xdc00).contains(&code) && (0xdc00..0xe000).contains(low));
                let (code, len) = match pair {
                    Some(low) => (0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00), 12),
                    None => (code, 6),
                };
                self.main.character(char::from_u32(code).unwrap_or(' '), at);
                at + len
            }
            (b'x', TextForm::Escaped) if hex(1, 3).is_some() => {
                self.main.character(hex(1, 3).and_then(char::from_u32).unwrap_or(' '), at);
                at + 4
            }
            // Of TOML and YAML, and of JavaScript.
            (b'U', TextForm::Escaped) if hex(1, 9).is_some() => {
                self.main.character(hex(1, 9).and_then(char::from_u32).unwrap_or(' '), at);
                at + 10
            }
            (b'u', TextForm::Escaped) if rest.as_bytes().get(1) == Some(&b'{') => {
                let digits = rest.get(2..).unwrap_or("").bytes().take(7).take_while(u8::is_ascii_hexdigit).count();
                let letter = hex(2, 2 + digits).and_then(char::from_u32).unwrap_or(' ');
                self.main.character(letter, at);
                at + 1 + (3 + digits).min(rest.len())
            }
            // Of octal digits.
            (b'0'..=b'3', TextForm::Escaped) => {
                let digits = rest.bytes().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                let code = rest.get(..digits).and_then(|digits| u32::from_str_radix(digits, 8).ok());
                self.main.character(code.and_then(char::from_u32).unwrap_or(' '), at);
                at + 1 + digits
            }
            // A line that goes on.
            (b'\n', TextForm::Escaped) => self.unseen(at + 2),
            (b'n' | b'r' | b't' | b'b' | b'f' | b'v' | b'N' | b'_' | b'L' | b'P', TextForm::Escaped) => self.seen(at + 2),
            (b'\'', TextForm::Rich) if hex(1, 3).is_some() => {
                self.main.character(hex(1, 3).and_then(char::from_u32).unwrap_or(' '), at);
                at + 4
            }
            (_, TextForm::Rich) if sign.is_ascii_alphabetic() => {
                let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let number = rest.bytes().skip(word).take_while(|b| b.is_ascii_digit() || *b == b'-').count();
                let blank = usize::from(rest.as_bytes().get(word + number) == Some(&b' '));
                let next = at + 1 + word + number + blank;
                let parts = matches!(rest.get(..word), Some("par" | "line" | "tab" | "cell" | "row" | "page" | "sect"));
                if parts { self.seen(next) } else { self.unseen(next) }
            }
            _ => self.unseen(at + 1),
        }
    }
}

impl Folder<'_> {
    /// `\u235?` of rich text: a number, and what stands for it where a program does not know the letter (RTF 1.9.1, "Unicode RTF").
    fn rich_letter(&mut self, at: usize, rest: &str) -> usize {
        let number = rest.get(1..).unwrap_or("");
        let len = number.bytes().take(7).take_while(|b| b.is_ascii_digit() || *b == b'-').count();
        let code = number.get(..len).and_then(|number| number.parse::<i32>().ok()).map_or(0, |code| code.rem_euclid(0x1_0000));
        let letter = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(' ');
        self.main.character(letter, at);
        let next = 1 + len + usize::from(rest.as_bytes().get(1 + len) == Some(&b' '));
        let after = rest.get(next..).unwrap_or("");
        let stand_in = match after.as_bytes() {
            [b'\\', b'\'', _, _, ..] => 4,
            [b'\\' | b'{' | b'}' | b'\r' | b'\n', ..] | [] => 0,
            // A text that says `\uc0` has none.
            _ if memchr::memmem::find(self.text.as_bytes(), b"\\uc0").is_some() => 0,
            _ => after.chars().next().map_or(0, char::len_utf8),
        };
        at + 1 + next + stand_in
    }
}

/// The end of the tag that a text begins with; a `>` between quotes is none.
fn tag_end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut at = 1;
    loop {
        at += bytes.get(at..)?.iter().position(|b| matches!(b, b'>' | b'"' | b'\'' | b'<'))?;
        match bytes.get(at)? {
            b'>' => return Some(at),
            b'<' => return None,
            quote => match memchr::memchr(*quote, bytes.get(at + 1..)?) {
                Some(len) => at += len + 2,
                None => return memchr::memchr(b'>', bytes),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, form: TextForm, secret: &str) -> bool {
        let (folded, words) = (FoldedText::of(text, form), FoldedText::of(secret, TextForm::Plain));
        let hits = folded.letters().match_indices(words.letters()).map(|(at, _)| at).collect::<Vec<_>>();
        hits.into_iter().any(|at| folded.has_words_at(at..at + words.letters().len(), &words))
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        use TextForm::{Escaped, Markup, Plain, Rich};
        for (text, form) in [
            ("then Ann Lloyd came", Plain),
            ("ANN\n   LLOYD", Plain),
            ("Ann\u{a0}Lloyd", Plain),
            ("A\u{ad}nn \u{200b}Ll\u{200b}oyd", Plain),
            ("**Ann** _Lloyd_", Plain),
            ("Ann Llo-\nyd", Plain),
            ("Ａｎｎ Ｌｌｏｙｄ", Plain),
            ("ann,lloyd", Plain),
            ("ann%20lloyd", Plain),
            ("people/ann-lloyd/", Plain),
            ("Ann\\ Lloyd", Plain),
            ("<b>An</b>n <i>Ll<!-- x -->oyd</i>", Markup),
            ("<li>Ann</li><li>Lloyd</li>", Markup),
            ("Ann<br>Lloyd", Markup),
            ("<p>Ann&nbsp;Ll&#111;yd, &amp;c.</p>", Markup),
            ("<img alt=\"Ann Lloyd\" src=\"x.png\">", Markup),
            ("<p>x<!-- Ann Lloyd --></p>", Markup),
            ("<text>A<tspan dx=\"2\">nn</tspan> Lloyd</text>", Markup),
            ("<w:r><w:delText>Ann Ll</w:delText></w:r><w:r w:rsidR=\"1\"><w:delText>oyd</w:delText></w:r>", Markup),
            ("<w:p><w:r><w:t>Ann</w:t></w:r></w:p><w:p><w:r><w:t>Lloyd</w:t></w:r></w:p>", Markup),
            ("<si><r><t>An</t></r><r><rPr/><t>n Lloyd</t></r></si>", Markup),
            ("<text:p>Ann<text:s/><text:span text:style-name=\"T1\">Ll</text:span>oyd</text:p>", Markup),
            ("{\"a\": \"\\u0041nn\\nLloyd\"}", Escaped),
            ("{\"a\": \"Ann\\tLloyd\", \"b\": \"\\\\t\"}", Escaped),
            ("a: \"\\x41nn\\_Ll\\U0000006fyd\"", Escaped),
            ("say('Ann\\u{20}Ll\\157yd')", Escaped),
            ("a = \"Ann Ll\\\noyd\"", Escaped),
            ("LOCATION:Ann Ll\r\n oyd", Escaped),
            ("{\\rtf {\\b Ann} Ll\\'6fyd\\par}", Rich),
            ("{\\rtf Ann Ll\\u111?yd}", Rich),
            ("{\\rtf Ann Ll\\u111 ?yd}", Rich),
            ("{\\rtf Ann Ll\\u111\\'6fyd}", Rich),
            ("{\\rtf\\uc0 Ann Ll\\u111 yd}", Rich),
            ("A\0n\0n\0 \0L\0l\0o\0y\0d\0", Plain),
        ] {
            assert!(has(text, form, "Ann Lloyd"), "{text:?}");
        }
        assert!(has("Siân Wyn", Plain, "Sia\u{302}n Wyn") && has("Si&acirc;n Wyn", Markup, "Siân Wyn"));
    }

    #[test]
    fn other_words_are_other_words() {
        for (text, secret) in [
            ("the summary", "Mary"),
            ("I ran the meeting", "Iran"),
            ("a market", "Mark"),
            ("Ann Lloyds", "Ann Lloyd"),
            ("Jo Ann", "Joan"),
            ("to-day", "today"),
        ] {
            assert!(!has(text, TextForm::Plain, secret), "{text:?}");
        }
        for text in ["<td>Jo</td><td>Ann</td>", "<w:tc><w:t>Jo</w:t></w:tc><w:tc><w:t>Ann</w:t></w:tc>"] {
            assert!(!has(text, TextForm::Markup, "Joann"), "{text:?}");
        }
    }

    #[test]
    fn letters_keep_their_places() {
        let text = "Then **Ann**\nLloÿd came";
        let folded = FoldedText::with_places(text);
        let at = folded.letters().find("annlloyd").expect("the name");
        assert_eq!(folded.place(at..at + 8).and_then(|r| text.get(r.start..r.end)), Some("Ann**\nLloÿd"));
    }
}
