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
    let kinds = [
        "actions",
        "attendance",
        "dataset",
        "decisions",
        "list",
        "lists",
        "meetings",
        "motions",
        "organisations",
        "people",
        "reports",
    ];
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
    assert_eq!(schemas.len(), 11);
    for (path, bytes) in schemas {
        walk(path, &serde_json::from_slice(bytes).unwrap());
    }
}

/// The rows of a published table, without its mark, by their columns.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mark = "\u{feff}".as_bytes();
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(mark).expect("a byte order mark"));
    reader.deserialize().collect::<Result<_, _>>().expect("rows of the header's columns")
}

#[test]
fn tables_are_described_column_by_column_and_join() {
    for (site, built) in built() {
        let package: Value = serde_json::from_slice(&built.files["datapackage.json"]).unwrap();
        let resources = package["resources"].as_array().unwrap();
        let column = |resource: &str, name: &str| -> std::collections::BTreeSet<String> {
            rows(&built.files[&format!("{resource}.csv")]).into_iter().map(|mut row| row.remove(name).unwrap()).collect()
        };
        for resource in resources {
            let path = resource["path"].as_str().unwrap();
            let table = rows(&built.files[path]);
            let fields = resource["schema"]["fields"].as_array().unwrap();
            for field in fields {
                let (name, kind) = (field["name"].as_str().unwrap(), field["type"].as_str().unwrap());
                assert!(
                    field["description"].as_str().is_some_and(|d| d.ends_with('.')),
                    "{site}: {path}: {name} is not described"
                );
                for cell in table.iter().map(|row| &row[name]) {
                    let is_sound = match kind {
                        "boolean" => cell == "true" || cell == "false",
                        "integer" => cell.is_empty() || cell.parse::<u64>().is_ok(),
                        "number" => cell.is_empty() || cell.parse::<f64>().is_ok(),
                        "date" => cell.is_empty() || cell.parse::<jiff::civil::Date>().is_ok(),
                        _ => true,
                    };
                    assert!(is_sound, "{site}: {path}: {name} is no {kind}: {cell}");
                }
            }
            let header = std::str::from_utf8(&built.files[path]).unwrap().trim_start_matches('\u{feff}').lines().next().unwrap();
            assert_eq!(header.split(',').count(), fields.len(), "{site}: {path}: {header}");
            for key in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
                let (from, to) = (key["fields"].as_str().unwrap(), key["reference"]["resource"].as_str().unwrap());
                let ids = column(to, "id");
                for id in table.iter().map(|row| &row[from]).filter(|id| !id.is_empty()) {
                    assert!(ids.contains(id), "{site}: {path}: {from}: {id} is no id of {to}");
                }
            }
        }
        let bodies: usize =
            built.files.iter().filter(|(path, _)| path.ends_with("/attendance.csv")).map(|(_, bytes)| rows(bytes).len()).sum();
        assert_eq!(rows(&built.files["attendance.csv"]).len(), bodies, "{site}: attendance");
        let listed: Vec<&str> = resources.iter().filter_map(|r| r["path"].as_str()).collect();
        for path in built.files.keys().filter(|p| p.ends_with(".tidy.csv") || (p.ends_with(".csv") && !p.contains('/'))) {
            assert!(listed.contains(&path.as_str()), "{site}: {path} is not in datapackage.json");
        }
    }
}

