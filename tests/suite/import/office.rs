//! Small writers of office documents, for tests.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A Word document of a body and further parts.
pub(crate) fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut all = vec![("word/document.xml", main)];
    all.extend(parts.iter().map(|(name, text)| (*name, (*text).to_owned())));
    package(&all)
}

/// A paragraph of Word: a style, properties and runs as XML.
pub(crate) fn word_paragraph(style: &str, properties: &str, runs: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    format!("<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>")
}

pub(crate) fn word_run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// A paragraph of a list of Word.
pub(crate) fn word_item(list: u32, level: u32, text: &str) -> String {
    let number = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    word_paragraph("", &number, &word_run(text))
}

pub(crate) fn word_table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        let paragraphs: String = text.split('\n').map(|line| word_paragraph("", "", &word_run(line))).collect();
        format!("<w:tc><w:tcPr/>{paragraphs}</w:tc>")
    };
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// List 1 numbers `1.`, `1.1`; list 2 has bullets; list 3 goes on from 1.
pub(crate) const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"#;

pub(crate) const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Eigene"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style></w:styles>"#;

/// An OpenDocument text of a body, styles of its own, and the part with its pages.
pub(crate) fn open_text(body: &str, automatic: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:style=\"s\" xmlns:fo=\"f\">\
         <office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        ("content.xml", content),
        ("styles.xml", styles.to_owned()),
    ])
}

/// A list style `L1`: `1.`, `1.1`; `L2` has bullets.
pub(crate) const OPEN_LISTS: &str = r#"<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>"#;
