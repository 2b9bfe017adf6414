//! The content of a digest, before it is written as a mail.

/// A digest before it is written as a mail.
pub(super) struct DigestContent {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) address: String,
    /// That it is of something invented for show.
    pub(super) is_illustrative: bool,
    pub(super) sections: Vec<DigestSection>,
}

/// Some items below a heading.
pub(super) struct DigestSection {
    pub(super) heading: String,
    pub(super) items: Vec<DigestItem>,
}

/// Something that is told.
pub(super) struct DigestItem {
    pub(super) title: String,
    pub(super) detail: String,
    pub(super) address: String,
}
