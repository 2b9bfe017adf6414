//! PDF: lines by where words are, a column beside the text, furniture.

use super::{assert_words, import, markdown};

/// A PDF of pages of words, each at a place.
pub(crate) fn pdf(pages: &[Vec<(f32, f32, &str)>]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect::<Vec<_>>().join(" ")
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let escaped = |text: &str| text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let words: String = page.iter().map(|(x, y, text)| format!("1 0 0 1 {x} {y} Tm ({}) Tj\n", escaped(text))).collect();
        let content = format!("BT /F1 10 Tf\n{words}ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * n
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
