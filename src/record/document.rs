//! What every Markdown file of the content folder has: its text, its title, who may see it, what it refers to.
//!
//! The kinds of documents (meeting, report, list …) hold one of these and add what is theirs.

use super::date::Date;
use super::index::{ActionIx, BodyIx, DatasetIx, DecisionIx, ListIx, MeetingIx, OrganisationIx, PageIx, PersonIx, ReportIx};
use super::span::{FileId, Span};

/// Who may see a thing. The public edition holds only what is public; the internal one holds all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody.
    #[default]
    Public,
    /// The body and its officials: the internal edition only.
    Internal,
}

/// Where a text stands on its way to being settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Not published unless a build asks for drafts.
    Draft,
    /// Published as a draft that no meeting agreed yet.
    Unagreed,
    /// Published, with nothing said of its approval.
    #[default]
    Published,
    /// Agreed by a later meeting.
    Agreed,
    /// Withdrawn: a tombstone stands in its place.
    Withdrawn,
}

/// One Markdown file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// The Markdown after the front matter.
    pub body: Span,
    /// `title` of the front matter, else what the kind of document infers, else the first heading.
    pub title: Box<str>,
    /// `description`: one or two sentences for lists, feeds and search engines.
    pub description: Option<Box<str>>,
    /// `lang`: BCP 47; the site's first language where it is not given.
    pub lang: Option<Box<str>>,
    /// `audience`.
    pub audience: Audience,
    /// `draft`, `stage`, `withdrawn`, `agreed_at`.
    pub stage: Stage,
    /// `illustrative = true`: invented for show, and every page that shows it says so. A body's flag covers all it owns
    /// ([`super::Record::is_illustrative`]), and is handed down to what is no meeting.
    pub illustrative: bool,
    /// `note`: a line for the head of the page, in Markdown: where the text comes from, what it leaves out.
    pub note: Option<Box<str>>,
    /// `source`: where the text was first published: a title and an address.
    pub source: Option<Citation>,
    /// `aliases`: earlier addresses, site-absolute (`/old/place/`); of places that moved here from another page, with the
    /// anchor (`/old/place/#2.1`), or with `#*` for all that are found nowhere else.
    pub aliases: Vec<Written<()>>,
    /// `[anchors]`: earlier anchors of the page.
    pub former: Vec<Former>,
    /// `[[changes]]`: dated notes of what changed after publication.
    pub changes: Vec<Change>,
    /// `agreed_at`: the place of the meeting that agreed it, as a reference.
    pub agreed_at: Option<Written<Target>>,
    /// Where a link finds the headings and the numbered paragraphs of a page or report, in order. (A meeting's are its sections and blocks.)
    pub anchors: Vec<Anchor>,
    /// Every reference in the text, sorted by `text`, one of each.
    pub references: Vec<Written<Target>>,
    /// Every link from the top of the site (`/board/`), in order; one with no address at all too.
    pub from_top: Vec<Written<()>>,
    /// What the public edition withholds from this file; empty where nothing is withheld.
    pub withheld: Vec<Withheld>,
    /// `marking`: what the publisher's scheme says of who may see it, as written; shown on every page and sheet of it.
    pub marking: Option<Box<str>>,
    /// `reviewed = false`: it was imported, and no person has held it against the original yet.
    pub is_unreviewed: bool,
}

impl Document {
    /// A document of which nothing is known but its title and where its text stands: public, and published.
    pub fn bare(title: &str, body: Span) -> Document {
        Document {
            file: body.file,
            body,
            title: title.into(),
            description: None,
            lang: None,
            audience: Audience::Public,
            stage: Stage::Published,
            illustrative: false,
            note: None,
            source: None,
            aliases: Vec::new(),
            former: Vec::new(),
            changes: Vec::new(),
            agreed_at: None,
            anchors: Vec::new(),
            references: Vec::new(),
            from_top: Vec::new(),
            withheld: Vec::new(),
            marking: None,
            is_unreviewed: false,
        }
    }

    /// Whether its text may show a dataset ([`super::Embed`]): it refers to one.
    pub fn has_figures(&self) -> bool {
        self.references.iter().any(|r| r.text.starts_with("dataset:"))
    }

