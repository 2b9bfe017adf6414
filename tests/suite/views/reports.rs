//! The archive of reports.

use serde_json::{Value, json};

use super::support::{book, pages};

fn report(front: &str) -> String {
    format!("+++\n{front}\n+++\n## Findings\n\n1.44 Six forces recorded *no* crimes.\n\nSee [[report:annual-2012]].\n")
}

#[test]
fn an_archive_with_a_series_that_changed_its_title() {
    let (first, second, third) = (
        report(
            "title = \"First annual report\"\ndate = 2012-10-18\nseries = \"Annual report\"\n[numbers]\n\"Command paper\" = \"Cm 8421\"\nISBN = \"9780101842129\"\n",
        ),
        report(
            "title = \"Second annual report\"\ndate = 2013-10-18\nseries = \"Annual report\"\nreplaced_by = \"annual-2015\"\n",
        ),
        report(
            "title = \"2015 Report on Modern Slavery\"\ndate = \"October 2015\"\nseries = \"Annual report\"\n\
             corrections = [{ paragraph = \"1.44\", note = \"North Wales recorded **5**.\" }, { paragraph = \"9.9\", note = \"x\" }]\n",
        ),
    );
    let book = book(&[
        ("reports/annual-2012/index.md", &first),
        ("reports/2013/index.md", &second),
        ("reports/2013/annex.txt", "text"),
        ("reports/annual-2015/index.md", &third),
    ]);
    let pages = pages(&book);

    let archive = pages.view("reports");
    let titles =
        |v: &Value| -> Vec<String> { v.as_array().unwrap().iter().map(|r| r["title"].as_str().unwrap().to_owned()).collect() };
    assert_eq!(
        titles(&archive["series"][0]["reports"]),
        ["2015 Report on Modern Slavery", "Second annual report", "First annual report"]
    );
    let years: Vec<&Value> = archive["years"].as_array().unwrap().iter().map(|y| &y["year"]).collect();
    assert_eq!(years, ["2015", "2013", "2012"]);

    let last = pages.view("reports/annual-2015");
    let renamed: Vec<&Value> = last["series"]["reports"].as_array().unwrap().iter().map(|r| &r["renamed"]).collect();
    assert_eq!(renamed, [&json!(false), &json!(false), &json!(true)]);
    assert_eq!(
        titles(&last["replaces"].as_array().map(|l| l.iter().map(|r| json!({"title": r["text"]})).collect()).unwrap()),
        ["Second annual report"]
    );
    assert_eq!(last["corrections"][1]["anchor"], json!(""), "a paragraph that is not on the page is not a link");
    assert_eq!(pages.view("reports/2013")["replaced_by"]["text"], json!("2015 Report on Modern Slavery"));
    assert_eq!(pages.view("reports/2013")["attachments"][0]["sha256"].as_str().map(str::len), Some(64));

    let cite = &pages.view("reports/annual-2012")["cite"];
    assert_eq!(cite["plain"], json!("First annual report (2012). Cm 8421. ISBN 9780101842129. 18 October 2012."));
    let csl: Value = serde_json::from_str(cite["csl"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&csl[0]["type"], &csl[0]["number"], &csl[0]["ISBN"]),
        (&json!("report"), &json!("Cm 8421"), &json!("9780101842129"))
    );
    let from: Vec<&Value> =
        pages.view("reports/annual-2012")["mentions"].as_array().unwrap().iter().map(|m| &m["text"]).collect();
    assert_eq!(from, [&json!("Second annual report, 1.44"), &json!("2015 Report on Modern Slavery, 1.44")], "and not itself");
    assert_eq!(pages.view("reports/annual-2012")["snippet"], Value::Null, "without the site's address there is no link to give");
}
