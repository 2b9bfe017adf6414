//! Two things with one id.

use crate::diag::{Code, Diagnostic};
use crate::record::Span;

/// Returns the diagnostic of two things of one kind with one id.
pub(super) fn same_id(kind: &str, id: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SameId, second, format!("two {kind}s have the id `{id}`"))
        .expected("this is the second")
        .related(first, "this is the first")
        .remedy("give one of them an id of its own")
}
