//! A site in one language. The first language of the site has the addresses without a prefix, each
//! other one stands below its code (`cy/idmg/2012-04-17/`), with the same paths and the same anchors.
//!
//! What the record says in the first language only is shown in every language, marked as what it is: no text ever stands under a
//! language that is not its own.

use std::sync::Arc;

use serde::Serialize;

use super::address::Addresses;
use super::former::{Anchors, DocumentAnchors, FormerAddresses, key_of};
use super::index::Index;
use super::link::Link;
use super::list_history::ListHistory;
use super::shared::SharedParts;
use super::slice::Slice;
use crate::locale::{Messages, Speech};
use crate::record::{
    ActionIx, Date, Day, DecisionIx, DecisionPart, Document, Edition, ListIx, Meeting, MeetingIx, OrganisationIx, Page, PageIx,
    Record, Review, SiteWords, Span, is_same_language,
};
use crate::source::Sources;
use crate::text::Prose;

/// One language that a page may be read in.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// BCP 47.
    pub lang: String,
    /// What the language calls itself: `Cymraeg`.
    pub name: String,
    /// Address below the site.
    pub href: String,
    /// The absolute address, where the site's is known; else empty.
    pub url: String,
    /// It is the version that is being read.
    pub this: bool,
}

/// The languages of a site, in their order; the first is its own.
pub(crate) fn languages(record: &crate::record::Record) -> impl Iterator<Item = &str> {
    record.site.languages.iter().map(|l| &**l)
}

/// A site in one of its languages: what every view is made from.
pub struct LanguageSite<'a> {
    /// The record, as this edition may see it.
    pub record: &'a Record,
    /// The texts, as this edition may see them.
    pub sources: &'a Sources,
    /// The addresses of its pages.
    pub addresses: Addresses<'a>,
    /// Markdown to HTML.
    pub prose: Prose<'a>,
    /// The reference date.
    pub today: Day,
    /// The readers of the site.
    pub edition: Edition,
    /// What many views ask of the record, worked out once for all languages.
    pub index: &'a Index,
    /// The language, BCP 47.
    pub lang: &'a str,
    /// The words of the pages, in every language.
    pub messages: &'a Arc<Messages>,
    /// Earlier addresses and anchors of the whole site.
    pub former: &'a FormerAddresses,
    /// The earlier anchors of its own pages.
    pub(super) anchors: &'a DocumentAnchors,
    /// What its pages share.
    pub(super) shared: &'a SharedParts,
}

