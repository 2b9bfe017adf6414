//! How to cite a report, and how to link to it.

use serde::Serialize;
use serde_json::json;

use crate::html::Html;
use crate::locale::Speech;
use crate::record::{Date, Report};
use crate::view::LanguageSite;

/// A citation in three forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Citation {
    /// For people.
    pub(super) plain: String,
    /// BibTeX, one `@techreport`.
    pub(super) bibtex: String,
    /// CSL-JSON 1.0, a list of one.
    pub(super) csl: String,
}

/// What the three forms are made of.
struct Facts<'a> {
    title: &'a str,
    authors: Vec<&'a str>,
    publisher: String,
    date: Option<Date>,
    numbers: &'a [(Box<str>, Box<str>)],
    pages: Option<u32>,
    url: Option<&'a str>,
}

impl Citation {
    /// Of a report that stands at `url`, where that is known.
    pub(super) fn new(site: &LanguageSite<'_>, report: &Report, url: Option<&str>) -> Citation {
        let body = report.body.and_then(|ix| site.record.bodies.get(ix.ix())).map(|b| b.name.to_string());
        let publisher =
            report.publisher.as_deref().map(str::to_owned).or(body).or(site.record.site.publisher.as_deref().map(str::to_owned));
        let facts = Facts {
            title: &report.document.title,
            authors: report.authors.iter().map(|a| &**a).collect(),
            publisher: publisher.unwrap_or_default(),
            date: report.date,
            numbers: &report.numbers,
            pages: report.pages.or_else(|| report.attachments.iter().find_map(|a| a.facts.pages)),
            url,
        };
        Citation { plain: facts.plain(site.words()), bibtex: facts.bibtex(&report.id), csl: facts.csl(&report.id) }
    }
}

impl Facts<'_> {
    /// Who stands first: the authors, else the publisher.
    fn by(&self, words: Speech<'_>) -> String {
        match self.authors.as_slice() {
            [] => self.publisher.clone(),
            [one] => (*one).to_owned(),
            [most @ .., last] => words.with("cite_authors", &[("most", &most.join(", ")), ("last", last)]),
        }
    }

    /// `Body (2012) Title. Cm 8421. 18 October 2012. https://…`
    fn plain(&self, words: Speech<'_>) -> String {
        let by = self.by(words);
        let year = self.date.map_or_else(|| words.say("cite_no_date"), |d| d.year().to_string());
        let mut out = if by.is_empty() { format!("{} ({year}).", self.title) } else { format!("{by} ({year}) {}.", self.title) };
        let mut add = |part: &str| {
            out.push(' ');
            out.push_str(part);
            out.push('.');
        };
        if !self.authors.is_empty() && !self.publisher.is_empty() {
            add(&self.publisher);
        }
        for (kind, number) in self.numbers {
            add(&if is_isbn(kind) { format!("ISBN {number}") } else { with_kind(kind, number) });
        }
        if let Some(date) = self.date.filter(|d| !matches!(d, Date::Year(_))) {
            add(&words.date(date));
        }
        if let Some(url) = self.url {
            out.push(' ');
            out.push_str(&words.with("cite_available", &[("url", url)]));
        }
        out
    }

    fn bibtex(&self, id: &str) -> String {
        let mut fields: Vec<(&str, String)> = vec![("title", format!("{{{}}}", tex(self.title)))];
        let authors: Vec<String> = match self.authors.as_slice() {
            [] if self.publisher.is_empty() => Vec::new(),
            [] => vec![format!("{{{}}}", tex(&self.publisher))],
            all => all.iter().map(|a| format!("{{{}}}", tex(a))).collect(),
        };
        if !authors.is_empty() {
            fields.push(("author", authors.join(" and ")));
        }
        fields.push(("institution", tex(&self.publisher)));
        if let Some(date) = self.date {
            fields.push(("year", date.year().to_string()));
            if let Date::Day(_) | Date::Month(..) = date {
                fields.push(("month", date.first().month().to_string()));
            }
        }
        fields.push(("number", tex(&self.others())));
        fields.extend(self.isbn().map(|n| ("isbn", tex(n))));
        fields.extend(self.url.map(|u| ("url", tex_url(u))));
        let lines: Vec<String> = fields.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("  {k} = {{{v}}}")).collect();
        let key: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
        format!("@techreport{{{key},\n{}\n}}", lines.join(",\n"))
    }

    fn csl(&self, id: &str) -> String {
        let literal = |name: &str| json!({ "literal": name });
        let mut item = serde_json::Map::new();
        let mut put = |key: &str, value: serde_json::Value| {
            item.insert(key.to_owned(), value);
        };
        put("id", json!(id));
        put("type", json!("report"));
        put("title", json!(self.title));
        let by: Vec<_> = match self.authors.as_slice() {
            [] if self.publisher.is_empty() => Vec::new(),
            [] => vec![literal(&self.publisher)],
            all => all.iter().map(|a| literal(a)).collect(),
        };
        if !by.is_empty() {
            put("author", json!(by));
        }
        if !self.publisher.is_empty() {
            put("publisher", json!(self.publisher));
        }
        if let Some(date) = self.date {
            let first = date.first();
            let parts = match date {
                Date::Year(y) => vec![i32::from(y)],
                Date::Month(y, m) => vec![i32::from(y), i32::from(m)],
                Date::Day(_) => vec![i32::from(first.year()), i32::from(first.month()), i32::from(first.day())],
            };
            put("issued", json!({ "date-parts": [parts] }));
        }
        let others = self.others();
        if !others.is_empty() {
            put("number", json!(others));
        }
        if let Some(isbn) = self.isbn() {
            put("ISBN", json!(isbn));
        }
        if let Some(pages) = self.pages {
            put("number-of-pages", json!(pages.to_string()));
        }
        if let Some(url) = self.url {
            put("URL", json!(url));
        }
        // A map of strings and numbers is always written.
        serde_json::to_string_pretty(&[item]).unwrap_or_default()
    }

    /// The numbers that are no ISBN.
    fn others(&self) -> String {
        let all: Vec<String> = self.numbers.iter().filter(|(k, _)| !is_isbn(k)).map(|(k, n)| with_kind(k, n)).collect();
        all.join(", ")
    }

    fn isbn(&self) -> Option<&str> {
        self.numbers.iter().find(|(k, _)| is_isbn(k)).map(|(_, n)| &**n)
    }
}

