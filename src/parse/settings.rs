//! `site.toml` becomes a [`Site`].

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::accessibility::accessibility_facts;
use super::allowed::allowed_findings;
use super::data::{self, DataDiagnostics, Format, Kind, Reader, Tree, Value, is_web};
use super::reasons::withholding_reasons;
use crate::diag::{Code, Diagnostic, codes, nearest};
use crate::record::{CheckLevel, DateOrder, Edition, RawHtml, Site, SiteWords, Span, StoodSite, Vocabulary, language_tag};
use crate::source::Sources;

const LEVELS: [(&str, CheckLevel); 4] =
    [("off", CheckLevel::Off), ("note", CheckLevel::Note), ("warning", CheckLevel::Warning), ("error", CheckLevel::Error)];

/// Reads the settings; where there are none, or one is wrong, the default stands.
pub(super) fn settings(sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let Some(id) = sources.find("site.toml") else {
        return (Site { bare: true, ..Site::default() }, Vec::new());
    };
    let Some(text) = sources.text(id) else { return (Site::default(), Vec::new()) };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (tree, mut problems) = data::read(Format::Toml, id, &text[start..], start);
    let (site, found) = site(&tree);
    problems.extend(found);
    (site, problems)
}

/// The place of a setting's value, where it is set.
pub(super) fn setting_span(sources: &Sources, key: &str) -> Option<Span> {
    let id = sources.find("site.toml")?;
    let text = sources.text(id)?;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (tree, _) = data::read(Format::Toml, id, &text[start..], start);
    tree.table.get(key).map(|value| value.span)
}

fn site(tree: &Tree) -> (Site, Vec<Diagnostic>) {
    let order = match tree.table.get("date_order").map(|v| &v.kind) {
        Some(Kind::Text(word)) if &**word == "dmy" => Some(DateOrder::DayFirst),
        Some(Kind::Text(word)) if &**word == "mdy" => Some(DateOrder::MonthFirst),
        _ => None,
    };
    let diagnostics = DataDiagnostics::new(tree, order);
    let reader = Reader::new(&diagnostics, &tree.table, "site.toml");
    let default = Site::default();
    let (checks, open_meetings) = checks(&reader);
    let languages = languages(&reader).unwrap_or(default.languages);
    let site = Site {
        bare: false,
        title: reader.text("title").unwrap_or(default.title),
        description: reader.text("description"),
        base_url: base_url(&reader),
        languages: languages.clone(),
        timezone: timezone(&reader).unwrap_or(default.timezone),
        theme: theme(&reader).unwrap_or(default.theme),
        as_of: reader.day("as_of"),
        edition: reader.one_of("edition", &[("public", Edition::Public), ("internal", Edition::Internal)]).unwrap_or_default(),
        publisher: reader.text("publisher"),
        contact: contact(&reader),
        notice: reader.text("notice"),
        colour: colour(&reader),
        crest: picture(&reader, "crest", &["svg", "png", "jpg", "jpeg", "webp", "gif"], "img/crest.svg"),
        share_image: picture(&reader, "share_image", &["png", "jpg", "jpeg"], "img/share.png"),
        accessibility: accessibility_facts(&reader),
        licence: reader.text("licence"),
        translations: translations(&reader),
        stood: stood(&reader),
        date_order: reader.one_of("date_order", &[("dmy", DateOrder::DayFirst), ("mdy", DateOrder::MonthFirst)]),
        raw_html: reader.one_of("raw_html", &[("text", RawHtml::Text), ("sanitised", RawHtml::Sanitised)]).unwrap_or_default(),
        allow_active: reader.flag("allow_active"),
        not_secret: reader.texts("not_secret"),
        reasons: withholding_reasons(&reader, &languages),
        checks,
        allowed: allowed_findings(&reader),
        open_meetings,
        vocabulary: vocabulary(&reader),
        spans: reader.places().map(|(key, span)| (key.into(), span)).collect(),
    };
    reader.finish();
    (site, diagnostics.into_problems())
}

