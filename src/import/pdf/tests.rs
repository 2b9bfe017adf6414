//! Documents made here, sound and hostile.

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, SaveOptions, Stream, dictionary};

use super::{MOST_STREAMS, inside, object_streams};
use crate::import::Trouble;

/// A PDF of `pages` pages, in a tree of two levels, with a title.
fn pdf(pages: usize) -> Document {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids = Vec::new();
    for start in (0..pages).step_by(8) {
        let node = document.new_object_id();
        let leaves: Vec<Object> = (start..pages.min(start + 8))
            .map(|n| {
                let words =
                    format!("BT /F1 12 Tf 72 700 Td (Page) Tj 40 0 Td [(nu) -20 (mber) -600 ({n})] TJ 0 -14 Td (caf\\351) Tj ET");
                let text = document.add_object(Stream::new(Dictionary::new(), words.into_bytes()));
                document
                    .add_object(dictionary! { "Type" => "Page", "Parent" => node, "Contents" => text, "Resources" => resources })
                    .into()
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
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "Lang" => Object::string_literal("en_gb") });
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
        assert_eq!(found.lang.as_deref(), Some("en_gb"));
        assert_eq!(found.text.len(), pages);
        assert_eq!(&*found.text[pages - 1], format!("Page number {}\ncafé", pages - 1));
        assert_eq!(found.trouble, None);
        assert_eq!(found.lang.as_deref(), Some("en_gb"));
        assert_eq!(found.text.len(), pages);
        assert_eq!(&*found.text[pages - 1], format!("Page number {}\ncafé", pages - 1));
        assert_eq!(found.trouble, None);
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

/// A page that draws with `content`, and objects that it may name.
fn page(content: &[u8], resources: Dictionary) -> Document {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let mut stream = Stream::new(Dictionary::new(), content.to_vec());
    stream.compress().unwrap();
    let stream = document.add_object(stream);
    let leaf = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => stream, "Resources" => resources };
    let leaf = document.add_object(leaf);
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => vec![leaf.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document
}

#[test]
fn a_map_to_unicode_goes_before_the_encoding() {
    let mut map = Stream::new(
        Dictionary::new(),
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0174> <0002> <FB01> endbfchar".to_vec(),
    );
    map.compress().unwrap();
    let mut document = page(b"BT /F1 10 Tf 1 0 0 1 72 700 Tm <00010002> Tj ET", Dictionary::new());
    let map = document.add_object(map);
    let below = document.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "W" => vec![1.into(), vec![500.into()].into()] },
    );
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H", "DescendantFonts" => vec![below.into()], "ToUnicode" => map
    };
    let leaf = document.page_iter().next().unwrap();
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    document.get_dictionary_mut(leaf).unwrap().set("Resources", resources);
    assert_eq!(&*inside(&bytes(document, false)).unwrap().text[0], "Ŵfi");
}

#[test]
fn pictures_of_words_are_no_words() {
    let found = inside(&bytes(page(b"q 500 0 0 700 0 0 cm /Im1 Do Q", Dictionary::new()), false)).unwrap();
    assert_eq!((found.pages, found.text.len()), (Some(1), 0));
    assert!(matches!(found.trouble, Some(Trouble::NoText(_))), "{:?}", found.trouble);
}

/// A form that draws itself twice, a tree of pages that leads back to its root, fonts that name each other.
#[test]
fn what_leads_back_into_itself_ends() {
    let mut document = page(b"/X Do", Dictionary::new());
    let form = document.new_object_id();
    let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
    let inner = Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources.clone() }, b"/X Do /X Do".to_vec());
    document.objects.insert(form, inner.into());
    let leaf = document.page_iter().next().unwrap();
    document.get_dictionary_mut(leaf).unwrap().set("Resources", resources);
    let _ = inside(&bytes(document.clone(), false));

    let root = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let kids: Vec<Object> = vec![root.into(), leaf.into(), root.into()];
    document.get_dictionary_mut(root).unwrap().set("Kids", kids);
    document.get_dictionary_mut(root).unwrap().set("Parent", root);
    document.get_dictionary_mut(leaf).unwrap().set("Contents", leaf);
    document.get_dictionary_mut(leaf).unwrap().remove(b"Resources");
    let _ = inside(&bytes(document, false));
}

/// 100 kB that unpack to 100 MB, as the text of a page, as a map of a font, and as objects.
#[test]
fn what_swells_is_left_in_time() {
    let swollen = |start: &str| {
        let mut out = start.as_bytes().to_vec();
        out.resize(100 << 20, b' ');
        out
    };
    let mut document = page(&swollen("BT /F1 10 Tf (kept) Tj ET"), Dictionary::new());
    let found = inside(&bytes(document.clone(), false)).unwrap();
    assert!(matches!(found.trouble, Some(Trouble::Partly(_))), "{:?}", found.trouble);

    let mut map = Stream::new(Dictionary::new(), swollen("1 beginbfrange <00> <FF> <0041> endbfrange"));
    map.compress().unwrap();
    let map = document.add_object(map);
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "ToUnicode" => map };
    let leaf = document.page_iter().next().unwrap();
    let text = document.add_object(Stream::new(Dictionary::new(), b"BT /F1 10 Tf 0 0 Td (A) Tj ET".to_vec()));
    document.get_dictionary_mut(leaf).unwrap().set("Contents", text);
    document.get_dictionary_mut(leaf).unwrap().set("Resources", dictionary! { "Font" => dictionary! { "F1" => font } });
    assert_eq!(inside(&bytes(document.clone(), false)).unwrap().pages, Some(1));

    let mut objects = Stream::new(dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 }, swollen("9 0 (x)"));
    objects.compress().unwrap();
    document.add_object(objects);
    let _ = inside(&bytes(document, false));
}

#[test]
fn nesting_without_end_is_no_overflow() {
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("(", ")")] {
        let deep = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
        let file =
            format!("%PDF-1.4\n1 0 obj\n{deep}\nendobj\n2 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer <</Root 2 0 R>>\n");
        assert!(inside(file.as_bytes()).is_err());
        let drawn = page(format!("BT {deep} TJ ET").as_bytes(), Dictionary::new());
        assert_eq!(inside(&bytes(drawn, false)).unwrap().pages, Some(1));
    }
    // A table of contents that says there is one before it, which is itself.
    let file = b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF";
    assert!(inside(file).is_err());
}

#[test]
fn streams_of_objects_are_counted_under_any_name() {
    assert_eq!(object_streams(b"/Type/ObjStm /Type /Obj#53tm /Type /#4fbjStm (a # b) /Name#20x"), 3);
    let many = [b"%PDF-1.7\n".to_vec(), b"/ObjStm ".repeat(MOST_STREAMS + 1)].concat();
    assert!(inside(&many).unwrap_err().contains("streams of objects"));
}
