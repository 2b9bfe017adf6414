//! What must hold of any text at all: no panic, no byte lost, anchors unique, spans within the text.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::support::read;
use crate::layout::BlockDocument;
use crate::record::{Meeting, TextRange};

/// Holds a meeting's sections and passages against the text they stand for.
pub(super) fn whole(text: &str, meetings: &[Meeting]) {
    let Some(first) = meetings.first() else { return };
    let text = &without_comments(text, first.document.body.range());
    let mut pos = first.document.body.start as usize;
    for meeting in meetings {
        let mut anchors = BTreeSet::new();
        assert!(
            meeting.document.body.start as usize >= pos
                || meeting.document.body.start as usize == first.document.body.start as usize
        );
        for section in &meeting.sections {
            if let Some(heading) = section.heading {
                step(text, &mut pos, heading.range());
                assert!(anchors.insert(section.anchor.clone()), "anchor {} twice", section.anchor);
            }
            for passage in &section.passages {
                step(text, &mut pos, passage.whole.range());
                assert!(anchors.insert(passage.anchor.clone()), "anchor {} twice", passage.anchor);
                assert!(text.get(passage.text.range()).is_some());
                assert!(passage.text.start >= passage.whole.start && passage.text.end <= passage.whole.end, "{passage:?}");
                assert!(passage.raises.iter().all(|n| (*n as usize) < meeting.actions.len()));
            }
        }
        for action in &meeting.actions {
            assert!(text.get(action.text.range()).is_some());
            assert!(anchors.contains(&action.anchor));
        }
        for a in meeting.attendance.iter().flatten() {
            assert!(text.get(a.line.range()).is_some() && text.get(a.rest.range()).is_some());
        }
        assert!(meeting.decisions.iter().all(|d| anchors.contains(&d.anchor)));
        assert!(meeting.updates.iter().all(|d| anchors.contains(&d.anchor)));
    }
    let end = meetings.last().map_or(pos, |m| m.document.body.end as usize);
    assert!(blank(&text[pos..end]), "lost at the end: {:?}", &text[pos..end]);
}

/// The text with blanks in place of what no reader is to see.
fn without_comments(text: &str, body: std::ops::Range<usize>) -> String {
    BlockDocument::from_markdown(text, TextRange::new(body.start, text.len())).text().to_owned()
}

/// True of nothing, and of comments with tags and blanks around them (`<!-- … --></h3>`): they are no words, and are hidden with the comment.
fn blank(text: &str) -> bool {
    if !text.contains('\u{c}') {
        return text.trim_start().is_empty();
    }
    // Comments are form feeds in the text that is read. Beside one, a tag without attributes, a blank that is written as a character reference,
    // a zero-width space or a byte order mark is nothing to be seen.
    let is_nothing = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let mut rest = text.trim_start_matches(is_nothing);
    while !rest.is_empty() {
        let tag = rest.strip_prefix('<').and_then(|tag| tag.split_once('>'));
        rest = match (rest.strip_prefix("&nbsp;"), tag) {
            (Some(after), _) => after,
            (None, Some((tag, after))) if tag.trim_matches([' ', '/']).chars().all(|c| c.is_ascii_alphanumeric()) => after,
            _ => return false,
        };
        rest = rest.trim_start_matches(is_nothing);
    }
    true
}

fn step(text: &str, pos: &mut usize, range: std::ops::Range<usize>) {
    assert!(range.start >= *pos, "overlap at {range:?}: {:?}", &text[range.clone()]);
    assert!(blank(&text[*pos..range.start]), "lost: {:?}", &text[*pos..range.start]);
    *pos = range.end;
}

fn check(text: &str) {
    for path in ["b/meetings/2021-03-04.md", "b/meetings/notes.md"] {
        let (meetings, _) = read(path, text);
        whole(text, &meetings);
    }
}

