//! The pages and the title of a PDF.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions, Object};

use super::Inside;

/// No one stream may unpack to more than this.
const UNPACKED: usize = 64 << 20;

/// The most pages that are counted one by one.
const MOST_PAGES: usize = 100_000;

/// Looks into a PDF.
pub(super) fn inside(bytes: &[u8]) -> Result<Inside, String> {
    // The reader is young and files are old: a panic in it is one more way of being broken.
    catch_unwind(AssertUnwindSafe(|| look(bytes))).unwrap_or_else(|_| Err("is a PDF that could not be read".to_owned()))
}

fn look(bytes: &[u8]) -> Result<Inside, String> {
    // Streams that hold no structure (images, fonts, the text itself) are not kept.
    let options = LoadOptions { filter: Some(without_streams), max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| "is a PDF that could not be read".to_owned())?;
    if document.is_encrypted() {
        return Err("is an encrypted PDF, and its pages could not be counted".to_owned());
    }
    let counted = document.page_iter().take(MOST_PAGES).count();
    let pages = if counted > 0 { u32::try_from(counted).ok() } else { count(&document) };
    if pages.is_none() {
        return Err("is a PDF without a page".to_owned());
    }
    Ok(Inside { pages, title: title(&document) })
}

fn without_streams(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if let Object::Stream(stream) = object {
        let kind = stream.dict.get(b"Type").and_then(Object::as_name).unwrap_or(b"");
        if kind != b"ObjStm" && kind != b"XRef" && kind != b"Metadata" {
            stream.content.clear();
        }
    }
    Some((id, object.clone()))
}

/// What the page tree says of itself.
fn count(document: &Document) -> Option<u32> {
    let pages = document.catalog().ok()?.get(b"Pages").ok()?;
    let (_, pages) = document.dereference(pages).ok()?;
    let (_, count) = document.dereference(pages.as_dict().ok()?.get(b"Count").ok()?).ok()?;
    count.as_i64().ok().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)
}

fn title(document: &Document) -> Option<String> {
    let (_, info) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
    let (_, title) = document.dereference(info.as_dict().ok()?.get(b"Title").ok()?).ok()?;
    lopdf::decode_text_string(title).ok().map(|t| t.trim_matches(char::from(0)).to_owned())
}
