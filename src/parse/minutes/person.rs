//! One row of attendance: who, for which organisation, in what part, for whom, by what means.
//!
//! `Org: Name (chair)`, `Name, Org`, `Name (Org)`, `Name @handle (Role)`, `Official (for Anne Milton MP, by videolink)`.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::text::{Bare, fold};
use super::words::{is_chair, is_none, is_role};
use crate::record::{Attendee, FileId, Mode, RowOrder, Span, Standing, Written};

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
    /// Single words in lower case are nicknames, as W3C writes them.
    pub(super) nicknames: bool,
    /// Somebody in the list is ticked, so that who is not was not there.
    pub(super) ticked: bool,
}

/// Words of two to four capitals and how often each stands in a text; counted when somebody first asks.
pub(super) struct Capitals<'a> {
    text: &'a str,
    counts: OnceCell<BTreeMap<[u8; 4], u32>>,
}

impl<'a> Capitals<'a> {
    pub(super) fn of(text: &'a str) -> Capitals<'a> {
        Capitals { text, counts: OnceCell::new() }
    }

    fn count(&self, word: &str) -> u32 {
        let mut key = [0u8; 4];
        for (slot, b) in key.iter_mut().zip(word.bytes()) {
            *slot = b;
        }
        self.counts.get_or_init(|| capitals(self.text)).get(&key).copied().unwrap_or(0)
    }
}

fn capitals(text: &str) -> BTreeMap<[u8; 4], u32> {
    let mut out = BTreeMap::new();
    let (mut word, mut len, mut clean) = ([0u8; 4], 0usize, true);
    for &b in text.as_bytes().iter().chain(b" ") {
        if b.is_ascii_alphanumeric() || b >= 0x80 {
            if b.is_ascii_uppercase() && len < 4 {
                if let Some(slot) = word.get_mut(len) {
                    *slot = b;
                }
            } else {
                clean = false;
            }
            len += 1;
        } else {
            if clean && (2..=4).contains(&len) {
                *out.entry(word).or_insert(0) += 1;
            }
            (word, len, clean) = ([0; 4], 0, true);
        }
    }
    out
}

impl Rows<'_> {
    fn span(&self, bare: &Bare, from: usize, to: usize) -> Span {
        let (start, end) = bare.range(from, to);
        Span::new(self.file, start, end.max(start))
    }

