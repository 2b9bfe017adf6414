//! Tags of HTML: where they stand in a text, what they do to its shape, and the words between them.
//!
//! They are looked for in the text as it is written; no tree is made, and what is never closed is no error.

use super::line::trim_end;
use crate::record::TextRange;

/// What a tag does to the shape of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// What words are in that belong together: `<p>`, `<div>`.
    Block,
    List,
    Item,
    Table,
    Row,
    Cell,
    /// Words that are no text of minutes: a comment, a script, a quotation. It reaches to its end.
    Apart,
    /// A picture and the like: no words, and yet something to be seen.
    Content,
    /// Anything in a line.
    Inline,
    /// No element of HTML: `<module>` is what somebody wrote.
    Unknown,
}

impl Kind {
    /// What an element is, by its name.
    fn of(name: &str) -> Kind {
        const KINDS: &[(Kind, &[&str])] = &[
            (
                Kind::Block,
                &[
                    "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "main",
                    "aside",
                    "nav",
                    "center",
                    "address",
                    "dl",
                    "dt",
                    "dd",
                    "figure",
                    "figcaption",
                    "details",
                    "summary",
                    "fieldset",
                    "form",
                    "hr",
                    "body",
                    "html",
                    "hgroup",
                ],
            ),
            (Kind::List, &["ul", "ol"]),
            (Kind::Item, &["li"]),
            (Kind::Table, &["table"]),
            (Kind::Row, &["tr", "caption"]),
            (Kind::Cell, &["td", "th"]),
            (Kind::Apart, &["!", "?", "script", "style", "pre", "textarea", "blockquote", "template", "svg", "head"]),
            (Kind::Content, &["img", "iframe", "video", "audio", "object", "embed", "input", "button", "select", "picture"]),
            (
                Kind::Inline,
                &[
                    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "col", "colgroup", "del", "dfn", "em", "font",
                    "i", "ins", "kbd", "label", "legend", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong",
                    "sub", "sup", "tbody", "tfoot", "thead", "time", "tt", "u", "var", "wbr",
                ],
            ),
        ];
        if let [b'h' | b'H', level @ b'1'..=b'6'] = name.as_bytes() {
            return Kind::Heading(level - b'0');
        }
        KINDS
            .iter()
            .find(|(_, names)| names.iter().any(|n| n.eq_ignore_ascii_case(name)))
            .map_or(Kind::Unknown, |(kind, _)| *kind)
    }

    pub(crate) fn parts(self) -> bool {
        matches!(self, Kind::Heading(_) | Kind::Block | Kind::List | Kind::Item | Kind::Table | Kind::Row | Kind::Cell)
    }
}

/// A tag.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: Kind,
    pub(crate) closing: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Tag<'_> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it is a comment that is closed; `None` where it is no comment.
    pub(crate) fn comment(&self, text: &str) -> Option<bool> {
        let tag = text.get(self.start..self.end)?;
        tag.starts_with("<!--").then(|| tag.len() > 4 && tag.ends_with("-->"))
    }

    /// Whether it is of an element that has an end.
    fn can_close(&self) -> bool {
        !matches!(self.kind, Kind::Content | Kind::Apart) && !["br", "hr", "wbr", "col"].iter().any(|n| self.is(n))
    }
}

/// The tags of a stretch in order. A comment, a script and what else is no text is one tag, from its beginning to its end.
pub(crate) fn tags(text: &str, from: usize, to: usize) -> impl Iterator<Item = Tag<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'<', text.as_bytes().get(at..to)?)?;
            at = start + 1;
            if let Some(tag) = tag(text, start, to) {
                at = tag.end;
                return Some(tag);
            }
        }
    })
}

