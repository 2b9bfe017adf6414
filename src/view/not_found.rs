//! The page that a web server shows for an address that is not there.

use serde::Serialize;

use super::{Head, LanguageSite, Link, View};

/// The page for an address that is not there.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundView {
    /// Where to go instead: keys of the messages and addresses.
    pub browse: Vec<Link>,
}

impl View for NotFoundView {}

/// The page for an address that is not there. A server shows it in any folder, so its links start at the top of the server; no
/// server shows it on a file share, and there they start where it stands.
pub fn not_found(site: &LanguageSite<'_>) -> (Head, NotFoundView) {
    let title = site.say("not_found");
    let mut head = site.head("404", "not-found", title, String::new(), Vec::new()).in_own_words();
    head.file = format!("{}.html", site.addresses.place_of("404"));
    for version in &mut head.alternates {
        let below = if *version.lang == *site.own_language() { String::new() } else { format!("{}/", version.lang) };
        version.href = format!("{below}404.html");
        version.url = String::new();
    }
    head.root = if site.addresses.is_portable() { site.addresses.root("") } else { root(&site.record.site.base_url) };
    head.canonical = None;
    head.breadcrumb = Vec::new();
    let browse = crate::site::globals::browse(site).into_iter().map(|l| Link::new(l.text.to_owned(), l.href));
    (head, NotFoundView { browse: browse.collect() })
}

/// The path of the site on its server, with slashes: `/minutes/` of `https://example.org/minutes/`.
pub fn root(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.find('/').and_then(|n| rest.get(n..)).unwrap_or("/");
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn the_root_is_the_path_of_the_site() {
        for (base, want) in [
            ("", "/"),
            ("https://example.org", "/"),
            ("https://example.org/", "/"),
            ("https://example.org/a/b/", "/a/b/"),
            ("https://example.org/a", "/a/"),
        ] {
            assert_eq!(root(base), want, "{base}");
        }
    }
}
