//! Minutes of other formats become Markdown: what is asserted is the Markdown, the report and the account of words.

mod attached;
mod copies;
mod formats;
mod office;
mod pdf;
mod review;
mod text;
mod tutorial;
mod web;
mod words;

use minutebook::import::{ImportOptions, ImportedFile, import_file};
use minutebook::record::Site;

/// Imports a file whose day its text says.
pub(crate) fn import(name: &str, bytes: &[u8]) -> ImportedFile {
    let site = Site::default();
    import_file(name, bytes, &ImportOptions { date: None, lang: None, site: &site })
}

/// The Markdown of a file that is one meeting, without its front matter.
pub(crate) fn markdown(file: &ImportedFile) -> &str {
    assert_eq!(file.texts.len(), 1, "{}", file.report.text());
    let (_, body) = file.texts[0].text.split_once("\n+++\n\n").unwrap();
    body
}

/// Asserts that no word was lost.
pub(crate) fn assert_words(file: &ImportedFile) {
    let words = file.report.words.as_ref().unwrap();
    assert!(words.lost.is_empty(), "{}\n{}", file.report.text(), file.texts[0].text);
    assert_eq!(words.original, words.kept + words.left_out);
}
