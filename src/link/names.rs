//! Who is meant: the names that minutes use, matched against the directory, by date where a name had several owners.
//!
//! An organisation or person that no directory lists is still one: it is added from the attendance, so
//! that bare minutes have their pages too. A name is never matched by likeness; likeness is only advice.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diag::{Code, Diagnostic, nearest};
use crate::minutes::{plain_name, untitled};
use crate::record::{
    Attendee, BodyIx, Date, Day, Meeting, NameByDate, Organisation, OrganisationIx, Party, Person, PersonIx, Record, Span,
    Standing, Written, has_shown_redaction, publishable, slug, without_post_nominals,
};

/// For each name (by [`slug`]): who had it, and when.
#[derive(Debug, Clone)]
struct Index<Ix> {
    by_name: BTreeMap<String, Vec<Holder<Ix>>>,
    by_id: BTreeMap<Box<str>, Ix>,
}

#[derive(Debug, Clone)]
struct Holder<Ix> {
    ix: Ix,
    from: Option<Date>,
    to: Option<Date>,
}

impl<Ix: Copy + PartialEq> Index<Ix> {
    fn new() -> Self {
        Index { by_name: BTreeMap::new(), by_id: BTreeMap::new() }
    }

    fn add(&mut self, name: &str, ix: Ix, from: Option<Date>, to: Option<Date>) {
        if !name.is_empty() {
            self.by_name.entry(slug(name)).or_default().push(Holder { ix, from, to });
        }
    }

    /// The one that had the name on a day; the first that ever had it where none had it then.
    fn find(&self, key: &str, on: Option<Day>) -> Option<Ix> {
        let holders = self.by_name.get(key)?;
        let right = |h: &&Holder<Ix>| {
            on.is_none_or(|day| h.from.is_none_or(|f| f.first() <= day) && h.to.is_none_or(|t| day <= t.last()))
        };
        holders.iter().find(right).or_else(|| holders.first()).map(|h| h.ix)
    }
}

/// All names of the record.
#[derive(Debug, Clone)]
pub(super) struct Names {
    organisations: Index<OrganisationIx>,
    people: Index<PersonIx>,
    bodies: BTreeMap<String, BodyIx>,
}

impl Names {
    /// The organisation of that name on that day.
    pub(super) fn organisation(&self, name: &str, on: Option<Day>) -> Option<OrganisationIx> {
        self.organisations.by_id.get(name).copied().or_else(|| self.organisations.find(&slug(name), on))
    }

    /// The person of that name.
    pub(super) fn person(&self, name: &str) -> Option<PersonIx> {
        let (whole, _) = without_post_nominals(name);
        let untitled =
            || Some(untitled(whole)).filter(|plain| *plain != whole).and_then(|plain| self.people.find(&slug(plain), None));
        self.people.by_id.get(name).copied().or_else(|| self.people.find(&slug(whole), None)).or_else(untitled)
    }

    /// Whoever an owner's name means: an organisation, a person, a body, or someone at the meeting by first name, initials or handle.
    pub(super) fn party(&self, name: &str, meeting: Option<&Meeting>) -> Option<Party> {
        let key = slug(name);
        self.organisations
            .find(&key, meeting.map(|m| m.date))
            .map(Party::Organisation)
            .or_else(|| self.person(name).map(Party::Person))
            .or_else(|| self.bodies.get(&key).copied().map(Party::Body))
            .or_else(|| meeting.and_then(|m| at_the_meeting(name, m)).map(Party::Person))
    }

    /// Whoever moved, seconded or voted under a name: somebody at the meeting, or somebody of the directory whose whole name it is.
    pub(super) fn voter(&self, name: &str, meeting: &Meeting) -> Option<PersonIx> {
        let plain = plain_name(name);
        if has_shown_redaction(&plain) || plain.contains('/') {
            return None;
        }
        let whole = plain.contains(' ').then(|| self.person(&plain)).flatten();
        let rows = || meeting.attendance.iter().flatten();
        let is_there =
            |person: PersonIx| rows().any(|row| row.name.target == Some(person) && row.standing <= Standing::InAttendance);
        whole.or_else(|| at_the_meeting(&plain, meeting)).or_else(|| initialled(&plain, meeting)).filter(|person| {
            // A part of a name is that of somebody who came.
            whole == Some(*person) || is_there(*person)
        })
    }
}

