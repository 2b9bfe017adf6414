//! minutebook: the minute book of a public body as a website.
//!
//! The program is the product. This library is what it is made of, and has four functions for other programs: [`prepare`] reads a folder,
//! [`check`] says what is wrong with it, [`publish()`] writes the site and its ledger, and [`preview`] makes single pages as they are asked
//! for. All of them go through [`publish::Publisher`], which lets out nothing that is withheld. Everything else may change at any time.
//!
//! Data flows one way; `ARCHITECTURE.md` has the stages and the invariants.

#[doc(hidden)]
pub mod chart;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod cmd;
#[doc(hidden)]
pub mod diag;
#[doc(hidden)]
pub mod edition;
#[doc(hidden)]
pub mod export;
#[doc(hidden)]
pub mod html;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod layout;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod locale;
#[doc(hidden)]
pub mod minutes;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod permanence;
#[doc(hidden)]
pub mod publish;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod search;
#[doc(hidden)]
pub mod site;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod view;
#[doc(hidden)]
pub mod write;

use std::path::Path;
use std::sync::Arc;

pub use diag::Diagnostic;
pub use edition::HeldFile;
use publish::{OutputTarget, PublishMode, Publisher, Unobserved};
pub use publish::{PreparedSite, PreviewSite, PublishError, PublishOutcome, PublishReport, SiteInputs};

/// Reads a content folder, and works out what the edition may see. What is wrong with the content is in the site's `diagnostics`.
///
/// # Errors
/// Where the folder cannot be read at all.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let meetings = folder.path().join("board/meetings");
/// std::fs::create_dir_all(&meetings)?;
/// std::fs::write(meetings.join("2024-05-01.md"), "1.1 The minutes were agreed.\n")?;
///
/// let today = "2024-06-01".parse()?;
/// let site = minutebook::prepare(&minutebook::SiteInputs::new(folder.path(), today))?;
/// assert_eq!(site.record().meetings.len(), 1);
/// assert!(!site.has_errors());
/// # Ok(())
/// # }
/// ```
pub fn prepare(inputs: &SiteInputs) -> Result<Arc<PreparedSite>, PublishError> {
    Ok(Arc::new(publish::prepare(inputs, &Unobserved)?))
}

/// Makes the whole site in memory, and says what is wrong: with the content, and with what it makes (withheld words in a file, templates
/// that cannot be filled, addresses of the ledger that are lost).
///
/// # Errors
/// Where an attached file cannot be read.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("plan.md"), "# Plan\n\n[The budget](budget.md)\n")?;
///
/// let site = minutebook::prepare(&minutebook::SiteInputs::new(folder.path(), "2024-06-01".parse()?))?;
/// let found = minutebook::check(&site)?;
/// assert_eq!(found[0].code.name(), "dead-link");
/// # Ok(())
/// # }
/// ```
pub fn check(site: &Arc<PreparedSite>) -> Result<Vec<Diagnostic>, PublishError> {
    let outcome = Publisher::new(site, OutputTarget::Memory, PublishMode::Build)?.run(&Unobserved)?;
    let mut found = site.diagnostics.clone();
    if let PublishOutcome::Refused(stops) = outcome {
        found.extend(stops);
    }
    Ok(found)
}

/// Writes the site to a folder in one step, and adds its new addresses to the ledger, so that no later publication can lose one. Nothing
/// is written where the outcome is [`PublishOutcome::Refused`].
///
/// # Errors
/// Where the folder holds files that are not a site, and where the operating system refuses.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use minutebook::PublishOutcome;
///
/// let folder = tempfile::tempdir()?;
/// let content = folder.path().join("content");
/// std::fs::create_dir(&content)?;
/// std::fs::write(content.join("plan.md"), "# Plan\n\nWe repair the piers.\n")?;
///
/// let site = minutebook::prepare(&minutebook::SiteInputs::new(&content, "2024-06-01".parse()?))?;
/// let (out, ledger) = (folder.path().join("public"), folder.path().join("permalinks.txt"));
/// let PublishOutcome::Published(report) = minutebook::publish(&site, &out, &ledger)? else { panic!("it was refused") };
/// assert!(report.new_addresses.unwrap_or_default().contains(&"/plan/".to_owned()));
/// assert!(out.join("plan/index.html").is_file());
/// assert!(std::fs::read_to_string(ledger)?.contains("\n/plan/ ="));
/// # Ok(())
/// # }
/// ```
pub fn publish(site: &Arc<PreparedSite>, out: &Path, ledger: &Path) -> Result<PublishOutcome, PublishError> {
    let mode = PublishMode::Publish { ledger: ledger.to_path_buf(), accept: false, keeps: 0, is_locked: false };
    Publisher::new(site, OutputTarget::Folder { path: out, replace: write::Replace::Marked }, mode)?.run(&Unobserved)
}

/// Makes ready to show the site: each page is made, and searched for withheld words, when it is asked for.
///
/// # Errors
/// None of its own; the type is that of [`publish()`]. Content with errors is [`PublishOutcome::Refused`].
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use minutebook::PublishOutcome;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("plan.md"), "# Plan\n\nWe repair the piers.\n")?;
///
/// let site = minutebook::prepare(&minutebook::SiteInputs::new(folder.path(), "2024-06-01".parse()?))?;
/// let PublishOutcome::Previewed(preview) = minutebook::preview(&site)? else { panic!("it was refused") };
/// let page = preview.page("plan/index.html").ok().flatten().ok_or("there is no such page")?;
/// assert!(String::from_utf8_lossy(page.bytes()).contains("We repair the piers."));
/// assert!(preview.check().is_empty());
/// # Ok(())
/// # }
/// ```
pub fn preview(site: &Arc<PreparedSite>) -> Result<PublishOutcome, PublishError> {
    let mode = PublishMode::Preview { caches: Arc::default() };
    Publisher::new(site, OutputTarget::Memory, mode)?.run(&Unobserved)
}
