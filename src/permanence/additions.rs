//! What a ledger gains by a publication.

use std::collections::{BTreeMap, HashMap};

use super::ledger::ListedWords;
use super::ledger_text::{Additions, PublishedPlace};
use super::meaning::{self, PlaceWords, RowWords};
use super::page_target;
use super::proof::is_permanent;
use super::shown::Shown;
use super::standing::alone;
use crate::record::Target;
use crate::site::LanguageSite;
use crate::site::former::{Anchors, DocumentKey, key_of};
use crate::site::page_ids::PageId;
use crate::site::plan;

/// What a build that wrote these files adds to a ledger: every address but those of the theme, of the search index and of what is
/// written for machines that ask anew each time (`robots.txt`, the sitemap, the redirect maps).
pub fn additions(site: &LanguageSite<'_>, pages: &[PageId], written: &[String]) -> Additions {
    let record = site.record;
    let mut out = Additions::new();
    let stubs: HashMap<String, usize> = site.former.stubs.iter().enumerate().map(|(n, s)| (s.file(), n)).collect();
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
    let others: Vec<&str> = record.site.languages.iter().skip(1).map(|l| &**l).collect();
    for id in pages {
        let path = plan::path(site, id);
        let address = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        if let Some(there) = out.get_mut(&address) {
            whole(site, id, there);
            there.first = site.former.first.get(&*path).map(|first| format!("/{first}/"));
        }
        let Some(target) = page_target(record, id) else { continue };
        for lang in &others {
            let kept = site.former.others.get(*lang);
            let Some(there) = out.get_mut(&format!("/{lang}{address}")) else { continue };
            there.anchors.extend(anchors(site, &Shown::new(record, target.clone(), lang), kept));
        }
        let Some(there) = out.get_mut(&address) else { continue };
        there.anchors.extend(anchors(site, &Shown::new(record, target, ""), Some(&site.former.anchors)));
    }
    for (ix, page, lang) in alone(record) {
        let Some(there) = out.get_mut(&format!("/{}/", page.path)) else { continue };
        let kept = site.former.others.get(lang);
        there.anchors.extend(anchors(site, &Shown::new(record, Target::Page(ix, None), lang), kept));
    }
    out
}

/// The words of a page as a whole, its rows and the changes that it tells of.
fn whole(site: &LanguageSite<'_>, id: &PageId, there: &mut PublishedPlace) {
    there.words = meaning::page_words(site, id);
    there.notes = meaning::notes_of(site, id);
    for RowWords { name, cells, .. } in meaning::rows_of(site, id) {
        let cells = cells.into_iter().filter(|cell| !cell.is_provisional).map(|cell| cell.print);
        there.rows.entry(name).or_default().extend(cells);
    }
    for cells in there.rows.values_mut() {
        cells.sort_unstable();
        cells.dedup();
    }
}

/// The anchors of a page, each with its words: its own, and those that it keeps.
fn anchors<'d>(
    site: &LanguageSite<'d>,
    shown: &Shown<'d>,
    kept: Option<&BTreeMap<DocumentKey, Anchors>>,
) -> BTreeMap<String, ListedWords> {
    let places = meaning::places_of(site, shown);
    let now = |place: &PlaceWords<'_>| place.words.map_or(ListedWords::Unknown, ListedWords::Shown);
    let words: HashMap<&str, ListedWords> = places.iter().map(|place| (place.anchor, now(place))).collect();
    let of = |anchor: &str| words.get(anchor).copied().unwrap_or_default();
    let mut all: BTreeMap<String, ListedWords> = shown.promised().into_iter().map(|a| (a.to_owned(), of(a))).collect();
    if let Some(kept) = shown.document().and_then(|d| kept?.get(&key_of(d))) {
        let others = kept.elsewhere.iter().map(|(a, _)| a).chain(kept.withdrawn.iter().map(|(a, _)| a));
        all.extend(kept.head.iter().chain(others).map(|a| (a.to_string(), ListedWords::Gone)));
        for (beside, old) in &kept.beside {
            // What an author says stands for it has its words; what minutebook leads to the next place has none left.
            let words = |old: &str| if shown.stands_for(old).is_some() { of(beside) } else { ListedWords::Gone };
            all.extend(old.iter().map(|a| (a.to_string(), words(a))));
        }
    }
    all
}
