//! Keys of meetings: meetings of one body that would have one key are told apart by the words of their files' names and folders.
//!
//! In a site only the words beside a day do so, and the rest is for the author to decide. In a bare folder every two are told apart.
//! A key that no other meeting of its body has stays as it is, so that a published address never moves for want of company.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Code, Diagnostic};
use crate::minutes::month_of;
use crate::parse::slug_path;
use crate::record::{Body, BodyIx, Day, KeyOrigin, Meeting, Span, slug};
use crate::source::Sources;

/// Lengthens the keys that two meetings of a body have by the words beside their day. All of them are lengthened, not just the
/// later: whoever adds the second is told by the ledger what moved.
pub(super) fn add_words(meetings: &mut [Arc<Meeting>], sources: &Sources) {
    for group in shared(meetings) {
        for n in group {
            let key = with(&meetings[n].key, &Words::of(&meetings[n], "", sources).beside);
            set_key(&mut meetings[n], &key);
        }
    }
}

/// Gives a meeting a key, and copies it only where that is another.
fn set_key(meeting: &mut Arc<Meeting>, key: &str) {
    if *meeting.key != *key {
        Arc::make_mut(meeting).key = key.into();
    }
}

/// Gives every meeting of a bare folder a key that no other of its body has: with the fewest words that tell most of those that
/// share one apart, and with a number where no words do.
pub(super) fn tell_apart(meetings: &mut [Arc<Meeting>], bodies: &[Body], sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for group in shared(meetings) {
        for (n, key) in group.iter().zip(longer_keys(meetings, &group, bodies, sources)) {
            set_key(&mut meetings[*n], &key);
        }
    }
    number(meetings, sources, diagnostics);
}

/// The fewest bytes of a text that is no form to fill in.
const FORM: usize = 400;

/// Minutes of a body with the same words: the same meeting under two days, or a copy that was to be filled in.
pub(super) fn same_texts(meetings: &[Arc<Meeting>], sources: &Sources) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(BodyIx, usize), Vec<Span>> = BTreeMap::new();
    let mut out = Vec::new();
    for meeting in meetings {
        let span = meeting.document.body;
        let length = span.range().len();
        if length < FORM {
            continue;
        }
        let others = seen.entry((meeting.body, length)).or_default();
        if let Some(first) = others.iter().find(|other| sources.slice(**other) == sources.slice(span)) {
            let name = |span: Span| sources.path(span.file);
            out.push(
                Diagnostic::new(
                    Code::SameText,
                    Span::new(span.file, 0, 0),
                    format!("`{}` has the words of `{}`", name(span), name(*first)),
                )
                .related(Span::new(first.file, 0, 0), "the other")
                .remedy("delete one of the two files, or put the minutes that were meant into it"),
            );
        }
        others.push(span);
    }
    out
}

