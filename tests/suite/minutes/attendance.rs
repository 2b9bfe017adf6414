//! The matrix of attendance: label × separator × form of the list × order of name, role and organisation × standing.

use minutebook::record::Standing;

use super::matrix::{Cell, hold_matrix};
use super::reading::{ReadPerson, Reading};
use super::words::folded;

/// The standing that a label gives, with the labels of it.
struct Labels {
    standing: &'static str,
    words: &'static [&'static str],
}

const LABELS: [Labels; 3] = [
    Labels {
        standing: "present",
        words: &[
            "Present",
            "Attendees",
            "In attendance",
            "Members present",
            "Participants",
            "Yn bresennol",
            "Anwesend",
            "Présents",
            "Asistentes",
        ],
    },
    Labels {
        standing: "apologies",
        words: &["Apologies", "Apologies for absence", "Regrets", "Excused", "Ymddiheuriadau", "Entschuldigt", "Excusés"],
    },
    Labels { standing: "absent", words: &["Absent", "Not present", "Did not attend", "Yn absennol", "Abwesend", "Ausentes"] },
];

const DIMENSIONS: [&str; 5] = ["label", "separator", "list", "order", "standing"];
const SEPARATORS: [&str; 6] = [":", "–", "-", "none", "bold", "heading"];
const LISTS: [&str; 8] = ["commas", "commas and", "semicolons", "dashes", "numbers", "lines", "lines in paragraphs", "table"];
const ORDERS: [&str; 8] = [
    "name",
    "name, organisation",
    "name (organisation)",
    "organisation: name",
    "name (initials)",
    "name (role)",
    "name – role",
    "surname, given",
];

/// The three who are in every list: given name, surname, initials, organisation, role.
const PEOPLE: [[&str; 5]; 3] = [
    ["Ann", "Leckie", "AL", "Harbour Trust", "chair"],
    ["Bobomurod", "Rayner", "BR", "Harbour Trust", "treasurer"],
    ["Cy", "Dunmore", "CD", "Pier Office", "secretary"],
];

/// A combination of values.
#[derive(Clone, Copy)]
struct Form {
    label: &'static str,
    separator: &'static str,
    list: &'static str,
    order: &'static str,
    standing: &'static str,
}

impl Form {
    /// The list is on the line of its label.
    fn is_inline(self) -> bool {
        matches!(self.list, "commas" | "commas and" | "semicolons")
    }

