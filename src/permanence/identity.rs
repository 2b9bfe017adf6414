//! What a page is called by feeds and calendars, wherever it moves.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::site::former::Stub;

/// The addresses that pages were first published at, of those that have moved. `stubs` are at addresses of the ledger.
pub(super) fn first_addresses<'s>(ledger: &Ledger<'_>, stubs: impl Iterator<Item = &'s Stub>) -> BTreeMap<Box<str>, Box<str>> {
    let bare = |address: &str| -> Box<str> { address.trim_matches('/').into() };
    let told = ledger.pages.iter().filter_map(|l| Some((bare(&l.address), bare(l.first.as_deref()?))));
    let mut out: BTreeMap<Box<str>, Box<str>> = told.collect();
    for stub in stubs {
        let to = stub.to.trim_end_matches("index.html");
        // What the ledger has already has the name that it was given.
        if to.contains('#') || ledger.get(&format!("/{to}")).is_some() {
            continue;
        }
        let old = bare(&stub.old);
        let first = out.get(&old).cloned().unwrap_or(old);
        out.entry(bare(to)).or_insert(first);
    }
    out
}
