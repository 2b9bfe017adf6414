//! The search index, written from the record: shards that a browser loads as it needs them.
//!
//! `units` makes the searchable [`Doc`]s of a record, [`index`] writes them as shards, and [`Index`]
//! answers queries from those shards, as the script in the page does. The format is described in
//! `docs/reference/search-format.md`. Nothing here parses HTML, reads files or writes any.

mod cache;
mod code;
mod doc;
mod excerpt;
mod kept;
mod lexicon;
mod names;
mod pack;
mod query;
mod rank;
mod read;
mod reuse;
mod segment;
mod segmenting;
mod shards;
mod tokens;
mod understand;
mod units;

pub use cache::{Cache, Caches, index_cached, index_kept};
pub use doc::{Collection, Doc, DocKind, Facets, Unit, UnitKind, Value};
pub use excerpt::{Part, excerpt};
pub use kept::Shelf;
pub use names::Names;
pub use query::{Filter, Query, Sort};
pub use rank::{Hit, Place, Results};
pub use read::{Index, OpenError};
pub use segment::Segment;
pub use shards::{Sink, index};
pub use understand::Understood;
pub use units::Library;

/// The folder of the shards, below the site.
pub const FOLDER: &str = "search";

/// The version of the format; a reader refuses any other.
pub const VERSION: u32 = 4;
