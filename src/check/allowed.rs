//! Findings that a site allows: each at one place, with a reason and, if wanted, a last day.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::{AllowedDiagnostic, Code, Diagnostic, nearest};
use crate::parse::Parts;
use crate::record::{AllowedFinding, Date, Day, FileId, Meeting, Span};
use crate::source::Sources;

/// The allowances of a site, each with the place that it is for.
#[derive(Debug, Default)]
pub struct Allowances {
    allowed: Vec<(AllowedFinding, AllowedPlace)>,
}

/// The place of an allowance.
#[derive(Debug, Clone, PartialEq, Eq)]
enum AllowedPlace {
    /// A whole file.
    File(FileId),
    /// Some bytes of a file.
    Part(FileId, Range<u32>),
    /// Nothing, and the reason in words, with the name that was probably meant.
    Nowhere(String, Option<String>),
}

impl Allowances {
    /// Finds the places in the texts as they were read, so that they are the same in every edition.
    pub fn of(parts: &Parts, sources: &Sources) -> Allowances {
        let allowed = parts.site.allowed.iter();
        Allowances { allowed: allowed.map(|allowed| (allowed.clone(), place(&allowed.at.0, parts, sources))).collect() }
    }

    /// Takes what is allowed out of the findings, and adds a warning for each allowance that allows nothing or has ended.
    pub fn apply(&self, found: &mut Vec<Diagnostic>, sources: &Sources, today: Day) -> Vec<AllowedDiagnostic> {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut taken = Vec::new();
        found.retain(|diagnostic| {
            let is_meant = |(allowed, place): &(AllowedFinding, AllowedPlace)| {
                *allowed.code == *diagnostic.code.name()
                    && diagnostic.code.is_allowable()
                    && !has_ended(allowed, today)
                    && diagnostic.span.is_some_and(|span| place.has(span))
            };
            let Some(n) = self.allowed.iter().position(is_meant) else { return true };
            used.insert(n);
            let (reason, until) = (self.allowed[n].0.reason.clone(), self.allowed[n].0.until);
            taken.push(AllowedDiagnostic { diagnostic: diagnostic.clone(), reason, until });
            false
        });
        let unused = self.allowed.iter().enumerate().filter(|(n, _)| !used.contains(n));
        found.extend(unused.map(|(_, (allowed, place))| unused_allowance(allowed, place, sources, today)));
        taken.sort_by_key(|a| (a.diagnostic.span, a.diagnostic.code));
        taken.dedup();
        taken
    }
}

fn has_ended(allowed: &AllowedFinding, today: Day) -> bool {
    allowed.until.is_some_and(|until| until < today)
}

impl AllowedPlace {
    fn has(&self, span: Span) -> bool {
        match self {
            AllowedPlace::File(file) => span.file == *file,
            AllowedPlace::Part(file, range) => span.file == *file && range.contains(&span.start),
            AllowedPlace::Nowhere(..) => false,
        }
    }
}

fn unused_allowance(allowed: &AllowedFinding, place: &AllowedPlace, sources: &Sources, today: Day) -> Diagnostic {
    let AllowedFinding { code, at: (_, span), until, .. } = allowed;
    let problem = |message: String| Diagnostic::new(Code::UnusedAllow, *span, message);
    let delete = "delete this `[[allow]]`";
    match (place, until) {
        (_, Some(until)) if has_ended(allowed, today) => {
            problem(format!("the allowance of `{code}` ended on {}", Date::Day(*until).in_english()))
                .expected("a day that is not past")
                .remedy(format!("correct what it was for, and {delete}; or give it a later `until`"))
        }
        (AllowedPlace::Nowhere(why, near), _) => problem(why.clone())
            .expected("a file of the content, `file#anchor` or `file:line`")
            .remedy(near.as_ref().map_or_else(
                || format!("write the place of the finding, or {delete}"),
                |near| format!("did you mean `{near}`?"),
            )),
        (AllowedPlace::File(file) | AllowedPlace::Part(file, _), _) => {
            problem(format!("there is no `{code}` to allow in `{}`", sources.path(*file)))
                .expected("the place of such a finding")
                .remedy(delete)
        }
    }
}

/// Finds the place that `at` says.
fn place(at: &str, parts: &Parts, sources: &Sources) -> AllowedPlace {
    let find = |path: &str| sources.find(path).or_else(|| sources.find(&format!("content/{path}")));
    if let Some(file) = find(at) {
        return AllowedPlace::File(file);
    }
    let (path, part) = at.rfind(['#', ':']).map_or((at, ""), |i| at.split_at(i));
    let Some(file) = find(path) else {
        let near = nearest(path, sources.iter().map(|(_, f)| f.path.strip_prefix("content/").unwrap_or(&f.path)));
        return AllowedPlace::Nowhere(format!("there is no file `{path}`"), near.map(|near| format!("{near}{part}")));
    };
    let range = match part.split_at(part.len().min(1)) {
        ("#", anchor) => parts.meetings.iter().filter(|m| m.document.file == file).find_map(|m| anchored(m, anchor)),
        (_, line) => line.parse().ok().and_then(|line| line_range(sources.text(file)?, line)),
    };
    match range {
        Some(range) => AllowedPlace::Part(file, range),
        None => AllowedPlace::Nowhere(format!("there is no `{part}` in `{}`", sources.path(file)), None),
    }
}

/// The bytes of a passage, or of a section with those inside it.
fn anchored(meeting: &Meeting, anchor: &str) -> Option<Range<u32>> {
    let passages = meeting.sections.iter().flat_map(|s| &s.passages);
    if let Some(passage) = passages.clone().find(|p| &*p.anchor == anchor) {
        return Some(passage.whole.start..passage.whole.end);
    }
    let at = meeting.sections.iter().position(|s| &*s.anchor == anchor)?;
    let section = meeting.sections.get(at)?;
    let after = meeting.sections.iter().skip(at + 1).find(|s| s.level <= section.level).and_then(|s| s.heading);
    Some(section.heading?.start..after.map_or(u32::MAX, |heading| heading.start))
}

/// The bytes of a line, counted from 1.
fn line_range(text: &str, line: usize) -> Option<Range<u32>> {
    let mut start = 0;
    for (n, words) in text.split_inclusive('\n').enumerate() {
        let end = start + words.len();
        if n + 1 == line {
            return Some(u32::try_from(start).ok()?..u32::try_from(end).ok()?);
        }
        start = end;
    }
    None
}
