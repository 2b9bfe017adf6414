//! What a site may change of the theme, and what every page says of itself.

use super::support::{Site, text};

fn small() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour \\\"Board\\\"\"\nbase_url = \"https://harbour.example/minutes\"\n");
    site.write(
        "content/board/meetings/2024-05-01.md",
        "## 1. Lamps\n1.1 The lamps are out.\n\n**ACTION:** Quay Trust to count the lamps by 31 August 2024.\n\n**AGREED:** lamps are counted.\n",
    );
    site
}

/// The one style sheet that every page has.
fn sheet(built: &super::support::Built) -> String {
    let path = built.list().into_iter().find(|p| p.starts_with("assets/civic-") && p.ends_with(".css")).expect("a sheet");
    built.read(&path)
}

#[test]
fn a_template_and_a_colour_take_two_files() {
    let site = small();
    let before = site.build().read("actions/index.html");
    site.write(
        "themes/civic/templates/decisions.html",
        "{% extends \"base.html\" %}\n{% block main %}<h1>What we agreed</h1>\n<ol>{% for y in view.years %}{% for row in y.rows %}<li>{{ row.text }}</li>{% endfor %}{% endfor %}</ol>{% endblock main %}\n",
    );
    site.write("themes/civic/assets/css/95-ours.css", ":root { --accent: #7b3f98; }\n");
    let built = site.build();
    assert!(built.main("decisions/index.html").ends_with("<h1>What we agreed</h1>\n<ol><li>lamps are counted.</li></ol>"));
    let css = sheet(&built);
    let (own, last) = (css.find("--accent: #7b3f98").or_else(|| css.find("--accent:#7b3f98")), css.rfind("--accent:"));
    assert!(own.is_some() && own == last, "the site's colour stands last");
    // Every other page is as it was, but for the name of the sheet.
    let named = |page: &str| page.lines().filter(|l| !l.contains("assets/civic-")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(named(&before), named(&built.read("actions/index.html")));
}

#[test]
fn a_mistake_in_a_template_names_the_file_the_line_and_the_fields() {
    let site = small();
    site.write(
        "themes/civic/templates/decisions.html",
        "{% extends \"base.html\" %}\n{% block main %}<h1>Agreed</h1>\n<p>{{ view.totl }}</p>{% endblock main %}\n",
    );
    let said = site.fail(1, &[]);
    assert!(said.contains("`themes/civic/templates/decisions.html`, line 3, column "), "{said}");
    assert!(said.contains("`totl`") && said.contains("period") && said.contains("years") && said.contains("total"), "{said}");
    assert!(said.contains("the line: <p>{{ view.totl }}</p>{% endblock main %}"), "{said}");
    assert!(!site.folder().join("public/index.html").exists(), "nothing is published");
}

#[test]
fn the_colour_the_crest_and_the_words_of_the_margin_are_the_sites() {
    let site = small();
    site.write("site.toml", "title = \"Harbour\"\ncolour = \"#ffe100\"\ncrest = \"img/seal.svg\"\n");
    site.write("themes/civic/assets/img/seal.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    let built = site.build();
    let seal = built.list().into_iter().find(|p| p.starts_with("assets/img/seal-")).expect("the crest is published");
    assert!(built.read("board/index.html").contains(&format!("<img class=\"crest\" src=\"../{seal}\" alt=\"\">")));
    let css = sheet(&built);
    assert!(css.contains("content:\"Harbour\"") && css.contains("content:\"Public edition\""), "the margins of paper");
    assert!(css.contains("--band:#"), "yellow becomes a band on which white can be read");
    assert!(!css.contains("--band:#ffe100"), "white on yellow cannot be read");
    site.write("site.toml", "title = \"Harbour\"\ncrest = \"img/sael.svg\"\n");
    let said = site.fail(1, &[]);
    assert!(said.contains("the theme has no asset `img/sael.svg`; the nearest is `img/seal.svg`"), "{said}");
    site.write("site.toml", "title = \"Harbour\"\ncrest = \"../../etc/passwd\"\n");
    assert!(site.fail(1, &[]).contains("crest"), "a crest is a picture of the theme");
}

#[test]
fn every_page_says_what_it_is() {
    let site = small();
    let built = site.build();
    let page = built.read("board/2024-05-01/index.html");
    let address = "https://harbour.example/minutes/board/2024-05-01/";
    for want in [
        format!("<link rel=\"canonical\" href=\"{address}\">"),
        format!("<meta property=\"og:url\" content=\"{address}\">"),
        "<meta property=\"og:type\" content=\"article\">".to_owned(),
        "<meta property=\"og:site_name\" content=\"Harbour &quot;Board&quot;\">".to_owned(),
        "<meta name=\"description\" property=\"og:description\" content=\"".to_owned(),
        "<meta property=\"og:locale\" content=\"en_GB\">".to_owned(),
        "<meta property=\"og:image\" content=\"https://harbour.example/minutes/assets/img/share-".to_owned(),
        "<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned(),
        format!("\"startDate\":\"2024-05-01\",\"url\":\"{address}\""),
        "\"itemListElement\":[{\"@type\":\"ListItem\",\"item\":\"https://harbour.example/minutes/\"".to_owned(),
        "rel=\"icon\"".to_owned(),
    ] {
        assert!(page.contains(&want), "{want} is not in:\n{page}");
    }
    assert!(page.contains(&format!("{address}#1.1</p>")), "a paragraph is cited with its address");
    assert_eq!(built.read("robots.txt"), "User-agent: *\nAllow: /\nSitemap: https://harbour.example/minutes/sitemap.xml\n");
    assert_eq!(
        site.build_with(&["--edition", "internal"]).read("robots.txt"),
        "User-agent: *\nDisallow: /\nSitemap: https://harbour.example/minutes/sitemap.xml\n"
    );
}

/// Every page of the internal edition says that it is, and gives nothing to those who show links.
#[test]
fn the_internal_edition_is_not_taken_for_the_public_one() {
    let site = small();
    site.write("content/board/meetings/2024-06-05.md", "## 1. Lamps\n\n> [!INTERNAL]\n> The lamps are pawned.\n");
    let built = site.build_with(&["--edition", "internal"]);
    let pages: Vec<String> = built.list().into_iter().filter(|p| p.ends_with(".html")).collect();
    assert!(pages.len() > 10);
    for path in pages {
        let page = built.read(&path);
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        for want in [
            "<title>[INTERNAL] ",
            "<p class=\"internal-bar\"><strong>INTERNAL – not for publication",
            "content=\"noindex\"",
            "img/icon-internal",
        ] {
            assert!(page.contains(want), "{want} is not in {path}");
        }
        assert!(!page.contains("property=\"og:"), "{path} is ready to be shared");
    }
    assert!(!site.build_with(&["--replace"]).read("index.html").contains("internal-bar"), "the public edition has no bar");
}

#[test]
fn the_accessibility_statement_has_every_part_or_says_which_it_lacks() {
    let site = small();
    site.write("site.toml", "title = \"Harbour\"\n");
    let page = site.build().main("accessibility-statement/index.html");
    assert!(page.contains("This statement is not complete") && page.contains("who tested it"), "{page}");
    assert!(
        page.contains("Equality Advisory and Support Service") && page.contains("Equality Commission for Northern Ireland"),
        "{page}"
    );
    site.write("site.toml", "title = \"Harbour\"\n[accessibility]\nstatus = \"partially\"\nresponse_days = 10\n");
    let said = site.fail(1, &[]);
    assert!(
        said.contains("incomplete-statement") && said.contains("`dates.prepared`, `dates.reviewed`, `tested.date`"),
        "{said}"
    );
    assert!(said.contains("`problems`") && !said.contains("`response_days`"), "{said}");
    site.write(
        "site.toml",
        "title = \"Harbour\"\npublisher = \"Harbour Office\"\n[accessibility]\nstatus = \"partially\"\nresponse_days = 10\ndates = { prepared = 2026-10-01, reviewed = 2026-11-20 }\ntested = { date = 2026-11-12, by = \"Lantern Council\", method = \"20 pages\" }\nproblems = [{ what = \"Maps have no text\", criterion = \"1.1.1\", by = 2027-03-31 }]\n",
    );
    let page = site.build().main("accessibility-statement/index.html");
    for want in [
        "get back to you in 10 days",
        "partially compliant",
        "Maps have no text",
        "success criterion 1.1.1",
        "To be fixed by 31 March 2027.",
        "This statement was prepared on 1 October 2026. It was last reviewed on 20 November 2026.",
        "last tested on 12 November 2026",
        "Lantern Council",
        "Harbour Office is committed",
        "We claim no disproportionate burden.",
    ] {
        assert!(page.contains(want), "{want} is not in:\n{page}");
    }
    assert!(!page.contains("This statement is not complete"), "{page}");
}

#[test]
fn the_accessibility_statement_lists_what_is_exempt() {
    let site = small();
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n";
    for (name, date) in [("old", "2018-09-22"), ("new", "2018-09-23"), ("month", "2018-09")] {
        site.write(
            &format!("content/reports/{name}/index.md"),
            format!("+++\ntitle = \"The {name} report\"\ndate = {date:?}\n+++\nText.\n"),
        );
        site.write(&format!("content/reports/{name}/{name}.pdf"), pdf);
    }
    site.write("content/reports/old/figures.csv", "a,b\n1,2\n");
    let built = site.build();
    let page = built.main("accessibility-statement/index.html");
    assert!(page.contains("old.pdf") && page.contains("The old report"), "{page}");
    assert!(!page.contains("new.pdf") && !page.contains("month.pdf") && !page.contains("figures.csv"), "{page}");
    assert!(page.contains("1 attached document was published before 23 September 2018"), "{page}");
    assert!(page.contains("2 attached documents are in office formats"), "{page}");
    // A statement that the author writes stands in its place.
    site.write("content/accessibility-statement.md", "+++\ntitle = \"Our statement\"\n+++\nWe did it ourselves.\n");
    assert!(site.build().main("accessibility-statement/index.html").contains("We did it ourselves."));
}

/// The paths and bytes of a built site.
fn bytes_of(built: &super::support::Built) -> Vec<(String, String)> {
    built.list().into_iter().filter(|path| !path.ends_with(".png")).map(|path| (path.clone(), built.read(&path))).collect()
}

/// Every file of the theme can be had from the program, and one that is not edited changes nothing.
#[test]
fn an_ejected_theme_builds_the_same_site() {
    let site = small();
    let before = bytes_of(&site.build());
    let listed = text(&site.run(&["theme", "list"]).stdout);
    let files: Vec<&str> = listed.lines().map(|line| line["built in  ".len()..].split(' ').next().unwrap()).collect();
    assert!(files.len() > 60 && listed.lines().all(|line| line.starts_with("built in  ")), "{listed}");
    let ejected = site.run(&[&["theme", "eject"][..], &files].concat());
    assert_eq!(ejected.status.code(), Some(0), "{}", text(&ejected.stderr));
    assert_eq!(text(&ejected.stdout).lines().count(), files.len());
    assert!(text(&site.run(&["theme", "list"]).stdout).lines().all(|line| line.starts_with("copied    ")));
    assert!(before == bytes_of(&site.build()), "a copy of the theme makes another site");
    // What is there is the author's.
    site.write("themes/civic/templates/decisions.html", "{% extends \"base.html\" %}");
    site.write("themes/civic/templates/ours.html", "ours");
    let again = site.run(&["theme", "eject", "decisions.html"]);
    assert!(
        again.status.code() == Some(2) && text(&again.stderr).contains("templates/decisions.html"),
        "{}",
        text(&again.stderr)
    );
    let listed = text(&site.run(&["theme", "list"]).stdout);
    for state in ["replaced  templates/decisions.html", "added     templates/ours.html"] {
        assert!(listed.contains(state), "{listed}");
    }
}

#[test]
fn a_file_of_the_theme_is_named_by_the_end_of_its_path() {
    let site = small();
    let shown = |file: &str| site.run(&["theme", "show", file]);
    assert_eq!(shown("decisions.html").stdout, shown("templates/decisions.html").stdout);
    for (file, said) in
        [("descisions.html", "did you mean `decisions.html`?"), ("xylophone", "`minutebook theme list` names them all")]
    {
        let shown = shown(file);
        assert!(shown.status.code() == Some(2) && text(&shown.stderr).contains(said), "{}", text(&shown.stderr));
    }
}

/// A translator's file: a language that is filled in has every word and every plural form; what is left empty is missing.
#[test]
fn a_catalogue_that_is_filled_in_lacks_nothing() {
    let site = small();
    site.write("site.toml", "title = \"Harbour\"\nlanguages = [\"en\", \"gd\"]\n");
    let print = |words: &[&str]| text(&site.run(words).stdout);
    let warned = || print(&["check", "--format", "json"]).contains("missing-message");
    let empty = print(&["messages", "gd"]);
    assert!(empty.contains("# menu = \"Menu\"\nmenu = \"\"\n"), "{empty}");
    let forms = empty.lines().find(|line| line.starts_with("n_actions = ")).unwrap();
    assert!(["few", "one", "other", "two"].iter().all(|form| forms.contains(&format!("{form} = \"\""))), "{forms}");
    site.write("themes/civic/messages/gd.toml", &empty);
    assert!(warned(), "nothing is translated");
    assert_eq!(
        print(&["messages", "gd", "--missing"]).lines().filter(|l| l.contains("\"\"")).count(),
        empty.lines().filter(|l| l.contains("\"\"")).count()
    );
    site.write("themes/civic/messages/gd.toml", empty.replace("\"\"", "\"facal\""));
    assert!(!warned(), "{}", print(&["check", "--format", "json"]));
    assert_eq!(print(&["messages", "gd", "--missing"]), "");
    // One form that is taken out again, and one word.
    let full = print(&["messages", "gd"]);
    let gaps = full.replacen("two = \"facal\"", "two = \"\"", 1).replacen("menu = \"facal\"", "menu = \"\"", 1);
    site.write("themes/civic/messages/gd.toml", gaps);
    assert!(warned());
    assert_eq!(print(&["messages", "gd", "--missing"]).lines().count(), 4);
    let wrong = site.run(&["messages", "not a language"]);
    assert_eq!(wrong.status.code(), Some(2));
}
