//! Whether a list of people is written surname first (`Ray, Bob`), or what follows the comma is whom they are from (`Bob Ray, Lamplight`).
//! Given names tell: a list in which what follows each comma is often one is of the first kind.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::layout::bare::fold;

/// Given names that are common in Europe and the Americas. They need not be all: some in a list decide for all of it.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "adam", "adrian", "agnes", "alan", "albert", "alejandro", "alex", "alexander", "alice", "alicia", "amanda", "amy", "ana", "anders",
    "andré", "andrea", "andreas", "andrew", "andy", "angela", "anita", "ann", "anna", "anne", "antoine", "anthony", "antonio", "barbara",
    "beatriz", "ben", "benjamin", "bernard", "bernd", "bethan", "bob", "brian", "bruno", "carl", "carla", "carlos", "carmen", "carol",
    "caroline", "catherine", "cécile", "charles", "charlotte", "chris", "christian", "christina", "christine", "christoph", "claire",
    "clara", "claude", "claudia", "colin", "cristina", "dafydd", "daniel", "daniela", "dave", "david", "deborah", "denis", "diana", "diego",
    "dirk", "dominik", "dominique", "donald", "edward", "elena", "elisabeth", "elizabeth", "emily", "emma", "emmanuel", "eric", "erik",
    "erich", "eva", "fabien", "fabio", "felix", "fernando", "florian", "françois", "francesca", "francesco", "francisco", "frank", "franz",
    "fred", "gabriel", "gareth", "gary", "geoff", "george", "georg", "gerhard", "gilles", "giovanni", "giulia", "graham", "gregory",
    "gregg", "guillaume", "gustavo", "gwen", "hannah", "hans", "harry", "heinz", "helen", "helena", "henri", "henry", "hugo", "huw", "ian",
    "inés", "inês", "irene", "isabel", "isabelle", "ivan", "jack", "jacques", "jake", "james", "jan", "jane", "janet", "jean", "jeff",
    "jennifer", "jens", "jérôme", "jesse", "jessica", "jesús", "jim", "joan", "joanna", "joao", "joão", "joaquín", "joe", "john",
    "jonathan", "jordi", "jorge", "josé", "josep", "joseph", "juan", "julia", "julian", "julie", "julien", "jürgen", "karen", "karin",
    "karl", "kate", "katharina", "kathrin", "kevin", "klaus", "lars", "laura", "laurent", "lea", "leon", "linda", "lisa", "louis",
    "louise", "lucas", "lucia", "lucía", "luis", "luís", "luca", "lukas", "luke", "manuel", "marc", "marco", "marcos", "margaret",
    "maria", "maría", "marie", "marina", "mario", "mark", "markus", "marta", "martin", "martín", "martina", "mary", "mateo", "matthew",
    "matthias", "max", "megan", "michael", "michel", "michelle", "miguel", "mike", "monica", "mónica", "monika", "nancy", "natalie",
    "nathan", "neil", "niall", "nicola", "nicolas", "nicholas", "niklas", "nina", "nuria", "olga", "oliver", "olivier", "óscar", "pablo",
    "paola", "pascal", "pat", "patricia", "patrick", "paul", "paula", "paulo", "pedro", "peter", "petra", "phil", "philip", "philippe",
    "pierre", "pilar", "rachel", "rafael", "raffaele", "ralf", "ramón", "raúl", "rebecca", "rémi", "renate", "rhys", "ricardo", "richard",
    "rob", "robert", "roberto", "roger", "roland", "rosa", "rubén", "ruth", "ryan", "sabine", "sally", "sam", "samuel", "sandra", "sara",
    "sarah", "sebastian", "serge", "sergio", "silvia", "simon", "siân", "sofia", "sofía", "sophie", "stefan", "stephan", "stéphane",
    "stephen", "steve", "steven", "stuart", "susan", "susana", "susanne", "sylvie", "ted", "teresa", "thierry", "thomas", "tim",
    "timothée", "timothy", "tobias", "tom", "tomas", "tony", "ulrich", "ursula", "valérie", "vera", "verónica", "vicente", "victor",
    "víctor", "vincent", "walter", "werner", "william", "wolfgang", "xavier", "yolanda", "yves",
];

/// Whether each of `lines` is a surname, a comma and a given name.
pub(super) fn come_first<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut after, mut before) = (0usize, 0usize, 0usize);
    for line in lines {
        let Some((surname, given)) = parts(line) else { return false };
        all += 1;
        after += usize::from(is_given(given));
        before += usize::from(is_given(surname));
    }
    all >= 2 && after * 3 >= all && after > before
}

/// What stands before and after the one comma of a line; a bracket or address at its end is no part of the name.
fn parts(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches(['-', '*', '+', ' ', '\t', '\\']);
    let name = line.split(['(', '[', '@', '<']).next()?.trim_end_matches([' ', '\\', '.', '*']);
    let (surname, given) = name.split_once(',')?;
    let words = |t: &str, most: usize| (1..=most).contains(&t.split_whitespace().count());
    let capital = |t: &str| t.trim_start().starts_with(char::is_uppercase);
    let letters = |t: &str| t.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    (name.len() <= 80 && words(surname, 4) && words(given, 3) && capital(given) && letters(surname) && letters(given))
        .then_some((surname, given))
}

fn is_given(words: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.iter().copied().collect());
    words.split([' ', '-']).find(|w| !w.is_empty()).is_some_and(|w| NAMES.contains(fold(w).as_str()))
}
