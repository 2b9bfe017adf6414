//! Templates that join a text to itself: in a loop it fills the memory of the machine before anybody can stop it, and no budget is asked.

use std::collections::BTreeMap;

/// A text that a template doubles.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doubling<'t> {
    /// Its name.
    pub(super) name: &'t str,
    /// The line, from 1.
    pub(super) line: usize,
}

/// Finds the first `{% set s = s ~ s %}` of a template, also by way of another name.
pub(super) fn find_doubling(template: &str) -> Option<Doubling<'_>> {
    let mut copies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let settings = || template.match_indices("{%").filter_map(|(at, _)| setting(template, at));
    for setting in settings() {
        if let [only] = setting.names.as_slice()
            && setting.value == *only
        {
            copies.entry(*only).or_default().push(setting.name);
        }
    }
    settings().find_map(|setting| {
        let own = copies.get(setting.name).map_or(&[][..], Vec::as_slice);
        let times = setting.names.iter().filter(|name| **name == setting.name || own.contains(name)).count();
        let line = || template.get(..setting.at).map_or(1, |before| before.matches('\n').count() + 1);
        (setting.joins && times > 1).then(|| Doubling { name: setting.name, line: line() })
    })
}

/// What a `{% set … %}` says.
struct Setting<'t> {
    at: usize,
    name: &'t str,
    value: &'t str,
    /// The names in the value, in order.
    names: Vec<&'t str>,
    joins: bool,
}

fn setting(template: &str, at: usize) -> Option<Setting<'_>> {
    let block = template.get(at + 2..)?;
    let block = block.get(..block.find("%}")?)?.trim_matches(['-', ' ', '\n', '\t', '\r']);
    let rest = block.strip_prefix("set_global ").or_else(|| block.strip_prefix("set "))?;
    let (name, value) = rest.split_once('=')?;
    let value = value.trim();
    let mut names = Vec::new();
    let mut joins = false;
    // What is between quotes is no name.
    for part in value.split(['"', '\'', '`']).step_by(2) {
        joins |= part.contains('~');
        let words = part.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')));
        names.extend(words.filter(|word| !word.is_empty()));
    }
    Some(Setting { at, name: name.trim(), value, names, joins })
}

#[cfg(test)]
mod tests {
    use super::{Doubling, find_doubling};

    #[test]
    fn a_text_that_is_joined_to_itself_is_found() {
        for (template, name, line) in [
            ("{% set s = s ~ s %}", "s", 1),
            ("a\n{%- set_global s = s ~ \"x\" ~ s -%}", "s", 2),
            ("{% for n in l %}\n{% set t = s %}{% set s = s ~ t %}{% endfor %}", "s", 2),
        ] {
            assert_eq!(find_doubling(template), Some(Doubling { name, line }), "{template}");
        }
        for template in [
            "{% set s = s ~ \"s s\" %}",
            "{% set s = a ~ b ~ a %}",
            "{% set s = s + s %}",
            "{{ s ~ s }}",
            "{% if s ~ s %}{% endif %}",
            "{% set",
        ] {
            assert_eq!(find_doubling(template), None, "{template}");
        }
    }
}
