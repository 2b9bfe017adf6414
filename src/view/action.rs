//! The page of one action: what is to be done, and its life across meetings.

use serde::Serialize;

use super::common::{Age, CitationView};
use super::rows::{DueView, due_view};
use super::{Head, LanguageSite, Link, View};
use crate::html::Html;
use crate::locale::Speech;
use crate::record::{ActionIx, Date, Document, Event, EventPlace, Span, Target, Turn, UpdatePart, is_same_language};

/// The page of one action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// `idmg/2012-04-17/4.2`.
    pub id: String,
    /// What it is called within its meeting: `4.2`.
    pub label: String,
    /// The number the minutes gave it, where that is another; or empty.
    pub number: String,
    /// What is to be done, as plain text.
    pub text: String,
    /// The language of the text where it is not the page's, else empty.
    pub lang: String,
    /// Who owns it now; each leads to their actions.
    pub owners: Vec<Link>,
    /// By when, now.
    pub due: DueView,
    /// Where it stands: `open`, `in-progress` …
    pub status: &'static str,
    /// Whether something is still to be done.
    pub open: bool,
    /// Whether it is past due.
    pub overdue: bool,
    /// How long it has been past due; nothing where it is not.
    pub late: Age,
    /// By when it was due when it was raised, ISO 8601, where that was another day; else empty.
    pub first_due: String,
    /// How long it has been open, or took.
    pub age: Age,
    /// When it was closed, ISO 8601; or empty.
    pub closed: String,
    /// The actions that took its place.
    pub superseded_by: Vec<Link>,
    /// The actions whose place it took.
    pub supersedes: Vec<Link>,
    /// The body.
    pub body: Link,
    /// The meeting that raised it.
    pub meeting: Link,
    /// The paragraph that raised it.
    pub raised_at: Link,
    /// The day it was raised, ISO 8601.
    pub raised: String,
    /// Who owned it when it was raised, where that was others.
    pub first_owners: Vec<Link>,
    /// Everything after it was raised, oldest first.
    pub history: Vec<EventView>,
    /// Who refers to it.
    pub cited_by: Vec<Link>,
    /// The action before it in the same minutes.
    pub previous: Option<Link>,
    /// The action after it in the same minutes.
    pub following: Option<Link>,
}

impl View for ActionView {}

/// One entry of an action's history.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// ISO 8601.
    pub date: String,
    /// The paragraph that says so; none for a row of the body's `actions.csv`.
    pub at: Option<Link>,
    /// The words.
    pub html: Html,
    /// The language of the words where it is not the page's, else empty.
    pub lang: String,
    /// What changed.
    pub turns: Vec<TurnView>,
    /// What proves it, for a row of `actions.csv`.
    pub source: Option<CitationView>,
}

/// One turn: `kind` is `status`, `owners`, `due` or `superseded`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TurnView {
    /// What changes.
    pub kind: &'static str,
    /// For `status`.
    pub status: &'static str,
    /// For `owners` and `superseded`.
    pub links: Vec<Link>,
    /// For `due`.
    pub due: DueView,
}

/// The page of one action.
pub fn action(site: &LanguageSite<'_>, at: ActionIx) -> (Head, ActionView) {
    let record = site.record;
    let action = &record.actions[at.ix()];
    let part = record.raised(action);
    let meeting = &record.meetings[action.meeting.ix()];
    let body = site.body_name_short(action.body);
    let lang = site.text_of_action(at).2;
    let text = site.action_text(at);
    // A title has one language: where the text is in another, the meeting stands for it.
    let title = match lang {
        "" => site.say_with("action_title", &[("label", &part.local), ("text", &shorten(&text, 90))]),
        _ => site.say_with("action_title", &[("label", &part.local), ("text", &site.meeting_name(action.meeting))]),
    };
    let status = site.say(&format!("status_{}", action.status.key()));
    let description =
        site.say_with("action_description", &[("body", &body), ("date", &site.day(meeting.date)), ("status", &status)]);
    let above = vec![
        Link::new(site.say("nav_actions"), site.addresses.actions()),
        Link::new(body, site.addresses.actions_of_body(action.body)),
    ];
    let mut head = site.head(&site.addresses.action_path(at), "action", title, description, above);
    if !lang.is_empty() && !is_same_language(lang, site.lang) {
        head.untranslated = lang.to_owned();
    }
    head.illustrative = meeting.document.illustrative || record.bodies[action.body.ix()].illustrative;
    let until = action.closed.filter(|_| !action.status.is_open()).map_or(site.today, Date::first);
    let neighbour = |n: Option<usize>| {
        let ix = ActionIx::at(n?);
        record.actions.get(ix.ix()).filter(|o| o.meeting == action.meeting)?;
        Some(site.action_sentence(ix))
    };
    let view = ActionView {
        id: action.id.to_string(),
        label: part.local.to_string(),
        number: part.number.as_deref().unwrap_or("").to_owned(),
        text,
        lang: lang.to_owned(),
        owners: action.owners.iter().map(|o| site.owner_link(o)).collect(),
        due: due_view(action),
        status: action.status.key(),
        open: action.status.is_open(),
        overdue: action.is_overdue(site.today),
        late: Age::between(action.due.as_ref().and_then(|d| d.date).map_or(site.today, Date::last), site.today),
        first_due: site.due_was(action),
        age: Age::between(meeting.date, until),
        closed: LanguageSite::iso(action.closed),
        superseded_by: action.superseded_by.iter().map(|s| site.action_sentence(*s)).collect(),
        supersedes: action.supersedes.iter().map(|s| site.action_sentence(*s)).collect(),
        body: site.body_link(action.body),
        meeting: site.meeting_link(action.meeting),
        raised_at: site.place_link(action.meeting, &part.anchor),
        raised: meeting.date.to_string(),
        first_owners: site.owners_were(action),
        history: action.history.iter().map(|e| event(site, e, &head.root)).collect(),
        cited_by: site.cited_by(&Target::Action(at), 100).0,
        previous: neighbour(at.ix().checked_sub(1)),
        following: neighbour(at.ix().checked_add(1)),
    };
    (head, view)
}

