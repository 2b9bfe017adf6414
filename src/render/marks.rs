//! Badges beside the links of a page that lead to what was invented for show.
//!
//! A page that is all invented says so at its head. On any other each row, entry or sentence says so once, whichever template or writer
//! of rows made it.

use crate::html::escape;
use crate::site::MarkedAddresses;

/// What of a page begins or ends a part that has one badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartEdge {
    /// A row or an item.
    Opens,
    Closes,
    /// A block; inside a row it belongs to the row.
    Block,
}

/// The tags that part a page.
const PARTS: [(&[u8], PartEdge); 12] = [
    (b"<tr", PartEdge::Opens),
    (b"<li", PartEdge::Opens),
    (b"</tr", PartEdge::Closes),
    (b"</li", PartEdge::Closes),
    (b"<p", PartEdge::Block),
    (b"<h1", PartEdge::Block),
    (b"<h2", PartEdge::Block),
    (b"<h3", PartEdge::Block),
    (b"<dt", PartEdge::Block),
    (b"<dd", PartEdge::Block),
    (b"<article", PartEdge::Block),
    (b"<caption", PartEdge::Block),
];

/// A page with badges; `None` where it needs none. `root` is the way from the page to the top of the site, `word` what a badge says.
pub(super) fn with_badges(page: &[u8], root: &str, marked: &MarkedAddresses, word: &str) -> Option<Vec<u8>> {
    let start = memchr::memmem::find(page, b"<main")?;
    let end = memchr::memmem::rfind(page, b"</main").filter(|end| *end > start)?;
    let mut badge = String::from(" <span class=\"tag\">");
    escape::text(&mut badge, word);
    badge.push_str("</span>");
    let mut out: Vec<u8> = Vec::new();
    let (mut copied, mut at) = (0, start);
    let (mut rows, mut is_badged) = (0_usize, false);
    while let Some(tag) = page.get(at..end).and_then(|rest| memchr::memchr(b'<', rest)).map(|n| at + n) {
        at = tag + 1;
        let rest = page.get(tag..end).unwrap_or_default();
        if rest.starts_with(b"<svg") {
            at = memchr::memmem::find(rest, b"</svg").map_or(end, |n| tag + n + 1);
        } else if let Some(href) = rest.strip_prefix(b"<a ").and_then(href_of) {
            let link = href.strip_prefix(root).map(|link| link.replace("&amp;", "&"));
            if !is_badged && link.is_some_and(|link| marked.holds(&link)) {
                let close = memchr::memmem::find(rest, b"</a>").map_or(end, |n| tag + n + 4);
                out.extend_from_slice(page.get(copied..close).unwrap_or_default());
                out.extend_from_slice(badge.as_bytes());
                (copied, at, is_badged) = (close, close, true);
            }
        } else if let Some((_, edge)) = PARTS.iter().find(|(name, _)| is_tag(rest, name)) {
            match edge {
                PartEdge::Opens => (rows, is_badged) = (rows + 1, false),
                PartEdge::Closes => (rows, is_badged) = (rows.saturating_sub(1), false),
                PartEdge::Block => is_badged &= rows > 0,
            }
        }
    }
    if out.is_empty() {
        return None;
    }
    out.extend_from_slice(page.get(copied..).unwrap_or_default());
    Some(out)
}

/// Whether a tag has this name: `<p>` and `<p class`, and not `<pre>`.
fn is_tag(rest: &[u8], name: &[u8]) -> bool {
    rest.starts_with(name) && rest.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
}

/// The address of a link, from its attributes on.
fn href_of(attributes: &[u8]) -> Option<&str> {
    let tag = attributes.get(..memchr::memchr(b'>', attributes)?)?;
    let from = memchr::memmem::find(tag, b"href=\"")? + 6;
    let rest = tag.get(from..)?;
    std::str::from_utf8(rest.get(..memchr::memchr(b'"', rest)?)?).ok()
}
