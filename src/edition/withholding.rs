//! What an edition withholds, decided once from all that was read: which files, which passages, whose names.
//!
//! A text that is published is read anew once its withheld words are gone from it, so that nothing that is made of it can hold one. What
//! withholds is inherited: by all that is below the folder of a document, by its translations and earlier versions, by the files it owns.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::Blanker;
use super::documents::documents;
use super::secrets::Secrets;
use super::{addresses, cut};
use crate::diag::{Code, Diagnostic, Severity};
use crate::parse::{ContentFolder, Parts, Read, parse_with};
use crate::record::{Attachment, Audience, Document, Edition, FileId, Record, Span, Stage, Target};
use crate::source::{Known, Sources};

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
    left_out: BTreeSet<FileId>,
    /// Those of them that were withdrawn, or belong to what was: a link to one leads nowhere, and is no mistake.
    withdrawn: BTreeSet<FileId>,
    /// The page of all, where it is hidden.
    root: Option<FileId>,
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

    /// The days that were read from words that are withheld: without one, minutes cannot be published.
    fn undated(&self, whole: &Parts, said: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let dated: BTreeSet<FileId> = whole.meetings.iter().map(|m| m.document.file).collect();
        let is_lost = |d: &Diagnostic| d.code == Code::NoDate && d.span.is_some_and(|s| dated.contains(&s.file));
        said.into_iter().filter(is_lost).collect()
    }

    /// Returns an error for each link in a published text to a file that is withheld, and for each file that one document publishes and
    /// another withholds. `record` is the whole one.
    pub fn misplaced(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let is_withheld = |file: &FileId| self.left_out.contains(file) && !self.withdrawn.contains(file);
        let name = |file: FileId| sources.path(file).rsplit('/').next().unwrap_or("").to_owned();
        let mut out = Vec::new();
        for document in self.published(record) {
            for written in &document.references {
                let Some(Target::Attachment(file)) = &written.target else { continue };
                let hidden = document.withheld.iter().any(|w| w.secret.range().contains(&(written.span.start as usize)));
                if is_withheld(file) && !(hidden && self.is_public()) {
                    let message = format!("this links to `{}`, which is withheld", name(*file));
                    let remedy = "withhold the link too (`> [!INTERNAL]`), delete it, or publish the file: move it out of what is withheld, and say no `audience` beside it";
                    out.push(
                        Diagnostic::new(Code::Leak, written.span, message)
                            .expected("a file that these readers may see")
                            .remedy(remedy),
                    );
                }
            }
        }
        out.extend(self.to_drafts(record));
        let papers = record.meetings.iter().flat_map(|m| m.papers.iter().map(move |p| (&m.document, &p.attachment, p.audience)));
        let attached = record.reports.iter().flat_map(|r| r.attachments.iter().map(move |a| (&r.document, a, a.audience)));
        for (document, attachment, audience) in papers.chain(attached) {
            let owner_is_public = !self.left_out.contains(&document.file) && document.stage != Stage::Withdrawn;
            if is_withheld(&attachment.file) && owner_is_public && (audience == Audience::Public || !self.is_public()) {
                out.push(
                    Diagnostic::new(
                        Code::Leak,
                        Span::new(document.file, 0, 0),
                        format!("this document publishes `{}`, which is withheld", name(attachment.file)),
                    )
                    .expected("a file that these readers may see")
                    .remedy("say `audience = \"internal\"` beside the file here too, or move it out of what is withheld"),
                );
            }
        }
        if let Some(root) = self.root {
            out.push(
                Diagnostic::new(Code::Leak, Span::new(root, 0, 0), "this page withholds the whole site: all content is below it")
                    .expected("a home page that these readers may see")
                    .remedy("withhold single files or folders, or leave this file out until it is ready"),
            );
        }
        out
    }

    /// Returns an error for each translation that withholds fewer passages or words than its original: what is withheld in one language is
    /// withheld in all. `record` is the whole one.
    pub fn open_translations(&self, record: &Record) -> Vec<Diagnostic> {
        if !self.is_public() {
            return Vec::new();
        }
        let counts = |d: &Document| {
            let redactions = d.withheld.iter().filter(|w| w.mark.is_some()).count();
            (d.withheld.len() - redactions, redactions)
        };
        let all: BTreeMap<FileId, &Document> = self.published(record).map(|d| (d.file, d)).collect();
        let mut out = Vec::new();
        for page in record.pages.iter().filter(|page| all.contains_key(&page.document.file)) {
            let original = page.translation.as_ref().and_then(|t| all.get(&t.of?));
            let Some(original) = original else { continue };
            let ((passages, redactions), (own_passages, own_redactions)) = (counts(original), counts(&page.document));
            let missing = if own_passages < passages {
                format!("{own_passages} of {passages} internal passages")
            } else if own_redactions < redactions {
                format!("{own_redactions} of {redactions} redactions")
            } else {
                continue;
            };
            let first = original.withheld.first().map(|w| w.secret);
            let said = Diagnostic::new(
                Code::Leak,
                Span::new(page.document.file, page.document.body.start as usize, page.document.body.start as usize),
                format!("this translation has {missing} of its original"),
            )
            .expected("what is withheld in one language is withheld in all")
            .remedy("withhold the same words here; where the translation leaves them out, write a mark without them: `> [!INTERNAL]` and `> …`");
            out.push(first.into_iter().fold(said, |said, span| said.related(span, "withheld in the original")));
        }
        out
    }

    /// A warning for each link in a published text to a draft: its words are shown without a link.
    fn to_drafts(&self, record: &Record) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for written in self.published(record).flat_map(|document| &document.references) {
            let whole = match written.target.clone() {
                Some(Target::Place(ix, _)) => Target::Meeting(ix),
                Some(Target::ReportPlace(ix, _)) => Target::Report(ix),
                Some(Target::Page(ix, _)) => Target::Page(ix, None),
                Some(other) => other,
                None => continue,
            };
            let draft = record.document_of(&whole).filter(|d| d.stage == Stage::Draft && self.left_out.contains(&d.file));
            if draft.is_some() {
                let mut found = Diagnostic::new(Code::DeadLink, written.span, "this leads to a draft")
                    .expected("the words are not linked until it is published")
                    .remedy("publish both together, or leave the link out until then");
                found.severity = Severity::Warning;
                out.push(found);
            }
        }
        out
    }

    /// The documents of a record that the edition publishes.
    fn published<'r>(&self, record: &'r Record) -> impl Iterator<Item = &'r Document> {
        let all = record.documents().map(|(_, document)| document);
        all.filter(|d| !self.left_out.contains(&d.file) && d.stage != Stage::Withdrawn)
    }
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
