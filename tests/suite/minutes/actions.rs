//! The matrix of actions: mark × number × separator × bracket × emphasis × owner × position.

use super::matrix::{Cell, hold_matrix};
use super::reading::{ReadAction, Reading};
use super::words::{contains, folded, name};

/// The words of one language around a mark.
struct Language {
    marks: &'static [&'static str],
    /// Between an owner and the task.
    to: &'static str,
    and: &'static str,
    /// The task, after its owner.
    task: &'static str,
    /// The task, told as a state of things.
    told: &'static str,
}

const LANGUAGES: [Language; 3] = [
    Language {
        marks: &["Action", "ACTION", "Action point", "Action item", "AP", "AI", "TODO"],
        to: "to",
        and: "and",
        task: "mend the lamp",
        told: "The lamp is to be mended",
    },
    Language {
        marks: &["Gweithredu", "Cam gweithredu"],
        to: "i",
        and: "a",
        task: "drwsio'r lamp",
        told: "Mae angen trwsio'r lamp",
    },
    Language {
        marks: &["Aufgabe", "To-do"],
        to: "soll",
        and: "und",
        task: "die Lampe reparieren",
        told: "Die Lampe ist zu reparieren",
    },
];

/// The mark that goes through every combination; the others go through the common values alone.
const WHOLE: &str = "Action";

const DIMENSIONS: [&str; 7] = ["mark", "number", "separator", "bracket", "emphasis", "owner", "position"];
const NUMBERS: [&str; 5] = ["none", "1", "joined 1", "4.1", "12/25-1"];
const SEPARATORS: [&str; 5] = [":", ".", "–", "-", "none"];
const BRACKETS: [&str; 3] = ["none", "()", "[]"];
const EMPHASES: [&str; 3] = ["none", "mark", "whole"];
const OWNERS: [&str; 7] = ["full name", "initials", "first name", "two with and", "two with /", "body", "none"];
const POSITIONS: [&str; 7] =
    ["first", "after a number", "last", "own paragraph below", "list item", "table cell", "after a speaker"];

/// A combination of values.
#[derive(Clone, Copy)]
struct Form {
    mark: &'static str,
    number: &'static str,
    separator: &'static str,
    bracket: &'static str,
    emphasis: &'static str,
    owner: &'static str,
    position: &'static str,
}

impl Form {
    /// The task stands before the mark.
    fn follows_task(self) -> bool {
        matches!(self.position, "last" | "own paragraph below")
    }

