//! Two texts side by side on a terminal.

use unicode_width::UnicodeWidthChar;

/// What stands between the two columns.
const BETWEEN: &str = " │ ";

/// Returns two texts as two columns that fill a width together.
pub(super) fn beside(left: &str, right: &str, width: usize) -> String {
    let room = width.saturating_sub(3).max(20) / 2;
    let (left, right) = (wrapped(left, room), wrapped(right, room));
    let mut out = String::new();
    for n in 0..left.len().max(right.len()) {
        let (a, b) = (left.get(n).map_or("", String::as_str), right.get(n).map_or("", String::as_str));
        let line = format!("{a}{}{BETWEEN}{b}", " ".repeat(room.saturating_sub(columns_of(a))));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Returns the lines of a text, none wider than the room. Signs that steer a terminal are not passed on.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut row = String::new();
        for word in line.split_whitespace() {
            let word: String = word.chars().filter(|c| !c.is_control()).collect();
            if !row.is_empty() && columns_of(&row) + 1 + columns_of(&word) > room {
                out.push(std::mem::take(&mut row));
            }
            if !row.is_empty() {
                row.push(' ');
            }
            for c in word.chars() {
                if columns_of(&row) + c.width().unwrap_or(0) > room {
                    out.push(std::mem::take(&mut row));
                }
                row.push(c);
            }
        }
        out.push(row);
    }
    out
}

fn columns_of(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_keep_their_width() {
        assert_eq!(beside("one two three four", "one", 27), "one two      │ one\nthree four   │\n");
        assert_eq!(beside("", "unbreakableword\u{1b}[2J", 27), "             │ unbreakablew\n             │ ord[2J\n");
        assert_eq!(beside("議事録議事録議", "", 27), "議事録議事録 │\n議           │\n");
    }
}
