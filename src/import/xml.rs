//! XML, element by element, as far as the readers of documents need it.
//!
//! A reader goes down into an element with [`XmlCursor::child`] until it returns `None`, or passes over it with [`XmlCursor::skip`]. A text
//! that is broken ends where it breaks.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may be in one another before what is in them is passed over.
const DEEPEST: u32 = 400;

/// A place in a text of XML.
pub(super) struct XmlCursor<'x> {
    reader: Reader<&'x [u8]>,
    depth: u32,
    /// The text ended before its elements did.
    pub(super) is_broken: bool,
}

/// An element that begins, by its local name.
#[derive(Debug, Clone)]
pub(super) struct XmlElement {
    /// Its name without its prefix.
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
}

impl XmlElement {
    fn new(start: &BytesStart<'_>) -> XmlElement {
        let attribute = |a: quick_xml::events::attributes::Attribute<'_>| -> (Box<str>, Box<str>) {
            (a.key.local_name().as_ref().into(), unescape(&a.value).into())
        };
        XmlElement { name: start.local_name().as_ref().into(), attributes: start.attributes().flatten().map(attribute).collect() }
    }

    /// Returns an attribute by its local name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// Whether a property that is a switch is on: it is there and does not say `false`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// What is inside an element.
pub(super) enum XmlContent {
    /// An element.
    Element(XmlElement),
    /// Words.
    Text(String),
}

impl<'x> XmlCursor<'x> {
    /// Begins at the start of a text.
    pub(super) fn new(xml: &'x str) -> XmlCursor<'x> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        reader.config_mut().expand_empty_elements = true;
        XmlCursor { reader, depth: 0, is_broken: false }
    }

    /// Returns the next element or words in the open one; `None` where it ends.
    pub(super) fn content(&mut self) -> Option<XmlContent> {
        if self.is_broken {
            return None;
        }
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    let element = XmlElement::new(&start);
                    self.depth += 1;
                    if self.depth <= DEEPEST {
                        return Some(XmlContent::Element(element));
                    }
                    self.skip();
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return None;
                }
                Ok(Event::Text(text)) => return Some(XmlContent::Text(text.to_string())),
                Ok(Event::CData(text)) => return Some(XmlContent::Text(text.to_string())),
                Ok(Event::GeneralRef(name)) => return Some(XmlContent::Text(entity(&name))),
                Ok(Event::Eof) => {
                    self.is_broken |= self.depth > 0;
                    self.depth = 0;
                    return None;
                }
                Err(_) => {
                    self.is_broken = true;
                    return None;
                }
                Ok(_) => {}
            }
        }
    }

    /// Returns the next element in the open one; `None` where it ends.
    pub(super) fn child(&mut self) -> Option<XmlElement> {
        loop {
            match self.content()? {
                XmlContent::Element(element) => return Some(element),
                XmlContent::Text(_) => {}
            }
        }
    }

    /// Goes into the first element of the text. Returns whether there is one.
    pub(super) fn enter(&mut self) -> bool {
        self.child().is_some()
    }

    /// Passes over the element that began last.
    pub(super) fn skip(&mut self) {
        let mut open = 1_u32;
        while open > 0 {
            match self.reader.read_event() {
                Ok(Event::Start(_)) => open += 1,
                Ok(Event::End(_)) => open -= 1,
                Ok(Event::Eof) | Err(_) => {
                    self.is_broken = true;
                    return;
                }
                Ok(_) => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads all words of the element that began last.
    pub(super) fn words(&mut self) -> String {
        let mut out = String::new();
        self.words_into(&mut out);
        out
    }

    fn words_into(&mut self, out: &mut String) {
        while let Some(content) = self.content() {
            match content {
                XmlContent::Text(text) => out.push_str(&text),
                XmlContent::Element(_) => self.words_into(out),
            }
        }
    }
}

/// Returns the character that `amp` or `#8217` stands for.
pub(super) fn entity(name: &str) -> String {
    let code = |n: &str| n.strip_prefix('x').map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    if let Some(number) = name.strip_prefix('#') {
        return code(number).and_then(char::from_u32).map(String::from).unwrap_or_default();
    }
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

/// Returns the value of an attribute with its entities as characters.
fn unescape(value: &str) -> String {
    let mut parts = value.split('&');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        match part.split_once(';') {
            Some((name, rest)) => {
                out.push_str(&entity(name));
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}
