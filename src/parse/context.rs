//! All that the reading of one file may look at.

use std::sync::Mutex;

use super::folder::ContentFolder;
use crate::record::{FileId, Site};
use crate::source::{Known, Sources};

/// Gives the bytes of a file: [`crate::source::read_bytes`].
pub type Read<'a> = &'a (dyn Fn(FileId) -> std::io::Result<Vec<u8>> + Sync);

/// All that the reading of one file may look at.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) sources: &'a Sources,
    pub(super) folder: &'a ContentFolder,
    pub(super) site: &'a Site,
    pub(super) read: Read<'a>,
    pub(super) known: &'a Known,
    /// Where to note the files whose bytes are asked about.
    pub(super) asked: Option<&'a Mutex<Vec<FileId>>>,
}
