//! The engine over small themes.

use serde_json::json;

use super::*;

fn head(lang: &str) -> Head {
    Head {
        path: String::new(),
        file: "index.html".into(),
        root: String::new(),
        title: "Home".into(),
        description: String::new(),
        title_lang: String::new(),
        description_lang: String::new(),
        lang: lang.into(),
        record_lang: String::new(),
        untranslated: String::new(),
        alternates: Vec::new(),
        kind: "home",
        canonical: None,
        breadcrumb: Vec::new(),
        illustrative: false,
        marking: String::new(),
        unreviewed: false,
        data: Vec::new(),
        base_url: String::new(),
        thing: None,
    }
}

/// A view of any shape, without tables.
#[derive(Serialize)]
struct Anything<'a>(&'a serde_json::Value);

impl View for Anything<'_> {}

fn theme(files: &[(&str, &str)]) -> Theme {
    Theme::load(files.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())).collect()).named("ours")
}

/// An engine for a site in Welsh.
fn engine(theme: &Theme, globals: &serde_json::Value) -> Result<Engine, Vec<Diagnostic>> {
    let (messages, mut said) = Messages::load(&theme.catalogues(), &["cy"]);
    said.retain(Diagnostic::is_error);
    match Engine::new(theme, &Arc::new(messages), &[("cy", globals)]) {
        Ok(engine) if said.is_empty() => Ok(engine),
        Ok(_) => Err(said),
        Err(all) => Err(said.into_iter().chain(all).collect()),
    }
}

/// What a template makes of a view.
fn fill(template: &str, lang: &str, view: &serde_json::Value) -> Result<String, Diagnostic> {
    let catalogue = "[apples]\none = \"{count} apple\"\nother = \"{count} apples\"\n";
    let welsh = "[apples]\nzero = \"dim afalau\"\none = \"un afal\"\ntwo = \"{count} afal\"\nfew = \"tri afal\"\nmany = \"chwe afal\"\nother = \"{count} o afalau\"\n";
    let theme = theme(&[("templates/x.html", template), ("messages/en.toml", catalogue), ("messages/cy.toml", welsh)]);
    let engine = engine(&theme, &globals()).map_err(|mut all| all.remove(0))?;
    let mut page = Vec::new();
    engine.page("x.html", &head(lang), &Anything(view), |bytes| page.extend_from_slice(bytes))?;
    Ok(String::from_utf8(page).unwrap())
}

/// As [`crate::site::SiteGlobals`] has them.
fn globals() -> serde_json::Value {
    json!({
        "title": "Site", "languages": ["cy"], "home": "./", "nav": [], "foot": [], "contact": "", "publisher": "", "licence": "",
        "notice": "", "edition": "public", "as_of": "2026-11-23",
    })
}

