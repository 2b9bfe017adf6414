//! The documentation: what can be generated from the code is, every link in it leads somewhere, and it is itself a site that builds
//! without a word of complaint. `MINUTEBOOK_UPDATE=1 cargo test --test house docs` writes the generated pages anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::CommandFactory;

use super::tree::{files, project};

/// Compares a generated page with the file, or writes it.
fn fresh(name: &str, is: &str) {
    let place = project().join("docs/reference").join(name);
    if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
        std::fs::write(&place, is).unwrap();
        return;
    }
    let was = std::fs::read_to_string(&place).unwrap_or_default();
    let line = was.lines().zip(is.lines()).position(|(a, b)| a != b).unwrap_or(was.lines().count().min(is.lines().count())) + 1;
    assert!(
        was == is,
        "docs/reference/{name} is not what the code says, from line {line}; MINUTEBOOK_UPDATE=1 cargo test --test house docs"
    );
}

fn page(title: &str, description: &str, from: &str) -> String {
    format!("---\ntitle: {title}\ndescription: {description}\n---\n{from}\n")
}

#[test]
fn commands() {
    let mut out =
        page("Commands", "Every command with its options.", "What `minutebook COMMAND --help` says. Generated from the program.");
    let mut all = minutebook::cli::Cli::command().term_width(100);
    let _ = write!(out, "\n## minutebook\n\n```text\n{}\n```\n", plain(&all.render_help().to_string()));
    all.build();
    for command in all.get_subcommands_mut() {
        let name = command.get_name().to_owned();
        let _ = write!(out, "\n## minutebook {name}\n\n```text\n{}\n```\n", plain(&command.render_help().to_string()));
    }
    fresh("commands.md", &out);
}

/// The cases of the reader: what is read in a few lines of minutes, and what is deliberately not.
#[test]
fn examples() {
    let mut out = page(
        "Examples of minutes",
        "What is read in a few lines of minutes, and what is not, kind by kind.",
        "Each example is a test. Below it is what is made of it: who was there, what is to be done and by whom, what a diagnostic says. `nothing` is\na counter-example. The heading of all of them is `# Harbour Board, 9 March 2021`, unless the first line is the path of a file. Names and places are invented. [The text of minutes](minutes.md) has the rules.\nGenerated from `src/minutes/cases`.",
    );
    for (_, text) in files(&project().join("src/minutes/cases"), "txt") {
        let (about, cases) = text.split_at(text.find("==== ").unwrap_or(0));
        assert!(about.starts_with("# "), "a file of cases begins with what it is about: `# People`");
        let _ = write!(out, "\n#{about}");
        for case in cases.split("==== ").filter(|case| !case.is_empty()) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (words, read) = rest.split_once("----\n").unwrap();
            let (first, more) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
            let _ = write!(out, "\n**{}{more}**\n\n", first.to_uppercase());
            let _ = write!(out, "~~~~markdown\n{}\n~~~~\n\n~~~~text\n{}\n~~~~\n", words.trim_end(), read.trim_end());
        }
    }
    fresh("examples.md", &out);
}

