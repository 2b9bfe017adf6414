//! Rows of long tables: written by hand they have the bytes that their templates give, and a theme changes one by a file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::shared::{SharedBuild, good_sites, shared, site};
use super::support::{Site, project, text};

/// The templates of rows of the built-in theme, by name: `action`.
fn row_templates() -> Vec<(String, String)> {
    let folder = project().join("themes/civic/templates/rows");
    let mut all: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the templates of rows")
        .map(|e| e.expect("an entry").path())
        .filter(|path| !path.ends_with("parts.html"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("a template"))
        })
        .collect();
    all.sort();
    all
}

/// What a row begins with that was filled from a template of the site's.
fn marker(name: &str) -> String {
    format!("<!-- {name} -->")
}

/// Builds a site with its own copy of every template of a row, each with a marker before it. But for the markers the pages are those of
/// the build with the built-in rows. Says which kinds of rows the site has.
fn written_both_ways(name: &str, by_hand: &SharedBuild, site: &Site, options: &[&str]) -> BTreeSet<String> {
    let templates = row_templates();
    for (name, template) in &templates {
        site.write(&format!("themes/civic/templates/rows/{name}.html"), format!("{}{template}", marker(name)));
    }
    let filled = SharedBuild::read(&site.build_with(options));
    assert_eq!(by_hand.list(), filled.list(), "{name}");
    let mut kinds = BTreeSet::new();
    for (path, one) in &by_hand.files {
        let mut other = Cow::Borrowed(&filled.files[path]);
        if path.ends_with(".html") {
            let mut page = text(&other);
            for (kind, _) in &templates {
                if page.contains(&marker(kind)) {
                    kinds.insert(kind.clone());
                    page = page.replace(&marker(kind), "");
                }
            }
            other = Cow::Owned(page.into_bytes());
        }
        if *one != *other {
            let (one, other) = (text(one), text(&other));
            let line = one.lines().zip(other.lines()).find(|(a, b)| a != b).unwrap_or_default();
            panic!("{name}: {path}\nby hand:       {}\nfrom template: {}", line.0, line.1);
        }
    }
    kinds
}

/// A list with more revisions than have a page for each pair, in two languages, and all that may differ between two of them.
fn long_list() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Piers & \\\"slips\\\"\"\nlanguages = [\"en\", \"cy\"]\n");
    site.write("content/lists/piers/_index.md", "---\ntitle: Piers\nentry_kind: pier\n---\nWhat they're for.\n");
    for year in 0..14 {
        let mut rows = "rank,key,name,name_cy,Owner's \"share\",note\n".to_owned();
        for pier in (0..9).filter(|pier| year % 4 != 1 || *pier != year % 9) {
            let rank = if pier == 8 { String::new() } else { (1 + (pier * (1 + year / 5) + year / 3) % 6).to_string() };
            let name = if year > 6 && pier == 2 { "\"Slip \"\"O'Neil\"\" <1> & co\"".to_owned() } else { format!("Pier {pier}") };
            let welsh = if pier % 2 == 0 { format!("Pier y {pier}") } else { String::new() };
            let owner = if (year + pier) % 5 == 0 { "Trust & \"\"sons\"\"" } else { "Council's own trust" };
            let note = if (year + pier) % 3 == 0 {
                format!("Seen in *{}*, [here](https://x.example/?a=1&b=2).", 2000 + year)
            } else {
                String::new()
            };
            writeln!(rows, "{rank},p{pier},{name},{welsh},\"{owner}\",\"{note}\"").expect("a row");
        }
        site.write(&format!("content/lists/piers/{}-05-01.csv", 2000 + year), rows);
    }
    site
}

