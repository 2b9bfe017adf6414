//! `minutebook publish --list` and `--rollback`: the publications that are kept, and one of them put back. `minutebook verify`: a folder against
//! the list of its files.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::exit::ExitStatus;
use super::options::{Options, WrongUsage};
use super::output::{complain, print};
use crate::cli;
use crate::diag::{self, Diagnostic};
use crate::permanence::Ledger;
use crate::publish::{PublishOutcome, roll_back};
use crate::record::FileId;
use crate::source::{Content, LEDGER, SourceFile, Sources, read_built};
use crate::write::{KeptRelease, MANIFEST, Manifest, ManifestFault};

/// So many files that differ are named.
const SHOWN: usize = 20;

/// Lists the publication in the output folder and those that are kept, the latest first.
pub(super) fn list(options: &Options) -> ExitCode {
    let line = |name: &str, folder: &Path| match Manifest::of_folder(folder) {
        Some(manifest) => {
            format!("{name}  as of {}  {} edition  {} files\n", manifest.as_of, manifest.edition, manifest.files.len())
        }
        None => format!("{name}  no publication: it has no {MANIFEST}\n"),
    };
    let mut text = line("now", &options.out);
    for release in KeptRelease::beside(&options.out).iter().rev() {
        text.push_str(&line(&format!("{:>3}", release.number), &release.folder));
    }
    print(text.as_bytes())
}

/// Puts a publication back.
pub(super) fn put_back(options: &Options, typed: &cli::Publish, number: u32) -> ExitCode {
    let kept = KeptRelease::beside(&options.out);
    let Some(release) = kept.iter().find(|release| release.number == number) else {
        let numbers: Vec<String> = kept.iter().map(|release| release.number.to_string()).collect();
        let there = if numbers.is_empty() { "none is kept".to_owned() } else { format!("kept are {}", numbers.join(", ")) };
        return complain(&WrongUsage(format!("there is no publication {number}: {there}")), ExitStatus::WrongUsage);
    };
    let verified = match release.verified() {
        Ok(verified) => verified,
        Err(faults) => {
            let text = format!("publication {number} is not what it was, and is not put back\n{}", described(&faults));
            return complain(&text.trim_end(), ExitStatus::ContentHasErrors);
        }
    };
    let sources = ledger_sources(&options.site);
    let ledger = sources.text(FileId(0)).map(|text| Ledger::read(FileId(0), text).0).unwrap_or_default();
    match roll_back(&options.out, &verified, ledger, (typed.accept, typed.keep)) {
        Ok(PublishOutcome::Refused(lost)) => refused(number, &lost, &sources),
        Ok(_) => {
            let text =
                format!("publication {number} (as of {}) is in {} again\n", verified.manifest().as_of, options.out.display());
            print(text.as_bytes())
        }
        Err(error) => complain(&error, ExitStatus::from(&error)),
    }
}

fn refused(number: u32, lost: &[Diagnostic], sources: &Sources) -> ExitCode {
    let shown: Vec<Diagnostic> = lost.iter().take(SHOWN).cloned().collect();
    let why = format!(
        "{}publication {number} lacks {} of the addresses that were published after it; `--accept` puts it back all the same, and \
         links to them are dead until the next publication",
        diag::plain(&shown, sources),
        lost.len()
    );
    complain(&why, ExitStatus::ContentHasErrors)
}

/// The ledger of a site, as a source that diagnostics can point into.
fn ledger_sources(site: &Path) -> Sources {
    let text = read_built(site, LEDGER).and_then(|bytes| String::from_utf8(bytes).ok());
    let mut sources = Sources::default();
    if let Some(text) = text {
        let file = SourceFile { path: LEDGER.into(), content: Content::Text(text.into()), hash: [0; 32] };
        sources.files.push(file);
        sources.places.push(site.join(LEDGER));
    }
    sources
}

/// Holds every file of a folder against the list that was published with it.
pub(super) fn verify(folder: &Path) -> ExitCode {
    let Some(manifest) = Manifest::of_folder(folder) else {
        let why = format!("`{}` has no {MANIFEST} that can be read: `minutebook publish` writes one", folder.display());
        return complain(&WrongUsage(why), ExitStatus::WrongUsage);
    };
    match manifest.faults(folder) {
        Ok(faults) if faults.is_empty() => {
            let Manifest { edition, as_of, files, .. } = &manifest;
            let text = format!("{} files are as they were published ({edition} edition, as of {as_of})\n", files.len());
            print(text.as_bytes())
        }
        Ok(faults) => {
            print(described(&faults).as_bytes());
            ExitStatus::ContentHasErrors.into()
        }
        Err(error) => complain(&format_args!("`{}` cannot be read: {error}", folder.display()), ExitStatus::InputOutput),
    }
}

fn described(faults: &[ManifestFault]) -> String {
    let mut text = String::new();
    for fault in faults.iter().take(SHOWN) {
        // Writing to a string does not fail.
        let _ = match fault {
            ManifestFault::Missing(path) => writeln!(text, "missing  {path}"),
            ManifestFault::Changed(path) => writeln!(text, "changed  {path}"),
            ManifestFault::Added(path) => writeln!(text, "added    {path}"),
        };
    }
    if faults.len() > SHOWN {
        let _ = writeln!(text, "and {} more", faults.len() - SHOWN);
    }
    text
}
