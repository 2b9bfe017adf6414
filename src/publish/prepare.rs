//! The stages in their order, from a folder to a record that an edition may see. It prints nothing, and its caller says which day is today.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::active::active_files;
use super::inputs::{ReadSite, SiteInputs, digest_inputs, read_site, theme_of};
use super::linked_pages::links_past_end;
use super::observer::BuildObserver;
use super::passed_over::passed_over;
use super::theme_doubts::{has_theme_doubts, theme_doubts};
use super::unsearched::unsearched_files;
use crate::check::{Allowances, check};
use crate::diag::{AllowedDiagnostic, Code, Diagnostic, Severity, read_problems, sort};
use crate::edition::{self, Audiences, SecretScanner, Secrets, ThemeWords, WithheldEntry, Withholding};
use crate::link::{cut_to_day, link, take_back, tell_apart};
use crate::locale::Messages;
use crate::parse::{self, ContentFolder, KeptPieces, Parts};
use crate::permanence::{Ledger, check_ledger, check_links_from_top};
use crate::record::{CheckLevel, Day, Edition, FileFacts, FileId, Record, Site};
use crate::render::theme::Theme;
use crate::site::plan::overlaps;
use crate::site::{PublishedSite, SiteModel, SiteOptions};
use crate::source::{self, Known, LEDGER, ReadError, Sources};

/// Everything read, linked and cut to what the edition may see.
pub struct PreparedSite {
    /// The site of this edition, and the addresses and anchors that it keeps.
    pub site: Arc<PublishedSite>,
    /// The texts as they were read: what diagnostics show to the author.
    pub originals: Sources,
    /// Looks for what may not appear in any output.
    pub scanner: Arc<SecretScanner>,
    /// What the edition withholds, in the order of the files.
    pub withheld: Vec<WithheldEntry>,
    /// Withheld words that are looked for in the texts only, since pages have them for themselves or they are short.
    pub common_words: Vec<String>,
    /// The built-in theme with the site's own files over it.
    pub theme: Theme,
    /// The files of the folder `root` beside `site.toml`, by path: they go to the top of the output as they are.
    pub root_files: BTreeMap<String, Vec<u8>>,
    /// What is wrong, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found and the site allows.
    pub allowed: Vec<AllowedDiagnostic>,
    /// A warning counts as an error, and any error stops a build.
    pub is_strict: bool,
    /// The site as it stood on an earlier day.
    pub is_stood: bool,
    /// Drafts are shown.
    pub shows_drafts: bool,
    /// What was and is learnt of attached files.
    pub known: Arc<Known>,
    /// All that it was made of; `None` where that cannot be compared.
    pub(super) inputs_digest: Option<[u8; 32]>,
    /// What is known of the attached files, made when it is first asked for.
    facts: Arc<OnceLock<BTreeMap<FileId, FileFacts>>>,
    /// What is probably wrong was not looked for yet; what of it the site allows.
    unchecked: Option<Arc<Allowances>>,
}

impl PreparedSite {
    /// The record of this edition.
    pub fn record(&self) -> &Record {
        self.site.model().record()
    }

    /// The texts of this edition, withheld passages blanked.
    pub fn sources(&self) -> &Sources {
        self.site.model().sources()
    }

    /// The readers that it is made for.
    pub fn edition(&self) -> Edition {
        self.site.model().options().edition
    }

    /// The reference date.
    pub fn today(&self) -> Day {
        self.site.model().options().today
    }

    /// The ledger that this edition is held against, as it was read; `None` where there is none, or it is of another edition: a ledger
    /// is of the edition that the site is for, and the internal edition shows all that the public one does.
    pub fn ledger(&self) -> Option<(FileId, &str)> {
        ledger_text(self.site.model(), &self.originals).filter(|_| !self.is_stood)
    }

    /// Whether anything is an error. A build may be made all the same: of the files that are not concerned.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Whether anything stops a build.
    pub fn is_stopped(&self) -> bool {
        self.stopping().next().is_some()
    }

    /// The errors that stop a build.
    pub fn stopping(&self) -> impl Iterator<Item = &Diagnostic> {
        let leaves_out = self.leaves_out();
        self.diagnostics.iter().filter(move |d| d.is_error() && !d.leaves_out(leaves_out))
    }