/// A number as it is cited: one whose kind is a mark (HC, HL, CP) with that mark, where the number does not begin with it; `Cm 8421` says what
/// it is.
fn with_kind(kind: &str, number: &str) -> String {
    let kind = kind.trim();
    let mark = (2..=4).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_uppercase());
    if mark && !number.starts_with(kind) { format!("{kind} {number}") } else { number.to_owned() }
}

fn is_isbn(kind: &str) -> bool {
    kind.trim().eq_ignore_ascii_case("isbn")
}

/// Text for BibTeX: the ten characters that TeX takes for its own are written otherwise. A brace counts for BibTeX even behind a
/// backslash: those that do not pair are written by their names.
fn tex(text: &str) -> String {
    let paired = braces_pair(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' if !paired => out.push_str("\\textbraceleft{}"),
            '}' if !paired => out.push_str("\\textbraceright{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether every brace has its other one.
fn braces_pair(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '{' => open += 1,
            '}' => match open.checked_sub(1) {
                Some(left) => open = left,
                None => return false,
            },
            _ => {}
        }
    }
    open == 0
}

/// An address for BibTeX, whose `url` is taken as it stands but for braces.
fn tex_url(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// Ready-made links for other sites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Snippet {
    /// The address itself.
    pub(super) url: String,
    /// Markdown, as GOV.UK publishing tools take it.
    pub(super) markdown: String,
    /// HTML, to be shown as code.
    pub(super) html: Html,
    /// The address of a numbered paragraph, where the report has one, with its number.
    pub(super) paragraph: Option<(String, String)>,
}

impl Snippet {
    /// Links to a report at `url`.
    pub(super) fn new(report: &Report, url: &str) -> Snippet {
        let title = &report.document.title;
        let place = report.document.anchors.iter().find(|a| a.level == 0);
        Snippet {
            url: url.to_owned(),
            markdown: format!("[{}]({})", bracketed(title), url.replace('(', "%28").replace(')', "%29")),
            html: crate::html::link(url, title),
            paragraph: place.map(|a| (a.title.to_string(), format!("{url}#{}", a.id))),
        }
    }
}

/// Text between the brackets of a Markdown link.
pub(in crate::view) fn bracketed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '\\' | '*' | '_' | '`' | '<') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts<'a>(numbers: &'a [(Box<str>, Box<str>)], title: &'a str) -> Facts<'a> {
        Facts {
            title,
            authors: Vec::new(),
            publisher: "Ministerial Group & Co".to_owned(),
            date: "2012-10-18".parse().ok(),
            numbers,
            pages: Some(114),
            url: Some("https://example.gov.uk/reports/2012-annual-report/"),
        }
    }

    #[test]
    fn three_forms() {
        let numbers = [("Command paper".into(), "Cm 8421".into()), ("ISBN".into(), "9780101842129".into())];
        let first = facts(&numbers, "First {annual} report");
        let (messages, _) = crate::locale::Messages::load(&crate::render::theme::Theme::default().catalogues(), &["en"]);
        assert_eq!(
            first.plain(Speech::new(&messages, "en")),
            "Ministerial Group & Co (2012) First {annual} report. Cm 8421. ISBN 9780101842129. 18 October 2012. \
             Available at: https://example.gov.uk/reports/2012-annual-report/"
        );
        let bibtex = first.bibtex("2012-annual-report");
        assert!(bibtex.starts_with("@techreport{2012-annual-report,\n  title = {{First \\{annual\\} report}},\n  author = {{Ministerial Group \\& Co}},"), "{bibtex}");
        assert!(bibtex.contains("  month = {10},\n  number = {Cm 8421},\n  isbn = {9780101842129},"), "{bibtex}");
        let odd = facts(&[], "A } brace { or two").bibtex("x");
        assert!(odd.contains("title = {{A \\textbraceright{} brace \\textbraceleft{} or two}}"), "{odd}");
        let csl: serde_json::Value = serde_json::from_str(&first.csl("x")).unwrap();
        assert_eq!(csl[0]["issued"]["date-parts"], json!([[2012, 10, 18]]));
        assert_eq!(csl[0]["number-of-pages"], json!("114"));
        let numbers =
            [("Command paper".into(), "Cm 8421".into()), ("HC".into(), "123 (2012-13)".into()), ("HL".into(), "HL 9".into())];
        let csl = facts(&numbers, "x").csl("x");
        assert!(csl.contains("\"number\": \"Cm 8421, HC 123 (2012-13), HL 9\""), "{csl}");
    }
}
