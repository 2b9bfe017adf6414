//! The account of words adds up, whatever the document.

use proptest::prelude::*;

use super::office::{NUMBERING, OPEN_LISTS, STYLES, escaped, open_text, word, word_item, word_paragraph, word_run, word_table};
use super::pdf::styled_pdf;
use super::{assert_words, import};

/// A block of a random document.
#[derive(Debug, Clone)]
enum RandomBlock {
    Text(String),
    Item(u32, String),
    Rows(Vec<Vec<String>>),
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Z]{1,9}",
        1 => "[0-9]{1,3}[.)]?",
        1 => r"[*_~<>&\[\]|#\\-]{1,2}[a-z]{0,4}[*_~\]]{0,2}",
        1 => "[A-Z][a-z]{2,6}:",
        1 => "[ŵéßž’–]{1,3}",
    ];
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

fn blocks() -> impl Strategy<Value = Vec<RandomBlock>> {
    let block = prop_oneof![
        3 => words().prop_map(RandomBlock::Text),
        2 => (0_u32..2, words()).prop_map(|(level, text)| RandomBlock::Item(level, text)),
        1 => prop::collection::vec(prop::collection::vec(words(), 1..4), 1..4).prop_map(RandomBlock::Rows),
    ];
    prop::collection::vec(block, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn in_word_documents(blocks in blocks()) {
        let body: String = blocks.iter().map(|block| match block {
            RandomBlock::Text(text) => word_paragraph("", "", &word_run(text)),
            RandomBlock::Item(level, text) => word_item(1, *level, text),
            RandomBlock::Rows(rows) => {
                let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
                word_table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
            }
        }).collect();
        let file = import("2021-03-09.docx", &word(&body, &[("word/numbering.xml", NUMBERING), ("word/styles.xml", STYLES)]));
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }

    #[test]
    fn in_open_documents(blocks in blocks()) {
        let paragraph = |text: &str| format!("<text:p>{}</text:p>", escaped(text));
        let body: String = blocks.iter().map(|block| match block {
            RandomBlock::Text(text) => paragraph(text),
            RandomBlock::Item(level, text) => {
                let style = if *level == 0 { "L1" } else { "L2" };
                format!("<text:list text:style-name=\"{style}\"><text:list-item>{}</text:list-item></text:list>", paragraph(text))
            }
            RandomBlock::Rows(rows) => {
                let cell = |text: &String| format!("<table:table-cell>{}</table:table-cell>", paragraph(text));
                let row = |row: &Vec<String>| format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>());
                format!("<table:table>{}</table:table>", rows.iter().map(row).collect::<String>())
            }
        }).collect();
        let file = import("2021-03-09.odt", &open_text(&body, OPEN_LISTS, "<office:document-styles/>"));
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }

    #[test]
    fn in_web_pages(blocks in blocks()) {
        let body: String = blocks.iter().map(|block| match block {
            RandomBlock::Text(text) => format!("<p>{}</p>", escaped(text)),
            RandomBlock::Item(0, text) => format!("<ol><li>{}</li></ol>", escaped(text)),
            RandomBlock::Item(_, text) => format!("<ul><li>{}</li></ul>", escaped(text)),
            RandomBlock::Rows(rows) => {
                let cell = |text: &String| format!("<td>{}</td>", escaped(text));
                let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
                format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
            }
        }).collect();
        let file = import("2021-03-09.html", format!("<!DOCTYPE html><html><body>{body}</body></html>").as_bytes());
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }

    #[test]
    fn in_pdfs(lines in prop::collection::vec((words(), 0_usize..3, any::<bool>(), 0_usize..8), 1..60)) {
        let mut pages: Vec<Vec<(f32, f32, f32, bool, &str)>> = vec![Vec::new()];
        let mut y = 800.0;
        for (words, gap, is_bold, size) in &lines {
            y -= 12.0 * (gap + 1) as f32;
            if y < 40.0 {
                pages.push(Vec::new());
                y = 800.0;
            }
            let size = if *size == 0 { 15.0 } else { 10.0 };
            pages.last_mut().unwrap().push((50.0, y, size, *is_bold, words.as_str()));
        }
        let file = import("2021-03-09.pdf", &styled_pdf(&pages));
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }

    #[test]
    fn in_markdown(blocks in blocks()) {
        let text: String = blocks.iter().map(|block| match block {
            RandomBlock::Text(text) => format!("{text}\n\n"),
            RandomBlock::Item(level, text) => format!("{}- {text}\n", "  ".repeat(*level as usize)),
            RandomBlock::Rows(rows) => rows.iter().map(|row| format!("{}\n", row.join("  "))).collect::<String>() + "\n",
        }).collect();
        let file = import("2021-03-09.md", text.as_bytes());
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }

    #[test]
    fn in_texts(paragraphs in prop::collection::vec((words(), 0_usize..3), 1..40)) {
        let text: String = paragraphs.iter().map(|(words, blanks)| format!("{words}\n{}", "\n".repeat(*blanks))).collect();
        let file = import("2021-03-09.txt", text.as_bytes());
        if !file.texts.is_empty() {
            assert_words(&file);
        }
    }
}