    /// Looks for what is probably wrong, where that was left for later: the errors that stop a build.
    pub(super) fn late_errors(&self) -> Vec<Diagnostic> {
        let Some(allowances) = &self.unchecked else { return Vec::new() };
        let mut found: Vec<Diagnostic> = self.allowed.iter().map(|allowed| allowed.diagnostic.clone()).collect();
        found.extend(check(self.record(), self.today()));
        allowances.apply(&mut found, &self.originals, self.today());
        weigh(&mut found, &self.record().site, self.record().site.bare);
        found.retain(|d| d.is_error() && !d.leaves_out(self.leaves_out()));
        sort(&mut found);
        found
    }

    /// Whether files that are in doubt are left out and stop nothing.
    fn leaves_out(&self) -> bool {
        self.record().site.bare && !self.is_strict && self.record().documents().next().is_some()
    }

    /// Returns the same site in the theme as it is now; `None` where that has other words, which are part of more than pages.
    pub(super) fn dressed_anew(&self, inputs: &SiteInputs) -> Option<PreparedSite> {
        let settings = &self.record().site;
        let theme = theme_of(inputs, settings);
        let is_doubtful =
            has_theme_doubts(&self.diagnostics) || !theme_doubts(&theme, settings, inputs, &self.originals).is_empty();
        (!is_doubtful && theme.catalogues() == self.theme.catalogues()).then(|| PreparedSite {
            theme,
            root_files: inputs.root_files(),
            site: Arc::clone(&self.site),
            originals: self.originals.clone(),
            scanner: Arc::clone(&self.scanner),
            withheld: self.withheld.clone(),
            common_words: self.common_words.clone(),
            is_stood: self.is_stood,
            shows_drafts: self.shows_drafts,
            diagnostics: self.diagnostics.clone(),
            allowed: self.allowed.clone(),
            is_strict: self.is_strict,
            known: Arc::clone(&self.known),
            inputs_digest: None,
            facts: Arc::clone(&self.facts),
            unchecked: self.unchecked.clone(),
        })
    }

    /// The texts in which a reader of a file that is published as it is may find withheld words, besides its bytes: the text that was
    /// read out of it, which is packed in most documents, and a text file as its author wrote it.
    pub fn texts_of(&self, file: FileId) -> impl Iterator<Item = &str> {
        let facts = std::iter::once_with(move || self.facts.get_or_init(|| facts(self.record())).get(&file));
        let read = facts.flatten().flat_map(|f| f.text.pages().chain(f.title.as_deref()));
        self.originals.text(file).into_iter().chain(read)
    }
}

/// What is known of every attached file.
fn facts(record: &Record) -> BTreeMap<FileId, FileFacts> {
    let papers = record.meetings.iter().flat_map(|m| &m.papers).map(|p| &p.attachment);
    let attached = record.reports.iter().flat_map(|r| &r.attachments);
    papers.chain(attached).map(|a| (a.file, a.facts.clone())).collect()
}

/// The text of the ledger that an edition is held against: see [`PreparedSite::ledger`].
fn ledger_text<'o>(model: &SiteModel, originals: &'o Sources) -> Option<(FileId, &'o str)> {
    let file = originals.find(LEDGER)?;
    let edition = model.options().edition;
    let is_held = edition == model.record().site.edition || edition == Edition::Internal;
    Some((file, originals.text(file)?)).filter(|_| is_held)
}

/// The ledger of a site; empty where it has none.
pub fn read_ledger(site: &PreparedSite) -> (Ledger<'_>, Vec<Diagnostic>) {
    site.ledger().map(|(file, text)| Ledger::read(file, text)).unwrap_or_default()
}

/// Reads, parses, links and cuts.
///
/// # Errors
/// If the content folder cannot be read at all, or holds no content. Everything else is in [`PreparedSite::diagnostics`].
pub fn prepare(inputs: &SiteInputs, observer: &dyn BuildObserver) -> Result<PreparedSite, ReadError> {
    prepare_read(read_site(inputs)?, inputs, observer)
}

/// Parses, links and cuts what was read.
///
/// # Errors
/// If it holds no content.
pub fn prepare_read(read: ReadSite, inputs: &SiteInputs, observer: &dyn BuildObserver) -> Result<PreparedSite, ReadError> {
    let inputs_digest = digest_inputs(&read, inputs);
    Ok(PreparedSite { inputs_digest, ..prepare_parts(read, inputs, None, observer)? })
}

/// As [`prepare_read`], for a site that was prepared before: `kept` has what was read of its files then.
///
/// # Errors
/// If it holds no content.
pub(super) fn prepare_again(
    read: ReadSite,
    inputs: &SiteInputs,
    kept: &mut KeptPieces,
    observer: &dyn BuildObserver,
) -> Result<PreparedSite, ReadError> {
    prepare_parts(read, inputs, Some(kept), observer)
}

