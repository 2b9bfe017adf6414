//! What the views share: the head of a page, what is said of a document and of a file, citations. What things are called is in `names.rs`.
//!
//! Names here are plain text in the words of the record. No page is put together here.

use std::borrow::Cow;

use serde::Serialize;

use super::{Head, LanguageSite, Link};
use crate::html::{Html, anchors};
use crate::record::{Attachment, Citation, Date, Document, Hours, Stage, Target};

/// The sections of the Freedom of Information Act 2000 that let something be withheld: <https://www.legislation.gov.uk/ukpga/2000/36/part/II>.
const EXEMPTIONS: [&str; 23] = [
    "21", "22", "23", "24", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42",
    "43", "44",
];

/// Words of the record, or of a translation.
#[derive(Debug, Default, Clone, Serialize)]
pub struct TextInLanguage<'r> {
    /// Plain text.
    pub text: Cow<'r, str>,
    /// Its language where that is not the page's, else empty.
    pub lang: &'r str,
}

/// A link with a number beside it: `2012 (14)`.
#[derive(Debug, Clone, Serialize)]
pub struct CountLink {
    /// Plain text.
    pub text: String,
    /// Address below the site.
    pub href: String,
    /// How many.
    pub count: usize,
    /// How many of them are open, where that is asked.
    pub open: usize,
}

/// A day as ISO 8601 has it: `2012-04-17`. What a register writes in each of its rows.
pub fn iso_day(day: crate::record::Day) -> String {
    let (year, month, date) = (day.year(), day.month().unsigned_abs(), day.day().unsigned_abs());
    if !(0..=9999).contains(&year) {
        return day.to_string();
    }
    let mut out = String::with_capacity(10);
    let digit = |n: u16| char::from(b'0' + (n % 10) as u8);
    let year = year.unsigned_abs();
    out.extend([digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-']);
    out.extend([digit(u16::from(month / 10)), digit(u16::from(month)), '-']);
    out.extend([digit(u16::from(date / 10)), digit(u16::from(date))]);
    out
}

/// A published text that proves something, or where a text was first published.
#[derive(Debug, Clone, Serialize)]
pub struct CitationView {
    /// What to call it.
    pub title: String,
    /// Its address, or empty.
    pub url: String,
}

impl From<&Citation> for CitationView {
    fn from(citation: &Citation) -> Self {
        CitationView { title: citation.title.to_string(), url: citation.url.as_deref().unwrap_or("").to_owned() }
    }
}

/// A file beside a page.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// What to call it.
    pub title: String,
    /// Address below the site; empty where it is not published.
    pub href: String,
    /// What kind of file it is, for people.
    pub kind: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Pages, where they could be counted.
    pub pages: Option<u32>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// BCP 47, or empty.
    pub lang: String,
}

/// What is said of a document at the head of its page, whatever its kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DocumentView {
    /// `draft`, `published`, `agreed` or `withdrawn`.
    pub stage: &'static str,
    /// Where it was agreed.
    pub agreed_at: Option<Link>,
    /// The author's note, or empty.
    pub note: Html,
    /// Where it was first published.
    pub source: Option<CitationView>,
    /// Its text may show figures: the page needs the look of charts.
    pub figures: bool,
    /// What changed after publication, newest first.
    pub changes: Vec<ChangeView>,
    /// What this edition does not show: reasons and how many passages for each.
    pub withheld: Vec<WithheldView>,
    /// The language of the text where it is not the page's, else empty.
    pub lang: String,
    /// Earlier anchors that lead to the page as a whole, as empty elements; or empty.
    pub ids: Html,
    /// The day of the last major change, ISO 8601; or empty.
    pub updated: String,
    /// Earlier versions, the newest first.
    pub versions: Vec<VersionLine>,
    /// Places that moved to other pages: the anchor, and where it is now.
    pub moved: Vec<Link>,
    /// Places that were withdrawn.
    pub gone: Vec<GoneView>,
}

/// An earlier version of a document.
#[derive(Debug, Clone, Serialize)]
pub struct VersionLine {
    /// 1 for the first.
    pub number: u32,
    /// What citations call it.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The day it was replaced, ISO 8601; or empty.
    pub until: String,
    /// The comparison with the text as it stands.
    pub compare: String,
}