fn plain(help: &str) -> String {
    help.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn messages() {
    let mut out = page(
        "Messages",
        "The words of the pages, key by key, in English and Welsh.",
        "A site's own words stand in `themes/NAME/messages/LANGUAGE.toml`: only the keys that change, or all of them for a language that\nis not built in. `{name}` is filled in. A key with plural forms is a table of the forms that CLDR gives the language. Generated from the built-in theme.",
    );
    let table = |lang: &str| -> toml::Table {
        std::fs::read_to_string(project().join(format!("themes/civic/messages/{lang}.toml"))).unwrap().parse().unwrap()
    };
    let (english, welsh) = (table("en"), table("cy"));
    out.push_str("\n| key | English | Welsh |\n| --- | --- | --- |\n");
    for (key, value) in &english {
        let _ = writeln!(out, "| `{key}` | {} | {} |", shown(value), welsh.get(key).map(shown).unwrap_or_default());
    }
    fresh("messages.md", &out);
}

/// A message as it stands in its file, as code.
fn shown(value: &toml::Value) -> String {
    let words = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => all.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(", "),
        toml::Value::Table(forms) => {
            let form = |(k, v): (&String, &toml::Value)| format!("{k}: {}", v.as_str().unwrap_or_default());
            forms.iter().map(form).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    };
    format!("`` {} ``", words.replace('|', "\\|"))
}

/// What each template sees as `view`; a template that only others include or extend has none of its own.
const TEMPLATES: [(&str, &str); 21] = [
    ("404.html", "NotFoundView"),
    ("action.html", "ActionView"),
    ("actions.html", "ActionsView"),
    ("archive.html", "ArchiveView"),
    ("az.html", "AzView"),
    ("body.html", "BodyView"),
    ("compare.html", "compared.rs Compared"),
    ("dataset.html", "DatasetView"),
    ("datasets.html", "datasets.rs Index"),
    ("decisions.html", "DecisionsView"),
    ("directory.html", "DirectoryView"),
    ("entry.html", "EntryView"),
    ("facet.html", "FacetView"),
    ("home.html", "HomeView"),
    ("list.html", "ListView"),
    ("lists.html", "index.rs Index"),
    ("meeting.html", "MeetingView"),
    ("organisation.html", "OrganisationView"),
    ("page.html", "PageView"),
    ("person.html", "PersonView"),
    ("report.html", "ReportView"),
];

/// Templates of pages that are listed apart: their view is named in no other file, or another test holds them.
const APART: [(&str, &str); 11] = [
    ("accessibility.html", "AccessibilityView"),
    ("changes.html", "ChangesView"),
    ("compare-others.html", "Others"),
    ("links.html", "LinksView"),
    ("moved.html", "Moved"),
    ("reports.html", "Archive"),
    ("revision.html", "RevisionView"),
    ("search.html", "SearchView"),
    ("sitemap.html", "SitemapView"),
    ("version.html", "VersionView"),
    ("versions.html", "Comparison"),
];

#[test]
fn templates() {
    let mut out = page(
        "Templates",
        "What each template sees, field by field.",
        "Every template sees `page` (`Head`), `site` (`SiteGlobals`) its own `view`, and the rows of its long\ntables as [`tables`](theme.md#rows). A `String` is plain\ntext; an `Html` is finished markup, and is shown with `| safe`. Addresses are below the site: put `page.root` before them. A date is ISO 8601 and goes through\n`| date`, a number through `| number`, a size in bytes through `| bytes`; `\"key\" | t` is a [message](messages.md). An empty text stands for \"none\". Generated from\nthe program.",
    );
    let structs = structs();
    let given: Vec<(&str, &str)> = TEMPLATES.into_iter().chain(APART).collect();
    // Every template that is filled by itself is here.
    for (path, text) in files(&project().join("themes/civic/templates"), "html") {
        let name = path.strip_prefix(project().join("themes/civic/templates")).unwrap().to_string_lossy().replace('\\', "/");
        let own = text.contains("{% extends") || text.to_lowercase().contains("<!doctype") && name != "base.html";
        assert!(!own || given.iter().any(|(t, _)| *t == name), "{name} is filled by itself and has no view here");
    }
    out.push_str("\n| template | `view` |\n| --- | --- |\n");
    let mut sorted = given.clone();
    sorted.sort_unstable();
    for (template, view) in sorted {
        assert!(structs.contains_key(view), "there is no struct {view}");
        let _ = writeln!(out, "| `{template}` | [{view}](#{}) |", anchor(view));
    }
    out.push_str("\n| template of a row | `row` | `table` |\n| --- | --- | --- |\n");
    for (name, row, table) in row_templates() {
        assert!(
            structs.contains_key(&row) && structs.contains_key(&table),
            "{name} sees {row} and {table}, which are no structs"
        );
        let _ = writeln!(out, "| `rows/{name}` | [{row}](#{}) | [{table}](#{}) |", anchor(&row), anchor(&table));
    }
    for (name, (doc, fields)) in &structs {
        let _ = write!(out, "\n## {name} {{#{}}}\n\n{doc}\n\n| field | type | meaning |\n| --- | --- | --- |\n", anchor(name));
        for (field, kind, doc) in fields {
            let _ = writeln!(
                out,
                "| `{field}` | `{}` | {} |",
                kind.replace('|', "\\|").replace("<'r>", "").replace("&'r ", "&"),
                doc.replace('|', "\\|")
            );
        }
    }
    fresh("templates.md", &out);
}

/// The templates of rows, each with what its first line says that it sees as `row` and as `table`.
fn row_templates() -> Vec<(String, String, String)> {
    let all = files(&project().join("themes/civic/templates/rows"), "html");
    let seen = |(path, text): (std::path::PathBuf, String)| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let of = |what: &str| {
            let (_, rest) = text.lines().next()?.split_once(&format!("`{what}` ("))?;
            Some(rest.split_once(')')?.0.to_owned())
        };
        let seen = of("row").zip(of("table"));
        assert!(seen.is_some() || name == "parts.html", "{name} does not say what it sees");
        seen.map(|(row, table)| (name, row, table))
    };
    all.into_iter().filter_map(seen).collect()
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(['.', ' '], "-")
}

/// A struct that templates see: what it is, and its fields with type and meaning.
type Seen = (String, Vec<(String, String, String)>);

