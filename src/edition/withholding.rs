//! What an edition withholds, decided once from all that was read: which files, which passages, whose names.
//!
//! A text that is published is read anew once its withheld words are gone from it, so that nothing that is made of it can hold one. What
//! withholds is inherited: by all that is below the folder of a document, by its translations and earlier versions, by the files it owns.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::Blanker;
use super::documents::documents;
use super::secrets::Secrets;
use super::{addresses, cut};
use crate::diag::{Code, Diagnostic};
use crate::parse::{ContentFolder, Parts, Read, parse_with};
use crate::record::{Attachment, Audience, Document, Edition, FileId, Span, Stage};
use crate::source::{Known, Sources, ending};

/// The names of the file that is the page of its folder, the best first.
const INDEXES: [&str; 3] = ["_index", "index", "readme"];

/// The folder of all content.
const TOP: &str = "content/";

/// What a build shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audiences {
    /// For whom.
    pub edition: Edition,
    /// Drafts too.
    pub drafts: bool,
}

/// What an edition withholds.
pub struct Withholding {
    /// The readers.
    pub(super) audiences: Audiences,
    /// Files of which nothing is published: neither words nor bytes.
    pub(super) left_out: BTreeSet<FileId>,
    /// Those of them that were withdrawn, or belong to what was: a link to one leads nowhere, and is no mistake.
    pub(super) withdrawn: BTreeSet<FileId>,
    /// The page of all, where it is hidden.
    pub(super) root: Option<FileId>,
}

impl Withholding {
    /// Returns what the audience may not see of what was read; `None` where it may see all.
    pub fn of(parts: &Parts, sources: &Sources, audiences: Audiences) -> Option<Withholding> {
        let mut found = Withholding { audiences, left_out: BTreeSet::new(), withdrawn: BTreeSet::new(), root: None };
        let (mut hidden, mut buried) = (Vec::new(), Vec::new());
        let mut has_marks = false;
        for document in documents(parts) {
            has_marks |= found.is_public() && !document.withheld.is_empty();
            if found.is_hidden(document) {
                hidden.push(document.file);
            } else if document.stage == Stage::Withdrawn {
                buried.push(document.file);
            }
        }
        let below = Below::of(sources);
        for file in buried.iter().copied() {
            found.withdrawn.extend(below.of_document(sources.path(file)).into_iter().filter(|f| *f != file));
        }
        for file in hidden {
            if below.is_root(sources.path(file)) {
                found.root = Some(file);
            }
            found.left_out.insert(file);
            found.left_out.extend(below.of_document(sources.path(file)));
        }
        found.owned(parts, &buried.into_iter().collect());
        found.left_out.extend(&found.withdrawn);
        let is_any = has_marks
            || !found.left_out.is_empty()
            || documents(parts).any(|d| d.stage == Stage::Withdrawn)
            || found.is_public() && parts.lists.iter().any(|l| l.withheld)
            || found.is_public() && parts.people.iter().any(|p| p.public_name.is_some());
        is_any.then_some(found)
    }

    /// Whether everybody may read the edition.
    pub(super) fn is_public(&self) -> bool {
        self.audiences.edition == Edition::Public
    }

    /// Whether a document is for other readers.
    fn is_hidden(&self, document: &Document) -> bool {
        document.stage == Stage::Draft && !self.audiences.drafts || self.is_public() && document.audience == Audience::Internal
    }

    /// Adds the files that documents own wherever they are: papers, attachments, revisions, tables.
    fn owned(&mut self, parts: &Parts, buried: &BTreeSet<FileId>) {
        let mut owned: Vec<(FileId, FileId)> = Vec::new();
        let mut marked: Vec<FileId> = Vec::new();
        let mut attached = |document: &Document, all: &mut dyn Iterator<Item = (&Attachment, Audience)>| {
            for (attachment, audience) in all {
                owned.push((document.file, attachment.file));
                if audience == Audience::Internal {
                    marked.push(attachment.file);
                }
            }
        };
        for m in &parts.meetings {
            attached(&m.document, &mut m.papers.iter().map(|p| (&p.attachment, p.audience)));
        }
        for r in &parts.reports {
            attached(&r.document, &mut r.attachments.iter().map(|a| (a, a.audience)));
        }
        for d in &parts.datasets {
            attached(&d.document, &mut d.attachments.iter().map(|a| (a, a.audience)));
        }
        owned.extend(parts.lists.iter().flat_map(|l| l.revisions.iter().map(|r| (l.document.file, r.file))));
        owned.extend(parts.datasets.iter().flat_map(|d| d.tables.iter().map(|t| (d.document.file, t.file))));
        let versions = parts.meetings.iter().map(|m| (m.document.file, &m.versions));
        let versions = versions.chain(parts.reports.iter().map(|r| (r.document.file, &r.versions)));
        owned.extend(versions.flat_map(|(now, all)| all.iter().map(move |v| (now, v.document().file))));
        owned.extend(parts.pages.iter().filter_map(|p| Some((p.translation.as_ref()?.of?, p.document.file))));
        if self.is_public() {
            self.left_out.extend(marked);
        }
        for (owner, file) in owned.into_iter().filter(|(owner, file)| owner != file) {
            if buried.contains(&owner) || self.withdrawn.contains(&owner) {
                self.withdrawn.insert(file);
            } else if self.left_out.contains(&owner) {
                self.left_out.insert(file);
            }
        }
    }

