//! Addresses of what was invented for show: wherever a page names such a thing among others, it says so beside it.

use std::collections::HashSet;

use super::language::LanguageSite;
use crate::record::{ActionIx, BodyIx, DatasetIx, ListIx, MeetingIx, OrganisationIx, PageIx, Party, PersonIx, ReportIx, Target};

/// Addresses below the site, as links have them, of everything in one language that is marked, and of all that is below it.
#[derive(Debug, Clone, Default)]
pub struct MarkedAddresses {
    addresses: HashSet<String>,
}

impl MarkedAddresses {
    /// Of what is illustrative.
    pub fn illustrative(site: &LanguageSite<'_>) -> MarkedAddresses {
        let record = site.record;
        let targets = (0..record.bodies.len())
            .map(|n| Target::Body(BodyIx::at(n)))
            .chain((0..record.meetings.len()).map(|n| Target::Meeting(MeetingIx::at(n))))
            .chain((0..record.actions.len()).map(|n| Target::Action(ActionIx::at(n))))
            .chain((0..record.organisations.len()).map(|n| Target::Organisation(OrganisationIx::at(n))))
            .chain((0..record.people.len()).map(|n| Target::Person(PersonIx::at(n))))
            .chain((0..record.lists.len()).map(|n| Target::List(ListIx::at(n))))
            .chain((0..record.datasets.len()).map(|n| Target::Dataset(DatasetIx::at(n))))
            .chain((0..record.reports.len()).map(|n| Target::Report(ReportIx::at(n))))
            .chain((0..record.pages.len()).map(|n| Target::Page(PageIx::at(n), None)));
        let marked = targets.filter(|target| record.is_illustrative(target)).map(|target| site.addresses.target(&target));
        let owners = site.index.owners.iter().filter(|owner| {
            let target = owner.party.map(|party| match party {
                Party::Organisation(ix) => Target::Organisation(ix),
                Party::Person(ix) => Target::Person(ix),
                Party::Body(ix) => Target::Body(ix),
            });
            let raised = || owner.actions.iter().all(|ix| record.is_illustrative(&Target::Action(*ix)));
            target.map_or_else(raised, |target| record.is_illustrative(&target))
        });
        let owners = owners.map(|owner| site.addresses.actions_of_owner(&owner.slug));
        let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|ix| record.is_illustrative(&Target::Body(*ix)));
        let bodies = bodies.map(|ix| site.addresses.actions_of_body(ix));
        // The home page is above everything.
        let all = marked.chain(owners).chain(bodies).map(|address| folder(&address).to_owned());
        MarkedAddresses { addresses: all.filter(|address| !address.trim_matches(['.', '/']).is_empty()).collect() }
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty()
    }

    /// Whether a link, as below the site, leads to what is marked or to a place below it.
    pub fn holds(&self, link: &str) -> bool {
        let mut address = folder(link);
        loop {
            if self.addresses.contains(address) {
                return true;
            }
            match address.trim_end_matches('/').rfind('/') {
                Some(at) => address = address.get(..=at).unwrap_or(""),
                None => return false,
            }
        }
    }
}

/// The folder of a page that a link leads to.
fn folder(link: &str) -> &str {
    let page = link.split(['#', '?']).next().unwrap_or(link);
    page.strip_suffix("index.html").unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::MarkedAddresses;

    #[test]
    fn what_is_below_is_marked_too() {
        let marked = MarkedAddresses { addresses: ["show/".to_owned(), "lists/lamps/".to_owned()].into() };
        for link in ["show/", "show/2024-04-17/#1.1", "show/2024-04-17/index.html#1.1", "lists/lamps/old/?x"] {
            assert!(marked.holds(link), "{link}");
        }
        for link in ["", "#1.1", "shows/", "lists/", "real/show/", "https://a.example/show/"] {
            assert!(!marked.holds(link), "{link}");
        }
    }
}
