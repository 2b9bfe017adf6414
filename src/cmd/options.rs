//! What the words of the command line mean in the folder they were typed in.

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::cli::{self, Format};
use crate::publish::{ClockReading, SiteInputs, read_settings};
use crate::source::{self, Known};

/// A command's options, with every folder found.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the site: where `site.toml` is, or would be.
    pub site: PathBuf,
    /// The ledger; it need not exist. It is with the content, so that whoever has the one has the other.
    pub ledger: PathBuf,
    /// What to read, and for whom.
    pub inputs: SiteInputs,
    /// Where to publish.
    pub out: PathBuf,
    /// How to answer.
    pub format: Format,
}

/// Options that cannot be followed; the text says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongUsage(pub String);

impl fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Options {
    /// Finds the site.
    ///
    /// Without `--content` it is the nearest folder upwards from `here` with a `site.toml`, below the first folder
    /// that anybody may write to; where there is none, `here` itself, and its content is the folder `content` or, without one, all of it. With `--content` it is
    /// the content folder itself if a `site.toml` is in it, else the folder above it if one is there, else `here`. The settings of
    /// `here` do not hold for a folder elsewhere where the site here has content of its own: that folder is bare.
    ///
    /// # Errors
    /// Where publishing would replace what is read.
    pub fn find(typed: &cli::Site, here: &Path, clock: ClockReading) -> Result<Options, WrongUsage> {
        let has_settings = |folder: &Path| folder.join("site.toml").is_file();
        let (site, content) = match &typed.reading.content {
            Some(content) => {
                let content = here.join(content);
                let above = content.canonicalize().ok().and_then(|c| c.parent().map(Path::to_path_buf));
                let above = above.filter(|a| has_settings(a)).unwrap_or_else(|| here.to_path_buf());
                let site = if has_settings(&content) { content.clone() } else { above };
                (site, content)
            }
            None => match own_ancestors(here).find(|a| has_settings(a)) {
                Some(site) => (site.to_path_buf(), site.join("content")),
                None if here.join("content").is_dir() => (here.to_path_buf(), here.join("content")),
                None => (here.to_path_buf(), here.to_path_buf()),
            },
        };
        let elsewhere = !real(&content).starts_with(real(&site)) && site.join("content").is_dir();
        let settings = Some(site.join("site.toml")).filter(|p| !elsewhere && p.is_file());
        let is_inside = real(&content).starts_with(real(&site));
        let ledger = if settings.is_some() || is_inside { &site } else { &content }.join(source::LEDGER);
        let own_folder = || site.join(own_folder(typed, settings.as_deref()));
        let out = typed.out.as_ref().map_or_else(own_folder, |o| here.join(o));
        check_out(&out, &content, &site)?;
        Ok(Options {
            inputs: SiteInputs {
                settings,
                ledger: Some(ledger.clone()).filter(|p| p.is_file()),
                content,
                themes: site.join("themes"),
                edition: typed.reading.edition,
                as_of: typed.reading.as_of,
                is_stood: false,
                clock,
                drafts: typed.reading.drafts,
                is_strict: false,
                portable: typed.portable,
                known: Arc::new(known(&site, &out)),
            },
            site,
            ledger,
            out,
            format: typed.format,
        })
    }
}

/// The folder of a site's published edition.
const PUBLIC: &str = "public";

/// The folder of the other editions.
const EDITIONS: &str = "editions";

/// The output folder of a build that names none: that of the edition. What shows more than the site publishes never goes where the public one is.
fn own_folder(typed: &cli::Site, settings: Option<&Path>) -> PathBuf {
    let own = read_settings(settings).edition;
    let edition = typed.reading.edition.unwrap_or(own);
    match (edition == own, typed.reading.drafts) {
        (true, false) => PUBLIC.into(),
        (_, false) => Path::new(EDITIONS).join(edition.key()),
        (_, true) => Path::new(EDITIONS).join(format!("{}-drafts", edition.key())),
    }
}

