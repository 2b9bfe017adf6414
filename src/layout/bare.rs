//! A stretch of Markdown as its words alone, each byte of them tied to where it stands in the source.
//!
//! Emphasis, backslashes, link addresses, inline HTML tags and zero-width characters are left out; no-break
//! spaces, typographic hyphens and apostrophes become plain ones. It is made for recognising what a line is, not for showing it.

use std::borrow::Cow;

use super::line::COMMENT_FILL;
use crate::record::TextRange;

/// The words of a stretch of source; reused from line to line, so that reading a line allocates nothing.
#[derive(Debug, Default, Clone)]
pub(crate) struct Bare {
    /// The words.
    pub(crate) text: String,
    /// The stretches of the words, in order, each with its place in the source.
    stretches: Vec<PlacedWords>,
    from: usize,
    to: usize,
    brackets: Vec<usize>,
}

/// Words that stand in the source as they are, or one character that stands for something else there.
#[derive(Debug, Clone, Copy)]
struct PlacedWords {
    /// Its first byte in the words.
    at: u32,
    /// Its place in the source.
    start: u32,
    end: u32,
    /// Each of its bytes is one of the source.
    plain: bool,
}

/// No line is looked at past this many bytes: what a line is, its first words say.
const LIMIT: usize = 16 * 1024;

impl Bare {
    /// The words of `src[from..to]`.
    pub(crate) fn of(src: &str, from: usize, to: usize) -> Bare {
        let mut bare = Bare::default();
        bare.read(src, from, to);
        bare
    }

    /// The words of a range of `src`.
    pub(crate) fn within(src: &str, range: TextRange) -> Bare {
        Bare::of(src, range.start(), range.end())
    }

    /// Reads `src[from..to]`, forgetting what it held.
    pub(crate) fn read(&mut self, src: &str, from: usize, to: usize) {
        self.text.clear();
        self.stretches.clear();
        self.brackets.clear();
        let mut stop = to.min(from.saturating_add(LIMIT));
        while stop > from && !src.is_char_boundary(stop) {
            stop -= 1;
        }
        self.from = from;
        self.to = stop;
        let Some(part) = src.get(from..stop) else { return };
        let bytes = part.as_bytes();
        let mut i = 0;
        while let Some(&b) = bytes.get(i) {
            i = match b {
                b'*' => i + 1,
                b'_' if is_edge(bytes, i) => i + 1,
                b'~' if bytes.get(i + 1) == Some(&b'~') => i + 2,
                b'\\' if bytes.get(i + 1).is_some_and(u8::is_ascii_punctuation) => {
                    self.put(bytes.get(i + 1).copied().map_or(' ', char::from), i, i + 2);
                    i + 2
                }
                b'[' => {
                    self.brackets.push(self.text.len());
                    self.put('[', i, i + 1);
                    i + 1
                }
                b']' => self.close_bracket(part, i),
                b'<' => self.tag(part, i),
                b'&' => self.entity(part, i),
                // The two bytes of a line's end in CRLF are one blank: two would part columns.
                b'\r' if bytes.get(i + 1) == Some(&b'\n') => i + 1,
                // So is the margin of the next line.
                b'\n' | b'\r' => {
                    self.put(' ', i, i + 1);
                    let margin =
                        bytes.get(i + 1..).map_or(0, |rest| rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count());
                    i + 1 + margin
                }
                COMMENT_FILL => self.comment(part, i),
                0..=0x7f => self.run(part, i),
                _ => self.other(part, i),
            };
        }
    }

    /// Takes the plain characters from `i` on, at least one, together; gives the place after them.
    fn run(&mut self, part: &str, i: usize) -> usize {
        let rest = part.as_bytes().get(i + 1..).unwrap_or(&[]);
        let end = i + 1 + rest.iter().position(|b| !PLAIN[usize::from(*b)]).unwrap_or(rest.len());
        self.stretch(i, end, true);
        self.text.push_str(part.get(i..end).unwrap_or(""));
        end
    }