#[test]
fn figures_are_numbers_with_their_period_and_mark() {
    let own = shared("own", &[]);
    let all = rows(&own.files["datasets/nrm-referrals/by-year.tidy.csv"]);
    let figure = |period: &str, measure: &str| {
        let row = all.iter().find(|r| r["period"] == period && r["measure"] == measure).expect("the figure");
        ["value", "period_start", "period_end", "is_total"].map(|c| row[c].clone())
    };
    assert_eq!(figure("2012", "Total"), ["1183", "2012-01-01", "2012-12-31", "true"]);
    assert_eq!(figure("2010", "Minor"), ["187", "2010-01-01", "2010-12-31", "false"]);
    assert_eq!(figure("2009 (from 1 April)", "Adult")[..3], ["385", "", ""]);
    let about: Value = serde_json::from_slice(&own.files["datasets/nrm-referrals/dataset.json"]).unwrap();
    let table = about["tables"].as_array().unwrap().iter().find(|t| t["id"] == "by-year").expect("the table").clone();
    let checks = table["checks"].as_array().unwrap();
    assert!(checks.len() > 5 && checks.iter().all(|c| c["difference"] == 0.0), "{table:#}");
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
            if path.ends_with("/meeting.ics") {
                assert_eq!(days.len(), 1, "{site}: {path}");
                continue;
            }
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
            format!("Present: {who}\n\n## 1. Lamps\n\n1.1 Out.\n\n**ACTION:** {who} to write.\n\n**AGREED:** to sing.\n\nMoved by {who} to row. Lost.\n"),
        );
        site.write(&format!("content/{body}/reports/tides/index.md"), "---\ndate: 2024-05-01\n---\n# Tides\n\nThey rise.\n");
        site.write(&format!("content/{body}/lists/lamps/_index.md"), "# Lamps\n");
        site.write(&format!("content/{body}/lists/lamps/2024-01-01.csv"), "rank,key,name\n1,A,One\n");
    }
    let built = site.build();
    let json = |path: &str| -> serde_json::Value { serde_json::from_str(&built.read(path)).expect("JSON") };
    for (name, key) in [
        ("meetings", "body"),
        ("actions", "body"),
        ("decisions", "body"),
        ("motions", "body"),
        ("reports", "body"),
        ("lists", "body"),
    ] {
        let table = json(&format!("{name}.json"));
        let rows = table["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 2, "{name}");
        for row in rows {
            assert_eq!(row["illustrative"], row[key] == "show", "{name}: {row}");
        }
        let csv = built.read(&format!("{name}.csv"));
        assert!(csv.lines().next().is_some_and(|head| head.ends_with(",illustrative")), "{csv}");
        assert_eq!(csv.lines().skip(1).filter(|line| line.ends_with(",true")).count(), 1, "{csv}");
    }
    assert_eq!(built.read("show/attendance.csv").lines().filter(|line| line.ends_with(",true")).count(), 1);
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

/// Every data file that a site has, whatever it is called: no row and no object that is of what was invented lacks the mark.
#[test]
fn no_data_file_has_an_invented_fact_without_its_mark() {
    let site = Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/real/_index.md", "+++\nname = \"The real board\"\n+++\n");
    site.write("content/real/meetings/2024-04-17.md", "Present: Ann Lee\n\n1.1 Out.\n\n**ACTION:** Ann Lee to write.\n");
    site.write("content/zorble/_index.md", "+++\nname = \"The Zorble board\"\nillustrative = true\n+++\n");
    site.write(
        "content/zorble/meetings/2024-04-17.md",
        "Present: Bob Zorble\n\nApologies: Cy Zorble\n\n## 1. Zorbles\n\n1.1 A zorble.\n\n**ACTION:** Bob Zorble to zorble by 1 July 2024.\n\n**AGREED:** to zorble.\n\n\
         Moved by Bob Zorble to zorble. Lost.\n",
    );
    site.write("content/zorble/reports/tides/index.md", "---\ndate: 2024-05-01\n---\n# Zorble tides\n\nThey zorble.\n");
    site.write("content/zorble/lists/lamps/_index.md", "# Zorble lamps\n");
    site.write("content/zorble/lists/lamps/2024-01-01.csv", "rank,key,name\n1,A,Zorble one\n");
    site.write("content/zorble/lists/lamps/2024-02-01.csv", "rank,key,name\n1,A,Zorble one\n2,B,Zorble two\n");
    site.write(
        "content/zorble/datasets/boats/_index.md",
        "+++\nkind = \"dataset\"\n[[tables]]\nfile = \"boats.csv\"\ntitle = \"Zorble boats\"\n+++\n# Zorble boats\n",
    );
    site.write("content/zorble/datasets/boats/boats.csv", "Year,Zorbles\n2022,3\n2023,4\n");
    let built = site.build();
    let is_invented = |text: &str| text.to_lowercase().contains("zorble");
    let is_marked = |value: &Value| ["illustrative", "x_illustrative"].iter().any(|key| value[*key] == true);
    fn bare<'v>(
        value: &'v Value,
        is_invented: &dyn Fn(&str) -> bool,
        is_marked: &dyn Fn(&Value) -> bool,
        out: &mut Vec<&'v Value>,
    ) {
        match value {
            Value::Object(map) if !is_marked(value) => {
                if map.values().any(|v| v.as_str().is_some_and(is_invented)) {
                    out.push(value);
                }
                map.values().for_each(|v| bare(v, is_invented, is_marked, out));
            }
            Value::Array(all) => all.iter().for_each(|v| bare(v, is_invented, is_marked, out)),
            _ => {}
        }
    }
    // What describes files and not facts, and what a browser searches.
    let is_of_facts =
        |path: &&String| !["schema/", "search/", "manifest.json", "datapackage.json"].iter().any(|other| path.starts_with(other));
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in built.list().iter().filter(is_of_facts) {
        let text = if path.ends_with(".json") || path.ends_with(".csv") { built.read(path) } else { continue };
        seen += usize::from(is_invented(&text));
        if path.ends_with(".json") {
            let value: Value = serde_json::from_str(&text).expect("JSON");
            let mut found = Vec::new();
            bare(&value, &is_invented, &is_marked, &mut found);
            wrong.extend(found.first().map(|object| format!("{path}: {object}").chars().take(300).collect::<String>()));
        } else {
            let mut lines = text.lines();
            let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
            let at = columns.iter().position(|column| *column == "illustrative");
            let is_bare = |line: &&str| {
                is_invented(line) && at.is_none_or(|at| line.split(',').rev().nth(columns.len() - 1 - at) != Some("true"))
            };
            wrong.extend(lines.find(is_bare).map(|line| format!("{path}: {line}")));
        }
    }
    assert!(seen > 12, "{seen} files of what was invented");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a calendar says of a meeting to come, of one that passes midnight and of one that was called off.
