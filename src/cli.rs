//! What may be typed after `minutebook`: the commands and their options, as text.
//!
//! Nothing here looks at the disk; [`crate::cmd::Options`] says what the words mean in the folder they were typed in.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::diag::{Code, codes, nearest};
use crate::export::recipes::Host;
use crate::record::{Date, Day, Edition, Status, language_tag};
use crate::site::action_query::ActionOrder;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "minutebook",
    version,
    about = "The minute book of a public body as a website: Markdown minutes and data files in, a static, searchable site out",
    after_help = "Exit codes: 0 done, 1 the content has errors, 2 wrong usage or configuration, 3 input or output failed.\n\n\
                  Example: a new site, built\n  minutebook init mysite\n  cd mysite\n  minutebook build",
    disable_help_subcommand = true,
    infer_long_args = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new site that a secretary can fill in
    #[command(after_help = "Example:\n  minutebook init \"Safer Harbours Group\"\n  \
                            cd \"Safer Harbours Group\"\n  minutebook build")]
    Init(Init),
    /// Read the content and publish the site into a folder, in one step
    #[command(after_help = "Examples:\n  minutebook build\n  minutebook build --content minutes --out public\n  \
                            minutebook build --edition internal --as-of 2026-11-23\n  \
                            minutebook build --stood 2024-05-01 --out ../stood/2024-05-01")]
    Build(Build),
    /// Build, and record every new address in permalinks.txt, so that no later build can lose it
    #[command(after_help = "Examples:\n  minutebook publish --dry-run\n  minutebook publish\n  minutebook publish --list\n  \
                      minutebook publish --rollback 7\n\n\
                      Keep permalinks.txt with the content. docs/permanence.md says how to move, rename, split and withdraw what was published.")]
    Publish(Publish),
    /// Preview the site in a browser while writing; nothing is published
    #[command(
        after_help = "Example:\n  minutebook serve --drafts\nThen open the address it prints. A page reloads when a file is saved that changes it."
    )]
    Serve(Serve),
    /// Say what is wrong with the content, and what is probably wrong; nothing is published
    #[command(after_help = "Examples:\n  minutebook check\n  minutebook check --format sarif > minutebook.sarif\n  \
                            minutebook check --coverage --content old-minutes\n  minutebook check --suggest\n  \
                            minutebook check --external\n\n\
                            Exit code 1 where anything is an error. [checks] in site.toml sets how loud each code is; docs/reference/codes.md explains them.\n\
                            --coverage, --suggest and --external answer with what was found in place of what is wrong, and end with 0.")]
    Check(Check),
    /// Say what a line of minutes is taken for, and by which rule
    #[command(after_help = "Examples:\n  minutebook explain content/board/meetings/2021-03-09.md:14\n  \
                            minutebook explain 2021-03-09.md:14 --format json\n\n\
                            The path may be the end of one. docs/reference/minutes.md says what the reader knows.")]
    Explain(Explain),
    /// List the actions: who is to do what, by when, and how it stands
    #[command(after_help = "Examples:\n  minutebook actions --open\n  minutebook actions --owner \"Home Office\" --overdue\n  \
                            minutebook actions --body idmg --year 2012 --format csv > actions.csv\n  \
                            minutebook actions --owner UKHTC --chase > letter.md")]
    Actions(Actions),
    /// Write e-mails to be sent: what is new of each body, owner of actions and list since a day
    #[command(after_help = "Examples:\n  minutebook digest --since 2026-11-01 --to digests\n  \
                            minutebook digest --since 2026-11-01 --owner UKHTC --to digests\n\n\
                            Each file opens in a mail program as a draft to nobody: minutebook keeps no addresses and sends nothing. \
                            Who has nothing to be told gets no file. A file that is there with other words is not overwritten.")]
    Digest(Digest),
    /// Begin something new: the next meeting
    #[command(
        subcommand,
        after_help = "Example:\n  minutebook new meeting idmg 2012-09-13\nwrites content/idmg/meetings/2012-09-13.md with the members, the agenda, \
                      the actions that are open and the lists due for review."
    )]
    New(New),
    /// Make Markdown of minutes in Word, OpenDocument, PDF, HTML and text files, with a report of what was taken as what
    #[command(after_help = "Examples:\n  minutebook import minutes-april.docx --to content/idmg/meetings\n  \
                            minutebook import old-minutes --to content/board/meetings\n  \
                            minutebook import minutes.odt --dry-run\n  \
                            minutebook import --review content/board/meetings --originals old-minutes --by \"Ann Lee\"\n\n\
                            A file is read as what its first bytes say it is. Every word of it is in the Markdown or in the list of what was left out. \
                            What is in the folder already is never overwritten: where it was edited since, the difference is shown and the exit code is 1.")]
    Import(Import),
    /// Hold every file of a published folder against the list that was published with it
    #[command(after_help = "Examples:\n  minutebook verify\n  minutebook verify /srv/www/minutes\n\n\
                            `publish` writes manifest.json: the SHA-256 of every file. Exit code 1 where a file is missing, was changed or was added; \
                            dotfiles at the top are their owner's.")]
    Verify {
        /// The folder; `public` where none is named
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// Find words in a built site, as its search page does
    #[command(after_help = "Examples:\n  minutebook search internal trafficking UKHTC\n  \
                            minutebook search '\"annual report\" year:2012-2014 -draft' --sort date\n  \
                            minutebook search 'kind:action owner:ukhtc status:open' --out public --format json\n\n\
                            Words must all be there, in any form (`report` finds `reported`); the last may be the start of a word. \
                            \"Quotation marks\" make a phrase, -word leaves out what has it, and body:, year:, kind:, owner:, organisation: \
                            and status: narrow the search. A query that begins with a hyphen comes after `--`.")]
    Search(Search),
    /// List, print and copy the files of the built-in theme, so that a site can replace one
    #[command(
        subcommand,
        after_help = "Example: a template of your own, begun from the built-in one\n  minutebook theme list\n  minutebook theme eject decisions.html\n\n\
                      A file may be named by the end of its path. An ejected file that is not edited changes nothing."
    )]
    Theme(ThemeCommand),
    /// Print the words of the pages in a language, for a translator to fill in
    #[command(
        after_help = "Example:\n  minutebook messages gd > gd.toml\nThen fill in what is empty and put the file into themes/civic/messages. \
                            Where a word is left empty, that of the site's first language is used, and `missing-message` says so."
    )]
    Messages(MessagesCommand),
    /// Write the manual pages of the program, one a command
    #[command(after_help = "Example:\n  minutebook man --to ~/.local/share/man/man1\nThen `man minutebook-build` shows one.")]
    Man {
        /// The folder, which is made where it is not there; pages of the same names are replaced
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        to: PathBuf,
    },
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  minutebook completions bash > ~/.local/share/bash-completion/completions/minutebook")]
    Completions {
        /// Whose
        shell: clap_complete::Shell,
    },
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder of the new site: its name is that of the group; without one, the example is written here
    #[arg(value_name = "NAME", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    /// Without the example: the folders and files to begin with, and nothing in them to take out again
    #[arg(long, requires = "folder")]
    pub empty: bool,
}

