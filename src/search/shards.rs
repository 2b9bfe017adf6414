//! Segments become shards: files of bounded size, named by what they hold.
//!
//! Every file is a classic script that calls `minutebook_shard("name", payload)`; the payload is JSON, so that a
//! program reads it as well. `docs/reference/search-format.md` describes each kind.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::code::{self, Table};
use super::doc::{Collection, DocKind, Value};
use super::lexicon::Lexicon;
use super::pack::{self, Packer, Shard};
use super::segment::{Card, Chunk, Segment};
use super::segmenting::{address_hash, cut_documents};
use super::{FOLDER, VERSION};
use crate::record::Status;

/// Characters in a file of facets.
const FACETS: usize = 24_000;
/// Characters in a piece of the list of words.
const WORDS: usize = 6_000;
/// So many files of texts have their names beside the documents in short; of more, the names stand in files of their own.
const NAMED: usize = 400;
/// Characters of a document whose units stand in files of their own.
const LONG: usize = 12_000;
/// Characters in such a file, or one unit.
const PART: usize = 5_000;
/// Groups for each thread that are indexed before their texts are written: enough that no thread waits long for the last.
pub(super) const WAVE: usize = 6;

/// Takes the files of an index: the address of each below the site, and its bytes. From any thread, in any order; each comes once.
pub type Sink<'a> = &'a (dyn Fn(&str, &[u8]) + Sync);

/// Indexes a collection. The files and every byte of them depend on the collection alone.
pub fn index(collection: &dyn Collection, sink: Sink<'_>) {
    let table = table(collection);
    let mut writer = Writer::new(sink);
    let lexicons = Mutex::new(Vec::new());
    let mut segments: Vec<Arc<Segment>> = Vec::new();
    // Texts are the most of an index: they are written as soon as they have their names, which are given in order.
    for wave in cut_documents(collection).chunks(rayon::current_num_threads() * WAVE) {
        let mut made: Vec<Segment> = wave.par_iter().map(|group| make(collection, group, &table, &lexicons, false)).collect();
        writer.chunks(made.iter().flat_map(|s| &s.chunks));
        made.iter_mut().flat_map(|s| &mut s.chunks).for_each(|chunk| chunk.payload = String::new());
        segments.extend(made.into_iter().map(Arc::new));
    }
    drop(lexicons);
    writer.write(&segments, collection, &table);
}

/// Makes a segment with what some thread knows of words.
pub(super) fn make<'a>(
    collection: &'a dyn Collection,
    ranges: &[Range<usize>],
    table: &'a Table,
    lexicons: &Mutex<Vec<Lexicon<'a>>>,
    keeps: bool,
) -> Segment {
    let free = || lexicons.lock().unwrap_or_else(PoisonError::into_inner);
    let known = free().pop();
    let mut lexicon = known.unwrap_or_else(|| Lexicon::new(table, collection.names(), keeps));
    let segment = Segment::make(collection, ranges, &mut lexicon);
    free().push(lexicon);
    segment
}

/// The table of common words, from about every sixteenth document; from all in a small site. Which documents are
/// asked depends on their addresses, so that an edit elsewhere leaves every text as it was written.
pub(super) fn table(collection: &dyn Collection) -> Table {
    let all = collection.count();
    let asked: Vec<usize> = (0..all).filter(|n| all < 200 || address_hash(&collection.address(*n)).is_multiple_of(16)).collect();
    let maps: Vec<FxHashMap<Box<str>, u32>> = asked
        .par_chunks(64)
        .map(|chunk| {
            let mut counts: FxHashMap<Box<str>, u32> = FxHashMap::default();
            let mut count = |text: &str| {
                for word in text.split_ascii_whitespace() {
                    if let Some(n) = counts.get_mut(word) {
                        *n += 1;
                    } else {
                        counts.insert(word.into(), 1);
                    }
                }
            };
            for n in chunk {
                let doc = collection.doc(*n);
                count(&doc.description);
                doc.units.iter().for_each(|u| count(&u.text));
            }
            counts
        })
        .collect();
    let mut total: BTreeMap<Box<str>, u32> = BTreeMap::new();
    for map in maps {
        #[expect(clippy::iter_over_hash_type, reason = "sums into a sorted map")]
        for (word, n) in map {
            *total.entry(word).or_default() += n;
        }
    }
    Table::choose(total.into_iter().collect())
}

