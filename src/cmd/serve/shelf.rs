//! A site in memory: what a preview shows, and the folder `public` never sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::FileId;
use crate::source::{self, Sources};

/// The files of one build of a site. Attachments stay on disk and are read when they are asked for.
#[derive(Debug, Default)]
pub struct MemorySite {
    files: BTreeMap<Box<str>, Held>,
    sources: Arc<Sources>,
    /// How many documents were indexed anew for it.
    pub indexed: usize,
}

#[derive(Debug)]
enum Held {
    Bytes(Arc<[u8]>),
    File(FileId),
}

impl MemorySite {
    /// An empty site whose attachments are among `sources`.
    pub fn new(sources: Arc<Sources>) -> MemorySite {
        MemorySite { files: BTreeMap::new(), sources, indexed: 0 }
    }

    /// Adds a file with its bytes. Paths are below the site, with `/`.
    pub fn put(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(path.into(), Held::Bytes(bytes.into()));
    }

    /// Adds a file of the content folder.
    pub fn copy(&mut self, path: &str, file: FileId) {
        self.files.insert(path.into(), Held::File(file));
    }

    /// Whether there is a file.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The bytes of a file; `None` also where an attachment has since gone.
    pub fn get(&self, path: &str) -> Option<Arc<[u8]>> {
        match self.files.get(path)? {
            Held::Bytes(bytes) => Some(bytes.clone()),
            Held::File(file) => source::read_bytes(&self.sources, *file).ok().map(Into::into),
        }
    }
}
