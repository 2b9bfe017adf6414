//! Looks through Markdown once: for the first heading, the places a link can find, the references,
//! and what the public edition withholds.
//!
//! It reads and changes nothing; the text is rendered by `render`, with the same options.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::html::raw::{is_comment, is_line_break, push_after_comment};
use crate::layout;
use crate::layout::bare::Bare;
use crate::record::{
    Anchor, Number, Span, Target, TextRange, Withheld, Written, blank_mark, embedded, is_blanked, shown_redaction, slug,
    without_marks,
};

/// How `text` is read, by `parse` and `render` alike: CommonMark with tables, footnotes, strikethrough, task lists, `{#id}` on
/// headings, GitHub's alerts and definition lists.
pub fn markdown_options(text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    if !braces_alone(text) {
        options |= Options::ENABLE_HEADING_ATTRIBUTES;
    }
    options
}

/// Whether a line is nothing but `{…}`. Under an indented one that a rule follows, pulldown-cmark 0.13 cuts the heading to
/// less than nothing and panics; such a text does without `{#id}` on headings.
fn braces_alone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| memchr::memchr(b'{', rest)).map(|i| i + from) {
        let start = bytes.get(from..at).and_then(|t| memchr::memrchr2(b'\n', b'\r', t)).map_or(from, |i| from + i + 1);
        let end = bytes.get(at..).and_then(|t| memchr::memchr2(b'\n', b'\r', t)).map_or(bytes.len(), |i| at + i);
        let marks = |b: &u8| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b':' | b'0'..=b'9');
        if bytes.get(start..at).is_some_and(|t| t.iter().all(marks))
            && bytes.get(at..end).is_some_and(|t| t.trim_ascii_end().ends_with(b"}"))
        {
            return true;
        }
        from = end;
    }
    false
}

/// Words before a colon that make double brackets a reference.
const PREFIXES: [&str; 11] =
    ["body", "meeting", "action", "decision", "report", "list", "dataset", "org", "person", "page", "organisation"];

/// What a look through a text finds.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The words of the first heading.
    pub heading: Option<Box<str>>,
    /// Headings and numbered paragraphs.
    pub anchors: Vec<Anchor>,
    /// References, sorted by text, one of each.
    pub references: Vec<Written<Target>>,
    /// Links from the top of the site, in the order of the text; an empty one leads nowhere.
    pub from_top: Vec<Written<()>>,
    /// What is withheld.
    pub withheld: Vec<Withheld>,
    /// Comments, in the order of the text.
    pub comments: Vec<Span>,
    /// Comments, code spans and fenced code, in the order of the text.
    pub code: Vec<Span>,
}

/// Looks through the Markdown at `body`. Minutes want no anchors and have no title by their heading.
pub(super) fn look(text: &str, body: Span, anchors: bool, heading: bool) -> Found {
    let markdown = text.get(body.range()).unwrap_or("");
    // Nothing that is looked for has no bracket, but headings and numbers.
    let has = |needle: &[u8]| memchr::memmem::find(markdown.as_bytes(), needle).is_some();
    if !anchors
        && !heading
        && !has(b"[")
        && !has(b"<!--")
        && !has(b"``dataset")
        && !has(b"~~dataset")
        && !has(b"` dataset")
        && !has(b"~ dataset")
    {
        return Found::default();
    }
    let mut look = Look { anchors, want_heading: heading, ..Look::new(markdown, body) };
    look.events();
    if has(b"<!--") {
        // What a comment refers to is referred to by nobody.
        let comments = layout::BlockDocument::from_markdown(markdown, TextRange::new(0, markdown.len()));
        look.found.comments = comments.comments().iter().map(|comment| look.span(*comment)).collect();
        look.code.extend(comments.comments());
    }
    look.brackets();
    let found = look.finish();
    // Withheld words are no part of an address, so that it is the same in every edition: headings are read without them.
    match without_withheld(markdown, body, &found.withheld).filter(|_| anchors || heading) {
        Some(blanked) => {
            let restored = Restored { text, withheld: &found.withheld };
            let mut look = Look { anchors, want_heading: heading, restored: Some(restored), ..Look::new(&blanked, body) };
            look.events();
            let (heading, anchors) = (look.found.heading.take(), std::mem::take(&mut look.found.anchors));
            Found { heading, anchors, ..found }
        }
        None => found,
    }
}