/// Pieces of minutes of every style, to be spliced.
const PIECES: &[&str] = &[
    "# Minutes of 17 April 2012\n",
    "## 2. Item\n\n",
    "### TOP 3. Punkt\n",
    "2.1 There is no evidence.\n",
    "2.2   Columns\n\n",
    "**ACTION:** Ann to do x by Friday.\n",
    "**ACTION: Ann to do x**\n",
    "**ACTION Ann:** do x\n",
    "- ACTION: [Ann] do x\n  - note\n",
    "* [x] Ann Lee - Chair, Org\n",
    "* [ ] Bob\n",
    "Present: Ann, Bob and Carl\n",
    "**Apologies**\n\n",
    "## Attendees\n\n",
    "- Org: Official (for Ann Lee MP, by videolink)\n",
    "| Action | Owner |\n| --- | --- |\n| Do x | Ann |\n\n",
    "| Name | Org |\n|---|---|\n| Ann Lee | X |\n\n",
    "> quote\n> [!INTERNAL]\n",
    "```\nACTION: code\n```\n",
    "[ref]: http://x.y \"z\"\n",
    "<!-- comment\nmore -->\n",
    "<p><strong>Present</strong></p>\n",
    "<h2>Attendance</h2>",
    "<h3>Actions</h3>\n",
    "<h3>",
    "</h3>\n",
    "<ul>\n\n",
    "<ol><li>",
    "<li>Ann Lee</li>\n\n",
    "<li><p>Ann: Do x.</p>\n",
    "<li><input type=\"checkbox\" checked> Bob",
    "</li>",
    "</ul>",
    "</ol>\n",
    "<table><tr><th>Action<th>Owner\n",
    "<tr><td><p>Do x</p></td><td>Ann<br>Bob</td></tr>\n",
    "<td>Ann Lee</td><td>Yes</td>",
    "</table>\n",
    "<div>\n",
    "</div>\n",
    "<p>",
    "</p>\n",
    "<p><strong>Action:</strong></p>\n",
    "<p><strong>Due:</strong> Friday</p>\n",
    "<p><strong>Actions:</strong> for Ann</p>\n",
    "<script>x",
    "</script>\n",
    "<blockquote>",
    "<br />",
    "</strong>",
    "1. Welcome\n",
    "2\\. Apologies for absence: None received.\n",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "RESOLVED: yes\n",
    "**Decision:** no?\n",
    "Actions: None\n",
    "## Action items\n",
    "## 2022/12/14\n",
    "## 2022/12/21\n",
    "## 2023/01/04\n",
    "Next meeting: 3 May 2022 at 2pm\n",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "Ünïcödé 議事録\n",
    "**",
    "_",
    "\\",
    "[",
    "](",
    ")",
    "{#id}\n",
    "{#4.2}",
    "***ACTION*** KT to have\n",
    "- - * nested\n",
    "    indented\n",
    "Setext\n===\n",
    "* * *\n",
    "\r\n",
    "\r",
    "173/20 Openness and\n",
    "174/20 Next\n",
    "(Action: Secretary)\n",
    "[^1]: note\n",
    "[^1]",
    "ACTION idmg/2012-04-17/4.2: done. superseded by 5.1\n",
    "Action 82.0: Steve is planning\n",
    "## Previous actions\n",
    "- 82.1: done\n",
    "&nbsp;",
    "&#x20;",
    "1.1 Present: Ann and Bob\n",
    "1.2 ACTION: Ann to do x\n",
    "1.3 Next meeting: 3 May 2022\n",
    "| Date: | 3 May 2022 |\n|---|---|\n| Attendees: | Ann Lee<br>Bob Ray |\n\n",
    "### Members\n\n",
    "Others:\n",
    "- [Ann Lee](http://a.b) also [x](http://c.d) e@f.g\n",
    "ACTION, Ann L: do y\n",
    "ACTION a/2012-04-17/1: done\n",
    "<b>",
    "<module>",
    "PROPOSED RESOLUTION: x\n",
    "Vote: 3\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn no_byte_is_lost_of_any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn no_byte_is_lost_of_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_byte_is_lost_of_marks(text in "[-*#_>|`\\[\\]():\\\\ \n\t1-3.aA/~<!&;{}=+]{0,120}") {
        check(&text);
    }

    #[test]
    fn no_byte_is_lost_of_spliced_minutes(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        check(&pieces.concat());
    }
}

