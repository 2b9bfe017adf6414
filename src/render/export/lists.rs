//! A priority list with all its revisions, as JSON and CSV.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Export, VERSION, absolute, atom};
use crate::record::{ChangeKind, Entry, List, ListIx, Revision, Target, compare_revisions};
use crate::view::Desk;
use crate::view::lists::kind_key;

/// The files of one list: everything as JSON, one row for each entry of each revision as CSV, and the feed of changes.
pub(super) fn list(desk: &Desk<'_>, ix: ListIx) -> Vec<Export> {
    let list = &desk.record.lists[ix.ix()];
    let last = list.revisions.last();
    let review = last.and_then(|r| r.next_review.as_ref()).or(list.review.as_ref());
    let value = json!({
        "schema": absolute(desk.record, "schema/list.json"),
        "version": VERSION,
        "site": desk.record.site.title,
        "as_of": desk.today.to_string(),
        "id": list.id,
        "title": crate::render::prose::plain(&list.document.title),
        "body": list.body.map(|b| &desk.record.bodies[b.ix()].id),
        "withheld": list.withheld,
        "review": review.map(ToString::to_string),
        "review_due": review.and_then(|r| r.due(last.map(|l| l.date))).map(|d| d.to_string()),
        "address": absolute(desk.record, &desk.addresses.list(ix)),
        "revisions": list.revisions.iter().enumerate().map(|(n, r)| revision(desk, list, n, r)).collect::<Vec<_>>(),
    });
    let mut out = vec![Export::new(format!("{}/list.json", list.path), format!("{value}\n"))];
    if list.has_contents() {
        out.push(Export::new(format!("{}/list.csv", list.path), csv(&list.revisions)));
    }
    out.extend(atom::list(desk, ix));
    out
}

fn revision(desk: &Desk<'_>, list: &List, n: usize, revision: &Revision) -> serde_json::Value {
    let agreed: Option<&Target> = revision.agreed_at.as_ref().and_then(|w| w.target.as_ref());
    json!({
        "date": revision.date.to_string(),
        "agreed_at": agreed.map(|t| absolute(desk.record, &desk.addresses.target(t))),
        "reason": revision.reason,
        "next_review": revision.next_review.as_ref().map(ToString::to_string),
        "changes": n.checked_sub(1).and_then(|b| list.revisions.get(b)).map(|before| changes(before, revision)),
        "entries": revision.entries.iter().map(|e| entry(revision, e)).collect::<Vec<_>>(),
    })
}

/// What changed against the revision before; entries that did not change are left out.
fn changes(before: &Revision, after: &Revision) -> Vec<serde_json::Value> {
    let changed = compare_revisions(before, after).into_iter().filter(|c| c.kind != ChangeKind::Unchanged);
    let names: BTreeMap<&str, &str> = before.entries.iter().chain(&after.entries).map(|e| (&*e.key, &*e.name)).collect();
    changed
        .map(|c| {
            let edits = c.edits.iter().map(|(field, was, is)| json!({ "field": field, "before": was, "after": is }));
            json!({
                "key": c.key,
                "name": names.get(&*c.key),
                "change": kind_key(c.kind),
                "rank_before": c.before,
                "rank_after": c.after,
                "edits": edits.collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn entry(revision: &Revision, entry: &Entry) -> serde_json::Value {
    let fields: BTreeMap<&str, &str> = revision.fields.iter().map(|f| &**f).zip(entry.values.iter().map(|v| &**v)).collect();
    json!({ "rank": entry.rank, "key": entry.key, "name": entry.name, "note": entry.note, "fields": fields, "country": entry.country.map(|c| c.code) })
}

/// One row for each entry of each revision; the fields of all revisions are columns.
fn csv(revisions: &[Revision]) -> Vec<u8> {
    let fields: std::collections::BTreeSet<&str> = revisions.iter().flat_map(|r| r.fields.iter().map(|f| &**f)).collect();
    let mut header = vec!["revision", "rank", "key", "name", "note"];
    header.extend(&fields);
    let rows = revisions.iter().flat_map(|r| {
        let fields = &fields;
        r.entries.iter().map(move |e| {
            let mut row = vec![
                r.date.to_string(),
                e.rank.map(|n| n.to_string()).unwrap_or_default(),
                e.key.to_string(),
                e.name.to_string(),
                e.note.as_deref().unwrap_or("").to_owned(),
            ];
            let value = |f: &str| r.fields.iter().position(|x| **x == *f).and_then(|i| e.values.get(i)).map_or("", |v| v);
            row.extend(fields.iter().map(|f| value(f).to_owned()));
            row
        })
    });
    super::tables::csv(&header, rows)
}
