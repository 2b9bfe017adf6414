//! Markdown as the words a reader sees, for search, feeds and titles.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::brackets::{self, Bracket};
use super::definitions::no_definitions;
use super::simple;
use crate::html::raw::{is_comment, push_after_comment, push_plain, without_comments};
use crate::record::{TextRange, embedded, is_blanked, shown_redaction};

/// Markdown as plain text: the words a reader sees, in their order, blocks apart by a line end.
pub fn plain(markdown: &str) -> String {
    let trimmed = markdown.trim();
    if simple::paragraph(trimmed) {
        let mut out = String::with_capacity(trimmed.len());
        simple::lines(&mut out, trimmed, ' ');
        return out;
    }
    let callback = |link: BrokenLink<'_>| {
        let bracket = Bracket::find(trimmed, &link, brackets::looks_like_reference)?;
        Some((bracket.mark().into(), CowStr::Borrowed("")))
    };
    let out = String::with_capacity(trimmed.len());
    let mut words = Words {
        source: trimmed,
        out,
        html: None,
        embed: None,
        hidden: false,
        skip: TextRange::default(),
        double: false,
        sic: false,
    };
    let events = Parser::new_with_broken_link_callback(trimmed, crate::parse::markdown_options(trimmed), Some(callback))
        .into_offset_iter();
    let mut unlinked = no_definitions(&events);
    for (event, range) in events {
        while unlinked.last().is_some_and(|d| d.start < range.start) {
            words.line(unlinked.pop());
        }
        words.event(event, &range);
    }
    while let Some(line) = unlinked.pop() {
        words.line(Some(line));
    }
    words.out.truncate(words.out.trim_end().len());
    words.out
}

struct Words<'t> {
    source: &'t str,
    out: String,
    /// The block of HTML that is open: a comment may run over its lines.
    html: Option<String>,
    /// The block that shows a dataset and is open: its comments are no words, other than those of code.
    embed: Option<String>,
    /// A comment was the last thing.
    hidden: bool,
    skip: TextRange,
    double: bool,
    sic: bool,
}

impl Words<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if self.skip.contains(TextRange::new(range.start, range.end)) && range.start < range.end {
            return;
        }
        let hidden = std::mem::take(&mut self.hidden);
        match event {
            Event::Text(words) if self.embed.is_some() => self.embed.iter_mut().for_each(|all| all.push_str(&words)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if embedded(&info).is_some() => {
                self.line_end();
                self.embed = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) if self.embed.is_some() => {
                self.out.push_str(&without_comments(&self.embed.take().unwrap_or_default()));
            }
            Event::Text(words) => {
                let cut = self.skip.contains_at(range.start).then(|| self.skip.end() - range.start);
                let words = cut.and_then(|n| words.get(n..)).unwrap_or(&words);
                if hidden { push_after_comment(&mut self.out, words) } else { self.out.push_str(words) }
            }
            Event::Code(words) => self.out.push_str(&words),
            Event::Html(html) if self.html.is_some() => self.html.iter_mut().for_each(|all| all.push_str(&html)),
            Event::InlineHtml(html) | Event::Html(html) => {
                self.hidden = is_comment(&html);
                push_plain(&mut self.out, &html);
            }
            Event::SoftBreak if hidden => push_after_comment(&mut self.out, " "),
            Event::Start(Tag::HtmlBlock) => {
                self.line_end();
                self.html = Some(String::new());
            }
            Event::End(TagEnd::HtmlBlock) => push_plain(&mut self.out, &self.html.take().unwrap_or_default()),
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.out.push(' '),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                if let Some(bracket) = Bracket::of(link_type, &dest_url) {
                    self.bracket(bracket, range);
                }
            }
            Event::End(TagEnd::Link) if std::mem::take(&mut self.double) => self.skip = TextRange::new(range.end, range.end + 1),
            Event::End(TagEnd::Link) if std::mem::take(&mut self.sic) => self.out.push(']'),
            Event::Start(tag) if is_block(&tag) => self.line_end(),
            Event::End(TagEnd::TableCell) => self.out.push(' '),
            _ => {}
        }
    }

    fn bracket(&mut self, bracket: Bracket, range: &Range<usize>) {
        if bracket == Bracket::Sic {
            self.out.push('[');
            self.sic = true;
            return;
        }
        self.double = true;
        if self.out.ends_with('[') {
            self.out.pop();
        }
        let inner = self.source.get(range.start + 1..range.end - 1).unwrap_or("");
        let (name, words) = inner.split_once('|').map_or((inner, None), |(n, w)| (n, Some(w)));
        match words {
            Some(words) if bracket == Bracket::Redaction && is_blanked(words) => {
                self.skip = TextRange::new(range.start, range.end - 1);
                let reason = name.strip_prefix("redact:").map_or("", brackets::target);
                self.out.push_str(&shown_redaction(reason));
            }
            Some(_) => self.skip = TextRange::new(range.start, range.start + 2 + name.len()),
            None => {}
        }
    }

    /// `[Chair]: Welcome`, which is no definition.
    fn line(&mut self, line: Option<Range<usize>>) {
        self.line_end();
        self.out.push_str(line.and_then(|l| self.source.get(l)).unwrap_or("").trim());
        self.line_end();
    }

    /// A new line, unless one has just begun.
    fn line_end(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ', '\n']).len());
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }
}

/// Whether what a tag holds stands on lines of its own.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::TableCell
            | Tag::List(_)
    )
}