/// A document whose text is too long for one file: whoever shows a place of it loads that part alone.
struct Long {
    /// The document with references in the place of its units.
    payload: String,
    /// Files of units, by their names.
    parts: Vec<(String, String)>,
}

impl Long {
    /// `None`: the payload of the chunk is short, or holds several documents.
    fn of(payload: &str) -> Option<Long> {
        let doc = payload.strip_prefix("[[")?.strip_suffix("]]").filter(|_| payload.len() > LONG)?;
        let strings = strings(doc);
        let (head, units) = strings.split_at_checked(4)?;
        let (mut out, mut parts) = (format!("[[{}", head.join(",")), Vec::new());
        let mut end = |units: &[&str], out: &mut String| {
            let payload = format!("[{}]", units.join(","));
            // So many characters that no other file has the name.
            let name: String = letters(&blake3::hash(payload.as_bytes()), 16);
            out.push_str(&format!(",\">{} {name}\"", units.len()));
            parts.push((name, payload));
        };
        let (mut from, mut size) = (0, 0);
        for (n, unit) in units.iter().enumerate() {
            if n > from && size + unit.len() > PART {
                end(units.get(from..n)?, &mut out);
                (from, size) = (n, 0);
            }
            size += unit.len() + 1;
        }
        if from < units.len() {
            end(units.get(from..)?, &mut out);
        }
        out.push_str("]]");
        Some(Long { payload: out, parts })
    }
}

