//! Datasets: charts, totals, marks, vintages.

use serde_json::{Value, json};

use super::support::{book, pages};

const INDEX: &str = r#"+++
title = "Referrals"
units = "people referred"
sources = [{ title = "An answer", url = "https://example.org/answer" }]
notes = ["From *1 April*."]
[[tables]]
file = "by-year.csv"
title = "By year"
chart = "stacked"
total = "Total"
published = 2017-11-20
[[tables]]
file = "first.csv"
title = "As first given"
chart = "line"
published = 2014-02-18
[[tables]]
file = "vintages.csv"
title = "Both"
chart = "bar"
+++
How they were made.
"#;

#[test]
fn tables_charts_totals_marks_and_vintages() {
    let book = book(&[
        ("datasets/nrm/_index.md", INDEX),
        (
            "datasets/nrm/by-year.csv",
            "Year,Adult,Minor,Total\n2012,812,371,\"1,183\"\n2013,\"1,297\",448,\"1,745 [r]\"\n2014,..,672,\"2,339\"\n2015,1,2,4\n",
        ),
        ("datasets/nrm/first.csv", "Year,Total\n2012,\"1,186\"\n2013,\"1,746 [p]\"\n"),
        (
            "datasets/nrm/vintages.csv",
            "Year,As first published,As restated,Source\n2009,527,534,Hansard\n2010,..,712,\n2011,946,946,A listing\n",
        ),
    ]);
    let pages = pages(&book);
    let view = pages.view("datasets/nrm");
    let tables = view["tables"].as_array().unwrap();
    assert_eq!(
        tables[0]["totals"],
        json!({"column": "Total", "row": "", "right": 2, "unchecked": 1, "wrong": [{"label": "2015", "given": "4", "sum": "3", "difference": "+1"}]})
    );
    // The total is not piled on its own parts.
    assert_eq!(tables[0]["svg"].as_str().unwrap().matches("class=\"series s").count(), 2);
    assert_eq!(tables[1]["summary"], json!("Total rose from 1,186 in 2012 to 1,746 in 2013."));
    assert_eq!(tables[2]["columns"][2], json!({"name": "Source", "figures": false, "total": false}));
    let marks: Vec<&str> = view["marks"].as_array().unwrap().iter().map(|m| m["mark"].as_str().unwrap()).collect();
    assert_eq!(marks, ["p", "r", "x"]);

    let vintages = view["vintages"].as_array().unwrap();
    let titles: Vec<&Value> = vintages.iter().map(|v| &v["title"]).collect();
    assert_eq!(titles, ["Both", "Total"]);
    assert_eq!(vintages[0]["changed"], json!(1));
    assert_eq!(
        vintages[1]["columns"],
        json!([{"name": "", "published": "2014-02-18", "reason": ""}, {"name": "", "published": "2017-11-20", "reason": ""}])
    );
    assert_eq!(vintages[1]["rows"][0], json!({"label": "2012", "figures": ["1,186", "1,183"], "difference": "−3"}));
}
