//! What of a record is searched: its documents, newest first, each made when it is asked for, as one language of the site shows them:
//! the translation of a text where there is one in its language, else the text itself, marked as what it is.
//!
//! The record is the one an edition may see; nothing is taken away here.

mod documents;
mod meetings;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::doc::{Collection, Doc, DocKind, Facets, Unit, UnitKind, Value};
use super::names::Names;
use super::tokens;
use crate::record::{
    Attachment, BodyIx, DatasetIx, Date, Document, Edition, ListIx, MeetingIx, NameByDate, OrganisationIx, PageIx, Paper, Party,
    PersonIx, Record, ReportIx, Span, Stage, Target, TextRange, Written, slug,
};
use crate::site::{Addresses, LanguageSite};
use crate::source::Sources;
use crate::text::plain;

/// What a document of the index is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Meeting(MeetingIx),
    Report(ReportIx),
    List(ListIx),
    Dataset(DatasetIx),
    Body(BodyIx),
    Organisation(OrganisationIx),
    Person(PersonIx),
    Page(PageIx),
}

/// Messages that list words of queries, and the filters that those words mean.
const QUESTIONS: [(&str, &str); 9] = [
    ("search_words_overdue", "status:overdue"),
    ("search_words_open", "status:open"),
    ("search_words_in_progress", "status:in-progress"),
    ("search_words_done", "status:done"),
    ("search_words_dropped", "status:dropped"),
    ("search_words_superseded", "status:superseded"),
    ("search_words_decision", "kind:decision"),
    ("search_words_coming", "when:coming"),
    ("search_words_question", ""),
];

/// Everything of a record that is searched.
pub struct Library<'a> {
    site: &'a LanguageSite<'a>,
    record: &'a Record,
    sources: &'a Sources,
    addresses: Addresses<'a>,
    edition: Edition,
    keys: Vec<Key>,
    facets: Facets,
    names: Names,
    /// Places in `facets.parties` of owners that are no organisation, by slug.
    owners: BTreeMap<String, u32>,
}

impl<'a> Library<'a> {
    /// Of one language of a site, with the text of its attached files.
    pub fn new(site: &'a LanguageSite<'a>) -> Self {
        let mut library = Library {
            site,
            record: site.record,
            sources: site.sources,
            addresses: site.addresses,
            edition: site.edition,
            keys: Vec::new(),
            facets: Facets::default(),
            names: names(site),
            owners: BTreeMap::new(),
        };
        library.keys = library.keys();
        library.facets = library.values();
        library
    }

    /// Bytes of the text of attached files; `None` where there is none.
    pub fn attached(&self) -> Option<usize> {
        let papers = self.record.meetings.iter().flat_map(|m| &m.papers).map(|p| &p.attachment);
        let all = papers.chain(self.record.reports.iter().flat_map(|r| &r.attachments));
        Some(all.flat_map(|a| a.facts.text.pages()).map(str::len).sum()).filter(|n| *n > 0)
    }

    /// All documents, newest first; those without a date last.
    fn keys(&self) -> Vec<Key> {
        let r = self.record;
        let mut keys: Vec<Key> = Vec::with_capacity(r.meetings.len() + r.reports.len() + r.pages.len() + 64);
        keys.extend((0..r.meetings.len()).map(|n| Key::Meeting(MeetingIx::at(n))));
        keys.extend((0..r.reports.len()).map(|n| Key::Report(ReportIx::at(n))));
        keys.extend((0..r.lists.len()).map(|n| Key::List(ListIx::at(n))));
        keys.extend((0..r.datasets.len()).map(|n| Key::Dataset(DatasetIx::at(n))));
        keys.extend((0..r.bodies.len()).map(|n| Key::Body(BodyIx::at(n))));
        keys.extend((0..r.organisations.len()).map(|n| Key::Organisation(OrganisationIx::at(n))));
        let named = |n: &usize| self.edition == Edition::Internal || r.people.get(*n).is_some_and(|p| p.public_name.is_none());
        keys.extend((0..r.people.len()).filter(named).map(|n| Key::Person(PersonIx::at(n))));
        // A translation is no document of its own: it is what its language shows of its original.
        let stands = |n: &usize| r.pages.get(*n).is_some_and(|p| self.site.stands(p));
        keys.extend((0..r.pages.len()).filter(stands).map(|n| Key::Page(PageIx::at(n))));
        keys.sort_by_cached_key(|k| {
            let day = self.date(*k).map(|d| (d.first(), d.last()));
            (Reverse(day), *k)
        });
        keys
    }

    fn date(&self, key: Key) -> Option<Date> {
        match key {
            Key::Meeting(ix) => self.record.meetings.get(ix.ix()).map(|m| Date::Day(m.date)),
            Key::Report(ix) => self.record.reports.get(ix.ix()).and_then(|r| r.date),
            Key::List(ix) => self.record.lists.get(ix.ix()).and_then(|l| l.revisions.last()).map(|r| Date::Day(r.date)),
            _ => None,
        }
    }

