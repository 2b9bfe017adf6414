//! The tables of a site described for programs: `datapackage.json` (Frictionless Data, tabular data package). What a column means and
//! holds is taken from the schemas of the rows.

use serde_json::{Map, Value, json};

use super::attendance::ATTENDANCE_COLUMNS;
use super::datasets::{TIDY_COLUMNS, tidy_path};
use super::directory::{ORGANISATION_COLUMNS, PERSON_COLUMNS};
use super::file::{Export, VERSION};
use super::lists::LIST_COLUMNS;
use super::motions::{MOTION_COLUMNS, VOTE_COLUMNS};
use super::schema;
use super::tables::{ACTION_COLUMNS, DECISION_COLUMNS, MEETING_COLUMNS, REPORT_COLUMNS};
use crate::site::LanguageSite;

/// A table of the site: its name, its columns, what it is joined to by which of them.
struct TableDescription {
    name: &'static str,
    columns: &'static [&'static str],
    /// Whether `id` tells its rows apart.
    has_key: bool,
    /// Columns that hold the id of a row of another table.
    joins: &'static [(&'static str, &'static str)],
}

const TABLES: [TableDescription; 10] = [
    TableDescription {
        name: "meetings",
        columns: &MEETING_COLUMNS,
        has_key: true,
        joins: &[("previous", "meetings"), ("next", "meetings")],
    },
    TableDescription {
        name: "attendance",
        columns: &ATTENDANCE_COLUMNS,
        has_key: false,
        joins: &[("meeting", "meetings"), ("person", "people"), ("organisation_id", "organisations")],
    },
    TableDescription { name: "actions", columns: &ACTION_COLUMNS, has_key: true, joins: &[("meeting", "meetings")] },
    TableDescription {
        name: "decisions",
        columns: &DECISION_COLUMNS,
        has_key: true,
        joins: &[("meeting", "meetings"), ("motion", "motions")],
    },
    TableDescription {
        name: "motions",
        columns: &MOTION_COLUMNS,
        has_key: true,
        joins: &[("meeting", "meetings"), ("decision", "decisions")],
    },
    TableDescription {
        name: "votes",
        columns: &VOTE_COLUMNS,
        has_key: false,
        joins: &[("motion", "motions"), ("meeting", "meetings"), ("person", "people")],
    },
    TableDescription { name: "reports", columns: &REPORT_COLUMNS, has_key: true, joins: &[("replaced_by", "reports")] },
    TableDescription { name: "lists", columns: &LIST_COLUMNS, has_key: true, joins: &[] },
    TableDescription { name: "people", columns: &PERSON_COLUMNS, has_key: true, joins: &[] },
    TableDescription {
        name: "organisations",
        columns: &ORGANISATION_COLUMNS,
        has_key: true,
        joins: &[("succeeded_by", "organisations"), ("part_of", "organisations")],
    },
];

/// Columns of CSV that hold a part of a field of JSON: their type and what they mean.
const FLAT: [(&str, &str, &str); 7] = [
    ("deputy_for_ids", "string", "The ids of the principals whom they stood in for, where the record knows who is meant."),
    ("events", "integer", "How many entries its history has."),
    ("first", "date", "The day of the first revision."),
    ("last", "date", "The day of the last revision."),
    ("mover_ids", "string", "The ids of those who moved it, where the record knows who is meant."),
    ("organisation_ids", "string", "The ids of the organisations of their offices, where the record knows which is meant."),
    ("seconder_ids", "string", "The ids of those who seconded it, where the record knows who is meant."),
];

/// `datapackage.json`.
pub(super) fn package(site: &LanguageSite<'_>) -> Export {
    let settings = &site.record.site;
    let schemas = schema::schemas();
    let nothing = Value::Null;
    let votes = schema::votes();
    let mut resources: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let rows = if table.name == "votes" { &votes } else { schemas.get(table.name).unwrap_or(&nothing) };
            let key = table.has_key.then(|| json!("id"));
            resource(table.name, &format!("{}.csv", table.name), None, described(rows, table.columns, key, table.joins), rows)
        })
        .collect();
    let figures = schema::figures();
    for dataset in &site.record.datasets {
        for table in &dataset.tables {
            let path = tidy_path(dataset, table);
            let name = path.trim_end_matches(".tidy.csv").replace('/', ".").to_lowercase();
            let title = format!("{}: {}", dataset.document.title, table.title);
            resources.push(resource(&name, &path, Some(&title), described(&figures, &TIDY_COLUMNS, None, &[]), &figures));
        }
    }
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": "minutebook",
        "title": &*settings.title,
        "version": VERSION.to_string(),
        "x_as_of": site.today.to_string(),
        "resources": resources,
    });
    if let Some(description) = &settings.description {
        value["description"] = (&**description).into();
    }
    if !settings.base_url.is_empty() {
        value["homepage"] = (&*settings.base_url).into();
    }
    if let Some(licence) = &settings.licence {
        value["x_licence"] = crate::text::plain(licence).into();
    }
    Export::new("datapackage.json", format!("{value:#}\n"))
}

fn resource(name: &str, path: &str, title: Option<&str>, schema: Value, rows: &Value) -> Value {
    let mut value = json!({
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    });
    if let Some(title) = title {
        value["title"] = title.into();
    }
    if let Some(description) = rows.pointer("/properties/rows/items/description") {
        value["description"] = description.clone();
    }
    value
}

/// The columns of a table, as the schema of its rows describes them.
fn described(schema: &Value, columns: &[&str], key: Option<Value>, joins: &[(&str, &str)]) -> Value {
    let nothing = Value::Null;
    let properties = schema.pointer("/properties/rows/items/properties").unwrap_or(&nothing);
    let fields: Vec<Value> = columns.iter().map(|column| field(column, &properties[*column])).collect();
    let foreign = joins.iter().map(|(column, table)| {
        // The specification has an empty name for the table itself.
        json!({ "fields": column, "reference": { "resource": table, "fields": "id" } })
    });
    let mut out = Map::from_iter([("fields".to_owned(), fields.into()), ("missingValues".to_owned(), json!([""]))]);
    out.extend(key.map(|key| ("primaryKey".to_owned(), key)));
    let foreign: Vec<Value> = foreign.collect();
    if !foreign.is_empty() {
        out.insert("foreignKeys".to_owned(), foreign.into());
    }
    Value::Object(out)
}

fn field(column: &str, property: &Value) -> Value {
    if let Some((_, kind, meaning)) = FLAT.iter().find(|(name, ..)| *name == column) {
        return json!({ "name": column, "type": kind, "description": meaning });
    }
    let kinds = match &property["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        one => one.as_str(),
    };
    let kind = match kinds {
        Some("boolean") => "boolean",
        Some("integer") => "integer",
        Some("number") => "number",
        _ if property["format"] == "date" => "date",
        // Several values of a cell are one text.
        _ => "string",
    };
    json!({ "name": column, "type": kind, "description": property["description"] })
}
