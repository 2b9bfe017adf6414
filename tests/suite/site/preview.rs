//! A preview shows the site that a build would write: the same bytes, made one file at a time, and what a build would stop at.

use std::sync::Arc;

use minutebook::{PreparedSite, PreviewSite, PublishOutcome, SiteInputs};

use super::permanence::{published, with_front};
use super::shared::{SharedBuild, good_sites, shared, site};
use super::support::Site;

fn inputs(site: &Site) -> SiteInputs {
    let folder = site.folder();
    let day = jiff::civil::date(2026, 11, 23);
    SiteInputs {
        settings: Some(folder.join("site.toml")).filter(|p| p.is_file()),
        ledger: Some(folder.join("permalinks.txt")).filter(|p| p.is_file()),
        themes: folder.join("themes"),
        as_of: Some(day),
        ..SiteInputs::new(folder.join("content"), day)
    }
}

fn preview_of(inputs: &SiteInputs) -> (Arc<PreparedSite>, PreviewSite) {
    let site = minutebook::prepare(inputs).expect("a content folder");
    match minutebook::preview(&site).expect("nothing is written") {
        PublishOutcome::Previewed(preview) => (site, preview),
        other => panic!("{other:?}"),
    }
}

/// Every file of a build is what the preview shows at its path.
fn assert_same(name: &str, built: &SharedBuild, inputs: &SiteInputs) {
    let (_, preview) = preview_of(inputs);
    let built = built.files.iter().filter(|(path, _)| !path.starts_with('.'));
    assert!(built.clone().count() > 20, "{name} has too few files to tell anything");
    for (path, bytes) in built {
        let shown = preview.page(path).unwrap_or_else(|e| panic!("{name}: {path}: {e:?}"));
        let shown = shown.unwrap_or_else(|| panic!("{name}: the preview has no {path}"));
        assert_eq!(shown.path(), path);
        assert!(**shown.bytes() == *bytes, "{name}: {path} is another in the preview");
    }
    for path in ["nowhere/index.html", "nowhere.csv", "search/nowhere.js", "schema/nowhere.json", "sitemap-9.xml", ""] {
        assert!(preview.page(path).unwrap().is_none(), "{name}: {path}");
    }
    assert_eq!(preview.explain(&preview.check()), "", "{name}");
}

#[test]
fn every_file_is_the_one_a_build_would_write() {
    let own = Site::own();
    assert_same("own", &shared("own", &[]), &inputs(&own));
    let internal = SiteInputs { edition: Some(minutebook::record::Edition::Internal), ..inputs(&own) };
    assert_same("own internal", &shared("own", &["--edition", "internal"]), &internal);
    assert_same("own portable", &shared("own", &["--portable"]), &SiteInputs { portable: true, ..inputs(&own) });
    for name in good_sites() {
        assert_same(&name, &shared(&name, &[]), &inputs(&site(&name)));
    }
}

/// Pages, exports and attachments at earlier addresses.
#[test]
fn what_moved_is_shown_at_its_earlier_address() {
    let site = published();
    std::fs::remove_file(site.folder().join("content/board/plan.md")).expect("removed");
    site.write("content/plans/pier.md", "+++\naliases = [\"/board/plan/\"]\n+++\n# Plan\n\n## Piers\n\nWe repair them.\n");
    let folder = site.folder().join("content/reports/yearbook");
    std::fs::rename(&folder, site.folder().join("content/reports/annals")).expect("renamed");
    let index = site.folder().join("content/reports/annals/index.md");
    let text = std::fs::read_to_string(&index).unwrap();
    let aliases = "aliases = [\"/reports/yearbook/\", \"/reports/yearbook/yearbook.pdf\"]";
    std::fs::write(&index, with_front(aliases, &text)).unwrap();
    assert_same("moved", &SharedBuild::read(&site.build()), &inputs(&site));
}

#[test]
fn withheld_words_stop_their_page_and_are_found_by_the_check() {
    let site = Site::own();
    site.write("content/harbour.md", "# Harbour\n\nSigned by [[redact:s.40|Quorvane]].\n");
    site.write("content/leaky.md", "# Pier\n\nWe thank Quorvane.\n");
    let (_, preview) = preview_of(&inputs(&site));
    assert!(preview.page("harbour/index.html").unwrap().is_some());
    let found = preview.page("leaky/index.html").unwrap_err();
    assert_eq!(found[0].code.name(), "leak");
    assert!(preview.explain(&found).contains("leaky/index.html"));
    let found = preview.check();
    assert!(found.iter().any(|d| d.code.name() == "leak" && d.message.contains("`leaky/index.html`")), "{found:?}");
    // The search index of that page is one more place.
    let search = found.iter().find_map(|d| d.message.split('`').find(|p| p.starts_with("search/"))).expect("a shard");
    assert!(preview.page(search).is_err());
    preview.stop_check();
    assert!(preview.check().is_empty(), "a check that was ended says nothing");
}

#[test]
fn a_template_that_fails_stops_its_pages_only() {
    let site = Site::own();
    site.write(
        "themes/civic/templates/decisions.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ view.nothing }}{% endblock %}\n",
    );
    let (_, preview) = preview_of(&inputs(&site));
    assert!(preview.page("index.html").unwrap().is_some());
    let found = preview.page("decisions/index.html").unwrap_err();
    assert!(found[0].message.contains("themes/civic/templates/decisions.html"), "{found:?}");
    assert_eq!(preview.check(), found);
}

#[test]
fn a_lost_address_is_said_and_the_pages_are_shown() {
    let site = published();
    std::fs::remove_file(site.folder().join("content/board/plan.md")).expect("removed");
    let (prepared, preview) = preview_of(&inputs(&site));
    assert!(prepared.has_errors());
    let lost: Vec<_> = preview.lost_addresses().collect();
    assert!(lost.len() == 1 && lost[0].message.contains("`/board/plan/`"), "{lost:?}");
    assert!(preview.page("index.html").unwrap().is_some());
    assert_eq!(preview.check(), [], "what is known to be lost is not said twice");

    // A theme that leaves out the ids is found by the proof over the pages.
    let site = published();
    site.write(
        "themes/civic/templates/page.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.title }}{% endblock %}\n",
    );
    let (_, preview) = preview_of(&inputs(&site));
    assert_eq!(preview.lost_addresses().count(), 0);
    let found = preview.check();
    assert!(found.iter().any(|d| d.message.contains("`/board/plan/#piers` was published")), "{found:?}");
}