    fn values(&mut self) -> Facets {
        let r = self.record;
        let value = |key: &str, (name, lang): (String, &str), also: Vec<&str>| {
            let mut also: Vec<Box<str>> = also.into_iter().map(word).filter(|w| !w.is_empty()).collect();
            also.sort_unstable();
            also.dedup();
            Value { key: key.into(), name: name.into(), lang: lang.into(), also }
        };
        fn earlier(names: &[NameByDate]) -> impl Iterator<Item = &str> {
            names.iter().map(|n| &*n.name)
        }
        let bodies = (0..).map(BodyIx::at).zip(&r.bodies).map(|(ix, b)| {
            let (last, short) = (b.id.rsplit('/').next(), self.site.body_abbreviation(ix));
            let also = b.abbreviation.as_deref().into_iter().chain([&*short, &*b.name]).chain(last).chain(earlier(&b.names));
            value(&b.id, self.site.body_name(ix), also.collect())
        });
        let bodies = bodies.collect();
        let organisations = (0..).map(OrganisationIx::at).zip(&r.organisations).map(|(ix, o)| {
            let also = o.abbreviation.as_deref().into_iter().chain([&*o.name]).chain(earlier(&o.names));
            value(&o.id, self.site.organisation_name(ix), also.collect())
        });
        let mut parties: Vec<Value> = organisations.collect();
        let mut owners: BTreeMap<String, Value> = BTreeMap::new();
        for owner in r.actions.iter().flat_map(|a| &a.owners) {
            if matches!(owner.target, Some(Party::Organisation(_))) {
                continue;
            }
            let (key, name) = self.owner(owner);
            // The minutes called it so, in their language.
            owners.entry(key.clone()).or_insert_with(|| value(&key, (name, self.site.foreign()), Vec::new()));
        }
        for (key, value) in owners {
            self.owners.insert(key, u32::try_from(parties.len()).unwrap_or(u32::MAX));
            parties.push(value);
        }
        Facets { bodies, parties }
    }

    /// The key and the name of an owner that is no organisation.
    fn owner(&self, owner: &Written<Party>) -> (String, String) {
        let r = self.record;
        let known = match owner.target {
            Some(Party::Person(ix)) => r.people.get(ix.ix()).map(|p| (p.id.to_string(), p.name.to_string())),
            Some(Party::Body(ix)) => r.bodies.get(ix.ix()).map(|b| (b.id.to_string(), b.name.to_string())),
            _ => None,
        };
        known.unwrap_or_else(|| (slug(&owner.text), owner.text.to_string()))
    }

    fn party(&self, owner: &Written<Party>) -> Option<u32> {
        match owner.target {
            Some(Party::Organisation(ix)) => Some(ix.0),
            _ => self.owners.get(&self.owner(owner).0).copied(),
        }
    }

    fn attachment(&self, attachment: &Attachment, units: &mut Vec<Unit>) {
        let Some(address) = self.record.files.get(&attachment.file) else { return };
        let pages = attachment.facts.text.pages();
        // Only a PDF has pages that an address can name.
        let paged = &*attachment.facts.media_type == "application/pdf";
        for (n, page) in (1..).zip(pages).filter(|(_, page)| !page.is_empty()) {
            let place = if paged { format!("#page={n}") } else { String::new() };
            let mut unit = Unit::new(UnitKind::Attachment, format!("{address}{place}"), "", page);
            unit.also = attachment.title.to_string();
            units.push(unit);
        }
    }

    /// A document with a title and nothing else.
    fn open(&self, kind: DocKind, address: String, document: &Document, mut also: Vec<String>) -> Doc {
        let (title, title_lang) = self.site.title(document);
        if *title != *document.title {
            also.push(document.title.to_string());
        }
        let lang = self.site.foreign_text(document);
        Doc {
            address,
            title,
            title_lang,
            also: also.join("\n"),
            description: self.site.description(document).0,
            date: None,
            kind,
            body: None,
            organisations: Vec::new(),
            welsh: is_welsh(if lang.is_empty() { self.site.lang } else { lang }),
            lang: lang.to_owned(),
            units: Vec::new(),
        }
    }

