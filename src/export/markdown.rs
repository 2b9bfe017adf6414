//! Plain text as Markdown, and as one line.

/// A Markdown link; `words` is Markdown.
pub(super) fn markdown_link(words: &str, address: &str) -> String {
    if address.contains([' ', '(', ')']) { format!("[{words}](<{address}>)") } else { format!("[{words}]({address})") }
}

/// Plain text as Markdown that shows it.
pub(crate) fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text on one line: without line ends and control characters, which would move the cursor of a terminal.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
