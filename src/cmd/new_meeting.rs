//! `minutebook new meeting`: the file of a body's next meeting, ready to be filled in.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use crate::cli::{self, Format};
use crate::export::agenda::write_agenda;
use crate::publish::{SiteInputs, Unobserved, prepare};
use crate::record::{BodyIx, Day, Edition, Record};
use crate::site::action_query::body_called;
use crate::source::Sources;
use crate::view::agenda::agenda;
use crate::write::new_files;

/// Writes the file and says where it is. Reads everything, drafts and internal minutes too: an action that was raised there is open all the same.
pub fn run(inputs: &SiteInputs, typed: &cli::NewMeeting) -> ExitCode {
    let inputs = SiteInputs { edition: Some(Edition::Internal), drafts: true, portable: false, ..inputs.clone() };
    let prepared = match prepare(&inputs, &Unobserved) {
        Ok(prepared) => prepared,
        Err(error) => return unreadable(&error, "new meeting BODY DATE", typed.format == Format::Json),
    };
    let site = prepared.site.first_language();
    let body = match body_called(&site, &typed.body) {
        Ok(body) => body,
        Err(unknown) => return complain(&unknown, ExitStatus::WrongUsage),
    };
    if let Some((_, there)) = prepared.record().meetings_of(body).find(|(_, m)| m.date == typed.date) {
        let path = prepared.sources().path(there.document.file);
        let message = format!("`{}` has a meeting on {} already: {path}", prepared.record().bodies[body.ix()].id, typed.date);
        return complain(&message, ExitStatus::WrongUsage);
    }
    let place = Place::of(prepared.record(), prepared.sources(), body, typed.date);
    let path = place.file();
    let text =
        write_agenda(&agenda(&site, body, typed.date, place.papers.clone(), &|file| place.way(prepared.sources().path(file))));
    match new_files(&inputs.content, &[(path.as_str(), text.as_bytes())]) {
        Ok(()) => said(&inputs.content, &path, typed.format),
        Err(error) => complain(&error, ExitStatus::from(&error)),
    }
}

fn said(content: &Path, path: &str, format: Format) -> ExitCode {
    let place = content.join(path);
    match format {
        Format::Json => print(format!("{}\n", json!({ "ok": true, "path": place.to_string_lossy() })).as_bytes()),
        Format::Text => print(format!("{}\n", place.display()).as_bytes()),
    }
}

/// Where the new file stands, below the content folder.
struct Place {
    /// The folder.
    folder: String,
    date: Day,
    /// Files that lie in the folder of the meeting already: then the minutes stand with them.
    papers: Vec<String>,
}

impl Place {
    /// Beside the last meeting's file, in the folder of the year where the body has such; else in the body's `meetings`.
    fn of(record: &Record, sources: &Sources, body: BodyIx, date: Day) -> Place {
        let below = |path: &str| path.strip_prefix("content/").unwrap_or(path).to_owned();
        let last = record.meetings_of(body).next_back().map(|(_, m)| (m, below(sources.path(m.document.file))));
        let folder = last.and_then(|(meeting, path)| {
            let (folder, name) = path.rsplit_once('/')?;
            let is_index = matches!(name, "index.md" | "_index.md" | "README.md");
            let folder = if is_index { folder.rsplit_once('/').map_or("", |(up, _)| up) } else { folder };
            match folder.rsplit_once('/') {
                Some((up, year)) if year == meeting.date.year().to_string() => Some(format!("{up}/{}", date.year())),
                _ => Some(folder.to_owned()),
            }
        });
        let folder = folder.unwrap_or_else(|| format!("{}/meetings", record.bodies[body.ix()].id));
        let own = format!("content/{}/{date}/", folder.trim_start_matches('/'));
        let papers = sources.iter().filter_map(|(_, f)| f.path.strip_prefix(own.as_str()));
        Place { papers: papers.filter(|name| !name.contains('/')).map(str::to_owned).collect(), folder, date }
    }

    fn file(&self) -> String {
        let folder = if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) };
        if self.papers.is_empty() { format!("{folder}{}.md", self.date) } else { format!("{folder}{}/index.md", self.date) }
    }

    /// The way from the new file to another.
    fn way(&self, to: &str) -> String {
        let to = to.strip_prefix("content/").unwrap_or(to);
        let own = self.file();
        let here: Vec<&str> = own.split('/').collect();
        let there: Vec<&str> = to.split('/').collect();
        let here = here.get(..here.len().saturating_sub(1)).unwrap_or(&[]);
        let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..", here.len() - same);
        up.chain(there.get(same..).unwrap_or(&[]).iter().copied()).collect::<Vec<_>>().join("/")
    }
}
