//! A theme: templates, assets and messages. The built-in `civic` is embedded in the program; a site's
//! own theme stands over it, file by file. Nothing here reads files or fills templates.

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::locale::{CatalogueText, CatalogueTexts};

static CIVIC: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/civic");

/// What a theme is made of, by path below its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    files: BTreeMap<String, File>,
    published: Vec<(String, Vec<u8>)>,
    /// Name as templates know it (`civic.css`, `img/crest.svg`) → where it is published.
    addresses: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    bytes: Cow<'static, [u8]>,
    own: bool,
}

/// A file of a theme: a template, a catalogue of messages, an asset.
#[derive(Debug, Clone, Copy)]
pub struct ThemeFile<'a> {
    /// Path below the theme's folder: `templates/base.html`.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Whether the site brought it, rather than the program.
    pub own: bool,
}

impl Theme {
    /// The built-in theme with the site's files (as [`crate::source::read_theme`] gives them) over it.
    pub fn load(overrides: Vec<(String, Vec<u8>)>) -> Theme {
        let mut files = BTreeMap::new();
        embedded(&CIVIC, &mut files);
        for (path, bytes) in overrides {
            // A copy of the built-in file changes nothing, and rows are still written by the program.
            if files.get(&path).is_some_and(|built_in: &File| *built_in.bytes == *bytes) {
                continue;
            }
            files.insert(path, File { bytes: Cow::Owned(bytes), own: true });
        }
        let (published, addresses) = publish(&files);
        Theme { name: "civic".to_owned(), files, published, addresses }
    }

    /// Says what the site calls its theme, so that errors name the file as the site has it (`themes/NAME/templates/base.html`).
    #[must_use]
    pub fn named(mut self, name: &str) -> Theme {
        name.clone_into(&mut self.name);
        self
    }

    /// The name of the folder of the site's own files, below `themes/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// With a sheet of the site's own among the theme's, unless the site brought a file of that name itself.
    #[must_use]
    pub fn with_sheet(mut self, path: &str, css: String) -> Theme {
        if !css.is_empty() && !self.files.contains_key(path) {
            self.files.insert(path.to_owned(), File { bytes: Cow::Owned(css.into_bytes()), own: false });
            (self.published, self.addresses) = publish(&self.files);
        }
        self
    }

    /// Every asset: where it is published (`assets/civic-3f2a….css`) and its bytes, sorted by address.
    ///
    /// Style sheets (`assets/css/*.css`) are joined in the order of their names into one, scripts (`assets/js/*.js`) likewise;
    /// those in folders below stand by themselves, for the pages that ask for them. Every name holds a hash of the content, so that a browser may keep it for ever.
    pub fn assets(&self) -> Vec<(String, Vec<u8>)> {
        self.published.clone()
    }

    /// Where an asset is published, by its name below `assets/` (`civic.css`, `img/crest.svg`).
    pub fn address(&self, name: &str) -> Option<&str> {
        self.addresses.get(name).map(String::as_str)
    }

    /// The names by which templates know the assets.
    pub fn asset_names(&self) -> impl Iterator<Item = &str> {
        self.addresses.keys().map(String::as_str)
    }

    /// The files of the built-in theme, by path.
    pub fn built_in() -> impl Iterator<Item = ThemeFile<'static>> {
        let mut files = BTreeMap::new();
        collect_built_in(&CIVIC, &mut files);
        files.into_iter().map(|(path, bytes)| ThemeFile { path, bytes, own: false })
    }

    /// Every file that is used, by path, the site's own among them.
    pub fn files(&self) -> impl Iterator<Item = ThemeFile<'_>> {
        self.files.iter().map(|(path, file)| ThemeFile { path, bytes: &file.bytes, own: file.own })
    }

    /// The templates, by path; their names are the paths below `templates/`.
    pub fn templates(&self) -> impl Iterator<Item = ThemeFile<'_>> {
        self.below("templates/", &["html", "xml", "txt"])
    }

    /// The catalogues of messages, by path: the built-in ones first, so that a site's own add to them.
    pub fn catalogues(&self) -> CatalogueTexts<'_> {
        let builtin = CIVIC.get_dir("messages").into_iter().flat_map(include_dir::Dir::files).filter_map(|f| {
            Some(ThemeFile { path: f.path().to_str()?, bytes: f.contents(), own: false }).filter(|f| f.path.ends_with(".toml"))
        });
        let own = self.below("messages/", &["toml"]).filter(|f| f.own);
        CatalogueTexts {
            texts: builtin.chain(own).map(|file| self.catalogue(file)).collect(),
            own_folder: self.own_place("messages"),
        }
    }

    fn catalogue<'a>(&self, file: ThemeFile<'a>) -> CatalogueText<'a> {
        CatalogueText {
            lang: file.path.strip_prefix("messages/").and_then(|p| p.strip_suffix(".toml")).unwrap_or_default(),
            place: if file.own { self.place(file.path) } else { format!("built-in theme: {}", file.path) },
            bytes: file.bytes,
        }
    }

    fn below<'a>(&'a self, folder: &'static str, endings: &'static [&'static str]) -> impl Iterator<Item = ThemeFile<'a>> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| path.rsplit_once('.').is_some_and(|(_, e)| endings.contains(&e)))
            .map(|(path, file)| ThemeFile { path, bytes: &file.bytes, own: file.own })
    }

    /// Where the site's own file stands, or would stand: `themes/civic/messages/fr.toml`.
    pub fn own_place(&self, path: &str) -> String {
        format!("themes/{}/{path}", self.name)
    }

    /// A file as its author knows it: below `themes/`, or as a part of the built-in theme.
    pub fn place(&self, path: &str) -> String {
        if self.files.get(path).is_some_and(|f| f.own) {
            format!("themes/{}/{path}", self.name)
        } else {
            format!("built-in theme: {path}")
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Theme::load(Vec::new())
    }
}

