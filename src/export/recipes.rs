//! The settings of web servers and hosts for one site: types, lifetimes, headers, missing pages in the language of the path, redirects.
//!
//! Everything is taken from the table of [`super::served`]; what a server cannot be told is said in a comment of its recipe.

use std::fmt::Write as _;

use super::served::{ASK_AGAIN, FEED, FEED_TYPE, FOR_EVER, HASHED, HEADERS, TYPES};
use crate::html::escape::xml;
use crate::html::percent;
use crate::site::LanguageSite;
use crate::view::not_found::root;

/// A server or a host that there is a recipe for. The command line names and describes them by this table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Host {
    /// A file of conf.d
    Nginx,
    /// In the virtual host, or as .htaccess
    Apache,
    /// A Caddyfile
    Caddy,
    /// As root/web.config
    Iis,
    /// As root/_headers and root/_redirects
    Netlify,
    /// The same for Cloudflare Pages
    Cloudflare,
    /// A script that uploads
    S3,
}

/// So many redirects Cloudflare Pages takes.
const CLOUDFLARE_REDIRECTS: usize = 2000;

/// What a recipe says of a site.
struct RecipeSite<'a> {
    /// The path of the site on its server, with slashes.
    top: String,
    /// The name of the server, where the site says it.
    host: &'a str,
    /// The languages after the first.
    others: Vec<&'a str>,
    /// Earlier addresses and those now, below the server.
    moves: Vec<(String, String)>,
}

/// Writes the recipe of a host for a site.
pub fn recipe(site: &LanguageSite<'_>, host: Host) -> String {
    let settings = &site.record.site;
    let top = root(&settings.base_url);
    let plain = site.former.stubs.iter().filter(|stub| stub.is_plain());
    let moves = plain.map(|stub| (format!("{top}{}", stub.old), format!("{top}{}", stub.to.trim_start_matches("./"))));
    let name = settings.base_url.split("//").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("");
    let it = RecipeSite {
        host: if name.is_empty() { "minutes.example.org" } else { name },
        others: settings.languages.iter().skip(1).map(|l| &**l).collect(),
        moves: moves.collect(),
        top,
    };
    match host {
        Host::Nginx => nginx(&it),
        Host::Apache => apache(&it),
        Host::Caddy => caddy(&it),
        Host::Iis => iis(&it),
        Host::Netlify => pages(&it, usize::MAX),
        Host::Cloudflare => pages(&it, CLOUDFLARE_REDIRECTS),
        Host::S3 => s3(),
    }
}

/// The path of a hashed folder as a regular expression, in any language, below the top.
fn hashed_pattern(it: &RecipeSite<'_>) -> String {
    let mut languages: Vec<&str> = vec![""];
    languages.extend(&it.others);
    let languages = languages.iter().map(|l| if l.is_empty() { String::new() } else { format!("{l}/") }).collect::<Vec<_>>();
    format!("^{}({})({})/", pattern(&it.top), languages.join("|"), HASHED.join("|"))
}

/// A path as a regular expression that matches only it.
fn pattern(path: &str) -> String {
    path.chars().flat_map(|c| if c.is_alphanumeric() || "/_-".contains(c) { vec![c] } else { vec!['\\', c] }).collect()
}

/// The media types with their endings, without the letters.
fn by_type() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (ending, kind) in TYPES {
        let kind = kind.split(';').next().unwrap_or(kind);
        match all.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, endings)) => endings.push(ending),
            None => all.push((kind, vec![ending])),
        }
    }
    all
}

/// Types that shrink when they are packed.
fn packed_types() -> Vec<&'static str> {
    let is_text = |kind: &str| {
        kind.starts_with("text/") || kind.contains("json") || kind.contains("xml") && !kind.contains("officedocument")
    };
    let feed = FEED_TYPE.split(';').next().unwrap_or(FEED_TYPE);
    by_type().into_iter().map(|(kind, _)| kind).filter(|kind| is_text(kind)).chain([feed]).collect()
}