    /// Why nobody would write this; `None`: somebody would.
    fn nonsense(self) -> Option<&'static str> {
        let (nobody, bare) = (self.owner == "none", self.bracket == "none");
        if nobody && bare && self.follows_task() {
            return Some("a mark after the task, without owner and bracket, says nothing");
        }
        if nobody && bare && self.separator == "none" && self.emphasis == "none" {
            return Some("a word and a task with nothing between them are a sentence");
        }
        if nobody && !bare && self.separator != "none" {
            return Some("a separator before a closing bracket separates nothing");
        }
        if self.number == "joined 1" && self.mark.contains([' ', '-']) {
            return Some("no number is joined to two words");
        }
        let is_common = matches!(self.number, "none" | "1" | "joined 1")
            && matches!(self.separator, ":" | "–" | "none")
            && self.emphasis != "whole"
            && matches!(self.owner, "full name" | "initials" | "two with and" | "none")
            && matches!(self.position, "first" | "last" | "own paragraph below" | "list item");
        (self.mark != WHOLE && !is_common).then_some("one mark alone goes through every combination")
    }

    fn owners(self) -> &'static [&'static [&'static str]] {
        const ANN: &[&str] = &["ann lee", "ann", "al"];
        const BOB: &[&str] = &["bob ray", "bob", "br"];
        match self.owner {
            "full name" | "initials" | "first name" => &[ANN],
            "two with and" | "two with /" => &[ANN, BOB],
            "body" => &[&["harbour office"]],
            _ => &[],
        }
    }

    fn owner_words(self, language: &Language) -> String {
        match self.owner {
            "full name" => "Ann Lee".to_owned(),
            "initials" => "AL".to_owned(),
            "first name" => "Ann".to_owned(),
            "two with and" => format!("Ann Lee {} Bob Ray", language.and),
            "two with /" => "AL/BR".to_owned(),
            "body" => "Harbour Office".to_owned(),
            _ => String::new(),
        }
    }

    /// Mark, number, owner and task as they stand together.
    fn words(self, language: &Language) -> String {
        let number = match self.number {
            "none" => String::new(),
            "joined 1" => "1".to_owned(),
            other => format!(" {other}"),
        };
        let separator = match self.separator {
            "none" => " ".to_owned(),
            s @ (":" | ".") => format!("{s} "),
            other => format!(" {other} "),
        };
        let mark = format!("{}{number}", self.mark);
        let opening = match (self.emphasis, separator.starts_with([':', '.'])) {
            ("mark", true) => format!("**{mark}{}** ", separator.trim()),
            ("mark", false) => format!("**{mark}**{separator}"),
            _ => format!("{mark}{separator}"),
        };
        let owner = self.owner_words(language);
        let (open, close) = match self.bracket {
            "()" => ("(", ")"),
            "[]" => ("[", "]"),
            _ => ("", ""),
        };
        let begins = {
            let mut task = language.task.to_owned();
            if let Some(first) = task.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            task
        };
        let inner = format!("{opening}{owner}");
        let bracketed = format!("{open}{}{close}", inner.trim());
        let whole = match (self.follows_task(), self.bracket, owner.is_empty()) {
            (true, ..) => bracketed,
            (false, "none", true) => format!("{opening}{begins}."),
            (false, "none", false) => format!("{opening}{owner} {} {}.", language.to, language.task),
            (false, ..) => format!("{bracketed} {begins}."),
        };
        if self.emphasis == "whole" { format!("**{whole}**") } else { whole }
    }

    fn minutes(self, language: &Language) -> String {
        let words = self.words(language);
        let told = language.told;
        let body = match self.position {
            "after a number" => format!("1.1 {words}"),
            "last" => format!("{told}. {words}"),
            "own paragraph below" => format!("{told}.\n\n{words}"),
            "list item" => format!("- The quay is dry.\n- {words}"),
            "table cell" => format!("| Topic | Notes |\n| --- | --- |\n| Lamps | The quay is dry. {words} |"),
            "after a speaker" => format!("BR: {words}"),
            _ => words,
        };
        format!(
            "# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (AL), Bob Ray (BR), Cy Dunn (Harbour Office)\n\n## 1. Lamps\n\n{body}\n\n## 2. Pumps\n\nNothing.\n"
        )
    }

    /// One action with that task, those owners and that number, and no other.
    fn is_right(self, language: &Language, reading: &Reading) -> bool {
        let [action] = reading.actions.as_slice() else { return false };
        let task = if self.follows_task() { language.told } else { language.task };
        let number = match self.number {
            "none" => None,
            "joined 1" => Some("1"),
            other => Some(other),
        };
        contains(&folded(&action.text), &folded(task)) && self.has_owners(action) && has_number(action, number)
    }

    fn has_owners(self, action: &ReadAction) -> bool {
        let wanted = self.owners();
        let are = wanted.iter().zip(&action.owners).all(|(names, (written, _))| names.contains(&name(written).as_str()));
        wanted.len() == action.owners.len() && are
    }
}

fn has_number(action: &ReadAction, number: Option<&str>) -> bool {
    let own = action.number.as_deref();
    own == number || (own.is_none() && number.is_some_and(|n| n.replace('/', "-") == action.local))
}

/// Every combination that somebody would write.
fn forms() -> Vec<(Form, &'static Language)> {
    let mut forms = Vec::new();
    for language in &LANGUAGES {
        for &mark in language.marks {
            for number in NUMBERS {
                for separator in SEPARATORS {
                    for bracket in BRACKETS {
                        for emphasis in EMPHASES {
                            for owner in OWNERS {
                                for position in POSITIONS {
                                    forms.push((Form { mark, number, separator, bracket, emphasis, owner, position }, language));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    forms.retain(|(form, _)| form.nonsense().is_none());
    forms
}

/// `MINUTEBOOK_LONG=1 MINUTEBOOK_CELL='first name|table cell' cargo test --test suite minutes::actions -- --nocapture` shows the failing cells with these values.
#[test]
fn actions_are_read_in_as_many_forms_as_they_were() {
    let cell = |(form, language): (Form, &'static Language)| Cell {
        values: vec![form.mark, form.number, form.separator, form.bracket, form.emphasis, form.owner, form.position],
        text: form.minutes(language),
        is_right: Box::new(move |reading| form.is_right(language, reading)),
    };
    hold_matrix("actions", &DIMENSIONS, forms().into_iter().map(cell).collect());
}

#[test]
fn forms_are_as_people_write_them() {
    let form = Form {
        mark: "Action",
        number: "1",
        separator: "–",
        bracket: "[]",
        emphasis: "mark",
        owner: "two with /",
        position: "last",
    };
    let english = &LANGUAGES[0];
    assert_eq!(form.words(english), "[**Action 1** – AL/BR]");
    assert_eq!(
        Form { bracket: "none", position: "first", separator: ":", ..form }.words(english),
        "**Action 1:** AL/BR to mend the lamp."
    );
    assert_eq!(
        Form { emphasis: "whole", owner: "none", separator: "none", position: "first", ..form }.words(english),
        "**[Action 1] Mend the lamp.**"
    );
    assert!(Form { owner: "none", bracket: "none", ..form }.nonsense().is_some());
}