fn collect_built_in(dir: &'static Dir<'static>, files: &mut BTreeMap<&'static str, &'static [u8]>) {
    files.extend(dir.files().filter_map(|file| Some((file.path().to_str()?, file.contents()))));
    dir.dirs().for_each(|dir| collect_built_in(dir, files));
}

fn embedded(dir: &'static Dir<'static>, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.insert(path.replace('\\', "/"), File { bytes: Cow::Borrowed(file.contents()), own: false });
        }
    }
    for dir in dir.dirs() {
        embedded(dir, files);
    }
}

/// What is published of a theme, sorted by address, and what templates call it.
fn publish(files: &BTreeMap<String, File>) -> (Vec<(String, Vec<u8>)>, BTreeMap<String, String>) {
    let mut joined: [(&str, &str, Vec<u8>); 2] = [("css/", "css", Vec::new()), ("js/", "js", Vec::new())];
    let mut published = BTreeMap::new();
    let mut addresses = BTreeMap::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix("assets/") else { continue };
        let part = joined.iter_mut().find(|(folder, ending, _)| {
            name.strip_prefix(*folder)
                .is_some_and(|n| !n.contains('/') && n.strip_suffix(*ending).is_some_and(|n| n.ends_with('.')))
        });
        let bytes = match std::str::from_utf8(&file.bytes) {
            Ok(text) if name.ends_with(".css") => Cow::Owned(squeeze(text).into_bytes()),
            Ok(text) if !file.own && name.ends_with(".js") => Cow::Owned(bare(text).into_bytes()),
            _ => Cow::Borrowed(&*file.bytes),
        };
        if let Some((.., all)) = part {
            all.extend_from_slice(&bytes);
            all.extend_from_slice(b"\n");
        } else {
            let address = hashed(name, &bytes);
            addresses.insert(name.to_owned(), address.clone());
            published.insert(address, bytes.into_owned());
        }
    }
    for (_, ending, bytes) in joined {
        if !bytes.is_empty() {
            let name = format!("civic.{ending}");
            let address = hashed(&name, &bytes);
            addresses.insert(name, address.clone());
            published.insert(address, bytes);
        }
    }
    (published.into_iter().collect(), addresses)
}

/// A script without indentation, empty lines and lines that are comments. Only for our own, which have no strings of several lines.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A style sheet without comments, without the last semicolon of a block and without white space that means nothing; strings stay as they are.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if c == '"' || c == '\'' {
            let end = rest.get(1..).and_then(|r| r.find(c)).map_or(rest.len(), |n| n + 2);
            let (string, after) = rest.split_at(end);
            out.push_str(string);
            rest = after;
        } else if c.is_whitespace() {
            rest = rest.trim_start();
            let is_needed = !out.ends_with(['{', '}', ';', ',', '>', ':'])
                && !rest.starts_with(['{', '}', ';', '>'])
                && !rest.starts_with("/*");
            if is_needed && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    out
}

/// `img/crest.svg` → `assets/img/crest-3f2a5b6c7d8e9f01.svg`: 64 bits of BLAKE3 are enough to tell versions apart.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = hash.get(..16).unwrap_or_default();
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(f, n)| (f, n));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("assets/{folder}{slash}{stem}-{hash}.{ending}"),
        None => format!("assets/{folder}{slash}{file}-{hash}"),
    }
}
