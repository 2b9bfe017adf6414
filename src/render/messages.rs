//! The words of the pages in each language: catalogues of messages, plural forms, dates and numbers.
//! It knows nothing of templates.

use std::collections::BTreeMap;

use super::theme::Theme;
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Date, month_name};

/// The messages of all languages.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    /// By language, then key.
    languages: BTreeMap<String, BTreeMap<String, Message>>,
    /// Where a page's language has no such message: the site's first, then English.
    fallback: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Message {
    One(String),
    /// By plural category (`one`, `other` …).
    Forms(BTreeMap<String, String>),
    /// Months and the like.
    List(Vec<String>),
}

/// The plural categories of CLDR 45 that English and Welsh use.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural category of a whole number in a language (CLDR 45, cardinal). Languages other than Welsh count as English does.
pub fn category(lang: &str, n: u64) -> &'static str {
    match (base(lang), n) {
        ("cy", 0) => "zero",
        (_, 1) => "one",
        ("cy", 2) => "two",
        ("cy", 3) => "few",
        ("cy", 6) => "many",
        _ => "other",
    }
}

/// `cy` of `cy-GB`.
fn base(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

impl Messages {
    /// Reads the catalogues of a theme; `languages` are the site's, the first its own.
    pub fn load(theme: &Theme, languages: &[&str]) -> (Messages, Vec<Diagnostic>) {
        let (mut messages, mut diagnostics) = (Messages::default(), Vec::new());
        for file in theme.messages() {
            let lang = file.path.strip_prefix("messages/").and_then(|p| p.strip_suffix(".toml")).unwrap_or_default();
            let place = if file.own { theme.place(file.path) } else { format!("built-in theme: {}", file.path) };
            let Ok(text) = std::str::from_utf8(file.bytes) else {
                diagnostics.push(broken(&place, "the file is not UTF-8"));
                continue;
            };
            let table = match text.parse::<toml::Table>() {
                Ok(table) => table,
                Err(e) => {
                    let line = e.span().map_or(1, |s| text.get(..s.start).unwrap_or("").matches('\n').count() + 1);
                    diagnostics.push(broken(&place, &format!("line {line}: {}", e.message())));
                    continue;
                }
            };
            let catalogue = messages.languages.entry(lang.to_owned()).or_default();
            for (key, value) in table {
                match message(&value) {
                    Some(message) => drop(catalogue.insert(key, message)),
                    None => diagnostics.push(broken(
                        &place,
                        &format!(
                            "`{key}` is neither a text, nor a list of texts, nor a table of the plural forms {}",
                            CATEGORIES.join(", ")
                        ),
                    )),
                }
            }
        }
        messages.fallback = languages.iter().take(1).map(|l| (*l).to_owned()).chain(["en".to_owned()]).collect();
        (messages, diagnostics)
    }

    fn find(&self, lang: &str, key: &str) -> Option<(&str, &Message)> {
        let try_in = |l: &str| self.languages.get_key_value(l).and_then(|(l, c)| Some((l.as_str(), c.get(key)?)));
        try_in(lang)
            .or_else(|| try_in(base(lang)))
            .or_else(|| self.fallback.iter().find_map(|l| try_in(l).or_else(|| try_in(base(l)))))
    }

    /// The message of a key in a language, with `{name}` replaced by what `argument` gives; `count` chooses the plural form.
    ///
    /// # Errors
    /// Where no language has the key, or the message needs a count and none is given: what to tell the theme's author.
    pub fn text(
        &self,
        lang: &str,
        key: &str,
        count: Option<u64>,
        argument: impl Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        let Some((found, message)) = self.find(lang, key) else {
            let keys = self.languages.values().flat_map(|c| c.keys().map(String::as_str));
            let hint = nearest(key, keys).map(|k| format!("; the nearest is `{k}`")).unwrap_or_default();
            return Err(format!("there is no message `{key}` in messages/en.toml{hint}"));
        };
        let pattern = match message {
            Message::One(text) => text,
            Message::List(_) => return Err(format!("the message `{key}` is a list")),
            Message::Forms(forms) => {
                let Some(n) = count else { return Err(format!("the message `{key}` has plural forms: give it `count`")) };
                let form = forms.get(category(found, n)).or_else(|| forms.get("other"));
                form.ok_or_else(|| format!("the message `{key}` has no form `other`"))?
            }
        };
        Ok(fill(pattern, argument))
    }

    /// A date as people write it in a language: `17 April 2012`, `17 Ebrill 2012`, `October 2012`.
    pub fn date(&self, lang: &str, date: Date, style: DateStyle) -> String {
        let list = |key: &str, n: i8| match self.find(lang, key) {
            Some((_, Message::List(names))) => usize::try_from(n - 1).ok().and_then(|i| names.get(i)).map(String::as_str),
            _ => None,
        };
        let month = |m: i8| {
            let key = if style == DateStyle::Short { "months_short" } else { "months" };
            list(key, m).unwrap_or_else(|| month_name(m))
        };
        match date {
            Date::Day(d) => {
                let words = format!("{} {} {}", d.day(), month(d.month()), d.year());
                let weekday = || list("weekdays", d.weekday().to_monday_one_offset());
                match (style == DateStyle::Weekday).then(weekday).flatten() {
                    Some(day) => format!("{day} {words}"),
                    None => words,
                }
            }
            Date::Month(y, m) => format!("{} {y}", month(m)),
            Date::Year(y) => y.to_string(),
        }
    }
}

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `17 April 2012`.
    Long,
    /// `17 Apr 2012`.
    Short,
    /// `Tuesday 17 April 2012`.
    Weekday,
}

fn broken(place: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::Template, None, format!("`{place}` cannot be read: {why}"))
        .remedy("write each message as `key = \"words\"`, or as a table `[key]` of plural forms")
}

fn message(value: &toml::Value) -> Option<Message> {
    let text = |v: &toml::Value| v.as_str().map(str::to_owned);
    match value {
        toml::Value::String(s) => Some(Message::One(s.clone())),
        toml::Value::Array(all) => all.iter().map(text).collect::<Option<_>>().map(Message::List),
        toml::Value::Table(forms) => {
            let forms: Option<BTreeMap<_, _>> =
                forms.iter().map(|(k, v)| CATEGORIES.contains(&k.as_str()).then(|| Some((k.clone(), text(v)?)))?).collect();
            forms.map(Message::Forms)
        }
        _ => None,
    }
}

/// Puts arguments in the place of `{name}`; what is no argument stays as it is.
fn fill(pattern: &str, argument: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, tail)| Some((argument(name)?, tail))) {
            Some((value, tail)) => {
                out.push_str(&value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A whole number with commas between thousands.
pub fn thousands(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |d| ("-", d));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let mut out = String::with_capacity(digits.len() + 4);
    out.push_str(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A size for people, in decimal units: `845 bytes`, `12 KB`, `1.2 MB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} {}", if bytes == 1 { "byte" } else { "bytes" });
    }
    // In tenths of a unit, so that no rounding depends on floating point.
    let (mut tenths, mut unit) = ((u128::from(bytes) + 50) / 100, 0);
    while tenths >= 9995 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let unit = UNITS.get(unit).unwrap_or(&"PB");
    if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    } else {
        format!("{} {unit}", (tenths + 5) / 10)
    }
}
