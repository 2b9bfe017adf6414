//! The stages in their order: from a folder to a record that an edition may see, and from that to every
//! output of the site. What the commands share; it prints nothing, and it learns the day from its caller.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::check::check;
use crate::diag::{Code, Diagnostic, Severity, sort};
use crate::edition::{self, Audiences, Gate, Leak, Secrets};
use crate::link::link;
use crate::locale::Messages;
use crate::parse::{self, ContentFolder, Parts};
use crate::permanence::{self, Ledger};
use crate::record::{CheckLevel, Day, Document, Edition, FileFacts, FileId, Record, Site};
use crate::render::theme::Theme;
use crate::site::former::Kept;
use crate::site::plan::PageId;
use crate::source::{self, Known, ReadError, Sources};
use crate::view::{Desk, Index};

/// The path of the ledger in [`Sources`].
const LEDGER: &str = "permalinks.txt";

/// Where a site's files are, and what is asked of a build.
#[derive(Debug, Clone)]
pub struct Request {
    /// `site.toml`, where there is one.
    pub settings: Option<PathBuf>,
    /// `permalinks.txt`, where there is one.
    pub ledger: Option<PathBuf>,
    /// The content folder.
    pub content: PathBuf,
    /// The folder of the site's own themes; may not exist.
    pub themes: PathBuf,
    /// The audience, where the command says it.
    pub edition: Option<Edition>,
    /// `--as-of`.
    pub as_of: Option<Day>,
    /// The machine's day, for when neither the command nor the site says which day stands for today.
    pub clock: Day,
    /// Drafts too.
    pub drafts: bool,
    /// For a file share: addresses name their `index.html`.
    pub portable: bool,
    /// What was learnt of attached files before; what is learnt now is added to it.
    pub known: Arc<Known>,
}

/// Everything read, linked and cut to what the edition may see.
pub struct Book {
    /// The record of this edition.
    pub record: Record,
    /// The texts of this edition, withheld passages blanked.
    pub sources: Sources,
    /// The texts as they were read: what diagnostics show to the author.
    pub originals: Sources,
    /// What may not appear in any output.
    pub gate: Gate,
    /// The day that stands for today.
    pub today: Day,
    /// For whom.
    pub edition: Edition,
    /// For a file share.
    pub portable: bool,
    /// The built-in theme with the site's own files over it.
    pub theme: Theme,
    /// The words of the pages in every language of the site.
    pub messages: Arc<Messages>,
    /// Earlier addresses and anchors.
    pub kept: Kept,
    /// What was worked out of the first side of the site for them, to be used again.
    planned: Option<Planned>,
    /// What is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What was and is learnt of attached files.
    pub known: Arc<Known>,
    /// What is known of the attached files, made when it is first asked for.
    facts: OnceLock<BTreeMap<FileId, FileFacts>>,
}

/// What views ask of a record, and the pages of one side of its site.
type Planned = (Arc<Index>, Arc<[PageId]>);

impl Book {
    /// The desk of the first side of the site: what every view of it is made from.
    pub fn desk(&self) -> Desk<'_> {
        let (record, sources, messages) = (&self.record, &self.sources, &self.messages);
        let mut desk = match &self.planned {
            Some((index, pages)) => {
                let mut desk = Desk::with(record, sources, messages, Arc::clone(index), self.edition, self.today, self.portable);
                desk.take_plan(Arc::clone(pages));
                desk
            }
            None => Desk::new(record, sources, messages, self.edition, self.today, self.portable),
        };
        desk.keep(self.kept.clone());
        desk
    }

    /// The ledger that this edition is held against, as it was read; `None` where there is none, or it is of another edition: a ledger
    /// is of the edition that the site is for, and the internal edition shows all that the public one does.
    pub fn ledger(&self) -> Option<(FileId, &str)> {
        let file = self.originals.find(LEDGER)?;
        let held = self.edition == self.record.site.edition || self.edition == Edition::Internal;
        Some((file, self.originals.text(file)?)).filter(|_| held)
    }

    /// Whether anything stops a build.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Withheld words in a file that would be published as it is: in its bytes, and in the text that was read out of
    /// it, which is packed in most documents.
    pub fn leaks_of_file(&self, path: &str, file: FileId) -> Vec<Leak> {
        if self.gate.is_empty() {
            return Vec::new();
        }
        let mut leaks = source::read_bytes(&self.originals, file).map(|b| self.gate.search(path, &b)).unwrap_or_default();
        if let Some(facts) = self.facts.get_or_init(|| facts(&self.record)).get(&file) {
            leaks.extend(facts.text.pages().flat_map(|page| self.gate.search(path, page.as_bytes())));
            leaks.extend(facts.title.iter().flat_map(|title| self.gate.search(path, title.as_bytes())));
        }
        leaks
    }
}

