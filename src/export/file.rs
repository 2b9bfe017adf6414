//! A file that the site has for programs, and the addresses in it.

use super::controls::without_controls;
use crate::html::percent;
use crate::record::Record;

/// The version of the JSON shapes. A field may be added to a version; nothing is taken away or changes its meaning.
pub const VERSION: u32 = 2;

/// The mark by which a spreadsheet knows that the letters of a table are UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One file that is not a page.
pub struct Export {
    /// Where it is written.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Export {
    /// A table, with [`BYTE_ORDER_MARK`] at its head.
    pub(super) fn csv(path: impl Into<String>, table: &[u8]) -> Export {
        Export::new(path, [BYTE_ORDER_MARK.as_bytes(), table].concat())
    }

    pub(super) fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Export {
        let path = path.into();
        let is_json = path.ends_with("json");
        Export { bytes: without_controls(bytes.into(), is_json), path }
    }
}

/// The absolute address of a place of the site, as a URI (RFC 3986); below the site where that does not know its own.
pub(crate) fn absolute(record: &Record, address: &str) -> String {
    let address = if address == "./" { "" } else { address };
    format!("{}{}", record.site.base_url, percent::encode(address, percent::ADDRESS))
}
