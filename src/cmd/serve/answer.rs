//! From a request's words to an answer: no sockets here.

use std::net::IpAddr;
use std::sync::Arc;

use crate::edition::HeldFile;
use crate::export::served::{self, content_type};
use crate::html::{escape, percent};
use crate::publish::PreviewSite;

/// Where the preview's own files stand; no body can have this name, since a slug has no underscore.
pub(super) const OWN: &str = "/_minutebook/";

const RELOAD: &str = include_str!("reload.js");
const PROBLEM_STYLE: &str = include_str!("problem.css");
const BAR_STYLE: &str = include_str!("bar.css");

/// What every answer says besides its own.
pub(super) const HEADERS: [(&str, &str); 7] = [
    served::HEADERS[0],
    served::HEADERS[1],
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
];

/// The files of a site. Only the search for withheld words makes a [`HeldFile`].
pub(super) trait ShownSite: Send + Sync {
    /// The file at a path below the site, or what is wrong with it as text.
    fn file(&self, path: &str) -> Result<Option<HeldFile>, String>;
}

impl ShownSite for PreviewSite {
    fn file(&self, path: &str) -> Result<Option<HeldFile>, String> {
        self.page(path).map_err(|found| self.explain(&found))
    }
}

/// What there is to show.
#[derive(Clone, Default)]
pub(super) struct Showing {
    /// The newest site that could be read.
    site: Option<Arc<dyn ShownSite>>,
    /// What is wrong with the content, where a newer one could not: shown over the pages of the newest that could.
    pub(super) problem: Option<Arc<str>>,
    /// What would stop a build of this site, shown over every page.
    pub(super) warnings: Option<Arc<str>>,
}

impl Showing {
    /// A site.
    pub(super) fn of(site: Arc<dyn ShownSite>) -> Showing {
        Showing { site: Some(site), ..Showing::default() }
    }

    /// Adds what would stop a build; nothing where the text is empty.
    pub(super) fn warn(&mut self, text: &str) {
        if !text.is_empty() {
            let before = self.warnings.as_deref().unwrap_or("");
            self.warnings = Some(format!("{before}{text}").into());
        }
    }

    /// What is shown over the pages.
    pub(super) fn bar(&self) -> (Option<Arc<str>>, Option<Arc<str>>) {
        (self.problem.clone(), self.warnings.clone())
    }

    fn file(&self, path: &str) -> Result<Option<HeldFile>, String> {
        self.site.as_ref().map_or(Ok(None), |site| site.file(path))
    }
}

/// An answer, but for the headers that all have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub body: Arc<[u8]>,
    pub location: Option<String>,
    /// Of a page: differs where it would be shown otherwise.
    pub state: Option<String>,
}

impl Answer {
    fn new(status: u16, kind: &'static str, body: impl AsRef<[u8]>) -> Answer {
        Answer { status, kind, body: body.as_ref().into(), location: None, state: None }
    }

    /// A few words.
    pub(super) fn plain(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", words)
    }
}

/// Whether the preview may be reached by this name.
///
/// A page of another site can have its own name lead to this machine and then read what it gets; so a
/// name is only accepted where it is one of ours. `bound` is where the server listens.
pub(super) fn is_our_name(host: &str, bound: IpAddr, names: &[String]) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    match name.parse::<IpAddr>() {
        Ok(address) => address == bound || address.is_loopback() || bound.is_unspecified(),
        Err(_) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || names.iter().any(|n| n.eq_ignore_ascii_case(&name))
        }
    }
}