    fn put(&mut self, c: char, start: usize, end: usize) {
        self.stretch(start, end, false);
        self.text.push(c);
    }

    /// Notes where in the stretch of source the words come from that are put next.
    fn stretch(&mut self, start: usize, end: usize, plain: bool) {
        let (start, end) = (small(self.from + start), small(self.from + end));
        self.stretches.push(PlacedWords { at: small(self.text.len()), start, end, plain });
    }

    /// The stretch that a byte of the words is in.
    fn stretch_at(&self, i: usize) -> Option<PlacedWords> {
        let after = self.stretches.partition_point(|stretch| stretch.at as usize <= i);
        self.stretches.get(after.checked_sub(1)?).copied().filter(|_| i < self.text.len())
    }

    /// Takes an opening bracket at byte `open` of the words back.
    fn remove_bracket(&mut self, open: usize) {
        let after = self.stretches.partition_point(|stretch| (stretch.at as usize) < open);
        self.text.remove(open);
        self.stretches.remove(after);
        self.stretches.iter_mut().skip(after).for_each(|stretch| stretch.at -= 1);
    }

    /// Leaves out the words from byte `len` on.
    fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while self.stretches.last().is_some_and(|stretch| stretch.at as usize >= len) {
            self.stretches.pop();
        }
        // Of the last one a part is left.
        if let Some(last) = self.stretches.last_mut().filter(|stretch| stretch.plain) {
            last.end = last.start + (small(len) - last.at);
        }
    }

    /// A character outside ASCII at byte `i`; gives the place after it.
    fn other(&mut self, part: &str, i: usize) -> usize {
        let Some(c) = part.get(i..).and_then(|rest| rest.chars().next()) else { return i + 1 };
        let end = i + c.len_utf8();
        match c {
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{2010}' | '\u{2011}' => self.put('-', i, end),
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => self.put('\'', i, end),
            '\u{201c}' | '\u{201d}' => self.put('"', i, end),
            '\u{ff1a}' => self.put(':', i, end),
            c if c.is_whitespace() => self.put(' ', i, end),
            c => self.put(c, i, end),
        }
        end
    }

    /// A closing bracket: that of a link takes its address with it, and its opening one.
    fn close_bracket(&mut self, part: &str, i: usize) -> usize {
        let open = self.brackets.pop();
        let window = clip(part.get(i + 1..).unwrap_or(""), 2048);
        let after = match window.as_bytes().first() {
            Some(b'(') => memchr::memchr(b')', window.as_bytes()).map(|n| i + 2 + n),
            _ => None,
        };
        match (open, after) {
            (Some(open), Some(after)) if open < self.text.len() => {
                let image = open > 0 && self.text.as_bytes().get(open - 1) == Some(&b'!');
                self.remove_bracket(open);
                if image {
                    self.truncate(open - 1);
                }
                after
            }
            _ => {
                self.put(']', i, i + 1);
                i + 1
            }
        }
    }

    /// A tag of HTML leaves nothing but the blank that it puts between two words.
    fn tag(&mut self, part: &str, i: usize) -> usize {
        let Some(end) = tag_end(part, i) else {
            self.put('<', i, i + 1);
            return i + 1;
        };
        let parts = ["br", "p>", "p ", "/p>", "li", "/li", "td", "/td", "th>", "/th>", "tr", "/tr", "div", "/div"];
        let tag = part.get(i + 1..).unwrap_or("");
        if tag.starts_with("!--") {
            return self.after_comment(part, end);
        }
        if !self.text.is_empty() && !self.text.ends_with(' ') && parts.iter().any(|name| tag.starts_with(name)) {
            self.put(' ', i, end);
        }
        end
    }

    /// What stands for a comment leaves nothing, and of the blanks on its two sides one; a page break stays. Gives the place after it.
    fn comment(&mut self, part: &str, i: usize) -> usize {
        /// The length of the shortest comment, `<!-->`.
        const SHORTEST: usize = 5;
        let rest = part.as_bytes().get(i..).unwrap_or(&[]);
        let len = rest.iter().take_while(|b| **b == COMMENT_FILL).count();
        if len < SHORTEST {
            return self.run(part, i);
        }
        self.after_comment(part, i + len)
    }

    /// Returns the place after the comment that ends at `i`, and after one of the blanks on its two sides.
    fn after_comment(&self, part: &str, i: usize) -> usize {
        let blank = self.text.is_empty() || self.text.ends_with(' ');
        match part.as_bytes().get(i..).filter(|_| blank) {
            Some([b'\r', b'\n', ..]) => i + 2,
            Some([b' ' | b'\n' | b'\r', ..]) => i + 1,
            _ => i,
        }
    }

    fn entity(&mut self, part: &str, i: usize) -> usize {
        const KNOWN: [(&str, char); 12] = [
            ("&nbsp;", ' '),
            ("&#x20;", ' '),
            ("&#160;", ' '),
            ("&#xA0;", ' '),
            ("&#x26;", '&'),
            ("&amp;", '&'),
            ("&quot;", '"'),
            ("&#39;", '\''),
            ("&ndash;", '–'),
            ("&mdash;", '—'),
            ("&lt;", '<'),
            ("&gt;", '>'),
        ];
        let rest = part.get(i..).unwrap_or("");
        let (name, c) = KNOWN.iter().find(|(name, _)| rest.starts_with(name)).copied().unwrap_or(("&", '&'));
        self.put(c, i, i + name.len());
        i + name.len()
    }

    /// Where in the source the byte `i` of the text stands; past the end, the end of the stretch.
    pub(crate) fn at(&self, i: usize) -> usize {
        self.stretch_at(i).map_or(self.to, |stretch| stretch.source_of(i).start())
    }

    /// How many bytes of the text stand for the source before `at`.
    pub(crate) fn to_bare(&self, at: usize) -> usize {
        let after = self.stretches.partition_point(|stretch| (stretch.start as usize) < at);
        let next = self.stretches.get(after).map_or(self.text.len(), |stretch| stretch.at as usize);
        match after.checked_sub(1).and_then(|n| self.stretches.get(n)).filter(|stretch| stretch.plain) {
            Some(stretch) => next.min(stretch.at as usize + at - stretch.start as usize),
            None => next,
        }
    }

    /// Where in the source the character that ends before byte `i` of the text ends.
    pub(crate) fn end(&self, i: usize) -> usize {
        let last = i.checked_sub(1).and_then(|n| Some((n, self.stretch_at(n)?)));
        last.map_or(self.from, |(n, stretch)| stretch.source_of(n).end())
    }

    /// The source range of the bytes `from..to` of the text, blanks at its edges left out.
    pub(crate) fn range(&self, from: usize, to: usize) -> TextRange {
        let part = self.text.get(from..to).unwrap_or("");
        let lead = part.len() - part.trim_start().len();
        let body = part.trim();
        if body.is_empty() {
            let at = self.at(from).min(self.to);
            return TextRange::empty(at);
        }
        TextRange::new(self.at(from + lead), self.end(from + lead + body.len()))
    }
}

