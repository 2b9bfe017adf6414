//! The numbers at the head of items and paragraphs: which of them are numbers of the minutes, and which only look it.

use super::date;
use crate::layout::bare::clip;
use crate::record::Number;

/// A number at the start of a line: where its title or text begins, in bytes of the bare text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) number: Number,
    pub(super) text: usize,
}

/// The number of a heading: `2.`, `2)`, `TOP 2`, `Item 2:`, `173/20`, and `2.1` inside an item 2. `7 - 9am`, `304 Cache`
/// and `6.x` are none, nor is the day of a date.
pub(super) fn of_heading(text: &str, item: Option<u32>) -> Option<Head> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let word = ["TOP ", "Top ", "Item ", "ITEM ", "Agenda item ", "Agenda Item ", "AGENDA ITEM ", "Punkt ", "Eitem ", "Point "]
        .iter()
        .find(|w| rest.starts_with(**w));
    let lead = word.map_or(0, |w| w.len());
    let body = rest.get(lead..)?;
    let len = run(body);
    let token = body.get(..len)?;
    if token.is_empty() || date::scan(clip(body, 40), None).first().is_some_and(|f| f.start == 0) {
        return None;
    }
    let after = body.get(len..)?;
    let plain = token.bytes().all(|b| b.is_ascii_digit());
    let ends = |t: &str| t.is_empty() || t.starts_with(char::is_whitespace);
    // `1/ Ouverture`, `1 - Welcome`
    let slash = || after.strip_prefix('/').filter(|t| ends(t));
    let dashed = || {
        let rest = [" - ", " – ", " — "].iter().find_map(|dash| after.strip_prefix(*dash))?;
        rest.starts_with(char::is_uppercase).then_some(rest)
    };
    let mark = after.strip_prefix(['.', ')', ':']).or_else(slash);
    let good = if word.is_some() {
        mark.is_some_and(ends) || ends(after)
    } else if plain {
        token.len() <= 3
            && !after.starts_with(':')
            && mark.or_else(dashed).is_some_and(|t| ends(t) || t.starts_with(char::is_uppercase))
    } else if token.contains('/') {
        minute_of_year(token).is_some() && ends(mark.unwrap_or(after))
    } else {
        let first = token.split('.').next().and_then(|t| t.parse::<u32>().ok());
        first == item && item.is_some() && ends(mark.unwrap_or(after))
    };
    let number = good.then(|| Number::parse(token))??;
    let after_mark = mark.filter(|_| good).unwrap_or(after);
    let skip = after_mark.len() - after_mark.trim_start_matches([' ', '\t', '-', '–', '—', ':', '.']).len();
    Some(Head { number, text: start + lead + body.len() - after_mark.len() + skip })
}

/// The number of a heading without a mark after it (`1 Opening`), which counts only where the headings of its level are numbered
/// through. `7 - 9am`, `10 years on` and `2 May 2020` have none.
pub(super) fn unmarked(text: &str) -> Option<Head> {
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..)?;
    let len = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = body.get(len..)?;
    let words = after.trim_start();
    let good = (1..=2).contains(&len) && after.starts_with(char::is_whitespace) && words.starts_with(char::is_uppercase);
    if !good || date::scan(clip(body, 40), None).first().is_some_and(|f| f.start == 0) {
        return None;
    }
    Some(Head { number: Number::parse(body.get(..len)?)?, text: start + len + after.len() - words.len() })
}

/// The number of a meeting in its title: `Meeting 62`, `meeting-55-21-march-2013`, `TC Meeting #13`.
pub(super) fn of_meeting(title: &str) -> Option<u32> {
    let lower = clip(title, 200).to_lowercase();
    ["meeting", "call", "sitzung", "réunion", "cyfarfod"].iter().find_map(|word| {
        let rest = lower.get(lower.find(word)? + word.len()..)?;
        let rest =
            rest.trim_start_matches([' ', '#', '-', '–', '_', '.']).trim_start_matches("no").trim_start_matches([' ', '.', '#']);
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(len..)?;
        // `Meeting 2012-04-17`, `meeting 3 May` are dates.
        let dated = date::scan(rest, None).first().is_some_and(|f| f.start == 0);
        (len > 0 && len <= 3 && !dated && !after.starts_with(['/', '.'])).then(|| rest.get(..len)?.parse().ok())?
    })
}

/// How much of `text` may be a number: digits, dots and slashes between digits, one capital at the end.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(b) = bytes.get(i) {
        let inner = matches!(b, b'.' | b'/')
            && i > 0
            && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)
            && bytes.get(i - 1).is_some_and(u8::is_ascii_digit);
        if !(b.is_ascii_digit() || inner) {
            break;
        }
        i += 1;
    }
    let letter = bytes.get(i).is_some_and(u8::is_ascii_uppercase) && bytes.get(i + 1).is_none_or(|b| !b.is_ascii_alphanumeric());
    if i > 0 && letter { i + 1 } else { i }
}

/// `173/20`: the number of the minute and the year.
pub(super) fn minute_of_year(token: &str) -> Option<(u32, u32)> {
    let (n, y) = token.split_once('/')?;
    let ok = (1..=4).contains(&n.len()) && matches!(y.len(), 2 | 4) && y.bytes().all(|b| b.is_ascii_digit());
    ok.then(|| Some((n.parse().ok()?, y.parse().ok()?)))?
}

/// What has been numbered so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Count {
    /// The item that is open.
    pub(super) item: Option<u32>,
    /// The last paragraph of it.
    last: Vec<u32>,
    /// The last minute numbered through the year.
    year: Option<(u32, u32)>,
    /// Numbers of paragraphs of the open item that were left out so far: one of them may come late.
    skipped: Vec<u32>,
}

