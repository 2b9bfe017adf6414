//! Elements that links land on.

use super::{Html, escape};

/// Empty elements with these ids, for links to land on.
pub(crate) fn anchors(ids: &[Box<str>]) -> Html {
    let mut out = String::new();
    for id in ids {
        out.push_str("<span id=\"");
        escape::attribute(&mut out, id);
        out.push_str("\"></span>");
    }
    Html(out)
}
