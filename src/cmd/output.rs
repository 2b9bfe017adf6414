//! The answers of commands, and what they complain of.
//!
//! A broken pipe is no error: the reader has seen enough.

use std::io::{self, Write};
use std::process::ExitCode;

use super::exit::ExitStatus;
use crate::source::ReadError;

/// Answers on standard output.
pub(super) fn print(text: &[u8]) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitStatus::InputOutput.into(),
        _ => ExitCode::SUCCESS,
    }
}

/// Reports a content folder that cannot be read or is empty; `json`: for a program, which reads standard output.
pub(super) fn unreadable(error: &ReadError, command: &str, json: bool) -> ExitCode {
    let (message, remedy) = (error.to_string(), error.remedy(command));
    if json {
        let value = serde_json::json!({ "ok": false, "error": message, "remedy": remedy, "diagnostics": [] });
        print(format!("{value}\n").as_bytes());
    } else {
        complain(&format_args!("{message}\nhelp: {remedy}"), error.into());
    }
    ExitStatus::from(error).into()
}

/// Says what is wrong on standard error.
pub(super) fn complain(what: &impl std::fmt::Display, status: ExitStatus) -> ExitCode {
    let _ = writeln!(io::stderr().lock(), "error: {what}");
    status.into()
}
