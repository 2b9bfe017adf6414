//! One row of attendance: who, for which organisation, in what part, for whom, by what means.
//!
//! `Org: Name (chair)`, `Name, Org`, `Name (Org)`, `Name @handle (Role)`, `Official (for Anne Milton MP, by videolink)`.

use super::capitals::Capitals;
use super::lexicon::{
    AFTER_NAMES, BODY_NOUNS, MEMBERS_OF_BODIES, NOT_BODIES, NOT_INSIDE_NAMES, NOT_NAMES, NOT_SECOND_IN_NAMES, PARTICLES,
    POST_NOMINALS, SMALL_WORDS_OF_OTHERS, SURE_BODY_NOUNS, TITLES, WORDS_FOR_MANY,
};
use super::name_order::{NameOrder, may_be_either};
use super::names::{address, column, list_of_names, name_end, plural_title, trimmed, trimmed_left};
use super::row_doubts;
use super::row_lead::{RowLead, call_sign, is_office, office_after, office_before};
use super::words::{Label, exact, is_chair, is_none, is_role};
use crate::layout::bare::{Bare, fold};
use crate::record::{Attendee, FileId, Mode, RowOrder, Span, Standing, TextRange, Written};

/// What a row is read against.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    /// How often each word of two to four capitals stands in the minutes.
    pub(super) capitals: &'a Capitals<'a>,
    pub(super) standing: Standing,
    /// The left of two columns is the organisation.
    pub(super) columns: bool,
    /// What a comma in a row parts.
    pub(super) order: NameOrder,
    /// Single words in lower case are nicknames, as W3C writes them.
    pub(super) nicknames: bool,
    /// Rows of the list have initials before a colon, and the name after it.
    pub(super) initials_first: bool,
    /// Somebody in the list is ticked, so that who is not was not there.
    pub(super) ticked: bool,
}

