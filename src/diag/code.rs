//! The kinds of diagnostics: each has a name that a site can set the severity of, and a meaning.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal $severity:ident),* $(,)?) => {
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

codes! {
    /// A file could not be read.
    Unreadable = "unreadable" Error,
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8" Error,
    /// A file or folder leads out of the content folder.
    OutsideContent = "outside-content" Error,
    /// TOML, YAML or CSV that cannot be read.
    Syntax = "syntax" Error,
    /// A key that is not known there.
    UnknownKey = "unknown-key" Error,
    /// A value of the wrong kind.
    WrongValue = "wrong-value" Error,
    /// A key that must be given and is not.
    MissingKey = "missing-key" Error,
    /// A date that is none.
    BadDate = "bad-date" Error,
    /// A date whose day and month cannot be told apart.
    AmbiguousDate = "ambiguous-date" Error,
    /// Minutes without a date.
    NoDate = "no-date" Error,
    /// Two places of a file give different dates.
    DatesDisagree = "dates-disagree" Warning,
    /// Two files with one address.
    SameAddress = "same-address" Error,
    /// Two things with one id.
    SameId = "same-id" Error,
    /// A reference to something that does not exist.
    UnknownReference = "unknown-reference" Error,
    /// A link to a file that does not exist.
    DeadLink = "dead-link" Error,
    /// A link to an anchor that does not exist.
    DeadAnchor = "dead-anchor" Error,
    /// A file that is named and does not exist.
    MissingFile = "missing-file" Error,
    /// A file that is published beside a document and not named in it.
    UnlistedFile = "unlisted-file" Note,
    /// An attached file that could not be read as what it is.
    BrokenAttachment = "broken-attachment" Warning,
    /// An attached file in which there is no text, as in one that was scanned.
    NoText = "no-text" Warning,
    /// An update of an action that does not exist.
    UnknownAction = "unknown-action" Error,
    /// Two records of an action cannot both be true.
    Contradiction = "contradiction" Error,
    /// A row of a revision or dataset that cannot be right.
    BadRow = "bad-row" Error,
    /// An entry of a list whose name is that of another country than its code.
    CountryName = "country-name" Warning,
    /// Two keys of a list that differ only in case.
    SimilarKey = "similar-key" Warning,
    /// Figures that do not add up to their total.
    TotalDiffers = "total-differs" Warning,
    /// A withheld text would be published.
    Leak = "leak" Error,
    /// A template that cannot be read or filled.
    Template = "template" Error,
    /// A language of the site whose words are not all there.
    MissingMessage = "missing-message" Warning,
    /// A translation whose headings, paragraphs or actions are not those of its original.
    TranslationDiffers = "translation-differs" Warning,
    /// An address of the ledger would be lost.
    LostPermalink = "lost-permalink" Error,
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
    /// A number left out between two items or paragraphs.
    NumberGap = "number-gap" Warning,
    /// A number given twice.
    NumberTwice = "number-twice" Warning,
    /// A due date before the meeting.
    DueBeforeMeeting = "due-before-meeting" Warning,
    /// The next meeting never happened, or on another day.
    NextMeetingDiffers = "next-meeting-differs" Warning,
    /// A review that is overdue.
    ReviewOverdue = "review-overdue" Warning,
    /// An action open for more meetings than the site allows.
    ActionOpenLong = "action-open-long" Warning,
}

impl Code {
    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        codes().iter().copied().find(|c| c.name() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