fn event(site: &LanguageSite<'_>, event: &Event, root: &str) -> EventView {
    let update = site.record.update(event);
    let words = site.sources.slice(update.text);
    let (at, html, lang) = match event.place {
        EventPlace::Meeting(meeting, _) => {
            let document = &site.record.meetings[meeting.ix()].document;
            (
                Some(site.place_link(meeting, &update.anchor)),
                site.update_html(document, update, update.text, root),
                site.own_text_language(document),
            )
        }
        EventPlace::Row(..) => (None, site.prose.inline(None, words, root), site.foreign()),
    };
    let source = update.source.as_deref().map(source);
    EventView { date: event.date.to_string(), at, html, lang: lang.to_owned(), turns: turns(site, update), source }
}

impl LanguageSite<'_> {
    /// The words of an update, with what an action is called in place of its id: an id says nothing to a reader.
    pub(super) fn update_html(&self, document: &Document, update: &UpdatePart, text: Span, root: &str) -> Html {
        let lang = document.lang.as_deref().unwrap_or_else(|| self.own_language());
        let named = update.changes.iter().filter_map(|turn| match turn {
            Turn::SupersededBy(other) => Some((&*other.text, self.action_name_in(other.target?, lang))),
            _ => None,
        });
        let names: Vec<(&str, String)> = named.collect();
        if names.is_empty() {
            self.prose.block(document, text, root)
        } else {
            self.prose.block_naming(document, text, &names, root)
        }
    }

    /// What an action is called in running text of a language: `action 4.2 of 12 February 2025`.
    fn action_name_in(&self, at: ActionIx, lang: &str) -> String {
        let action = &self.record.actions[at.ix()];
        let words = Speech::new(self.messages, lang);
        let date = words.date(Date::Day(self.record.meetings[action.meeting.ix()].date));
        words.with("action_in_text", &[("label", &self.record.raised(action).local), ("date", &date)])
    }
}

/// What proves a row: an address, or words.
fn source(text: &str) -> CitationView {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    CitationView { title: text.to_owned(), url: if is_address { text.to_owned() } else { String::new() } }
}

fn turns(site: &LanguageSite<'_>, update: &UpdatePart) -> Vec<TurnView> {
    let each = update.changes.iter().map(|turn| match turn {
        Turn::Status(status) => TurnView { kind: "status", status: status.key(), ..TurnView::default() },
        Turn::Owners(owners) => {
            TurnView { kind: "owners", links: owners.iter().map(|o| site.owner_link(o)).collect(), ..TurnView::default() }
        }
        Turn::Due(due) => {
            let due = DueView { date: LanguageSite::iso(due.date), text: due.text.to_string() };
            TurnView { kind: "due", due, ..TurnView::default() }
        }
        Turn::SupersededBy(other) => {
            let link = match other.target {
                Some(ix) => site.action_sentence(ix),
                None => Link::new(other.text.to_string(), String::new()),
            };
            TurnView { kind: "superseded", links: vec![link], ..TurnView::default() }
        }
    });
    each.collect()
}

/// The first words of a text, up to `most` characters, cut between words.
pub fn shorten(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let cut = text.get(..end).unwrap_or(&text);
    let cut = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', '-', '–']))
}