/// The text with the words of its redactions blanked; `None` where it has none.
fn without_withheld(markdown: &str, body: Span, withheld: &[Withheld]) -> Option<String> {
    let mut bytes = markdown.as_bytes().to_vec();
    let mut has_marks = false;
    for (mark, secret) in withheld.iter().filter_map(|w| Some((w.mark?, w.secret))) {
        let start = mark.start.saturating_sub(body.start) as usize;
        if let Some(mark_bytes) = bytes.get_mut(start..start + mark.range().len()) {
            blank_mark(mark_bytes, secret.start.saturating_sub(mark.start) as usize);
            has_marks = true;
        }
    }
    has_marks.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// The words of redactions that an edition may show.
#[derive(Clone, Copy)]
struct Restored<'a> {
    text: &'a str,
    withheld: &'a [Withheld],
}

impl Restored<'_> {
    /// What is shown of the redactions from a place on, one after the other.
    fn from(self, start: u32) -> impl Iterator<Item = String> {
        let first = self.withheld.partition_point(|w| w.secret.start < start);
        let marks = self.withheld.get(first..).unwrap_or(&[]).iter().filter(|w| w.mark.is_some());
        marks.map(move |w| {
            let secret = w.secret.range();
            match self.text.get(secret.clone()).filter(|words| !is_blanked(words)) {
                Some(_) => Bare::of(self.text, secret.start, secret.end).text,
                None => shown_redaction(&w.reason),
            }
        })
    }
}

/// The first language that a fence of code names in the Markdown at `body`.
#[cfg(not(feature = "highlight"))]
pub(super) fn code_language(text: &str, body: Span) -> Option<Span> {
    let markdown = text.get(body.range())?;
    let mut start = body.start as usize;
    for line in markdown.split_inclusive('\n') {
        let fence = line.trim_start_matches([' ', '>']);
        let info = fence.trim_start_matches(['`', '~']);
        let language = info.trim_end().split([' ', ',', '\t', '{']).next().unwrap_or("");
        let coloured = !language.is_empty() && !matches!(language, "text" | "txt" | "plain" | "dataset");
        if fence.len() - info.len() >= 3 && coloured && !info.contains('`') {
            let at = start + (line.len() - info.len());
            return Some(Span::new(body.file, at, at + language.len()));
        }
        start += line.len();
    }
    None
}

/// A heading whose words are being read.
struct OpenHeading {
    level: u8,
    id: Option<String>,
    title: String,
    range: TextRange,
}

struct Look<'a> {
    markdown: &'a str,
    body: Span,
    anchors: bool,
    want_heading: bool,
    found: Found,
    /// Anchors that are taken.
    ids: BTreeSet<Box<str>>,
    /// The number that comes next, for an anchor that was asked for before.
    next: BTreeMap<Box<str>, usize>,
    /// A comment was the last thing.
    hidden: bool,
    open: Option<OpenHeading>,
    /// Where brackets are not read: code, as the author marked it, and comments.
    code: Vec<TextRange>,
    /// Internal block quotes.
    blocks: Vec<TextRange>,
    links: Vec<(Box<str>, TextRange)>,
    /// What is shown of redactions, where the text is without their words.
    restored: Option<Restored<'a>>,
    /// Where the marks end of the block quotes that were last looked at.
    quoted: usize,
}

impl<'a> Look<'a> {
    fn new(markdown: &'a str, body: Span) -> Self {
        Look {
            markdown,
            body,
            anchors: false,
            want_heading: false,
            found: Found::default(),
            ids: BTreeSet::new(),
            next: BTreeMap::new(),
            hidden: false,
            open: None,
            code: Vec::new(),
            blocks: Vec::new(),
            links: Vec::new(),
            restored: None,
            quoted: 0,
        }
    }

    fn span(&self, range: TextRange) -> Span {
        let range = range.shift(self.body.start as usize);
        Span::new(self.body.file, range.start(), range.end())
    }

