//! A setting as its author writes it, for remedies: TOML, or YAML where the file is.

/// `key = value` in TOML; in YAML `key: value`, with colons in the tables of the value. `value` is TOML; where it holds tables and lists they
/// stand in braces and brackets, which both languages have.
pub fn setting(yaml: bool, key: &str, value: &str) -> String {
    if yaml {
        return format!("{key}: {}", in_yaml(value));
    }
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { format!("{key} = {value}") } else { format!("{key:?} = {value}") }
}

/// A value of TOML as YAML has it.
fn in_yaml(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut quoted = false;
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            quoted = !quoted;
        }
        match rest.strip_prefix(" = ").filter(|_| !quoted) {
            Some(after) => {
                out.push_str(": ");
                rest = after;
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::setting;

    #[test]
    fn a_setting_is_shown_in_the_language_of_its_file() {
        let value = "{ \"Command paper\" = \"Cm = 8421\", laid = [1, 2] }";
        assert_eq!(setting(false, "numbers", value), format!("numbers = {value}"));
        assert_eq!(setting(true, "numbers", value), "numbers: { \"Command paper\": \"Cm = 8421\", laid: [1, 2] }");
        assert_eq!(setting(false, "Command paper", "\"Cm 8421\""), "\"Command paper\" = \"Cm 8421\"");
    }
}
