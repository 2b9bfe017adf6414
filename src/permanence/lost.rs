//! What to say of an address that would be lost: where the ledger has it, the three ways out, and the nearest address there is.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Listed;
use super::shown::Shown;
use super::standing::{Stand, Standing};
use crate::diag::{Code, Diagnostic, nearest, setting};
use crate::record::Span;

/// So many addresses below a lost one are shown with it; all are counted.
const SHOWN: usize = 100;
/// So many addresses are weighed for the nearest.
const WEIGHED: usize = 400;

/// An address, or anchors of one, that would be lost.
pub(super) struct Lost {
    /// With its slash at the front.
    address: String,
    span: Span,
    /// Empty: the whole.
    anchors: Vec<(String, Span)>,
}

impl Lost {
    pub(super) fn page(listed: &Listed<'_>) -> Lost {
        Lost { address: listed.address.to_string(), span: listed.span, anchors: Vec::new() }
    }

    pub(super) fn anchors(listed: &Listed<'_>, which: &[usize]) -> Lost {
        let anchors = which.iter().filter_map(|n| listed.anchors.get(*n)).map(|a| (a.name.to_string(), a.span));
        Lost { address: listed.address.to_string(), span: listed.span, anchors: anchors.collect() }
    }
}

/// One diagnostic for each page with lost anchors, and for each lost address together with those below it.
pub(super) fn diagnostics(standing: &Standing<'_, '_>, lost: Vec<Lost>) -> Vec<Diagnostic> {
    if lost.is_empty() {
        return Vec::new();
    }
    let addresses = standing.addresses();
    let near = Near::new(standing, &addresses);
    let (pages, places): (Vec<Lost>, Vec<Lost>) = lost.into_iter().partition(|l| l.anchors.is_empty());
    let mut out: Vec<Diagnostic> = once(standing, places).iter().map(|l| anchors(standing, l)).collect();
    let tops = grouped(standing, &pages);
    for (top, below) in tops {
        out.push(page(standing, &near, top, &below));
    }
    crate::diag::sort(&mut out);
    out
}

/// Lost anchors without those that the page in another language loses with the first: what mends the one mends the other.
fn once(standing: &Standing<'_, '_>, mut places: Vec<Lost>) -> Vec<Lost> {
    let first: BTreeMap<String, BTreeSet<String>> = places
        .iter()
        .filter(|l| standing.language_of(l.address.trim_start_matches('/')).0.is_empty())
        .map(|l| (l.address.clone(), l.anchors.iter().map(|(a, _)| a.clone()).collect()))
        .collect();
    for lost in &mut places {
        let (lang, rest) = standing.language_of(lost.address.trim_start_matches('/'));
        if let Some(same) = first.get(&format!("/{rest}")).filter(|_| !lang.is_empty()) {
            lost.anchors.retain(|(anchor, _)| !same.contains(anchor));
        }
    }
    places.retain(|l| !l.anchors.is_empty());
    places
}

/// Lost addresses by the topmost of them. The actions raised at a lost meeting go with it, and so does its page in other languages.
fn grouped<'l>(standing: &Standing<'_, '_>, pages: &'l [Lost]) -> Vec<(&'l Lost, Vec<&'l Lost>)> {
    let by_address: BTreeMap<&str, usize> = pages.iter().enumerate().map(|(n, l)| (l.address.as_str(), n)).collect();
    let top_of = |whole: &str| {
        let (lang, rest) = standing.language_of(whole.trim_start_matches('/'));
        let first = format!("/{rest}");
        let address = if by_address.contains_key(first.as_str()) { first.as_str() } else { whole };
        let original = by_address.get(address).copied().filter(|_| !lang.is_empty() && address != whole);
        let mut top = None;
        for lead in ["/", "/actions/", "/actions/body/"] {
            let Some(rest) = address.strip_prefix(lead) else { continue };
            for (at, _) in rest.match_indices('/') {
                let above = format!("/{}", &rest[..=at]);
                if let Some(n) = by_address.get(above.as_str()).filter(|_| above != address) {
                    top = Some(*n);
                    break;
                }
            }
            if top.is_some() {
                break;
            }
        }
        top.or(original)
    };
    let mut out: BTreeMap<usize, Vec<&Lost>> = BTreeMap::new();
    for (n, lost) in pages.iter().enumerate() {
        match top_of(&lost.address) {
            Some(top) => out.entry(top).or_default().push(lost),
            None => drop(out.entry(n).or_default()),
        }
    }
    out.into_iter().filter_map(|(n, below)| Some((pages.get(n)?, below))).collect()
}

