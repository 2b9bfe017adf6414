//! Digests as e-mails: of a body, an owner and a list, from what the edition may see.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::commands::{code, minutebook};

const MINUTES: &str = "# Harbour Board, 11 March 2026

## Attendees

- Harbour Office: Sam Sample

## 1. Quay

1.1 The quay was looked at after the letter of [[redact:s.40|Gwenllian Parry]].

**DECISION:** The north quay is closed to lorries – for good.

**ACTION:** Harbour Office to mend the ladder by 1 April 2026.

**ACTION:** Harbour Office to count the [[redact:s.40|Tregarth]] mooring rings by 1 September 2026.
";

fn write(site: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let place = site.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}

fn harbour(site: &Path) {
    write(
        site,
        &[
            ("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nas_of = 2026-05-01\n"),
            ("content/organisations.toml", "[[organisation]]\nid = \"harbour-office\"\nname = \"Harbour Office\"\n"),
            ("content/board/_index.md", "+++\ntitle = \"Bwrdd Tŷ’r Harbwr\"\n+++\n"),
            ("content/board/meetings/2026-03-11.md", MINUTES),
            ("content/lists/berths/_index.md", "+++\ntitle = \"Berths\"\nentry_kind = \"berth\"\n+++\n"),
            ("content/lists/berths/2026-02-01.csv", "rank,key,name\n1,n1,North 1\n"),
        ],
    );
}

/// The files below a folder.
fn mails(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for kind in ["body", "owner", "list"] {
        for place in walk(&folder.join(kind)) {
            let name = place.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read_to_string(&place).unwrap());
        }
    }
    found
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let places = entries.map(|e| e.unwrap().path());
    places.flat_map(|place| if place.is_dir() { walk(&place) } else { vec![place] }).collect()
}

/// A part of a mail, decoded: 1 the text, 2 the HTML.
fn part(mail: &str, number: usize) -> String {
    let boundary = mail.split_once("boundary=\"").unwrap().1.split_once('"').unwrap().0;
    let part = mail.split(&format!("--{boundary}")).nth(number).unwrap();
    let encoded = part.split_once("\r\n\r\n").unwrap().1.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_body_owner_and_list_is_told_what_is_new() {
    let dir = crate::scratch::scratch();
    let site = dir.path();
    harbour(site);
    let made = minutebook(site, &["digest", "--since", "2026-01-01", "--to", "mails"]);
    assert_eq!(code(&made), Some(0), "{made:?}");
    let first = mails(&site.join("mails"));
    assert_eq!(first.keys().collect::<Vec<_>>(), ["body/board.eml", "list/lists/berths.eml", "owner/harbour-office.eml"]);
    for (name, mail) in &first {
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("\r\nTo: \r\n") && head.contains("\r\nX-Unsent: 1\r\n"), "{head}");
        assert!(head.starts_with("Date: Fri, 01 May 2026 00:00:00 +0000\r\nMessage-ID: <"), "{head}");
        assert!(mail.is_ascii() && mail.split("\r\n").all(|line| line.len() <= 78 && !line.contains('\n')), "{name}");
        let (text, html) = (part(mail, 1), part(mail, 2));
        let shown = crate::site::support::shown(&html);
        for line in text.lines().map(|line| line.trim_start_matches(['-', ' '])).filter(|line| !line.is_empty()) {
            assert!(shown.contains(line) || html.contains(&format!("href=\"{line}\"")), "{name}: {line}\n{html}");
        }
        for hidden in ["Gwenllian", "Parry", "Tregarth"] {
            assert!(!text.contains(hidden) && !html.contains(hidden) && !mail.contains(hidden), "{name}: {hidden}");
        }
    }
    let body = part(&first["body/board.eml"], 1);
    for told in [
        "Bwrdd Tŷ’r Harbwr",
        "\nDecisions\r\n\r\n- The north quay is closed to lorries – for good.",
        "\nAsked\r\n\r\n- ",
        "\nOverdue\r\n\r\n- ",
        "https://harbour.example/board/2026-03-11/",
    ] {
        assert!(body.contains(told), "{told}\n{body}");
    }
    let owner = part(&first["owner/harbour-office.eml"], 1);
    let (late, promised) = owner.split_once("What you promised").unwrap();
    assert!(late.contains("mend the ladder") && promised.contains("mooring rings") && !promised.contains("ladder"), "{owner}");
    assert!(part(&first["list/lists/berths.eml"], 1).contains("https://harbour.example/lists/berths/2026-02-01/"));

    // Again into the same folder, and into another: the same bytes.
    for folder in ["mails", "others"] {
        let again = minutebook(site, &["digest", "--since", "2026-01-01", "--to", folder]);
        assert_eq!((code(&again), mails(&site.join(folder))), (Some(0), first.clone()));
    }
}

#[test]
fn who_has_nothing_to_be_told_gets_no_file() {
    let dir = crate::scratch::scratch();
    let site = dir.path();
    harbour(site);
    let made = minutebook(site, &["digest", "--since", "2026-04-15", "--list", "berths", "--to", "mails"]);
    assert_eq!((code(&made), &*made.stdout, site.join("mails").exists()), (Some(0), &b""[..], false), "{made:?}");
    let made = minutebook(site, &["digest", "--since", "2026-04-15", "--owner", "Harbour Office", "--to", "mails"]);
    assert_eq!((code(&made), mails(&site.join("mails")).len()), (Some(0), 1), "{made:?}");
    let wrong = minutebook(site, &["digest", "--since", "2026-04-15", "--list", "berth", "--to", "mails"]);
    assert_eq!(code(&wrong), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("there is no list `berth`; did you mean `Berths`?"), "{wrong:?}");
}

#[test]
fn a_file_of_somebody_else_is_kept() {
    let dir = crate::scratch::scratch();
    let site = dir.path();
    harbour(site);
    write(site, &[("mails/body/board.eml", "mine")]);
    let made = minutebook(site, &["digest", "--since", "2026-01-01", "--to", "mails"]);
    assert_eq!(code(&made), Some(2), "{made:?}");
    assert_eq!(mails(&site.join("mails")), BTreeMap::from([("body/board.eml".to_owned(), "mine".to_owned())]));
}

/// A word that is withheld in one place and forgotten in another stops the digest that would show it, however long its line is.
#[test]
fn a_forgotten_word_is_in_no_digest() {
    let dir = crate::scratch::scratch();
    let site = dir.path();
    harbour(site);
    let forgotten = "lorries, vans, carts and whatever else is too heavy for it, as Gwenllian Parry asked";
    write(site, &[("content/board/meetings/2026-03-11.md", &MINUTES.replace("lorries", forgotten))]);
    let made = minutebook(site, &["digest", "--since", "2026-01-01", "--to", "mails"]);
    assert_eq!((code(&made), site.join("mails").exists()), (Some(1), false), "{made:?}");
    assert!(String::from_utf8_lossy(&made.stderr).contains("withheld text `Gwenllian Parry`"), "{made:?}");
    let made = minutebook(site, &["digest", "--since", "2026-01-01", "--list", "berths", "--to", "mails"]);
    assert_eq!(code(&made), Some(0), "no word of it is there: {made:?}");
}
