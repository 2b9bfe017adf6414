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
    pub(super) chart: &'static str,
    pub(super) as_table: &'static str,
    pub(super) figures_from: &'static str,
    pub(super) not_adding_up: &'static str,
    pub(super) provisional: &'static str,
    pub(super) revised: &'static str,
    pub(super) unavailable: &'static str,
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
    chart: "Chart",
    as_table: "The same as a table",
    figures_from: "Figures from",
    not_adding_up: "Not all of these figures add up to the totals as published.",
    provisional: "provisional",
    revised: "revised",
    unavailable: "not available",
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
    chart: "Siart",
    as_table: "Yr un peth fel tabl",
    figures_from: "Ffigurau o",
    not_adding_up: "Nid yw pob un o’r ffigurau hyn yn adio i’r cyfansymiau fel y’u cyhoeddwyd.",
    provisional: "dros dro",
    revised: "diwygiedig",
    unavailable: "ddim ar gael",
};

/// The words for a language: Welsh for `cy`, else English.
pub(super) fn labels(lang: &str) -> &'static Labels {
    if lang == "cy" || lang.starts_with("cy-") { &WELSH } else { &ENGLISH }
}
