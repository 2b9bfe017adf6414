//! The format of a file of minutes, by its first bytes: never by its name.

use crate::source::decoded_text;

/// A format that minutes come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// Word, since 2007 (`.docx`).
    Word,
    /// OpenDocument text (`.odt`).
    OpenText,
    /// PDF.
    Pdf,
    /// A web page.
    Web,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
    /// Word 97 (`.doc`).
    OldWord,
    /// Rich text (`.rtf`).
    RichText,
    /// Something that holds no minutes: a picture, a spreadsheet, an archive.
    Other,
}

/// So much of a file is looked at for what it is.
const HEAD: usize = 4096;

impl SourceFormat {
    /// Returns the format of a file.
    pub(super) fn of(bytes: &[u8]) -> SourceFormat {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        match super::sign(bytes) {
            Some("pdf") => return SourceFormat::Pdf,
            Some("docx") => return SourceFormat::Word,
            Some("odt") => return SourceFormat::OpenText,
            Some("rtf") => return SourceFormat::RichText,
            Some(_) => return SourceFormat::Other,
            None => {}
        }
        if head.starts_with(b"\xd0\xcf\x11\xe0") {
            return SourceFormat::OldWord;
        }
        let is_wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if !is_wide && (head.contains(&0) || head.starts_with(b"PK\x03\x04")) {
            return SourceFormat::Other;
        }
        let text = decoded_text(head);
        if is_web(&text) {
            SourceFormat::Web
        } else if is_markdown(&text) {
            SourceFormat::Markdown
        } else {
            SourceFormat::Plain
        }
    }

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            SourceFormat::Word => "Word",
            SourceFormat::OpenText => "OpenDocument",
            SourceFormat::Pdf => "PDF",
            SourceFormat::Web => "HTML",
            SourceFormat::Markdown => "Markdown",
            SourceFormat::Plain => "plain text",
            SourceFormat::OldWord => "Word 97",
            SourceFormat::RichText => "RTF",
            SourceFormat::Other => "no text",
        }
    }

    /// Returns its place among the formats, those first that keep most of what the author made.
    pub(super) fn richness(self) -> u8 {
        match self {
            SourceFormat::Word => 0,
            SourceFormat::OpenText => 1,
            SourceFormat::Web => 2,
            SourceFormat::Markdown => 3,
            SourceFormat::OldWord | SourceFormat::RichText => 4,
            SourceFormat::Pdf => 5,
            SourceFormat::Plain => 6,
            SourceFormat::Other => 7,
        }
    }

    /// Whether a file's ending says this format; one that says nothing is believed.
    pub(super) fn agrees_with(self, ending: &str) -> bool {
        let says = match ending {
            "docx" | "docm" | "dotx" => SourceFormat::Word,
            "odt" | "ott" => SourceFormat::OpenText,
            "pdf" => SourceFormat::Pdf,
            "html" | "htm" | "xhtml" => SourceFormat::Web,
            "doc" => SourceFormat::OldWord,
            "rtf" => SourceFormat::RichText,
            _ => return true,
        };
        says == self
    }
}

/// Whether a text is a web page: it begins as one.
fn is_web(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<h1", "<?xml"];
    opens.iter().any(|tag| text.starts_with(tag)) && text.contains("<") && (!text.starts_with("<?xml") || text.contains("<html"))
}

/// Whether a text has marks of Markdown that no plain text has: headings, front matter, bold words, a rule under columns.
fn is_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 2)
    };
    let is_rule = |line: &str| line.contains("|") && line.contains("---") && line.chars().all(|c| "|-: ".contains(c));
    let first = text.lines().next().unwrap_or("").trim_end();
    let bold = text.lines().filter(|line| line.matches("**").count() >= 2).count();
    first == "+++" || first == "---" || bold >= 2 || text.lines().any(|line| is_heading(line) || is_rule(line))
}

#[cfg(test)]
mod tests {
    use super::SourceFormat;

    #[test]
    fn first_bytes_decide() {
        for (bytes, want) in [
            (&b"%PDF-1.7"[..], SourceFormat::Pdf),
            (b"{\\rtf1", SourceFormat::RichText),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SourceFormat::OldWord),
            (b"\x89PNG\r\n\x1a\n", SourceFormat::Other),
            (b"\xff\xfeM\x00", SourceFormat::Plain),
            (b"<!DOCTYPE html><p>x", SourceFormat::Web),
            (b"# Lamps\n\nText", SourceFormat::Markdown),
            (b"Minutes\n\n#3 is a number", SourceFormat::Plain),
            (b"", SourceFormat::Plain),
        ] {
            assert_eq!(SourceFormat::of(bytes), want, "{bytes:?}");
        }
    }
}
