//! `sitemap.xml` (<https://www.sitemaps.org/protocol.html>) and `robots.txt`: every page, in files of at most 50,000.

use std::fmt::Write as _;

use super::file::{Export, absolute};
use crate::html::escape::xml;
use crate::record::Edition;
use crate::site::LanguageSite;

/// The protocol's limit.
const LIMIT: usize = 50_000;

/// Returns true for a path that [`sitemap`] may make a file at.
pub fn is_sitemap(path: &str) -> bool {
    path == "robots.txt" || path.starts_with("sitemap") && path.ends_with(".xml") && !path.contains('/')
}

/// The sitemap over all pages, each by its language and address in every language it has, the site's own first. A site that
/// does not know its own address has `robots.txt` alone.
pub fn sitemap(site: &LanguageSite<'_>, pages: &[Vec<(&str, String)>]) -> Vec<Export> {
    // What is not for the public is not for a search engine either, should it ever be where one comes.
    let rule = if site.edition == Edition::Public { "Allow: /" } else { "Disallow: /" };
    if site.record.site.base_url.is_empty() {
        return vec![Export::new("robots.txt", format!("User-agent: *\n{rule}\n"))];
    }
    let index = absolute(site.record, "sitemap.xml");
    let mut out = vec![Export::new("robots.txt", format!("User-agent: *\n{rule}\nSitemap: {index}\n"))];
    let addresses: Vec<(&str, &Vec<(&str, String)>)> =
        pages.iter().flat_map(|versions| versions.iter().map(move |(_, address)| (address.as_str(), versions))).collect();
    let files: Vec<String> = addresses.chunks(LIMIT).map(|part| urls(site, part)).collect();
    if files.len() == 1 {
        out.extend(files.into_iter().map(|f| Export::new("sitemap.xml", f)));
        return out;
    }
    let mut xml_index = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (n, file) in files.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", n + 1);
        // Writing to a string does not fail.
        let _ = writeln!(xml_index, "<sitemap><loc>{}</loc></sitemap>", xml(&absolute(site.record, &name)));
        out.push(Export::new(name, file));
    }
    xml_index.push_str("</sitemapindex>\n");
    out.push(Export::new("sitemap.xml", xml_index));
    out
}

fn urls(site: &LanguageSite<'_>, addresses: &[(&str, &Vec<(&str, String)>)]) -> String {
    let several = site.record.site.languages.len() > 1;
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
    out.push_str(if several { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n" } else { ">\n" });
    for (address, versions) in addresses {
        let _ = write!(out, "<url><loc>{}</loc>", xml(&absolute(site.record, address)));
        for (lang, href) in versions.iter().filter(|_| versions.len() > 1) {
            let href = xml(&absolute(site.record, href));
            let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{href}\"/>", xml(lang));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}