#[test]
fn an_event_tells_what_its_reader_needs() {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
    site.write(
        "content/board/meetings/2026-12-01.md",
        "+++\ntitle = \"Winter\"\nhours = \"19:00-00:30\"\nillustrative = true\n+++\n\n## 1. Welcome\n\n1.1 Said.\n\n## 2. Piers; a plan\n\n2.1 Said.\n",
    );
    site.write("content/board/meetings/2026-12-08.md", "+++\ntitle = \"Extra\"\ncancelled = true\n+++\n\nNot held.\n");
    site.write("content/board/meetings/2026-01-05.md", "1.1 Said.\n\n**AGREED:** the plan.\n");
    let built = site.build();
    let calendar = built.read("calendar.ics").replace("\r\n ", "").replace("\r\n", "\n");
    for line in [
        "SUMMARY:Winter",
        "DTSTART;TZID=Europe/London:20261201T190000",
        "DTEND;TZID=Europe/London:20261202T003000",
        "DESCRIPTION:1. Welcome\\n2. Piers\\; a plan\\n\\nhttps://harbour.example/board/2026-12-01/",
        "CATEGORIES:ILLUSTRATIVE",
        "SUMMARY:Cancelled: Extra",
        "DESCRIPTION:1 decision\\n\\nhttps://harbour.example/board/2026-01-05/",
    ] {
        assert!(calendar.lines().any(|l| l == line), "{line}\n{calendar}");
    }
    assert_eq!(calendar.matches("TRANSP:TRANSPARENT").count(), 3);
    let one = built.read("board/2026-12-01/meeting.ics");
    assert!(one.contains("SUMMARY:Winter") && one.matches("BEGIN:VEVENT").count() == 1, "{one}");
    assert!(built.main("board/2026-12-01/index.html").len() > 10);
    let page = built.read("board/2026-12-01/index.html");
    assert!(page.contains("board/2026-12-01/meeting.ics"), "a meeting to come leads to its calendar");
    assert!(!built.folder.join("board/2026-01-05/meeting.ics").exists(), "a meeting that was held is past");
    let feed = built.read("board/feed.xml");
    assert!(!feed.contains("term=\"illustrative\"") && feed.contains("<category term=\"meeting\"/>"), "{feed}");
}
