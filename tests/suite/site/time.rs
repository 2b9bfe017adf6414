//! The day that stands for today: what is later has not happened.

use super::support::{Site, dead_links, shown, text};

const SETTINGS: &str = "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n";

/// A board with minutes of April and May, and what May says of April's action.
fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", SETTINGS);
    site.write("content/board/_index.md", "# Lamp board\n");
    site.write(
        "content/board/meetings/2024-04-17.md",
        "Present: Ann Lee, Bob Ray\n\n## 1. Lamps\n\n1.1 The lamp is out.\n\n**ACTION:** Ann Lee to write by 30 April 2024.\n",
    );
    site.write(
        "content/board/meetings/2024-05-15.md",
        "Present: Ann Lee, Cy Dunn\n\n## 1. Lamps\n\n1.1 See [[action:board/2024-05-15/1.1]].\n\n\
         **ACTION board/2024-04-17/1.1:** done.\n\n**ACTION:** Bob Ray to read.\n\n**AGREED:** to sing.\n",
    );
    site.write("content/plan.md", "# Plan\n\nAs [[action:board/2024-05-15/1.1]] says, and [[list:lamps@2024-05-20]].\n");
    site.write("content/lists/lamps/_index.md", "# Lamps\n");
    site.write("content/lists/lamps/2024-01-01.csv", "rank,key,name\n1,A,Old lamp\n2,B,New lamp\n");
    site.write("content/lists/lamps/2024-05-20.csv", "rank,key,name\n1,B,New lamp\n2,C,Third lamp\n");
    site
}

#[test]
fn what_is_later_has_not_happened() {
    let site = site();
    let overdue = site.run(&["actions", "--as-of", "2024-05-05", "--overdue"]);
    let said = text(&overdue.stdout);
    assert!(said.contains("board/2024-04-17/1.1") && said.contains("1 overdue"), "{said}");
    assert!(!said.contains("2024-05-15"), "{said}");
    let built = site.build_with(&["--as-of", "2024-05-05"]);
    let action = shown(&built.main("actions/board/2024-04-17/1.1/index.html"));
    assert!(action.contains("Open") && !action.contains("15 May 2024") && !action.contains("done."), "{action}");
    assert!(!built.list().iter().any(|p| p.starts_with("actions/board/2024-05-15")));
    assert!(!built.read("decisions.json").contains("to sing"));
    let (dead, _) = dead_links(&built.folder);
    assert!(dead.is_empty(), "{dead:?}");
    let later = site.build_with(&["--as-of", "2024-06-01"]);
    assert!(shown(&later.main("actions/board/2024-04-17/1.1/index.html")).contains("15 May 2024"));
    assert!(later.read("decisions.json").contains("to sing"));
}

#[test]
fn a_meeting_to_come_is_an_agenda_and_nobody_attended() {
    let site = site();
    let built = site.build_with(&["--as-of", "2024-05-05"]);
    let page = built.read("board/2024-05-15/index.html");
    assert!(page.contains("<title>Lamp board: agenda for 15 May 2024"), "{page}");
    let page = shown(&built.main("board/2024-05-15/index.html"));
    assert!(page.contains("Agenda, to be held on") && page.contains("Invited (2)") && !page.contains("Attended"), "{page}");
    let rows = built.read("board/attendance.csv");
    assert_eq!(rows.matches(",invited,").count(), 2, "{rows}");
    assert_eq!(rows.matches(",present,").count(), 2, "{rows}");
    let popolo = built.read("meetings.json");
    let meetings: serde_json::Value = serde_json::from_str(&popolo).expect("JSON");
    let to_come = &meetings["rows"].as_array().expect("rows").iter().find(|m| m["date"] == "2024-05-15").expect("May").clone();
    assert_eq!(to_come["present"], 0, "{to_come}");
}

#[test]
fn a_revision_to_come_is_not_the_list() {
    let site = site();
    let built = site.build_with(&["--as-of", "2024-05-05"]);
    let page = shown(&built.main("lists/lamps/index.html"));
    assert!(
        page.contains("1 January 2024") && page.contains("A revision from 20 May 2024") && !page.contains("Third lamp"),
        "{page}"
    );
    assert!(
        built.read("lists/lamps/list.csv").contains("Old lamp") && !built.read("lists/lamps/list.csv").contains("Third lamp")
    );
    assert!(!built.list().iter().any(|p| p.starts_with("lists/lamps/2024-05-20")));
}

