//! `[accessibility]` in `site.toml`: the facts of the accessibility statement, which nobody but the publisher knows.

use super::data::Reader;
use crate::diag::{Code, Diagnostic};
use crate::record::{AccessibilityFacts, AccessibilityProblem, AccessibilityTest, Compliance};

/// Reads the table; where there is one, it has every part that the model statement requires.
pub(super) fn accessibility_facts(reader: &Reader<'_>) -> Option<AccessibilityFacts> {
    let span = reader.span_of("accessibility")?;
    let table = reader.table("accessibility", "the accessibility statement")?;
    let dates = table.table("dates", "the dates of the statement");
    let day = |key| dates.as_ref().and_then(|d| d.day(key));
    let facts = AccessibilityFacts {
        status: table
            .one_of("status", &[("fully", Compliance::Full), ("partially", Compliance::Partial), ("not", Compliance::Not)]),
        response_days: table.count("response_days"),
        prepared: day("prepared"),
        reviewed: day("reviewed"),
        tested: table.table("tested", "a test").map(|tested| test(&tested)),
        problems: table.tables("problems", "a problem").iter().filter_map(problem).collect(),
        burdens: table.texts("burdens"),
        doing: table.text("doing"),
    };
    if let Some(dates) = dates {
        dates.finish();
    }
    table.finish();
    let missing = facts.missing();
    if !missing.is_empty() {
        let keys: Vec<String> = missing.iter().map(|part| format!("`{part}`")).collect();
        reader.diagnostics().report(
            Diagnostic::new(Code::IncompleteStatement, span, format!("the accessibility statement lacks {}", keys.join(", ")))
                .expected("the law requires every part of the model statement")
                .remedy("add the keys; docs/reference/content.md says what each holds"),
        );
    }
    Some(facts)
}

fn test(reader: &Reader<'_>) -> AccessibilityTest {
    let test = AccessibilityTest { date: reader.day("date"), by: reader.text("by"), method: reader.text("method") };
    reader.finish();
    test
}

fn problem(reader: &Reader<'_>) -> Option<AccessibilityProblem> {
    let what = reader.required("what", "\"Maps in two PDFs have no text\"");
    let problem = AccessibilityProblem {
        what: what.clone().unwrap_or_default(),
        criterion: reader.text("criterion"),
        by: reader.day("by"),
    };
    reader.finish();
    what.map(|_| problem)
}