impl PlacedWords {
    /// The place in the source of the byte `i` of the words.
    fn source_of(self, i: usize) -> TextRange {
        let within = if self.plain { i.saturating_sub(self.at as usize) } else { 0 };
        let start = self.start as usize + within;
        TextRange::new(start, if self.plain { start + 1 } else { self.end as usize })
    }
}

/// The bytes that stand for themselves wherever they are.
const PLAIN: [bool; 256] = {
    let marks = [b'*', b'_', b'~', b'\\', b'[', b']', b'<', b'&', b'\n', b'\r', COMMENT_FILL];
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        table[byte] = true;
        byte += 1;
    }
    let mut n = 0;
    while n < marks.len() {
        table[marks[n] as usize] = false;
        n += 1;
    }
    table
};

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// At most `len` bytes of `text`, on whole characters.
pub(crate) fn clip(text: &str, len: usize) -> &str {
    let mut end = text.len().min(len);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// Whether the underscore at `i` opens or closes emphasis: a letter or digit stands on one side of it at most.
fn is_edge(bytes: &[u8], i: usize) -> bool {
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'_');
    !(word(i.checked_sub(1).and_then(|n| bytes.get(n))) && word(bytes.get(i + 1)))
}

/// Returns words of the text that is read without what stands for comments in it ([`COMMENT_FILL`]).
pub(crate) fn without_fill(words: &str) -> Cow<'_, str> {
    let fill = char::from(COMMENT_FILL);
    if !words.contains(fill) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    for part in words.split(fill).filter(|part| !part.is_empty()) {
        let blank = out.is_empty() || out.ends_with(' ');
        out.push_str(if blank { part.trim_start_matches(' ') } else { part });
    }
    Cow::Owned(out)
}

