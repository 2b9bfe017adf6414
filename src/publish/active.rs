//! Files that act when they are opened: web pages, programs, and drawings with scripts in them. Beside pages that carry no script, they would run
//! theirs with all that a reader of the site may do; a program for a server would run there.
//!
//! A drawing is looked through for what can act (SVG 2, section 15 and appendix "Conformance": scripts, handlers of events, foreign
//! content; addresses that are scripts), and for what it would fetch from elsewhere, which tells somebody who looks at it. It is not mended: a drawing
//! without its script is another one.

mod values;

use self::values::{fetched_by, is_elsewhere, is_script, plain};
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Record, Span};
use crate::source::{self, Sources, decoded_text};

/// Endings of files that a browser shows as a page of their own.
const PAGES: [&str; 11] = ["html", "htm", "xhtml", "xht", "xul", "shtml", "mhtml", "mht", "hta", "svgz", "stm"];
/// Endings of programs, which a browser, a server or the reader's machine runs.
const PROGRAMS: [&str; 35] = [
    "apk", "app", "asp", "aspx", "bat", "cgi", "class", "cmd", "com", "dll", "exe", "hta", "htc", "htaccess", "jar", "jnlp",
    "js", "jse", "jsp", "lnk", "mjs", "cjs", "msi", "phar", "php", "php5", "phtml", "pl", "ps1", "scr", "swf", "vbe", "vbs",
    "wasm", "wsf",
];
/// Endings of files that may have scripts in them.
const MARKUP: [&str; 16] =
    ["svg", "xml", "xsl", "xslt", "rss", "atom", "rdf", "kml", "gpx", "gml", "mml", "mathml", "wsdl", "xsd", "opf", "plist"];
/// Endings of files that no browser shows as a page, whatever is in them.
const SHOWN: [&str; 34] = [
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "rtf", "csv", "txt", "toml", "yaml", "yml", "md",
    "markdown", "json", "ics", "zip", "epub", "png", "jpg", "jpeg", "gif", "webp", "mp3", "mp4", "m4v", "webm", "msg", "tsv",
    "eml",
];
/// Attributes that a drawing fetches from elsewhere.
const FETCHED: [&str; 2] = ["href", "src"];
/// So much of a file without a known ending is looked at for what it is.
const HEAD: usize = 1024;
/// Elements that act, or hold what does.
const ELEMENTS: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "html", "body"];
/// Attributes that hold an address, or what an animation makes of one.
const ADDRESSES: [&str; 9] = ["href", "src", "to", "from", "by", "values", "action", "formaction", "data"];

/// Returns an error for each published file that acts, unless the site allows them.
pub(super) fn active_files(record: &Record, originals: &Sources) -> Vec<Diagnostic> {
    if record.site.allow_active {
        return Vec::new();
    }
    let acts = |file: &FileId| {
        let ending = source::ending(originals.path(*file));
        if PAGES.contains(&&*ending) {
            return Some((*file, ActiveContent::Page));
        }
        if PROGRAMS.contains(&&*ending) {
            return Some((*file, ActiveContent::Program));
        }
        if SHOWN.contains(&&*ending) {
            return None;
        }
        let bytes = source::read_bytes(originals, *file).ok()?;
        if !MARKUP.contains(&&*ending) {
            // A browser that is told nothing of a file looks at its first bytes.
            let head = decoded_text(bytes.get(..HEAD).unwrap_or(&bytes));
            match shown_as(&head)? {
                ShownAs::Page => return Some((*file, ActiveContent::Page)),
                ShownAs::Markup => {}
            }
        }
        find_active(&decoded_text(&bytes)).map(|(line, what)| (*file, ActiveContent::Inside { line, what }))
    };
    record.files.keys().filter_map(acts).map(|(file, found)| report(originals.path(file), file, found)).collect()
}

/// What acts in a file.
#[derive(Debug, PartialEq, Eq)]
enum ActiveContent {
    /// All of it: a page of its own.
    Page,
    /// All of it: a program.
    Program,
    /// A part of it.
    Inside { line: usize, what: String },
}

/// What a browser takes a file for by its first bytes (WHATWG MIME Sniffing, 7.1).
#[derive(Debug, PartialEq, Eq)]
enum ShownAs {
    Page,
    Markup,
}

fn shown_as(head: &str) -> Option<ShownAs> {
    /// Tags that begin a page.
    const OF_PAGES: [&str; 17] = [
        "!doctype html",
        "html",
        "head",
        "script",
        "iframe",
        "h1",
        "div",
        "font",
        "table",
        "a",
        "style",
        "title",
        "b",
        "body",
        "br",
        "p",
        "!--",
    ];
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r', '\x0c']).to_ascii_lowercase();
    if head.starts_with("#!") || head.starts_with("<?php") || head.starts_with("<%") {
        return Some(ShownAs::Page);
    }
    let tag = head.strip_prefix('<')?;
    let is = |name: &str| {
        tag.strip_prefix(name)
            .is_some_and(|after| name == "!--" || after.starts_with(|c: char| c == '>' || c.is_whitespace() || c == '/'))
    };
    if OF_PAGES.iter().any(|name| is(name)) {
        return Some(ShownAs::Page);
    }
    tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '?' | '!')).then_some(ShownAs::Markup)
}

