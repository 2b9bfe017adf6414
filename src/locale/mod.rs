//! The words of the pages in each language: catalogues of messages, plural forms, dates and numbers.
//! It knows nothing of templates.
//!
//! The built-in theme has English and Welsh. Any other language is one file, `messages/fr.toml`, in the site's own theme; what
//! it lacks is said in the site's first language, and the author is told which keys those are.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::chart::Numbers;
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Date, language_name, language_tag, month_name};
use crate::render::theme::Theme;

/// The messages of all languages.
#[derive(Debug, Clone, Default)]
pub struct Messages {
    /// By language.
    languages: BTreeMap<String, Catalogue>,
    /// Where a page's language has no such message: the site's first, then English.
    fallback: Vec<String>,
}

/// The messages of a language, by key. A page asks for hundreds.
#[derive(Debug, Clone, Default)]
struct Catalogue(HashMap<String, Message>);

impl Catalogue {
    fn get(&self, key: &str) -> Option<&Message> {
        self.0.get(key)
    }

    /// By key, from A to Z.
    fn sorted(&self) -> BTreeMap<&str, &Message> {
        self.0.iter().map(|(key, message)| (key.as_str(), message)).collect()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Message {
    One(String),
    /// By plural category (`one`, `other` …).
    Forms(BTreeMap<String, String>),
    /// Months and the like.
    List(Vec<String>),
}

/// The plural categories of CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural category of a whole number in a language (CLDR, cardinal). A language that CLDR does not know counts as English does.
pub fn category(lang: &str, n: u64) -> &'static str {
    // The two of most sites, without a search.
    match (base(lang), n) {
        ("cy", 0) => return "zero",
        ("cy" | "en", 1) => return "one",
        ("cy", 2) => return "two",
        ("cy", 3) => return "few",
        ("cy", 6) => return "many",
        ("cy" | "en", _) => return "other",
        _ => {}
    }
    let rules = lang.parse::<LanguageIdentifier>().ok().and_then(|mut id| {
        // The rules are kept by language alone, but for a few with a region.
        PluralRules::create(id.clone(), PluralRuleType::CARDINAL).ok().or_else(|| {
            id.clear_variants();
            (id.region, id.script) = (None, None);
            PluralRules::create(id, PluralRuleType::CARDINAL).ok()
        })
    });
    match rules.and_then(|rules| rules.select(n).ok()) {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) => "other",
        None if n == 1 => "one",
        None => "other",
    }
}

/// The plural categories that whole numbers have in a language.
fn categories(lang: &str) -> BTreeSet<&'static str> {
    (0..=200).chain([1_000_000]).map(|n| category(lang, n)).collect()
}

