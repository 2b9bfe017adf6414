//! Markup: finished HTML as a type of its own, escaping for HTML and XML, addresses in percent form.

mod anchors;
pub(crate) mod escape;
pub(crate) mod percent;
pub(crate) mod raw;

use std::fmt;
use std::ops::{Add, Deref};

use serde::Serialize;

pub(crate) use anchors::anchors;

/// Finished, safe markup: a template shows it with `| safe`. `text`, `chart` and this folder make it; everybody else hands it on.
///
/// A value of any other type is text, and is escaped where it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Html(String);

impl Html {
    /// Markup that is finished: what is not of this program stands in it escaped.
    pub(crate) fn finished(markup: String) -> Html {
        Html(markup)
    }
}

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Html> for String {
    fn from(html: Html) -> String {
        html.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One after the other.
impl Add for Html {
    type Output = Html;

    fn add(mut self, other: Html) -> Html {
        if self.0.is_empty() {
            return other;
        }
        self.0.push_str(&other.0);
        self
    }
}

/// A link to an address, as other sites may copy it.
pub(crate) fn link(address: &str, words: &str) -> Html {
    let escaped = |text: &str| {
        let mut out = String::with_capacity(text.len());
        escape::text(&mut out, text);
        out.replace('"', "&quot;")
    };
    Html(format!("<a href=\"{}\">{}</a>", escaped(address), escaped(words)))
}