/// The tag that begins at `start`.
pub(crate) fn tag(text: &str, start: usize, to: usize) -> Option<Tag<'_>> {
    let rest = text.get(start + 1..to)?;
    // `<!-->` is a whole comment: its end may begin with the dashes that open it.
    for (mark, lead, close) in [("!--", 1, "-->"), ("!", 1, ">"), ("?", 1, ">")] {
        if rest.starts_with(mark) {
            let inside = rest.as_bytes().get(lead..)?;
            let end = memchr::memmem::find(inside, close.as_bytes());
            let end = end.map_or(to, |n| start + 1 + lead + n + close.len());
            return Some(Tag { name: rest.get(..1)?, kind: Kind::Apart, closing: false, start, end });
        }
    }
    let closing = rest.starts_with('/');
    let lead = usize::from(closing);
    let len = rest.as_bytes().get(lead..)?.iter().take(24).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = rest.get(lead..lead + len).filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let mut at = lead + len;
    if !matches!(rest.as_bytes().get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
        return None;
    }
    let end = loop {
        at += rest.as_bytes().get(at..)?.iter().position(|b| matches!(b, b'<' | b'>' | b'"' | b'\''))?;
        match rest.as_bytes().get(at)? {
            b'<' => return None,
            b'>' => break start + 1 + at + 1,
            // A value in quotation marks may hold any sign.
            quote => at += 2 + memchr::memchr(*quote, rest.as_bytes().get(at + 1..)?)?,
        }
    };
    let tag = Tag { name, kind: Kind::of(name), closing, start, end };
    if closing || tag.kind != Kind::Apart {
        return Some(tag);
    }
    Some(Tag { end: end_of(text, name, end, to), ..tag })
}

/// Where the element `name` ends whose tag ends at `from`.
fn end_of(text: &str, name: &str, from: usize, to: usize) -> usize {
    let rest = text.as_bytes().get(from..to).unwrap_or(&[]);
    for i in memchr::memmem::find_iter(rest, b"</") {
        let after = rest.get(i + 2..).unwrap_or(&[]);
        if after.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return memchr::memchr(b'>', after).map_or(to, |n| from + i + 2 + n + 1);
        }
    }
    to
}

/// Comments: those that are closed, and the `<!--` that nothing closes.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) closed: Vec<TextRange>,
    pub(super) unclosed: Vec<TextRange>,
}

/// Notes the comments of a stretch of HTML.
pub(super) fn note_comments(text: &str, from: usize, to: usize, found: &mut Comments) {
    for tag in tags(text, from, to) {
        match tag.comment(text) {
            Some(true) => found.closed.push(TextRange::new(tag.start, tag.end)),
            Some(false) => found.unclosed.push(TextRange::new(tag.start, tag.start + 4)),
            None => {}
        }
    }
}

/// The lines of a cell, which HTML parts with `<br>`, paragraphs and items; blank ones left out.
pub(crate) fn cell_lines(text: &str, cell: TextRange) -> Vec<TextRange> {
    let mut lines = Vec::new();
    let mut from = cell.start();
    let mut put = |from: usize, to: usize| {
        let line = TextRange::new(from, trim_end(text, from, to)).trimmed(text);
        if !line.is_empty() {
            lines.push(line);
        }
    };
    for tag in tags(text, cell.start(), cell.end()).filter(|t| t.is("br") || t.kind.parts()) {
        put(from, tag.start);
        from = tag.end;
    }
    put(from, cell.end());
    lines
}

/// Whether anything but the first byte of a paragraph parts it: a `<br>`, or a tag that opens a block.
pub(crate) fn is_parted(paragraph: &str) -> bool {
    paragraph.starts_with('<') && tags(paragraph, 1, paragraph.len()).any(|t| t.is("br") || !t.closing && t.kind.parts())
}

/// Whether a stretch has words outside its tags.
pub(crate) fn is_worded(text: &str) -> bool {
    let mut at = 0;
    let found = tags(text, 0, text.len()).any(|tag| {
        let words = text.get(at..tag.start).is_some_and(has_words) || matches!(tag.kind, Kind::Content | Kind::Unknown);
        at = tag.end;
        words
    });
    found || text.get(at..).is_some_and(has_words)
}

/// Whether all the words of a stretch are bold; none at all are not.
pub(crate) fn is_bold(text: &str) -> bool {
    let (mut depth, mut at, mut some) = (0usize, 0, false);
    let words = |a: usize, b: usize| text.get(a..b).is_some_and(|t| has_words(t) && t.trim() != ":");
    for tag in tags(text, 0, text.len()) {
        if words(at, tag.start) {
            if depth == 0 {
                return false;
            }
            some = true;
        }
        at = tag.end;
        if tag.is("strong") || tag.is("b") {
            depth = if tag.closing { depth.saturating_sub(1) } else { depth + 1 };
        }
    }
    some && !words(at, text.len())
}

