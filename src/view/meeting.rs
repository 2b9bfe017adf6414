//! The page of a meeting: its minutes, every word in order, and beside them what the record knows.

mod outcome;
mod shape;

pub use outcome::{EarlierActions, NextView, OutcomeGroup, OutcomeLine, OutcomeView, StatusSum};
pub use shape::*;

use std::collections::HashMap;

use super::common::{DocumentView, FileView, HoursView};
use super::motions::MotionView;
use super::version_lines;
use super::{Head, LanguageSite, Link};
use crate::html::Html;
use crate::record::{
    ActionIx, Date, Document, EventPlace, Meeting, MeetingIx, Passage, PassageKind, Section, Span, Stage, Target, UpdatePart,
};
use crate::site::page_ids::VersionedDocument;
use crate::text::plain;

/// At most so many citations are shown for one place.
const CITATIONS: usize = 30;

/// The page of a meeting.
pub fn meeting(site: &LanguageSite<'_>, at: MeetingIx) -> (Head, MeetingView) {
    let record = site.record;
    let meeting = &record.meetings[at.ix()];
    let body = &record.bodies[meeting.body.ix()];
    let path = site.addresses.meeting_path(at);
    let mut head = site.head(&path, "meeting", site.meeting_title(at), description(site, at), site.way_to(meeting.body));
    // A title that is made of the body and the day is in the page's language, whatever the minutes are in.
    if !meeting.document.title.is_empty() {
        head.title_lang = site.title(&meeting.document).1;
    }
    head.description_lang = site.description(&meeting.document).1;
    head.untranslated = site.untranslated(&meeting.document).to_owned();
    head.record_lang = site.own_text_language(&meeting.document).to_owned();
    head.marking = super::about::marking(Some(&meeting.document), Some(body));
    head.illustrative = meeting.document.illustrative || body.illustrative;
    head.unreviewed = meeting.document.is_unreviewed;
    // What is read is the translation, where there is one; what the record knows is the original's.
    let translated = site.translation(&meeting.document);
    let text = translated.and_then(|p| p.translation.as_ref()?.minutes.as_ref());
    let page = Page {
        site,
        meeting,
        text: text.unwrap_or(meeting),
        prose: translated.filter(|_| text.is_none()).map(|p| &p.document),
        root: &head.root,
        actions: actions_by_part(site, at),
        motions: site.motions_by_anchor(meeting),
        cited: HashMap::new(),
    };
    let withdrawn = meeting.document.stage == Stage::Withdrawn;
    let outcome = site.outcome(at);
    if meeting.document.description.is_none() {
        head.description = described(site, &head.description, at, &outcome);
    }
    head.thing = site.meeting_thing(at, &head.title);
    let (cited_here, cited_by) = page.citations(at);
    let page = Page { cited: cited_here, ..page };
    let sections = if withdrawn { Vec::new() } else { page.sections() };
    let venue = site.word(Some(&meeting.document), "venue", meeting.venue.as_deref().unwrap_or("")).0;
    let view = MeetingView {
        id: path,
        body: site.body_link(meeting.body),
        date: meeting.date.to_string(),
        hours: meeting.hours.map(HoursView::from),
        venue,
        cancelled: meeting.cancelled,
        upcoming: meeting.date > site.today && !meeting.cancelled,
        document: DocumentView {
            versions: version_lines::lines(site, VersionedDocument::Meeting(at)),
            ..site.document(&meeting.document, &head.root)
        },
        agreed: agreed(site, at),
        state: state(site, at),
        outcome,
        contents: if withdrawn { Vec::new() } else { page.contents() },
        sections,
        since: record.actions_of(at).map(|(ix, _)| since(site, ix)).collect(),
        version: version(site, at, &head.title),
        papers: page.papers(),
        previous: meeting.previous.map(|m| neighbour(site, m)),
        following: meeting.following.map(|m| neighbour(site, m)),
        cited_by,
    };
    (head, view)
}

