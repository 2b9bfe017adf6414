//! Lists and tables: people, actions, decisions, or prose in which some items are marked.

use super::blocks::Item;
use super::label::label;
use super::marks::{Mark, clip};
use super::number;
use super::owners::is_owner;
use super::person::{Rows, column};
use super::text::{Bare, fold};
use super::walk::{Kind, Mode, Open, Walk, chunks, small, source, text_start};
use super::words::{self, Label, is_none};
use crate::record::{Attendee, Audience, BlockKind, Standing};

impl Walk<'_> {
    /// A list, whatever it is of.
    pub(super) fn list(&mut self, items: &[Item], start: usize, end: usize) {
        self.close();
        let people = self.headless && self.names_follow(items);
        if self.headless && !people && (self.item_lines(items, end) || self.loose_items(items)) {
            return;
        }
        let mode = self.mode;
        let (items, rest) = items.split_at(if self.lasting { items.len() } else { self.gap_in(items) });
        let people = if let Mode::People(standing) = mode { self.people_list(items, standing, start) } else { false };
        match mode {
            _ if people => {}
            Mode::Actions => self.action_list(items),
            Mode::Previous => self.previous_list(items),
            Mode::Decisions => self.decision_list(items),
            _ => self.plain_list(items),
        }
        if !rest.is_empty() {
            self.mode = Mode::Plain;
            self.plain_list(rest);
        }
        self.close();
        // What a list marker or an odd shape left over at the end still gets its block.
        let done = self.sections.last().and_then(|s| s.blocks.last()).map_or(start, |b| b.whole.end as usize);
        if done < end && done >= start && self.text.get(done..end).is_some_and(|t| !t.trim_ascii().is_empty()) {
            let from = done + self.text.get(done..end).map_or(0, |t| t.len() - t.trim_ascii_start().len());
            self.block(BlockKind::Prose, (from, end), (from, end), Audience::Public);
        }
        if !self.lasting {
            self.mode = Mode::Plain;
        }
    }

    /// Whether a numbered list straight below a label (`Present:`) is of people, and not the next item of the agenda.
    fn names_follow(&self, items: &[Item]) -> bool {
        let Mode::People(standing) = self.mode else { return false };
        let free = !self.lasting || self.sections.last().is_some_and(|s| s.number.is_none() && s.blocks.is_empty());
        free && items.first().is_some_and(|item| !self.list_row(&self.read_own(item), self.rows(standing)).is_empty())
    }

    /// Where a list that a label opened ends: at the first blank line between items that began without one.
    fn gap_in(&self, items: &[Item]) -> usize {
        let top: Vec<usize> = items.iter().enumerate().filter(|(_, i)| i.depth == 0).map(|(n, _)| n).collect();
        let mut before: Option<(usize, bool)> = None;
        for n in top {
            let start = items.get(n).map_or(0, |i| i.start);
            if let Some((end, tight)) = before {
                let blank = self.text.get(end..start).is_some_and(|t| t.bytes().filter(|b| *b == b'\n').count() > 1);
                if blank && tight {
                    return n;
                }
                before = Some((end, !blank));
            }
            before = Some((items.get(n).map_or(0, |i| i.end), before.is_some_and(|b| b.1)));
        }
        items.len()
    }

    pub(super) fn read_own(&self, item: &Item) -> Bare {
        Bare::of(self.text, item.text, item.own_end.max(item.text))
    }

    /// In a file without headings, `1. Title` that Markdown takes for a list of one is the heading of the next item.
    fn item_lines(&mut self, items: &[Item], end: usize) -> bool {
        let [item] = items else { return false };
        if !item.ordered || item.own_end < end {
            return false;
        }
        let line_end = super::blocks::lines(self.text, item.start, end).next().map_or(end, |l| l.1);
        let bare = Bare::of(self.text, item.start, line_end);
        let text = bare.text.trim_end();
        let Some(head) = number::of_heading(text, None) else { return false };
        let words = text.split_whitespace().count();
        if head.number.item() != Some(self.last_item + 1) || words > 13 || text.ends_with(['.', ';', ',']) || line_end < end {
            return self.item_label(item, &bare, &head);
        }
        if label(&bare, self.text, self.lexicon, true).is_some_and(|f| f.content < text.len()) {
            return self.item_label(item, &bare, &head);
        }
        self.section(item.start, line_end, line_end, 1, false);
        true
    }

    /// As [`Walk::item_lines`], for several items with blank lines between them, which Markdown takes for one list.
    fn loose_items(&mut self, items: &[Item]) -> bool {
        let top: Vec<&[Item]> = chunks(items).collect();
        let loose = top.windows(2).all(|w| {
            let gap = w.first().and_then(|c| c.first()).zip(w.get(1).and_then(|c| c.first()));
            gap.is_some_and(|(a, b)| self.text.get(a.end..b.start).is_some_and(|t| t.bytes().filter(|b| *b == b'\n').count() > 1))
        });
        let first = items.first().map_or(0, |i| i.start);
        let number =
            clip(self.text.get(first..).unwrap_or(""), 8).split(['.', ')']).next().and_then(|n| n.trim().parse::<u32>().ok());
        if top.len() < 2 || !loose || number != Some(self.last_item + 1) || !items.iter().all(|i| i.ordered && i.depth == 0) {
            return false;
        }
        for chunk in top {
            let end = chunk.last().map_or(0, |i| i.end);
            if !self.item_lines(chunk, end) {
                self.plain_list(chunk);
                self.close();
            }
        }
        true
    }

    /// `2. Apologies for absence: None received.`: an item, and what it says of attendance.
    fn item_label(&mut self, item: &Item, bare: &Bare, head: &number::Head) -> bool {
        let follows = head.number.item() == Some(self.last_item + 1);
        let Some(found) = label(bare, self.text, self.lexicon, false).filter(|f| follows && matches!(f.label, Label::People(..)))
        else {
            return false;
        };
        let (_, stop) = bare.range(found.start, found.end);
        self.section(item.start, stop, stop, 1, false);
        let from = bare.at(found.content);
        if from < item.end {
            self.lines(from, item.end, false);
            (self.mode, self.lasting) = (Mode::Plain, false);
        }
        true
    }

    // ---- people ----

    fn people_list(&mut self, items: &[Item], standing: Standing, _start: usize) -> bool {
        let mut rows = self.rows(standing);
        let owns: Vec<Bare> = items.iter().map(|i| self.read_own(i)).collect();
        rows.columns = is_columns(owns.iter().map(|b| b.text.as_str()));
        rows.nicknames = owns.iter().all(|b| b.text.split_whitespace().count() <= 3);
        let ticked = items.iter().any(|i| i.tick == Some(true));
        let people = items.iter().zip(&owns).filter(|(_, b)| rows.row(b, 0, b.text.len()).is_some()).count();
        let filled = owns.iter().filter(|b| !is_none(&fold(clip(&b.text, 60)))).count();
        if people * 2 < filled {
            return false;
        }
        self.recorded = true;
        let mut at = 0;
        for chunk in chunks(items) {
            let part = owns.get(at..at + chunk.len()).unwrap_or(&[]);
            at += chunk.len();
            self.people_chunk(chunk, part, rows, ticked);
        }
        true
    }

    /// One item and what is nested in it.
    fn people_chunk(&mut self, chunk: &[Item], owns: &[Bare], rows: Rows<'_>, ticked: bool) {
        let Some(first) = chunk.first() else { return };
        let from = self.attendance.len();
        let mut whole = true;
        let mut group: Option<(String, crate::record::Span)> = None;
        let mut standing = rows.standing;
        for (n, (item, bare)) in chunk.iter().zip(owns).enumerate() {
            let nested = chunk.get(n + 1).is_some_and(|next| next.depth > item.depth);
            let mine = Rows { standing: if ticked && item.tick != Some(true) { Standing::Absent } else { standing }, ..rows };
            if let Some(found) = label(bare, self.text, self.lexicon, nested) {
                whole = false;
                match found.label {
                    Label::Role => _ = self.role(bare, found),
                    Label::People(other, _) => {
                        standing = other;
                        let people = self.read_names(bare, found.content, bare.text.len(), other).unwrap_or_default();
                        self.attendance.extend(people);
                    }
                    _ => {}
                }
                continue;
            }
            let plain = bare.text.trim().trim_end_matches(':');
            if nested && (bare.text.trim_end().ends_with(':') || group_like(plain)) {
                whole = false;
                let (a, b) = bare.range(0, plain.len());
                group = Some((plain.to_owned(), self.span((a, b))));
                continue;
            }
            // `Council members:` between the names says who comes next.
            let heads = bare.text.trim_end().ends_with(':');
            let linked = self.text.get(item.text..).is_some_and(|t| t.starts_with('['));
            let people =
                if heads { Vec::new() } else { self.list_row(bare, Rows { nicknames: mine.nicknames || linked, ..mine }) };
            whole &= !people.is_empty() && self.covered(&people, item.text, item.own_end);
            for mut person in people {
                if let Some((name, span)) = group.as_ref().filter(|_| item.depth > first.depth && person.organisation.is_none()) {
                    person.organisation = Some(crate::record::Written::new(name.as_str(), *span));
                }
                self.attendance.push(person);
            }
        }
        let last = chunk.last().map_or(first.end, |i| i.own_end);
        let span = (first.start, first.end);
        // Words of an item below what is nested in it belong to no row.
        whole &= chunk.len() == 1 || self.text.get(last..first.end).is_some_and(|t| t.trim().is_empty());
        whole &= first.own_end == first.end || chunk.len() > 1;
        if whole && self.attendance.len() > from {
            self.attended(span, small(from));
        } else {
            self.prose(span);
        }
    }

    /// The people of one item: a row, or several names.
    pub(super) fn list_row(&self, bare: &Bare, rows: Rows<'_>) -> Vec<Attendee> {
        let text = bare.text.as_str();
        // `Ann Lee, Bob Moor, Carl Nash` in one item are several people.
        let names = super::person::list_of_names(text, 0, text.len());
        if names.len() >= 2 && names.iter().all(|(a, b)| text.get(*a..*b).is_some_and(|t| t.trim().starts_with('@'))) {
            return names.iter().filter_map(|(a, b)| rows.row(bare, *a, *b)).flatten().collect();
        }
        if names.len() >= 3 || text.contains(';') {
            let several: Vec<Attendee> = names.iter().filter_map(|(a, b)| rows.row(bare, *a, *b)).flatten().collect();
            let full = several.iter().filter(|p| p.name.text.split_whitespace().count() >= 2).count();
            if full == names.len() && !text.contains([':', '@']) {
                return several;
            }
        }
        rows.row(bare, 0, text.len()).unwrap_or_default()
    }

    /// Prose that goes on with the prose before it in the same list.
    fn prose(&mut self, span: (usize, usize)) {
        self.block(BlockKind::Prose, span, span, Audience::Public);
    }

    // ---- actions ----

    fn action_list(&mut self, items: &[Item]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let whole = (item.start, item.end);
            let words = fold(clip(&bare.text, 100));
            let mark = self.marks.mark(&bare);
            let nested = chunk.len() > 1;
            if let Some(mark) = mark.filter(|m| !matches!(m, Mark::ActionsFollow | Mark::DecisionsFollow)) {
                self.marked_item(&bare, item, mark);
            } else if is_none(&words) && !words.is_empty() {
                self.no_actions = true;
                self.block(BlockKind::NoActions, whole, whole, Audience::Public);
            } else if bare.text.len() < 3 || is_template(&bare.text) || bare.text.trim_end().ends_with('?') && !self.owned(&bare)
            {
                self.plain_chunk(chunk);
            } else if nested && is_owner(bare.text.trim_end_matches([':', ' ']), self.lexicon) {
                // An owner with what is theirs below.
                let owner = bare.range(0, bare.text.trim_end_matches([':', ' ']).len());
                let anchor = self.block(BlockKind::Prose, whole, whole, Audience::Public);
                let depth = item.depth + 1;
                for child in chunk.iter().filter(|i| i.depth == depth) {
                    self.raise_inside((child.text, child.end), &anchor, None, Some(owner), None);
                }
            } else {
                let mut text = (item.text, item.end);
                self.action(whole, &mut text, None, None, item.tick);
            }
        }
    }

    /// Whether an item names its owner before what is to be done.
    fn owned(&self, bare: &Bare) -> bool {
        let people = super::owners::People::of(&self.attendance, self.lexicon);
        super::owners::read(bare, bare.text.len(), &people, self.date).sure
    }

    /// Items under a heading of earlier actions: those with an id or a number say what became of it.
    fn previous_list(&mut self, items: &[Item]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            match self.earlier(&bare) {
                Some((id, text)) => {
                    let (id, text) = (bare.range(id.0, id.1), text_start(self.text, &bare, text));
                    self.update((item.start, item.end), (text.min(item.end), item.end), id);
                }
                None => self.plain_chunk(chunk),
            }
        }
    }

    /// The id or number of an earlier action at the start of a line, and where the words begin.
    fn earlier(&self, bare: &Bare) -> Option<((usize, usize), usize)> {
        if let Some(Mark::Update { id, text } | Mark::Action { text, number: Some(id), .. }) = self.marks.mark(bare) {
            return Some((id, text));
        }
        let text = bare.text.as_str();
        let token = text.split([' ', '\t']).next()?;
        let id = token.trim_matches(['[', ']', '(', ')', '#', '.', ':']);
        let id = id.strip_prefix("action:").unwrap_or(id);
        let start = token.find(id).filter(|_| !id.is_empty())?;
        let number = id.contains('/') && id.split('/').count() >= 2 && id.bytes().any(|b| b.is_ascii_digit());
        let dotted = id.split('.').count() == 2
            && id.split('.').all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()));
        if !(number || dotted) || id.contains("://") {
            return None;
        }
        let rest = text.get(token.len()..)?;
        let lead = rest.len() - rest.trim_start_matches([' ', ':', '-', '–', '\t']).len();
        (token.len() + lead < text.len()).then_some(((start, start + id.len()), token.len() + lead))
    }

    fn decision_list(&mut self, items: &[Item]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let words = fold(clip(&bare.text, 60));
            match self.marks.mark(&bare).filter(|m| !matches!(m, Mark::ActionsFollow | Mark::DecisionsFollow)) {
                Some(mark) => self.marked_item(&bare, item, mark),
                None if is_none(&words)
                    || is_template(&bare.text)
                    || bare.text.trim_end().ends_with(['?', ':']) && chunk.len() == 1 =>
                {
                    self.plain_chunk(chunk)
                }
                None => {
                    let mut text = (item.text, item.end);
                    self.decision((item.start, item.end), &mut text, None);
                }
            }
        }
    }

    // ---- everything else ----

    fn plain_list(&mut self, items: &[Item]) {
        let mut run: Option<(usize, usize)> = None;
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            let mark = self.marks.mark(&bare);
            let people = self.people_item(chunk, &bare, &mut run);
            if people {
                continue;
            }
            match mark {
                Some(Mark::ActionsFollow | Mark::DecisionsFollow) | None => {
                    if self.speaks_inside(chunk) {
                        self.end_run(&mut run);
                        self.plain_chunk(chunk);
                    } else {
                        run = Some((run.map_or(item.start, |r| r.0), item.end));
                    }
                }
                Some(mark) => {
                    self.end_run(&mut run);
                    self.marked_item(&bare, item, mark);
                }
            }
        }
        self.end_run(&mut run);
    }

    fn end_run(&mut self, run: &mut Option<(usize, usize)>) {
        if let Some(span) = run.take() {
            let anchor = self.block(BlockKind::Prose, span, span, Audience::Public);
            self.next_in(span, &anchor, false);
        }
    }

    /// `- Present: Ann, Bob`, `- Attendees` with a list inside.
    fn people_item(&mut self, chunk: &[Item], bare: &Bare, run: &mut Option<(usize, usize)>) -> bool {
        let Some(item) = chunk.first() else { return false };
        let nested = chunk.len() > 1;
        let Some(found) = label(bare, self.text, self.lexicon, nested) else { return false };
        let content = bare.text.get(found.content..).unwrap_or("").trim();
        match found.label {
            Label::People(standing, strong) if strong || !self.items => {
                if !content.is_empty() {
                    let Some(people) = self.read_names(bare, found.content, bare.text.len(), standing) else { return false };
                    if self.items && people.is_empty() {
                        return false;
                    }
                    self.recorded = true;
                    self.attendance.extend(people);
                    *run = Some((run.map_or(item.start, |r| r.0), item.end));
                    return true;
                }
                let Some(children) = chunk.get(1..).filter(|c| !c.is_empty()) else { return false };
                self.end_run(run);
                let before = self.sections.last().map_or(0, |s| s.blocks.len());
                let rows = self.attendance.len();
                if !self.people_list(children, standing, item.start) {
                    return false;
                }
                self.join_blocks(before, rows, item, bare, found.start, found.end);
                true
            }
            Label::Next if nested => {
                self.end_run(run);
                let span = (item.start, item.end);
                let anchor = self.block(BlockKind::NextMeeting, span, span, Audience::Public);
                self.next_in(span, &anchor, true);
                true
            }
            Label::Role if !self.items && !content.is_empty() && self.role(bare, found) => {
                *run = Some((run.map_or(item.start, |r| r.0), item.end));
                true
            }
            _ => false,
        }
    }

    /// The blocks made of the items nested in a label become one that begins with the label.
    fn join_blocks(&mut self, before: usize, rows: usize, item: &Item, bare: &Bare, from: usize, to: usize) {
        let label = self.span(bare.range(from, to));
        let whole = self.span((item.start, item.end));
        let end = small(self.attendance.len());
        let Some(section) = self.sections.last_mut() else { return };
        let all = section.blocks.get(before..).unwrap_or(&[]);
        let attended = !all.is_empty() && all.iter().all(|b| matches!(b.kind, BlockKind::Attendance { .. }));
        section.blocks.truncate(before + 1);
        if let Some(block) = section.blocks.get_mut(before) {
            block.kind = if attended {
                BlockKind::Attendance { from: small(rows), to: end, label: Some(label) }
            } else {
                BlockKind::Prose
            };
            block.whole = whole;
            block.text = whole;
        }
    }

    /// An item that is marked, as a block of its own.
    fn marked_item(&mut self, bare: &Bare, item: &Item, mark: Mark) {
        let mark = self.of_earlier(bare, mark);
        let at = |text: usize| text_start(self.text, bare, text).min(item.end);
        let open = |kind, text| Open { kind, start: item.start, end: item.end, text };
        self.open = Some(match mark {
            Mark::Action { text, number, names } => {
                let (number, names) = (source(bare, number), source(bare, names));
                let span = self.balanced(item.start, at(text), item.end);
                let names = names.or((span.0 > at(text)).then_some((at(text), span.0)));
                let mut text = span;
                self.action((item.start, item.end), &mut text, number, names, item.tick);
                return;
            }
            Mark::Update { id, text } => open(Kind::Update { id: bare.range(id.0, id.1) }, at(text)),
            Mark::NoActions => open(Kind::NoActions, item.start),
            Mark::Decision { text, number } => open(Kind::Decision { number: source(bare, number) }, at(text)),
            Mark::Proposal { text } => open(Kind::Proposal, at(text)),
            Mark::Vote { text } => open(Kind::Vote, at(text)),
            Mark::ActionsFollow | Mark::DecisionsFollow => open(Kind::Prose, item.start),
        });
        self.close();
    }

    /// Whether anything in an item (other than its own first words) is marked.
    fn speaks_inside(&self, chunk: &[Item]) -> bool {
        chunk.iter().any(|item| {
            let own = self.text.as_bytes().get(item.text..item.own_end).unwrap_or(&[]);
            let acts = super::lines::has_action(own);
            let has = |w: &[u8]| acts && own.windows(w.len()).any(|x| x.eq_ignore_ascii_case(w));
            item.depth > 0 && self.marks.mark(&self.read_own(item)).is_some()
                || has(b"(action")
                || has(b"[action")
                || has(b"ACTION:")
                || memchr::memmem::find(own, b"(AI:").is_some()
                || self.opens_actions(item)
        })
    }

    fn opens_actions(&self, item: &Item) -> bool {
        let bare = self.read_own(item);
        bare.text.len() < 60
            && label(&bare, self.text, self.lexicon, true)
                .is_some_and(|l| l.label == Label::Actions && l.content >= bare.text.trim_end().len())
    }

    /// A block of prose for one item, with the actions and decisions in it.
    fn plain_chunk(&mut self, chunk: &[Item]) {
        let Some(first) = chunk.first() else { return };
        let span = (first.start, first.end);
        let anchor = self.block(BlockKind::Prose, span, span, Audience::Public);
        let mut under: Option<usize> = None;
        for (n, item) in chunk.iter().enumerate() {
            let bare = self.read_own(item);
            if under.is_some_and(|depth| item.depth <= depth) {
                under = None;
            }
            let mark = self.marks.mark(&bare);
            let end = item.end;
            match mark {
                Some(Mark::Action { text, number, names }) if n > 0 => {
                    let range = self.balanced(item.start, text_start(self.text, &bare, text), end);
                    self.raise_inside(range, &anchor, source(&bare, number), source(&bare, names), None);
                }
                Some(Mark::Decision { text, number }) if n > 0 => {
                    let range = self.balanced(item.start, text_start(self.text, &bare, text), end);
                    self.decide_inside(range, &anchor, source(&bare, number));
                }
                Some(Mark::NoActions) => self.no_actions = true,
                _ if under == item.depth.checked_sub(1) && under.is_some() => {
                    if !is_none(&fold(clip(&bare.text, 60))) && bare.text.len() > 3 {
                        self.raise_inside((item.text, end), &anchor, None, None, None);
                    }
                }
                _ if self.opens_actions(item) || mark == Some(Mark::ActionsFollow) => under = Some(item.depth),
                _ => self.inside((item.text, item.own_end), &anchor),
            }
        }
    }

    // ---- tables ----

    /// A table stays as it is written; the actions and people its rows tell of are kept beside it.
    pub(super) fn table(&mut self, rows: &[Vec<(usize, usize)>], start: usize, end: usize) {
        let anchor = self.block(BlockKind::Prose, (start, end), (start, end), Audience::Public);
        let Some((mut header, mut body)) = rows.split_first() else { return };
        let folded = |row: &[(usize, usize)]| -> Vec<String> {
            row.iter()
                .map(|(a, b)| {
                    fold(&Bare::of(self.text, *a, *b).text).trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()
                })
                .collect()
        };
        let mut heads = folded(header);
        // A converter that knows no header leaves it empty; the first row is it then.
        if heads.iter().all(String::is_empty)
            && let Some((first, rest)) = body.split_first()
        {
            (header, body) = (first, rest);
            heads = folded(header);
        }
        if self.facts(rows) {
            return;
        }
        let column = |words: &[&str]| words.iter().find_map(|w| heads.iter().position(|h| h == w));
        // A heading of a few words is known by one of them: `Responsible team member`, `Next action`.
        let holding = |words: &[&str]| {
            heads.iter().position(|h| h.split(' ').count() <= 4 && h.split(' ').any(|part| words.contains(&part)))
        };
        // A column called `Action` that holds numbers is not what is to be done.
        let numbered = column(&["action", "action item", "item"]).is_some_and(|n| {
            body.iter()
                .filter_map(|row| row.get(n))
                .all(|(a, b)| b - a <= 12 && self.text.get(*a..*b).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit())))
        });
        let described = column(&["description", "detail", "details"]).filter(|_| numbered);
        let action = described.or_else(|| {
            column(&[
                "action",
                "actions",
                "task",
                "detail",
                "details",
                "action item",
                "action point",
                "what",
                "actions required",
                "aufgabe",
                "action required",
                "gweithredu",
                "todo",
                "tarea",
                "tarefa",
                "tâche",
                "description",
                "item",
            ])
            .or_else(|| holding(&["action", "actions", "task", "tasks", "maßnahme", "tâches"]))
        });
        let owner = column(&[
            "owner",
            "who",
            "resp",
            "responsible",
            "owners",
            "by whom",
            "assignee",
            "assigned to",
            "action by",
            "lead",
            "responsibility",
            "wer",
            "perchennog",
            "pwy",
            "person responsible",
            "responsible person",
            "action owner",
            "qui",
            "res",
            "wer ist verantwortlich",
            "responsable",
            "cyfrifol",
        ])
        .or_else(|| {
            holding(&[
                "owner",
                "owners",
                "responsible",
                "assigned",
                "assignee",
                "assignees",
                "responsibility",
                "verantwortlich",
                "responsables",
                "responsável",
            ])
        })
        .filter(|n| Some(*n) != action);
        if self.mode == Mode::Previous && action.is_some() {
            return self.previous_table(&heads, body, &anchor);
        }
        // Under a heading of actions the words of a row may name its owner.
        if let (Some(action), true) = (action, owner.is_some() || self.mode == Mode::Actions) {
            let due = column(&[
                "due",
                "due date",
                "deadline",
                "by when",
                "when",
                "date due",
                "target date",
                "bis wann",
                "target",
                "erbyn pryd",
                "completion date",
            ]);
            let status = column(&["status", "state", "progress", "outcome", "statws"]);
            let number =
                column(&["no", "number", "ref", "id", "reference", "action no", "nr", "n", "item", "action item", "action"]);
            let number = number.filter(|n| *n != action);
            for row in body {
                self.action_row(row, &anchor, action, [owner, due, status], number);
            }
            return;
        }
        self.people_table(&heads, body);
    }

    /// A table of facts about the meeting, one a row (`| Attendees | Ann Lee, Bob Ray |`): the people it names are recorded.
    fn facts(&mut self, rows: &[Vec<(usize, usize)>]) -> bool {
        let label_of = |row: &Vec<(usize, usize)>| {
            let (a, b) = row.first().copied()?;
            // A label over the rows below it says nothing of its own row.
            row.get(1).filter(|(a, b)| self.text.get(*a..*b).is_some_and(|t| !t.trim().is_empty()))?;
            let words = super::label::unbracketed(Bare::of(self.text, a, b).text.trim_end_matches([':', ' ']));
            self.lexicon.label(&words, false)
        };
        let labels: Vec<Option<Label>> = rows.iter().map(label_of).collect();
        let known = labels.iter().filter(|l| matches!(l, Some(Label::People(..) | Label::Role | Label::Date))).count();
        let some = |wanted: fn(&Label) -> bool| labels.iter().flatten().any(wanted);
        let dated = some(|l| *l == Label::Role) && some(|l| *l == Label::Date);
        if known < 2 || !(dated || some(|l| matches!(l, Label::People(..)))) {
            return false;
        }
        for (row, label) in rows.iter().zip(labels) {
            let Some((a, b)) = row.get(1).copied() else { continue };
            for (from, to) in cell_lines(self.text, a, b) {
                let bare = Bare::of(self.text, from, to);
                match label {
                    Some(Label::People(standing, _)) => {
                        let people = self.read_people(&bare, 0, bare.text.len(), standing).unwrap_or_default();
                        self.recorded = true;
                        self.attendance.extend(people);
                    }
                    Some(Label::Role) if !is_none(&fold(&bare.text)) => {
                        let title = row.first().map(|(a, b)| Bare::of(self.text, *a, *b).text).unwrap_or_default();
                        self.part_played(&bare, 0, title.trim().trim_end_matches(':').trim());
                    }
                    _ => {}
                }
            }
        }
        true
    }

    /// A table under a heading of earlier actions: a row with a number says how that action stands.
    fn previous_table(&mut self, heads: &[String], body: &[Vec<(usize, usize)>], anchor: &str) {
        let column = |words: &[&str]| words.iter().find_map(|w| heads.iter().position(|h| h == w));
        let number = column(&["no", "number", "ref", "id", "reference", "action no", "nr", "n", "item", "action"]);
        let status = column(&["status", "state", "progress", "outcome", "statws", "update", "comment", "comments"]);
        let (Some(number), Some(status)) = (number, status) else { return };
        for row in body {
            let (Some((a, b)), Some((c, d))) = (row.get(number).copied(), row.get(status).copied()) else { continue };
            let (id, text) = (Bare::of(self.text, a, b), Bare::of(self.text, c, d));
            let words = id.text.trim();
            let numbered = words.len() <= 40 && !words.contains(' ') && words.bytes().any(|b| b.is_ascii_digit());
            if numbered && !text.text.trim().is_empty() {
                self.update_inside(text.range(0, text.text.len()), id.range(0, id.text.len()), anchor);
            }
        }
    }

    fn action_row(
        &mut self,
        row: &[(usize, usize)],
        anchor: &str,
        action: usize,
        others: [Option<usize>; 3],
        number: Option<usize>,
    ) {
        let Some(text) = row.get(action).copied() else { return };
        let bare = Bare::of(self.text, text.0, text.1);
        if is_none(&fold(clip(&bare.text, 60))) || is_template(&bare.text) {
            return;
        }
        let range = bare.range(0, bare.text.len());
        let cell = |n: Option<usize>| {
            n.and_then(|n| row.get(n))
                .map(|(a, b)| Bare::of(self.text, *a, *b))
                .map(|b| b.range(0, b.text.len()))
                .filter(|(a, b)| a < b)
        };
        let number = cell(number);
        let cells = others.map(cell);
        self.raise_inside(range, anchor, number, None, Some(cells));
    }

    fn people_table(&mut self, heads: &[String], body: &[Vec<(usize, usize)>]) {
        let labels: Vec<Option<Label>> = heads.iter().map(|h| self.lexicon.label(h, false)).collect();
        let in_mode = matches!(self.mode, Mode::People(_));
        let name = heads.iter().position(|h| {
            words::COLUMNS_OF_NAMES.contains(&h.as_str())
                || in_mode && h.split(' ').count() <= 4 && h.split(' ').any(|w| words::COLUMNS_OF_NAMES.contains(&w))
        });
        // Under a heading of people a column of marks has the names before it, whatever it is called.
        let name = name.or_else(|| {
            let marks = (1..heads.len()).find(|n| in_mode && self.is_marks(body, *n))?;
            (!self.is_marks(body, 0)).then_some(0).filter(|_| !body.is_empty() && marks > 0)
        });
        let mut people = labels.iter().position(|l| matches!(l, Some(Label::People(..))));
        if name.is_some() && people.is_some_and(|n| self.is_marks(body, n)) {
            people = name;
        }
        let given = heads.iter().position(|h| words::COLUMNS_OF_GIVEN_NAMES.contains(&h.as_str()));
        let family = heads.iter().position(|h| words::COLUMNS_OF_FAMILY_NAMES.contains(&h.as_str())).filter(|_| given.is_some());
        let name = given.filter(|_| family.is_some()).or(name);
        let Some(name) = name.filter(|_| in_mode || people.is_some() || heads.len() <= 4 && !self.items).or(people) else {
            return;
        };
        if !in_mode
            && people.is_none()
            && !heads.iter().any(|h| matches!(h.as_str(), "affiliation" | "organisation" | "organization" | "company"))
        {
            return;
        }
        let standing = match (self.mode, labels.get(name)) {
            (_, Some(Some(Label::People(standing, _)))) => *standing,
            (Mode::People(standing), _) => standing,
            _ => Standing::Present,
        };
        let find = |words: &[&str]| heads.iter().position(|h| words.contains(&h.as_str()));
        let organisation = find(&[
            "affiliation",
            "organisation",
            "organization",
            "company",
            "employer",
            "body",
            "department",
            "sefydliad",
            "org",
            "institution",
            "agency",
            "institute",
            "représentant",
        ]);
        let initials = find(&["abbreviation", "initials", "abbr", "abbrev", "init"]);
        let role = find(&["role", "position", "title", "office", "rôl", "job title"]);
        // Columns apart for those present and those who sent apologies are marked; a name there is the name itself.
        let marked = find(words::COLUMNS_OF_MARKS)
            .or_else(|| {
                // `Presente (Sim/Não)`, `Present?`: the first word says it.
                heads.iter().position(|h| h.split(' ').next().is_some_and(|w| words::COLUMNS_OF_MARKS.contains(&w)))
            })
            .or_else(|| (0..heads.len()).find(|n| in_mode && *n != name && self.is_marks(body, *n)))
            .filter(|n| *n != name);
        let excused = find(&["apologies", "regrets", "excused", "apology"]).filter(|n| *n != name);
        self.recorded = true;
        for row in body {
            let Some((a, b)) = row.get(name).copied() else { continue };
            let bare = Bare::of(self.text, a, b);
            let surname = family.and_then(|n| row.get(n)).map(|(a, b)| Bare::of(self.text, *a, *b).text.trim().to_owned());
            // A row without a surname is the title of those below it.
            if surname.as_ref().is_some_and(String::is_empty) {
                continue;
            }
            let there = marked.and_then(|n| row.get(n)).map(|(a, b)| fold(&Bare::of(self.text, *a, *b).text));
            let crossed = marked.and_then(|n| row.get(n)).and_then(|(a, b)| self.text.get(*a..*b));
            let crossed = crossed.is_some_and(|t| ["❌", "✗", "✘", "[ ]", "☐"].iter().any(|mark| t.contains(mark)));
            let ticked = marked.and_then(|n| row.get(n)).and_then(|(a, b)| self.text.get(*a..*b));
            let ticked = ticked.is_some_and(|t| ["✅", "✓", "✔", "☑", "☒", "+"].iter().any(|mark| t.contains(mark)));
            let standing = match there.as_deref() {
                _ if ticked => standing,
                _ if crossed => Standing::Absent,
                Some(
                    "no" | "n" | "absent" | "nein" | "non" | "não" | "nao" | "abwesend" | "ausente" | "nage" | "did not attend"
                    | "not present" | "a" | "afwezig",
                ) => Standing::Absent,
                Some("apologies" | "regrets" | "excused" | "excusé" | "excusée" | "entschuldigt" | "ymddiheuriadau") => {
                    Standing::Apologies
                }
                Some("")
                    if marked
                        .and_then(|n| row.get(n))
                        .is_some_and(|(a, b)| self.text.get(*a..*b).is_some_and(|t| t.trim().is_empty())) =>
                {
                    Standing::Absent
                }
                _ => standing,
            };
            let sent = excused
                .and_then(|n| row.get(n))
                .is_some_and(|(a, b)| self.text.get(*a..*b).is_some_and(|t| !t.trim().is_empty()));
            let standing = if sent { Standing::Apologies } else { standing };
            let Some(mut person) = self.rows(standing).person(&bare, 0, bare.text.len(), crate::record::RowOrder::NameFirst)
            else {
                continue;
            };
            if let Some(surname) = surname {
                person.name = crate::record::Written::new(format!("{} {surname}", person.name.text), person.name.span);
            }
            let cell = |n: Option<usize>| {
                n.and_then(|n| row.get(n)).map(|(a, b)| Bare::of(self.text, *a, *b)).filter(|b| !b.text.trim().is_empty())
            };
            if let Some(org) = cell(organisation) {
                person.organisation = Some(crate::record::Written::new(org.text.trim(), self.span(org.range(0, org.text.len()))));
            }
            if let Some(short) = cell(initials).filter(|b| b.text.trim().len() <= 5) {
                person.initials = Some(short.text.trim().into());
            }
            if let Some(role) = cell(role) {
                person.chair |= super::words::is_chair(&fold(&role.text));
                person.role = Some(role.text.trim().into());
            }
            self.attendance.push(person);
        }
    }
}

