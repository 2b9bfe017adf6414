//! Input that nobody means: it may be refused, and may not stop or starve the program.

use proptest::prelude::*;

use super::folder;
use crate::diag::{self, Code};
use crate::parse::data::{self, Format, Kind, Value};
use crate::record::FileId;

fn messages(format: Format, text: &str) -> Vec<String> {
    data::read(format, FileId(0), text, 0).1.into_iter().map(|d| d.message).collect()
}

#[test]
fn yaml_bombs_are_refused_before_they_go_off() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (from, to) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        bomb.push_str(&format!(
            "{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n"
        ));
    }
    let (tree, problems) = data::read(Format::Yaml, FileId(0), &bomb, 0);
    assert_eq!(problems[0].message, "the alias `*a` is not read");
    assert_eq!(tree.table.entries.len(), 9);
}

#[test]
fn deep_nesting_is_refused() {
    for n in [30, 300, 30_000, 1_000_000] {
        let yaml = format!("a: {}", "[".repeat(n));
        assert!(!messages(Format::Yaml, &yaml).is_empty());
        let lists = "- ".repeat(n.min(30_000));
        assert!(!messages(Format::Yaml, &lists).is_empty());
    }
    for n in [100, 1_000, 100_000] {
        let toml = format!("a = {}1{}", "[".repeat(n), "]".repeat(n));
        assert!(!messages(Format::Toml, &toml).is_empty(), "{n}");
        let keys = format!("{}x = 1", "a.".repeat(n));
        assert!(!messages(Format::Toml, &keys).is_empty(), "{n}");
    }
}

#[test]
fn a_key_of_a_million_letters_is_named_in_a_few() {
    let key = "k".repeat(1 << 20);
    let page = format!("+++\n{key} = 1\n+++\ntext\n");
    let (sources, _, problems) = folder(&[("site.toml", b""), ("content/page.md", page.as_bytes())]);
    let shown = diag::plain(&problems, &sources);
    assert_eq!(problems[0].code, Code::UnknownKey);
    assert!(problems[0].message.len() < 200);
    assert!(!shown.is_empty());
}

#[test]
fn brackets_without_end_take_linear_time() {
    for text in
        ["[[".repeat(100_000), "[[a|".repeat(70_000) + "]]", "[[redact:x|".repeat(30_000), "> [!INTERNAL]\n\n".repeat(7_000)]
    {
        let (_, parts, _) = folder(&[("site.toml", b""), ("content/page.md", text.as_bytes())]);
        assert_eq!(parts.pages.len(), 1);
    }
}

fn depth(value: &Value) -> usize {
    match &value.kind {
        Kind::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Kind::Table(table) => 1 + table.entries.iter().map(|(_, v)| depth(v)).max().unwrap_or(0),
        _ => 0,
    }
}

/// Text that is likelier than noise to be nearly right.
fn nearly() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("title".to_owned()),
        Just("date".to_owned()),
        Just(": ".to_owned()),
        Just(" = ".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("---\n".to_owned()),
        Just("+++\n".to_owned()),
        Just("- ".to_owned()),
        Just("  ".to_owned()),
        Just("[[".to_owned()),
        Just("]]".to_owned()),
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("|".to_owned()),
        Just("> [!INTERNAL]".to_owned()),
        Just("redact:".to_owned()),
        Just("2012-04-31".to_owned()),
        Just("2012-10".to_owned()),
        Just(",".to_owned()),
        Just(";".to_owned()),
        Just("&a ".to_owned()),
        Just("*a".to_owned()),
        Just("Ŵyn\u{feff}".to_owned()),
        Just("```\n".to_owned()),
        "[ -~é]{0,6}",
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|v| v.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn no_tree_panics_and_every_span_is_text(text in prop_oneof![nearly(), ".{0,60}"]) {
        for format in [Format::Toml, Format::Yaml] {
            let (tree, problems) = data::read(format, FileId(0), &text, 0);
            for (key, value) in &tree.table.entries {
                prop_assert!(text.get(key.span.range()).is_some(), "{:?} {:?}", format, key);
                prop_assert!(text.get(value.span.range()).is_some(), "{:?} {:?}", format, value);
                prop_assert!(depth(value) < 30);
            }
            for problem in &problems {
                prop_assert!(problem.span.is_none_or(|s| text.get(s.range()).is_some()), "{:?} {:?}", format, problem);
            }
        }
    }

    #[test]
    fn no_file_of_any_kind_panics(text in prop_oneof![nearly(), ".{0,60}"], bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let text = text.as_bytes();
        let (sources, parts, problems) = folder(&[
            ("site.toml", text),
            ("content/organisations.toml", text),
            ("content/people.yaml", text),
            ("content/page.md", text),
            ("content/page.cy.md", text),
            ("content/b/_index.md", text),
            ("content/b/actions.csv", text),
            ("content/b/meetings/2012-04-17.md", text),
            ("content/lists/l/_index.md", text),
            ("content/lists/l/2012-09-30.csv", text),
            ("content/lists/l/2013-09-30.yaml", text),
            ("content/datasets/d/_index.md", text),
            ("content/datasets/d/t.csv", text),
            ("content/reports/r/index.md", text),
            ("content/reports/r/a.pdf", &bytes),
            ("content/reports/r/b.docx", &bytes),
        ]);
        let _ = diag::plain(&problems, &sources);
        for page in &parts.pages {
            for span in page.document.references.iter().map(|r| r.span)
                .chain(page.document.withheld.iter().map(|w| w.secret))
                .chain(page.document.anchors.iter().map(|a| a.span))
            {
                prop_assert!(sources.text(span.file).is_some_and(|t| t.get(span.range()).is_some()));
            }
        }
    }
}