impl Rows<'_> {
    fn span(&self, bare: &Bare, from: usize, to: usize) -> Span {
        let range = bare.range(from, to);
        Span::new(self.file, range.start(), range.end())
    }

    pub(super) fn written<T>(&self, bare: &Bare, from: usize, to: usize) -> Written<T> {
        let span = self.span(bare, from, to);
        let words = bare.text.get(from..to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        // As written, unless what is written holds marks that are not part of the name.
        let raw = self
            .text
            .get(span.range())
            .filter(|t| !t.contains(['*', '_', '\\', '[', '<', '&', '`', '\n', '\x0c', '\u{a0}', '\u{200b}']));
        Written::new(raw.unwrap_or(&words), span)
    }

    /// The people of one row (one, unless an organisation is followed by several); `None`: this is no row of people.
    pub(super) fn read_row(&self, bare: &Bare, from: usize, to: usize) -> Option<Vec<Attendee>> {
        let words = trimmed(&bare.text, from, to);
        let (from, to) = (words.start(), words.end());
        let text = bare.text.get(from..to)?;
        if text.is_empty() || is_note(text) {
            return None;
        }
        if let Some((done, len)) = tick(text) {
            let standing = if self.ticked && !done { Standing::Absent } else { self.standing };
            let mut people = Rows { standing, ..*self }.read_row(bare, from + len, to)?;
            if let Some(first) = people.first_mut() {
                first.line = Span::new(self.file, self.span(bare, from, to).start as usize, first.line.end as usize);
            }
            return Some(people);
        }
        if text
            .find(':')
            .and_then(|i| text.get(..i))
            .map(str::trim)
            .is_some_and(|left| left.len() < 20 && NOT_BODIES.iter().any(|w| w.eq_ignore_ascii_case(left)))
        {
            return None;
        }
        // `SIGs (2): Ann Lee (Map SIG), Bob Ray`: how many of them came.
        if let Some(len) = counted_group(text) {
            let names = list_of_names(&bare.text, from + len, to);
            let people: Vec<Attendee> =
                names.iter().filter_map(|name| self.row(bare, name.start(), name.end())).flatten().collect();
            return (!people.is_empty()).then_some(people);
        }
        // `[DC] Daniel Collins`: the initials come before the name.
        if let Some(len) = initials_before(text) {
            let letters = text.get(1..).and_then(|t| t.split_once(']')).map(|(letters, _)| letters);
            let mut people = self.read_row(bare, from + len, to)?;
            if let Some(first) = people.first_mut() {
                // They are no word of the row's own, so that the line stays as it is written.
                first.initials = first.initials.take().or_else(|| letters.map(Into::into));
            }
            return Some(people);
        }
        // `ab 19.55 Ann Lee`: the part comes before the name.
        if let Some(len) = super::presence::part_before(text) {
            let mut people = self.read_row(bare, from + len, to)?;
            let part = text.get(..len).map(|t| t.trim().trim_end_matches(':'));
            people.iter_mut().for_each(|p| p.part = p.part.take().or_else(|| part.map(Into::into)));
            if let Some(first) = people.first_mut() {
                first.line = Span::new(self.file, self.span(bare, from, to).start as usize, first.line.end as usize);
            }
            return Some(people);
        }
        // `[User:Ann](User:Ann)` in a wiki.
        if let Some(len) = ["User:", "Benutzer:", "Utilisateur:"].iter().find(|w| text.starts_with(**w)).map(|w| w.len()) {
            return self.read_row(bare, from + len, to);
        }
        if let Some(gap) = self.organisation_first(text).or_else(|| letters_first(text)) {
            let (left, right) = (text.get(..gap.start())?, text.get(gap.end()..)?);
            match RowLead::of(left.trim(), right, self.initials_first) {
                RowLead::Initials => {
                    let mut person = self.person(bare, from + gap.end(), to, RowOrder::NameFirst)?;
                    person.initials = Some(left.trim().into());
                    return Some(vec![person]);
                }
                RowLead::Office => {
                    return self.row_of_office(bare, TextRange::new(from, from + gap.start()), from + gap.end(), to);
                }
                RowLead::Body => {}
            }
            let organisation = self.written(bare, from, from + gap.start());
            let names = list_of_names(&bare.text, from + gap.end(), to);
            let mut out = Vec::new();
            for (n, name) in names.iter().enumerate() {
                let mut person = self.person(bare, name.start(), name.end(), RowOrder::OrganisationFirst)?;
                person.organisation = Some(organisation.clone());
                if n == 0 {
                    person.line = self.span(bare, from, name.end());
                }
                out.push(person);
            }
            return (!out.is_empty()).then_some(out);
        }
        let person = self.person(bare, from, to, RowOrder::NameFirst)?;
        self.with_stand_ins(bare, to, person)
    }

    /// Those named after an office, each without an organisation but what stands behind the one name: `Chair pro tem: Ann Lee, Harbour
    /// Trust`.
    fn row_of_office(&self, bare: &Bare, office: TextRange, from: usize, to: usize) -> Option<Vec<Attendee>> {
        let names = list_of_names(&bare.text, from, to);
        let body = |name: &TextRange| fold(name.slice(&bare.text)).split(' ').next_back().is_some_and(|w| BODY_NOUNS.contains(w));
        let one = names.len() == 1 || names.len() == 2 && names.last().is_some_and(body);
        if !one {
            let people: Vec<Attendee> =
                names.iter().filter_map(|name| self.person(bare, name.start(), name.end(), RowOrder::NameFirst)).collect();
            return (!people.is_empty()).then_some(people);
        }
        let mut person = self.person(bare, from, to, RowOrder::NameFirst)?;
        let title = office.slice(&bare.text).trim();
        let words = fold(title);
        if is_office(&words) && !MEMBERS_OF_BODIES.is_among(&words) {
            person.chair |= is_chair(&fold(title));
            person.role.get_or_insert_with(|| title.into());
        }
        Some(vec![person])
    }

    /// What parts the organisation that a row begins with from the name after it.
    fn organisation_first(&self, text: &str) -> Option<TextRange> {
        if self.columns
            && let Some(gap) = column(text)
        {
            return Some(gap);
        }
        let colon = text.find(':')?;
        let (left, right) = (text.get(..colon)?, text.get(colon + 1..)?);
        let words = left.split_whitespace().count();
        // `quorate :D`
        let said = right.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2;
        if left.contains(['(', '@', ',', '<'])
            || !said
            || words == 0
            || words > 9
            || right.starts_with("//")
            || NOT_BODIES.contains(fold(left).as_str())
            || words > 2 && WORDS_FOR_MANY.is_among(&fold(left)) && !is_office(&fold(left))
        {
            return None;
        }
        // `Ann Lee: @annlee`
        if words > 1 && right.trim().strip_prefix('@').is_some_and(|handle| !handle.contains(char::is_whitespace)) {
            return None;
        }
        let lead = right.len() - right.trim_start().len();
        let first = right.trim_start().chars().next()?;
        (first.is_uppercase() || first == '@' || address(right.trim_start()).is_some())
            .then(|| TextRange::new(colon, colon + 1 + lead))
    }

    /// One person. `from..to` holds no organisation before the name.
    pub(super) fn person(&self, bare: &Bare, from: usize, to: usize, order: RowOrder) -> Option<Attendee> {
        let words = trimmed(&bare.text, from, to);
        let (from, to) = (words.start(), words.end());
        let text = bare.text.get(from..to)?;
        if self.order == NameOrder::Doubtful && may_be_either(text) {
            return None;
        }
        let comma = text
            .find([',', '('])
            .filter(|at| self.order == NameOrder::SurnameFirst && text.get(*at..).is_some_and(|t| t.starts_with(',')));
        let end = match comma {
            Some(comma) => text.get(comma + 1..).map_or(comma, |given| comma + 1 + name_end(given)),
            None if address(text) == Some(text.len()) => text.len(),
            None => name_end(text),
        };
        // `Goal: to move the lamps` is what somebody wants, and no person of that name.
        let said = text.get(end..).and_then(|t| t.strip_prefix(':')).map_or("", str::trim);
        if said.starts_with(char::is_lowercase)
            && (!is_role(&fold(said)) || text.get(..end).is_some_and(|name| is_role(&fold(name))))
        {
            return None;
        }
        let name = text.get(..end)?.trim_end().trim_end_matches(FOOTNOTE_SIGNS).trim_end();
        let handle_only = name.starts_with('@');
        let mail = address(text) == Some(text.len());
        let sign = call_sign(name);
        // `Councillors Lee, Ray and Nash`: the title is that of all.
        let several = plural_title(name);
        let office = if several == 0 { office_before(name) } else { 0 };
        let lead = match sign {
            Some(sign) if name.starts_with(sign) => sign.len() + 1,
            _ => several + office,
        };
        let plain = name
            .get(lead..)
            .map(|n| sign.and_then(|sign| n.strip_suffix(sign)).map_or(n, str::trim_end))?
            .trim_start_matches('@');
        let handled = plain.len() >= 3 && text.get(end..).is_some_and(|t| t.starts_with('@'));
        let named = Rows { nicknames: self.nicknames || handled, ..*self };
        if !(handle_only && plain.len() <= 40 && !plain.contains(' ') || mail || named.is_name(plain)) {
            return None;
        }
        let skip = usize::from(handle_only) + lead;
        // `Ann Mary Lee AML @ann`
        let initials = if handle_only { None } else { initials_after(name).or(sign) };
        let name = initials.and_then(|short| name.strip_suffix(short)).map_or(name, str::trim_end);
        let body = if handle_only { None } else { body_after(name) };
        let organisation = body.map(|short| self.written(bare, from + name.len() - short.len(), from + name.len()));
        let name = body.and_then(|short| name.strip_suffix(short)).map_or(name, str::trim_end);
        let behind = if handle_only || comma.is_some() { None } else { office_after(name) };
        let name = behind.and_then(|office| name.strip_suffix(office)).map_or(name, str::trim_end);
        let plain = name.trim_start_matches('@');
        let mut written = self.written(bare, from + skip, from + name.len());
        // `Ray, Bob` is Bob Ray.
        if let Some((surname, given)) = comma.and_then(|_| written.text.split_once(',')) {
            written = Written::new(format!("{} {}", given.trim(), surname.trim()), written.span);
        }
        // A name that is struck out is that of somebody who did not come.
        let before = self.text.get(..written.span.start as usize).unwrap_or("").trim_end_matches(['*', '_', '[']);
        let struck = STRUCK.iter().any(|mark| before.ends_with(mark));
        let standing = if struck && self.standing == Standing::Present { Standing::Absent } else { self.standing };
        let role = text.get(several..several + office).map(str::trim).filter(|role| !role.is_empty()).or(behind);
        let is_followed = body.is_some() || behind.is_some();
        let rest = trimmed_left(&bare.text, if is_followed { from + name.len() } else { from + end }, to);
        let mut out = Attendee {
            standing,
            unnamed: is_unnamed(&fold(plain)),
            name: written,
            organisation,
            role: None,
            chair: role.is_some_and(|role| is_chair(&fold(role))),
            deputy_for: Vec::new(),
            mode: Mode::Unstated,
            part: None,
            initials: initials.map(Into::into),
            handle: handle_only.then(|| plain.into()),
            order,
            // What comes before the name is no word of the row, so that the line stays as it is written.
            line: self.span(bare, from + lead, to),
            rest: self.span(bare, rest, to),
        };
        self.rest(bare, from + end, to, &mut out);
        out.role = out.role.or_else(|| role.map(Into::into));
        row_doubts::corrected(out, text.get(end..).unwrap_or(""))
    }

    /// Whether words can be a person's name (or an unnamed official, or a party such as `the Clerk`).
    fn is_name(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let n = words.len();
        if n == 0 || n > 7 || name.len() > 70 || name.contains("://") || name.contains('?') {
            return false;
        }
        let folded = fold(name);
        if n <= 5 && is_none(&folded) {
            return false;
        }
        if n > 1 && words.iter().any(|w| WORDS_FOR_MANY.contains(fold(w).as_str())) {
            return false;
        }
        // `Notice The Chair read the notice` tells something.
        let told = words.windows(3).any(|w| {
            matches!(w, [before, word, _] if before.starts_with(char::is_uppercase) && NOT_INSIDE_NAMES.contains(fold(word).as_str()))
        });
        let thing = matches!(*words, [first, second, _, ..] if NOT_SECOND_IN_NAMES.contains(second) && !is_role(&fold(first)));
        if told || thing {
            return false;
        }
        let first = name.chars().find(|c| c.is_alphanumeric());
        if first.is_none_or(|c| !c.is_alphabetic()) {
            return false;
        }
        let digits = name.bytes().filter(u8::is_ascii_digit).count();
        if digits > 2 || digits > 0 && (n > 3 || !super::date::scan(name, None).is_empty()) {
            return false;
        }
        let small = |w: &&&str| w.chars().next().is_some_and(char::is_lowercase);
        let joined = |w: &&str| w.starts_with("d'") || w.starts_with("o'") || w.starts_with("l'");
        let odd = |w: &&&str| small(w) && !PARTICLES.contains(w) && !joined(w);
        let lower = words.iter().filter(odd).count();
        // `Deferred to C`: a small word between others is one of a sentence.
        let inner =
            n >= 3 && words.windows(2).skip(1).any(|w| matches!(w, [a, b] if odd(&a) && b.starts_with(char::is_uppercase)));
        // `The board met`
        let told = n > 1 && words.last().is_some_and(|w| odd(&w) && !AFTER_NAMES.contains(w.trim_end_matches('.')));
        if told && !(n == 2 && lower == 1 && words.first().is_some_and(|w| small(&w))) {
            return false;
        }
        let plain = words.iter().filter(|w| w.chars().count() > 2 && w.starts_with(char::is_uppercase)).count();
        if inner || plain >= MOST_WORDS || is_body(&words) {
            return false;
        }
        let capital =
            words.iter().any(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase())));
        // `Visitors` is what those after it are called.
        if !is_unnamed(&folded) && matches!(exact(&folded), Some(Label::People(..) | Label::Proxy)) {
            return false;
        }
        if n == 1 {
            // `F5` is a company.
            let letters = digits == 0 || !capital || name.chars().filter(|c| c.is_alphabetic()).count() > 3;
            return letters
                && (capital || self.nicknames)
                && !NOT_NAMES.contains(folded.as_str())
                && !TITLES.contains(folded.as_str());
        }
        (capital && lower * 2 < n || n == 2 && lower == 1 && words.get(1).is_some_and(|w| w.starts_with(char::is_uppercase)))
            && !NOT_NAMES.contains(fold(words.first().unwrap_or(&"")).as_str())
    }
}