/// Where the HTML tag or comment at `i` ends, if there is one whose words mean nothing.
fn tag_end(part: &str, i: usize) -> Option<usize> {
    const NAMES: [&str; 44] = [
        "a", "b", "i", "p", "u", "br", "em", "li", "ul", "ol", "td", "tr", "th", "h1", "h2", "h3", "h4", "h5", "h6", "div",
        "sub", "sup", "span", "font", "strong", "small", "table", "tbody", "thead", "tfoot", "caption", "colgroup", "col",
        "details", "summary", "center", "dl", "dt", "dd", "del", "ins", "hr", "img", "input",
    ];
    let window = clip(part.get(i + 1..).unwrap_or(""), 512);
    if window.starts_with("!--") {
        return memchr::memmem::find(window.as_bytes(), b"-->").map(|n| i + 1 + n + 3);
    }
    let name = window.strip_prefix('/').unwrap_or(window);
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let word = name.get(..len)?;
    let follows = name.as_bytes().get(len)?;
    (NAMES.iter().any(|n| n.eq_ignore_ascii_case(word)) && matches!(follows, b'>' | b' ' | b'/' | b'\n'))
        .then(|| memchr::memchr(b'>', window.as_bytes()).map(|n| i + 1 + n + 1))?
}

/// The words of `text` in lower case, letters and digits only, one space between them: for comparing labels.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text.as_bytes());
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() || c == '\'' {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

/// [`fold`] for the common case, word by word.
fn fold_ascii(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    for word in bytes.split(|b| !IN_WORD[usize::from(*b)]).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
    out.make_ascii_lowercase();
    String::from_utf8(out).unwrap_or_default()
}

/// The bytes of ASCII that folded words are made of.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'\'';
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let src = "x **ACTION\\:**\u{a0}[Ann Lee](http://a.b/c)\u{2010}x <b>to</b> d\u{200b}o";
        let bare = Bare::of(src, 2, src.len());
        assert_eq!(bare.text, "ACTION: Ann Lee-x to do");
        let at = bare.text.find("Ann").unwrap();
        assert_eq!(bare.range(at, at + 7).slice(src), "Ann Lee");
    }

    #[test]
    fn a_comment_parts_no_words() {
        for (src, words) in [
            ("Cy <!-- of --> Dunn", "Cy Dunn"),
            ("<!-- a --> Ann<!-- b -->, Bob", "Ann, Bob"),
            ("Ann <!-- b -->\r\nBob", "Ann Bob"),
            ("Ann  <!-- b -->Lee", "Ann  Lee"),
        ] {
            let document = crate::layout::BlockDocument::from_markdown(src, crate::record::TextRange::new(0, src.len()));
            let bare = Bare::of(document.text(), 0, src.len());
            assert_eq!(bare.text, words, "{src}");
            let last = bare.text.len();
            assert_eq!(&src[bare.at(last - 1)..bare.end(last)], &words[last - 1..], "{src}");
        }
        assert_eq!(Bare::of("a\x0cb", 0, 3).text, "a\x0cb");
    }

    #[test]
    fn folded_words() {
        assert_eq!(fold("  **In-Attendance** :"), "in attendance");
        assert_eq!(fold("Présents"), "présents");
    }
}
