//! Bodies, organisations and people: who meets, for whom, under what name and when.
//!
//! Names are kept by date: old minutes keep the name of their day, and a reader who knows either
//! name finds both. A person without a page of their own (`Official`) is not here.

use super::action::UpdatePart;
use super::date::{Date, Day};
use super::document::{Document, Written};
use super::index::{BodyIx, OrganisationIx, PersonIx};
use super::party::Party;
use super::span::Span;

/// A group that meets.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its folder below `content/` (`idmg`, `board/audit-committee`), which is its address.
    pub id: Box<str>,
    /// Its page: remit and whatever else the author writes. `None` where the folder has no `_index.md`.
    pub document: Option<Document>,
    /// Its name.
    pub name: Box<str>,
    /// `abbreviation`.
    pub abbreviation: Option<Box<str>>,
    /// The body it reports to: `parent`, else the body whose folder holds this one.
    pub parent: Option<BodyIx>,
    /// `parent` as written.
    pub parent_written: Option<Written<BodyIx>>,
    /// `chair`: who chairs it now, as written.
    pub chair: Option<Written<PersonIx>>,
    /// `secretariat`.
    pub secretariat: Option<Written<OrganisationIx>>,
    /// `meets`: "twice a year".
    pub meets: Option<Box<str>>,
    /// `established`, `ended`.
    pub established: Option<Date>,
    /// When it ceased to meet.
    pub ended: Option<Date>,
    /// `[[members]]`.
    pub members: Vec<Member>,
    /// Earlier names.
    pub names: Vec<NameByDate>,
    /// Rows of its `actions.csv`.
    pub updates: Vec<UpdatePart>,
    /// Invented for show.
    pub illustrative: bool,
}

impl Body {
    /// The name that it had on a day, where that is not its name of now.
    pub fn earlier_name(&self, day: Day) -> Option<&str> {
        let dated = self.names.iter().find(|n| (n.from.is_some() || n.to.is_some()) && n.is_of(day));
        dated.map(|n| &*n.name)
    }
}

/// A member of a body for a time.
#[derive(Debug, Clone)]
pub struct Member {
    /// The person or the organisation, as written.
    pub who: Written<Party>,
    /// The organisation a person sits for.
    pub organisation: Option<Written<OrganisationIx>>,
    /// `role`: chair, member, secretary.
    pub role: Option<Box<str>>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// A name with the dates between which it was the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameByDate {
    /// The name.
    pub name: Box<str>,
    /// From.
    pub from: Option<Date>,
    /// To.
    pub to: Option<Date>,
}

impl NameByDate {
    /// Whether it was the right name on a day.
    pub fn is_of(&self, day: Day) -> bool {
        self.from.is_none_or(|f| f.first() <= day) && self.to.is_none_or(|t| day <= t.last())
    }
}

/// An organisation: a department, an agency, a charity.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id, which is its address: `ukhtc`.
    pub id: Box<str>,
    /// Its name now.
    pub name: Box<str>,
    /// `abbreviation`.
    pub abbreviation: Option<Box<str>>,
    /// Other and earlier names.
    pub names: Vec<NameByDate>,
    /// `names`: its name now in other languages, each with its language.
    pub translated: Vec<(Box<str>, Box<str>)>,
    /// The organisation that took over.
    pub succeeded_by: Option<Written<OrganisationIx>>,
    /// What it belongs to.
    pub part_of: Option<Written<OrganisationIx>>,
    /// Its own site (http or https).
    pub url: Option<Box<str>>,
    /// `note`, a line of Markdown.
    pub note: Option<Box<str>>,
    /// Where it is listed; `None`: known only from attendance and owners.
    pub listed: Option<Span>,
    /// Invented for show.
    pub illustrative: bool,
}

impl Organisation {
    /// What it was called on a day: the earlier name whose dates hold the day, else the name of now.
    pub fn name_on(&self, day: Day) -> &str {
        let dated = self.names.iter().find(|n| (n.from.is_some() || n.to.is_some()) && n.is_of(day));
        dated.map_or(&self.name, |n| &n.name)
    }
}

/// A person who is named.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id, which is their address: `damian-green`.
    pub id: Box<str>,
    /// Their name without post-nominals.
    pub name: Box<str>,
    /// `post_nominals`: `MP`, `QC MP`.
    pub post_nominals: Option<Box<str>>,
    /// What the public edition calls them (`Official`), where their name is withheld.
    pub public_name: Option<Box<str>>,
    /// Other and earlier names.
    pub names: Vec<NameByDate>,
    /// `names`: its name now in other languages, each with its language.
    pub translated: Vec<(Box<str>, Box<str>)>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// `note`, a line of Markdown.
    pub note: Option<Box<str>>,
    /// Where they are listed; `None`: known only from attendance.
    pub listed: Option<Span>,
    /// Invented for show.
    pub illustrative: bool,
}

/// An office a person held.
#[derive(Debug, Clone)]
pub struct Role {
    /// The office.
    pub title: Box<str>,
    /// Where.
    pub organisation: Option<Written<OrganisationIx>>,
    /// From.
    pub from: Option<Date>,
    /// To.
    pub to: Option<Date>,
}

/// Letters after a name that are no part of it (offices, honours, professions), in the order people ask for them.
const POST_NOMINALS: [&str; 34] = [
    "MP", "MSP", "MS", "AM", "MLA", "MEP", "TD", "QC", "KC", "PC", "JP", "DL", "KBE", "DBE", "CBE", "OBE", "MBE", "BEM", "KCB",
    "DCB", "CB", "KCMG", "DCMG", "CMG", "CVO", "LVO", "MVO", "QPM", "KPM", "FRS", "FBA", "FRCP", "PhD", "DSO",
];

/// A name without the letters after it, and those letters: `Edward Garnier QC MP` is `Edward Garnier` and `QC MP`.
///
/// A name is never left empty.
pub fn without_post_nominals(name: &str) -> (&str, Option<&str>) {
    let name = name.trim();
    let mut end = name.len();
    while let Some((before, last)) = name.get(..end).and_then(|n| n.rsplit_once(char::is_whitespace)) {
        if before.trim().is_empty() || !POST_NOMINALS.contains(&last.trim_end_matches([',', '.'])) {
            break;
        }
        end = before.trim_end_matches(|c: char| c == ',' || c.is_whitespace()).len();
    }
    let (short, letters) = name.split_at(end);
    let letters = letters.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    (short, (!letters.is_empty()).then_some(letters))
}

#[cfg(test)]
mod tests {
    use super::without_post_nominals;

    #[test]
    fn letters_after_a_name() {
        assert_eq!(without_post_nominals("Edward Garnier QC MP"), ("Edward Garnier", Some("QC MP")));
        assert_eq!(without_post_nominals("Ann Other, CBE"), ("Ann Other", Some("CBE")));
        assert_eq!(without_post_nominals("MP"), ("MP", None));
        assert_eq!(without_post_nominals("Kenny MacAskill"), ("Kenny MacAskill", None));
        assert_eq!(without_post_nominals(""), ("", None));
    }
}