    /// The sections and numbered paragraphs of a page or report.
    fn text(&self, document: &Document, doc: &mut Doc) {
        if document.stage == Stage::Withdrawn {
            return;
        }
        let document = self.site.text_of(document);
        let whole = self.sources.slice(document.body);
        let start = document.body.start as usize;
        let at = |n: u32| (n as usize).saturating_sub(start).min(whole.len());
        let cut = |span: Span| TextRange::new(at(span.start), at(span.end));
        let mut cuts: Vec<TextRange> = document.anchors.iter().map(|a| cut(a.span)).collect();
        cuts.push(TextRange::empty(whole.len()));
        let opening = plain(whole.get(..cuts[0].start()).unwrap_or(""));
        if !opening.trim().is_empty() {
            doc.units.push(Unit::new(UnitKind::Block, doc.address.clone(), "", opening));
        }
        for (anchor, pair) in document.anchors.iter().zip(cuts.windows(2)) {
            let href = format!("#{}", anchor.id);
            let from = if anchor.level == 0 { pair[0].start() } else { pair[0].end() };
            let text = plain(TextRange::new(from, pair[1].start()).slice(whole));
            if anchor.level == 0 {
                let text = text.trim_start().strip_prefix(&*anchor.title).map_or(text.as_str(), str::trim_start).to_owned();
                doc.units.push(Unit::new(UnitKind::Paragraph, href, &*anchor.title, text));
            } else {
                doc.units.push(Unit::new(UnitKind::Section, href, "", format!("{}\n{text}", anchor.title)));
            }
        }
        if doc.description.is_empty() {
            doc.description = doc.units.first().map(|u| shorten(&u.text)).unwrap_or_default();
        }
    }

    fn make(&self, key: Key) -> Option<Doc> {
        match key {
            Key::Meeting(ix) => self.record.meetings.get(ix.ix()).map(|m| self.meeting(ix, m)),
            Key::Report(ix) => self.report(ix),
            Key::List(ix) => self.list(ix),
            Key::Dataset(ix) => self.dataset(ix),
            Key::Body(ix) => self.body(ix),
            Key::Organisation(ix) => self.organisation(ix),
            Key::Person(ix) => self.person(ix),
            Key::Page(ix) => self.page(ix),
        }
    }

    fn party_key(&self, n: Option<u32>) -> &str {
        n.and_then(|n| self.facets.parties.get(n as usize)).map_or("", |v| &v.key)
    }

    /// A document as text, with the keys of its facets in the place of their numbers, which move when others come or go.
    fn by_keys(&self, mut doc: Doc) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        if let Some(body) = doc.body.take().and_then(|b| self.facets.bodies.get(b as usize)) {
            out.push_str(&body.key);
        }
        let mut keys = |all: Vec<u32>| {
            let all: Vec<&str> = all.into_iter().map(|n| self.party_key(Some(n))).collect();
            let _ = write!(out, "{all:?}");
        };
        keys(std::mem::take(&mut doc.organisations));
        doc.units.iter_mut().for_each(|u| keys(std::mem::take(&mut u.owners)));
        let _ = write!(out, "{doc:?}");
        out
    }

    /// A document whose title says that it was invented, where it was: a result is read without its page.
    fn marked(&self, key: Key, mut doc: Doc) -> Doc {
        if self.is_illustrative(key) {
            doc.title = format!("{} [{}]", doc.title, self.site.say("illustrative"));
        }
        doc
    }

    fn is_illustrative(&self, key: Key) -> bool {
        self.record.is_illustrative(&match key {
            Key::Meeting(ix) => Target::Meeting(ix),
            Key::Report(ix) => Target::Report(ix),
            Key::List(ix) => Target::List(ix),
            Key::Dataset(ix) => Target::Dataset(ix),
            Key::Body(ix) => Target::Body(ix),
            Key::Organisation(ix) => Target::Organisation(ix),
            Key::Person(ix) => Target::Person(ix),
            Key::Page(ix) => Target::Page(ix, None),
        })
    }

    fn address_of(&self, key: Key) -> String {
        match key {
            Key::Meeting(ix) => self.addresses.meeting(ix),
            Key::Report(ix) => self.addresses.report(ix),
            Key::List(ix) => self.addresses.list(ix),
            Key::Dataset(ix) => self.addresses.dataset(ix),
            Key::Body(ix) => self.addresses.body(ix),
            Key::Organisation(ix) => self.addresses.organisation(ix),
            Key::Person(ix) => self.addresses.person(ix),
            Key::Page(ix) => self.addresses.page(ix),
        }
    }
}

