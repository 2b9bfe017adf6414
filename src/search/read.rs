//! Reads shards back, as the script in the page does: only those that a query needs.
//!
//! Shards come from disk and may be of another version or damaged: whatever cannot be read is as if it were not there.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::code::{Digits, Table};
use super::{FOLDER, VERSION};

/// Why an index cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// There is no `search/root.js`, or it cannot be read.
    Missing,
    /// It was written by another version of the program.
    Version(u32),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Missing => write!(f, "there is no readable {FOLDER}/root.js: build the site first"),
            OpenError::Version(n) => {
                write!(f, "the index has version {n} and this program reads version {VERSION}: build the site again")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// `root.js`.
#[derive(Debug, Deserialize)]
pub(crate) struct Root {
    version: u32,
    pub(crate) welsh: bool,
    pub(crate) common: String,
    /// Words that mean filters: see [`super::doc::Collection::questions`].
    pub(crate) asks: Vec<(String, String)>,
    /// How many documents, the first, are meetings to come.
    pub(crate) coming: usize,
    meta: String,
    table: String,
    facets: String,
    more: String,
    postings: (String, String, String),
    words: (String, String, String),
}

/// Directories that few queries ask for.
#[derive(Debug, Default, Deserialize)]
struct More {
    places: (String, String, String),
    reversed: (String, String, String),
}

/// Which shard holds a term.
pub(crate) struct Directory {
    firsts: Vec<Box<str>>,
    names: Vec<Box<str>>,
}

impl Directory {
    fn new(parts: &(String, String, String)) -> Directory {
        Directory { firsts: parts.0.split_ascii_whitespace().map(Into::into).collect(), names: names(&parts.2) }
    }

    /// The shards that may hold a term: one, or all that hold pieces of it.
    fn shards(&self, term: &str) -> &[Box<str>] {
        let to = self.firsts.partition_point(|f| &**f <= term);
        let own = self.firsts.partition_point(|f| &**f < term);
        let from = if own < to { own } else { to.saturating_sub(1) };
        self.names.get(from..to).unwrap_or(&[])
    }

    /// The shards that may hold words from `from` to before `to`.
    fn between(&self, from: &str, to: &str) -> &[Box<str>] {
        let start = self.firsts.partition_point(|f| &**f <= from).saturating_sub(1);
        let end = self.firsts.partition_point(|f| &**f < to);
        self.names.get(start..end).unwrap_or(&[])
    }
}

/// Names of eight characters, one after the other.
fn names(all: &str) -> Vec<Box<str>> {
    all.as_bytes().chunks(8).map(|n| String::from_utf8_lossy(n).into()).collect()
}

/// A document in short.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brief {
    /// Its first unit, which stands for its title.
    pub(crate) first: u32,
    /// One past its last unit.
    pub(crate) end: u32,
    /// Place of its body in the facets, from 1; 0: none.
    pub(crate) body: u32,
    /// Place in `DocKind::ALL`.
    pub(crate) kind: u32,
    /// Years before the newest, from 1; 0: no date.
    pub(crate) age: u32,
}

/// A term's postings: its rarity, and each unit with its weight (0 to 3).
#[derive(Debug, Clone, Default)]
pub(crate) struct Postings {
    pub(crate) idf: u32,
    pub(crate) units: Vec<(u32, u32)>,
}

/// Files of documents: the first document of each, and its name.
type Runs = Vec<(u32, Box<str>)>;

fn runs((counts, all): &(String, String)) -> Option<Runs> {
    let (mut digits, mut from, mut runs) = (Digits::new(counts), 0u32, Runs::new());
    for name in names(all) {
        runs.push((from, name));
        from = from.checked_add(digits.number()?)?;
    }
    Some(runs)
}

/// The file that holds a document, and the document's place in it.
fn holder(runs: &Runs, doc: usize) -> Option<(&str, usize)> {
    let at = runs.partition_point(|(first, _)| *first as usize <= doc).checked_sub(1)?;
    let (first, name) = runs.get(at)?;
    Some((name, doc - *first as usize))
}

/// What a document is made of when it is shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    pub(crate) address: String,
    pub(crate) title: String,
    pub(crate) date: String,
    /// The language of the text, and that of the title, where they are not the page's; else empty.
    pub(crate) langs: (String, String),
    pub(crate) description: String,
    /// Kind letter, address, label, text; still written by the table.
    pub(crate) units: Vec<String>,
}

/// `[key, name, other words, counts …]`
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Cell {
    Text(String),
    /// A count, which only the page shows.
    Count(serde::de::IgnoredAny),
}

/// Keys, names and other words of a facet's values.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FacetNames {
    body: Vec<Vec<Cell>>,
    party: Vec<Vec<Cell>>,
    year: Vec<(String, u32)>,
}