/// Types whose text is in letters that must be named.
fn lettered_types() -> Vec<&'static str> {
    let named = TYPES.iter().filter(|(_, kind)| kind.contains("charset")).filter_map(|(_, kind)| kind.split(';').next());
    let mut all: Vec<&str> = named.chain(FEED_TYPE.split(';').next()).filter(|kind| *kind != "text/html").collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn nginx(it: &RecipeSite<'_>) -> String {
    let mut out = format!(
        "# nginx: a file of conf.d, or included in the http block. Set `root`{}.\n",
        if it.top == "/" { String::new() } else { format!(": the folder that holds the site as `{}`", it.top.trim_matches('/')) }
    );
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "map $uri $minutebook_cache {{\n    default \"{ASK_AGAIN}\";\n    \"~{}\" \"{FOR_EVER}\";\n}}",
        hashed_pattern(it)
    );
    if !it.moves.is_empty() {
        let _ = writeln!(out, "include /srv/minutes{}redirects/nginx.conf;", it.top);
    }
    let _ =
        writeln!(out, "server {{\n    listen 80;\n    server_name {};\n    root /srv/minutes;\n    index index.html;", it.host);
    out.push_str("    absolute_redirect off;\n    types {\n");
    for (kind, endings) in by_type() {
        let _ = writeln!(out, "        {kind} {};", endings.join(" "));
    }
    let _ = writeln!(
        out,
        "    }}\n    default_type application/octet-stream;\n    charset utf-8;\n    charset_types {};",
        lettered_types().join(" ")
    );
    let packed: Vec<&str> = packed_types().into_iter().filter(|kind| *kind != "text/html").collect();
    let _ = writeln!(out, "    gzip on;\n    gzip_vary on;\n    gzip_types {};", packed.join(" "));
    for (name, value) in HEADERS {
        let _ = writeln!(out, "    add_header {name} \"{value}\" always;");
    }
    out.push_str("    add_header Cache-Control $minutebook_cache always;\n");
    if !it.moves.is_empty() {
        out.push_str("    if ($moved) { return 301 $moved$is_args$args; }\n");
    }
    let feed = FEED_TYPE.split(';').next().unwrap_or(FEED_TYPE);
    let _ = writeln!(out, "    location ~ /{}$ {{ types {{ }} default_type {feed}; try_files $uri =404; }}", pattern(FEED));
    let _ = writeln!(out, "    error_page 404 {}404.html;\n    location / {{ try_files $uri $uri/ =404; }}", it.top);
    for lang in &it.others {
        let place = format!("{}{lang}/", it.top);
        let _ = writeln!(out, "    location {place} {{ error_page 404 {place}404.html; try_files $uri $uri/ =404; }}");
    }
    out.push_str("}\n");
    out
}

fn apache(it: &RecipeSite<'_>) -> String {
    let mut out = String::from(
        "# Apache httpd 2.4: in <Directory> of the virtual host, or as .htaccess at the top of the site (AllowOverride All).\n\
         # Modules: mod_dir, mod_mime, mod_headers; mod_alias for redirects, mod_filter and mod_deflate for packing.\n\
         DirectoryIndex index.html\nDirectorySlash On\nOptions -Indexes\n",
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(out, "AddType \"{}\" .{ending}", kind.replace("; ", ";"));
    }
    // The letters are in the type: a default would be added to it once more.
    let _ =
        writeln!(out, "AddDefaultCharset Off\n<Files \"{FEED}\">\n    ForceType \"{}\"\n</Files>", FEED_TYPE.replace("; ", ";"));
    for (name, value) in HEADERS {
        let _ = writeln!(out, "Header always set {name} \"{value}\"");
    }
    let _ = writeln!(out, "Header always set Cache-Control \"{ASK_AGAIN}\"");
    let _ = writeln!(
        out,
        "<If \"%{{REQUEST_URI}} =~ m#{}#\">\n    Header always set Cache-Control \"{FOR_EVER}\"\n</If>",
        hashed_pattern(it)
    );
    let _ = writeln!(out, "ErrorDocument 404 {}404.html", it.top);
    for lang in &it.others {
        let place = format!("{}{lang}/", it.top);
        let _ =
            writeln!(out, "<If \"%{{REQUEST_URI}} =~ m#^{}#\">\n    ErrorDocument 404 {place}404.html\n</If>", pattern(&place));
    }
    let _ = writeln!(
        out,
        "<IfModule mod_deflate.c>\n    <IfModule mod_filter.c>\n        AddOutputFilterByType DEFLATE {}\n    </IfModule>\n</IfModule>",
        packed_types().join(" ")
    );
    if !it.moves.is_empty() {
        out.push_str(
            "# What has moved: in the virtual host, `Include` redirects/apache.conf of the site; in .htaccess, paste it here.\n",
        );
    }
    out
}