/// The folder of a site in which builds keep what they learnt.
const CACHE: &str = ".minutebook-cache";

/// The folder and those above it, up to the first that every user of the machine may write to (`/tmp`): whose settings
/// lie there is anybody's guess. A folder that was named, or that is worked in, counts whoever may write to it.
fn own_ancestors(here: &Path) -> impl Iterator<Item = &Path> {
    here.ancestors().take_while(move |folder| *folder == here || !is_anybodys(folder))
}

/// Whether every user may write to the folder. Only Unix says so in a way that can be asked.
fn is_anybodys(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        folder.metadata().is_ok_and(|m| m.permissions().mode() & 0o002 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// What earlier builds into `out` learnt, kept in a hidden folder of the site: it holds words that an edition may not show, so that it is never
/// beside an output, which a web server may serve whole.
fn known(site: &Path, out: &Path) -> Known {
    let Some(name) = out.file_name() else { return Known::default() };
    let place = blake3::hash(real(out).as_os_str().as_encoded_bytes()).to_hex();
    let folder = site.join(CACHE).join(format!("{}-{}", name.to_string_lossy(), &place[..8]));
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock: files that changed just now are read again")]
    let began = std::time::SystemTime::now();
    Known::open(&folder, began)
}

/// A build replaces its output folder: what is read may not be in it.
fn check_out(out: &Path, content: &Path, site: &Path) -> Result<(), WrongUsage> {
    let out_real = real(out);
    for (what, place) in [("the content folder", content.to_path_buf()), ("the site's settings", site.join("site.toml"))] {
        if place.exists() && real(&place).starts_with(&out_real) {
            return Err(WrongUsage(format!(
                "a build replaces its output folder whole, and {what} (`{}`) is in `{}`; name another folder with --out",
                place.display(),
                out.display()
            )));
        }
    }
    // Minutes without a folder of their own have the output among them: a folder that is marked as one is not read.
    if real(content) != real(site) && out_real.starts_with(real(content)) {
        return Err(WrongUsage(format!(
            "the output folder `{}` is in the content folder (`{}`), where the next build would read it; name another folder with --out",
            out.display(),
            content.display()
        )));
    }
    Ok(())
}

/// The path without links and without `..`, as far as it exists.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.components().next_back()) {
        (Some(above), Some(Component::Normal(name))) => real(above).join(name),
        (Some(above), Some(Component::ParentDir)) => real(above).parent().map_or_else(PathBuf::new, Path::to_path_buf),
        _ => path.to_path_buf(),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write as they like")]
mod tests {
    use super::*;
    use crate::record::Edition;
    use std::fs;

    fn find(here: &Path, content: Option<&str>, out: Option<&str>) -> Result<Options, WrongUsage> {
        let reading = cli::Reading { content: content.map(Into::into), ..cli::Reading::default() };
        let typed = cli::Site { reading, out: out.map(Into::into), ..cli::Site::default() };
        Options::find(&typed, here, ClockReading::Day("2026-11-23".parse::<crate::record::Date>().unwrap().first()))
    }

    #[test]
    fn finds_the_site_from_anywhere_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        let site = home.join("my site");
        fs::create_dir_all(site.join("content/idmg/meetings")).unwrap();
        fs::write(site.join("site.toml"), "").unwrap();
        for here in [&site, &site.join("content/idmg/meetings")] {
            let options = find(here, None, None).unwrap();
            assert_eq!(options.inputs.content, site.join("content"));
            assert_eq!(options.out, site.join("public"));
            assert_eq!(options.inputs.settings, Some(site.join("site.toml")));
            assert_eq!(options.inputs.ledger, None);
        }
        let options = find(&home, Some("my site/content"), Some("out")).unwrap();
        assert_eq!((&options.site, &options.out), (&site, &home.join("out")));
        let error = find(&site, None, Some(".")).unwrap_err();
        assert!(error.0.contains("replaces its output folder whole, and the content folder"), "{error}");
        assert!(find(&site, None, Some("content/../content")).is_err());
        assert!(find(&site, None, Some("..")).is_err());
        assert!(find(&site, None, Some("missing/../content/idmg/..")).is_err());
        assert!(find(&site, None, Some("public")).is_ok());
        let error = find(&site, None, Some("content/public")).unwrap_err();
        assert!(error.0.contains("is in the content folder"), "{error}");
    }

    #[test]
    fn each_edition_has_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let site = dir.path().canonicalize().unwrap();
        fs::create_dir_all(site.join("content")).unwrap();
        let out = |settings: &str, edition: Option<Edition>, drafts: bool| {
            fs::write(site.join("site.toml"), settings).unwrap();
            let reading = cli::Reading { edition, drafts, ..cli::Reading::default() };
            let typed = cli::Site { reading, ..cli::Site::default() };
            let day = ClockReading::Day("2026-11-23".parse::<crate::record::Date>().unwrap().first());
            let out = Options::find(&typed, &site, day).unwrap().out;
            out.strip_prefix(&site).unwrap().to_string_lossy().into_owned()
        };
        let (public, internal) = (Some(Edition::Public), Some(Edition::Internal));
        for (settings, edition, drafts, folder) in [
            ("", None, false, "public"),
            ("", public, false, "public"),
            ("", internal, false, "editions/internal"),
            ("", None, true, "editions/public-drafts"),
            ("", internal, true, "editions/internal-drafts"),
            ("edition = \"internal\"", None, false, "public"),
            ("edition = \"internal\"", internal, false, "public"),
            ("edition = \"internal\"", public, false, "editions/public"),
        ] {
            assert_eq!(out(settings, edition, drafts), folder, "{settings} {edition:?} {drafts}");
        }
    }

    #[test]
    fn settings_of_another_site_do_not_hold() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        let (site, archive) = (home.join("site"), home.join("archive"));
        fs::create_dir_all(site.join("content")).unwrap();
        fs::create_dir_all(&archive).unwrap();
        fs::write(site.join("site.toml"), "").unwrap();
        fs::write(site.join("permalinks.txt"), "").unwrap();
        let inputs = find(&site, archive.to_str(), None).unwrap().inputs;
        assert_eq!((inputs.settings, inputs.ledger), (None, None));
        assert!(find(&site, Some("content"), None).unwrap().inputs.settings.is_some());
        // Settings without content of their own are for the folder that is named.
        fs::remove_dir(site.join("content")).unwrap();
        assert!(find(&site, archive.to_str(), None).unwrap().inputs.settings.is_some());
    }

    #[test]
    #[cfg(unix)]
    fn settings_in_a_folder_of_everybody_are_nobodys() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        fs::create_dir_all(home.join("minutes/2026")).unwrap();
        fs::create_dir_all(home.join("content")).unwrap();
        fs::write(home.join("site.toml"), "").unwrap();
        let content = |here: &Path| find(here, None, None).unwrap().inputs.content;
        assert_eq!(content(&home.join("minutes/2026")), home.join("content"));
        fs::set_permissions(&home, fs::Permissions::from_mode(0o1777)).unwrap();
        assert_eq!(content(&home.join("minutes/2026")), home.join("minutes/2026"));
        assert_eq!(content(&home), home.join("content"), "it is worked in");
    }

    #[test]
    fn bare_minutes_need_no_settings() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        fs::create_dir_all(home.join("minutes")).unwrap();
        let options = find(&home, Some("minutes"), None).unwrap();
        assert_eq!((options.inputs.settings, options.out), (None, home.join("public")));
        assert_eq!(find(&home.join("minutes"), None, None).unwrap().inputs.content, home.join("minutes"));
        fs::create_dir_all(home.join("content")).unwrap();
        assert_eq!(find(&home, None, None).unwrap().inputs.content, home.join("content"));
    }
}