/// Every struct of the views that is handed to a template, by name; two of one name have their file before it.
fn structs() -> BTreeMap<String, Seen> {
    let mut found: Vec<(String, String, Seen)> = Vec::new();
    let mut sources = files(&project().join("src/view"), "rs");
    sources.extend(files(&project().join("src/site"), "rs"));
    sources.extend(files(&project().join("src/chart"), "rs").into_iter().filter(|(p, _)| p.ends_with("totals.rs")));
    sources.extend(files(&project().join("src/site"), "rs"));
    sources.extend(files(&project().join("src/publish"), "rs").into_iter().filter(|(p, _)| p.ends_with("outputs.rs")));
    for (path, text) in sources {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let (mut docs, mut serialize, mut skipped, mut inside) = (Vec::new(), false, false, None::<(String, Seen)>);
        for line in text.lines() {
            let line = line.trim();
            if let Some(doc) = line.strip_prefix("///") {
                docs.push(doc.trim().to_owned());
            } else if line.starts_with("#[") {
                serialize |= line.contains("derive(") && line.contains("Serialize");
                skipped |= line == "#[serde(skip)]";
            } else if let Some((name, (_, fields))) = &mut inside {
                if line == "}" {
                    found.push((name.clone(), file.clone(), inside.take().unwrap().1));
                } else if std::mem::take(&mut skipped) {
                    // Templates do not see it.
                } else if let Some((field, kind)) = line.trim_end_matches(',').split_once(": ") {
                    let field = field.rsplit(' ').next().unwrap_or(field);
                    fields.push((field.to_owned(), kind.to_owned(), docs.join(" ")));
                }
                docs.clear();
            } else {
                let declared = line.split_once("struct ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"));
                if let Some((_, rest)) = declared.filter(|(_, rest)| serialize && rest.ends_with('{')) {
                    let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                    inside = Some((name.to_owned(), (docs.join(" "), Vec::new())));
                }
                docs.clear();
                serialize = false;
            }
        }
    }
    let twice = |name: &str| found.iter().filter(|(n, ..)| n == name).count() > 1;
    let mut all = BTreeMap::new();
    for (name, file, seen) in &found {
        let name = if twice(name) { format!("{file} {name}") } else { name.clone() };
        all.entry(name).or_insert_with(|| seen.clone());
    }
    all
}

#[test]
fn every_relative_link_of_the_documentation_leads_somewhere() {
    let mut texts = files(&project().join("docs"), "md");
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        texts.insert(project().join(name), std::fs::read_to_string(project().join(name)).unwrap());
    }
    let (mut links, mut dead) = (0, Vec::new());
    for (path, text) in &texts {
        let mut fenced = false;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            if fenced {
                continue;
            }
            // Code between backquotes is no link.
            let outside: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
            for target in outside.split("](").skip(1).filter_map(|t| t.split(')').next()) {
                let target = target.split('#').next().unwrap_or("");
                if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                    continue;
                }
                links += 1;
                if !path.parent().unwrap().join(target).exists() {
                    dead.push(format!("{}: {target}", path.display()));
                }
            }
        }
    }
    assert!(links > 30, "only {links} links were looked at");
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn the_documentation_is_a_site_that_builds_without_a_diagnostic() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("docs site");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .current_dir(project())
        .args(["build", "--content", "docs", "--as-of", "2026-11-23", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let other = said.lines().filter(|line| !line.starts_with("Built ") && !line.starts_with("To look at it: ")).count();
    assert_eq!(other, 0, "a build without a fault says one line: {said}");
    for page in ["index.html", "tutorial/index.html", "how-to/welsh/index.html", "reference/codes/index.html"] {
        let html = std::fs::read_to_string(out.join(page)).unwrap();
        assert!(html.contains("<main"), "{page}");
    }
    assert!(!out.join("site.toml").exists(), "the settings are no content");
}

/// The rows of the glossary's table: the word, its meaning, and the type in the code, where there is one.
fn glossary() -> Vec<(String, String, Option<String>)> {
    let text = std::fs::read_to_string(project().join("docs/glossary.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| word") && !line.starts_with("| ---"));
    let cell = |row: &str, n: usize| row.split('|').nth(n).unwrap_or("").trim().to_owned();
    rows.map(|row| (cell(row, 1), cell(row, 2), Some(cell(row, 3).replace('`', "")).filter(|t| !t.is_empty()))).collect()
}

#[test]
fn the_glossary_is_sorted_and_names_types_that_exist() {
    let rows = glossary();
    assert!(rows.len() >= 30, "only {} words", rows.len());
    let words: Vec<&str> = rows.iter().map(|(word, ..)| word.as_str()).collect();
    assert!(words.is_sorted(), "the words are not in order: {words:?}");
    let sources = super::type_names::sources();
    for (word, meaning, named) in &rows {
        assert!(meaning.ends_with('.'), "{word}: the meaning is not a sentence");
        let Some(name) = named else { continue };
        let declared = [
            format!("pub struct {name} "),
            format!("pub struct {name}<"),
            format!("pub enum {name} "),
            format!("pub enum {name}<"),
        ];
        assert!(
            sources.values().any(|text| text.lines().any(|line| declared.iter().any(|d| line.starts_with(d.as_str())))),
            "{word}: there is no public type `{name}`"
        );
    }
}