impl FacetNames {
    /// Years that the documents have, newest first.
    pub(crate) fn newest(&self) -> Option<i32> {
        self.year.first().and_then(|y| y.0.parse().ok())
    }

    fn texts(row: &[Cell]) -> impl Iterator<Item = &str> {
        row.iter().filter_map(|c| match c {
            Cell::Text(t) => Some(&**t),
            Cell::Count(_) => None,
        })
    }

    /// Places of the values that a word of a query means.
    pub(crate) fn find(&self, body: bool, wanted: &str) -> Vec<u32> {
        let rows = if body { &self.body } else { &self.party };
        let slug = |t: &str| super::tokens::list(t).join("-");
        let means = |row: &[Cell]| {
            let parts: Vec<&str> = Self::texts(row).collect();
            let [key, name, also, ..] = parts.as_slice() else { return false };
            slug(key) == wanted || slug(name) == wanted || also.split(' ').any(|a| a == wanted)
        };
        (0u32..).zip(rows).filter(|(_, r)| means(r)).map(|(n, _)| n).collect()
    }

    /// The name of a body.
    pub(crate) fn body(&self, n: u32) -> &str {
        self.body.get(n as usize).and_then(|r| Self::texts(r).nth(1)).unwrap_or("")
    }
}

/// An index as it was written. Answers queries through [`Index::search`].
pub struct Index<'a> {
    read: Box<dyn Fn(&str) -> Option<Vec<u8>> + 'a>,
    cache: RefCell<BTreeMap<Box<str>, Rc<str>>>,
    pub(crate) root: Root,
    pub(crate) docs: Vec<Brief>,
    chunks: Runs,
    /// The files of `chunks` hold the names of files.
    deep: bool,
    facets: Runs,
    postings: Directory,
    words: Directory,
    more: RefCell<Option<Rc<(Directory, Directory)>>>,
    table: RefCell<Option<Rc<Table>>>,
    parsed: RefCell<BTreeMap<Box<str>, Rc<Vec<serde_json::Value>>>>,
    facet_names: RefCell<Option<Rc<FacetNames>>>,
}

/// The payload of a shard: what stands between the name and the last parenthesis.
fn payload(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let from = text.find(',')? + 1;
    text.get(from..text.rfind(')')?)
}

