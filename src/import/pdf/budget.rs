//! The work that may be done for one file.

/// The work that may still be done for a file: a hostile one is left when it is used up. Counted in work and not in time, so
/// that the same file always gives the same text.
pub(super) struct Budget {
    /// Bytes that may still be unpacked.
    pub(super) bytes: usize,
    /// Tokens that may still be read.
    pub(super) tokens: usize,
}

impl Budget {
    pub(super) fn is_spent(&self) -> bool {
        self.bytes == 0 || self.tokens == 0
    }
}
