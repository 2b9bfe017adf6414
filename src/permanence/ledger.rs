//! `permalinks.txt` as text: every address that was ever published, with the anchors of its page.
//!
//! One line is one address, or one group of anchors of it, and means the same wherever it stands: lines may be sorted,
//! merged and repeated. The format is described in `docs/reference/permalinks.md`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span, percent_decoded};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// What the first line begins with; the version follows.
const HEAD: &str = "# minutebook permalinks ";

/// What a new ledger says of itself.
const NOTE: &str = "\
# Every address that was published, and the anchors of its page. `minutebook publish` adds to it; keep it with the content.
# A build that would lose one of them fails. What to do then: restore it, add an alias, or leave a tombstone.
";

/// The addresses of a ledger, sorted, one of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger<'a> {
    /// Sorted by address.
    pub pages: Vec<Listed<'a>>,
}

/// One address of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<'a> {
    /// `/idmg/2012-04-17/` for a page, `/reports/x/report.pdf` for a file.
    pub address: Cow<'a, str>,
    /// Where the ledger says so first.
    pub span: Span,
    /// Without `#`, each with its place; in the order of the ledger.
    pub anchors: Vec<(Cow<'a, str>, Span)>,
}

impl<'a> Ledger<'a> {
    /// Reads a ledger. What cannot be read is reported and left out.
    pub fn read(file: FileId, text: &'a str) -> (Ledger<'a>, Vec<Diagnostic>) {
        let (mut pages, mut problems): (Vec<Listed<'a>>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut at = start;
        let mut first = true;
        let mut sorted = true;
        for line in text[start..].split_inclusive('\n') {
            let begin = at;
            at += line.len();
            let line = line.trim_end();
            if line.is_empty() {
                continue;
            }
            if std::mem::take(&mut first) {
                problems.extend(head(line, Span::new(file, begin, begin + line.len())));
            }
            if line.starts_with('#') {
                continue;
            }
            match entry(file, line, begin) {
                Ok(listed) => match pages.last_mut() {
                    Some(last) if last.address == listed.address => last.anchors.extend(listed.anchors),
                    last => {
                        sorted &= last.is_none_or(|l| l.address < listed.address);
                        pages.push(listed);
                    }
                },
                Err(problem) => problems.push(*problem),
            }
        }
        if !sorted {
            pages = joined(pages);
        }
        (Ledger { pages }, problems)
    }
}

/// One of each address, sorted.
fn joined(mut pages: Vec<Listed<'_>>) -> Vec<Listed<'_>> {
    pages.sort_by(|a, b| (&a.address, a.span).cmp(&(&b.address, b.span)));
    let mut out: Vec<Listed<'_>> = Vec::with_capacity(pages.len());
    for page in pages {
        match out.last_mut() {
            Some(last) if last.address == page.address => last.anchors.extend(page.anchors),
            _ => out.push(page),
        }
    }
    out
}

/// The first line says which version the ledger is.
fn head(line: &str, span: Span) -> Option<Diagnostic> {
    let problem = |what: String| Diagnostic::new(Code::Syntax, span, what);
    let Some(version) = line.strip_prefix(HEAD.trim_end()) else {
        return Some(
            problem("the ledger does not say its version".to_owned())
                .expected(format!("expected the line `{HEAD}{VERSION}`"))
                .remedy(format!("put the line `{HEAD}{VERSION}` before all others")),
        );
    };
    match version.trim().parse::<u32>() {
        Ok(n) if (1..=VERSION).contains(&n) => None,
        Ok(n) if n > VERSION => Some(
            problem(format!("this ledger is of version {n}, and this minutebook reads up to {VERSION}"))
                .expected("a newer minutebook wrote this")
                .remedy("use that minutebook, or a later one"),
        ),
        _ => Some(problem("the ledger does not say its version".to_owned()).expected(format!("expected `{HEAD}{VERSION}`"))),
    }
}

/// `/idmg/2012-04-17/ #2 #2.1`.
fn entry(file: FileId, line: &str, begin: usize) -> Result<Listed<'_>, Box<Diagnostic>> {
    let mut words = line.split_ascii_whitespace().map(|word| {
        let from = begin + (word.as_ptr() as usize - line.as_ptr() as usize);
        (word, Span::new(file, from, from + word.len()))
    });
    let Some((address, span)) = words.next().filter(|(word, _)| word.starts_with('/')) else {
        return Err(Box::new(no_entry(line, Span::new(file, begin, begin + line.len()))));
    };
    let mut anchors = Vec::new();
    for (word, span) in words {
        match word.strip_prefix('#').filter(|a| !a.is_empty()) {
            Some(anchor) => anchors.push((percent_decoded(anchor), span)),
            None => {
                return Err(Box::new(
                    Diagnostic::new(Code::Syntax, span, format!("`{word}` is no anchor"))
                        .expected("expected # and the anchor")
                        .remedy("a line is an address and, after it, anchors: `/board/2012-04-17/ #2 #2.1`; a blank in an address is %20"),
                ));
            }
        }
    }
    Ok(Listed { address: percent_decoded(address), span, anchors })
}

fn no_entry(line: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::new(Code::Syntax, span, "this line of the ledger is no address");
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    if conflict {
        return problem
            .expected("two versions of the ledger were merged and did not fit")
            .remedy("keep the lines of both sides and delete the marks; the order does not matter");
    }
    problem.expected("expected an address that begins with /").remedy("delete the line, or put a # before a remark")
}

/// An address or anchor as a line holds it: blanks, control characters, `%` and `#` in percent form.
fn encoded(text: &str) -> Cow<'_, str> {
    let marked = |c: char| c.is_whitespace() || c.is_control() || c == '%' || c == '#';
    if !text.contains(marked) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if marked(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|b| out.push_str(&format!("%{b:02X}")));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Addresses to be added, each with its anchors.
pub type Additions = BTreeMap<String, BTreeSet<String>>;

/// A ledger with more addresses: its text, and what was new, in order (`/idmg/2012-04-17/`, `/idmg/2012-04-17/#2.1`).
/// Where nothing is new the text is as it was, byte for byte.
pub fn extended(before: Option<&str>, ledger: &Ledger<'_>, add: &Additions) -> (String, Vec<String>) {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in &ledger.pages {
        all.entry(&page.address).or_default().extend(page.anchors.iter().map(|(a, _)| &**a));
    }
    let mut new = Vec::new();
    for (address, anchors) in add {
        let known = all.contains_key(&**address);
        if !known {
            new.push(address.clone());
        }
        let there = all.entry(address).or_default();
        new.extend(anchors.iter().filter(|a| there.insert(a)).map(|a| format!("{address}#{a}")));
    }
    if let Some(before) = before.filter(|_| new.is_empty()) {
        return (before.to_owned(), new);
    }
    let mut out = format!("{HEAD}{VERSION}\n");
    match before {
        // Remarks are their author's: they are kept, all of them at the head.
        Some(text) => {
            let remarks = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).filter(|l| l.starts_with('#'));
            remarks.filter(|l| !l.starts_with(HEAD.trim_end())).for_each(|l| {
                out.push_str(l);
                out.push('\n');
            });
        }
        None => out.push_str(NOTE),
    }
    for (address, anchors) in &all {
        lines(&mut out, address, anchors);
    }
    (out, new)
}

