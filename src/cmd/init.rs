//! `minutebook init`: a site that a secretary can fill in, and that builds as it is.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::export::escape_markdown;
use crate::link::OWN_FOLDERS;
use crate::parse::KIND_FOLDERS;
use crate::record::slug;
use crate::write::{WriteError, new_files};

/// The files, as they are written; those whose names begin with a dot stand here without it.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/init");

/// The files that a site without the example has in place of those of the same name.
static EMPTY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/init_empty");

/// The name of the group in the files, and what it is called in their addresses.
const EXAMPLE: (&str, &str) = ("Example Group", "example-group");

/// The group that a new site is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupName {
    name: String,
    folder: String,
}

impl GroupName {
    /// The group that is called as a folder is: the last part of its path.
    pub fn of(folder: &Path) -> Option<GroupName> {
        let name = folder.file_name()?.to_string_lossy();
        let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let folder = slug(&name);
        let is_taken = OWN_FOLDERS.iter().chain(&KIND_FOLDERS).any(|own| *own == folder);
        let folder = if is_taken { format!("{folder}-group") } else { folder };
        (!name.is_empty()).then_some(GroupName { name, folder })
    }

    /// Puts the name in the place of the example's, as the file takes it: TOML in settings and front matter, else Markdown.
    fn fill(&self, path: &str, text: &str) -> String {
        let in_toml = self.name.replace('\\', "\\\\").replace('"', "\\\"");
        let put = |text: &str, name: &str| {
            let (example, folder) = EXAMPLE;
            let text = text.replace(&format!("the {example}"), name).replace(example, name);
            text.replace(folder, &self.folder)
        };
        if path.ends_with(".toml") {
            return put(text, &in_toml);
        }
        let head = text.strip_prefix("+++").and_then(|t| t.find("\n+++")).map_or(0, |at| at + 3);
        let (front, body) = text.split_at(head);
        put(front, &in_toml) + &put(body, &escape_markdown(&self.name))
    }
}

/// Writes a new site into a folder, which is made; none of it where any of its files is there already. `group`: whose site it is;
/// `None`: the example's. `is_empty`: without the example.
///
/// Says which files were written, below the folder, in order.
///
/// # Errors
/// Where a file is there already (all of them are named), or the operating system refuses.
pub fn init(folder: &Path, group: Option<&GroupName>, is_empty: bool) -> Result<Vec<String>, WriteError> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    if is_empty {
        let mut own = Vec::new();
        collect(&EMPTY, &mut own);
        files.retain(|(path, _)| !path.starts_with("content/") && own.iter().all(|(other, _)| other != path));
        files.extend(own);
    }
    let (_, example) = EXAMPLE;
    let files = files.into_iter().map(|(path, bytes)| match (group, std::str::from_utf8(bytes)) {
        (Some(group), Ok(text)) => (path.replace(example, &group.folder), group.fill(&path, text).into_bytes()),
        _ => (path, bytes.to_vec()),
    });
    let mut files: Vec<(String, Vec<u8>)> = files.collect();
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
        let files = init(&folder, GroupName::of(&folder).as_ref(), false).unwrap();
        for needed in [
            "site.toml",
            ".gitignore",
            "public/.gitignore",
            "README.md",
            "content/_index.md",
            "content/people.toml",
            "content/safer-harbours-group/_index.md",
        ] {
            assert!(files.iter().any(|f| f == needed), "{needed}");
            assert!(folder.join(needed).is_file());
        }
        let text = init(&folder, None, false).unwrap_err().to_string();
        assert!(text.contains("site.toml") && text.contains("nothing was written"), "{text}");
        // One file in the way is enough, and it stays as it is.
        let other = dir.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("README.md"), "mine").unwrap();
        assert!(matches!(init(&other, None, true), Err(WriteError::Exists { paths }) if paths.len() == 1));
        assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
        assert_eq!(fs::read(other.join("README.md")).unwrap(), b"mine");
    }
}