fn prepare_parts(
    read: ReadSite,
    inputs: &SiteInputs,
    mut kept_pieces: Option<&mut KeptPieces>,
    observer: &dyn BuildObserver,
) -> Result<PreparedSite, ReadError> {
    let ReadSite { originals, problems } = read;
    let mut diagnostics = read_problems(&problems, &originals);
    observer.stage_finished("read");
    let (parts, kept, said) = parse_kept(&originals, inputs, kept_pieces.as_deref_mut());
    diagnostics.extend(said);
    refuse_empty(&parts, &originals, &diagnostics, inputs)?;
    let is_empty = parts.is_empty();
    let settings = parts.site.clone();
    let allowances = Allowances::of(&parts, &kept);
    let audiences = Audiences { edition: inputs.edition.unwrap_or(settings.edition), drafts: inputs.drafts };
    observer.stage_finished("parse");
    let today = inputs.today(&settings);
    let theme = theme_of(inputs, &settings);
    diagnostics.extend(theme_doubts(&theme, &settings, inputs, &originals));
    let languages: Vec<&str> = settings.languages.iter().map(|l| &**l).collect();
    let (messages, said) = Messages::load(&theme.catalogues(), &languages);
    diagnostics.extend(said);
    let messages = Arc::new(messages);
    let options = SiteOptions { edition: audiences.edition, today, portable: inputs.portable };
    let model_of = |LinkedParts { record, sources, secrets, withheld, said }: LinkedParts| {
        (SiteModel::new(record, sources, Arc::clone(&messages), options), secrets, withheld, said)
    };
    let mut linked_site = model_of(linked(parts, &kept, audiences, inputs, (today, kept_pieces)));
    if settings.bare {
        let reserved = overlaps(&linked_site.0.first_language());
        // A text that is published as it is and has marks is left out with what links to it: nobody is there to ask.
        let marked = marked_copies(&linked_site.0, &kept);
        if !reserved.is_empty() || !marked.is_empty() {
            let without = marked.iter().filter_map(|d| d.span).map(|span| span.file).collect();
            let (parts, kept, _) = parse_kept(&originals.without(&without), inputs, None);
            linked_site = model_of(linked(Parts { reserved, ..parts }, &kept, audiences, inputs, (today, None)));
        }
        diagnostics.extend(marked);
    }
    let (model, secrets, withheld, said) = linked_site;
    let is_checked = said.is_checked;
    diagnostics.extend(said.diagnostics);
    if !settings.bare {
        diagnostics.extend(marked_copies(&model, &kept));
    }
    let theme_words = ThemeWords {
        messages: messages.all(&languages),
        calendar: messages.texts_of(&["months", "months_short", "weekdays"], &languages),
        action: messages.texts_of(&["action"], &languages),
    };
    let secrets = secrets.without_public(model.record(), model.sources(), &theme_words);
    diagnostics.extend(secrets.common_words(model.record(), model.sources()));
    let common_words = secrets.common.iter().map(|(words, _)| words.clone()).collect();
    let scanner = SecretScanner::new(secrets);
    if !scanner.is_empty() {
        diagnostics.extend(unsearched_files(&model));
    }
    diagnostics.extend(active_files(model.record(), &originals));
    diagnostics.extend(passed_over(model.record(), &originals));
    observer.stage_finished("link");
    let allowed = allowances.apply(&mut diagnostics, &originals, today);
    if !is_checked {
        // It may allow what is still to be found.
        diagnostics.retain(|d| d.code != Code::UnusedAllow);
    }
    diagnostics.extend(check_links_from_top(&model));
    // A text may refer to what was not there yet on that day: what leads nowhere today is an error of the build of today.
    diagnostics.retain(|d| !inputs.is_stood || !d.code.is_dead_reference());
    // Where nothing is left to publish, what went wrong with the files is what stops it.
    weigh(&mut diagnostics, &settings, settings.bare && !is_empty);
    let (former, mut said) = check_ledger(&model, ledger_text(&model, &originals), &diagnostics);
    // What the ledger promises is no matter of taste; how loud an edit is may be.
    said.iter_mut().filter(|d| d.code == Code::ChangedText).for_each(|d| set_level(d, &settings));
    said.retain(|d| d.code != Code::ChangedText || !is_off(d, &settings));
    // Of what stood once the ledger says nothing.
    said.retain(|_| !inputs.is_stood);
    diagnostics.extend(said);
    if inputs.is_strict {
        let warnings = diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning);
        warnings.for_each(|d| d.severity = Severity::Error);
    }
    sort(&mut diagnostics);
    let site = PreparedSite {
        allowed,
        root_files: inputs.root_files(),
        is_strict: inputs.is_strict,
        is_stood: inputs.is_stood,
        shows_drafts: inputs.drafts,
        site: Arc::new(PublishedSite::new(model, former)),
        scanner: Arc::new(scanner),
        withheld,
        common_words,
        theme,
        diagnostics,
        originals,
        facts: Arc::default(),
        known: Arc::clone(&inputs.known),
        inputs_digest: None,
        unchecked: (!is_checked).then(|| Arc::new(allowances)),
    };
    observer.stage_finished("permanence");
    Ok(site)
}