    fn written<T>(&self, bare: &Bare, from: usize, to: usize) -> Written<T> {
        let span = self.span(bare, from, to);
        let words = bare.text.get(from..to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        // As written, unless what is written holds marks that are not part of the name.
        let raw =
            self.text.get(span.range()).filter(|t| !t.contains(['*', '_', '\\', '[', '<', '&', '`', '\n', '\u{a0}', '\u{200b}']));
        Written::new(raw.unwrap_or(&words), span)
    }

    /// The people of one row (one, unless an organisation is followed by several); `None`: this is no row of people.
    pub(super) fn row(&self, bare: &Bare, from: usize, to: usize) -> Option<Vec<Attendee>> {
        let (from, to) = trimmed(&bare.text, from, to);
        let text = bare.text.get(from..to)?;
        if text.is_empty() || is_note(text) {
            return None;
        }
        if let Some((done, len)) = tick(text) {
            let standing = if self.ticked && !done { Standing::Absent } else { self.standing };
            let mut people = Rows { standing, ..*self }.row(bare, from + len, to)?;
            if let Some(first) = people.first_mut() {
                first.line = Span::new(self.file, self.span(bare, from, to).start as usize, first.line.end as usize);
            }
            return Some(people);
        }
        if text
            .find(':')
            .and_then(|i| text.get(..i))
            .is_some_and(|left| left.len() < 20 && NOT_BODIES.iter().any(|w| w.eq_ignore_ascii_case(left.trim())))
        {
            return None;
        }
        // `[User:Ann](User:Ann)` in a wiki.
        if let Some(len) = ["User:", "Benutzer:", "Utilisateur:"].iter().find(|w| text.starts_with(**w)).map(|w| w.len()) {
            return self.row(bare, from + len, to);
        }
        if let Some((left, right)) = self.organisation_first(text) {
            let organisation = self.written(bare, from, from + left);
            let names = list_of_names(&bare.text, from + right, to);
            let mut out = Vec::new();
            for (n, (a, b)) in names.iter().enumerate() {
                let mut person = self.person(bare, *a, *b, RowOrder::OrganisationFirst)?;
                person.organisation = Some(organisation.clone());
                if n == 0 {
                    person.line = self.span(bare, from, *b);
                }
                out.push(person);
            }
            return (!out.is_empty()).then_some(out);
        }
        self.person(bare, from, to, RowOrder::NameFirst).map(|p| vec![p])
    }

    /// Where the organisation ends and the name begins, where the row begins with an organisation.
    fn organisation_first(&self, text: &str) -> Option<(usize, usize)> {
        if self.columns
            && let Some((left, right)) = column(text)
        {
            return Some((left, right));
        }
        let colon = text.find(':')?;
        let (left, right) = (text.get(..colon)?, text.get(colon + 1..)?);
        let words = left.split_whitespace().count();
        if left.contains(['(', '@', ','])
            || words == 0
            || words > 9
            || right.starts_with("//")
            || NOT_BODIES.contains(&fold(left).as_str())
        {
            return None;
        }
        let lead = right.len() - right.trim_start().len();
        let first = right.trim_start().chars().next()?;
        (first.is_uppercase() || first == '@').then_some((colon, colon + 1 + lead))
    }

    /// One person. `from..to` holds no organisation before the name.
    pub(super) fn person(&self, bare: &Bare, from: usize, to: usize, order: RowOrder) -> Option<Attendee> {
        let (from, to) = trimmed(&bare.text, from, to);
        let text = bare.text.get(from..to)?;
        let end = name_end(text);
        // `Goal: to move the lamps` is what somebody wants, and no person of that name.
        let said = text.get(end..).and_then(|t| t.strip_prefix(':')).map_or("", str::trim);
        if said.starts_with(char::is_lowercase) && said.contains(' ') && !is_role(&fold(said)) {
            return None;
        }
        let name = text.get(..end)?.trim_end();
        let handle_only = name.starts_with('@');
        let plain = name.trim_start_matches('@');
        if !(handle_only && plain.len() <= 40 && !plain.contains(' ') || self.is_name(plain)) {
            return None;
        }
        let skip = usize::from(handle_only);
        // `Ann Mary Lee AML @ann`
        let initials = if handle_only { None } else { initials_after(name) };
        let name = initials.and_then(|short| name.strip_suffix(short)).map_or(name, str::trim_end);
        let plain = name.trim_start_matches('@');
        let written = self.written(bare, from + skip, from + name.len());
        // A name that is struck out is that of somebody who did not come.
        let struck =
            self.text.get(..written.span.start as usize).is_some_and(|t| t.trim_end_matches(['*', '_', '[']).ends_with("~~"));
        let standing = if struck && self.standing == Standing::Present { Standing::Absent } else { self.standing };
        let rest = trimmed_left(&bare.text, from + end, to);
        let mut out = Attendee {
            standing,
            unnamed: is_unnamed(plain),
            name: written,
            organisation: None,
            role: None,
            chair: false,
            deputy_for: Vec::new(),
            mode: Mode::Unstated,
            part: None,
            initials: initials.map(Into::into),
            handle: handle_only.then(|| plain.into()),
            order,
            line: self.span(bare, from, to),
            rest: self.span(bare, rest, to),
        };
        self.rest(bare, from + end, to, &mut out);
        Some(out)
    }

    /// Whether words can be a person's name (or an unnamed official, or a party such as `the Clerk`).
    fn is_name(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let n = words.len();
        if n == 0 || n > 7 || name.len() > 70 || name.contains("://") || name.contains('?') || n <= 5 && is_none(&fold(name)) {
            return false;
        }
        if n > 1 && words.iter().any(|w| PEOPLE.contains(&fold(w).as_str())) {
            return false;
        }
        let first = name.chars().find(|c| c.is_alphanumeric());
        if first.is_none_or(|c| !c.is_alphabetic()) {
            return false;
        }
        let digits = name.bytes().filter(u8::is_ascii_digit).count();
        if digits > 3 || (digits > 0 && n > 3) {
            return false;
        }
        let small = |w: &&&str| w.chars().next().is_some_and(char::is_lowercase);
        let particles = [
            "de", "van", "von", "der", "den", "di", "da", "la", "le", "ap", "ab", "ferch", "y", "bin", "al", "du", "dos", "del",
            "of", "the", "ten", "and", "'t", "zu", "el", "st",
        ];
        let joined = |w: &&str| w.starts_with("d'") || w.starts_with("o'") || w.starts_with("l'");
        let lower = words.iter().filter(small).filter(|w| !particles.contains(*w) && !joined(w)).count();
        let capital =
            words.iter().any(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase())));
        if n == 1 {
            return (capital || self.nicknames) && !NOT_NAMES.contains(&fold(name).as_str());
        }
        (capital && lower * 2 < n || n == 2 && lower == 1 && words.get(1).is_some_and(|w| w.starts_with(char::is_uppercase)))
            && !NOT_NAMES.contains(&fold(words.first().unwrap_or(&"")).as_str())
    }

    /// Everything after the name: brackets, handles, what follows a comma or a dash.
    fn rest(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        let text = &bare.text;
        let mut i = from;
        while i < to {
            let Some(c) = text.get(i..to).and_then(|t| t.chars().next()) else { break };
            if let Some(len) = address(text.get(i..to).unwrap_or("")) {
                i += len;
                continue;
            }
            match c {
                '(' | '[' => {
                    let close = if c == '(' { ')' } else { ']' };
                    let end = text.get(i + 1..to).and_then(|t| matching(t, c, close)).map_or(to, |n| i + 1 + n);
                    self.bracket(bare, i + 1, end, out);
                    i = end + 1;
                }
                '@' => {
                    let len = text
                        .get(i + 1..to)
                        .unwrap_or("")
                        .bytes()
                        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
                        .count();
                    if len > 0 {
                        out.handle = text.get(i + 1..i + 1 + len).map(Into::into);
                    }
                    i += 1 + len;
                }
                c if c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—' | '/' | '|' | ';' | ')' | ']' | ':') => {
                    i += c.len_utf8()
                }
                _ => {
                    let part = text.get(i..to).unwrap_or("");
                    let len =
                        part.find(['(', '[', '@', ',', ';']).into_iter().chain(dash(part)).min().unwrap_or(part.len()).max(1);
                    self.fact(bare, i, i + len, out, false);
                    i += len;
                }
            }
        }
    }

    /// What stands in one pair of brackets.
    fn bracket(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        // `[sic: a peer is not an MP]` is the editor's word on the row, and no fact about the person.
        if bare.text.get(from..to).is_some_and(|t| t.trim_start().get(..3).is_some_and(|w| w.eq_ignore_ascii_case("sic"))) {
            return;
        }
        let mut deputy = false;
        for (a, b) in pieces(&bare.text, from, to) {
            deputy = self.fact(bare, a, b, out, deputy);
        }
    }

    /// One fact about a person; gives whether it named a principal, so that the next name is another one.
    fn fact(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee, deputy: bool) -> bool {
        let (from, to) = trimmed(&bare.text, from, to);
        let Some(text) = bare.text.get(from..to).filter(|t| !t.is_empty()) else { return deputy };
        let words = fold(text);
        if ["there were ", "there was ", "plus ", "not forgetting "].iter().any(|w| words.starts_with(w))
            || words.starts_with(|c: char| c.is_ascii_digit()) && people_uncounted(&format!(" {words}")).is_some()
        {
            return deputy;
        }
        if let Some(handle) = text.strip_prefix('@') {
            out.handle = Some(handle.split_whitespace().next().unwrap_or(handle).into());
            return false;
        }
        if let Some(len) = deputy_words(text) {
            self.principals(bare, from + len, to, out);
            return true;
        }
        if let Some(mode) = mode_of(&words) {
            out.mode = mode;
            return deputy;
        }
        if is_part(&words) {
            out.part = Some(text.into());
            return deputy;
        }
        if deputy {
            self.principals(bare, from, to, out);
            return true;
        }
        let initials = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        let own = untitled(&out.name.text).chars().next() == text.chars().next();
        if initials && out.initials.is_none() && (own && self.capitals.count(text) >= 2 || initials_of(&out.name.text, text)) {
            out.initials = Some(text.into());
        } else if is_chair(&words) {
            out.chair = true;
            out.role.get_or_insert_with(|| text.into());
        } else if out.role.is_none() && is_role(&words) {
            out.role = Some(text.into());
        } else if out.organisation.is_none()
            && !matches!(words.as_str(), "she her" | "he him" | "they them" | "she" | "he" | "they")
        {
            out.organisation = Some(self.written(bare, from, to));
        }
        false
    }

    fn principals(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        for (a, b) in list_of_names(&bare.text, from, to) {
            if bare.text.get(a..b).is_some_and(|t| !t.trim().is_empty()) {
                out.deputy_for.push(self.written(bare, a, b));
            }
        }
    }
}

