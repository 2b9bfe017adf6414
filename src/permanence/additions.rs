//! What a ledger gains by a publication.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use rayon::prelude::*;

use super::facts::{self, RowWords};
use super::fingerprint::{PrintDepth, WordPrint};
use super::ledger::ListedWords;
use super::ledger_text::{Additions, PublishedPlace};
use super::meaning::{self, PlaceWords};
use super::page_target;
use super::proof::is_permanent;
use super::shown::Shown;
use super::standing::alone;
use crate::record::{Now, Target};
use crate::site::LanguageSite;
use crate::site::former::{DocumentAnchors, key_of};
use crate::site::page_ids::PageId;
use crate::site::plan;

/// What a build that wrote these files adds to a ledger: every address but those of the theme, of the search index and of what is
/// written for machines that ask anew each time (`robots.txt`, the sitemap, the redirect maps).
pub fn additions(site: &LanguageSite<'_>, pages: &[PageId], written: &[String]) -> Additions {
    let record = site.record;
    let mut out = Additions::new();
    let stubs: FxHashMap<String, usize> = site.former.stubs.iter().enumerate().map(|(n, s)| (s.file(), n)).collect();
    for path in written.iter().filter(|p| is_permanent(p, &record.site.languages)) {
        let stub = stubs.get(path.as_str()).and_then(|n| site.former.stubs.get(*n));
        let address = match (stub, path.strip_suffix("index.html")) {
            (Some(stub), _) => format!("/{}", stub.old),
            (None, Some(folder)) => format!("/{folder}"),
            (None, None) => format!("/{path}"),
        };
        let there = out.entry(address).or_default();
        there.anchors.extend(stub.into_iter().flat_map(|s| &s.anchors).map(|(a, _)| (a.to_string(), ListedWords::Unknown)));
    }
    for (address, place) in page_places(site, pages, &out) {
        let there = out.entry(address).or_default();
        there.anchors.extend(place.anchors);
        *there = PublishedPlace { anchors: std::mem::take(&mut there.anchors), ..place };
    }
    files(site, &mut out);
    out
}

/// What is at the addresses of pages that were written, in every language.
fn page_places(site: &LanguageSite<'_>, pages: &[PageId], written: &Additions) -> Vec<(String, PublishedPlace)> {
    let record = site.record;
    let others: Vec<&str> = record.site.languages.iter().skip(1).map(|l| &**l).collect();
    let of_page = |id: &PageId| {
        let path = plan::path(site, id);
        let address = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        let target = page_target(record, id);
        let mut out = Vec::new();
        if written.contains_key(&address) {
            let mut there = PublishedPlace::default();
            whole(site, id, &mut there);
            there.first = site.former.first.get(&*path).map(|first| format!("/{first}/"));
            if let Some(target) = &target {
                text(site, &Shown::new(record, target.clone(), ""), Some(&site.former.anchors), &mut there);
            }
            out.push((address.clone(), there));
        }
        for (lang, target) in others.iter().filter_map(|lang| Some((lang, target.clone()?))) {
            let address = format!("/{lang}{address}");
            if written.contains_key(&address) {
                let mut there = PublishedPlace::default();
                text(site, &Shown::new(record, target, lang), site.former.others.get(*lang), &mut there);
                out.push((address, there));
            }
        }
        out
    };
    let mut out: Vec<(String, PublishedPlace)> = pages.par_iter().flat_map_iter(of_page).collect();
    for (ix, page, lang) in alone(record) {
        let address = format!("/{}/", page.path);
        if written.contains_key(&address) {
            let mut there = PublishedPlace::default();
            let shown = Shown::new(record, Target::Page(ix, None), lang);
            text(site, &shown, site.former.others.get(lang), &mut there);
            out.push((address, there));
        }
    }
    out
}

/// The words of a page as a whole, its rows and the changes that it tells of.
fn whole(site: &LanguageSite<'_>, id: &PageId, there: &mut PublishedPlace) {
    there.words = facts::page_words(site, id, PrintDepth::Near);
    there.notes = facts::notes_of(site, id);
    there.is_withdrawn = facts::is_withdrawn(site, id);
    for RowWords { name, cells, .. } in facts::rows_of(site, id) {
        let cells = cells.into_iter().filter(|cell| !cell.is_provisional).map(|cell| cell.print);
        there.rows.entry(name).or_default().extend(cells);
    }
    for cells in there.rows.values_mut() {
        cells.sort_unstable();
        cells.dedup();
    }
}

/// The words of a text, at its head and at its anchors.
fn text<'d>(site: &LanguageSite<'d>, shown: &Shown<'d>, kept: Option<&DocumentAnchors>, there: &mut PublishedPlace) {
    there.anchors.extend(anchors(site, shown, kept));
    if !shown.lang.is_empty() {
        there.notes = facts::notes_of_text(site, shown);
    }
    if there.words.is_empty() {
        there.words.extend(meaning::lead_of(site, shown, PrintDepth::Near).map(|(words, _)| words));
    }
}

/// The bytes of published files, and the tombstones of those that were withdrawn.
fn files(site: &LanguageSite<'_>, out: &mut Additions) {
    let record = site.record;
    let tables = facts::table_files(record);
    let notes: FxHashMap<String, usize> = out.iter().map(|(address, there)| (address.clone(), there.notes)).collect();
    for (file, path) in record.files.iter().filter(|(file, _)| !tables.contains(file)) {
        let Some(there) = out.get_mut(&format!("/{path}")) else { continue };
        there.words = facts::file_print(site, *file).map(WordPrint::from).into_iter().collect();
        let above = path.match_indices('/').rev().find_map(|(at, _)| notes.get(&format!("/{}/", path.get(..at)?)));
        there.notes = above.copied().unwrap_or(0);
    }
    for (target, document) in record.documents().filter(|(_, document)| !document.former.is_empty()) {
        let Some(path) = record.path_of(&target) else { continue };
        for former in document.former.iter().filter(|former| matches!(former.now, Now::Withdrawn(_))) {
            if let Some(there) = out.get_mut(&format!("/{path}/{}", former.anchor.text)) {
                there.is_withdrawn = true;
            }
        }
    }
}

/// The anchors of a page, each with its words: its own, and those that it keeps.
fn anchors<'d>(site: &LanguageSite<'d>, shown: &Shown<'d>, kept: Option<&DocumentAnchors>) -> BTreeMap<String, ListedWords> {
    let places = meaning::places_of(site, shown, PrintDepth::Near);
    let now = |place: &PlaceWords<'_>| place.words.map_or(ListedWords::Unknown, ListedWords::Shown);
    let words: FxHashMap<&str, ListedWords> = places.iter().map(|place| (place.anchor, now(place))).collect();
    let of = |anchor: &str| words.get(anchor).copied().unwrap_or_default();
    let mut all: BTreeMap<String, ListedWords> = shown.promised().into_iter().map(|a| (a.to_owned(), of(a))).collect();
    if let Some(kept) = shown.document().and_then(|d| kept?.get(&key_of(d))) {
        let gone = kept.head.iter().chain(kept.elsewhere.iter().map(|(a, _)| a));
        all.extend(gone.map(|a| (a.to_string(), ListedWords::Gone)));
        all.extend(kept.withdrawn.iter().map(|(a, _)| (a.to_string(), ListedWords::Withdrawn)));
        for (beside, old) in &kept.beside {
            // What an author says stands for it has its words; what minutebook leads to the next place has none left.
            let words = |old: &str| if shown.stands_for(old).is_some() { of(beside) } else { ListedWords::Gone };
            all.extend(old.iter().map(|a| (a.to_string(), words(a))));
        }
    }
    all
}
