//! Paragraphs of people: labels with names behind them or below, names line by line, apologies in a sentence.

use super::label::{Labelled, label};
use super::lexicon::BEFORE_LISTED_NAMES;
use super::lines::{Line, is_speech};
use super::name_order::NameOrder;
use super::names::plural_title;
use super::walk::{Kind, Mode, Open, Walk, small, text_start};
use super::words::{Label, is_chair, is_none, is_role};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::record::{Attendee, Audience, PassageKind, Standing, TextRange};

impl Walk<'_> {
    /// A paragraph below a heading of people in which somebody sends apologies: `Ann Lee and Bob Ray sent their apologies.`
    pub(super) fn sent_apologies(&mut self, start: usize, end: usize) -> bool {
        let told = self.text.get(start..end).filter(|t| t.len() <= 2000 && ["pologies", "egrets"].iter().any(|w| t.contains(w)));
        if told.is_none() {
            return false;
        }
        let bare = Bare::of(self.text, start, end);
        let sentence = super::attendance::sender(&bare.text, 0, bare.text.len()).unwrap_or(0);
        let names = super::attendance::before_sent(&bare.text, sentence, bare.text.len());
        let sent = names.end() < bare.text.len();
        let people = if sent { self.read_names(&bare, names.start(), names.end(), Standing::Apologies) } else { None };
        let Some(people) = people.filter(|p| !p.is_empty()) else { return false };
        self.recorded = true;
        self.attendance.extend(people);
        self.plain_alone_at(start, end);
        self.close();
        true
    }

    /// A paragraph below a heading of people that is one list of names, wrapped.
    pub(super) fn wrapped_names(&mut self, start: usize, end: usize, standing: Standing) -> bool {
        let (mut count, mut commas, mut open) = (0, 0, 0);
        for line in lines(self.text, start, end) {
            let line = line.slice(self.text).trim_end_matches(['\\', ' ']);
            count += 1;
            commas = commas.max(line.bytes().filter(|b| matches!(b, b',' | b';')).count());
            open += usize::from(!line.ends_with([',', ';']));
        }
        if count < 2 || !(commas >= 3 || open <= 1) || count > 200 {
            return false;
        }
        let bare = Bare::of(self.text, start, end);
        if label(&bare, self.text, self.lexicon, false).is_some() || self.marks.mark(&bare).is_some() {
            return false;
        }
        let Some(people) = self.read_people(&bare, 0, bare.text.len(), standing).filter(|p| p.len() >= count) else {
            return false;
        };
        self.paragraph_of(people, start, end);
        true
    }

    /// Records those whom a paragraph names and nothing else: it becomes rows where they account for every word, else it stays as it was written.
    fn paragraph_of(&mut self, people: Vec<Attendee>, start: usize, end: usize) {
        self.recorded = true;
        self.close();
        let from = self.attendance.len();
        let whole = self.covered(&people, start, end);
        if !whole {
            self.keep_unread(TextRange::new(start, end), &people);
        }
        self.attendance.extend(people);
        if whole {
            self.attended(TextRange::new(start, end), small(from))
        } else {
            self.plain_alone_at(start, end)
        }
        self.close();
    }

    /// A paragraph at the head of minutes, without a label, of names each with its initials: `Ann Lee (AL), Bob Ray (BR), …`. Nothing
    /// but a list of those who were there looks like it.
    pub(super) fn initialled_names(&mut self, start: usize, end: usize) -> bool {
        const FEWEST: usize = 4;
        let head = !self.items && self.mode == Mode::Plain && self.sections.len() <= 2 && self.attendance.is_empty();
        let text = self.text.get(start..end).filter(|t| head && t.len() <= 16_000);
        if text.is_none_or(|t| t.bytes().filter(|b| *b == b'(').take(FEWEST).count() < FEWEST) {
            return false;
        }
        let bare = Bare::of(self.text, start, end);
        let pieces = super::names::list_of_names(&bare.text, 0, bare.text.len());
        let initialled = |piece: &TextRange| {
            let part = piece.slice(&bare.text).trim().trim_end_matches('.').strip_suffix(')')?;
            let (name, letters) = part.split_once('(')?;
            let short = (2..=4).contains(&letters.len()) && letters.chars().all(char::is_alphabetic);
            let own = letters.chars().next().map(|c| c.to_ascii_uppercase()) == name.trim().chars().next();
            (short && own && name.split_whitespace().count() <= 5 && !name.contains(':')).then_some(())
        };
        let good = pieces.iter().filter(|piece| initialled(piece).is_some()).count();
        if good < FEWEST || good * 5 < pieces.len() * 4 {
            return false;
        }
        let Some(people) = self.read_people(&bare, 0, bare.text.len(), Standing::Present) else { return false };
        self.paragraph_of(people, start, end);
        true
    }

    /// Who was there and who sent apologies, where a sentence inside a paragraph tells it, near the head of the minutes or under a heading of people:
    /// `The Chair welcomed all. Apologies were received from Ann Lee.`
    pub(super) fn people_in(&mut self, range: TextRange) {
        let near = !self.items || self.sections.len() <= 4 || matches!(self.mode, Mode::People(_));
        if !near {
            return;
        }
        if self.people_in_run(range) {
            return;
        }
        let told = self.people_told(range);
        if told.is_empty() {
            self.people_beside(range, false);
        }
        for (sentence, found) in told {
            let (from, to) = (found.content, sentence.text.len());
            let Label::People(standing, _) = found.label else { continue };
            let people = self.read_people(&sentence, from, to, standing).unwrap_or_default();
            self.recorded |= !people.is_empty();
            self.attendance.extend(people);
        }
    }

    /// The sentences of a paragraph, other than its first, that begin with a label of people.
    pub(super) fn people_told(&self, range: TextRange) -> Vec<(Bare, Labelled)> {
        const WORDS: [&str; 4] = ["pologies ", "pologies:", "mddiheuriadau ", "egrets "];
        let Some(text) = self.text.get(range.range()).filter(|t| t.len() <= 4000) else { return Vec::new() };
        // The first paragraph of minutes may be below the heading of an item: `Call to order`.
        let opening = self.sections.len() <= OPENING_SECTIONS;
        let named = || (opening || !self.items && text.contains(": ")) && super::label::has_people_word(text);
        if !text.contains('.') || !(WORDS.iter().any(|w| text.contains(w)) || named()) {
            return Vec::new();
        }
        let whole = Bare::within(self.text, range);
        let mut out = Vec::new();
        let mut next = super::names::sentence_after(&whole.text, 0);
        while let Some(start) = next {
            next = super::names::sentence_after(&whole.text, start);
            let sentence = Bare::within(self.text, whole.range(start, next.unwrap_or(whole.text.len())));
            let found = label(&sentence, self.text, self.lexicon, false).or_else(|| bare_apologies(&sentence));
            let found = found.filter(|f| !self.is_of_vote(sentence.at(f.start), f.label));
            let told = |f: &Labelled| match f.label {
                Label::People(Standing::Apologies, strong) => strong,
                // `Minutes of the board, held in the hall. Present: Ann Lee, Bob Ray.`
                Label::People(_, strong) => {
                    let words = sentence.text.get(..f.content).unwrap_or("");
                    // `Board members present were Ann Lee and Bob Ray.`
                    let is_told = || words.split_whitespace().next_back().is_some_and(|w| BEFORE_LISTED_NAMES.contains(w));
                    let names = sentence.text.get(f.content..).unwrap_or("");
                    let office = || names.split(' ').next().is_some_and(|w| is_role(&fold(w))) || plural_title(names) > 0;
                    let begins = || names.starts_with(char::is_uppercase) || office();
                    strong && !self.items && words.contains(':') || opening && is_told() && begins()
                }
                _ => false,
            };
            if let Some(found) = found.filter(told) {
                out.push((sentence, found));
            }
        }
        out
    }

    /// Who was there, where a label of people does not open its line: after a bar or dash between blanks (`Team: Lamps | Present: Ann Lee`),
    /// or, with `later`, in a later line of an item of a list. What it stands in stays prose.
    pub(super) fn people_beside(&mut self, range: TextRange, later: bool) {
        let Some(text) = self
            .text
            .get(range.range())
            .filter(|t| (!self.items || self.sections.len() <= 2) && t.len() <= 2000 && t.contains(':'))
        else {
            return;
        };
        let barred = BARS.iter().any(|bar| text.contains(bar));
        if !(barred || later && text.trim_end().contains('\n')) || !super::label::has_people_word(text) {
            return;
        }
        for (n, line) in lines(self.text, range.start(), range.end()).enumerate() {
            let bare = Bare::within(self.text, line);
            let found = if later && n > 0 { label(&bare, self.text, self.lexicon, false) } else { None };
            let (found, end) = match found.filter(|f| matches!(f.label, Label::People(_, true))) {
                Some(found) => (found, bare.text.len()),
                None => match self.label_after_bar(&bare) {
                    Some(found) => found,
                    None => continue,
                },
            };
            let Label::People(standing, _) = found.label else { continue };
            if self.is_of_vote(bare.at(found.start), found.label) {
                continue;
            }
            let people = self.read_people(&bare, found.content, end, standing).unwrap_or_default();
            self.recorded |= !people.is_empty();
            self.attendance.extend(people);
        }
    }

    /// A strong label of people after a bar or dash, and where what it labels ends.
    fn label_after_bar(&self, bare: &Bare) -> Option<(Labelled, usize)> {
        let text = bare.text.as_str();
        BARS.iter().flat_map(|bar| text.match_indices(*bar).map(|(i, bar)| (i + bar.len(), bar))).find_map(|(start, bar)| {
            let head = clip(text.get(start..)?, 40);
            let colon = head.find(':')?;
            let label = self.lexicon.label(&super::label::unbracketed(head.get(..colon)?), false)?;
            let end = start + colon + 1;
            let stop = text.get(end..)?.find(bar).map_or(text.len(), |i| end + i);
            let found = Labelled { label, start, end, content: super::marker::skip(text, end) };
            matches!(label, Label::People(_, true)).then_some((found, stop))
        })
    }

    /// Whether the last passage is attendance, so that `Others:` goes on with it.
    pub(super) fn after_people(&self) -> bool {
        let last = self.sections.last().and_then(|s| s.passages.last());
        last.is_some_and(|b| matches!(b.kind, PassageKind::Attendance { .. }))
    }

    pub(super) fn people_label(
        &mut self,
        bare: &Bare,
        line: Line,
        found: Labelled,
        standing: Standing,
        content: &str,
        pending: &mut Option<Pending>,
    ) -> bool {
        let label = bare.range(found.start, found.end);
        if content.is_empty() {
            // A word like `Present` alone is a label only where names follow.
            self.flush(pending);
            self.close();
            self.recorded = true;
            if line.last {
                (self.mode, self.lasting) = (Mode::People(standing), false);
                self.open = Some(Open { kind: Kind::Prose, start: line.start, end: line.end, text: line.start });
            } else {
                *pending = Some(Pending { start: line.start, end: line.end, label, content: line.end, standing, rows: true });
            }
            return true;
        }
        if self.items && self.read_names(bare, found.content, bare.text.len(), standing).is_none() {
            return false;
        }
        self.flush(pending);
        self.close();
        *pending = Some(Pending {
            start: line.start,
            end: line.end,
            label,
            content: text_start(self.text, bare, found.content),
            standing,
            rows: false,
        });
        if content.ends_with(':') || !self.lasting {
            self.mode = Mode::Plain;
        }
        true
    }

    /// Whether a line goes on with the names of the label above it.
    pub(super) fn goes_on(&self, bare: &Bare, pending: &Pending) -> bool {
        if self.marks.mark(bare).is_some() || bare.text.len() > 400 {
            return false;
        }
        if pending.rows {
            // Rows that can be read in two ways are of the label all the same.
            if self.order == NameOrder::Doubtful && super::name_order::may_be_either(&bare.text) {
                return true;
            }
            return self.rows(pending.standing).row(bare, 0, bare.text.len()).is_some()
                || self.read_names(bare, 0, bare.text.len(), pending.standing).is_some();
        }
        let before = self.text.get(pending.content..pending.end).unwrap_or("").trim_end();
        // `**Durée :** 1 heure`, `Venue: the hall` are labels of something else.
        let head = clip(&bare.text, 40);
        let other = head.find(':').is_some_and(|i| !head.get(..i).is_some_and(|t| t.contains(['(', ','])));
        if other && !before.ends_with([',', ';']) {
            return false;
        }
        let last = self.text.get(pending.start..pending.end).and_then(|t| t.rsplit('\n').next()).map_or(0, str::len);
        let wraps = before.ends_with([',', ';', '&', '(']) || before.ends_with(" and") || last > 60;
        wraps && self.read_names(bare, 0, bare.text.len(), pending.standing).is_some()
    }

    /// Ends the names after a label: they become rows where they account for every word, else they are recorded and
    /// the line stays as it was written.
    pub(super) fn flush(&mut self, pending: &mut Option<Pending>) {
        let Some(p) = pending.take() else { return };
        let order = self.order;
        self.close();
        let from = self.attendance.len();
        let mut people: Vec<Attendee> = Vec::new();
        let mut bare = Bare::default();
        if p.rows {
            let all: Vec<TextRange> = lines(self.text, p.content, p.end).collect();
            let comma = |line: &TextRange| line.slice(self.text).trim_end().ends_with([',', ';']);
            let wrapped = all.len() > 1 && all.iter().any(comma);
            self.order =
                super::name_order::order_of(all.iter().filter_map(|part| self.text.get(part.range())), self.whole_text());
            if self.order == NameOrder::Doubtful {
                self.doubt_order(TextRange::new(p.content, p.end));
            }
            for line in all {
                bare.read(self.text, line.start(), line.end());
                match self.list_row(&bare, self.rows(p.standing)) {
                    row if !row.is_empty() && !wrapped => people.extend(row),
                    _ => people.extend(self.read_names(&bare, 0, bare.text.len(), p.standing).unwrap_or_default()),
                }
            }
        } else {
            bare.read(self.text, p.content, p.end);
            people = self.read_people(&bare, 0, bare.text.len(), p.standing).unwrap_or_default();
            if people.is_empty() && self.order_of_pieces(&bare) == NameOrder::Doubtful {
                self.doubt_order(TextRange::new(p.content, p.end));
            }
            self.recorded |= !people.is_empty() || is_none(&fold(clip(&bare.text, 60)));
        }
        self.order = order;
        let proxies = !p.rows && {
            let line = Bare::of(self.text, p.start, p.end);
            self.inner_proxies(&line, line.to_bare(p.content), line.text.len())
        };
        let lead = self.text.get(p.start..p.label.start()).is_some_and(|t| !t.chars().any(char::is_alphanumeric));
        let whole = lead && !proxies && !people.is_empty() && self.covered(&people, p.label.end(), p.end);
        if !whole && !proxies {
            self.keep_unread(TextRange::new(p.content, p.end.max(p.content)), &people);
        }
        self.attendance.extend(people);
        let span = TextRange::new(p.start, p.end);
        if whole {
            let label = Some(self.span(span.until(self.label_end(p.label.end()))));
            let kind = PassageKind::Attendance { from: small(from), to: small(self.attendance.len()), label };
            self.passage(kind, span, span, Audience::Public);
        } else {
            let anchor = self.passage(PassageKind::Prose, span, span, Audience::Public);
            self.next_in(span, &anchor, false);
        }
    }

    /// Where a label ends with the emphasis that closes after it.
    pub(super) fn label_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at + rest.len() - rest.trim_start_matches(['*', '_']).len()
    }

    /// `Chair: Ann Lee`: what somebody did, kept until all who were there are known.
    pub(super) fn role(&mut self, bare: &Bare, found: Labelled) -> bool {
        let title = bare.text.get(found.start..found.end).unwrap_or("").trim_end_matches([':', ' ', '-', '–']).trim();
        self.part_played(bare, found.content, title)
    }

    /// Those named from byte `from` of `bare` on, and the part they played.
    pub(super) fn part_played(&mut self, bare: &Bare, from: usize, title: &str) -> bool {
        let Some(people) = self.read_names(bare, from, bare.text.len(), Standing::Present) else { return false };
        let chair = is_chair(&fold(title)) || matches!(fold(title).as_str(), "chaired by" | "presiding" | "meeting chaired by");
        // Whose name is struck out did not play the part.
        for mut person in people.into_iter().filter(|p| p.standing != Standing::Absent) {
            person.role.get_or_insert_with(|| title.into());
            person.chair |= chair;
            self.roles.push(person);
        }
        true
    }

    /// A line under a heading of people that is no list.
    pub(super) fn people_line(&mut self, bare: &Bare, line: Line, standing: Standing) -> bool {
        let text = bare.text.trim();
        // `**Harbour Trust:**` over a list is the name of a group, and nobody's.
        let group = line.only && line.list_follows && text.ends_with(':');
        if group || is_none(&fold(clip(text, 60))) {
            self.plain(bare, line);
            return true;
        }
        // `Ann Lee: The lamps are out.` once she is among those who were there.
        if self.is_talk(std::iter::once(text)) {
            self.mode = Mode::Plain;
            return false;
        }
        let known = || text.split_once(',').is_some_and(|(_, body)| self.known_body(body).is_some());
        // One line of several names, or one person a line.
        let several = line.only
            && !self.apart
            && (text.contains([',', ';']) || [" and ", " & ", ". "].iter().any(|w| text.contains(w)))
            && !name_and_body(text)
            && !known();
        let one = if several { None } else { Some(self.list_row(bare, self.rows(standing))) };
        let people =
            one.filter(|p| !p.is_empty() && text.len() <= 160).or_else(|| self.read_people(bare, 0, bare.text.len(), standing));
        // `karl: Bonjour` is somebody speaking.
        let speech =
            !self.lasting && is_speech(text) && text.split_once(':').is_some_and(|(_, t)| t.split_whitespace().count() < 2);
        let Some(people) = people.filter(|p| !p.is_empty() && !speech) else {
            if self.headless || text.len() > 60 && !self.lasting {
                self.mode = Mode::Plain;
            }
            return false;
        };
        self.recorded = true;
        self.close();
        let span = TextRange::new(line.start, line.end);
        let from = self.attendance.len();
        let whole = self.covered(&people, line.start, line.end);
        if !whole {
            self.keep_unread(TextRange::new(line.start, line.end), &people);
        }
        self.attendance.extend(people);
        if !whole {
            self.open = Some(Open { kind: Kind::Prose, start: line.start, end: line.end, text: line.start });
            return true;
        }
        self.attended(span, small(from));
        true
    }

    /// Rows of attendance become a passage, or go on with the one before.
    pub(super) fn attended(&mut self, span: TextRange, from: u32) {
        let end = small(self.attendance.len());
        let file = self.file;
        if let Some(passage) = self.sections.last_mut().and_then(|s| s.passages.last_mut())
            && let PassageKind::Attendance { to, .. } = &mut passage.kind
            && *to == from
        {
            *to = end;
            passage.whole = crate::record::Span::new(file, passage.whole.start as usize, span.end());
            passage.text = passage.whole;
            return;
        }
        self.passage(PassageKind::Attendance { from, to: end, label: None }, span, span, Audience::Public);
    }
}