fn description(site: &LanguageSite<'_>, at: MeetingIx) -> String {
    let meeting = &site.record.meetings[at.ix()];
    if meeting.document.description.is_some() {
        return site.description(&meeting.document).0;
    }
    let body = site.body_name_on(meeting);
    let key = match (meeting.cancelled, meeting.is_to_come) {
        (true, _) => "meeting_description_cancelled",
        (false, true) => "meeting_description_agenda",
        (false, false) => "meeting_description",
    };
    site.say_with(key, &[("body", &body), ("date", &site.meeting_day(meeting))])
}

/// A description made of what came of a meeting: nobody wrote one.
fn described(site: &LanguageSite<'_>, plain: &str, at: MeetingIx, outcome: &OutcomeView) -> String {
    let subjects = site.subjects(at);
    let mut parts = Vec::new();
    if !subjects.is_empty() {
        parts.push(site.say_with("outcome_agreed", &[("list", &super::action::shorten(&subjects, 160))]));
    }
    if outcome.actions.total > 0 {
        parts.push(site.words().count("n_actions", outcome.actions.total, &[]));
    }
    if let Some(date) = outcome.next.as_ref().and_then(|n| n.date.parse::<Date>().ok()) {
        parts.push(site.say_with("outcome_next", &[("date", &site.date(date))]));
    }
    if parts.is_empty() {
        return plain.to_owned();
    }
    format!("{} {}.", plain, parts.join("; "))
}

fn neighbour(site: &LanguageSite<'_>, at: MeetingIx) -> NeighbourView {
    NeighbourView { link: site.meeting_link(at), date: super::common::iso_day(site.record.meetings[at.ix()].date) }
}

/// Where the minutes stand, in words.
fn state(site: &LanguageSite<'_>, at: MeetingIx) -> StateView {
    let meeting = &site.record.meetings[at.ix()];
    let document = &meeting.document;
    let said = |key: &'static str, date: Option<Date>| StateView { key, date: LanguageSite::iso(date), ..StateView::default() };
    let held = Some(Date::Day(meeting.date));
    if document.stage == Stage::Withdrawn {
        let last = document.changes.iter().max_by_key(|c| c.date.first());
        let lang = site.own_text_language(document).to_owned();
        return match last {
            Some(change) => StateView { note: change.note.to_string(), lang, ..said("state_withdrawn", Some(change.date)) },
            None => said("state_withdrawn_once", None),
        };
    }
    if meeting.cancelled {
        return said("state_cancelled", held);
    }
    if meeting.date > site.today {
        return said(if meeting.sections.is_empty() { "state_planned" } else { "state_agenda" }, held);
    }
    if meeting.sections.is_empty() {
        return said("state_unpublished", held);
    }
    if matches!(document.stage, Stage::Draft | Stage::Unagreed) {
        let next = meeting.following.map(|m| site.record.meetings[m.ix()].date).filter(|d| *d >= site.today);
        return next.map_or_else(|| said("state_draft", None), |day| said("state_draft_until", Some(Date::Day(day))));
    }
    match document.agreed_at.as_ref().and_then(|a| a.target.as_ref()) {
        Some(target @ (Target::Place(ix, _) | Target::Meeting(ix))) => StateView {
            link: Some(site.addresses.target(target)),
            ..said("state_agreed", Some(Date::Day(site.record.meetings[ix.ix()].date)))
        },
        _ => said("state_held", held),
    }
}

/// The texts and revisions that name this meeting as the one that agreed them.
fn agreed(site: &LanguageSite<'_>, at: MeetingIx) -> Vec<AgreedView> {
    let all = site.index.agreed.get_or_init(|| crate::site::news::agreed(site.record));
    let from = all.partition_point(|(m, _, _)| *m < at);
    let here = all[from..].iter().take_while(|(m, _, _)| *m == at);
    here.map(|(_, anchor, what)| AgreedView {
        anchor: anchor.to_string(),
        number: number_of(anchor).unwrap_or_default().to_owned(),
        what: site.target_link(what),
    })
    .collect()
}

/// The number in an anchor: `4.2` of `4.2-p1`.
fn number_of(anchor: &str) -> Option<&str> {
    anchor.split('-').next().filter(|n| n.starts_with(|c: char| c.is_ascii_digit()))
}

