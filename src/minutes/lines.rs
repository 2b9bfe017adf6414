//! Paragraphs, line by line: labels, numbers, marks, and the headings of files that have none.

use super::known_people::People;
use super::label::{Labelled, label};
use super::lists::is_template;
use super::marks::Mark;
use super::name_order::{NameOrder, order_of};
use super::number;
use super::owners_before::verbs;
use super::people_lines::Pending;
use super::walk::{Kind, Mode, Open, Walk, source, text_start};
use super::words::{Label, is_none};
use crate::layout::bare::{Bare, clip, fold, without_fill};
use crate::layout::line::{lines, trim_end};
use crate::record::{Standing, TextRange};

/// What a line begins with that is an item of a list to its author and not to Markdown.
const LIST_MARKS: [char; 8] = ['-', '*', '•', '·', '–', '●', '▪', ' '];

/// A line of a paragraph.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    /// It opens its paragraph.
    pub(super) first: bool,
    /// It is all of its paragraph.
    pub(super) only: bool,
    /// A list comes after its paragraph.
    pub(super) list_follows: bool,
    /// It closes its paragraph.
    pub(super) last: bool,
    /// The line after it in its paragraph.
    pub(super) next: Option<TextRange>,
}

impl Line {
    /// A line that is a paragraph by itself.
    pub(super) fn alone(start: usize, end: usize) -> Line {
        Line { start, end, first: true, only: true, list_follows: false, last: true, next: None }
    }
}

