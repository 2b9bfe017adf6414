//! What goes into a build: where its files are, what is asked of it, and the files as they were read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::parse;
use crate::record::{Day, Edition, Site};
use crate::render::theme::Theme;
use crate::source::{self, Content, Known, ReadError, ReadProblem, SourceFile, Sources};

/// The folder beside `site.toml` whose files go to the top of the output.
pub const ROOT: &str = "root";

/// Where a site's files are, and what is asked of a build.
#[derive(Debug, Clone)]
pub struct SiteInputs {
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
    /// The site as it stood on that day: earlier versions of texts, and nothing that was said later. It is held against no ledger, which is
    /// of what is published now.
    pub is_stood: bool,
    /// What the machine's clock says, for when neither the command nor the site says which day stands for today.
    pub clock: ClockReading,
    /// Drafts too.
    pub drafts: bool,
    /// A warning counts as an error.
    pub is_strict: bool,
    /// For a file share: addresses name their `index.html`.
    pub portable: bool,
    /// What was learnt of attached files before; what is learnt now is added to it.
    pub known: Arc<Known>,
}

/// The present, as a clock says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockReading {
    /// A day, wherever the site is.
    Day(Day),
    /// A moment, which is of different days in different zones.
    Moment(jiff::Timestamp),
}

impl ClockReading {
    /// Returns the day in a time zone; in one that is not known, the day of Greenwich.
    pub fn day_in(self, timezone: &str) -> Day {
        match self {
            ClockReading::Day(day) => day,
            ClockReading::Moment(now) => {
                let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
                now.to_zoned_datetime(zone).date()
            }
        }
    }
}

impl SiteInputs {
    /// For a content folder alone, in the edition that its settings name, without a theme or ledger of its own. `today` is for when the
    /// site does not say which day is.
    pub fn new(content: impl Into<PathBuf>, today: Day) -> SiteInputs {
        let content = content.into();
        SiteInputs {
            settings: None,
            ledger: None,
            themes: content.join("themes"),
            content,
            edition: None,
            as_of: None,
            is_stood: false,
            clock: ClockReading::Day(today),
            drafts: false,
            is_strict: false,
            portable: false,
            known: Arc::default(),
        }
    }

    /// Reads the folder `root` beside the settings. A bare folder has none.
    pub(super) fn root_files(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = self.settings.as_ref().and_then(|settings| Some(settings.parent()?.join(ROOT)));
        folder.map(|folder| source::read_theme(&folder).into_iter().collect()).unwrap_or_default()
    }

    /// Returns the day that stands for today.
    pub(super) fn today(&self, settings: &Site) -> Day {
        self.as_of.or(settings.as_of).unwrap_or_else(|| self.clock.day_in(&settings.timezone))
    }
}

/// The files of a site, before anything is parsed.
#[derive(Clone)]
pub struct ReadSite {
    /// The files.
    pub originals: Sources,
    /// What could not be read.
    pub problems: Vec<ReadProblem>,
}

/// Reads the files of a site, and nothing of what is in them.
///
/// # Errors
/// If the content folder cannot be read at all.
pub fn read_site(inputs: &SiteInputs) -> Result<ReadSite, ReadError> {
    let (originals, problems) =
        source::read_site(inputs.settings.as_deref(), inputs.ledger.as_deref(), &inputs.content, &inputs.known)?;
    Ok(ReadSite { originals, problems })
}

/// Returns what a file of settings says, as far as it can be read; without one, what holds where nothing is said.
pub fn read_settings(file: Option<&Path>) -> Site {
    let bytes = file.and_then(|file| source::read_built(file.parent()?, file.file_name()?.to_str()?));
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let files = text.map(|text| SourceFile { path: "site.toml".into(), content: Content::Text(text.into()), hash: [0; 32] });
    parse::site_settings(&Sources { files: files.into_iter().collect(), ..Sources::default() })
}

/// Returns the theme that a site's settings name.
pub fn read_site_theme(inputs: &SiteInputs) -> Theme {
    theme_of(inputs, &read_settings(inputs.settings.as_deref()))
}

/// The theme that the settings name.
pub(super) fn theme_of(inputs: &SiteInputs, settings: &Site) -> Theme {
    Theme::load(source::read_theme(&inputs.themes.join(&*settings.theme))).named(&settings.theme)
}

/// Digests everything that a build is made of: program, options, theme, and the path and bytes of every file. `None` where files could
/// not be read, or nothing is kept between builds.
pub(super) fn digest_inputs(read: &ReadSite, inputs: &SiteInputs) -> Option<[u8; 32]> {
    inputs.known.folder()?;
    if !read.problems.is_empty() {
        return None;
    }
    let mut digest = blake3::Hasher::new();
    digest.update(&source::program_look()?);
    let today = inputs.today(&parse::site_settings(&read.originals));
    let SiteInputs {
        settings,
        ledger,
        content,
        themes,
        edition,
        as_of: _,
        is_stood,
        clock: _,
        drafts,
        is_strict,
        portable,
        known: _,
    } = inputs;
    let options = format!("{settings:?} {ledger:?} {content:?} {edition:?} {today} {is_stood} {drafts} {is_strict} {portable}\n");
    digest.update(options.as_bytes());
    for (path, bytes) in source::read_theme(themes)
        .into_iter()
        .chain(inputs.root_files().into_iter().map(|(path, bytes)| (format!("root/{path}"), bytes)))
    {
        digest.update(format!("{} {path}\n", bytes.len()).as_bytes()).update(&bytes);
    }
    for (_, file) in read.originals.iter() {
        digest.update(file.path.as_bytes()).update(&[0]).update(&file.hash);
    }
    Some(*digest.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::ClockReading;

    #[test]
    fn the_day_is_that_of_the_site() {
        let evening = ClockReading::Moment("2024-06-01T20:00:00Z".parse().unwrap());
        let day = |zone| evening.day_in(zone).to_string();
        assert_eq!(
            [day("Australia/Sydney"), day("Europe/London"), day("America/New_York")],
            ["2024-06-02", "2024-06-01", "2024-06-01"]
        );
        assert_eq!(day("Atlantis/Centre"), "2024-06-01");
    }
}
