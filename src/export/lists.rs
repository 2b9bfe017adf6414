//! A priority list with all its revisions, as JSON and CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::atom;
use super::file::{Export, VERSION, absolute};
use crate::record::{ChangeKind, Entry, EntryChange, List, ListIx, Revision, Target, compare_revisions};
use crate::site::LanguageSite;
use crate::view::lists::{hidden, kind_key};

/// A priority list with all its revisions.
// Keys are in the order of the alphabet.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ListFile<'a> {
    /// The address of its page.
    address: String,
    /// The day that stood for today.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The id of the body that keeps the list.
    body: Option<&'a str>,
    /// The id of the list.
    id: &'a str,
    /// It is invented for show.
    illustrative: bool,
    /// When it is next to be reviewed.
    review: Option<String>,
    /// The last day on which that is not overdue; null where no date is set, or the review was made.
    #[schemars(extend("format" = "date"))]
    review_due: Option<String>,
    /// Every revision, the earliest first.
    revisions: Vec<RevisionPart<'a>>,
    /// The address of this schema.
    schema: String,
    /// The site's title.
    site: &'a str,
    /// Its title.
    title: String,
    /// The version of the shapes: a field may be added within one; none is taken away and none changes its meaning.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The entries are withheld: the public site has none of them.
    withheld: bool,
}

/// A revision of the list.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RevisionPart<'a> {
    /// The address of the meeting that agreed it.
    agreed_at: Option<String>,
    /// What changed since the revision before; null in the first and where the entries are withheld.
    changes: Option<Vec<ChangePart<'a>>>,
    /// The day of the revision.
    #[schemars(extend("format" = "date"))]
    date: String,
    /// Every entry, in order.
    entries: Vec<EntryPart<'a>>,
    /// When this revision says that the list is next to be reviewed.
    next_review: Option<String>,
    /// Why the list was revised.
    reason: Option<&'a str>,
}

/// What became of an entry; those that did not change are left out.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ChangePart<'a> {
    /// What became of the entry.
    change: &'static str,
    /// The values that changed.
    edits: Vec<EditPart<'a>>,
    /// The key of the entry.
    key: &'a str,
    /// Its name.
    name: Option<&'a str>,
    /// Its rank in this revision.
    rank_after: Option<u32>,
    /// Its rank in the revision before.
    rank_before: Option<u32>,
}

/// A value that changed.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct EditPart<'a> {
    /// The value in this revision.
    after: &'a str,
    /// The value in the revision before.
    before: &'a str,
    /// The name of the field.
    field: &'a str,
}

/// An entry of a revision.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct EntryPart<'a> {
    /// The country it names, by its code of ISO 3166-1.
    country: Option<&'static str>,
    /// Its values by field.
    #[schemars(with = "BTreeMap<String, String>")]
    fields: Fields<'a>,
    /// The key of the entry, which is the same in all revisions.
    key: &'a str,
    /// Its name.
    name: &'a str,
    /// A note to it.
    note: Option<&'a str>,
    /// Its rank, in a list with ranks.
    rank: Option<u32>,
}

/// The values of an entry by field: the fields of its revision in order, each with its place.
struct Fields<'a>(&'a [(&'a str, usize)], &'a Entry);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().filter_map(|(field, at)| Some((field, self.1.values.get(*at)?))))
    }
}

/// The files of one list: everything as JSON, one row for each entry of each revision as CSV, and the feed of changes.
pub(super) fn list(site: &LanguageSite<'_>, ix: ListIx) -> Vec<Export> {
    let list = &site.record.lists[ix.ix()];
    // A long list makes the longest files of a small site, and would be waited for.
    let (json, (csv, feed)) = rayon::join(
        || Export::new(format!("{}/list.json", list.path), json(site, ix, list)),
        || {
            let csv = || {
                Export::csv(
                    format!("{}/list.csv", list.path),
                    &csv(&list.revisions, site.record.is_illustrative(&Target::List(ix))),
                )
            };
            (list.has_contents().then(csv), atom::list(site, ix))
        },
    );
    std::iter::once(json).chain(csv).chain(feed).collect()
}

