//! Files that act when they are opened: web pages, and drawings with scripts in them. Beside pages that carry no script, they would run
//! theirs with all that a reader of the site may do.
//!
//! A drawing is looked through for what can act (SVG 2, section 15 and appendix "Conformance": scripts, handlers of events, foreign
//! content; addresses that are scripts). It is not mended: a drawing without its script is another one.

use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Record, Span};
use crate::source::{self, Sources, decoded_text};

/// Endings of files that a browser shows as a page of their own.
const PAGES: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "mhtml", "mht", "hta", "svgz"];
/// Endings of files that may have scripts in them.
const MARKUP: [&str; 6] = ["svg", "xml", "xsl", "xslt", "rss", "atom"];
/// Elements that act, or hold what does.
const ELEMENTS: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "html", "body"];
/// Attributes that hold an address, or what an animation makes of one.
const ADDRESSES: [&str; 9] = ["href", "src", "to", "from", "by", "values", "action", "formaction", "data"];
/// The only data that an address may hold.
const PICTURES: [&str; 5] = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp", "data:image/avif"];

/// Returns an error for each published file that acts, unless the site allows them.
pub(super) fn active_files(record: &Record, originals: &Sources) -> Vec<Diagnostic> {
    if record.site.allow_active {
        return Vec::new();
    }
    let acts = |file: &FileId| {
        let ending = source::ending(originals.path(*file));
        if PAGES.contains(&&*ending) {
            return Some((*file, None));
        }
        if !MARKUP.contains(&&*ending) {
            return None;
        }
        let bytes = source::read_bytes(originals, *file).ok()?;
        find_active(&decoded_text(&bytes)).map(|found| (*file, Some(found)))
    };
    record.files.keys().filter_map(acts).map(|(file, found)| report(originals.path(file), file, found)).collect()
}

fn report(path: &str, file: FileId, found: Option<(usize, String)>) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (message, remedy) = match found {
        None => (
            format!("`{name}` is a page of its own: a browser that opens it runs whatever is in it"),
            "attach a PDF, or make Markdown of it (`minutebook import`)",
        ),
        Some((line, what)) => (
            format!("`{name}` can act when it is opened: line {line} has {what}"),
            "save it without scripts: as plain SVG, or as PNG",
        ),
    };
    Diagnostic::new(Code::ActiveFile, Span::new(file, 0, 0), message)
        .expected("a file that only shows something")
        .remedy(format!("{remedy}; where nobody but its authors can write to the site, `allow_active = true` in site.toml publishes such files"))
}

/// Returns the first thing in XML that acts, and its line.
fn find_active(text: &str) -> Option<(usize, String)> {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let tag = tag_at(text, start);
        if let Some(what) = acting(tag) {
            let line = text.get(..start).map_or(1, |before| before.matches('\n').count() + 1);
            return Some((line, what));
        }
        at = start + tag.len().max(1);
    }
    None
}

/// The tag, comment, section or declaration that begins with the `<` at a place; to the end of the text where nothing ends it.
fn tag_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or("");
    let to = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    let len = if rest.starts_with("<!--") {
        to("-->")
    } else if rest.starts_with("<![CDATA[") {
        to("]]>")
    } else {
        let mut quote = None;
        let end = rest.char_indices().find(|(_, c)| {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(*c),
                (Some(open), close) if open == *close => quote = None,
                _ => {}
            }
            quote.is_none() && *c == '>'
        });
        end.map_or(rest.len(), |(at, _)| at + 1)
    };
    rest.get(..len).unwrap_or(rest)
}

/// What acts in a tag.
fn acting(tag: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    if lower.starts_with("<!--") || lower.starts_with("<![cdata[") {
        return None;
    }
    if lower.starts_with("<?xml-stylesheet") {
        return Some("a style sheet of its own (`<?xml-stylesheet`)".to_owned());
    }
    if lower.starts_with("<!doctype") && lower.contains("<!entity") {
        return Some("entities of its own (`<!ENTITY`)".to_owned());
    }
    let inside = lower.trim_start_matches('<');
    let name = inside.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or("");
    if ELEMENTS.contains(&local(name)) {
        return Some(format!("`<{}>`", cut(name)));
    }
    attributes(inside.get(name.len()..).unwrap_or("")).find_map(|(name, value)| {
        let handles =
            local(name).len() > 2 && local(name).starts_with("on") && local(name).bytes().all(|b| b.is_ascii_lowercase());
        let is_xhtml = name.starts_with("xmlns") && value.contains("xhtml");
        let leads = ADDRESSES.contains(&local(name)) && value.split(';').any(|part| is_script(part) || is_script(value));
        (handles || is_xhtml || leads).then(|| format!("`{}=\"{}\"`", cut(name), cut(value)))
    })
}

