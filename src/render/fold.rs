//! What a template says the same on every page of a language is put in before it is ever filled: `{{ "owner" | t }}` and
//! `{{ asset(name="civic.css") }}`, written just so. A register asks for the same few words in each of its thousand rows.
//!
//! No line is added or taken away, and whatever cannot be put in stays as it is, to fail (or not) when the page is filled.

use super::theme::Theme;
use crate::html::escape;
use crate::locale::Messages;

/// The template with its constants put in.
pub(super) fn fold(text: &str, lang: &str, messages: &Messages, theme: &Theme) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let constant = after.split_once("}}").and_then(|(inner, tail)| Some((constant(inner, lang, messages, theme)?, tail)));
        match constant {
            Some((words, tail)) => {
                out.push_str(&words);
                rest = tail;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What stands between the braces, where it is the same on every page: escaped as Tera would.
fn constant(inner: &str, lang: &str, messages: &Messages, theme: &Theme) -> Option<String> {
    let inner = inner.trim();
    let words = match inner.strip_suffix("| t").and_then(|key| quoted(key.trim())) {
        Some(key) => messages.text(lang, key, None, |_| None).ok()?,
        None => theme.address(quoted(inner.strip_prefix("asset(name=")?.strip_suffix(')')?)?)?.to_owned(),
    };
    // Words with braces would be read as a template.
    if words.contains(['{', '}']) {
        return None;
    }
    let mut escaped = String::with_capacity(words.len());
    escape::attribute(&mut escaped, &words);
    Some(escaped)
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"').filter(|t| !t.contains(['"', '\\']))
}
