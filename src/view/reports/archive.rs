//! All reports: the series, each with its titles through time, then everything by year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::{Report, ReportIx, Stage};
use crate::view::about::{Heading, head};
use crate::view::{LanguageSite, Link, Sink, View};

#[derive(Debug, Serialize)]
struct Archive {
    total: usize,
    series: Vec<Series>,
    /// Those whose day is still to come, the next first.
    to_come: Vec<Line>,
    /// Newest first; reports without a date last.
    years: Vec<Year>,
}

impl View for Archive {}

#[derive(Debug, Serialize)]
struct Series {
    name: String,
    anchor: String,
    /// Newest first.
    reports: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Year {
    /// Empty: no date.
    year: String,
    anchor: String,
    reports: Vec<Line>,
}

/// One report of a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    pub(super) title: String,
    /// The language of the title where it is not the page's, else empty.
    pub(super) title_lang: String,
    pub(super) href: String,
    /// ISO 8601, as exact as it is known; or empty.
    pub(super) date: String,
    /// `Cm 8421`.
    pub(super) numbers: Vec<String>,
    pub(super) body: Option<Link>,
    /// `PDF`, `HTML`; each once.
    pub(super) formats: Vec<String>,
    pub(super) replaced: bool,
    pub(super) withdrawn: bool,
}

/// One report of a list.
pub(super) fn line(site: &LanguageSite<'_>, at: usize, report: &Report) -> Line {
    let mut formats: Vec<String> =
        report.attachments.iter().map(|a| a.facts.kind.to_string()).filter(|k| !k.is_empty()).collect();
    formats.sort();
    formats.dedup();
    Line {
        title: site.title(&report.document).0,
        title_lang: site.title(&report.document).1,
        href: site.addresses.report(ReportIx::at(at)),
        date: report.date.map(|d| d.to_string()).unwrap_or_default(),
        numbers: report
            .numbers
            .iter()
            .filter(|(kind, _)| !kind.eq_ignore_ascii_case("isbn"))
            .map(|(_, n)| n.to_string())
            .collect(),
        body: report.body.map(|b| site.body_link(b)),
        formats,
        replaced: report.replaced_by.is_some(),
        withdrawn: report.document.stage == Stage::Withdrawn,
    }
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, path: String, sink: &mut S) {
    let mut all: Vec<(usize, &Report)> = site.record.reports.iter().enumerate().collect();
    // Newest first; those of one day in the order of their addresses; those without a date last.
    all.sort_by_key(|(at, r)| (Reverse(r.date), *at));
    let mut series: BTreeMap<&str, Vec<Line>> = BTreeMap::new();
    let mut years: BTreeMap<Reverse<Option<i16>>, Vec<Line>> = BTreeMap::new();
    let is_to_come = |report: &Report| report.date.is_some_and(|date| date.first() > site.today);
    let to_come = all.iter().rev().filter(|(_, report)| is_to_come(report)).map(|(at, report)| line(site, *at, report));
    let to_come: Vec<Line> = to_come.collect();
    all.retain(|(_, report)| !is_to_come(report));
    for (at, report) in &all {
        let line = line(site, *at, report);
        if let Some(name) = report.series.as_deref() {
            series.entry(name).or_default().push(line.clone());
        }
        years.entry(Reverse(report.date.map(crate::record::Date::year))).or_default().push(line);
    }
    let view = Archive {
        total: all.len(),
        to_come,
        series: series
            .into_iter()
            .map(|(name, reports)| Series {
                name: name.to_owned(),
                anchor: format!("_series-{}", crate::record::slug(name)),
                reports,
            })
            .collect(),
        years: years
            .into_iter()
            .map(|(Reverse(year), reports)| Year {
                year: year.map(|y| y.to_string()).unwrap_or_default(),
                anchor: year.map_or_else(|| "_undated".to_owned(), |y| format!("_y{y}")),
                reports,
            })
            .collect(),
    };
    let heading = Heading {
        path,
        title: site.say("reports"),
        description: site.say("reports_description"),
        document: None,
        body: None,
        kind: "reports",
        trail: Vec::new(),
    };
    sink.page("reports.html", &head(site, heading), &view);
}
