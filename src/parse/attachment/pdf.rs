//! The pages and the title of a PDF.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions, Object};

use super::Inside;

/// No one stream may unpack to more than this.
const UNPACKED: usize = 32 << 20;

/// A file past this many bytes is not read a second time to be repaired.
const REPAIRABLE: usize = 64 << 20;

/// The most pages that are counted one by one.
const MOST_PAGES: usize = 100_000;

/// Looks into a PDF.
pub(super) fn inside(bytes: &[u8]) -> Result<Inside, String> {
    // The reader is young and files are old: a panic in it is one more way of being broken.
    catch_unwind(AssertUnwindSafe(|| look(bytes))).unwrap_or_else(|_| Err("is a PDF that could not be read".to_owned()))
}

fn look(bytes: &[u8]) -> Result<Inside, String> {
    // Streams that hold no structure (images, fonts, the text itself) are not kept.
    let light = LoadOptions { filter: Some(without_streams), max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let mut read = Document::load_mem_with_options(bytes, light);
    if read.as_ref().map_or(true, |d| !locked(d) && d.page_iter().next().is_none()) && bytes.len() <= REPAIRABLE {
        // A table of contents that leads astray is mended only where everything is loaded.
        let whole = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
        read = Document::load_mem_with_options(bytes, whole);
    }
    let document = read.map_err(|_| "is a PDF that could not be read".to_owned())?;
    if locked(&document) {
        return Err("is an encrypted PDF, and its pages could not be counted".to_owned());
    }
    let counted = document.page_iter().take(MOST_PAGES).count();
    let pages = if counted > 0 { u32::try_from(counted).ok() } else { count(&document) };
    if pages.is_none() {
        return Err("is a PDF without a page".to_owned());
    }
    Ok(Inside { pages, title: title(&document) })
}

/// Whether a password is needed. (One that is empty has been tried.)
fn locked(document: &Document) -> bool {
    document.trailer.has(b"Encrypt")
}

fn without_streams(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if let Object::Stream(stream) = object {
        let kind = stream.dict.get(b"Type").and_then(Object::as_name).unwrap_or(b"");
        if kind != b"ObjStm" && kind != b"XRef" && kind != b"Metadata" {
            stream.content.clear();
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
mod tests {
    use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions, Stream, dictionary};

    use super::inside;

    /// A PDF of `pages` pages, in a tree of two levels, with a title.
    fn pdf(pages: usize) -> Document {
        let mut document = Document::with_version("1.7");
        let root = document.new_object_id();
        let mut kids = Vec::new();
        for start in (0..pages).step_by(8) {
            let node = document.new_object_id();
            let leaves: Vec<Object> = (start..pages.min(start + 8))
                .map(|n| {
                    let text = document.add_object(Stream::new(Dictionary::new(), format!("BT ({n}) Tj ET").into_bytes()));
                    document.add_object(dictionary! { "Type" => "Page", "Parent" => node, "Contents" => text }).into()
                })
                .collect();
            let count = i64::try_from(leaves.len()).unwrap();
            document
                .objects
                .insert(node, dictionary! { "Type" => "Pages", "Parent" => root, "Kids" => leaves, "Count" => count }.into());
            kids.push(Object::from(node));
        }
        let count = i64::try_from(pages).unwrap();
        document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
        let info = document.add_object(dictionary! { "Title" => lopdf::text_string("Adroddiad Blynyddol – Ŵyn") });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        let id = Object::string_literal(b"0123456789abcdef".to_vec());
        document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
        document
    }

    fn bytes(mut document: Document, streams: bool) -> Vec<u8> {
        let mut out = Vec::new();
        let options = SaveOptions::builder().use_object_streams(streams).use_xref_streams(streams).build();
        document.save_with_options(&mut out, options).unwrap();
        out
    }

    #[test]
    fn pages_and_title_with_and_without_object_streams() {
        for (pages, streams) in [(1, false), (17, false), (17, true), (300, true)] {
            let found = inside(&bytes(pdf(pages), streams)).unwrap();
            assert_eq!(found.pages, Some(u32::try_from(pages).unwrap()));
            assert_eq!(found.title.as_deref(), Some("Adroddiad Blynyddol – Ŵyn"));
        }
    }

    #[test]
    fn a_lost_table_of_contents_is_found_again() {
        let whole = bytes(pdf(9), false);
        let at = whole.windows(9).rposition(|w| w == b"startxref").unwrap();
        assert_eq!(inside(&whole[..at]).unwrap().pages, Some(9));
        let mut shifted = b"leading words\n".to_vec();
        shifted.extend(&whole);
        assert_eq!(inside(&shifted).unwrap().pages, Some(9));
    }

    #[test]
    fn a_pdf_that_only_forbids_printing_is_read_and_one_with_a_password_is_not() {
        for (user, want) in [("", Ok(Some(9))), ("secret", Err("is an encrypted PDF, and its pages could not be counted"))] {
            let mut document = pdf(9);
            let version = EncryptionVersion::V2 {
                document: &document,
                owner_password: "owner",
                user_password: user,
                key_length: 128,
                permissions: Permissions::empty(),
            };
            let state = EncryptionState::try_from(version).unwrap();
            document.encrypt(&state).unwrap();
            let found = inside(&bytes(document, false)).map(|i| i.pages);
            assert_eq!(found, want.map_err(str::to_owned));
        }
    }

    #[test]
    fn cut_short_is_broken_and_no_more() {
        let whole = bytes(pdf(9), true);
        for cut in (0..whole.len()).step_by(37) {
            let _ = inside(&whole[..cut]);
        }
        for at in (0..whole.len()).step_by(11) {
            let mut bad = whole.clone();
            bad[at] ^= 0x55;
            let _ = inside(&bad);
        }
    }
}
