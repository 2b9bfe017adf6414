//! Links and references of a text become HTML: where each leads, and how an open one ends.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Writer;
use crate::html::escape;
use crate::html::raw::without_comments;
use crate::record::{Target, TextRange, is_blanked};
use crate::text::address::{Kind, kind};
use crate::text::brackets::{self, Bracket};
use crate::text::definitions::is_address;
use crate::text::titles;

/// How an open link ends.
pub(super) enum Close {
    Nothing,
    Anchor,
    Span,
    Sic,
    Mark,
    /// Brackets around words that are no link, and what follows them.
    Unlinked(String),
    /// Words, then the address that was refused; the words begin here in the output.
    Refused(String, usize),
}

/// Where an address leads.
pub(super) enum Resolved {
    /// An address, and whether it is another site's.
    Link(String, bool),
    /// What it leads to is not published.
    Words,
    Refused,
}

impl<'p> Writer<'p, '_> {
    pub(in crate::text) fn in_link(&self) -> bool {
        self.links.iter().any(|l| matches!(l, Close::Anchor))
    }

    pub(super) fn start_link(
        &mut self,
        source: &str,
        link_type: LinkType,
        address: &str,
        title: &str,
        label: &str,
        range: &Range<usize>,
    ) {
        if let Some(bracket) = Bracket::of(link_type, address) {
            return self.start_bracket(source, bracket, label, range);
        }
        if !is_address(address) && !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) {
            self.out.push('[');
            let is_full = matches!(link_type, LinkType::Reference | LinkType::ReferenceUnknown);
            self.links.push(Close::Unlinked(if is_full { format!("][{label}]") } else { "]".to_owned() }));
            return;
        }
        let close = if self.in_link() {
            Close::Nothing
        } else if link_type == LinkType::Email {
            self.anchor(&format!("mailto:{address}"), title, false);
            Close::Anchor
        } else {
            match self.resolve(address) {
                Resolved::Link(href, web) => {
                    self.anchor(&href, title, web);
                    Close::Anchor
                }
                Resolved::Words => Close::Nothing,
                Resolved::Refused => Close::Refused(address.to_owned(), self.out.len()),
            }
        };
        self.links.push(close);
    }

    pub(super) fn anchor(&mut self, href: &str, title: &str, web: bool) {
        self.out.push_str("<a href=\"");
        escape::address(&mut self.out, href);
        self.out.push('"');
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape::attribute(&mut self.out, &without_comments(title));
            self.out.push('"');
        }
        self.out.push_str(if web { " rel=\"noreferrer\">" } else { ">" });
    }

    /// What the document's references say of a text.
    pub(in crate::text) fn reference(&self, text: &str) -> Option<&'p Target> {
        let references = &self.document?.references;
        let at = references.binary_search_by(|r| (*r.text).cmp(text)).ok()?;
        references.get(at)?.target.as_ref()
    }

    /// Whether a reference of the document was found to mean nothing.
    pub(super) fn is_dead(&self, text: &str) -> bool {
        let found = self
            .document
            .and_then(|d| d.references.binary_search_by(|r| (*r.text).cmp(text)).ok().and_then(|at| d.references.get(at)));
        found.is_some_and(|r| r.target.is_none())
    }

    /// Where a link leads.
    pub(super) fn resolve(&self, address: &str) -> Resolved {
        if let Some(target) = self.reference(address) {
            let place = self.prose.links.address(target);
            // `report.pdf#page=3`: a file keeps the fragment that its reader understands.
            let fragment = match target {
                Target::Attachment(_) => address.find('#').and_then(|at| address.get(at..)).unwrap_or(""),
                _ => "",
            };
            let link = format!("{}{place}{fragment}", self.root);
            return if place.is_empty() { Resolved::Words } else { Resolved::Link(link, false) };
        }
        match kind(address) {
            Kind::Web => Resolved::Link(address.to_owned(), true),
            Kind::Contact => Resolved::Link(address.to_owned(), false),
            // A reference that was looked for and leads nowhere is shown as its words.
            Kind::Fragment | Kind::Relative if self.is_dead(address) => Resolved::Words,
            Kind::Fragment | Kind::Relative => Resolved::Link(address.to_owned(), false),
            Kind::Top => {
                let below = address.trim_start_matches('/');
                let here = if below.is_empty() && self.root.is_empty() { "./" } else { "" };
                Resolved::Link(format!("{}{below}{here}", self.root), false)
            }
            Kind::Refused => Resolved::Refused,
        }
    }

    pub(super) fn start_bracket(&mut self, source: &str, bracket: Bracket, label: &str, range: &Range<usize>) {
        let inner = source.get(range.start + 1..range.end - 1).unwrap_or("");
        if bracket == Bracket::Sic {
            self.out.push_str("<span class=\"sic\">[<i>sic</i>");
            self.skip = TextRange::new(range.start, range.start + 4);
            self.links.push(Close::Sic);
            return;
        }
        self.double = true;
        // The outer brackets belong to it.
        if self.out.ends_with('[') {
            self.out.pop();
        }
        let words = inner.find('|');
        let words_at = words.map_or(range.end - 1, |n| range.start + 2 + n);
        match bracket {
            Bracket::Redaction => {
                let secret = source.get(words_at..range.end - 1).unwrap_or("");
                if is_blanked(secret) {
                    self.skip = TextRange::new(range.start, range.end - 1);
                    let reason = label.strip_prefix("redact:").map_or("", brackets::target);
                    self.out.push_str("<span class=\"redacted\">[");
                    let word = self.say("prose_redacted");
                    self.out.push_str(&word);
                    self.out.push_str(if reason.is_empty() { "" } else { ": " });
                    escape::text(&mut self.out, reason);
                    self.out.push(']');
                    self.links.push(Close::Span);
                } else {
                    self.skip = TextRange::new(range.start, words_at);
                    self.out.push_str("<mark class=\"withheld\">");
                    self.links.push(Close::Mark);
                }
            }
            _ => self.start_reference(brackets::target(label), words.is_some(), TextRange::new(range.start, words_at)),
        }
    }

    pub(super) fn start_reference(&mut self, name: &str, has_words: bool, skip: TextRange) {
        self.skip = skip;
        let target = self.reference(name);
        let place = target.map(|t| self.prose.links.address(t)).filter(|p| !p.is_empty() && !self.in_link());
        let close = match place {
            Some(place) => {
                self.anchor(&format!("{}{place}", self.root), "", false);
                Close::Anchor
            }
            None => Close::Nothing,
        };
        if !has_words {
            let title = target.map(|t| titles::title(self.prose.record, t, self.speech(), self.lang)).filter(|t| !t.is_empty());
            escape::text(&mut self.out, title.as_deref().unwrap_or(name));
        }
        self.links.push(close);
    }

    pub(super) fn end_link(&mut self, range: &Range<usize>) {
        if std::mem::take(&mut self.double) {
            self.skip = TextRange::new(range.end, range.end + 1);
        }
        match self.links.pop() {
            Some(Close::Anchor) => self.out.push_str("</a>"),
            Some(Close::Span) => self.out.push_str("</span>"),
            Some(Close::Sic) => self.out.push_str("]</span>"),
            Some(Close::Mark) => self.out.push_str("</mark>"),
            Some(Close::Unlinked(after)) => escape::text(&mut self.out, &after),
            Some(Close::Refused(address, from)) => {
                let mut words = String::new();
                escape::text(&mut words, &address);
                if self.out.get(from..) != Some(&words) {
                    self.out.push_str(&format!(" ({words})"));
                }
            }
            Some(Close::Nothing) | None => {}
        }
    }
}