/// `[[stood]]`: the site as it stood on earlier days, where it is kept.
fn stood(reader: &Reader<'_>) -> Vec<StoodSite> {
    let mut all = Vec::new();
    for inner in reader.tables("stood", "a site as it stood") {
        let date = inner.day("date");
        let address = checked(
            &inner,
            "address",
            is_web,
            "an address that begins with https:// or http://",
            "\"https://minutes.example.org/stood/2024-05-01/\"",
        );
        if inner.span_of("date").is_none() {
            inner.missing("date", "2024-05-01");
        }
        if inner.span_of("address").is_none() {
            inner.missing("address", "\"https://minutes.example.org/stood/2024-05-01/\"");
        }
        inner.finish();
        all.extend(date.zip(address).map(|(date, address)| StoodSite { date, address }));
    }
    all
}

/// `[translations.cy]`: what the site says of itself in its other languages.
fn translations(reader: &Reader<'_>) -> BTreeMap<Box<str>, SiteWords> {
    let mut all = BTreeMap::new();
    let languages = languages(reader).unwrap_or_default();
    let Some(value) = reader.value("translations") else { return all };
    let Kind::Table(table) = &value.kind else {
        reader.wrong("translations", value, "a table for each language", "[translations.cy]");
        return all;
    };
    for (lang, value) in &table.entries {
        let Kind::Table(words) = &value.kind else {
            reader.wrong("translations", value, "a table for each language", "[translations.cy]");
            continue;
        };
        if !languages.iter().skip(1).any(|l| **l == *lang.text) {
            reader.wrong("translations", value, "one of the site's `languages` after the first", "languages = [\"en\", \"cy\"]");
            continue;
        }
        let inner = Reader::new(reader.diagnostics(), words, "the site in another language");
        let site = SiteWords {
            title: inner.text("title"),
            description: inner.text("description"),
            publisher: inner.text("publisher"),
            notice: inner.text("notice"),
            licence: inner.text("licence"),
        };
        inner.finish();
        all.insert(lang.text.clone(), site);
    }
    all
}

/// The text of a key, if it is good; else says what it should be.
fn checked(
    reader: &Reader<'_>,
    key: &'static str,
    good: impl Fn(&str) -> bool,
    expected: &str,
    example: &str,
) -> Option<Box<str>> {
    let text = reader.text(key)?;
    if good(&text) {
        return Some(text);
    }
    if let Some(value) = reader.value(key) {
        reader.wrong(key, value, expected, example);
    }
    None
}

fn base_url(reader: &Reader<'_>) -> Box<str> {
    let good = |text: &str| is_web(text) && !text.contains(['?', '#', '"', '<', '>', '\\']);
    match checked(reader, "base_url", good, "an address that begins with https:// or http://", "\"https://minutes.example.org/\"")
    {
        Some(url) if url.ends_with('/') => url,
        Some(url) => format!("{url}/").into(),
        None => "".into(),
    }
}

fn contact(reader: &Reader<'_>) -> Option<Box<str>> {
    let mail = |text: &str| {
        let address = text.strip_prefix("mailto:").unwrap_or(text);
        address.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !host.contains('@'))
            && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
    };
    let text =
        checked(reader, "contact", |t| is_web(t) || mail(t), "an e-mail or web address", "\"mailto:secretariat@example.org\"")?;
    Some(if is_web(&text) || text.starts_with("mailto:") { text } else { format!("mailto:{text}").into() })
}

fn colour(reader: &Reader<'_>) -> Option<Box<str>> {
    let good =
        |text: &str| text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    checked(reader, "colour", good, "a colour as # and six hexadecimal digits", "\"#005ea5\"").map(|c| c.to_lowercase().into())
}

