//! The text of minutes becomes a [`Meeting`]: sections, paragraphs, attendance, decisions, actions.
//!
//! Structure adds and is never demanded: minutes that match nothing still come out as one section of
//! prose. The blocks and headings together stand for every byte of the text that is not blank.
//!
//! [`crate::layout`] has cut the text already. `walk` goes through the pieces in order: `headings`, `lines` (its paragraphs), `lists`, `people_lists` and `tables`; `attendance` and `raised` keep what they come by. `label`, `marks`, `number`,
//! `person`, `names`, `presence` and `date` each know one thing that a line can be, and look at nothing but that line; the words
//! themselves are in `lexicon`. `head` finds the day, in the path by `path_date`; `finish` settles what needs the whole
//! meeting: the owners by `owners`, `owners_before` and `known_people`, motions and votes by `motions`. No stage here reads a file or looks at another file.

mod agenda_lists;
mod attendance;
mod bidden;
mod capitals;
mod date;
mod deputy_words;
mod due;
mod due_doubts;
mod exceptions;
mod finish;
mod given_ids;
mod head;
mod headings;
mod inside;
mod known_people;
mod label;
mod legend;
mod lexicon;
mod lines;
mod lists;
mod marked;
mod marker;
mod marks;
mod motions;
mod name_order;
mod names;
mod next_meeting;
mod not_owners;
mod number;
mod outcome;
mod owner_names;
mod owners;
mod owners_before;
mod path_date;
mod people_apart;
mod people_columns;
mod people_lines;
mod people_lists;
mod people_run;
mod people_tables;
mod person;
mod person_facts;
mod phrase;
mod presence;
mod proxies;
mod raised;
mod redacted;
mod row_doubts;
mod row_lead;
mod row_memo;
mod rules;
mod run_on;
mod several;
mod stand_ins;
mod standing;
mod status;
mod suggest;
mod tables;
mod told_people;
mod unread_people;
mod vote_roll;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::record::{
    BodyIx, Date, DateOrder, Day, Document, Hours, KeyOrigin, Meeting, Paper, Passage, PassageKind, Provenance, Section, Site,
    Span, Standing, TextRange, slug,
};

pub(crate) use date::month_of;
pub(super) use head::says_its_day;
pub(crate) use motions::plain_name;
pub(crate) use names::untitled;
pub(crate) use path_date::day_of_path;
pub use suggest::{Suggestion, suggest};

use crate::layout::bare;
use crate::layout::bare::clip;
use crate::layout::{self, BlockKind, BlockRef, line};
use marks::Marks;
use redacted::{Restorer, without_redactions};
use walk::{Ground, Walk};
use words::Lexicon;

/// One file of minutes, its front matter already read.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The path of the file, for its date.
    pub path: &'a str,
    /// The whole text of the file; spans count from its start.
    pub text: &'a str,
    /// The keys that every document has; `body` is where the Markdown stands. The title is empty where none was given.
    pub document: Document,
    /// The keys that only minutes have.
    pub front: Front,
    /// The body that met.
    pub body: BodyIx,
    /// The site's settings: vocabulary, order of dates.
    pub site: &'a Site,
    /// How the day is looked for.
    pub source: DaySource,
}

/// The ways in which the day of minutes is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct DaySource {
    /// How the names beside the file write a day; the site's own word goes before it.
    pub order: Option<DateOrder>,
    /// What the path says goes before the front matter: two files give one day there, and their names differ.
    pub by_path: bool,
}

/// The keys of front matter that only minutes have.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// `date`.
    pub date: Option<(Date, Span)>,
    /// The file is a post of a blog that another program published, and its `date` is the day of that.
    pub is_post: bool,
    /// `key`.
    pub key: Option<Box<str>>,
    /// `hours`.
    pub hours: Option<Hours>,
    /// `venue`.
    pub venue: Option<Box<str>>,
    /// `cancelled`.
    pub cancelled: bool,
    /// `papers`, and the other files beside `index.md`.
    pub papers: Vec<Paper>,
}