/// What to read, and for whom: the options of every command that reads a site.
#[derive(Debug, Args, Default)]
pub struct Reading {
    /// The folder with the minutes [default: `content` beside site.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub content: Option<PathBuf>,
    /// Who may see it: `public` or `internal` [default: what site.toml says, else `public`]
    #[arg(long, value_name = "NAME", value_parser = edition)]
    pub edition: Option<Edition>,
    /// The day that stands for today, as 2026-11-23 [default: what site.toml says, else the clock]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// With the drafts
    #[arg(long)]
    pub drafts: bool,
}

/// The options of every command that makes a site.
#[derive(Debug, Args, Default)]
pub struct Site {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where the site is published: replaced whole, but for files at its top whose names begin with a dot [default: `public` beside site.toml; `editions/NAME` for another edition, or with drafts]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// For a file share: pages open by double click
    #[arg(long)]
    pub portable: bool,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
}

/// How much it takes to fail, and how much is said: options of every command that judges a site.
#[derive(Debug, Args, Default)]
pub struct Loudness {
    /// A warning counts as an error: the exit code is 1, and nothing is published
    #[arg(long)]
    pub strict: bool,
    /// Say nothing where nothing is wrong, and only errors where something is
    #[arg(long, conflicts_with = "format")]
    pub quiet: bool,
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// What to build.
    #[command(flatten)]
    pub site: Site,
    /// How loud.
    #[command(flatten)]
    pub loudness: Loudness,
    /// Replace the output folder even if minutebook did not write it: everything in it but dotfiles is deleted
    #[arg(long)]
    pub replace: bool,
    /// The site as it stood on a day: earlier versions of texts, and nothing that was said later. What was withdrawn since stays withdrawn
    #[arg(long, value_name = "DATE", value_parser = day, requires = "out", conflicts_with_all = ["as_of", "drafts"])]
    pub stood: Option<Day>,
}

