//! The look of words.

use crate::layout::TextStyle;

/// The look that what is around words gives them.
#[derive(Debug, Clone)]
pub(super) struct SpanLook {
    pub(super) style: TextStyle,
    pub(super) link: Option<Box<str>>,
    pub(super) is_hidden: bool,
}