#[test]
fn rows_are_the_same_by_hand_and_from_their_templates() {
    let internal = &["--edition", "internal"][..];
    let portable = &["--edition", "internal", "--portable"][..];
    let mut sites: Vec<(String, Vec<&[&str]>)> = vec![("own".to_owned(), vec![&[], internal])];
    sites.extend(good_sites().into_iter().map(|name| (name, vec![&[][..], portable])));
    sites.extend(["hostile", "odd titles"].map(|name| (name.to_owned(), vec![&[][..]])));
    let mut kinds = BTreeSet::new();
    for (name, builds) in sites {
        let site = site(&name);
        for options in builds {
            kinds.extend(written_both_ways(&name, &shared(&name, options), &site, options));
        }
    }
    let long = long_list();
    kinds.extend(written_both_ways("long list", &SharedBuild::read(&long.build()), &long, &[]));
    let all: BTreeSet<String> = row_templates().into_iter().map(|(name, _)| name).collect();
    assert_eq!(kinds, all, "a kind of row that no site has is not tested");
}

/// Minutes with an action, and a theme with one row of its own.
fn with_row(template: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\n");
    site.write(
        "content/board/meetings/2024-05-01.md",
        "## Attendees\n- Quay Trust: Ann Able\n\n## 1. Lamps\n1.1 The lamps are out.\n\n**ACTION:** Quay Trust to count the lamps by 31 August 2024.\n",
    );
    site.write("themes/civic/templates/rows/action.html", template);
    site
}

/// The example of docs/how-to/theme.md.
fn example() -> String {
    let page = std::fs::read_to_string(project().join("docs/how-to/theme.md")).expect("the how-to");
    let (_, rest) = page.split_once("`themes/civic/templates/rows/action.html`:\n\n```html\n").expect("the example of a row");
    rest.split_once("```\n").expect("its end").0.to_owned()
}

#[test]
fn a_theme_changes_what_a_row_looks_like() {
    let site = with_row(&example());
    let built = site.build();
    let row = "<tr class=\"is-open\">
<th scope=\"row\"><a href=\"../actions/board/2024-05-01/1.1/\">Quay Trust to count the lamps by 31 August 2024.</a></th>
<td><a href=\"../actions/owner/quay-trust/\">Quay Trust</a></td>
<td><a href=\"../board/\">Board</a></td>
<td><time datetime=\"2024-05-01\">1 May 2024</time></td>
<td><time datetime=\"2024-08-31\">31 August 2024</time></td>
<td>Open</td>
<td data-days=\"936\">2 years</td>
</tr>
";
    let page = built.main("actions/index.html");
    assert!(page.contains(&format!("<tbody>\n{row}</tbody>")), "{page}");
    for path in ["index.html", "board/index.html", "actions/owner/quay-trust/index.html", "actions/status/open/index.html"] {
        assert!(built.main(path).contains("31 August 2024</time></td>\n<td>Open</td>"), "{path}");
    }
    // The rows of other kinds are built in.
    assert!(built.main("board/2024-05-01/index.html").contains(">Ann Able</a>"));
}

#[test]
fn a_mistake_in_a_row_names_the_file_the_line_and_the_fields() {
    let said = with_row("<tr>\n<td>{{ row.ownr }}</td></tr>\n").fail(1, &[]);
    assert!(said.contains("`themes/civic/templates/rows/action.html`, line 2, column "), "{said}");
    assert!(said.contains("`ownr`") && said.contains("owners"), "{said}");
    assert!(said.contains("the line: <td>{{ row.ownr }}</td></tr>"), "{said}");
    let said = with_row("<tr>\n{% if row.owners %}\n</tr>\n").fail(1, &[]);
    assert!(said.contains("`themes/civic/templates/rows/action.html`, line "), "{said}");
    let said = with_row("<tr>{{ view.total }}</tr>\n").fail(1, &[]);
    assert!(said.contains("`view`"), "a row sees its table, not the page around it: {said}");
}

#[test]
fn parts_of_the_sites_own_change_every_row() {
    let site = with_row("");
    std::fs::remove_file(site.folder().join("themes/civic/templates/rows/action.html")).expect("a file less");
    let parts = std::fs::read_to_string(project().join("themes/civic/templates/rows/parts.html")).expect("the parts");
    let own = parts.replace("<time datetime=\"{{ date }}\">{{ date | date(style=\"short\") }}</time>", "<b>{{ date }}</b>");
    assert_ne!(parts, own);
    site.write("themes/civic/templates/rows/parts.html", own);
    assert!(site.build().main("actions/index.html").contains("<b>2024-08-31</b>"));
}