impl<'a> LanguageSite<'a> {
    /// The history of the entries of a list.
    pub fn history(&self, ix: ListIx) -> Option<&'a ListHistory> {
        let list = self.record.lists.get(ix.ix())?;
        let history = self.shared.histories.get(ix.ix())?;
        Some(history.get_or_init(|| ListHistory::new(list, ix, self.addresses, self.words())))
    }

    /// The earlier anchors that the page of a document keeps.
    pub fn former_anchors(&self, document: &Document) -> Option<&'a Anchors> {
        self.anchors.get(&key_of(document))
    }

    /// The language of the record's own words: the site's first.
    pub fn own_language(&self) -> &'a str {
        self.record.site.languages.first().map_or("en", |l| l)
    }

    /// The language of the record's own words where that is not the page's, else empty: what a text without a translation is marked with.
    pub fn foreign(&self) -> &'a str {
        if self.lang == self.own_language() { "" } else { self.own_language() }
    }

    /// The text of a document that this language shows: its translation, where there is one, else the document itself.
    pub fn text_of<'d>(&'d self, document: &'d Document) -> &'d Document {
        self.translation(document).map_or(document, |page| &page.document)
    }

    /// The translation of a document into this language.
    pub fn translation(&self, document: &Document) -> Option<&'a Page> {
        if self.lang == self.own_language() { None } else { self.record.translation(document, self.lang) }
    }

    /// The translation of a meeting's minutes, where it has as many actions and marked decisions as they.
    fn translated_minutes(&self, at: MeetingIx) -> Option<&'a Meeting> {
        let meeting = self.record.meetings.get(at.ix())?;
        let minutes = self.translation(&meeting.document)?.translation.as_ref()?.minutes.as_ref()?;
        let marked = |meeting: &Meeting| meeting.decisions.iter().filter(|decision| decision.is_marked()).count();
        let same = minutes.actions.len() == meeting.actions.len() && marked(minutes) == marked(meeting);
        same.then_some(minutes)
    }

    /// The text of an action in this language: its place in its document, and its language where that is not the page's.
    pub fn text_of_action(&self, at: ActionIx) -> (&'a Document, Span, &'a str) {
        let action = &self.record.actions[at.ix()];
        let minutes = self.translated_minutes(action.meeting);
        if let Some((minutes, part)) = minutes.and_then(|m| Some((m, m.actions.get(action.part as usize)?))) {
            return (&minutes.document, part.text, "");
        }
        let document = &self.record.meetings[action.meeting.ix()].document;
        (document, self.record.raised(action).text, self.own_text_language(document))
    }

    /// The text of a decision in this language, and its language where that is not the page's.
    pub fn text_of_decision(&self, at: DecisionIx) -> (Span, &'a str) {
        let decision = &self.record.decisions[at.ix()];
        let meeting = &self.record.meetings[decision.meeting.ix()];
        let minutes = self.translated_minutes(decision.meeting);
        if let Some(part) = minutes.and_then(|minutes| translated_decision(meeting, minutes, decision.part as usize)) {
            return (part.text, "");
        }
        let document = &self.record.meetings[decision.meeting.ix()].document;
        (self.record.taken(decision).text, self.own_text_language(document))
    }

    /// The language of a document as it was written where that is not the page's, else empty.
    pub fn own_text_language<'d>(&self, document: &'d Document) -> &'d str
    where
        'a: 'd,
    {
        let lang = document.lang.as_deref().unwrap_or(self.own_language());
        if lang == self.lang { "" } else { lang }
    }

    /// A word of a document's front matter as its translation has it.
    pub fn translated_word(&self, document: Option<&Document>, key: &str) -> Option<&'a str> {
        let page = self.translation(document?)?;
        page.translation.as_ref()?.words.get(key).map(|w| &**w)
    }

    /// A word of a document's front matter and, where it is not in the page's language, its language.
    pub fn word<'d>(&'d self, document: Option<&'d Document>, key: &str, own: &str) -> (String, &'d str) {
        match self.translated_word(document, key) {
            Some(word) => (word.to_owned(), ""),
            None => (own.to_owned(), document.map_or(self.foreign(), |d| self.own_text_language(d))),
        }
    }

    /// Whether a plain page is in this language by itself: an original is in every language, a text without an original in its own.
    pub fn stands(&self, page: &Page) -> bool {
        match &page.translation {
            None => true,
            Some(translation) => translation.of.is_none() && *translation.lang == *self.lang,
        }
    }

    /// The plain pages directly below a page's folder of this language.
    pub fn pages_below(&self, path: &str) -> impl Iterator<Item = PageIx> {
        let below = self.index.below.get(path).map_or(&[][..], Vec::as_slice);
        below.iter().copied().filter(|at| self.record.pages.get(at.ix()).is_some_and(|p| self.stands(p)))
    }

    /// The language of the text of a document that this language shows where that is not the page's, else empty.
    pub fn foreign_text<'d>(&'d self, document: &'d Document) -> &'d str {
        let shown = self.text_of(document);
        let lang = shown.lang.as_deref().unwrap_or(self.own_language());
        if lang == self.lang { "" } else { lang }
    }

    /// The language of a document's text that a page names because its readers may not read it, else empty.
    pub fn untranslated<'d>(&'d self, document: &'d Document) -> &'d str {
        let lang = self.foreign_text(document);
        if is_same_language(lang, self.lang) { "" } else { lang }
    }

    /// What the site says of itself by one of its keys and, where that is not in the page's language, its language.
    pub fn site_word(&self, own: Option<&str>, pick: impl Fn(&SiteWords) -> Option<&str>) -> (String, &str) {
        match self.record.site.translations.get(self.lang).and_then(pick) {
            Some(word) => (word.to_owned(), ""),
            None => (own.unwrap_or("").to_owned(), self.foreign()),
        }
    }

    /// The title of the site.
    pub fn site_title(&self) -> (String, &str) {
        self.site_word(Some(&self.record.site.title), |w| w.title.as_deref())
    }

    /// The name of an organisation in this language and, where that is not in the page's language, its language.
    pub fn organisation_name(&self, at: OrganisationIx) -> (String, &str) {
        let organisation = &self.record.organisations[at.ix()];
        match self.in_this_language(&organisation.translated) {
            Some(name) => (name.to_owned(), ""),
            None => (organisation.name.to_string(), self.foreign()),
        }
    }

    /// The one of some names that is in this language.
    pub fn in_this_language<'n>(&self, names: &'n [(Box<str>, Box<str>)]) -> Option<&'n str> {
        names.iter().find(|(lang, _)| **lang == *self.lang).map(|(_, name)| &**name)
    }

    /// A link with words of the record.
    pub fn own_words(&self, text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into(), lang: self.foreign().to_owned() }
    }

    /// The words of the page's language.
    pub fn words(&self) -> Speech<'_> {
        Speech::new(self.messages, self.lang)
    }

    /// The words of a key of the messages, in the language of the page.
    pub fn say(&self, key: &str) -> String {
        self.words().say(key)
    }

    /// The same, with what stands for each `{name}` of the message.
    pub fn say_with(&self, key: &str, with: &[(&str, &str)]) -> String {
        self.words().with(key, with)
    }

    /// A date in words, as exact as it is.
    pub fn date(&self, date: Date) -> String {
        self.words().date(date)
    }

    /// A day in words.
    pub fn day(&self, day: Day) -> String {
        self.date(Date::Day(day))
    }

    /// The year or month of a part of a register, in words; empty for the whole.
    pub fn period(&self, slice: Slice) -> String {
        match slice {
            Slice::Whole => String::new(),
            Slice::Year(y) => self.date(Date::Year(y)),
            Slice::Month(y, m) => self.date(Date::Month(y, m)),
        }
    }

    /// When a list is to be reviewed, in words: `yearly`, `after August 2012`.
    pub fn review(&self, review: &Review) -> String {
        match review {
            Review::On(date) => self.date(*date),
            Review::After(date) => self.say_with("review_after", &[("date", &self.date(*date))]),
            Review::Every(12) => self.say("review_yearly"),
            Review::Every(6) => self.say("review_twice_a_year"),
            Review::Every(3) => self.say("review_quarterly"),
            Review::Every(1) => self.say("review_monthly"),
            Review::Every(months) => self.words().count("review_every", *months as usize, &[]),
        }
    }

    /// The page at a path in every language of the site; nothing where it has one.
    pub(crate) fn alternates(&self, path: &str) -> Vec<Alternate> {
        if self.record.site.languages.len() < 2 {
            return Vec::new();
        }
        let base = &self.record.site.base_url;
        let slash = if path.is_empty() { "" } else { "/" };
        languages(self.record)
            .map(|lang| {
                let addresses = if lang == self.own_language() { self.addresses.below("") } else { self.addresses.below(lang) };
                let below = if lang == self.own_language() { String::new() } else { format!("{lang}/") };
                Alternate {
                    lang: lang.to_owned(),
                    name: Speech::new(self.messages, lang).say("language_own_name"),
                    href: addresses.folder(path),
                    url: if base.is_empty() { String::new() } else { format!("{base}{below}{path}{slash}") },
                    this: lang == self.lang,
                }
            })
            .collect()
    }
}

/// The decision of a translation that is the one at a place of the original: of those that are marked the one in the same order, of others the
/// one of the same rule in the same paragraph.
fn translated_decision<'m>(meeting: &Meeting, minutes: &'m Meeting, at: usize) -> Option<&'m DecisionPart> {
    let own = meeting.decisions.get(at)?;
    if !own.is_marked() {
        return minutes.decisions.iter().find(|part| part.local == own.local && part.rule == own.rule);
    }
    let before = meeting.decisions.iter().take(at).filter(|part| part.is_marked()).count();
    minutes.decisions.iter().filter(|part| part.is_marked()).nth(before)
}
