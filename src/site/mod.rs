//! Which pages a site has, and the address of each: the plan, addresses, languages, the index of the record, former addresses.

pub mod action_query;
pub mod action_registers;
mod address;
pub mod archive;
pub mod document_pages;
pub mod former;
pub mod generated;
pub mod globals;
pub mod index;
pub mod language;
pub mod letters;
mod link;
mod links;
pub mod list_history;
pub mod list_pages;
mod marked;
mod model;
mod names;
pub mod news;
pub mod page_ids;
pub mod plan;
pub mod registers;
mod shared;
pub mod slice;

pub use address::Addresses;
pub use globals::{NavLink, SiteGlobals};
pub use index::{AttendanceAt, Index, Owner};
pub use language::{Alternate, LanguageSite};
pub use link::Link;
pub use links::SiteLinks;
pub use marked::MarkedAddresses;
pub use model::{PublishedSite, SiteModel, SiteOptions};
pub use shared::AzLine;