/// The one attendee who has the surname and the initials of a name: `A. Lee`.
fn initialled(name: &str, meeting: &Meeting) -> Option<PersonIx> {
    let (before, last) = name.rsplit_once(' ')?;
    let initials: Vec<char> = before.split([' ', '.']).filter(|w| !w.is_empty()).map(only_letter).collect::<Option<_>>()?;
    let rows = meeting.attendance.iter().flatten();
    let meant = rows.filter(|row| {
        let (name, _) = without_post_nominals(&row.name.text);
        let mut words = name.split_whitespace();
        let surname = words.next_back().is_some_and(|word| word.to_lowercase() == last.to_lowercase());
        surname && words.next().and_then(|word| word.chars().next()) == initials.first().copied()
    });
    only(meant.filter_map(|row| row.name.target))
}

/// The letter that is all of a word.
fn only_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// The one attendee whom a handle, initials, a first or a last name can mean; nobody where two could be meant.
fn at_the_meeting(name: &str, meeting: &Meeting) -> Option<PersonIx> {
    let wanted = name.trim_start_matches('@');
    let same = |a: &str| a.to_lowercase() == wanted.to_lowercase();
    let rows = meeting.attendance.as_deref().unwrap_or(&[]);
    let marked = rows.iter().filter(|a| a.initials.as_deref() == Some(wanted) || a.handle.as_deref().is_some_and(same));
    let named = rows.iter().filter(|a| {
        let mut words = bare_name(&a.name.text).split_whitespace();
        words.next().is_some_and(same) || words.next_back().is_some_and(same)
    });
    only(marked.filter_map(|a| a.name.target)).or_else(|| only(named.filter_map(|a| a.name.target)))
}

/// The only value of an iterator, however often it comes.
fn only(mut people: impl Iterator<Item = PersonIx>) -> Option<PersonIx> {
    let first = people.next()?;
    people.all(|p| p == first).then_some(first)
}

/// Completes the directory from the attendance, then says of every name in the record who is meant.
pub(super) fn link(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) -> Names {
    complete_directory(record, diagnostics);
    let names = index(record);
    attendance(record, &names);
    offices(record, &names, diagnostics);
    names
}

/// Adds the organisations and people that only the minutes and the bodies' pages name.
fn complete_directory(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    twice(record.organisations.iter().map(|o| (&o.id, o.listed)), "organisation", diagnostics);
    twice(record.people.iter().map(|p| (&p.id, p.listed)), "person", diagnostics);
    let known = index(record);
    let (mut organisations, mut people) = (BTreeMap::new(), BTreeMap::new());
    let (mut seen_organisations, mut seen_people) = (FxHashSet::default(), FxHashSet::default());
    let mut organisation = |written: &Written<OrganisationIx>, invented: bool| {
        if !seen_organisations.contains(&written.text)
            && seen_organisations.insert(written.text.clone())
            && !is_id(&written.text)
            && !has_shown_redaction(&written.text)
            && known.organisation(&written.text, None).is_none()
        {
            organisations.entry(id_of(&written.text)).or_insert_with(|| unlisted_organisation(&written.text, invented));
        }
    };
    let mut person = |written: &Written<PersonIx>, invented: bool| {
        if !seen_people.contains(&written.text)
            && seen_people.insert(written.text.clone())
            && !is_id(&written.text)
            && !has_shown_redaction(&written.text)
            && known.person(&written.text).is_none()
        {
            people.entry(id_of(bare_name(&written.text))).or_insert_with(|| unlisted_person(&written.text, invented));
        }
    };
    for meeting in &record.meetings {
        let invented = meeting.document.illustrative || record.bodies[meeting.body.ix()].illustrative;
        for row in meeting.attendance.iter().flatten() {
            row.organisation.iter().for_each(|o| organisation(o, invented));
            if !row.unnamed && !row.name.text.is_empty() {
                person(&row.name, invented);
            }
            row.deputy_for.iter().for_each(|p| person(p, invented));
        }
    }
    for body in &record.bodies {
        body.secretariat.iter().for_each(|o| organisation(o, body.illustrative));
        body.chair.iter().for_each(|p| person(p, body.illustrative));
        body.members.iter().filter_map(|m| m.organisation.as_ref()).for_each(|o| organisation(o, body.illustrative));
    }
    record.organisations.extend(organisations.into_values());
    record.organisations.sort_by(|a, b| a.id.cmp(&b.id));
    record.organisations.dedup_by(|b, a| a.id == b.id);
    record.people.extend(people.into_values());
    record.people.sort_by(|a, b| a.id.cmp(&b.id));
    record.people.dedup_by(|b, a| a.id == b.id);
}

