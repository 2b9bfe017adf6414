//! The types, the lifetimes and the headers that the files of a site are served with: one table for `serve`, for the recipes of servers
//! and for the reference.

/// The type that a file name's ending has, with its letters where it is text.
pub const TYPES: [(&str, &str); 37] = [
    ("avif", "image/avif"),
    ("bib", "text/plain; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("htm", "text/html; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("ics", "text/calendar; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("jsonld", "application/ld+json"),
    ("map", "application/json"),
    ("md", "text/plain; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rtf", "application/rtf"),
    ("svg", "image/svg+xml"),
    ("toml", "text/plain; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// The type of a feed, which has the ending of any XML.
pub const FEED_TYPE: &str = "application/atom+xml; charset=utf-8";

/// The name of a feed.
pub const FEED: &str = "feed.xml";

/// Folders whose files have a hash in their names, in every language of the site.
pub const HASHED: [&str; 2] = ["assets", "search/x"];

/// The lifetime of a file with a hash in its name.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The lifetime of every other file: kept, and asked for again before it is shown.
pub const ASK_AGAIN: &str = "no-cache";

/// The headers of every answer, errors included.
pub const HEADERS: [(&str, &str); 3] = [
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
];

/// Returns the type of a file by its name.
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == FEED {
        return FEED_TYPE;
    }
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let found = TYPES.binary_search_by(|(known, _)| (*known).cmp(&ending)).ok();
    found.and_then(|at| TYPES.get(at)).map_or("application/octet-stream", |(_, kind)| kind)
}

/// Returns the lifetime of a file by its path below the site.
pub fn cache_control(path: &str) -> &'static str {
    let is_hashed = |folder: &str| {
        let below = format!("{folder}/");
        path.starts_with(&below) || path.split_once('/').is_some_and(|(_, rest)| rest.starts_with(&below) && folder != "assets")
    };
    if HASHED.into_iter().any(is_hashed) { FOR_EVER } else { ASK_AGAIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_lifetimes_go_by_the_name() {
        assert!(TYPES.is_sorted());
        for (path, kind, kept) in [
            ("index.html", "text/html; charset=utf-8", ASK_AGAIN),
            ("board/FEED.XML", "application/xml", ASK_AGAIN),
            ("board/feed.xml", FEED_TYPE, ASK_AGAIN),
            ("assets/css/site-0123.css", "text/css; charset=utf-8", FOR_EVER),
            ("search/x/abc.js", "text/javascript; charset=utf-8", FOR_EVER),
            ("cy/search/x/abc.js", "text/javascript; charset=utf-8", FOR_EVER),
            ("search/root.js", "text/javascript; charset=utf-8", ASK_AGAIN),
            ("board/assets/plan.svg", "image/svg+xml", ASK_AGAIN),
            ("site.jsonld", "application/ld+json", ASK_AGAIN),
            ("CNAME", "application/octet-stream", ASK_AGAIN),
        ] {
            assert_eq!((content_type(path), cache_control(path)), (kind, kept), "{path}");
        }
    }
}
