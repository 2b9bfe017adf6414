//! Which words can be the name of an owner.

use super::bidden::is_verb;
use super::known_people::People;
use super::names::list_of_names;
use super::not_owners::NOT_OWNERS;
use super::owners::split;
use super::words::Lexicon;
use crate::layout::bare::fold;
use crate::record::TextRange;

/// Whether words alone can be an owner, as over a list of what is theirs.
pub(super) fn is_owner(words: &str, lexicon: &Lexicon) -> bool {
    words.split_whitespace().count() <= 4
        && !words.is_empty()
        && names_ok(words, &People::of(&[], lexicon), true)
        && !is_verb(words)
}

/// Whether all of `names` can be owners. `short` demands that they stand alone, as in brackets or before a colon.
pub(super) fn names_ok(names: &str, people: &People, short: bool) -> bool {
    let list = list_of_names(names, 0, names.len());
    !list.is_empty() && list.len() <= 12 && list.iter().all(|name| name_ok(name.slice(names).trim(), people, short))
}

/// Words in lower case that may stand in the name of an owner.
const SMALL: &[&str] = &[
    "of",
    "the",
    "and",
    "for",
    "de",
    "van",
    "von",
    "der",
    "den",
    "members",
    "member",
    "chair",
    "chairs",
    "team",
    "staff",
    "secretary",
    "clerk",
    "treasurer",
    "group",
    "board",
    "committee",
    "council",
    "officer",
    "officers",
    "director",
    "directors",
    "office",
    "manager",
    "managers",
    "all",
    "leads",
    "lead",
    "editors",
    "editor",
    "authors",
    "author",
    "maintainers",
    "maintainer",
    "everyone",
    "participants",
    "attendees",
    "trustees",
    "delegates",
    "representatives",
    "representative",
    "secretariat",
    "both",
    "others",
    "councillors",
    "working",
    "wg",
    "sub-committee",
    "subcommittee",
    "vice",
    "co-chairs",
    "panel",
    "present",
    "parties",
    "organisations",
    "departments",
    "department",
    "in",
    "ap",
    "champion",
    "champions",
    "host",
    "owner",
    "owners",
    "contributors",
];

/// Words that a name in lower case ends with when it is that of a body or an office: `open standards team`.
const BODIES: &[&str] = &[
    "team",
    "group",
    "committee",
    "board",
    "office",
    "panel",
    "secretariat",
    "department",
    "staff",
    "council",
    "chair",
    "chairs",
    "co-chairs",
    "editors",
    "editor",
    "leads",
    "lead",
    "members",
    "officers",
    "officer",
    "subcommittee",
    "sub-committee",
    "authors",
    "maintainers",
    "trustees",
    "directors",
    "secretary",
    "treasurer",
    "clerk",
    "participants",
    "attendees",
    "councillors",
    "reps",
    "representatives",
    "volunteers",
    "organisers",
    "organizers",
    "parties",
    "members' office",
    "sites",
    "facilities",
    "partners",
    "techs",
    "technicians",
    "institutions",
    "organisations",
    "organizations",
    "countries",
    "nodes",
    "everyone",
    "all",
    "wg",
    "owner",
    "owners",
    "community",
    "taskforce",
    "exec",
    "execs",
    "task force",
];

/// Whether words in lower case name a body or an office. Where they stand `free`, the first may be a verb (`open standards team`).
pub(super) fn is_body(bare: &str, free: bool) -> bool {
    let count = bare.split(' ').count();
    let last = bare.rsplit(' ').next().unwrap_or("");
    let first = bare.split(' ').next().unwrap_or("");
    const LINKS: &[&str] =
        &["to", "in", "on", "with", "from", "by", "at", "as", "that", "will", "is", "are", "be", "it", "this", "if", "a", "an"];
    count <= 5
        && BODIES.contains(&last)
        && !bare.split(' ').any(|w| LINKS.contains(&w))
        && !NOT_FIRST.contains(&first)
        && (count == 1 || free || !is_verb(first))
}