/// A place of a page that was withdrawn.
#[derive(Debug, Clone, Serialize)]
pub struct GoneView {
    /// The anchor: a paragraph's number.
    pub anchor: String,
    /// ISO 8601.
    pub date: String,
    /// Plain text.
    pub reason: String,
}

/// A change after publication.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// ISO 8601.
    pub date: String,
    /// Plain text.
    pub note: String,
    /// Whether it moved the date of the page.
    pub major: bool,
}

/// Why passages are not shown.
#[derive(Debug, Clone, Serialize)]
pub struct WithheldView {
    /// As given: `s.40`.
    pub reason: String,
    /// The same in words, where it is a section of the Freedom of Information Act 2000; else as given.
    pub words: String,
    /// How many passages.
    pub count: usize,
}

/// A sum of days in a unit that people use.
#[derive(Debug, Clone, Serialize)]
pub struct Age {
    /// How many.
    pub n: i32,
    /// `age_days`, `age_months` or `age_years`: a key of the messages.
    pub unit: &'static str,
}

impl Age {
    /// The time from one day to another; nothing where the second is the earlier.
    pub fn between(from: crate::record::Day, to: crate::record::Day) -> Age {
        let days = (to - from).get_days().max(0);
        match days {
            0..=59 => Age { n: days, unit: "age_days" },
            60..=729 => Age { n: days / 30, unit: "age_months" },
            _ => Age { n: days / 365, unit: "age_years" },
        }
    }
}

/// `10:30` or `10:30 to 12:00`, by its two ends.
#[derive(Debug, Clone, Serialize)]
pub struct HoursView {
    /// `10:30`.
    pub from: String,
    /// `12:00`, or empty.
    pub to: String,
}

impl From<Hours> for HoursView {
    fn from(hours: Hours) -> Self {
        let show = |t: crate::record::Time| format!("{:02}:{:02}", t.hour(), t.minute());
        HoursView { from: show(hours.from), to: hours.to.map(show).unwrap_or_default() }
    }
}

