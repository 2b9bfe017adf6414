//! The home page: what is coming, what is new, what is due.

use serde::Serialize;

use super::common::{CountLink, DocumentView, HoursView};
use super::rows::{ActionTable, MeetingRow};
use super::{Head, LanguageSite, Link, NamedTable, RowTable, View};
use crate::html::Html;
use crate::record::{ActionIx, Date, ListIx, MeetingIx, Report, ReportIx, Stage, Target};
use crate::site::page_ids::Scope;

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// The author's words, or empty.
    pub html: Html,
    /// Note, source and so on of the author's words.
    pub document: DocumentView,
    /// The bodies at the top, with how many meetings each has.
    pub bodies: Vec<BodyCard>,
    /// Meetings to come, the next first.
    pub upcoming: Vec<UpcomingRow>,
    /// The newest minutes.
    pub latest: Vec<MeetingRow>,
    /// How many actions are open.
    pub open: usize,
    /// How many are past due.
    pub overdue: usize,
    /// The page of those.
    pub overdue_href: String,
    /// The most pressing open actions that have a date.
    pub due: ActionTable,
    /// Lists, those whose review is due first.
    pub lists: Vec<ListCard>,
    /// The newest reports.
    pub reports: Vec<ReportCard>,
    /// Years with meetings, newest first.
    pub years: Vec<CountLink>,
    /// Plain pages at the top.
    pub pages: Vec<Link>,
}

impl View for HomeView {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("due", RowTable::Actions(&self.due))]
    }
}

/// A body.
#[derive(Debug, Clone, Serialize)]
pub struct BodyCard {
    /// Its full name.
    pub link: Link,
    /// Or empty.
    pub abbreviation: String,
    /// One or two sentences, or empty.
    pub description: String,
    /// The language of the description where it is not the page's, else empty.
    pub description_lang: String,
    /// How many meetings.
    pub meetings: usize,
    /// Its newest meeting.
    pub latest: Option<Link>,
    /// ISO 8601, or empty.
    pub ended: String,
    /// How many bodies are below it.
    pub children: usize,
}

/// A meeting to come.
#[derive(Debug, Clone, Serialize)]
pub struct UpcomingRow {
    /// ISO 8601, as exact as is known.
    pub date: String,
    /// Its hours.
    pub hours: Option<HoursView>,
    /// Its place, or empty.
    pub venue: String,
    /// The body.
    pub body: Link,
    /// Its page, or the paragraph that announces it.
    pub href: String,
    /// It was planned and will not be held.
    pub cancelled: bool,
}

/// A list under review.
#[derive(Debug, Clone, Serialize)]
pub struct ListCard {
    /// The list.
    pub link: Link,
    /// The day of its newest revision, ISO 8601, or empty.
    pub revised: String,
    /// When the next review is due at the latest, ISO 8601, or empty.
    pub review: String,
    /// Whether that is past.
    pub overdue: bool,
}

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportCard {
    /// The report.
    pub link: Link,
    /// ISO 8601, as exact as is known; or empty.
    pub date: String,
    /// What it is one of, or empty.
    pub series: String,
}

impl LanguageSite<'_> {
    /// A body as a card.
    pub(super) fn body_card(&self, at: crate::record::BodyIx) -> BodyCard {
        let body = &self.record.bodies[at.ix()];
        let (description, description_lang) = body.document.as_ref().map(|d| self.description(d)).unwrap_or_default();
        let latest = self.record.meetings_of(at).rev().find(|(_, m)| m.date <= self.today);
        BodyCard {
            link: self.body_link(at),
            abbreviation: self.body_abbreviation(at),
            description,
            description_lang,
            meetings: self.record.meetings_of(at).count(),
            latest: latest.map(|(ix, m)| Link::new(m.date.to_string(), self.addresses.meeting(ix))),
            ended: LanguageSite::iso(body.ended),
            children: self.index.children.get(at.ix()).map_or(0, Vec::len),
        }
    }

    /// A list as a card.
    pub(super) fn list_card(&self, at: ListIx) -> ListCard {
        let list = &self.record.lists[at.ix()];
        let last = list.revisions.last();
        let due = list.review_due();
        ListCard {
            link: self.target_link(&Target::List(at)),
            revised: last.map(|r| r.date.to_string()).unwrap_or_default(),
            review: due.map(|d| d.to_string()).unwrap_or_default(),
            overdue: due.is_some_and(|d| d < self.today),
        }
    }

    /// A report as a card.
    pub(super) fn report_card(&self, at: ReportIx) -> ReportCard {
        let report = &self.record.reports[at.ix()];
        ReportCard {
            link: self.target_link(&Target::Report(at)),
            date: LanguageSite::iso(report.date),
            series: report.series.as_deref().unwrap_or("").to_owned(),
        }
    }

    /// Reports, newest first, as places in the record.
    pub(super) fn newest_reports(&self, which: impl Fn(&Report) -> bool, most: usize) -> Vec<ReportCard> {
        let is_out = |report: &Report| report.date.is_none_or(|date| date.first() <= self.today);
        let all = self.record.reports.iter().enumerate().map(|(n, r)| (ReportIx::at(n), r));
        let mut all: Vec<(ReportIx, &Report)> = all.filter(|(_, r)| which(r) && is_out(r)).collect();
        all.sort_by(|a, b| b.1.date.cmp(&a.1.date).then(a.0.cmp(&b.0)));
        all.into_iter().take(most).map(|(ix, _)| self.report_card(ix)).collect()
    }

    /// What is coming: meetings in the record, and those that the newest minutes of a body announce; the next first.
    pub(super) fn upcoming(&self, only: Option<crate::record::BodyIx>, most: usize) -> Vec<UpcomingRow> {
        let record = self.record;
        let mut all: Vec<(Date, UpcomingRow)> = Vec::new();
        let later = self.index.meetings.partition_point(|m| record.meetings[m.ix()].date < self.today);
        for at in self.index.meetings.get(later..).unwrap_or(&[]) {
            let meeting = &record.meetings[at.ix()];
            if only.is_none_or(|b| b == meeting.body) {
                all.push((Date::Day(meeting.date), self.planned(*at)));
            }
        }
        let bodies = (0..record.bodies.len()).map(crate::record::BodyIx::at).filter(|b| only.is_none_or(|o| o == *b));
        for body in bodies {
            let Some((at, meeting)) = record.meetings_of(body).next_back() else { continue };
            let Some((next, date)) = meeting.next.as_ref().and_then(|n| Some((n, n.date?))) else { continue };
            if date.last() >= self.today && date.last() > meeting.date {
                let row = UpcomingRow {
                    date: date.to_string(),
                    hours: next.hours.map(HoursView::from),
                    venue: next.venue.as_deref().unwrap_or("").to_owned(),
                    body: self.body_link(body),
                    href: self.addresses.meeting_place(at, &next.anchor),
                    cancelled: false,
                };
                all.push((date, row));
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.href.cmp(&b.1.href)));
        all.into_iter().take(most).map(|(_, r)| r).collect()
    }

    fn planned(&self, at: MeetingIx) -> UpcomingRow {
        let meeting = &self.record.meetings[at.ix()];
        UpcomingRow {
            date: meeting.date.to_string(),
            hours: meeting.hours.map(HoursView::from),
            venue: meeting.venue.as_deref().unwrap_or("").to_owned(),
            body: self.body_link(meeting.body),
            href: self.addresses.meeting(at),
            cancelled: meeting.cancelled,
        }
    }
}