/// `cy` of `cy-GB`.
fn base(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

impl Messages {
    /// Reads the catalogues of a theme; `languages` are the site's, the first its own.
    ///
    /// A catalogue that cannot be read is an error; what one of the site's languages lacks is a warning.
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
                    Some(message) => drop(catalogue.0.insert(key, message)),
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
        diagnostics.extend(languages.iter().filter_map(|lang| messages.lacking(lang, theme)));
        (messages, diagnostics)
    }

    /// The catalogue of a language: its own, else that of the language without its region.
    fn catalogue(&self, lang: &str) -> Option<&Catalogue> {
        self.languages.get(lang).or_else(|| self.languages.get(base(lang)))
    }

    /// What a language of the site lacks against English, as one warning; nothing where it lacks nothing.
    fn lacking(&self, lang: &str, theme: &Theme) -> Option<Diagnostic> {
        let english = &self.languages.get("en")?.sorted();
        let own = self.catalogue(lang);
        let place = theme.own_place(&format!("messages/{}.toml", base(lang)));
        let stand = self.fallback.first().map_or("en", String::as_str);
        let stand = if base(stand) == base(lang) { "en" } else { stand };
        let Some(own) = own else {
            return Some(
                Diagnostic::new(Code::MissingMessage, None, format!("there are no words of the pages for the language `{lang}`"))
                    .expected(format!("`{place}` with the {} keys of the built-in `en.toml`", english.len()))
                    .remedy(format!("write that file; the keys are listed in docs/reference/messages.md. Until then the words of `{stand}` stand in their place")),
            );
        };
        let own = own.sorted();
        let missing: Vec<&str> = english.keys().filter(|k| !own.contains_key(*k)).copied().collect();
        let formless: Vec<String> = own.iter().filter_map(|(key, message)| without_form(lang, key, message)).collect();
        let wrong: Vec<String> = own.iter().filter_map(|(key, message)| misfit(key, message, english)).collect();
        if missing.is_empty() && formless.is_empty() && wrong.is_empty() {
            return None;
        }
        let mut said = Vec::new();
        if !missing.is_empty() {
            said.push(format!("{} of {} messages are missing: {}", missing.len(), english.len(), some(&missing)));
        }
        if !formless.is_empty() {
            said.push(format!("plural forms are missing: {}", some(&formless)));
        }
        if !wrong.is_empty() {
            said.push(some(&wrong));
        }
        Some(
            Diagnostic::new(Code::MissingMessage, None, format!("`{place}`: {}", said.join("; ")))
                .remedy(format!("add them; until then the words of `{stand}` stand in their place")),
        )
    }

    fn find(&self, lang: &str, key: &str) -> Option<(&str, &Message)> {
        let try_in = |l: &str| self.languages.get_key_value(l).and_then(|(l, c)| Some((l.as_str(), c.get(key)?)));
        try_in(lang)
            .or_else(|| try_in(base(lang)))
            .or_else(|| self.fallback.iter().find_map(|l| try_in(l).or_else(|| try_in(base(l)))))
    }

    /// The names and numbers of the arguments that a key's message has, for a check of templates: `count`, `name`.
    pub fn arguments(&self, lang: &str, key: &str) -> Option<BTreeSet<&str>> {
        self.languages.get(lang)?.get(key).map(arguments)
    }

    /// Every key of a language's own catalogue.
    pub fn keys(&self, lang: &str) -> impl Iterator<Item = &str> {
        self.languages.get(lang).into_iter().flat_map(|c| c.sorted().into_keys())
    }

    /// Whether a key's message chooses its form by a count.
    pub fn has_forms(&self, lang: &str, key: &str) -> bool {
        self.languages.get(lang).and_then(|c| c.get(key)).is_some_and(|m| matches!(m, Message::Forms(_)))
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
            let keys = self.languages.values().flat_map(|c| c.sorted().into_keys());
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
        Ok(fill(pattern, |name, out| argument(name).map(|value| out.push_str(&value)).is_some()))
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
        let pattern = |key: &str, plain: &'static str| match self.find(lang, key) {
            Some((_, Message::One(pattern))) => pattern.as_str(),
            _ => plain,
        };
        let (pattern, parts) = match date {
            Date::Day(d) => {
                let weekday = || list("weekdays", d.weekday().to_monday_one_offset());
                let weekday = (style == DateStyle::Weekday).then(weekday).flatten();
                let pattern = match weekday {
                    Some(_) => pattern("date_weekday", "{weekday} {day} {month} {year}"),
                    None => pattern("date_day", "{day} {month} {year}"),
                };
                (pattern, (weekday, Some(d.day()), d.month(), d.year()))
            }
            Date::Month(y, m) => (pattern("date_month", "{month} {year}"), (None, None, m, y)),
            Date::Year(y) => return y.to_string(),
        };
        let (weekday, day, of_month, year) = parts;
        fill(pattern, |name, out| {
            // Writing to a string does not fail.
            let _ = match (name, weekday, day) {
                ("weekday", Some(weekday), _) => out.write_str(weekday),
                ("day", _, Some(day)) => write!(out, "{day}"),
                ("month", ..) => out.write_str(month(of_month)),
                ("year", ..) => write!(out, "{year}"),
                _ => return false,
            };
            true
        })
    }

    /// What a language is called in another: by a message of the theme (`language_fr`), else as Unicode calls it, else by its tag.
    pub fn language<'t>(&'t self, lang: &str, tag: &'t str) -> &'t str {
        let key = format!("language_{tag}");
        let own = self.catalogue(lang).and_then(|c| match c.get(&key)? {
            Message::One(name) => Some(name.as_str()),
            _ => None,
        });
        own.or_else(|| language_name(tag, lang)).unwrap_or(tag)
    }

    /// A number as people of a language write it: `1,183`, `1 183`. `digits` as a program writes it: `-1183.5`.
    pub fn number(&self, lang: &str, digits: &str) -> String {
        let (group, point) = self.signs(lang);
        Numbers { group, point }.show(&thousands(digits))
    }

    /// The signs between the groups of a number and before its decimals.
    fn signs(&self, lang: &str) -> (String, String) {
        let sign = |key: &str, plain: &'static str| match self.find(lang, key) {
            Some((_, Message::One(sign))) => sign.clone(),
            _ => plain.to_owned(),
        };
        (sign("number_group", ","), sign("number_point", "."))
    }

    /// A size for people, in decimal units: `845 bytes`, `12 KB`, `1.2 MB`.
    pub fn size(&self, lang: &str, bytes: u64) -> String {
        if bytes < 1000 {
            let n = bytes.to_string();
            return self.text(lang, "n_bytes", Some(bytes), |_| Some(n.clone())).unwrap_or_else(|_| size(bytes));
        }
        let words = size(bytes);
        let (number, unit) = words.split_once(' ').unwrap_or((&words, ""));
        format!("{} {unit}", self.number(lang, number))
    }
}

/// The names between braces.
fn arguments(message: &Message) -> BTreeSet<&str> {
    fn of(text: &str) -> impl Iterator<Item = &str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
    }
    let is_name = |n: &&str| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match message {
        Message::One(text) => of(text).filter(is_name).collect(),
        Message::Forms(forms) => forms.values().flat_map(|f| of(f)).filter(is_name).collect(),
        Message::List(_) => BTreeSet::new(),
    }
}