fn caddy(it: &RecipeSite<'_>) -> String {
    let mut out = format!(
        "# Caddy 2: a Caddyfile. Set `root`. With a public name Caddy fetches a certificate by itself.\n{} {{\n    root * /srv/minutes\n",
        it.host
    );
    for (old, new) in &it.moves {
        let bare = old.trim_end_matches('/');
        let to = percent::encode(new, percent::PATH_AND_ANCHOR);
        for from in if bare == old { vec![bare] } else { vec![old.as_str(), bare] } {
            let _ = writeln!(out, "    redir \"{}\" \"{to}\" permanent", from.replace('"', "\\\""));
        }
    }
    out.push_str("    encode gzip\n    header {\n");
    for (name, value) in HEADERS {
        let _ = writeln!(out, "        {name} \"{value}\"");
    }
    out.push_str("    }\n");
    // Caddy sorts directives of one name: each must be for files that no other of its kind is for.
    let hashed = hashed_pattern(it);
    let _ = writeln!(out, "    @hashed path_regexp {hashed}\n    header @hashed Cache-Control \"{FOR_EVER}\"");
    let _ = writeln!(out, "    @fresh not path_regexp {hashed}\n    header @fresh Cache-Control \"{ASK_AGAIN}\"");
    for (kind, endings) in types_with_letters() {
        let name = endings.first().unwrap_or(&"");
        let paths: Vec<String> = endings.iter().map(|e| format!("*.{e}")).collect();
        let but = if FEED.ends_with(&format!(".{name}")) { format!("\n        not path */{FEED}") } else { String::new() };
        let paths = paths.join(" ");
        let _ = writeln!(out, "    @{name} {{\n        path {paths}{but}\n    }}\n    header @{name} Content-Type \"{kind}\"");
    }
    let _ = writeln!(out, "    @feed path */{FEED}\n    header @feed Content-Type \"{FEED_TYPE}\"");
    out.push_str("    file_server\n    handle_errors {\n        header Content-Type \"text/html; charset=utf-8\"\n");
    for lang in &it.others {
        let place = format!("{}{lang}/", it.top);
        let _ = writeln!(
            out,
            "        @{lang} path {place}*\n        handle @{lang} {{\n            rewrite * {place}404.html\n            file_server\n        }}"
        );
    }
    let _ = writeln!(
        out,
        "        handle {{\n            rewrite * {}404.html\n            file_server\n        }}\n    }}\n}}",
        it.top
    );
    out
}

/// The types as they are sent, each with its endings.
fn types_with_letters() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for (ending, kind) in TYPES {
        match all.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, endings)) => endings.push(ending),
            None => all.push((kind, vec![ending])),
        }
    }
    all
}

fn iis(it: &RecipeSite<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- IIS: web.config at the top of the site; keep it as root/web.config beside site.toml. -->\n\
         <configuration>\n  <system.webServer>\n    <defaultDocument><files><clear /><add value=\"index.html\" /></files></defaultDocument>\n\
         \x20   <httpErrors errorMode=\"Custom\" existingResponse=\"Auto\">\n      <remove statusCode=\"404\" />\n\
         \x20     <error statusCode=\"404\" path=\"404.html\" responseMode=\"File\" />\n    </httpErrors>\n    <staticContent>\n",
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(
            out,
            "      <remove fileExtension=\".{ending}\" />\n      <mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}\" />"
        );
    }
    out.push_str("      <clientCache cacheControlMode=\"DisableCache\" />\n    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n");
    for (name, value) in HEADERS {
        let _ = writeln!(out, "        <add name=\"{name}\" value=\"{}\" />", xml(value));
    }
    out.push_str("      </customHeaders>\n    </httpProtocol>\n    <urlCompression doStaticCompression=\"true\" />\n");
    if !it.moves.is_empty() {
        out.push_str(
            "    <!-- Needs the URL Rewrite module. -->\n    <rewrite>\n      <rewriteMaps>\n        <rewriteMap name=\"moved\">\n",
        );
        for (old, new) in &it.moves {
            let bare = old.trim_end_matches('/');
            let to = percent::encode(new, percent::PATH_AND_ANCHOR);
            for from in if bare == old { vec![bare] } else { vec![old.as_str(), bare] } {
                let _ = writeln!(out, "          <add key=\"{}\" value=\"{}\" />", xml(from), xml(&to));
            }
        }
        out.push_str(
            "        </rewriteMap>\n      </rewriteMaps>\n      <rules>\n        <rule name=\"moved\" stopProcessing=\"true\">\n          <match url=\".*\" />\n\
             \x20         <conditions><add input=\"{moved:{PATH_INFO}}\" pattern=\"(.+)\" /></conditions>\n\
             \x20         <action type=\"Redirect\" url=\"{C:1}\" redirectType=\"Permanent\" />\n        </rule>\n      </rules>\n    </rewrite>\n",
        );
    }
    out.push_str("  </system.webServer>\n");
    for folder in HASHED {
        let _ = writeln!(
            out,
            "  <location path=\"{folder}\">\n    <system.webServer><staticContent><clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" \
             cacheControlCustom=\"public, immutable\" /></staticContent></system.webServer>\n  </location>"
        );
    }
    for lang in &it.others {
        let _ = writeln!(
            out,
            "  <location path=\"{lang}\">\n    <system.webServer><httpErrors><remove statusCode=\"404\" /><error statusCode=\"404\" path=\"{lang}\\404.html\" \
             responseMode=\"File\" /></httpErrors></system.webServer>\n  </location>"
        );
    }
    out.push_str("</configuration>\n");
    out
}

