//! What many views ask of the record, worked out once for a build: meetings by date, actions by
//! owner, attendance by organisation and by person.
//!
//! Built in one pass over the record, so that no page walks all meetings. Holds places, not texts.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::record::{
    Action, ActionIx, BodyIx, Date, Day, DecisionIx, Edition, MeetingIx, MotionIx, OrganisationIx, PageIx, Party, PersonIx,
    Record, Status, Target, VoteChoice, Written, publishable, slug,
};
use crate::source::Sources;
use crate::text::plain;

/// One row of attendance: the meeting and the place in its attendance.
pub type AttendanceAt = (MeetingIx, u32);

/// Somebody who owns actions.
#[derive(Debug, Clone)]
pub struct Owner {
    /// What its page is called: `actions/owner/ukhtc`.
    pub slug: String,
    /// Its name as people read it; for one that is not known by name, as first written.
    pub name: String,
    /// Who it is, where that is known.
    pub party: Option<Party>,
    /// Its actions, by the day they were raised.
    pub actions: Vec<ActionIx>,
}

/// The part that somebody played in a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotionPartPlayed {
    /// Moved it.
    Moved,
    /// Seconded it.
    Seconded,
    /// Voted on it by name.
    Voted(VoteChoice),
}

impl MotionPartPlayed {
    /// As in views and, after `part_`, in the messages: `moved`.
    pub fn key(self) -> &'static str {
        match self {
            MotionPartPlayed::Moved => "moved",
            MotionPartPlayed::Seconded => "seconded",
            MotionPartPlayed::Voted(choice) => choice.key(),
        }
    }
}

/// What many views ask of the record.
#[derive(Debug, Default)]
pub struct Index {
    /// Meetings by day, oldest first.
    pub meetings: Vec<MeetingIx>,
    /// Actions by the day they were raised, oldest first.
    pub actions: Vec<ActionIx>,
    /// Decisions by day, oldest first.
    pub decisions: Vec<DecisionIx>,
    /// Actions by status (in the order of [`Status::ALL`]), by the day they were raised.
    pub by_status: [Vec<ActionIx>; 5],
    /// Open actions: those with a date first, by when they are due; then by the day they were raised.
    pub open: Vec<ActionIx>,
    /// Owners, by slug.
    pub owners: Vec<Owner>,
    /// The bodies below each body.
    pub children: Vec<Vec<BodyIx>>,
    /// The actions of each body, by the day they were raised.
    pub body_actions: Vec<Vec<ActionIx>>,
    /// Rows of attendance of each organisation, by day.
    pub organisation_rows: Vec<Vec<AttendanceAt>>,
    /// Rows of attendance of each person, by day.
    pub person_rows: Vec<Vec<AttendanceAt>>,
    /// Rows in which somebody stood in for each person, by day.
    pub deputy_rows: Vec<Vec<AttendanceAt>>,
    /// The motions in which each person took part, by day.
    pub person_motions: Vec<Vec<(MotionIx, MotionPartPlayed)>>,
    /// The plain pages directly below each page's folder, by path.
    pub below: BTreeMap<String, Vec<PageIx>>,
    /// What each meeting agreed, made when it is first asked for: the meeting, the paragraph, the text; sorted.
    pub(crate) agreed: OnceLock<Vec<(MeetingIx, Box<str>, Target)>>,
    /// What happened to every text, made when it is first asked for.
    pub(crate) news: OnceLock<Vec<super::news::News>>,
    by_party: FxHashMap<Party, usize>,
    by_text: HashMap<String, usize>,
    texts: Vec<OnceLock<Box<str>>>,
    public: bool,
}

impl Index {
    /// For a record, and for whom it is.
    pub fn new(record: &Record, edition: Edition) -> Index {
        let mut index = Index {
            public: edition == Edition::Public,
            children: vec![Vec::new(); record.bodies.len()],
            body_actions: vec![Vec::new(); record.bodies.len()],
            organisation_rows: vec![Vec::new(); record.organisations.len()],
            person_rows: vec![Vec::new(); record.people.len()],
            deputy_rows: vec![Vec::new(); record.people.len()],
            person_motions: vec![Vec::new(); record.people.len()],
            texts: std::iter::repeat_with(OnceLock::new).take(record.actions.len()).collect(),
            ..Index::default()
        };
        for (n, body) in record.bodies.iter().enumerate() {
            if let Some(above) = body.parent.and_then(|p| index.children.get_mut(p.ix())) {
                above.push(BodyIx::at(n));
            }
        }
        index.meetings(record);
        index.actions(record);
        index.attendance(record);
        index.motions(record);
        for (n, page) in record.pages.iter().enumerate() {
            // A translation stands where its original does; one without an original has a place of its own.
            let path = page.translation.as_ref().map_or(&page.path, |t| &t.path);
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            if !path.is_empty() && !page.is_translation() {
                index.below.entry(above.to_owned()).or_default().push(PageIx::at(n));
            }
        }
        index
    }