/// `publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// What to publish.
    #[command(flatten)]
    pub site: Site,
    /// How loud.
    #[command(flatten)]
    pub loudness: Loudness,
    /// Replace the output folder even if minutebook did not write it: everything in it but dotfiles is deleted
    #[arg(long)]
    pub replace: bool,
    /// Say what would be published and recorded, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Publish minutes, reports and figures that changed after they were published, though no note says what changed
    #[arg(long)]
    pub accept: bool,
    /// Record no address: where permalinks.txt would gain one, nothing is published. For a machine that publishes by itself
    #[arg(long, conflicts_with = "dry_run")]
    pub locked: bool,
    /// How many publications that were replaced are kept beside the output, to be put back
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub keep: usize,
    /// List the publications that are kept, and publish nothing
    #[arg(long, conflicts_with_all = ["dry_run", "rollback", "replace"])]
    pub list: bool,
    /// Put back a publication that was kept, by its number
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["dry_run", "replace"])]
    pub rollback: Option<u32>,
    /// Print the settings of a server or host for this site, and publish nothing
    #[arg(long, value_name = "HOST", value_enum, conflicts_with_all = ["dry_run", "format"])]
    pub recipe: Option<Host>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// What to check.
    #[command(flatten)]
    pub reading: Reading,
    /// How loud.
    #[command(flatten)]
    pub loudness: Loudness,
    /// Make no pages: sooner, and without what only a page shows, such as a template that fails or a withheld word in a file
    #[arg(long)]
    pub fast: bool,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: CheckFormat,
    /// Print what a code means and how to mend it, and check nothing
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub explain: Option<Code>,
    /// Offer what only prose commits somebody to (`UKHTC agreed to provide …`), with the Markdown to paste; none of it is published
    #[arg(long)]
    pub suggest: bool,
    /// Say how much of the minutes is understood, by folder: dates, attendance, items, actions, decisions
    #[arg(long)]
    pub coverage: bool,
    /// List the links to other sites with their places, for a program that asks whether each still leads somewhere; nothing is fetched
    #[arg(long, conflicts_with_all = ["suggest", "coverage"])]
    pub external: bool,
    /// Say what the edition withholds, where and for which reason, what was looked through for it, and what could not be
    #[arg(long)]
    pub withheld: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// A file of minutes and a line of it
    #[arg(value_name = "FILE:LINE", value_parser = line_place)]
    pub place: LinePlace,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: ExplainFormat,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePlace {
    /// The path of the file, or the end of it.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

fn line_place(typed: &str) -> Result<LinePlace, String> {
    let (path, line) = typed.rsplit_once(':').unwrap_or((typed, ""));
    let line = line.parse().ok().filter(|line| *line > 0);
    let line = line.ok_or("a file and a line, as in 2021-03-09.md:14")?;
    Ok(LinePlace { path: path.to_owned(), line })
}

/// How `explain` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// `digest`.
#[derive(Debug, Args)]
pub struct Digest {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// The first day that is told of, as 2026-11-01
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Day,
    /// Only of this body, by id or name; several are given one by one [default: with neither body, owner nor list, of all]
    #[arg(long, value_name = "BODY")]
    pub body: Vec<String>,
    /// Only to this owner of actions, by name, abbreviation or id; several are given one by one
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Only of this list, by id, path or title; several are given one by one
    #[arg(long, value_name = "LIST")]
    pub list: Vec<String>,
    /// The folder for the files, which is made where it is not there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub to: PathBuf,
}

/// `actions`.
#[derive(Debug, Args)]
pub struct Actions {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// Only of this owner, by name, abbreviation or id; several are given one by one
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Only of this body, by id or name; several are given one by one
    #[arg(long, value_name = "BODY")]
    pub body: Vec<String>,
    /// Only with this status: open, in-progress, done, dropped or superseded
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Vec<Status>,
    /// Only what is still to be done: open or in progress
    #[arg(long)]
    pub open: bool,
    /// Only what is past due
    #[arg(long)]
    pub overdue: bool,
    /// Only what is due on this day or before
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due_by: Option<Day>,
    /// Only what was raised in this year
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i16>,
    /// Only what was raised so many days ago or more
    #[arg(long, value_name = "NUMBER")]
    pub days: Option<u32>,
    /// In which order
    #[arg(long, value_name = "ORDER", value_enum, default_value_t)]
    pub sort: ActionOrder,
    /// How to answer; CSV and JSON are as the site publishes them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: RegisterFormat,
    /// A letter in Markdown to each owner of what is still to be done
    #[arg(long, conflicts_with = "format")]
    pub chase: bool,
}

impl Actions {
    /// The statuses that are asked for; none: all.
    pub fn statuses(&self) -> Vec<Status> {
        let open = Status::ALL.into_iter().filter(|s| self.open && s.is_open());
        self.status.iter().copied().chain(open).collect()
    }
}

/// `new`.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Write the file of a body's next meeting: members, agenda, matters arising, papers, lists due for review
    #[command(after_help = "Example:\n  minutebook new meeting idmg 2012-09-13")]
    Meeting(NewMeeting),
}