/// The home page.
pub fn home(site: &LanguageSite<'_>) -> (Head, HomeView) {
    let record = site.record;
    let settings = &record.site;
    let page = record.pages.first().filter(|p| p.path.is_empty());
    let own = |(words, lang): (String, &str)| (words, lang.to_owned());
    let (title, title_lang) =
        page.map(|p| site.title(&p.document)).filter(|(t, _)| !t.is_empty()).unwrap_or_else(|| own(site.site_title()));
    let said = || own(site.site_word(settings.description.as_deref(), |w| w.description.as_deref()));
    let (words, words_lang) = page.map(|p| site.description(&p.document)).filter(|(d, _)| !d.is_empty()).unwrap_or_else(said);
    let mut head = site.head("", "home", title, words, Vec::new());
    (head.title_lang, head.description_lang) = (title_lang, words_lang);
    if let Some(page) = page {
        head.marking = super::about::marking(Some(&page.document), None);
        head.illustrative = page.document.illustrative;
    }
    let roots = record.bodies.iter().enumerate().filter(|(_, b)| b.parent.is_none());
    let past = site.index.meetings.partition_point(|m| record.meetings[m.ix()].date <= site.today);
    let past = site.index.meetings.get(..past).unwrap_or(&[]).iter().rev();
    let shown = past.filter(|m| record.meetings[m.ix()].document.stage != Stage::Withdrawn);
    let years = crate::site::slice::parts(&crate::site::archive::cut(site, None), crate::site::slice::Slice::Whole);
    // Open actions with a date come first.
    let has_date = |a: &&ActionIx| record.actions[a.ix()].due.as_ref().is_some_and(|d| d.date.is_some());
    let view = HomeView {
        html: page.map(|p| site.prose.document(site.text_of(&p.document), &head.root).html).unwrap_or_default(),
        document: page.map(|p| site.document(&p.document, &head.root)).unwrap_or_default(),
        bodies: roots.map(|(n, _)| site.body_card(crate::record::BodyIx::at(n))).collect(),
        upcoming: site.upcoming(None, 6),
        latest: shown.take(6).map(|m| site.meeting_row_with_subjects(*m)).collect(),
        open: site.index.open.len(),
        overdue: site.index.open.iter().filter(|a| record.actions[a.ix()].is_overdue(site.today)).count(),
        due: site.action_table(site.index.open.iter().take_while(|a| has_date(a)).take(6).copied(), true),
        overdue_href: site.addresses.folder(&crate::site::action_registers::overdue_path(site, &Scope::All)),
        lists: lists(site),
        reports: site.newest_reports(|_| true, 5),
        years: years
            .into_iter()
            .map(|(s, count)| CountLink {
                text: s.date(),
                href: site.addresses.folder(&crate::site::archive::path(site, None, s)),
                count,
                open: 0,
            })
            .collect(),
        pages: top_pages(site),
    };
    (head, view)
}

/// Lists, those whose review is due first.
fn lists(site: &LanguageSite<'_>) -> Vec<ListCard> {
    let mut all: Vec<ListCard> = (0..site.record.lists.len()).map(|n| site.list_card(ListIx::at(n))).collect();
    all.sort_by(|a, b| (a.review.is_empty(), &a.review, &a.link.href).cmp(&(b.review.is_empty(), &b.review, &b.link.href)));
    all.truncate(6);
    all
}

fn top_pages(site: &LanguageSite<'_>) -> Vec<Link> {
    site.pages_below("").take(30).map(|p| site.target_link(&Target::Page(p, None))).collect()
}
