//! What changed in a revision of a list, as HTML in an entry of a feed: whoever follows a list reads there what became of each entry.
//!
//! A feed is fetched again and again, so that it says of a revision no more than [`SHOWN`] changes; what it leaves out are moves, and it says how many.

use super::file::absolute;
use crate::html::escape;
use crate::record::{ChangeKind, EntryChange, List, ListIx, compare_revisions};
use crate::site::LanguageSite;
use crate::site::list_pages::comparison;
use crate::view::action::shorten;
use crate::view::lists::{change_summary, entry_name, is_name};

/// So many changes of one revision are told.
const SHOWN: usize = 100;
/// So many characters of a value.
const VALUE: usize = 240;

/// The order in which changes are told, so that what is left out of many is a move.
const ORDER: [ChangeKind; 6] =
    [ChangeKind::Added, ChangeKind::Removed, ChangeKind::Renamed, ChangeKind::Edited, ChangeKind::Up, ChangeKind::Down];

/// The changes of a revision against the one before it; `None` for the first, and where the entries are withheld.
pub(super) fn html(site: &LanguageSite<'_>, ix: ListIx, n: usize) -> Option<String> {
    let list = site.record.lists.get(ix.ix())?;
    let (before, after) = (list.revisions.get(n.checked_sub(1)?)?, list.revisions.get(n)?);
    let all = compare_revisions(before, after);
    if all.is_empty() {
        return None;
    }
    let mut out = String::new();
    if let Some(reason) = &after.reason {
        out.push_str("<p>");
        escape::text(&mut out, &crate::text::plain(reason));
        out.push_str("</p>\n");
    }
    out.push_str("<p>");
    escape::text(&mut out, &change_summary(site, &all));
    if let Some(address) = comparison(site, list, n - 1, n) {
        out.push_str(". <a href=\"");
        escape::attribute(&mut out, &absolute(site.record, &address));
        out.push_str("\">");
        escape::text(&mut out, &site.say_with("compared", &[("from", &site.day(before.date)), ("to", &site.day(after.date))]));
        out.push_str("</a>");
    }
    out.push_str("</p>\n");
    let told: Vec<&EntryChange<'_>> = ORDER.iter().flat_map(|kind| all.iter().filter(|c| c.kind == *kind)).collect();
    if !told.is_empty() {
        out.push_str("<ul>\n");
        told.iter().take(SHOWN).for_each(|change| item(&mut out, site, list, (n - 1, n), change));
        if let Some(more) = told.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            out.push_str("<li>");
            escape::text(&mut out, &site.words().count("change_line_more", more, &[]));
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    Some(out)
}

/// What became of one entry.
fn item(out: &mut String, site: &LanguageSite<'_>, list: &List, (before, after): (usize, usize), change: &EntryChange<'_>) {
    let place = if change.is.is_some() { after } else { before };
    let Some((entry, revision)) = change.is.or(change.was).zip(list.revisions.get(place)) else { return };
    out.push_str("<li><a href=\"");
    escape::attribute(out, &absolute(site.record, &site.addresses.entry_of(list, entry)));
    out.push_str("\">");
    escape::text(out, &entry_name(site, list, revision, entry).0);
    out.push_str("</a>: ");
    escape::text(out, &words(site, change));
    for (field, was, is) in change.edits.iter().filter(|(field, ..)| !is_name(site, field) && *field != "name") {
        out.push_str("; ");
        let field = if *field == "note" { site.say("change_note") } else { (*field).to_owned() };
        escape::text(
            out,
            &site.say_with("change_line_edit", &[("field", &field), ("before", &value(site, was)), ("after", &value(site, is))]),
        );
    }
    out.push_str("</li>\n");
}

/// What happened, and the name it had where that changed too.
fn words(site: &LanguageSite<'_>, change: &EntryChange<'_>) -> String {
    let (before, after) = (change.before.map(|n| n.to_string()), change.after.map(|n| n.to_string()));
    let ranks = [("before", before.as_deref().unwrap_or("")), ("after", after.as_deref().unwrap_or(""))];
    let key = match (change.kind, change.before, change.after) {
        (ChangeKind::Added, _, Some(_)) => "change_line_added",
        (ChangeKind::Added, _, None) => "change_line_added_unranked",
        (ChangeKind::Removed, Some(_), _) => "change_line_removed",
        (ChangeKind::Removed, None, _) => "change_line_removed_unranked",
        (ChangeKind::Up, Some(_), _) => "change_line_up",
        (ChangeKind::Up, None, _) => "change_line_now_ranked",
        (ChangeKind::Down, _, Some(_)) => "change_line_down",
        (ChangeKind::Down, _, None) => "change_line_no_longer_ranked",
        (ChangeKind::Renamed, ..) => "change_line_renamed",
        (ChangeKind::Edited | ChangeKind::Unchanged, ..) => "change_line_edited",
    };
    let Some((_, was, _)) = change.edits.iter().find(|(field, ..)| *field == "name") else { return site.say_with(key, &ranks) };
    let renamed = site.say_with("change_line_renamed", &[("was", was)]);
    if change.kind == ChangeKind::Renamed { renamed } else { format!("{}; {renamed}", site.say_with(key, &ranks)) }
}

fn value(site: &LanguageSite<'_>, text: &str) -> String {
    if text.is_empty() {
        site.say("change_line_nothing")
    } else {
        site.say_with("change_line_value", &[("value", &shorten(text, VALUE))])
    }
}
