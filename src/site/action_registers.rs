//! The registers of actions: which there are, which actions each holds, its pages.

use std::collections::BTreeMap;

use super::index::raised_on;
use super::language::LanguageSite;
use super::page_ids::Scope;
use super::slice::{Slice, slices};
use crate::record::{ActionIx, BodyIx, Day, Status};

/// Path of a register.
pub fn path(site: &LanguageSite<'_>, scope: &Scope, slice: Slice) -> String {
    let suffix = slice.suffix();
    match scope {
        Scope::All if slice == Slice::Whole => "actions".to_owned(),
        Scope::All => format!("actions/year{suffix}"),
        Scope::Owner(slug) => format!("actions/owner/{slug}{suffix}"),
        // A body may lie below another and be called by a year.
        Scope::Body(ix) if slice == Slice::Whole => format!("actions/body/{}", site.record.bodies[ix.ix()].id),
        Scope::Body(ix) => format!("actions/body/{}/year{suffix}", site.record.bodies[ix.ix()].id),
        Scope::Status(status) => format!("actions/status/{}{suffix}", status.key()),
    }
}

/// Path of the page of what is past due in a register.
pub fn overdue_path(site: &LanguageSite<'_>, scope: &Scope) -> String {
    format!("{}/overdue", path(site, scope, Slice::Whole))
}

/// Returns true if what is past due in a register has a page: in those of all, of owners and of bodies, whether or not anything is; but
/// for a body above one that is called as the page would be.
pub fn has_overdue(site: &LanguageSite<'_>, scope: &Scope) -> bool {
    match scope {
        Scope::All | Scope::Owner(_) => true,
        Scope::Body(ix) => {
            let taken = format!("{}/overdue", site.record.bodies[ix.ix()].id);
            site.record.bodies.binary_search_by(|b| (*b.id).cmp(&taken)).is_err()
        }
        Scope::Status(_) => false,
    }
}

/// The actions that a register is of, by the day they were raised.
pub fn held<'d>(site: &'d LanguageSite<'_>, scope: &Scope) -> &'d [ActionIx] {
    match scope {
        Scope::All => &site.index.actions,
        Scope::Owner(slug) => site.index.owner_called(slug).map_or(&[], |o| &o.actions),
        Scope::Body(ix) => site.index.body_actions.get(ix.ix()).map_or(&[], Vec::as_slice),
        Scope::Status(status) => {
            let n = Status::ALL.iter().position(|s| s == status);
            n.and_then(|n| site.index.by_status.get(n)).map_or(&[], Vec::as_slice)
        }
    }
}

/// The pages a register is cut into.
pub fn cut(site: &LanguageSite<'_>, scope: &Scope) -> BTreeMap<Slice, usize> {
    slices(held(site, scope), *scope == Scope::All, |a| raised(site, *a))
}

/// The day an action was raised.
pub fn raised(site: &LanguageSite<'_>, action: ActionIx) -> Day {
    raised_on(site.record, action)
}

/// Returns true if a body has any action, so that its register has a page.
pub fn has_actions(site: &LanguageSite<'_>, at: BodyIx) -> bool {
    site.index.body_actions.get(at.ix()).is_some_and(|a| !a.is_empty())
}

/// Returns true if a status has any action, so that its register has a page.
pub fn has_status(site: &LanguageSite<'_>, status: Status) -> bool {
    let n = Status::ALL.iter().position(|s| *s == status);
    n.and_then(|n| site.index.by_status.get(n)).is_some_and(|a| !a.is_empty())
}