/// How long a group with the number of its people in brackets is, which a row begins with: `Officers (2): `.
fn counted_group(text: &str) -> Option<usize> {
    let (group, rest) = text.split_once('(')?;
    let (count, names) = rest.split_once("):")?;
    let counted = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    (counted && group.len() <= 40 && !group.contains([',', ';'])).then(|| text.len() - names.trim_start().len())
}

/// What parts the letters that a row begins with from the names after it: `AL - Ann Lee, Harbour Office`, `QHB - Lee, Ray`.
fn letters_first(text: &str) -> Option<TextRange> {
    let dash = super::names::dash(text)?;
    let (left, right) = (text.get(..dash)?.trim_end(), text.get(dash..)?);
    let names = right.trim_start_matches([' ', '-', '–', '—']);
    let short = (2..=5).contains(&left.len()) && left.bytes().all(|b| b.is_ascii_uppercase());
    if !short || !names.starts_with(char::is_uppercase) {
        return None;
    }
    let name = names.get(..name_end(names)).unwrap_or(names).trim_end();
    let noun = |w: &str| BODY_NOUNS.contains(fold(w).as_str());
    let body = name.split(' ').any(noun) || is_role(&fold(name));
    // One word may be whom somebody is from who is called by their letters.
    let several =
        || names.split([',', '&']).count() >= 2 && !names.split(',').skip(1).any(|t| t.split(' ').any(noun) || is_role(&fold(t)));
    (!body && (super::names::initials_of(name, left) || name.contains(' ') || several()))
        .then(|| TextRange::new(dash, text.len() - names.len()))
}