/// What a message with plural forms lacks for a language: `n_meetings (few, many)`.
fn without_form(lang: &str, key: &str, message: &Message) -> Option<String> {
    let Message::Forms(forms) = message else { return None };
    let missing: Vec<&str> = categories(lang).into_iter().filter(|c| !forms.contains_key(*c)).collect();
    (!missing.is_empty()).then(|| format!("`{key}` ({})", missing.join(", ")))
}

/// What does not fit English: a key there is not, an argument that nothing gives, a list of another length.
fn misfit(key: &str, message: &Message, english: &BTreeMap<&str, &Message>) -> Option<String> {
    let Some(known) = english.get(key) else {
        // Names of languages are as many as there are languages: a theme may have any.
        if key.strip_prefix("language_").is_some_and(|tag| language_tag(tag).is_some()) {
            return None;
        }
        let hint = nearest(key, english.keys().copied()).map(|n| format!("; the nearest is `{n}`")).unwrap_or_default();
        return Some(format!("there is no message `{key}`{hint}"));
    };
    match (message, known) {
        (Message::List(own), Message::List(known)) if own.len() != known.len() => {
            Some(format!("`{key}` has {} words for {}", own.len(), known.len()))
        }
        (Message::List(_), Message::List(_)) => None,
        (Message::List(_), _) | (_, Message::List(_)) => Some(format!("`{key}` is a list in one of the languages only")),
        _ => {
            let given = arguments(known);
            let unknown = arguments(message).into_iter().find(|a| !given.contains(a))?;
            let given: Vec<String> = given.iter().map(|g| format!("`{{{g}}}`")).collect();
            let there = if given.is_empty() { "nothing to fill in".to_owned() } else { given.join(", ") };
            Some(format!("`{key}` has `{{{unknown}}}`, where there is {there}"))
        }
    }
}

/// The first dozen of some words.
fn some(words: &[impl AsRef<str>]) -> String {
    let mut shown: Vec<&str> = words.iter().take(12).map(AsRef::as_ref).collect();
    if words.len() > shown.len() {
        shown.push("…");
    }
    shown.join(", ")
}

/// The words of one language: what makers of sentences outside the templates speak with.
#[derive(Debug, Clone, Copy)]
pub struct Speech<'m> {
    messages: &'m Messages,
    lang: &'m str,
}

impl<'m> Speech<'m> {
    /// In a language.
    pub fn new(messages: &'m Messages, lang: &'m str) -> Speech<'m> {
        Speech { messages, lang }
    }

    /// The language, BCP 47.
    pub fn lang(self) -> &'m str {
        self.lang
    }

    /// The words of a key. A key that no catalogue has stands for itself; a test holds that there is none.
    pub fn say(self, key: &str) -> String {
        self.fill(key, None, &[])
    }

    /// The same, with what stands for each `{name}` of the message.
    pub fn with(self, key: &str, with: &[(&str, &str)]) -> String {
        self.fill(key, None, with)
    }

    /// The same in the plural form that a number has; `{count}` is the number.
    pub fn count(self, key: &str, n: usize, with: &[(&str, &str)]) -> String {
        self.fill(key, Some(n), with)
    }

    /// A date in words, as exact as it is.
    pub fn date(self, date: Date) -> String {
        self.messages.date(self.lang, date, DateStyle::Long)
    }

    /// The same in few letters: `17 Apr 2012`.
    pub fn short_date(self, date: Date) -> String {
        self.messages.date(self.lang, date, DateStyle::Short)
    }

    /// How numbers are written.
    pub fn numbers(self) -> Numbers {
        let (group, point) = self.messages.signs(self.lang);
        Numbers { group, point }
    }

    /// A number as people write it; `digits` as a program does.
    pub fn number(self, digits: &str) -> String {
        self.messages.number(self.lang, digits)
    }

    fn fill(self, key: &str, count: Option<usize>, with: &[(&str, &str)]) -> String {
        let count = count.map(|n| u64::try_from(n).unwrap_or(u64::MAX));
        let argument = |name: &str| match with.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => Some((*value).to_owned()),
            // Below a thousand there is nothing to group.
            None if name == "count" => count.map(|n| if n < 1000 { n.to_string() } else { self.number(&n.to_string()) }),
            None => None,
        };
        self.messages.text(self.lang, key, count, argument).unwrap_or_else(|_| key.to_owned())
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

/// Puts arguments in the place of `{name}`: `argument` writes one, or says that it knows none of that name, and it stays as it is.
fn fill(pattern: &str, argument: impl Fn(&str, &mut String) -> bool) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        rest = match after.split_once('}') {
            Some((name, tail)) if argument(name, &mut out) => tail,
            _ => {
                out.push('{');
                after
            }
        };
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
