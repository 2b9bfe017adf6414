//! The kinds of diagnostics: each has a name that a site can set the severity of, and a meaning.

use super::Severity;

/// The consequence of a mistake in a bare folder: one that has no `site.toml`, so that nobody wrote it for this program.
///
/// There, nothing in one file may stop the others. Every code that is an error says here what happens instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareOutcome {
    /// The code is no error anywhere.
    NoError,
    /// It is a warning, and this is done: words that complete "the site is published, and …".
    Fallback(&'static str),
    /// It stays an error, and its file is not published; the others are.
    LeavesOut,
    /// It stops the build there too, for this reason: it is no mistake of one file.
    Stops(&'static str),
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal $severity:ident $(($outcome:ident $($words:literal)?))?),* $(,)?) => {
        /// What kind of mistake a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Code {
            /// Its name, as printed and as used in `[checks]`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Its severity where a site sets none.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Returns the consequence of the mistake in a bare folder.
            pub fn in_bare_folder(self) -> BareOutcome {
                match self { $(Code::$variant => outcome!($($outcome $($words)?)?),)* }
            }

            /// What it means, as in the reference.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, "\n"),+),)* }
            }
        }

        /// Every code, in the order of their names' groups.
        pub const fn codes() -> &'static [Code] {
            &[$(Code::$variant,)*]
        }
    };
}

macro_rules! outcome {
    () => {
        BareOutcome::NoError
    };
    ($outcome:ident) => {
        BareOutcome::$outcome
    };
    ($outcome:ident $words:literal) => {
        BareOutcome::$outcome($words)
    };
}

