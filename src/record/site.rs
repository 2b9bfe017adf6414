//! The settings of a site, from `site.toml`: each has a default, and a site needs none of them.

use std::collections::BTreeMap;

use super::date::Day;
use super::span::Span;

/// The site as it stood on a day, kept somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodSite {
    /// The day.
    pub date: Day,
    /// Its address: http or https.
    pub address: Box<str>,
}

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// There is no `site.toml`: the folder was not made for this program, and nothing in one file stops the others.
    pub bare: bool,
    /// `title`.
    pub title: Box<str>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `base_url`: where the site will stand, with a final slash. Empty: not known, and nothing that needs it is written.
    pub base_url: Box<str>,
    /// `languages`: BCP 47; the first is the site's own.
    pub languages: Vec<Box<str>>,
    /// `timezone`: an IANA name.
    pub timezone: Box<str>,
    /// `theme`: a folder below `themes/`, over the built-in `civic`.
    pub theme: Box<str>,
    /// `as_of`: the day that stands for today.
    pub as_of: Option<Day>,
    /// `edition`: the audience a build is for unless `--edition` says otherwise.
    pub edition: Edition,
    /// `publisher`: the name at the foot of every page.
    pub publisher: Option<Box<str>>,
    /// `contact`: an address (mailto or https) that stands in one place on every page.
    pub contact: Option<Box<str>>,
    /// `notice`: a line at the head of every page, in Markdown.
    pub notice: Option<Box<str>>,
    /// `colour`: the accent, `#rrggbb`.
    pub colour: Option<Box<str>>,
    /// `crest`: the path of a picture below the assets of the theme.
    pub crest: Option<Box<str>>,
    /// `share_image`: the path of a picture below the assets of the theme, for links from other sites.
    pub share_image: Option<Box<str>>,
    /// `accessibility`: what the site says of its own accessibility; none: nobody wrote it.
    pub accessibility: Option<AccessibilityFacts>,
    /// `licence`: a line of Markdown at the foot of every page.
    pub licence: Option<Box<str>>,
    /// `translations`: what the site says of itself in other languages, by language.
    pub translations: BTreeMap<Box<str>, SiteWords>,
    /// `[[stood]]`: the site as it stood on earlier days, where it is kept.
    pub stood: Vec<StoodSite>,
    /// `date_order`: how `NN/NN/YYYY` is read; `None`: it is refused.
    pub date_order: Option<DateOrder>,
    /// `raw_html`.
    pub raw_html: RawHtml,
    /// `allow_active`: files that act when they are opened are published.
    pub allow_active: bool,
    /// `not_secret`: words that are no leak wherever they stand, though a mark withholds them in one place.
    pub not_secret: Vec<Box<str>>,
    /// `[reasons]`: the codes by which passages are withheld, each with its meaning by language. Empty: reasons are given in words.
    pub reasons: BTreeMap<Box<str>, BTreeMap<Box<str>, Box<str>>>,
    /// `[checks]`: severity by code.
    pub checks: BTreeMap<Box<str>, CheckLevel>,
    /// `[checks]` `open_meetings`: for how many meetings an action may stay open before that is said.
    pub open_meetings: Option<u32>,
    /// `[[allow]]`: findings that are meant to be so, in the order of the file.
    pub allowed: Vec<AllowedFinding>,
    /// `[vocabulary]`.
    pub vocabulary: Vocabulary,
    /// Where `site.toml` says so, by key, for diagnostics.
    pub spans: BTreeMap<Box<str>, Span>,
}

/// The compliance of a site with the guidelines, in the three words of the model statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compliance {
    /// With all of them.
    Full,
    /// With most of them.
    Partial,
    /// Not with them.
    Not,
}

impl Compliance {
    /// Its name in `site.toml`: also a key of the messages, after `a11y_status_`.
    pub fn key(self) -> &'static str {
        match self {
            Compliance::Full => "fully",
            Compliance::Partial => "partially",
            Compliance::Not => "not",
        }
    }
}

/// `[accessibility]`: the facts of the accessibility statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessibilityFacts {
    /// `status`.
    pub status: Option<Compliance>,
    /// `response_days`: in how many days somebody answers.
    pub response_days: Option<u32>,
    /// `dates.prepared`.
    pub prepared: Option<Day>,
    /// `dates.reviewed`.
    pub reviewed: Option<Day>,
    /// `tested`.
    pub tested: Option<AccessibilityTest>,
    /// `problems`: what does not meet the guidelines.
    pub problems: Vec<AccessibilityProblem>,
    /// `burdens`: what would be a disproportionate burden to put right.
    pub burdens: Vec<Box<str>>,
    /// `doing`: what is being done, in Markdown.
    pub doing: Option<Box<str>>,
}