/// Single words, or first words, that begin no name.
const NOT_NAMES: &[&str] = &[
    "meeting",
    "name",
    "names",
    "recording",
    "link",
    "note",
    "notes",
    "please",
    "everyone",
    "see",
    "agenda",
    "minutes",
    "video",
    "join",
    "time",
    "date",
    "location",
    "zoom",
    "required",
    "registration",
    "welcome",
    "add",
    "all",
    "tbd",
    "todo",
    "n",
    "yes",
    "no",
    "http",
    "https",
    "youtube",
    "you",
    "if",
    "we",
    "this",
    "that",
    "it",
    "there",
    "item",
    "items",
    "action",
    "actions",
    "discussion",
    "slides",
    "quorum",
    "total",
    "where",
    "when",
    "what",
    "who",
    "if",
    "for",
    "reminder",
    "remember",
    "review",
    "update",
    "updates",
    "next",
    "previous",
    "but",
    "and",
    "please",
    "your",
    "everybody",
    "dial",
    "apologies",
    "regrets",
    "attendees",
    "present",
    "absent",
];

/// Words for many people: what holds one is the title of a list, and no name.
const PEOPLE: &[&str] = &[
    "attendees",
    "participants",
    "participantes",
    "asistentes",
    "attendance",
    "teilnehmer",
    "teilnehmende",
    "presença",
    "meeting",
    "reunião",
    "reunión",
    "réunion",
];

