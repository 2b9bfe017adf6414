//! Legends: lines that say what marks in a table mean. `P - Present, A - Absent, E - Excused`, `Key: ✓ = attended, x = absent`.

use super::label::has_people_word;
use super::lexicon::{MARKS_AWAY, MARKS_EXCUSED, MARKS_THERE};
use super::marks::Mark;
use super::walk::Walk;
use super::words::{Label, Lexicon};
use crate::layout::bare::{Bare, fold};
use crate::layout::line::lines;
use crate::layout::{BlockKind, BlockRef};
use crate::record::{Audience, PassageKind, Standing, TextRange};

/// What a mark in a column says of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkMeaning {
    /// That they were there.
    There,
    /// That they sent word that they would not come.
    Excused,
    /// That they were not there.
    Away,
}

/// How many characters a mark has at most.
const LONGEST_MARK: usize = 3;

/// What the marks of a text mean, and where it says so.
#[derive(Debug, Default)]
pub(super) struct Legend {
    marks: Vec<(String, Option<MarkMeaning>)>,
    places: Vec<TextRange>,
}

impl Legend {
    /// Finds the legends of a text.
    pub(super) fn of(text: &str, units: &[BlockRef<'_>], lexicon: &Lexicon) -> Legend {
        const LONGEST: usize = 600;
        let mut out = Legend::default();
        for unit in units {
            let may = |range: TextRange| {
                let words = range.slice(text);
                range.len() <= LONGEST && parts_two(words) && has_people_word(words)
            };
            match unit.kind {
                BlockKind::Paragraph if may(unit.range) => {
                    let found = entries(&Bare::within(text, unit.range).text, lexicon);
                    out.take(found, Some(unit.range));
                }
                BlockKind::List if may(unit.range) => {
                    let all: String = unit.items().iter().map(|i| Bare::within(text, i.own).text + "; ").collect();
                    out.take(entries(&all, lexicon), Some(unit.range));
                }
                BlockKind::Table => {
                    for cell in unit.rows().first().into_iter().flatten().filter(|cell| may(**cell)) {
                        out.take(entries(&Bare::within(text, *cell).text, lexicon), None);
                    }
                }
                _ => {}
            }
        }
        out
    }

    fn take(&mut self, found: Option<Vec<(String, Option<MarkMeaning>)>>, place: Option<TextRange>) {
        let Some(found) = found else { return };
        self.marks.extend(found);
        self.places.extend(place);
    }

    /// Whether a stretch of the text is a legend.
    pub(super) fn is_at(&self, start: usize) -> bool {
        self.places.binary_search_by_key(&start, |range| range.start()).is_ok()
    }

    /// What a mark means; the outer `None` says that no legend has it, the inner that it means nothing of presence.
    pub(super) fn meaning(&self, mark: &str) -> Option<Option<MarkMeaning>> {
        let mark = mark.trim();
        let exact = self.marks.iter().find(|(m, _)| m == mark);
        let found =
            exact.or_else(|| self.marks.iter().find(|(m, _)| !mark.is_empty() && m.to_lowercase() == mark.to_lowercase()));
        found.map(|(_, meaning)| *meaning)
    }
}

impl Walk<'_> {
    /// A legend. `AP: Apologies` in it is no action, and was one to an earlier minutebook.
    pub(super) fn explained(&mut self, unit: &BlockRef<'_>) {
        let span = unit.range;
        let anchor = self.passage(PassageKind::Prose, span, span, Audience::Public);
        let marked = lines(self.text, span.start(), span.end())
            .filter(|line| {
                matches!(self.marks.mark(&Bare::within(self.text, *line)), Some(Mark::Action { .. } | Mark::Outcome { .. }))
            })
            .count();
        (0..marked).for_each(|_| self.raised_again(None, &anchor));
    }
}

/// Whether two bytes of a text can part a mark from what it means: cheap, and wrong on the safe side only.
fn parts_two(text: &str) -> bool {
    text.bytes().filter(|b| matches!(b, b'=' | b':' | b'-' | b'(') || !b.is_ascii()).count() >= 2
}

/// What folded words say of presence.
pub(super) fn meaning_of(words: &str, lexicon: &Lexicon) -> Option<MarkMeaning> {
    let lists = [(MarkMeaning::There, &MARKS_THERE), (MarkMeaning::Excused, &MARKS_EXCUSED), (MarkMeaning::Away, &MARKS_AWAY)];
    let listed = lists.into_iter().find(|(_, list)| list.contains(words)).map(|(meaning, _)| meaning);
    listed.or_else(|| match lexicon.label(words, false) {
        Some(Label::People(Standing::Present | Standing::InAttendance, true)) => Some(MarkMeaning::There),
        Some(Label::People(Standing::Apologies, true)) => Some(MarkMeaning::Excused),
        Some(Label::People(Standing::Absent, _)) => Some(MarkMeaning::Away),
        _ => None,
    })
}

