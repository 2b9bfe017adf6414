//! A published address goes on meaning what it meant: other words at it are an error, and an edit without a note is told before it is
//! published.

use super::permanence::{MAY, ledger, published, with_front};
use super::support::{Site, text};

const MINUTES: &str = "content/board/meetings/2024-05-01.md";

/// Publishes; the exit code and what was said.
fn try_publish(site: &Site, options: &[&str]) -> (Option<i32>, String) {
    let mut arguments = vec!["publish", "--as-of", "2026-11-23"];
    arguments.extend(options);
    let output = site.run(&arguments);
    (output.status.code(), text(&output.stderr))
}

/// Publishes; what was said of words.
fn assert_published(site: &Site, options: &[&str]) -> String {
    let (code, said) = try_publish(site, options);
    assert_eq!(code, Some(0), "{said}");
    said.lines().filter(|line| line.contains("[changed-text]")).collect()
}

/// The words that the ledger has of an anchor, or of the page where that is empty.
fn words_of(site: &Site, address: &str, anchor: &str) -> Option<String> {
    let ledger = ledger(site);
    let lines = ledger.lines().filter(|line| line.split(' ').next() == Some(address));
    let want = if anchor.is_empty() { String::from("=") } else { format!("#{anchor}=") };
    lines.flat_map(|line| line.split(' ')).find_map(|word| word.strip_prefix(&want).map(str::to_owned))
}

#[test]
fn an_id_of_an_action_never_passes_to_another() {
    let site = published();
    let before = words_of(&site, "/actions/board/2024-05-01/2.1/", "");
    assert!(before.is_some(), "{}", ledger(&site));
    let first = MAY.replace("**ACTION:**", "**ACTION:** Ann Other to sing.\n\n**ACTION:**");
    site.write(MINUTES, &first);
    for command in ["check", "build", "publish"] {
        let output = site.run(&[command, "--as-of", "2026-11-23"]);
        let said = text(&output.stderr) + &text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        for needed in [
            "error[other-words]: `#action-2.1` of `/board/2024-05-01/`",
            "the words of `board/2024-05-01/2.1`, recorded as done; they are `board/2024-05-01/2.1b` now",
            "`{#2.1b}` at the end of line 14, `{#2.1}` at the end of line 16",
        ] {
            assert!(said.contains(needed), "{needed:?} is not in\n{said}");
        }
    }
    site.write(MINUTES, first.replace("sing.", "sing. {#2.1b}").replace("1 July 2024.", "1 July 2024. {#2.1}"));
    assert_published(&site, &[]);
    assert_eq!(words_of(&site, "/actions/board/2024-05-01/2.1/", ""), before);
    let actions = site.build().read("actions.json");
    let actions: serde_json::Value = serde_json::from_str(&actions).expect("JSON");
    let done: Vec<&str> = actions["rows"]
        .as_array()
        .expect("actions")
        .iter()
        .filter(|a| a["status"] == "done")
        .map(|a| a["text"].as_str().expect("words"))
        .collect();
    assert!(done.len() == 1 && done[0].contains("mend the pier"), "{done:?}");
}

#[test]
fn an_edit_is_told_and_published_only_with_a_note_or_when_accepted() {
    let site = published();
    let before = words_of(&site, "/board/2024-05-01/", "2.1");
    let edited = MAY.replace("The east pier leaks.", "The east pier leaks badly.");
    site.write(MINUTES, &edited);
    let said = site.build().stderr;
    assert!(said.contains("warning[changed-text]: the words of `#2.1` of `/board/2024-05-01/`"), "{said}");
    let (code, said) = try_publish(&site, &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("error[changed-text]: 1 published page changed without a note"), "{said}");
    assert_eq!(words_of(&site, "/board/2024-05-01/", "2.1"), before, "nothing was published");
    // Every way of saying so.
    site.write(MINUTES, with_front("changes = [{ date = 2024-08-01, note = \"2.1 says how badly.\" }]", &edited));
    assert_eq!(assert_published(&site, &[]), "");
    let noted = words_of(&site, "/board/2024-05-01/", "2.1");
    assert_ne!(noted, before);
    assert!(ledger(&site).contains("/board/2024-05-01/ ~1 #1="), "{}", ledger(&site));
    let again = edited.replace("badly", "very badly");
    site.write(MINUTES, with_front("changes = [{ date = 2024-08-01, note = \"2.1 says how badly.\" }]", &again));
    assert_eq!(try_publish(&site, &[]).0, Some(1), "that note was for the edit before");
    site.write("content/board/meetings/2024-05-01.v1.md", &edited);
    assert_published(&site, &[]);
    site.write(MINUTES, with_front("changes = [{ date = 2024-08-01, note = \"2.1 says how badly.\" }]", MAY));
    assert_published(&site, &["--accept"]);
    assert_eq!(words_of(&site, "/board/2024-05-01/", "2.1"), before);
    // How loud it is, a site may say.
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n[checks]\nchanged-text = \"off\"\n");
    site.write(MINUTES, with_front("changes = [{ date = 2024-08-01, note = \"2.1 says how badly.\" }]", &again));
    assert_eq!(assert_published(&site, &[]), "");
}

