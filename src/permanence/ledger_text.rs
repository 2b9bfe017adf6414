//! A ledger with more in it, as text.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::fingerprint::{CellPrint, WordPrint};
use super::ledger::{GONE, HEAD, Ledger, Listed, ListedWords, VERSION, WITHDRAWN};

/// What a new ledger says of itself.
const NOTE: &str = "\
# Every address that was published, the anchors of its page, and fingerprints of their words. `minutebook publish` adds to it; keep it
# with the content. A build that would lose one, or give it to other words, fails. What to do then: restore it, add an alias, or leave a
# tombstone.
";

/// Addresses to be added, each with what its page holds.
pub type Additions = BTreeMap<String, PublishedPlace>;

/// What stands at an address, to be recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishedPlace {
    /// Its anchors, each with its words.
    pub anchors: BTreeMap<String, ListedWords>,
    /// The words of the page as a whole: see [`Listed::words`].
    pub words: Vec<WordPrint>,
    /// What stood there was withdrawn.
    pub is_withdrawn: bool,
    /// The rows of its tables, each with its cells.
    pub rows: BTreeMap<String, Vec<CellPrint>>,
    /// How many changes its document tells of.
    pub notes: usize,
    /// The address that it was first published at, where that is another.
    pub first: Option<String>,
}

/// An address, as it is to be written.
#[derive(Debug, Default, PartialEq, Eq)]
struct LedgerPage<'a> {
    anchors: BTreeMap<&'a str, ListedWords>,
    words: Vec<WordPrint>,
    is_withdrawn: bool,
    rows: BTreeMap<&'a str, &'a [CellPrint]>,
    notes: usize,
    first: Option<&'a str>,
}

impl<'a> LedgerPage<'a> {
    fn of(listed: &'a Listed<'_>) -> LedgerPage<'a> {
        let anchors = listed.anchors.iter().map(|a| (&*a.name, a.words)).collect();
        let rows = listed.rows.iter().map(|row| (&*row.name, &*row.cells)).collect();
        LedgerPage {
            anchors,
            words: listed.words.clone(),
            is_withdrawn: listed.is_withdrawn,
            rows,
            notes: listed.notes,
            first: listed.first.as_deref(),
        }
    }
}

