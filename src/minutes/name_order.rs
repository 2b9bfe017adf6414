//! In which order rows with a comma are written: surname first (`Ray, Bob`), or whom somebody is from behind it (`Bob Ray, Lamplight`).
//!
//! No list of names tells: the rows themselves do, and what the rest of the minutes calls these people. Where nothing tells, nobody is
//! made of such a row.

use super::lexicon::{BEFORE_BODIES, BODY_NOUNS, SMALL_WORDS_OF_DOUBLE_SURNAMES, SMALL_WORDS_OF_OTHERS, TITLES, WordList};
use super::names::initials_of;
use super::words::is_role;
use crate::layout::bare::fold;

/// The order of rows with a comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NameOrder {
    /// The name, and whom it is from.
    #[default]
    BodyAfter,
    /// The surname, and the given name.
    SurnameFirst,
    /// Either.
    Doubtful,
}

/// A row of which the comma may part a surname from a given name.
struct CommaRow<'t> {
    first: &'t str,
    second: &'t str,
    /// The letters in a bracket behind it.
    letters: Option<&'t str>,
}

/// The order of `lines`, of which `text` is the text of the whole.
pub(super) fn order_of<'t>(lines: impl Iterator<Item = &'t str>, text: &str) -> NameOrder {
    let rows: Vec<CommaRow<'t>> = lines.filter_map(CommaRow::of).collect();
    let single = |row: &&CommaRow<'_>| is_single(row.first);
    let singles = rows.iter().filter(single).count();
    if rows.is_empty() {
        return NameOrder::BodyAfter;
    }
    let near = text.get(..floor(text, NEAR)).unwrap_or(text);
    // Two words before every comma are a whole name, but where people have two surnames.
    if singles == 0 && !rows.iter().any(CommaRow::is_reversed) && !has_double_surnames(near) {
        return NameOrder::BodyAfter;
    }
    let asked = || rows.iter().take(ASKED);
    let given = rows.iter().any(CommaRow::is_reversed) || asked().any(|row| row.stands_reversed(near));
    let repeated = |row: &CommaRow<'_>| rows.iter().filter(|other| other.second == row.second).count();
    let body = rows.iter().any(|row| is_body(row) || repeated(row) >= 2 && row.second.contains(' '))
        || rows.iter().map(repeated).max().is_some_and(|n| n >= 3 && n * 2 >= rows.len())
        || asked().filter(single).any(|row| row.second_is_body(near))
        || asked().filter(|row| !is_single(row.first)).any(|row| row.first_is_whole(near));
    match (given, body) {
        (true, false) => NameOrder::SurnameFirst,
        (false, true) => NameOrder::BodyAfter,
        (true, true) => NameOrder::Doubtful,
        // Bodies repeat, or have more than a word, or are called by their nouns: three names without any of it are names.
        (false, false)
            if singles >= FEWEST
                && singles == rows.len()
                && rows.iter().all(|row| repeated(row) == 1 && !is_odd(row.second))
                && !asked().any(|row| row.first_stands_alone(near)) =>
        {
            NameOrder::SurnameFirst
        }
        (false, false) if singles * 2 >= rows.len() => NameOrder::Doubtful,
        (false, false) if singles == 0 => NameOrder::Doubtful,
        (false, false) => NameOrder::BodyAfter,
    }
}

/// Whether a text is in a language whose speakers have two surnames each.
fn has_double_surnames(text: &str) -> bool {
    const FEWEST: usize = 3;
    const LOOKED: usize = 16 * 1024;
    let head = text.get(..floor(text, LOOKED)).unwrap_or(text);
    let words = |list: &WordList| head.split_whitespace().filter(|w| list.contains(w)).count();
    let small = words(&SMALL_WORDS_OF_DOUBLE_SURNAMES);
    small >= FEWEST && small > words(&SMALL_WORDS_OF_OTHERS)
}

/// Whether a row can be read in both orders, so that it is nobody's where the list does not tell.
pub(super) fn may_be_either(line: &str) -> bool {
    CommaRow::of(line).is_some_and(|row| !is_body(&row))
}

/// How many surnames a list has at least of which nothing but the list itself tells that they are some.
const FEWEST: usize = 3;

/// How much of a text is looked through for names, and for how many rows of a list.
const NEAR: usize = 256 * 1024;
const ASKED: usize = 24;

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

