//! `minutebook import`: minutes in other formats become Markdown that builds.

mod columns;
mod destination;
mod page;
mod review;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;

use rayon::prelude::*;

use super::exit::ExitStatus;
use super::output::{complain, print};
use crate::cli::{Import, ReportFormat};
use crate::import::{
    ImportFileReport, ImportLine, ImportLineKind, ImportOptions, ImportOutcome, ImportReport, ImportedFile, ORIGINS_FILE,
    SourceFormat, compare_copies, gather_copies, import_file,
};
use crate::publish::{ClockReading, SiteInputs};
use crate::source::{LONGEST_ORIGINAL, OriginalFile, ReadProblem, find_originals, read_original, read_written};
use crate::write::new_files;
use destination::ImportDestination;

/// Imports what was typed and prints the report, or reviews what was imported: `clock` says on which day. `inputs` are of the site, where a
/// body of it is named.
pub fn run(typed: &Import, clock: ClockReading, inputs: Option<&SiteInputs>) -> ExitCode {
    if typed.review {
        return review::run(typed, clock.day_in("UTC"));
    }
    let (files, problems) = match find_originals(&typed.files) {
        Ok(found) => found,
        Err(error) => return complain(&error, ExitStatus::WrongUsage),
    };
    if files.is_empty() {
        return complain(&"there is no file in what was named", ExitStatus::WrongUsage);
    }
    if files.len() > 1 && typed.date.is_some() {
        return complain(&"--date is the day of one file; import the others by themselves", ExitStatus::WrongUsage);
    }
    let destination = match ImportDestination::of(typed, inputs) {
        Ok(destination) => destination,
        Err(why) => return complain(&why, ExitStatus::WrongUsage),
    };
    let options = ImportOptions { date: typed.date, lang: typed.lang.as_deref(), site: &destination.site };
    let progress = ImportProgress::new(files.len());
    let mut imported: Vec<ImportedFile> = files.par_iter().map(|file| progress.count(import_one(file, &options))).collect();
    progress.end();
    if let Some(other) = &typed.compare {
        return compare(imported, other, &options, typed.format);
    }
    gather_copies(&mut imported);
    let mut report = ImportReport::default();
    let mut taken = BTreeSet::new();
    let mut is_disk_error = false;
    for (file, original) in imported.into_iter().zip(&files) {
        let (file, failed) = if typed.dry_run {
            tried(file, typed)
        } else {
            keep((file, original), (typed.attach, destination.folder.as_deref()), &mut taken)
        };
        is_disk_error |= failed;
        report.files.push(file);
    }
    for problem in problems {
        if let ReadProblem::Refused { path, why, .. } = problem {
            report.files.push(ImportFileReport::failed(&path, why));
        }
    }
    let printed = print(answer(&report, typed.format).as_bytes());
    let is_doubted = typed.strict && report.files.iter().any(ImportFileReport::has_doubts);
    let failed = is_doubted || report.files.iter().any(ImportFileReport::has_failed);
    match (is_disk_error, failed) {
        (true, _) => ExitStatus::InputOutput.into(),
        (false, true) => ExitStatus::ContentHasErrors.into(),
        (false, false) => printed,
    }
}

fn import_one(file: &OriginalFile, options: &ImportOptions<'_>) -> ImportedFile {
    let failed = |why: String| ImportedFile {
        format: SourceFormat::Other,
        texts: Vec::new(),
        has_unseen_words: false,
        report: ImportFileReport::failed(&file.name, why),
    };
    match read_original(file) {
        Ok(Some(bytes)) => import_file(&file.name, &bytes, options),
        Ok(None) => failed(format!("is longer than {} MB", LONGEST_ORIGINAL >> 20)),
        Err(why) => failed(format!("cannot be read: {why}")),
    }
}

/// Lists the differences of a file to another copy of the same minutes, and writes nothing.
fn compare(imported: Vec<ImportedFile>, other: &Path, options: &ImportOptions<'_>, format: ReportFormat) -> ExitCode {
    let mut imported = imported.into_iter();
    let (Some(mut file), None) = (imported.next(), imported.next()) else {
        return complain(&"--compare takes two copies: name one file before it", ExitStatus::WrongUsage);
    };
    let others = match find_originals(&[other.to_owned()]) {
        Ok((files, _)) => files,
        Err(error) => return complain(&error, ExitStatus::WrongUsage),
    };
    let [other] = others.as_slice() else {
        return complain(&"--compare takes two copies: name one file behind it", ExitStatus::WrongUsage);
    };
    let other = import_one(other, options);
    let (mut is_different, mut report) = (true, ImportReport::default());
    if !file.report.has_failed() && !other.report.has_failed() {
        file.report.lines = compare_copies(&file, &other);
        is_different = !file.report.lines.is_empty();
    }
    report.files.push(file.report);
    if other.report.has_failed() {
        report.files.push(other.report);
    }
    let printed = print(answer(&report, format).as_bytes());
    if is_different { ExitStatus::ContentHasErrors.into() } else { printed }
}

