//! A withheld word reaches no output, wherever in a text it is withheld and however it is written there or elsewhere.

use super::support::{Built, Site};

/// The ways in which an author may write a withheld name. Its two words are nowhere else in the site.
const WAYS: [&str; 19] = [
    "Zebulon Quirkley",
    "Zebulon, Quirkley",
    "Zebulon - Quirkley",
    "Zebulon – Quirkley (Quirkley Ltd)",
    "**Zebulon** Quirkley",
    "[Zebulon](https://zebulon.example/quirkley)",
    "Zebulon\\_Quirkley",
    "Zebulon (Quirkley)",
    "Zebulon\nQuirkley",
    "`Zebulon` Quirkley",
    "Zebulon<br>Quirkley",
    "Zebulon: Quirkley",
    "Zebulon and Quirkley",
    "Zebulon [Quirkley]",
    "ACTION: Zebulon Quirkley to write by 1 July 2030",
    "Zebulon <!-- who? --> Quirkley",
    "Zebulon; Quirkley & 'Zebulon' \"Quirkley\"",
    "12 June 2029, Zebulon Quirkley",
    "<b>Zebulon</b> <Quirkley>",
];

/// Minutes with a redaction in every place that something is read from; `@` is the mark.
const MINUTES: &str = "\
# Minutes: @

## Attendees

- Home Office: @
- @: Bob Ray
- Cat Low (for @)
- Dan Moe, @
- Eve Noe - @ (by telephone)

Apologies: @, Fay Poe

## 1. About @

1.1 The Group met @ and @.