/// A name without titles before it and letters after it: with them and without them somebody is one person.
fn bare_name(written: &str) -> &str {
    untitled(without_post_nominals(written).0)
}

/// The id that a name makes: one that can be the name of a page.
fn id_of(name: &str) -> String {
    publishable(&slug(name))
}

/// Whether a text has the form of an id rather than of a name: lower case without spaces.
fn is_id(text: &str) -> bool {
    text.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '-')
}

fn unlisted_organisation(name: &str, illustrative: bool) -> Organisation {
    Organisation {
        id: id_of(name).into(),
        name: name.into(),
        abbreviation: None,
        names: Vec::new(),
        translated: Vec::new(),
        succeeded_by: None,
        part_of: None,
        url: None,
        note: None,
        listed: None,
        illustrative,
    }
}

fn unlisted_person(written: &str, illustrative: bool) -> Person {
    let (_, post_nominals) = without_post_nominals(written);
    let name = bare_name(written);
    Person {
        id: id_of(name).into(),
        name: name.into(),
        post_nominals: post_nominals.map(Into::into),
        public_name: None,
        names: Vec::new(),
        translated: Vec::new(),
        roles: Vec::new(),
        note: None,
        listed: None,
        illustrative,
    }
}

fn twice<'a>(ids: impl Iterator<Item = (&'a Box<str>, Option<Span>)>, kind: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&Box<str>, Span> = BTreeMap::new();
    for (id, span) in ids {
        let Some(span) = span else { continue };
        if let Some(before) = first.insert(id, span) {
            diagnostics.push(super::same_id::same_id(kind, id, span.max(before), span.min(before)));
        }
    }
}

/// Every name of the directory.
fn index(record: &Record) -> Names {
    let mut organisations = Index::new();
    let mut people = Index::new();
    for (i, o) in record.organisations.iter().enumerate() {
        let ix = OrganisationIx::at(i);
        organisations.by_id.entry(o.id.clone()).or_insert(ix);
        // The name of today is dated only from the end of the last earlier name: undated names always match.
        organisations.add(&o.name, ix, None, None);
        o.abbreviation.iter().for_each(|a| organisations.add(a, ix, None, None));
        o.translated.iter().for_each(|(_, name)| organisations.add(name, ix, None, None));
        dated(&o.names, |n| organisations.add(&n.name, ix, n.from, n.to));
    }
    for (i, p) in record.people.iter().enumerate() {
        let ix = PersonIx::at(i);
        people.by_id.entry(p.id.clone()).or_insert(ix);
        people.add(&p.name, ix, None, None);
        let plain = bare_name(&p.name);
        if *plain != *p.name {
            people.add(plain, ix, None, None);
        }
        p.translated.iter().for_each(|(_, name)| people.add(name, ix, None, None));
        dated(&p.names, |n| people.add(without_post_nominals(&n.name).0, ix, n.from, n.to));
    }
    let mut bodies = BTreeMap::new();
    for (i, b) in record.bodies.iter().enumerate() {
        for name in [Some(&b.id), Some(&b.name), b.abbreviation.as_ref()].into_iter().flatten() {
            bodies.entry(slug(name)).or_insert(BodyIx::at(i));
        }
    }
    Names { organisations, people, bodies }
}

fn dated(names: &[NameByDate], mut add: impl FnMut(&NameByDate)) {
    names.iter().for_each(&mut add);
}

/// Who each row of attendance is, and for whom they stood in.
fn attendance(record: &mut Record, names: &Names) {
    let mut attendees = Attendees::of(names);
    for meeting in &mut record.meetings {
        let day = meeting.date;
        if !meeting.attendance.iter().flatten().all(|row| attendees.is_told(row, day)) {
            Arc::make_mut(meeting).attendance.iter_mut().flatten().for_each(|row| attendees.tell(row, day));
        }
    }
    // A translation names the same people; whoever is in no directory and at no meeting of the record stays words.
    for meeting in record.pages.iter_mut().filter_map(|p| p.translation.as_mut()?.minutes.as_mut()) {
        let day = meeting.date;
        meeting.attendance.iter_mut().flatten().for_each(|row| attendees.tell(row, day));
    }
}

/// Who is meant in rows of attendance. Names repeat from meeting to meeting: each is looked up once.
struct Attendees<'n> {
    names: &'n Names,
    /// No name of an organisation had two owners.
    is_undated: bool,
    people: FxHashMap<Box<str>, Option<PersonIx>>,
    organisations: FxHashMap<Box<str>, Option<OrganisationIx>>,
}

