//! Code in colour: classes for the theme's style sheet, never inline styles. Without the feature `highlight` code is shown plain.

/// Longer code is shown plain: colour is not worth the time.
const LIMIT: usize = 100_000;

/// A longer line is data rather than code, and the grammars take long over it.
const LINE_LIMIT: usize = 2_000;

/// Returns true if code in this language would be coloured, were its grammar known.
pub fn is_coloured(language: &str, code: &str) -> bool {
    !language.is_empty()
        && !matches!(language, "text" | "txt" | "plain")
        && code.len() <= LIMIT
        && code.lines().all(|line| line.len() <= LINE_LIMIT)
}

/// Code as HTML with classes `hl-…`; `None` where the language is not known or the code is too long.
#[cfg(feature = "highlight")]
pub fn highlight(language: &str, code: &str) -> Option<String> {
    use std::sync::OnceLock;

    use syntect::html::{ClassStyle, ClassedHTMLGenerator};
    use syntect::parsing::SyntaxSet;
    use syntect::util::LinesWithEndings;

    // The grammars are read only when the first block of code with a language is met.
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();

    if !is_coloured(language, code) {
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

/// Code is shown plain: this program was built without the feature `highlight`, which `parse` says of each document with code.
#[cfg(not(feature = "highlight"))]
pub fn highlight(_language: &str, _code: &str) -> Option<String> {
    None
}