/// The minutes of an earlier version, as sections: nothing that was raised in it has a page of its own.
pub(super) fn sections_of(site: &LanguageSite<'_>, meeting: &Meeting, root: &str) -> Vec<SectionView> {
    let motions = site.motions_by_anchor(meeting);
    Page { site, meeting, text: meeting, prose: None, root, actions: HashMap::new(), motions, cited: HashMap::new() }.sections()
}

/// An action and the last that was said of it.
fn since(site: &LanguageSite<'_>, at: ActionIx) -> SinceRow {
    let last = site.record.actions[at.ix()].history.last();
    let place = last.and_then(|event| match event.place {
        EventPlace::Meeting(meeting, _) => Some(site.place_link(meeting, &site.record.update(event).anchor)),
        EventPlace::Row(..) => None,
    });
    SinceRow { row: site.action_row(at), date: last.map(|e| e.date.to_string()).unwrap_or_default(), at: place }
}

fn version(site: &LanguageSite<'_>, at: MeetingIx, title: &str) -> CitedVersion {
    let meeting = &site.record.meetings[at.ix()];
    let body = &site.record.bodies[meeting.body.ix()];
    let amended = meeting.document.changes.iter().filter(|c| c.major).map(|c| c.date).max();
    let year = meeting.date.year().to_string();
    CitedVersion {
        id: version_lines::version_id(site, &meeting.document),
        amended: amended.map(|d| d.to_string()).unwrap_or_default(),
        name_body: !title.contains(&*body.name) && body.abbreviation.as_ref().is_none_or(|a| !title.contains(&**a)),
        name_date: !title.contains(&year),
    }
}

fn actions_by_part(site: &LanguageSite<'_>, at: MeetingIx) -> HashMap<u32, ActionIx> {
    site.record.actions_of(at).map(|(ix, a)| (a.part, ix)).collect()
}

/// What the parts of the page are made from.
struct Page<'a> {
    site: &'a LanguageSite<'a>,
    meeting: &'a Meeting,
    /// The minutes in the language that is read: the meeting's own, or their translation.
    text: &'a Meeting,
    /// A translation that is no minutes by their grammar: it is shown as prose.
    prose: Option<&'a Document>,
    root: &'a str,
    actions: HashMap<u32, ActionIx>,
    /// What is known of the motions that a passage tells of, by its anchor.
    motions: HashMap<Box<str>, Vec<MotionView>>,
    /// Who refers to a place of the meeting, by its anchor.
    cited: HashMap<Box<str>, Vec<Link>>,
}

