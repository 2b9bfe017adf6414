//! Lists whose entries are withheld.

use crate::record::{Edition, List};
use crate::view::LanguageSite;

/// Returns true if the entries of a list are withheld from the readers of this edition.
pub fn hidden(site: &LanguageSite<'_>, list: &List) -> bool {
    list.withheld && site.edition == Edition::Public
}
