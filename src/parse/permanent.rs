//! The keys that keep links alive: earlier addresses, earlier anchors, what changed, what was withdrawn.
//!
//! What an address means on this site is for `link`; here only its form is looked at.

use super::data::{self, Kind, Reader};
use crate::diag::{Code, Diagnostic};
use crate::record::{Change, Former, Now, Written, percent_decoded};

/// `aliases`: earlier addresses, with `#2.1` or `#*` behind them where only places of a page moved here.
pub(super) fn aliases(reader: &Reader<'_>) -> Vec<Written<()>> {
    let mut aliases = reader.writtens::<()>("aliases");
    for alias in &mut aliases {
        alias.text = in_letters(&alias.text);
    }
    for alias in aliases.iter().filter(|a| !is_alias(&a.text)) {
        reader.diagnostics().report(
            Diagnostic::new(Code::WrongValue, alias.span, format!("`{}` is not an address of this site", data::cut(&alias.text)))
                .expected("expected a path that begins with /")
                .remedy("write the earlier address without the name of the site: \"/old/place/\""),
        );
    }
    aliases.into_iter().filter(|a| is_alias(&a.text)).collect()
}

/// An address as it stands on the site. One that was copied from a browser (`/hen%20gynllun/`) is that of a folder with a blank in its name.
fn in_letters(alias: &str) -> Box<str> {
    let (path, anchor) = alias.split_at(alias.find('#').unwrap_or(alias.len()));
    let decoded = percent_decoded(path);
    if decoded.contains('#') { alias.into() } else { format!("{decoded}{anchor}").into() }
}

/// A site-absolute path that stays on the site.
fn is_alias(text: &str) -> bool {
    let (path, anchor) = text.split_once('#').unwrap_or((text, "*"));
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '?'])
        && !path.split('/').any(|p| p == "." || p == "..")
        && !text.chars().any(char::is_control)
        && is_anchor(anchor)
}

fn is_anchor(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == '#' || c.is_whitespace() || c.is_control())
}

/// `[anchors]`: each earlier anchor of the page with the one that stands for it now, or with when and why it was withdrawn.
pub(super) fn former(reader: &Reader<'_>) -> Vec<Former> {
    let Some(value) = reader.value("anchors") else { return Vec::new() };
    let Kind::Table(table) = &value.kind else {
        reader.wrong("anchors", value, "a table of earlier anchors", "{ \"2.1\" = \"2.2\" }");
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, value) in &table.entries {
        let anchor = key.text.trim_start_matches('#');
        if !is_anchor(anchor) {
            reader.diagnostics().report(
                Diagnostic::new(Code::WrongValue, key.span, format!("`{}` is not an anchor", data::cut(&key.text)))
                    .expected("expected what stood behind the # of the address")
                    .remedy(format!("for example: {}", reader.diagnostics().example("2.1", "\"2.2\""))),
            );
            continue;
        }
        let now = match &value.kind {
            Kind::Text(text) | Kind::Int(_, text) | Kind::Float(_, text) => {
                Some(Now::Here(Written::new(text.trim().trim_start_matches('#'), value.span)))
            }
            Kind::Table(table) => {
                tombstone(&Reader::new(reader.diagnostics(), table, "a withdrawn paragraph")).map(Now::Withdrawn)
            }
            _ => {
                reader.wrong(&key.text, value, "the anchor that stands for it now, or { date, reason }", "\"2.2\"");
                None
            }
        };
        out.extend(now.map(|now| Former { anchor: Written::new(anchor, key.span), now }));
    }
    out
}

/// The day and the reason of a tombstone.
fn tombstone(table: &Reader<'_>) -> Option<Change> {
    if table.span_of("date").is_none() {
        table.missing("date", "2013-01-31");
    }
    let date = table.date("date");
    let note = table.required("reason", "\"why it was withdrawn\"");
    table.finish();
    date.zip(note).map(|(date, note)| Change { date, note, major: true })
}

/// `changes`: every one needs a date and a note.
pub(super) fn changes(reader: &Reader<'_>) -> Vec<Change> {
    let mut out = Vec::new();
    for change in reader.tables("changes", "a change") {
        if change.span_of("date").is_none() {
            change.missing("date", "2013-01-31");
        }
        let date = change.date("date");
        let note = change.required("note", "\"what changed, for the reader\"");
        let major = change.bool("major").unwrap_or(true);
        change.finish();
        if let (Some(date), Some(note)) = (date, note) {
            out.push(Change { date, note, major });
        }
    }
    out
}

/// `withdrawn`: the tombstone's day and reason are kept as the last change. The outer option says that
/// the key is there; a text whose withdrawal is written wrongly is withdrawn all the same.
pub(super) fn withdrawn(reader: &Reader<'_>) -> Option<Option<Change>> {
    reader.value("withdrawn")?;
    let Some(table) = reader.table("withdrawn", "a withdrawal") else { return Some(None) };
    Some(tombstone(&table))
}
