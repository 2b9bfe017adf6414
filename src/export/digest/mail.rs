//! A digest as a mail (RFC 5322) with a text and an HTML part (RFC 2046), as a draft to nobody.
//!
//! Its date is the day that stands for today, its id and boundary are digests of its words: the same record gives the same bytes.

use std::fmt::Write as _;

use super::content::{DigestContent, DigestItem};
use crate::export::controls::without_controls;
use crate::html::escape::xml;
use crate::record::Day;
use crate::site::LanguageSite;

/// A mail to be written to a file.
#[derive(Debug, Clone)]
pub struct DigestMail {
    /// The path of its file, with `/`.
    pub path: String,
    /// Its subject, as it is read.
    pub subject: String,
    /// Its text part, as it is read.
    pub text: String,
    /// Its HTML part, before it is encoded.
    pub html: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The longest line of an encoded part, without the mark that it goes on.
const LINE: usize = 75;

/// The most bytes of a part of a subject: encoded, and with what is around it, they are a word of at most 75.
const WORD: usize = 20;

pub(super) fn write_mail(site: &LanguageSite<'_>, since: Day, digest: &DigestContent) -> DigestMail {
    let subject = site.say_with("digest_subject", &[("name", &digest.name), ("date", &site.day(since))]);
    let subject = clean(&subject);
    let text = clean(&as_text(site, &subject, digest));
    let html = clean(&as_html(site, &subject, digest));
    let told = format!("{}\n{}\n{text}\n{html}", digest.path, site.today);
    let id = blake3::hash(told.as_bytes()).to_hex();
    let id = id.get(..32).unwrap_or_default();
    let host = site.record.site.base_url.split("//").nth(1).and_then(|rest| rest.split(['/', ':']).next());
    let host = host.filter(|host| !host.is_empty() && host.is_ascii()).unwrap_or("minutebook");
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "Date: {}\r\nMessage-ID: <{id}@{host}>\r\nTo: \r\nSubject: {}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative;\r\n boundary=\"=_{id}\"\r\n\r\n",
        site.today.strftime("%a, %d %b %Y 00:00:00 +0000"),
        encode_words(&subject)
    );
    for (kind, part) in [("plain", &text), ("html", &html)] {
        let _ = write!(
            out,
            "--=_{id}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
            quoted_printable(part)
        );
    }
    let _ = write!(out, "--=_{id}--\r\n");
    DigestMail { path: digest.path.clone(), subject, text, html, bytes: out.into_bytes() }
}

fn clean(text: &str) -> String {
    String::from_utf8_lossy(&without_controls(text.as_bytes().to_vec(), false)).into_owned()
}

fn as_text(site: &LanguageSite<'_>, subject: &str, digest: &DigestContent) -> String {
    let mut out = format!("{subject}\n{}\n", digest.address);
    if digest.is_illustrative {
        let _ = write!(out, "\n{}\n", site.say("illustrative_text"));
    }
    for section in &digest.sections {
        let _ = write!(out, "\n{}\n", section.heading);
        for DigestItem { title, detail, address } in &section.items {
            let _ = write!(out, "\n- {title}\n");
            if !detail.is_empty() {
                let _ = writeln!(out, "  {detail}");
            }
            let _ = writeln!(out, "  {address}");
        }
    }
    out
}

fn as_html(site: &LanguageSite<'_>, subject: &str, digest: &DigestContent) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{1}</title>\n</head>\n<body>\n\
         <h1><a href=\"{2}\">{1}</a></h1>\n",
        xml(site.lang),
        xml(subject),
        xml(&digest.address)
    );
    if digest.is_illustrative {
        let _ = writeln!(out, "<p>{}</p>", xml(&site.say("illustrative_text")));
    }
    for section in &digest.sections {
        let _ = write!(out, "<h2>{}</h2>\n<ul>\n", xml(&section.heading));
        for DigestItem { title, detail, address } in &section.items {
            let _ = write!(out, "<li><a href=\"{}\">{}</a>", xml(address), xml(title));
            if !detail.is_empty() {
                let _ = write!(out, "<br>\n{}", xml(detail));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// A header's words: as they are where they are short and ASCII, else as encoded words (RFC 2047), none of which parts a character.
fn encode_words(text: &str) -> String {
    if text.is_ascii() && text.len() < LINE && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    let mut bytes = WORD;
    for c in text.chars() {
        if bytes + c.len_utf8() > WORD {
            words.push(String::new());
            bytes = 0;
        }
        bytes += c.len_utf8();
        let Some(word) = words.last_mut() else { continue };
        let mut room = [0; 4];
        for byte in c.encode_utf8(&mut room).bytes() {
            match byte {
                b' ' => word.push('_'),
                _ if byte.is_ascii_alphanumeric() => word.push(char::from(byte)),
                _ => {
                    let _ = write!(word, "={byte:02X}");
                }
            }
        }
    }
    words.iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect::<Vec<_>>().join("\r\n ")
}

/// A text as quoted-printable (RFC 2045): lines of at most 76 ASCII characters.
fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let mut width = 0;
        let last = line.len().saturating_sub(1);
        for (at, byte) in line.bytes().enumerate() {
            let is_plain = (byte.is_ascii_graphic() && byte != b'=') || (byte == b' ' && at < last);
            let needs = if is_plain { 1 } else { 3 };
            if width + needs > LINE {
                out.push_str("=\r\n");
                width = 0;
            }
            width += needs;
            if is_plain {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "={byte:02X}");
            }
        }
        out.push_str("\r\n");
    }
    out
}