/// What was read of a site before anything is linked: what a measure of the text alone needs.
pub struct ParsedSite {
    /// The texts.
    pub sources: Sources,
    /// What each file was taken for.
    pub folder: ContentFolder,
    /// What was read in them.
    pub parts: Parts,
}

/// A site of nothing would replace a published one, and its ledger would promise addresses that nobody meant. Files that could not
/// be read are diagnostics, and those say more than this.
fn refuse_empty(parts: &Parts, sources: &Sources, diagnostics: &[Diagnostic], inputs: &SiteInputs) -> Result<(), ReadError> {
    if !parts.is_empty() || diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let mut formats = BTreeMap::new();
    for (_, file) in sources.iter().filter(|(_, file)| file.path.starts_with("content/")) {
        let ending = source::ending(&file.path);
        if !ending.is_empty() {
            *formats.entry(ending).or_default() += 1;
        }
    }
    Err(ReadError::NoContent { path: inputs.content.clone(), formats })
}

/// Parses every file but those that a bare folder leaves out. These are parsed once to know them, and then all is parsed without
/// them, so that nothing can hold a copy of their words.
fn parse_kept(originals: &Sources, inputs: &SiteInputs, kept: Option<&mut KeptPieces>) -> (Parts, Sources, Vec<Diagnostic>) {
    let parse = |sources: &Sources, kept: Option<&mut KeptPieces>| {
        let read = |file| source::read_bytes(sources, file);
        parse::parse_again(sources, &ContentFolder::of(sources), &read, &inputs.known, kept)
    };
    let (parts, said) = parse(originals, kept);
    let (doubtful, rest): (Vec<Diagnostic>, Vec<Diagnostic>) = said.into_iter().partition(|d| d.leaves_out(parts.site.bare));
    let left_out: BTreeSet<FileId> = doubtful.iter().filter_map(|d| d.span).map(|span| span.file).collect();
    if left_out.is_empty() {
        return (parts, originals.clone(), rest);
    }
    let sources = originals.without(&left_out);
    let (parts, mut said) = parse(&sources, None);
    said.extend(doubtful);
    (parts, sources, said)
}

/// Reads and parses all text, drafts and internal text included.
///
/// # Errors
/// If the content folder cannot be read at all, or holds no content.
pub fn parse_only(inputs: &SiteInputs) -> Result<ParsedSite, ReadError> {
    let (sources, problems) =
        source::read_site(inputs.settings.as_deref(), inputs.ledger.as_deref(), &inputs.content, &inputs.known)?;
    let mut diagnostics = read_problems(&problems, &sources);
    let folder = ContentFolder::of(&sources);
    let (parts, said) = parse::parse_with(&sources, &folder, &|file| source::read_bytes(&sources, file), &inputs.known);
    diagnostics.extend(said);
    refuse_empty(&parts, &sources, &diagnostics, inputs)?;
    Ok(ParsedSite { folder, parts, sources })
}

/// A record as an edition may see it.
struct LinkedParts {
    record: Record,
    /// Its texts.
    sources: Sources,
    /// The words that it may not say.
    secrets: Secrets,
    /// Where they are, and whatever else it does not show.
    withheld: Vec<WithheldEntry>,
    /// What is wrong with it.
    said: Findings,
}

/// What is wrong with a record.
struct Findings {
    diagnostics: Vec<Diagnostic>,
    /// What is probably wrong was looked for too.
    is_checked: bool,
}

