//! The parts of a ZIP archive, which most documents are.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::ZipArchive;

use super::Searched;

/// An archive with more parts is no document.
const PARTS: usize = 20_000;

impl Searched {
    /// Looks into every part of an archive.
    pub(super) fn unzip(&mut self, bytes: &[u8], depth: usize) {
        // A damaged archive must not end the program.
        let done = catch_unwind(AssertUnwindSafe(|| self.unpack(bytes, depth)));
        self.is_partial |= !matches!(done, Ok(Some(())));
    }

    fn unpack(&mut self, bytes: &[u8], depth: usize) -> Option<()> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        self.is_partial |= archive.len() > PARTS;
        for n in 0..archive.len().min(PARTS) {
            // One that is locked, or packed in a way that is not read.
            let Ok(part) = archive.by_index(n) else {
                self.is_partial = true;
                continue;
            };
            if part.is_dir() {
                continue;
            }
            let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            let comment = part.comment().to_owned();
            let mut content = Vec::new();
            // A part whose end is damaged is read as far as it goes.
            self.is_partial |= part.take(self.budget as u64).read_to_end(&mut content).is_err();
            self.budget = self.budget.saturating_sub(content.len());
            self.is_partial |= self.budget == 0;
            self.push("", comment);
            self.look_into(&name, &content, depth - 1);
        }
        self.push("", String::from_utf8_lossy(archive.comment()).into_owned());
        Some(())
    }
}
