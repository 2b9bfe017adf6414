//! What the record publishes, by address, and what became of an address that it publishes no more.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::page_target;
use super::shown::Shown;
use crate::record::{FileId, Page, PageIx, Record, Target};
use crate::site::LanguageSite;
use crate::site::generated::is_generated;
use crate::site::page_ids::PageId;
use crate::site::plan;

/// What stands at an address.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stand<'d, 'p> {
    /// A page, in a language (empty: the first).
    Page(&'p PageId, &'d str),
    /// A text of another language that translates nothing: it is in its own language alone.
    Alone(PageIx, &'d str),
    /// A file of the content folder.
    File(FileId),
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
    pub(super) site: &'d LanguageSite<'d>,
    at: FxHashMap<String, Stand<'d, 'p>>,
    /// Old address → address now of what has it for an alias; without slashes at the ends.
    aliases: FxHashMap<&'d str, String>,
    /// The languages of the site after the first.
    others: Vec<&'d str>,
}

/// What an address may begin with before that of a document.
pub(super) const LEADS: [&str; 4] = ["", "actions/body/", "actions/", "archive/body/"];

impl<'d, 'p> Standing<'d, 'p> {
    pub(super) fn new(site: &'d LanguageSite<'d>, pages: &'p [PageId]) -> Self {
        let record = site.record;
        let others: Vec<&str> = record.site.languages.iter().skip(1).map(|l| &**l).collect();
        let planned: Vec<(String, Stand<'d, 'p>)> = pages
            .par_iter()
            .filter(|id| !matches!(id, PageId::NotFound))
            .map(|id| {
                let mut address = plan::path(site, id);
                if !address.is_empty() {
                    address.push('/');
                }
                (address, Stand::Page(id, ""))
            })
            .collect();
        let mut at: FxHashMap<String, Stand<'d, 'p>> =
            FxHashMap::with_capacity_and_hasher(planned.len() + record.files.len(), rustc_hash::FxBuildHasher);
        at.extend(planned);
        at.extend(alone(record).map(|(ix, page, lang)| (format!("{}/", page.path), Stand::Alone(ix, lang))));
        at.extend(record.files.iter().map(|(file, path)| (path.to_string(), Stand::File(*file))));
        let aliases = record.aliases.iter().filter_map(|(old, target)| Some((&**old, record.path_of(target)?))).collect();
        Standing { site, at, aliases, others }
    }

