//! Which pages a site has, and the address of each: the plan, addresses, languages, the index of the record, former addresses.

pub mod action_query;
mod address;
pub mod former;
pub(crate) mod globals;
pub(crate) mod index;
pub mod language;
mod names;
pub mod plan;
pub mod slice;

pub use address::Addresses;
pub use globals::{NavLink, SiteGlobals};
pub use index::{AttendanceAt, Index, Owner};
pub use language::Alternate;
