//! What holds for every Markdown there is.

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::address::{Kind, kind};
use super::tests::{block, line};
use super::{plain, simple};
use crate::html::raw::without_comments;

/// What a page of HTML holds: words for a reader, with the values of attributes that hold such, or why it is not safe.
fn read(html: &str) -> Result<String, String> {
    const TAGS: &str = " p a em strong del code br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote div span pre img table thead tbody tr th td sup mark i ";
    const ATTRIBUTES: &str = " class id href src alt title rel tabindex role aria-label loading scope start ";
    let (mut words, mut open) = (String::new(), Vec::<String>::new());
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !TAGS.contains(&format!(" {name} ")) {
                    return Err(format!("tag {name}"));
                }
                if name == "a" && open.contains(&name) {
                    return Err("a link in a link".into());
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    if !ATTRIBUTES.contains(&format!(" {key} ")) {
                        return Err(format!("attribute {key}"));
                    }
                    if matches!(&*key, "href" | "src") && kind(&value) == Kind::Refused {
                        return Err(format!("address {value}"));
                    }
                    words.push_str(&format!(" {value} "));
                }
                if !matches!(&*name, "br" | "hr" | "img") {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if open.pop().as_ref() != Some(&name) {
                    return Err(format!("{name} ends what it did not begin"));
                }
            }
            Token::String(text) => words.push_str(&String::from_utf8_lossy(&text)),
            other => return Err(format!("{other:?}")),
        }
    }
    if open.is_empty() { Ok(words) } else { Err(format!("never ended: {open:?}")) }
}

/// Signs and shapes that Markdown, HTML or this house's brackets act on; `W` becomes a word.
const PIECES: [&str; 66] = [
    "W",
    "W W",
    "*W*",
    "**W",
    "_W_",
    "~~W~~",
    "`W`",
    "``W",
    "[W](W.md)",
    "[W](javascript:W)",
    "[W](https://e.org/W)",
    "![W](W.png)",
    "![W](data:W)",
    "[[page:about|W]]",
    "[[page:about]]",
    "[[W]]",
    "[[W/W]]",
    "[[redact:s.40|W]]",
    "[sic: W]",
    "[W]",
    "[W][W]",
    "[^a]",
    "[",
    "]",
    "[[",
    "]]",
    "(",
    ")",
    "|",
    "\\",
    "<W>",
    "<script>W</script>",
    "<img src=x onerror=W>",
    "<!-- W",
    "-->",
    "<W",
    "</W>",
    "<https://e.org/W>",
    "<javascript:W>",
    "http://e.org/W",
    "https://e.org/W_W*W",
    "&lt;W&gt;",
    "&#x3c;script&#62;",
    "\"onclick=W",
    "' style=W",
    "\u{0}",
    "\t",
    "{W}",
    "# W",
    "## W {W=W}",
    "> W",
    "> [!NOTE]",
    "> [!INTERNAL]",
    "- W",
    "1. W",
    "- [x] W",
    "|---|",
    "| W | W |",
    ": W",
    "```W",
    "~~~",
    "---",
    "===",
    "[^a]: W",
    "[W]: W",
    "<div>",
];

fn markdown() -> impl Strategy<Value = String> {
    let between =
        prop_oneof![Just(""), Just(" "), Just("\n"), Just("\n\n"), Just("\n    "), Just("\n  "), Just("\n> "), Just("\n- ")];
    proptest::collection::vec((0..PIECES.len(), between), 0..14).prop_map(|pieces| {
        let (mut text, mut n) = (String::new(), 100);
        for (piece, between) in pieces {
            for c in PIECES[piece].chars() {
                if c == 'W' {
                    n += 1;
                    text.push_str(&format!("Q{n}"));
                } else {
                    text.push(c);
                }
            }
            text.push_str(between);
        }
        text
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.starts_with('Q') && w.len() == 4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_markdown_adds_markup_or_loses_words(text in markdown()) {
        let html = block(&text);
        let shown = read(&html).map_err(|e| TestCaseError::fail(format!("{e}\nof {text:?}\nin {html}")))?;
        for word in words(&without_comments(&text)) {
            prop_assert!(shown.contains(word), "{word} is lost\nof {text:?}\nin {html}");
        }
    }

    #[test]
    fn lines_add_no_markup_and_lose_no_words(text in markdown()) {
        let html = line(&text);
        let shown = read(&html).map_err(|e| TestCaseError::fail(format!("{e}\nof {text:?}\nin {html}")))?;
        for word in words(&without_comments(&text)) {
            prop_assert!(shown.contains(word), "{word} is lost\nof {text:?}\nin {html}");
        }
    }

    #[test]
    fn any_text_is_safe(text in "\\PC{0,80}") {
        let html = block(&text);
        read(&html).map_err(|e| TestCaseError::fail(format!("{e}\nof {text:?}\nin {html}")))?;
        let _ = plain(&text);
    }

    /// The short way gives what the long one would.
    #[test]
    fn short_way_is_the_long_way(text in "([a-zA-Z£é][a-zA-Z0-9.,:;()'\"!?#+={}$^-]{0,6}( |\n|\n  | 2012 |\n3a )){1,12}") {
        let trimmed = text.trim();
        prop_assume!(simple::paragraph(trimmed));
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(trimmed, crate::parse::markdown_options(trimmed)));
        prop_assert_eq!(block(&text), html.trim_end().replace("&quot;", "\""));
    }
}