/// The meetings of each key that several of a body have, as places in the slice.
fn shared(meetings: &[Arc<Meeting>]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(BodyIx, &str), Vec<usize>> = BTreeMap::new();
    for (n, meeting) in meetings.iter().enumerate() {
        groups.entry((meeting.body, &*meeting.key)).or_default().push(n);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The keys with the fewest words that tell most of the meetings apart.
fn longer_keys(meetings: &[Arc<Meeting>], group: &[usize], bodies: &[Body], sources: &Sources) -> Vec<String> {
    let words: Vec<Words> = group
        .iter()
        .map(|n| Words::of(&meetings[*n], bodies.get(meetings[*n].body.ix()).map_or("", |b| &b.id), sources))
        .collect();
    let keys = |of: fn(&Words) -> String| -> Vec<String> {
        group.iter().zip(&words).map(|(n, words)| with(&meetings[*n].key, &of(words))).collect()
    };
    let ways: [fn(&Words) -> String; 5] = [
        |_| String::new(),
        |w| w.beside.clone(),
        |w| w.own.clone(),
        |w| w.folder.clone(),
        |w| with(&w.folder, &w.own).trim_start_matches('-').to_owned(),
    ];
    let mut best: (usize, Vec<String>) = (0, Vec::new());
    for way in ways {
        let keys = keys(way);
        let apart = keys.iter().collect::<BTreeSet<_>>().len();
        if apart > best.0 {
            best = (apart, keys);
        }
    }
    best.1
}

fn with(key: &str, words: &str) -> String {
    if words.is_empty() { key.to_owned() } else { format!("{key}-{words}") }
}

/// Numbers the meetings of a key that words do not tell apart: `2012-04-17`, `2012-04-17-2`.
fn number(meetings: &mut [Arc<Meeting>], sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let groups = shared(meetings);
    if groups.is_empty() {
        return;
    }
    let mut taken: BTreeSet<(BodyIx, Box<str>)> = meetings.iter().map(|m| (m.body, m.key.clone())).collect();
    for (first, n) in groups.iter().flat_map(|group| group.iter().skip(1).map(|n| (group[0], *n))) {
        let (body, key) = (meetings[n].body, meetings[n].key.clone());
        let mut count = 2;
        while !taken.insert((body, format!("{key}-{count}").into())) {
            count += 1;
        }
        Arc::make_mut(&mut meetings[n]).key = format!("{key}-{count}").into();
        let [first, second] = [first, n].map(|n| Span::new(meetings[n].document.file, 0, 0));
        diagnostics.push(
            Diagnostic::new(Code::SameAddress, second, format!("two meetings of a body have the key `{key}`"))
                .expected(format!("`{}` is published as `{}`", sources.path(second.file), meetings[n].key))
                .related(first, format!("`{}` is the first", sources.path(first.file)))
                .remedy("write the day of each, or the words that tell them apart, into the file's name"),
        );
    }
}

/// The words of a path that may tell a meeting from another one of its day.
struct Words {
    /// Those of the file's name that are neither a number nor a month; none where the key has them.
    beside: String,
    /// Those of the file's name that are no part of its date; none where the key has them.
    own: String,
    /// Those of the folders below the body's that are no part of a date.
    folder: String,
}

impl Words {
    /// `home`: the id of the body.
    fn of(meeting: &Meeting, home: &str, sources: &Sources) -> Words {
        let path = sources.path(meeting.document.file);
        let (folders, name) = parts(path);
        let is_free = meeting.key_origin == KeyOrigin::Day && !name.is_empty();
        let is_number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
        let beside = match meeting.key_origin {
            KeyOrigin::Day => joined(slug(name).split('-').filter(|w| !is_number(w) && month_of(w).is_none())),
            _ => String::new(),
        };
        let own = if is_free { without_day(name, meeting.date) } else { String::new() };
        let folder = match meeting.key_origin {
            KeyOrigin::Author => String::new(),
            _ => {
                let words: Vec<String> = below(&folders, home).iter().map(|f| without_day(f, meeting.date)).collect();
                joined(words.iter().map(String::as_str))
            }
        };
        Words { beside, own, folder }
    }
}

/// The folders of a path below the content folder, and the name that says what the file is: its own without its ending, or that of
/// its folder where it is the folder's page.
fn parts(path: &str) -> (Vec<&str>, &str) {
    let mut folders: Vec<&str> = path.split('/').skip(1).collect();
    let file = folders.pop().unwrap_or("");
    let index = ["index.md", "index.markdown"].iter().any(|i| file.eq_ignore_ascii_case(i));
    let name = if index { folders.pop().unwrap_or("") } else { file };
    let stem = name.rsplit_once('.').filter(|(_, e)| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
    (folders, stem.map_or(name, |(stem, _)| stem))
}

/// The folders below that of the body; `meetings` says what is in it and tells nothing apart.
fn below<'f>(folders: &'f [&'f str], home: &str) -> Vec<&'f str> {
    let at = (0..=folders.len()).rev().find(|n| slug_path(&folders[..*n].join("/")) == home).unwrap_or(0);
    folders[at..].iter().copied().filter(|f| *f != "meetings").collect()
}

fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
}

/// The words of a name that are no part of how it writes a day: `board-no-3` of `Board_20210309_No_3` and of `2021-03-09 Board No 3`.
fn without_day(name: &str, day: Day) -> String {
    let name = slug(name);
    let mut words: Vec<&str> = name.split('-').collect();
    let (year, month, dom) = (day.year(), day.month(), day.day());
    let whole = [
        format!("{year:04}{month:02}{dom:02}"),
        format!("{:02}{month:02}{dom:02}", year % 100),
        format!("{dom:02}{month:02}{year:04}"),
    ];
    if let Some(at) = words.iter().position(|w| whole.iter().any(|day| day == w)) {
        words.remove(at);
        return joined(words.into_iter());
    }
    let number = |word: &str| word.parse::<i16>().ok().filter(|_| word.len() <= 4);
    let parts: [&dyn Fn(&str) -> bool; 3] = [
        &|w| number(w) == Some(year),
        &|w| month_of(w).map_or(number(w) == Some(i16::from(month)), |named| named == month),
        &|w| number(w) == Some(i16::from(dom)),
    ];
    for is_part in parts {
        if let Some(at) = words.iter().position(|w| is_part(w)) {
            words.remove(at);
        }
    }
    joined(words.into_iter())
}