/// The marks of a text that is a legend and nothing else, two of which at least are of presence.
fn entries(text: &str, lexicon: &Lexicon) -> Option<Vec<(String, Option<MarkMeaning>)>> {
    let found = marks_first(text, lexicon).or_else(|| marks_last(text, lexicon))?;
    (found.iter().filter(|(_, meaning)| meaning.is_some()).count() >= 2).then_some(found)
}

const SEPARATORS: [&str; 5] = ["=", ":", "-", "–", "—"];

fn is_mark(word: &str) -> bool {
    let one = word.chars().count() <= LONGEST_MARK && !word.is_empty() && !SEPARATORS.contains(&word);
    one && (word.chars().all(|c| !c.is_alphanumeric()) && !word.contains([',', ';', '/', '|', '.', '(', ')'])
        || word.chars().all(char::is_alphanumeric))
}

/// `P - Present, A - Absent`: each mark before what it means; a word or two such as `Key:` may stand before all.
fn marks_first(text: &str, lexicon: &Lexicon) -> Option<Vec<(String, Option<MarkMeaning>)>> {
    const LEAD: usize = 3;
    let spaced = text.replace('=', " = ").replace(':', " : ").replace([',', ';', '/', '|', '\n'], " ; ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let opens = |n: usize| {
        let mark = words.get(n).is_some_and(|w| is_mark(w));
        mark && words.get(n + 1).is_some_and(|w| SEPARATORS.contains(w)) && words.get(n + 2).is_some_and(|w| *w != ";")
    };
    let starts: Vec<usize> = (0..words.len()).filter(|n| opens(*n)).collect();
    let first = *starts.first()?;
    if first > LEAD || first > 0 && !words.get(first - 1).is_some_and(|w| SEPARATORS.contains(w) || *w == ";") {
        return None;
    }
    let mut out = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let stop = starts.get(n + 1).copied().unwrap_or(words.len());
        let said = fold(&words.get(start + 2..stop)?.join(" "));
        // `Key: ✓ = attended`
        if said.is_empty() && n == 0 {
            continue;
        }
        if said.split(' ').count() > 6 {
            return None;
        }
        out.push(((*words.get(*start)?).to_owned(), meaning_of(&said, lexicon)));
    }
    // Names beside the marks of a legend are people: `A: Ann Lee`.
    (out.iter().filter(|(_, m)| m.is_some()).count() * 2 > out.len()).then_some(out)
}

/// `Present (P) / Absent (A)`, `(P)resent, (A)bsent`, `Present = P; Absent = A`: each mark after what it means or in it.
fn marks_last(text: &str, lexicon: &Lexicon) -> Option<Vec<(String, Option<MarkMeaning>)>> {
    let mut out = Vec::new();
    for part in text.split([',', ';', '/', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        let part = part.split_once(": ").map_or(part, |(_, rest)| rest);
        let (mark, said) = if let Some((mark, rest)) = part.strip_prefix('(').and_then(|t| t.split_once(')')) {
            (mark, format!("{mark}{rest}"))
        } else if let Some((said, mark)) = part.strip_suffix(')').and_then(|t| t.split_once('(')) {
            (mark, said.to_owned())
        } else {
            let (said, mark) = SEPARATORS.iter().find_map(|s| part.rsplit_once(s))?;
            (mark.trim(), said.to_owned())
        };
        // `Present (5)` counts.
        if !is_mark(mark.trim()) || mark.trim().bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        out.push((mark.trim().to_owned(), Some(meaning_of(&fold(&said), lexicon)?)));
    }
    (out.len() >= 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Site;

    #[test]
    fn legends() {
        use MarkMeaning::{Away, Excused, There};
        let lexicon = Lexicon::of(&Site::default());
        let read = |text: &str| entries(text, &lexicon).map(|all| all.iter().map(|(m, s)| (m.clone(), *s)).collect::<Vec<_>>());
        let three = |a: &str, b: &str, c: &str| {
            Some(vec![(a.to_owned(), Some(There)), (b.to_owned(), Some(Away)), (c.to_owned(), Some(Excused))])
        };
        assert_eq!(read("P - Present, A - Absent, E - Excused"), three("P", "A", "E"));
        assert_eq!(read("P = Present A = Absent E = Excused"), three("P", "A", "E"));
        assert_eq!(read("Key: ✓ = attended, x = absent, A = apologies"), three("✓", "x", "A"));
        assert_eq!(read("Present (P) / Absent (A) / Excused (E)"), three("P", "A", "E"));
        assert_eq!(read("A = anwesend; F = fehlt; E = entschuldigt"), three("A", "F", "E"));
        assert_eq!(read("P: Present; AB: Absent; AP: Apologies; "), three("P", "AB", "AP"));
        for text in
            ["Present: Ann Lee, Bob Ray", "P: Ann Lee, A: Bob Ray", "AL: Present", "A - Ann Lee", "Present (5), Absent (2)"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