/// A priority list, without its entries.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ListRow {
    /// The id of the list.
    id: String,
    /// Its title.
    title: String,
    /// The id of the body that keeps the list.
    body: Option<String>,
    /// What the entries are, as the list says.
    entry_kind: Option<String>,
    /// The entries are withheld: the public site has none of them.
    withheld: bool,
    /// How many entries it has now; null where they are withheld.
    entries: Option<usize>,
    /// When it is next to be reviewed.
    review: Option<String>,
    /// The last day on which that is not overdue; null where no date is set, or the review was made.
    #[schemars(extend("format" = "date"))]
    review_due: Option<String>,
    /// The review is overdue, as of `as_of`.
    review_overdue: bool,
    /// The address of its page.
    address: String,
    /// The address of its `list.json`.
    data: String,
    /// It was invented for show.
    illustrative: bool,
    /// Every revision, without its entries.
    revisions: Vec<RevisionRow>,
}

/// A revision, without its entries.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RevisionRow {
    /// The day of the revision.
    #[schemars(extend("format" = "date"))]
    date: String,
    /// How many entries it has; null where they are withheld.
    entries: Option<usize>,
    /// The address of the meeting that agreed it.
    agreed_at: Option<String>,
    /// Why the list was revised.
    reason: Option<String>,
    /// When this revision says that the list is next to be reviewed.
    next_review: Option<String>,
    /// The address of its page.
    address: String,
}

/// The columns of `lists.csv`.
pub(super) const LIST_COLUMNS: [&str; 14] = [
    "id",
    "title",
    "body",
    "entry_kind",
    "withheld",
    "entries",
    "revisions",
    "first",
    "last",
    "review",
    "review_due",
    "review_overdue",
    "address",
    "illustrative",
];

/// Every list of the site, as JSON and CSV.
pub(super) fn all(site: &LanguageSite<'_>) -> Vec<Export> {
    let rows: Vec<ListRow> = (0..site.record.lists.len()).map(|n| row(site, ListIx::at(n))).collect();
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    let flag = |yes: bool| super::tables::truth(yes).to_owned();
    let flat = rows.iter().map(|r| {
        let day = |revision: Option<&RevisionRow>| revision.map(|r| r.date.clone()).unwrap_or_default();
        [
            r.id.clone(),
            r.title.clone(),
            or_empty(&r.body),
            or_empty(&r.entry_kind),
            flag(r.withheld),
            r.entries.map(|n| n.to_string()).unwrap_or_default(),
            r.revisions.len().to_string(),
            day(r.revisions.first()),
            day(r.revisions.last()),
            or_empty(&r.review),
            or_empty(&r.review_due),
            flag(r.review_overdue),
            r.address.clone(),
            flag(r.illustrative),
        ]
    });
    let csv = super::tables::csv(&LIST_COLUMNS, flat);
    vec![Export::new("lists.json", super::tables::json(site, "lists", &rows)), Export::csv("lists.csv", &csv)]
}

fn row(site: &LanguageSite<'_>, ix: ListIx) -> ListRow {
    let list = &site.record.lists[ix.ix()];
    let record = site.record;
    let shown = |revision: &Revision| (!hidden(site, list)).then_some(revision.entries.len());
    let due = list.review_due();
    let revisions = list.revisions.iter().enumerate().map(|(n, r)| RevisionRow {
        date: r.date.to_string(),
        entries: shown(r),
        agreed_at: r.agreed_at.as_ref().and_then(|w| w.target.as_ref()).map(|t| absolute(record, &site.addresses.target(t))),
        reason: r.reason.as_deref().map(str::to_owned),
        next_review: r.next_review.as_ref().map(ToString::to_string),
        address: absolute(record, &site.addresses.revision(ix, u32::try_from(n).unwrap_or(u32::MAX))),
    });
    ListRow {
        id: list.id.to_string(),
        title: list.document.title.to_string(),
        body: list.body.map(|b| record.bodies[b.ix()].id.to_string()),
        entry_kind: Some(list.entry_kind.to_string()).filter(|k| !k.is_empty()),
        withheld: list.withheld,
        entries: list.revisions.last().and_then(shown),
        review: list.next_review().map(ToString::to_string),
        review_due: due.map(|d| d.to_string()),
        review_overdue: due.is_some_and(|d| d < site.today),
        address: absolute(record, &site.addresses.list(ix)),
        data: absolute(record, &format!("{}/list.json", list.path)),
        illustrative: record.is_illustrative(&Target::List(ix)),
        revisions: revisions.collect(),
    }
}

