//! What each file of the built-in theme is for, in a line.

use super::theme::ThemeFile;

/// The files that do not say it themselves, one a line: `path: purpose`.
const PURPOSES: &str = include_str!("theme_purposes.txt");

/// Returns the purpose of a file: a line of the table, else the first sentence of the comment that the file begins with.
pub fn purpose(file: ThemeFile<'_>) -> Option<String> {
    let listed = PURPOSES.lines().filter_map(|line| line.split_once(": ")).find(|(path, _)| *path == file.path);
    match listed {
        Some((_, purpose)) => Some(purpose.to_owned()),
        None => first_sentence(&first_comment(std::str::from_utf8(file.bytes).ok()?)?),
    }
}

/// The comment that a template, style sheet, script or catalogue begins with, in one line.
fn first_comment(text: &str) -> Option<String> {
    let block = [("{#-", "#}"), ("{#", "#}"), ("/*", "*/")].into_iter().find_map(|(open, close)| {
        let (comment, _) = text.strip_prefix(open)?.split_once(close)?;
        Some(comment.trim_end_matches('-').to_owned())
    });
    let lines = || {
        let sign = ["//", "#"].into_iter().find(|sign| text.starts_with(sign))?;
        Some(text.lines().map_while(|line| line.strip_prefix(sign)).collect::<Vec<_>>().join(" "))
    };
    let comment = block.or_else(lines)?;
    Some(comment.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn first_sentence(comment: &str) -> Option<String> {
    let sentence = comment.split_once(". ").map_or(comment, |(sentence, _)| sentence).trim_end_matches('.');
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::theme::Theme;
    use super::{PURPOSES, purpose};

    #[test]
    fn every_built_in_file_has_a_purpose_and_no_other() {
        let without: Vec<&str> = Theme::built_in().filter(|file| purpose(*file).is_none()).map(|file| file.path).collect();
        assert!(without.is_empty(), "name what these are for in theme_purposes.txt or in their first comment: {without:?}");
        for line in PURPOSES.lines() {
            let (path, _) = line.split_once(": ").expect("`path: purpose`");
            assert!(Theme::built_in().any(|file| file.path == path), "there is no file {path}");
        }
    }
}
