//! PDF: lines by where words are, a column beside the text, furniture.

use super::{assert_words, import, markdown};

/// Words at a place, in a size, bold or not.
pub(crate) type StyledWords<'w> = (f32, f32, f32, bool, &'w str);

/// A PDF of pages of words, each at a place.
pub(crate) fn pdf(pages: &[Vec<(f32, f32, &str)>]) -> Vec<u8> {
    let styled: Vec<Vec<StyledWords<'_>>> =
        pages.iter().map(|page| page.iter().map(|(x, y, words)| (*x, *y, 10.0, false, *words)).collect()).collect();
    styled_pdf(&styled)
}

/// A PDF of pages of words in two fonts.
pub(crate) fn styled_pdf(pages: &[Vec<StyledWords<'_>>]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect::<Vec<_>>().join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Courier-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let words: String = page
            .iter()
            .map(|(x, y, size, is_bold, text)| {
                let font = if *is_bold { 2 } else { 1 };
                format!("/F{font} {size} Tf 1 0 0 1 {x} {y} Tm ({}) Tj\n", escaped(text))
            })
            .collect();
        let content = format!("BT\n{words}ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {} 0 R >>",
            6 + 2 * n
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

/// Lines of a page from the top, and a column beside some of them.
fn page(number: u32, lines: &[&'static str], beside: &[(usize, &'static str)]) -> Vec<(f32, f32, &'static str)> {
    let top = |n: usize| 780.0 - 14.0 * n as f32;
    let mut out = vec![(50.0, 820.0, "Harbour Board minutes")];
    out.extend(lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(|(n, line)| (50.0, top(n), *line)));
    out.extend(beside.iter().map(|(n, words)| (430.0, top(*n), *words)));
    out.push((280.0, 30.0, if number == 1 { "Page 1 of 2" } else { "Page 2 of 2" }));
    out
}

#[test]
fn a_page_of_two_columns_becomes_minutes_and_offers() {
    let first = page(
        1,
        &[
            "Harbour Board, 9 March 2021",
            "",
            "Present: Ann Lee (Harbour Office), Bob Ray",
            "",
            "1. Lamps",
            "",
            "1.1 The lamp on the east pier has been out since the begin-",
            "ning of the year, and the harbour master was told of it.",
            "",
            "1.2 The lamp on the west pier was painted by the keepers.",
            "",
            "2. Piers",
            "",
            "2.1 Nothing was said of the piers in the whole of the",
        ],
        &[(6, "mend the lamp"), (7, "on the east"), (8, "pier")],
    );
    let second = page(
        2,
        &["meeting but that they are as they were.", "", "2.2 They will be looked at again after the summer has gone."],
        &[],
    );
    let file = import("minutes.pdf", &pdf(&[first, second]));
    assert_eq!(
        markdown(&file),
        "# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (Harbour Office), Bob Ray\n\n## 1. Lamps\n\n1.1 The lamp on the east pier has \
         been out since the beginning of the year, and the harbour master was told of it.\n\n\
         <!-- OFFERED (page 1, right column, 3 lines, beside 1.1): no owner is given. To accept it, delete this line and the last\n\
         **ACTION:** mend the lamp on the east pier\n-->\n\n1.2 The lamp on the west pier was painted by the keepers.\n\n## 2. Piers\n\n\
         2.1 Nothing was said of the piers in the whole of the meeting but that they are as they were.\n\n\
         2.2 They will be looked at again after the summer has gone.\n"
    );
    assert_words(&file);
    let report = file.report.text();
    for line in ["“Page 1 of 2” (2 times)", "“Harbour Board minutes” (2 times)"] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn pages_of_pictures_are_a_line_in_the_report() {
    let file = import("scan.pdf", &pdf(&[Vec::new(), Vec::new()]));
    assert!(file.texts.is_empty() && file.report.text().contains("has no text"), "{}", file.report.text());
    let some = page(1, &["Harbour Board, 9 March 2021", "", "The lamp is out."], &[]);
    let file = import("half.pdf", &pdf(&[some, Vec::new()]));
    assert!(file.report.text().contains("pages without text: 2"), "{}", file.report.text());
    for bytes in [&b"%PDF-1.4\nnothing"[..], b"%PDF-1.4\n%%EOF"] {
        assert!(import("cut.pdf", bytes).report.has_failed());
    }
}

#[test]
fn a_word_that_is_whole_elsewhere_and_parted_once_is_not_lost() {
    let lines = [
        "Harbour Board, 9 March 2021",
        "",
        "The beginning of the year was cold, and the keepers of both lamps",
        "said so. The lamp on the east pier has been out since the begin-",
        "ning of the year, and the harbour master was told of it.",
    ];
    let file = import("minutes.pdf", &pdf(&[page(1, &lines, &[])]));
    assert!(markdown(&file).contains("since the beginning of the year"), "{}", markdown(&file));
    assert_words(&file);
}

#[test]
fn bold_and_large_letters_are_labels_and_headings() {
    let line = |n: usize, is_bold: bool, words: &'static str| (50.0, 740.0 - 13.0 * n as f32, 10.0, is_bold, words);
    let after = |n: usize, label: &str, words: &'static str| {
        (50.0 + 6.0 * (label.len() + 1) as f32, 740.0 - 13.0 * n as f32, 10.0, false, words)
    };
    let page = vec![
        (50.0, 780.0, 18.0, true, "Harbour Board"),
        line(0, false, "Minutes of the meeting held on 9 March 2021"),
        line(2, true, "Present:"),
        after(2, "Present:", "Ann Lee (Harbour Office), Bob Ray"),
        line(4, true, "Lamps"),
        line(5, false, "The lamp on the east pier has been out since the beginning of"),
        line(6, false, "January, and the one on the west pier since the storm of 2 May."),
        line(7, true, "ACTION:"),
        after(7, "ACTION:", "Bob Ray to mend the lamp by 1 May 2021."),
        (50.0, 600.0, 13.0, false, "Piers"),
        (50.0, 580.0, 10.0, false, "The piers are as they were."),
    ];
    let file = import("minutes.pdf", &styled_pdf(&[page]));
    assert_eq!(
        markdown(&file),
        "# Harbour Board\n\nMinutes of the meeting held on 9 March 2021\n\n**Present:** Ann Lee (Harbour Office), Bob Ray\n\n**Lamps**\n\n\
         The lamp on the east pier has been out since the beginning of January, and the one on the west pier since the storm of 2 May.\n\n\
         **ACTION:** Bob Ray to mend the lamp by 1 May 2021.\n\n## Piers\n\nThe piers are as they were.\n"
    );
    assert_words(&file);
    assert!(file.report.text().contains("2 present · 1 actions"), "{}", file.report.text());
}

#[test]
fn a_text_that_is_bold_throughout_has_no_bold_in_it() {
    let page = ["Harbour Board, 9 March 2021", "Present: Ann Lee", "The lamp is out."];
    let page = page.iter().enumerate().map(|(n, words)| (50.0, 780.0 - 28.0 * n as f32, 10.0, true, *words)).collect();
    let file = import("minutes.pdf", &styled_pdf(&[page]));
    assert!(!markdown(&file).contains("**"), "{}", markdown(&file));
}

#[test]
fn bullets_inside_bullets_and_feet_of_several_lines() {
    let page = |n: usize| -> Vec<(f32, f32, &str)> {
        let mut lines = vec![
            (50.0, 780.0, if n == 0 { "Harbour Board, 9 March 2021" } else { "The next page goes on." }),
            (50.0, 740.0, "The board has"),
            (68.0, 726.0, "- lamps"),
            (86.0, 712.0, "- one in the east"),
            (68.0, 698.0, "- piers"),
        ];
        lines.truncate(if n == 0 { 5 } else { 1 });
        let own =
            ["The east light burns.", "The west light does not.", "A winch was bought.", "The slip was swept.", "All is well."];
        lines.extend(own.iter().enumerate().map(|(row, words)| (50.0, 660.0 - 28.0 * (row + 6 * n) as f32, *words)));
        let feet = ["Harbour Office, 1 Quay Street", "Telephone 0100", "office@example.org", "Registered in the port"];
        lines.extend(feet.iter().enumerate().map(|(n, words)| (50.0, 90.0 - 12.0 * n as f32, *words)));
        lines
    };
    let file = import("minutes.pdf", &pdf(&[page(0), page(1), page(2)]));
    let text = markdown(&file);
    assert!(text.contains("- lamps\n  - one in the east\n- piers"), "{text}");
    assert!(!text.contains("Quay Street") && !text.contains("Registered"), "{text}");
    assert!(file.report.text().contains("“Harbour Office, 1 Quay Street” (3 times)"), "{}", file.report.text());
    assert_words(&file);
}