impl Walk<'_> {
    /// Whether a column holds marks (`+`, `x`, `yes`) and no names.
    fn is_marks(&self, body: &[Vec<(usize, usize)>], column: usize) -> bool {
        body.iter().filter_map(|row| row.get(column)).all(|(a, b)| {
            matches!(
                fold(&Bare::of(self.text, *a, *b).text).as_str(),
                "" | "x"
                    | "y"
                    | "n"
                    | "yes"
                    | "no"
                    | "ja"
                    | "nein"
                    | "oui"
                    | "non"
                    | "sí"
                    | "si"
                    | "sim"
                    | "não"
                    | "ydy"
                    | "nage"
                    | "present"
                    | "absent"
                    | "presente"
                    | "ausente"
                    | "anwesend"
                    | "abwesend"
            )
        })
    }
}

/// The lines of a cell, which HTML parts with `<br>`.
fn cell_lines(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let cell = text.get(from..to).unwrap_or("");
    let mut out = Vec::new();
    let mut start = 0;
    for (i, _) in cell.match_indices("<br") {
        out.push((from + start, from + i));
        start = i;
    }
    out.push((from + start, to));
    out
}

/// A group that people are listed under, which is no person.
fn group_like(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= 6 && !text.contains(['@', '(', ','])
}

/// Whether most lines have two columns and the left one repeats or is in capitals.
pub(super) fn is_columns<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut two, mut capitals) = (0, 0, 0);
    let mut seen = std::collections::BTreeSet::new();
    let mut repeats = 0;
    for line in lines {
        all += 1;
        if let Some((left, _)) = column(line) {
            two += 1;
            let left = line.get(..left).unwrap_or("").trim();
            capitals += usize::from(left.chars().all(|c| !c.is_lowercase()));
            repeats += usize::from(!seen.insert(left.to_owned()));
        }
    }
    two * 2 > all && two > 1 && (repeats > 0 || capitals * 2 > two)
}

/// A line of a template that nobody filled in.
pub(super) fn is_template(text: &str) -> bool {
    let text = text.trim();
    text.contains("{{")
        || text.starts_with('{')
        || text.starts_with("...")
        || text == "…"
        || (text.starts_with('<') && text.ends_with('>'))
        || text.starts_with("TBD")
        || text.trim_end_matches(['.', ':']) == "TODO"
        || text.starts_with("[insert")
        || text.starts_with("[Insert")
}