    fn events(&mut self) {
        let mut fenced = false;
        for (event, range) in Parser::new_ext(self.markdown, markdown_options(self.markdown)).into_offset_iter() {
            let range = TextRange::new(range.start, range.end);
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let id = id.map(|i| i.to_string());
                    self.open = Some(OpenHeading { level: level as u8, id, title: String::new(), range });
                }
                Event::End(TagEnd::Heading(_)) => self.heading(),
                Event::Start(Tag::Paragraph) if self.anchors => self.paragraph(range),
                Event::Start(Tag::CodeBlock(kind)) => {
                    fenced = matches!(kind, CodeBlockKind::Fenced(_));
                    if let CodeBlockKind::Fenced(info) = &kind
                        && let Some(name) = embedded(info)
                        && let Some(at) = range.slice(self.markdown).find(name)
                    {
                        let place = TextRange::new(at, at + name.len()).shift(range.start());
                        self.links.push((format!("dataset:{name}").into(), place));
                    }
                    if fenced {
                        self.code.push(range);
                    }
                }
                Event::End(TagEnd::CodeBlock) => fenced = false,
                Event::Code(words) => {
                    self.words(&words);
                    self.code.push(range);
                }
                Event::Text(words) if !fenced => self.words(&words),
                Event::SoftBreak | Event::HardBreak => self.words(" "),
                Event::InlineHtml(html) if is_line_break(&html) => self.words(" "),
                Event::InlineHtml(html) => self.hidden = is_comment(&html),
                // Quotes nested on one line (`> > > …`) are told apart by nothing: the outermost speaks for them.
                Event::Start(Tag::BlockQuote(_)) if range.start() >= self.quoted => {
                    let line = range.slice(self.markdown).lines().next().unwrap_or("");
                    let words = line.trim_start_matches(['>', ' ', '\t']);
                    self.quoted = range.start() + line.len() - words.len();
                    if is_internal(words) {
                        self.blocks.push(range);
                    }
                }
                Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. })
                    if !matches!(link_type, LinkType::Autolink | LinkType::Email) && is_relative(&dest_url) =>
                {
                    self.links.push((dest_url.as_ref().into(), range));
                }
                Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. } | Tag::Image { dest_url, .. })
                    if is_from_top(&dest_url) =>
                {
                    let written = Written::new(dest_url.as_ref(), self.span(range));
                    self.found.from_top.push(written);
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, words: &str) {
        let hidden = std::mem::take(&mut self.hidden);
        if let Some(OpenHeading { title, .. }) = &mut self.open {
            if hidden { push_after_comment(title, words) } else { title.push_str(words) }
        }
    }

    fn heading(&mut self) {
        let Some(OpenHeading { level, id, title, range }) = self.open.take() else { return };
        let mut words = self.restored.into_iter().flat_map(|restored| restored.from(self.span(range).start));
        let shown = without_marks(&title, |reason, _| words.next().unwrap_or_else(|| shown_redaction(reason)));
        let address = without_marks(&title, |_, _| " ".to_owned());
        let address = address.unwrap_or_else(|| title.trim().to_owned());
        let title = shown.as_deref().unwrap_or(&title).trim();
        if self.want_heading && self.found.heading.is_none() && !title.is_empty() {
            self.found.heading = Some(title.into());
        }
        if self.anchors {
            // What begins with an underline is an id of the theme.
            let id = id.map(|id| id.trim_start_matches('_').to_owned()).filter(|id| !id.is_empty());
            let id = self.free(id.unwrap_or_else(|| slug(&address)));
            let span = self.span(range);
            self.found.anchors.push(Anchor { id, title: title.into(), level, span });
        }
    }

    /// A paragraph that begins with a number of two groups or more, as reports number theirs: `1.44 The …`.
    fn paragraph(&mut self, range: TextRange) {
        let text = range.slice(self.markdown);
        let Some((word, rest)) = text.split_once(char::is_whitespace) else { return };
        // `10.30 am` is a time of day, and `2.5 per cent` an amount.
        let next = rest.split_whitespace().next().unwrap_or("").trim_end_matches([',', ';', '.']).to_lowercase();
        if matches!(
            next.as_str(),
            "am" | "pm" | "a.m" | "p.m" | "per" | "percent" | "%" | "million" | "billion" | "to" | "–" | "-"
        ) {
            return;
        }
        let Some(number) = Number::parse(word).filter(|n| n.as_str().contains('.')) else { return };
        let id = self.free(number.anchor());
        let span = self.span(range);
        self.found.anchors.push(Anchor { id, title: number.as_str().into(), level: 0, span });
    }

    /// An anchor that is not taken: `title`, `title-2`, `title-3`.
    fn free(&mut self, id: String) -> Box<str> {
        let mut free: Box<str> = id.as_str().into();
        // The numbers that were tried before are taken still.
        let next = self.next.entry(free.clone()).or_insert(2);
        while self.ids.contains(&free) {
            free = format!("{id}-{next}").into();
            *next += 1;
        }
        self.ids.insert(free.clone());
        free
    }

    /// `[[…]]` outside code.
    fn brackets(&mut self) {
        let finder = memchr::memmem::Finder::new(b"[[");
        let closers: Vec<usize> = memchr::memmem::find_iter(self.markdown.as_bytes(), b"]]").collect();
        let blanks = blank_lines(self.markdown);
        let next = |places: &[usize], from: usize| places.get(places.partition_point(|p| *p < from)).copied();
        self.code.sort_unstable();
        let mut at = 0;
        while let Some(start) = finder.find(&self.markdown.as_bytes()[at..]).map(|n| at + n) {
            let inner = start + 2;
            if let Some(code) = self.code_at(start) {
                at = code.max(inner);
                continue;
            }
            let Some(end) = next(&closers, inner) else { return };
            // A redaction may run over lines, but not over a blank one: a bracket that was never closed hides no page.
            if next(&blanks, inner).is_some_and(|blank| blank < end) {
                at = inner;
                continue;
            }
            let words = &self.markdown[inner..end];
            // `[[a [[b]]`: the inner pair is meant.
            if let Some(again) = words.rfind("[[").filter(|_| !words.starts_with("redact:")) {
                at = inner + again;
                continue;
            }
            self.bracket(words, inner);
            at = end + 2;
        }
    }

    fn bracket(&mut self, words: &str, start: usize) {
        if let Some(rest) = words.strip_prefix("redact:") {
            let Some((reason, secret)) = rest.split_once('|') else { return };
            let reason = reason.trim_end_matches('\\').trim();
            let end = start + words.len();
            let secret = self.span(TextRange::new(end - secret.len(), end));
            let mark = Some(self.span(TextRange::new(start - 2, end + 2)));
            self.found.withheld.push(Withheld { secret, mark, reason: reason.into() });
            return;
        }
        let target = words.split('|').next().unwrap_or("");
        let name = target.trim_end_matches('\\').trim();
        if is_reference(name) {
            let from = start + target.len() - target.trim_start().len();
            self.links.push((name.into(), TextRange::new(from, from + name.len())));
        }
    }

    /// The end of the code that `at` stands in.
    fn code_at(&self, at: usize) -> Option<usize> {
        let n = self.code.partition_point(|c| c.start() <= at);
        self.code.get(n.checked_sub(1)?).filter(|c| c.end() > at).map(|c| c.end())
    }

    fn finish(mut self) -> Found {
        let mut last = 0;
        for block in std::mem::take(&mut self.blocks) {
            if block.start() >= last {
                last = block.end();
                let secret = self.span(block);
                self.found.withheld.push(Withheld { secret, mark: None, reason: "internal".into() });
            }
        }
        self.found.code = std::mem::take(&mut self.code).into_iter().map(|range| self.span(range)).collect();
        self.found.withheld.sort_by_key(|w| (w.secret.start, std::cmp::Reverse(w.secret.end)));
        // A passage inside a withheld one is withheld with it.
        let mut end = 0;
        self.found.withheld.retain_mut(|w| {
            let keep = w.secret.end > end;
            if w.secret.start < end && keep {
                // It begins inside another one and ends after it: what is left of it is withheld too.
                (w.secret.start, w.mark) = (end, None);
            }
            end = end.max(w.secret.end);
            keep || w.secret.is_empty() && w.secret.start >= end
        });
        let mut references: BTreeMap<Box<str>, Span> = BTreeMap::new();
        let mut links = std::mem::take(&mut self.links);
        links.sort_by_key(|(_, range)| range.start());
        for (text, range) in links {
            let span = self.span(range);
            let withheld = &self.found.withheld;
            let hidden = |s: Span| {
                let n = withheld.partition_point(|w| w.secret.start <= s.start);
                n.checked_sub(1).and_then(|n| withheld.get(n)).is_some_and(|w| s.end <= w.secret.end)
            };
            // The place that is kept is one that everybody may see, where there is one.
            references
                .entry(text)
                .and_modify(|first| {
                    if hidden(*first) && !hidden(span) {
                        *first = span
                    }
                })
                .or_insert(span);
        }
        self.found.references = references.into_iter().map(|(text, span)| Written::new(text, span)).collect();
        self.found
    }
}

