//! What was found in a file, as bytes that outlive the build ([`Known`](crate::source::Known)).
//!
//! A line of JSON, then the pages, a form feed between them: text that was read out of a file has none.

use serde_json::{Value, json};

use super::inside::{Inside, Look, Trouble};

/// Changes whenever a file might be read otherwise than before, so that what an earlier program kept is left.
const VERSION: u32 = 3;

/// What is found is kept under: the ending and the bytes decide it, and the program that looks.
pub(super) fn name(end: &str, hash: &[u8; 32]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{} {VERSION} {end} ", env!("CARGO_PKG_VERSION")).as_bytes());
    if cfg!(not(feature = "attachments")) {
        // Another build reads more of the same file.
        hasher.update(b"unread ");
    }
    hasher.update(hash);
    hasher.finalize().to_hex().to_string()
}

pub(super) fn write(look: &Look) -> Vec<u8> {
    let Inside { pages, title, lang, text, trouble } = &look.inside;
    let trouble = trouble.as_ref().map(|t| match t {
        Trouble::Broken(why) => ("broken", why),
        Trouble::Partly(why) => ("partly", why),
        Trouble::NoText(why) => ("no text", why),
        Trouble::NotRead(why) => ("not read", why),
    });
    let head =
        json!({ "kind": look.kind, "pages": pages, "title": title, "lang": lang, "texts": text.len(), "trouble": trouble });
    let mut out = head.to_string();
    out.push('\n');
    for (n, page) in text.iter().enumerate() {
        if n > 0 {
            out.push('\u{c}');
        }
        out.push_str(page);
    }
    out.into_bytes()
}

/// `None` where it is not what [`write`] wrote.
pub(super) fn read(bytes: &[u8]) -> Option<Look> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, rest) = text.split_once('\n')?;
    let head: Value = serde_json::from_str(head).ok()?;
    let words = |key: &str| head.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |key: &str| head.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let trouble = match head.get("trouble")?.as_array() {
        None => None,
        Some(pair) => {
            let why = pair.get(1)?.as_str()?.to_owned();
            Some(match pair.first()?.as_str()? {
                "broken" => Trouble::Broken(why),
                "partly" => Trouble::Partly(why),
                "no text" => Trouble::NoText(why),
                "not read" => Trouble::NotRead(why),
                _ => return None,
            })
        }
    };
    let texts = number("texts")? as usize;
    let text: Vec<Box<str>> = if texts == 0 { Vec::new() } else { rest.split('\u{c}').map(Into::into).collect() };
    (text.len() == texts).then_some(Look {
        kind: words("kind")?.into(),
        inside: Inside { pages: number("pages"), title: words("title"), lang: words("lang"), text, trouble },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let inside = Inside {
            pages: Some(2),
            title: Some("Ŵyn\n\"1\"".to_owned()),
            lang: Some("cy".to_owned()),
            text: vec!["".into(), "one\ntwo".into()],
            trouble: Some(Trouble::Partly("is long".to_owned())),
        };
        for look in [Look { kind: "pdf".into(), inside }, Look { kind: "".into(), inside: Inside::default() }] {
            assert_eq!(read(&write(&look)), Some(look));
        }
        assert_eq!(read(b"{}\n"), None);
    }
}
