//! What bodies, meetings, people and organisations are called in a language of the site, and links to them.
//!
//! Names are plain text in the words of the record, or of a translation of it.

use super::index::person_name;
use super::language::LanguageSite;
use super::link::Link;
use crate::record::{BodyIx, Document, Meeting, MeetingIx, OrganisationIx, Party, PersonIx, Target, Written};

impl LanguageSite<'_> {
    /// The home page, by the name of the site.
    pub fn site_link(&self) -> Link {
        let (text, lang) = self.site_title();
        Link { text, href: self.addresses.folder(""), lang: lang.to_owned() }
    }

    /// The title of a document as this language shows it and, where that is not in the page's language, its language.
    pub fn title(&self, document: &Document) -> (String, String) {
        let shown = self.text_of(document);
        if shown.title.is_empty() && !document.title.is_empty() {
            return (document.title.to_string(), self.own_text_language(document).to_owned());
        }
        (shown.title.to_string(), self.foreign_text(document).to_owned())
    }

    /// The description of a document as this language shows it, or empty, and its language where that is not the page's.
    pub fn description(&self, document: &Document) -> (String, String) {
        let shown = self.text_of(document);
        match (&shown.description, &document.description) {
            (Some(words), _) => (words.to_string(), self.foreign_text(document).to_owned()),
            (None, Some(words)) => (words.to_string(), self.own_text_language(document).to_owned()),
            (None, None) => (String::new(), String::new()),
        }
    }

    /// A document by its title.
    pub fn titled(&self, document: &Document, href: String) -> Link {
        let (text, lang) = self.title(document);
        Link { text, href, lang }
    }

    /// The bodies above a body, from the top, and the body itself: for a breadcrumb.
    pub fn way_to(&self, body: BodyIx) -> Vec<Link> {
        let mut way = vec![self.body_link(body)];
        let mut at = self.record.bodies[body.ix()].parent;
        // A ring of parents is refused by `link`; the count ends one that was not.
        while let Some(above) = at.filter(|_| way.len() < 32) {
            way.push(self.body_link(above));
            at = self.record.bodies[above.ix()].parent;
        }
        way.reverse();
        way
    }

    /// A body, by its full name.
    pub fn body_link(&self, body: BodyIx) -> Link {
        let (text, lang) = self.body_name(body);
        Link { text, href: self.addresses.body(body), lang: lang.to_owned() }
    }

    /// A body, by its abbreviation where it has one.
    pub fn body_short(&self, body: BodyIx) -> Link {
        let lang = if self.has_translated_name(body) { "" } else { self.body_language(body) };
        Link::new(self.body_name_short(body), self.addresses.body(body)).in_language(lang)
    }

    /// The name of a body in this language and, where that is not in the page's language, its language.
    pub fn body_name(&self, at: BodyIx) -> (String, &str) {
        let body = &self.record.bodies[at.ix()];
        match self.translated_body_name(body) {
            Some(name) => (name.to_owned(), ""),
            None => (body.name.to_string(), self.body_language(at)),
        }
    }

    /// The language of a body's own page, which its name is in, where that is not the page's, else empty.
    fn body_language(&self, body: BodyIx) -> &str {
        let document = self.record.bodies[body.ix()].document.as_ref();
        document.map_or(self.foreign(), |d| self.own_text_language(d))
    }

    /// `name` of the translation of a body's page, else its title.
    fn translated_body_name(&self, body: &crate::record::Body) -> Option<&str> {
        let page = self.translation(body.document.as_ref()?)?;
        let name = page.translation.as_ref()?.words.get("name").map(|w| &**w);
        name.or(Some(&*page.document.title)).filter(|n| !n.is_empty())
    }

    /// The abbreviation of a body in this language, or empty.
    pub fn body_abbreviation(&self, body: BodyIx) -> String {
        let body = &self.record.bodies[body.ix()];
        let short = self.translated_word(body.document.as_ref(), "abbreviation");
        short.or(body.abbreviation.as_deref()).unwrap_or("").to_owned()
    }

    fn has_translated_name(&self, body: BodyIx) -> bool {
        self.translated_body_name(&self.record.bodies[body.ix()]).is_some()
    }

    /// The abbreviation of a body, else its name.
    pub fn body_name_short(&self, body: BodyIx) -> String {
        let (name, _) = self.body_name(body);
        let body = &self.record.bodies[body.ix()];
        let short = self.translated_word(body.document.as_ref(), "abbreviation");
        short.or(body.abbreviation.as_deref()).map_or(name, str::to_owned)
    }

    /// The title of a meeting: its own, else made of its body and its day.
    pub fn meeting_title(&self, meeting: MeetingIx) -> String {
        let meeting = &self.record.meetings[meeting.ix()];
        if !meeting.document.title.is_empty() {
            return self.title(&meeting.document).0;
        }
        let body = self.body_name_on(meeting);
        let key = match (meeting.cancelled, meeting.is_to_come) {
            (true, _) => "meeting_title_cancelled",
            (false, true) => "meeting_title_agenda",
            (false, false) => "meeting_title",
        };
        self.say_with(key, &[("body", &body), ("date", &self.meeting_day(meeting))])
    }

    /// The name that a body had on the day of a meeting: old minutes keep it.
    pub fn body_name_on(&self, meeting: &Meeting) -> String {
        let earlier = self.record.bodies[meeting.body.ix()].earlier_name(meeting.date);
        earlier.map_or_else(|| self.body_name(meeting.body).0, str::to_owned)
    }

    /// The day of a meeting; with the hour it began, or the words of its file, where the body met more than once that day.
    pub fn meeting_day(&self, meeting: &Meeting) -> String {
        let day = self.day(meeting.date);
        match self.record.apart_by(meeting) {
            Some(apart) => format!("{day}, {apart}"),
            None => day,
        }
    }

    /// A meeting, as `IDMG, 17 April 2012`.
    pub fn meeting_link(&self, meeting: MeetingIx) -> Link {
        Link::new(self.meeting_name(meeting), self.addresses.meeting(meeting))
    }

    /// `IDMG, 17 April 2012`.
    pub fn meeting_name(&self, meeting: MeetingIx) -> String {
        let m = &self.record.meetings[meeting.ix()];
        let earlier = self.record.bodies[m.body.ix()].earlier_name(m.date);
        let name = earlier.map_or_else(|| self.body_name_short(m.body), str::to_owned);
        format!("{name}, {}", self.meeting_day(m))
    }

    /// An action, as `Action 4.2, IDMG, 17 April 2012`.
    pub fn action_name(&self, at: crate::record::ActionIx) -> String {
        let action = &self.record.actions[at.ix()];
        let label = &self.record.raised(action).local;
        self.say_with("action_named", &[("label", label), ("meeting", &self.meeting_name(action.meeting))])
    }

    /// A place of a meeting, as `IDMG, 17 April 2012, paragraph 4.2`.
    pub fn place_link(&self, meeting: MeetingIx, anchor: &str) -> Link {
        let name = self.meeting_name(meeting);
        // A block without a number counts from the number before it: `4.2-p1` stands at paragraph 4.2.
        let number = match anchor.rsplit_once('-') {
            Some((number, count)) if count.starts_with(|c: char| c.is_ascii_alphabetic()) => number,
            _ => anchor,
        };
        let text = if !number.starts_with(|c: char| c.is_ascii_digit()) {
            name
        } else {
            let key = if number.contains(['.', '-']) { "place_paragraph" } else { "place_item" };
            let text = self.say_with(key, &[("meeting", &name), ("number", number)]);
            let is_withdrawn = self.record.meetings[meeting.ix()].document.tombstone(anchor).is_some();
            if is_withdrawn { self.say_with("place_withdrawn", &[("place", &text)]) } else { text }
        };
        let href =
            if anchor.is_empty() { self.addresses.meeting(meeting) } else { self.addresses.meeting_place(meeting, anchor) };
        Link::new(text, href)
    }

    /// What a person is called, with post-nominals; the public name where this edition withholds theirs.
    pub fn person_name(&self, person: PersonIx) -> String {
        let hidden = self.index.is_hidden(self.record, person);
        let name = person_name(self.record, person, hidden);
        let translated = self.in_this_language(&self.record.people[person.ix()].translated).filter(|_| !hidden);
        let name = translated.map_or(name, str::to_owned);
        match &self.record.people[person.ix()].post_nominals {
            Some(letters) if !hidden => format!("{name} {letters}"),
            _ => name,
        }
    }

    /// Where a person's page is; nothing where this edition withholds their name.
    pub fn person_href(&self, person: PersonIx) -> Option<String> {
        (!self.index.is_hidden(self.record, person)).then(|| self.addresses.person(person))
    }

    /// A person as minutes write them, with a link where they have a page.
    pub fn written_person(&self, written: &Written<PersonIx>) -> Link {
        match written.target {
            Some(ix) if self.index.is_hidden(self.record, ix) => Link::new(self.person_name(ix), String::new()),
            Some(ix) => Link::new(written.text.to_string(), self.addresses.person(ix)),
            None => self.own_words(written.text.to_string(), String::new()),
        }
    }

    /// An organisation in the very words of the minutes, with a link where it has a page; it is in the language of the minutes.
    pub fn organisation_as_written(&self, written: &Written<OrganisationIx>) -> Link {
        Link::new(written.text.to_string(), written.target.map(|ix| self.addresses.organisation(ix)).unwrap_or_default())
    }

    /// An organisation as minutes write it, with a link where it has a page; by its name in the page's language where it has one.
    pub fn written_organisation(&self, written: &Written<OrganisationIx>) -> Link {
        let href = written.target.map(|ix| self.addresses.organisation(ix)).unwrap_or_default();
        let (words, lang) = self.organisation_words(written);
        Link::new(words, href).in_language(lang)
    }

    /// The words of [`LanguageSite::written_organisation`], and their language where it is not the page's.
    pub(crate) fn organisation_words<'w>(&'w self, written: &'w Written<OrganisationIx>) -> (&'w str, &'w str) {
        self.written_name(&written.text, written.target).map_or_else(|| (&*written.text, self.foreign()), |name| (name, ""))
    }

    /// The name in this language of an organisation that is written with its name of today, where it has one. Old minutes
    /// keep the names of their day, in whatever language.
    fn written_name(&self, written: &str, at: Option<OrganisationIx>) -> Option<&str> {
        let organisation = self.record.organisations.get(at?.ix())?;
        self.in_this_language(&organisation.translated).filter(|_| *organisation.name == *written)
    }

    /// Somebody as written, with a link to their page.
    pub fn written_party(&self, written: &Written<Party>) -> Link {
        let text = written.text.to_string();
        match written.target {
            Some(Party::Organisation(ix)) => {
                let href = self.addresses.organisation(ix);
                match self.written_name(&text, Some(ix)) {
                    Some(name) => Link::new(name, href),
                    None => self.own_words(text, href),
                }
            }
            Some(Party::Body(ix)) => self.own_words(text, self.addresses.body(ix)),
            Some(Party::Person(ix)) => match self.person_href(ix) {
                Some(href) => Link::new(text, href),
                None => Link::new(self.person_name(ix), String::new()),
            },
            None => self.own_words(text, String::new()),
        }
    }

    /// An owner as written, with a link to the actions it owns.
    pub fn owner_link(&self, written: &Written<Party>) -> Link {
        let href = self.index.owner(self.record, written).map(|o| self.addresses.actions_of_owner(&o.slug));
        Link { href: href.unwrap_or_default(), ..self.written_party(written) }
    }

    /// Anything that can be referred to, as a reader would call it.
    pub fn target_link(&self, target: &Target) -> Link {
        let record = self.record;
        let href = self.addresses.target(target);
        let text = match target {
            Target::Body(ix) => return self.body_link(*ix),
            Target::Meeting(ix) => return self.meeting_link(*ix),
            Target::Place(ix, anchor) => return self.place_link(*ix, anchor),
            Target::Action(ix) => return Link::new(self.action_name(*ix), href),
            Target::Decision(ix) => {
                let decision = &record.decisions[ix.ix()];
                return self.place_link(decision.meeting, &record.taken(decision).anchor);
            }
            Target::List(ix) => return self.titled(&record.lists[ix.ix()].document, href),
            Target::Revision(ix, n) => {
                let list = &record.lists[ix.ix()];
                let day = list.revisions.get(*n as usize).map(|r| self.day(r.date)).unwrap_or_default();
                let (title, lang) = self.title(&list.document);
                return Link { text: format!("{title}, {day}"), href, lang };
            }
            Target::Entry(ix, key) => {
                let list = &record.lists[ix.ix()];
                let entry = list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| e.key == *key);
                format!("{}: {}", list.document.title, entry.map_or(&**key, |e| &e.name))
            }
            Target::Dataset(ix) => return self.titled(&record.datasets[ix.ix()].document, href),
            Target::Report(ix) => return self.titled(&record.reports[ix.ix()].document, href),
            Target::ReportPlace(ix, anchor) => {
                let document = &record.reports[ix.ix()].document;
                let place = document.anchors.iter().find(|a| a.id == *anchor).map_or(&**anchor, |a| &a.title);
                format!("{}, {place}", document.title)
            }
            Target::Organisation(ix) => {
                let (text, lang) = self.organisation_name(*ix);
                return Link { text, href, lang: lang.to_owned() };
            }
            Target::Person(ix) if self.index.is_hidden(record, *ix) => {
                return Link::new(self.person_name(*ix), String::new());
            }
            Target::Person(ix) => return Link::new(self.person_name(*ix), href),
            Target::Page(ix, _) => return self.titled(&record.pages[ix.ix()].document, href),
            Target::Attachment(file) => record.files.get(file).map(|p| p.to_string()).unwrap_or_default(),
        };
        self.own_words(text, href)
    }
}
