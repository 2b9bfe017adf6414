//! Every text that is packed in a file, whatever the part: headers, comments, what was deleted, cells, properties, archives in archives.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::ZipArchive;

/// The most that is unpacked of one file, its parts together.
const UNPACKED: u64 = 128 << 20;
/// An archive with more parts is no document.
const PARTS: usize = 20_000;
/// So deep archives are in archives.
const DEPTH: usize = 3;

/// Returns the parts of a ZIP archive by their names, as far as they are text; nothing for other bytes.
pub(super) fn texts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut budget = UNPACKED;
    // A damaged archive must not end the program.
    let _ = catch_unwind(AssertUnwindSafe(|| unpack(bytes, DEPTH, &mut budget, &mut out)));
    out
}

fn unpack(bytes: &[u8], depth: usize, budget: &mut u64, out: &mut Vec<(String, String)>) {
    if depth == 0 || !bytes.starts_with(b"PK\x03\x04") {
        return;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return };
    for n in 0..archive.len().min(PARTS) {
        let Ok(part) = archive.by_index(n) else { continue };
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let mut content = Vec::new();
        // A part whose end is damaged is read as far as it goes.
        let _ = part.take(*budget).read_to_end(&mut content);
        *budget = budget.saturating_sub(content.len() as u64);
        unpack(&content, depth - 1, budget, out);
        out.push((name, String::from_utf8(content).unwrap_or_default()));
    }
}