/// The strings of a JSON list without its brackets, each with its quotation marks.
fn strings(list: &str) -> Vec<&str> {
    let (mut all, mut from, mut inside, mut escaped) = (Vec::new(), 0, false, false);
    for (at, b) in list.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => inside = !inside,
            b',' if !inside => {
                all.extend(list.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    all.extend(list.get(from..));
    all
}

/// Letters of a hash, without capitals, which file shares may not tell apart.
fn letters(hash: &blake3::Hash, count: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    hash.as_bytes().iter().take(count).map(|b| char::from(LETTERS[usize::from(*b) % 32])).collect()
}

/// Names files by their content and hands them on.
pub(super) struct Writer<'a> {
    sink: Sink<'a>,
    /// The content under each name.
    taken: BTreeMap<String, blake3::Hash>,
    /// Files of texts: how many documents each holds, and its name.
    texts: Vec<(u32, String)>,
}

/// A shard as a directory lists it: its first term or word, the base of its first piece, its name.
type Listed = (String, u32, String);

/// A file before it is written: its name, and whether no other has its very content.
type Named = (String, bool);

impl<'a> Writer<'a> {
    pub(super) fn new(sink: Sink<'a>) -> Writer<'a> {
        Writer { sink, taken: BTreeMap::new(), texts: Vec::new() }
    }

    /// A name made of a hash: eight characters.
    fn name(&mut self, content: blake3::Hash) -> Named {
        let mut hash = content;
        loop {
            let name = letters(&hash, 8);
            match self.taken.get(&name) {
                None => {
                    self.taken.insert(name.clone(), content);
                    return (name, true);
                }
                Some(known) if *known == content => return (name, false),
                Some(_) => hash = blake3::hash(hash.as_bytes()),
            }
        }
    }

    /// Writes a payload under a name of its own.
    fn file(&mut self, payload: &str) -> String {
        let named = self.name(blake3::hash(payload.as_bytes()));
        self.emit(&named, payload);
        named.0
    }

    fn emit(&self, (name, fresh): &Named, payload: &str) {
        if *fresh {
            (self.sink)(&format!("{FOLDER}/x/{name}.js"), &script(name, payload));
        }
    }

    /// Writes files of texts, which come in the order of their documents.
    pub(super) fn chunks<'c>(&mut self, chunks: impl Iterator<Item = &'c Chunk>) {
        let chunks: Vec<&Chunk> = chunks.collect();
        let chunks: Vec<_> = chunks.into_par_iter().map(|chunk| (chunk, Long::of(&chunk.payload))).collect();
        let (mut named, mut parts) = (Vec::new(), Vec::new());
        for (chunk, long) in &chunks {
            let name = self.name(long.as_ref().map_or(chunk.hash, |l| blake3::hash(l.payload.as_bytes())));
            self.texts.push((chunk.docs, name.0.clone()));
            named.push((long.as_ref().map_or(&chunk.payload, |l| &l.payload), name));
            for (name, payload) in long.iter().flat_map(|l| &l.parts) {
                let fresh = self.taken.insert(name.clone(), blake3::hash(payload.as_bytes())).is_none();
                parts.push((payload, (name.clone(), fresh)));
            }
        }
        named.par_iter().chain(&parts).for_each(|(payload, name)| self.emit(name, payload));
    }

    /// Writes shards, in order.
    fn shards(&mut self, shards: Vec<Shard>, listed: &mut Vec<Listed>) {
        let named: Vec<(Shard, Named)> = shards
            .into_iter()
            .map(|shard| {
                let name = self.name(shard.hash);
                (shard, name)
            })
            .collect();
        named.par_iter().for_each(|(shard, name)| self.emit(name, &shard.payload));
        listed.extend(named.into_iter().map(|(shard, name)| (shard.first, shard.base, name.0)));
    }

    /// Writes everything but the texts.
    pub(super) fn write(mut self, segments: &[Arc<Segment>], collection: &dyn Collection, table: &Table) {
        let units = segments.iter().map(|s| s.units).sum::<u32>();
        let cards = || segments.iter().flat_map(|s| &s.docs);
        let newest = cards().filter_map(|c| c.year).max().unwrap_or(0);
        let (postings, places, common) = self.terms(segments, units);
        let (words, reversed) = self.words(segments);
        let table = self.table(table);
        let facets = self.facets(segments, collection);
        let meta = self.meta(segments, newest);
        // What a plain query never asks for does not stand in the way of the first result.
        let more = self.file(&format!("{{\"places\":{},\"reversed\":{}}}", directory(&places), directory(&reversed)));
        let mut root = format!("{{\"version\":{VERSION},\"docs\":{},\"units\":{units},\"year\":{newest}", cards().count());
        root.push_str(&format!(",\"welsh\":{},\"common\":\"{}\"", cards().any(|c| c.welsh), common.join(" ")));
        root.push_str(&format!(",\"asks\":{},\"coming\":{}", asks(&collection.questions()), collection.coming()));
        root.push_str(&format!(",\"meta\":\"{meta}\",\"table\":\"{table}\",\"facets\":\"{facets}\",\"more\":\"{more}\""));
        for (key, list) in [("postings", postings), ("words", words)] {
            root.push_str(&format!(",\"{key}\":{}", directory(&list)));
        }
        root.push('}');
        (self.sink)(&format!("{FOLDER}/root.js"), &script("root", &root));
    }

    /// Postings and places of every term, and the terms that stand nearly everywhere.
    fn terms(&mut self, segments: &[Arc<Segment>], units: u32) -> (Vec<Listed>, Vec<Listed>, Vec<String>) {
        let starts: Vec<u32> = segments
            .iter()
            .scan(0, |sum, s| {
                *sum += s.units;
                Some(*sum - s.units)
            })
            .collect();
        let (mut postings, mut places, mut common) = (Vec::new(), Vec::new(), Vec::new());
        for wave in pack::parts(segments).chunks(rayon::current_num_threads() * 2) {
            let made: Vec<pack::Part> = wave.par_iter().map(|part| pack::part(segments, &starts, units, *part)).collect();
            for part in made {
                self.shards(part.postings, &mut postings);
                self.shards(part.places, &mut places);
                common.extend(part.common);
            }
        }
        (postings, places, common)
    }

    /// The words as written, forwards (for prefixes) and backwards (for mistakes in a word's first half).
    fn words(&mut self, segments: &[Arc<Segment>]) -> (Vec<Listed>, Vec<Listed>) {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        for words in segments.iter().map(|s| &s.words) {
            for n in 0..words.len() {
                *counts.entry(words.name(n)).or_default() += words.value(n).copied().unwrap_or(0);
            }
        }
        let mut all: Vec<(&str, u32)> = counts.into_iter().collect();
        let may_be_mistaken = |w: &str| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
        let turned: Vec<(String, u32)> =
            all.iter().filter(|(w, _)| may_be_mistaken(w)).map(|(w, n)| (w.chars().rev().collect(), *n)).collect();
        let mut turned: Vec<(&str, u32)> = turned.iter().map(|(w, n)| (w.as_str(), *n)).collect();
        let (forwards, backwards) = rayon::join(|| word_list(&mut all), || word_list(&mut turned));
        let (mut words, mut reversed) = (Vec::new(), Vec::new());
        self.shards(forwards, &mut words);
        self.shards(backwards, &mut reversed);
        (words, reversed)
    }

    fn table(&mut self, table: &Table) -> String {
        let mut payload = String::new();
        payload.push('[');
        let (short, long) = table.written();
        code::quote(&short, &mut payload);
        payload.push(',');
        code::quote(&long, &mut payload);
        payload.push(']');
        self.file(&payload)
    }

    /// The documents in short, the files of their texts, and those of their facets.
    fn meta(&mut self, segments: &[Arc<Segment>], newest: i16) -> String {
        let cards: Vec<&Card> = segments.iter().flat_map(|s| &s.docs).collect();
        let each = |number: fn(&Card) -> u32| {
            let mut out = Vec::with_capacity(cards.len());
            cards.iter().for_each(|c| code::put(&mut out, number(c)));
            code::text(out)
        };
        let runs = |number: &dyn Fn(&Card) -> u32| {
            let mut out = Vec::new();
            for run in cards.chunk_by(|a, b| number(a) == number(b)) {
                code::put(&mut out, run.len() as u32);
                code::put(&mut out, run.first().map_or(0, |c| number(c)));
            }
            code::text(out)
        };
        let kind = |c: &Card| DocKind::ALL.iter().position(|k| *k == c.kind).unwrap_or(0) as u32;
        let age = |c: &Card| c.year.map_or(0, |y| u32::try_from(newest - y).unwrap_or(0) + 1);
        let docs = [each(|c| c.units), each(|c| c.body.map_or(0, |b| b + 1)), runs(&kind), runs(&age)];
        let facets = self.special(&cards);
        let texts = self.text_files();
        self.file(&format!("[[\"{}\"],{texts},{facets}]", docs.join("\",\"")))
    }

    /// The list of the files of texts. Where they are many it is a list of files that each hold a part of it, so that
    /// a query loads the names only of those it shows.
    fn text_files(&mut self) -> String {
        let texts = std::mem::take(&mut self.texts);
        if texts.len() <= NAMED {
            return format!("[{},0]", runs(&texts));
        }
        let (mut parts, mut part) = (Vec::new(), Vec::new());
        let mut end = |part: &mut Vec<(u32, String)>, writer: &mut Writer<'_>| {
            let docs = part.iter().map(|(docs, _)| docs).sum();
            parts.push((docs, writer.file(&format!("[{}]", runs(part)))));
            part.clear();
        };
        for text in texts {
            // Where a part ends depends on the files in it, so that one that is new changes the names of few others.
            let is_last = part.len() >= 127 || (part.len() >= 32 && text.1.ends_with('a'));
            part.push(text);
            if is_last {
                end(&mut part, self);
            }
        }
        if !part.is_empty() {
            end(&mut part, self);
        }
        format!("[{},1]", runs(&parts))
    }

    /// Writes what facets say of each document; the list of the files: how many documents each holds, and their names.
    fn special(&mut self, cards: &[&Card]) -> String {
        let (mut files, mut from) = (Vec::new(), 0);
        while from < cards.len() {
            let mut payload = String::from("[");
            let mut to = from;
            while let Some(card) = cards.get(to).filter(|c| to == from || payload.len() + c.facets.len() <= FACETS) {
                payload.push_str(if to > from { ",\"" } else { "\"" });
                payload.push_str(&card.facets);
                payload.push('"');
                to += 1;
            }
            payload.push(']');
            files.push(((to - from) as u32, self.file(&payload)));
            from = to;
        }
        format!("[{}]", runs(&files))
    }

    /// What the facets' values are called, and in how many documents each is found.
    fn facets(&mut self, segments: &[Arc<Segment>], collection: &dyn Collection) -> String {
        let facets = collection.facets();
        let mut bodies = vec![0; facets.bodies.len()];
        let mut years: BTreeMap<i16, u32> = BTreeMap::new();
        let mut kinds = [0u32; DocKind::ALL.len() + 2];
        let mut owners = vec![0; facets.parties.len()];
        let mut organisations = vec![0; facets.parties.len()];
        let mut statuses = [0u32; Status::ALL.len()];
        let count = |all: &mut [u32], n: Option<usize>| {
            if let Some(n) = n.and_then(|n| all.get_mut(n)) {
                *n += 1;
            }
        };
        for card in segments.iter().flat_map(|s| &s.docs) {
            count(&mut bodies, card.body.map(|b| b as usize));
            card.year.into_iter().for_each(|y| *years.entry(y).or_default() += 1);
            count(&mut kinds, DocKind::ALL.iter().position(|k| *k == card.kind));
            count(&mut kinds, card.counts.actions.then_some(DocKind::ALL.len()));
            count(&mut kinds, card.counts.decisions.then_some(DocKind::ALL.len() + 1));
            card.counts.owners.iter().for_each(|n| count(&mut owners, Some(*n as usize)));
            card.counts.organisations.iter().for_each(|n| count(&mut organisations, Some(*n as usize)));
            card.counts.statuses.iter().for_each(|s| count(&mut statuses, Status::ALL.iter().position(|a| a == s)));
        }
        let names = DocKind::ALL.iter().map(|k| k.key()).chain(["action", "decision"]);
        let plain = |keys: Vec<(String, u32)>| {
            let all: Vec<String> = keys.into_iter().map(|(k, n)| format!("[\"{k}\",{n}]")).collect();
            format!("[{}]", all.join(","))
        };
        let payload = format!(
            "{{\"body\":{},\"party\":{},\"year\":{},\"kind\":{},\"status\":{}}}",
            values(&facets.bodies, &[&bodies]),
            values(&facets.parties, &[&owners, &organisations]),
            plain(years.into_iter().rev().map(|(y, n)| (y.to_string(), n)).collect()),
            plain(names.map(str::to_owned).zip(kinds).collect()),
            plain(Status::ALL.iter().map(|s| s.key().to_owned()).zip(statuses).collect()),
        );
        self.file(&payload)
    }
}