/// Links the whole record, so that its mistakes are found, and what an audience may see of it where that is not all.
fn linked(
    mut parts: Parts,
    originals: &Sources,
    audiences: Audiences,
    inputs: &SiteInputs,
    (today, kept): (Day, Option<&mut KeptPieces>),
) -> LinkedParts {
    // Before anything is cut, so that an address is the same in every edition.
    let mut diagnostics = tell_apart(&mut parts, originals);
    let published = edition::without_comments(&parts, originals.clone());
    let cut_to_day = |parts: &mut Parts| {
        if inputs.is_stood {
            take_back(parts, today);
        }
        cut_to_day(parts, today);
    };
    let Some(withholding) = Withholding::of(&parts, originals, audiences) else {
        cut_to_day(&mut parts);
        let is_checked = kept.is_none();
        let (record, found) = match kept {
            Some(kept) => {
                kept.lend(&parts.meetings);
                let linked = link(parts, originals);
                kept.take_back(&linked.0.meetings);
                linked
            }
            None => link(parts, originals),
        };
        diagnostics.extend(found);
        diagnostics.extend(links_past_end(&record, originals, &inputs.known));
        if is_checked {
            diagnostics.extend(check(&record, today));
        }
        let said = Findings { diagnostics, is_checked };
        return LinkedParts { record, sources: published, secrets: Secrets::default(), withheld: Vec::new(), said };
    };
    let mut all = parts.clone();
    cut_to_day(&mut all);
    let (whole, found) = link(all, originals);
    diagnostics.extend(found);
    diagnostics.extend(links_past_end(&whole, originals, &inputs.known));
    diagnostics.extend(check(&whole, today));
    diagnostics.extend(withholding.misplaced(&whole, originals));
    diagnostics.extend(withholding.open_translations(&whole));
    let withheld = withholding.entries(&parts);
    let folder = ContentFolder::of(originals);
    let read = |file| source::read_bytes(originals, file);
    let (mut parts, sources, secrets, found) = withholding.cut(&parts, &published, (&folder, &read, &inputs.known));
    diagnostics.extend(found);
    cut_to_day(&mut parts);
    // What the cut record lacks was there in the whole one: only the whole one's mistakes are the author's.
    let (record, _) = link(parts, &sources);
    LinkedParts { record, sources, secrets, withheld, said: Findings { diagnostics, is_checked: true } }
}

/// An error for each mark in a text that everybody may read as it is: none is read there. Tables of lists and datasets are read, and their cells with them.
fn marked_copies(model: &SiteModel, kept: &Sources) -> Vec<Diagnostic> {
    let record = model.record();
    if model.options().edition != Edition::Public {
        return Vec::new();
    }
    let tables = record.datasets.iter().flat_map(|d| &d.tables).map(|table| table.file);
    let read: BTreeSet<FileId> = record.lists.iter().flat_map(|l| &l.revisions).map(|r| r.file).chain(tables).collect();
    parse::marks_in_copies(kept, record.files.keys().copied().filter(|file| !read.contains(file)))
}

/// Gives each diagnostic its severity: the one that the site sets, or that a bare folder asks for.
fn weigh(diagnostics: &mut Vec<Diagnostic>, site: &Site, bare: bool) {
    for diagnostic in diagnostics.iter_mut() {
        if bare {
            diagnostic.soften();
        }
        set_level(diagnostic, site);
    }
    // Minutes whose date cannot be read have none: that was said already.
    let unread: BTreeSet<FileId> = diagnostics
        .iter()
        .filter(|d| matches!(d.code, Code::BadDate | Code::AmbiguousDate))
        .filter_map(|d| d.span)
        .map(|s| s.file)
        .collect();
    diagnostics.retain(|d| d.code != Code::NoDate || d.span.is_none_or(|s| !unread.contains(&s.file)));
    diagnostics.retain(|d| !is_off(d, site));
}

/// Gives a diagnostic the severity that the site sets. A leak is one whatever a site says.
fn set_level(diagnostic: &mut Diagnostic, site: &Site) {
    if diagnostic.code == Code::Leak {
        return;
    }
    match site.checks.get(diagnostic.code.name()) {
        Some(CheckLevel::Error) => diagnostic.severity = Severity::Error,
        Some(CheckLevel::Warning) => diagnostic.severity = Severity::Warning,
        Some(CheckLevel::Note) => diagnostic.severity = Severity::Note,
        Some(CheckLevel::Off) | None => {}
    }
}

/// Whether a site wants to hear nothing of a diagnostic.
fn is_off(diagnostic: &Diagnostic, site: &Site) -> bool {
    diagnostic.code != Code::Leak && site.checks.get(diagnostic.code.name()) == Some(&CheckLevel::Off)
}
