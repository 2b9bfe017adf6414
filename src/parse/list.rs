//! Priority lists: `_index.md`, and a file for each revision (CSV, TOML or YAML).

mod keys;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::context::Context;
use super::csv::{self, Sheet};
use super::data::{self, DataDiagnostics, Kind, Reader, Value, cut};
use super::document::{self, Manner};
use super::folder::{id_of, stem};
use super::{body, directory};
use crate::diag::{Code, Diagnostic};
use crate::record::{
    Date, Day, Document, Entry, FileId, List, Review, Revision, Span, Target, Written, country, country_called, means_country,
    slug,
};
use crate::source::ending;

/// What `revisions` of a list's page says of one revision.
#[derive(Debug, Clone)]
pub(super) struct Said {
    date: Day,
    span: Span,
    agreed_at: Option<Written<Target>>,
    reason: Option<Box<str>>,
    next_review: Option<Review>,
}

/// A list without its revisions, and what its page says of them.
pub(super) type Head = (List, Vec<Said>);

/// Reads the page of a list.
pub(super) fn head(cx: &Context<'_>, file: FileId, text: &str, path: &str) -> (Head, Vec<Diagnostic>) {
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "a list");
    let id = id_of(path);
    let fallback = document::in_words(&id);
    let document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(&fallback) });
    let list = List {
        withheld: reader.flag("withheld"),
        entry_kind: reader.text("entry_kind").unwrap_or_else(|| "entry".into()),
        review: review(&reader, "review"),
        ..empty(document, path)
    };
    let mut said = Vec::new();
    for revision in reader.tables("revisions", "a revision") {
        if revision.span_of("date").is_none() {
            revision.missing("date", "2012-09-30");
        }
        let date = revision.day("date");
        let span = revision.span_of("date").unwrap_or(revision.span());
        let (agreed_at, reason) = (revision.written("agreed_at"), revision.text("reason"));
        let next_review = review(&revision, "next_review");
        revision.finish();
        said.extend(date.map(|date| Said { date, span, agreed_at, reason, next_review }));
    }
    reader.finish();
    let mut problems = opened.problems;
    problems.extend(diagnostics.into_problems());
    ((list, said), problems)
}

/// A list of which nothing is known but its folder.
pub(super) fn empty(document: Document, path: &str) -> List {
    List {
        document,
        id: id_of(path),
        path: path.into(),
        body: None,
        withheld: false,
        entry_kind: "entry".into(),
        review: None,
        revisions: Vec::new(),
        to_come: Vec::new(),
    }
}

/// Joins the page of a list and its revisions.
pub(super) fn join(cx: &Context<'_>, head: Head, mut revisions: Vec<Revision>) -> (List, Vec<Diagnostic>) {
    let (mut list, said) = head;
    let mut problems = Vec::new();
    let mut seen: BTreeMap<Day, Span> = BTreeMap::new();
    for said in said {
        if let Some(first) = seen.insert(said.date, said.span) {
            problems.push(
                Diagnostic::new(Code::SameId, said.span, format!("the revision of {} is described twice", said.date))
                    .expected("the second time")
                    .related(first, "the first time")
                    .remedy("make them one"),
            );
            continue;
        }
        match revisions.iter_mut().find(|r| r.date == said.date) {
            Some(revision) => {
                revision.agreed_at = said.agreed_at.or(revision.agreed_at.take());
                revision.reason = said.reason.or(revision.reason.take());
                revision.next_review = said.next_review.or(revision.next_review.take());
            }
            None if list.withheld => revisions.push(Revision {
                date: said.date,
                file: list.document.file,
                entries: Vec::new(),
                fields: Vec::new(),
                agreed_at: said.agreed_at,
                reason: said.reason,
                next_review: said.next_review,
            }),
            None => problems.push(no_file(cx, &list, &said, &revisions)),
        }
    }
    revisions.sort_by_key(|r| (r.date, r.file));
    for pair in revisions.windows(2).filter(|pair| pair[0].date == pair[1].date) {
        problems.push(
            Diagnostic::new(
                Code::SameId,
                Span::new(pair[1].file, 0, 0),
                format!("two files hold the revision of {}", pair[0].date),
            )
            .related(Span::new(pair[0].file, 0, 0), "the other")
            .remedy("keep one of the two files"),
        );
    }
    revisions.dedup_by_key(|r| r.date);
    list.revisions = revisions;
    let lang = list.document.lang.as_deref().or(cx.site.languages.first().map(|l| &**l)).unwrap_or("en").to_owned();
    name(&mut list, &lang);
    unify(&mut list, &mut problems);
    address(&mut list);
    keys::alike(&list, &mut problems);
    keys::misnamed(&list, &mut problems);
    (list, problems)
}

