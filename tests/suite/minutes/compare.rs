//! A reading held against its label, construct by construct.

use std::collections::BTreeMap;

use minutebook::record::Standing;

use super::label::{Label, Person, Task};
use super::reading::{ReadAction, ReadPerson, Reading};
use super::words::{contains, folded, name};

/// What of minutes is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Construct {
    /// The day of the meeting.
    Date,
    /// Who was there.
    Present,
    /// Who was not, excused or absent, each apart.
    Apologies,
    /// Parts played by those who were found.
    Roles,
    /// Organisations of those who were found.
    Organisations,
    /// Initials of those who were found.
    Initials,
    /// For which part of the meeting they were there.
    Part,
    /// How they took part.
    Modes,
    /// Numbers and titles of items.
    Items,
    /// Actions raised.
    Actions,
    /// Owners of the actions that were found.
    Owners,
    /// Due dates of the actions that were found.
    Due,
    /// Whether they are done.
    Done,
    /// Their own numbers.
    Numbers,
    /// Numbers of the paragraphs or items in which actions and decisions stand.
    Places,
    /// What was decided.
    Decisions,
    /// The day of the next meeting.
    Next,
    /// Its hours, where its day was found.
    NextHours,
    /// Its place, where its day was found.
    NextPlace,
}

impl Construct {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Construct; 19] = [
        Construct::Date,
        Construct::Present,
        Construct::Apologies,
        Construct::Roles,
        Construct::Organisations,
        Construct::Initials,
        Construct::Part,
        Construct::Modes,
        Construct::Items,
        Construct::Actions,
        Construct::Owners,
        Construct::Due,
        Construct::Done,
        Construct::Numbers,
        Construct::Places,
        Construct::Decisions,
        Construct::Next,
        Construct::NextHours,
        Construct::NextPlace,
    ];

    /// As in the file of scores.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Construct::Date => "date",
            Construct::Present => "present",
            Construct::Apologies => "apologies",
            Construct::Roles => "roles",
            Construct::Organisations => "organisations",
            Construct::Initials => "initials",
            Construct::Part => "part",
            Construct::Modes => "modes",
            Construct::Items => "items",
            Construct::Actions => "actions",
            Construct::Owners => "owners",
            Construct::Due => "due",
            Construct::Done => "done",
            Construct::Numbers => "numbers",
            Construct::Places => "places",
            Construct::Decisions => "decisions",
            Construct::Next => "next",
            Construct::NextHours => "next-hours",
            Construct::NextPlace => "next-place",
        }
    }
}

/// How often a thing was wanted, found, and claimed wrongly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// In the labels.
    pub(crate) wanted: u32,
    /// Of these, read.
    pub(crate) found: u32,
    /// Read and not in the labels.
    pub(crate) wrong: u32,
}

/// The tallies of a file or of a style.
pub(crate) type Score = BTreeMap<Construct, Tally>;

/// What a comparison has come to.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// The tallies.
    pub(crate) score: Score,
    /// Each difference, for people.
    pub(crate) differences: Vec<String>,
}

/// Holds a reading against its label.
pub(crate) fn compare(label: &Label, reading: &Reading) -> Comparison {
    let mut comparison = Comparison::default();
    let either: Vec<String> = label.either.iter().map(|e| folded(e)).collect();
    comparison.date(label, reading);
    comparison.attendance(label, reading, &either);
    comparison.items(label, reading, &either);
    comparison.actions(label, reading, &either);
    comparison.decisions(label, reading, &either);
    comparison.next(label, reading);
    comparison
}

/// Whether a claim is one that may be made or left.
fn is_either(claim: &str, either: &[String]) -> bool {
    either.iter().any(|e| contains(claim, e) || contains(e, claim))
}

/// Whether a claimed text says the labelled one, and not much more: a claim that swallows its neighbours says neither.
fn says(claim: &str, labelled: &str) -> bool {
    contains(claim, labelled) && claim.len() <= labelled.len() * 5 / 2 + 80
}

impl Comparison {
    fn tally(&mut self, construct: Construct) -> &mut Tally {
        self.score.entry(construct).or_default()
    }

    fn found(&mut self, construct: Construct) {
        let tally = self.tally(construct);
        tally.wanted += 1;
        tally.found += 1;
    }

    fn missed(&mut self, construct: Construct, what: &str) {
        self.tally(construct).wanted += 1;
        self.differences.push(format!("{}: missed {what}", construct.key()));
    }

    fn wrong(&mut self, construct: Construct, what: &str) {
        self.tally(construct).wrong += 1;
        self.differences.push(format!("{}: wrong {what}", construct.key()));
    }

    /// One fact that is there or not, as `same` compares it.
    fn fact(&mut self, construct: Construct, wanted: Option<&str>, claimed: Option<&str>, same: impl Fn(&str, &str) -> bool) {
        match (wanted, claimed) {
            (Some(w), Some(c)) if same(w, c) => return self.found(construct),
            (Some(w), _) => self.missed(construct, w),
            _ => {}
        }
        if let Some(claimed) = claimed {
            self.wrong(construct, claimed);
        }
    }

