//! The row of an attached file.

use schemars::JsonSchema;
use serde::Serialize;

use super::file::absolute;
use crate::record::{Attachment, Record};

/// A file attached to a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct AttachmentRow {
    /// The title of the file.
    pub title: String,
    /// The address of the file.
    pub address: String,
    /// Its media type: `application/pdf`.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// The SHA-256 of its bytes.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

pub(super) fn attachment(record: &Record, attachment: &Attachment) -> AttachmentRow {
    let facts = &attachment.facts;
    AttachmentRow {
        title: attachment.title.to_string(),
        address: record.files.get(&attachment.file).map(|p| absolute(record, p)).unwrap_or_default(),
        media_type: facts.media_type.to_string(),
        size: facts.size,
        pages: facts.pages,
        sha256: facts.sha256.to_string(),
    }
}
