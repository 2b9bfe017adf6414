//! Text and addresses as HTML and XML hold them. The two differ in control characters, which HTML shows as a replacement sign and XML
//! cannot hold at all, and in the apostrophe.

use percent_encoding::utf8_percent_encode;

use super::percent;

/// Bytes that do not stand for themselves between tags: HTML's own, and control characters, which no page may hold.
const MARKED: [bool; 256] = marked(false);

/// The same between quotes.
const QUOTED: [bool; 256] = marked(true);

const fn marked(quotes: bool) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[0x7f] = true;
    table[b'"' as usize] = quotes;
    table[b'\'' as usize] = quotes;
    table
}

/// Appends text between tags, where quotes stand for themselves.
pub(crate) fn text(out: &mut String, text: &str) {
    push(out, text, &MARKED);
}

/// Appends text that may stand anywhere, in an attribute too: what a template does with a value.
pub(crate) fn attribute(out: &mut String, value: &str) {
    push(out, value, &QUOTED);
}

fn push(out: &mut String, text: &str, marked: &[bool; 256]) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| marked[usize::from(b)]) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            Some(b'\'') => "&#39;",
            _ => "\u{fffd}",
        });
        rest = from.get(1..).unwrap_or("");
    }
    out.push_str(rest);
}

/// Appends the attribute `dir` after a `lang`, if a direction is said.
pub(crate) fn direction(out: &mut String, direction: Option<&str>) {
    if let Some(direction) = direction {
        out.push_str(" dir=\"");
        out.push_str(direction);
        out.push('"');
    }
}

/// Writes the same: how every template escapes.
pub(crate) fn write(value: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    if !value.bytes().any(|b| QUOTED[usize::from(b)]) {
        return out.write_all(value.as_bytes());
    }
    let mut escaped = String::with_capacity(value.len() + 32);
    attribute(&mut escaped, value);
    out.write_all(escaped.as_bytes())
}

/// Whether a text holds what no page may.
pub(crate) fn has_controls(text: &str) -> bool {
    text.bytes().any(|b| MARKED[usize::from(b)] && !matches!(b, b'&' | b'<' | b'>'))
}

/// Appends an address, to stand in double quotes: what no address may hold is percent-encoded, what is encoded already stays.
pub(crate) fn address(out: &mut String, address: &str) {
    for part in utf8_percent_encode(address, percent::WRITTEN) {
        attribute(out, part);
    }
}

/// Returns text for XML 1.0, between tags or in double quotes: the characters that it cannot hold are left out.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{address, attribute, text, xml};

    fn html(words: &str) -> String {
        let mut out = String::new();
        attribute(&mut out, words);
        out
    }

    #[test]
    fn html_and_xml_escape_their_signs_alike() {
        assert_eq!(html("<a href=\"?a&b\">"), "&lt;a href=&quot;?a&amp;b&quot;&gt;");
        assert_eq!(xml("<a href=\"?a&b\">"), html("<a href=\"?a&b\">"));
        assert_eq!(xml("Gwyn & Siân\tllŷn\n"), html("Gwyn & Siân\tllŷn\n"));
    }

    #[test]
    fn html_and_xml_differ_in_control_characters_and_the_apostrophe_alone() {
        for c in ('\0'..='\u{ff}').chain(['\u{2028}', '\u{fffd}', '\u{fffe}', '\u{ffff}', '\u{1f5f3}']) {
            let (html, xml) = (html(&format!("a{c}b")), xml(&format!("a{c}b")));
            let want = match c {
                '\t' | '\n' => (c.to_string(), c.to_string()),
                // A line break of its own in HTML; XML would read it as another character than was written.
                '\r' => ("\r".into(), String::new()),
                // Seen as a replacement sign, so that a reader knows that something is missing; XML 1.0 has no way to hold them.
                '\0'..='\u{1f}' | '\u{7f}' => ("\u{fffd}".into(), String::new()),
                // Allowed in both, and of no use in either.
                '\u{80}'..='\u{9f}' => (c.to_string(), String::new()),
                // No characters for XML 1.0.
                '\u{fffe}' | '\u{ffff}' => (c.to_string(), String::new()),
                '\'' => ("&#39;".into(), "'".into()),
                _ => (html[1..html.len() - 1].to_owned(), html[1..html.len() - 1].to_owned()),
            };
            assert_eq!((html, xml), (format!("a{}b", want.0), format!("a{}b", want.1)), "{c:?}");
        }
    }

    #[test]
    fn an_address_in_quotes_is_encoded_once() {
        let mut out = String::new();
        address(&mut out, "?a='llŷn'&b=%20\"<\u{7f}>[x]#y z");
        assert_eq!(out, "?a=&#39;ll%C5%B7n&#39;&amp;b=%20%22%3C%7F%3E[x]#y%20z");
    }

    #[test]
    fn quotes_are_left_alone_between_tags_only() {
        let mut out = String::new();
        text(&mut out, "\"it's\" <b>");
        assert_eq!(out, "\"it's\" &lt;b&gt;");
    }
}
