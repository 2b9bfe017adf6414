//! A priority list kept under review: its revisions, their entries, and when the next review is due.

use std::fmt;

use super::country::Country;
use super::date::{Date, Day};
use super::document::{Document, Target, Written};
use super::index::BodyIx;
use super::span::{FileId, Span};

/// An ordered list kept under review.
#[derive(Debug, Clone)]
pub struct List {
    /// Its page: what it is for.
    pub document: Document,
    /// Its folder's name: `source-countries`.
    pub id: Box<str>,
    /// Its address: `lists/source-countries`, or below a body's.
    pub path: Box<str>,
    /// The body that owns the folder it stands in; set by `link`.
    pub body: Option<BodyIx>,
    /// `withheld = true`: that it is kept and when it was reviewed is public; its entries are not.
    pub withheld: bool,
    /// `entry_kind`: what an entry is ("country").
    pub entry_kind: Box<str>,
    /// `review`: when it is to be reviewed.
    pub review: Option<Review>,
    /// The revisions, oldest first.
    pub revisions: Vec<Revision>,
    /// Revisions that are not in force yet, the next first; set before `link`.
    pub to_come: Vec<Revision>,
}

impl List {
    /// Whether its contents are here: those of a list that withholds them are left only in an edition that may see them.
    pub fn has_contents(&self) -> bool {
        !self.withheld || self.revisions.iter().any(|r| !r.entries.is_empty())
    }

    /// The next review: what the last revision set, else what the list says.
    pub fn next_review(&self) -> Option<&Review> {
        self.revisions.last().and_then(|r| r.next_review.as_ref()).or(self.review.as_ref())
    }

    /// The day by which it is to be reviewed: the last on which that is not overdue; `None` where no date is set, or the one that was is met.
    pub fn review_due(&self) -> Option<Day> {
        self.next_review()?.due(self.revisions.last().map(|r| r.date)).filter(|_| !self.is_review_met())
    }

    /// Whether the review was made: a single date that the list names is met by any revision made on it or later.
    pub fn is_review_met(&self) -> bool {
        let Some(last) = self.revisions.last().filter(|r| r.next_review.is_none()) else { return false };
        match &self.review {
            Some(Review::On(date)) => last.date >= date.first(),
            Some(Review::After(date)) => last.date > date.last(),
            Some(Review::Every(_)) | None => false,
        }
    }
}

/// When a list is to be reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// On or by a date.
    On(Date),
    /// After a date: `after August 2012`.
    After(Date),
    /// Every so many months from the last revision: `yearly`.
    Every(u32),
}

impl Review {
    /// The last day on which the review is not overdue, given the day of the last revision.
    pub fn due(&self, last: Option<Day>) -> Option<Day> {
        match self {
            Review::On(d) | Review::After(d) => Some(d.last()),
            Review::Every(months) => {
                let span = jiff::Span::new().try_months(i64::from(*months)).ok()?;
                last?.checked_add(span).ok()
            }
        }
    }
}

impl fmt::Display for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Review::On(d) => write!(f, "{}", d.in_english()),
            Review::After(d) => write!(f, "after {}", d.in_english()),
            Review::Every(12) => f.write_str("yearly"),
            Review::Every(6) => f.write_str("twice a year"),
            Review::Every(3) => f.write_str("quarterly"),
            Review::Every(1) => f.write_str("monthly"),
            Review::Every(n) => write!(f, "every {n} months"),
        }
    }
}

/// The list as it stood from a date.
#[derive(Debug, Clone)]
pub struct Revision {
    /// From when.
    pub date: Day,
    /// Its file.
    pub file: FileId,
    /// The entries, by rank, then as written. Empty in a list whose contents are withheld.
    pub entries: Vec<Entry>,
    /// Names of the columns besides rank, key, name and note, in order.
    pub fields: Vec<Box<str>>,
    /// `agreed_at`: where it was agreed.
    pub agreed_at: Option<Written<Target>>,
    /// `reason`: why it changed.
    pub reason: Option<Box<str>>,
    /// `next_review`, where this revision set one.
    pub next_review: Option<Review>,
}

/// A line of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1 for the first; several entries may share a rank; `None`: unranked.
    pub rank: Option<u32>,
    /// What it is known by through every revision: an ISO 3166 code, or any id.
    pub key: Box<str>,
    /// The place of its key among all that the list ever had, the same in every revision: entries are matched by it.
    pub number: u32,
    /// Its address below the list's, the same in every revision: its last name in lower case with hyphens.
    pub slug: Box<str>,
    /// Its name on that date.
    pub name: Box<str>,
    /// The country that its key is the code of, where it is one.
    pub country: Option<&'static Country>,
    /// Its name was not written, and is that of the country on that date.
    pub by_code: bool,
    /// Values of [`Revision::fields`], in that order.
    pub values: Vec<Box<str>>,
    /// `note`.
    pub note: Option<Box<str>>,
    /// The row.
    pub span: Span,
}

/// How an entry of a revision differs from the revision before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryChange<'a> {
    /// The entry's key.
    pub key: &'a str,
    /// The entry in the earlier revision.
    pub was: Option<&'a Entry>,
    /// The entry in the later one.
    pub is: Option<&'a Entry>,
    /// Rank before.
    pub before: Option<u32>,
    /// Rank after.
    pub after: Option<u32>,
    /// What happened.
    pub kind: ChangeKind,
    /// Fields that differ, by name, with the value before and after (name and note among them).
    pub edits: Vec<(&'a str, &'a str, &'a str)>,
}

/// What happened to an entry between two revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Was not there before.
    Added,
    /// Is there no more.
    Removed,
    /// Moved to a smaller rank.
    Up,
    /// Moved to a larger rank.
    Down,
    /// Kept its rank under another name.
    Renamed,
    /// Kept its rank and name; a field or note differs.
    Edited,
    /// The same.
    Unchanged,
}
