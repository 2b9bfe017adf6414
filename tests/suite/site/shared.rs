//! Builds that several tests look at: each is made once in a run of the tests, and kept in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::golden::odd_titles;
use super::hostile::hostile_site;
use super::support::{Built, Site, main_of, project, shown, text, words};

/// The files of a build.
pub(crate) struct SharedBuild {
    /// Every file of the output, by its path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The text that the build printed for people.
    pub(crate) stderr: String,
}

/// A build by the name of its site and its options.
type Builds = BTreeMap<(String, String), Arc<OnceLock<Arc<SharedBuild>>>>;

static BUILDS: Mutex<Builds> = Mutex::new(Builds::new());

/// The names of the sites below `tests/sites/good`, sorted.
pub(crate) fn good_sites() -> Vec<String> {
    let entries = std::fs::read_dir(project().join("tests/sites/good")).expect("the good sites");
    let mut names: Vec<String> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A new copy of a site: `own`, `hostile`, `odd titles`, or one below `tests/sites/good` by its name.
pub(crate) fn site(name: &str) -> Site {
    match name {
        "own" => Site::own(),
        "hostile" => hostile_site(),
        "odd titles" => odd_titles(),
        good => Site::copy(&format!("tests/sites/good/{good}")),
    }
}

/// The build of a site with these options, as of the fixed day.
pub(crate) fn shared(name: &str, options: &[&str]) -> Arc<SharedBuild> {
    let key = (name.to_owned(), options.join(" "));
    let build = Arc::clone(BUILDS.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    Arc::clone(build.get_or_init(|| Arc::new(SharedBuild::read(&site(name).build_with(options)))))
}

impl SharedBuild {
    /// Reads what was built.
    pub(crate) fn read(built: &Built) -> SharedBuild {
        let read = |path: String| (path.clone(), std::fs::read(built.folder.join(path)).expect("a file"));
        SharedBuild { files: built.list().into_iter().map(read).collect(), stderr: built.stderr.clone() }
    }

    /// The paths of all files, sorted.
    pub(crate) fn list(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// A file of the output, as text.
    pub(crate) fn text(&self, path: &str) -> String {
        text(self.files.get(path).unwrap_or_else(|| panic!("there is no {path}; there is:\n{}", self.list().join("\n"))))
    }

    /// The inside of a page's `<main>`.
    pub(crate) fn main(&self, path: &str) -> String {
        main_of(&self.text(path)).to_owned()
    }

    /// The words of a page's `<main>`, in order.
    pub(crate) fn words(&self, path: &str) -> Vec<String> {
        words(&shown(&self.main(path)))
    }
}
