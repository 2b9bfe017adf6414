//! Published files that cannot be looked through for withheld words.

use crate::diag::{Code, Diagnostic};
use crate::import::is_unsearchable;
use crate::record::{FileId, Span};
use crate::site::SiteModel;
use crate::source::{self, ending};

/// Endings of files that hold words which no search finds: packed otherwise than documents are, spoken, drawn, or in a file system of their own. They
/// need not be read to know it.
const UNSEARCHED: [&str; 36] = [
    "7z", "aac", "accdb", "avi", "bz2", "db", "dmg", "doc", "flac", "gz", "heic", "heif", "iso", "jp2", "m4a", "m4v", "mdb",
    "mkv", "mov", "mp3", "mp4", "mpp", "msg", "ogg", "one", "ppt", "pst", "pub", "rar", "tgz", "tif", "tiff", "wav", "webm",
    "xls", "xz",
];
/// Endings of files that are always looked through whole: what is wrong with one is said where it is read.
const SEARCHED: [&str; 14] =
    ["csv", "gif", "htm", "html", "ics", "jpeg", "jpg", "json", "md", "png", "svg", "toml", "txt", "yaml"];

/// Returns a warning for each published file that cannot be searched for withheld words. The edition withholds some.
pub(super) fn unsearched_files(model: &SiteModel) -> Vec<Diagnostic> {
    let sources = model.sources();
    let is_unsearched = |file: &FileId| {
        let path = sources.path(*file);
        let ending = ending(path);
        if UNSEARCHED.contains(&&*ending) {
            return true;
        }
        !SEARCHED.contains(&&*ending) && source::read_bytes(sources, *file).is_ok_and(|bytes| is_unsearchable(path, &bytes))
    };
    let warning = |file: FileId| {
        let name = sources.path(file).rsplit('/').next().unwrap_or("");
        Diagnostic::new(
            Code::UnsearchedFile,
            Span::new(file, 0, 0),
            format!("`{name}` cannot be searched for all withheld words"),
        )
        .expected("published as it is: some of it is locked, packed or of a kind that is not read")
        .remedy("attach it in another format (PDF, DOCX, plain text), or make sure that nothing withheld is in it")
    };
    model.record().files.keys().copied().filter(is_unsearched).map(warning).collect()
}