    /// Why nobody would write this; `None`: somebody would.
    fn nonsense(self) -> Option<&'static str> {
        if self.is_inline() && self.separator == "none" {
            return Some("a label runs into the names");
        }
        if !self.is_inline() && matches!(self.separator, "–" | "-") {
            return Some("a dash leads to something on its line");
        }
        if matches!(self.list, "commas" | "commas and") && matches!(self.order, "name, organisation" | "surname, given") {
            return Some("one comma separates two things");
        }
        if matches!(self.list, "commas" | "commas and") && self.order == "organisation: name" {
            return Some("after a comma nobody knows where the organisation's people end");
        }
        if self.list == "table" && self.separator != "heading" {
            return Some("a table needs a heading to be about somebody");
        }
        let cells =
            matches!(self.order, "name" | "name, organisation" | "organisation: name" | "name – role" | "name (initials)");
        if self.list == "table" && !cells {
            return Some("a table has a column in place of the bracket or comma");
        }
        None
    }

    fn entry(self, [given, surname, initials, organisation, role]: [&str; 5]) -> String {
        match self.order {
            "name, organisation" => format!("{given} {surname}, {organisation}"),
            "name (organisation)" => format!("{given} {surname} ({organisation})"),
            "organisation: name" => format!("{organisation}: {given} {surname}"),
            "name (initials)" => format!("{given} {surname} ({initials})"),
            "name (role)" => format!("{given} {surname} ({role})"),
            "name – role" => format!("{given} {surname} – {role}"),
            "surname, given" => format!("{surname}, {given}"),
            _ => format!("{given} {surname}"),
        }
    }

    /// Rows of a table, with a header that says what each column is.
    fn table(self) -> String {
        let header = match self.order {
            "name, organisation" => "| Name | Organisation |\n| --- | --- |\n",
            "organisation: name" => "| Organisation | Name |\n| --- | --- |\n",
            "name – role" => "| Name | Role |\n| --- | --- |\n",
            "name (initials)" => "| Name | Initials |\n| --- | --- |\n",
            _ => "| Name |\n| --- |\n",
        };
        let row = |[given, surname, initials, organisation, role]: [&str; 5]| match self.order {
            "name, organisation" => format!("| {given} {surname} | {organisation} |\n"),
            "organisation: name" => format!("| {organisation} | {given} {surname} |\n"),
            "name – role" => format!("| {given} {surname} | {role} |\n"),
            "name (initials)" => format!("| {given} {surname} | {initials} |\n"),
            _ => format!("| {given} {surname} |\n"),
        };
        let rows: String = PEOPLE.into_iter().map(row).collect();
        format!("{header}{}", rows.trim_end())
    }

    fn names(self) -> String {
        let entries = PEOPLE.map(|person| self.entry(person));
        let [first, second, third] = &entries;
        match self.list {
            "commas" => entries.join(", "),
            "commas and" => format!("{first}, {second} and {third}"),
            "semicolons" => entries.join("; "),
            "dashes" => format!("- {first}\n- {second}\n- {third}"),
            "numbers" => format!("1. {first}\n2. {second}\n3. {third}"),
            "lines in paragraphs" => entries.join("\n\n"),
            "table" => self.table(),
            _ => entries.join("\n"),
        }
    }

    fn minutes(self) -> String {
        let (label, names) = (self.label, self.names());
        let gap = if self.list == "lines" { "\n" } else { "\n\n" };
        let part = match (self.separator, self.is_inline()) {
            ("heading", _) => format!("## {label}\n\n{names}"),
            ("bold", true) => format!("**{label}:** {names}"),
            ("bold", false) => format!("**{label}**{gap}{names}"),
            (":", true) => format!("{label}: {names}"),
            (":", false) => format!("{label}:{gap}{names}"),
            (_, false) => format!("{label}{gap}{names}"),
            (dash, true) => format!("{label} {dash} {names}"),
        };
        let before = if self.standing == "present" { "" } else { "Present: Eve Graymont, Flo Hartwell\n\n" };
        format!("# Harbour Board, 9 March 2021\n\n{before}{part}\n\n## 1. Lamps\n\nThe lamps are lit.\n")
    }

    /// These three have this standing, with what their rows say of them, and nobody else has.
    fn is_right(self, reading: &Reading) -> bool {
        let standings: &[Standing] = match self.standing {
            "present" => &[Standing::Present, Standing::InAttendance],
            "apologies" => &[Standing::Apologies],
            _ => &[Standing::Absent],
        };
        let (these, others): (Vec<&ReadPerson>, Vec<&ReadPerson>) =
            reading.people.iter().partition(|p| standings.contains(&p.standing));
        let expected_others = if self.standing == "present" { 0 } else { 2 };
        these.len() == 3
            && others.len() == expected_others
            && these.iter().zip(PEOPLE).all(|(read, person)| self.is_person(read, person))
    }

    fn is_person(self, read: &ReadPerson, [given, surname, initials, organisation, role]: [&str; 5]) -> bool {
        let wanted = |orders: &[&str], word: &str| orders.contains(&self.order).then(|| folded(word));
        let said = |text: &Option<String>| text.as_deref().map(folded);
        folded(&read.name) == folded(&format!("{given} {surname}"))
            && said(&read.organisation)
                == wanted(&["name, organisation", "name (organisation)", "organisation: name"], organisation)
            && said(&read.initials) == wanted(&["name (initials)"], initials)
            && said(&read.role) == wanted(&["name (role)", "name – role"], role)
    }
}

/// Every combination that somebody would write.
fn forms() -> Vec<Form> {
    let mut forms = Vec::new();
    for Labels { standing, words } in &LABELS {
        for &label in *words {
            for separator in SEPARATORS {
                for list in LISTS {
                    forms.extend(ORDERS.map(|order| Form { label, separator, list, order, standing }));
                }
            }
        }
    }
    forms.retain(|form| form.nonsense().is_none());
    forms
}

/// `MINUTEBOOK_CELL='Regrets|dashes' cargo test --test suite minutes::attendance -- --nocapture` shows the failing cells with these values.
#[test]
fn attendance_is_read_in_as_many_forms_as_it_was() {
    let cell = |form: Form| Cell {
        values: vec![form.label, form.separator, form.list, form.order, form.standing],
        text: form.minutes(),
        is_right: Box::new(move |reading| form.is_right(reading)),
    };
    hold_matrix("attendance", &DIMENSIONS, forms().into_iter().map(cell).collect());
}

#[test]
fn forms_are_as_people_write_them() {
    let form = Form { label: "Regrets", separator: "–", list: "commas and", order: "name (role)", standing: "apologies" };
    let expected = "Regrets – Ann Leckie (chair), Bobomurod Rayner (treasurer) and Cy Dunmore (secretary)\n";
    assert!(form.minutes().contains(expected), "{}", form.minutes());
    assert!(Form { list: "dashes", ..form }.nonsense().is_some());
    assert!(
        Form { separator: "heading", list: "table", order: "name", ..form }
            .minutes()
            .contains("| Name |\n| --- |\n| Ann Leckie |\n")
    );
}