Para with @ in it. [A link with @](https://example.org/).

### Sub @ heading

- A list item of @.
    - Another of @.

> A quotation of @.

1.2 Decision: @ was agreed.

ACTION: @ to write to Bob Ray by 1 July 2030.

**ACTION:** Bob Ray to write to @ by @.

2.1 ACTION 2024-06-05/1.2: done by @.

Proposed by @, seconded by @. Carried.

Moved by @, seconded by Bob Ray, that @ be paid. Ayes: @. Nays: Bob Ray. Motion carried 1-1.

| Motion | Moved by | Seconded by | Status |
| --- | --- | --- | --- |
| Pay @ | @ | Bob Ray | Carried |

Roll call vote:

- @: yes
- Bob Ray: no

| Action | Owner | Due |
| --- | --- | --- |
| Write | @ | 1 July 2030 |
| @ | Bob Ray | @ |

Next meeting: 3 July 2030 at @
";

/// A page with a redaction in every kind of block.
const PAGE: &str = "# On @\n\n## Heading @ {#own}\n\n1.1 A paragraph of @.\n\nTerm @\n: Of @.\n\n| a | b |\n| --- | --- |\n| @ | x |\n\nA note[^1] ~~@~~ *of @*.\n\n[^1]: By @.\n\nSetext @\n===\n";

/// A site that withholds a name written so, in every place.
fn site(way: &str) -> Site {
    let mark = format!("[[redact:s.40|{way}]]");
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n")
        .write("content/board/_index.md", format!("# Board\n\nOf {mark}.\n"))
        .write("content/board/meetings/2024-06-05.md", MINUTES.replace('@', &mark))
        .write("content/page.md", PAGE.replace('@', &mark))
        .write("content/reports/book/index.md", PAGE.replace('@', &mark));
    site
}

/// The outputs that hold a word of the name, in their paths or bytes.
fn holders(built: &Built) -> Vec<String> {
    let words = ["zebulon", "quirkley"];
    let has = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let read = |path: &String| std::fs::read(built.folder.join(path)).expect("a file");
    built.list().into_iter().filter(|path| has(path.as_bytes()) || has(&read(path))).collect()
}

#[test]
fn a_redaction_is_gone_from_every_place_however_it_is_written() {
    let mut wrong = Vec::new();
    for way in WAYS {
        let built = site(way);
        let built = built.build();
        wrong.extend(holders(&built).into_iter().map(|path| format!("{way:?} is in {path}")));
        let page = built.read("page/index.html");
        assert!(page.contains("id=\"own\"") && page.contains("[redacted: s.40]"), "{way:?}: {page}");
        assert!(page.contains("id=\"1.1\""), "{way:?}: a paragraph keeps its number");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn minutes_have_the_same_anchors_for_all_readers() {
    let ids =
        |page: &str| -> Vec<String> { super::support::ids_of(page).into_iter().filter(|id| !id.starts_with("redact")).collect() };
    let site = site("Zebulon, Quirkley");
    site.write(
        "content/board/meetings/2024-07-03.md",
        "# Minutes\n\nOne.\n\n> [!INTERNAL]\n> Two\n>\n> of two.\n\nThree.\n\nFour.\n",
    );
    let public = site.build();
    let public_pages: Vec<Vec<String>> =
        ["board/2024-06-05/index.html", "page/index.html"].iter().map(|p| ids(&public.read(p))).collect();
    let third = public.read("board/2024-07-03/index.html");
    assert!(third.contains("id=\"p1\"") && !third.contains("id=\"p2\"") && third.contains("id=\"p4\""), "{third}");
    let internal = site.build_with(&["--edition", "internal"]);
    for (path, ids_of_public) in ["board/2024-06-05/index.html", "page/index.html"].iter().zip(public_pages) {
        let page = internal.read(path);
        assert!(page.contains("Zebulon"), "{path}");
        for id in ids_of_public {
            assert!(ids(&page).contains(&id), "{path}: the internal edition has no #{id}");
        }
    }
    let data = internal.read("board/attendance.csv");
    assert!(data.contains("Zebulon, Quirkley"), "the internal edition knows who was there: {data}");
}

#[test]
fn a_redacted_attendee_is_there_and_has_no_name() {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\n").write(
        "content/board/meetings/2024-06-05.md",
        "# Minutes\n\n## Attendees\n\n- Home Office: [[redact:s.40|Zebulon Quirkley]]\n- Home Office: Bob Ray\n\n## 1. The light\n\n1.1 It was out.\n\nACTION: [[redact:s.40|Zebulon Quirkley]] to light it.\n",
    );
    let built = site.build();
    let data = built.read("board/attendance.csv");
    assert!(data.contains("[redacted: s.40]") && data.contains("Bob Ray"), "{data}");
    let actions = built.read("board/actions.csv");
    assert!(actions.contains("[redacted: s.40]"), "{actions}");
    assert!(!built.list().iter().any(|path| path.starts_with("people/redacted")), "nobody is called that");
    assert_eq!(holders(&built), Vec::<String>::new());
}

#[test]
fn a_redacted_mover_and_voter_have_no_name_in_any_output() {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n").write(
        "content/board/meetings/2024-06-05.md",
        "# Minutes\n\nPresent: Ann Lee, Bob Ray\n\n## 1. The light\n\n1.1 Moved by [[redact:s.40|Zebulon Quirkley]], seconded by Ann Lee, that the \
         light be lit. Ayes: Ann Lee, [[redact:s.40|Zebulon Quirkley]]. Nays: Bob Ray. Motion carried.\n\n1.2 Moved by Bob Ray, seconded by \
         [[redact:s.40|Zebulon Quirkley]], that the boat be sold. Withdrawn.\n",
    );
    let built = site.build();
    let motions = built.read("motions.csv");
    assert!(motions.contains("[redacted: s.40]") && motions.contains("Ann Lee") && motions.contains("withdrawn"), "{motions}");
    let votes = built.read("votes.csv");
    assert!(votes.contains("[redacted: s.40]") && votes.contains("against"), "{votes}");
    let page = built.read("board/2024-06-05/index.html");
    assert!(page.contains("class=\"motion\"") && page.contains("class=\"ballots\""), "{page}");
    assert_eq!(holders(&built), Vec::<String>::new());
    let internal = site.build_with(&["--edition", "internal"]);
    assert!(internal.read("votes.csv").contains("Zebulon Quirkley"), "the internal edition knows who voted");
}

#[test]
fn the_name_is_found_elsewhere_however_it_is_written_there() {
    for (path, text) in [
        ("content/b.md", "# B\n\nThen Zebulon\nQuirkley came.\n"),
        ("content/b.md", "# B\n\nThen Zebulon\u{a0}Quirkley came.\n"),
        ("content/b.md", "# B\n\nThen Zebu\u{ad}lon Quirk\u{200b}ley came.\n"),
        ("content/b.md", "# B\n\nThen Ze**bu**lon &#81;uirkley came.\n"),
        ("content/b.md", "# B\n\nThen Zebulon<br>Quirkley came.\n"),
        ("content/b.md", "# B\n\n- Zebulon\n- Quirkley\n"),
        ("content/b.md", "# B\n\nThen Zebulon   [Quirkley](https://example.org/) came.\n"),
        ("content/board/meetings/2024-06-05.md", "# Minutes\n\n## Attendees\n\n- Zebulon   Quirkley\n"),
        ("content/reports/book/a.csv", "first,last\nZebulon,Quirkley\n"),
        ("content/reports/book/a.html", "<p><b>Zebu</b>lon <i>Quirkley</i></p>"),
        ("content/reports/book/a.xml", "<svg><text><tspan>Zebulon</tspan> <tspan>Quirkley</tspan></text></svg>"),
        ("content/reports/book/a.json", "{\"name\": \"\\u005aebulon\\tQuirkley\"}"),
    ] {
        let site = Site::new();
        site.write("site.toml", "allow_active = true\ntitle = \"Harbour\"\n")
            .write("content/a.md", "# A\n\nA letter from [[redact:s.40|Zebulon Quirkley]] was read.\n")
            .write("content/reports/book/index.md", "# Book\n\nWith a file.\n")
            .write(path, text);
        let said = site.fail(1, &[]);
        assert!(said.contains("error[leak]: withheld text `Zebulon Quirkley` would be published in `"), "{text:?}: {said}");
        assert!(!path.ends_with(".md") || said.contains("published from here"), "{text:?}: {said}");
    }
}

/// The message of a leak has the words that were found, not the line they are in, and shows both places.
#[test]
fn a_leak_is_told_with_its_words_and_both_places() {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
    site.write("content/board/_index.md", "# Board\n");
    site.write(
        "content/board/meetings/2024-04-17.md",
        "## 1. Claims\n\n1.1 The claim of [[redact:s.40|Jorun  Quillfeather]] was heard with two others, and paid.\n",
    );
    site.write("content/plan.md", "# Plan\n\nFirst the piers.\n\nWe owe Jorun\nQuillfeather for the rope, and others too.\n");
    let said = site.fail(1, &[]);
    assert!(said.contains("withheld text `Jorun Quillfeather` would be published in `plan/index.html`"), "{said}");
    for (place, label) in
        [("content/board/meetings/2024-04-17.md:3:", "withheld here"), ("content/plan.md:5:8", "published from here")]
    {
        assert!(said.contains(place) && said.contains(label), "{place} {label}: {said}");
    }
    assert!(!said.contains("heard with two others` would"), "{said}");
}