/// A ledger with more addresses: its text, and what was new, in order (`/idmg/2012-04-17/`, `/idmg/2012-04-17/#2.1`). Words are those that
/// are published now: a fingerprint of words that are not is kept nowhere. Where nothing is new the text is as it was, byte for byte.
pub fn extended(before: Option<&str>, ledger: &Ledger<'_>, add: &Additions) -> (String, Vec<String>) {
    let mut all: BTreeMap<&str, LedgerPage<'_>> = BTreeMap::new();
    for listed in &ledger.pages {
        all.insert(&listed.address, LedgerPage::of(listed));
    }
    let (mut new, mut differs) = (Vec::new(), false);
    for (address, place) in add {
        if !all.contains_key(&**address) {
            new.push(address.clone());
        }
        let there = all.entry(address).or_default();
        new.extend(place.anchors.keys().filter(|a| !there.anchors.contains_key(&***a)).map(|a| format!("{address}#{a}")));
        let lost = there.anchors.keys().filter(|name| !place.anchors.contains_key(**name));
        let anchors: BTreeMap<&str, ListedWords> = lost
            .map(|name| (*name, ListedWords::Unknown))
            .chain(place.anchors.iter().map(|(name, words)| (&**name, *words)))
            .collect();
        let rows = place.rows.iter().map(|(name, cells)| (&**name, &**cells)).collect();
        let now = LedgerPage {
            anchors,
            words: place.words.clone(),
            is_withdrawn: place.is_withdrawn,
            rows,
            notes: place.notes,
            first: place.first.as_deref(),
        };
        differs |= *there != now;
        *there = now;
    }
    if let Some(before) = before.filter(|_| new.is_empty() && !differs && ledger.version == VERSION) {
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
    for (address, page) in &all {
        lines(&mut out, address, page);
    }
    (out, new)
}

/// The lines of one address: one for each item with its paragraphs and for each row, so that a change is one line of a comparison.
fn lines(out: &mut String, address: &str, page: &LedgerPage<'_>) {
    let address = encoded(address);
    out.push_str(&address);
    if let Some(first) = page.first {
        out.push_str(&format!(" @{}", encoded(first)));
    }
    if page.notes > 0 {
        out.push_str(&format!(" ~{}", page.notes));
    }
    page.words.iter().for_each(|words| out.push_str(&format!(" ={words}")));
    if page.is_withdrawn {
        out.push_str(&format!(" ={WITHDRAWN}"));
    }
    let mut sorted: Vec<(&str, ListedWords)> = page.anchors.iter().map(|(name, words)| (*name, *words)).collect();
    sorted.sort_by(|(a, _), (b, _)| natural(a, b));
    let mut last: Option<&str> = None;
    for (anchor, words) in sorted {
        let group = group(anchor);
        if last.is_some_and(|l| l != group) {
            out.push('\n');
            out.push_str(&address);
        }
        last = Some(group);
        out.push_str(" #");
        out.push_str(&encoded(anchor));
        match words {
            ListedWords::Unknown => {}
            ListedWords::Gone => out.push_str(&format!("={GONE}")),
            ListedWords::Withdrawn => out.push_str(&format!("={WITHDRAWN}")),
            ListedWords::Shown(words) => out.push_str(&format!("={words}")),
        }
    }
    out.push('\n');
    let mut rows: Vec<(&str, &[CellPrint])> = page.rows.iter().map(|(name, cells)| (*name, *cells)).collect();
    rows.sort_by(|(a, _), (b, _)| natural(a, b));
    for (name, cells) in rows.into_iter().filter(|(_, cells)| !cells.is_empty()) {
        let cells: Vec<String> = cells.iter().map(CellPrint::to_string).collect();
        out.push_str(&format!("{address} ={}:{}\n", encoded(name).replace(':', "%3A"), cells.join(",")));
    }
}

/// An address, anchor or name as a line holds it: blanks, control characters and what has a meaning in a line in percent form.
fn encoded(text: &str) -> Cow<'_, str> {
    let marked = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '%' | '#' | '=');
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
    use proptest::prelude::*;

    use super::*;
    use crate::diag::Diagnostic;
    use crate::record::FileId;

    fn read(text: &str) -> (Ledger<'_>, Vec<Diagnostic>) {
        Ledger::read(FileId(0), text)
    }

    fn place(anchors: impl IntoIterator<Item = impl Into<String>>) -> PublishedPlace {
        let anchors = anchors.into_iter().map(|a| (a.into(), ListedWords::Unknown)).collect();
        PublishedPlace { anchors, ..PublishedPlace::default() }
    }

    fn plain(ledger: &Ledger<'_>) -> Additions {
        let place = |p: &Listed<'_>| PublishedPlace {
            anchors: p.anchors.iter().map(|a| (a.name.to_string(), a.words)).collect(),
            words: p.words.clone(),
            is_withdrawn: p.is_withdrawn,
            rows: p.rows.iter().map(|row| (row.name.to_string(), row.cells.clone())).collect(),
            notes: p.notes,
            first: p.first.as_ref().map(ToString::to_string),
        };
        ledger.pages.iter().map(|p| (p.address.to_string(), place(p))).collect()
    }

    #[test]
    fn lines_are_sorted_grouped_and_read_again() {
        let anchors = ["1", "1.10", "1.2", "1.2-p1", "10", "2", "attendees", "decision-1.2", "p1"];
        let add =
            Additions::from([("/b/2012-04-17/".to_owned(), place(anchors)), ("/a b#c/".to_owned(), PublishedPlace::default())]);
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
        let (text, new) = extended(Some(text), &ledger, &Additions::from([("/c/".to_owned(), PublishedPlace::default())]));
        assert_eq!(new, ["/c/"]);
        assert_eq!(text, "# minutebook permalinks 3\n# ours\n# and this\n/a/\n/b/ #1\n/b/ #2\n/c/\n");
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

    #[test]
    fn words_are_those_that_are_published_now() {
        let [first, second] = ["One.", "Two."].map(|text| ListedWords::Shown(WordPrint::of(text).unwrap()));
        let old = "# minutebook permalinks 1\n/b/ #1 #2 #3 #4\n";
        let mut page = PublishedPlace {
            notes: 1,
            words: WordPrint::of("x").into_iter().collect(),
            is_withdrawn: true,
            first: Some("/a b/".to_owned()),
            ..place(["1"])
        };
        page.anchors.extend([
            ("2".to_owned(), first),
            ("3".to_owned(), ListedWords::Gone),
            ("4".to_owned(), ListedWords::Withdrawn),
        ]);
        page.rows.insert("t/a: b".to_owned(), vec![CellPrint::of("a", "1"), CellPrint::of("b", "2")]);
        let (text, new) = extended(Some(old), &read(old).0, &Additions::from([("/b/".to_owned(), page.clone())]));
        assert!(new.is_empty(), "{new:?}");
        assert_eq!(plain(&read(&text).0)["/b/"], page);
        assert!(text.contains(" #3=-\n") && text.contains(" #4=!\n") && text.contains("\n/b/ =t/a%3A%20b:"), "{text}");
        // What is not shown any more is no more recorded.
        let later = PublishedPlace { anchors: page.anchors.clone().into_iter().skip(1).collect(), ..PublishedPlace::default() };
        let later = PublishedPlace { anchors: later.anchors.into_keys().map(|a| (a, second)).collect(), ..later };
        let (text, _) = extended(Some(&text), &read(&text).0, &Additions::from([("/b/".to_owned(), later)]));
        assert_eq!(text.lines().filter(|l| l.starts_with('/')).count(), 4, "{text}");
        assert!(!text.contains(':') && !text.contains(" ~"), "{text}");
    }

    #[test]
    fn two_branches_merge_whichever_is_first() {
        let print = WordPrint::of("One.").unwrap();
        for (head, other) in [(1, 2), (2, 1)] {
            let text = format!("# minutebook permalinks {head}\n# minutebook permalinks {other}\n/b/ #1={print}\n/b/ #1\n");
            let (ledger, problems) = read(&text);
            assert!(problems.is_empty(), "{problems:?}");
            let words: Vec<ListedWords> = ledger.pages[0].anchors.iter().map(|a| a.words).collect();
            assert_eq!(words, [ListedWords::Shown(print), ListedWords::Unknown]);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pages in prop::collection::btree_map("/[a-zŵ #%\u{a0}.-]{0,12}", prop::collection::btree_set("[0-9a-zé.#%= -]{1,8}", 0..6), 0..12)) {
            let pages: Additions = pages.into_iter().map(|(address, anchors)| (address, place(anchors))).collect();
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
