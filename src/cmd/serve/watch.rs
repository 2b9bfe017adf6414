//! What changed on disk since the last look. Knows nothing of what the files mean.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Changes that come within this time of each other are one: editors write a file in several steps.
const DEBOUNCE: Duration = Duration::from_millis(12);

/// Changes that never pause are told after this time all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// Watches files and folders, also those that are not there yet.
pub(super) struct Watcher {
    notify: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// What is watched for.
    roots: Vec<PathBuf>,
    /// What the operating system watches for us: folders above the roots, without what is below them.
    above: BTreeSet<PathBuf>,
    /// Roots that are watched with all below them.
    armed: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Begins to watch. Paths are made absolute, and need not exist.
    ///
    /// # Errors
    /// Where the operating system does not let us, or one of its limits is reached; in words.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Watcher, String> {
        let (sender, events) = channel();
        let notify = notify::recommended_watcher(move |event| {
            // Where nobody listens any more, nobody needs to know.
            let _ = sender.send(event);
        })
        .map_err(|e| words(&e))?;
        let mut roots: Vec<PathBuf> = paths.iter().map(|p| absolute(p)).collect();
        roots.sort();
        roots.dedup();
        let mut watcher = Watcher { notify, events, roots, above: BTreeSet::new(), armed: BTreeSet::new() };
        watcher.arm()?;
        Ok(watcher)
    }

    /// Waits for changes and says what changed, sorted; a folder stands for all in it. `None` when nothing
    /// can come any more.
    pub(super) fn changes(&mut self) -> Option<Vec<PathBuf>> {
        loop {
            let mut changed = BTreeSet::new();
            let first = self.events.recv().ok()?;
            if !self.note(first, &mut changed) {
                continue;
            }
            #[expect(clippy::disallowed_methods, reason = "a command may read the clock, here to wait no longer than need be")]
            let end = Instant::now() + PATIENCE;
            loop {
                #[expect(clippy::disallowed_methods, reason = "as above")]
                let left = end.saturating_duration_since(Instant::now());
                match self.events.recv_timeout(DEBOUNCE.min(left)) {
                    Ok(event) => {
                        self.note(event, &mut changed);
                    }
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
                if left.is_zero() {
                    break;
                }
            }
            return Some(changed.into_iter().collect());
        }
    }

    /// Notes what an event says; whether that was anything.
    fn note(&mut self, event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) -> bool {
        let before = changed.len();
        match event {
            // The system lost count, or a folder could not be watched: anything may have changed.
            Err(_) => changed.extend(self.roots.iter().cloned()),
            Ok(event) if event.need_rescan() => changed.extend(self.roots.iter().cloned()),
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return false,
            Ok(event) => {
                for path in event.paths.into_iter().filter(|p| !is_leaving(p)) {
                    let of_root = self.roots.iter().any(|r| path == *r || r.starts_with(&path));
                    if of_root {
                        // A root, or a folder above one, came or went: what was watched there is another now.
                        self.armed.retain(|r| !r.starts_with(&path));
                        self.above.retain(|a| !a.starts_with(&path));
                        let _ = self.arm();
                    }
                    if of_root || self.roots.iter().any(|r| path.starts_with(r)) {
                        changed.insert(path);
                    }
                }
            }
        }
        changed.len() > before
    }

    /// Has everything watched that is there: each root, and the nearest folder above it, in which it may
    /// come, go or be replaced (an editor that saves by renaming leaves a watch on the file behind).
    fn arm(&mut self) -> Result<(), String> {
        for root in self.roots.clone() {
            if root.is_dir() && !self.armed.contains(&root) {
                let _ = self.notify.unwatch(&root);
                self.notify.watch(&root, RecursiveMode::Recursive).map_err(|e| words(&e))?;
                self.armed.insert(root.clone());
            }
            let Some(above) = root.ancestors().skip(1).find(|a| a.is_dir()) else { continue };
            let inside = self.roots.iter().any(|r| above.starts_with(r) && r.is_dir());
            if !inside && !self.above.contains(above) {
                let _ = self.notify.unwatch(above);
                self.notify.watch(above, RecursiveMode::NonRecursive).map_err(|e| words(&e))?;
                self.above.insert(above.to_path_buf());
            }
        }
        Ok(())
    }
}

/// What editors leave beside a file while they save it, and dotfiles: no content.
fn is_leaving(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name == "4913" || name.starts_with('#')
}