fn page(standing: &Standing<'_, '_>, near: &Near<'_>, lost: &Lost, below: &[&Lost]) -> Diagnostic {
    let address = &lost.address;
    let what = match below.len() {
        0 => format!("`{address}` was published and would be lost"),
        1 => format!("`{address}` and 1 address below it were published and would be lost"),
        n => format!("`{address}` and {n} addresses below it were published and would be lost"),
    };
    let covers = if below.is_empty() { "" } else { "; it covers what is below" };
    let now = near.of(address).map(|now| (now, standing.document(now).and_then(|t| source(standing, &t))));
    let yaml = now.as_ref().is_some_and(|(_, file)| file.as_ref().is_some_and(|f| f.yaml));
    let alias = setting(yaml, "aliases", &format!("[{address:?}]"));
    let alias = match &now {
        Some((now, file)) => format!(
            "or, where it moved, put `{alias}` into the front matter of the page that has it now{covers} (the nearest address is `/{now}`{})",
            file.as_ref().map_or(String::new(), |f| format!(", from `{}`", f.path))
        ),
        None => format!("or, where it moved, put `{alias}` into the front matter of the page that has it now{covers}"),
    };
    let tomb = setting(yaml, "withdrawn", &tombstone(standing));
    let tombstone = if address.ends_with('/') {
        format!("or leave a tombstone: a file in its old place with `{tomb}` in its front matter")
    } else {
        format!("or leave a tombstone: `{tomb}` in the front matter of the page it lay beside")
    };
    let mut diagnostic = Diagnostic::new(Code::LostPermalink, lost.span, what)
        .expected("nothing would stand here")
        .remedy(format!("restore it; {alias}; {tombstone}"));
    for lost in below.iter().take(SHOWN) {
        diagnostic = diagnostic.related(lost.span, "and this");
    }
    diagnostic
}

/// When and why something was withdrawn, to be filled in.
fn tombstone(standing: &Standing<'_, '_>) -> String {
    format!("{{ date = {}, reason = \"…\" }}", standing.site.today)
}

fn anchors(standing: &Standing<'_, '_>, lost: &Lost) -> Diagnostic {
    let names: Vec<String> = lost.anchors.iter().map(|(a, _)| format!("`#{a}`")).collect();
    let (some, others) = names.split_at(names.len().min(SHOWN));
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let first = lost.anchors.first().map_or("", |(a, _)| a);
    let target = standing.document(lost.address.trim_start_matches('/'));
    let near = target.as_ref().and_then(|t| nearest(first, t.anchors())).unwrap_or("…");
    let own = target.as_ref().and_then(|t| source(standing, t));
    let file = own.as_ref().map_or("its page".to_owned(), |f| format!("`{}`", f.path));
    let yaml = own.is_some_and(|f| f.yaml);
    let address = &lost.address;
    let now = setting(yaml, "anchors", &format!("{{ {first:?} = {near:?} }}"));
    let alias = setting(yaml, "aliases", &format!("[\"{address}#{first}\"]"));
    let tomb = setting(yaml, "anchors", &format!("{{ {first:?} = {} }}", tombstone(standing)));
    let mut diagnostic = Diagnostic::new(
        Code::LostPermalink,
        lost.anchors.first().map_or(lost.span, |(_, span)| *span),
        format!("`{address}` would lose {}{more}", some.join(", ")),
    )
    .expected("was published, and no place of the page has it")
    .remedy(format!(
        "restore it; or say in the front matter of {file} what stands for it now, `{now}`, or, where it moved to another page, put \
         `{alias}` there; or leave a tombstone: `{tomb}`"
    ));
    for (_, span) in lost.anchors.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(*span, "and this");
    }
    diagnostic
}

/// A file of the content folder.
struct Source {
    path: String,
    /// Its front matter is YAML.
    yaml: bool,
}

/// The file that an author wrote for a page: of a translated one, the translation.
fn source(standing: &Standing<'_, '_>, shown: &Shown<'_>) -> Option<Source> {
    let file = shown.translation().or(shown.document())?.file;
    let path = standing.site.sources.path(file).to_owned();
    let yaml = standing.site.sources.text(file).is_some_and(|t| t.trim_start_matches('\u{feff}').starts_with("---"));
    Some(Source { path, yaml }).filter(|s| s.path.ends_with(".md"))
}

/// Finds the nearest address to one that is gone.
struct Near<'s> {
    /// By the last part: what moved to another folder keeps it.
    by_name: BTreeMap<&'s str, Vec<&'s str>>,
    all: Vec<&'s str>,
}

impl<'s> Near<'s> {
    /// `addresses` are all that stand.
    fn new(standing: &Standing<'_, '_>, addresses: &'s [String]) -> Self {
        let mut all: Vec<&str> = addresses.iter().map(String::as_str).collect();
        // Of what minutebook lists by itself nobody says that something moved there.
        all.retain(|a| match standing.get(a) {
            Some(stand @ Stand::Page(..)) => standing.shown(stand).is_some() || standing.language_of(a).1.starts_with("actions/"),
            _ => true,
        });
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for address in &all {
            by_name.entry(last(address)).or_default().push(address);
        }
        Near { by_name, all }
    }

    fn of(&self, address: &str) -> Option<&'s str> {
        let address = address.trim_start_matches('/');
        let distance = |other: &&&str| strsim::damerau_levenshtein(address, other);
        let same = self.by_name.get(last(address)).into_iter().flatten().take(WEIGHED).min_by_key(distance);
        same.copied().or_else(|| {
            let above = address.trim_end_matches('/').rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
            let from = self.all.partition_point(|a| *a < above.as_str());
            let depth = |a: &str| a.trim_end_matches('/').matches('/').count();
            let beside = self.all[from..].iter().copied().take_while(|a| a.starts_with(&above)).take(WEIGHED);
            nearest(address, beside.filter(|a| depth(a) == depth(address) && !a.is_empty()))
        })
    }
}

fn last(address: &str) -> &str {
    address.trim_end_matches('/').rsplit('/').next().unwrap_or(address)
}
