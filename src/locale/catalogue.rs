//! The messages of each language by key, read from TOML.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::plural::{CATEGORIES, base, categories, category};
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{language_name, language_tag};

/// One catalogue before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueText<'t> {
    /// The language, BCP 47: the name of the file without its ending.
    pub lang: &'t str,
    /// Its place, for its author.
    pub place: String,
    /// Its bytes, TOML if it is right.
    pub bytes: &'t [u8],
}

/// The catalogues of a site: the built-in ones first, so that the site's own add to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatalogueTexts<'t> {
    /// In the order in which they are read.
    pub texts: Vec<CatalogueText<'t>>,
    /// The folder of the site's own catalogues, for their author: `themes/civic/messages`.
    pub own_folder: String,
}

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
struct Catalogue(FxHashMap<String, Message>);

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
pub(super) enum Message {
    One(String),
    /// By plural category (`one`, `other` …).
    Forms(BTreeMap<String, String>),
    /// Months and the like.
    List(Vec<String>),
}

impl Message {
    /// Whether there is no text in it, or a gap in a list.
    fn is_empty(&self) -> bool {
        match self {
            Message::One(text) => text.is_empty(),
            Message::Forms(forms) => forms.is_empty(),
            Message::List(texts) => texts.iter().any(String::is_empty),
        }
    }

    /// Every text of the message.
    fn texts(&self) -> Vec<&str> {
        match self {
            Message::One(text) => vec![text],
            Message::Forms(forms) => forms.values().map(String::as_str).collect(),
            Message::List(texts) => texts.iter().map(String::as_str).collect(),
        }
    }
}

impl Messages {
    /// Reads catalogues; `languages` are the site's, the first its own.
    ///
    /// A catalogue that cannot be read is an error; what one of the site's languages lacks is a warning.
    pub fn load(texts: &CatalogueTexts<'_>, languages: &[&str]) -> (Messages, Vec<Diagnostic>) {
        let (mut messages, mut diagnostics) = (Messages::default(), Vec::new());
        for CatalogueText { lang, place, bytes } in &texts.texts {
            let Ok(text) = std::str::from_utf8(bytes) else {
                diagnostics.push(broken(place, "the file is not UTF-8"));
                continue;
            };
            let table = match text.parse::<toml::Table>() {
                Ok(table) => table,
                Err(e) => {
                    let line = e.span().map_or(1, |s| text.get(..s.start).unwrap_or("").matches('\n').count() + 1);
                    diagnostics.push(broken(place, &format!("line {line}: {}", e.message())));
                    continue;
                }
            };
            let catalogue = messages.languages.entry((*lang).to_owned()).or_default();
            for (key, value) in table {
                match message(&value) {
                    // Left empty by whoever fills in a catalogue: as good as missing.
                    Some(message) if message.is_empty() => {}
                    Some(message) => drop(catalogue.0.insert(key, message)),
                    None => diagnostics.push(broken(
                        place,
                        &format!(
                            "`{key}` is neither a text, nor a list of texts, nor a table of the plural forms {}",
                            CATEGORIES.join(", ")
                        ),
                    )),
                }
            }
        }
        messages.fallback = languages.iter().take(1).map(|l| (*l).to_owned()).chain(["en".to_owned()]).collect();
        diagnostics.extend(languages.iter().filter_map(|lang| messages.lacking(lang, texts)));
        (messages, diagnostics)
    }

    /// The catalogue of a language: its own, else that of the language without its region.
    fn catalogue(&self, lang: &str) -> Option<&Catalogue> {
        self.languages.get(lang).or_else(|| self.languages.get(base(lang)))
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

    /// What a language of the site lacks against English, as one warning; nothing where it lacks nothing.
    fn lacking(&self, lang: &str, texts: &CatalogueTexts<'_>) -> Option<Diagnostic> {
        let english = &self.languages.get("en")?.sorted();
        let own = self.catalogue(lang);
        let place = format!("{}/{}.toml", texts.own_folder, base(lang));
        let stand = self.fallback.first().map_or("en", String::as_str);
        let stand = if base(stand) == base(lang) { "en" } else { stand };
        let Some(own) = own else {
            return Some(
                Diagnostic::new(Code::MissingMessage, None, format!("there are no words of the pages for the language `{lang}`"))
                    .expected(format!("`{place}` with the {} keys of the built-in `en.toml`", english.len()))
                    .remedy(format!("`minutebook messages {lang}` prints it to be filled in. Until then the words of `{stand}` stand in their place")),
            );
        };
        let own = own.sorted();
        let missing: Vec<&str> = english.keys().filter(|k| !own.contains_key(*k)).copied().collect();
        let needed = categories(lang);
        let formless: Vec<String> = own.iter().filter_map(|(key, message)| without_form(&needed, key, message)).collect();
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

    pub(super) fn find(&self, lang: &str, key: &str) -> Option<(&str, &Message)> {
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

    /// Everything that pages in some languages say by themselves.
    pub fn all(&self, languages: &[&str]) -> Vec<&str> {
        let catalogues = languages.iter().filter_map(|lang| self.catalogue(lang));
        catalogues.flat_map(|c| c.sorted().into_values()).flat_map(Message::texts).collect()
    }

    /// Every text of some keys in some languages, where a key is missing that of the language it falls back on.
    pub fn texts_of(&self, keys: &[&str], languages: &[&str]) -> Vec<&str> {
        let messages = languages.iter().flat_map(|lang| keys.iter().filter_map(|key| self.find(lang, key)));
        messages.flat_map(|(_, message)| message.texts()).collect()
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

/// The plural forms that a message lacks of those that its language needs: `n_meetings (few, many)`.
fn without_form(needed: &BTreeSet<&str>, key: &str, message: &Message) -> Option<String> {
    let Message::Forms(forms) = message else { return None };
    let missing: Vec<&str> = needed.iter().copied().filter(|c| !forms.contains_key(*c)).collect();
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
            let filled = |forms: BTreeMap<_, String>| forms.into_iter().filter(|(_, text)| !text.is_empty()).collect();
            forms.map(filled).map(Message::Forms)
        }
        _ => None,
    }
}

/// Puts arguments in the place of `{name}`: `argument` writes one, or says that it knows none of that name, and it stays as it is.
pub(super) fn fill(pattern: &str, argument: impl Fn(&str, &mut String) -> bool) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = parted(rest, b'{') {
        out.push_str(before);
        rest = match parted(after, b'}') {
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

/// A text before and after a brace. In texts as short as messages a loop finds it before `str::split_once` has begun.
fn parted(text: &str, brace: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|b| b == brace)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}
