//! Stages on real folders.
#![expect(clippy::disallowed_methods, reason = "tests read and write as they like")]

use super::*;
use std::fs;
