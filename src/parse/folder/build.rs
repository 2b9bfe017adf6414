//! From paths to [`ContentFolder`]: first the bodies, then what stands in each folder.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names::{TOP, index_rank, is_dated_name, is_markdown, is_month_and_day, is_year, language, slug_path, stem, version};
use super::{ContentFolder, FileKind};
use super::{bare, orders};
use crate::parse::data::Kind;
use crate::parse::{data, front_matter};
use crate::record::BodyIx;
use crate::record::FileId;
use crate::record::language_tag;
use crate::source::Content;
use crate::source::SourceFile;
use crate::source::Sources;
use crate::source::ending;

/// The folders whose names say what is in them.
pub const RESERVED: [&str; 4] = ["meetings", "lists", "datasets", "reports"];

/// Endings of images: they belong to the text that shows them and are not listed as attachments.
const IMAGES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico"];

/// A file of the content folder.
pub(super) struct File<'a> {
    pub id: FileId,
    /// Below `content/`.
    pub path: &'a str,
    /// `kind` of its front matter.
    pub kind: Option<&'static str>,
    /// Its folder below `content/`.
    pub folder: &'a str,
}

/// Where a file stands, before its number in the folder is known.
#[derive(Clone, Copy)]
enum Raw<'a> {
    Fixed(FileKind),
    Body(&'a str),
    Actions(&'a str),
    Minutes(&'a str),
    Paper(&'a str),
    List(&'a str),
    Revision(&'a str),
    Dataset(&'a str),
    Table(&'a str),
    Report(&'a str),
    Attachment(&'a str),
}

pub(super) fn content_folder(sources: &Sources) -> ContentFolder {
    let languages = languages(sources);
    let all: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let files: Vec<File<'_>> = all
        .par_iter()
        .filter(|(_, f)| !matches!(f.content, Content::LeftOut))
        .filter_map(|&(id, f)| {
            let path = f.path.strip_prefix(TOP)?;
            let kind = if is_markdown(path) { sources.text(id).and_then(|t| front_matter::kind_of(id, t)) } else { None };
            Some(File { id, path, kind, folder: path.rsplit_once('/').map_or("", |(folder, _)| folder) })
        })
        .collect();
    let settled = sources.find("site.toml").is_some();
    let foreign = !settled && is_foreign(&files);
    let mut builder = Builder { settled, languages, ..Builder::default() };
    builder.bodies(&files);
    let orders = orders::orders(&files);
    let homes = if foreign { bare::homes(sources, &files, &orders) } else { BTreeMap::new() };
    builder.bodies.extend(homes.values().map(|h| (*h).to_owned()));
    builder.indexes(&files);
    let mut kinds = vec![Raw::Fixed(FileKind::Beside); sources.files.len()];
    for (id, file) in sources.iter() {
        if let Some(slot) = kinds.get_mut(id.0 as usize) {
            match &*file.path {
                "site.toml" => *slot = Raw::Fixed(FileKind::Settings),
                "permalinks.txt" => *slot = Raw::Fixed(FileKind::Ledger),
                _ => {}
            }
        }
    }
    builder.versions(&files);
    let mut langs: BTreeMap<FileId, Box<str>> = BTreeMap::new();
    for file in &files {
        let raw = match homes.get(&file.id) {
            Some(home) => Raw::Minutes(home),
            None => builder.place(file),
        };
        if let Some(slot) = kinds.get_mut(file.id.0 as usize) {
            *slot = raw;
        }
        if let Some(lang) = builder.translation(file) {
            langs.insert(file.id, lang.into());
        }
    }
    for id in langs.keys() {
        // A text in another language than its sibling's is a page of its own, whatever its sibling is.
        if let Some(slot) = kinds.get_mut(id.0 as usize) {
            *slot = Raw::Fixed(FileKind::Page);
        }
    }
    builder.place_versions(&mut kinds);
    ContentFolder { orders, ..builder.number(&files, &kinds, langs) }
}

/// The languages of the site, from a look at its settings alone.
fn languages(sources: &Sources) -> Vec<Box<str>> {
    let Some(id) = sources.find("site.toml") else { return Vec::new() };
    let Some(text) = sources.text(id) else { return Vec::new() };
    let (tree, _) = data::read(data::Format::Toml, id, text, 0);
    match tree.table.get("languages").map(|v| &v.kind) {
        Some(Kind::List(items)) => items
            .iter()
            .filter_map(|v| match &v.kind {
                Kind::Text(text) => Some(language_tag(text)?.into()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether the files were laid out for another program: none says its `kind`, and no `_index.md`, which other programs have too,
/// is in a folder with `meetings` in it.
fn is_foreign(files: &[File<'_>]) -> bool {
    let meetings = || files.iter().any(|f| f.folder.split('/').any(|part| part == "meetings"));
    let own_indexes = || files.iter().any(|f| index_rank(f.path) == Some(0)) && meetings();
    files.iter().all(|f| f.kind.is_none()) && !own_indexes()
}

#[derive(Default)]
struct Builder {
    /// There is a `site.toml`.
    settled: bool,
    languages: Vec<Box<str>>,
    /// Folders of bodies.
    bodies: BTreeSet<String>,
    /// By folder: the best index-like file in it.
    indexes: BTreeMap<String, (u8, FileId)>,
    /// Folders below `meetings` that are one meeting each.
    meetings: BTreeSet<String>,
    /// Earlier versions: the file of the text as it stands, and the number.
    versions: BTreeMap<FileId, (FileId, u32)>,
    /// Folders of lists, datasets and reports named by `kind` outside the folders of those names.
    things: BTreeMap<String, &'static str>,
}

impl Builder {
    fn bodies(&mut self, files: &[File<'_>]) {
        let mut found: BTreeSet<(usize, String)> = BTreeSet::new();
        for file in files {
            let folders: Vec<&str> = file.folder.split('/').filter(|p| !p.is_empty()).collect();
            if let Some(n) = folders.iter().position(|p| *p == "meetings") {
                let home = if n == 0 { "meetings".to_owned() } else { folders[..n].join("/") };
                found.insert((n, home));
            }
            match file.kind {
                Some("body") => {
                    found.insert((folders.len(), home_of(file).to_owned()));
                }
                Some(kind @ ("list" | "dataset" | "report")) => {
                    self.things.insert(home_of(file).to_owned(), kind);
                }
                _ => {}
            }
        }
        // The shorter first: what stands in a body's reports is no body.
        for (_, home) in found {
            if !self.reserved(&home).is_some_and(|(_, word, rest)| !rest.is_empty() || word != "meetings") {
                self.bodies.insert(home);
            }
        }
        // Minutes outside any body make a body of the folder they stand in.
        for file in files.iter().filter(|f| f.kind == Some("minutes")) {
            if self.nearest_body(file.path).is_none() {
                self.bodies.insert(if file.folder.is_empty() { "minutes".to_owned() } else { file.folder.to_owned() });
            }
        }
    }

    /// The folder with a meaning that a path stands in: its owner (a body or ""), its name, the rest of the path.
    fn reserved<'p>(&self, path: &'p str) -> Option<(&'p str, &'static str, &'p str)> {
        let mut at = 0;
        for part in path.split('/') {
            let owner = path[..at].trim_end_matches('/');
            let word = RESERVED.iter().find(|r| **r == part);
            if let Some(word) = word.filter(|_| owner.is_empty() || self.bodies.contains(owner)) {
                return Some((owner, word, path.get(at + part.len() + 1..).unwrap_or("")));
            }
            at += part.len() + 1;
            if at > path.len() {
                break;
            }
        }
        None
    }

    fn nearest_body(&self, path: &str) -> Option<&str> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            if let Some(home) = self.bodies.get(above) {
                return Some(home);
            }
            folder = above;
        }
        None
    }

    /// Which file is the page of each folder, and which folders are meetings.
    fn indexes(&mut self, files: &[File<'_>]) {
        let mut dated: BTreeSet<&str> = BTreeSet::new();
        for file in files.iter().filter(|f| is_markdown(f.path)) {
            if let Some(rank) = index_rank(file.path) {
                let best = self.indexes.entry(file.folder.to_owned()).or_insert((rank, file.id));
                *best = (*best).min((rank, file.id));
            } else if is_dated_name(stem(file.path)) {
                dated.insert(file.folder);
            }
        }
        for folder in self.indexes.keys() {
            let Some((_, "meetings", rest)) = self.reserved(folder) else { continue };
            let name = rest.rsplit('/').next().unwrap_or("");
            let parent_is_year = rest.rsplit('/').nth(1).is_some_and(is_year);
            let by_name = is_dated_name(name) || parent_is_year && is_month_and_day(name);
            if !rest.is_empty() && !is_year(name) && (by_name || !dated.contains(folder.as_str())) {
                self.meetings.insert(folder.clone());
            }
        }
    }

    /// `2012-04-17.v1.md` beside `2012-04-17.md`.
    fn versions(&mut self, files: &[File<'_>]) {
        let by_path: BTreeMap<&str, FileId> = files.iter().map(|f| (f.path, f.id)).collect();
        for file in files.iter().filter(|f| is_markdown(f.path)) {
            let Some((base, number)) = version(stem(file.path)) else { continue };
            let slash = if file.folder.is_empty() { "" } else { "/" };
            let now = format!("{}{slash}{base}.{}", file.folder, ending(file.path));
            if let Some(id) = by_path.get(now.as_str()) {
                self.versions.insert(file.id, (*id, number));
            }
        }
    }

    /// A version is one of minutes and of reports; beside anything else a file of such a name is what it would be.
    fn place_versions(&self, kinds: &mut [Raw<'_>]) {
        for (id, (now, number)) in &self.versions {
            if matches!(kinds.get(now.0 as usize), Some(Raw::Minutes(_) | Raw::Report(_)))
                && let Some(slot) = kinds.get_mut(id.0 as usize)
            {
                *slot = Raw::Fixed(FileKind::Version(*now, *number));
            }
        }
    }

    fn is_index_of(&self, file: &File<'_>) -> bool {
        self.indexes.get(file.folder).is_some_and(|(_, id)| *id == file.id)
    }

    /// The nearest folder above `path` that is in `set`.
    fn above(set: impl Fn(&str) -> bool, path: &str) -> Option<&str> {
        let mut folder = path.rsplit_once('/').map(|(f, _)| f);
        while let Some(here) = folder {
            if set(here) {
                return Some(here);
            }
            folder = here.rsplit_once('/').map(|(f, _)| f);
        }
        None
    }

    fn place<'f>(&'f self, file: &File<'f>) -> Raw<'f> {
        if let Some(kind) = file.kind {
            return self.by_kind(file, kind);
        }
        if file.folder.is_empty() && matches!(stem(file.path), "organisations" | "people") && is_data(file.path) {
            return Raw::Fixed(if stem(file.path) == "people" { FileKind::People } else { FileKind::Organisations });
        }
        if let Some(thing) = Self::above(|f| self.things.contains_key(f), file.path) {
            return self.in_thing(file, thing, self.things.get(thing).copied().unwrap_or(""));
        }
        match self.reserved(file.path) {
            Some((owner, "meetings", rest)) => {
                self.in_meetings(file, self.bodies.get(if owner.is_empty() { "meetings" } else { owner }), rest)
            }
            Some((_, word, rest)) => self.in_reserved(file, word, rest),
            None => self.elsewhere(file),
        }
    }

    fn by_kind<'f>(&'f self, file: &File<'f>, kind: &str) -> Raw<'f> {
        match kind {
            "body" => Raw::Body(home_of(file)),
            "minutes" => match self.nearest_body(file.path).or_else(|| self.bodies.get("minutes").map(String::as_str)) {
                Some(home) => Raw::Minutes(home),
                None => Raw::Fixed(FileKind::Page),
            },
            "list" => Raw::List(home_of(file)),
            "dataset" => Raw::Dataset(home_of(file)),
            "report" => Raw::Report(home_of(file)),
            _ => Raw::Fixed(FileKind::Page),
        }
    }

    fn in_meetings<'f>(&'f self, file: &File<'f>, body: Option<&'f String>, rest: &str) -> Raw<'f> {
        let Some(home) = body else { return self.elsewhere(file) };
        if let Some(meeting) = Self::above(|f| self.meetings.contains(f), file.path) {
            return match (is_markdown(file.path), file.folder == meeting && self.is_index_of(file)) {
                (_, true) => Raw::Minutes(home),
                (true, false) => Raw::Fixed(FileKind::Page),
                (false, false) => Raw::Paper(home),
            };
        }
        if !is_markdown(file.path) {
            return Raw::Fixed(FileKind::Beside);
        }
        match index_rank(file.path) {
            Some(_) if rest.contains('/') || !home.eq("meetings") => Raw::Fixed(FileKind::Page),
            Some(_) if self.is_index_of(file) => Raw::Body(home),
            Some(_) => Raw::Fixed(FileKind::Page),
            None => Raw::Minutes(home),
        }
    }

    /// Below `lists`, `datasets` or `reports`.
    fn in_reserved<'f>(&'f self, file: &File<'f>, word: &str, rest: &str) -> Raw<'f> {
        let kind = match word {
            "lists" => "list",
            "datasets" => "dataset",
            _ => "report",
        };
        if let Some((first, below)) = rest.split_once('/') {
            // A thing is the nearest folder with a page of its own, else the first folder below.
            let top = file.path.len() - below.len() - 1;
            let thing = Self::above(|f| f.len() >= top && self.indexes.contains_key(f), file.path).unwrap_or(&file.path[..top]);
            debug_assert!(thing.ends_with(first) || thing.len() > top);
            return self.in_thing(file, thing, kind);
        }
        if !is_markdown(file.path) {
            return Raw::Fixed(FileKind::Beside);
        }
        match (index_rank(file.path), kind) {
            (Some(_), _) => Raw::Fixed(FileKind::Page),
            (None, "list") => Raw::List(home_of(file)),
            (None, "dataset") => Raw::Dataset(home_of(file)),
            (None, _) => Raw::Report(home_of(file)),
        }
    }

    /// A file of a list, dataset or report that has a folder.
    fn in_thing<'f>(&'f self, file: &File<'f>, thing: &'f str, kind: &str) -> Raw<'f> {
        let page = file.folder == thing && self.is_index_of(file);
        let end = ending(file.path);
        match (kind, page) {
            ("list", true) => Raw::List(thing),
            ("dataset", true) => Raw::Dataset(thing),
            (_, true) => Raw::Report(thing),
            _ if is_markdown(file.path) => Raw::Fixed(FileKind::Page),
            ("list", _) if end == "csv" || is_data(file.path) => Raw::Revision(thing),
            ("dataset", _) if end == "csv" => Raw::Table(thing),
            ("report", _) if !IMAGES.contains(&end.as_str()) => Raw::Attachment(thing),
            _ => Raw::Fixed(FileKind::Beside),
        }
    }

    fn elsewhere<'f>(&'f self, file: &File<'f>) -> Raw<'f> {
        let body = self.bodies.get(file.folder).filter(|_| !file.folder.is_empty());
        if let Some(home) = body {
            if is_markdown(file.path) && self.is_index_of(file) {
                return Raw::Body(home);
            }
            if file.path.rsplit('/').next() == Some("actions.csv") {
                return Raw::Actions(home);
            }
        }
        Raw::Fixed(if is_markdown(file.path) { FileKind::Page } else { FileKind::Beside })
    }

    /// The language of a file whose name says that it is a translation.
    fn translation<'f>(&self, file: &File<'f>) -> Option<&'f str> {
        let first = self.languages.first().map_or("en", |l| l);
        let found = language(stem(file.path), &self.languages).filter(|_| is_markdown(file.path));
        found.map(|(_, lang)| lang).filter(|lang| *lang != first)
    }

    /// Gives everything its number, and pages their addresses.
    fn number(&self, files: &[File<'_>], kinds: &[Raw<'_>], langs: BTreeMap<FileId, Box<str>>) -> ContentFolder {
        let names = |pick: fn(&Raw<'_>) -> Option<String>| -> Vec<Box<str>> {
            let set: BTreeSet<String> = kinds.iter().filter_map(pick).map(|f| slug_path(&f)).collect();
            set.into_iter().map(Into::into).collect()
        };
        let by_id: BTreeMap<String, &String> = self.bodies.iter().rev().map(|f| (slug_path(f), f)).collect();
        let mut folder = ContentFolder {
            bodies: by_id.keys().map(|id| id.as_str().into()).collect(),
            body_names: by_id.values().map(|f| f.rsplit('/').next().unwrap_or("").into()).collect(),
            lists: names(|r| if let Raw::List(f) | Raw::Revision(f) = r { Some((*f).to_owned()) } else { None }),
            datasets: names(|r| if let Raw::Dataset(f) | Raw::Table(f) = r { Some((*f).to_owned()) } else { None }),
            reports: names(|r| if let Raw::Report(f) | Raw::Attachment(f) = r { Some((*f).to_owned()) } else { None }),
            langs,
            ..ContentFolder::default()
        };
        folder.kinds = kinds.iter().map(|raw| kind(*raw, &folder)).collect();
        for file in files {
            match folder.kind(file.id) {
                // Minutes without a date are a page where no settings say that this is an error.
                FileKind::Minutes(_) if self.settled => {}
                FileKind::Page | FileKind::Minutes(_) => {
                    folder.pages.insert(file.id, self.page_path(file, folder.langs.get(&file.id).map_or("", |l| l)).into());
                }
                FileKind::Paper(_) => {
                    let meeting = Self::above(|f| self.meetings.contains(f), file.path);
                    if let Some((_, minutes)) = meeting.and_then(|m| self.indexes.get(m)) {
                        folder.papers.entry(*minutes).or_default().push(file.id);
                    }
                }
                _ => {}
            }
        }
        folder
    }

    /// The address of a page: the slugs of its path; the page of a folder stands for the folder.
    fn page_path(&self, file: &File<'_>, lang: &str) -> String {
        let full = stem(file.path);
        let name = if lang.is_empty() { full } else { full.strip_suffix(&format!(".{lang}")).unwrap_or(full) };
        let index = self.is_index_of(file) || !lang.is_empty() && matches!(name, "_index" | "index");
        let own = if index { file.folder.to_owned() } else { format!("{}/{name}", file.folder) };
        match self.reserved(&own) {
            // A translation of minutes stands where the minutes stand, below the language.
            Some((owner, "meetings", rest)) if !lang.is_empty() && !rest.is_empty() => {
                slug_path(&format!("{lang}/{owner}/{rest}"))
            }
            _ => slug_path(&format!("{lang}/{own}")),
        }
    }
}

/// The folder a thing is named by: its own for `_index.md`, else the path without its ending.
fn home_of<'f>(file: &File<'f>) -> &'f str {
    if index_rank(file.path).is_some() && !file.folder.is_empty() {
        return file.folder;
    }
    file.path.rsplit_once('.').map_or(file.path, |(home, _)| home)
}

fn is_data(path: &str) -> bool {
    matches!(ending(path).as_str(), "toml" | "yaml" | "yml")
}

fn kind(raw: Raw<'_>, folder: &ContentFolder) -> FileKind {
    let find = |names: &[Box<str>], folder: &str| {
        let id = slug_path(folder);
        names.binary_search_by(|n| (**n).cmp(id.as_str())).ok().and_then(|n| u32::try_from(n).ok())
    };
    let found = match raw {
        Raw::Fixed(kind) => Some(kind),
        Raw::Body(f) => find(&folder.bodies, f).map(|n| FileKind::Body(BodyIx(n))),
        Raw::Actions(f) => find(&folder.bodies, f).map(|n| FileKind::Actions(BodyIx(n))),
        Raw::Minutes(f) => find(&folder.bodies, f).map(|n| FileKind::Minutes(BodyIx(n))),
        Raw::Paper(f) => find(&folder.bodies, f).map(|n| FileKind::Paper(BodyIx(n))),
        Raw::List(f) => find(&folder.lists, f).map(FileKind::List),
        Raw::Revision(f) => find(&folder.lists, f).map(FileKind::Revision),
        Raw::Dataset(f) => find(&folder.datasets, f).map(FileKind::Dataset),
        Raw::Table(f) => find(&folder.datasets, f).map(FileKind::Table),
        Raw::Report(f) => find(&folder.reports, f).map(FileKind::Report),
        Raw::Attachment(f) => find(&folder.reports, f).map(FileKind::Attachment),
    };
    found.unwrap_or(FileKind::Beside)
}