/// What is known of every attached file.
fn facts(record: &Record) -> BTreeMap<FileId, FileFacts> {
    let papers = record.meetings.iter().flat_map(|m| &m.papers).map(|p| &p.attachment);
    let attached = record.reports.iter().flat_map(|r| &r.attachments);
    papers.chain(attached).map(|a| (a.file, a.facts.clone())).collect()
}

/// Holds the ledger against what a book publishes: what is kept at earlier addresses, and what would be lost, or is wrong with the
/// ledger itself.
fn permanence(book: &Book) -> (Kept, Option<Planned>, Vec<Diagnostic>) {
    let (ledger, mut said) = read_ledger(book);
    // Aliases are not only those that authors write: an entry of a list leads on from the names it had.
    let moved = |d: &Document| !d.aliases.is_empty() || !d.former.is_empty();
    if ledger.pages.is_empty() && book.record.aliases.is_empty() && !documents(&book.record).any(moved) {
        return (Kept::default(), None, said);
    }
    let desk = Desk::new(&book.record, &book.sources, &book.messages, book.edition, book.today, book.portable);
    let (kept, lost) = permanence::work_out(&desk, desk.plan(), &ledger);
    // What could not be read is missing for that reason, which has been said.
    let unread = |d: &Diagnostic| {
        let codes = [
            Code::Unreadable,
            Code::NotUtf8,
            Code::OutsideContent,
            Code::Syntax,
            Code::NoDate,
            Code::BadDate,
            Code::AmbiguousDate,
            Code::SameAddress,
        ];
        d.is_error() && codes.contains(&d.code)
    };
    if !book.diagnostics.iter().any(unread) {
        said.extend(lost);
    }
    (kept, Some((Arc::clone(&desk.index), desk.shared_plan())), said)
}

/// Every document of a record.
fn documents(record: &Record) -> impl Iterator<Item = &Document> {
    record
        .bodies
        .iter()
        .filter_map(|b| b.document.as_ref())
        .chain(record.meetings.iter().map(|m| &m.document))
        .chain(record.lists.iter().map(|l| &l.document))
        .chain(record.datasets.iter().map(|d| &d.document))
        .chain(record.reports.iter().map(|r| &r.document))
        .chain(record.pages.iter().map(|p| &p.document))
}

/// The ledger of a book; empty where it has none.
pub fn read_ledger(book: &Book) -> (Ledger<'_>, Vec<Diagnostic>) {
    book.ledger().map(|(file, text)| Ledger::read(file, text)).unwrap_or_default()
}

