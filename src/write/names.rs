//! Which paths may be published, and which are taken.

use std::collections::HashMap;

use super::error::WriteError;
use crate::record::{folded, unpublishable};

/// Checks a path below the site: relative, with `/`, and a name that every server and file share can hold.
fn check(path: &str) -> Result<(), WriteError> {
    match unpublishable(path) {
        Some(why) => Err(WriteError::BadPath { path: path.to_owned(), why }),
        None => Ok(()),
    }
}

/// The names that are taken, files and folders, as a file share sees them: without case, composed.
#[derive(Debug, Default)]
pub(crate) struct PathRules {
    taken: HashMap<Box<str>, Taken>,
}

#[derive(Debug)]
struct Taken {
    /// As it was given, where that differs from the key.
    name: Option<Box<str>>,
    folder: bool,
}

impl PathRules {
    /// Takes a path and the folders above it.
    ///
    /// # Errors
    /// Where no server could hold it, or another has it.
    pub(crate) fn take(&mut self, path: &str) -> Result<(), WriteError> {
        check(path)?;
        for (at, _) in path.match_indices('/').collect::<Vec<_>>().into_iter().rev() {
            // Once a folder is known, those above it are.
            if self.enter(&path[..at], true, path)? {
                break;
            }
        }
        self.enter(path, false, path).map(|_| ())
    }

    /// Enters one name; says whether it was a known folder.
    fn enter(&mut self, name: &str, folder: bool, path: &str) -> Result<bool, WriteError> {
        let key = folded(name);
        if let Some(taken) = self.taken.get(&*key) {
            let other = taken.name.as_deref().unwrap_or(&key).to_owned();
            return match (folder, taken.folder) {
                (true, true) if other == name => Ok(true),
                (true, false) => Err(WriteError::FileAndFolder { file: other, below: path.to_owned() }),
                (false, true) => Err(WriteError::FileAndFolder { file: path.to_owned(), below: format!("{other}/…") }),
                _ => Err(WriteError::Twice { path: name.to_owned(), other }),
            };
        }
        let name = (*key != *name).then(|| name.into());
        self.taken.insert(key, Taken { name, folder });
        Ok(false)
    }

    /// How many files.
    #[cfg(test)]
    pub(super) fn files(&self) -> usize {
        self.taken.values().filter(|t| !t.folder).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_some_server_could_not_hold() {
        for good in ["index.html", "a/b c/ŵ.pdf", "a/.hidden", "console/x", "com10.txt", "a..b/c"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "a\0b",
            "a\nb",
            "a:b",
            "what?.pdf",
            "a*",
            "nul",
            "a/CON.txt",
            "com1",
            "lpt9.pdf",
            "a./b",
            "a /b",
            ".git/config",
            ".htaccess",
        ] {
            assert!(matches!(check(bad), Err(WriteError::BadPath { .. })), "{bad:?}");
        }
        assert!(check(&"x".repeat(256)).is_err());
        assert!(check(&format!("a/{}", "ŵ".repeat(128))).is_err());
        assert!(check(&"x".repeat(255)).is_ok());
    }

    #[test]
    fn names_both_of_two() {
        let mut names = PathRules::default();
        names.take("a/b/index.html").unwrap();
        names.take("a/b/c").unwrap();
        let text = |e: Result<(), WriteError>| e.unwrap_err().to_string();
        assert_eq!(text(names.take("a/b/c")), "two files would be published as `a/b/c`; rename one of them");
        assert!(text(names.take("a/b/C")).starts_with("`a/b/C` and `a/b/c` would be one file"));
        assert!(text(names.take("A/x")).starts_with("`A` and `a` would be one file"));
        assert!(text(names.take("a/b/c/d")).starts_with("`a/b/c` would be both a file and the folder of `a/b/c/d`"));
        assert!(text(names.take("a/b")).starts_with("`a/b` would be both a file and the folder of"));
        names.take("a/e\u{301}").unwrap();
        assert!(names.take("a/é").is_err());
        assert_eq!(names.files(), 3);
    }
}