/// Signs behind a name that lead to a note: `Ann Lee*`.
const FOOTNOTE_SIGNS: [char; 3] = ['*', '†', '‡'];

/// Marks that open words which are struck out.
const STRUCK: [&str; 4] = ["~~", "<s>", "<del>", "<strike>"];

/// A tick box that a row begins with: whether it is ticked, and how long it is.
fn tick(text: &str) -> Option<(bool, usize)> {
    let boxes = [
        ("[ ]", false),
        ("[x]", true),
        ("[X]", true),
        ("[]", false),
        ("☐", false),
        ("☑", true),
        ("☒", true),
        ("✓", true),
        ("✔", true),
        ("✅", true),
    ];
    let (mark, done) = boxes.iter().find(|(mark, _)| text.starts_with(mark))?;
    let rest = text.get(mark.len()..)?;
    rest.starts_with(char::is_whitespace).then_some((*done, mark.len()))
}

/// Whether words are of a body: its noun comes last, or before "of".
fn is_body(words: &[&str]) -> bool {
    let noun = |word: &str| SURE_BODY_NOUNS.contains(fold(word).as_str());
    words.len() > 1
        && (words.last().is_some_and(|w| noun(w))
            || words.windows(2).any(|w| matches!(w, [a, b] if noun(a) && SMALL_WORDS_OF_OTHERS.contains(b))))
}

