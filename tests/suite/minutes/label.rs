//! A label: the right reading of a file of the corpus. `tests/minutes/corpus/README.md` has the keys.

use toml::{Table, Value};

use super::words::{contains, folded};

/// The right reading of one file.
#[derive(Debug, Default)]
pub(crate) struct Label {
    /// Where the file stands in the folder, where that matters.
    pub(crate) path: Option<String>,
    /// The day of the meeting.
    pub(crate) date: Option<String>,
    /// Everybody who was there.
    pub(crate) present: Vec<Person>,
    /// Those who sent apologies.
    pub(crate) apologies: Vec<Person>,
    /// Those who were not there.
    pub(crate) absent: Vec<Person>,
    /// Number and title of each item.
    pub(crate) items: Vec<String>,
    /// The actions raised.
    pub(crate) actions: Vec<Task>,
    /// The motions put and the decisions taken.
    pub(crate) decisions: Vec<Motion>,
    /// The next meeting.
    pub(crate) next: Option<Next>,
    /// Words that may be read as something or left.
    pub(crate) either: Vec<String>,
    /// Words that decide nothing.
    pub(crate) doubtful: Vec<String>,
}

/// One person of the attendance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// Without titles.
    pub(crate) name: String,
    /// `AL`, or a call sign.
    pub(crate) initials: Option<String>,
    /// `chair`, `Treasurer`.
    pub(crate) role: Option<String>,
    /// For whom they came.
    pub(crate) organisation: Option<String>,
    /// The part of the meeting for which they were there.
    pub(crate) part: Option<String>,
    /// `videolink`, `telephone`, `remote`.
    pub(crate) mode: Option<String>,
}

/// An action.
#[derive(Debug, Default)]
pub(crate) struct Task {
    /// Number of the paragraph or item.
    pub(crate) at: Option<String>,
    /// Its own number.
    pub(crate) number: Option<String>,
    /// The task.
    pub(crate) text: String,
    /// As written.
    pub(crate) owners: Vec<String>,
    /// By which day.
    pub(crate) due: Option<String>,
    /// Done at this meeting already.
    pub(crate) done: bool,
}

/// A motion or a decision.
#[derive(Debug, Default)]
pub(crate) struct Motion {
    /// Number of the paragraph or item.
    pub(crate) at: Option<String>,
    /// What was decided, or put.
    pub(crate) text: String,
    /// It decided something: nothing else became of it.
    pub(crate) is_carried: bool,
}

/// The next meeting.
#[derive(Debug, Default)]
pub(crate) struct Next {
    /// The day or the month.
    pub(crate) date: String,
    /// `19:30`, `10:30-12:00`.
    pub(crate) hours: Option<String>,
    /// Where.
    pub(crate) place: Option<String>,
}

impl Label {
    /// Reads a label; `name` is its file, for what is said of a mistake.
    pub(crate) fn parse(name: &str, text: &str) -> Label {
        let table: Table = text.parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut label = Label::default();
        for (key, value) in &table {
            let strings = || array(name, value).iter().map(|v| string(name, v)).collect::<Vec<_>>();
            let people = || array(name, value).iter().map(|v| person(name, v)).collect::<Vec<_>>();
            match key.as_str() {
                "path" => label.path = Some(string(name, value)),
                "date" => label.date = Some(string(name, value)),
                "present" => label.present = people(),
                "apologies" => label.apologies = people(),
                "absent" => label.absent = people(),
                "items" => label.items = strings(),
                "actions" => label.actions = array(name, value).iter().map(|v| task(name, v)).collect(),
                "decisions" => label.decisions = array(name, value).iter().map(|v| motion(name, v)).collect(),
                "next" => label.next = Some(next(name, value)),
                "either" => label.either = strings(),
                "doubtful" => label.doubtful = strings(),
                other => panic!("{name}: no label has the key {other}"),
            }
        }
        label
    }

    /// The words of the label that are not in the minutes, and those that it both doubts and claims.
    pub(crate) fn mistakes(&self, minutes: &str) -> Vec<String> {
        let minutes = folded(&minutes.replace("-\n", "- "));
        let mut claims: Vec<String> =
            self.items.iter().filter_map(|i| i.split_once(' ')).map(|(_, title)| title.to_owned()).collect();
        claims.extend(self.actions.iter().flat_map(|a| std::iter::once(&a.text).chain(&a.owners)).cloned());
        claims.extend(self.decisions.iter().map(|d| d.text.clone()));
        for person in self.present.iter().chain(&self.apologies).chain(&self.absent) {
            claims.extend(person.name.split(' ').map(str::to_owned));
            claims.extend([&person.initials, &person.role, &person.organisation, &person.part].into_iter().flatten().cloned());
        }
        let all = claims.iter().chain(&self.either).chain(&self.doubtful);
        let mut mistakes: Vec<String> =
            all.filter(|c| !contains(&minutes, &folded(c))).map(|c| format!("not in the minutes: {c}")).collect();
        let texts = || self.actions.iter().map(|a| &a.text).chain(self.decisions.iter().map(|d| &d.text)).chain(&self.items);
        let both = self.doubtful.iter().filter(|d| texts().any(|t| folded(t) == folded(d)));
        mistakes.extend(both.map(|d| format!("doubted and claimed: {d}")));
        mistakes
    }
}

