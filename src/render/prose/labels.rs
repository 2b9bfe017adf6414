//! The few words that Markdown itself needs a reader to see or hear, in the language of the text.

/// Words for one language.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) note: &'static str,
    pub(super) tip: &'static str,
    pub(super) important: &'static str,
    pub(super) warning: &'static str,
    pub(super) caution: &'static str,
    pub(super) internal: &'static str,
    pub(super) table: &'static str,
    pub(super) done: &'static str,
    pub(super) not_done: &'static str,
    pub(super) redacted: &'static str,
    pub(super) footnotes: &'static str,
    pub(super) back: &'static str,
}

static ENGLISH: Labels = Labels {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    internal: "Internal",
    table: "Table",
    done: "done",
    not_done: "not done",
    redacted: "redacted",
    footnotes: "Footnotes",
    back: "Back to the text",
};

static WELSH: Labels = Labels {
    note: "Nodyn",
    tip: "Awgrym",
    important: "Pwysig",
    warning: "Rhybudd",
    caution: "Gofal",
    internal: "Mewnol",
    table: "Tabl",
    done: "wedi’i wneud",
    not_done: "heb ei wneud",
    redacted: "golygwyd",
    footnotes: "Troednodiadau",
    back: "Yn ôl i’r testun",
};

/// The words for a language: Welsh for `cy`, else English.
pub(super) fn labels(lang: &str) -> &'static Labels {
    if lang == "cy" || lang.starts_with("cy-") { &WELSH } else { &ENGLISH }
}