/// `new meeting`.
#[derive(Debug, Args)]
pub struct NewMeeting {
    /// The body, by id or name
    #[arg(value_name = "BODY")]
    pub body: String,
    /// The day of the meeting, as 2012-09-13
    #[arg(value_name = "DATE", value_parser = day)]
    pub date: Day,
    /// The folder with the minutes [default: `content` beside site.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub content: Option<PathBuf>,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
}

/// `theme`.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// List every file of the theme: whether the site replaces it, and what it is for
    #[command(after_help = "Example:\n  minutebook theme list")]
    List,
    /// Print a built-in file
    #[command(after_help = "Example:\n  minutebook theme show meeting.html")]
    Show {
        /// The file, as `theme list` names it, or the end of its path
        #[arg(value_name = "FILE")]
        file: String,
    },
    /// Copy built-in files into the theme of the site, to be edited there; what is there already is never replaced
    #[command(after_help = "Example:\n  minutebook theme eject decisions.html 90-print.css")]
    Eject {
        /// The files, as `theme list` names them, or the ends of their paths
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
    },
}

/// `messages`.
#[derive(Debug, Args)]
pub struct MessagesCommand {
    /// The language, as `fr` or `pt-BR`
    #[arg(value_name = "LANGUAGE", value_parser = language)]
    pub language: String,
    /// Only what is missing, or lacks a plural form
    #[arg(long)]
    pub missing: bool,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// What to show.
    #[command(flatten)]
    pub site: Site,
    /// The port; where it is taken, that is an error [default: the first free one from 1111]
    #[arg(long, value_name = "NUMBER")]
    pub port: Option<u16>,
    /// The address of this machine to listen at; any but the default lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// A name, besides `localhost` and the address, under which the preview is reached
    #[arg(long, value_name = "HOST")]
    pub host: Vec<String>,
    /// Open the preview in the browser, where there is one
    #[arg(long)]
    pub open: bool,
}

/// How `check` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum CheckFormat {
    /// For people: each line with a caret
    #[default]
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, which code hosts and editors show beside the line
    Sarif,
}

/// How `actions` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum RegisterFormat {
    /// For people
    #[default]
    #[value(alias = "text")]
    Table,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