/// Reads one file of minutes: one meeting, or several where the file has several dated headings. A file without a date
/// gives an error and no meeting.
pub fn minutes(input: Input<'_>) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let range = input.document.body.range();
    let withheld = input.document.withheld.clone();
    let restorer = Restorer { text: input.text, withheld: &withheld };
    let readable = without_redactions(input.text, &withheld);
    let document = layout::BlockDocument::from_markdown(&readable, TextRange::new(range.start, range.end));
    let (mut meetings, mut diagnostics) = of_document(Input { text: document.text(), ..input }, &document);
    if matches!(readable, Cow::Owned(_)) {
        meetings.iter_mut().for_each(|meeting| restorer.meeting(meeting));
        diagnostics.iter_mut().for_each(|diagnostic| restorer.diagnostic(diagnostic));
    }
    (meetings, diagnostics)
}

/// The meetings of a document, whatever it was read from. What is in a comment is said to nobody, and is not there for the reader.
fn of_document(input: Input<'_>, document: &layout::BlockDocument<'_>) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let range = input.document.body.range();
    let end = range.end.min(input.text.len());
    let start = range.start.min(end);
    let (comments, units): (Vec<_>, Vec<_>) = document.top().partition(|block| block.kind == BlockKind::Comment);
    let comments: Vec<usize> = comments.iter().map(|block| block.range.start()).collect();
    let lexicon = Lexicon::of(input.site);
    let order = input.site.date_order.or(input.source.order);
    let search = head::Search {
        text: input.text,
        file: input.document.file,
        path: input.path,
        title: &input.document.title,
        description: input.document.description.as_deref().unwrap_or(""),
        front: &input.front,
        by_path: input.source.by_path,
        order,
        lexicon: &lexicon,
    };
    let head = search.head(&units, input.document.body);
    let capitals = capitals::Capitals::of(input.text.get(start..end).unwrap_or(""));
    let marks = Marks { lexicon: &lexicon, source: input.text, ai_speaks: false, ap_speaks: false };
    let marks = speakers(input.text.get(start..end).unwrap_or(""), marks);
    let reader = Reader { input: &input, lexicon: &lexicon, capitals: &capitals, marks, comments: &comments };
    let several = several::parts(input.text, &units, &head, order);
    if several.is_empty() {
        let mut diagnostics = head.diagnostics;
        let Some(day) = head.day else { return (Vec::new(), diagnostics) };
        let key = input.front.key.clone().unwrap_or_else(|| key(input.path, day).into());
        let key_origin = match &input.front.key {
            Some(_) => KeyOrigin::Author,
            None if *key == *day.to_string() => KeyOrigin::Day,
            None => KeyOrigin::Name,
        };
        let (mut meeting, doubts) = reader.meeting(&units, input.document.body, day, key);
        diagnostics.extend(doubts);
        meeting.key_origin = key_origin;
        return (vec![meeting], diagnostics);
    }
    // The headings say the days; that the path says another is no contradiction then.
    let mut diagnostics: Vec<Diagnostic> = head
        .diagnostics
        .into_iter()
        .filter(|d| !matches!(d.code, Code::DatesDisagree | Code::NoDate | Code::AmbiguousDate))
        .collect();
    let mut keys: BTreeMap<String, u32> = BTreeMap::new();
    let mut meetings = Vec::with_capacity(several.len());
    for (n, part) in several.iter().enumerate() {
        let to = several.get(n + 1).map_or(units.len(), |next| next.from);
        let Some(mine) = units.get(part.from..to) else { continue };
        let from = if n == 0 { start } else { mine.first().map_or(end, |u| u.range.start()) };
        let until = units.get(to).map_or(end, |u| u.range.start());
        let day = part.day.to_string();
        let count = keys.entry(day.clone()).or_insert(0);
        *count += 1;
        let key = if *count == 1 { day } else { format!("{day}-{count}") };
        let body = Span::new(input.document.file, from, until.max(from));
        let (meeting, doubts) = reader.meeting(mine, body, part.day, key.into());
        diagnostics.extend(doubts);
        meetings.push(meeting);
    }
    (meetings, diagnostics)
}

