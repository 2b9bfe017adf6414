//! What sites publish for programs, read by other people's readers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::shared::{SharedBuild, shared};
use super::support::Site;

/// The builds that are read: the own site, and those with most kinds of files.
fn built() -> impl Iterator<Item = (&'static str, Arc<SharedBuild>)> {
    ["own", "full", "life", "countries"].into_iter().map(|site| (site, shared(site, &[])))
}

#[test]
fn every_table_is_as_its_schema_says() {
    let mut tables = BTreeMap::<String, usize>::new();
    for (site, built) in built() {
        let files = &built.files;
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
    let own = shared("own", &[]);
    let schemas: Vec<_> = own.files.iter().filter(|(path, _)| path.starts_with("schema/")).collect();
    assert_eq!(schemas.len(), 7);
    for (path, bytes) in schemas {
        walk(path, &serde_json::from_slice(bytes).unwrap());
    }
}

#[test]
fn calendars_say_the_days_of_meetings() {
    use icalendar::{Calendar, CalendarComponent, Component};
    let mut events = 0;
    for (site, built) in built() {
        let files = &built.files;
        let table: Value = serde_json::from_slice(&files["meetings.json"]).unwrap();
        let meetings = table["rows"].as_array().unwrap();
        let field = |meeting: &'_ Value, name: &str| meeting[name].as_str().unwrap().to_owned();
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".ics")) {
            let text = std::str::from_utf8(bytes).unwrap();
            let calendar: Calendar = text.parse().unwrap_or_else(|e| panic!("{site}: {path}: {e}"));
            let mut days = BTreeMap::new();
            for component in &calendar.components {
                let CalendarComponent::Event(event) = component else { continue };
                let fact = |there: bool, what: &str| assert!(there, "{site}: {path}: {what} of {event:?}");
                fact(event.get_timestamp().is_some(), "DTSTAMP");
                fact(event.get_summary().is_some_and(|words| !words.is_empty()), "SUMMARY");
                let id = event.get_uid().and_then(|uid| uid.split('@').next()).unwrap_or_default();
                fact(!id.is_empty(), "UID");
                let day = event.get_start().map(|start| start.date_naive().to_string());
                fact(day.is_some(), "DTSTART");
                fact(days.insert(id, day).is_none(), "a second UID");
                events += 1;
            }
            // The calendar of a body has its own meetings, that of the site all of them.
            let body = path.trim_end_matches("calendar.ics").trim_end_matches('/');
            for meeting in meetings.iter().filter(|m| body.is_empty() || field(m, "body") == body) {
                let (id, day) = (field(meeting, "id"), field(meeting, "date"));
                assert_eq!(days.get(&*id), Some(&Some(day)), "{site}: {path}: {id}");
            }
        }
    }
    assert!(events > 10, "{events} events");
}

#[test]
fn feeds_are_well_formed_and_keep_their_order() {
    use quick_xml::events::Event;
    let mut feeds = 0;
    for (site, built) in built() {
        let files = &built.files;
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with("feed.xml")) {
            let text = std::str::from_utf8(bytes).unwrap();
            let mut reader = quick_xml::Reader::from_str(text);
            let (mut open, mut seen) = (Vec::new(), Vec::new());
            loop {
                match reader.read_event().unwrap_or_else(|e| panic!("{site}: {path}: {e}")) {
                    Event::Start(e) => {
                        let name = e.name().as_ref().to_owned();
                        if open.len() == 1 {
                            seen.push(name.clone());
                        }
                        open.push(name);
                    }
                    Event::End(_) => drop(open.pop()),
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert!(open.is_empty() && text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "{site}: {path}");
            let head = seen.iter().position(|name| name[..] == *"entry").unwrap_or(seen.len());
            assert_eq!(seen[..head], ["id", "title", "updated", "author"], "{site}: {path}");
            assert!(seen[head..].iter().all(|name| name[..] == *"entry"), "{site}: {path}");
            feeds += 1;
        }
    }
    assert!(feeds > 4, "{feeds} feeds");
}

/// What is invented says so wherever it goes: each row, event and entry of a body that is.
#[test]
fn invented_facts_carry_their_mark() {
    let site = Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    for (body, mark, who) in [("real", "", "Ann Lee"), ("show", "illustrative = true\n", "Bob Ray")] {
        site.write(&format!("content/{body}/_index.md"), format!("+++\nname = \"The {body} board\"\n{mark}+++\n"));
        site.write(
            &format!("content/{body}/meetings/2024-04-17.md"),
            format!("Present: {who}\n\n## 1. Lamps\n\n1.1 Out.\n\n**ACTION:** {who} to write.\n\n**AGREED:** to sing.\n"),
        );
        site.write(&format!("content/{body}/reports/tides/index.md"), "---\ndate: 2024-05-01\n---\n# Tides\n\nThey rise.\n");
        site.write(&format!("content/{body}/lists/lamps/_index.md"), "# Lamps\n");
        site.write(&format!("content/{body}/lists/lamps/2024-01-01.csv"), "rank,key,name\n1,A,One\n");
    }
    let built = site.build();
    let json = |path: &str| -> serde_json::Value { serde_json::from_str(&built.read(path)).expect("JSON") };
    for (name, key) in [("meetings", "body"), ("actions", "body"), ("decisions", "body"), ("reports", "body"), ("lists", "body")]
    {
        let table = json(&format!("{name}.json"));
        let rows = table["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 2, "{name}");
        for row in rows {
            assert_eq!(row["illustrative"], row[key] == "show", "{name}: {row}");
        }
        let csv = built.read(&format!("{name}.csv"));
        assert!(csv.lines().next().is_some_and(|head| head.ends_with(",illustrative")), "{csv}");
        assert_eq!(csv.lines().skip(1).filter(|line| line.ends_with(",yes")).count(), 1, "{csv}");
    }
    assert_eq!(built.read("show/attendance.csv").lines().filter(|line| line.ends_with(",yes")).count(), 1);
    assert_eq!(built.read("calendar.ics").matches("CATEGORIES:ILLUSTRATIVE").count(), 1);
    let feed = built.read("feed.xml");
    let marked = feed.matches("<category term=\"illustrative\"/>").count();
    assert!(marked > 0 && marked * 2 == feed.matches("<entry>").count(), "{feed}");
    let popolo = json("popolo.json");
    for key in ["persons", "organizations"] {
        let marked = popolo[key].as_array().expect("a list").iter().filter(|o| o["x_illustrative"] == true).count();
        assert_eq!(marked, 1, "{key}: {popolo}");
    }
}