codes! {
    /// A file could not be read.
    Unreadable = "unreadable" Error (Fallback "the file is left out"),
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8" Error (Fallback "the file is left out"),
    /// A file or folder leads out of the content folder.
    OutsideContent = "outside-content" Error (Fallback "the file is left out"),
    /// TOML, YAML or CSV that cannot be read.
    Syntax = "syntax" Error (Fallback "the rest is read, and what cannot be read is taken as text"),
    /// A comment that is opened and not closed before its paragraph ends.
    UnclosedComment = "unclosed-comment" Warning,
    /// A key that is not known there.
    UnknownKey = "unknown-key" Error (Fallback "the key is passed over"),
    /// A value of the wrong kind.
    WrongValue = "wrong-value" Error (Fallback "the key is passed over"),
    /// A key that must be given and is not.
    MissingKey = "missing-key" Error (Fallback "what can be said without the key is published"),
    /// An accessibility statement that lacks what the law requires.
    IncompleteStatement = "incomplete-statement" Error (Stops "the facts of a statement are settings, and such a folder has none"),
    /// A date that is none.
    BadDate = "bad-date" Error (Fallback "the key is passed over; minutes of which no other place gives the day are a page"),
    /// A date whose day and month cannot be told apart.
    AmbiguousDate = "ambiguous-date" Error (Fallback "the date is passed over; minutes of which no other place gives the day are a page"),
    /// Minutes without a date.
    NoDate = "no-date" Error (Fallback "the minutes are a page"),
    /// Two places of a file give different dates.
    DatesDisagree = "dates-disagree" Warning,
    /// Two files with one address.
    SameAddress = "same-address" Error (Fallback "the second gets a longer address"),
    /// An address that no server or file share can hold.
    BadPath = "bad-path" Error (Fallback "the file gets an address that every server can hold"),
    /// Two things with one id.
    SameId = "same-id" Error (Fallback "the second gets a longer id; of two in a directory or a list, the first counts"),
    /// A reference to something that does not exist.
    UnknownReference = "unknown-reference" Error (Fallback "the words are not linked"),
    /// A link to a file that does not exist.
    DeadLink = "dead-link" Error (Fallback "the words are not linked"),
    /// A link to an anchor that does not exist.
    DeadAnchor = "dead-anchor" Error (Fallback "the link leads to the head of the page"),
    /// A file that is named and does not exist.
    MissingFile = "missing-file" Error (Fallback "the file is not listed"),
    /// A file that is published beside a document and not named in it.
    UnlistedFile = "unlisted-file" Note,
    /// An attached file that could not be read as what it is.
    BrokenAttachment = "broken-attachment" Warning,
    /// A published file that can act when it is opened: a web page, or a drawing with a script.
    ActiveFile = "active-file" Error (Fallback "the file is published as it is"),
    /// Files in a format that is not read, among minutes.
    OtherFormat = "other-format" Warning,
    /// A file of the content folder that nothing reads and no page leads to.
    PassedOver = "passed-over" Note,
    /// Minutes that were imported and that nobody has reviewed yet.
    NotReviewed = "not-reviewed" Note,
    /// An action that an import offers and that nobody has decided on.
    OpenOffer = "open-offer" Note,
    /// Passages of imported minutes whose words are others than those of the original.
    EditedImport = "edited-import" Note,
    /// The original of imported minutes is another file than the one that was imported.
    ChangedOriginal = "changed-original" Warning,
    /// The original of imported minutes is to be published, and something of the minutes is withheld.
    WithheldOriginal = "withheld-original" Error (Fallback "the original is not published"),
    /// Two files of minutes with the same words.
    SameText = "same-text" Note,
    /// An attached file in which there is no text, as in one that was scanned.
    NoText = "no-text" Warning,
    /// Content that this program was built without the feature for.
    FeatureMissing = "feature-missing" Warning,
    /// An update of an action that does not exist.
    UnknownAction = "unknown-action" Error (Fallback "the words are published as they are written"),
    /// Two records of an action cannot both be true.
    Contradiction = "contradiction" Error (Fallback "the later record counts"),
    /// A row of a revision or dataset that cannot be right.
    BadRow = "bad-row" Error (Fallback "the row is passed over"),
    /// An entry of a list whose name is that of another country than its code.
    CountryName = "country-name" Warning,
    /// Two keys of a list that differ only in case.
    SimilarKey = "similar-key" Warning,
    /// Figures that do not add up to their total.
    TotalDiffers = "total-differs" Warning,
    /// A withheld text would be published.
    Leak = "leak" Error (Stops "the words that would be published are in another file than the mark that withholds them"),
    /// A published file that cannot be searched for withheld words.
    UnsearchedFile = "unsearched-file" Warning,
    /// A mark of withholding that is not understood, or that hides nothing where it is.
    DoubtfulMark = "doubtful-mark" Error (LeavesOut),
    /// A passage that is withheld for a reason which is not in the site's `[reasons]`.
    UnknownReason = "unknown-reason" Error (Stops "a folder without site.toml has no list of reasons"),
    /// A marking that no edition may hold, or that is not known.
    Marking = "marking" Error (LeavesOut),
    /// A template that cannot be read or filled.
    Template = "template" Error (Stops "a template is the work of the theme, not of one file"),
    /// A theme that has no folder.
    UnknownTheme = "unknown-theme" Error (Stops "the theme is a setting, and such a folder has none"),
    /// A file or message of the site's own theme that replaces nothing and that nothing uses.
    UnusedOverride = "unused-override" Warning,
    /// A language of the site whose words are not all there.
    MissingMessage = "missing-message" Warning,
    /// A translation whose headings, paragraphs or actions are not those of its original.
    TranslationDiffers = "translation-differs" Warning,
    /// An address of the ledger would be lost.
    LostPermalink = "lost-permalink" Error (Stops "the ledger is a promise that this folder gave"),
    /// An address that a publication with `--locked` would be the first to have.
    UnrecordedAddress = "unrecorded-address" Error (Stops "the ledger is a promise that this folder gave"),
    /// Other words have a published address than it was published with.
    OtherWords = "other-words" Error (Stops "the ledger is a promise that this folder gave"),
    /// Words, a figure or an entry that changed after publication, and no note says so. `publish` refuses it unless it is accepted.
    ChangedText = "changed-text" Warning,
    /// An owner that is neither listed nor in the attendance.
    UnknownOwner = "unknown-owner" Note,
    /// An attendee that is not in the directory.
    UnknownAttendee = "unknown-attendee" Note,
    /// A name that was not an organisation's on the day of the meeting.
    NameByDate = "name-by-date" Note,
    /// A deputy whose principal sent no apologies.
    DeputyWithoutApology = "deputy-without-apology" Warning,
    /// A person both present and absent.
    PresentAndAbsent = "present-and-absent" Warning,
    /// Numbers of a vote that are not those of the names beside them.
    VotesDiffer = "votes-differ" Warning,
    /// A result of a motion that its vote contradicts.
    ResultDiffers = "result-differs" Warning,
    /// Somebody moves, seconds or votes at a meeting that they were not at.
    VoterNotPresent = "voter-not-present" Warning,
    /// Somebody seconds what they moved.
    OwnSecond = "own-second" Warning,
    /// Minutes that can be read in several ways as to who was there: nothing is made of these words, and they are published as written.
    DoubtfulAttendance = "doubtful-attendance" Note,
    /// A day in minutes that can be read in two ways, or that does not exist: it is published as it is written.
    DoubtfulDate = "doubtful-date" Note,
    /// A number left out between two items or paragraphs.
    NumberGap = "number-gap" Warning,
    /// A number given twice.
    NumberTwice = "number-twice" Warning,
    /// A number that is smaller than the one before it.
    NumberOrder = "number-order" Warning,
    /// A heading of a page or report without words, or one that skips a level.
    DoubtfulHeading = "doubtful-heading" Note,
    /// A due date before the meeting.
    DueBeforeMeeting = "due-before-meeting" Warning,
    /// The next meeting never happened, or on another day.
    NextMeetingDiffers = "next-meeting-differs" Warning,
    /// A review that is overdue.
    ReviewOverdue = "review-overdue" Warning,
    /// An action open for more meetings than the site allows.
    ActionOpenLong = "action-open-long" Warning,
    /// An `[[allow]]` of site.toml that allows nothing, or has ended.
    UnusedAllow = "unused-allow" Warning,
}

impl Code {
    /// Returns true if it names something referred to that is not where a text says.
    pub fn is_dead_reference(self) -> bool {
        matches!(self, Code::DeadLink | Code::DeadAnchor | Code::UnknownAction | Code::UnknownReference)
    }

    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        codes().iter().copied().find(|c| c.name() == name)
    }

    /// Returns true if a site may allow one finding of it with `[[allow]]`. What stops a build by itself is a promise, or leaves a
    /// page that is not what its author wrote.
    pub fn is_allowable(self) -> bool {
        self.severity() != Severity::Error && self != Code::UnusedAllow
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
