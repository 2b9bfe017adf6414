//! The nearest valid name to one that is not valid.

/// The name among `names` that is nearest to `word`, if any is near enough to be meant.
///
/// Near means: the same but for case, or one a prefix of the other (three letters at least), or at
/// most a third of the letters changed.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    names
        .into_iter()
        .filter_map(|name| {
            let other = name.to_lowercase();
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let longest = lower.chars().count().max(other.chars().count());
            let prefix = lower.len() >= 3 && other.len() >= 3 && (other.starts_with(&lower) || lower.starts_with(&other));
            (distance * 3 <= longest || prefix).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(nearest("titel", ["date", "title", "time"]), Some("title"));
        assert_eq!(nearest("colour", ["color", "title"]), Some("color"));
        assert_eq!(nearest("zzz", ["date", "title"]), None);
    }
}
