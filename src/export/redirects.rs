//! Where earlier addresses lead now, for the three web servers that secretariats have. The pages themselves also
//! leave a stub at each earlier address, so a server that reads none of these still leads on.
//!
//! All three compare an address after they have decoded it (`$uri` of nginx, the path of `RedirectMatch`, `PATH_INFO` of IIS), so what is
//! looked up stands here in its own letters. What is sent is in percent form; Apache makes it so itself.

use std::fmt::Write as _;

use super::file::Export;
use crate::html::escape::xml;
use crate::html::percent;
use crate::site::LanguageSite;
use crate::view::not_found::root;

/// `redirects/nginx.conf`, `redirects/apache.conf`, `redirects/iis.config`; none where nothing has moved.
pub(super) fn maps(site: &LanguageSite<'_>) -> Vec<Export> {
    // An address whose anchors are on several pages now is left to its stub: no server sees an anchor.
    let top = root(&site.record.site.base_url);
    let moves: Vec<(String, String)> = site
        .former
        .stubs
        .iter()
        .filter(|stub| stub.is_plain())
        .map(|stub| (format!("{top}{}", stub.old), format!("{top}{}", stub.to.trim_start_matches("./"))))
        .collect();
    if moves.is_empty() {
        return Vec::new();
    }
    let mut nginx = String::from(
        "# In the http block: include this file. In the server block: if ($moved) { return 301 $moved$is_args$args; }\n",
    );
    nginx.push_str(&room(&moves));
    nginx.push_str("map $uri $moved {\n");
    let mut apache = String::from("# In the virtual host (mod_alias): Include this file.\n");
    let mut iis = String::from(
        "<!-- For web.config: system.webServer/rewrite/rewriteMaps (URL Rewrite module); a rule looks up {PATH_INFO} in it. -->\n<rewriteMap name=\"moved\">\n",
    );
    for (old, new) in &moves {
        let (bare, sent) = (old.trim_end_matches('/'), encoded(new));
        // Writing to a string does not fail.
        for key in if bare == old { vec![bare] } else { vec![old.as_str(), bare] } {
            let _ = writeln!(nginx, "    \"{}\" \"{sent}\";", quoted(key));
            let _ = writeln!(iis, "  <add key=\"{}\" value=\"{}\" />", xml(key), xml(&sent));
        }
        // The target is encoded by the server itself.
        let _ = writeln!(apache, "RedirectMatch 301 \"^{}/?$\" \"{}\"", quoted(&pattern(bare)), quoted(&new.replace('$', "\\$")));
    }
    nginx.push_str("}\n");
    iis.push_str("</rewriteMap>\n");
    vec![
        Export::new("redirects/nginx.conf", nginx),
        Export::new("redirects/apache.conf", apache),
        Export::new("redirects/iis.config", iis),
    ]
}

/// The settings without which nginx refuses to start on a map with long addresses, and warns of one with many. It takes each setting
/// once, so they are left out where its own do.
fn room(moves: &[(String, String)]) -> String {
    let longest = moves.iter().map(|(old, _)| old.len()).max().unwrap_or(0);
    // A key with its length, in words of eight bytes, between two pointers; of many, some fall together.
    let key = (longest + 2).next_multiple_of(8) + 16;
    let many = moves.len() > 512;
    let bucket = (if many { key * 4 } else { key }).next_power_of_two();
    let mut out = String::new();
    if bucket > 64 {
        let _ = writeln!(
            out,
            "# Where your settings have one of these already, take the greater of the two.\nmap_hash_bucket_size {bucket};"
        );
    }
    if many {
        // Every address is there with its slash and without.
        let _ = writeln!(out, "map_hash_max_size {};", (moves.len() * 4).next_power_of_two());
    }
    out
}

/// An address as a server sees it.
fn encoded(address: &str) -> String {
    percent::encode(address, percent::PATH_AND_ANCHOR)
}

/// An address as a regular expression that matches only it.
fn pattern(address: &str) -> String {
    let mut out = String::with_capacity(address.len() + 8);
    for c in address.chars() {
        if ".^$*+?()[]{}|\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Words between double quotes in the settings of a server.
fn quoted(text: &str) -> String {
    text.replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::{encoded, pattern, quoted};

    #[test]
    fn servers_are_asked_in_their_own_terms() {
        assert_eq!(encoded("/cyngor llŷn/a+b.pdf"), "/cyngor%20ll%C5%B7n/a%2Bb.pdf");
        assert_eq!(pattern("/cyngor llŷn/a+b.(1)/$x"), "/cyngor llŷn/a\\+b\\.\\(1\\)/\\$x");
        assert_eq!(quoted("/a \"b\"/"), "/a \\\"b\\\"/");
    }
}
