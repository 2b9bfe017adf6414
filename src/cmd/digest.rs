//! `minutebook digest`: e-mails to be sent, one for each body, owner of actions and list that there is news of.

use std::process::ExitCode;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use crate::cli;
use crate::edition::{Leak, ScannedContent, leak_diagnostics};
use crate::export::digest::{DigestMail, DigestScope, digests};
use crate::publish::{PreparedSite, SiteInputs, Unobserved, prepare};
use crate::source;
use crate::write::new_files;

/// Reads the record, and writes the files and their names.
pub fn run(inputs: &SiteInputs, typed: &cli::Digest) -> ExitCode {
    let prepared = match prepare(inputs, &Unobserved) {
        Ok(prepared) => prepared,
        Err(error) => return unreadable(&error, "digest", false),
    };
    let errors = prepared.diagnostics.iter().filter(|d| d.is_error()).count();
    if errors > 0 {
        let why = format_args!("the content has errors ({errors}), and nothing was written; run minutebook check");
        return complain(&why, ExitStatus::ContentHasErrors);
    }
    let site = prepared.site.first_language();
    if site.record.site.base_url.is_empty() {
        let why = "an e-mail needs whole addresses, and site.toml does not say where the site is; add base_url = \"https://…/\"";
        return complain(&why, ExitStatus::WrongUsage);
    }
    let scope = DigestScope { bodies: &typed.body, owners: &typed.owner, lists: &typed.list };
    let mails = match digests(&site, typed.since, scope) {
        Ok(mails) => mails,
        Err(unknown) => return complain(&unknown, ExitStatus::WrongUsage),
    };
    let files = match searched(&prepared, &mails) {
        Ok(files) => files,
        Err(leaks) => {
            let found = leak_diagnostics(leaks, &prepared.originals);
            let messages: Vec<&str> = found.iter().map(|d| &*d.message).collect();
            let why = format_args!("{}; nothing was written; run minutebook check", messages.join("\n"));
            return complain(&why, ExitStatus::ContentHasErrors);
        }
    };
    // A file that says the same is ours: the command may be repeated.
    let is_new = |(path, bytes): &&(&str, &[u8])| source::read_built(&typed.to, path).is_none_or(|there| there != *bytes);
    let new: Vec<_> = files.iter().filter(is_new).copied().collect();
    if let Err(error) = new_files(&typed.to, &new) {
        return complain(&error, ExitStatus::from(&error));
    }
    let names: String = files.iter().map(|(path, _)| format!("{}\n", typed.to.join(path).display())).collect();
    print(names.as_bytes())
}

/// Searches the mails for withheld words: as they are sent, and as they are read.
fn searched<'m>(prepared: &PreparedSite, mails: &'m [DigestMail]) -> Result<Vec<(&'m str, &'m [u8])>, Vec<Leak>> {
    let mut files = Vec::new();
    let mut leaks = Vec::new();
    for mail in mails {
        let parts = [("subject.txt", &*mail.subject), ("part.txt", &*mail.text), ("part.html", &*mail.html)];
        match prepared.scanner.scan_copy(&mail.path, &mail.bytes, parts) {
            Ok(file) => {
                if let ScannedContent::Bytes(bytes) = file.content() {
                    files.push((file.path(), bytes));
                }
            }
            Err(found) => leaks.extend(found),
        }
    }
    if leaks.is_empty() { Ok(files) } else { Err(leaks) }
}