impl AccessibilityFacts {
    /// Returns the keys of the parts that a statement must have and this one lacks, as `site.toml` calls them.
    pub fn missing(&self) -> Vec<&'static str> {
        let tested = self.tested.as_ref();
        // A site that meets the guidelines in full has no problems to list.
        let needs_reasons = matches!(self.status, Some(Compliance::Partial | Compliance::Not));
        let parts = [
            ("status", self.status.is_some()),
            ("response_days", self.response_days.is_some()),
            ("dates.prepared", self.prepared.is_some()),
            ("dates.reviewed", self.reviewed.is_some()),
            ("tested.date", tested.is_some_and(|t| t.date.is_some())),
            ("tested.by", tested.is_some_and(|t| t.by.is_some())),
            ("tested.method", tested.is_some_and(|t| t.method.is_some())),
            ("problems", !needs_reasons || !self.problems.is_empty() || !self.burdens.is_empty()),
        ];
        parts.into_iter().filter(|(_, there)| !there).map(|(key, _)| key).collect()
    }
}

/// A test of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessibilityTest {
    /// The day.
    pub date: Option<Day>,
    /// Who tested it.
    pub by: Option<Box<str>>,
    /// Which pages, and with what.
    pub method: Option<Box<str>>,
}

/// Something that does not meet the guidelines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessibilityProblem {
    /// What it is.
    pub what: Box<str>,
    /// The criterion that it does not meet: `1.1.1`.
    pub criterion: Option<Box<str>>,
    /// By when it will.
    pub by: Option<Day>,
}

/// What a site says of itself, in one of its languages after the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteWords {
    /// `title`.
    pub title: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `publisher`.
    pub publisher: Option<Box<str>>,
    /// `notice`: a Markdown line.
    pub notice: Option<Box<str>>,
    /// `licence`: a Markdown line.
    pub licence: Option<Box<str>>,
}

impl Site {
    /// Returns the meanings of a reason by language. A code with a subsection in brackets (`s.40(2)`) means what the code alone does, where it is not listed
    /// itself.
    pub fn reason(&self, code: &str) -> Option<&BTreeMap<Box<str>, Box<str>>> {
        self.reasons.get(code).or_else(|| self.reasons.get(code.split_once('(')?.0.trim_end()))
    }
}

impl Default for Site {
    fn default() -> Self {
        Site {
            bare: false,
            title: "Minutes".into(),
            description: None,
            base_url: "".into(),
            languages: vec!["en".into()],
            timezone: "Europe/London".into(),
            theme: "civic".into(),
            as_of: None,
            edition: Edition::Public,
            publisher: None,
            contact: None,
            notice: None,
            colour: None,
            crest: None,
            stood: Vec::new(),
            share_image: None,
            accessibility: None,
            licence: None,
            translations: BTreeMap::new(),
            date_order: None,
            raw_html: RawHtml::Text,
            allow_active: false,
            not_secret: Vec::new(),
            reasons: BTreeMap::new(),
            checks: BTreeMap::new(),
            open_meetings: None,
            allowed: Vec::new(),
            vocabulary: Vocabulary::default(),
            spans: BTreeMap::new(),
        }
    }
}

/// The audience that a built site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edition {
    /// Anybody.
    #[default]
    Public,
    /// Everything.
    Internal,
}

impl Edition {
    /// `public` or `internal`.
    pub fn key(self) -> &'static str {
        match self {
            Edition::Public => "public",
            Edition::Internal => "internal",
        }
    }
}

/// How `NN/NN/YYYY` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `dmy`.
    DayFirst,
    /// `mdy`.
    MonthFirst,
}

/// What becomes of raw HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// It is shown as text.
    #[default]
    Text,
    /// It is kept, after everything that could act is taken out.
    Sanitised,
}

/// How loud a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// Not said.
    Off,
    /// Said.
    Note,
    /// Said as a warning.
    Warning,
    /// Stops the build.
    Error,
}

/// One `[[allow]]`: a finding of a check that is right as it is, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedFinding {
    /// `code`: the code of the check.
    pub code: Box<str>,
    /// `at`: a file of the content, with `#` and an anchor, with `:` and a line, or whole; and where that is written.
    pub at: (Box<str>, Span),
    /// `reason`: why it is right.
    pub reason: Box<str>,
    /// `until`: the last day of the allowance.
    pub until: Option<Day>,
}

/// `[vocabulary]`: words that a house style uses besides the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Opens the list of those present.
    pub present: Vec<Box<str>>,
    /// Opens the list of those in attendance.
    pub in_attendance: Vec<Box<str>>,
    /// Opens the apologies.
    pub apologies: Vec<Box<str>>,
    /// Opens the list of those absent.
    pub absent: Vec<Box<str>>,
    /// Marks an action.
    pub action: Vec<Box<str>>,
    /// Opens a section of actions.
    pub actions: Vec<Box<str>>,
    /// Marks a decision.
    pub decision: Vec<Box<str>>,
    /// Names of owners that are neither listed nor in the attendance ("Secretariat", "All members").
    pub owners: Vec<Box<str>>,
}
