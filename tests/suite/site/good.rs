//! Sites that must build, page by page.

use std::collections::BTreeSet;

use super::shared::{SharedBuild, good_sites, shared};
use super::support::{dead_links_of, files, project, updating};

#[test]
fn every_good_site_gives_what_is_expected() {
    let home = project().join("tests/sites/good");
    let mut wrong = Vec::new();
    let mut compared = 0;
    for name in good_sites() {
        let case = home.join(&name);
        let built = shared(&name, &[]);
        let (dead, _) = dead_links_of(built.files.keys().cloned(), &|path| built.text(path));
        assert!(dead.is_empty(), "{name}: dead links:\n{}", dead.join("\n"));
        for path in files(&case.join("expected")) {
            let is = match path.as_str() {
                "files.txt" => built.list().join("\n") + "\n",
                "said.txt" => built.stderr.clone(),
                page if page.ends_with(".html") => built.main(page) + "\n",
                other => built.text(other),
            };
            let place = case.join("expected").join(&path);
            compared += 1;
            if updating() {
                std::fs::write(&place, &is).expect("a file");
            } else if std::fs::read_to_string(&place).expect("a file") != is {
                wrong.push(format!("{name}/{path} is now:\n{is}"));
            }
        }
    }
    assert!(compared > 0, "there is nothing to compare");
    assert!(wrong.is_empty(), "{}\n\nMINUTEBOOK_UPDATE=1 cargo test writes what came out", wrong.join("\n\n"));
}

/// The kinds of pages of a site: what `<body class="kind-…">` says.
fn kinds(built: &SharedBuild) -> BTreeSet<String> {
    let pages = built.files.keys().filter(|path| path.ends_with(".html"));
    let kind = |path: &String| {
        let page = built.text(path);
        let (_, class) = page.split_once("<body class=\"kind-")?;
        Some(class.split(['"', ' ']).next().unwrap_or_default().to_owned())
    };
    pages.filter_map(kind).collect()
}

/// A template that fails on what only some minutes have is found by no site of minutes that lack it.
#[test]
fn the_full_site_has_every_kind_of_page() {
    let full = kinds(&shared("full", &["--edition", "internal", "--drafts"]));
    for other in ["small", "life", "countries", "two-languages"] {
        let kinds = kinds(&shared(other, &[]));
        assert_eq!(kinds.difference(&full).collect::<Vec<_>>(), Vec::<&String>::new(), "{other} has more");
    }
    let own = kinds(&shared("own", &[]));
    assert_eq!(own.difference(&full).collect::<Vec<_>>(), Vec::<&String>::new(), "the own site has more");
}