impl Page<'_> {
    /// Who refers to places of the meeting that the page shows, by anchor; and who refers to the meeting as a whole, or to a place that it
    /// does not show by itself.
    fn citations(&self, at: MeetingIx) -> (HashMap<Box<str>, Vec<Link>>, Vec<Link>) {
        let record = self.site.record;
        let (mut here, mut whole) =
            (HashMap::<Box<str>, Vec<Link>>::new(), self.site.cited_by(&Target::Meeting(at), CITATIONS).0);
        let has_place = |anchor: &str| {
            let passages = self.text.sections.iter().flat_map(|s| &s.passages);
            self.prose.is_none()
                && passages.filter(|p| !matches!(p.kind, PassageKind::Attendance { .. })).any(|p| *p.anchor == *anchor)
        };
        let mut add = |anchor: &str, target: &Target| {
            let (from, _) = self.site.cited_by(target, CITATIONS);
            match has_place(anchor) {
                _ if from.is_empty() => {}
                true => here.entry(anchor.into()).or_default().extend(from),
                false => whole.extend(from),
            }
        };
        let from = Target::Place(at, "".into());
        for target in record.mentions.range(from..).map(|(t, _)| t) {
            match target {
                Target::Place(m, anchor) if *m == at => add(anchor, target),
                _ => break,
            }
        }
        for (ix, decision) in record.decisions_of(at) {
            add(&record.taken(decision).anchor, &Target::Decision(ix));
        }
        whole.dedup_by(|a, b| a.href == b.href);
        (here, whole)
    }

    fn document(&self) -> &Document {
        &self.text.document
    }

    fn sections(&self) -> Vec<SectionView> {
        if let Some(document) = self.prose {
            return vec![self.as_prose(document)];
        }
        let mut last = 1;
        let mut all = Vec::with_capacity(self.text.sections.len());
        for section in &self.text.sections {
            // A heading may be one deeper than the one before it, and no more.
            let level = (section.level.max(1) + 1).min(last + 1).min(6);
            if section.heading.is_some() {
                last = level;
            }
            all.push(self.section(section, level));
        }
        // A first heading that is the title of the page stands at its head already.
        let title = self.site.title(&self.meeting.document).0;
        if let Some(first) = all.first_mut().filter(|s| s.number.is_empty())
            && self.text.sections.first().is_some_and(|s| plain(&s.title).trim() == title)
        {
            first.title = Html::default();
        }
        all
    }

    fn as_prose(&self, document: &Document) -> SectionView {
        let html = self.site.prose.document(document, self.root).html;
        let block = BlockView { kind: "prose", anchor: "p1".to_owned(), html, ..BlockView::default() };
        SectionView {
            number: String::new(),
            title: Html::default(),
            anchor: String::new(),
            level: 2,
            internal: false,
            blocks: vec![block],
        }
    }

    fn section(&self, section: &Section, level: u8) -> SectionView {
        let headed = section.heading.is_some();
        SectionView {
            number: section.number.as_ref().map(|n| n.to_string()).unwrap_or_default(),
            title: self.earlier(&section.anchor) + self.site.prose.inline(Some(self.document()), &section.title, self.root),
            anchor: if headed { section.anchor.to_string() } else { String::new() },
            level,
            internal: section.audience == crate::record::Audience::Internal,
            blocks: section.passages.iter().map(|b| self.block(b)).collect(),
        }
    }

    /// The anchors that a place had before, as empty elements.
    fn earlier(&self, anchor: &str) -> Html {
        self.site.former_anchors(self.document()).map(|k| k.former_beside(anchor)).unwrap_or_default()
    }

    /// The page of the published original that a passage comes from.
    fn origin(&self, anchor: &str) -> Option<OriginPlace> {
        let provenance = &self.meeting.provenance;
        let page = provenance.page_of(anchor)?;
        let paper = self.meeting.papers.iter().find(|paper| Some(paper.attachment.file) == provenance.published)?;
        let file = self.site.file(&paper.attachment).href;
        (!file.is_empty()).then(|| OriginPlace { href: format!("{file}#page={page}"), page })
    }

    fn block(&self, block: &Passage) -> BlockView {
        let mut view = BlockView {
            kind: "prose",
            anchor: block.anchor.to_string(),
            raises: block.raises.iter().filter_map(|n| self.beside(*n)).collect(),
            motions: self.motions.get(&block.anchor).cloned().unwrap_or_default(),
            internal: block.audience == crate::record::Audience::Internal,
            cited: self.cited.get(&block.anchor).cloned().unwrap_or_default(),
            origin: self.origin(&block.anchor),
            ..BlockView::default()
        };
        if let PassageKind::Attendance { from, to, label } = &block.kind {
            view.kind = "attendance";
            view.marker = label.map(|l| self.marker(l)).unwrap_or_default();
            view.tables = self.site.attendance_tables(self.text, *from, *to, self.root);
            return view;
        }
        view.html = self.earlier(&block.anchor) + self.site.prose.own_block(self.document(), block.text, self.root);
        match &block.kind {
            PassageKind::Prose | PassageKind::Attendance { .. } => {}
            PassageKind::Paragraph(number) => {
                view.kind = "paragraph";
                view.number = number.to_string();
            }
            PassageKind::Action(n, marker) => {
                view.kind = "action";
                view.marker = self.marker(*marker);
                view.action = self.beside(*n);
                view.raises.clear();
            }
            PassageKind::Update(n, marker) => {
                view.kind = "update";
                let update = self.own_updates().get(*n as usize);
                view.update = update.and_then(|u| self.update(u));
                // The mark is the id of the action; its words stand in its place, where it is known.
                match update.filter(|_| view.update.is_some()) {
                    Some(update) => {
                        view.html =
                            self.earlier(&block.anchor) + self.site.update_html(self.document(), update, block.text, self.root);
                    }
                    None => view.marker = self.marker(*marker),
                }
            }
            PassageKind::Decision(n, marker) => {
                view.kind = "decision";
                let part = self.text.decisions.get(*n as usize);
                view.decision = part.map(|d| d.number.as_ref().unwrap_or(&d.local).to_string()).unwrap_or_default();
                view.marker = self.marker(*marker);
            }
            PassageKind::Proposal(marker) => {
                view.kind = "proposal";
                view.marker = self.marker(*marker);
            }
            PassageKind::Vote(marker) => {
                view.kind = "vote";
                view.marker = self.marker(*marker);
            }
            PassageKind::NoActions => view.kind = "none",
            PassageKind::NextMeeting => view.kind = "next",
        }
        view
    }

    /// What stood before a text, without the signs of Markdown: `ACTION:` of `- **ACTION:**`.
    fn marker(&self, span: Span) -> String {
        let text = self.site.sources.slice(span).trim();
        let text = text.trim_start_matches(['-', '*', '+', '>', '#', ' ', '\t']);
        let text: String = text.chars().filter(|c| !matches!(c, '*' | '`' | '\\')).collect();
        text.trim().trim_matches('_').trim().to_owned()
    }

    /// The updates of the original, where the translation has as many.
    fn own_updates(&self) -> &[UpdatePart] {
        if self.text.updates.len() == self.meeting.updates.len() { &self.meeting.updates } else { &[] }
    }

    fn beside(&self, part: u32) -> Option<ActionBeside> {
        if self.text.actions.len() != self.meeting.actions.len() {
            return None;
        }
        let at = *self.actions.get(&part)?;
        let action = &self.site.record.actions[at.ix()];
        Some(ActionBeside {
            label: self.site.record.raised(action).local.to_string(),
            href: self.site.addresses.action(at),
            owners: action.owners.iter().map(|o| self.site.owner_link(o)).collect(),
            due: super::rows::due_view(action),
            status: action.status.key(),
            overdue: action.is_overdue(self.site.today),
        })
    }

    /// The story of an update; nothing where it is not known which action it means.
    fn update(&self, update: &UpdatePart) -> Option<UpdateView> {
        let at = update.action.target?;
        let record = self.site.record;
        let action = &record.actions[at.ix()];
        Some(UpdateView {
            label: record.raised(action).local.to_string(),
            date: super::common::iso_day(record.meetings[action.meeting.ix()].date),
            href: self.site.addresses.action(at),
            text: self.site.action_text(at),
            lang: self.site.text_of_action(at).2.to_owned(),
            status: outcome::said_status(update),
        })
    }

    /// The headings of the first two levels, where there are enough to be worth it.
    fn contents(&self) -> Vec<ContentsLine> {
        if self.prose.is_some() {
            return Vec::new();
        }
        let headed = || self.text.sections.iter().filter(|s| s.heading.is_some() && s.level <= 2);
        if headed().count() < 3 {
            return Vec::new();
        }
        headed()
            .map(|s| ContentsLine {
                number: s.number.as_ref().map(|n| n.to_string()).unwrap_or_default(),
                title: plain(&s.title).trim().to_owned(),
                anchor: s.anchor.to_string(),
                level: s.level + 1,
            })
            .collect()
    }

    fn papers(&self) -> Vec<PaperView> {
        let text = |t: &Option<Box<str>>| t.as_deref().unwrap_or("").to_owned();
        self.meeting
            .papers
            .iter()
            .map(|p| PaperView {
                file: FileView { title: p.title.to_string(), ..self.site.file(&p.attachment) },
                number: text(&p.number),
                version: text(&p.version),
                item: p.item.as_ref().map(|i| i.text.to_string()).unwrap_or_default(),
            })
            .collect()
    }
}
