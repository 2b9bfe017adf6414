//! What must hold of the blocks of any text, and the few shapes that are easily got wrong.

use proptest::prelude::*;

use super::{BlockDocument, BlockKind, DocumentBuilder, DocumentError, HeadingForm, MAX_DEPTH, Marker, TextStyle};
use crate::record::TextRange;

fn read(text: &str) -> BlockDocument<'_> {
    BlockDocument::from_markdown(text, TextRange::new(0, text.len()))
}

/// The blocks as lines: how deep, what, and the words.
fn drawn(text: &str) -> Vec<String> {
    let document = read(text);
    let name = |kind: BlockKind| {
        let all = format!("{kind:?}");
        all.split([' ', '{']).next().unwrap_or("").to_lowercase()
    };
    let line = |b: &super::Block| format!("{}{} {}", "  ".repeat(b.depth.into()), name(b.kind), b.content.slice(text).trim());
    document.blocks().iter().map(|b| line(b).trim_end().to_owned()).collect()
}

fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace())
}

/// Holds the blocks of a document against its source.
fn check(text: &str) {
    let document = read(text);
    assert_eq!(document.text().len(), text.len());
    let mut pos = 0;
    for block in document.top() {
        assert!(block.range.start() >= pos, "{:?} overlaps", block.range);
        assert!(blank(&text[pos..block.range.start()]), "lost: {:?}", &text[pos..block.range.start()]);
        pos = block.range.end();
    }
    assert!(blank(&text[pos..]), "lost at the end: {:?}", &text[pos..]);
    let blocks = document.blocks();
    for (n, block) in blocks.iter().enumerate() {
        assert!(TextRange::of(text, block.range.start(), block.range.end()).is_some(), "{block:?}");
        assert!(TextRange::of(text, block.content.start(), block.content.end()).is_some(), "{block:?}");
        assert!(block.range.contains(block.content), "{block:?}");
        assert!(block.depth < MAX_DEPTH);
        assert_eq!(block.parent.is_none(), block.depth == 0);
        if let Some(parent) = block.parent.and_then(|ix| document.get(ix)) {
            assert!(parent.range.contains(block.range), "{block:?} in {:?}", *parent);
            assert_eq!(parent.depth + 1, block.depth);
            assert!(parent.ix().0 < u32::try_from(n).unwrap() && u32::try_from(n).unwrap() < parent.past);
        }
        let children: Vec<_> = document.get(super::BlockIx(u32::try_from(n).unwrap())).unwrap().children().collect();
        for pair in children.windows(2) {
            assert!(pair[0].range.end() <= pair[1].range.start(), "{pair:?}");
        }
        let holds = |f: fn(BlockKind) -> bool| children.iter().all(|c| f(c.kind));
        match block.kind {
            BlockKind::List => assert!(holds(|k| matches!(k, BlockKind::Item { .. }))),
            BlockKind::Table => assert!(holds(|k| matches!(k, BlockKind::Row { .. } | BlockKind::Paragraph))),
            BlockKind::Row { .. } => assert!(holds(|k| matches!(k, BlockKind::Cell { .. }))),
            BlockKind::Comment => assert!(!document.slice(block.range).contains("-->"), "a comment that can be read"),
            _ => {}
        }
    }
}