    fn meetings(&mut self, record: &Record) {
        self.meetings = (0..record.meetings.len()).map(MeetingIx::at).collect();
        self.meetings.sort_by_key(|m| (record.meetings[m.ix()].date, *m));
        self.decisions = (0..record.decisions.len()).map(DecisionIx::at).collect();
        self.decisions.sort_by_key(|d| (record.meetings[record.decisions[d.ix()].meeting.ix()].date, *d));
    }

    /// Who moved, seconded and voted by name.
    fn motions(&mut self, record: &Record) {
        let mut all: Vec<MotionIx> = (0..record.motions.len()).map(MotionIx::at).collect();
        all.sort_by_key(|at| (record.meetings[record.motions[at.ix()].meeting.ix()].date, *at));
        for at in all {
            let motion = record.moved(&record.motions[at.ix()]);
            let movers = motion.movers.iter().map(|person| (person.target, MotionPartPlayed::Moved));
            let seconders = motion.seconders.iter().map(|person| (person.target, MotionPartPlayed::Seconded));
            let votes = motion.vote.iter().flat_map(|vote| &vote.ballots);
            let voters = votes.map(|ballot| (ballot.voter.target, MotionPartPlayed::Voted(ballot.choice)));
            for (person, part) in movers.chain(seconders).chain(voters) {
                if let Some(rows) = person.and_then(|person| self.person_motions.get_mut(person.ix())) {
                    rows.push((at, part));
                }
            }
        }
    }

    /// The motions in which somebody took part, by day.
    pub fn motions_of_person(&self, person: PersonIx) -> &[(MotionIx, MotionPartPlayed)] {
        self.person_motions.get(person.ix()).map_or(&[], Vec::as_slice)
    }

    fn actions(&mut self, record: &Record) {
        self.actions = (0..record.actions.len()).map(ActionIx::at).collect();
        self.actions.sort_by_key(|a| (raised_on(record, *a), *a));
        for at in &self.actions {
            let action = &record.actions[at.ix()];
            if let Some(all) = self.body_actions.get_mut(action.body.ix()) {
                all.push(*at);
            }
            if let Some(all) = Status::ALL.iter().position(|s| *s == action.status).and_then(|n| self.by_status.get_mut(n)) {
                all.push(*at);
            }
            if action.status.is_open() {
                self.open.push(*at);
            }
        }
        let due = |a: &Action| a.due.as_ref().and_then(|d| d.date).map(Date::last);
        self.open.sort_by_key(|a| {
            let day = due(&record.actions[a.ix()]);
            (day.is_none(), day, raised_on(record, *a), *a)
        });
        self.owners(record);
    }

    fn owners(&mut self, record: &Record) {
        let mut all: Vec<Owner> = Vec::new();
        let mut by_slug: HashMap<String, usize> = HashMap::new();
        let written = || self.actions.iter().flat_map(|a| record.actions[a.ix()].owners.iter().map(move |o| (*a, o)));
        // Those that are known come first, so that a name nobody lists joins the owner of the same address.
        let known = written().filter(|(_, o)| o.target.is_some());
        let unknown = written().filter(|(_, o)| o.target.is_none());
        for (at, owner) in known.chain(unknown) {
            let slug = self.owner_slug(record, owner);
            let n = *by_slug.entry(slug).or_insert_with_key(|slug| {
                let name = owner.target.map_or_else(|| owner.text.to_string(), |p| self.party_name(record, p));
                let party = owner.target.filter(|p| !matches!(p, Party::Person(ix) if self.is_hidden(record, *ix)));
                all.push(Owner { slug: slug.clone(), name, party, actions: Vec::new() });
                all.len() - 1
            });
            if let Some(actions) = all.get_mut(n).map(|o| &mut o.actions)
                && actions.last() != Some(&at)
            {
                actions.push(at);
            }
        }
        for owner in &mut all {
            owner.actions.sort_by_key(|a| (raised_on(record, *a), *a));
            owner.actions.dedup();
        }
        all.sort_by(|a, b| a.slug.cmp(&b.slug));
        self.owners = all;
        for (n, owner) in self.owners.iter().enumerate() {
            if let Some(party) = owner.party {
                self.by_party.insert(party, n);
            }
            self.by_text.insert(owner.slug.clone(), n);
        }
    }