#[test]
fn a_passage_without_a_number_keeps_its_anchor_by_an_id() {
    let site = published();
    let before = words_of(&site, "/board/2024-05-01/", "2.1-p1");
    let first = MAY.replace("It has leaked", "Nobody knew.\n\nIt has leaked");
    site.write(MINUTES, &first);
    let said = site.fail(1, &[]);
    assert!(said.contains("keep the published ids: `{#2.1-p1}` at the end of line 14"), "{said}");
    site.write(MINUTES, first.replace("for years.", "for years. {#2.1-p1}"));
    assert_published(&site, &[]);
    assert_eq!(words_of(&site, "/board/2024-05-01/", "2.1-p1"), before);
    let page = site.build().read("board/2024-05-01/index.html");
    assert!(!page.contains("{#2.1-p1}") && page.contains("id=\"2.1-p1\"") && page.contains("id=\"2.1-p1-2\""), "{page}");
}

#[test]
fn words_that_are_withheld_are_in_no_ledger() {
    let ledgers: Vec<String> = ["Jane Smith", "Tom O'Brien"]
        .into_iter()
        .map(|name| {
            let site = published();
            let told = MAY.replace("leaks.", &format!("leaks, [[redact:s.40|{name}]] said."));
            site.write(MINUTES, format!("{told}\n> [!INTERNAL]\n> It was {name} who told us all about it.\n"));
            // To withhold is to say so.
            assert_eq!(assert_published(&site, &[]), "");
            assert_eq!(site.run(&["check", "--edition", "internal"]).status.code(), Some(0));
            ledger(&site)
        })
        .collect();
    assert_eq!(ledgers[0], ledgers[1]);
}