const PIECES: &[&str] = &[
    "# Lamps\n",
    "Lamps\n=====\n",
    "## \n",
    "Words of a paragraph\n",
    "broken  \n",
    "\\\n",
    "\n",
    "\n\n",
    "- a\n",
    "  - b\n",
    "- [x] c\n",
    "1. d\n",
    "   2. e\n",
    "> quoted\n",
    "> - f\n",
    "```\ncode\n```\n",
    "    set in\n",
    "***\n",
    "[1]: http://x.y\n",
    "[^1]: note\n\n    more\n",
    "| a | b<br>c |\n|---|---|\n| d | |\n\n",
    "<!-- hidden -->",
    "<!-- hidden\n\nstill -->\n",
    "<!--",
    "-->",
    "<!-->",
    "<p>",
    "</p>\n",
    "<br>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>\n",
    "<ol>\n",
    "<table>",
    "<tr>",
    "<td>",
    "<td colspan=\"2\">",
    "<th>",
    "</td>",
    "</table>\n",
    "<h2>",
    "</h2>\n",
    "<div>\n",
    "</div>\n",
    "<module>",
    "<script>",
    "</script>\n",
    "<b>",
    "&nbsp;",
    "ü",
    "\r\n",
    "\t",
    "  ",
    "- - - ",
    "\u{a0}",
    "`",
    "\\",
    "<input type=checkbox checked>",
];

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn blocks_cover_any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn blocks_cover_any_marks(text in "[-*#_>|`\\[\\]():\\\\ \n\t1-3.aA/~<!&;{}=+]{0,120}") {
        check(&text);
    }

    #[test]
    fn blocks_cover_spliced_pieces(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        check(&pieces.concat());
    }

    /// A builder makes what holds of any document, whatever is opened in which order.
    #[test]
    fn a_built_document_holds_together(steps in proptest::collection::vec(0u8..14, 0..80)) {
        let mut builder = DocumentBuilder::new();
        let mut open = 0usize;
        for step in steps {
            let kind = match step {
                0 => BlockKind::Paragraph,
                1 => BlockKind::List,
                2 | 3 => BlockKind::Item { marker: Marker::Bullet, tick: None },
                4 => BlockKind::Table,
                5 => BlockKind::Row { header: false },
                6 => BlockKind::Cell { column: 0, span: (1, 1) },
                7 => BlockKind::Quote,
                8 | 9 => {
                    if builder.close().is_ok() { open -= 1 }
                    continue;
                }
                10 => { let _ = builder.break_line(); continue }
                11 => { let _ = builder.add_styled(" ü*x ", TextStyle { bold: true, ..TextStyle::default() }); continue }
                _ => { let _ = builder.add_words("Ann <!-- Lee\n"); continue }
            };
            if builder.open(kind, None).is_ok() { open += 1 }
        }
        for _ in 0..open {
            prop_assert!(builder.close().is_ok());
        }
        let document = builder.finish().unwrap();
        let mut pos = 0;
        for block in document.top() {
            prop_assert!(block.range.start() >= pos && blank(&document.text()[pos..block.range.start()]));
            pos = block.range.end();
        }
        prop_assert!(blank(&document.text()[pos..]));
        for block in document.blocks() {
            prop_assert!(TextRange::of(document.text(), block.range.start(), block.range.end()).is_some());
            prop_assert!(block.range.contains(block.content), "{:?}", block);
            let parent = block.parent.and_then(|ix| document.get(ix));
            prop_assert!(parent.is_none_or(|p| p.range.contains(block.range)), "{:?} in {:?}", block, parent.map(|p| *p));
        }
    }
}

#[test]
fn lists_hold_what_is_in_them() {
    let text = "1. [x] Lamps\n   - oil\n\n     More of oil.\n   - wick\n2. Quay\n";
    let want = [
        "list 1. [x] Lamps\n   - oil\n\n     More of oil.\n   - wick\n2. Quay",
        "  item Lamps",
        "    list - oil\n\n     More of oil.\n   - wick",
    ];
    let drawn = drawn(text);
    assert_eq!(drawn[..3], want);
    assert_eq!(drawn[3..], ["      item oil", "        paragraph More of oil.", "      item wick", "  item Quay"]);
    let document = read(text);
    let list = document.top().next().unwrap();
    let items = list.items();
    assert_eq!(
        items.iter().map(|i| (i.depth, i.ordered, i.tick)).collect::<Vec<_>>(),
        [(0, true, Some(true)), (1, false, None), (1, false, None), (0, true, None),]
    );
    let BlockKind::Item { marker: Marker::Number(number), .. } = document.blocks()[6].kind else { panic!("no number") };
    assert_eq!(document.slice(number), "2");
}

#[test]
fn headings_have_their_words() {
    for (text, words, form) in [
        ("## Lamps ##\n", "Lamps", HeadingForm::Atx),
        ("# C#\n", "C#", HeadingForm::Atx),
        ("Lamps and\nquays\n---\n", "Lamps and\nquays", HeadingForm::Setext),
        ("<h2>Lamps</h2>\n", "Lamps", HeadingForm::Html),
    ] {
        let document = read(text);
        let block = document.top().next().unwrap();
        assert_eq!(block.words(), words);
        assert!(matches!(block.kind, BlockKind::Heading { form: f, .. } if f == form), "{text}");
    }
}

#[test]
fn cells_hold_lines_and_lists() {
    let lines = |text: &str| {
        let document = read(text);
        let of = |kind: BlockKind| matches!(kind, BlockKind::Line | BlockKind::Item { .. });
        let words = |range: TextRange| super::tags::inner(text, range).slice(text).to_owned();
        document.blocks().iter().filter(|b| of(b.kind)).map(|b| words(b.content)).collect::<Vec<_>>()
    };
    assert_eq!(lines("| a | b |\n|---|---|\n| x | Mend the lamp<br>and report |\n"), ["Mend the lamp", "and report"]);
    assert_eq!(lines("<table><tr><td>x</td><td><p>Ann</p><p>Bob</p></td></tr></table>\n"), ["Ann", "Bob"]);
    assert_eq!(lines("<table><tr><td>x</td><td><ul><li>Ann</li><li>Bob</li></ul></td></tr></table>\n"), ["Ann", "Bob"]);
    assert_eq!(lines("One  \ntwo\\\nthree\nfour\n"), ["One", "two", "three\nfour"]);
    let document = read(
        "<table><tr><td colspan=2>Who</td></tr><tr><th>a</th><th rowspan='2'>b</th></tr><tr><td colspan=\"2\">c</td><td>d</td></tr></table>",
    );
    let span = |b: &super::Block| if let BlockKind::Cell { column, span } = b.kind { Some((column, span)) } else { None };
    let cells: Vec<_> = document.blocks().iter().filter_map(span).collect();
    assert_eq!(cells, [(0, (1, 1)), (1, (1, 2)), (0, (2, 1)), (2, (1, 1))]);
}

