//! The JSON Schemas (draft 2020-12) of the JSON tables: published with every site, below `schema/`. They are derived from the rows
//! themselves, and what a field means is said there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use super::datasets::{DatasetFile, FigureRow};
use super::directory::{OrganisationRow, PersonRow};
use super::file::Export;
use super::lists::{ListFile, ListRow};
use super::motions::{MotionRow, VoteRow};
use super::rows::{ActionRow, AttendeeRow, DecisionRow, MeetingRow, ReportRow};
use super::tables::Table;

/// All of them.
pub(super) fn all() -> Vec<Export> {
    let schemas = schemas();
    schemas.into_iter().map(|(name, schema)| Export::new(format!("schema/{name}.json"), format!("{schema:#}\n"))).collect()
}

/// The schemas, by their names.
pub(super) fn schemas() -> BTreeMap<&'static str, serde_json::Value> {
    BTreeMap::from([
        schema::<Table<'_, MeetingRow>>("meetings"),
        schema::<Table<'_, AttendeeRow<'_>>>("attendance"),
        schema::<Table<'_, ActionRow>>("actions"),
        schema::<Table<'_, DecisionRow>>("decisions"),
        schema::<Table<'_, MotionRow>>("motions"),
        schema::<Table<'_, ReportRow>>("reports"),
        schema::<Table<'_, ListRow>>("lists"),
        schema::<ListFile<'_>>("list"),
        schema::<Table<'_, PersonRow<'_>>>("people"),
        schema::<Table<'_, OrganisationRow<'_>>>("organisations"),
        schema::<DatasetFile>("dataset"),
    ])
}

/// The schema of the rows of tidy tables, which are written as CSV alone.
pub(super) fn figures() -> serde_json::Value {
    schema::<Table<'_, FigureRow>>("figures").1
}

/// The schema of votes by name, which are written as CSV alone, and in JSON within their motions.
pub(super) fn votes() -> serde_json::Value {
    schema::<Table<'_, VoteRow>>("votes").1
}

/// The schema of what is written. Each part is described where it is used, so that a reader follows no references.
fn schema<T: JsonSchema>(name: &'static str) -> (&'static str, serde_json::Value) {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| settings.inline_subschemas = true);
    // The size of a number in memory is nothing to a reader.
    let without_sizes = RecursiveTransform(|schema: &mut schemars::Schema| {
        if schema.get("format").and_then(|format| format.as_str()).is_some_and(|format| format.starts_with("uint")) {
            schema.remove("format");
        }
    });
    let mut schema = settings.with_transform(without_sizes).into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), name.into());
    (name, schema.to_value())
}