impl<'a> Index<'a> {
    /// Opens an index. `read` gives the bytes of a file by its address below the site, `search/root.js`.
    pub fn open(read: impl Fn(&str) -> Option<Vec<u8>> + 'a) -> Result<Index<'a>, OpenError> {
        let bytes = read(&format!("{FOLDER}/root.js")).ok_or(OpenError::Missing)?;
        let text = payload(&bytes).ok_or(OpenError::Missing)?;
        let version = serde_json::from_str::<serde_json::Value>(text).ok().and_then(|v| v.get("version")?.as_u64());
        match version.and_then(|v| u32::try_from(v).ok()) {
            Some(VERSION) => {}
            Some(other) => return Err(OpenError::Version(other)),
            None => return Err(OpenError::Missing),
        }
        let root: Root = serde_json::from_str(text).map_err(|_| OpenError::Missing)?;
        debug_assert_eq!(root.version, VERSION);
        let mut index = Index {
            read: Box::new(read),
            cache: RefCell::default(),
            docs: Vec::new(),
            chunks: Vec::new(),
            deep: false,
            facets: Vec::new(),
            postings: Directory::new(&root.postings),
            words: Directory::new(&root.words),
            more: RefCell::default(),
            table: RefCell::default(),
            parsed: RefCell::default(),
            facet_names: RefCell::default(),
            root,
        };
        index.meta().ok_or(OpenError::Missing)?;
        Ok(index)
    }

    fn meta(&mut self) -> Option<()> {
        type Meta = ((String, String, String, String), (String, String, u8), (String, String));
        let ((units, bodies, kinds, ages), (counts, all, deep), facets): Meta = self.json(&self.root.meta)?;
        let (mut units, mut bodies) = (Digits::new(&units), Digits::new(&bodies));
        let (mut kinds, mut ages) = (Repeats::new(&kinds), Repeats::new(&ages));
        let mut first = 1u32;
        while !units.done() {
            let end = first.checked_add(units.number()?)?;
            self.docs.push(Brief { first, end, body: bodies.number()?, kind: kinds.number()?, age: ages.number()? });
            first = end;
        }
        (self.chunks, self.deep) = (runs(&(counts, all))?, deep > 0);
        self.facets = runs(&facets)?;
        Some(())
    }

    /// The directories of places, and of words turned around.
    fn more(&self) -> Rc<(Directory, Directory)> {
        if let Some(more) = &*self.more.borrow() {
            return Rc::clone(more);
        }
        let more: More = self.json(&self.root.more).unwrap_or_default();
        let more = Rc::new((Directory::new(&more.places), Directory::new(&more.reversed)));
        *self.more.borrow_mut() = Some(Rc::clone(&more));
        more
    }

    /// The payload of a shard.
    fn shard(&self, name: &str) -> Option<Rc<str>> {
        if let Some(known) = self.cache.borrow().get(name) {
            return Some(Rc::clone(known));
        }
        let bytes = (self.read)(&format!("{FOLDER}/x/{name}.js"))?;
        let text: Rc<str> = payload(&bytes)?.into();
        self.cache.borrow_mut().insert(name.into(), Rc::clone(&text));
        Some(text)
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(&self.shard(name)?).ok()
    }

    /// The place of the document a unit belongs to.
    pub(crate) fn doc_of(&self, unit: u32) -> usize {
        self.docs.partition_point(|d| d.end <= unit)
    }

    /// The postings of a term; `None`: it stands nowhere.
    pub(crate) fn term(&self, term: &str) -> Option<Postings> {
        let mut found: Option<Postings> = None;
        for name in self.postings.shards(term) {
            let Some((head, data)) = self.json::<(String, String)>(name) else { continue };
            let Some((numbers, from)) = find(&head, term, 5, 4) else { continue };
            let [_, idf, base, _, len] = numbers[..] else { continue };
            let postings = found.get_or_insert_with(|| Postings { idf, units: Vec::new() });
            let mut unit = base;
            let mut digits = Digits::new(data.get(from..from + len as usize).unwrap_or(""));
            while let Some(step) = digits.number() {
                unit = unit.saturating_add(step / 4);
                postings.units.push((unit, step % 4));
            }
        }
        found
    }

    /// The places of a term: for each of its postings in order, where it stands in the unit.
    pub(crate) fn term_places(&self, term: &str) -> Vec<Vec<u32>> {
        let mut all = Vec::new();
        for name in self.more().0.shards(term) {
            let Some((head, data)) = self.json::<(String, String)>(name) else { continue };
            let Some((numbers, from)) = find(&head, term, 2, 1) else { continue };
            let [_, len] = numbers[..] else { continue };
            let mut digits = Digits::new(data.get(from..from + len as usize).unwrap_or(""));
            let (mut own, mut at) = (Vec::new(), 0u32);
            while let Some((step, more)) = digits.place() {
                at = at.saturating_add(step);
                own.push(at);
                if !more {
                    all.push(std::mem::take(&mut own));
                    at = 0;
                }
            }
        }
        all
    }

    /// Words that start with `prefix`, with how often each stands; of words turned around where `turned` is set.
    pub(crate) fn words(&self, prefix: &str, turned: bool) -> Vec<(String, u32)> {
        let more = turned.then(|| self.more());
        let directory = more.as_ref().map_or(&self.words, |m| &m.1);
        let mut all = Vec::new();
        let end = format!("{prefix}\u{10ffff}");
        for name in directory.between(prefix, &end) {
            let Some((head, _)) = self.json::<(String, String)>(name) else { continue };
            entries(&head, 1, |word, numbers| {
                if word.starts_with(prefix) {
                    all.push((word.to_owned(), numbers[0]));
                }
                word < end.as_str()
            });
        }
        all
    }

    pub(crate) fn table(&self) -> Rc<Table> {
        if let Some(table) = &*self.table.borrow() {
            return Rc::clone(table);
        }
        let (short, long): (String, String) = self.json(&self.root.table).unwrap_or_default();
        let mut words: Vec<Box<str>> = short.split_ascii_whitespace().map(Into::into).collect();
        entries(&long, 0, |word, _| {
            words.push(word.into());
            true
        });
        let table = Rc::new(Table::of(words));
        *self.table.borrow_mut() = Some(Rc::clone(&table));
        table
    }

    pub(crate) fn facet_names(&self) -> Rc<FacetNames> {
        if let Some(names) = &*self.facet_names.borrow() {
            return Rc::clone(names);
        }
        let names: Rc<FacetNames> = Rc::new(self.json(&self.root.facets).unwrap_or_default());
        *self.facet_names.borrow_mut() = Some(Rc::clone(&names));
        names
    }

    fn of_doc<T: DeserializeOwned>(&self, name: &str, place: usize) -> Option<T> {
        let known = self.parsed.borrow().get(name).map(Rc::clone);
        let all = match known {
            Some(all) => all,
            None => {
                let all: Rc<Vec<serde_json::Value>> = Rc::new(self.json(name)?);
                self.parsed.borrow_mut().insert(name.into(), Rc::clone(&all));
                all
            }
        };
        all.get(place).and_then(|v| T::deserialize(v).ok())
    }

    /// The text of a document as it is written.
    fn text_of(&self, doc: usize) -> Option<Vec<String>> {
        let (name, place) = holder(&self.chunks, doc)?;
        if !self.deep {
            return self.of_doc(name, place);
        }
        let part = runs(&self.json(name)?)?;
        let (name, place) = holder(&part, place)?;
        self.of_doc(name, place)
    }

    /// The text of a document.
    pub(crate) fn shown(&self, doc: usize) -> Shown {
        let mut parts = self.text_of(doc).unwrap_or_default().into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let (address, title, date, description) = (next(), next(), next(), next());
        let mut said = date.splitn(3, ' ').map(str::to_owned);
        let mut said = || said.next().unwrap_or_default();
        let (date, langs) = (said(), (said(), said()));
        Shown { address, title, date, langs, description, units: parts.collect() }
    }

    /// A unit of a document as it is written, from the file it stands in where the document is long.
    pub(crate) fn unit_of(&self, shown: &Shown, n: usize) -> Option<String> {
        let mut before = 0;
        for unit in &shown.units {
            let Some((count, name)) = unit.strip_prefix('>').and_then(|r| r.split_once(' ')) else {
                if before == n {
                    return Some(unit.clone());
                }
                before += 1;
                continue;
            };
            let count: usize = count.parse().ok()?;
            if n < before.checked_add(count)? {
                return self.of_doc(name, n - before);
            }
            before += count;
        }
        None
    }

    /// The organisations and actions of a document.
    pub(crate) fn facets_of(&self, doc: usize) -> Special {
        let text = holder(&self.facets, doc).and_then(|(name, place)| self.of_doc::<String>(name, place));
        text.and_then(|text| Special::read(&text)).unwrap_or_default()
    }
}

/// What facets say of a document and of its actions and decisions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Special {
    pub(crate) organisations: Vec<u32>,
    /// Its actions and decisions.
    pub(crate) units: Vec<SpecialUnit>,
}