/// `_headers` and `_redirects`, as Netlify and Cloudflare Pages read them. Both keep pages for no time by themselves, and name the type
/// of what they know; both answer a missing page with the nearest 404.html above it.
fn pages(it: &RecipeSite<'_>, limit: usize) -> String {
    let mut out = String::from("# ---- save from here as root/_headers\n/*\n");
    for (name, value) in HEADERS {
        let _ = writeln!(out, "  {name}: {value}");
    }
    for folder in HASHED {
        let _ = writeln!(out, "/{folder}/*\n  Cache-Control: {FOR_EVER}");
    }
    for ending in ["csv", "ics", "jsonld", "txt"] {
        let kind = super::served::content_type(&format!("x.{ending}"));
        let _ = writeln!(out, "/*.{ending}\n  Content-Type: {kind}");
    }
    let _ = writeln!(out, "/*{FEED}\n  Content-Type: {FEED_TYPE}");
    out.push_str("\n# ---- save from here as root/_redirects\n");
    let lines: Vec<String> = it
        .moves
        .iter()
        .map(|(old, new)| {
            format!("{} {} 301", percent::encode(old, percent::PATH), percent::encode(new, percent::PATH_AND_ANCHOR))
        })
        .collect();
    let taken = lines.len().min(limit);
    lines.iter().take(taken).for_each(|line| _ = writeln!(out, "{line}"));
    if taken < lines.len() {
        let _ = writeln!(out, "# {} more were left out: pages at those addresses lead on.", lines.len() - taken);
    }
    out
}

/// A script: what pages need goes first, and what is gone goes last, so that no page that is up asks for what is not.
fn s3() -> String {
    let mut out = String::from(
        "#!/bin/sh\n# Amazon S3 and what speaks its protocol. Usage: s3.sh FOLDER s3://BUCKET [options of aws, such as --endpoint-url ADDRESS]\n\
         set -eu\nfolder=$1 bucket=$2\nshift 2\nput() { aws s3 cp \"$@\" --recursive --only-show-errors; }\n\
         # 1. What has a hash in its name, before any page asks for it.\n",
    );
    let mut hashed = String::new();
    for folder in HASHED {
        let _ = write!(hashed, " --include '{folder}/*.ENDING' --include '*/{folder}/*.ENDING'");
    }
    let served = |ending: &str| TYPES.iter().find(|(known, _)| *known == ending).map_or("", |(_, kind)| *kind);
    let is_page = |ending: &str| ending.starts_with("htm");
    for (ending, kind) in TYPES.iter().filter(|(ending, _)| !is_page(ending)) {
        let _ = writeln!(
            out,
            "put \"$folder\" \"$bucket\" --exclude '*'{} --content-type '{kind}' --cache-control '{FOR_EVER}' \"$@\"",
            hashed.replace("ENDING", ending)
        );
    }
    out.push_str("# 2. Data and documents.\n");
    let mut not_hashed = String::new();
    for folder in HASHED {
        let _ = write!(not_hashed, " --exclude '{folder}/*' --exclude '*/{folder}/*'");
    }
    for (ending, kind) in TYPES.iter().filter(|(ending, _)| !is_page(ending)) {
        let _ = writeln!(
            out,
            "put \"$folder\" \"$bucket\" --exclude '*' --include '*.{ending}'{not_hashed} --content-type '{kind}' --cache-control '{ASK_AGAIN}' \"$@\""
        );
    }
    let _ = writeln!(
        out,
        "put \"$folder\" \"$bucket\" --exclude '*' --include '*{FEED}' --content-type '{FEED_TYPE}' --cache-control '{ASK_AGAIN}' \"$@\"\n# 3. Pages.\n\
         put \"$folder\" \"$bucket\" --exclude '*' --include '*.html' --content-type '{}' --cache-control '{ASK_AGAIN}' \"$@\"\n\
         # 4. What is gone.\naws s3 sync \"$folder\" \"$bucket\" --delete --size-only --only-show-errors \"$@\"\n\
         # The headers of every answer and the missing page of each language are set in front of the bucket (CloudFront: a response headers policy).",
        served("html")
    );
    out
}