/// The answer to a request for `url`, which is a path and may have a query.
pub(super) fn answer(url: &str, showing: &Showing) -> Answer {
    let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
    match path.strip_prefix(OWN) {
        Some("reload.js") => return Answer::new(200, "text/javascript; charset=utf-8", RELOAD),
        Some("bar.css") => return Answer::new(200, "text/css; charset=utf-8", BAR_STYLE),
        Some("bar") => return Answer::new(200, "text/html; charset=utf-8", bar(showing)),
        Some("problem.css") => return Answer::new(200, "text/css; charset=utf-8", PROBLEM_STYLE),
        Some(_) => return Answer::plain(404, "There is nothing here.\n"),
        None => {}
    }
    let Some(path) = decoded(path) else { return Answer::plain(400, "This is no address of a page.\n") };
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    let is_page = file.ends_with(".html") || !file.rsplit('/').next().unwrap_or(&file).contains('.');
    if let Some(problem) = showing.problem.as_ref().filter(|_| is_page && showing.site.is_none()) {
        return page(500, &problem_page(ERRORS, problem), &file, showing);
    }
    let kind = content_type(&file);
    match showing.file(&file) {
        Ok(Some(found)) if kind.starts_with("text/html") => return page(200, found.bytes(), &file, showing),
        Ok(Some(found)) => return Answer::new(200, kind, found.bytes()),
        Err(problem) if is_page => return page(500, &problem_page(STOPPED, &problem), &file, showing),
        Err(problem) => return Answer::plain(500, &problem),
        Ok(None) => {}
    }
    if !matches!(showing.file(&format!("{path}/index.html")), Ok(None)) {
        let query = query.map(|q| format!("?{q}")).unwrap_or_default();
        let mut answer = Answer::plain(301, "The page is a folder.\n");
        answer.location = Some(format!("/{}/{query}", encoded(&path)));
        return answer;
    }
    match showing.file("404.html") {
        Ok(Some(lost)) => page(404, lost.bytes(), &file, showing),
        _ => Answer::plain(404, "There is no such page.\n"),
    }
}

/// A page with the script that reloads it, and with what would stop a build over it.
fn page(status: u16, html: &[u8], file: &str, showing: &Showing) -> Answer {
    let state = state(html, file, showing);
    let script = format!("<script src=\"{OWN}reload.js?{state}\"></script>");
    let bar = bar(showing);
    let at = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
    let (before, after) = html.split_at(at);
    let body = [before, bar.as_bytes(), script.as_bytes(), after].concat();
    Answer { state: Some(state), ..Answer::new(status, "text/html; charset=utf-8", body) }
}

/// Tells a page as it is shown from the same page shown otherwise: a digest of its bytes, and of the pictures in it that keep their names when they
/// change. (Files of the theme have another name then.)
fn state(html: &[u8], file: &str, showing: &Showing) -> String {
    let mut digest = blake3::Hasher::new();
    digest.update(html);
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    for source in pictures(html).filter(|source| !source.contains("/assets/") && !source.starts_with("assets/")) {
        let place = below(folder, &source).and_then(|path| showing.file(&path).ok().flatten());
        digest.update(blake3::hash(place.as_ref().map_or(&[], |picture| picture.bytes())).as_bytes());
    }
    digest.finalize().to_hex().chars().take(16).collect()
}

/// The files that a page shows within itself, as it names them.
fn pictures(html: &[u8]) -> impl Iterator<Item = String> {
    const SOURCE: &[u8] = b" src=\"";
    memchr::memmem::find_iter(html, SOURCE).filter_map(|at| {
        let rest = html.get(at + SOURCE.len()..)?;
        let end = memchr::memchr(b'"', rest)?;
        Some(String::from_utf8_lossy(rest.get(..end)?).into_owned())
    })
}

/// The path of what a page in a folder names; `None` where it is of another site.
fn below(folder: &str, source: &str) -> Option<String> {
    if source.contains(':') || source.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in source.split(['?', '#']).next()?.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    decoded(&format!("/{}", parts.join("/")))
}

