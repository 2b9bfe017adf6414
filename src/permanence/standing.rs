//! What the record publishes, by address, and what became of an address that it publishes no more.

use std::collections::HashMap;

use super::{page_target, place_now};
use crate::record::{Now, Record, Stage, Target};
use crate::render::export::is_generated;
use crate::view::Desk;
use crate::view::plan::{self, PageId};

/// What stands at an address.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stand<'p> {
    /// A page.
    Page(&'p PageId),
    /// A file of the content folder.
    File,
    /// A file that is made of the record, such as a feed. That it really is made, the proof over the outputs shows.
    Export,
}

/// Where something is now. Addresses are below the site, a page's with its slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A page.
    Page(String),
    /// A place of a page: its address and anchor.
    Anchor(String, String),
    /// A file: a copy of it may stand at the earlier address.
    File(String),
}

/// Addresses as they are now.
pub(super) struct Standing<'d, 'p> {
    pub(super) desk: &'d Desk<'d>,
    at: HashMap<String, Stand<'p>>,
    /// Old address → address now of what has it for an alias; without slashes at the ends.
    aliases: HashMap<&'d str, String>,
    /// What an address may begin with before that of a document: `actions/`, `cy/`.
    leads: Vec<String>,
}

impl<'d, 'p> Standing<'d, 'p> {
    pub(super) fn new(desk: &'d Desk<'d>, pages: &'p [PageId]) -> Self {
        let record = desk.record;
        let mut at: HashMap<String, Stand<'p>> = HashMap::with_capacity(pages.len() + record.files.len());
        for id in pages.iter().filter(|id| !matches!(id, PageId::NotFound)) {
            let mut address = plan::path(desk, id);
            if !address.is_empty() {
                address.push('/');
            }
            // Every page stands in every language of the site, below the code of each after the first.
            for lang in record.site.languages.iter().skip(1) {
                at.insert(format!("{lang}/{address}"), Stand::Page(id));
            }
            at.insert(address, Stand::Page(id));
        }
        // A text of another language without an original has no page in the first, where it would be planned.
        let alone = record.pages.iter().filter(|p| p.translation.as_ref().is_some_and(|t| t.of.is_none()));
        at.extend(alone.map(|page| (format!("{}/", page.path), Stand::Export)));
        at.extend(record.files.values().map(|path| (path.to_string(), Stand::File)));
        let aliases = record.aliases.iter().filter_map(|(old, target)| Some((&**old, record.path_of(target)?))).collect();
        let mut leads = vec![String::new(), "actions/body/".to_owned(), "actions/".to_owned(), "archive/body/".to_owned()];
        leads.extend(record.site.languages.iter().skip(1).map(|lang| format!("{lang}/")));
        Standing { desk, at, aliases, leads }
    }