/// Words before a colon that are no organisation.
const NOT_BODIES: &[&str] = &[
    "topic",
    "topics",
    "agenda",
    "date",
    "time",
    "location",
    "item",
    "subject",
    "action",
    "actions",
    "resolved",
    "resolution",
    "proposal",
    "decision",
    "note",
    "notes",
    "link",
    "links",
    "url",
    "call",
    "chat",
    "repository",
    "status",
    "recording",
    "video",
    "zoom",
    "venue",
    "where",
    "when",
    "what",
    "contact",
    "email",
    "phone",
    "name",
    "vote",
    "motion",
    "meeting",
    "q",
    "a",
];

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

/// A text that tells something, where a name is looked for.
fn is_note(text: &str) -> bool {
    text.len() > 400 || text.contains("{{") || text.starts_with('{') || text.starts_with("http") || text.starts_with("<!--")
}

/// An official whom the minutes do not name, by policy.
fn is_unnamed(name: &str) -> bool {
    let words = fold(name);
    let base = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(base, "official" | "officials" | "swyddog" | "swyddogion" | "an official")
}

/// A name without `Cllr`, `Mrs` and their like before it.
fn untitled(name: &str) -> &str {
    const TITLES: [&str; 17] = [
        "Cllr",
        "Cllrs",
        "Councillor",
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Dr",
        "Prof",
        "Professor",
        "Sir",
        "Lord",
        "Lady",
        "Rev",
        "Borough",
        "County",
        "Y",
    ];
    let mut rest = name.trim();
    while let Some((first, tail)) = rest.split_once(' ') {
        if !TITLES.contains(&first.trim_end_matches('.')) {
            break;
        }
        rest = tail.trim_start();
    }
    rest
}