/// The lines of one address: one for each item with its paragraphs, so that a change is one line of a comparison.
fn lines(out: &mut String, address: &str, anchors: &BTreeSet<&str>) {
    let address = encoded(address);
    out.push_str(&address);
    let mut sorted: Vec<&str> = anchors.iter().copied().collect();
    sorted.sort_by(|a, b| natural(a, b));
    let mut last: Option<&str> = None;
    for anchor in sorted {
        let group = group(anchor);
        if last.is_some_and(|l| l != group) {
            out.push('\n');
            out.push_str(&address);
        }
        last = Some(group);
        out.push_str(" #");
        out.push_str(&encoded(anchor));
    }
    out.push('\n');
}

/// What stands on one line: everything of one item (`2`, `2.1`, `2.1-p1`); of names, those with one first word.
fn group(anchor: &str) -> &str {
    let end = if anchor.starts_with(|c: char| c.is_ascii_digit()) {
        anchor.find(|c: char| !c.is_ascii_digit())
    } else {
        anchor.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'))
    };
    end.and_then(|end| anchor.get(..end)).unwrap_or(anchor)
}

/// The order of people: 1.2 before 1.10.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
        let (n, m) = (digits(x), digits(y));
        if n > 0 && m > 0 {
            let number = |t: &str, n: usize| t.get(..n).map(|d| d.trim_start_matches('0').to_owned()).unwrap_or_default();
            let (p, q) = (number(x, n), number(y, m));
            match p.len().cmp(&q.len()).then_with(|| p.cmp(&q)) {
                Ordering::Equal => (x, y) = (x.get(n..).unwrap_or(""), y.get(m..).unwrap_or("")),
                other => return other,
            }
            continue;
        }
        match (x.chars().next(), y.chars().next()) {
            (Some(c), Some(d)) if c == d => (x, y) = (x.get(c.len_utf8()..).unwrap_or(""), y.get(d.len_utf8()..).unwrap_or("")),
            (None, None) => return a.cmp(b),
            (c, d) => return c.cmp(&d),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Ledger<'_>, Vec<Diagnostic>) {
        Ledger::read(FileId(0), text)
    }

    fn plain(ledger: &Ledger<'_>) -> Additions {
        let anchors = |p: &Listed<'_>| p.anchors.iter().map(|(a, _)| a.to_string()).collect();
        ledger.pages.iter().map(|p| (p.address.to_string(), anchors(p))).collect()
    }

    #[test]
    fn lines_are_sorted_grouped_and_read_again() {
        let anchors = ["1", "1.10", "1.2", "1.2-p1", "10", "2", "attendees", "decision-1.2", "p1"];
        let add = Additions::from([
            ("/b/2012-04-17/".to_owned(), anchors.iter().map(|a| (*a).to_owned()).collect()),
            ("/a b#c/".to_owned(), BTreeSet::new()),
        ]);
        let (text, new) = extended(None, &Ledger::default(), &add);
        assert_eq!(new.len(), 11);
        let body: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(
            body,
            [
                "/a%20b%23c/",
                "/b/2012-04-17/ #1 #1.2 #1.2-p1 #1.10",
                "/b/2012-04-17/ #2",
                "/b/2012-04-17/ #10",
                "/b/2012-04-17/ #attendees",
                "/b/2012-04-17/ #decision-1.2",
                "/b/2012-04-17/ #p1",
            ]
        );
        let (ledger, problems) = read(&text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(plain(&ledger), add);
        assert_eq!(extended(Some(&text), &ledger, &add), (text.clone(), Vec::new()));
    }

    #[test]
    fn remarks_stay_and_merges_do_no_harm() {
        let text = "# minutebook permalinks 1\n# ours\n/b/ #2\n/a/\n/b/ #1 #2\n# and this\n/b/\n";
        let (ledger, problems) = read(text);
        assert!(problems.is_empty());
        assert_eq!(ledger.pages.len(), 2);
        let (text, new) = extended(Some(text), &ledger, &Additions::from([("/c/".to_owned(), BTreeSet::new())]));
        assert_eq!(new, ["/c/"]);
        assert_eq!(text, "# minutebook permalinks 1\n# ours\n# and this\n/a/\n/b/ #1\n/b/ #2\n/c/\n");
    }

    #[test]
    fn what_cannot_be_read_is_said_line_by_line() {
        let said = |text: &str| read(text).1.into_iter().map(|d| d.message).collect::<Vec<_>>();
        assert_eq!(said("/a/\n"), ["the ledger does not say its version"]);
        assert_eq!(said(""), Vec::<String>::new());
        assert!(said("# minutebook permalinks 9\n")[0].contains("version 9"));
        let all = said("# minutebook permalinks 1\n<<<<<<< HEAD\n/a/ 2.1\nabout\n");
        assert_eq!(all, ["this line of the ledger is no address", "`2.1` is no anchor", "this line of the ledger is no address"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pages in prop::collection::btree_map("/[a-zŵ #%\u{a0}.-]{0,12}", prop::collection::btree_set("[0-9a-zé.#% -]{1,8}", 0..6), 0..12)) {
            let (text, _) = extended(None, &Ledger::default(), &pages);
            let (ledger, problems) = read(&text);
            prop_assert!(problems.is_empty(), "{:?}", problems);
            prop_assert_eq!(plain(&ledger), pages);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,200}") {
            let _ = read(&text);
        }
    }
}
