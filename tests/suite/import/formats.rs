//! Word and OpenDocument: numbers, tables, changes, notes, headers.

use super::office::{NUMBERING, OPEN_LISTS, STYLES, open_text, word, word_item, word_paragraph, word_run, word_table};
use super::{assert_words, import, markdown};

fn everything() -> Vec<u8> {
    let body = [
        word_paragraph("Titel", "", &word_run("Harbour Board, 9 March 2021")),
        word_paragraph("", "", &word_run("Present:")),
        word_table(&[&["Name", "Organisation"], &["Ann Lee (chair)", "Harbour Office"], &["Bob Ray", "Lamp Trust"]]),
        word_item(1, 0, "Lamps"),
        word_item(1, 1, "The lamp is out."),
        word_item(1, 1, "It was agreed to mend it."),
        word_item(1, 0, "Piers"),
        word_item(1, 1, "The pier stays."),
        word_item(2, 0, "one plank"),
        word_item(2, 0, "two nails"),
        word_paragraph(
            "",
            "",
            "<w:r><w:rPr><w:b/></w:rPr><w:t>ACTION:</w:t></w:r><w:r><w:t xml:space=\"preserve\"> Bob Ray to mend it</w:t></w:r>\
             <w:ins><w:r><w:t xml:space=\"preserve\"> by May</w:t></w:r></w:ins><w:del><w:r><w:delText>never</w:delText></w:r></w:del>\
             <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        ),
        word_paragraph(
            "",
            "",
            "<w:hyperlink r:id=\"rId1\"><w:r><w:t>The map</w:t></w:r></w:hyperlink><w:r><mc:AlternateContent><mc:Choice><w:drawing>\
             <w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>\
             <w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
    ];
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote>\
                 <w:footnote w:id=\"2\"><w:p><w:r><w:t>If it rains.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let header = "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>DRAFT</w:t></w:r></w:p></w:hdr>";
    let comments =
        "<w:comments xmlns:w=\"w\"><w:comment w:author=\"Cy\"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>";
    let links =
        "<Relationships><Relationship Id=\"rId1\" Target=\"https://example.org/map\" TargetMode=\"External\"/></Relationships>";
    word(
        &body.concat(),
        &[
            ("word/numbering.xml", NUMBERING),
            ("word/styles.xml", STYLES),
            ("word/footnotes.xml", notes),
            ("word/header1.xml", header),
            ("word/comments.xml", comments),
            ("word/_rels/document.xml.rels", links),
        ],
    )
}

#[test]
fn a_word_document_with_all_there_is() {
    let file = import("minutes.docx", &everything());
    assert_eq!(
        markdown(&file),
        "# Harbour Board, 9 March 2021\n\nPresent:\n\n| Name | Organisation |\n| --- | --- |\n| Ann Lee (chair) | Harbour Office |\n\
         | Bob Ray | Lamp Trust |\n\n## 1. Lamps\n\n1.1 The lamp is out.\n\n1.2 It was agreed to mend it.\n\n## 2. Piers\n\n\
         2.1 The pier stays.\n\n- one plank\n- two nails\n\n**ACTION:** Bob Ray to mend it by May[^2]\n\n\
         [The map](<https://example.org/map>)\n\nIn a box\n\n[^2]: If it rains.\n"
    );
    assert!(file.texts[0].text.starts_with("+++\ndate = 2021-03-09\ntitle = \"Harbour Board, 9 March 2021\"\ndraft = true\nmarking = \"DRAFT\"\nreviewed = false\nsource = { file = \"minutes.docx\", sha256 = \""));
    assert_words(&file);
    let report = file.report.text();
    for line in [
        "9 March 2021 · 2 present · 2 numbered items · 3 numbered paragraphs · 1 actions",
        "the head of the page: “DRAFT”",
        "a comment: “Really? (Cy)”",
        "hidden text: “secret”",
        "a tracked deletion was left out: “never”",
        "a tracked insertion was taken: “by May”",
        "“DRAFT” in the head of the page: it is a draft",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn numbers_that_restart_and_rows_that_were_merged() {
    let merged = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>Lamps</w:t></w:r></w:p></w:tc></w:tr>\
                  <w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>Pier</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>out</w:t></w:r></w:p></w:tc></w:tr>\
                  <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>lit</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body = [
        word_paragraph("Titel", "", &word_run("Harbour Board, 9 March 2021")),
        word_paragraph("Eigene", "", &word_run("Own heading")),
        word_item(3, 0, "This item has the number seven."),
        word_item(1, 0, "And this goes on from there."),
        merged.to_owned(),
    ];
    let file = import("minutes.docx", &word(&body.concat(), &[("word/numbering.xml", NUMBERING), ("word/styles.xml", STYLES)]));
    assert_eq!(
        markdown(&file),
        "# Harbour Board, 9 March 2021\n\n## Own heading\n\n7\\. This item has the number seven.\n\n8\\. And this goes on from there.\n\n\
         | Lamps |  |\n| --- | --- |\n| Pier | out |\n|  | lit |\n"
    );
    assert_words(&file);
}

#[test]
fn an_open_document_with_all_there_is() {
    let body = r#"<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Cy</dc:creator></office:change-info><text:p>never</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">Harbour Board, 9 March 2021</text:p>
<text:p>Present: Ann Lee (Harbour Office), Bob Ray</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>Lamps</text:p><text:list><text:list-item><text:p>The lamp is <text:span text:style-name="T1">out</text:span>.</text:p></text:list-item></text:list></text:list-item></text:list>
<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>Piers</text:p><text:list><text:list-item><text:p>The pier<text:change-start text:change-id="c2"/> stays<text:change-end text:change-id="c2"/>.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>If it rains.</text:p></text:note-body></text:note></text:p></text:list-item></text:list></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>one plank<office:annotation><text:p>Really?</text:p></office:annotation></text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:list text:style-name="L2"><text:list-item><text:p>in a cell</text:p></text:list-item></text:list></table:table-cell><table:table-cell><text:p>Ann</text:p></table:table-cell></table:table-row></table:table>"#;
    let automatic =
        format!("{OPEN_LISTS}<style:style style:name=\"T1\"><style:text-properties fo:font-weight=\"bold\"/></style:style>");
    let styles = "<office:document-styles><office:master-styles><style:master-page><style:header><text:p>DRAFT</text:p></style:header>\
                  </style:master-page></office:master-styles></office:document-styles>";
    let file = import("minutes.odt", &open_text(body, &automatic, styles));
    assert_eq!(
        markdown(&file),
        "# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (Harbour Office), Bob Ray\n\n## 1. Lamps\n\n1.1 The lamp is **out**.\n\n\
         ## 2. Piers\n\n2.1 The pier stays.[^1]\n\n- one plank\n\n| in a cell | Ann |\n| --- | --- |\n\n[^1]: If it rains.\n"
    );
    assert_words(&file);
    let report = file.report.text();
    for line in ["a comment: “Really?”", "was left out: “never”", "was taken: “stays”", "it is a draft"] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn a_column_beside_numbered_paragraphs_is_offered() {
    let table = word_table(&[
        &["Minutes", "Actions"],
        &[
            "1. Lamps\n1.1 The lamp on the east pier is out.\n1.2 The west pier was painted.\n2. Piers\n2.1 All is well.",
            "mend the lamp on the east pier",
        ],
    ]);
    let body = [word_paragraph("Titel", "", &word_run("Harbour Board, 9 March 2021")), table];
    let file = import("minutes.docx", &word(&body.concat(), &[("word/styles.xml", STYLES)]));
    let text = markdown(&file);
    assert!(
        text.contains("1.1 The lamp on the east pier is out.\n\n<!-- OFFERED")
            || text.contains("2.1 All is well.\n\n<!-- OFFERED"),
        "{text}"
    );
    assert!(text.contains("**ACTION:** mend the lamp on the east pier\n-->"), "{text}");
    assert_words(&file);
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    let whole = everything();
    let swollen = word(&format!("<w:p>{}</w:p>", " ".repeat(70 << 20)), &[]);
    for (name, bytes, why) in [
        ("empty.docx", Vec::new(), "is empty"),
        ("cut.docx", whole[..whole.len() / 2].to_vec(), ""),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), "encrypted"),
        ("bomb.docx", swollen, "unpacks to more than a document holds"),
        ("photo.docx", b"\x89PNG\r\n\x1a\n".to_vec(), "holds no text"),
        ("scan.docx", word("<w:p><w:r><w:drawing/></w:r></w:p>", &[]), "has no text"),
        ("no-day.docx", word(&word_paragraph("", "", &word_run("Lamps")), &[]), "has no day"),
        ("two-days.docx", word(&word_paragraph("", "", &word_run("06/09/2017")), &[]), "--date"),
        ("notes.rtf", b"{\\rtf1 x}".to_vec(), "save it as DOCX or ODT"),
    ] {
        let file = import(name, &bytes);
        assert!(file.texts.is_empty() && file.report.has_failed(), "{name}");
        assert!(file.report.text().contains(why), "{name}: {}", file.report.text());
    }
}

#[test]
fn the_first_row_of_a_table_is_a_heading_or_a_row_with_its_label() {
    let tables = [
        word_paragraph("Titel", "", &word_run("Harbour Board, 9 March 2021")),
        word_table(&[&["Place:", "Harbour Office"], &["Hour:", "noon"]]),
        word_table(&[&["Task:", "Owner:"], &["Mend the lamp", "Bob Ray"]]),
    ];
    let file = import("minutes.docx", &word(&tables.concat(), &[("word/styles.xml", STYLES)]));
    let text = markdown(&file);
    assert!(text.contains("|  |  |\n| --- | --- |\n| Place: | Harbour Office |"), "{text}");
    assert!(text.contains("| Task: | Owner: |\n| --- | --- |\n| Mend the lamp | Bob Ray |"), "{text}");
    assert_words(&file);
}

#[test]
fn the_day_of_the_text_goes_before_that_of_the_name() {
    for (name, text, day, said) in [
        ("2021-03-09.txt", "Harbour Board, 9 March 2021\n\nPresent: Ann Lee\n", "2021-03-09", false),
        ("2021-03-16.txt", "Harbour Board, 9 March 2021\n\nPresent: Ann Lee\n", "2021-03-09", true),
        (
            "2021-04-16.txt",
            "Harbour Board\n\nMinutes of the meeting held on 9 March 2021\n\nPresent: Ann Lee\n",
            "2021-03-09",
            true,
        ),
        ("2021-03-09.txt", "Harbour Board\n\nDate: 10 March 2021\n\nPresent: Ann Lee\n", "2021-03-10", true),
        ("2021-03-09.txt", "Harbour Board\n\nPrinted 14 April 2021\n\nMeeting of 9 March 2021\n", "2021-03-09", false),
        ("2021-03-09.txt", "Harbour Board\n\nPresent: Ann Lee\n", "2021-03-09", false),
        ("2021-03-09.txt", "Harbour Board, 9 March\n\nPresent: Ann Lee\n", "2021-03-09", false),
    ] {
        let file = import(name, text.as_bytes());
        let report = file.report.text();
        assert_eq!(file.texts[0].name, day, "{text}\n{report}");
        assert_eq!(report.contains("the name of the file says"), said, "{text}\n{report}");
        if said {
            assert!(report.contains(&format!("the name of the file says {}", spelt(name))), "{report}");
        }
    }
    let site = minutebook::record::Site::default();
    let options = minutebook::import::ImportOptions { date: "2021-03-16".parse().ok(), lang: None, site: &site };
    let file = minutebook::import::import_file("2021-03-09.txt", b"Harbour Board, 9 March 2021\n\nPresent: Ann Lee\n", &options);
    assert_eq!(file.texts[0].name, "2021-03-16");
    assert!(file.report.has_doubts(), "{}", file.report.text());
}

/// The day in the name of a file, in words.
fn spelt(name: &str) -> String {
    let day: minutebook::record::Day = name.trim_end_matches(".txt").parse().unwrap();
    day.strftime("%-d %B %Y").to_string()
}