/// What is wrong with a newer site and what would stop a build, over a page; nothing where nothing is.
fn bar(showing: &Showing) -> String {
    let (summary, text) = match (&showing.problem, &showing.warnings) {
        (Some(problem), _) => (NOT_SHOWN, problem),
        (None, Some(warnings)) => (STOPS, warnings),
        (None, None) => return String::new(),
    };
    format!(
        "<aside id=\"minutebook-bar\" aria-label=\"Preview\"><link rel=\"stylesheet\" href=\"{OWN}bar.css\"><details>\
         <summary>{summary}</summary><pre tabindex=\"0\">{}</pre></details></aside>",
        escaped(text)
    )
}

/// The lines of the bar over a page.
const STOPS: &str = "A build of this site would stop: show why";
const NOT_SHOWN: &str = "The content has errors, and the page is as it was before them: show why";

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape::text(&mut out, text);
    out
}

/// The heading of the page that stands for all while the content has errors, and a sentence below it.
const ERRORS: (&str, &str) = ("The content has errors", "The preview updates when you correct them and save.");
/// The same of a page that would stop a build by itself.
const STOPPED: (&str, &str) =
    ("This page cannot be published", "It appears as soon as this is fixed and the file is saved. Nothing was published.");

fn problem_page((title, advice): (&str, &str), problem: &str) -> Vec<u8> {
    let text = escaped(problem);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{OWN}problem.css\">\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p>{advice}</p>\n\
         <pre tabindex=\"0\">{text}</pre>\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// The path below the site, decoded; `None` where it is malformed or leads anywhere else.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' { hex(rest.next()?)? * 16 + hex(rest.next()?)? } else { byte });
    }
    let path = String::from_utf8(bytes).ok()?;
    let folders = path.strip_suffix('/').unwrap_or(&path);
    let sound = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
    (path.is_empty() || folders.split('/').all(sound)).then_some(path)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// A path as it stands in a header.