    /// The day and the reason of its withdrawal, which is the last of its changes.
    pub fn withdrawal(&self) -> Option<&Change> {
        self.changes.last().filter(|_| self.stage == Stage::Withdrawn)
    }

    /// The tombstone of an anchor: of itself, or of the paragraph that an action, a decision or a passage without a number belongs to
    /// (`decision-1.2`, `1.2-p1` of `1.2`).
    pub fn tombstone(&self, anchor: &str) -> Option<&Former> {
        let named = anchor.strip_prefix("action-").or_else(|| anchor.strip_prefix("decision-")).unwrap_or(anchor);
        let counted = named.rsplit_once("-p").filter(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let number = counted.map_or(named, |(base, _)| base);
        let number = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let of = |wanted: &str| self.former.iter().find(|f| *f.anchor.text == *wanted && matches!(f.now, Now::Withdrawn(_)));
        of(anchor).or_else(|| of(named)).or_else(|| of(number))
    }

    /// The anchor of the heading that is the page's title: it is the page, and no place of it.
    pub fn title_anchor(&self) -> Option<&Anchor> {
        let mut titles = self.anchors.iter().filter(|a| a.level == 1);
        let first = self.anchors.first().filter(|a| a.level == 1);
        titles.next();
        first.filter(|_| titles.next().is_none())
    }
}

/// A place of a page or report that a link can find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The fragment, unique in the document: the heading's `{#id}`, else its title in lower case with hyphens; a paragraph's number.
    pub id: Box<str>,
    /// The heading's text, or the paragraph's number.
    pub title: Box<str>,
    /// 1 to 6 for a heading, 0 for a numbered paragraph.
    pub level: u8,
    /// The heading or the paragraph in the source; rendering finds it by its start.
    pub span: Span,
}

/// A text as an author wrote it, where it stands, and what it was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// As written.
    pub text: Box<str>,
    /// Where.
    pub span: Span,
    /// What it means, once linked; `None` before, and where nothing of that name is known.
    pub target: Option<T>,
}

impl<T> Written<T> {
    /// Not yet linked.
    pub fn new(text: impl Into<Box<str>>, span: Span) -> Self {
        Written { text: text.into(), span, target: None }
    }
}

/// A published text that something is taken from, or that proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its title, or what to call it.
    pub title: Box<str>,
    /// Its address (http or https), where it has one.
    pub url: Option<Box<str>>,
}

/// A change to a document after it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// What changed, for the reader.
    pub note: Box<str>,
    /// A major change moves "updated" and reaches the feeds; a minor one is silent.
    pub major: bool,
}

/// An anchor that a page had, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// As it was, without `#`.
    pub anchor: Written<()>,
    /// What became of it.
    pub now: Now,
}

/// What became of an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Now {
    /// Another anchor of the page stands for it: a paragraph has another number.
    Here(Written<()>),
    /// The paragraph was withdrawn: when, and why.
    Withdrawn(Change),
}

/// A passage that the public edition does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// The bytes that may not appear anywhere in the public edition.
    pub secret: Span,
    /// The whole mark of a redaction, brackets and reason included; none for an internal block.
    pub mark: Option<Span>,
    /// The reason as given (`s.40`); for an internal block, "internal".
    pub reason: Box<str>,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A body.
    Body(BodyIx),
    /// A meeting.
    Meeting(MeetingIx),
    /// An item or a paragraph of a meeting, by its anchor.
    Place(MeetingIx, Box<str>),
    /// An action.
    Action(ActionIx),
    /// A decision.
    Decision(DecisionIx),
    /// A priority list.
    List(ListIx),
    /// A revision of a priority list, by its place in [`super::List::revisions`].
    Revision(ListIx, u32),
    /// An entry of a priority list, by its key.
    Entry(ListIx, Box<str>),
    /// A dataset.
    Dataset(DatasetIx),
    /// A report.
    Report(ReportIx),
    /// A paragraph or section of a report, by its anchor.
    ReportPlace(ReportIx, Box<str>),
    /// An organisation.
    Organisation(OrganisationIx),
    /// A person.
    Person(PersonIx),
    /// A plain page, with an anchor or none.
    Page(PageIx, Option<Box<str>>),
    /// A file that is published beside a document.
    Attachment(FileId),
}
