//! What the pages of lists, datasets and reports have in common beside [`super::common`]: their heads, and who refers to them.

use super::common::FileView;
use super::{Head, LanguageSite, Link};
use crate::record::{Body, BodyIx, Document, Mention, Target, Written};

/// What a page is about, for its head.
pub(super) struct Heading<'a> {
    /// Its folder below the site.
    pub(super) path: String,
    /// Plain text.
    pub(super) title: String,
    /// Plain text, one or two sentences.
    pub(super) description: String,
    /// The document it shows or belongs to.
    pub(super) document: Option<&'a Document>,
    /// The body that owns it.
    pub(super) body: Option<BodyIx>,
    /// `list`, `report` …
    pub(super) kind: &'static str,
    /// The way here below the body.
    pub(super) trail: Vec<Link>,
}

/// The head of a page.
pub(super) fn head(site: &LanguageSite<'_>, heading: Heading<'_>) -> Head {
    let mut way = heading.body.map(|b| site.way_to(b)).unwrap_or_default();
    way.extend(heading.trail);
    let mut head = site.head(&heading.path, heading.kind, heading.title, heading.description, way);
    let owner = heading.body.and_then(|b| site.record.bodies.get(b.ix()));
    if let Some(document) = heading.document {
        head.title_lang = site.title(document).1;
        head.description_lang = site.description(document).1;
        head.untranslated = site.untranslated(document).to_owned();
        head.record_lang = site.own_text_language(document).to_owned();
    }
    head.marking = marking(heading.document, owner);
    head.illustrative = heading.document.is_some_and(|d| d.illustrative) || owner.is_some_and(|b| b.illustrative);
    head
}

/// The marking of a document, else that of the body it is of; empty where neither has one.
pub(super) fn marking(document: Option<&Document>, body: Option<&Body>) -> String {
    let of_body = body.and_then(|body| body.document.as_ref());
    document.into_iter().chain(of_body).find_map(|document| document.marking.as_deref()).unwrap_or_default().to_owned()
}

/// The link to an index of the site: `lists`. `text` is a key of the messages.
pub(super) fn index_link(site: &LanguageSite<'_>, text: &str, path: &str) -> Link {
    Link::new(site.say(text), site.addresses.folder(path))
}

/// A reference for a template: what it leads to, or the words as written, without an address, where it leads nowhere.
pub(super) fn place(site: &LanguageSite<'_>, written: &Written<Target>) -> Link {
    match &written.target {
        Some(target) => site.target_link(target),
        None => site.own_words(written.text.to_string(), String::new()),
    }
}

/// Those who refer to any of some targets, `own` itself left out: one line for each place, in the order of the record.
pub(super) fn mentioned_by<'a>(site: &LanguageSite<'_>, own: &Target, mentions: impl Iterator<Item = &'a Mention>) -> Vec<Link> {
    let is_own = |from: &Target| match (from, own) {
        (Target::ReportPlace(a, _), Target::Report(b)) => a == b,
        (Target::Revision(a, _) | Target::Entry(a, _), Target::List(b)) => a == b,
        _ => from == own,
    };
    let mut from: Vec<&Target> = mentions.map(|m| &m.from).filter(|from| !is_own(from)).collect();
    from.sort();
    from.dedup();
    let mut links: Vec<Link> = from.into_iter().map(|t| site.target_link(t)).collect();
    links.dedup_by(|a, b| a.href == b.href);
    links
}

/// Whether a file opens in office programs only, so that it ought not to stand alone.
pub(super) fn needs_office(file: &FileView) -> bool {
    file.media_type.contains("officedocument")
        || file.media_type.starts_with("application/vnd.ms-")
        || file.media_type == "application/msword"
}
