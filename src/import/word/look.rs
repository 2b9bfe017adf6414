//! The look of words.

use crate::layout::TextStyle;

/// The look that what is around a run gives it.
#[derive(Debug, Clone, Default)]
pub(super) struct RunLook {
    pub(super) style: TextStyle,
    pub(super) link: Option<Box<str>>,
}