/// Absolute, and without links as far as it exists: events come with such paths.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find_map(|a| a.canonicalize().ok().map(|real| (a.to_path_buf(), real)));
    match there.as_ref().and_then(|(a, real)| path.strip_prefix(a).ok().map(|rest| (real, rest))) {
        Some((real, rest)) if rest.as_os_str().is_empty() => real.clone(),
        Some((real, rest)) => real.join(rest),
        None => path,
    }
}

fn words(error: &notify::Error) -> String {
    let advice = match error.kind {
        notify::ErrorKind::MaxFilesWatch => "; raise fs.inotify.max_user_watches",
        _ => "",
    };
    let at = error.paths.first().map(|p| format!(" `{}`", p.display())).unwrap_or_default();
    format!("cannot watch{at} for changes: {error}{advice}")
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write as they like")]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;

    /// What comes within five seconds after `act`.
    fn after(watcher: Watcher, act: impl FnOnce()) -> (Option<Vec<PathBuf>>, Option<Watcher>) {
        let (sender, receiver) = mpsc::channel();
        let mut watcher = watcher;
        act();
        std::thread::spawn(move || {
            let changes = watcher.changes();
            let _ = sender.send((changes, watcher));
        });
        match receiver.recv_timeout(Duration::from_secs(5)) {
            Ok((changes, watcher)) => (changes, Some(watcher)),
            Err(_) => (None, None),
        }
    }

    #[test]
    fn sees_what_editors_and_people_do() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        let (content, settings, themes) = (home.join("content"), home.join("site.toml"), home.join("themes"));
        fs::create_dir_all(content.join("idmg")).unwrap();
        fs::write(content.join("idmg/a.md"), "1").unwrap();
        fs::write(&settings, "1").unwrap();
        let watcher = Watcher::new(&[content.clone(), settings.clone(), themes.clone()]).unwrap();

        let mut watcher = Some(watcher);
        let mut sees = |what: &Path, act: &dyn Fn()| {
            let (changes, back) = after(watcher.take().unwrap(), act);
            let changes = changes.unwrap_or_else(|| panic!("nothing was seen of {}", what.display()));
            assert!(changes.iter().any(|c| what.starts_with(c)), "{changes:?} is not {}", what.display());
            watcher = back;
        };
        let page = content.join("idmg/a.md");
        sees(&page, &|| fs::write(&page, "2").unwrap());
        // Saved by rename, as many editors do; twice, since a watch on the file would see only the first.
        for _ in 0..2 {
            sees(&settings, &|| {
                fs::write(home.join(".site.toml.swp"), "2").unwrap();
                fs::rename(home.join(".site.toml.swp"), &settings).unwrap();
            });
        }
        sees(&page, &|| fs::rename(&page, content.join("idmg/b.md")).unwrap());
        sees(&content.join("new/deep"), &|| fs::create_dir_all(content.join("new/deep")).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        sees(&content.join("new/deep/c.md"), &|| fs::write(content.join("new/deep/c.md"), "1").unwrap());
        sees(&content.join("new"), &|| fs::remove_dir_all(content.join("new")).unwrap());
        // Folders that were not there, and one that is made again.
        sees(&themes, &|| fs::create_dir_all(themes.join("civic")).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        sees(&themes.join("civic/site.css"), &|| fs::write(themes.join("civic/site.css"), "1").unwrap());
        sees(&content, &|| fs::rename(&content, home.join("away")).unwrap());
        sees(&content, &|| fs::rename(home.join("away"), &content).unwrap());
        std::thread::sleep(Duration::from_millis(100));
        sees(&content.join("idmg/b.md"), &|| fs::write(content.join("idmg/b.md"), "3").unwrap());
    }

    #[test]
    fn passes_over_what_is_no_content() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        let content = home.join("content");
        fs::create_dir_all(&content).unwrap();
        let watcher = Watcher::new(std::slice::from_ref(&content)).unwrap();
        let (changes, _) = after(watcher, || {
            fs::create_dir_all(home.join("public/a")).unwrap();
            fs::write(home.join("public/a/index.html"), "1").unwrap();
            fs::write(content.join(".a.md.swp"), "1").unwrap();
            fs::write(content.join("a.md~"), "1").unwrap();
            fs::write(content.join("a.md"), "1").unwrap();
        });
        assert_eq!(changes, Some(vec![content.join("a.md")]));
    }
}