fn encoded(path: &str) -> String {
    percent::encode(path, percent::PATH)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::edition::{SecretScanner, Secrets};

    /// A few files.
    struct Files(BTreeMap<&'static str, &'static str>);

    impl ShownSite for Files {
        fn file(&self, path: &str) -> Result<Option<HeldFile>, String> {
            let scanner = SecretScanner::new(Secrets::default());
            match self.0.get(path) {
                Some(text) if text.starts_with("leak") => Err("withheld <words>".to_owned()),
                found => Ok(found.and_then(|text| scanner.scan(path, text.as_bytes()).unwrap().hold())),
            }
        }
    }

    fn showing(problem: Option<&str>) -> Showing {
        let files = [
            ("index.html", "<body>home</body>"),
            ("idmg/2012-04-17/index.html", "<p>no body"),
            ("caf\u{e9} x/index.html", "x"),
            ("leaks/index.html", "leak"),
            ("leaks/actions.csv", "leak"),
            ("assets/site.css", "p{}</body>"),
            ("404.html", "<body>lost</body>"),
            ("evil.example/index.html", ""),
        ];
        let site = Showing::of(Arc::new(Files(files.into())));
        Showing { problem: problem.map(Into::into), ..site }
    }

    fn text(answer: &Answer) -> String {
        String::from_utf8_lossy(&answer.body).into_owned()
    }

    #[test]
    fn finds_pages_and_adds_the_script_to_them_only() {
        let showing = showing(None);
        let home = answer("/", &showing);
        let state = home.state.clone().unwrap();
        assert_eq!(text(&home), format!("<body>home<script src=\"/_minutebook/reload.js?{state}\"></script></body>"));
        assert!(text(&answer("/idmg/2012-04-17/?x=1", &showing)).ends_with("</script>"));
        assert_eq!(text(&answer("/assets/site.css", &showing)), "p{}</body>");
        assert_eq!(answer("/assets/site.css", &showing).kind, "text/css; charset=utf-8");
        assert_eq!(answer("/idmg/2012-04-17?q=a", &showing).location.as_deref(), Some("/idmg/2012-04-17/?q=a"));
        assert_eq!(answer("/caf%C3%A9%20x", &showing).location.as_deref(), Some("/caf%C3%A9%20x/"));
        let lost = answer("/nowhere/", &showing);
        assert_eq!((lost.status, text(&lost).starts_with("<body>lost<script")), (404, true));
        assert_eq!(answer("/_minutebook/reload.js?7-1", &showing).status, 200);
    }

    #[test]
    fn leads_nowhere_else() {
        let showing = showing(None);
        for path in ["/../x", "/%2e%2e/x", "/a/..%2f", "/a%5c..", "/%00", "/%ff", "/%zz", "/%4", "//evil.example", "", "x", "/./"]
        {
            let answer = answer(path, &showing);
            assert!(answer.status >= 400 && answer.location.is_none(), "{path}: {answer:?}");
        }
    }

    #[test]
    fn shows_what_is_wrong_as_text_over_the_last_good_pages() {
        let showing = showing(Some("<script>alert(1)</script> & more"));
        let shown = answer("/", &showing);
        assert_eq!(shown.status, 200);
        assert!(text(&shown).contains("home<aside") && text(&shown).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"));
        // Where there is none, in place of them.
        let page = answer("/idmg/", &Showing { site: None, ..showing.clone() });
        assert_eq!(page.status, 500);
        assert!(text(&page).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more") && text(&page).contains("reload.js?"));
        assert_eq!(answer("/assets/site.css", &showing).status, 200);
    }

    #[test]
    fn a_page_has_another_state_where_it_or_a_picture_in_it_is_another() {
        let site = |html, picture| Showing::of(Arc::new(Files([("a/index.html", html), ("a/x y.png", picture)].into())));
        let state = |html, picture| answer("/a/", &site(html, picture)).state.unwrap();
        let html = "<img alt=\"\" src=\"x%20y.png\"></body>";
        assert_eq!(state(html, "1"), state(html, "1"));
        assert_ne!(state(html, "1"), state(html, "2"));
        assert_ne!(state(html, "1"), state("<b>x</b></body>", "1"));
        assert_eq!(state("<b>x</b></body>", "1"), state("<b>x</b></body>", "2"));
    }

    #[test]
    fn shows_the_error_of_a_page_in_its_place_and_the_warnings_over_all() {
        let mut showing = showing(None);
        let page = answer("/leaks/", &showing);
        assert_eq!(page.status, 500);
        assert!(text(&page).contains("withheld &lt;words&gt;") && text(&page).contains("cannot be published"));
        assert_eq!((answer("/leaks/actions.csv", &showing).status, answer("/leaks", &showing).status), (500, 301));
        assert_eq!(text(&answer("/_minutebook/bar?7-1", &showing)), "");
        showing.warn("one <b>\n");
        showing.warn("");
        showing.warn("two\n");
        let home = text(&answer("/", &showing));
        assert!(home.contains("one &lt;b&gt;\ntwo\n</pre>") && home.contains("reload.js"), "{home}");
        assert!(!text(&answer("/assets/site.css", &showing)).contains("two"));
        assert!(text(&answer("/_minutebook/bar?7-1", &showing)).starts_with("<aside id=\"minutebook-bar\""));
        assert_eq!(answer("/_minutebook/bar.css", &showing).status, 200);
    }

    #[test]
    fn answers_to_its_own_names_only() {
        let local: IpAddr = "127.0.0.1".parse().unwrap();
        let all: IpAddr = "0.0.0.0".parse().unwrap();
        let names = ["preview.example".to_owned()];
        for host in ["localhost:1111", "LOCALHOST", "127.0.0.1:1111", "[::1]:80", "preview.example:1", "localhost."] {
            assert!(is_our_name(host, local, &names), "{host}");
        }
        for host in ["", "evil.example", "evil.example:1111", "localhost.evil.example", "192.168.1.5", "127.0.0.1.evil.example"] {
            assert!(!is_our_name(host, local, &names), "{host}");
        }
        assert!(is_our_name("192.168.1.5:1111", all, &[]));
        assert!(!is_our_name("evil.example", all, &[]));
    }
}