impl<'n> Attendees<'n> {
    fn of(names: &'n Names) -> Attendees<'n> {
        let is_undated = names.organisations.by_name.values().all(|holders| holders.len() == 1);
        Attendees { names, is_undated, people: FxHashMap::default(), organisations: FxHashMap::default() }
    }

    fn person(&mut self, name: &str) -> Option<PersonIx> {
        let names = self.names;
        memo(&mut self.people, name, |name| names.person(name))
    }

    fn organisation(&mut self, name: &str, day: Day) -> Option<OrganisationIx> {
        let names = self.names;
        let find = |name: &str| names.organisation(name, Some(day));
        if self.is_undated { memo(&mut self.organisations, name, find) } else { find(name) }
    }

    /// Whether a row says already who is meant.
    fn is_told(&mut self, row: &Attendee, day: Day) -> bool {
        row.organisation.as_ref().is_none_or(|o| o.target == self.organisation(&o.text, day))
            && (row.unnamed || row.name.target == self.person(&row.name.text))
            && row.deputy_for.iter().all(|principal| principal.target == self.person(&principal.text))
    }

    fn tell(&mut self, row: &mut Attendee, day: Day) {
        if let Some(written) = &mut row.organisation {
            written.target = self.organisation(&written.text, day);
        }
        if !row.unnamed {
            row.name.target = self.person(&row.name.text);
        }
        for principal in &mut row.deputy_for {
            principal.target = self.person(&principal.text);
        }
    }
}

fn memo<Ix: Copy>(known: &mut FxHashMap<Box<str>, Option<Ix>>, name: &str, find: impl Fn(&str) -> Option<Ix>) -> Option<Ix> {
    if let Some(hit) = known.get(name) {
        return *hit;
    }
    let found = find(name);
    known.insert(name.into(), found);
    found
}

/// Chairs, secretariats, members, roles and successors: a name with the form of an id must be one.
fn offices(record: &mut Record, names: &Names, diagnostics: &mut Vec<Diagnostic>) {
    let mut unknown = Unknown { names, diagnostics };
    for body in &mut record.bodies {
        if let Some(chair) = &mut body.chair {
            unknown.person(chair);
        }
        if let Some(secretariat) = &mut body.secretariat {
            unknown.organisation(secretariat);
        }
        for member in &mut body.members {
            unknown.party(&mut member.who);
            if let Some(organisation) = &mut member.organisation {
                unknown.organisation(organisation);
            }
        }
    }
    for organisation in &mut record.organisations {
        organisation.succeeded_by.iter_mut().chain(&mut organisation.part_of).for_each(|o| unknown.organisation(o));
    }
    for person in &mut record.people {
        person.roles.iter_mut().filter_map(|r| r.organisation.as_mut()).for_each(|o| unknown.organisation(o));
    }
}

struct Unknown<'a> {
    names: &'a Names,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Unknown<'_> {
    fn organisation(&mut self, written: &mut Written<OrganisationIx>) {
        written.target = self.names.organisation(&written.text, None);
        if written.target.is_none() && is_id(&written.text) {
            let near = nearest(&written.text, self.names.organisations.by_id.keys().map(|k| &**k));
            self.say("organisation", "content/organisations.toml", &written.text, written.span, near.map(str::to_owned));
        }
    }

    fn person(&mut self, written: &mut Written<PersonIx>) {
        written.target = self.names.person(&written.text);
        if written.target.is_none() && is_id(&written.text) {
            let near = nearest(&written.text, self.names.people.by_id.keys().map(|k| &**k));
            self.say("person", "content/people.toml", &written.text, written.span, near.map(str::to_owned));
        }
    }

    fn party(&mut self, written: &mut Written<Party>) {
        let person = self.names.person(&written.text).map(Party::Person);
        written.target = person.or_else(|| self.names.party(&written.text, None));
        if written.target.is_none() && is_id(&written.text) {
            let ids = self.names.people.by_id.keys().chain(self.names.organisations.by_id.keys());
            let near = nearest(&written.text, ids.map(|k| &**k));
            self.say("person or organisation", "the directory", &written.text, written.span, near.map(str::to_owned));
        }
    }

    fn say(&mut self, kind: &str, list: &str, name: &str, span: Span, near: Option<String>) {
        let remedy =
            near.map_or_else(|| format!("list it in {list}, or write the name in full"), |n| format!("did you mean `{n}`?"));
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownReference, span, format!("there is no {kind} `{name}`"))
                .expected(format!("an id from {list}"))
                .remedy(remedy),
        );
    }
}
