//! Priority lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::support::{Pages, book, pages};

const LIST: &str = "+++\ntitle = \"Countries\"\nentry_kind = \"country\"\nreview = \"yearly\"\n+++\nWhat it is for.\n";

fn small() -> Vec<(&'static str, &'static str)> {
    vec![
        ("lists/countries/_index.md", LIST),
        (
            "lists/countries/2023-01-01.csv",
            "rank,key,name,note,Region\n1,sz,Swaziland,,Africa\n2,al,Albania,,Europe\n3,vn,Vietnam,,Asia\n",
        ),
        (
            "lists/countries/2024-01-01.csv",
            "rank,key,name,note,Region\n1,al,Albania,,Europe\n2,sz,Eswatini,,Africa\n2,ro,Romania,,Europe\n",
        ),
        (
            "lists/countries/2025-01-01.csv",
            "rank,key,name,note,Region\n1,al,Albania,more of it,Europe\n2,sz,Eswatini,,Africa\n3,vn,Vietnam,,Asia\n",
        ),
    ]
}

/// The words of some HTML, as a reader has them.
fn words(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, w)| w)).collect()
}

/// What stands between two texts of a page; nothing where the first does not stand in it.
fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    html.split_once(from).map_or("", |(_, rest)| rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0)
}

/// The words of the cells of the table of a class on a page.
fn cells(html: &str, class: &str) -> Vec<Vec<String>> {
    let rows = between(between(html, &format!("<table class=\"{class} stack\">"), "</table>"), "<tbody>", "</tbody>");
    let cell = |row: &str| row.replace("<th", "<td").split("<td").skip(1).map(|c| words(&format!("<{c}"))).collect();
    rows.lines().filter(|l| !l.is_empty()).map(cell).collect()
}

fn told(pages: &Pages, path: &str) -> Vec<String> {
    cells(pages.html(path), "changes").iter().map(|row| format!("{} {}", row[1], row[0])).collect()
}

#[test]
fn a_list_its_revisions_entries_and_comparisons() {
    let book = book(&small());
    let pages = pages(&book);
    let paths: Vec<&str> = pages.by_path.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "lists",
            "lists/countries",
            "lists/countries/2023-01-01",
            "lists/countries/2024-01-01",
            "lists/countries/2025-01-01",
            "lists/countries/albania",
            "lists/countries/compare/2023-01-01/2024-01-01",
            "lists/countries/compare/2023-01-01/2025-01-01",
            "lists/countries/compare/2024-01-01/2025-01-01",
            "lists/countries/eswatini",
            "lists/countries/romania",
            "lists/countries/vietnam",
        ]
    );
    assert_eq!(
        told(&pages, "lists/countries/2024-01-01"),
        ["Albania Up 1", "Eswatini Down 1", "Romania Added", "Vietnam Removed"]
    );
    // A tie that is undone moves nobody.
    assert_eq!(told(&pages, "lists/countries/2025-01-01"), ["Albania Edited", "Vietnam Added", "Romania Removed"]);
    assert_eq!(told(&pages, "lists/countries/compare/2023-01-01/2025-01-01"), ["Albania Up 1", "Eswatini Down 1"]);

    let list = pages.view("lists/countries");
    assert_eq!(list["review"], json!({"said": "yearly", "due": "2026-01-01", "overdue": true, "by": "59 days", "done": false}));
    let ranks: Vec<&Value> = list["ranks"].as_array().unwrap().iter().map(|r| &r["ranks"]).collect();
    assert_eq!(ranks, [&json!(["2", "1", "1"]), &json!(["1", "2=", "2"]), &json!(["3", "", "3"]), &json!(["", "2=", ""])]);
    assert!(list["chart"]["summary"].as_str().unwrap().contains("Albania rose from 2 on 1 January 2023 to 1 on 1 January 2025."));

    let changes: Vec<String> =
        cells(pages.html("lists/countries/vietnam"), "entry-history").into_iter().map(|row| row[2].clone()).collect();
    assert_eq!(changes, ["Back on the list", "Removed", "First revision"]);
    let names = &pages.view("lists/countries/eswatini")["names"];
    assert_eq!(*names, json!([{"name": "Swaziland", "name_lang": "", "day": "2023-01-01"}]));
}

