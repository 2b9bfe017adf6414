//! `minutebook theme`: the files of the built-in theme, listed, printed and copied to be replaced.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::exit::ExitStatus;
use super::options::WrongUsage;
use super::output::{complain, print};
use crate::cli;
use crate::diag::nearest;
use crate::publish::{SiteInputs, read_site_theme};
use crate::render::theme::{Theme, ThemeFile};
use crate::render::theme_purposes::purpose;
use crate::source::read_theme;
use crate::write::new_files;

/// Runs the command.
pub(super) fn run(inputs: &SiteInputs, typed: &cli::ThemeCommand) -> ExitCode {
    match typed {
        cli::ThemeCommand::List => print(list(inputs).as_bytes()),
        cli::ThemeCommand::Show { file } => match find(file) {
            Ok(file) => print(file.bytes),
            Err(wrong) => complain(&wrong, ExitStatus::WrongUsage),
        },
        cli::ThemeCommand::Eject { files } => match files.iter().map(|file| find(file)).collect::<Result<Vec<_>, _>>() {
            Ok(found) => eject(inputs, &found),
            Err(wrong) => complain(&wrong, ExitStatus::WrongUsage),
        },
    }
}

/// One line a file: what the site made of it, its path, what it is for.
fn list(inputs: &SiteInputs) -> String {
    let theme = read_site_theme(inputs);
    let folder = inputs.themes.join(theme.name());
    let copied: BTreeSet<String> = read_theme(&folder).into_iter().map(|(path, _)| path).collect();
    let built_in: BTreeSet<&str> = Theme::built_in().map(|file| file.path).collect();
    let width = theme.files().map(|file| file.path.len()).max().unwrap_or(0);
    let mut out = String::new();
    for file in theme.files() {
        let state = match (built_in.contains(file.path), file.own, copied.contains(file.path)) {
            (true, true, _) => "replaced",
            (true, false, true) => "copied",
            (true, false, false) => "built in",
            (false, ..) => "added",
        };
        let line = format!("{state:<9} {:<width$}  {}", file.path, purpose(file).unwrap_or_default());
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The built-in file of a path, or of the end of one.
fn find(typed: &str) -> Result<ThemeFile<'static>, WrongUsage> {
    let wanted = typed.replace('\\', "/");
    let files: Vec<ThemeFile<'static>> = Theme::built_in().collect();
    if let Some(file) = files.iter().find(|file| file.path == wanted) {
        return Ok(*file);
    }
    let end = format!("/{wanted}");
    let found: Vec<&ThemeFile<'static>> = files.iter().filter(|file| file.path.ends_with(&end)).collect();
    match found.as_slice() {
        [file] => Ok(**file),
        [] => {
            let names = files.iter().flat_map(|file| [Some(file.path), file.path.rsplit('/').next()]).flatten();
            let help = match nearest(&wanted, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`minutebook theme list` names them all".to_owned(),
            };
            Err(WrongUsage(format!("the built-in theme has no file `{typed}`; {help}")))
        }
        several => {
            let paths: Vec<String> = several.iter().map(|file| format!("`{}`", file.path)).collect();
            Err(WrongUsage(format!("`{typed}` may be any of {}; name one of them whole", paths.join(", "))))
        }
    }
}

/// Copies files into the site's theme; none where one is there already.
fn eject(inputs: &SiteInputs, found: &[ThemeFile<'static>]) -> ExitCode {
    let theme = read_site_theme(inputs);
    let files: BTreeSet<(&str, &[u8])> = found.iter().map(|file| (file.path, file.bytes)).collect();
    let files: Vec<(&str, &[u8])> = files.into_iter().collect();
    match new_files(&inputs.themes.join(theme.name()), &files) {
        Ok(()) => {
            let lines: String = files.iter().map(|(path, _)| format!("Written: {}\n", theme.own_place(path))).collect();
            print(lines.as_bytes())
        }
        Err(error) => complain(&error, ExitStatus::from(&error)),
    }
}