    fn attendance(&mut self, record: &Record) {
        for at in &self.meetings {
            let meeting = &record.meetings[at.ix()];
            for (row, who) in (0u32..).zip(meeting.attendance.iter().flatten()) {
                if let Some(all) =
                    who.organisation.as_ref().and_then(|o| o.target).and_then(|o| self.organisation_rows.get_mut(o.ix()))
                {
                    all.push((*at, row));
                }
                if let Some(all) = who.name.target.and_then(|p| self.person_rows.get_mut(p.ix())) {
                    all.push((*at, row));
                }
                for principal in who.deputy_for.iter().filter_map(|p| p.target) {
                    if let Some(all) = self.deputy_rows.get_mut(principal.ix()) {
                        all.push((*at, row));
                    }
                }
            }
        }
    }

    /// The owner that is meant by a name.
    pub fn owner(&self, record: &Record, written: &Written<Party>) -> Option<&Owner> {
        let n = match written.target {
            Some(party) if self.by_party.contains_key(&party) => self.by_party.get(&party),
            _ => self.by_text.get(&self.owner_slug(record, written)),
        };
        n.and_then(|n| self.owners.get(*n))
    }

    /// What a party owns.
    pub fn owned_by(&self, party: Party) -> Option<&Owner> {
        self.by_party.get(&party).and_then(|n| self.owners.get(*n))
    }

    /// The owner with a slug.
    pub fn owner_called(&self, slug: &str) -> Option<&Owner> {
        self.by_text.get(slug).and_then(|n| self.owners.get(*n))
    }

    /// The text of an action as plain words.
    pub fn action_text(&self, record: &Record, sources: &Sources, action: ActionIx) -> &str {
        let words = || plain(sources.slice(record.raised(&record.actions[action.ix()]).text)).trim().into();
        self.texts.get(action.ix()).map_or("", |text| text.get_or_init(words))
    }

    /// The rows of attendance of an organisation, by day.
    pub fn rows_of_organisation(&self, organisation: OrganisationIx) -> &[AttendanceAt] {
        self.organisation_rows.get(organisation.ix()).map_or(&[], Vec::as_slice)
    }

    /// The rows of attendance of a person, by day.
    pub fn rows_of_person(&self, person: PersonIx) -> &[AttendanceAt] {
        self.person_rows.get(person.ix()).map_or(&[], Vec::as_slice)
    }

    /// The rows in which somebody stood in for a person, by day.
    pub fn deputies_of(&self, person: PersonIx) -> &[AttendanceAt] {
        self.deputy_rows.get(person.ix()).map_or(&[], Vec::as_slice)
    }

    /// Whether this edition does not say a person's name.
    pub fn is_hidden(&self, record: &Record, person: PersonIx) -> bool {
        self.public && record.people[person.ix()].public_name.is_some()
    }

    /// What an owner's page is called. A person or a body whose id is also an organisation's has what it is after it.
    fn owner_slug(&self, record: &Record, owner: &Written<Party>) -> String {
        let organisation = |id: &str| record.organisations.binary_search_by(|o| (*o.id).cmp(id)).is_ok();
        let person = |id: &str| record.people.binary_search_by(|p| (*p.id).cmp(id)).is_ok();
        match owner.target {
            Some(Party::Organisation(ix)) => record.organisations[ix.ix()].id.to_string(),
            Some(Party::Person(ix)) if self.is_hidden(record, ix) => publishable(&slug(&person_name(record, ix, true))),
            Some(Party::Person(ix)) => {
                let id = record.people[ix.ix()].id.to_string();
                if organisation(&id) { format!("{id}-person") } else { id }
            }
            Some(Party::Body(ix)) => {
                let id = slug(&record.bodies[ix.ix()].id);
                if organisation(&id) || person(&id) { format!("{id}-body") } else { id }
            }
            None => publishable(&slug(&owner.text)),
        }
    }

    /// The name of a party, as short as it is known by.
    fn party_name(&self, record: &Record, party: Party) -> String {
        match party {
            Party::Organisation(ix) => record.organisations[ix.ix()].name.to_string(),
            Party::Person(ix) => person_name(record, ix, self.public),
            Party::Body(ix) => record.bodies[ix.ix()].name.to_string(),
        }
    }
}

/// The day an action was raised.
pub(crate) fn raised_on(record: &Record, action: ActionIx) -> Day {
    record.meetings[record.actions[action.ix()].meeting.ix()].date
}

/// What a person is called, without post-nominals: in the public edition, their public name where they have one.
pub(crate) fn person_name(record: &Record, person: PersonIx, public: bool) -> String {
    let person = &record.people[person.ix()];
    match &person.public_name {
        Some(name) if public => name.to_string(),
        _ => person.name.to_string(),
    }
}