#[test]
fn a_withheld_list_shows_dates_and_reviews_and_no_entry() {
    let front = LIST.replace(
        "review = \"yearly\"",
        "review = \"after August 2012\"\nwithheld = true\nrevisions = [{ date = 2011-08-31, reason = \"First.\" }]",
    );
    let book = book(&[("lists/countries/_index.md", &front)]);
    let pages = pages(&book);
    assert_eq!(pages.by_path.keys().collect::<Vec<_>>(), ["lists", "lists/countries", "lists/countries/2011-08-31"]);
    let list = pages.view("lists/countries");
    assert_eq!((&list["hidden"], &list["rows"], &list["review"]["overdue"]), (&json!(true), &Value::Null, &json!(true)));
    assert_eq!(list["revisions"][0]["reason"], json!("First."));
}

/// Numbers that look like chance and are the same on every machine (Knuth's multiplier, 64 bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A row of the generated history: key → rank, name, note.
type Revision = BTreeMap<u64, (u64, String, String)>;

/// Fifty revisions of about 200 entries: ties, renames, notes that change, entries that leave and come back, and one revision in which every row moves.
fn history() -> Vec<Revision> {
    let mut dice = Dice(7);
    let mut now: Revision = (0..200).map(|k| (k, (k + 1, format!("Entry {k}"), String::new()))).collect();
    let mut gone: Revision = BTreeMap::new();
    let mut all = vec![now.clone()];
    for revision in 1..50 {
        if revision == 25 {
            let n = now.values().map(|e| e.0).max().unwrap_or(1);
            now.values_mut().for_each(|e| e.0 = 1 + e.0 % n);
        } else {
            for _ in 0..20 {
                let key = dice.below(200);
                match (dice.below(5), now.get_mut(&key)) {
                    (0, Some(_)) => gone.extend(now.remove_entry(&key)),
                    (1, None) => now.extend(gone.remove_entry(&key)),
                    (2, Some(entry)) => entry.1 = format!("Entry {key} of {revision}"),
                    (3, Some(entry)) => entry.2 = format!("Noted {revision}"),
                    (4, Some(entry)) => entry.0 = 1 + dice.below(200),
                    _ => {}
                }
            }
        }
        all.push(now.clone());
    }
    all
}

fn csv(revision: &Revision) -> String {
    let mut text = "rank,key,name,note\n".to_owned();
    for (key, (rank, name, note)) in revision {
        writeln!(text, "{rank},k{key},{name},{note}").unwrap();
    }
    text
}

/// What became of each entry, from the generated rows alone: `Up 2`, `Added` … by name as it is now.
fn expected(before: &Revision, after: &Revision) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (key, (rank, name, note)) in after {
        let said = match before.get(key) {
            None => "Added".to_owned(),
            Some((was, ..)) if was > rank => format!("Up {}", was - rank),
            Some((was, ..)) if was < rank => format!("Down {}", rank - was),
            Some((_, old, _)) if old != name => "Renamed".to_owned(),
            Some((.., old)) if old != note => "Edited".to_owned(),
            Some(_) => continue,
        };
        out.push(format!("{name} {said}"));
    }
    out.extend(before.iter().filter(|(key, _)| !after.contains_key(key)).map(|(_, (_, name, _))| format!("{name} Removed")));
    out.sort();
    out
}