/// The initials that stand after a whole name, which begin as it does and hold the first letter of its last word. Letters of an
/// honour or office (`MP`) are part of the name.
fn initials_after(name: &str) -> Option<&str> {
    const HONOURS: [&str; 16] =
        ["MP", "MS", "AM", "MSP", "MLA", "MEP", "QC", "KC", "OBE", "MBE", "CBE", "JP", "DL", "FRS", "BEM", "PHD"];
    let (whole, short) = name.rsplit_once(' ')?;
    let last = whole.trim_end().rsplit_once(' ')?.1.chars().next()?;
    let capitals = (2..=4).contains(&short.len()) && short.bytes().all(|b| b.is_ascii_uppercase());
    let begins = short.chars().next() == whole.chars().next() && short.chars().skip(1).any(|c| c == last);
    (capitals && begins && !HONOURS.contains(&short) && whole.chars().any(char::is_lowercase)).then_some(short)
}

fn initials_of(name: &str, initials: &str) -> bool {
    let made: String = untitled(name)
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|w| w.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    made.len() >= 2 && made == initials
}

/// How long the words are that say a person stands in for another.
fn deputy_words(text: &str) -> Option<usize> {
    const WORDS: &[&str] = &[
        "for ",
        "on behalf of ",
        "deputising for ",
        "deputizing for ",
        "deputy for ",
        "in place of ",
        "alternate for ",
        "proxy for ",
        "substituting for ",
        "substitute for ",
        "sub for ",
        "standing in for ",
        "dros ",
        "ar ran ",
        "für ",
        "pour ",
        "in vertretung von ",
        "vertretung für ",
    ];
    // The letters that those words begin with.
    if !text.starts_with(['f', 'o', 'd', 'i', 'a', 'p', 's', 'v', 'F', 'O', 'D', 'I', 'A', 'P', 'S', 'V']) {
        return None;
    }
    let lower = text.get(..text.len().min(64)).map_or_else(|| text.to_lowercase(), str::to_lowercase);
    let len = WORDS.iter().find(|w| lower.starts_with(**w)).map(|w| w.len())?;
    let rest = text.get(len..)?.trim_start();
    let part = ["item", "agenda", "part", "the ", "first", "last", "minute"];
    (rest.chars().next().is_some_and(char::is_uppercase) && !part.iter().any(|p| rest.to_lowercase().starts_with(p)))
        .then_some(len)
}

/// The mode a few words name.
fn mode_of(words: &str) -> Option<Mode> {
    if words.split(' ').count() > 6 {
        return None;
    }
    let has = |list: &[&str]| words.split(' ').any(|w| list.contains(&w));
    if has(&["telephone", "phone", "teleconference", "ffôn", "telefonisch", "téléphone", "dialled", "dial"]) {
        Some(Mode::Telephone)
    } else if words.contains("in person")
        || words.contains("in the room")
        || words.contains("yn bersonol")
        || words == "onsite"
        || words.contains("présentiel")
    {
        Some(Mode::InPerson)
    } else if has(&[
        "videolink",
        "video",
        "videoconference",
        "teams",
        "zoom",
        "remotely",
        "remote",
        "online",
        "webex",
        "skype",
        "virtual",
        "virtually",
        "fideo",
        "distanciel",
        "visio",
        "videokonferenz",
        "hangouts",
        "lein",
    ]) || words == "vc"
        || words == "via vc"
        || words == "by vc"
    {
        Some(Mode::Videolink)
    } else {
        None
    }
}

/// Whether words say that somebody was there for a part only.
fn is_part(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    let rest = words.get(first.len()..).unwrap_or("");
    match first {
        _ if rest.is_empty() && !matches!(first, "part" | "late" | "partial" | "partially" | "partly" | "teilweise") => false,
        "from" | "until" | "till" | "bis" | "ab" | "arrived" | "left" | "joined" | "late" | "partial" | "partially" | "o"
        | "tan" | "jusqu'à" | "depuis" | "items" | "item" | "leaving" | "joining" | "partly" | "teilweise" => true,
        "for" | "to" | "part" | "first" | "second" | "last" | "attended" | "departed" | "except" => {
            rest.bytes().any(|b| b.is_ascii_digit())
                || ["end", "item", "part", "hour", "half", "minutes", "only", "of meeting", "of the meeting"]
                    .iter()
                    .any(|w| rest.contains(w))
                || rest.is_empty() && matches!(first, "part")
        }
        _ => {
            words.contains("left at")
                || words.contains("joined at")
                || words.contains("arrived at")
                || words.contains("part of the meeting")
        }
    }
}

