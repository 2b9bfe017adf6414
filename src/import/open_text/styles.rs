//! The styles of an OpenDocument text: which are titles, bold, italic, struck, hidden, in a list.

use std::collections::BTreeMap;

use crate::import::xml::{XmlCursor, XmlElement};
use crate::layout::TextStyle;

/// Styles that have one another for parents are followed this far.
const MOST_STEPS: usize = 16;

/// A style; what it does not say, its parent says.
#[derive(Debug, Clone, Default)]
struct OpenStyle {
    parent: Option<Box<str>>,
    list: Option<Box<str>>,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    hidden: Option<bool>,
}

/// The styles by name.
#[derive(Debug, Default)]
pub(super) struct OpenStyles {
    styles: BTreeMap<Box<str>, OpenStyle>,
}

impl OpenStyles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, xml: &str) {
        let mut cursor = XmlCursor::new(xml);
        if cursor.enter() {
            self.visit(&mut cursor);
        }
    }

    fn visit(&mut self, cursor: &mut XmlCursor<'_>) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "styles" | "automatic-styles" => self.visit(cursor),
                "style" => {
                    let style = read_style(cursor, &element);
                    self.styles.extend(element.get("name").map(|name| (name.into(), style)));
                }
                _ => cursor.skip(),
            }
        }
    }

    fn chain<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s OpenStyle> {
        let next = |style: &&'s OpenStyle| style.parent.as_deref().and_then(|name| self.styles.get(name));
        std::iter::successors(self.styles.get(name), next).take(MOST_STEPS)
    }

    /// Whether a style is that of titles.
    pub(super) fn is_title(&self, name: &str) -> bool {
        name == "Title" || self.chain(name).any(|s| s.parent.as_deref() == Some("Title"))
    }

    /// Returns the list style that a style puts a paragraph in.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain(name).find_map(|s| s.list.as_deref()).filter(|list| !list.is_empty())
    }

    /// Returns the look of words in a style, inside words of another look.
    pub(super) fn look(&self, name: &str, around: TextStyle) -> TextStyle {
        TextStyle {
            bold: self.chain(name).find_map(|s| s.bold).unwrap_or(around.bold),
            italic: self.chain(name).find_map(|s| s.italic).unwrap_or(around.italic),
            struck: self.chain(name).find_map(|s| s.struck).unwrap_or(around.struck),
        }
    }

    /// Whether words in a style are hidden.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).find_map(|s| s.hidden).unwrap_or(false)
    }
}

fn read_style(cursor: &mut XmlCursor<'_>, element: &XmlElement) -> OpenStyle {
    let text = |key: &str| element.get(key).map(Into::into);
    let mut style = OpenStyle { parent: text("parent-style-name"), list: text("list-style-name"), ..OpenStyle::default() };
    while let Some(properties) = cursor.child() {
        if &*properties.name == "text-properties" {
            style.bold = properties.get("font-weight").map(|w| w == "bold" || w.parse::<u32>().is_ok_and(|n| n >= 600));
            style.italic = properties.get("font-style").map(|s| s == "italic" || s == "oblique");
            style.struck = properties.get("text-line-through-style").map(|s| s != "none");
            style.hidden = properties.get("display").map(|d| d == "none");
        }
        cursor.skip();
    }
    style
}