fn json(site: &LanguageSite<'_>, ix: ListIx, list: &List) -> Vec<u8> {
    let fields: Vec<Vec<(&str, usize)>> = list
        .revisions
        .iter()
        .map(|r| r.fields.iter().enumerate().map(|(at, f)| (&**f, at)).collect::<BTreeMap<_, _>>().into_iter().collect())
        .collect();
    let before = std::iter::once(None).chain(list.revisions.iter().map(Some));
    let revisions = list.revisions.iter().zip(&fields).zip(before);
    let file = ListFile {
        address: absolute(site.record, &site.addresses.list(ix)),
        as_of: site.today.to_string(),
        body: list.body.map(|b| &*site.record.bodies[b.ix()].id),
        id: &list.id,
        illustrative: site.record.is_illustrative(&Target::List(ix)),
        review: list.next_review().map(ToString::to_string),
        review_due: list.review_due().map(|d| d.to_string()),
        revisions: revisions.map(|((r, fields), before)| revision(site, before, r, fields, hidden(site, list))).collect(),
        schema: absolute(site.record, "schema/list.json"),
        site: &site.record.site.title,
        title: list.document.title.to_string(),
        version: VERSION,
        withheld: list.withheld,
    };
    let mut out = serde_json::to_vec(&file).unwrap_or_default();
    out.push(b'\n');
    out
}

fn revision<'a>(
    site: &LanguageSite<'_>,
    before: Option<&'a Revision>,
    revision: &'a Revision,
    fields: &'a [(&'a str, usize)],
    hidden: bool,
) -> RevisionPart<'a> {
    let agreed: Option<&Target> = revision.agreed_at.as_ref().and_then(|w| w.target.as_ref());
    let changed = |before: &'a Revision| {
        compare_revisions(before, revision).into_iter().filter(|c| c.kind != ChangeKind::Unchanged).map(change).collect()
    };
    let entry = |e: &'a Entry| EntryPart {
        country: e.country.map(|c| c.code),
        fields: Fields(fields, e),
        key: &e.key,
        name: &e.name,
        note: e.note.as_deref(),
        rank: e.rank,
    };
    RevisionPart {
        agreed_at: agreed.map(|t| absolute(site.record, &site.addresses.target(t))),
        changes: before.filter(|_| !hidden).map(changed),
        date: revision.date.to_string(),
        entries: revision.entries.iter().map(entry).collect(),
        next_review: revision.next_review.as_ref().map(ToString::to_string),
        reason: revision.reason.as_deref(),
    }
}

fn change(change: EntryChange<'_>) -> ChangePart<'_> {
    ChangePart {
        change: kind_key(change.kind),
        edits: change.edits.iter().map(|(field, before, after)| EditPart { after, before, field }).collect(),
        key: change.key,
        name: change.is.or(change.was).map(|e| &*e.name),
        rank_after: change.after,
        rank_before: change.before,
    }
}

/// One row for each entry of each revision; the fields of all revisions are columns.
/// The entries of each revision, a row each. A field of the list that is itself called `illustrative` stays what it is.
fn csv(revisions: &[Revision], is_illustrative: bool) -> Vec<u8> {
    let fields: std::collections::BTreeSet<&str> = revisions.iter().flat_map(|r| r.fields.iter().map(|f| &**f)).collect();
    let mut header = vec!["revision", "rank", "key", "name", "note"];
    header.extend(&fields);
    const MARK: &str = "illustrative";
    let has_own = fields.contains(MARK);
    header.extend((!has_own).then_some(MARK));
    let rows = revisions.iter().flat_map(|r| {
        let date = r.date.to_string();
        let places: Vec<Option<usize>> = fields.iter().map(|f| r.fields.iter().position(|x| **x == **f)).collect();
        r.entries.iter().map(move |e| {
            let rank = e.rank.map(|n| n.to_string()).unwrap_or_default();
            let mut row: Vec<Cow<'_, str>> = vec![
                date.clone().into(),
                rank.into(),
                (&*e.key).into(),
                (&*e.name).into(),
                e.note.as_deref().unwrap_or("").into(),
            ];
            row.extend(places.iter().map(|at| Cow::from(at.and_then(|at| e.values.get(at)).map_or("", |v| v))));
            row.extend((!has_own).then(|| Cow::from(super::tables::truth(is_illustrative))));
            row
        })
    });
    super::tables::csv(&header, rows)
}
