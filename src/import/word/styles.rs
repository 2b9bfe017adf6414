//! The styles of a Word document: which of them are headings, bold, numbered.

use std::collections::BTreeMap;

use crate::import::xml::XmlCursor;

/// Styles that are based on one another are followed this far.
const MOST_STEPS: usize = 16;

/// A style.
#[derive(Debug, Clone, Default)]
struct WordStyle {
    /// Its name in lower case: Word keeps the English one for its own styles.
    name: Box<str>,
    based_on: Option<Box<str>>,
    outline: Option<u8>,
    numbering: Option<(Box<str>, Option<u8>)>,
    bold: Option<bool>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct WordStyles {
    styles: BTreeMap<Box<str>, WordStyle>,
}

/// What a style says of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StyleRole {
    /// The title.
    Title,
    /// A heading of this level.
    Heading(u8),
    /// Nothing.
    Text,
}

impl WordStyles {
    /// Reads the part that holds them.
    pub(super) fn read(xml: &str) -> WordStyles {
        let mut cursor = XmlCursor::new(xml);
        let mut styles = BTreeMap::new();
        if cursor.enter() {
            while let Some(element) = cursor.child() {
                match element.get("styleId") {
                    Some(id) if &*element.name == "style" => {
                        styles.insert(id.into(), read_style(&mut cursor));
                    }
                    _ => cursor.skip(),
                }
            }
        }
        WordStyles { styles }
    }

    /// Returns a style and those it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s WordStyle> {
        let first = self.styles.get(id);
        let next = |style: &&'s WordStyle| style.based_on.as_deref().and_then(|id| self.styles.get(id));
        std::iter::successors(first, next).take(MOST_STEPS)
    }

    /// Returns what a style makes of a paragraph.
    pub(super) fn role(&self, id: &str) -> StyleRole {
        for style in self.chain(id) {
            if let Some(level) = style.outline {
                return if level < 6 { StyleRole::Heading(level + 1) } else { StyleRole::Text };
            }
            if &*style.name == "title" {
                return StyleRole::Title;
            }
            let level = style.name.strip_prefix("heading ").and_then(|n| n.trim().parse::<u8>().ok());
            if let Some(level) = level.filter(|n| (1..=6).contains(n)) {
                return StyleRole::Heading(level);
            }
        }
        StyleRole::Text
    }

    /// Returns the list that a style puts a paragraph in, and the level where it says one.
    pub(super) fn numbering(&self, id: &str) -> Option<(&str, Option<u8>)> {
        self.chain(id).find_map(|s| s.numbering.as_ref()).map(|(list, level)| (&**list, *level))
    }

    /// Whether the words of a style are bold.
    pub(super) fn is_bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|s| s.bold).unwrap_or(false)
    }
}

fn read_style(cursor: &mut XmlCursor<'_>) -> WordStyle {
    let mut style = WordStyle::default();
    while let Some(element) = cursor.child() {
        match &*element.name {
            "name" => style.name = element.get("val").unwrap_or("").to_lowercase().into(),
            "basedOn" => style.based_on = element.get("val").map(Into::into),
            "pPr" => {
                read_paragraph_properties(cursor, &mut style);
                continue;
            }
            "rPr" => {
                while let Some(property) = cursor.child() {
                    if &*property.name == "b" {
                        style.bold = Some(property.is_on());
                    }
                    cursor.skip();
                }
                continue;
            }
            _ => {}
        }
        cursor.skip();
    }
    style
}

fn read_paragraph_properties(cursor: &mut XmlCursor<'_>, style: &mut WordStyle) {
    while let Some(property) = cursor.child() {
        match &*property.name {
            "outlineLvl" => style.outline = property.get("val").and_then(|n| n.parse().ok()),
            "numPr" => {
                let (mut list, mut level) = (None, None);
                while let Some(number) = cursor.child() {
                    match &*number.name {
                        "numId" => list = number.get("val").map(Into::into),
                        "ilvl" => level = number.get("val").and_then(|n| n.parse().ok()),
                        _ => {}
                    }
                    cursor.skip();
                }
                style.numbering = list.map(|list| (list, level));
                continue;
            }
            _ => {}
        }
        cursor.skip();
    }
}