impl Collection for Library<'_> {
    fn count(&self) -> usize {
        self.keys.len()
    }

    fn address(&self, n: usize) -> Cow<'_, str> {
        Cow::Owned(self.keys.get(n).map(|k| self.address_of(*k)).unwrap_or_default())
    }

    fn doc(&self, n: usize) -> Cow<'_, Doc> {
        let doc = self.keys.get(n).and_then(|k| Some(self.marked(*k, self.make(*k)?)));
        Cow::Owned(doc.unwrap_or_else(|| self.bare(DocKind::Page, String::new(), (String::new(), ""))))
    }

    fn basis(&self) -> String {
        format!("{} {:?} {:?} {:?}", env!("CARGO_PKG_VERSION"), self.edition, self.site.lang, self.record.site)
    }

    fn fingerprint(&self, n: usize) -> Option<[u8; 32]> {
        let key = *self.keys.get(n)?;
        let mut hasher = blake3::Hasher::new();
        // The text of an attached file is a matter of its bytes.
        let mut attached = |attachment: &Attachment| {
            let facts = (&attachment.title, self.record.files.get(&attachment.file), &attachment.facts.sha256);
            hasher.update(format!("{facts:?}").as_bytes());
        };
        let Key::Meeting(ix) = key else {
            let mut doc = self.marked(key, self.make(key)?);
            if let Key::Report(ix) = key {
                self.record.reports.get(ix.ix())?.attachments.iter().for_each(&mut attached);
                doc.units.retain(|u| u.kind != UnitKind::Attachment);
            }
            hasher.update(self.by_keys(doc).as_bytes());
            return Some(*hasher.finalize().as_bytes());
        };
        let meeting = self.record.meetings.get(ix.ix())?;
        meeting.papers.iter().for_each(|Paper { attachment, .. }| attached(attachment));
        // The minutes as they are in this edition, and what other files decide of them.
        hasher.update(self.sources.text(meeting.document.file)?.as_bytes());
        if let Some(page) = self.site.translation(&meeting.document) {
            hasher.update(self.sources.text(page.document.file)?.as_bytes());
        }
        hasher.update(self.by_keys(self.meeting_head(ix, meeting)).as_bytes());
        hasher.update(format!("{:?}{}", meeting.document.stage, self.is_illustrative(key)).as_bytes());
        for (ix, action) in self.record.actions_of(ix) {
            let owners: Vec<(&str, &str)> = action.owners.iter().map(|o| (&*o.text, self.party_key(self.party(o)))).collect();
            hasher.update(
                format!(
                    "{}{}{:?}{}{owners:?}",
                    self.addresses.action(ix),
                    action.part,
                    action.status,
                    action.is_overdue(self.site.today)
                )
                .as_bytes(),
            );
        }
        Some(*hasher.finalize().as_bytes())
    }

    fn questions(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for (key, filters) in QUESTIONS {
            let phrases = self.site.say(key);
            let folded = phrases.split(',').map(|phrase| tokens::list(phrase).join(" ")).filter(|p| !p.is_empty());
            all.extend(folded.map(|phrase| (phrase, filters.to_owned())));
        }
        all.sort();
        all.dedup_by(|a, b| a.0 == b.0);
        all
    }

    fn coming(&self) -> usize {
        let is_to_come = |key: &&Key| self.date(**key).is_some_and(|d| d.first() > self.site.today);
        self.keys.iter().take_while(is_to_come).count()
    }

    fn facets(&self) -> &Facets {
        &self.facets
    }

    fn names(&self) -> &Names {
        &self.names
    }
}

/// A name as filters compare it.
fn word(text: &str) -> Box<str> {
    tokens::list(text).join("-").into()
}

/// The first sentence or two, for where no place was found.
fn shorten(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(240) {
        Some((end, _)) => format!("{} …", text[..end].rsplit_once(' ').map_or(&text[..end], |t| t.0)),
        None => text.to_owned(),
    }
}

/// Whether a language is Welsh, by its code.
fn is_welsh(lang: &str) -> bool {
    lang == "cy" || lang.starts_with("cy-")
}

/// Names that mean the same: of each organisation, body and person, every one it ever had, in every language.
fn names(site: &LanguageSite<'_>) -> Names {
    fn group<'r>(name: &'r str, abbreviation: Option<&'r str>, others: &'r [NameByDate]) -> Vec<&'r str> {
        std::iter::once(name).chain(abbreviation).chain(others.iter().map(|n| &*n.name)).collect()
    }
    let record = site.record;
    let organisations = record.organisations.iter().map(|o| {
        let mut names = group(&o.name, o.abbreviation.as_deref(), &o.names);
        names.extend(o.translated.iter().map(|(_, name)| &**name));
        names
    });
    let translated: Vec<[String; 2]> =
        (0..record.bodies.len()).map(BodyIx::at).map(|ix| [site.body_name(ix).0, site.body_abbreviation(ix)]).collect();
    let bodies = record.bodies.iter().zip(&translated).map(|(b, own)| {
        let mut names = group(&b.name, b.abbreviation.as_deref(), &b.names);
        names.extend(own.iter().map(|n| &**n).filter(|n| !n.is_empty()));
        names
    });
    let public = site.edition == Edition::Public;
    let people = record.people.iter().filter(|p| !(public && p.public_name.is_some())).map(|p| group(&p.name, None, &p.names));
    Names::new(organisations.chain(bodies).chain(people))
}