/// How many words in capitals a name has at most; more of them are several names with nothing between.
const MOST_WORDS: usize = 6;

/// A text that tells something, where a name is looked for.
fn is_note(text: &str) -> bool {
    text.len() > 400 || text.contains("{{") || text.starts_with('{') || text.starts_with("http") || text.starts_with("<!--")
}

/// An official whom the minutes do not name, by policy.
fn is_unnamed(folded: &str) -> bool {
    let base = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(base, "official" | "officials" | "swyddog" | "swyddogion" | "an official")
}

/// How long `[DC] ` is at the start of a row whose name has these initials.
fn initials_before(text: &str) -> Option<usize> {
    let (letters, name) = text.strip_prefix('[')?.split_once(']')?;
    let short = (2..=4).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let name = name.strip_prefix(' ')?.trim_start();
    (short && name.chars().next() == letters.chars().next()).then(|| text.len() - name.len())
}

/// The letters of a body after a whole name: `Ann Lee GDS`, `Xin Qiu J&J`.
fn body_after(name: &str) -> Option<&str> {
    let (whole, short) = name.rsplit_once(' ')?;
    let letters = (2..=5).contains(&short.len()) && short.bytes().all(|b| b.is_ascii_uppercase() || b == b'&');
    let named = whole.split_whitespace().count() >= 2 && whole.split_whitespace().all(|w| w.chars().any(char::is_lowercase));
    (letters && named && !POST_NOMINALS.contains(short)).then_some(short)
}

/// The initials that stand after a whole name, which begin as it does and hold the first letter of its last word. Letters of an
/// honour or office (`MP`) are part of the name.
fn initials_after(name: &str) -> Option<&str> {
    let (whole, short) = name.rsplit_once(' ')?;
    let last = whole.trim_end().rsplit_once(' ')?.1.chars().next()?;
    let capitals = (2..=4).contains(&short.len()) && short.bytes().all(|b| b.is_ascii_uppercase());
    let begins = short.chars().next() == whole.chars().next() && short.chars().skip(1).any(|c| c == last);
    (capitals && begins && !POST_NOMINALS.contains(short) && whole.chars().any(char::is_lowercase)).then_some(short)
}