/// Where a name ends: at a bracket, a handle, a comma, a dash between blanks, two blanks.
fn name_end(text: &str) -> usize {
    let handle = text
        .char_indices()
        .skip(1)
        .find(|(i, c)| *c == '@' && text.as_bytes().get(i - 1).is_some_and(|b| b.is_ascii_whitespace()))
        .map(|(i, _)| i);
    // `Ann Lee ann@example.org`: the address is no part of the name.
    let address = text.find('@').filter(|i| *i > 0 && text.as_bytes().get(i - 1).is_some_and(u8::is_ascii_alphanumeric));
    let address = address.and_then(|i| text.get(..i)?.rfind(' ')).filter(|i| *i > 0);
    let plain = text.find(['(', '[', ',', ';', '|', '\t', ':', '=', '"']);
    // `Ann Lee/Harbour Trust`, `Ann Lee/ Harbour Trust`; `TE/LG` are two of one word.
    let slash = text.find('/').filter(|i| text.get(..*i).is_some_and(|t| t.trim().contains(' ')));
    [handle, address, plain, slash, dash(text), gap(text), people_uncounted(text), text.find(" from "), text.find(" who ")]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(text.len())
}

/// Where two blanks stand that part columns. A name may go on in the next line, however far in that begins.
fn gap(text: &str) -> Option<usize> {
    let mut margin = false;
    for pair in text.as_bytes().windows(2).enumerate() {
        match pair {
            (i, b"  ") if !margin => return Some(i),
            (_, [b'\n', _]) => margin = true,
            (_, [b' ', _]) => {}
            _ => margin = false,
        }
    }
    None
}

/// Where `2 members of the public` stands after a name.
fn people_uncounted(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = (1..bytes.len()).find(|i| bytes.get(*i).is_some_and(u8::is_ascii_digit) && bytes.get(i - 1) == Some(&b' '))?;
    let rest = text.get(at..)?.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    ["member", "people", "person", "resident", "other", "parishioner", "guest", "elector"]
        .iter()
        .any(|w| rest.starts_with(w))
        .then_some(at - 1)
}

/// How long the e-mail address is that a text begins with.
fn address(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']')).unwrap_or(text.len());
    let word = text.get(..end)?;
    let at = word.find('@').filter(|at| *at > 0)?;
    word.get(at..)?.contains('.').then_some(end)
}

/// Where a dash with a blank before it and one after it stands.
fn dash(text: &str) -> Option<usize> {
    let apart = [" - ", " – ", " — ", " -- ", " / "].iter().filter_map(|d| text.find(d)).min();
    // `Ann Lee -Trust`
    let glued = [" -", " –"].iter().filter_map(|d| text.find(d).map(|i| (i, i + d.len()))).min();
    let glued = glued.filter(|(_, end)| text.get(*end..).is_some_and(|t| t.starts_with(char::is_uppercase))).map(|(i, _)| i);
    apart.into_iter().chain(glued).min()
}

/// The two columns of a line: where the left one ends and the right one begins.
pub(super) fn column(text: &str) -> Option<(usize, usize)> {
    let gap = text.find("  ").into_iter().chain(text.find('\t')).min()?;
    let right = gap + text.get(gap..)?.len() - text.get(gap..)?.trim_start().len();
    (gap > 0 && right < text.len()).then_some((gap, right))
}

fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let part = text.get(from..to).unwrap_or("");
    let start =
        from + part.len() - part.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '•' | '·')).len();
    let part = text.get(start..to).unwrap_or("");
    let keep = part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\\'));
    let mut end = start + keep.len();
    // A full stop ends the row, but not an initial or a title.
    let last = keep.strip_suffix('.').and_then(|k| k.rsplit([' ', '.']).next());
    if last.is_some_and(|w| w.chars().count() >= 3 && !matches!(w, "Inc" | "Ltd" | "Hon" | "Rev" | "Esq" | "inc" | "ltd")) {
        end -= 1;
    }
    (start, end)
}

fn trimmed_left(text: &str, from: usize, to: usize) -> usize {
    let part = text.get(from..to).unwrap_or("");
    from + part.len() - part.trim_start().len()
}

fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (i, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(i);
            }
            depth -= 1;
        }
    }
    None
}

/// Splits at commas, semicolons and dashes between blanks.
fn pieces(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = from;
    let part = text.get(from..to).unwrap_or("");
    let bytes = part.as_bytes();
    for (i, c) in part.char_indices() {
        let blank = |n: Option<usize>| n.and_then(|n| bytes.get(n)).is_some_and(u8::is_ascii_whitespace);
        let cut =
            matches!(c, ',' | ';') || (matches!(c, '-' | '–' | '—') && blank(i.checked_sub(1)) && blank(Some(i + c.len_utf8())));
        if cut {
            out.push((start, from + i));
            start = from + i + c.len_utf8();
        }
    }
    out.push((start, to));
    out
}

/// Splits a list of names at `,` `;`, the words for "and" and the end of a sentence, outside brackets. Where there are
/// semicolons, they alone part one person from the next. Titles after a comma stay with their name.
pub(super) fn list_of_names(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let part = text.get(from..to).unwrap_or("");
    let semicolons = outside(part, ';');
    let mut out: Vec<(usize, usize)> = Vec::new();
    let (mut depth, mut start) = (0i32, 0usize);
    let mut i = 0;
    while let Some(b) = part.as_bytes().get(i) {
        match b {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth = (depth - 1).max(0);
                // `Lorraine Hunt (LH) Pam Walker (PW)`: the comma was forgotten.
                if depth == 0 && !semicolons && another_follows(part, i + 1) {
                    cut(part, from, &mut start, i + 1, 0, &mut out);
                }
            }
            b';' if depth == 0 => cut(part, from, &mut start, i, 1, &mut out),
            b',' if depth == 0
                && !semicolons
                && !title_follows(part.get(start..i).unwrap_or(""), part.get(i..).unwrap_or("")) =>
            {
                cut(part, from, &mut start, i, 1, &mut out);
            }
            b'.' if depth == 0 && sentence_ends(part, start, i) => cut(part, from, &mut start, i, 1, &mut out),
            b' ' if depth == 0 && !semicolons => {
                if let Some(len) = and_word(part, i) {
                    cut(part, from, &mut start, i, len, &mut out);
                    i += len;
                    continue;
                }
                // `@ann @bob @cy`
                let handle = |t: &str| t.strip_prefix('@').is_some_and(|t| !t.is_empty() && !t.contains([' ', '(']));
                if part.as_bytes().get(i + 1) == Some(&b'@') && part.get(start..i).is_some_and(|t| handle(t.trim())) {
                    cut(part, from, &mut start, i, 1, &mut out);
                }
            }
            _ => {}
        }
        i += 1;
    }
    let end = part.len();
    cut(part, from, &mut start, end, 0, &mut out);
    out
}

/// How long the word for "and" is that stands at the blank `i`, blanks included.
fn and_word(part: &str, i: usize) -> Option<usize> {
    const WORDS: [&str; 16] = [
        " and ",
        " & ",
        " und ",
        " et ",
        " ac ",
        " a'r ",
        " a\u{2019}r ",
        " a ",
        " y ",
        " e ",
        " plus ",
        " sowie ",
        " en ",
        " och ",
        " along with ",
        " together with ",
    ];
    let rest = part.get(i..)?;
    if !rest.as_bytes().get(1).is_some_and(|b| matches!(b, b'a' | b'&' | b'u' | b'e' | b'y' | b'p' | b's' | b't' | b'o')) {
        return None;
    }
    let word = WORDS.iter().find(|w| rest.starts_with(**w))?;
    (!matches!(*word, " a " | " y " | " e " | " en ") || next_is_capital(part, i + word.len())).then_some(word.len())
}

