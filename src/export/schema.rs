//! The JSON Schemas (draft 2020-12) of the JSON tables: published with every site, below `schema/`.

use serde_json::{Value, json};

use super::file::{Export, VERSION};

/// All of them.
pub(super) fn all() -> Vec<Export> {
    let tables: [(&str, Value); 6] = [
        ("meetings", meeting()),
        ("attendance", attendee()),
        ("actions", action()),
        ("decisions", decision()),
        ("reports", report()),
        ("lists", list_row()),
    ];
    let mut out: Vec<Export> =
        tables.into_iter().map(|(name, row)| Export::new(format!("schema/{name}.json"), table(name, row))).collect();
    out.push(Export::new("schema/list.json", document("A priority list", list())));
    out
}

fn document(title: &str, mut schema: Value) -> String {
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = title.into();
    format!("{schema:#}\n")
}

/// A table: what it is, and its rows.
fn table(name: &str, row: Value) -> String {
    let schema = object(&[
        ("schema", text()),
        ("version", json!({ "const": VERSION })),
        ("site", text()),
        ("as_of", day()),
        ("rows", json!({ "type": "array", "items": row })),
    ]);
    document(name, schema)
}

/// An object that has exactly these fields.
fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// A date that may be coarse: `2012`, `2012-10`, `2012-10-18`.
fn date() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn list_of(schema: Value) -> Value {
    json!({ "type": "array", "items": schema })
}

fn meeting() -> Value {
    object(&[
        ("id", text()),
        ("body", text()),
        ("date", day()),
        ("title", text()),
        ("from", or_null(text())),
        ("to", or_null(text())),
        ("venue", or_null(text())),
        ("stage", json!({ "enum": ["draft", "published", "agreed", "withdrawn"] })),
        ("cancelled", flag()),
        ("present", count()),
        ("apologies", count()),
        ("actions", count()),
        ("decisions", count()),
        ("no_actions", flag()),
        ("previous", or_null(text())),
        ("next", or_null(text())),
        ("address", text()),
    ])
}

fn attendee() -> Value {
    object(&[
        ("meeting", text()),
        ("date", day()),
        ("standing", json!({ "enum": ["present", "in attendance", "apologies", "absent"] })),
        ("name", text()),
        ("person", or_null(text())),
        ("unnamed", flag()),
        ("organisation", or_null(text())),
        ("organisation_id", or_null(text())),
        ("role", or_null(text())),
        ("chair", flag()),
        ("deputy_for", list_of(object(&[("name", text()), ("person", or_null(text()))]))),
        ("represented_by", list_of(text())),
        ("mode", or_null(json!({ "enum": ["in person", "by videolink", "by telephone"] }))),
        ("part", or_null(text())),
    ])
}

fn owner() -> Value {
    object(&[("name", text()), ("kind", or_null(json!({ "enum": ["organisation", "person", "body"] }))), ("id", or_null(text()))])
}

fn status() -> Value {
    json!({ "enum": ["open", "in-progress", "done", "dropped", "superseded"] })
}

fn action() -> Value {
    let event = object(&[
        ("date", date()),
        ("text", text()),
        ("status", or_null(status())),
        ("owners", or_null(list_of(owner()))),
        ("due", or_null(text())),
        ("superseded_by", list_of(text())),
        ("recorded_at", or_null(text())),
        ("source", or_null(text())),
    ]);
    object(&[
        ("id", text()),
        ("body", text()),
        ("meeting", text()),
        ("raised", day()),
        ("text", text()),
        ("owners", list_of(owner())),
        ("due", or_null(date())),
        ("due_as_written", or_null(text())),
        ("status", status()),
        ("overdue", flag()),
        ("closed", or_null(date())),
        ("superseded_by", list_of(text())),
        ("supersedes", list_of(text())),
        ("address", text()),
        ("raised_at", text()),
        ("history", list_of(event)),
    ])
}

fn decision() -> Value {
    object(&[
        ("id", text()),
        ("body", text()),
        ("meeting", text()),
        ("date", day()),
        ("number", or_null(text())),
        ("text", text()),
        ("address", text()),
    ])
}

fn report() -> Value {
    let file = object(&[
        ("title", text()),
        ("address", text()),
        ("media_type", text()),
        ("size", count()),
        ("pages", or_null(count())),
        ("sha256", json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })),
    ]);
    object(&[
        ("id", text()),
        ("title", text()),
        ("body", or_null(text())),
        ("date", or_null(date())),
        ("series", or_null(text())),
        ("numbers", json!({ "type": "object", "additionalProperties": text() })),
        ("period", or_null(text())),
        ("authors", list_of(text())),
        ("publisher", or_null(text())),
        ("pages", or_null(count())),
        ("laid", or_null(date())),
        ("replaced_by", or_null(text())),
        ("address", text()),
        ("attachments", list_of(file)),
    ])
}

fn list_row() -> Value {
    let revision = object(&[
        ("date", day()),
        ("entries", or_null(count())),
        ("agreed_at", or_null(text())),
        ("reason", or_null(text())),
        ("next_review", or_null(text())),
        ("address", text()),
    ]);
    object(&[
        ("id", text()),
        ("title", text()),
        ("body", or_null(text())),
        ("entry_kind", or_null(text())),
        ("withheld", flag()),
        ("entries", or_null(count())),
        ("review", or_null(text())),
        ("review_due", or_null(day())),
        ("review_overdue", flag()),
        ("address", text()),
        ("data", text()),
        ("revisions", list_of(revision)),
    ])
}

fn list() -> Value {
    let entry = object(&[
        ("rank", or_null(count())),
        ("key", text()),
        ("country", or_null(text())),
        ("name", text()),
        ("note", or_null(text())),
        ("fields", json!({ "type": "object", "additionalProperties": text() })),
    ]);
    let edit = object(&[("field", text()), ("before", text()), ("after", text())]);
    let change = object(&[
        ("change", text()),
        ("key", text()),
        ("name", or_null(text())),
        ("rank_before", or_null(count())),
        ("rank_after", or_null(count())),
        ("edits", list_of(edit)),
    ]);
    let revision = object(&[
        ("date", day()),
        ("agreed_at", or_null(text())),
        ("reason", or_null(text())),
        ("next_review", or_null(text())),
        ("changes", or_null(list_of(change))),
        ("entries", list_of(entry)),
    ]);
    object(&[
        ("schema", text()),
        ("version", json!({ "const": VERSION })),
        ("site", text()),
        ("as_of", day()),
        ("id", text()),
        ("title", text()),
        ("body", or_null(text())),
        ("withheld", flag()),
        ("review", or_null(text())),
        ("review_due", or_null(day())),
        ("address", text()),
        ("revisions", list_of(revision)),
    ])
}
