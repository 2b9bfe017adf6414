//! `[reasons]` in `site.toml`: the codes by which the site withholds passages, each with its meaning in every language of the site.

use std::collections::BTreeMap;

use super::data::{Key, Kind, Reader, Value};
use crate::diag::{Code, Diagnostic, nearest};

type Meanings = BTreeMap<Box<str>, Box<str>>;

const EXAMPLE: &str = "\"Personal data\"";

/// Reads the codes and their meanings, by language.
pub(super) fn withholding_reasons(reader: &Reader<'_>, languages: &[Box<str>]) -> BTreeMap<Box<str>, Meanings> {
    let mut all = BTreeMap::new();
    let Some(value) = reader.value("reasons") else { return all };
    let Kind::Table(table) = &value.kind else {
        reader.wrong("reasons", value, "a table of codes with their meanings", "{ \"s.40\" = \"Personal data\" }");
        return all;
    };
    for (code, value) in &table.entries {
        // A code that is half understood is kept: its other mistakes are told here, and it is not unknown.
        all.insert(code.text.clone(), meanings(reader, languages, code, value));
    }
    all
}

fn meanings(reader: &Reader<'_>, languages: &[Box<str>], code: &Key, value: &Value) -> Meanings {
    let mut all = Meanings::new();
    match (&value.kind, languages) {
        (Kind::Text(words), [own, ..]) if !words.trim().is_empty() => {
            all.insert(own.clone(), words.clone());
        }
        (Kind::Table(table), _) => {
            for (lang, value) in &table.entries {
                match &value.kind {
                    _ if !languages.contains(&lang.text) => reader.diagnostics().report(unknown_language(lang, languages)),
                    Kind::Text(words) if !words.trim().is_empty() => {
                        all.insert(lang.text.clone(), words.clone());
                    }
                    _ => reader.wrong(&lang.text, value, "the meaning in that language", EXAMPLE),
                }
            }
        }
        _ => {
            reader.wrong(&code.text, value, "its meaning, or a table with its meaning in each language", EXAMPLE);
            return all;
        }
    }
    for lang in languages.iter().filter(|lang| !all.contains_key(*lang)) {
        let form: Vec<String> = languages.iter().map(|lang| format!("{lang} = \"…\"")).collect();
        reader.diagnostics().report(
            Diagnostic::new(Code::MissingKey, code.span, format!("the reason `{}` has no meaning in `{lang}`", code.text))
                .expected("its meaning in every language of the site")
                .remedy(format!("write \"{}\" = {{ {} }}", code.text, form.join(", "))),
        );
    }
    all
}

fn unknown_language(lang: &Key, languages: &[Box<str>]) -> Diagnostic {
    let found = Diagnostic::new(Code::UnknownKey, lang.span, format!("`{}` is not one of the site's languages", lang.text));
    match nearest(&lang.text, languages.iter().map(|l| &**l)) {
        Some(near) => found.expected(format!("did you mean `{near}`?")).remedy(format!("write `{near}`, or delete the meaning")),
        None => {
            found.expected(format!("one of: {}", languages.join(", "))).remedy("add it to `languages`, or delete the meaning")
        }
    }
}