/// Whether an address is a script, or data that may hold one. References to characters are read, and blanks passed over, as browsers do.
fn is_script(address: &str) -> bool {
    let mut plain = String::new();
    let mut rest = address;
    while let Some(c) = rest.chars().next() {
        let (c, len) = reference(rest).unwrap_or((c, c.len_utf8()));
        if !c.is_whitespace() && !c.is_control() {
            plain.extend(c.to_lowercase());
        }
        rest = rest.get(len..).unwrap_or("");
    }
    plain.starts_with("javascript:")
        || plain.starts_with("vbscript:")
        || plain.starts_with("data:") && !PICTURES.iter().any(|picture| plain.starts_with(picture))
}

/// The character that `&#106;`, `&#x6a;`, `&colon;` or `&tab;` stands for at the head of a text, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.find(';').filter(|end| *end <= 12)?;
    let name = body.get(..end)?;
    let digits = name.strip_prefix('#').map(|digits| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    let c = match (digits, name) {
        (Some(code), _) => char::from_u32(code.ok()?)?,
        (None, "colon") => ':',
        (None, "tab" | "newline") => ' ',
        _ => return None,
    };
    Some((c, end + 2))
}

/// The names and values of the attributes of a tag.
fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '?' | '"' | '\''));
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
            let name = rest.get(..end)?;
            let after = rest.get(end..)?.trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = rest.get(end.max(1)..)?;
                continue;
            };
            let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quoted {
                Some(quote) => {
                    let value = value.get(1..)?;
                    let end = value.find(quote).unwrap_or(value.len());
                    (value.get(..end)?, value.get(end..)?)
                }
                None => {
                    let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                    (value.get(..end)?, value.get(end..)?)
                }
            };
            rest = next;
            return Some((name, value));
        }
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn cut(words: &str) -> String {
    words.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::find_active;

    #[test]
    fn drawings_that_act_are_told_from_those_that_show() {
        for (text, line) in [
            ("<svg><script>alert(1)</script></svg>", 1),
            ("<svg>\n<svg:script xlink:href='a.js'/></svg>", 2),
            ("<svg onload=\"alert(1)\">", 1),
            ("<svg><rect width='1'\nonClick = alert(1) /></svg>", 1),
            ("<svg><a xlink:href=\" java&#x73;cript&colon;alert(1)\">", 1),
            ("<svg><a href='java\nscript:alert(1)'>", 1),
            ("<svg><set attributeName='href' to='javascript:alert(1)'/>", 1),
            ("<svg><animate values='#a;javascript:alert(1)'/>", 1),
            ("<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/>", 1),
            ("<svg><foreignObject><p>x</p></foreignObject></svg>", 1),
            ("<?xml version='1.0'?>\n<?xml-stylesheet href='x.xsl'?><a/>", 2),
            ("<!DOCTYPE svg [<!ENTITY x '<script>'>]><svg>&x;</svg>", 1),
            ("<a xmlns:h='http://www.w3.org/1999/xhtml'/>", 1),
            ("<svg><script", 1),
        ] {
            assert_eq!(find_active(text).map(|(line, _)| line), Some(line), "{text}");
        }
        for text in [
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg xmlns=\"http://www.w3.org/2000/svg\"><path d='M0 0'/></svg>",
            "<svg><a href='https://a.example/javascript:x'><text>on load = <!-- <script> --> once</text></a></svg>",
            "<svg><image href='data:image/png;base64,iVBORw0='/><style><![CDATA[ a > b { } <script> ]]></style></svg>",
            "<rss><item on='x' title=\"1 > 0\"/></rss>",
            "",
            "<",
            "no markup",
        ] {
            assert_eq!(find_active(text), None, "{text}");
        }
    }
}