fn array<'a>(name: &str, value: &'a Value) -> &'a [Value] {
    value.as_array().unwrap_or_else(|| panic!("{name}: {value} is no list"))
}

fn string(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Datetime(day) => day.to_string(),
        other => panic!("{name}: {other} is no text"),
    }
}

/// The text of a key, taken out of the table so that what is left over is unknown.
fn take(name: &str, table: &mut Table, key: &str) -> Option<String> {
    table.remove(key).map(|value| string(name, &value))
}

fn table(name: &str, value: &Value) -> Table {
    value.as_table().unwrap_or_else(|| panic!("{name}: {value} is no table")).clone()
}

fn done(name: &str, left: &Table) {
    assert!(left.is_empty(), "{name}: unknown keys: {left}");
}

/// `Name [initials] (role), Organisation`, or a table.
fn person(name: &str, value: &Value) -> Person {
    let Value::String(text) = value else {
        let mut left = table(name, value);
        left.remove("deputy_for");
        let mut get = |key| take(name, &mut left, key);
        let (initials, role, organisation) = (get("initials"), get("role"), get("organisation"));
        let person =
            Person { name: get("name").unwrap_or_default(), initials, role, organisation, part: get("part"), mode: get("mode") };
        done(name, &left);
        assert!(!person.name.is_empty(), "{name}: a person without a name");
        return person;
    };
    let end = [" [", " (", ", "].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let (own, mut rest) = text.split_at(end);
    let mut between = |open: &str, close: &str| {
        let inner = rest.strip_prefix(open)?;
        let (inner, after) = inner.split_once(close)?;
        rest = after;
        Some(inner.to_owned())
    };
    let (initials, role) = (between(" [", "]"), between(" (", ")"));
    let organisation = rest.strip_prefix(", ").map(str::to_owned);
    assert!(rest.is_empty() || organisation.is_some(), "{name}: {text} is no person");
    Person { name: own.to_owned(), initials, role, organisation, ..Person::default() }
}

fn task(name: &str, value: &Value) -> Task {
    let mut left = table(name, value);
    let owners = left.remove("owners").map(|o| array(name, &o).iter().map(|v| string(name, v)).collect());
    let done_already = left.remove("done").is_some_and(|v| v.as_bool() == Some(true));
    let mut get = |key| take(name, &mut left, key);
    let (at, number, text, due) = (get("at"), get("number"), get("text").unwrap_or_default(), get("due"));
    done(name, &left);
    Task { at, number, text, owners: owners.unwrap_or_default(), due, done: done_already }
}

/// A motion. Who moved it and how it was voted on is written down for a reader that says so; no part of the record holds it yet.
fn motion(name: &str, value: &Value) -> Motion {
    let mut left = table(name, value);
    left.remove("votes");
    let mut get = |key| take(name, &mut left, key);
    let (at, text, result) = (get("at"), get("text").unwrap_or_default(), get("result"));
    for key in ["mover", "seconder", "tally", "number"] {
        get(key);
    }
    done(name, &left);
    Motion { at, text, is_carried: result.is_none_or(|r| matches!(r.as_str(), "carried" | "unanimous")) }
}

fn next(name: &str, value: &Value) -> Next {
    if !value.is_table() {
        return Next { date: string(name, value), ..Next::default() };
    }
    let mut left = table(name, value);
    let mut get = |key| take(name, &mut left, key);
    let next = Next { date: get("date").unwrap_or_default(), hours: get("hours"), place: get("place") };
    done(name, &left);
    next
}

#[test]
fn a_person_is_written_in_one_line() {
    let all = person("", &Value::from("Femi Balogun [FB] (President, Chair), Students, Union"));
    assert_eq!((all.name.as_str(), all.initials.as_deref()), ("Femi Balogun", Some("FB")));
    assert_eq!((all.role.as_deref(), all.organisation.as_deref()), (Some("President, Chair"), Some("Students, Union")));
    let bare = person("", &Value::from("Lee"));
    assert_eq!((bare.name.as_str(), bare.initials, bare.role, bare.organisation), ("Lee", None, None, None));
}

#[test]
fn a_label_is_held_against_its_minutes() {
    let label = Label::parse(
        "x",
        "items = [\"1 Lamps\"]\nactions = [{ text = \"mend the lamp\", owners = [\"AL\"] }]\ndoubtful = [\"Mend the lamp\", \"Bob\"]",
    );
    let expected = ["not in the minutes: AL", "not in the minutes: Bob", "doubted and claimed: Mend the lamp"];
    assert_eq!(label.mistakes("1. LAMPS\n\nMend the lamp."), expected);
}