impl<'t> CommaRow<'t> {
    /// The parts of a line with one comma that are a few words with capitals each.
    fn of(line: &'t str) -> Option<CommaRow<'t>> {
        let line = line.trim_start_matches(['-', '*', '+', ' ', '\t', '\\']).trim_end();
        let end = line.find(['(', '[', '@', '<']).unwrap_or(line.len());
        let name = line.get(..end)?.trim_end_matches([' ', '\\', '*', ';', ',']);
        let (first, second) = name.split_once(',')?;
        // `Ray, Bob, Chair`
        let second = second.split(',').next()?;
        let (first, second) = (first.trim().trim_matches('*'), second.trim().trim_matches('*'));
        let words = |t: &str, most: usize| (1..=most).contains(&t.split_whitespace().count());
        let capital = |t: &str| t.starts_with(char::is_uppercase);
        let letters = |t: &str| t.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '&'));
        let fits =
            name.len() <= 80 && words(first, 4) && words(second, 5) && capital(second) && letters(first) && letters(second);
        let bracket = line.get(end..).and_then(|t| t.strip_prefix('(')).and_then(|t| t.split_once(')')).map(|(inner, _)| inner);
        let short = bracket.filter(|t| (2..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_uppercase()));
        (fits && first.chars().any(char::is_uppercase)).then_some(CommaRow { first, second, letters: short })
    }

    /// Whether the second part can be nothing but a given name: initials, a title before it, or letters in a bracket that begin with its own.
    fn is_reversed(&self) -> bool {
        // `U-M` is a university, `J.-P.` somebody.
        let joined = self.second.contains('-') && !self.second.contains('.');
        let initials = !joined
            && self.second.split([' ', '-']).all(|w| {
                let letters = w.trim_end_matches('.');
                letters.split('.').all(|l| l.chars().count() == 1) && (w.ends_with('.') || letters.chars().count() == 1)
            });
        let titled = |part: &str| {
            let (title, name) = part.split_once(' ').unwrap_or_default();
            TITLES.contains(fold(title.trim_end_matches('.')).as_str()) && name.starts_with(char::is_uppercase)
        };
        // `Mr Lee, Mr Ray` are two.
        let title = titled(self.second) && !titled(self.first);
        let own = || self.letters.is_some_and(|l| initials_of(&format!("{} {}", self.second, self.first), l));
        let other = || self.letters.is_some_and(|l| initials_of(&format!("{} {}", self.first, self.second), l));
        initials || title || own() && !other()
    }

    /// Whether the text has the name with its parts the other way round.
    fn stands_reversed(&self, text: &str) -> bool {
        // Of two surnames the first is the one in use.
        let surname = self.first.split(' ').next().filter(|w| w.starts_with(char::is_uppercase)).unwrap_or(self.first);
        [self.first, surname].iter().any(|surname| {
            let name = format!("{} {surname}", self.second);
            memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|i| is_apart(text, i, i + name.len()))
        })
    }

    /// Whether the text has the first part as a whole name, with no comma behind it.
    fn first_is_whole(&self, text: &str) -> bool {
        memchr::memmem::find_iter(text.as_bytes(), self.first.as_bytes()).any(|i| {
            let end = i + self.first.len();
            is_apart(text, i, end) && !text.get(end..).is_some_and(|t| t.trim_start().starts_with(','))
        })
    }

    /// Whether the text speaks of somebody by the first part alone, as it does of given names and of surnames.
    fn first_stands_alone(&self, text: &str) -> bool {
        memchr::memmem::find_iter(text.as_bytes(), self.first.as_bytes()).any(|i| {
            let end = i + self.first.len();
            let after = text.get(end..).unwrap_or("");
            let goes_on = after.starts_with(':') || after.strip_prefix(' ').is_some_and(|t| t.starts_with(char::is_lowercase));
            is_apart(text, i, end) && goes_on && text.get(..i).is_some_and(|t| !ends_with_name(t))
        })
    }

    /// Whether the text has the second part as that of a body (`from Intel`), or the first as a given name (`Ann Lee`).
    fn second_is_body(&self, text: &str) -> bool {
        let body = memchr::memmem::find_iter(text.as_bytes(), self.second.as_bytes()).any(|i| {
            let before = text.get(..i).map_or("", |t| t.trim_end_matches(' '));
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            is_apart(text, i, i + self.second.len()) && before.len() < i && BEFORE_BODIES.contains(word.to_lowercase().as_str())
        });
        body || memchr::memmem::find_iter(text.as_bytes(), self.first.as_bytes()).any(|i| {
            let end = i + self.first.len();
            let next = text.get(end..).and_then(|t| t.strip_prefix(' ')).unwrap_or("");
            let name = next.split(|c: char| !(c.is_alphabetic() || c == '-' || c == '\'')).next().unwrap_or("");
            let surname =
                name.chars().count() >= 2 && name.starts_with(char::is_uppercase) && name.chars().skip(1).any(char::is_lowercase);
            let opens = text.get(..i).is_some_and(|t| !t.ends_with(|c: char| c.is_alphabetic()) && !ends_with_name(t));
            is_apart(text, i, end) && surname && opens && !is_role(&fold(name))
        })
    }
}