#[test]
fn filters_and_functions() {
    for (template, lang, view, want) in [
        ("{{ view | date }}", "en", json!("2012-04-17"), "17 April 2012"),
        ("{{ view | date }}", "cy-GB", json!("2012-04-17"), "17 Ebrill 2012"),
        ("{{ view | date(style=\"weekday\") }}", "en", json!("2012-04-17"), "Tuesday 17 April 2012"),
        ("{{ view | date(style=\"short\") }}", "en", json!("2012-09-03"), "3 Sep 2012"),
        ("{{ view | date }}", "en", json!("2012-10"), "October 2012"),
        ("{{ view | date }}", "en", json!(null), ""),
        ("{{ view | time }}", "en", json!("10:30"), "10:30am"),
        ("{{ view | time }}", "en", json!("14:00"), "2pm"),
        ("{{ view | time }}", "en", json!("12:00"), "midday"),
        ("{{ view | time }}", "en", json!("00:00"), "midnight"),
        ("{{ view | time }}", "cy", json!("14:00"), "14:00"),
        ("{{ view | number }}", "en", json!(1234567), "1,234,567"),
        ("{{ view | number }}", "en", json!(-1234.5), "-1,234.5"),
        ("{{ view | bytes }}", "en", json!(1_234_567), "1.2 MB"),
        ("{{ view | bytes }}", "en", json!(999_960), "1 MB"),
        ("{{ view | bytes }}", "en", json!(1), "1 byte"),
        ("{{ view | plural(one=\"day\", other=\"days\") }}", "en", json!(1), "day"),
        ("{{ view | plural(one=\"day\", other=\"days\") }}", "en", json!(0), "days"),
        ("{{ t(key=\"apples\", count=view) }}", "en", json!(1200), "1,200 apples"),
        ("{{ t(key=\"apples\", count=view) }}", "cy", json!(6), "chwe afal"),
        ("{{ t(key=\"apples\", count=view) }}", "cy", json!(7), "7 o afalau"),
        ("{{ \"apples\" | t(count=view, lang=\"en\") }}", "cy", json!(1), "1 apple"),
        ("{{ view }}{{ site.title }}", "en", json!("<b>&\"'"), "&lt;b&gt;&amp;&quot;&#39;Site"),
    ] {
        assert_eq!(fill(template, lang, &view).unwrap(), want, "{template} in {lang} of {view}");
    }
}

#[test]
fn errors_name_the_file_the_line_and_the_fields() {
    let say = |t: &str, v: serde_json::Value| fill(t, "en", &v).unwrap_err().message;
    let unknown = say("<p>\n  {{ view.titel }}</p>", json!({"title": "x", "date": "y"}));
    assert!(unknown.starts_with("`themes/ours/templates/x.html`, line 2, column "), "{unknown}");
    assert!(unknown.contains("`titel`") && unknown.contains("date, title"), "{unknown}");
    assert!(unknown.ends_with("the line: {{ view.titel }}</p>"), "{unknown}");
    let syntax = say("{% if view %}", json!(1));
    assert!(syntax.starts_with("`themes/ours/templates/x.html`, line 1, column "), "{syntax}");
    let message = say("{{ t(key=\"aples\") }}", json!(1));
    assert!(message.contains("there is no message `aples` in messages/en.toml; the nearest is `apples`"), "{message}");
    let asset = say("{{ asset(name=\"x.png\") }}", json!(1));
    assert!(asset.contains("the theme has no asset `x.png`"), "{asset}");
    assert!(say("{{ view | date }}", json!("soon")).contains("`soon` cannot be shown as a date"));
}

#[test]
fn every_broken_template_is_reported() {
    let theme = theme(&[("templates/a.html", "{{ x"), ("templates/b.html", "{% endif %}"), ("messages/en.toml", "a = 1\nb = [")]);
    let all = engine(&theme, &json!({})).err().unwrap();
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all.iter().all(|d| d.code == Code::Template && d.message.starts_with("`themes/ours/")), "{all:?}");
}

#[test]
fn a_template_that_would_never_end_is_an_error() {
    let view = json!({});
    let loops = "{% for a in range(end=99999) %}{% for b in range(end=99999) %}{% for c in range(end=99999) %}{% endfor %}{% endfor %}{% endfor %}";
    let error = fill(loops, "cy", &view).expect_err("an error");
    assert!(error.message.contains("1000000 numbers"), "{error:?}");
    for (template, made) in [
        ("{% for n in range(start=1, end=8, step_by=3) %}{{ n }} {% endfor %}", "1 4 7 "),
        ("{% for n in range(start=3, end=0, step_by=-2) %}{{ n }} {% endfor %}", "3 1 "),
        ("{% for n in range(end=0) %}{{ n }}{% endfor %}", ""),
        ("{% for a in range(end=999) %}{% for b in range(end=999) %}{% endfor %}{% endfor %}", ""),
    ] {
        assert_eq!(fill(template, "cy", &view).as_deref(), Ok(made), "{template}");
    }
    assert!(fill("{% for n in range(end=3, step_by=0) %}{% endfor %}", "cy", &view).is_err());
}
