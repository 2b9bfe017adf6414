//! `marking` in front matter: what the publisher's scheme of markings (OFFICIAL, OFFICIAL-SENSITIVE) says of who may see a document.
//!
//! The words are those that an import looks for in headers and footers (`import/markings.txt`).

use super::data::Reader;
use crate::diag::{Code, Diagnostic, Severity};
use crate::import::{MarkingClass, marking_class};
use crate::record::Audience;

/// Reads the marking of a document, and who may see it for that reason. What is not understood is withheld from the public edition.
pub(super) fn marking(reader: &Reader<'_>) -> (Option<Box<str>>, Audience) {
    let Some(words) = reader.text("marking") else { return (None, Audience::Public) };
    let audience = match marking_class(&words) {
        Some(MarkingClass::Open | MarkingClass::Draft) => Audience::Public,
        Some(MarkingClass::Restricted) => Audience::Internal,
        Some(MarkingClass::Secret) => {
            let found = Diagnostic::new(
                Code::Marking,
                reader.span_of("marking"),
                format!("a document marked `{words}` is in no edition"),
            )
            .expected("a marking of what an intranet may hold")
            .remedy("take the file out of the content folder; where the marking is wrong, correct it");
            reader.diagnostics().report(found);
            Audience::Internal
        }
        None => {
            let mut found =
                Diagnostic::new(Code::Marking, reader.span_of("marking"), format!("`{words}` is no marking that is known"))
                    .expected("OFFICIAL, OFFICIAL-SENSITIVE, in confidence …")
                    .remedy("write a known marking, or `audience`; until then the document is in the internal edition alone");
            found.severity = Severity::Warning;
            reader.diagnostics().report(found);
            Audience::Internal
        }
    };
    (Some(words), audience)
}
