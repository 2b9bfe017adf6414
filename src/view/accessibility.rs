//! The accessibility statement: what the site promises, and which of its files are older than the rule.
//!
//! The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask for a statement, and except
//! office file formats (PDF and word processors' files among them) published before 23 September 2018 (regulation 4(2)(a)). The
//! statement lists those files by date. The words are the theme's; a page of the author's at the same address stands in its place.

use serde::Serialize;

use super::common::FileView;
use super::{Head, LanguageSite, Link, View};
use crate::html::Html;
use crate::record::{AccessibilityFacts, Attachment, Compliance, Date, Day, MeetingIx, ReportIx, Target};

/// The statement.
#[derive(Debug, Clone, Serialize)]
pub struct AccessibilityView {
    /// Files that are exempt because of their date, the latest year first.
    pub exempt: Vec<ExemptYear>,
    /// How many there are; more than are listed where there are very many.
    pub total: usize,
    /// How many files are not exempt and are no web pages either.
    pub newer: usize,
    /// What the publisher says of the site; none where nobody wrote it.
    pub facts: Option<StatementFacts>,
    /// The parts that nobody wrote, as `site.toml` calls them; empty where the statement is complete.
    pub missing: Vec<&'static str>,
    /// The language of the publisher's words where it is not the page's, else empty.
    pub facts_lang: String,
}

/// What the publisher says of the site. Days are ISO 8601; what was not said is empty.
#[derive(Debug, Clone, Serialize)]
pub struct StatementFacts {
    /// `fully`, `partially` or `not`: also a key of the messages, after `a11y_status_`.
    pub status: &'static str,
    /// In how many days somebody answers.
    pub response_days: Option<u32>,
    /// When the statement was prepared.
    pub prepared: String,
    /// When it was last reviewed.
    pub reviewed: String,
    /// When the site was last tested.
    pub tested: String,
    /// Who tested it.
    pub tested_by: String,
    /// Which pages were tested, and with what.
    pub method: String,
    /// What does not meet the guidelines.
    pub problems: Vec<StatementProblem>,
    /// What would be a disproportionate burden to put right.
    pub burdens: Vec<String>,
    /// What is being done.
    pub doing: Html,
}

/// Something that does not meet the guidelines.
#[derive(Debug, Clone, Serialize)]
pub struct StatementProblem {
    /// What it is.
    pub what: String,
    /// The criterion: `1.1.1`; or empty.
    pub criterion: String,
    /// By when it will be put right, ISO 8601; or empty.
    pub by: String,
}

impl View for AccessibilityView {}

/// The exempt files of a year.
#[derive(Debug, Clone, Serialize)]
pub struct ExemptYear {
    /// `2012`.
    pub year: String,
    /// By date, the latest first.
    pub files: Vec<ExemptFile>,
}

/// A file that is exempt.
#[derive(Debug, Clone, Serialize)]
pub struct ExemptFile {
    /// The file.
    pub file: FileView,
    /// The date of the document it belongs to, ISO 8601, as exact as is known.
    pub date: String,
    /// The report or the meeting it belongs to.
    pub page: Link,
}

/// Files published before this day are exempt.
const DAY: Day = Day::constant(2018, 9, 23);

/// More files than this are counted and not listed: their own pages list them.
const MOST: usize = 1_000;

/// The statement.
pub fn accessibility(site: &LanguageSite<'_>) -> (Head, AccessibilityView) {
    let record = site.record;
    let mut exempt: Vec<(Date, &Attachment, Target)> = Vec::new();
    let mut newer = 0;
    let mut add = |date: Option<Date>, attachment: &'_ Attachment, target: Target| match date {
        _ if !is_office(attachment) || !record.files.contains_key(&attachment.file) => None,
        Some(date) if date.last() < DAY => Some((date, target)),
        _ => {
            newer += 1;
            None
        }
    };
    for (n, report) in record.reports.iter().enumerate() {
        for attachment in &report.attachments {
            let found = add(report.date, attachment, Target::Report(ReportIx::at(n)));
            exempt.extend(found.map(|(date, target)| (date, attachment, target)));
        }
    }
    for (n, meeting) in record.meetings.iter().enumerate() {
        for paper in &meeting.papers {
            let found = add(Some(Date::Day(meeting.date)), &paper.attachment, Target::Meeting(MeetingIx::at(n)));
            exempt.extend(found.map(|(date, target)| (date, &paper.attachment, target)));
        }
    }
    exempt.sort_by(|a, b| b.0.last().cmp(&a.0.last()).then_with(|| a.1.name.cmp(&b.1.name)).then_with(|| a.2.cmp(&b.2)));
    let total = exempt.len();
    let mut years: Vec<ExemptYear> = Vec::new();
    for (date, attachment, target) in exempt.into_iter().take(MOST) {
        let date = date.to_string();
        let year = date.get(..4).unwrap_or(&date).to_owned();
        let file = ExemptFile { file: site.file(attachment), date, page: site.target_link(&target) };
        match years.last_mut().filter(|y| y.year == year) {
            Some(last) => last.files.push(file),
            None => years.push(ExemptYear { year, files: vec![file] }),
        }
    }
    let head = site
        .head(
            crate::site::registers::ACCESSIBILITY,
            "accessibility",
            site.say("nav_accessibility"),
            site.say_with("a11y_description", &[("site", &site.site_title().0)]),
            Vec::new(),
        )
        .in_own_words();
    let said = record.site.accessibility.as_ref();
    let view = AccessibilityView {
        exempt: years,
        total,
        newer,
        missing: said.map_or_else(|| AccessibilityFacts::default().missing(), AccessibilityFacts::missing),
        facts: said.map(|facts| statement(site, facts)),
        facts_lang: site.foreign().to_owned(),
    };
    (head, view)
}

fn statement(site: &LanguageSite<'_>, facts: &AccessibilityFacts) -> StatementFacts {
    let day = |day: Option<Day>| day.map(super::common::iso_day).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let tested = facts.tested.as_ref();
    StatementFacts {
        status: facts.status.map(Compliance::key).unwrap_or_default(),
        response_days: facts.response_days,
        prepared: day(facts.prepared),
        reviewed: day(facts.reviewed),
        tested: day(tested.and_then(|t| t.date)),
        tested_by: text(tested.and_then(|t| t.by.as_deref())),
        method: text(tested.and_then(|t| t.method.as_deref())),
        problems: facts
            .problems
            .iter()
            .map(|p| StatementProblem { what: p.what.to_string(), criterion: text(p.criterion.as_deref()), by: day(p.by) })
            .collect(),
        burdens: facts.burdens.iter().map(ToString::to_string).collect(),
        doing: site.prose.inline(None, facts.doing.as_deref().unwrap_or_default(), ""),
    }
}

/// Whether a file is in an office format: what is text or a picture for any browser is not.
fn is_office(attachment: &Attachment) -> bool {
    let media = &*attachment.facts.media_type;
    !media.starts_with("text/")
        && !media.starts_with("image/")
        && media.starts_with("application/")
        && !["json", "xml", "zip", "gzip", "octet-stream"].iter().any(|known| media.ends_with(known))
}
