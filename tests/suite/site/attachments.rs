//! Attached files: their words are searched, hostile ones are a warning, and what is kept of them decides nothing.

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};

use super::support::{Site, files, text};

/// A PDF of pages with these words.
fn pdf(pages: &[&str]) -> Document {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let kids: Vec<Object> = pages
        .iter()
        .map(|words| {
            let text = if words.is_empty() { String::new() } else { format!("BT /F1 12 Tf 72 700 Td ({words}) Tj ET") };
            let mut text = Stream::new(Dictionary::new(), text.into_bytes());
            text.compress().unwrap();
            let text = document.add_object(text);
            let page = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => text, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "Lang" => Object::string_literal("cy") });
    document.trailer.set("Root", catalog);
    let id = Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

fn locked() -> Vec<u8> {
    let mut document = pdf(&["hidden"]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "secret",
        key_length: 128,
        permissions: Permissions::empty(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(document)
}

fn site() -> Site {
    let site = Site::new();
    let sound = bytes(pdf(&["A first page about estuaries", "The second page speaks of quaysides"]));
    site.write("site.toml", "title = \"Files\"\n")
        .write("content/reports/sound/index.md", "+++\ntitle = \"Sound\"\n+++\nA report.\n")
        .write("content/reports/sound/report.pdf", &sound)
        .write("content/reports/bad/index.md", "+++\ntitle = \"Bad\"\n+++\nFiles that are not what they should be.\n")
        .write("content/reports/bad/cut.pdf", &sound[..300])
        .write("content/reports/bad/locked.pdf", locked())
        .write("content/reports/bad/scan.pdf", bytes(pdf(&["", ""])))
        .write("content/reports/bad/swollen.pdf", bytes(pdf(&[&" ".repeat(120 << 20)])));
    site
}

#[test]
fn broken_locked_scanned_and_swollen_files_are_warnings_and_published() {
    let site = site();
    let built = site.build();
    for (file, code, words) in [
        ("cut.pdf", "broken-attachment", "could not be read"),
        ("locked.pdf", "broken-attachment", "is an encrypted PDF"),
        ("scan.pdf", "no-text", "is a PDF without text"),
        ("swollen.pdf", "broken-attachment", "unpacks to more than a document holds"),
    ] {
        let warning = format!("warning[{code}]: `{file}`");
        let line = built.stderr.lines().find(|l| l.starts_with(&warning));
        assert!(line.is_some_and(|l| l.contains(words)), "{file}: {}", built.stderr);
        assert!(built.list().contains(&format!("reports/bad/{file}")));
    }
    let page = built.main("reports/sound/index.html");
    assert!(page.contains("2 pages") && page.contains("Language: Welsh"), "{page}");
    // The words of both pages are in the index, by their stems.
    let index: String = built.list().iter().filter(|p| p.starts_with("search/x/")).map(|p| built.read(p)).collect();
    assert!(index.contains("estuari") && index.contains("quaysid"), "the index lacks the words of the file");
}

#[test]
fn what_is_kept_of_files_decides_nothing() {
    let site = site();
    let first = site.build();
    let read = |built: &super::support::Built| -> Vec<(String, Vec<u8>)> {
        files(&built.folder).into_iter().map(|p| (p.clone(), std::fs::read(built.folder.join(&p)).unwrap())).collect()
    };
    let (pages, said) = (read(&first), first.stderr.clone());
    let cache = site.folder().join(".minutebook-cache");
    assert!(files(&cache).iter().any(|file| file.ends_with("/.gitignore")) && files(&cache).len() > 4, "{:?}", files(&cache));
    // With it, with it damaged, and without it.
    for round in 0..3 {
        match round {
            1 => files(&cache).iter().for_each(|f| std::fs::write(cache.join(f), "damaged").unwrap()),
            2 => std::fs::remove_dir_all(&cache).unwrap(),
            _ => {}
        }
        let again = site.build();
        assert!(read(&again) == pages, "round {round}");
        assert_eq!(again.stderr, said, "round {round}");
    }
    // Other bytes under the same name and size are seen at once.
    let other = bytes(pdf(&["A first page about estuaries", "The second page speaks of breakwater"]));
    site.write("content/reports/sound/report.pdf", other);
    assert!(read(&site.build()) != pages);
}

#[test]
fn a_withheld_word_inside_a_packed_file_stops_the_build() {
    let site = Site::new();
    site.write("site.toml", "title = \"Files\"\n")
        .write("content/board/meetings/2024-05-01.md", "## 1. One\n\n1.1 [[redact:s.40|Nathaniel Quimby]] spoke.\n")
        .write("content/reports/a/index.md", "+++\ntitle = \"A\"\n+++\nA report.\n")
        .write("content/reports/a/report.pdf", bytes(pdf(&["Thanks to Nathaniel Quimby for his help"])));
    let said = site.fail(1, &[]);
    assert!(said.contains("error[leak]") && said.contains("reports/a/report.pdf"), "{said}");
}

/// A name in each part of a file that no page shows.
#[test]
fn a_withheld_word_in_any_part_of_a_file_stops_the_build() {
    let wide =
        |text: &str| -> Vec<u8> { [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect() };
    let with = |change: &dyn Fn(&mut Document)| {
        let mut document = pdf(&["Nothing of note"]);
        change(&mut document);
        bytes(document)
    };
    let name = "Nathaniel Quimby";
    let hex = |text: &str| Object::String(wide(text), lopdf::StringFormat::Hexadecimal);
    let info = |key: &'static str, value: Object| {
        with(&move |document| {
            let id = document.add_object(Object::Dictionary(Dictionary::from_iter([(key, value.clone())])));
            document.trailer.set("Info", id);
        })
    };
    let object = |value: Object| with(&move |document| _ = document.add_object(value.clone()));
    let packed = |kind: &'static str, content: Vec<u8>| {
        with(&move |document| {
            let mut stream = Stream::new(dictionary! { "Type" => kind }, content.clone());
            let _ = stream.compress();
            document.add_object(stream);
        })
    };
    let xmp = format!("<?xpacket?><x:xmpmeta><dc:creator>{name}</dc:creator></x:xmpmeta>{}", " ".repeat(400));
    // Two revisions: the first has the name on its page, the second another page in its place.
    let first = bytes(pdf(&[name]));
    let second = [first.clone(), b"\n1 0 obj\n<< >>\nendobj\ntrailer << >>\nstartxref\n0\n%%EOF\n".to_vec()].concat();
    let rtf = format!("{{\\rtf1 {{\\*\\comment {}}} Nothing.\\par}}", name.replace('Q', "\\u81?"));
    let letter = "Subject: =?utf-8?B?TmF0aGFuaWVsIFF1aW1ieQ==?=\nMIME-Version: 1.0\n\nNothing.\n";
    let jpeg = [b"\xff\xd8\xff\xe1\0\x40Exif\0\0".to_vec(), name.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("info.pdf", info("Author", hex(name))),
        ("custom.pdf", info("Case", Object::string_literal(name))),
        ("note.pdf", object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "Contents" => hex(name) }.into())),
        ("outline.pdf", object(dictionary! { "Title" => Object::string_literal(name) }.into())),
        ("form.pdf", object(dictionary! { "FT" => "Tx", "V" => hex(name) }.into())),
        (
            "alt.pdf",
            object(dictionary! { "S" => "Figure", "Alt" => hex(name), "ActualText" => Object::string_literal("x") }.into()),
        ),
        ("xmp.pdf", packed("Metadata", xmp.into_bytes())),
        ("embedded.pdf", packed("EmbeddedFile", format!("{name} {}", "x ".repeat(400)).into_bytes())),
        ("revised.pdf", second),
        ("comment.rtf", rtf.into_bytes()),
        ("letter.eml", letter.as_bytes().to_vec()),
        ("photo.jpg", jpeg),
        ("wide.bin", [vec![0x80, 1], wide(name)].concat()),
    ];
    let mut missed = Vec::new();
    for (file, content) in cases {
        let site = Site::new();
        site.write("site.toml", "title = \"Files\"\n")
            .write("content/board/meetings/2024-05-01.md", "## 1. One\n\n1.1 [[redact:s.40|Nathaniel Quimby]] spoke.\n")
            .write("content/reports/a/index.md", format!("+++\ntitle = \"A\"\n+++\nA report, and [a file]({file}).\n"))
            .write(&format!("content/reports/a/{file}"), content);
        let said = text(&site.run(&["build", "--as-of", "2026-11-23"]).stderr);
        if !(said.contains("error[leak]") && said.contains(&format!("reports/a/{file}"))) {
            missed.push(format!("{file}: {said}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// A link to a page that a file does not have is published, and its author is told.
#[test]
fn a_link_past_the_last_page_is_told() {
    let site = Site::new();
    site.write("site.toml", "title = \"Files\"\n")
        .write(
            "content/reports/sound/index.md",
            "+++\ntitle = \"Sound\"\n+++\nSee [two](report.pdf#page=2) and [nine](report.pdf#page=9&zoom=50).\n",
        )
        .write("content/reports/sound/report.pdf", bytes(pdf(&["One", "Two"])));
    let built = site.build();
    let told = "warning[dead-anchor]: this links to page 9 of a file of 2";
    assert_eq!((built.stderr.matches("dead-anchor").count(), built.stderr.matches(told).count()), (1, 1), "{}", built.stderr);
    assert!(built.stderr.contains("content/reports/sound/index.md:4:34"), "{}", built.stderr);
    let page = built.main("reports/sound/index.html");
    assert!(page.contains("report.pdf#page=2\"") && page.contains("report.pdf#page=9&amp;zoom=50\""), "{page}");
}

/// So is one of a file that is attached to nothing, however it is linked; nothing is told of a file that has no pages.
#[test]
fn a_link_past_the_last_page_of_a_file_that_is_only_linked_is_told() {
    let site = Site::new();
    site.write("site.toml", "title = \"Files\"\nbase_url = \"https://files.example/\"\n")
        .write("content/plan.pdf", bytes(pdf(&["One", "Two"])))
        .write("content/notes.txt", "No pages.\n")
        .write("content/guide.md", "# Guide\n\n[One](plan.pdf#page=1), [two](plan.pdf#page=2), [five](plan.pdf#page=5).\n")
        .write("content/board/_index.md", "# Board\n\nSee [six](/plan.pdf#page=6) and [all](../notes.txt#page=6).\n")
        .write("content/board/meetings/2024-04-17.md", "## 1. Plans\n\n1.1 See [seven](../../plan.pdf#zoom=50&page=7).\n");
    for command in ["build", "check"] {
        let said = site.run(&[command, "--as-of", "2026-11-23"]);
        let said = text(&said.stderr) + &text(&said.stdout);
        for (page, place) in [(5, "guide.md:3:"), (6, "board/_index.md:3:"), (7, "board/meetings/2024-04-17.md:3:")] {
            let told = format!("warning[dead-anchor]: this links to page {page} of a file of 2");
            assert!(said.contains(&told) && said.contains(&format!("content/{place}")), "{command}: {page}: {said}");
        }
        assert_eq!(said.matches("[dead-anchor]").count(), 3, "{command}: {said}");
    }
}