/// Names the countries that are given by their codes alone, each as it was called when the list stood. A key that only
/// looks like a code has no country.
fn name(list: &mut List, lang: &str) {
    let countries = means_country(&list.entry_kind);
    for revision in &mut list.revisions {
        for entry in &mut revision.entries {
            let Some(country) = entry.country else { continue };
            if entry.by_code {
                entry.name = country.name(lang, revision.date).into();
            } else if !countries && !country.is_called(&entry.name) {
                entry.country = None;
            }
        }
    }
}

/// One country is one entry, whether its code is written `AL`, `al` or `ALB`: its key is as it was written last.
fn unify(list: &mut List, problems: &mut Vec<Diagnostic>) {
    let mut last: BTreeMap<&str, Box<str>> = BTreeMap::new();
    for entry in list.revisions.iter().flat_map(|r| &r.entries) {
        last.extend(entry.country.map(|c| (c.code, entry.key.clone())));
    }
    for revision in &mut list.revisions {
        let mut changed = false;
        for entry in &mut revision.entries {
            if let Some(key) = entry.country.and_then(|c| last.get(c.code)).filter(|key| **key != entry.key) {
                entry.key = key.clone();
                changed = true;
            }
        }
        if changed {
            settle(revision, problems);
        }
    }
}

/// Gives each entry one number and one address through all revisions: its last name, and its key where another was there before with that name.
fn address(list: &mut List) {
    // For each key, in the order in which the list had them, its last name.
    let mut last: Vec<(&str, &str)> = Vec::new();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut all: Vec<u32> = Vec::new();
    for entry in list.revisions.iter().flat_map(|r| &r.entries) {
        let number = *numbers.entry(&entry.key).or_insert_with(|| {
            last.push((&entry.key, ""));
            u32::try_from(last.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(slot) = last.get_mut(number as usize) {
            slot.1 = &entry.name;
        }
        all.push(number);
    }
    let mut taken: BTreeSet<String> = list.revisions.iter().map(|r| r.date.to_string()).collect();
    taken.insert("compare".to_owned());
    let mut slugs: Vec<Box<str>> = Vec::with_capacity(last.len());
    for (key, name) in last {
        let plain = slug(name);
        let wished = if taken.contains(&plain) { slug(&format!("{name} {key}")) } else { plain };
        let free = (1..).map(|n| if n == 1 { wished.clone() } else { format!("{wished}-{n}") }).find(|s| !taken.contains(s));
        let free = free.unwrap_or(wished);
        taken.insert(free.clone());
        slugs.push(free.into());
    }
    for (entry, number) in list.revisions.iter_mut().flat_map(|r| &mut r.entries).zip(all) {
        entry.number = number;
        entry.slug = slugs.get(number as usize).cloned().unwrap_or_default();
    }
}

fn no_file(cx: &Context<'_>, list: &List, said: &Said, revisions: &[Revision]) -> Diagnostic {
    let folder = super::files::folder(cx.sources.path(list.document.file));
    let problem = Diagnostic::new(Code::MissingFile, said.span, format!("no file holds the revision of {}", said.date));
    let day = said.date.to_string();
    let dates: Vec<String> = revisions.iter().map(|r| r.date.to_string()).collect();
    match crate::diag::nearest(&day, dates.iter().map(String::as_str)) {
        Some(near) => {
            problem.expected(format!("there is one of {near}")).remedy(format!("correct the date, or add {folder}{day}.csv"))
        }
        None => problem.remedy(format!("add {folder}{day}.csv, or say withheld = true")),
    }
}

/// A review: a rhythm, or a date.
fn review(reader: &Reader<'_>, key: &'static str) -> Option<Review> {
    let value = reader.value(key)?;
    let text = match &value.kind {
        Kind::Text(text) => text.trim(),
        Kind::Date(_) | Kind::Int(..) => return reader.date(key).map(Review::On),
        _ => "",
    };
    let found = read_review(text);
    if found.is_none() {
        reader.wrong(key, value, "a rhythm (\"yearly\", \"every 18 months\") or a date", "\"yearly\"");
    }
    found
}

/// `yearly`, `twice a year`, `every 18 months`, `after August 2012`, `31 August 2012`.
pub(super) fn read_review(text: &str) -> Option<Review> {
    let lower = text.to_lowercase();
    let plain = lower.replace('-', " ");
    let months = match plain.as_str() {
        "yearly" | "annual" | "annually" | "every year" | "once a year" => Some(12),
        "twice a year" | "twice yearly" | "half yearly" | "every half year" | "biannually" => Some(6),
        "three times a year" => Some(4),
        "quarterly" | "every quarter" | "four times a year" => Some(3),
        "monthly" | "every month" => Some(1),
        "every two years" | "biennially" => Some(24),
        _ => None,
    };
    if let Some(months) = months {
        return Some(Review::Every(months));
    }
    if let Some(rest) = plain.strip_prefix("every ") {
        let (number, unit) = rest.split_once(' ')?;
        const WORDS: [&str; 12] =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let spelt = WORDS.iter().position(|w| *w == number).and_then(|n| u32::try_from(n + 1).ok());
        let number = number.parse::<u32>().ok().or(spelt).filter(|n| (1..=1200).contains(n))?;
        return match unit.trim_end_matches('s') {
            "month" => Some(Review::Every(number)),
            "quarter" => Some(Review::Every(number * 3)),
            "year" => Some(Review::Every(number * 12)),
            _ => None,
        };
    }
    let date = |t: &str| t.trim().parse::<Date>().ok();
    match lower.split_once(' ') {
        Some(("after", rest)) => date(rest).map(Review::After),
        Some(("by" | "on" | "in" | "before", rest)) => date(rest).map(Review::On),
        _ => date(&lower).map(Review::On),
    }
}

/// Reads a revision. `None` where its file's name is no day.
pub(super) fn revision(cx: &Context<'_>, file: FileId, text: &str) -> (Option<Revision>, Vec<Diagnostic>) {
    let path = cx.sources.path(file);
    let date = match stem(path).parse::<Date>() {
        Ok(Date::Day(day)) => day,
        _ => {
            let end = ending(path);
            let problem =
                Diagnostic::new(Code::BadDate, Span::new(file, 0, 0), format!("`{}` is not named by a day", stem(path)))
                    .remedy(format!("name the file of a revision by the day from which it stood: 2012-09-30.{end}"));
            return (None, vec![problem]);
        }
    };
    let mut revision =
        Revision { date, file, entries: Vec::new(), fields: Vec::new(), agreed_at: None, reason: None, next_review: None };
    let mut problems =
        if ending(path) == "csv" { from_csv(file, text, &mut revision) } else { from_tree(cx, file, &mut revision) };
    settle(&mut revision, &mut problems);
    (Some(revision), problems)
}

/// The columns that are not fields.
const COLUMNS: [&str; 4] = ["rank", "key", "name", "note"];

fn from_csv(file: FileId, text: &str, revision: &mut Revision) -> Vec<Diagnostic> {
    let (sheet, mut problems) = csv::read(file, text);
    body::known_columns(&sheet, &[], &["key"], "a revision", &mut problems);
    let place = |name: &str| sheet.column(name);
    let (rank_at, name_at, note_at) = (place("rank"), place("name"), place("note"));
    let fields: Vec<usize> = (0..sheet.header.len())
        .filter(|n| !COLUMNS.iter().any(|c| place(c) == Some(*n)) && !sheet.header[*n].text.is_empty())
        .collect();
    revision.fields = fields.iter().map(|n| sheet.header[*n].text.as_ref().into()).collect();
    let Some(key) = place("key") else { return problems };
    let codes = |sheet: &Sheet<'_>| sheet.rows.iter().filter_map(|r| r.get(key)).all(|c| country(&c.text).is_some());
    if place("name").is_none() && !codes(&sheet) {
        body::known_columns(&sheet, &[], &["name"], "a revision whose keys are not ISO 3166 codes", &mut problems);
        return problems;
    }
    for row in &sheet.rows {
        let cell = |n: Option<usize>| n.and_then(|n| row.get(n));
        let Some(span) = csv::row_span(row) else { continue };
        let rank = cell(rank_at).filter(|c| !c.text.is_empty()).map(|c| (c.text.as_ref(), c.span));
        let values = fields.iter().map(|n| cell(Some(*n)).map_or("", |c| c.text.as_ref()).into()).collect();
        let note = cell(note_at).map(|c| c.text.as_ref()).filter(|t| !t.is_empty()).map(Into::into);
        let (key, name) = (cell(Some(key)).map_or("", |c| c.text.as_ref()), cell(name_at).map_or("", |c| c.text.as_ref()));
        if key.is_empty() || (name.is_empty() && country(key).is_none()) {
            let blank = if key.is_empty() { "key" } else { "name" };
            problems.push(nameless(
                Diagnostic::new(Code::BadRow, span, format!("this row has no `{blank}`"))
                    .expected(format!("expected a value in the column `{blank}`")),
                key,
            ));
            continue;
        }
        let rank = rank.and_then(|(text, at)| ranked(text, at, &mut problems));
        revision.entries.push(entry(rank, key.into(), name.into(), values, note, span));
    }
    problems
}

/// An entry as it is written; its address and its country are settled when the whole list is known.
fn entry(rank: Option<u32>, key: Box<str>, name: Box<str>, values: Vec<Box<str>>, note: Option<Box<str>>, span: Span) -> Entry {
    let by_code = name.is_empty();
    Entry { rank, number: 0, slug: "".into(), name, country: country(&key), by_code, key, values, note, span }
}

/// What to do about an entry without a key or a name.
fn nameless(problem: Diagnostic, key: &str) -> Diagnostic {
    match country_called(key) {
        Some(meant) if !key.is_empty() => problem.remedy(format!("the ISO 3166 code of {} is {}", meant.name("en", Day::MAX), meant.code)),
        _ => problem.remedy(
            "an entry keeps its key through every revision and its name may change; only a country whose key is its ISO 3166 code needs no name",
        ),
    }
}

/// `1`, `1=`, `=1`, `1.`, `1st`; `-` is unranked.
fn ranked(text: &str, span: Span, problems: &mut Vec<Diagnostic>) -> Option<u32> {
    let plain = text.trim().trim_start_matches(['=', '#']).trim_end_matches(['=', '.']);
    if matches!(plain, "" | "-" | "–") {
        return None;
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|e| plain.strip_suffix(e)).unwrap_or(plain);
    let rank = digits.trim().parse::<u32>().ok().filter(|n| *n > 0);
    if rank.is_none() {
        problems.push(
            Diagnostic::new(Code::BadRow, span, format!("`rank` cannot be `{}`", cut(text)))
                .expected("expected a whole number from 1")
                .remedy(
                    "write 1 for the first; entries that share a rank have the same number; leave it empty for an unranked entry",
                ),
        );
    }
    rank
}

fn from_tree(cx: &Context<'_>, file: FileId, revision: &mut Revision) -> Vec<Diagnostic> {
    let (tree, mut problems) = directory::tree(cx, file);
    let diagnostics = DataDiagnostics::new(&tree, cx.site.date_order);
    let reader = Reader::new(&diagnostics, &tree.table, "a revision");
    revision.agreed_at = reader.written("agreed_at");
    revision.reason = reader.text("reason");
    revision.next_review = review(&reader, "next_review");
    let items: Vec<&Value> = match reader.value("entry") {
        Some(Value { kind: Kind::List(items), .. }) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let tables: Vec<&data::Table> =
        items.iter().filter_map(|v| if let Kind::Table(t) = &v.kind { Some(t) } else { None }).collect();
    for value in items.iter().filter(|v| !matches!(v.kind, Kind::Table(_))) {
        reader.wrong("entry", value, "a table", "{ key = \"AL\", name = \"Albania\" }");
    }
    for (key, _) in tables.iter().flat_map(|t| &t.entries) {
        if !COLUMNS.contains(&&*key.text) && !revision.fields.contains(&key.text) {
            revision.fields.push(key.text.clone());
        }
    }
    for table in tables {
        let entry = Reader::new(&diagnostics, table, "an entry");
        let key = entry.required("key", "\"AL\"");
        let known = key.as_deref().is_some_and(|k| country(k).is_some());
        let name = if known { entry.text("name").or_else(|| Some("".into())) } else { entry.required("name", "\"Albania\"") };
        let mut bad = Vec::new();
        let rank = entry.label("rank").and_then(|(text, span)| ranked(&text, span, &mut bad));
        bad.into_iter().for_each(|p| diagnostics.report(p));
        let note = entry.text("note");
        let values = revision.fields.iter().map(|f| field(&entry, table.get(f), f)).collect();
        if let (Some(key), Some(name)) = (key, name) {
            revision.entries.push(self::entry(rank, key, name, values, note, table.span));
        }
    }
    reader.finish();
    problems.extend(diagnostics.into_problems());
    problems
}

fn field(entry: &Reader<'_>, value: Option<&Value>, name: &str) -> Box<str> {
    match value.map(|v| (&v.kind, v)) {
        None | Some((Kind::Null, _)) => "".into(),
        Some((Kind::Text(text) | Kind::Date(text) | Kind::Int(_, text) | Kind::Float(_, text), _)) => text.trim().into(),
        Some((Kind::Bool(yes), _)) => if *yes { "yes" } else { "no" }.into(),
        Some((_, value)) => {
            entry.wrong(name, value, "text or a number", "\"words\"");
            "".into()
        }
    }
}

/// Puts the entries in order and reports keys that stand twice.
fn settle(revision: &mut Revision, problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(revision.entries.len());
    for entry in std::mem::take(&mut revision.entries) {
        if let Some(first) = seen.get(&*entry.key) {
            problems.push(
                Diagnostic::new(Code::BadRow, entry.span, format!("the key `{}` stands twice in this revision", cut(&entry.key)))
                    .expected("the second time")
                    .related(*first, "the first time")
                    .remedy("give each entry a key of its own, or delete one of the two rows"),
            );
            continue;
        }
        seen.insert(entry.key.to_string(), entry.span);
        kept.push(entry);
    }
    kept.sort_by_key(|e| e.rank.unwrap_or(u32::MAX));
    revision.entries = kept;
}

/// The page of a list that has none.
pub(super) fn headless(file: FileId, path: &str) -> Head {
    (empty(document::blank(file, path), path), Vec::new())
}