/// The same with the ranks and what else differs, as the page of all later revisions has it.
fn in_words(before: &Revision, after: &Revision) -> Vec<String> {
    let rank = |of: &Revision, rank: u64| {
        let tied = of.values().filter(|e| e.0 == rank).count() > 1;
        if tied { format!("{rank}=") } else { rank.to_string() }
    };
    let mut out: Vec<String> = Vec::new();
    for (key, (to, name, note)) in after {
        let Some((from, old, said)) = before.get(key) else {
            out.push(format!("added {name} {}", rank(after, *to)));
            continue;
        };
        let kind = match from.cmp(to) {
            std::cmp::Ordering::Greater => "up",
            std::cmp::Ordering::Less => "down",
            _ if old != name => "renamed",
            _ if said != note => "edited",
            _ => "unchanged",
        };
        let moved = if from == to { String::new() } else { format!(" {} → {}", rank(before, *from), rank(after, *to)) };
        let also = match (old != name, said != note) {
            (true, true) => format!(" (was {old}, note)"),
            (true, false) => format!(" (was {old})"),
            (false, true) => " (note)".to_owned(),
            (false, false) => String::new(),
        };
        out.push(format!("{kind} {name}{moved}{also}"));
    }
    let removed = before.iter().filter(|(key, _)| !after.contains_key(key));
    out.extend(removed.map(|(_, (from, name, _))| format!("removed {name} {}", rank(before, *from))));
    out.sort();
    out
}

#[test]
fn fifty_revisions_are_compared_as_an_independent_recomputation_does() {
    let history = history();
    let days: Vec<String> = (0..history.len()).map(|n| format!("{}-{:02}-01", 2000 + n / 12, 1 + n % 12)).collect();
    let mut files = vec![("lists/long/_index.md".to_owned(), LIST.to_owned())];
    files.extend(history.iter().zip(&days).map(|(r, day)| (format!("lists/long/{day}.csv"), csv(r))));
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let book = book(&files);
    let pages = pages(&book);
    let mut compared = 0;
    for (a, before) in history.iter().enumerate() {
        for (b, after) in history.iter().enumerate().skip(a + 1) {
            let path = format!("lists/long/compare/{}/{}", days[a], days[b]);
            if !pages.by_path.contains_key(&path) {
                continue;
            }
            let mut said = told(&pages, &path);
            said.sort();
            assert_eq!(said, expected(before, after), "{path}");
            compared += 1;
        }
    }
    // Each with the one before, each with the last.
    assert_eq!(compared, 49 + 48);
    // And every pair there is, on the page of its earlier revision.
    let mut every = 0;
    for (a, before) in history.iter().enumerate().take(history.len() - 1) {
        let path = format!("lists/long/compare/{}", days[a]);
        let (page, html) = (pages.view(&path), pages.html(&path));
        let later = page["later"].as_array().unwrap();
        assert_eq!(later.len(), history.len() - 1 - a);
        for ((after, day), other) in history.iter().zip(&days).skip(a + 1).zip(later) {
            assert_eq!(other["date"], day.as_str());
            let section = between(html, &format!("<section aria-labelledby=\"_{day}\">"), "</section>");
            let mut said: Vec<String> = Vec::new();
            for kind in other["kinds"].as_array().unwrap() {
                let name = kind["kind"].as_str().unwrap();
                let entries = words(between(between(section, &format!("change change-{name}\""), "</div>"), "<dd>", "</dd>"));
                let entries: Vec<&str> = entries.split("; ").collect();
                assert_eq!(kind["count"], entries.len());
                said.extend(entries.iter().map(|e| format!("{name} {e}")));
            }
            said.sort();
            assert_eq!(said, in_words(before, after), "{} and {day}", days[a]);
            every += 1;
        }
    }
    assert_eq!(every, 50 * 49 / 2);
    // A revision in which every row moves leads to its comparison.
    let pair = format!("lists/long/compare/{}/{}", days[24], days[25]);
    let beside = &pages.view(&format!("lists/long/{}", days[25]))["changes"];
    assert_eq!(beside["elsewhere"], json!(format!("{pair}/")));
    assert_eq!(told(&pages, &format!("lists/long/{}", days[25])), Vec::<String>::new());
    let moved = &pages.view(&pair)["changes"];
    assert_eq!(moved["elsewhere"], json!(""));
    let moves = told(&pages, &pair);
    assert!(!moves.is_empty() && moves.iter().all(|t| t.contains(" Up ") || t.contains(" Down ")), "{moves:?}");
    assert_eq!((moved["same"].as_u64(), pages.html(&pair).contains("class=\"unchanged\"")), (Some(0), false));
    let chart = pages.view("lists/long")["chart"]["svg"].as_str().unwrap();
    assert!(chart.len() < 300_000, "{}", chart.len());
}
