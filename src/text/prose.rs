//! All that a text is written with: the record, its texts, the site that it is shown on, the words of the pages.

use super::definitions::Cache;
use super::resolver::LinkResolver;
use crate::locale::Messages;
use crate::record::Record;
use crate::source::Sources;

/// Turns Markdown into HTML for one record. Shared by all threads.
pub struct Prose<'a> {
    /// What references resolve in.
    pub record: &'a Record,
    /// The texts.
    pub sources: &'a Sources,
    /// The site that the text is shown on.
    pub links: Box<dyn LinkResolver + 'a>,
    /// The few words that a text needs a reader to see or hear (`Note`, `redacted`), and dates in titles.
    pub messages: &'a Messages,
    pub(super) cache: Cache,
}

impl<'a> Prose<'a> {
    /// For a record.
    pub fn new(record: &'a Record, sources: &'a Sources, links: Box<dyn LinkResolver + 'a>, messages: &'a Messages) -> Self {
        Prose { record, sources, links, messages, cache: Cache::default() }
    }
}
