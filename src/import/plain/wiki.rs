//! Marks of wikis in plain text: `'''bold'''` and `''italic''`.

use crate::import::extract::TextRun;
use crate::layout::TextStyle;

/// Two apostrophes are a mark of a wiki where the text has other marks of one; else somebody quotes with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ApostropheUse {
    /// They are marks.
    Marks,
    /// They are signs of the text.
    Signs,
}

impl ApostropheUse {
    /// Returns the use in a text: a wiki's where three apostrophes open and close words of one line.
    pub(super) fn of(text: &str) -> ApostropheUse {
        let is_bold = |line: &str| line.matches("'''").count() >= 2;
        if text.lines().any(is_bold) { ApostropheUse::Marks } else { ApostropheUse::Signs }
    }

    /// Returns the runs of a line. A mark that nothing closes stays a sign.
    pub(super) fn runs(self, text: String) -> Vec<TextRun> {
        let mut runs = Vec::new();
        if self == ApostropheUse::Signs || !text.contains("''") {
            TextRun::add_words(&mut runs, &text, TextStyle::default(), None);
            return runs;
        }
        let mut rest = text.as_str();
        while let Some((before, mark, inside, after)) = next_mark(rest) {
            TextRun::add_words(&mut runs, before, TextStyle::default(), None);
            let style = TextStyle { bold: mark != 2, italic: mark != 3, ..TextStyle::default() };
            TextRun::add_words(&mut runs, inside, style, None);
            rest = after;
        }
        TextRun::add_words(&mut runs, rest, TextStyle::default(), None);
        runs
    }
}

/// Returns what is before the first words between marks, the length of the mark, the words, and what follows.
fn next_mark(text: &str) -> Option<(&str, usize, &str, &str)> {
    let at = text.find("''")?;
    let mark = text.get(at..)?.bytes().take_while(|b| *b == b'\'').count();
    if !matches!(mark, 2 | 3 | 5) {
        return None;
    }
    let behind = text.get(at + mark..)?;
    let end = behind.find("'''''".get(..mark)?)?;
    Some((text.get(..at)?, mark, behind.get(..end)?, behind.get(end + mark..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_marks() {
        let of = |text: &str| {
            let runs = ApostropheUse::of(text).runs(text.to_owned());
            let show = |run: &TextRun| match run {
                TextRun::Words { text, style, .. } => {
                    format!("{}{}{text}", if style.bold { "b:" } else { "" }, if style.italic { "i:" } else { "" })
                }
                _ => String::new(),
            };
            runs.iter().map(show).collect::<Vec<_>>().join("|")
        };
        assert_eq!(of("'''ACTION:''' Ann ''soon'' to"), "b:ACTION:| Ann |i:soon| to");
        assert_eq!(of("'''''Both''''' and '''open"), "b:i:Both| and '''open");
        assert_eq!(of("the ''lamp'' of 5'' glass"), "the ''lamp'' of 5'' glass");
    }
}
