//! Code in colour: classes for the theme's style sheet, never inline styles. The grammars are read only
//! when the first block of code with a known language is met.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Longer code is shown plain: colour is not worth the time.
const LIMIT: usize = 100_000;

/// A longer line is data rather than code, and the grammars take long over it.
const LINE_LIMIT: usize = 2_000;

static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();

/// Code as HTML with classes `hl-…`; `None` where the language is not known or the code is too long.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    let usable = !language.is_empty() && code.len() <= LIMIT && code.lines().all(|l| l.len() <= LINE_LIMIT);
    if !usable || matches!(language, "text" | "txt" | "plain") {
        return None;
    }
    let grammars = GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines);
    let grammar = grammars.find_syntax_by_token(language)?;
    let mut generator =
        ClassedHTMLGenerator::new_with_class_style(grammar, grammars, ClassStyle::SpacedPrefixed { prefix: "hl-" });
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