/// How many sections may have begun where a paragraph is one of those that minutes open with.
const OPENING_SECTIONS: usize = 2;

/// What parts the facts of one line at the head of minutes.
const BARS: [&str; 4] = [" | ", " - ", " – ", " — "];

/// Names after a label, while the lines that go on with them are gathered.
pub(super) struct Pending {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: TextRange,
    pub(super) content: usize,
    pub(super) standing: Standing,
    /// One person a line, below the label.
    pub(super) rows: bool,
}

/// `Gordon Bradley, Autodesk`: a person and one word for whom they are from.
fn name_and_body(text: &str) -> bool {
    let Some((name, body)) = text.split_once(", ") else { return false };
    name.split_whitespace().count() >= 2 && !name.contains(" and ") && !body.contains([',', ';', ' ']) && !body.is_empty()
}

/// `Apologies Mark Smith, Michael Cree`, without a mark between the word and the names.
fn bare_apologies(sentence: &Bare) -> Option<Labelled> {
    const WORD: &str = "Apologies ";
    let names = sentence.text.strip_prefix(WORD)?;
    let label = Label::People(Standing::Apologies, true);
    names.starts_with(char::is_uppercase).then_some(Labelled { label, start: 0, end: WORD.len() - 1, content: WORD.len() })
}