    /// The languages of the site: the first, whose addresses have nothing before them, and the other languages.
    pub(super) fn languages(&self) -> impl Iterator<Item = &'d str> {
        std::iter::once("").chain(self.others.iter().copied())
    }

    /// The language that an address is in, with the rest of the address; empty for the first.
    pub(super) fn language_of<'a>(&self, address: &'a str) -> (&'d str, &'a str) {
        let on = |lang: &&'d str| Some((*lang, address.strip_prefix(*lang)?.strip_prefix('/')?));
        self.others.iter().find_map(on).unwrap_or(("", address))
    }

    /// What stands at an address.
    pub(super) fn get(&self, address: &str) -> Option<Stand<'d, 'p>> {
        if let Some(stand) = self.page(address) {
            return Some(stand);
        }
        let (folder, name) =
            address.rsplit_once('/').map_or(("", address), |(_, name)| (&address[..address.len() - name.len()], name));
        let known = |folder: &str| folder.is_empty() || folder == "schema/" || self.page(folder).is_some();
        (is_generated(name) && known(folder)).then_some(Stand::Export)
    }

    /// What stands at an address by the plan: every page of the first language is in every language of the site, below the code of each.
    fn page(&self, address: &str) -> Option<Stand<'d, 'p>> {
        if let Some(stand) = self.at.get(address) {
            return Some(*stand);
        }
        match self.language_of(address) {
            ("", _) => None,
            (lang, rest) => match self.at.get(rest)? {
                Stand::Page(id, _) => Some(Stand::Page(id, lang)),
                _ => None,
            },
        }
    }

    /// The addresses that there are, in every language, sorted.
    pub(super) fn addresses(&self) -> Vec<String> {
        let on = |lang: &'d str| {
            let pages = self.at.iter().filter(|(_, stand)| matches!(stand, Stand::Page(..)));
            pages.map(move |(address, _)| format!("{lang}/{address}"))
        };
        let mut all: Vec<String> = self.at.keys().cloned().chain(self.others.iter().flat_map(|lang| on(lang))).collect();
        all.par_sort_unstable();
        all
    }

    /// The document that a page shows.
    pub(super) fn document(&self, address: &str) -> Option<Shown<'d>> {
        self.shown(self.page(address)?)
    }

    /// The document that is shown by what stands somewhere.
    pub(super) fn shown(&self, stand: Stand<'d, 'p>) -> Option<Shown<'d>> {
        let (target, lang) = match stand {
            Stand::Page(id, lang) => (page_target(self.site.record, id)?, lang),
            Stand::Alone(ix, lang) => (Target::Page(ix, None), lang),
            Stand::File(_) | Stand::Export => return None,
        };
        Some(Shown::new(self.site.record, target, lang))
    }

    /// Where something is that stood at `address` and is not there any more; `None`: nobody knows.
    pub(super) fn now(&self, address: &str) -> Option<Place> {
        let (lang, rest) = self.language_of(address);
        let place = self.now_here(rest);
        if lang.is_empty() {
            return place;
        }
        // Every language has the pages of the first; what it does not have is found there.
        let beside = |path: String| Some(format!("{lang}/{path}")).filter(|p| self.get(p).is_some()).unwrap_or(path);
        let place = place.map(|place| match place {
            Place::Page(page) => Place::Page(beside(page)),
            Place::Anchor(page, anchor) => Place::Anchor(beside(page), anchor),
            Place::File(file) => Place::File(beside(file)),
        });
        place.or_else(|| self.now_here(address))
    }

    fn now_here(&self, address: &str) -> Option<Place> {
        let mut at = address.to_owned();
        // Moved more often than this is a ring.
        for _ in 0..8 {
            if let Some(place) = self.place(&at).or_else(|| self.action(&at)).or_else(|| self.list_to_come(&at)) {
                return Some(place);
            }
            match self.moved(&at) {
                Some(next) => at = next,
                None => break,
            }
        }
        if let Some(place) = self.withdrawn_file(&at) {
            return Some(place);
        }
        let page = self.tombstone(&at).or_else(|| self.above(&at)).map(Place::Page);
        page.or_else(|| is_made_feed(&at).then(|| Place::File("feed.xml".to_owned())))
    }

    /// What stands there, as a place.
    fn place(&self, address: &str) -> Option<Place> {
        Some(match self.get(address)? {
            Stand::Page(..) | Stand::Alone(..) => Place::Page(address.to_owned()),
            Stand::File(_) | Stand::Export => Place::File(address.to_owned()),
        })
    }

    /// One step along the aliases: the longest that the address begins with, whatever stands before it.
    fn moved(&self, address: &str) -> Option<String> {
        LEADS.iter().find_map(|lead| {
            let rest = address.strip_prefix(lead)?;
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
        let shown = self.document(&page).filter(|s| matches!(s.original, Target::Meeting(_)))?;
        let record = self.site.record;
        if let Some(place) = self.former_action(&shown, meeting, local) {
            return Some(place);
        }
        // Of the day that stands for today it was not raised yet: the agenda has its words.
        if let Target::Meeting(ix) = &shown.original
            && record.meetings.get(ix.ix()).is_some_and(|m| m.is_to_come)
        {
            let anchor = format!("action-{local}");
            return Some(if shown.has(&anchor) { Place::Anchor(page, anchor) } else { Place::Page(page) });
        }
        let number = local.trim_end_matches(|c: char| c.is_ascii_lowercase());
        for (number, letter) in [(local, ""), (number, &local[number.len()..])] {
            if let Some(now) = shown.stands_for(number) {
                let renumbered = format!("actions/{meeting}/{now}{letter}/");
                if self.at.contains_key(&renumbered) {
                    return Some(Place::Page(renumbered));
                }
                if shown.has(now) {
                    return Some(Place::Anchor(page, now.to_owned()));
                }
            }
            for tombstone in [format!("action-{number}"), number.to_owned()] {
                if shown.has_tombstone(&tombstone) {
                    return Some(Place::Anchor(page, tombstone));
                }
            }
            if let Some(other) = record.claims.get(meeting).and_then(|c| c.get(number)) {
                let path = record.path_of(other)?;
                let moved = format!("actions/{path}/{number}{letter}/");
                let place = Shown::new(record, other.clone(), "").place_now(number);
                return Some(if self.at.contains_key(&moved) {
                    Place::Page(moved)
                } else {
                    place.map_or(Place::Page(format!("{path}/")), |anchor| Place::Anchor(format!("{path}/"), anchor))
                });
            }
        }
        None
    }

    /// Where the action is now, or the words it was made of, that an earlier minutebook read in minutes.
    fn former_action(&self, shown: &Shown<'d>, meeting: &str, local: &str) -> Option<Place> {
        let Target::Meeting(ix) = &shown.original else { return None };
        let former = self.site.record.meetings.get(ix.ix())?.former_actions.iter().find(|f| *f.local == *local)?;
        let now = former.now.as_ref().map(|now| format!("actions/{meeting}/{now}/"));
        if let Some(page) = now.filter(|page| self.at.contains_key(page)) {
            return Some(Place::Page(page));
        }
        let page = format!("{meeting}/");
        Some(if shown.has(&former.anchor) { Place::Anchor(page, former.anchor.to_string()) } else { Place::Page(page) })
    }

    /// The list of a revision that is not in force yet, or of an entry that is only in such a one.
    fn list_to_come(&self, address: &str) -> Option<Place> {
        let (head, last) = address.trim_end_matches('/').rsplit_once('/')?;
        let list = self.site.record.lists.iter().find(|list| *list.path == *head)?;
        let is_of = list.to_come.iter().any(|r| r.date.to_string() == last || r.entries.iter().any(|e| *e.slug == *last));
        is_of.then(|| Place::Page(format!("{head}/")))
    }

    /// The tombstone of a paper or attachment, on the page that it was beside.
    fn withdrawn_file(&self, address: &str) -> Option<Place> {
        let address = address.trim_end_matches('/');
        address.match_indices('/').find_map(|(at, _)| {
            let (page, name) = address.split_at(at + 1);
            let former = self.document(page)?.document()?.tombstone(name)?;
            Some(Place::Anchor(page.to_owned(), former.anchor.text.to_string()))
        })
    }

    /// The tombstone of something that an address is part of.
    fn tombstone(&self, address: &str) -> Option<String> {
        LEADS.iter().find_map(|lead| {
            let mut head = address.strip_prefix(lead)?.trim_end_matches('/');
            loop {
                let page = format!("{head}/");
                if self.document(&page).is_some_and(|s| s.is_withdrawn()) {
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
            if self.page(&page).is_some() {
                return Some(page);
            }
            head = above;
        }
        Some(String::new())
    }
}

/// The texts of another language that translate nothing, each with its language.
pub(super) fn alone(record: &Record) -> impl Iterator<Item = (PageIx, &Page, &str)> {
    record.pages.iter().enumerate().filter_map(|(n, page)| {
        let translation = page.translation.as_ref().filter(|t| t.of.is_none())?;
        Some((PageIx::at(n), page, &*translation.lang))
    })
}

/// Whether an address is of a page that lists others and that no author wrote.
fn is_made(address: &str) -> bool {
    if !address.ends_with('/') {
        return false;
    }
    let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
    match parts.as_slice() {
        ["actions"] | ["actions", "overdue"] | ["actions", "owner" | "body" | "status" | "year", ..] => true,
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
        for made in [
            "actions/",
            "actions/overdue/",
            "actions/owner/ukhtc/2012/",
            "archive/2012/04/",
            "a-z/m/",
            "people/x/",
            "lists/a/compare/1/2/",
        ] {
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
