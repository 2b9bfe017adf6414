//! A document that is a ZIP archive of XML: its parts, unpacked within a limit.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most that is unpacked of one document: a book of a thousand pages has a tenth of it.
pub(super) const UNPACKED: u64 = 64 << 20;

/// The sign of an OLE file, which an encrypted Office file is packed in.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether a file is packed in the old way of Office, as encrypted files and those of Word 97 are.
pub(super) fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(OLE)
}

/// An archive, and how much of it may still be unpacked.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    room: u64,
    /// Not all that was asked for was unpacked.
    pub(super) is_cut: bool,
}

impl<'b> Package<'b> {
    /// Opens an archive. The error is a sentence that the name of the file begins.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, String> {
        if is_ole(bytes) {
            return Err("is an encrypted file, and could not be looked into".to_owned());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "is a file that could not be unpacked".to_owned())?;
        Ok(Package { archive, room: UNPACKED, is_cut: false })
    }

    /// Returns the names of its parts, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort();
        names
    }

    /// Unpacks a part as far as there is room. A part whose end is damaged is read as far as it goes.
    pub(super) fn part(&mut self, name: &str) -> Option<String> {
        let mut out = Vec::new();
        let part = self.archive.by_name(name).ok()?;
        let read = part.take(self.room).read_to_end(&mut out);
        self.room = self.room.saturating_sub(out.len() as u64);
        self.is_cut |= read.is_err() || self.room == 0;
        (read.is_ok() || !out.is_empty()).then(|| String::from_utf8_lossy(&out).into_owned())
    }
}