/// A stretch without the tags and blanks around its words, as far as what is left closes all that it opens:
/// `<li><p>Ann to <b>write</b>.</p></li>` is `Ann to <b>write</b>.`, and so is what a mark left of it, `Ann to <b>write</b>.</p>`.
pub(crate) fn inner(text: &str, range: TextRange) -> TextRange {
    let start = range.start();
    let (mut from, mut to) = (start, range.end());
    // Elements are seldom in one another deeper than this.
    for _ in 0..12 {
        from = skip_wide(text, from, to);
        to = trim_wide(text, from, to);
        // `<p>- Ann to write</p>` is an item to whoever wrote it.
        let dash = text.get(from..to).filter(|_| from > start).and_then(|t| t.strip_prefix(['-', '–', '•', '·', '*']));
        from = dash.filter(|after| after.starts_with(is_wide)).map_or(from, |after| skip_wide(text, to - after.len(), to));
        let Some(part) = text.get(from..to) else { break };
        if !part.starts_with('<') && !part.ends_with('>') {
            break;
        }
        let known = |at: usize| tag(text, at, to).filter(|t| t.kind != Kind::Unknown);
        let head = part.starts_with('<').then(|| known(from)).flatten();
        let tail = part.rfind('<').and_then(|i| known(from + i)).filter(|t| t.end == to);
        if let Some(head) = head.filter(|t| t.closing || t.is("br")) {
            from = head.end;
        } else if let Some(tail) = tail.filter(|t| t.is("br")) {
            to = tail.start;
        } else if let Some(head) = head
            && head.can_close()
            && let closed = closed(text, head, to)
            && closed.is_none_or(|close| close.end == to)
        {
            (from, to) = (head.end, closed.map_or(to, |close| close.start));
        } else if let Some(empty) = tail.filter(|t| t.closing).and_then(|tail| emptied(text, from, tail)) {
            to = empty;
        } else if let Some(tail) = tail
            && (!tail.closing && tail.can_close() || tail.closing && closes_more(text, from, to, tail.name))
        {
            to = tail.start;
        } else {
            break;
        }
    }
    TextRange::new(from, to)
}

/// Where the element begins that `close` ends, if there is nothing in it: `Ann to write.<strong> </strong>`.
fn emptied(text: &str, from: usize, close: Tag<'_>) -> Option<usize> {
    let end = trim_wide(text, from, close.start);
    let start = from + text.get(from..end).filter(|t| t.ends_with('>'))?.rfind('<')?;
    tag(text, start, end).filter(|t| t.end == end && !t.closing && t.is(close.name)).map(|t| t.start)
}

/// The tag that closes `open` before `to`.
fn closed<'a>(text: &'a str, open: Tag<'a>, to: usize) -> Option<Tag<'a>> {
    let mut depth = 0usize;
    tags(text, open.start, to).filter(|t| t.is(open.name)).find(|t| {
        depth = if t.closing { depth.saturating_sub(1) } else { depth + 1 };
        depth == 0
    })
}

/// Whether more elements of a name are closed than opened in a stretch.
fn closes_more(text: &str, from: usize, to: usize, name: &str) -> bool {
    let (mut opened, mut closed) = (0usize, 0usize);
    for tag in tags(text, from, to).filter(|t| t.is(name)) {
        if tag.closing { closed += 1 } else { opened += 1 }
    }
    closed > opened
}

/// Whether a stretch without tags has anything that is not blank.
pub(crate) fn has_words(text: &str) -> bool {
    let text = text.trim_matches(is_wide);
    let blank = || text.replace("&nbsp;", "").replace("&#160;", "").trim_matches(is_wide).is_empty();
    !text.is_empty() && (!text.contains('&') || !blank())
}

/// Blanks of every width, and signs of none.
fn is_wide(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

fn skip_wide(text: &str, from: usize, to: usize) -> usize {
    let Some(part) = text.get(from..to) else { return from };
    let mut rest = part.trim_start_matches(is_wide);
    while let Some(after) = rest.strip_prefix("&nbsp;") {
        rest = after.trim_start_matches(is_wide);
    }
    to - rest.len()
}

fn trim_wide(text: &str, from: usize, to: usize) -> usize {
    let Some(part) = text.get(from..to) else { return from };
    let mut rest = part.trim_end_matches(is_wide);
    while let Some(before) = rest.strip_suffix("&nbsp;") {
        rest = before.trim_end_matches(is_wide);
    }
    from + rest.len()
}