/// Where each blank line begins.
fn blank_lines(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\n', bytes)
        .filter(|end| {
            let rest = &bytes[end + 1..];
            let white = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
            rest.get(white) == Some(&b'\n')
        })
        .collect()
}

/// `> [!INTERNAL]` opens the block quote; `words` stand after its marks.
fn is_internal(words: &str) -> bool {
    words.get(..11).is_some_and(|mark| mark.eq_ignore_ascii_case("[!internal]"))
}

/// Whether double brackets around these words are a reference: a known prefix, or an id with a slash.
fn is_reference(name: &str) -> bool {
    let known = name.split_once(':').is_some_and(|(prefix, rest)| PREFIXES.contains(&prefix) && !rest.is_empty());
    known || name.contains('/') && !name.contains("://") && !name.contains(['[', ']', '\n']) && !name.starts_with('/')
}

/// Whether an address is one of this site, from its top, or none at all.
fn is_from_top(address: &str) -> bool {
    address.is_empty() || address.starts_with('/') && !address.starts_with("//")
}

/// Whether an address leads to a file beside this one, or to a place in it: no scheme, no host, not from the top of the site.
fn is_relative(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(s, _)| {
        s.starts_with(|c: char| c.is_ascii_alphabetic()) && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    !address.is_empty() && !scheme && !address.starts_with(['/', '?', '\\'])
}