/// Prints the Markdown of a file in place of writing it.
fn tried(file: ImportedFile, typed: &Import) -> (ImportFileReport, bool) {
    if typed.format == ReportFormat::Text {
        for text in &file.texts {
            let _ = print(text.text.as_bytes());
            let _ = print(b"\n");
        }
    }
    (file.report, false)
}

/// Writes the Markdown of a file, where nothing else is. Returns whether the disk refused.
fn keep(
    (mut file, original): (ImportedFile, &OriginalFile),
    (attach, folder): (bool, Option<&Path>),
    taken: &mut BTreeSet<String>,
) -> (ImportFileReport, bool) {
    let mut is_disk_error = false;
    let Some(folder) = folder else { return (file.report, false) };
    let attached = if attach { attached_original(&mut file, original) } else { None };
    for text in &file.texts {
        let mut name = text.name.clone();
        if !taken.insert(name.clone()) {
            name = format!("{name}-{}", text.suffix);
            taken.insert(name.clone());
        }
        let path = if attach { format!("{name}/index.md") } else { format!("{name}.md") };
        file.report.written.push(folder.join(&path).display().to_string());
        match read_written(folder, &path) {
            Some(there) if there == text.text.as_bytes() => file.report.note_outcome(ImportOutcome::Unchanged),
            Some(there) => {
                file.report.note_outcome(ImportOutcome::Edited);
                let lines = differing_lines(&String::from_utf8_lossy(&there), &text.text);
                file.report.lines.extend(lines);
            }
            None => {
                let mut files: Vec<(String, &[u8])> = vec![(path, text.text.as_bytes())];
                if attach {
                    files.push((format!("{name}/{ORIGINS_FILE}"), text.origins.as_bytes()));
                }
                files.extend(attached.iter().map(|(own, bytes)| (format!("{name}/{own}"), bytes.as_slice())));
                match new_files(folder, &files) {
                    Ok(()) => file.report.note_outcome(ImportOutcome::Written),
                    Err(error) => {
                        is_disk_error = true;
                        file.report.note_outcome(ImportOutcome::Failed);
                        file.report.lines.push(ImportLine::new(ImportLineKind::Failed, error.to_string()));
                    }
                }
            }
        }
    }
    (file.report, is_disk_error)
}

/// The name and the bytes of an original that is kept beside its minutes. Markdown is not: there it would be minutes of its own.
fn attached_original(file: &mut ImportedFile, original: &OriginalFile) -> Option<(String, Vec<u8>)> {
    if file.texts.is_empty() || file.format == SourceFormat::Markdown {
        return None;
    }
    if file.has_unseen_words {
        let text = "the original has comments, hidden text or tracked changes: take them out before you publish it";
        file.report.lines.push(ImportLine::new(ImportLineKind::Unsure, text));
    }
    let name = original.place.file_name()?.to_string_lossy().into_owned();
    Some((name, read_original(original).ok()??))
}

/// Returns the lines that are in one of two texts and not in the other.
fn differing_lines(there: &str, new: &str) -> Vec<ImportLine> {
    let count = |text: &str| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        text.lines().filter(|l| !l.trim().is_empty()).for_each(|l| *counts.entry(l.to_owned()).or_default() += 1);
        counts
    };
    let (before, after) = (count(there), count(new));
    let only = |text: &str, others: &BTreeMap<String, usize>, sign: char| -> Vec<ImportLine> {
        let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !others.contains_key(*l));
        let line = |(n, l): (usize, &str)| ImportLine {
            kind: ImportLineKind::Changed,
            text: format!("{sign} {l}"),
            line: (sign == '-').then_some(n + 1),
        };
        lines.map(line).collect()
    };
    let mut lines = only(there, &after, '-');
    lines.extend(only(new, &before, '+'));
    lines
}

fn answer(report: &ImportReport, format: ReportFormat) -> String {
    match format {
        ReportFormat::Json => {
            let ok = !report.files.iter().any(ImportFileReport::has_failed);
            format!("{}\n", serde_json::json!({ "ok": ok, "files": report.files }))
        }
        ReportFormat::Html => page::report_page(report),
        ReportFormat::Text => {
            let mut out: String = report.files.iter().map(ImportFileReport::text).collect();
            if report.files.len() > 1 {
                out.push_str(&report.summary());
            }
            out
        }
    }
}

/// The line that says how far an import has come; on a terminal alone.
struct ImportProgress {
    done: Mutex<usize>,
    all: usize,
    is_shown: bool,
}

impl ImportProgress {
    fn new(all: usize) -> ImportProgress {
        ImportProgress { done: Mutex::new(0), all, is_shown: all > 1 && std::io::stderr().is_terminal() }
    }

    fn count(&self, file: ImportedFile) -> ImportedFile {
        if self.is_shown
            && let Ok(mut done) = self.done.lock()
        {
            *done += 1;
            let _ = write!(std::io::stderr().lock(), "\r{} of {} files", *done, self.all);
        }
        file
    }

    fn end(&self) {
        if self.is_shown {
            let _ = writeln!(std::io::stderr().lock());
        }
    }
}
