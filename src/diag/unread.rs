//! Files that could not be read, in words.

use super::{Code, Diagnostic};
use crate::record::{FileId, Span};
use crate::source::{BadBytes, Content, ReadProblem, Sources};

/// Returns a diagnostic for each file that could not be read.
pub fn read_problems(problems: &[ReadProblem], sources: &Sources) -> Vec<Diagnostic> {
    problems.iter().filter_map(|problem| read_problem(problem, sources)).collect()
}

fn read_problem(problem: &ReadProblem, sources: &Sources) -> Option<Diagnostic> {
    match problem {
        ReadProblem::Refused { path, why, outside } => Some(refused(path, why, *outside)),
        ReadProblem::NotUtf8(file) => match &sources.files.get(file.0 as usize)?.content {
            Content::NotUtf8(bad) => Some(not_utf8(sources.path(*file), *file, bad)),
            _ => None,
        },
    }
}

fn refused(path: &str, why: &str, outside: bool) -> Diagnostic {
    let (code, remedy) = if outside {
        (Code::OutsideContent, "copy the file or folder into the content folder; links that lead out of it are not followed")
    } else {
        (Code::Unreadable, "check that the file is there and that you may read it")
    };
    Diagnostic::new(code, None, format!("`{path}` cannot be read: {why}")).remedy(remedy)
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