    /// Returns what the audience may see of a site: its parts, read from texts in which nothing withheld is left; these texts; the words
    /// to look for; and what keeps the edition from being made. `sources` are the texts that `whole` was read from, comments emptied.
    pub fn cut(
        &self,
        whole: &Parts,
        sources: &Sources,
        (folder, read, known): (&ContentFolder, Read<'_>, &Known),
    ) -> (Parts, Sources, Secrets, Vec<Diagnostic>) {
        let mut blanker = Blanker::new(sources);
        let mut texts: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        documents(whole).for_each(|d| texts.entry(d.file).or_default().push(d.body));
        for file in &self.left_out {
            self.name_of(*file, whole, sources).into_iter().for_each(|name| blanker.name(&name, Some(Span::new(*file, 0, 0))));
            // Of a document the text: its settings are not what it says.
            let bodies = texts.remove(file).unwrap_or_else(|| vec![text_of(sources, *file)]);
            bodies.into_iter().for_each(|body| blanker.text(body));
        }
        if self.is_public() {
            let shown = documents(whole).filter(|d| !self.left_out.contains(&d.file));
            shown.flat_map(|d| &d.withheld).for_each(|withheld| blanker.passage(withheld));
        }
        let readable = blanker.applied().without(&self.left_out);
        let secrets = blanker.secrets();
        let (mut parts, said) = parse_with(&readable, folder, read, known);
        parts.reserved.clone_from(&whole.reserved);
        addresses::keep(&mut parts, whole, &self.left_out);
        let (parts, sources, more) = cut::cut(parts, &readable, self.is_public());
        (parts, sources, secrets.with(more), self.undated(whole, said))
    }

    /// The name of a withheld file that is no document, where no other file has it: whoever says it says that there is such a file.
    fn name_of(&self, file: FileId, whole: &Parts, sources: &Sources) -> Option<String> {
        let name = file_name(sources.path(file));
        let is_text = matches!(&*ending(name), "md" | "markdown" | "csv" | "toml" | "yaml" | "yml");
        let is_shared = || sources.iter().any(|(other, found)| other != file && file_name(&found.path) == name);
        let is_withheld = !self.withdrawn.contains(&file) && !documents(whole).any(|d| d.file == file);
        (!is_text && is_withheld && !is_shared()).then(|| name.to_owned())
    }

    /// The days that were read from words that are withheld: without one, minutes cannot be published.
    fn undated(&self, whole: &Parts, said: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let dated: BTreeSet<FileId> = whole.meetings.iter().map(|m| m.document.file).collect();
        let is_lost = |d: &Diagnostic| d.code == Code::NoDate && d.span.is_some_and(|s| dated.contains(&s.file));
        said.into_iter().filter(is_lost).collect()
    }
}

/// The name of a file without its folder.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All of a text.
fn text_of(sources: &Sources, file: FileId) -> Span {
    Span::new(file, 0, sources.text(file).map_or(0, str::len))
}

/// The files below each document, by paths.
struct Below<'s> {
    /// In the order of the paths.
    paths: Vec<(&'s str, FileId)>,
}

impl<'s> Below<'s> {
    fn of(sources: &'s Sources) -> Below<'s> {
        Below { paths: sources.iter().map(|(id, f)| (&*f.path, id)).collect() }
    }

    /// Whether a document is the page of the whole site.
    fn is_root(&self, path: &str) -> bool {
        self.folder(path).is_some_and(|folder| folder == TOP)
    }

    /// The folder that a document is the page of.
    fn folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        let at = path.rfind('/')? + 1;
        let (folder, name) = path.split_at(at);
        let rank = |name: &str| {
            let (stem, ending) = name.rsplit_once('.')?;
            let is_markdown = ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown");
            INDEXES.iter().position(|index| is_markdown && index.eq_ignore_ascii_case(stem))
        };
        let own = rank(name)?;
        // A README beside the page of the folder is a page of its own.
        let is_readme = own + 1 == INDEXES.len();
        let better = || self.starting_with(folder).any(|(path, _)| rank(path.get(at..).unwrap_or("")).is_some_and(|r| r < own));
        (!is_readme || !better()).then_some(folder)
    }

    fn starting_with<'p>(&'p self, start: &'p str) -> impl Iterator<Item = &'p (&'s str, FileId)> {
        let from = self.paths.partition_point(|(path, _)| *path < start);
        self.paths.get(from..).unwrap_or(&[]).iter().take_while(move |(path, _)| path.starts_with(start))
    }

    /// Everything below a document: what is in its folder, or in one of its name beside it; its translations and earlier versions.
    fn of_document(&self, path: &str) -> Vec<FileId> {
        match self.folder(path) {
            Some(folder) if folder == TOP => Vec::new(),
            Some(folder) => self.starting_with(folder).map(|(_, id)| *id).collect(),
            None => {
                let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
                let (inside, beside) = (format!("{stem}/"), format!("{stem}."));
                self.starting_with(&inside).chain(self.starting_with(&beside)).map(|(_, id)| *id).collect()
            }
        }
    }
}