/// `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The minutes: files, or folders with all that is in them; with --review, those that were imported
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// The folder for the Markdown: the `meetings` of a body
    #[arg(long, value_name = "DIR", required_unless_present_any = ["dry_run", "compare", "review", "body"], value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
    /// The body that met, by its id: the Markdown goes to its folder, and dates are read as its site writes them
    #[arg(long, value_name = "BODY", conflicts_with_all = ["to", "compare", "review"])]
    pub body: Option<String>,
    /// Print the Markdown and the report, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Keep the original and the places of its passages beside the minutes, each meeting in a folder of its own
    #[arg(long, conflicts_with_all = ["dry_run", "compare", "review"])]
    pub attach: bool,
    /// List every difference to another copy of the same minutes, and write nothing
    #[arg(long, value_name = "OTHER", conflicts_with_all = ["to", "dry_run"], value_hint = ValueHint::FilePath)]
    pub compare: Option<PathBuf>,
    /// End with 1 where anything is left for a person to decide
    #[arg(long)]
    pub strict: bool,
    /// The day of the meeting, where the file does not say it
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Day>,
    /// The language of the minutes, by its code
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// Hold imported minutes against their originals, one file after the other, and sign those off that are right
    #[arg(long, conflicts_with_all = ["to", "dry_run", "compare", "strict", "date", "lang"])]
    pub review: bool,
    /// With --review: the folder of the originals [default: the folders of the minutes]
    #[arg(long, value_name = "DIR", requires = "review", value_hint = ValueHint::DirPath)]
    pub originals: Option<PathBuf>,
    /// With --review: who reviews; asked for where nobody is named
    #[arg(long, value_name = "NAME", requires = "review")]
    pub by: Option<String>,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: ReportFormat,
}

/// How `import` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// A web page of one file, with what is to be decided first
    Html,
}

/// `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// What to find; several words are one query
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// The folder of the built site [default: `public` beside site.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Which language of the site to search, by its code; each has an index of its own [default: the site's first]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,
    /// In which order
    #[arg(long, value_name = "ORDER", value_enum, default_value_t)]
    pub sort: SearchOrder,
    /// How many documents to show
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub limit: usize,
    /// The first to show, counted from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub from: usize,
    /// How to answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
}

/// The order of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum SearchOrder {
    /// The best first
    #[default]
    Relevance,
    /// The newest first
    Date,
}

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

fn edition(text: &str) -> Result<Edition, String> {
    [Edition::Public, Edition::Internal]
        .into_iter()
        .find(|e| e.key() == text)
        .ok_or_else(|| "an edition is `public` or `internal`".to_owned())
}

fn status(text: &str) -> Result<Status, String> {
    let key = text.to_lowercase().replace(['_', ' '], "-");
    let keys = || Status::ALL.iter().map(|s| s.key());
    Status::ALL.into_iter().find(|s| s.key() == key).ok_or_else(|| match nearest(&key, keys()) {
        Some(near) => format!("there is no such status; did you mean `{near}`?"),
        None => format!("a status is one of: {}", keys().collect::<Vec<_>>().join(", ")),
    })
}

fn code(text: &str) -> Result<Code, String> {
    Code::named(text).ok_or_else(|| match nearest(text, codes().iter().map(|c| c.name())) {
        Some(near) => format!("there is no such code; did you mean `{near}`?"),
        None => "there is no such code; `minutebook check` prints them in brackets".to_owned(),
    })
}

fn language(text: &str) -> Result<String, String> {
    language_tag(text).map(|_| text.to_owned()).ok_or_else(|| "a language is written as in a page's `lang`: fr, pt-BR".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    let date: Date = text.parse().map_err(|e| format!("{e}; write it as 2026-11-23"))?;
    date.day().ok_or_else(|| "a day is needed: write it as 2026-11-23".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound_and_every_command_has_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        for sub in command.get_subcommands() {
            let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example") && help.contains("minutebook "), "{}", sub.get_name());
        }
    }

    #[test]
    fn days_and_editions_are_checked_where_they_are_typed() {
        let parse = |words: &[&str]| Cli::try_parse_from([&["minutebook", "build"], words].concat());
        assert!(parse(&["--as-of", "2012-04-17", "--edition", "internal"]).is_ok());
        let error = parse(&["--as-of", "2012-02-30"]).unwrap_err().to_string();
        assert!(error.contains("there is no such day"), "{error}");
        assert!(parse(&["--as-of", "2012-04"]).unwrap_err().to_string().contains("a day is needed"));
        assert!(parse(&["--edition", "secret"]).is_err());
    }
}
