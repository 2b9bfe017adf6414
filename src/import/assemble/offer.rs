//! An action that is offered to a person.

/// Words from beside the text, offered as an action of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct OfferedAction {
    /// How many blocks of the document are before it.
    pub(in crate::import) after: usize,
    /// The number of the paragraph, or its first words.
    pub(in crate::import) beside: String,
    /// Its place in the original, for people.
    pub(in crate::import) place: String,
    /// Of how many lines it was put together.
    pub(in crate::import) lines: usize,
    /// The words.
    pub(in crate::import) words: String,
}