    fn date(&mut self, label: &Label, reading: &Reading) {
        let claimed = Some(reading.date.as_str()).filter(|d| !d.is_empty());
        self.fact(Construct::Date, label.date.as_deref(), claimed, |w, c| w == c);
    }

    fn attendance(&mut self, label: &Label, reading: &Reading, either: &[String]) {
        let with = |standings: &[Standing]| reading.people.iter().filter(|p| standings.contains(&p.standing)).collect::<Vec<_>>();
        self.people(Construct::Present, &label.present, with(&[Standing::Present, Standing::InAttendance]), either);
        self.people(Construct::Apologies, &label.apologies, with(&[Standing::Apologies]), either);
        self.people(Construct::Apologies, &label.absent, with(&[Standing::Absent]), either);
    }

    fn people(&mut self, construct: Construct, wanted: &[Person], mut claimed: Vec<&ReadPerson>, either: &[String]) {
        for person in wanted {
            let same_organisation =
                |c: &ReadPerson| c.organisation.as_deref().map(folded) == person.organisation.as_deref().map(folded);
            let named = |c: &ReadPerson| name(&c.name) == name(&person.name);
            let place =
                claimed.iter().position(|c| named(c) && same_organisation(c)).or_else(|| claimed.iter().position(|c| named(c)));
            let Some(place) = place else {
                self.missed(construct, &person.name);
                continue;
            };
            self.found(construct);
            let claim = claimed.remove(place);
            self.particulars(person, claim);
        }
        for claim in claimed.iter().filter(|c| !is_either(&name(&c.name), either)) {
            self.wrong(construct, &claim.name);
        }
    }

    /// What is said of a person who was found. A role that no label has is not counted: labels have the one that matters.
    fn particulars(&mut self, person: &Person, claim: &ReadPerson) {
        let overlap = |w: &str, c: &str| contains(&folded(c), &folded(w)) || contains(&folded(w), &folded(c));
        let same = |w: &str, c: &str| folded(w) == folded(c);
        let claimed_role = claim.role.as_deref().filter(|_| person.role.is_some());
        self.fact(Construct::Roles, person.role.as_deref(), claimed_role, overlap);
        self.fact(Construct::Organisations, person.organisation.as_deref(), claim.organisation.as_deref(), same);
        self.fact(Construct::Initials, person.initials.as_deref(), claim.initials.as_deref(), same);
        self.fact(Construct::Part, person.part.as_deref(), claim.part.as_deref(), overlap);
        let is_mode = |w: &str, c: &str| w == c || (w == "remote" && c != "in person");
        self.fact(Construct::Modes, person.mode.as_deref(), claim.mode, is_mode);
    }

    fn items(&mut self, label: &Label, reading: &Reading, either: &[String]) {
        let mut left: Vec<(String, bool)> = reading.items.iter().map(|i| (folded(&i.words), i.is_shown)).collect();
        for item in &label.items {
            match left.iter().position(|(words, _)| *words == folded(item)) {
                Some(place) => {
                    left.remove(place);
                    self.found(Construct::Items);
                }
                None => self.missed(Construct::Items, item),
            }
        }
        for (words, _) in left.iter().filter(|(words, is_shown)| !is_shown && !is_either(words, either)) {
            self.wrong(Construct::Items, words);
        }
    }

    fn actions(&mut self, label: &Label, reading: &Reading, either: &[String]) {
        let mut left: Vec<&ReadAction> = reading.actions.iter().collect();
        for task in &label.actions {
            match left.iter().position(|claim| says(&folded(&claim.text), &folded(&task.text))) {
                Some(place) => {
                    let claim = left.remove(place);
                    self.found(Construct::Actions);
                    self.owners(label, task, claim);
                    self.fact(Construct::Due, task.due.as_deref(), claim.due.as_deref(), |w, c| w == c);
                    self.fact(Construct::Done, task.done.then_some("done"), claim.is_done.then_some("done"), |w, c| w == c);
                    self.number(task, claim);
                    self.place(task.at.as_deref(), &claim.local);
                }
                None => self.missed(Construct::Actions, &task.text),
            }
        }
        for claim in left.iter().filter(|c| !is_either(&folded(&c.text), either)) {
            self.wrong(Construct::Actions, &claim.text);
        }
    }

    /// An owner is right as written or as the person to whom the minutes give those initials.
    fn owners(&mut self, label: &Label, task: &Task, claim: &ReadAction) {
        let people = || label.present.iter().chain(&label.apologies).chain(&label.absent);
        let mut left: Vec<Vec<String>> = claim
            .owners
            .iter()
            .map(|(written, resolved)| std::iter::once(written).chain(resolved).map(|n| name(n)).collect())
            .collect();
        for owner in &task.owners {
            let mut names = vec![name(owner)];
            names.extend(people().filter(|p| p.initials.as_deref() == Some(owner)).map(|p| name(&p.name)));
            match left.iter().position(|claimed| claimed.iter().any(|c| names.contains(c))) {
                Some(place) => {
                    left.remove(place);
                    self.found(Construct::Owners);
                }
                None => self.missed(Construct::Owners, &format!("{owner} of “{}”", task.text)),
            }
        }
        for claimed in left {
            self.wrong(Construct::Owners, &format!("{} of “{}”", claimed.join(" / "), task.text));
        }
    }

