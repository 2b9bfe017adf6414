//! The ledger held against a whole site, before anything is rendered.

use super::keep::work_out;
use super::ledger::Ledger;
use crate::diag::{Code, Diagnostic};
use crate::record::{Document, FileId};
use crate::site::SiteModel;
use crate::site::former::FormerAddresses;

/// The codes of errors for which a document can be missing: what is lost with it has been said.
const UNREAD: [Code; 8] = [
    Code::Unreadable,
    Code::NotUtf8,
    Code::OutsideContent,
    Code::Syntax,
    Code::NoDate,
    Code::BadDate,
    Code::AmbiguousDate,
    Code::SameAddress,
];

/// Holds the ledger against what a site publishes: returns what is kept at earlier addresses, and what would be lost or is wrong with
/// the ledger itself. `known` is what was found before.
pub fn check_ledger(
    model: &SiteModel,
    ledger: Option<(FileId, &str)>,
    known: &[Diagnostic],
) -> (FormerAddresses, Vec<Diagnostic>) {
    let (ledger, mut said) = ledger.map(|(file, text)| Ledger::read(file, text)).unwrap_or_default();
    // Aliases are not only those that authors write: an entry of a list leads on from the names it had.
    let moved = |(_, d): (_, &Document)| !d.aliases.is_empty() || !d.former.is_empty();
    let record = model.record();
    if ledger.pages.is_empty() && record.aliases.is_empty() && !record.documents().any(moved) {
        return (FormerAddresses::default(), said);
    }
    let site = model.first_language();
    let (former, mut lost) = work_out(&site, site.plan(), &ledger);
    // A ledger has the words of the edition that it is of.
    let is_own = model.options().edition == record.site.edition;
    lost.retain(|d| is_own || !matches!(d.code, Code::OtherWords | Code::ChangedText));
    lost.iter_mut().filter(|d| d.code == Code::LostPermalink).for_each(|d| say_what_is_mended(d, known));
    if !known.iter().any(|d| d.is_error() && UNREAD.contains(&d.code)) {
        said.extend(lost);
    }
    (former, said)
}

/// Says of a lost address how many other errors its alias mends: a renamed body is one mistake, whatever refers to it.
fn say_what_is_mended(lost: &mut Diagnostic, known: &[Diagnostic]) {
    let Some(address) = lost.message.split('`').nth(1).map(|address| address.trim_matches('/')).filter(|a| !a.is_empty()) else {
        return;
    };
    let below = format!("{address}/");
    let is_below = |word: &str| {
        let word = word.replace("/meetings/", "/");
        word.match_indices(&below).any(|(at, _)| at == 0 || word.get(..at).is_some_and(|before| before.ends_with('/')))
    };
    // Every other part between the signs is a name.
    let names_it = |d: &&Diagnostic| d.message.split('`').skip(1).step_by(2).any(is_below);
    match known.iter().filter(|d| d.is_error() && d.code.is_dead_reference()).filter(names_it).count() {
        0 => {}
        1 => lost.remedy.push_str("; the alias mends 1 of the other errors too"),
        n => lost.remedy.push_str(&format!("; the alias mends {n} of the other errors too")),
    }
}
