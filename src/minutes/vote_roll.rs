//! The rolls of votes: who voted how, and who was not there for it. `Aye: Lee, Ray`, `No: none`, `Absent: Dunn`. They tell of one vote,
//! and nothing of who came to the meeting.

use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::layout::{BlockKind, BlockRef};
use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::lexicon::{SHORT_VOTES, VOTES};
use super::walk::Walk;
use super::words::{Label, Lexicon};
use crate::record::{Standing, TextRange};

/// Whether folded words say how those after them voted; `beside` says that another vote stands near.
pub(super) fn is_vote(words: &str, beside: bool) -> bool {
    VOTES.contains(words) || beside && SHORT_VOTES.contains(words)
}

/// The stretches of a text that are rolls of votes, in order.
#[derive(Debug, Default)]
pub(super) struct VoteRolls(Vec<TextRange>);

/// A line of the text, as far as a roll is concerned.
struct RollLine {
    start: usize,
    end: usize,
    /// Where the first vote in it is labelled.
    vote: Option<usize>,
    /// The vote opens the line.
    opens: bool,
    /// It begins with a label of those who were there, or were not.
    standing: Option<Standing>,
    /// It can be what the line before it goes on with.
    short: bool,
    /// It begins another list, table or paragraph than the line before.
    apart: bool,
}

impl VoteRolls {
    /// Finds the rolls among the pieces of a text.
    pub(super) fn of(text: &str, units: &[BlockRef<'_>], lexicon: &Lexicon) -> VoteRolls {
        let mut out = Vec::new();
        // Most texts have no vote.
        if !may_vote(text, units) {
            return VoteRolls::default();
        }
        let mut run: Vec<RollLine> = Vec::new();
        for unit in units {
            match unit.kind {
                BlockKind::Paragraph | BlockKind::List | BlockKind::Html => {
                    let from = run.len();
                    run.extend(
                        lines(text, unit.range.start(), unit.range.end())
                            .map(|line| roll_line(text, line.start(), line.end(), lexicon)),
                    );
                    if let Some(first) = run.get_mut(from) {
                        first.apart = true;
                    }
                }
                _ => rolls(std::mem::take(&mut run), &mut out),
            }
        }
        rolls(run, &mut out);
        VoteRolls(out)
    }

    /// Whether a byte is in a roll.
    pub(super) fn holds(&self, at: usize) -> bool {
        let n = self.0.partition_point(|roll| roll.end() <= at);
        self.0.get(n).is_some_and(|roll| roll.start() <= at)
    }

    /// Where the first roll in a range begins.
    pub(super) fn next(&self, range: TextRange) -> Option<usize> {
        let n = self.0.partition_point(|roll| roll.end() <= range.start());
        self.0.get(n).map(|roll| roll.start().max(range.start())).filter(|start| *start < range.end())
    }
}

impl Walk<'_> {
    /// Whether a label of people belongs to the roll of a vote. In the items of an agenda those who are said to be away, by
    /// minutes that have said before who came, may be so for a vote that nothing else shows.
    pub(super) fn is_of_vote(&self, at: usize, label: Label) -> bool {
        let end = self.text.get(at..).and_then(|t| memchr::memchr(b'\n', t.as_bytes())).map_or(self.text.len(), |len| at + len);
        if self.items && self.text.get(at..end).is_some_and(has_dashed_votes) {
            return true;
        }
        let away = matches!(label, Label::People(Standing::Absent, _));
        let told = self.matters >= 2 && self.recorded && self.mode_of_people().is_none() && !self.after_people();
        self.rolls.holds(at) || away && told
    }
}

/// Whether a line has a word of a roll before a dash: `Roll call: Yeas – Lee, Ray; Nays – Dunn`.
fn has_dashed_votes(line: &str) -> bool {
    let dashes = [" - ", " – ", " — "].iter().flat_map(|dash| line.match_indices(dash));
    dashes.take(8).any(|(at, _)| {
        let before = line.get(..at).unwrap_or("");
        VOTES.contains(&fold(before.rsplit([' ', ';', ':', '.', ',', '*']).next().unwrap_or("")))
    })
}

/// Whether a label of a vote may stand in pieces of a text: cheap, and wrong on the safe side only.
fn may_vote(text: &str, units: &[BlockRef<'_>]) -> bool {
    static LAST_WORDS: LazyLock<BTreeSet<&str>> =
        LazyLock::new(|| VOTES.iter().chain(SHORT_VOTES.iter()).map(|vote| vote.rsplit(' ').next().unwrap_or(vote)).collect());
    let from = units.first().map_or(0, |u| u.range.start());
    let to = units.last().map_or(from, |u| u.range.end());
    let part = text.get(from..to).unwrap_or("");
    memchr::memchr_iter(b':', part.as_bytes()).any(|colon| {
        let head = part.get(..colon).unwrap_or("");
        // What ends in one of these may be a tag, a link or an entity, and its last word another than it seems.
        let head = head.trim_end_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ')' | '>' | ';'));
        let word = head.rsplit(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).next().unwrap_or(head);
        match (word.is_ascii(), word.is_empty()) {
            (true, false) => LAST_WORDS.contains(word.to_ascii_lowercase().as_str()),
            (_, empty) => !empty || !head.is_empty(),
        }
    })
}

/// The words before each colon of a line that may be its label, with where they begin; votes in bold and after a full stop too.
fn labels(bare: &Bare) -> impl Iterator<Item = (usize, &str)> {
    const LONGEST: usize = 40;
    bare.text.match_indices(':').filter_map(|(colon, _)| {
        let from = (colon.saturating_sub(LONGEST)..=colon).find(|i| bare.text.is_char_boundary(*i))?;
        let head = bare.text.get(from..colon)?;
        let cut = head.rfind(['.', ';', ',', '(', ')', '|', ':', '\n', '!', '?']).map_or(0, |i| i + 1);
        let words = head.get(cut..)?;
        let lead = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        Some((from + cut + lead, words.get(lead..)?.trim_end()))
    })
}

