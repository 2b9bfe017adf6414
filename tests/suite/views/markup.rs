//! Views hold data: a string with a tag in it is of the type `Html`, or the author wrote the tag.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use minutebook::publish::{SiteInputs, Unobserved, prepare};
use minutebook::record::Edition;
use minutebook::site::SiteGlobals;
use minutebook::view::{Head, RowVisitor, Sink, View, show};
use serde::ser::{self, Serialize};

use crate::site::shared::{good_sites, site};
use crate::site::support::{Site, files};

/// Walks over a value that is handed to a template: what its strings hold that are not `Html`.
#[derive(Default)]
struct Walk {
    /// Strings with something that begins like a tag, each with the field it is of.
    tagged: BTreeSet<(String, String)>,
    field: String,
    strings: usize,
    html: usize,
}

/// Whether a text has what begins like a tag: `<td`, `</p`, `<!`.
fn tags(text: &str) -> Vec<&str> {
    let starts = text.match_indices('<').map(|(at, _)| &text[at..]);
    let tag = |rest: &'_ str| {
        let name = rest[1..].trim_start_matches(['/', '!']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        (name.starts_with(|c: char| c.is_ascii_alphabetic()) && end > 0).then_some(rest.len() - name.len() + end)
    };
    starts.filter_map(|rest| rest.get(..tag(rest)?)).collect()
}

#[derive(Debug)]
struct Never;

impl fmt::Display for Never {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a view cannot be walked")
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Never {
        Never
    }
}

/// Values that are no strings.
macro_rules! plain {
    ($($name:ident($kind:ty)),*) => { $(fn $name(self, _: $kind) -> Result<(), Never> { Ok(()) })* };
}

impl<'w> ser::Serializer for &'w mut Walk {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = &'w mut Walk;
    type SerializeTuple = &'w mut Walk;
    type SerializeTupleStruct = &'w mut Walk;
    type SerializeTupleVariant = &'w mut Walk;
    type SerializeMap = &'w mut Walk;
    type SerializeStruct = &'w mut Walk;
    type SerializeStructVariant = &'w mut Walk;

    plain!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str)
    );

    fn serialize_str(self, text: &str) -> Result<(), Never> {
        self.strings += 1;
        if !tags(text).is_empty() {
            self.tagged.insert((self.field.clone(), text.to_owned()));
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Never> {
        if name == "Html" {
            self.html += 1;
            return Ok(());
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }
}

/// Sequences and tuples.
macro_rules! elements {
    ($($kind:ident $element:ident),*) => { $(impl ser::$kind for &mut Walk {
        type Ok = ();
        type Error = Never;

        fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
            value.serialize(&mut **self)
        }

        fn end(self) -> Result<(), Never> {
            Ok(())
        }
    })* };
}

elements!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);

/// Structs.
macro_rules! fields {
    ($($kind:ident),*) => { $(impl ser::$kind for &mut Walk {
        type Ok = ();
        type Error = Never;

        fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
            let before = std::mem::replace(&mut self.field, name.to_owned());
            value.serialize(&mut **self)?;
            self.field = before;
            Ok(())
        }

        fn end(self) -> Result<(), Never> {
            Ok(())
        }
    })* };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for &mut Walk {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}

impl Sink for Walk {
    fn page<T: View>(&mut self, template: &'static str, head: &Head, view: &T) {
        let start = format!("{template} of {}", head.path);
        self.field = start.clone();
        head.serialize(&mut *self).expect("a head is plain data");
        self.field = start.clone();
        view.serialize(&mut *self).expect("a view is plain data");
        for named in view.tables() {
            self.field = format!("{start}, {}", named.name);
            named.table.visit(Rows(self));
        }
    }
}

struct Rows<'w>(&'w mut Walk);

impl RowVisitor for Rows<'_> {
    type Output = ();

    fn visit<T: Serialize, R: Serialize>(self, table: &T, rows: &[R]) {
        table.serialize(&mut *self.0).expect("a table is plain data");
        rows.iter().for_each(|row| row.serialize(&mut *self.0).expect("a row is plain data"));
    }
}

/// Walks over everything that the templates of a site are given, in every language.
fn walk(site: &Site, edition: Edition) -> Walk {
    let home = site.folder();
    let day = jiff::civil::date(2026, 11, 23);
    let inputs = SiteInputs {
        is_strict: false,
        known: Default::default(),
        settings: Some(home.join("site.toml")).filter(|p| p.exists()),
        ledger: Some(home.join("permalinks.txt")).filter(|p| p.exists()),
        content: home.join("content"),
        themes: home.join("themes"),
        edition: Some(edition),
        as_of: Some(day),
        is_stood: false,
        clock: minutebook::publish::ClockReading::Day(day),
        drafts: false,
        portable: false,
    };
    let book = prepare(&inputs, &Unobserved).expect("a content folder");
    let mut walk = Walk::default();
    for language in book.site.languages() {
        walk.field = "site".to_owned();
        SiteGlobals::new(&language).serialize(&mut walk).expect("plain data");
        language.plan().iter().for_each(|id| show(id, &language, &mut walk));
    }
    walk
}

/// Everything that the author of a site wrote.
fn written(folder: &Path) -> String {
    let read = |path: &String| String::from_utf8_lossy(&std::fs::read(folder.join(path)).expect("a file")).into_owned();
    files(folder).iter().map(read).collect::<Vec<_>>().join("\n").replace("&lt;", "<").to_lowercase()
}

#[test]
fn no_text_of_a_view_holds_a_tag() {
    let sites = ["own", "hostile", "odd titles"].map(str::to_owned).into_iter().chain(good_sites());
    let (mut strings, mut html, mut wrong) = (0, 0, Vec::new());
    for name in sites {
        let site = &site(&name);
        let written = written(site.folder());
        for edition in [Edition::Public, Edition::Internal] {
            let walk = walk(site, edition);
            for (field, text) in &walk.tagged {
                wrong.extend(
                    tags(text)
                        .iter()
                        .filter(|tag| !written.contains(&tag.to_lowercase()))
                        .map(|tag| format!("{name}, {field}: {tag} in {text}")),
                );
            }
            strings += walk.strings;
            html += walk.html;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(strings > 20_000 && html > 1_000, "{strings} texts and {html} of markup were looked at");
}

#[test]
fn a_tag_in_a_text_is_found() {
    #[derive(serde::Serialize)]
    struct View {
        fine: String,
        rows: Option<Vec<(String, u8)>>,
    }
    let mut walk = Walk::default();
    let view = View { fine: "a < b <1> </ >".to_owned(), rows: Some(vec![("x".to_owned(), 1), ("<tr>".to_owned(), 2)]) };
    view.serialize(&mut walk).expect("plain data");
    assert_eq!(walk.tagged, BTreeSet::from([("rows".to_owned(), "<tr>".to_owned())]));
    assert_eq!(tags("</td><!DOCTYPE x <img"), ["</td", "<!DOCTYPE", "<img"]);
}