/// Is told the name of each stage when it ends. A command may look at the clock then; nothing else may.
pub type Mark<'a> = &'a dyn Fn(&'static str);

/// Reads, parses, links and cuts.
///
/// # Errors
/// Where the content folder cannot be read at all. Everything else is in [`Book::diagnostics`].
pub fn read(request: &Request, mark: Mark<'_>) -> Result<Book, ReadError> {
    let (originals, mut diagnostics) =
        source::read_site(request.settings.as_deref(), request.ledger.as_deref(), &request.content, &request.known)?;
    mark("read");
    let (parts, said) = parse::parse_known(&originals, &|file| source::read_bytes(&originals, file), &request.known);
    diagnostics.extend(said);
    let site = parts.site.clone();
    let audiences = Audiences { edition: request.edition.unwrap_or(site.edition), drafts: request.drafts };
    mark("parse");
    let today = request.as_of.or(site.as_of).unwrap_or(request.clock);
    let (record, sources, secrets, said) = linked(parts, &originals, audiences, today);
    diagnostics.extend(said);
    mark("link");
    let theme = Theme::load(source::read_theme(&request.themes.join(&*site.theme))).named(&site.theme);
    let languages: Vec<&str> = site.languages.iter().map(|l| &**l).collect();
    let (messages, said) = Messages::load(&theme, &languages);
    diagnostics.extend(said);
    weigh(&mut diagnostics, &site, request.settings.is_none());
    let mut book = Book {
        kept: Kept::default(),
        planned: None,
        record,
        sources,
        gate: Gate::new(secrets),
        today,
        edition: audiences.edition,
        portable: request.portable,
        theme,
        messages: Arc::new(messages),
        diagnostics,
        originals,
        facts: OnceLock::new(),
        known: Arc::clone(&request.known),
    };
    let (kept, planned, said) = permanence(&book);
    (book.kept, book.planned) = (kept, planned);
    book.diagnostics.extend(said);
    sort(&mut book.diagnostics);
    mark("permanence");
    Ok(book)
}

/// What was read of a site before anything is linked: what a measure of the text alone needs.
pub struct Draft {
    /// The texts.
    pub sources: Sources,
    /// What each file was taken for.
    pub folder: ContentFolder,
    /// What was read in them.
    pub parts: Parts,
}

/// Reads and parses, whoever may see it.
///
/// # Errors
/// Where the content folder cannot be read at all.
pub fn draft(request: &Request) -> Result<Draft, ReadError> {
    let (sources, _) =
        source::read_site(request.settings.as_deref(), request.ledger.as_deref(), &request.content, &request.known)?;
    let folder = ContentFolder::of(&sources);
    let (parts, _) = parse::parse_with(&sources, &folder, &|file| source::read_bytes(&sources, file), &request.known);
    Ok(Draft { folder, parts, sources })
}

/// Links the whole record, so that its mistakes are found, and once more what is left of it where the audience may not see all.
fn linked(parts: Parts, originals: &Sources, audiences: Audiences, today: Day) -> (Record, Sources, Secrets, Vec<Diagnostic>) {
    if !edition::withholds(&parts, audiences) {
        let (record, mut diagnostics) = link(parts, originals);
        diagnostics.extend(check(&record, today));
        return (record, originals.clone(), Secrets::default(), diagnostics);
    }
    let (whole, mut diagnostics) = link(parts.clone(), originals);
    diagnostics.extend(check(&whole, today));
    let (parts, sources, secrets) = edition::cut(parts, originals.clone(), audiences);
    // What the cut record lacks was there in the whole one: only the whole one's mistakes are the author's.
    let (record, _) = link(parts, &sources);
    (record, sources, secrets, diagnostics)
}

/// Gives each diagnostic the severity the site sets. Minutes without a `site.toml` were written for no site:
/// their links may lead to what was left behind, and that is worth a warning, not a refusal.
fn weigh(diagnostics: &mut Vec<Diagnostic>, site: &Site, bare: bool) {
    for diagnostic in diagnostics.iter_mut() {
        let soft = matches!(diagnostic.code, Code::DeadLink | Code::DeadAnchor | Code::UnknownReference | Code::UnknownAction);
        if bare && soft && diagnostic.is_error() {
            diagnostic.severity = Severity::Warning;
        }
        match site.checks.get(diagnostic.code.name()) {
            Some(CheckLevel::Error) => diagnostic.severity = Severity::Error,
            Some(CheckLevel::Warning) => diagnostic.severity = Severity::Warning,
            Some(CheckLevel::Note) => diagnostic.severity = Severity::Note,
            Some(CheckLevel::Off) | None => {}
        }
    }
    // Minutes whose date cannot be read have none: that was said already.
    let unread: BTreeSet<FileId> = diagnostics
        .iter()
        .filter(|d| matches!(d.code, Code::BadDate | Code::AmbiguousDate))
        .filter_map(|d| d.span)
        .map(|s| s.file)
        .collect();
    diagnostics.retain(|d| d.code != Code::NoDate || d.span.is_none_or(|s| !unread.contains(&s.file)));
    diagnostics.retain(|d| site.checks.get(d.code.name()) != Some(&CheckLevel::Off));
}
