//! Ids that an author gives to passages: `{#2.1-p1}` at the end of a line.

use std::collections::BTreeSet;

/// The ids that a text gives at the ends of its lines.
pub(super) fn given_ids(text: &str) -> BTreeSet<String> {
    let marks = memchr::memmem::find_iter(text.as_bytes(), b"{#").filter_map(|at| text.get(at + 2..));
    marks.filter_map(|rest| rest.lines().next()?.trim_end().strip_suffix('}')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::given_ids;

    #[test]
    fn ids_end_their_lines() {
        let found = given_ids("One. {#a}\nTwo {#b} more\n- Three {#c.1-p2}  \n{#\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a", "c.1-p2"]);
    }
}