/// A site that was published today can be built as of a day before: what was not there yet leads to what was.
#[test]
fn the_past_keeps_every_published_address() {
    let site = site();
    let output = site.run(&["publish", "--as-of", "2024-06-01"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let built = site.build_with(&["--as-of", "2024-05-05"]);
    assert!(built.read("actions/board/2024-05-15/1.1/index.html").contains("url=../../../../board/2024-05-15/#action-1.1"));
    assert!(built.read("lists/lamps/2024-05-20/index.html").contains("url=../../../lists/lamps/"));
}

#[test]
fn meetings_of_a_day_are_in_the_order_of_their_hours_and_told_apart() {
    let site = site();
    for (word, hours) in [("morning", "09:00-10:00"), ("afternoon", "14:00-15:00"), ("evening", "19:00-00:30")] {
        site.write(
            &format!("content/board/meetings/2024-03-10-{word}.md"),
            format!("---\nhours: \"{hours}\"\n---\n\n## 1. One\n\n1.1 Of the {word}.\n"),
        );
    }
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let rows: serde_json::Value = serde_json::from_str(&built.read("meetings.json")).expect("JSON");
    let titles: Vec<&str> = rows["rows"].as_array().expect("rows").iter().take(3).filter_map(|m| m["title"].as_str()).collect();
    let of = ["09:00", "14:00", "19:00"].map(|hour| format!("Lamp board: minutes of 10 March 2024, {hour}"));
    assert_eq!(titles, of);
    // Links to different minutes have different words, in lists, the timeline and the table of attendance.
    for page in ["board/index.html", "index.html", "archive/index.html"] {
        let html = built.read(page);
        for hour in ["09:00", "14:00", "19:00"] {
            let link = html.split("<a ").skip(1).filter_map(|link| link.split("</a>").next());
            let own = link.filter(|link| link.contains("2024-03-10-")).find(|link| link.contains(hour));
            assert!(own.is_some() || !html.contains("2024-03-10-"), "{page} has no link of {hour}:\n{html}");
        }
        let words =
            |link: &str| link.split("</a>").next().and_then(|link| link.split_once('>')).map(|(_, words)| words.to_owned());
        let links = html.split("<a ").skip(1).filter(|link| link.contains("2024-03-10-"));
        let unnamed: Vec<String> = links.filter_map(words).filter(|words| !words.contains(":00")).collect();
        assert!(unnamed.is_empty(), "{page}: {unnamed:?}");
    }
    let calendar = built.read("board/calendar.ics");
    assert!(
        calendar.contains("DTSTART;TZID=Europe/London:20240310T190000\r\nDTEND;TZID=Europe/London:20240311T003000"),
        "{calendar}"
    );
}

#[test]
fn old_minutes_keep_the_name_of_their_day() {
    let site = site();
    site.write(
        "content/board/_index.md",
        "+++\nname = \"Harbour Safety Board\"\nalso_known_as = [{ name = \"Harbour Group\", to = 2024-04-30 }]\n+++\n",
    );
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    assert!(built.read("board/2024-04-17/index.html").contains("<title>Harbour Group: minutes of 17 April 2024"));
    assert!(built.read("board/2024-05-15/index.html").contains("<title>Harbour Safety Board: minutes of 15 May 2024"));
}

#[test]
fn a_month_is_no_day() {
    let site = site();
    site.write("content/reports/tides/index.md", "---\ndate: October 2017\n---\n# Tides\n\nThey rise.\n");
    let page = shown(&site.build_with(&["--as-of", "2024-06-01"]).main("changes/2017/index.html"));
    assert!(page.contains("October 2017") && !page.contains("1 October 2017"), "{page}");
}

#[test]
fn withdrawn_minutes_say_so_in_data_and_are_cancelled_in_calendars() {
    let site = site();
    site.write(
        "content/board/meetings/2024-05-15.md",
        "+++\nwithdrawn = { date = 2024-05-20, reason = \"It named a child.\" }\n+++\n",
    );
    std::fs::remove_file(site.folder().join("content/plan.md")).expect("removed");
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let rows: serde_json::Value = serde_json::from_str(&built.read("meetings.json")).expect("JSON");
    let may = rows["rows"].as_array().expect("rows").iter().find(|m| m["date"] == "2024-05-15").expect("May").clone();
    assert_eq!([&may["stage"], &may["withdrawn"], &may["reason"]], ["withdrawn", "2024-05-20", "It named a child."]);
    assert!(built.read("board/calendar.ics").contains("STATUS:CANCELLED"));
}

#[test]
fn a_report_of_a_day_to_come_is_not_out_yet() {
    let site = site();
    site.write("content/reports/tides/index.md", "---\ndate: 2035-01-01\n---\n# Tides\n\nThey rise.\n");
    site.write("content/reports/gulls/index.md", "---\ndate: 2024-01-01\n---\n# Gulls\n\nThey cry.\n");
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let all = built.main("reports/index.html");
    let (to_come, years) = all.split_once("_by-year\">").expect("years");
    assert!(
        to_come.contains(">Upcoming</h2>") && to_come.contains("reports/tides/") && !to_come.contains("reports/gulls/"),
        "{all}"
    );
    assert!(years.contains("reports/gulls/") && !years.contains("reports/tides/"), "{all}");
    let page = built.main("reports/tides/index.html");
    assert!(page.contains("<dt>Upcoming</dt>") && !page.contains("<dt>Published</dt>"), "{page}");
    assert!(!built.main("index.html").contains("reports/tides/"));
    assert!(!shown(&built.main("changes/index.html")).contains("2035"));
}

/// A text says itself where it is on its way; nothing is claimed of one that does not.
#[test]
fn minutes_say_what_their_file_says_of_their_stage() {
    let site = site();
    let text = "## 1. One\n\n1.1 The lamp is out.\n";
    for (front, said, others) in [
        ("stage = \"draft\"", "Draft minutes, not agreed yet", ["Minutes agreed", "Held on"]),
        ("agreed_at = \"board/2024-05-15#1.1\"", "Minutes agreed on 15 May 2024", ["Draft minutes", "Held on"]),
        ("", "Held on 10 March 2024", ["Draft minutes", "Minutes agreed"]),
    ] {
        site.write("content/board/meetings/2024-03-10.md", format!("+++\n{front}\n+++\n{text}"));
        let built = site.build_with(&["--as-of", "2024-06-01"]);
        let page = shown(&built.main("board/2024-03-10/index.html"));
        assert!(page.contains(said) && !others.iter().any(|other| page.contains(other)), "{front:?}: {page}");
        let rows: serde_json::Value = serde_json::from_str(&built.read("meetings.json")).expect("JSON");
        let row = rows["rows"].as_array().expect("rows").iter().find(|m| m["date"] == "2024-03-10").expect("March").clone();
        let stage = if front.starts_with("stage") {
            "draft"
        } else if front.is_empty() {
            "published"
        } else {
            "agreed"
        };
        assert_eq!(row["stage"], stage);
    }
    site.write("content/board/meetings/2024-03-10.md", format!("+++\nstage = \"final\"\n+++\n{text}"));
    assert!(site.fail(1, &[]).contains("\"draft\""));
    site.write("content/board/meetings/2024-03-10.md", format!("+++\ndraft = true\n+++\n{text}"));
    assert!(!site.build_with(&["--as-of", "2024-06-01"]).list().contains(&"board/2024-03-10/index.html".to_owned()));
}

/// Withdrawn minutes whose text is gone from their file: what was raised and decided there keeps its address, and says when and why it went.
#[test]
fn actions_and_decisions_of_withdrawn_minutes_are_tombstones() {
    let site = site();
    site.write(
        "content/board/meetings/2024-05-15.md",
        "## 1. Lamps\n\n1.1 The pier leaks.\n\n**ACTION:** Bob Ray to read.\n\n**AGREED:** to sing.\n",
    );
    let cites = "See [[action:board/2024-05-15/1.1]] and [[decision:board/2024-05-15/1.1]].";
    site.write("content/plan.md", format!("# Plan\n\n{cites}\n"));
    site.write(
        "content/board/meetings/2024-05-29.md",
        format!("## 1. One\n\n1.1 {cites}\n\n**ACTION board/2024-05-15/1.1:** done.\n"),
    );
    let output = site.run(&["publish", "--as-of", "2024-06-01"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let tomb = "+++\nwithdrawn = { date = 2024-05-30, reason = \"It named a child.\" }\n+++\n";
    site.write("content/board/meetings/2024-05-15.md", tomb);
    let output = site.run(&["check", "--as-of", "2024-06-01"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), String::new()));
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    for (file, id) in [("actions", "board/2024-05-15/1.1"), ("decisions", "board/2024-05-15/1.1")] {
        for folder in ["", "board/"] {
            let rows: serde_json::Value = serde_json::from_str(&built.read(&format!("{folder}{file}.json"))).expect("JSON");
            let row = rows["rows"].as_array().expect("rows").iter().find(|row| row["id"] == id).expect("a tombstone").clone();
            assert_eq!([&row["stage"], &row["withdrawn"], &row["reason"]], ["withdrawn", "2024-05-30", "It named a child."]);
            assert_eq!(row["text"], "");
            let csv = built.read(&format!("{folder}{file}.csv"));
            assert!(csv.contains("withdrawn,2024-05-30,It named a child.,false"), "{csv}");
        }
    }
    assert!(built.read("actions/board/2024-05-15/1.1/index.html").contains("board/2024-05-15/"));
    let page = built.main("board/2024-05-15/index.html");
    assert!(page.contains("id=\"decision-1.1\"") && page.contains("It named a child."), "{page}");
    assert!(shown(&built.main("plan/index.html")).contains("(withdrawn)"));
    let (dead, _) = dead_links(&built.folder);
    assert!(dead.is_empty(), "{dead:?}");
}
