//! The folder that imported minutes go to, and the settings by which they are read.

use std::path::PathBuf;

use crate::cli::Import;
use crate::publish::{SiteInputs, Unobserved, prepare};
use crate::record::{BodyIx, Edition, Record, Site};
use crate::site::action_query::body_called;
use crate::source::Sources;

/// The folder that imported minutes go to, and the settings by which they are read.
#[derive(Debug, Clone)]
pub(super) struct ImportDestination {
    /// The folder; `None` where nothing is written.
    pub(super) folder: Option<PathBuf>,
    /// The settings; those of a site only where a body of it is named.
    pub(super) site: Site,
}

impl ImportDestination {
    /// Returns the folder that was typed, or that of the body that was.
    ///
    /// # Errors
    /// A sentence: the site cannot be read, or has no such body.
    pub(super) fn of(typed: &Import, inputs: Option<&SiteInputs>) -> Result<ImportDestination, String> {
        let (Some(name), Some(inputs)) = (&typed.body, inputs) else {
            return Ok(ImportDestination { folder: typed.to.clone(), site: Site::default() });
        };
        let inputs = SiteInputs { edition: Some(Edition::Internal), drafts: true, portable: false, ..inputs.clone() };
        let prepared = prepare(&inputs, &Unobserved).map_err(|error| error.to_string())?;
        let body = body_called(&prepared.site.first_language(), name).map_err(|unknown| unknown.to_string())?;
        let folder = inputs.content.join(meetings_folder(prepared.record(), prepared.sources(), body));
        Ok(ImportDestination { folder: Some(folder), site: prepared.record().site.clone() })
    }
}

/// The folder with the minutes of a body, below the content folder: that of its last meeting, without the folder of a year; else `meetings`.
fn meetings_folder(record: &Record, sources: &Sources, body: BodyIx) -> String {
    let last = record.meetings_of(body).next_back();
    let folder = last.and_then(|(_, meeting)| {
        let path = sources.path(meeting.document.file).strip_prefix("content/")?;
        let (folder, name) = path.rsplit_once('/')?;
        let is_index = matches!(name, "index.md" | "_index.md" | "README.md");
        let folder = if is_index { folder.rsplit_once('/')?.0 } else { folder };
        match folder.rsplit_once('/') {
            Some((up, year)) if year == meeting.date.year().to_string() => Some(up.to_owned()),
            _ => Some(folder.to_owned()),
        }
    });
    folder.unwrap_or_else(|| format!("{}/meetings", record.bodies[body.ix()].id))
}
