//! What a list under review publishes for programs: its changes in feeds, all lists in one table, and nothing of a list that is withheld.

use super::support::Site;

const SETTINGS: &str = "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n";

fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", SETTINGS);
    site
}

/// The HTML of each entry's content, as a reader shows it, newest first.
fn contents(feed: &str) -> Vec<String> {
    let parts = feed.split("<content type=\"html\">").skip(1);
    parts
        .filter_map(|p| p.split("</content>").next())
        .map(|p| p.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
        .collect()
}

#[test]
fn a_feed_tells_every_change() {
    let site = site();
    site.write("content/lists/piers/_index.md", "# Piers\n");
    site.write(
        "content/lists/piers/2023-05-01.csv",
        "rank,key,name,owner,note\n1,east,East pier,Trust,Old\n2,west,West pier,Trust,\n3,north,North pier,,\n,dock,Dock,,\n4,mole,Mole,,\n5,slip,Slip <1>,,\n",
    );
    site.write(
        "content/lists/piers/2024-05-01.toml",
        "reason = \"A *storm* & after\"\n\
         [[entry]]\nrank = 1\nkey = \"west\"\nname = \"West pier\"\nowner = \"Council\"\n\
         [[entry]]\nrank = 2\nkey = \"east\"\nname = \"Old east pier\"\nowner = \"Trust\"\nnote = \"Old & cold\"\n\
         [[entry]]\nrank = 3\nkey = \"dock\"\nname = \"Dock\"\n\
         [[entry]]\nkey = \"north\"\nname = \"North pier\"\n\
         [[entry]]\nrank = 4\nkey = \"mole\"\nname = \"The mole\"\n\
         [[entry]]\nrank = 6\nkey = \"quay\"\nname = \"Quay\"\n",
    );
    let built = site.build();
    let told = contents(&built.read("lists/piers/feed.xml"));
    let at = "https://harbour.example/lists/piers";
    let expected = format!(
        "<p>A storm &amp; after</p>\n\
         <p>1 added, 1 removed, 2 moved up, 2 moved down, 1 renamed. <a href=\"{at}/compare/2023-05-01/2024-05-01/\">1 May 2023 and 1 May 2024 compared</a></p>\n\
         <ul>\n\
         <li><a href=\"{at}/quay/\">Quay</a>: added at rank 6</li>\n\
         <li><a href=\"{at}/slip-1/\">Slip &lt;1&gt;</a>: removed, was at rank 5</li>\n\
         <li><a href=\"{at}/the-mole/\">The mole</a>: renamed, was “Mole”</li>\n\
         <li><a href=\"{at}/west-pier/\">West pier</a>: up from rank 2 to 1; owner: “Trust” → “Council”</li>\n\
         <li><a href=\"{at}/dock/\">Dock</a>: now at rank 3, was unranked</li>\n\
         <li><a href=\"{at}/old-east-pier/\">Old east pier</a>: down from rank 1 to 2; renamed, was “East pier”; note: “Old” → “Old &amp; cold”</li>\n\
         <li><a href=\"{at}/north-pier/\">North pier</a>: no longer ranked, was at rank 3</li>\n\
         </ul>\n"
    );
    assert_eq!(told, [expected], "the first revision has nothing before it");
    // Who follows the whole site is told of it too.
    assert!(built.read("feed.xml").contains("<id>https://harbour.example/lists/piers/2024-05-01/</id>"));
}

#[test]
fn a_feed_of_a_list_in_which_all_moves_stays_small() {
    let site = site();
    let revision = |from: usize| {
        let rows = (0..200).map(|n| format!("{},k{n:03},Entry number {n}\n", (n + from) % 200 + 1));
        format!("rank,key,name\n{}", rows.collect::<String>())
    };
    for year in 0..50 {
        site.write(&format!("content/lists/all/{}-05-01.csv", 1970 + year), revision(year * 7));
    }
    let feed = site.build().read("lists/all/feed.xml");
    let told = contents(&feed);
    assert_eq!(told.len(), 30, "the newest");
    assert!(told.iter().all(|t| t.matches("<li>").count() == 101 && t.contains("<li>and 100 more</li>")));
    assert!(feed.len() < 700_000, "{}", feed.len());
}

/// What changed in a list's own words, in a dataset or on a page reaches whoever follows the site.
#[test]
fn major_changes_of_any_document_reach_the_feeds() {
    let site = site();
    let front = |note: &str, major: bool| {
        format!("+++\nchanges = [{{ date = 2024-07-01, note = \"{note}\", major = {major} }}]\n+++\n# Some title\n\nText.\n")
    };
    site.write("content/board/meetings/2024-05-01.md", "## 1. Opening\n\n1.1 Opened.\n");
    site.write("content/board/lists/piers/_index.md", front("LIST", true));
    site.write("content/board/lists/piers/2023-05-01.csv", "rank,key,name\n1,east,East pier\n");
    site.write("content/board/datasets/tides/_index.md", front("DATASET", true));
    site.write("content/board/datasets/tides/tides.csv", "Year,Tides\n2020,1\n");
    site.write("content/board/plan.md", front("PAGE", true));
    site.write("content/other.md", front("MINOR", false));
    site.write("content/late.md", front("LATE", true).replace("2024-07-01", "2099-07-01"));
    let built = site.build();
    for (feed, has) in [
        ("feed.xml", &["LIST", "DATASET", "PAGE"][..]),
        ("board/feed.xml", &["LIST", "DATASET", "PAGE"]),
        ("board/lists/piers/feed.xml", &["LIST"]),
    ] {
        let text = built.read(feed);
        for note in ["LIST", "DATASET", "PAGE", "MINOR", "LATE"] {
            let told = text.contains(&format!("<summary>{note}</summary>"));
            assert_eq!(told, has.contains(&note), "{note} in {feed}\n{text}");
        }
    }
}

#[test]
fn all_lists_are_in_one_table() {
    let site = site();
    site.write("content/lists/piers/_index.md", "+++\nreview = \"yearly\"\nentry_kind = \"pier\"\n+++\n# Piers\n");
    site.write("content/lists/piers/2023-05-01.csv", "rank,key,name\n1,east,East pier\n2,west,West pier\n");
    // A review that the list names is met by the revision that was made.
    site.write("content/lists/docks/_index.md", "+++\nreview = 2020-01-01\n+++\n# Docks\n");
    site.write("content/lists/docks/2021-05-01.toml", "reason = \"Why\"\n[[entry]]\nrank = 1\nkey = \"a\"\nname = \"A\"\n");
    let built = site.build();
    let table: serde_json::Value = serde_json::from_str(&built.read("lists.json")).expect("JSON");
    assert_eq!(table["schema"], "https://harbour.example/schema/lists.json");
    let rows = table["rows"].as_array().expect("rows");
    let of = |n: usize, field: &str| rows[n][field].clone();
    assert_eq!(
        (of(0, "id"), of(0, "review_due"), of(0, "review_overdue")),
        ("docks".into(), serde_json::Value::Null, false.into())
    );
    assert_eq!((of(1, "id"), of(1, "review_due"), of(1, "review_overdue")), ("piers".into(), "2024-05-01".into(), true.into()));
    assert_eq!(of(1, "data"), "https://harbour.example/lists/piers/list.json");
    assert_eq!(of(1, "entries"), 2);
    assert_eq!(rows[0]["revisions"][0]["reason"], "Why");
    assert!(built.read("lists.csv").contains(
        "\r\npiers,Piers,,pier,false,2,1,2023-05-01,2023-05-01,yearly,2024-05-01,true,https://harbour.example/lists/piers/,false\r\n"
    ));
}

/// A review that was made is due nowhere: not on the page, on the home page, in the data, to `check`, nor on the next agenda.
#[test]
fn a_review_that_was_made_is_nowhere_overdue() {
    let site = site();
    site.write("content/board/meetings/2024-05-01.md", "## 1. Lists\n\n1.1 See [[list:docks]].\n");
    site.write("content/lists/docks/_index.md", "+++\nreview = \"after August 2012\"\n+++\n# Docks\n");
    site.write("content/lists/docks/2012-08-31.csv", "rank,key,name\n1,a,A\n");
    let said = |site: &Site| {
        let output = site.run(&["check", "--as-of", "2026-11-23"]);
        super::support::text(&output.stderr) + &super::support::text(&output.stdout)
    };
    assert!(said(&site).contains("review-overdue"), "the last day of the month is not after it");
    assert!(site.build().read("lists.json").contains("\"review_overdue\":true"));
    site.write("content/lists/docks/2012-09-01.csv", "rank,key,name\n1,a,A\n");
    assert!(!said(&site).contains("review-overdue"), "{}", said(&site));
    assert!(site.build().read("lists.json").contains("\"review_overdue\":false"));
    // A rhythm goes on from the last revision.
    site.write("content/lists/docks/_index.md", "+++\nreview = \"yearly\"\n+++\n# Docks\n");
    assert!(said(&site).contains("due by 1 September 2013"), "{}", said(&site));
}

/// Dates, reasons and reviews are public; entries, how many there are, what their fields are called and what changed are not.
#[test]
fn nothing_of_a_withheld_list_is_published() {
    let site = site();
    site.write(
        "content/lists/watch/_index.md",
        "+++\nwithheld = true\nreview = \"yearly\"\nrevisions = [{ date = 2024-05-01, reason = \"Storms\" }]\n+++\n# Watch list\n",
    );
    site.write(
        "content/lists/watch/2023-05-01.csv",
        "rank,key,name,grievance,note\n1,zebedee,Zebedee Quay,Unlit lanterns,Watched nightly\n2,yardarm,Yardarm Steps,Slippery weed,\n3,xylem,Xylem Wharf,,\n",
    );
    site.write(
        "content/lists/watch/2024-05-01.csv",
        "rank,key,name,grievance,note\n1,yardarm,Yardarm Stairs,Slippery weed,\n2,walrus,Walrus Dock,,\n",
    );
    let public = site.build();
    let secret = ["zebedee", "yardarm", "xylem", "walrus", "grievance", "lantern", "slippery", "nightly"];
    for path in public.list() {
        let bytes = std::fs::read(public.folder.join(&path)).expect("a file");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in secret {
            assert!(!path.to_lowercase().contains(word) && !text.contains(word), "{word} in {path}");
        }
    }
    let table: serde_json::Value = serde_json::from_str(&public.read("lists.json")).expect("JSON");
    let row = &table["rows"][0];
    assert_eq!((&row["withheld"], &row["entries"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!((&row["revisions"][1]["reason"], &row["revisions"][1]["entries"]), (&"Storms".into(), &serde_json::Value::Null));
    let own: serde_json::Value = serde_json::from_str(&public.read("lists/watch/list.json")).expect("JSON");
    let revision = &own["revisions"][1];
    assert_eq!((&revision["entries"], &revision["changes"]), (&serde_json::json!([]), &serde_json::Value::Null));
    assert!(contents(&public.read("lists/watch/feed.xml")).is_empty());
    // The internal edition has all of it.
    let output = site.run(&["build", "--as-of", "2026-11-23", "--edition", "internal", "--out", "inside"]);
    assert!(output.status.success());
    let inside = std::fs::read_to_string(site.folder().join("inside/lists/watch/feed.xml")).expect("a feed");
    assert!(contents(&inside)[0].contains("Yardarm Stairs</a>: up from rank 2 to 1; renamed, was “Yardarm Steps”"), "{inside}");
}
