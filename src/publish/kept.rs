//! What a preview keeps from one edit to the next, so that an edit costs what it changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::inputs::{ROOT, ReadSite, SiteInputs, read_site};
use super::observer::Unobserved;
use super::prepare::{PreparedSite, prepare_again};
use crate::parse::KeptPieces;
use crate::render::engine::Engine;
use crate::render::theme::Theme;
use crate::search::Caches;
use crate::source::{self, ReadError, SitePlaces};

/// A site that is read again and again. It owns what was read of each file, and the site that was made of it last: whoever reads it anew gives
/// up what the new one does not share with it.
#[derive(Default)]
pub struct KeptSite {
    read: Option<ReadSite>,
    pieces: KeptPieces,
    last: Option<Arc<PreparedSite>>,
}

impl KeptSite {
    /// Reads the files that changed, and parses, links and cuts what that changes. `changed` are places as the system names them, a folder for all
    /// that is in it; `None` where anything may have changed. Returns `None` where no file has other bytes than before, and calls `begins` as soon
    /// as one has.
    ///
    /// # Errors
    /// If the content folder cannot be read at all, or holds no content.
    pub fn read_again(
        &mut self,
        inputs: &SiteInputs,
        changed: Option<&[PathBuf]>,
        begins: &dyn Fn(),
    ) -> Result<Option<Arc<PreparedSite>>, ReadError> {
        let (look, content) = changed.map_or((Vec::new(), Vec::new()), |changed| split(inputs, changed));
        if let (Some(last), true) = (&self.last, changed.is_some() && content.is_empty())
            && let Some(dressed) = last.dressed_anew(inputs)
        {
            begins();
            return Ok(Some(self.keep(dressed)));
        }
        let read = match self.files_again(inputs, changed.map(|_| &*content)) {
            Some(read) => read,
            None => read_site(inputs)?,
        };
        let is_same = |before: &ReadSite| before.problems == read.problems && source::is_same(&before.originals, &read.originals);
        if self.last.is_some() && look.is_empty() && changed.is_some() && self.read.as_ref().is_some_and(is_same) {
            return Ok(None);
        }
        begins();
        self.read = Some(read.clone());
        let site = prepare_again(read, inputs, &mut self.pieces, &Unobserved)?;
        Ok(Some(self.keep(site)))
    }

    fn keep(&mut self, site: PreparedSite) -> Arc<PreparedSite> {
        let site = Arc::new(site);
        self.last = Some(Arc::clone(&site));
        site
    }

    /// The files, where only those that are named were read again.
    fn files_again(&self, inputs: &SiteInputs, changed: Option<&[PathBuf]>) -> Option<ReadSite> {
        let before = self.read.as_ref().filter(|before| before.problems.is_empty())?;
        let places =
            SitePlaces { settings: inputs.settings.as_deref()?, ledger: inputs.ledger.as_deref(), content: &inputs.content };
        // A ledger that came is not among the files that were read.
        if inputs.ledger.is_some() != before.originals.find(crate::source::LEDGER).is_some() {
            return None;
        }
        let originals = source::read_again(&before.originals, places, changed?, &inputs.known)?;
        Some(ReadSite { originals, problems: Vec::new() })
    }
}

/// The changes that are of the look of the site, and the others.
fn split(inputs: &SiteInputs, changed: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let root = inputs.settings.as_ref().and_then(|settings| Some(settings.parent()?.join(ROOT)));
    let mut looks: Vec<PathBuf> = vec![real(&inputs.themes)];
    looks.extend(root.map(|root| real(&root)));
    let content = real(&inputs.content);
    // A theme within a content folder is content too.
    let is_look = |path: &&PathBuf| looks.iter().any(|look| path.starts_with(look) && !look.starts_with(&content));
    changed.iter().cloned().partition(|path| is_look(&path))
}

/// What previews of one site share: the index, so that documents that did not change are not indexed again, and the templates as they were
/// read.
#[derive(Default)]
pub struct PreviewCaches {
    pub(super) indexed: Mutex<Caches>,
    pub(super) engine: Mutex<Option<KeptEngine>>,
}

impl std::fmt::Debug for PreviewCaches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreviewCaches").finish_non_exhaustive()
    }
}

/// Templates, and what they were read with: another theme or other settings need others.
pub(super) struct KeptEngine {
    theme: Theme,
    /// By language.
    globals: Vec<(String, String)>,
    engine: Arc<Engine>,
}

impl KeptEngine {
    pub(super) fn new(theme: Theme, globals: Vec<(String, String)>, engine: Arc<Engine>) -> KeptEngine {
        KeptEngine { theme, globals, engine }
    }

    /// The templates, where they would be read the same. (The words of the pages are those of the theme, in the languages that the settings name.)
    pub(super) fn engine(&self, theme: &Theme, globals: &[(String, String)]) -> Option<Arc<Engine>> {
        (self.globals == globals && self.theme == *theme).then(|| Arc::clone(&self.engine))
    }
}