impl LanguageSite<'_> {
    /// The head of a page at `path`. The way to it is the home page and `above`.
    pub fn head(&self, path: &str, kind: &'static str, title: String, description: String, above: Vec<Link>) -> Head {
        let site = &self.record.site;
        let mut breadcrumb = Vec::with_capacity(above.len() + 1);
        if !path.is_empty() {
            breadcrumb.push(self.site_link());
            breadcrumb.extend(above);
        }
        let place = self.addresses.place_of(path);
        let slash = if place.is_empty() { "" } else { "/" };
        Head {
            path: path.to_owned(),
            file: format!("{place}{slash}index.html"),
            root: self.addresses.root(path),
            title,
            title_lang: String::new(),
            description,
            description_lang: String::new(),
            lang: self.lang.to_owned(),
            record_lang: self.foreign().to_owned(),
            untranslated: self.foreign().to_owned(),
            alternates: self.alternates(path),
            kind,
            canonical: (!site.base_url.is_empty()).then(|| format!("{}{place}{slash}", site.base_url)),
            breadcrumb,
            illustrative: false,
            marking: String::new(),
            unreviewed: false,
            data: Vec::new(),
            base_url: site.base_url.to_string(),
            thing: None,
        }
    }

    /// Who refers to a target: one link for each place, at most `limit`, and how many there are in all.
    pub fn cited_by(&self, target: &Target, limit: usize) -> (Vec<Link>, usize) {
        let mentions = self.record.mentions_of(target);
        let mut links: Vec<Link> = Vec::new();
        for mention in mentions.iter().rev().take(limit) {
            let link = self.target_link(&mention.from);
            // Two passages of one paragraph are one place to a reader, and a page is named once.
            if links.iter().all(|l| l.href != link.href) && links.last().is_none_or(|l| l.text != link.text) {
                links.push(link);
            }
        }
        (links, mentions.len())
    }

    /// A file beside a page.
    pub fn file(&self, attachment: &Attachment) -> FileView {
        let facts = &attachment.facts;
        FileView {
            title: attachment.title.to_string(),
            href: self.record.files.get(&attachment.file).map(|p| p.to_string()).unwrap_or_default(),
            kind: facts.kind.to_string(),
            media_type: facts.media_type.to_string(),
            size: facts.size,
            pages: facts.pages,
            sha256: facts.sha256.to_string(),
            lang: attachment.lang.as_deref().or(facts.lang.as_deref()).unwrap_or("").to_owned(),
        }
    }

    /// What is said of a document at the head of its page. `root` is the way from the page to the top.
    pub fn document(&self, document: &Document, root: &str) -> DocumentView {
        let stage = document.stage;
        let original = document;
        let agreed_at = document.agreed_at.as_ref();
        let (lang, document) = (self.foreign_text(document).to_owned(), self.text_of(document));
        let mut changes: Vec<_> = document.changes.iter().collect();
        changes.sort_by_key(|c| std::cmp::Reverse(c.date));
        let mut withheld: Vec<WithheldView> = Vec::new();
        for passage in &document.withheld {
            match withheld.iter_mut().find(|w| *w.reason == *passage.reason) {
                Some(same) => same.count += 1,
                None => withheld.push(WithheldView {
                    reason: passage.reason.to_string(),
                    words: self.reason_in_words(&passage.reason),
                    count: 1,
                }),
            }
        }
        let kept = self.former_anchors(original);
        DocumentView {
            stage: stage_key(stage),
            agreed_at: agreed_at.and_then(|a| a.target.as_ref()).map(|t| self.target_link(t)),
            note: document.note.as_deref().map(|n| self.prose.inline(Some(document), n, root)).unwrap_or_default(),
            source: document.source.as_ref().map(CitationView::from),
            figures: document.has_figures(),
            changes: changes
                .iter()
                .map(|c| ChangeView { date: c.date.to_string(), note: c.note.to_string(), major: c.major })
                .collect(),
            withheld: if self.edition == crate::record::Edition::Public { withheld } else { Vec::new() },
            lang,
            updated: LanguageSite::iso(
                document
                    .changes
                    .iter()
                    .filter(|c| c.major)
                    .map(|c| c.date)
                    .filter(|d| d.first() <= self.today)
                    .max_by_key(|d| d.first()),
            ),
            versions: Vec::new(),
            ids: kept.map(|k| anchors(&k.head)).unwrap_or_default(),
            moved: kept
                .into_iter()
                .flat_map(|k| &k.elsewhere)
                .map(|(anchor, to)| Link::new(anchor.to_string(), to.to_string()))
                .collect(),
            gone: kept
                .into_iter()
                .flat_map(|k| &k.withdrawn)
                .map(|(anchor, c)| GoneView { anchor: anchor.to_string(), date: c.date.to_string(), reason: c.note.to_string() })
                .collect(),
        }
    }

    /// Returns why something is withheld: the meaning that the site gives, a section of the Freedom of Information Act 2000 in words, or the reason as given.
    fn reason_in_words(&self, reason: &str) -> String {
        if let Some(meaning) = self.record.site.reason(reason).and_then(|meanings| meanings.get(self.lang)) {
            return self.say_with("reason_with_code", &[("meaning", meaning), ("code", reason)]);
        }
        let section = reason.strip_prefix("s.").map(|s| s.trim().split('(').next().unwrap_or(s));
        let Some(section) = section.filter(|s| EXEMPTIONS.contains(s)) else { return reason.to_owned() };
        let words = self.say(&format!("foi_{section}"));
        self.say_with("foi_reason", &[("words", &words), ("section", section)])
    }

    /// A date for a template's `date` filter: ISO 8601, or empty.
    pub fn iso(date: Option<Date>) -> String {
        date.map(|d| d.to_string()).unwrap_or_default()
    }
}

/// `draft`, `published`, `agreed` or `withdrawn`: also a key of the messages, after `stage_`.
pub fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft | Stage::Unagreed => "draft",
        Stage::Published => "published",
        Stage::Agreed => "agreed",
        Stage::Withdrawn => "withdrawn",
    }
}