fn report(path: &str, file: FileId, found: ActiveContent) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (message, remedy) = match found {
        ActiveContent::Program => (
            format!("`{name}` is a program: a browser, a server or whoever opens it runs what is in it"),
            "leave it out, or attach it in a ZIP archive",
        ),
        ActiveContent::Page => (
            format!("`{name}` is a page of its own: a browser that opens it runs whatever is in it"),
            "attach a PDF, or make Markdown of it (`minutebook import`)",
        ),
        ActiveContent::Inside { line, what } => (
            format!("`{name}` can act when it is opened: line {line} has {what}"),
            "save it without scripts and with all that it shows in it: as plain SVG, or as PNG",
        ),
    };
    Diagnostic::new(Code::ActiveFile, Span::new(file, 0, 0), message)
        .expected("a file that only shows something")
        .remedy(format!("{remedy}; where nobody but its authors can write to the site, `allow_active = true` in site.toml publishes such files"))
}

/// Returns the first thing in XML that acts, and its line.
fn find_active(text: &str) -> Option<(usize, String)> {
    let line_of = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let mut at = 0;
    // What a style sheet or a picture fetches is a drawing's; feeds and maps name addresses as their matter.
    let mut is_drawing = false;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let tag = tag_at(text, start);
        let name = name_of(tag);
        is_drawing |= local(&name) == "svg";
        if let Some(what) = acting(tag, is_drawing) {
            return Some((line_of(start), what));
        }
        at = start + tag.len().max(1);
        if local(&name) == "style" && !tag.ends_with("/>") {
            let rest = text.get(at..).unwrap_or("");
            let end = rest
                .find("</")
                .filter(|_| !rest.trim_start().starts_with("<![CDATA["))
                .or_else(|| rest.find("]]>"))
                .unwrap_or(rest.len());
            if let Some(what) = fetched_by(rest.get(..end).unwrap_or("")) {
                return Some((line_of(at), what));
            }
        }
    }
    None
}

/// The name of a tag, in small letters.
fn name_of(tag: &str) -> String {
    let inside = tag.trim_start_matches('<');
    inside.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or("").to_ascii_lowercase()
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
fn acting(tag: &str, is_drawing: bool) -> Option<String> {
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
    let is_link = local(name) == "a";
    attributes(inside.get(name.len()..).unwrap_or("")).find_map(|(name, value)| {
        let fetched = (is_drawing && FETCHED.contains(&local(name)) && !is_link && is_elsewhere(&plain(value)))
            .then(|| format!("`{}=\"{}\"`, which is fetched from elsewhere", cut(name), cut(value)));
        if fetched.is_some() {
            return fetched;
        }
        if is_drawing && let Some(what) = fetched_by(value) {
            return Some(what);
        }
        let handles =
            local(name).len() > 2 && local(name).starts_with("on") && local(name).bytes().all(|b| b.is_ascii_lowercase());
        let is_xhtml = name.starts_with("xmlns") && value.contains("xhtml");
        let leads = ADDRESSES.contains(&local(name)) && value.split(';').any(|part| is_script(part) || is_script(value));
        (handles || is_xhtml || leads).then(|| format!("`{}=\"{}\"`", cut(name), cut(value)))
    })
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
    use super::{ShownAs, find_active, shown_as};

    #[test]
    fn a_file_without_a_known_ending_is_told_by_its_first_bytes() {
        for (head, shown) in [
            ("<!DOCTYPE html>", Some(ShownAs::Page)),
            ("\u{feff}\n <HTML lang=en>", Some(ShownAs::Page)),
            ("<script>", Some(ShownAs::Page)),
            ("<!-- x -->", Some(ShownAs::Page)),
            ("<?php echo 1", Some(ShownAs::Page)),
            ("#!/bin/sh", Some(ShownAs::Page)),
            ("<svg onload=1>", Some(ShownAs::Markup)),
            ("<?xml version=\"1.0\"?>", Some(ShownAs::Markup)),
            ("<3 this", None),
            ("words <html>", None),
            ("", None),
        ] {
            assert_eq!(shown_as(head), shown, "{head}");
        }
    }

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
            ("<svg><style>@import 'https://a.example/x.css';</style></svg>", 1),
            ("<svg>\n<style>\n a { fill: url(//a.example/x) }</style></svg>", 2),
            ("<svg><style><![CDATA[ a { background: u\\72l('http://a.example') } ]]></style></svg>", 1),
            ("<svg><rect style='fill: &#117;rl(https://a.example/x)'/></svg>", 1),
            ("<svg><rect fill=\"url('https://a.example/x#y')\"/></svg>", 1),
            ("<svg><image xlink:href=' https://a.example/x.png'/></svg>", 1),
            ("<svg><use href='//a.example/x.svg#y'/></svg>", 1),
        ] {
            assert_eq!(find_active(text).map(|(line, _)| line), Some(line), "{text}");
        }
        for text in [
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg xmlns=\"http://www.w3.org/2000/svg\"><path d='M0 0'/></svg>",
            "<svg><a href='https://a.example/javascript:x'><text>on load = <!-- <script> --> once</text></a></svg>",
            "<svg><image href='data:image/png;base64,iVBORw0='/><style><![CDATA[ a > b { } <script> ]]></style></svg>",
            "<rss><item on='x' title=\"1 > 0\"/></rss>",
            "<feed><link href='https://a.example/'/><img src='https://a.example/x.png'/></feed>",
            "<svg><defs><linearGradient id='g'/></defs><rect fill='url(#g)' style='filter: url(\"#f\")'/><image href='x.png'/></svg>",
            "<svg><style>.a { fill: url(#g) } /* url(http://a.example) */</style></svg>",
            "",
            "<",
            "no markup",
        ] {
            assert_eq!(find_active(text), None, "{text}");
        }
    }
}