/// What the meetings of a file have in common.
struct Reader<'a> {
    input: &'a Input<'a>,
    lexicon: &'a Lexicon,
    capitals: &'a capitals::Capitals<'a>,
    marks: Marks<'a>,
    /// Where the comments begin that stand by themselves.
    comments: &'a [usize],
}

impl Reader<'_> {
    fn meeting(&self, units: &[BlockRef<'_>], body: Span, date: Day, key: Box<str>) -> (Meeting, Vec<Diagnostic>) {
        let input = self.input;
        let ground = Ground {
            text: input.text,
            body,
            site: input.site,
            lexicon: self.lexicon,
            capitals: self.capitals,
            marks: self.marks,
            date,
            ordinal: ordinal(input, units),
            comments: self.comments.iter().copied().filter(|at| body.range().contains(at)).collect(),
        };
        let mut walk = Walk::new(ground, units);
        walk.walk(units);
        walk.finish();
        let document = Document { body, ..input.document.clone() };
        let recorded = walk.recorded || !walk.attendance.is_empty();
        let apologies_recorded = self.speaks_of_apologies(&walk.sections);
        let meeting = Meeting {
            document,
            body: input.body,
            key,
            key_origin: KeyOrigin::Name,
            date,
            hours: input.front.hours.or_else(|| hours_of(input.text, body, units)),
            venue: input.front.venue.clone(),
            cancelled: input.front.cancelled,
            attendance: recorded.then_some(walk.attendance),
            apologies_recorded,
            sections: walk.sections,
            actions: walk.actions,
            updates: walk.updates,
            decisions: walk.decisions,
            motions: walk.motions,
            no_actions: walk.no_actions,
            next: walk.next,
            versions: Vec::new(),
            provenance: Provenance::default(),
            papers: input.front.papers.clone(),
            former_actions: walk.former,
            is_to_come: false,
            previous: None,
            following: None,
        };
        (meeting, walk.doubts)
    }

    /// Whether a heading or a label opens the apologies, whoever stands under it.
    fn speaks_of_apologies(&self, sections: &[Section]) -> bool {
        let opens = |words: &str| {
            let words = bare::fold(words.trim_matches(|c: char| c.is_whitespace() || "*_#:-+.".contains(c)));
            matches!(self.lexicon.label(&words, true), Some(words::Label::People(Standing::Apologies, _)))
        };
        let label = |block: &Passage| match &block.kind {
            PassageKind::Attendance { label: Some(label), .. } => self.input.text.get(label.range()).is_some_and(opens),
            _ => false,
        };
        sections.iter().any(|s| opens(&s.title) || s.passages.iter().any(label))
    }
}

/// The number of the meeting, from its title, its first heading or its path.
fn ordinal(input: &Input<'_>, units: &[BlockRef<'_>]) -> Option<u32> {
    let heading = units.iter().take(4).find(|u| matches!(u.kind, BlockKind::Heading { .. }));
    let heading = heading.and_then(|u| input.text.get(u.range.start()..u.range.end()));
    let name = input.path.rsplit('/').next().unwrap_or("");
    [Some(&*input.document.title), heading, Some(name)].into_iter().flatten().find_map(number::of_meeting)
}

