//! `organisations.toml` and `people.toml`: who there is, under what names and when.

use super::context::Context;
use super::data::{self, DataDiagnostics, Format, Reader, Tree};
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Organisation, Person, Role, Span, slug};
use crate::source::ending;

/// Reads a data file into a tree: TOML, or YAML by its ending.
pub(super) fn tree(cx: &Context<'_>, file: FileId) -> (Tree, Vec<Diagnostic>) {
    let text = cx.sources.text(file).unwrap_or("");
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let format = if ending(cx.sources.path(file)) == "toml" { Format::Toml } else { Format::Yaml };
    let (tree, mut problems) = data::read(format, file, &text[start..], start);
    if tree.not_a_table {
        problems.push(
            Diagnostic::new(Code::WrongValue, Span::new(file, start, start), "this file holds no keys")
                .expected("expected key: value")
                .remedy("begin with a key, as the reference of the content folder shows"),
        );
    }
    (tree, problems)
}

/// An id as an address has it: lower case, digits and hyphens.
fn id(reader: &Reader<'_>, example: &str) -> Option<Box<str>> {
    let id = reader.required("id", example)?;
    let good = slug(&id);
    if good != *id {
        let span = reader.span_of("id").unwrap_or(reader.span());
        reader.diagnostics().report(
            Diagnostic::new(Code::WrongValue, span, format!("`{}` cannot be an id", data::cut(&id)))
                .expected("expected lower-case letters, digits and hyphens")
                .remedy(format!("write id = \"{}\"", data::cut(&good))),
        );
    }
    Some(good.into())
}

/// Ids that stand twice in the file.
fn twice(diagnostics: &DataDiagnostics, seen: &mut std::collections::BTreeMap<Box<str>, Span>, id: &str, span: Span) -> bool {
    let Some(first) = seen.insert(id.into(), span) else { return false };
    seen.insert(id.into(), first);
    diagnostics.report(
        Diagnostic::new(Code::SameId, span, format!("the id `{id}` is given twice"))
            .expected("the second time")
            .related(first, "the first time")
            .remedy("give one of them another id, or make them one"),
    );
    true
}

/// `names = { cy = "…" }`: names in the other languages of the site.
fn translated(cx: &Context<'_>, reader: &Reader<'_>) -> Vec<(Box<str>, Box<str>)> {
    let all = reader.pairs("names");
    let known = |lang: &str| cx.site.languages.iter().skip(1).any(|l| **l == *lang);
    if let Some((lang, _)) = all.iter().find(|(lang, _)| !known(lang))
        && let Some(value) = reader.value("names")
    {
        let others: Vec<String> = cx.site.languages.iter().skip(1).map(|l| format!("`{l}`")).collect();
        let expected = match others.as_slice() {
            [] => format!("a language that `languages` in site.toml lists, not `{lang}`"),
            others => format!("names in {}, not in `{lang}`", others.join(" and ")),
        };
        reader.wrong("names", value, &expected, "{ cy = \"Y Swyddfa Gartref\" }");
    }
    all.into_iter().filter(|(lang, _)| known(lang)).collect()
}

/// Reads `organisations.toml`.
pub(super) fn organisations(cx: &Context<'_>, file: FileId) -> (Vec<Organisation>, Vec<Diagnostic>) {
    entries(
        cx,
        file,
        ["organisations.toml", "organisation", "an organisation"],
        |o| &o.id,
        |reader, at| {
            let (id, name) = (id(reader, "\"ukhtc\""), reader.required("name", "\"UK Human Trafficking Centre\""));
            Some(Organisation {
                abbreviation: reader.text("abbreviation"),
                names: reader.names("also_known_as"),
                translated: translated(cx, reader),
                succeeded_by: reader.written("succeeded_by"),
                part_of: reader.written("part_of"),
                url: reader.url("url"),
                note: reader.text("note"),
                listed: Some(at),
                illustrative: reader.flag("illustrative"),
                id: id?,
                name: name?,
            })
        },
    )
}

/// Reads the name under which somebody is hidden. An empty one is an error, and hides the name all the same.
fn public_name(reader: &Reader<'_>) -> Option<Box<str>> {
    reader.span_of("public_name")?;
    let name = reader.text("public_name").filter(|name| !name.trim().is_empty());
    if name.is_none() {
        reader.missing("public_name", "\"Official\"");
    }
    Some(name.unwrap_or_else(|| "…".into()))
}

/// Reads `people.toml`.
pub(super) fn people(cx: &Context<'_>, file: FileId) -> (Vec<Person>, Vec<Diagnostic>) {
    entries(
        cx,
        file,
        ["people.toml", "person", "a person"],
        |p| &p.id,
        |reader, at| {
            let (id, name) = (id(reader, "\"damian-green\""), reader.required("name", "\"Damian Green\""));
            Some(Person {
                post_nominals: reader.text("post_nominals"),
                public_name: public_name(reader),
                names: reader.names("also_known_as"),
                translated: translated(cx, reader),
                roles: roles(reader),
                note: reader.text("note"),
                listed: Some(at),
                illustrative: reader.flag("illustrative"),
                id: id?,
                name: name?,
            })
        },
    )
}

/// The entries of a directory: its file's name, the key of an entry and what one is called. `read` asks an entry for all it may
/// have, and makes nothing of one that lacks its id or its name, which the reader has reported.
fn entries<T>(
    cx: &Context<'_>,
    file: FileId,
    [name, key, what]: [&'static str; 3],
    id: fn(&T) -> &str,
    read: impl Fn(&Reader<'_>, Span) -> Option<T>,
) -> (Vec<T>, Vec<Diagnostic>) {
    let (tree, mut problems) = tree(cx, file);
    let diagnostics = DataDiagnostics::new(&tree, cx.site.date_order);
    let top = Reader::new(&diagnostics, &tree.table, name);
    let mut seen = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for reader in top.tables(key, what) {
        let at = place(&reader);
        let entry = read(&reader, at);
        reader.finish();
        out.extend(entry.filter(|entry| !twice(&diagnostics, &mut seen, id(entry), at)));
    }
    top.finish();
    problems.extend(diagnostics.into_problems());
    (out, problems)
}

/// Where an entry is best pointed at: its id, else its first key.
fn place(reader: &Reader<'_>) -> Span {
    reader.span_of("id").or_else(|| reader.places().next().map(|(_, span)| span)).unwrap_or(reader.span())
}

fn roles(reader: &Reader<'_>) -> Vec<Role> {
    let mut out = Vec::new();
    for role in reader.tables("roles", "a role") {
        let title = role.required("title", "\"Minister for Immigration\"");
        let (organisation, from, to) = (role.written("organisation"), role.date("from"), role.date("to"));
        order(&role, from, to);
        role.finish();
        out.extend(title.map(|title| Role { title, organisation, from, to }));
    }
    out
}

/// `to` may not lie before `from`.
pub(super) fn order(reader: &Reader<'_>, from: Option<crate::record::Date>, to: Option<crate::record::Date>) {
    if let (Some(from), Some(to), Some(span)) = (from, to, reader.span_of("to"))
        && to.last() < from.first()
    {
        reader.diagnostics().report(
            Diagnostic::new(Code::BadDate, span, format!("`to` is before `from`: {to} is before {from}"))
                .expected("the end comes after the beginning")
                .remedy("correct one of the two dates"),
        );
    }
}