#[test]
fn an_old_ledger_is_read_and_gains_words() {
    let site = published();
    let new = ledger(&site);
    let old: Vec<String> = new
        .lines()
        .map(|line| {
            line.split(' ')
                .filter(|word| !word.starts_with('='))
                .map(|w| w.split('=').next().unwrap_or(w))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    site.write("permalinks.txt", (old.join("\n") + "\n").replace("permalinks 2", "permalinks 1\n# ours"));
    site.write(MINUTES, MAY.replace("The east pier leaks.", "The east pier leaks badly."));
    assert_eq!(assert_published(&site, &[]), "", "nothing is known of its words");
    site.write(MINUTES, MAY);
    assert_published(&site, &["--accept"]);
    assert_eq!(ledger(&site).replace("# ours\n", ""), new);
}

#[test]
fn a_page_is_no_record() {
    let site = published();
    site.write("content/board/plan.md", "# Plan\n\n## Piers\n\nWe paint them.\n");
    assert_eq!(assert_published(&site, &[]), "");
    site.write("content/board/plan.md", "# Plan\n\n## Piers\n\nWe sell them.\n\n## Piers\n\nWe paint them.\n");
    let said = site.fail(1, &[]);
    assert!(said.contains("`{#piers}` at the end of line 7, `{#piers-new}` at the end of line 3"), "{said}");
}

#[test]
fn figures_say_themselves_that_they_were_revised() {
    let site = published();
    let table = |text: &str| {
        site.write("content/datasets/ships/ships.csv", text);
    };
    site.write("content/datasets/ships/_index.md", "# Ships\n");
    table("year,in,out\n2022,10,4\n2023,12,5 [p]\n");
    assert_published(&site, &[]);
    // A new row, a new column, and a figure that was to change.
    table("year,in,out,lost\n2022,10,4,0\n2023,12,6,1\n2024,9,9,0\n");
    assert_eq!(assert_published(&site, &[]), "");
    table("year,in,out,lost\n2022,11,4,0\n2023,12,6,1\n2024,9,9,0\n");
    let (code, said) = try_publish(&site, &[]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("`ships/2022` of `/datasets/ships/`") && said.contains("`11` in `in` was not published here"),
        "{said}"
    );
    table("year,in,out,lost\n2022,11 [r],4,0\n2023,12,6,1\n2024,9,9,0\n");
    assert_eq!(assert_published(&site, &[]), "");
}

#[test]
fn two_files_that_change_names_are_told_from_edits() {
    let site = published();
    let june = "## 1. Opening\n\n1.1 Nobody was there but the gulls and the harbour master.\n\n1.2 They waited for a quorum until the tide had gone out.\n";
    site.write("content/board/meetings/2024-09-01.md", june);
    assert_published(&site, &[]);
    let october = "## 1. Opening\n\n1.1 The harbour master told of the gulls and of the herring.\n\n1.2 The herring were counted and found to be very many indeed.\n";
    site.write("content/board/meetings/2024-09-01.md", october);
    site.write("content/board/meetings/2024-09-02.md", june);
    let said = site.fail(1, &[]);
    assert!(said.contains("the published words are at `/board/2024-09-02/` now"), "{said}");
}

#[test]
fn a_translation_may_come_later() {
    let site = published();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = [\"en\", \"cy\"]\n");
    assert_published(&site, &[]);
    let welsh = MAY
        .replace("The east pier leaks.", "Mae'r pier yn gollwng.")
        .replace("ACTION", "CAM GWEITHREDU")
        .replace("AGREED", "CYTUNWYD");
    site.write("content/board/meetings/2024-05-01.cy.md", &welsh);
    assert_published(&site, &[]);
    assert_ne!(words_of(&site, "/cy/board/2024-05-01/", "2.1"), words_of(&site, "/board/2024-05-01/", "2.1"));
    site.write("content/board/meetings/2024-05-01.cy.md", welsh.replace("yn gollwng", "yn gollwng dŵr"));
    let (code, said) = try_publish(&site, &[]);
    assert!(code == Some(1) && said.contains("`#2.1` of `/cy/board/2024-05-01/`"), "{said}");
}

/// Whoever subscribed to a calendar or a feed is not shown a meeting anew because its body has another name.
#[test]
fn what_moves_is_called_as_before() {
    let site = published();
    let ids = |folder: &str| -> Vec<String> {
        let built = site.build();
        let calendar = built.read(&format!("{folder}/calendar.ics"));
        let feed = built.read(&format!("{folder}/feed.xml"));
        let uids = calendar.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned);
        let mut all: Vec<String> = uids.chain(feed.lines().filter(|l| l.starts_with("<id>")).map(str::to_owned)).collect();
        all.sort();
        all
    };
    let before = ids("board");
    assert!(before.contains(&"UID:board/2024-05-01@harbour.example".to_owned()), "{before:?}");
    let content = site.folder().join("content");
    std::fs::rename(content.join("board"), content.join("trust")).expect("renamed");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The board\n\nIt meets.\n"));
    assert_eq!(ids("trust"), before);
    assert_published(&site, &[]);
    assert_eq!(ids("trust"), before);
    std::fs::rename(content.join("trust"), content.join("harbour")).expect("renamed");
    site.write("content/harbour/_index.md", with_front("aliases = [\"/board/\", \"/trust/\"]", "# The board\n\nIt meets.\n"));
    assert_eq!(ids("harbour"), before);
    assert_published(&site, &[]);
    assert_eq!(ids("harbour"), before);
}

#[test]
fn an_agenda_becomes_minutes() {
    let site = published();
    let file = "content/board/meetings/2027-01-20.md";
    site.write(file, "## 1. Opening\n\n1.1 To agree the minutes.\n\n## 2. Piers\n\n2.1 To hear the engineer.\n");
    assert_published(&site, &[]);
    assert!(ledger(&site).contains("/board/2027-01-20/ #1 #1.1\n"), "{}", ledger(&site));
    site.write(file, "## 1. Opening\n\n1.1 The minutes were agreed.\n\n## 2. Piers\n\n2.1 The engineer was not there.\n");
    let output = site.run(&["publish", "--as-of", "2027-02-01"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(words_of(&site, "/board/2027-01-20/", "2.1").is_some());
}

/// Words that were slightly edited while others came before them are known again, whatever note is given: "done" does not pass on.
#[test]
fn an_edited_action_keeps_its_id_and_what_was_recorded_of_it() {
    let site = published();
    let note = "changes = [{ date = 2024-08-01, note = \"Corrected.\" }]";
    let sing = "**ACTION:** Ann Other to sing at the gate.\n\n";
    let edited = MAY.replace("to mend the pier by", "to mend the whole pier by");
    let shifted = edited.replace("**ACTION:**", &format!("{sing}**ACTION:**"));
    for text in [shifted.clone(), with_front(note, &shifted)] {
        site.write(MINUTES, text);
        let (code, said) = try_publish(&site, &["--accept"]);
        assert!(code == Some(1) && said.contains("the words of `board/2024-05-01/2.1`, recorded as done; they are"), "{said}");
        assert!(said.contains("`{#2.1b}` at the end of line") && said.contains("`{#2.1}` at the end of line"), "{said}");
    }
    let ids = shifted.replace("at the gate.", "at the gate. {#2.1b}").replace("1 July 2024.", "1 July 2024. {#2.1}");
    site.write(MINUTES, with_front(note, &ids));
    assert_published(&site, &[]);
    let done: serde_json::Value = serde_json::from_str(&site.build().read("actions.json")).expect("JSON");
    let done: Vec<&serde_json::Value> = done["rows"].as_array().expect("rows").iter().filter(|a| a["status"] == "done").collect();
    assert!(done.len() == 1 && done[0]["text"].as_str().is_some_and(|t| t.contains("mend the whole pier")), "{done:?}");
}

/// An id of which something is recorded goes to other words or other owners only where its author writes it there.
#[test]
fn what_is_recorded_of_an_action_passes_to_no_other_unless_its_id_is_written_there() {
    let note = "changes = [{ date = 2024-08-01, note = \"Corrected.\" }]";
    for (now, needed) in [
        ("Ann Other to paint the harbour office green", "published as another action"),
        ("Harbour Office to mend the pier", "published as an action of other owners"),
        ("Harbour Trust to mend the piers", "and later minutes report on it"),
    ] {
        let site = published();
        let other = MAY.replace("Harbour Trust to mend the pier", now);
        site.write(MINUTES, with_front(note, &other));
        let (code, said) = try_publish(&site, &["--accept"]);
        assert!(code == Some(1) && said.contains(needed), "{needed:?} is not in\n{said}");
        assert!(said.contains("say so: `{#2.1}` at the end of line 17"), "{said}");
        site.write(MINUTES, with_front(note, &other.replace("1 July 2024.", "1 July 2024. {#2.1}")));
        assert_published(&site, &[]);
    }
    // Another action in its place, which leaves a tombstone of the one before.
    let site = published();
    let other = MAY.replace("Harbour Trust to mend the pier by 1 July 2024.", "Ann Other to paint the office. {#2.1-new}");
    let tomb = "anchors = { \"action-2.1\" = { date = 2024-08-01, reason = \"It was never agreed.\" } }";
    site.write(MINUTES, with_front(tomb, &other));
    assert_published(&site, &["--accept"]);
    let built = site.build();
    assert!(built.read("actions/board/2024-05-01/2.1/index.html").contains("board/2024-05-01/#action-2.1"));
    assert!(built.main("board/2024-05-01/index.html").contains("It was never agreed."));
}

/// Words that were edited where they are, of an action of which nothing is recorded, ask for a note and no more.
#[test]
fn an_action_of_which_nothing_is_recorded_may_be_corrected() {
    let site = published();
    let more = MAY.replace("**AGREED:**", "**ACTION:** Harbour Trust to count the boats of the west pier.\n\n**AGREED:**");
    site.write(MINUTES, &more);
    assert_published(&site, &[]);
    let edited = more.replace("count the boats", "count all the boats");
    site.write(MINUTES, &edited);
    let (code, said) = try_publish(&site, &[]);
    assert!(code == Some(1) && said.contains("the words of `#action-2.2` of `/board/2024-05-01/`"), "{said}");
    site.write(MINUTES, with_front("changes = [{ date = 2024-08-01, note = \"All of them.\" }]", &edited));
    assert_published(&site, &[]);
}

/// Files of a site: each with its text.
type Files<'a> = &'a [(&'a str, &'a str)];

/// What is published, what is then there in its place, what is said of that, and what makes it right.
struct PassedOn<'a> {
    before: Files<'a>,
    after: Files<'a>,
    said: &'a str,
    /// No note and no `--accept` will do.
    is_error: bool,
    declared: Files<'a>,
}

const NOTED: &str = "changes = [{ date = 2024-08-01, note = \"Corrected.\" }]";
const AGENDA: &str = "## 1. Opening\n\n1.1 The gulls were counted at length by all.\n";
const LAMPS: &str = "content/lists/lamps/2024-01-01.csv";

/// Holds one case on a site of its own.
fn assert_told(case: &PassedOn<'_>) {
    let site = published();
    let write = |files: Files<'_>| files.iter().for_each(|(path, text)| _ = site.write(&format!("content/{path}"), text));
    write(case.before);
    assert_published(&site, &["--accept"]);
    write(case.after);
    let (code, said) = try_publish(&site, if case.is_error { &["--accept"] } else { &[] });
    assert!(code == Some(1) && said.contains(case.said), "{:?} is not in\n{said}", case.said);
    assert!(said.contains("= help: "), "{said}");
    if case.declared.is_empty() {
        return;
    }
    write(case.declared);
    assert_published(&site, &[]);
}

#[test]
fn what_was_withdrawn_is_given_to_nothing_else_unseen() {
    let tomb = "withdrawn = { date = 2024-07-01, reason = \"It named a child.\" }";
    let paragraph = "anchors = { \"1.1\" = { date = 2024-07-01, reason = \"It named a child.\" } }";
    let file = "board/meetings/2024-08-01.md";
    let of = |front: &str, text: &str| with_front(front, text);
    assert_told(&PassedOn {
        before: &[(file, &of(tomb, ""))],
        after: &[(file, AGENDA)],
        said: "`/board/2024-08-01/` was withdrawn when it was last published",
        is_error: true,
        declared: &[(file, &of(NOTED, AGENDA))],
    });
    assert_told(&PassedOn {
        before: &[(file, &of(paragraph, "## 1. Opening\n\n1.2 The herring were counted.\n"))],
        after: &[(file, "## 1. Opening\n\n1.1 Something else was said.\n\n1.2 The herring were counted.\n")],
        said: "`/board/2024-08-01/#1.1` was withdrawn when it was last published",
        is_error: true,
        declared: &[(file, &of(NOTED, "## 1. Opening\n\n1.1 Something else was said.\n\n1.2 The herring were counted.\n"))],
    });
}

#[test]
fn an_id_of_a_person_or_organisation_passes_to_nobody_else() {
    let attended = "## Attendees\n- Quay Office: Cy Dunn\n\n## 1. Opening\n\n1.1 They met.\n";
    let minutes = ("board/meetings/2024-08-01.md", attended);
    assert_told(&PassedOn {
        before: &[minutes, ("people.toml", "[[person]]\nid = \"dunn\"\nname = \"Cy Dunn\"\n")],
        after: &[
            ("board/meetings/2024-08-01.md", &attended.replace("Cy Dunn", "Di Shaw")),
            ("people.toml", "[[person]]\nid = \"dunn\"\nname = \"Di Shaw\"\n"),
        ],
        said: "`/people/dunn/` was published for another name",
        is_error: true,
        declared: &[
            ("people.toml", "[[person]]\nid = \"dunn\"\nname = \"Di Shaw\"\nalso_known_as = [{ name = \"Cy Dunn\" }]\n"),
            minutes,
        ],
    });
    assert_told(&PassedOn {
        before: &[minutes, ("organisations.toml", "[[organisation]]\nid = \"quay\"\nname = \"Quay Office\"\n")],
        after: &[
            ("board/meetings/2024-08-01.md", &attended.replace("Quay Office", "Tide Office")),
            ("organisations.toml", "[[organisation]]\nid = \"quay\"\nname = \"Tide Office\"\n"),
        ],
        said: "`/organisations/quay/` was published for another name",
        is_error: true,
        declared: &[
            (
                "organisations.toml",
                "[[organisation]]\nid = \"quay\"\nname = \"Tide Office\"\nalso_known_as = [{ name = \"Quay Office\" }]\n",
            ),
            minutes,
        ],
    });
}

#[test]
fn reports_and_files_keep_their_addresses() {
    let (tides, gulls) = ("# Tides\n\nThey rise and they fall.\n", "# Gulls\n\nThere are very many.\n");
    assert_told(&PassedOn {
        before: &[("reports/tides/index.md", tides), ("reports/gulls/index.md", gulls)],
        after: &[("reports/tides/index.md", gulls), ("reports/gulls/index.md", tides)],
        said: "error[other-words]: `/reports/tides/`",
        is_error: true,
        declared: &[],
    });
    assert_told(&PassedOn {
        before: &[("reports/tides/index.md", tides)],
        after: &[("reports/tides/index.md", "# Tides\n\nThey only rise.\n")],
        said: "the words of the head of `/reports/tides/` are not those that were published",
        is_error: false,
        declared: &[("reports/tides/index.md", &with_front(NOTED, "# Tides\n\nThey only rise.\n"))],
    });
    assert_told(&PassedOn {
        before: &[("reports/tides/index.md", tides), ("reports/tides/a.txt", "One.\n")],
        after: &[("reports/tides/a.txt", "Two.\n")],
        said: "the bytes of `/reports/tides/a.txt` are not those that were published",
        is_error: false,
        declared: &[("reports/tides/index.md", &with_front(NOTED, tides))],
    });
    assert_told(&PassedOn {
        before: &[("reports/tides/index.md", tides), ("reports/tides/a.txt", "One.\n"), ("reports/tides/b.txt", "Two.\n")],
        after: &[("reports/tides/a.txt", "Two.\n"), ("reports/tides/b.txt", "One.\n")],
        said: "`/reports/tides/a.txt` was published with the bytes of another file",
        is_error: true,
        declared: &[],
    });
}

#[test]
fn facts_of_front_matter_are_words_too() {
    let of = |front: &str| with_front(front, AGENDA);
    let file = "board/meetings/2024-08-01.md";
    for (before, after) in
        [("venue = \"The hall\"", "venue = \"The crypt\""), ("hours = \"10:00-11:00\"", "hours = \"19:00-20:00\"")]
    {
        assert_told(&PassedOn {
            before: &[(file, &of(before))],
            after: &[(file, &of(after))],
            said: "the words of the front matter of `/board/2024-08-01/` are not those that were published",
            is_error: false,
            declared: &[(file, &of(&format!("{after}\n{NOTED}")))],
        });
    }
    let table = ("datasets/ships/ships.csv", "year,in\n2022,10\n");
    assert_told(&PassedOn {
        before: &[("datasets/ships/_index.md", &with_front("units = \"ships\"", "# Ships\n")), table],
        after: &[("datasets/ships/_index.md", &with_front("units = \"thousand ships\"", "# Ships\n"))],
        said: "the words of the front matter of `/datasets/ships/` are not those that were published",
        is_error: false,
        declared: &[("datasets/ships/_index.md", &with_front(&format!("units = \"thousand ships\"\n{NOTED}"), "# Ships\n"))],
    });
    let (amended, kept) = (with_front(NOTED, &AGENDA.replace("gulls", "terns")), "board/meetings/2024-08-01.v1.md");
    assert_told(&PassedOn {
        before: &[(file, &amended), (kept, AGENDA)],
        after: &[(kept, &AGENDA.replace("gulls", "crabs"))],
        said: "`/board/2024-08-01/v1/` are not those that were published",
        is_error: false,
        declared: &[(kept, AGENDA)],
    });
    let lamps = "key,name\nA,Old lamp\nB,New lamp\n";
    for after in ["key,name\nB,New lamp\nA,Old lamp\n", "key,name\nA,Old lamp\nB,New lamp\nC,Third lamp\n"] {
        assert_told(&PassedOn {
            before: &[("lists/lamps/_index.md", "# Lamps\n"), (LAMPS.trim_start_matches("content/"), lamps)],
            after: &[(LAMPS.trim_start_matches("content/"), after)],
            said: "the words of the entries and their order of `/lists/lamps/2024-01-01/`",
            is_error: false,
            declared: &[("lists/lamps/_index.md", &with_front(NOTED, "# Lamps\n"))],
        });
    }
}
