//! Raw HTML that a site wants rendered, made safe.

use crate::text::address::{Kind, kind};

/// Returns raw HTML without anything that could act.
pub(super) fn sanitise(html: &str) -> String {
    ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .add_generic_attributes(["class", "id", "role", "tabindex", "aria-label"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("a", ["rel"])
        .link_rel(None)
        .attribute_filter(|element, attribute, value| {
            let image = element == "img" && attribute == "src";
            (!image || matches!(kind(value), Kind::Relative | Kind::Top)).then_some(value.into())
        })
        .clean(html)
        .to_string()
}
