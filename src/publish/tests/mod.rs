//! Whole sites in memory, held against what was published of them.

mod meaning;