    fn number(&mut self, task: &Task, claim: &ReadAction) {
        let own = claim.number.as_deref();
        let by_id = task.number.as_deref().filter(|n| same_place(n, &claim.local));
        self.fact(Construct::Numbers, task.number.as_deref(), own.or(by_id), |w, c| folded(w) == folded(c));
    }

    fn place(&mut self, at: Option<&str>, local: &str) {
        if let Some(at) = at {
            match same_place(at, local) {
                true => self.found(Construct::Places),
                false => self.missed(Construct::Places, &format!("{at}, it is {local}")),
            }
        }
    }

    fn decisions(&mut self, label: &Label, reading: &Reading, either: &[String]) {
        let mut left: Vec<_> = reading.decisions.iter().collect();
        for motion in label.decisions.iter().filter(|m| m.is_carried) {
            match left.iter().position(|claim| says(&folded(&claim.text), &folded(&motion.text))) {
                Some(place) => {
                    let claim = left.remove(place);
                    self.found(Construct::Decisions);
                    self.place(motion.at.as_deref(), &claim.local);
                }
                None => self.missed(Construct::Decisions, &motion.text),
            }
        }
        for claim in left.iter().filter(|c| !is_either(&folded(&c.text), either)) {
            self.wrong(Construct::Decisions, &claim.text);
        }
    }

    fn next(&mut self, label: &Label, reading: &Reading) {
        let (wanted, claimed) = (label.next.as_ref(), reading.next.as_ref());
        self.fact(Construct::Next, wanted.map(|n| n.date.as_str()), claimed.map(|n| n.date.as_str()), |w, c| w == c);
        if let (Some(wanted), Some(claimed)) = (wanted, claimed)
            && wanted.date == claimed.date
        {
            self.fact(Construct::NextHours, wanted.hours.as_deref(), claimed.hours.as_deref(), |w, c| w == c);
            let overlap = |w: &str, c: &str| contains(&folded(c), &folded(w)) || contains(&folded(w), &folded(c));
            self.fact(Construct::NextPlace, wanted.place.as_deref(), claimed.place.as_deref(), overlap);
        }
    }
}

/// Whether the end of an id is that of a number: `/` is `-` there, and a letter counts several of one place.
fn same_place(number: &str, local: &str) -> bool {
    let plain = |text: &str| folded(text).replace('/', "-");
    let (number, local) = (plain(number), plain(local));
    let after = local.strip_prefix(&number);
    after.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with("-p") || (rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase()))
    })
}

#[test]
fn a_reading_is_counted_construct_by_construct() {
    let label = Label::parse(
        "x",
        "date = 2021-03-09\npresent = [\"Ann Lee [AL], Trust\", \"Bob Ray\"]\nitems = [\"1 Lamps\"]\neither = [\"Pumps\"]\n\
         actions = [{ at = \"1\", text = \"mend the lamp\", owners = [\"AL\"], due = 2021-04-30 }]",
    );
    let person = |name: &str, organisation: Option<&str>| ReadPerson {
        standing: Standing::Present,
        name: name.into(),
        initials: None,
        role: None,
        organisation: organisation.map(str::to_owned),
        part: None,
        mode: None,
    };
    let mut reading = Reading {
        date: "2021-03-09".into(),
        people: vec![person("Ms Ann Lee", Some("Trust")), person("Trust", None)],
        ..Reading::default()
    };
    for words in ["1 Lamps", "2 Pumps", "3 Hoses"] {
        reading.items.push(super::reading::ReadItem { words: words.into(), is_shown: false });
    }
    reading.actions.push(ReadAction {
        local: "1b".into(),
        number: None,
        text: "AL to mend the lamp.".into(),
        owners: vec![("A Lee".into(), Some("Ann Lee".into())), ("Bob".into(), None)],
        due: None,
        is_done: false,
    });
    let comparison = compare(&label, &reading);
    let figures: Vec<(&str, u32, u32, u32)> =
        comparison.score.iter().map(|(c, t)| (c.key(), t.wanted, t.found, t.wrong)).collect();
    let expected = [
        ("date", 1, 1, 0),
        ("present", 2, 1, 1),
        ("organisations", 1, 1, 0),
        ("initials", 1, 0, 0),
        ("items", 1, 1, 1),
        ("actions", 1, 1, 0),
        ("owners", 1, 1, 1),
        ("due", 1, 0, 0),
        ("places", 1, 1, 0),
    ];
    assert_eq!(figures, expected, "{:?}", comparison.differences);
}
