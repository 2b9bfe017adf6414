//! The owners of actions and members of bodies.

use super::index::{BodyIx, OrganisationIx, PersonIx};

/// The owner or member that is meant: kept apart from how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Party {
    /// An organisation.
    Organisation(OrganisationIx),
    /// A person.
    Person(PersonIx),
    /// A body as a whole.
    Body(BodyIx),
}
