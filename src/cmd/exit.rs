//! The exit codes of the program: the one table of what each outcome ends with.

use std::process::ExitCode;

use crate::publish::PublishError;
use crate::source::ReadError;
use crate::write::WriteError;

/// The outcome of a command, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done.
    Success = 0,
    /// The content has errors.
    ContentHasErrors = 1,
    /// Wrong usage or configuration.
    WrongUsage = 2,
    /// Reading or writing failed.
    InputOutput = 3,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

impl From<&WriteError> for ExitStatus {
    fn from(error: &WriteError) -> ExitStatus {
        if error.is_content() {
            ExitStatus::ContentHasErrors
        } else if error.is_usage() {
            ExitStatus::WrongUsage
        } else {
            ExitStatus::InputOutput
        }
    }
}

impl From<&ReadError> for ExitStatus {
    fn from(error: &ReadError) -> ExitStatus {
        match error {
            ReadError::Unreadable { .. } => ExitStatus::InputOutput,
            ReadError::NoContent { .. } => ExitStatus::WrongUsage,
        }
    }
}

impl From<&PublishError> for ExitStatus {
    fn from(error: &PublishError) -> ExitStatus {
        match error {
            PublishError::Read(error) => error.into(),
            PublishError::Write(error) => error.into(),
        }
    }
}