impl Walk<'_> {
    /// A paragraph.
    pub(super) fn lines(&mut self, start: usize, end: usize, list_follows: bool) {
        let people = matches!(self.mode, Mode::People(_));
        self.paragraph_end = end;
        self.columns = people
            && super::people_lists::is_columns(
                lines(self.text, start, end).filter_map(|part| self.text.get(part.range())).map(without_fill),
            );
        self.order = if people { self.order_of_lines(start, end) } else { NameOrder::BodyAfter };
        self.ticked = people
            && lines(self.text, start, end)
                .any(|line| ["[x]", "[X]", "☑", "☒", "✓", "✔", "✅"].iter().any(|mark| line.slice(self.text).starts_with(mark)));
        let html = self.text.get(start..end).is_some_and(crate::layout::tags::is_parted);
        if let Some(number) = self.awaited.take()
            && self.is_awaited(start, end)
        {
            self.close();
            self.open = Some(Open { kind: Kind::Action { number, names: None }, start, end, text: start });
            self.close();
            return;
        }
        // What tells of apologies in its second sentence is prose; who sent them is read from that.
        if people && !html && !self.people_told(TextRange::new(start, end)).is_empty() {
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
            && self.order == NameOrder::BodyAfter
            && self.wrapped_names(start, end, standing)
        {
            return;
        }
        if !html && self.initialled_names(start, end) {
            return;
        }
        let mut all = crate::layout::html::pieces(self.text, start, end).into_iter().peekable();
        let mut first = true;
        let mut pending: Option<Pending> = None;
        while let Some(piece) = all.next() {
            let (from, to) = (piece.start(), piece.end());
            let last = all.peek().is_none();
            // In HTML each of its paragraphs, list items and headings begins anew.
            let block = |at: usize| {
                html && self
                    .text
                    .get(at..)
                    .is_some_and(|t| ["<p", "<li", "<h", "<div", "<tr", "<br"].iter().any(|tag| t.starts_with(tag)))
            };
            let first_line = first || block(from);
            let only = first_line && all.peek().is_none_or(|next| block(next.start()));
            let next = all.peek().copied();
            let line = Line { start: from, end: to, first: first_line, only, list_follows: list_follows && last, last, next };
            first = false;
            let mut bare = std::mem::take(&mut self.bare);
            bare.read(self.text, from, to);
            if first_line && !self.drafts.is_empty() {
                self.due_after(&bare, from);
            }
            self.line(&bare, line, &mut pending);
            self.bare = bare;
        }
        self.flush(&mut pending);
        self.close();
        (self.columns, self.ticked, self.order, self.unread) = (false, false, NameOrder::BodyAfter, false);
    }

    /// Whether a paragraph after the mark of one action is what that marks: not nothing, and no label or mark of its own.
    fn is_awaited(&self, start: usize, end: usize) -> bool {
        let Some(line) = lines(self.text, start, end).next() else { return false };
        let bare = Bare::within(self.text, line);
        let words = fold(clip(&bare.text, 80));
        !is_none(&words)
            && bare.text.split_whitespace().count() > 2
            && !is_template(&bare.text)
            && label(&bare, self.text, self.lexicon, false).is_none()
            && self.marks.mark(&bare).is_none()
            && !super::marks::is_outcome(&words)
    }

    pub(super) fn plain_alone_at(&mut self, start: usize, end: usize) {
        self.close();
        self.open = Some(Open { kind: Kind::Prose, start, end, text: start });
    }

    pub(super) fn line(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) {
        if self.names_group(bare, line) {
            return self.plain(bare, line);
        }
        if self.headless && (self.heading_line(bare, line, pending) || self.business_line(bare, line, pending)) {
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
            // What a label of others was over and cannot be read is not of those that the heading tells of.
            self.unread = p.rows && p.content == p.end && self.mode_of_people().is_some_and(|standing| standing != p.standing);
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
            Mode::People(_) if self.unread || self.rolls.holds(line.start) => false,
            Mode::People(standing) => self.people_line(bare, line, standing),
            Mode::Proxies => {
                self.proxies(bare, 0, bare.text.len());
                false
            }
            Mode::Actions if self.listed(bare, line) => {
                let text = text_start(self.text, bare, bare.text.len() - bare.text.trim_start_matches(LIST_MARKS).len());
                self.close();
                let kind = self.kind_of_item(bare.text.trim_start_matches(LIST_MARKS));
                self.open = Some(Open { kind, start: line.start, end: line.end, text });
                true
            }
            Mode::Actions => !self.marked_here && (line.first || self.fresh) && self.action_line(bare, line),
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

    pub(super) fn plain(&mut self, bare: &Bare, line: Line) {
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
    pub(super) fn marked(&mut self, bare: &Bare, line: Line, mark: Mark) {
        self.close();
        let at = |text| if text == 0 { line.start } else { text_start(self.text, bare, text) };
        let mark = match mark {
            // Under a heading of earlier actions a number is that of one of them.
            Mark::Action { text, number: Some(id), .. } if self.mode == Mode::Previous => Mark::Update { id, text },
            other => self.of_earlier(bare, other),
        };
        // `Actions: for the Secretary` over a list says whose all of it is.
        if let Some(names) = self.owners_of_list(bare, line, mark) {
            (self.mode, self.lasting, self.fresh, self.above) = (Mode::Actions, false, true, Some(names));
            self.open = Some(Open { kind: Kind::Prose, start: line.start, end: line.end, text: line.start });
            return;
        }
        self.marked_here |=
            matches!(mark, Mark::Action { .. } | Mark::Update { .. }) && self.lasting && self.mode == Mode::Actions;
        let (kind, text) = match mark {
            Mark::Action { text, number, names } => {
                (Kind::Action { number: source(bare, number), names: source(bare, names) }, at(text))
            }
            Mark::Update { id, text } if self.asks_anew(bare, id, text) => (Kind::Prose, line.start),
            Mark::Update { id, text } => (Kind::Update { id: bare.range(id.start(), id.end()) }, at(text)),
            Mark::NoActions => (Kind::NoActions, line.start),
            Mark::Outcome { text, decided } => (Kind::Outcome(decided), at(text)),
            Mark::Decision { text, number } => (Kind::Decision { number: source(bare, number) }, at(text)),
            Mark::Proposal { text } => (Kind::Proposal, at(text)),
            Mark::Vote { text } => (Kind::Vote, at(text)),
            Mark::ActionsFollow | Mark::DecisionsFollow => {
                self.above = None;
                self.mode = if mark == Mark::ActionsFollow { Mode::Actions } else { Mode::Decisions };
                self.lasting = false;
                self.fresh = true;
                self.awaited = self.marks.alone(bare, false).filter(|_| line.last).map(|n| source(bare, n));
                (Kind::Prose, line.start)
            }
        };
        self.open = Some(Open { kind, start: line.start, end: line.end, text });
    }

    /// Whether the words after a number such as `12/25-1`, which is no id of another meeting, ask for something: the number is that of a new
    /// action. It stays in a passage of its own kind, whose address is that of the report it was once taken for.
    pub(super) fn asks_anew(&self, bare: &Bare, id: TextRange, text: usize) -> bool {
        let number = id.slice(&bare.text);
        if self.mode == Mode::Previous
            || !number.contains('/')
            || number.contains(char::is_alphabetic)
            || number.split('-').count() > 2
        {
            return false;
        }
        let rest = bare.text.get(text..).unwrap_or("");
        let people = People::of(&self.attendance, self.lexicon);
        let asked = verbs(rest).first().and_then(|(at, ..)| rest.get(..*at));
        asked.is_some_and(|names| super::owner_names::names_ok(names, &people, true))
            || super::bidden::is_verb(rest.split(' ').next().unwrap_or(""))
    }

    /// The names in `Actions: for the Secretary`, the last line above a list.
    fn owners_of_list(&self, bare: &Bare, line: Line, mark: Mark) -> Option<TextRange> {
        let Mark::Action { text: at, number: None, names: None } = mark else { return None };
        let rest = bare.text.get(at..).filter(|_| line.last && line.list_follows)?;
        let names = ["for ", "on "].iter().find_map(|w| rest.strip_prefix(w))?.trim_end_matches([' ', ':', '.']);
        let plural = fold(bare.text.get(..at)?).ends_with('s');
        let range = bare.range(
            at + rest.len() - rest.trim_start_matches(char::is_lowercase).trim_start().len(),
            at + rest.trim_end_matches([' ', ':', '.']).len(),
        );
        (plural && super::owner_names::is_owner(names, self.lexicon)).then_some(range)
    }

    /// `ACTION 61.1` in the minutes of the 62nd meeting tells of an earlier action.
    pub(super) fn of_earlier(&self, bare: &Bare, mark: Mark) -> Mark {
        let (Mark::Action { text, number: Some(id), .. }, Some(meeting)) = (mark, self.ordinal) else { return mark };
        let raised = bare.text.get(id.range()).and_then(|t| t.split_once('.')).and_then(|(n, _)| n.parse::<u32>().ok());
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
        // `**Action:**` alone marks what comes after it.
        if line.only && self.marks.alone(bare, false).is_some() {
            return false;
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
    pub(super) fn label_item(&mut self, bare: &Bare, line: Line, found: Labelled, pending: &mut Option<Pending>) -> bool {
        let stop = bare.range(found.start, found.end).end();
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
    pub(super) fn labelled(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) -> bool {
        let bold = is_bold(self.text.get(line.start..line.end).unwrap_or(""));
        let alone = (line.only && (bold || line.list_follows))
            || (bold && bare.text.trim_end().len() < 60)
            || self.heads_names(bare, line)
            || (line.only && self.heads_people)
            || self.names_next_group(bare, line);
        let Some(found) = label(bare, self.text, self.lexicon, alone) else { return self.label_at_end(bare, line, pending) };
        self.unread = false;
        if matches!(found.label, Label::People(..)) && self.is_of_vote(bare.at(found.start), found.label) {
            return false;
        }
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
            Label::Proxy => self.proxy_label(bare, line, found, content, pending),
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
            // Under a heading of earlier actions a line that says so again opens nothing that ends before the heading's own.
            Label::Previous if self.mode == Mode::Previous && self.lasting => false,
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

    /// Whether a line by itself among people is what those after it are called: `Visitors`.
    fn names_next_group(&self, bare: &Bare, line: Line) -> bool {
        let words = || super::label::unbracketed(bare.text.trim().trim_end_matches(':'));
        line.only && self.mode_of_people().is_some() && matches!(self.lexicon.whole(&words()), Some(Label::People(..)))
    }

    /// Whether a short first line stands over lines of names: `Meeting attendees`, `Ann Lee,`, `Bob Ray`.
    fn heads_names(&self, bare: &Bare, line: Line) -> bool {
        let short = line.first && !self.items && bare.text.len() <= 40 && !bare.text.contains([',', '.', ':']);
        let Some(next) = line.next.filter(|_| short) else { return false };
        let below = || lines(self.text, next.start(), self.paragraph_end).map(|line| line.slice(self.text));
        if next.slice(self.text).contains(',') && order_of(below(), self.whole_text()) == NameOrder::SurnameFirst {
            return true;
        }
        let next = Bare::within(self.text, next);
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

    /// Whether a line has the number of the next paragraph.
    fn numbered_paragraph(&self, bare: &Bare, line: Line) -> bool {
        self.margin(line)
            && bare.text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace())
            && self.count.paragraph(&bare.text, line.first, self.text.get(self.body.range()).unwrap_or("")).is_some()
    }

    fn margin(&self, line: Line) -> bool {
        line.start == 0 || self.text.as_bytes().get(line.start - 1).is_some_and(|b| matches!(b, b'\n' | b'\r')) || line.first
    }

    pub(super) fn open_mode(&mut self, mode: Mode, line: Line, pending: &mut Option<Pending>) -> bool {
        self.flush(pending);
        self.plain_alone(line);
        (self.mode, self.lasting, self.fresh) = (mode, false, true);
        true
    }

    /// A line that is a block of prose by itself as far as the lines before it go.
    pub(super) fn plain_alone(&mut self, line: Line) {
        self.plain_alone_at(line.start, line.end);
    }

    /// A line that a converter escaped the mark of a list in (`\- Ask the printer`), or that has a bullet of its own.
    fn listed(&self, bare: &Bare, line: Line) -> bool {
        let raw = self.text.get(line.start..line.end).unwrap_or("").trim_start();
        let marked = ["\\- ", "\\* ", "• ", "· ", "– ", "● ", "▪ "].iter().any(|mark| raw.starts_with(mark));
        let words = bare.text.trim_start_matches(LIST_MARKS);
        marked && words.split_whitespace().count() > 1 && !is_none(&fold(clip(words, 60))) && !is_template(words)
    }

    /// A paragraph under a heading of actions that is no list: an action where it names its owner.
    fn action_line(&mut self, bare: &Bare, line: Line) -> bool {
        let words = fold(clip(&bare.text, 80));
        if is_none(&words) {
            self.close();
            self.open = Some(Open { kind: Kind::NoActions, start: line.start, end: line.end, text: line.start });
            return true;
        }
        if self.lasting && line.only && self.names_above(bare, line) {
            return false;
        }
        // One word alone sets nobody a task.
        if line.only && !bare.text.trim().contains(' ') && self.lasting {
            return false;
        }
        let people = People::of(&[], self.lexicon);
        // In HTML a dash before it is a word of the paragraph.
        let dashed = bare.text.trim_start().strip_prefix(['-', '–', '•']).filter(|t| t.starts_with(' ')).map(str::trim_start);
        let own = dashed.map(|after| Bare::of(self.text, bare.at(bare.text.len() - after.len()), line.end));
        let bare = own.as_ref().unwrap_or(bare);
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
        let kind = self.kind_of_item(&bare.text);
        self.open = Some(Open { kind, start: line.start, end: line.end, text: line.start });
        true
    }

    /// `**Ann**` by itself under a heading of actions: whose the list below it is.
    fn names_above(&mut self, bare: &Bare, line: Line) -> bool {
        let raw = self.text.get(line.start..line.end).unwrap_or("");
        let name = bare.text.trim_end_matches([':', ' ']);
        let runs = raw.starts_with(['*', '_']) && raw.trim_end_matches([':', ' ']).ends_with(['*', '_']);
        // Only who was there: `**Website**` over a list is what it is about.
        if !runs || name.split_whitespace().count() > 4 || !People::of(&self.attendance, self.lexicon).knows(name) {
            return false;
        }
        self.above = Some(bare.range(0, name.len()));
        true
    }

    /// What the words after the number of a paragraph mark it as: `5.2 ACTION: Ann Lee to write.`, `3.1 AGREED: yes.`
    pub(super) fn marked_paragraph(&mut self, range: TextRange, anchor: &str) {
        let Some(line) = lines(self.text, range.start(), range.end()).next() else { return };
        let (from, bare) = (line.start(), Bare::within(self.text, line));
        let Some(mark) = self.marks.mark(&bare) else { return };
        let end = trim_end(self.text, from, range.end());
        let whole = |text: usize| TextRange::new(text_start(self.text, &bare, text), end);
        match self.of_earlier(&bare, mark) {
            Mark::Action { text, number, names } => {
                let range = whole(text);
                let range = self.balanced(from, range);
                self.raised_at.insert(self.mark_at(from));
                self.raise_inside(range, anchor, source(&bare, number), source(&bare, names), None);
            }
            Mark::Update { id, text } if self.asks_anew(&bare, id, text) => {}
            Mark::Update { id, text } => {
                let range = whole(text);
                self.update_inside(range, bare.range(id.start(), id.end()), anchor);
            }
            Mark::Decision { text, number } => {
                let range = whole(text);
                let range = self.balanced(from, range);
                self.decide_inside(range, anchor, source(&bare, number));
            }
            Mark::NoActions => self.no_actions = true,
            Mark::Outcome { text, decided } => self.outcome_inside(whole(text), anchor, decided),
            _ => {}
        }
    }
}

/// `== Attendees ==`, as a wiki writes headings.
fn is_wiki_heading(raw: &str) -> bool {
    raw.starts_with('=') && raw.ends_with('=') && raw.trim_matches('=').starts_with(' ') && raw.trim_matches('=').ends_with(' ')
}

/// Whether a line is all bold.
pub(super) fn is_bold(raw: &str) -> bool {
    let raw = raw.trim_end_matches(['\\', ' ']);
    if raw.starts_with('<') {
        return crate::layout::tags::is_bold(raw);
    }
    ["**", "__"].iter().any(|run| {
        let inner = raw.strip_prefix(run).and_then(|r| r.trim_end_matches([':', ' ']).strip_suffix(run));
        inner.is_some_and(|i| !i.is_empty() && !i.contains(run))
    })
}

/// `Ann Lee: …`: somebody speaks.
pub(super) fn is_speech(text: &str) -> bool {
    let Some(colon) = clip(text, 40).find(':') else { return text.starts_with('<') };
    let name = text.get(..colon).unwrap_or("");
    name.split_whitespace().count() <= 3
        && name.starts_with(char::is_uppercase)
        && !name.eq_ignore_ascii_case("status")
        && text.get(colon + 1..).is_some_and(|t| t.starts_with(' '))
}
