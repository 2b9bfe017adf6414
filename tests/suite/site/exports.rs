//! What sites publish for programs, read by other people's readers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::Site;

/// The sites that are read besides the own one: those with most kinds of files.
const SITES: [&str; 3] = ["tests/sites/good/full", "tests/sites/good/life", "tests/sites/good/countries"];

/// The files of a site by their paths.
fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let built = site.build();
    built.list().into_iter().map(|path| (path.clone(), std::fs::read(built.folder.join(path)).unwrap())).collect()
}

fn built() -> impl Iterator<Item = (&'static str, BTreeMap<String, Vec<u8>>)> {
    let sites = std::iter::once(("own", Site::own())).chain(SITES.map(|site| (site, Site::copy(site))));
    sites.map(|(name, site)| (name, files(&site)))
}

#[test]
fn every_table_is_as_its_schema_says() {
    let mut tables = BTreeMap::<String, usize>::new();
    for (site, files) in built() {
        let parsed = |path: &str| serde_json::from_slice::<Value>(&files[path]).unwrap_or_else(|e| panic!("{site}: {path}: {e}"));
        let schemas: BTreeMap<&str, Value> =
            files.keys().filter_map(|path| Some((path.strip_prefix("schema/")?.strip_suffix(".json")?, parsed(path)))).collect();
        let (mut compiler, mut compiled) = (boon::Compiler::new(), boon::Schemas::new());
        compiler.set_default_draft(boon::Draft::V2020_12);
        compiler.enable_format_assertions();
        let mut indexes = BTreeMap::new();
        for (name, schema) in schemas {
            let address = format!("https://example.org/{name}.json");
            compiler.add_resource(&address, schema).unwrap();
            indexes.insert(name, compiler.compile(&address, &mut compiled).unwrap_or_else(|e| panic!("{site}: {name}: {e}")));
        }
        for path in files.keys().filter(|path| path.ends_with(".json") && !path.starts_with("schema/")) {
            let value = parsed(path);
            let Some(address) = value.get("schema").and_then(Value::as_str) else { continue };
            let name = address.rsplit('/').next().unwrap().trim_end_matches(".json");
            compiled.validate(&value, indexes[name]).unwrap_or_else(|wrong| panic!("{site}: {path}: {wrong:#}"));
            *tables.entry(name.to_owned()).or_default() += 1;
        }
    }
    let kinds = ["actions", "attendance", "decisions", "list", "lists", "meetings", "reports"];
    assert_eq!(
        tables.keys().map(String::as_str).collect::<Vec<_>>(),
        kinds,
        "every kind of table is published by one of the sites"
    );
}

#[test]
fn every_field_of_a_schema_is_described_and_required() {
    fn walk(path: &str, schema: &Value) {
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => panic!("{path} has no type"),
        };
        if let Some(properties) = schema["properties"].as_object() {
            assert_eq!(schema["additionalProperties"], false, "{path}");
            let required: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            for (name, property) in properties {
                let path = format!("{path}/{name}");
                assert!(required.contains(&name.as_str()), "{path} is not required");
                assert!(property["description"].as_str().is_some_and(|d| d.ends_with('.')), "{path} is not described");
                walk(&path, property);
            }
        } else if types.contains(&"array") {
            walk(&format!("{path}[]"), &schema["items"]);
        } else if types.contains(&"object") {
            walk(&format!("{path}/*"), &schema["additionalProperties"]);
        }
    }
    let files = files(&Site::own());
    let schemas: Vec<_> = files.iter().filter(|(path, _)| path.starts_with("schema/")).collect();
    assert_eq!(schemas.len(), 7);
    for (path, bytes) in schemas {
        walk(path, &serde_json::from_slice(bytes).unwrap());
    }
}