/// A heading that ends the names of a label stands after them.
#[test]
fn names_before_a_heading_in_html_are_kept() {
    check("<p><strong>Present</strong></p>\nPresent: Ann, Bob and Carl\n<p><strong>Present</strong></p>\n");
    check("<p><strong>Present</strong></p>\n* [x] Ann Lee - Chair, Org\n<p><strong>Present</strong></p>\n");
    check("Present:\nAnn Lee\n1. Apologies for absence: None received.\n");
}

/// The Markdown parser itself stumbles over a heading that is nothing but braces.
#[test]
fn headings_of_braces_are_read() {
    for text in ["Q\n- R\n    {S}\n    ---", "> a\n>    {b}\n> ---\n", "- {a}\n  ===\n", "# {#id}\n\n{x}\n---\n"] {
        check(text);
    }
}

/// Time grows with the length, not with its square, on the shapes that tempt a parser.
#[test]
fn time_is_linear() {
    for piece in [
        "*",
        "_",
        "[",
        "]",
        "<",
        "&",
        "- ",
        "> ",
        "1. ",
        "|",
        "`",
        "**a",
        "[a](",
        "(a",
        "Present: ",
        "a, ",
        "- ACTION: ",
        "ACTION: a\n",
        "2.1 A\n",
        "Ann and ",
        "next meeting ",
        "(Action: ",
        "\n- a",
        "Ann; ",
        "# a\n",
        "ab ACTION: Ann to do\n",
        "by ",
        "- Present:\n",
        "## Attendees\n- A\n",
        "Attendees:\n- A: B, C\n\n",
        "<b>",
        "\\",
        "<p>",
        "<p>a",
        "</p>",
        "<h2>",
        "<h2>a</h2>",
        "<ul>",
        "<ul><li>",
        "<ul><li>a",
        "<li>a</li>",
        "<ul><li>a</li></ul>",
        "<ol>x<li>",
        "<table>",
        "<table><tr><td>",
        "<table><tr><td>a<td>b</table>",
        "<td>Ann Lee</td>",
        "</ul></table>",
        "<div><b>",
        "<p>a</b>",
        "<!--",
        "<p \"",
        "<p '\"<b '",
        "<script>",
        "<pre></",
        "<p>Ann Lee</p>\n",
        "<h2>Actions</h2><ol><li><p>Ann to do</p></li></ol>\n",
        "<p>Action: Ann to do<p>Due: May</p>\n",
        "<h2>Present</h2><p>Ann Lee, Org</p>\n",
        "| a | b |\n",
        "## Actions\n- Ann to do it by Friday\n",
        "| Attendees | Ann Lee<br>Bob |\n",
        "## Attendees\n### Members\n- A\n",
        "1.1 ACTION: Ann to do\n\n",
        "13/09/2015 02/03/2015 ",
        "a@b.c ",
        "&#x20;",
        "by Friday due ",
    ] {
        let time = |n: usize| {
            let text = format!("{}\n", piece.repeat(n / piece.len()));
            #[expect(clippy::disallowed_methods, reason = "the test measures time")]
            let start = std::time::Instant::now();
            let (meetings, _) = read("b/meetings/2021-03-04.md", &text);
            let took = start.elapsed();
            whole(&text, &meetings);
            took
        };
        // On a busy machine one try may be stopped halfway: a square would be seen in every one.
        let length = if std::env::var_os("MINUTEBOOK_LONG").is_some() { 20_000 } else { 6_000 };
        let mut tries = (0..5).map(|_| (time(length), time(8 * length)));
        assert!(tries.any(|(small, large)| large < small * 24 + std::time::Duration::from_millis(60)), "{piece:?}");
    }
}

/// `MINUTEBOOK_SPEED=FILE` prints how many bytes a second a file's text, repeated to 20 MB as 2,000 files, is read.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures time")]
fn speed() {
    let Ok(file) = std::env::var("MINUTEBOOK_SPEED") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let start = std::time::Instant::now();
    let mut bytes = 0;
    while bytes < 20_000_000 {
        let (meetings, _) = read("b/meetings/2021-03-04.md", &text);
        assert_eq!(meetings.len(), 1);
        bytes += text.len();
    }
    println!("{:.1} MB/s", bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
}
