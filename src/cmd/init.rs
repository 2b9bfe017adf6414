//! `minutebook init`: a site that a secretary can fill in, and that builds as it is.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::write::{WriteError, new_files};

/// The files, as they are written; those whose names begin with a dot stand here without it.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/init");

/// Writes a new site into a folder, which is made; none of it where any of its files is there already.
///
/// Says which files were written, below the folder, in order.
///
/// # Errors
/// Where a file is there already (all of them are named), or the operating system refuses.
pub fn init(folder: &Path) -> Result<Vec<String>, WriteError> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files.sort();
    new_files(folder, &files)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn collect(dir: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in dir.files() {
        let path: Vec<String> = file.path().iter().map(|p| dotted(&p.to_string_lossy())).collect();
        files.push((path.join("/"), file.contents()));
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

/// `dot-gitignore` is written as `.gitignore`: under its own name it would have its effect here.
fn dotted(name: &str) -> String {
    name.strip_prefix("dot-").map_or_else(|| name.to_owned(), |rest| format!(".{rest}"))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read and write as they like")]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn writes_once_and_then_names_what_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Safer Harbours Group");
        let files = init(&folder).unwrap();
        for needed in ["site.toml", ".gitignore", "public/.gitignore", "README.md", "content/_index.md", "content/people.toml"] {
            assert!(files.iter().any(|f| f == needed), "{needed}");
            assert!(folder.join(needed).is_file());
        }
        let text = init(&folder).unwrap_err().to_string();
        assert!(text.contains("site.toml") && text.contains("nothing was written"), "{text}");
        // One file in the way is enough, and it stays as it is.
        let other = dir.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("README.md"), "mine").unwrap();
        assert!(matches!(init(&other), Err(WriteError::Exists { paths }) if paths.len() == 1));
        assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
        assert_eq!(fs::read(other.join("README.md")).unwrap(), b"mine");
    }
}
