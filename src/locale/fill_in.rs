//! A catalogue for a translator: every key, with the English above it and room for what is not translated yet.

use std::collections::BTreeMap;

use toml::Value;

use super::catalogue::CatalogueTexts;
use super::plural::{base, categories};

/// Writes the catalogue of a language, in the order of the English one: what is translated as it is, and the rest empty, with the
/// plural forms that the language has. `is_missing_only`: without what is complete.
pub fn catalogue_to_fill(texts: &CatalogueTexts<'_>, lang: &str, is_missing_only: bool) -> String {
    let Some(english) = texts.texts.iter().find(|text| text.lang == "en").and_then(|text| std::str::from_utf8(text.bytes).ok())
    else {
        return String::new();
    };
    let keys = english.parse::<toml::Table>().unwrap_or_default();
    let own = own_messages(texts, lang);
    let mut out = String::new();
    for line in english.lines() {
        let message = line.split_once(" = ").and_then(|(key, _)| Some((key, keys.get(key)?)));
        match message {
            Some((key, english)) => {
                let value = value_to_fill(english, own.get(key), lang);
                if !is_missing_only || has_gap(&value) {
                    out.push_str(&format!("# {line}\n{key} = {value}\n"));
                }
            }
            None if is_missing_only => {}
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

/// What is translated into a language, later catalogues before earlier ones; one of its region before one of the language.
fn own_messages(texts: &CatalogueTexts<'_>, lang: &str) -> BTreeMap<String, Value> {
    let of = |wanted: &str| {
        let texts = texts.texts.iter().filter(|text| text.lang == wanted);
        texts.filter_map(|text| std::str::from_utf8(text.bytes).ok()?.parse::<toml::Table>().ok()).flatten().collect::<Vec<_>>()
    };
    [base(lang), lang].into_iter().flat_map(of).collect()
}

/// A message of a language in the shape of the English one, with its gaps.
fn value_to_fill(english: &Value, own: Option<&Value>, lang: &str) -> Value {
    let empty = || Value::String(String::new());
    match (english, own) {
        (Value::Table(_), own) => {
            let own = own.and_then(Value::as_table);
            let form = |form: &'static str| (form.to_owned(), own.and_then(|own| own.get(form)).cloned().unwrap_or_else(empty));
            let mut forms: toml::Table = own.cloned().unwrap_or_default();
            forms.extend(categories(lang).into_iter().map(form));
            Value::Table(forms)
        }
        (Value::Array(english), Some(Value::Array(own))) if own.len() == english.len() => Value::Array(own.clone()),
        (Value::Array(english), _) => Value::Array(english.iter().map(|_| empty()).collect()),
        (_, Some(own)) => own.clone(),
        (_, None) => empty(),
    }
}

/// Whether something is left to fill in.
fn has_gap(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(texts) => texts.iter().any(has_gap),
        Value::Table(forms) => forms.values().any(has_gap),
        _ => false,
    }
}
