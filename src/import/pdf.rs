//! The pages and the title of a PDF.

mod accents;
mod budget;
mod cmap;
mod font;
mod lines;
mod minutes;
mod strings;
mod text;
mod tokens;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::inside::{Inside, Trouble};
use budget::Budget;
use text::Reader;

/// The streams that hold objects may unpack to this much together; a hostile one makes much of little.
const OBJECTS: usize = 24 << 20;

/// A file with more streams of objects than this is not read: no document needs them.
const MOST_STREAMS: usize = 1024;

/// The text of a file may unpack to this much.
const UNPACKED: usize = 96 << 20;

/// The text of a file may have this many operators and operands.
const TOKENS: usize = 20_000_000;

/// A file past this many bytes is not read a second time to be repaired.
const REPAIRABLE: usize = 64 << 20;

/// The most pages that are counted one by one.
const MOST_PAGES: usize = 100_000;

/// The most pages whose text is read.
const READ_PAGES: usize = 10_000;

/// Looks into a PDF.
pub(super) fn inside(bytes: &[u8]) -> Result<Inside, String> {
    // The reader is young and files are old: a panic in it is one more way of being broken.
    quietly(|| look(bytes)).unwrap_or_else(|| Err("is a PDF that could not be read".to_owned()))
}

/// Does what may panic; `None` where it did.
fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

pub(super) use minutes::read_pdf;
pub(super) use strings::parts;

/// Loads a document, without its pictures.
fn load(bytes: &[u8]) -> Result<Document, String> {
    let streams = object_streams(bytes);
    if streams > MOST_STREAMS {
        return Err(format!("is a PDF with {streams} streams of objects, and was not looked into"));
    }
    let limit = Some((OBJECTS / streams.max(1)).max(64 << 10));
    // Pictures and the fonts themselves are not kept.
    let light = LoadOptions { filter: Some(without_pictures), max_decompressed_size: limit, ..LoadOptions::default() };
    let mut read = Document::load_mem_with_options(bytes, light.clone());
    if read.as_ref().map_or(true, |d| !locked(d) && d.page_iter().next().is_none()) && bytes.len() <= REPAIRABLE {
        // A table of contents that leads astray is mended only where everything is loaded.
        let whole = LoadOptions { filter: None, force_reconstruct: read.is_ok(), ..light };
        read = Document::load_mem_with_options(bytes, whole);
    }
    let document = read.map_err(|_| "is a PDF that could not be read".to_owned())?;
    if locked(&document) {
        return Err("is an encrypted PDF, and its pages could not be counted".to_owned());
    }
    Ok(document)
}

fn look(bytes: &[u8]) -> Result<Inside, String> {
    let document = load(bytes)?;
    let found: Vec<ObjectId> = document.page_iter().take(MOST_PAGES).collect();
    let pages = if found.is_empty() { count(&document) } else { u32::try_from(found.len()).ok() };
    if pages.is_none() {
        return Err("is a PDF without a page".to_owned());
    }
    let (text, mut trouble) = text(&document, &found);
    if is_cut(bytes) && !matches!(trouble, Some(Trouble::Partly(_))) {
        trouble = Some(Trouble::Broken("is a PDF whose end is missing: it was cut off, and so may its pages be".to_owned()));
    }
    Ok(Inside { pages, title: title(&document), lang: lang(&document), text, trouble })
}

/// Whether the mark at the end of every PDF is missing; some programs write a little after it.
fn is_cut(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(8 << 10)..).unwrap_or(bytes);
    memchr::memmem::find(tail, b"%%EOF").is_none()
}

/// The text of the pages, and what is to be said of it.
fn text(document: &Document, pages: &[ObjectId]) -> (Vec<Box<str>>, Option<Trouble>) {
    let mut reader = Reader::new(document, Budget { bytes: UNPACKED, tokens: TOKENS });
    let mut out: Vec<Box<str>> = Vec::new();
    let mut broken = false;
    for id in pages.iter().take(READ_PAGES) {
        // One page that cannot be read costs no other.
        let page = quietly(|| reader.page(*id));
        broken |= page.is_none();
        out.push(page.unwrap_or_default().into());
        if reader.budget.is_spent() {
            break;
        }
    }
    let empty = out.iter().all(|p| p.is_empty());
    let trouble = if reader.budget.is_spent() {
        Some(Trouble::Partly(format!(
            "is a PDF that unpacks to more than a document holds, and was read as far as page {}",
            out.len()
        )))
    } else if broken {
        Some(Trouble::Partly("is a PDF with pages that could not be read".to_owned()))
    } else if empty && !pages.is_empty() {
        Some(Trouble::NoText("is a PDF without text: its pages may be pictures, as from a scanner".to_owned()))
    } else {
        None
    };
    (if empty { Vec::new() } else { out }, trouble)
}

/// How many streams of objects a file says it has, under any spelling of their name (`/Obj#53tm`).
fn object_streams(bytes: &[u8]) -> usize {
    const NAME: &[u8] = b"ObjStm";
    let plain = memchr::memmem::find_iter(bytes, NAME).count();
    let spelt = memchr::memchr_iter(b'#', bytes).filter(|at| {
        let back = at.saturating_sub(18);
        let before = bytes.get(back..*at).unwrap_or(&[]);
        let Some(start) = memchr::memrchr(b'/', before).map(|n| back + n + 1) else { return false };
        let inside = bytes.get(start..*at).is_some_and(|b| !b.iter().any(|b| tokens::is_space(*b)));
        let name = bytes.get(start..(start + 18).min(bytes.len())).unwrap_or(&[]);
        inside && unescaped(name).starts_with(NAME)
    });
    plain + spelt.count()
}

/// A name without its escapes.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (first, hex(after.first()), hex(after.get(1))) {
            (b'#', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                rest = after.get(2..).unwrap_or(&[]);
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// The language of the document, where it is one (BCP 47).
fn lang(document: &Document) -> Option<String> {
    let lang = document.catalog().ok()?.get_deref(b"Lang", document).ok()?;
    lopdf::decode_text_string(lang).ok()
}

/// Whether a password is needed. (One that is empty has been tried.)
fn locked(document: &Document) -> bool {
    document.trailer.has(b"Encrypt")
}

/// Whether a password is needed, as far as the bytes say.
fn locked_bytes(bytes: &[u8]) -> bool {
    memchr::memmem::rfind(bytes, b"/Encrypt").is_some_and(|at| {
        let after = bytes.get(at + 8..).unwrap_or(&[]);
        after.first().is_some_and(|byte| tokens::is_space(*byte) || *byte == b'<')
    })
}

fn without_pictures(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if let Object::Stream(stream) = object {
        let is = |key: &[u8], values: &[&[u8]]| stream.dict.get(key).and_then(Object::as_name).is_ok_and(|n| values.contains(&n));
        let font = is(b"Subtype", &[b"Type1C", b"CIDFontType0C", b"OpenType"]) || stream.dict.has(b"Length1");
        if font || is(b"Subtype", &[b"Image"]) || is(b"Type", &[b"Metadata"]) {
            stream.content = Vec::new();
        }
    }
    Some((id, std::mem::replace(object, Object::Null)))
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

#[cfg(test)]
mod tests;
