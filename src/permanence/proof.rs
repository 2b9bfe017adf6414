//! The proof over the outputs: every address of the ledger is a file that is written, with every anchor in it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::ledger::Ledger;
use crate::diag::{Code, Diagnostic};

/// Looks at outputs as they are written. Shared by all threads.
pub struct LedgerProof<'l> {
    ledger: Ledger<'l>,
    /// Places in the ledger, sorted by the address without slashes at the ends.
    order: Vec<usize>,
    seen: Vec<AtomicBool>,
    /// Anchors that a page turned out not to have.
    missing: Mutex<Vec<(usize, usize)>>,
}

/// A site that has every address of its ledger: what a publication asks for.
///
/// Only [`LedgerProof::finish`] makes one:
///
/// ```compile_fail,E0423
/// let unproven = minutebook::permanence::ProvenLedger(());
/// ```
#[derive(Debug)]
pub struct ProvenLedger(());

impl<'l> LedgerProof<'l> {
    /// For a ledger.
    pub fn new(ledger: Ledger<'l>) -> Self {
        let mut order: Vec<usize> = (0..ledger.pages.len()).collect();
        order.par_sort_by_key(|n| bare(&ledger, *n));
        let seen = ledger.pages.iter().map(|_| AtomicBool::new(false)).collect();
        LedgerProof { ledger, order, seen, missing: Mutex::default() }
    }

    /// Records an output. For a copy of a file the bytes are not needed.
    pub fn record_output(&self, path: &str, bytes: &[u8]) {
        let page = path.strip_suffix("index.html").map(|p| p.trim_end_matches('/')).unwrap_or(path);
        let from = self.order.partition_point(|n| bare(&self.ledger, *n) < page);
        let listed = self.order.get(from..).unwrap_or_default();
        listed.iter().take_while(|n| bare(&self.ledger, **n) == page).for_each(|n| self.record_page(*n, bytes));
    }

    fn record_page(&self, n: usize, bytes: &[u8]) {
        if let Some(seen) = self.seen.get(n) {
            seen.store(true, Ordering::Relaxed);
        }
        let Some(listed) = self.ledger.pages.get(n).filter(|l| !l.anchors.is_empty()) else { return };
        let ids = ids(bytes);
        let missing: Vec<(usize, usize)> = listed
            .anchors
            .iter()
            .enumerate()
            .filter(|(_, anchor)| !ids.contains(anchor.name.as_bytes()) && !has_escaped(&ids, &anchor.name))
            .map(|(anchor, _)| (n, anchor))
            .collect();
        if !missing.is_empty() {
            self.missing.lock().unwrap_or_else(PoisonError::into_inner).extend(missing);
        }
    }

    /// Ends the proof once every output is recorded.
    ///
    /// # Errors
    /// Every address and anchor of the ledger that is lost, sorted.
    pub fn finish(self) -> Result<ProvenLedger, Vec<Diagnostic>> {
        let remedy = "restore it, or name it in `aliases` or `anchors`, or leave a tombstone; a theme of your own must give every \
                      paragraph its id";
        let mut out: Vec<Diagnostic> = Vec::new();
        for (listed, _) in self.ledger.pages.iter().zip(&self.seen).filter(|(_, seen)| !seen.load(Ordering::Relaxed)) {
            let message = format!("`{}` was published, and no file of this build stands there", listed.address);
            out.push(Diagnostic::new(Code::LostPermalink, listed.span, message).expected("is not written").remedy(remedy));
        }
        for (page, anchor) in self.missing.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if let Some((listed, lost)) = self.ledger.pages.get(page).and_then(|l| Some((l, l.anchors.get(anchor)?))) {
                let (anchor, span) = (&lost.name, lost.span);
                let message = format!("`{}#{anchor}` was published, and no element of the page has that id", listed.address);
                out.push(Diagnostic::new(Code::LostPermalink, span, message).expected("is not on the page").remedy(remedy));
            }
        }
        if out.is_empty() {
            return Ok(ProvenLedger(()));
        }
        crate::diag::sort(&mut out);
        Err(out)
    }
}

/// An address of a ledger without slashes at the ends.
fn bare<'a>(ledger: &'a Ledger<'_>, n: usize) -> &'a str {
    let address = ledger.pages.get(n).map_or("", |listed| &*listed.address);
    let address = address.strip_prefix('/').unwrap_or(address);
    address.strip_suffix('/').unwrap_or(address)
}

/// Every `id` of a page, as written.
fn ids(bytes: &[u8]) -> FxHashSet<&[u8]> {
    let mut out = FxHashSet::default();
    for at in memchr::memmem::find_iter(bytes, b" id=\"") {
        let rest = bytes.get(at + 5..).unwrap_or_default();
        if let Some(end) = memchr::memchr(b'"', rest) {
            out.insert(rest.get(..end).unwrap_or_default());
        }
    }
    out
}

/// Whether one of the ids is an anchor with signs that HTML writes otherwise.
fn has_escaped(ids: &FxHashSet<&[u8]>, anchor: &str) -> bool {
    if !anchor.contains(['&', '<', '>', '"', '\'']) {
        return false;
    }
    let plain = anchor.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    [plain.clone(), plain.replace('\'', "&#39;"), plain.replace('\'', "&#x27;")].iter().any(|a| ids.contains(a.as_bytes()))
}

/// Whether a file of the site stands at an address that people link to.
pub(super) fn is_permanent(path: &str, languages: &[Box<str>]) -> bool {
    // Each language of the site has an index of its own.
    let others = languages.iter().skip(1);
    let path =
        others.filter_map(|l| path.strip_prefix(&**l)?.strip_prefix('/')).find(|p| p.starts_with("search/")).unwrap_or(path);
    let passing = ["assets/", "redirects/", "search/"];
    let named = ["404.html", "robots.txt"];
    let is_map = path.starts_with("sitemap") && path.ends_with(".xml") && !path.contains('/');
    path == "search/index.html"
        || !passing.iter().any(|p| path.starts_with(p)) && !named.contains(&path) && !is_map && !path.ends_with("/404.html")
}
