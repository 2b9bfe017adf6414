//! What was read of each file before: a file is not read again where nothing changed that its reading looked at.
//!
//! That is its text, the files whose bytes it asked about, and what all files share: which paths there are and what each is, and the
//! settings. Meetings come back from the record that was linked of them, so that nothing is held twice: `link` may link them again.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::context::Context;
use super::folder::{ContentFolder, FileKind};
use super::piece::{Piece, PieceOfFile, PieceReader};
use crate::diag::Diagnostic;
use crate::record::{FileId, Meeting, Site};
use crate::source::{Content, Sources};

/// What was read of the files of a site. Its owner gives it to every reading of that site, and to the linking that follows.
#[derive(Default)]
pub struct KeptPieces {
    basis: Option<Basis>,
    /// By file.
    pieces: Vec<Option<KeptPiece>>,
}

/// What the reading of every file may look at. Where it is another, nothing is kept.
#[derive(PartialEq)]
struct Basis {
    /// The path of each file, and whether it is left out.
    files: Vec<(Arc<str>, bool)>,
    folder: ContentFolder,
    settings: String,
}

struct KeptPiece {
    /// The text that it was read from.
    text: Arc<str>,
    /// The title of the site, where it may be that of the page.
    title: Option<Box<str>>,
    /// The files whose bytes were asked about, with their hashes.
    asked: Vec<(FileId, [u8; 32])>,
    piece: Option<Piece>,
    problems: Vec<Diagnostic>,
    /// So many meetings are with the record that is being linked.
    lent: usize,
}

impl Basis {
    fn of(cx: &Context<'_>) -> Basis {
        let files = cx.sources.files.iter().map(|f| (Arc::clone(&f.path), matches!(f.content, Content::LeftOut))).collect();
        Basis { files, folder: cx.folder.clone(), settings: settings(cx.site) }
    }
}

/// The settings in writing, without those that no reading looks at.
fn settings(site: &Site) -> String {
    let Site { bare, languages, date_order, raw_html, vocabulary, .. } = site;
    format!("{bare} {languages:?} {date_order:?} {raw_html:?} {vocabulary:?}")
}

impl KeptPieces {
    /// Returns the piece of every file, in order; reads those that are not known.
    pub(super) fn read(&mut self, cx: &Context<'_>, read: PieceReader<'_>) -> Vec<PieceOfFile> {
        let basis = Basis::of(cx);
        if self.basis.as_ref() != Some(&basis) {
            (self.basis, self.pieces) = (Some(basis), Vec::new());
        }
        self.pieces.resize_with(cx.sources.files.len(), || None);
        let stale: Vec<FileId> =
            cx.sources.iter().map(|(id, _)| id).filter(|id| !self.of(*id).is_some_and(|kept| kept.is_good(cx, *id))).collect();
        let fresh: Vec<(FileId, Option<KeptPiece>)> = stale.par_iter().map(|id| (*id, KeptPiece::read(cx, *id, read))).collect();
        for (id, piece) in fresh {
            if let Some(slot) = self.pieces.get_mut(id.0 as usize) {
                *slot = piece;
            }
        }
        let piece =
            |kept: &Option<KeptPiece>| kept.as_ref().map(|kept| (kept.piece.clone(), kept.problems.clone())).unwrap_or_default();
        self.pieces.iter().map(piece).collect()
    }

    fn of(&self, id: FileId) -> Option<&KeptPiece> {
        self.pieces.get(id.0 as usize)?.as_ref()
    }

    /// Lets go of the meetings that are to be linked as they were read, so that `link` need not copy them. Those that were changed since
    /// (their keys, what is still to come) are kept as they were read.
    pub fn lend(&mut self, meetings: &[Arc<Meeting>]) {
        let unchanged: FxHashSet<*const Meeting> = meetings.iter().map(Arc::as_ptr).collect();
        for kept in self.pieces.iter_mut().flatten() {
            let Some(Piece::Meetings(own)) = &mut kept.piece else { continue };
            let is_in_order = own.is_sorted_by(|a, b| a.document.body.start < b.document.body.start);
            if is_in_order && own.iter().all(|meeting| unchanged.contains(&Arc::as_ptr(meeting))) {
                kept.lent = own.len();
                own.clear();
            }
        }
    }

    /// Takes the meetings back, linked.
    pub fn take_back(&mut self, meetings: &[Arc<Meeting>]) {
        for meeting in meetings {
            let slot = self.pieces.get_mut(meeting.document.file.0 as usize).and_then(Option::as_mut);
            if let Some(KeptPiece { piece: Some(Piece::Meetings(own)), lent, .. }) = slot
                && *lent > 0
            {
                own.push(Arc::clone(meeting));
            }
        }
        for slot in &mut self.pieces {
            let Some(KeptPiece { piece: Some(Piece::Meetings(own)), lent, .. }) = slot else { continue };
            if *lent > 0 && own.len() != *lent {
                // Nobody knows which is missing: the file is read again.
                *slot = None;
                continue;
            }
            if std::mem::take(lent) > 1 {
                own.sort_by_key(|meeting| meeting.document.body.start);
            }
        }
    }
}

impl KeptPiece {
    /// Reads a file, and notes what its reading asks about. `None` for a file without text.
    fn read(cx: &Context<'_>, id: FileId, read: PieceReader<'_>) -> Option<KeptPiece> {
        let text = text_of(cx.sources, id)?;
        let asked = Mutex::new(Vec::new());
        let (piece, problems) = read(&Context { asked: Some(&asked), ..*cx }, id);
        let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        let asked = asked.into_iter().map(|file| (file, hash_of(cx.sources, file))).collect();
        Some(KeptPiece { text, title: title(cx, id), asked, piece, problems, lent: 0 })
    }

    fn is_good(&self, cx: &Context<'_>, id: FileId) -> bool {
        let is_same = |text: &Arc<str>| Arc::ptr_eq(text, &self.text) || *text == self.text;
        self.lent == 0
            && text_of(cx.sources, id).is_some_and(|text| is_same(&text))
            && self.title == title(cx, id)
            && self.asked.iter().all(|(file, hash)| hash_of(cx.sources, *file) == *hash)
    }
}

/// The title of the site, for a file that may have no other.
fn title(cx: &Context<'_>, id: FileId) -> Option<Box<str>> {
    let may_be_page = match cx.folder.kind(id) {
        FileKind::Page => true,
        FileKind::Minutes(_) => cx.site.bare,
        _ => false,
    };
    may_be_page.then(|| cx.site.title.clone())
}

fn text_of(sources: &Sources, id: FileId) -> Option<Arc<str>> {
    match &sources.files.get(id.0 as usize)?.content {
        Content::Text(text) => Some(Arc::clone(text)),
        Content::NotUtf8(_) | Content::Binary { .. } | Content::LeftOut => None,
    }
}

fn hash_of(sources: &Sources, id: FileId) -> [u8; 32] {
    sources.files.get(id.0 as usize).map(|file| file.hash).unwrap_or_default()
}
