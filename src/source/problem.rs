//! Files that could not be read, as values: `diag` says them in words.

use super::bytes::BadBytes;
use crate::record::FileId;

/// A file or folder that was not read, or not as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadProblem {
    /// It was refused: it cannot be opened, or a link leads out of the content folder.
    Refused {
        /// Its path below the site's folder.
        path: String,
        /// The reason, in plain words.
        why: String,
        /// A link leads to it from inside the content folder, and it is outside.
        outside: bool,
    },
    /// A text file that is longer than a text may be.
    TooLong {
        /// Its path below the site's folder.
        path: String,
    },
    /// A text file whose bytes are not UTF-8, with the first bad byte.
    NotUtf8(FileId, Box<BadBytes>),
    /// A text file of a bare folder that was read as UTF-16, though its bytes happen to be UTF-8.
    Utf16(FileId),
}