/// `[["idmg","Inter-Departmental …","also",12], …]`
fn values(all: &[Value], counts: &[&[u32]]) -> String {
    let mut out = String::from("[");
    for (n, value) in all.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push('[');
        for part in [&*value.key, &*value.name, &value.also.join(" ")] {
            code::quote(part, &mut out);
            out.push(',');
        }
        let numbers: Vec<String> = counts.iter().map(|c| c.get(n).copied().unwrap_or(0).to_string()).collect();
        out.push_str(&numbers.join(","));
        if !value.lang.is_empty() {
            out.push(',');
            code::quote(&value.lang, &mut out);
        }
        out.push(']');
    }
    out.push(']');
    out
}

/// Files in their order: how many documents each holds, and their names one after the other.
fn runs(files: &[(u32, String)]) -> String {
    let mut counts = Vec::with_capacity(files.len());
    files.iter().for_each(|(docs, _)| code::put(&mut counts, *docs));
    let names: String = files.iter().map(|(_, name)| &**name).collect();
    format!("\"{}\",\"{names}\"", code::text(counts))
}

/// `[["overdue","status:overdue"], …]`
fn asks(all: &[(String, String)]) -> String {
    let mut out = String::from("[");
    for (n, (words, filters)) in all.iter().enumerate() {
        out.push_str(if n > 0 { ",[" } else { "[" });
        code::quote(words, &mut out);
        out.push(',');
        code::quote(filters, &mut out);
        out.push(']');
    }
    out.push(']');
    out
}

/// A payload as the script that hands it over.
fn script(name: &str, payload: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len() + name.len() + 24);
    for part in ["minutebook_shard(\"", name, "\",", payload, ")\n"] {
        out.extend_from_slice(part.as_bytes());
    }
    out
}

/// Words with their counts, in order, as shards.
fn word_list(words: &mut [(&str, u32)]) -> Vec<Shard> {
    words.sort_unstable();
    let mut packer = Packer::new(WORDS);
    let mut numbers = Vec::new();
    for (word, n) in words {
        numbers.clear();
        code::put(&mut numbers, *n);
        packer.add(word, &numbers, b"", 0, true);
    }
    packer.finish()
}

/// First terms apart by spaces, bases as numbers, names one after the other.
fn directory(list: &[Listed]) -> String {
    let firsts: Vec<&str> = list.iter().map(|(first, ..)| &**first).collect();
    let mut bases = Vec::new();
    list.iter().for_each(|(_, base, _)| code::put(&mut bases, *base));
    let names: String = list.iter().map(|(.., name)| &**name).collect();
    format!("[\"{}\",\"{}\",\"{names}\"]", firsts.join(" "), code::text(bases))
}
