//! Paragraphs, line by line: labels, numbers, marks, and the headings of files that have none.

use super::blocks::{lines, trim_end};
use super::due::hours;
use super::label::{Labelled, label};
use super::marks::{Mark, clip};
use super::number;
use super::owners::People;
use super::text::{Bare, fold};
use super::walk::{Kind, Mode, Open, Walk, small, source, text_start};
use super::words::{Label, is_chair, is_none};
use crate::record::{Attendee, Audience, BlockKind, Date, DateOrder, NextMeeting, Standing};

/// A line of a paragraph.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// It opens its paragraph.
    first: bool,
    /// It is all of its paragraph.
    only: bool,
    /// A list comes after its paragraph.
    list_follows: bool,
    /// It closes its paragraph.
    last: bool,
    /// The line after it in its paragraph.
    next: Option<(usize, usize)>,
}

impl Walk<'_> {
    /// A paragraph.
    pub(super) fn lines(&mut self, start: usize, end: usize, list_follows: bool) {
        let people = matches!(self.mode, Mode::People(_));
        self.columns =
            people && super::people_lists::is_columns(lines(self.text, start, end).filter_map(|(a, b)| self.text.get(a..b)));
        self.ticked = people
            && lines(self.text, start, end).any(|(a, _)| {
                self.text
                    .get(a..)
                    .is_some_and(|t| ["[x]", "[X]", "☑", "☒", "✓", "✔", "✅"].iter().any(|mark| t.starts_with(mark)))
            });
        let html = self.text.get(start..end).is_some_and(|t| t.starts_with('<'));
        // What tells of apologies in its second sentence is prose; who sent them is read from that.
        if people && !html && !self.people_told((start, end)).is_empty() {
            self.plain_alone_at(start, end);
            self.close();
            return;
        }
        if people && !html && self.sent_apologies(start, end) {
            return;
        }
        if let Mode::People(standing) = self.mode
            && !html
            && !self.columns
            && self.wrapped_names(start, end, standing)
        {
            return;
        }
        let mut all = pieces(self.text, start, end, html).into_iter().peekable();
        let mut first = true;
        let mut pending: Option<Pending> = None;
        while let Some((from, to)) = all.next() {
            let last = all.peek().is_none();
            // In HTML each of its paragraphs, list items and headings begins anew.
            let block = |at: usize| {
                html && self
                    .text
                    .get(at..)
                    .is_some_and(|t| ["<p", "<li", "<h", "<div", "<tr", "<br"].iter().any(|tag| t.starts_with(tag)))
            };
            let first_line = first || block(from);
            let only = first_line && all.peek().is_none_or(|next| block(next.0));
            let next = all.peek().copied();
            let line = Line { start: from, end: to, first: first_line, only, list_follows: list_follows && last, last, next };
            first = false;
            let mut bare = std::mem::take(&mut self.bare);
            bare.read(self.text, from, to);
            self.line(&bare, line, &mut pending);
            self.bare = bare;
        }
        self.flush(&mut pending);
        self.close();
        (self.columns, self.ticked) = (false, false);
    }

    /// A paragraph below a heading of people in which somebody sends apologies: `Ann Lee and Bob Ray sent their apologies.`
    fn sent_apologies(&mut self, start: usize, end: usize) -> bool {
        let told = self.text.get(start..end).filter(|t| t.len() <= 2000 && ["pologies", "egrets"].iter().any(|w| t.contains(w)));
        if told.is_none() {
            return false;
        }
        let bare = Bare::of(self.text, start, end);
        let (from, to) = super::attendance::before_sent(&bare.text, 0, bare.text.len());
        let people = if to < bare.text.len() { self.read_names(&bare, from, to, Standing::Apologies) } else { None };
        let Some(people) = people.filter(|p| !p.is_empty()) else { return false };
        self.recorded = true;
        self.attendance.extend(people);
        self.plain_alone_at(start, end);
        self.close();
        true
    }

    /// A paragraph below a heading of people that is one list of names, wrapped.
    fn wrapped_names(&mut self, start: usize, end: usize, standing: Standing) -> bool {
        let (mut count, mut commas, mut open) = (0, 0, 0);
        for (a, b) in lines(self.text, start, end) {
            let line = self.text.get(a..b).unwrap_or("").trim_end_matches(['\\', ' ']);
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
        self.recorded = true;
        self.close();
        let from = self.attendance.len();
        let whole = self.covered(&people, start, end);
        self.attendance.extend(people);
        if whole {
            self.attended((start, end), small(from))
        } else {
            self.plain_alone_at(start, end)
        }
        self.close();
        true
    }

    fn plain_alone_at(&mut self, start: usize, end: usize) {
        self.close();
        self.open = Some(Open { kind: Kind::Prose, start, end, text: start });
    }

    fn line(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) {
        if self.headless && self.heading_line(bare, line, pending) {
            return;
        }
        if self.labelled(bare, line, pending) {
            return;
        }
        if let Some(p) = pending {
            if self.goes_on(bare, p) {
                p.end = line.end;
                return;
            }
            self.flush(pending);
        }
        if self.margin(line)
            && let Some(head) = self.count.paragraph(&bare.text, line.first, self.text.get(self.body.range()).unwrap_or(""))
        {
            self.close();
            self.items = true;
            if !self.lasting || !matches!(self.mode, Mode::Previous) {
                self.mode = Mode::Plain;
            }
            let text = text_start(self.text, bare, head.text);
            self.open = Some(Open { kind: Kind::Paragraph(head.number.clone()), start: line.start, end: line.end, text });
            // The number counts at once, for the line that comes next.
            self.count.take(&head.number);
            return;
        }
        if let Some(mark) = self.marks.mark(bare) {
            return self.marked(bare, line, mark);
        }
        if self.headless && self.item_paragraph(bare, line) {
            return;
        }
        let mode = self.mode;
        let taken = match mode {
            Mode::People(standing) => self.people_line(bare, line, standing),
            Mode::Actions => (line.first || self.fresh) && self.action_line(bare, line),
            Mode::Next if line.first || line.only => {
                self.close();
                self.open = Some(Open { kind: Kind::Next, start: line.start, end: line.end, text: line.start });
                true
            }
            _ => false,
        };
        if !taken {
            self.plain(bare, line);
        }
    }

    fn plain(&mut self, bare: &Bare, line: Line) {
        let speech =
            self.open.as_ref().is_some_and(|o| !matches!(o.kind, Kind::Prose | Kind::Paragraph(_))) && is_speech(&bare.text);
        if let Some(open) = self.open.as_mut().filter(|_| !line.first && !speech) {
            open.end = line.end;
            return;
        }
        self.close();
        self.open = Some(Open { kind: Kind::Prose, start: line.start, end: line.end, text: line.start });
    }

    /// In a file without headings, a long line that the number of the next item opens: a paragraph of that number.
    fn item_paragraph(&mut self, bare: &Bare, line: Line) -> bool {
        let Some(head) = number::of_heading(&bare.text, None).filter(|_| line.first) else { return false };
        let next = head.number.item() == Some(self.last_item + 1) && !head.number.as_str().contains(['.', '/']);
        if !next || head.text >= bare.text.trim_end().len() {
            return false;
        }
        self.close();
        self.items = true;
        self.mode = Mode::Plain;
        self.last_item += 1;
        self.count.open(Some(&head.number));
        let text = text_start(self.text, bare, head.text);
        self.open = Some(Open { kind: Kind::Paragraph(head.number), start: line.start, end: line.end, text });
        true
    }

    /// What a mark at the start of a line makes of it.
    fn marked(&mut self, bare: &Bare, line: Line, mark: Mark) {
        self.close();
        let at = |text| if text == 0 { line.start } else { text_start(self.text, bare, text) };
        let mark = match mark {
            // Under a heading of earlier actions a number is that of one of them.
            Mark::Action { text, number: Some(id), .. } if self.mode == Mode::Previous => Mark::Update { id, text },
            other => self.of_earlier(bare, other),
        };
        let (kind, text) = match mark {
            Mark::Action { text, number, names } => {
                (Kind::Action { number: source(bare, number), names: source(bare, names) }, at(text))
            }
            Mark::Update { id, text } => (Kind::Update { id: bare.range(id.0, id.1) }, at(text)),
            Mark::NoActions => (Kind::NoActions, line.start),
            Mark::Decision { text, number } => (Kind::Decision { number: source(bare, number) }, at(text)),
            Mark::Proposal { text } => (Kind::Proposal, at(text)),
            Mark::Vote { text } => (Kind::Vote, at(text)),
            Mark::ActionsFollow | Mark::DecisionsFollow => {
                self.mode = if mark == Mark::ActionsFollow { Mode::Actions } else { Mode::Decisions };
                self.lasting = false;
                self.fresh = true;
                (Kind::Prose, line.start)
            }
        };
        self.open = Some(Open { kind, start: line.start, end: line.end, text });
    }

    /// `ACTION 61.1` in the minutes of the 62nd meeting tells of an earlier action.
    pub(super) fn of_earlier(&self, bare: &Bare, mark: Mark) -> Mark {
        let (Mark::Action { text, number: Some(id), .. }, Some(meeting)) = (mark, self.ordinal) else { return mark };
        let raised = bare.text.get(id.0..id.1).and_then(|t| t.split_once('.')).and_then(|(n, _)| n.parse::<u32>().ok());
        match raised {
            Some(n) if n < meeting && n >= meeting / 2 && meeting - n <= 40 => Mark::Update { id, text },
            _ => mark,
        }
    }

    /// In a file without headings: a bold line alone, or the line of the next item.
    fn heading_line(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) -> bool {
        let words = bare.text.split_whitespace().count();
        let text = bare.text.trim_end();
        if !line.first || words == 0 || words > 60 {
            return false;
        }
        let raw = self.text.get(line.start..line.end).unwrap_or("");
        if line.only && words <= 13 && is_wiki_heading(raw) {
            self.flush(pending);
            let level = u8::try_from(raw.len() - raw.trim_start_matches('=').len()).unwrap_or(1).clamp(1, 6);
            self.section(line.start, line.end, line.end, level, false);
            return true;
        }
        let bold = words <= 12 && line.only && is_bold(raw) && !text.ends_with('.');
        let head = number::of_heading(text, None);
        let next = words <= 13
            && head.as_ref().is_some_and(|h| {
                h.number.item() == Some(self.last_item + 1)
                    && !text.ends_with(['.', ';', ','])
                    && (line.only || !text.contains(':'))
                    && !h.number.as_str().contains('.')
                    && (bold || line.only || text.chars().any(char::is_uppercase))
            });
        let year = words <= 13
            && head.as_ref().filter(|h| h.number.as_str().contains('/')).is_some_and(|h| {
                !text.ends_with('.')
                    && self
                        .count
                        .paragraph(text, true, self.text.get(self.body.range()).unwrap_or(""))
                        .is_some_and(|p| p.number == h.number)
            });
        let found = label(bare, self.text, self.lexicon, true);
        let comes =
            head.as_ref().is_some_and(|h| h.number.item() == Some(self.last_item + 1) && !h.number.as_str().contains(['.', '/']));
        if let Some(found) =
            found.filter(|f| comes && f.content < text.len() && matches!(f.label, Label::People(..) | Label::Next))
        {
            return self.label_item(bare, line, found, pending);
        }
        if !(bold || next || year) {
            return false;
        }
        // A label with its content (`**Present:** Ann`) is for the labels.
        if found.is_some_and(|f| f.content < text.len())
            || self.marks.mark(bare).is_some_and(|m| !matches!(m, Mark::ActionsFollow | Mark::DecisionsFollow))
        {
            return false;
        }
        // The names of the label before stand before the heading.
        self.flush(pending);
        self.section(line.start, line.end, line.end, 1, false);
        true
    }

    /// `2\. Apologies for absence: None received.`: an item whose heading is its label, and what stands after it.
    fn label_item(&mut self, bare: &Bare, line: Line, found: Labelled, pending: &mut Option<Pending>) -> bool {
        let (_, stop) = bare.range(found.start, found.end);
        let from = bare.at(found.content);
        if from >= line.end {
            return false;
        }
        self.flush(pending);
        self.section(line.start, stop, stop, 1, false);
        let mut pending = None;
        let rest = Bare::of(self.text, from, line.end);
        self.line(&rest, Line { start: from, first: false, only: line.only, ..line }, &mut pending);
        self.flush(&mut pending);
        self.close();
        (self.mode, self.lasting) = (Mode::Plain, false);
        true
    }

    /// A label at the start of a line, and what it opens.
    fn labelled(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) -> bool {
        let bold = is_bold(self.text.get(line.start..line.end).unwrap_or(""));
        let alone = (line.only && (bold || line.list_follows))
            || (bold && bare.text.trim_end().len() < 60)
            || self.heads_names(bare, line);
        let Some(found) = label(bare, self.text, self.lexicon, alone) else { return self.label_at_end(bare, line, pending) };
        let content = bare.text.get(found.content..).unwrap_or("").trim();
        match found.label {
            Label::People(standing, strong)
                if strong || !self.items || self.lasting && matches!(self.mode, Mode::People(_)) || self.after_people() =>
            {
                if self.numbered_paragraph(bare, line) {
                    // What a numbered paragraph says of attendance is recorded; the paragraph keeps its number.
                    let people = self.read_people(bare, found.content, bare.text.len(), standing).unwrap_or_default();
                    self.recorded |= !people.is_empty() || is_none(&fold(clip(content, 60)));
                    self.attendance.extend(people);
                    return false;
                }
                self.people_label(bare, line, found, standing, content, pending)
            }
            Label::Role if !self.items || matches!(self.mode, Mode::People(_)) => {
                if content.is_empty() || !self.role(bare, found) {
                    return false;
                }
                self.flush(pending);
                self.plain_alone(line);
                // Without headings, nothing else says that the list of names is over.
                if self.headless && matches!(self.mode, Mode::People(_)) {
                    (self.mode, self.lasting) = (Mode::Plain, false);
                }
                true
            }
            Label::Actions if content.is_empty() => self.open_mode(Mode::Actions, line, pending),
            Label::Previous if content.is_empty() => self.open_mode(Mode::Previous, line, pending),
            Label::Decisions if content.is_empty() && line.list_follows => self.open_mode(Mode::Decisions, line, pending),
            Label::Next if !self.numbered_paragraph(bare, line) => {
                self.flush(pending);
                self.close();
                let text = line.start;
                self.open = Some(Open { kind: Kind::Next, start: line.start, end: line.end, text });
                true
            }
            _ => false,
        }
    }

    /// Whether a short first line stands over lines of names: `Meeting attendees`, `Ann Lee,`, `Bob Ray`.
    fn heads_names(&self, bare: &Bare, line: Line) -> bool {
        let short = line.first && !self.items && bare.text.len() <= 40 && !bare.text.contains([',', '.', ':']);
        let Some((from, to)) = line.next.filter(|_| short) else { return false };
        let next = Bare::of(self.text, from, to);
        let names = self.list_row(&next, self.rows(Standing::Present));
        next.text.len() <= 60 && !names.is_empty() && names.iter().all(|p| p.name.text.contains(' '))
    }

    /// A label that closes the paragraph above a list: `Sign in below, please. Roll call:`.
    fn label_at_end(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) -> bool {
        let text = bare.text.trim_end();
        let Some(words) = text.strip_suffix(':').filter(|_| line.list_follows) else { return false };
        let start = [". ", "! ", "? "].iter().filter_map(|end| words.rfind(end)).max().map_or(words.len(), |i| i + 2);
        let label = words.get(start..).and_then(|own| self.lexicon.label(&super::label::unbracketed(own), true));
        let Some(Label::People(standing, true)) = label else { return false };
        if !pending.is_none() || self.marks.mark(bare).is_some() {
            return false;
        }
        self.plain(bare, line);
        self.recorded = true;
        (self.mode, self.lasting) = (Mode::People(standing), false);
        true
    }

    /// Who was there and who sent apologies, where a sentence inside a paragraph tells it, near the head of the minutes or under a heading of people:
    /// `The Chair welcomed all. Apologies were received from Ann Lee.`
    pub(super) fn people_in(&mut self, range: (usize, usize)) {
        let near = !self.items || self.sections.len() <= 4 || matches!(self.mode, Mode::People(_));
        if !near {
            return;
        }
        for (sentence, found) in self.people_told(range) {
            let (from, to) = (found.content, sentence.text.len());
            let Label::People(standing, _) = found.label else { continue };
            let people = self.read_people(&sentence, from, to, standing).unwrap_or_default();
            self.recorded |= !people.is_empty();
            self.attendance.extend(people);
        }
    }

    /// The sentences of a paragraph, other than its first, that begin with a label of people.
    fn people_told(&self, (from, to): (usize, usize)) -> Vec<(Bare, Labelled)> {
        const WORDS: [&str; 4] = ["pologies ", "pologies:", "mddiheuriadau ", "egrets "];
        let Some(text) = self.text.get(from..to).filter(|t| t.len() <= 4000) else { return Vec::new() };
        let named = || !self.items && text.contains(": ") && super::label::may_name_people(text);
        if !text.contains('.') || !(WORDS.iter().any(|w| text.contains(w)) || named()) {
            return Vec::new();
        }
        let whole = Bare::of(self.text, from, to);
        let mut out = Vec::new();
        let mut next = super::names::sentence_after(&whole.text, 0);
        while let Some(start) = next {
            next = super::names::sentence_after(&whole.text, start);
            let (a, b) = whole.range(start, next.unwrap_or(whole.text.len()));
            let sentence = Bare::of(self.text, a, b);
            let found = label(&sentence, self.text, self.lexicon, false).or_else(|| bare_apologies(&sentence));
            let told = |f: &Labelled| match f.label {
                Label::People(Standing::Apologies, strong) => strong,
                // `Minutes of the board, held in the hall. Present: Ann Lee, Bob Ray.`
                Label::People(_, strong) => {
                    strong && !self.items && sentence.text.get(..f.content).is_some_and(|t| t.contains(':'))
                }
                _ => false,
            };
            if let Some(found) = found.filter(told) {
                out.push((sentence, found));
            }
        }
        out
    }

    /// Whether the last block is attendance, so that `Others:` goes on with it.
    fn after_people(&self) -> bool {
        let last = self.sections.last().and_then(|s| s.blocks.last());
        last.is_some_and(|b| matches!(b.kind, BlockKind::Attendance { .. }))
    }

    /// Whether a line has the number of the next paragraph.
    fn numbered_paragraph(&self, bare: &Bare, line: Line) -> bool {
        self.margin(line)
            && bare.text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace())
            && self.count.paragraph(&bare.text, line.first, self.text.get(self.body.range()).unwrap_or("")).is_some()
    }

    fn margin(&self, line: Line) -> bool {
        line.start == 0 || self.text.as_bytes().get(line.start - 1).is_some_and(|b| matches!(b, b'\n' | b'\r')) || line.first
    }

    fn open_mode(&mut self, mode: Mode, line: Line, pending: &mut Option<Pending>) -> bool {
        self.flush(pending);
        self.plain_alone(line);
        (self.mode, self.lasting, self.fresh) = (mode, false, true);
        true
    }

    /// A line that is a block of prose by itself as far as the lines before it go.
    fn plain_alone(&mut self, line: Line) {
        self.plain_alone_at(line.start, line.end);
    }

    fn people_label(
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
    fn goes_on(&self, bare: &Bare, pending: &Pending) -> bool {
        if self.marks.mark(bare).is_some() || bare.text.len() > 400 {
            return false;
        }
        if pending.rows {
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
    fn flush(&mut self, pending: &mut Option<Pending>) {
        let Some(p) = pending.take() else { return };
        self.close();
        let from = self.attendance.len();
        let mut people: Vec<Attendee> = Vec::new();
        let mut bare = Bare::default();
        if p.rows {
            let all: Vec<(usize, usize)> = lines(self.text, p.content, p.end).collect();
            let comma = |(a, b): &(usize, usize)| self.text.get(*a..*b).is_some_and(|t| t.trim_end().ends_with([',', ';']));
            let wrapped = all.len() > 1 && all.iter().any(comma);
            for (a, b) in all {
                bare.read(self.text, a, b);
                match self.list_row(&bare, self.rows(p.standing)) {
                    row if !row.is_empty() && !wrapped => people.extend(row),
                    _ => people.extend(self.read_names(&bare, 0, bare.text.len(), p.standing).unwrap_or_default()),
                }
            }
        } else {
            bare.read(self.text, p.content, p.end);
            people = self.read_people(&bare, 0, bare.text.len(), p.standing).unwrap_or_default();
            self.recorded |= !people.is_empty() || is_none(&fold(clip(&bare.text, 60)));
        }
        let lead = self.text.get(p.start..p.label.0).is_some_and(|t| !t.chars().any(char::is_alphanumeric));
        let whole = lead && !people.is_empty() && self.covered(&people, p.label.1, p.end);
        self.attendance.extend(people);
        let span = (p.start, p.end);
        if whole {
            let label = Some(self.span((p.start, self.label_end(p.label.1))));
            let kind = BlockKind::Attendance { from: small(from), to: small(self.attendance.len()), label };
            self.block(kind, span, span, Audience::Public);
        } else {
            let anchor = self.block(BlockKind::Prose, span, span, Audience::Public);
            self.next_in(span, &anchor, false);
        }
    }

    /// Where a label ends with the emphasis that closes after it.
    fn label_end(&self, at: usize) -> usize {
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
    fn people_line(&mut self, bare: &Bare, line: Line, standing: Standing) -> bool {
        let text = bare.text.trim();
        if is_none(&fold(clip(text, 60))) {
            self.plain(bare, line);
            return true;
        }
        // One line of several names, or one person a line.
        let several = line.only
            && (text.contains([',', ';']) || [" and ", " & ", ". "].iter().any(|w| text.contains(w)))
            && !name_and_body(text);
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
        let span = (line.start, line.end);
        let from = self.attendance.len();
        let whole = self.covered(&people, line.start, line.end);
        self.attendance.extend(people);
        if !whole {
            self.open = Some(Open { kind: Kind::Prose, start: line.start, end: line.end, text: line.start });
            return true;
        }
        self.attended(span, small(from));
        true
    }

    /// Rows of attendance become a block, or go on with the one before.
    pub(super) fn attended(&mut self, span: (usize, usize), from: u32) {
        let end = small(self.attendance.len());
        let file = self.file;
        if let Some(block) = self.sections.last_mut().and_then(|s| s.blocks.last_mut())
            && let BlockKind::Attendance { to, .. } = &mut block.kind
            && *to == from
        {
            *to = end;
            block.whole = crate::record::Span::new(file, block.whole.start as usize, span.1);
            block.text = block.whole;
            return;
        }
        self.block(BlockKind::Attendance { from, to: end, label: None }, span, span, Audience::Public);
    }

    /// A paragraph under a heading of actions that is no list: an action where it names its owner.
    fn action_line(&mut self, bare: &Bare, line: Line) -> bool {
        let words = fold(clip(&bare.text, 80));
        if is_none(&words) {
            self.close();
            self.open = Some(Open { kind: Kind::NoActions, start: line.start, end: line.end, text: line.start });
            return true;
        }
        let people = People::of(&[], self.lexicon);
        let reading = super::owners::read(bare, bare.text.len(), &people, self.date);
        if !reading.sure || bare.text.trim_end().ends_with([':', '?']) {
            // Anything but a lead (`The following were agreed:`) ends what a label, not a heading, opened.
            if !self.fresh && !bare.text.trim_end().ends_with(':') {
                self.mode = Mode::Plain;
            }
            self.fresh = false;
            return false;
        }
        self.close();
        self.open =
            Some(Open { kind: Kind::Action { number: None, names: None }, start: line.start, end: line.end, text: line.start });
        true
    }

    /// What the words after the number of a paragraph mark it as: `5.2 ACTION: Ann Lee to write.`, `3.1 AGREED: yes.`
    pub(super) fn marked_paragraph(&mut self, range: (usize, usize), anchor: &str) {
        let Some((from, to)) = lines(self.text, range.0, range.1).next() else { return };
        let bare = Bare::of(self.text, from, to);
        let Some(mark) = self.marks.mark(&bare) else { return };
        let end = trim_end(self.text, from, range.1);
        let whole = |text: usize| (text_start(self.text, &bare, text), end);
        match self.of_earlier(&bare, mark) {
            Mark::Action { text, number, names } => {
                let range = whole(text);
                let range = self.balanced(from, range.0, range.1);
                self.raise_inside(range, anchor, source(&bare, number), source(&bare, names), None);
            }
            Mark::Update { id, text } => {
                let range = whole(text);
                self.update_inside(range, bare.range(id.0, id.1), anchor);
            }
            Mark::Decision { text, number } => {
                let range = whole(text);
                let range = self.balanced(from, range.0, range.1);
                self.decide_inside(range, anchor, source(&bare, number));
            }
            Mark::NoActions => self.no_actions = true,
            _ => {}
        }
    }

    /// What the words of a block say besides: `(Action: Secretary)` at its end, `ACTION:` in its middle, a marked line.
    pub(super) fn inside(&mut self, range: (usize, usize), anchor: &str) {
        let Some(text) = self.text.get(range.0..range.1) else { return };
        let bytes = text.as_bytes();
        if !has_action(bytes) && [&b"(AI:"[..], b"Todo:", b"TODO:"].iter().all(|w| memchr::memmem::find(bytes, w).is_none()) {
            return;
        }
        let places = self.marked_places(text, range.0);
        for (n, i) in places.iter().enumerate() {
            let stop = places.get(n + 1).copied().unwrap_or(range.1);
            // What a marked line says ends where the next numbered one begins.
            let stop = lines(self.text, *i, stop).skip(1).map(|l| l.0).find(|at| self.numbered(*at)).unwrap_or(stop);
            let end = trim_end(self.text, *i, stop);
            let bare = Bare::of(self.text, *i, end);
            if let Some(Mark::Action { text: at, number, names }) = self.marks.mark(&bare) {
                let start = text_start(self.text, &bare, at);
                let (number, names) = (source(&bare, number), source(&bare, names));
                self.raise_inside((start, end), anchor, number, names, None);
            }
        }
        self.brackets(range, &places, anchor);
    }

    /// Actions in brackets, anywhere in a block: `… are out (Action: Secretary).`, `… in it. (Action on Ann: rename it.) Then …`
    fn brackets(&mut self, range: (usize, usize), places: &[usize], anchor: &str) {
        let Some(text) = self.text.get(range.0..range.1) else { return };
        let bytes = text.as_bytes();
        let mut start = range.0;
        // Where the line of the last bracket looked at begins, and how far that was found out.
        let (mut line, mut seen) = (range.0, 0);
        let ai = !self.marks.ai_speaks;
        for i in memchr::memchr2_iter(b'(', b'[', bytes).filter(|i| opens_action(bytes, *i, ai)) {
            let at = range.0 + i;
            line = bytes.get(seen..i).and_then(|t| memchr::memrchr(b'\n', t)).map_or(line, |n| range.0 + seen + n + 1);
            seen = i;
            let first = super::blocks::skip_blanks(self.text, line, at.min(line + 200));
            let numbered = self.numbered(first);
            // What a mark before it says runs over it.
            let before = places.get(places.partition_point(|p| *p <= at).wrapping_sub(1)).copied().filter(|p| *p > range.0);
            if at < start || before.is_some_and(|p| !(numbered && first > p)) {
                continue;
            }
            let Some(end) = self.closed(at, range.1) else { continue };
            let from = if first >= start && numbered { first } else { start };
            let from = super::blocks::skip_blanks(self.text, self.boundary(from.max(at.saturating_sub(2000))), at);
            // `[ACTION - Ann] oil the hinges.` has what is to be done behind it.
            let behind = self.text.get(end..range.1).unwrap_or("");
            let leads =
                behind.starts_with(' ') && behind.trim_start().starts_with(char::is_lowercase) && bytes.get(i) == Some(&b'[');
            if leads {
                let stop = end + behind.find(". ").map_or(behind.len(), |n| n + 1);
                let bare = Bare::of(self.text, at, trim_end(self.text, at, stop));
                if let Some(Mark::Action { text: words, number, names }) = self.marks.mark(&bare) {
                    let from = text_start(self.text, &bare, words);
                    let (number, names) = (source(&bare, number), source(&bare, names));
                    self.raise_inside((from, trim_end(self.text, from, stop)), anchor, number, names, None);
                    start = stop;
                    continue;
                }
            }
            if let Some((sentence, names, number)) = self.closing((from, end)) {
                self.raise_inside(sentence, anchor, number, Some(names), None);
                start = end;
                continue;
            }
            let bare = Bare::of(self.text, at, end);
            if let Some(Mark::Action { text: words, number, names }) = self.marks.mark(&bare)
                && bare.text.get(words..).is_some_and(|t| t.split_whitespace().count() > 1)
                && at > range.0
            {
                let from = text_start(self.text, &bare, words);
                let (number, names) = (source(&bare, number), source(&bare, names));
                self.raise_inside((from, end), anchor, number, names, None);
                start = end;
            }
        }
    }

    /// The first whole character at or after a byte.
    fn boundary(&self, mut at: usize) -> usize {
        while at < self.text.len() && !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// Where the bracket ends that opens at `at`, its own mark included.
    fn closed(&self, at: usize, to: usize) -> Option<usize> {
        let part = clip(self.text.get(at..to)?, 600);
        let open = part.bytes().next()?;
        let close = if open == b'(' { b')' } else { b']' };
        let mut depth = 0u32;
        for (i, b) in part.bytes().enumerate() {
            if b == open {
                depth += 1;
            } else if b == close {
                depth -= 1;
                if depth == 0 {
                    return Some(at + i + 1);
                }
            }
        }
        None
    }

    /// Whether a line begins with a number such as `2.1` or `3.`.
    fn numbered(&self, at: usize) -> bool {
        let line = clip(self.text.get(at..).unwrap_or(""), 12);
        let digits = line.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        digits > 1 && line.starts_with(|c: char| c.is_ascii_digit()) && line.get(..digits).is_some_and(|t| t.contains('.'))
    }

    /// Where in a block a mark may stand: at `ACTION:` after a sentence, and where a line begins, its number left out.
    fn marked_places(&self, text: &str, base: usize) -> Vec<usize> {
        let mut places = Vec::new();
        for i in memchr::memmem::find_iter(text.as_bytes(), b"ACTION:") {
            let before = text.get(..i).unwrap_or("").trim_end_matches(['*', '_', '(', '[']).chars().next_back();
            if before.is_some_and(|c| c.is_whitespace() || matches!(c, '.' | ';')) {
                places.push(base + i);
            }
        }
        // `It was agreed. Action: Ann to write.`
        for word in ["Action:", "Todo:", "TODO:"] {
            for i in memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()) {
                let before = text.get(..i).unwrap_or("").trim_end_matches(['*', '_']);
                if before.ends_with(". ") || before.ends_with("! ") || before.ends_with(") ") || before.ends_with("; ") {
                    places.push(base + i);
                }
            }
        }
        for (from, to) in lines(self.text, base, base + text.len()).skip(1) {
            let line = self.text.get(from..to).unwrap_or("");
            let number = line.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            let at =
                from + if number > 0 { number + line.get(number..).map_or(0, |t| t.len() - t.trim_start().len()) } else { 0 };
            if has_action(clip(self.text.get(at..to).unwrap_or(""), 24).as_bytes())
                && matches!(self.marks.mark(&Bare::of(self.text, at, to)), Some(Mark::Action { .. }))
            {
                places.push(at);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// `… (Action: names)` or `… [ACTION names]` at the end: the sentence, the names, the number.
    fn closing(&self, range: (usize, usize)) -> Option<((usize, usize), (usize, usize), Option<(usize, usize)>)> {
        let text = self.text.get(range.0..range.1)?;
        let body = text.trim_end().trim_end_matches(['.', '*', '_', ' ']);
        let open = body.strip_suffix([')', ']'])?.rfind(['(', '['])?;
        let bare = Bare::of(self.text, range.0 + open + 1, range.0 + body.len() - 1);
        let words = fold(clip(&bare.text, 40));
        if bare.text.trim_start_matches(char::is_alphabetic).trim_start_matches([':', ' ']).contains([':', '?'])
            || bare.text.contains(" to ")
        {
            return None;
        }
        let word = ["action", "actions", "action point", "action item", "action by", "action for", "action on", "gweithredu"]
            .iter()
            .filter(|w| words.starts_with(**w) && words.as_bytes().get(w.len()).is_none_or(|b| *b == b' '))
            .max_by_key(|w| w.len())?;
        let mut at = word.len();
        let tail = bare.text.get(at..)?;
        at += tail.len() - tail.trim_start_matches([' ', ':', '-', '–', '—']).len();
        let names = bare.range(at, bare.text.len());
        let named = bare.text.get(at..)?.trim();
        let number = named.bytes().next().is_some_and(|b| b.is_ascii_digit());
        if named.is_empty()
            || named.len() > 60
            || named.split_whitespace().count() > 8
            || !(number || named.starts_with(|c: char| c.is_uppercase() || c == '@'))
        {
            return None;
        }
        // The sentence that the bracket closes.
        let before = text.get(..open)?;
        let start = before.trim_end().trim_end_matches('.').rfind(". ").map_or(0, |i| i + 2);
        let sentence = (range.0 + start, range.0 + before.trim_end().len());
        let empty = (names.0, names.0);
        if number { Some((sentence, empty, Some(names))) } else { Some((sentence, names, None)) }
    }

    /// The next meeting, where a block's words tell of it. `stands` says that a heading or label did already.
    pub(super) fn next_in(&mut self, range: (usize, usize), anchor: &str, stands: bool) {
        if self.next.as_ref().is_some_and(|n| n.date.is_some()) {
            return;
        }
        let Some(text) = self.text.get(range.0..range.1) else { return };
        let mut from = range.0;
        if !stands {
            let Some(at) = self.next_words(text) else { return };
            from += at;
        }
        let bare = Bare::of(self.text, from, range.1.min(from + 600));
        let scanned = super::date::scan(&bare.text, self.site.date_order.or(Some(DateOrder::DayFirst)));
        let found = scanned.iter().find(|f| f.day.is_some()).or(scanned.first()).copied();
        let date = found.and_then(|f| super::date::after(f, self.date)).filter(|d| *d > Date::Day(self.date));
        if date.is_none() && (!stands || self.next.is_some()) {
            return;
        }
        let time = hours(&bare.text);
        let after = time.map(|(_, _, end)| end).or(found.map(|f| f.end)).unwrap_or(0);
        let venue = bare.text.get(after..).and_then(place);
        self.next = Some(NextMeeting {
            date,
            hours: time.map(|(h, _, _)| h),
            venue,
            anchor: anchor.into(),
            span: self.span((from, range.1)),
        });
    }

    /// Whether words begin with a label of the next meeting: `5.3 Date of next meeting: …`.
    pub(super) fn says_next(&self, range: (usize, usize)) -> bool {
        let head = clip(self.text.get(range.0..range.1).unwrap_or(""), 60);
        if !head.contains([':', '-', '–', '—']) {
            return false;
        }
        let bare = Bare::of(self.text, range.0, range.1.min(range.0 + 200));
        label(&bare, self.text, self.lexicon, false).is_some_and(|l| l.label == Label::Next)
    }

    /// Where words of the next meeting begin: `The next … meeting will be held on`.
    fn next_words(&self, text: &str) -> Option<usize> {
        let mut from = 0;
        while let Some(i) = memchr::memmem::find(text.as_bytes().get(from..)?, b"ext ").map(|i| i + from) {
            from = i + 4;
            let capital = i.checked_sub(1).and_then(|n| text.as_bytes().get(n)).is_some_and(|b| matches!(b, b'n' | b'N'));
            let window = clip(text.get(i..)?, 200);
            let lower = window.to_lowercase();
            let Some(meeting) = lower.find("meeting").filter(|m| *m < 50) else { continue };
            let rest = lower.get(meeting..).unwrap_or("");
            let says = ["held", "take place", "scheduled", "will be", " is ", "on ", ":"]
                .iter()
                .any(|w| rest.get(..rest.len().min(90)).is_some_and(|r| r.contains(w)));
            if capital && says && rest.bytes().any(|b| b.is_ascii_digit()) {
                return text
                    .get(..i)
                    .map(|t| t.rfind(['.', '\n']).map_or(0, |n| n + 1))
                    .map(|n| n + text.get(n..).map_or(0, |t| t.len() - t.trim_start().len()));
            }
        }
        None
    }
}

/// The place a sentence goes on to name: `at the Home Office.`
fn place(text: &str) -> Option<Box<str>> {
    let rest = text.trim_start_matches([' ', ',', ';', '(', '.']);
    let rest = ["at ", "in ", "yn ", "at: ", "Venue: ", "venue: ", "im ", "à "].iter().find_map(|w| rest.strip_prefix(w))?;
    let end = rest.find(". ").or_else(|| rest.find(['\n', ';', '('])).unwrap_or(rest.len());
    let words = rest.get(..end)?.trim().trim_end_matches(['.', ',', ')']);
    let good = !words.is_empty() && words.len() <= 120 && !words.starts_with(|c: char| c.is_ascii_digit());
    good.then(|| words.into())
}

/// Whether the bracket at `i` opens with a mark of an action; `ai` says that `AI:` is one.
fn opens_action(bytes: &[u8], i: usize, ai: bool) -> bool {
    let word = bytes.get(i + 1..).unwrap_or(&[]);
    let acts = word.get(..6).is_some_and(|w| w.eq_ignore_ascii_case(b"action"))
        || word.starts_with(b"Gweithredu")
        || word.starts_with(b"gweithredu")
        || word.starts_with(b"AI:") && ai;
    acts && i
        .checked_sub(1)
        .and_then(|n| bytes.get(n))
        .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'*' | b'_' | b'.' | b'>'))
}

/// Whether the letters `act` stand anywhere, whatever their case: most blocks have none.
pub(super) fn has_action(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b'c', b'C', bytes).any(|i| {
        let near = |n: Option<usize>, want: u8| n.and_then(|n| bytes.get(n)).is_some_and(|b| b.to_ascii_lowercase() == want);
        near(i.checked_sub(1), b'a') && near(Some(i + 1), b't')
    })
}

/// `== Attendees ==`, as a wiki writes headings.
fn is_wiki_heading(raw: &str) -> bool {
    raw.starts_with('=') && raw.ends_with('=') && raw.trim_matches('=').starts_with(' ') && raw.trim_matches('=').ends_with(' ')
}

/// The lines of a paragraph; in HTML also each of its paragraphs, items and headings, which may stand on one line.
fn pieces(text: &str, start: usize, end: usize, html: bool) -> Vec<(usize, usize)> {
    if !html {
        return lines(text, start, end).collect();
    }
    let mut out = Vec::new();
    for (a, b) in lines(text, start, end) {
        let line = text.as_bytes().get(a..b).unwrap_or(&[]);
        let mut from = a;
        for i in memchr::memchr_iter(b'<', line) {
            let tag = clip(text.get(a + i..b).unwrap_or(""), 6).to_ascii_lowercase();
            let opens = ["<p>", "<p ", "<li", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<div", "<tr", "<ul", "<ol", "<br"]
                .iter()
                .any(|t| tag.starts_with(t));
            let words = |x: usize, y: usize| !Bare::of(text, x, y).text.trim().is_empty();
            if opens && a + i > from && words(from, a + i) {
                out.push((from, super::blocks::trim_end(text, from, a + i)));
                from = a + i;
            }
        }
        out.push((from, b));
    }
    out
}

/// Names after a label, while the lines that go on with them are gathered.
struct Pending {
    start: usize,
    end: usize,
    label: (usize, usize),
    content: usize,
    standing: Standing,
    /// One person a line, below the label.
    rows: bool,
}

/// `Gordon Bradley, Autodesk`: a person and one word for whom they are from.
fn name_and_body(text: &str) -> bool {
    let Some((name, body)) = text.split_once(", ") else { return false };
    name.split_whitespace().count() >= 2 && !name.contains(" and ") && !body.contains([',', ';', ' ']) && !body.is_empty()
}

/// Whether a line is all bold.
fn is_bold(raw: &str) -> bool {
    let raw = raw.trim_end_matches(['\\', ' ']);
    if raw.starts_with('<') {
        let html = raw.trim_start_matches("<p>").trim_start();
        let close = if html.starts_with("<strong>") { "</strong>" } else { "</b>" };
        return (html.starts_with("<strong>") || html.starts_with("<b>"))
            && html.split_once(close).is_some_and(|(_, after)| {
                let after = after.trim().trim_end_matches("</p>").trim_end_matches("<br />").trim_end_matches("<br>");
                after.trim_matches([':', ' ', '\n']).replace("&nbsp;", "").is_empty()
            });
    }
    ["**", "__"].iter().any(|run| {
        let inner = raw.strip_prefix(run).and_then(|r| r.trim_end_matches([':', ' ']).strip_suffix(run));
        inner.is_some_and(|i| !i.is_empty() && !i.contains(run))
    })
}

/// `Ann Lee: …`: somebody speaks.
fn is_speech(text: &str) -> bool {
    let Some(colon) = clip(text, 40).find(':') else { return text.starts_with('<') };
    let name = text.get(..colon).unwrap_or("");
    name.split_whitespace().count() <= 3
        && name.starts_with(char::is_uppercase)
        && !name.eq_ignore_ascii_case("status")
        && text.get(colon + 1..).is_some_and(|t| t.starts_with(' '))
}

/// `Apologies Mark Smith, Michael Cree`, without a mark between the word and the names.
fn bare_apologies(sentence: &Bare) -> Option<Labelled> {
    const WORD: &str = "Apologies ";
    let names = sentence.text.strip_prefix(WORD)?;
    let label = Label::People(Standing::Apologies, true);
    names.starts_with(char::is_uppercase).then_some(Labelled { label, start: 0, end: WORD.len() - 1, content: WORD.len() })
}
