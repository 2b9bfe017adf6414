//! Backslashes: as few as keep each sign a sign.

/// Takes away backslashes before signs that mean nothing where they stand.
pub(super) fn tidy_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let escaped = if c == '\\' { chars.next_if(|(_, sign)| sign.is_ascii_punctuation()) } else { None };
        let Some((place, sign)) = escaped else {
            out.push(c);
            continue;
        };
        let before = text.get(..at).unwrap_or("");
        let after = text.get(place + sign.len_utf8()..).unwrap_or("");
        if needs_escape(sign, before, after) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

fn needs_escape(sign: char, before: &str, after: &str) -> bool {
    let next = after.trim_start_matches('\\').chars().next();
    let alone = before.chars().next_back().is_none_or(char::is_whitespace) && next.is_none_or(char::is_whitespace);
    match sign {
        '&' => {
            let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '#').collect();
            !name.is_empty() && after.get(name.len()..).is_some_and(|rest| rest.starts_with(';'))
        }
        '<' => next.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?')),
        '*' | '~' => !alone || before.trim().is_empty(),
        '_' => !(alone || before.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        // A bracket is a sign only in a link, a call of a note, a mark of withholding, a box to tick.
        '[' => {
            let inside = after.split(']').next().unwrap_or("");
            let rest = after.get(inside.len()..).unwrap_or("");
            let is_box = matches!(inside.trim_end_matches('\\'), " " | "x" | "X" | "");
            next.is_none_or(|c| matches!(c, '^' | '[' | '!')) || before.ends_with('[') || is_box || is_target(rest)
        }
        ']' => after.starts_with(['(', '[', ':']) || next == Some(']') || before.ends_with(']'),
        _ => true,
    }
}

/// Whether what follows the words of a bracket makes it a link.
fn is_target(rest: &str) -> bool {
    rest.strip_prefix(']').is_some_and(|rest| rest.starts_with(['(', '[', ':']))
}

/// Returns a line of a paragraph in a form that begins no other block.
pub(super) fn guard_line(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or("");
    if (1..=9).contains(&digits)
        && rest.starts_with(['.', ')'])
        && rest.get(1..).is_none_or(|r| r.is_empty() || r.starts_with(' '))
    {
        return format!("{}\\{rest}", line.get(..digits).unwrap_or(""));
    }
    let only = |c: char| !line.is_empty() && line.chars().all(|l| l == c || l == ' ');
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && line.get(hashes..).is_none_or(|r| r.is_empty() || r.starts_with(' '));
    let is_item = ["- ", "+ "].iter().any(|mark| line.starts_with(mark)) || matches!(line, "-" | "+");
    if is_heading || is_item || only('=') || only('-') || line.starts_with(['>', '|', ':']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_are_few() {
        for (text, want) in [
            ("R\\&D and \\&amp; \\&\\#8217;", "R&D and \\&amp; &\\#8217;"),
            ("a \\* b, \\*c\\*", "a * b, \\*c\\*"),
            ("snake\\_case and \\_x\\_", "snake_case and \\_x\\_"),
            ("\\[Action 1 - Ann Lee\\]", "[Action 1 - Ann Lee]"),
            ("\\[x\\] done", "\\[x] done"),
            ("\\[\\[redact:x\\]\\]", "\\[\\[redact:x\\]\\]"),
            ("\\[a\\](b)", "\\[a\\](b)"),
            ("1 \\< 2 and \\<b>", "1 < 2 and \\<b>"),
        ] {
            assert_eq!(tidy_escapes(text), want, "{text}");
        }
    }

    #[test]
    fn a_line_begins_no_other_block() {
        for (line, want) in [
            ("1. Lamps", "1\\. Lamps"),
            ("2.1 Lamps", "2.1 Lamps"),
            ("# Lamps", "\\# Lamps"),
            ("#3 Lamps", "#3 Lamps"),
            ("- Lamps", "\\- Lamps"),
            ("---", "\\---"),
            ("> x", "\\> x"),
            ("Lamps", "Lamps"),
        ] {
            assert_eq!(guard_line(line), want);
        }
    }
}
