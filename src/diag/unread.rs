//! Files that could not be read, in words.

use super::{Code, Diagnostic};
use crate::record::{FileId, Span};
use crate::source::{BadBytes, ReadProblem, Sources};

/// Returns a diagnostic for each file that could not be read.
pub fn read_problems(problems: &[ReadProblem], sources: &Sources) -> Vec<Diagnostic> {
    problems.iter().map(|problem| read_problem(problem, sources)).collect()
}

fn read_problem(problem: &ReadProblem, sources: &Sources) -> Diagnostic {
    match problem {
        ReadProblem::Refused { path, why, outside } => refused(path, why, *outside),
        ReadProblem::TooLong { path } => too_long(path),
        ReadProblem::NotUtf8(file, bad) => not_utf8(sources.path(*file), *file, bad),
        ReadProblem::Utf16(file) => utf16(sources.path(*file), *file),
    }
}

fn utf16(path: &str, file: FileId) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, Span::new(file, 0, 0), format!("`{path}` is not UTF-8: every other byte is zero"))
        .expected("read as UTF-16, as some programs of Windows save it")
        .remedy("save the file with the encoding UTF-8, or run `iconv -f UTF-16 -t UTF-8`")
}

fn refused(path: &str, why: &str, outside: bool) -> Diagnostic {
    let (code, remedy) = if outside {
        (Code::OutsideContent, "copy the file or folder into the content folder; links that lead out of it are not followed")
    } else {
        (Code::Unreadable, "check that the file is there and that you may read it")
    };
    Diagnostic::new(code, None, format!("`{path}` cannot be read: {why}")).remedy(remedy)
}

fn too_long(path: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, None, format!("`{path}` is longer than a text may be"))
        .expected("expected 128 MiB at most")
        .remedy("split the file; what is only to be handed out can be packed (`.zip`)")
}

fn not_utf8(path: &str, file: FileId, bad: &BadBytes) -> Diagnostic {
    let BadBytes { at, line, column, shown, wide } = bad;
    let guess = if *wide {
        "UTF-16, as some programs of Windows save it"
    } else {
        "Windows-1252, as spreadsheets and old editors save it"
    };
    let name = if *wide { "UTF-16" } else { "WINDOWS-1252" };
    Diagnostic::new(
        Code::NotUtf8,
        Span::new(file, *at, *at),
        format!("`{path}` is not UTF-8: in line {line}, column {column}, a byte begins no character"),
    )
    .expected(format!("read as {guess}, the line is `{shown}`"))
    .remedy(format!(
        "save the file with the encoding UTF-8 (in a spreadsheet: \"CSV UTF-8\"), or run `iconv -f {name} -t UTF-8`; then look whether its accents are right"
    ))
}