fn roll_line(text: &str, start: usize, end: usize, lexicon: &Lexicon) -> RollLine {
    let mut line = RollLine { start, end, vote: None, opens: false, standing: None, short: end - start <= 80, apart: false };
    if memchr::memchr(b':', text.as_bytes().get(start..end).unwrap_or(&[])).is_none() {
        return line;
    }
    let bare = Bare::of(text, start, end);
    let all: Vec<(usize, String)> = labels(&bare).map(|(at, words)| (at, fold(words))).collect();
    // `Moved and carried. Ayes: …` has its vote after the last words of a sentence; `Roll call vote - Ayes: …` too.
    let voted = |words: &str, beside: bool| {
        is_vote(words, beside) || words.rsplit_once(' ').is_some_and(|(_, last)| VOTES.contains(last)) && words.len() <= 40
    };
    let sure = all.iter().any(|(_, words)| voted(words, false));
    let short = all.iter().filter(|(_, words)| is_vote(words, true)).count();
    let beside = sure || short >= 2;
    line.vote = all.iter().find(|(_, words)| voted(words, beside) && beside).map(|(at, _)| *at);
    let first = all.first().filter(|(at, _)| bare.text.get(..*at).is_some_and(|t| !t.chars().any(char::is_alphanumeric)));
    line.opens = first.is_some_and(|(at, words)| line.vote == Some(*at) || SHORT_VOTES.contains(words.as_str()));
    line.standing = first.and_then(|(_, words)| match lexicon.label(clip(words, 60), false) {
        Some(Label::People(standing, _)) if !words.contains("apolog") => Some(standing),
        _ => None,
    });
    line.short &= all.is_empty();
    line.vote = line.vote.map(|at| bare.at(at));
    line
}

/// The rolls among lines between which nothing but blanks stands.
fn rolls(mut run: Vec<RollLine>, out: &mut Vec<TextRange>) {
    // `Yes: Lee`, `No: Ray`: each is a vote beside the other.
    let opens: Vec<bool> = run.iter().map(|line| line.opens).collect();
    for (n, line) in run.iter_mut().enumerate() {
        let beside =
            n.checked_sub(1).and_then(|n| opens.get(n)).or(opens.get(n + 1)) == Some(&true) || opens.get(n + 1) == Some(&true);
        if line.opens && beside {
            line.vote = line.vote.or(Some(line.start));
        }
    }
    let mut done = 0;
    for (n, line) in run.iter().enumerate() {
        let Some(at) = line.vote else { continue };
        if n < done {
            continue;
        }
        let mut start = if line.opens { line.start } else { at };
        // Before the first vote: votes in short words, and those who were not there.
        if line.opens {
            let before = run.get(..n).unwrap_or(&[]).iter().rev();
            let mine = |l: &&RollLine| l.opens || matches!(l.standing, Some(Standing::Absent | Standing::Apologies));
            let taken = before.clone().take_while(mine).count();
            // `Present: …`, `Absent: …` and then a vote: the first two are of the meeting.
            let head = run.get(..n - taken).and_then(<[RollLine]>::last).is_some_and(|l| l.standing.is_some());
            if let Some(first) = run.get(n - taken).filter(|_| !head) {
                start = first.start;
            }
        }
        let mut end = line.end;
        let mut stop = n + 1;
        for (k, next) in run.iter().enumerate().skip(n + 1) {
            let goes_on = next.vote.is_some() || next.opens || next.standing.is_some();
            if goes_on {
                (end, stop) = (next.end, k + 1);
            } else if !next.short || next.apart || k >= stop + 2 {
                break;
            }
        }
        done = stop;
        out.push(TextRange::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::BlockDocument;
    use crate::record::{Site, TextRange};

    fn found(text: &str) -> Vec<String> {
        let document = BlockDocument::from_markdown(text, TextRange::new(0, text.len()));
        let units: Vec<_> = document.top().collect();
        let rolls = VoteRolls::of(text, &units, &Lexicon::of(&Site::default()));
        rolls.0.iter().map(|roll| roll.slice(text).to_owned()).collect()
    }

    #[test]
    fn rolls_of_votes() {
        assert_eq!(found("Aye: Lee\n\nNo: none\n\nAbsent: Dunn\n\nThe fee stands.\n"), ["Aye: Lee\n\nNo: none\n\nAbsent: Dunn"]);
        assert_eq!(found("Moved. Ayes: Lee. Absent: Dunn.\n"), ["Ayes: Lee. Absent: Dunn."]);
        assert_eq!(found("Absent: Dunn\n\nAyes: Lee\n"), ["Absent: Dunn\n\nAyes: Lee"]);
        assert_eq!(found("Present: Lee\n\nAbsent: Dunn\n\nAyes: Lee\n"), ["Ayes: Lee"]);
        assert_eq!(found("Yes: Lee\nNo: Ray\nAbsent: Dunn\n"), ["Yes: Lee\nNo: Ray\nAbsent: Dunn"]);
        assert_eq!(found("Yes: Lee\n\nThe fee stands.\n\nAbsent: Dunn\n"), Vec::<String>::new());
        assert_eq!(found("Present: Lee\n\nAbsent: Dunn\n\nNo: 3\n"), Vec::<String>::new());
        assert_eq!(found("Ja: Weiß\n\nNein: Kaya\n\nEnthaltung: keine\n"), ["Ja: Weiß\n\nNein: Kaya\n\nEnthaltung: keine"]);
    }
}