impl Count {
    /// An item opens.
    pub(super) fn open(&mut self, number: Option<&Number>) {
        if let Some(number) = number {
            self.skipped.clear();
            let groups = number.groups();
            if number.as_str().contains('/') {
                self.year = minute_of_year(number.as_str());
                self.item = None;
            } else {
                self.item = groups.first().copied();
            }
            self.last = if groups.len() > 1 { groups } else { Vec::new() };
        }
    }

    /// The number of the paragraph that begins `text`, if it is one: it belongs to the item that is open, and comes
    /// next. `first` says that the line begins a paragraph. `rest` is the whole of the minutes, where a first `173/20` must have a successor.
    pub(super) fn paragraph(&self, text: &str, first: bool, rest: &str) -> Option<Head> {
        let start = text.len() - text.trim_start().len();
        let body = text.get(start..)?;
        let len = run(body);
        let token = body.get(..len)?;
        if len < 3 || !token.contains(['.', '/']) {
            return None;
        }
        let number = Number::parse(token)?;
        let after = body.get(len..)?;
        let after = after.strip_prefix('.').unwrap_or(after);
        let gap = after.len() - after.trim_start().len();
        let next = after.trim_start().chars().next()?;
        let opens = next.is_uppercase() || (gap > 0 && matches!(next, '"' | '\'' | '(' | '[' | '*'));
        if gap == 0 || !(opens || gap >= 2 || after.starts_with('\t')) {
            return None;
        }
        let head = Head { number, text: start + body.len() - after.len() + gap };
        if token.contains('/') {
            return (next.is_uppercase() && self.follows_year(token, first, rest)).then_some(head);
        }
        self.follows(&head.number.groups(), first, token).then_some(head)
    }

    fn follows_year(&self, token: &str, first: bool, rest: &str) -> bool {
        let Some((n, y)) = minute_of_year(token) else { return false };
        match self.year {
            Some((last, year)) => first && year == y && n > last && n <= last + 3 || n == 1 && y > year,
            None => {
                let width = token.find('/').unwrap_or(0);
                let successor = format!("{:0width$}/{}", n + 1, token.get(width + 1..).unwrap_or(""));
                first && memchr::memmem::find(rest.as_bytes(), successor.as_bytes()).is_some()
            }
        }
    }

    fn follows(&self, groups: &[u32], first: bool, token: &str) -> bool {
        let (Some(m), Some(n)) = (groups.first().copied(), groups.get(1).copied()) else { return false };
        let last = self.last.get(1).copied().unwrap_or(0);
        let same = self.last.first().is_none_or(|l| *l == m);
        let letter = token.ends_with(|c: char| c.is_ascii_uppercase());
        if groups.len() > 3 {
            return false;
        }
        if let Some(item) = self.item {
            if item != m {
                return false;
            }
            if groups.len() == 3 {
                let third = groups.get(2).copied().unwrap_or(0);
                let before = if self.last.get(1) == Some(&n) { self.last.get(2).copied().unwrap_or(0) } else { 0 };
                return (n == last || n == last + 1) && third == before + 1;
            }
            let is_late = first && !letter && self.skipped.contains(&n);
            // Given twice: a slip of the author's, which `check` tells of.
            let is_again = n == last && (letter || first && self.last.len() == 2);
            return n == last + 1 || is_again || n == 1 || is_late || (first && n > last && n <= last + 3);
        }
        // No item is numbered: the first numbers of the paragraphs count the items.
        first
            && groups.len() == 2
            && if same && !self.last.is_empty() {
                n == last + 1 || n == last
            } else {
                n == 1 && self.last.first().is_none_or(|l| m == l + 1) && (m == 1 || !self.last.is_empty())
            }
    }

    /// A paragraph of this number stands; it is told where the paragraph begins and where it ends.
    pub(super) fn take(&mut self, number: &Number) {
        if number.as_str().contains('/') {
            self.year = minute_of_year(number.as_str());
            return;
        }
        let groups = number.groups();
        if let ([_, n], Some(_)) = (groups.as_slice(), self.item) {
            let last = self.last.get(1).copied().unwrap_or(0);
            if self.skipped.contains(n) {
                // The count goes on after the largest number.
                return;
            }
            if *n < last {
                self.skipped.clear();
            }
            self.skipped.extend(last + 1..*n);
        }
        self.last = groups;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for (text, number, title) in [
            ("2. Human Trafficking", "2", "Human Trafficking"),
            ("TOP 1. Begrüßung", "1", "Begrüßung"),
            ("Item 3: Finance", "3", "Finance"),
            ("1) Welcome", "1", "Welcome"),
            ("173/20 Openness", "173/20", "Openness"),
        ] {
            let head = of_heading(text, None).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((head.number.as_str(), &text[head.text..]), (number, title));
        }
        for text in [
            "7 - 9am PDT",
            "304 Cache Updates",
            "7 schema changes",
            "6.x Steering Council",
            "3. März 2020",
            "2012.04.17",
            "3.10 release",
            "2021 budget",
        ] {
            assert_eq!(of_heading(text, None), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_paragraphs_follow_each_other() {
        let mut count = Count::default();
        count.open(Number::parse("2").as_ref());
        assert!(count.paragraph("2.2 Second first", false, "").is_none());
        let head = count.paragraph("2.1 There is no evidence", true, "").unwrap();
        count.take(&head.number);
        assert!(count.paragraph("2.2\tthere is", false, "").is_some());
        for text in ["3.1 Wrong item", "2.2 lower case", "2.9 Too far", "10.30 am", "0.12.0 is not yet", "2.2", "2.20 Release"] {
            assert!(count.paragraph(text, false, "").is_none(), "{text}");
        }
    }
}