/// Whether `mark` stands outside brackets.
fn outside(part: &str, mark: char) -> bool {
    let mut depth = 0i32;
    part.contains(mark)
        && part.chars().any(|c| {
            depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            c == mark && depth <= 0
        })
}

/// Whether after a closing bracket comes another person, who has a bracket too.
fn another_follows(part: &str, at: usize) -> bool {
    let Some(rest) = part.get(at..).filter(|r| r.starts_with(' ')) else { return false };
    let rest = rest.trim_start();
    let stop = rest.find([',', ';', ':', '@']).unwrap_or(rest.len());
    rest.starts_with(char::is_uppercase)
        && rest
            .get(..stop)
            .and_then(|t| t.split_once('('))
            .is_some_and(|(name, _)| (2..=4).contains(&name.split_whitespace().count()))
}

/// Where the next sentence begins after byte `from`.
pub(super) fn sentence_after(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let end = rest.match_indices('.').map(|(i, _)| i).find(|i| sentence_ends(rest, boundary(rest, i.saturating_sub(40)), *i))?;
    let after = rest.get(end + 1..)?;
    Some(from + end + 1 + after.len() - after.trim_start().len())
}

/// The first boundary of a character at or after byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}

/// Whether the full stop at `i` ends a sentence and no initial, title or abbreviation.
fn sentence_ends(part: &str, start: usize, i: usize) -> bool {
    let Some(rest) = part.get(i + 1..).filter(|r| r.starts_with(char::is_whitespace)) else { return false };
    let next = rest.trim_start();
    if !next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let before = part.get(start..i).unwrap_or("");
    let word = before.rsplit([' ', '.', ',']).next().unwrap_or("");
    const SHORT: [&str; 19] = [
        "Cllr", "Cllrs", "Mrs", "Prof", "Rev", "Hon", "Inc", "Ltd", "Esq", "Messrs", "Capt", "Col", "Gen", "Sgt", "Clr", "Sen",
        "Dep", "Coun", "Corp",
    ];
    word.ends_with(')') || word.chars().count() >= 3 && !SHORT.contains(&word)
}

fn cut(part: &str, from: usize, start: &mut usize, at: usize, len: usize, out: &mut Vec<(usize, usize)>) {
    if part.get(*start..at).is_some_and(|t| !t.trim().is_empty()) {
        out.push((from + *start, from + at));
    }
    *start = at + len;
}

fn next_is_capital(part: &str, i: usize) -> bool {
    part.get(i..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
}

/// Whether after the comma comes no other person but a title or a part of this one: `, Jr`, `, QC`, `, Chair`.
fn title_follows(before: &str, text: &str) -> bool {
    let next = text.trim_start_matches(',').trim_start();
    let len = next.find([',', ';', '(', '\n', '.']).unwrap_or(next.len()).min(40);
    let Some(head) = next.get(..len).map(|t| t.split(" and ").next().unwrap_or(t)) else { return false };
    if head.split_whitespace().count() > 3 {
        return false;
    }
    let words = fold(head);
    let named = before.split_whitespace().count() >= 2;
    matches!(
        words.as_str(),
        "jr" | "sr" | "ii" | "iii" | "phd" | "qc" | "kc" | "obe" | "mbe" | "cbe" | "esq" | "mp" | "msp" | "ms" | "am" | "mla"
    ) || is_chair(&words)
        || named
            && matches!(
                words.as_str(),
                "clerk"
                    | "parish clerk"
                    | "town clerk"
                    | "the clerk"
                    | "treasurer"
                    | "secretary"
                    | "vice chair"
                    | "vice chairman"
                    | "deputy chair"
                    | "president"
                    | "vice president"
                    | "deputy clerk"
                    | "locum clerk"
                    | "clerc"
                    | "minutes"
                    | "minute taker"
                    | "scribe"
                    | "observer"
                    | "guest"
                    | "rfo"
                    | "ysgrifennydd"
                    | "trysorydd"
            )
}