/// The hours that the first lines give on a line of their own or beside the date.
fn hours_of(text: &str, body: Span, units: &[BlockRef<'_>]) -> Option<Hours> {
    let stop = units
        .iter()
        .filter(|u| !matches!(u.kind, BlockKind::Heading { .. }))
        .take(2)
        .last()
        .map_or(body.start as usize, |u| u.range.end());
    let range = body.range();
    for line in line::lines(text, range.start, stop.min(range.end)).take(12) {
        let (start, end) = (line.start(), line.end().min(line.start() + 300));
        if !line.bytes(text).iter().take(300).any(u8::is_ascii_digit) {
            continue;
        }
        let bare = bare::Bare::of(text, start, end);
        let words = bare::fold(clip(&bare.text, 60));
        let label = ["time", "when", "date", "amser", "uhrzeit", "heure", "hours", "started", "zeit"]
            .iter()
            .any(|w| words.starts_with(w));
        let dated = date::find(&bare.text, 0, None).is_some() && !words.contains("next");
        if (label || dated)
            && let Some((hours, ..)) = due::hours(&bare.text)
        {
            return Some(hours);
        }
    }
    None
}

/// The name of a file without its ending; that of its folder where it is the folder's page.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').find(|p| !matches!(p.to_ascii_lowercase().as_str(), "index.md" | "index.markdown")).unwrap_or("");
    name.rsplit_once('.')
        .filter(|(_, e)| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
        .map_or(name, |(s, _)| s)
}

/// What a meeting is called in its body's folder: its day and what follows the date in the file's name.
fn key(path: &str, day: Day) -> String {
    let iso = day.to_string();
    let stem = stem(path);
    match stem.strip_prefix(iso.as_str()) {
        Some(rest) if rest.chars().any(char::is_alphanumeric) => format!("{iso}-{}", slug(rest)),
        _ => iso,
    }
}

/// Whether `AI:` and `AP:` open what somebody says in these minutes: where they open five lines of which few name an
/// owner, among others that open with initials.
fn speakers<'a>(text: &str, marks: Marks<'a>) -> Marks<'a> {
    let opens = |word: &str| {
        memchr::memmem::find_iter(text.as_bytes(), word).any(|i| matches!(text.as_bytes().get(i + 2), Some(b':' | b'*')))
    };
    if !opens("AI") && !opens("AP") {
        return marks;
    }
    let (mut ai, mut ap, mut owned) = ([0usize; 2], [0usize; 2], [0usize; 2]);
    let mut others: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    for line in line::lines(text, 0, text.len()) {
        let (end, start, line) = (line.end(), line.start(), line.bytes(text));
        let lead = line.iter().take(8).take_while(|b| matches!(b, b'*' | b'-' | b' ' | b'+' | b'_')).count();
        let word = line.get(lead..).unwrap_or(&[]);
        let len = word.iter().take(4).take_while(|b| b.is_ascii_uppercase()).count();
        let after = word.get(len..).unwrap_or(&[]);
        if !(2..=3).contains(&len) || after.iter().take_while(|b| matches!(b, b'*' | b':')).all(|b| *b != b':') {
            continue;
        }
        let slot = match word.get(..len) {
            Some(b"AI") => 0,
            Some(b"AP") => 1,
            Some(w) => {
                let mut key = [0u8; 3];
                key.iter_mut().zip(w).for_each(|(k, b)| *k = *b);
                *others.entry(key).or_insert(0) += 1;
                continue;
            }
            None => continue,
        };
        let count = if slot == 0 { &mut ai } else { &mut ap };
        if let Some(n) = count.first_mut() {
            *n += 1;
        }
        let rest = text.get(start + lead + len..end).unwrap_or("").trim_start_matches([':', '*', ' ']);
        let name = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '[' | '('))
            && clip(rest, 60)
                .split_whitespace()
                .skip(1)
                .take(5)
                .any(|w| matches!(w, "to" | "will" | "should") || w.ends_with(':'));
        if let Some(n) = owned.get_mut(slot).filter(|_| name) {
            *n += 1;
        }
    }
    let crowd = others.values().filter(|n| **n >= 2).count() >= 2;
    let speaks = |n: usize, owned: usize| n > 0 && owned * 2 < n && (crowd || n >= 5);
    let (ai_speaks, ap_speaks) = (speaks(ai[0], owned[0]), speaks(ap[0], owned[1]));
    // Where one of the two speaks, so does the other.
    let both = |n: usize, owned: usize| (ai_speaks || ap_speaks) && n > 0 && owned * 2 < n;
    Marks { ai_speaks: ai_speaks || both(ai[0], owned[0]), ap_speaks: ap_speaks || both(ap[0], owned[1]), ..marks }
}