/// Whether a text ends with a word that begins with a capital, so that what comes next may be a surname.
fn ends_with_name(text: &str) -> bool {
    let Some(before) = text.strip_suffix(' ') else { return false };
    before.rsplit(|c: char| c.is_whitespace()).next().is_some_and(|w| w.starts_with(char::is_uppercase))
}

fn is_apart(text: &str, from: usize, to: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text.get(..from).and_then(|t| t.chars().next_back())) && !letter(text.get(to..).and_then(|t| t.chars().next()))
}

/// Whether the words before a comma are one surname: a word, with what belongs to it before.
fn is_single(first: &str) -> bool {
    first.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count() <= 1
}

/// Whether words are those of a body or a part played, and of no given name.
fn is_body(row: &CommaRow<'_>) -> bool {
    let words = fold(row.second);
    let capital = |t: &str| t.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let short = |w: &str| w.chars().count() >= 3 && !w.contains(['.', '-', '\'']) && capital(w);
    let abbreviated = !capital(row.first) && row.second.split_whitespace().any(short);
    let small = row.second.split_whitespace().skip(1).any(|w| w.starts_with(char::is_lowercase));
    abbreviated || small || row.second.contains('&') || words.split(' ').any(|w| BODY_NOUNS.contains(w)) || is_role(&words)
}

/// Whether a word is written as few names are: in two capitals, or with a capital inside (`GitHub`, but `DeShawn` too).
fn is_odd(second: &str) -> bool {
    second.split_whitespace().any(|w| {
        let inside = w.chars().skip(1).any(char::is_uppercase) && !w.contains(['-', '\'', '’']);
        inside && (w.chars().any(char::is_lowercase) || w.chars().count() <= 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_of_names() {
        use NameOrder::{BodyAfter, Doubtful, SurnameFirst};
        for (rows, rest, want) in [
            (&["Adeyemi, Tunde", "Rahman, Nasreen", "Gill, Harpreet"][..], "", SurnameFirst),
            (&["Okafor, Chinwe", "Lindqvist, Axel"], "", Doubtful),
            (&["Okafor, Chinwe", "Lindqvist, Axel"], "Axel Lindqvist spoke.", SurnameFirst),
            (&["Gray, Harbour Trust", "Fox, Harbour Trust"], "", BodyAfter),
            (&["Smith, John", "Brown, John", "Jones, Peter"], "", Doubtful),
            (&["Ann, Mozilla", "Bob, Intel", "Cy, Oracle"], "The slides from Intel are late.", BodyAfter),
            (&["Ann, Mozilla", "Bob, Intel", "Cy, Oracle"], "Bob Ray spoke.", BodyAfter),
            (&["Nguyen, T.", "O'Neill, S. K."], "", SurnameFirst),
            (&["Adeyemi, Tunde (TA)", "Gill, Harpreet"], "", SurnameFirst),
            (&["Michelle Au, Google", "Arjun Patel, Intel"], "", BodyAfter),
            (&["Weiß, BMI", "Kaya, BMF"], "", BodyAfter),
            (&["van Dijk, Sanne", "de Boer, Piet", "Kok, Els"], "", SurnameFirst),
            (&["Ann Lee", "Bob Ray"], "", BodyAfter),
            (&["Quint, Rafael", "Ferrán Gil, Inés"], "", Doubtful),
            (
                &["Vela Ortuño, Marina", "García López, Juan"],
                "Acta de la reunión de los vecinos que viven en el puerto",
                Doubtful,
            ),
            (
                &["Vela Ortuño, Marina", "García López, Juan"],
                "Juan García leyó el acta de la reunión de los vecinos",
                SurnameFirst,
            ),
            (&["Ana Soto, Faro", "Juan Rey, Muelle"], "Ana Soto leyó el acta de la reunión de los vecinos que viven", BodyAfter),
            (&["Adeyemi, Tunde", "Rahman, Nasreen", "Gill, Harpreet"], "Gill will write.", Doubtful),
            (&["SMITH, JOHN", "BROWN, MARY", "JONES, PETER"], "", SurnameFirst),
        ] {
            assert_eq!(order_of(rows.iter().copied(), rest), want, "{rows:?} {rest}");
        }
    }
}