#[test]
fn comments_are_blocks_that_nobody_reads() {
    let text = "<!-- Hello\n\nfacilitator -->\nPresent: Ann <!-- and\nBob --> Lee\n\n- a <!-- b -->\n";
    let document = read(text);
    assert!(!document.text().contains("facilitator") && !document.text().contains("Bob") && document.text().contains("Lee"));
    assert!(matches!(document.top().next().unwrap().kind, BlockKind::Comment));
    // Code and what is escaped are no comments.
    for text in ["`<!-- a -->`\n", "```\n<!-- a -->\n```\n", "\\<!-- a -->\n", "    <!-- a -->\n"] {
        assert_eq!(read(text).text(), text);
    }
    // `<!-->` is a comment by itself, and hides nothing after it.
    assert!(read("<!-->\nPresent: Ann\n<!-- a -->\n").text().contains("Present: Ann"));
    for (text, count) in [("Ann <!-- Bob\n", 1), ("<!-- Bob\n\nCy\n", 1), ("<!-- Bob -->\n", 0), ("`<!--`\n", 0)] {
        let document = read(text);
        assert_eq!(document.unclosed_comments().len(), count, "{text:?}");
        assert_eq!(document.text() == text, count == 1 || text.contains('`'), "{text:?}");
    }
}

#[test]
fn depth_is_counted_and_limited() {
    for text in ["> ".repeat(500) + "Ann", "- ".repeat(500) + "Ann", "<ul><li>".repeat(500) + "Ann", "<div>".repeat(500) + "Ann"]
    {
        check(&text);
        let document = read(&text);
        let deepest = document.blocks().iter().max_by_key(|b| b.depth).unwrap();
        assert!(document.slice(deepest.content).ends_with("Ann"), "{}", document.slice(deepest.content));
    }
}

#[test]
fn a_builder_says_what_is_wrong() {
    let mut builder = DocumentBuilder::new();
    assert_eq!(builder.add_words("Ann"), Err(DocumentError::LooseWords));
    assert_eq!(builder.close(), Err(DocumentError::NothingOpen));
    let item = BlockKind::Item { marker: Marker::Bullet, tick: None };
    assert_eq!(builder.open(item, None), Err(DocumentError::Misplaced { kind: item, parent: None }));
    builder.open(BlockKind::List, None).unwrap();
    assert_eq!(builder.open(BlockKind::Paragraph, None).unwrap_err().to_string(), "List cannot hold Paragraph");
    assert_eq!(builder.finish(), Err(DocumentError::StillOpen(BlockKind::List)));
}

/// How much work a text makes, told by the blocks and by the time of a few tries: no shape makes more than its bytes.
#[test]
fn time_is_linear() {
    let shapes: [(&str, &str); 12] = [
        ("one line", "word "),
        ("headings", "# a\n"),
        ("nested lists", "- "),
        ("nested lists of HTML", "<ul><li>"),
        ("brackets", "["),
        ("divisions", "<div>"),
        ("rows", "<tr><td>a<br>b</td><td>c</td></tr>"),
        ("comments", "a <!-- b --> "),
        ("opened comments", "<!--"),
        ("tables", "<table><tr><td>a<td><ul><li>b</ul></table>\n"),
        ("breaks", "a<br>b  \n"),
        ("items", "- a\n"),
    ];
    for (name, piece) in shapes {
        let time = |n: usize| {
            let body = piece.repeat(n / piece.len());
            let text = if name == "rows" { format!("<table>{body}</table>") } else { body };
            #[expect(clippy::disallowed_methods, reason = "the test measures time")]
            let start = std::time::Instant::now();
            let document = read(&text);
            let took = start.elapsed();
            assert!(document.blocks().len() <= text.len() + 1, "{name}");
            took
        };
        let mut tries = (0..5).map(|_| (time(40_000), time(320_000)));
        assert!(tries.any(|(small, large)| large < small * 24 + std::time::Duration::from_millis(100)), "{name}");
    }
}