/// The path of a picture of the theme, with one of some endings.
fn picture(reader: &Reader<'_>, key: &'static str, endings: &[&str], example: &str) -> Option<Box<str>> {
    let good = |text: &str| {
        let picture = text.rsplit_once('.').is_some_and(|(_, e)| endings.contains(&e));
        picture && !text.starts_with('/') && !text.contains('\\') && text.split('/').all(|part| !part.is_empty() && part != "..")
    };
    let expected = format!("the path of a picture below themes/NAME/assets/ ({})", endings.join(", "));
    checked(reader, key, good, &expected, &format!("\"{example}\""))
}

fn theme(reader: &Reader<'_>) -> Option<Box<str>> {
    let good = |text: &str| !text.contains(['/', '\\']) && !text.starts_with('.');
    checked(reader, "theme", good, "the name of a folder in themes/", "\"civic\"")
}

fn timezone(reader: &Reader<'_>) -> Option<Box<str>> {
    let known = |text: &str| TimeZone::get(text).is_ok();
    checked(reader, "timezone", known, "the name of a time zone: continent/city", "\"Europe/London\"")
}

fn languages(reader: &Reader<'_>) -> Option<Vec<Box<str>>> {
    let mut out: Vec<Box<str>> = Vec::new();
    for word in reader.writtens::<()>("languages") {
        if let Some(tag) = language_tag(&word.text).map(Box::from) {
            if !out.contains(&tag) {
                out.push(tag);
            }
        } else {
            let value = Value { span: word.span, kind: Kind::Text(word.text) };
            reader.wrong("languages", &value, "codes of languages", "[\"en\", \"cy\"]");
        }
    }
    (!out.is_empty()).then_some(out)
}

fn vocabulary(reader: &Reader<'_>) -> Vocabulary {
    let Some(words) = reader.table("vocabulary", "the vocabulary") else { return Vocabulary::default() };
    let out = Vocabulary {
        present: words.texts("present"),
        in_attendance: words.texts("in_attendance"),
        apologies: words.texts("apologies"),
        absent: words.texts("absent"),
        action: words.texts("action"),
        actions: words.texts("actions"),
        decision: words.texts("decision"),
        owners: words.texts("owners"),
    };
    words.finish();
    out
}

type Checks = std::collections::BTreeMap<Box<str>, CheckLevel>;

/// `[checks]`: how loud each is, and for how many meetings an action may stay open.
fn checks(reader: &Reader<'_>) -> (Checks, Option<u32>) {
    let mut out = Checks::new();
    let Some(value) = reader.value("checks") else { return (out, None) };
    let Kind::Table(table) = &value.kind else {
        reader.wrong("checks", value, "a table", "{ unlisted-file = \"off\" }");
        return (out, None);
    };
    let inner = Reader::new(reader.diagnostics(), table, "the checks");
    let limit = inner.count("open_meetings");
    for (key, value) in table.entries.iter().filter(|(k, _)| &*k.text != "open_meetings") {
        if !codes().iter().any(|c| c.name() == &*key.text) {
            let near = nearest(&key.text, codes().iter().map(|c| c.name()).chain(["open_meetings"]));
            let problem =
                Diagnostic::new(Code::UnknownKey, key.span, format!("`{}` is not the code of a check", data::cut(&key.text)));
            reader.diagnostics().report(match near {
                Some(near) => {
                    problem.expected(format!("did you mean `{near}`?")).remedy(format!("write `{near}`, or delete the line"))
                }
                None => problem.remedy("use the code that stands in brackets at the head of a message, such as unlisted-file"),
            });
            continue;
        }
        let word = if let Kind::Text(word) = &value.kind { &**word } else { "" };
        match LEVELS.iter().find(|(name, _)| *name == word) {
            Some((_, level)) => {
                out.insert(key.text.clone(), *level);
            }
            None => inner.wrong(&key.text, value, "\"off\" or \"note\" or \"warning\" or \"error\"", "\"warning\""),
        }
    }
    (out, limit)
}