/// An action or a decision, as filters see it.
#[derive(Debug, Clone)]
pub(crate) struct SpecialUnit {
    /// From the title, which is 0.
    pub(crate) at: u32,
    pub(crate) is_decision: bool,
    /// 0: none.
    pub(crate) status: u32,
    pub(crate) is_overdue: bool,
    pub(crate) owners: Vec<u32>,
}

impl Special {
    fn read(text: &str) -> Option<Special> {
        let mut digits = Digits::new(text);
        fn steps(digits: &mut Digits<'_>) -> Option<Vec<u32>> {
            let count = digits.number()?;
            let mut at = 0u32;
            (0..count)
                .map(|_| {
                    at = at.saturating_add(digits.number()?);
                    Some(at)
                })
                .collect()
        }
        let organisations = steps(&mut digits)?;
        let (count, mut unit, mut units) = (digits.number()?, 0u32, Vec::new());
        for _ in 0..count {
            unit = unit.saturating_add(digits.number()?);
            let code = digits.number()?;
            let (is_decision, is_overdue) = (code & 8 > 0, code & 16 > 0);
            units.push(SpecialUnit { at: unit, is_decision, status: code % 8, is_overdue, owners: steps(&mut digits)? });
        }
        Some(Special { organisations, units })
    }
}

/// Numbers written as runs: how many, and which.
struct Repeats<'a> {
    digits: Digits<'a>,
    left: u32,
    value: u32,
}

impl<'a> Repeats<'a> {
    fn new(text: &'a str) -> Self {
        Repeats { digits: Digits::new(text), left: 0, value: 0 }
    }

    fn number(&mut self) -> Option<u32> {
        while self.left == 0 {
            (self.left, self.value) = (self.digits.number()?, self.digits.number()?);
        }
        self.left -= 1;
        Some(self.value)
    }
}

/// Walks the entries of a head until `each` says no.
fn entries(head: &str, numbers: usize, mut each: impl FnMut(&str, &[u32]) -> bool) {
    let mut digits = Digits::new(head);
    let mut name = String::new();
    let mut values = Vec::with_capacity(numbers);
    while let Some(shared) = digits.number() {
        let Some(rest) = digits.word() else { return };
        if name.is_char_boundary(shared as usize) {
            name.truncate(shared as usize);
        }
        name.push_str(rest);
        values.clear();
        for _ in 0..numbers {
            let Some(n) = digits.number() else { return };
            values.push(n);
        }
        if !each(&name, &values) {
            return;
        }
    }
}

/// The numbers of one entry, and where its data starts; the number at `len` is the length of an entry's data.
fn find(head: &str, term: &str, numbers: usize, len: usize) -> Option<(Vec<u32>, usize)> {
    let (mut from, mut found) = (0usize, None);
    entries(head, numbers, |name, values| {
        if name == term {
            found = Some((values.to_vec(), from));
            return false;
        }
        from = from.saturating_add(values.get(len).copied().unwrap_or(0) as usize);
        name < term
    });
    found
}