    /// What stands at an address.
    pub(super) fn get(&self, address: &str) -> Option<Stand<'p>> {
        if let Some(stand) = self.at.get(address) {
            return Some(*stand);
        }
        let (folder, name) =
            address.rsplit_once('/').map_or(("", address), |(_, name)| (&address[..address.len() - name.len()], name));
        let known = |folder: &str| folder.is_empty() || folder == "schema/" || self.at.contains_key(folder);
        (is_generated(name) && known(folder)).then_some(Stand::Export)
    }

    /// The addresses that stand, in no order.
    pub(super) fn addresses(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.at.keys().map(String::as_str).collect();
        all.sort_unstable();
        all
    }

    /// The document that a page shows.
    pub(super) fn document(&self, address: &str) -> Option<Target> {
        match self.at.get(address)? {
            Stand::Page(id) => page_target(self.desk.record, id),
            _ => None,
        }
    }

    /// Where something is that stood at `address` and is not there any more; `None`: nobody knows.
    pub(super) fn now(&self, address: &str) -> Option<Place> {
        let mut at = address.to_owned();
        // Moved more often than this is a ring.
        for _ in 0..8 {
            if let Some(place) = self.place(&at).or_else(|| self.action(&at)) {
                return Some(place);
            }
            match self.moved(&at) {
                Some(next) => at = next,
                None => break,
            }
        }
        let page = self.tombstone(&at).or_else(|| self.above(&at)).map(Place::Page);
        page.or_else(|| is_made_feed(&at).then(|| Place::File("feed.xml".to_owned())))
    }

    /// What stands there, as a place.
    fn place(&self, address: &str) -> Option<Place> {
        Some(match self.get(address)? {
            Stand::Page(_) => Place::Page(address.to_owned()),
            Stand::File | Stand::Export => Place::File(address.to_owned()),
        })
    }

    /// One step along the aliases: the longest that the address begins with, whatever stands before it.
    fn moved(&self, address: &str) -> Option<String> {
        self.leads.iter().find_map(|lead| {
            let rest = address.strip_prefix(lead.as_str())?;
            let mut head = rest.trim_end_matches('/');
            loop {
                if let Some(now) = self.aliases.get(head) {
                    return Some(format!("{lead}{now}{}", &rest[head.len()..]));
                }
                head = head.rsplit_once('/')?.0;
            }
        })
    }

    /// The page of an action whose paragraph has another number now, or was withdrawn, or stands on another page.
    fn action(&self, address: &str) -> Option<Place> {
        let (meeting, local) = address.strip_prefix("actions/")?.trim_end_matches('/').rsplit_once('/')?;
        let page = format!("{meeting}/");
        let target = self.document(&page).filter(|t| matches!(t, Target::Meeting(_)))?;
        let record = self.desk.record;
        let number = local.trim_end_matches(|c: char| c.is_ascii_lowercase());
        for (number, letter) in [(local, ""), (number, &local[number.len()..])] {
            if let Some(now) = former(record, &target, number) {
                let renumbered = format!("actions/{meeting}/{now}{letter}/");
                if self.at.contains_key(&renumbered) {
                    return Some(Place::Page(renumbered));
                }
                if record.anchors_of(&target).contains(&now) {
                    return Some(Place::Anchor(page, now.to_owned()));
                }
            }
            let document = record.document_of(&target)?;
            if document.former.iter().any(|f| *f.anchor.text == *number && matches!(f.now, Now::Withdrawn(_))) {
                return Some(Place::Anchor(page, number.to_owned()));
            }
            if let Some(other) = record.claims.get(meeting).and_then(|c| c.get(number)) {
                let path = record.path_of(other)?;
                let moved = format!("actions/{path}/{number}{letter}/");
                let place = place_now(record, other, number);
                return Some(if self.at.contains_key(&moved) {
                    Place::Page(moved)
                } else {
                    place.map_or(Place::Page(format!("{path}/")), |anchor| Place::Anchor(format!("{path}/"), anchor))
                });
            }
        }
        None
    }

    /// The tombstone of something that an address is part of.
    fn tombstone(&self, address: &str) -> Option<String> {
        self.leads.iter().find_map(|lead| {
            let mut head = address.strip_prefix(lead.as_str())?.trim_end_matches('/');
            loop {
                let page = format!("{head}/");
                if self
                    .document(&page)
                    .and_then(|t| self.desk.record.document_of(&t))
                    .is_some_and(|d| d.stage == Stage::Withdrawn)
                {
                    return Some(page);
                }
                head = head.rsplit_once('/')?.0;
            }
        })
    }

    /// The page above one that minutebook makes and cuts as it needs (a register of one owner, a year of an archive): such a
    /// page goes when there is nothing for it to show.
    fn above(&self, address: &str) -> Option<String> {
        if !is_made(address) {
            return None;
        }
        let mut head = address.trim_end_matches('/');
        while let Some((above, _)) = head.rsplit_once('/') {
            let page = format!("{above}/");
            if self.at.contains_key(&page) {
                return Some(page);
            }
            head = above;
        }
        Some(String::new())
    }
}

/// The anchor that stands for an earlier one of a document.
pub(super) fn former<'r>(record: &'r Record, target: &Target, anchor: &str) -> Option<&'r str> {
    let document = record.document_of(target)?;
    let next = |anchor: &str| {
        document.former.iter().find_map(|f| match &f.now {
            Now::Here(now) if *f.anchor.text == *anchor => Some(&*now.text),
            _ => None,
        })
    };
    let mut now = next(anchor)?;
    for _ in 0..8 {
        match next(now) {
            Some(again) => now = again,
            None => break,
        }
    }
    Some(now)
}

/// Whether an address is of a page that lists others and that no author wrote.
fn is_made(address: &str) -> bool {
    if !address.ends_with('/') {
        return false;
    }
    let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        ["actions"] | ["actions", "owner" | "body" | "status" | "year", ..] => true,
        ["archive" | "decisions" | "a-z" | "changes" | "permalinks" | "search" | "sitemap" | "accessibility-statement", ..] => {
            true
        }
        ["lists" | "reports" | "datasets"] => true,
        // Whoever the minutes name has a page; when a name is corrected or minutes are withdrawn nobody has it any more.
        ["organisations" | "people", ..] => true,
        [_, .., "compare", _, _] => true,
        _ => false,
    }
}

/// Whether an address is of the feed of a register that comes and goes with its owner: whoever reads it is given the site's.
fn is_made_feed(address: &str) -> bool {
    address
        .strip_prefix("actions/owner/")
        .and_then(|rest| rest.strip_suffix("/feed.xml"))
        .is_some_and(|owner| !owner.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::{is_made, is_made_feed};

    #[test]
    fn the_feed_of_an_owner_is_told_from_others() {
        assert!(is_made_feed("actions/owner/ukhtc/feed.xml"));
        assert!(!is_made_feed("idmg/feed.xml") && !is_made_feed("actions/owner/feed.xml") && !is_made_feed("feed.xml"));
    }

    #[test]
    fn registers_are_told_from_documents() {
        for made in ["actions/", "actions/owner/ukhtc/2012/", "archive/2012/04/", "a-z/m/", "people/x/", "lists/a/compare/1/2/"] {
            assert!(is_made(made), "{made}");
        }
        for written in [
            "actions/idmg/2012-04-17/4.2/",
            "idmg/2012-04-17/",
            "lists/a/albania/",
            "board/archive/old-paper/",
            "archive/report.pdf",
        ] {
            assert!(!is_made(written), "{written}");
        }
    }
}
