//! Every page of a small record, through the templates of the built-in theme.

use std::collections::BTreeMap;

use super::sample::sample;
use super::{Head, Sink, View};
use crate::record::{Day, Edition, Record};
use crate::render::engine::Engine;
use crate::render::theme::Theme;
use crate::site::page_ids::PageId;
use crate::site::plan::path;
use crate::site::{SiteGlobals, SiteModel, SiteOptions};
use crate::source::Sources;
use crate::view::show;

/// Pages by the file they are written to.
struct Pages<'e> {
    engine: &'e Engine,
    files: BTreeMap<String, String>,
}

impl Sink for Pages<'_> {
    fn page<T: View>(&mut self, template: &'static str, head: &Head, view: &T) {
        let mut bytes = Vec::new();
        let made = self.engine.page(template, head, view, |page| bytes.extend_from_slice(page));
        made.unwrap_or_else(|d| panic!("{}: {}", head.path, d.message));
        let old = self.files.insert(head.file.clone(), String::from_utf8(bytes).expect("UTF-8"));
        assert!(old.is_none(), "two pages are written to {}", head.file);
    }
}

fn messages(theme: &Theme) -> std::sync::Arc<crate::locale::Messages> {
    std::sync::Arc::new(crate::locale::Messages::load(&theme.catalogues(), &["en"]).0)
}

fn built(record: &Record, sources: &Sources) -> BTreeMap<String, String> {
    let theme = Theme::default();
    let messages = messages(&theme);
    let options = SiteOptions { edition: Edition::Public, today: Day::constant(2024, 1, 10), portable: false };
    let model = SiteModel::new(record.clone(), sources.clone(), messages.clone(), options);
    let site = model.first_language();
    let engine = Engine::new(&theme, &messages, &[("en", SiteGlobals::new(&site))]).unwrap_or_else(|all| panic!("{all:?}"));
    let mut pages = Pages { engine: &engine, files: BTreeMap::new() };
    let ids = site.plan();
    assert!(ids.windows(2).all(|w| path(&site, &w[0]) < path(&site, &w[1])), "sorted, and no path twice");
    for id in ids {
        show(id, &site, &mut pages);
    }
    pages.files
}

/// The words of a page as a reader meets them.
fn words(html: &str) -> Vec<String> {
    let main = html.split("<main").nth(1).and_then(|h| h.split("</main>").next()).expect("a main part");
    let mut text = String::new();
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_page_is_made() {
    let (record, sources) = sample();
    let files = built(&record, &sources);
    for file in [
        "index.html",
        "404.html",
        "board/index.html",
        "board/2023-04-17/index.html",
        "actions/index.html",
        "actions/owner/quay-trust/index.html",
        "actions/body/board/index.html",
        "actions/status/open/index.html",
        "actions/year/2023/index.html",
        "actions/board/2023-04-17/2.2b/index.html",
        "decisions/2023/index.html",
        "archive/2023/index.html",
        "organisations/dh/index.html",
        "people/ada-rowe/index.html",
        "search/index.html",
    ] {
        assert!(files.contains_key(file), "{file} is not among {:?}", files.keys());
    }
    for (file, html) in &files {
        assert_eq!(html.matches("<h1").count(), 1, "{file} has one first heading");
        assert!(!html.contains("style=") && !html.contains("<style"), "{file} has no inline style");
        assert!(!html.contains("<script>") && !html.contains(" onclick"), "{file} has no inline script");
    }
    look(&files);
}

/// With `MINUTEBOOK_LOOK=FOLDER`, leaves the pages there to be looked at.
#[expect(clippy::disallowed_methods, reason = "only to look at the pages, and only when asked")]
fn look(files: &BTreeMap<String, String>) {
    let Some(folder) = std::env::var_os("MINUTEBOOK_LOOK") else { return };
    let folder = std::path::Path::new(&folder);
    let assets = Theme::default().assets();
    let pages = files.iter().map(|(p, t)| (p.clone(), t.clone().into_bytes()));
    for (path, bytes) in pages.chain(assets) {
        let place = folder.join(path);
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        std::fs::write(place, bytes).expect("written");
    }
}

#[test]
fn the_page_of_a_meeting_has_every_word_in_order() {
    let (record, sources) = sample();
    let files = built(&record, &sources);
    for (n, key) in ["2023-04-17", "2023-09-13"].iter().enumerate() {
        let page = words(&files[&format!("board/{key}/index.html")]);
        let mut rest = page.iter();
        // The mark of an update names an action by its id; the page has its sentence there.
        let mark = "**ACTION board/2023-04-17/2.2b:**";
        for word in sources.files[n].content_words(mark) {
            assert!(rest.any(|w| *w == word), "`{word}` of {key} is not on the page in its order");
        }
    }
}

#[test]
fn deputies_can_be_read_off() {
    let (record, sources) = sample();
    let files = built(&record, &sources);
    let page = words(&files["board/2023-04-17/index.html"]).join(" ");
    assert!(page.contains("DH Ben Iqbal MP Represented by Official DH by videolink"), "{page}");
    assert!(page.contains("Apologies 1 DH Ben Iqbal MP deputy Official by videolink Show as a table"), "{page}");
    let person = words(&files["people/ben-iqbal/index.html"]).join(" ");
    assert!(person.contains("Sent a deputy once"), "{person}");
}

#[test]
fn hostile_names_are_text() {
    let (record, sources) = sample();
    for (file, html) in built(&record, &sources) {
        assert!(!html.contains("Co <b>"), "{file}");
    }
}

#[test]
fn a_withheld_name_is_on_no_page() {
    let (mut record, sources) = sample();
    record.people[2].public_name = Some("Official".into());
    for (file, html) in built(&record, &sources) {
        let is_minutes = file.starts_with("board/2023");
        assert!(is_minutes || !html.contains("Cerys"), "{file}");
    }
    let messages = messages(&Theme::default());
    let options = SiteOptions { edition: Edition::Public, today: Day::constant(2024, 1, 10), portable: false };
    let model = SiteModel::new(record, sources, messages, options);
    let site = model.first_language();
    assert!(!site.plan().iter().any(|id| matches!(id, PageId::Person(ix, _) if ix.ix() == 2)));
}

impl crate::source::SourceFile {
    /// The words of a text file, without the signs of Markdown.
    fn content_words(&self, but: &str) -> Vec<String> {
        let crate::source::Content::Text(text) = &self.content else { return Vec::new() };
        text.replace(but, "").split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    }
}