fn name_ok(name: &str, people: &People, short: bool) -> bool {
    let name = name.trim_matches(['(', ')', '[', ']', '"', ' ', ':']);
    let bare = fold(name);
    if bare.len() <= 60
        && !name.contains(['?', '!', '#', '=', '<', '>', '{', '`', ';', '.', ':'])
        && is_body(bare.strip_prefix("the ").unwrap_or(&bare), !short || name.starts_with(char::is_lowercase))
    {
        return true;
    }
    if name.is_empty() || name.len() > 80 || bare.is_empty() {
        return false;
    }
    if people.knows(name) {
        return true;
    }
    if super::outcome::is_outcome_word(&bare) {
        return false;
    }
    // `AS + KH`
    let initials = |p: &str| (2..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_uppercase());
    if name.contains(" + ") && name.split('+').all(|p| initials(p.trim())) {
        return true;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = name.chars().next();
    let starts = first.is_some_and(|c| c.is_uppercase() || c == '@' || (c.is_alphabetic() && !c.is_lowercase()));
    let handle = name.starts_with('@') && words.len() == 1;
    let known_small = matches!(
        bare.as_str(),
        "all"
            | "everyone"
            | "everybody"
            | "clerk"
            | "chair"
            | "secretary"
            | "secretariat"
            | "editors"
            | "chairs"
            | "tbd"
            | "members"
            | "pawb"
    );
    // `EIP-152 Champions`
    let id = words.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit())).all(|w| {
        w.contains('-') && w.starts_with(char::is_uppercase) && w.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let digits = name.bytes().any(|b| b.is_ascii_digit()) && !handle && !(id && words.len() > 1);
    if !(starts || known_small) || words.len() > 7 || digits && words.len() > 1 {
        return false;
    }
    if digits || name.contains(['?', '!', '#', '=', '<', '>', '{', '`', ';']) {
        return false;
    }
    if name.contains(". ") && !words.iter().rev().skip(1).filter(|w| w.ends_with('.')).all(|w| w.len() <= 4) {
        return false;
    }
    let small = words
        .iter()
        .skip(1)
        .filter(|w| w.chars().next().is_some_and(char::is_lowercase))
        .any(|w| !SMALL.contains(&w.trim_end_matches([',', '\'', '.'])));
    if small {
        return false;
    }
    let first = bare.split(' ').next().unwrap_or("");
    let stop =
        NOT_OWNERS.contains(&first) && first != "board" && first != "team" && first != "committee" || NOT_FIRST.contains(&first);
    !(stop || short && words.len() == 1 && is_verb(name))
}

/// Words that begin a sentence and no name.
pub(super) const NOT_FIRST: &[&str] = &[
    "we",
    "i",
    "it",
    "they",
    "he",
    "she",
    "this",
    "that",
    "there",
    "these",
    "those",
    "if",
    "when",
    "once",
    "after",
    "before",
    "please",
    "not",
    "no",
    "next",
    "meeting",
    "how",
    "what",
    "who",
    "why",
    "where",
    "our",
    "need",
    "needs",
    "also",
    "then",
    "so",
    "but",
    "see",
    "issue",
    "issues",
    "pr",
    "link",
    "note",
    "notes",
    "discussion",
    "question",
    "decision",
    "resolution",
    "conclusion",
    "agreed",
    "motion",
    "a",
    "an",
    "in",
    "on",
    "at",
    "as",
    "with",
    "from",
    "you",
    "let",
    "let's",
    "someone",
    "nobody",
    "any",
    "some",
    "more",
    "new",
    "http",
    "https",
    "e",
    "i.e",
    "draft",
    "due",
    "optional",
    "today",
    "tomorrow",
    "deadline",
    "response",
    "proposal",
    "pre-work",
    "pre",
    "prework",
    "homework",
    "background",
    "context",
    "goal",
    "goals",
    "reminder",
    "fyi",
    "option",
    "options",
    "example",
    "to",
    "fixme",
    "fin",
    "end",
    "ende",
];

/// Every name of a marker or a cell, whatever it looks like.
pub(super) fn all_names(text: &str) -> Vec<TextRange> {
    let end = text.trim_end_matches([' ', ':', '-', '–', '—', '.']).len();
    let mut names = split(text, 0, end);
    // `??` names nobody.
    names.retain(|part| text.get(part.range()).is_some_and(|t| t.chars().any(char::is_alphanumeric)));
    names
}

/// The names of the subject of a sentence, where it can be an owner.
pub(super) fn split_names(text: &str, from: usize, to: usize, people: &People) -> Option<Vec<TextRange>> {
    let names = text.get(from..to)?;
    (names_ok(names, people, false) && !is_verb(names)).then(|| split(text, from, to)).filter(|l| !l.is_empty())
}
