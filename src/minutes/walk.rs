//! The walk through the pieces of the minutes of one meeting, in order: what each line is, given what stands before it.
//!
//! Every piece goes into a passage or a heading; what is recognised is kept beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::capitals::Capitals;
use super::given_ids::given_ids;
use super::headings::Below;
use super::legend::Legend;
use super::marker::skip;
use super::marks::Marks;
use super::name_order::NameOrder;
use super::number::Count;
use super::rules::rule_of;
use super::vote_roll::VoteRolls;
use super::words::Lexicon;
use crate::diag::Diagnostic;
use crate::layout::bare::{Bare, clip};
use crate::layout::{BlockKind, BlockRef, ListItem};
use crate::record::{
    ActionPart, Attendee, Audience, DecisionPart, FileId, FormerAction, MotionPart, NextMeeting, Number, Passage, PassageKind,
    PersonIx, Section, Site, Span, Standing, TextRange, UpdatePart, Written,
};

/// What the lines that come next are, because of a heading or label above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Plain,
    People(Standing),
    Actions,
    Previous,
    Decisions,
    Next,
    /// Those who gave somebody their proxy.
    Proxies,
}

/// A passage that later lines may still go on with.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: usize,
}

/// What an open passage will be; ranges are bytes of the file.
#[derive(Debug)]
pub(super) enum Kind {
    Prose,
    Paragraph(Number),
    Action {
        number: Option<TextRange>,
        names: Option<TextRange>,
    },
    Update {
        id: TextRange,
    },
    Decision {
        number: Option<TextRange>,
    },
    Proposal,
    Vote,
    NoActions,
    /// How a matter went; whether it was decided.
    Outcome(bool),
    Next,
}

/// Where an action's owners are looked for, once everybody who was there is known.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) action: usize,
    pub(super) names: Option<TextRange>,
    /// Cells of a table: the owner's, the due date's, the status'.
    pub(super) cells: Option<[Option<TextRange>; 3]>,
    pub(super) tick: Option<bool>,
    /// The passage above, which says what is to be done where the words are nothing but owners.
    pub(super) above: Option<TextRange>,
    /// The words tell how things are: by when something is due the mark alone says.
    pub(super) is_told: bool,
}

/// A passage in which marks of actions are looked for at the end, when everybody who was there is known.
#[derive(Debug)]
pub(super) struct MarkedPassage {
    pub(super) text: TextRange,
    /// Its section, and its place among the passages there.
    pub(super) section: usize,
    pub(super) passage: usize,
    pub(super) anchor: Box<str>,
    /// The number of the place that it is at.
    pub(super) place: Option<String>,
    /// The passage before it, where that is prose of the same section.
    pub(super) above: Option<TextRange>,
}

/// The walk. What it has made stands in its fields when it is over.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    pub(super) body: Span,
    pub(super) site: &'a Site,
    pub(super) lexicon: &'a Lexicon,
    pub(super) marks: Marks<'a>,
    pub(super) capitals: &'a Capitals<'a>,
    pub(super) date: crate::record::Day,
    /// The number of the meeting, where its title or path has one (`Meeting 62`).
    pub(super) ordinal: Option<u32>,
    comments: Vec<usize>,
    pub(super) sections: Vec<Section>,
    pub(super) attendance: Vec<Attendee>,
    pub(super) recorded: bool,
    /// People named with the part they played, apart from the lists.
    pub(super) roles: Vec<Attendee>,
    pub(super) actions: Vec<ActionPart>,
    pub(super) drafts: Vec<Draft>,
    /// Which action first had a number.
    pub(super) numbered: std::collections::HashMap<Box<str>, usize>,
    pub(super) updates: Vec<UpdatePart>,
    pub(super) decisions: Vec<DecisionPart>,
    pub(super) motions: Vec<MotionPart>,
    pub(super) no_actions: bool,
    pub(super) next: Option<NextMeeting>,
    pub(super) mode: Mode,
    /// The mode lasts until the next heading.
    pub(super) lasting: bool,
    /// The heading of earlier actions is one of matters that arise, under which new ones are set.
    pub(super) arising: bool,
    /// The name that stands in emphasis above a list of actions: whose they are.
    pub(super) above: Option<TextRange>,
    /// Below the heading of actions that is open a mark has set one: lists below it are notes.
    pub(super) marked_here: bool,
    /// How deep the heading of actions is that is open: deeper ones are groups of them.
    pub(super) actions_level: Option<u8>,
    /// A mark of one action that stood alone (`### Action 1:`): the paragraph after it is what it marks. Its number, where it has one.
    pub(super) awaited: Option<Option<TextRange>>,
    /// How deep the last heading of people is.
    pub(super) people_level: u8,
    /// Who those are that the heading tells of, until one that is not below it.
    pub(super) people_above: Option<Standing>,
    /// The rank of headings that are numbered through without a mark: `## 1 Opening`, `## 2 Minutes`.
    pub(super) numbered_level: Option<u8>,
    /// What stands straight below the heading that is read.
    pub(super) below: Below,
    /// Nothing but the lead of a section of actions has been seen.
    pub(super) fresh: bool,
    pub(super) count: Count,
    pub(super) paragraph: Option<Number>,
    pub(super) item: Option<Number>,
    /// An agenda item has been opened: from here `Others:` is somebody speaking.
    pub(super) items: bool,
    pub(super) headless: bool,
    /// Where lines in capitals begin that are the headings of such minutes; whether the paragraph before is one in capitals too.
    pub(super) capital_heads: Vec<(usize, bool)>,
    pub(super) last_item: u32,
    pub(super) levels: Vec<u8>,
    pub(super) open: Option<Open>,
    pub(super) unnumbered: u32,
    pub(super) anchors: BTreeSet<String>,
    pub(super) again: BTreeMap<String, u32>,
    /// Ids that the text gives by `{#id}`: no count has one of them.
    pub(super) given: BTreeSet<String>,
    pub(super) places: BTreeMap<(char, String), u32>,
    pub(super) bare: Bare,
    /// The lines of the paragraph are in columns, organisation first.
    pub(super) columns: bool,
    /// What a comma parts in the rows of the paragraph.
    pub(super) order: NameOrder,
    /// Somebody in the paragraph is ticked.
    pub(super) ticked: bool,
    /// The paragraph is one of several that each name one.
    pub(super) apart: bool,
    /// The paragraphs after this one each name one.
    pub(super) people_next: bool,
    /// The paragraph is what the people are called whom the paragraphs after it name.
    pub(super) heads_people: bool,
    /// Where the paragraph ends.
    pub(super) paragraph_end: usize,
    /// How deep the last heading is, where it is a vote: `### Ayes`.
    pub(super) voted_level: Option<u8>,
    /// In which order the paragraphs beside one another are written that each name one.
    pub(super) apart_order: NameOrder,
    /// Where those paragraphs end, as a place among the blocks, and their order.
    pub(super) apart_run: Option<(usize, NameOrder)>,
    /// Nobody is read in the lines of the paragraph until the next label.
    pub(super) unread: bool,
    /// Those who gave a proxy, and the folded names of those who held them.
    pub(super) proxies: Vec<(Written<PersonIx>, String)>,
    /// What is not read of who was there, since it can be read in several ways.
    pub(super) doubts: Vec<Diagnostic>,
    /// Words in lists of people that look like a name, and of which nobody is made.
    pub(super) unread_names: Vec<TextRange>,
    pub(super) legend: Legend,
    pub(super) rolls: VoteRolls,
    /// Actions that an earlier reader raised where there is none, or another.
    pub(super) former: Vec<FormerAction>,
    /// Decisions that marks of actions told of, and the number of the place that each was taken at.
    pub(super) outcomes: Vec<(usize, Option<String>)>,
    /// Passages that may have marks in forms that the head of a line does not tell.
    pub(super) marked_passages: Vec<MarkedPassage>,
    /// Where the marks stand of which an action was made.
    pub(super) raised_at: BTreeSet<usize>,
    /// The heading of actions that is open is of an agenda: what is to be decided stands below it, and nothing to be done.
    pub(super) agenda: bool,
    /// How many items of the agenda were opened.
    pub(super) matters: u32,
    /// The stretch that was last asked for words that mark an action, and the answer: a passage is asked more than once.
    may_mark: std::cell::Cell<(TextRange, bool)>,
}

/// What a walk needs that does not change on its way.
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    pub(super) body: Span,
    pub(super) site: &'a Site,
    pub(super) lexicon: &'a Lexicon,
    pub(super) capitals: &'a Capitals<'a>,
    pub(super) marks: Marks<'a>,
    pub(super) date: crate::record::Day,
    pub(super) ordinal: Option<u32>,
    /// Where the comments begin that stand between passages.
    pub(super) comments: Vec<usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(ground: Ground<'a>, units: &[BlockRef<'_>]) -> Walk<'a> {
        let Ground { text, body, site, lexicon, capitals, marks, date, ordinal, comments } = ground;
        let mut levels: Vec<u8> = Vec::new();
        for (n, unit) in units.iter().enumerate() {
            // A lone first heading above the others is the title; it does not push the sections down.
            if let BlockKind::Heading { level, .. } = unit.kind
                && (n != 0 || units.iter().skip(1).any(|u| matches!(u.kind, BlockKind::Heading { level: l, .. } if l <= level)))
            {
                levels.push(level);
            }
        }
        let headless = levels.is_empty();
        levels.sort_unstable();
        levels.dedup();
        Walk {
            text,
            file: body.file,
            body,
            site,
            lexicon,
            marks,
            capitals,
            date,
            ordinal,
            comments,
            sections: Vec::new(),
            attendance: Vec::new(),
            recorded: false,
            roles: Vec::new(),
            actions: Vec::new(),
            drafts: Vec::new(),
            numbered: std::collections::HashMap::new(),
            updates: Vec::new(),
            decisions: Vec::new(),
            motions: Vec::new(),
            no_actions: false,
            next: None,
            mode: Mode::Plain,
            lasting: false,
            arising: false,
            above: None,
            marked_here: false,
            actions_level: None,
            awaited: None,
            people_level: 0,
            people_above: None,
            numbered_level: None,
            below: Below::Other,
            fresh: false,
            count: Count::default(),
            paragraph: None,
            item: None,
            items: false,
            headless,
            capital_heads: Vec::new(),
            last_item: 0,
            levels,
            open: None,
            unnumbered: 0,
            anchors: BTreeSet::new(),
            again: BTreeMap::new(),
            given: given_ids(text.get(body.range()).unwrap_or("")),
            places: BTreeMap::new(),
            bare: Bare::default(),
            columns: false,
            order: NameOrder::BodyAfter,
            proxies: Vec::new(),
            doubts: Vec::new(),
            unread_names: Vec::new(),
            legend: Legend::of(text, units, lexicon),
            rolls: VoteRolls::of(text, units, lexicon),
            former: Vec::new(),
            outcomes: Vec::new(),
            marked_passages: Vec::new(),
            raised_at: BTreeSet::new(),
            agenda: false,
            matters: 0,
            may_mark: std::cell::Cell::new((TextRange::empty(0), false)),
            ticked: false,
            apart: false,
            people_next: false,
            heads_people: false,
            paragraph_end: 0,
            unread: false,
            voted_level: None,
            apart_order: NameOrder::BodyAfter,
            apart_run: None,
        }
    }

    /// Returns false if no word that marks an action is in a stretch of the text.
    pub(super) fn may_mark_action(&self, range: TextRange) -> bool {
        let (asked, answer) = self.may_mark.get();
        if asked == range {
            return answer;
        }
        let answer = self.lexicon.may_mark_action(range.bytes(self.text));
        self.may_mark.set((range, answer));
        answer
    }

    /// Walks through all of `units`.
    pub(super) fn walk(&mut self, units: &[BlockRef<'_>]) {
        self.numbered_level = self.numbered_through(units);
        self.capital_heads = if self.headless { self.headings_in_capitals(units) } else { Vec::new() };
        let mut comments = std::mem::take(&mut self.comments).into_iter().peekable();
        for (n, unit) in units.iter().enumerate() {
            let (start, end) = (unit.range.start(), unit.range.end());
            while comments.next_if(|at| *at < start).is_some() {
                self.pass_comment();
            }
            // What explains marks names nobody.
            if self.legend.is_at(start) && unit.kind != BlockKind::Table {
                self.explained(unit);
                continue;
            }
            let list_follows = units.get(n + 1).is_some_and(|u| matches!(u.kind, BlockKind::List | BlockKind::Table));
            match unit.kind {
                BlockKind::Heading { level, .. } => {
                    self.below = self.is_below(unit, units.get(n + 1));
                    let above = self.actions_level.is_some_and(|above| level > above);
                    self.heading(start, end, level);
                    self.agenda = self.mode == Mode::Actions && (self.agenda && above || self.is_agenda(units, n));
                }
                BlockKind::Paragraph => {
                    self.apart = self.mode_of_people().is_some() && self.stands_apart(units, n);
                    self.apart_order = if self.apart { self.order_of_paragraphs(units, n) } else { NameOrder::BodyAfter };
                    self.people_next = self.mode_of_people().is_some() && self.people_follow(units, n);
                    self.heads_people = self.heads_paragraphs(units, n);
                    self.lines(start, end, list_follows);
                    (self.apart, self.people_next, self.heads_people) = (false, false, false);
                }
                BlockKind::List => {
                    self.awaited = None;
                    self.list(&unit.items(), start, end);
                }
                BlockKind::Table => {
                    self.table(&unit.rows(), unit.range);
                }
                BlockKind::Quote => self.quote(unit.range),
                BlockKind::Html => {
                    self.passage(PassageKind::Prose, unit.range, unit.range, Audience::Public);
                }
                _ => {
                    // A rule across the page ends the actions before it.
                    let rule = unit.range.bytes(self.text).iter().all(|b| matches!(b, b'-' | b'*' | b'_' | b' ' | b'\t'));
                    if rule && self.mode == Mode::Actions && !self.actions.is_empty() {
                        self.mode = Mode::Plain;
                    }
                    let anchor = self.passage(PassageKind::Prose, unit.range, unit.range, Audience::Public);
                    self.indented(start, end, &anchor);
                }
            }
            self.close();
            if !self.lasting && !matches!(unit.kind, BlockKind::Paragraph | BlockKind::Html) {
                self.mode = Mode::Plain;
            }
        }
    }

    /// What a heading has below it.
    fn is_below(&self, heading: &BlockRef<'_>, next: Option<&BlockRef<'_>>) -> Below {
        let Some(next) = next else { return Below::Nothing };
        match next.kind {
            BlockKind::Heading { .. } => Below::Nothing,
            BlockKind::List
                if (self.lasting && self.mode_of_people().or(self.people_above).is_some() || self.may_be_people(heading))
                    && self.is_of_people(&next.items()) =>
            {
                Below::People
            }
            _ => Below::Other,
        }
    }

    /// A comment between two passages keeps its place in the count: it had one when comments were shown, and no address may move.
    fn pass_comment(&mut self) {
        self.unnumbered += 1;
        let n = self.unnumbered;
        match self.place() {
            Some(number) => {
                let want = format!("{}-p{n}", number.anchor());
                self.unique(want)
            }
            None => self.free(n),
        };
    }

    /// Whether a heading after the agenda may say who sits on the body (`## Board members`), which counts over a list of nothing else.
    fn may_be_people(&self, unit: &BlockRef<'_>) -> bool {
        let words = clip(unit.range.slice(self.text), 60);
        self.items && words.contains("ember")
    }

    fn quote(&mut self, range: TextRange) {
        let head = clip(range.slice(self.text), 40);
        let marker = head.trim_start_matches(['>', ' ', '\t']).get(..11).unwrap_or("");
        let audience = if marker.eq_ignore_ascii_case("[!INTERNAL]") { Audience::Internal } else { Audience::Public };
        self.passage(PassageKind::Prose, range, range, audience);
    }

    // ---- passages ----

    /// An anchor that no other passage of the meeting has.
    pub(super) fn unique(&mut self, want: String) -> Box<str> {
        if self.anchors.insert(want.clone()) {
            return want.into();
        }
        let mut n = self.again.get(&want).copied().unwrap_or(1);
        loop {
            n += 1;
            let next = format!("{want}-{n}");
            if self.anchors.insert(next.clone()) {
                self.again.insert(want, n);
                return next.into();
            }
        }
    }

    /// The number of the paragraph or item that is open.
    pub(super) fn place(&self) -> Option<&Number> {
        self.paragraph.as_ref().or(self.item.as_ref())
    }

    pub(super) fn span(&self, range: TextRange) -> Span {
        Span::new(self.file, range.start(), range.end())
    }

    /// Adds a passage whose anchor counts on from the number before it; gives its anchor.
    pub(super) fn passage(&mut self, kind: PassageKind, whole: TextRange, text: TextRange, audience: Audience) -> Box<str> {
        // A passage that has an id of its own is not counted: with it the others have the numbers that they had without it.
        let own = if matches!(kind, PassageKind::Prose) { self.id_at_end(text) } else { (text, None) };
        if let (text, Some(id)) = own {
            let anchor = self.unique(id);
            self.push(kind, whole, text, audience, anchor.clone());
            return anchor;
        }
        self.unnumbered += 1;
        let n = self.unnumbered;
        // Without any number the count runs through the meeting.
        let anchor = match self.place().map(|number| format!("{}-p{n}", number.anchor())) {
            Some(want) => self.unique(if self.given.contains(&want) { format!("{want}-2") } else { want }),
            None => self.free(n),
        };
        self.push(kind, whole, text, audience, anchor.clone());
        anchor
    }

    /// `p1`, `p2` …, through all sections without a number.
    pub(super) fn free(&mut self, _n: u32) -> Box<str> {
        let n = self.places.entry(('p', String::new())).or_insert(0);
        *n += 1;
        let want = format!("p{n}");
        self.unique(if self.given.contains(&want) { format!("{want}-2") } else { want })
    }

    pub(super) fn push(&mut self, kind: PassageKind, whole: TextRange, text: TextRange, audience: Audience, anchor: Box<str>) {
        if self.sections.is_empty() {
            self.sections.push(Section {
                number: None,
                title: "".into(),
                heading: None,
                anchor: "".into(),
                level: 1,
                audience: Audience::Public,
                passages: Vec::new(),
            });
        }
        let is_prose = matches!(kind, PassageKind::Prose | PassageKind::Paragraph(_));
        let rule = rule_of(&kind);
        let passage =
            Passage { kind, anchor, whole: self.span(whole), text: self.span(text), audience, rule, raises: Vec::new() };
        if let Some(section) = self.sections.last_mut() {
            section.passages.push(passage);
        }
        if is_prose {
            self.note_marks(text);
        }
    }

    pub(super) fn last_passage(&mut self) -> Option<&mut Passage> {
        self.sections.last_mut().and_then(|s| s.passages.last_mut())
    }

    /// Ends the passage that is open.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let whole = TextRange::new(open.start, open.end);
        let mut text = self.balanced(open.start, TextRange::new(open.text.min(open.end), open.end));
        text = crate::layout::tags::inner(self.text, text);
        match open.kind {
            Kind::Prose => {
                text = whole;
                let anchor = self.passage(PassageKind::Prose, whole, text, Audience::Public);
                self.people_in(whole);
                self.inside(whole, &anchor);
                self.next_in(whole, &anchor, false);
            }
            Kind::Paragraph(number) => {
                self.count.take(&number);
                self.paragraph = Some(number.clone());
                self.unnumbered = 0;
                let anchor = self.unique(number.anchor());
                self.push(PassageKind::Paragraph(number), whole, text, Audience::Public, anchor.clone());
                self.marked_paragraph(text, &anchor);
                self.people_in(text);
                self.inside(text, &anchor);
                let stands = self.says_next(text);
                self.next_in(text, &anchor, stands);
            }
            Kind::Action { number, names } => {
                // Owners that went to the marker with its emphasis are still the owners.
                let names = names.or((text.start() > open.text).then(|| TextRange::new(open.text, text.start())));
                self.action(whole, text, number, names, None);
            }
            Kind::Update { id } => self.update(whole, text, id),
            Kind::Decision { number } => self.decision(whole, text, number),
            Kind::Outcome(decided) => self.outcome(whole, text, decided),
            Kind::Proposal => {
                let marker = self.span(whole.until(text.start()));
                self.passage(PassageKind::Proposal(marker), whole, text, Audience::Public);
            }
            Kind::Vote => {
                let marker = self.span(whole.until(text.start()));
                self.passage(PassageKind::Vote(marker), whole, text, Audience::Public);
            }
            Kind::NoActions => {
                self.no_actions = true;
                self.passage(PassageKind::NoActions, whole, whole, Audience::Public);
            }
            Kind::Next => {
                let anchor = self.passage(PassageKind::NextMeeting, whole, whole, Audience::Public);
                self.next_in(whole, &anchor, true);
            }
        }
    }

    /// A text range whose emphasis is whole although its marker was cut off before `from`. A closing mark at the end is
    /// left out; a short stretch that closes (`**ACTION UKHTC:** to …`) goes to the marker; else the text begins with the marker itself.
    pub(super) fn balanced(&self, start: usize, range: TextRange) -> TextRange {
        let (from, to, text) = (range.start(), range.end(), range.slice(self.text));
        let Some(before) = self.text.get(start..from) else { return range };
        if !before.contains(['*', '_']) {
            return range;
        }
        let item = before.trim_start();
        let lead = before.len() - ["* ", "- ", "+ "].iter().find_map(|m| item.strip_prefix(m)).unwrap_or(item).len();
        let before = before.get(lead..).unwrap_or("");
        for run in ["***", "**", "__", "*", "_"] {
            match before.matches(run).count() {
                0 => continue,
                n if n % 2 == 0 => return range,
                _ => {}
            }
            // `TODO: **advertise it** widely`: the emphasis is that of the words.
            if before.ends_with(run) && before.trim_end_matches(run).ends_with([' ', ':']) && !text.trim_end().ends_with(run) {
                return TextRange::new(from - run.len(), to);
            }
            let body = text.trim_end();
            let stripped = body.trim_end_matches(['.', ':']).strip_suffix(run).or_else(|| body.strip_suffix(run));
            if let Some(kept) = stripped.filter(|k| !k.contains(run)) {
                return range.until(from + kept.trim_end().len());
            }
            let Some(at) = text.find(run) else { return range };
            let after = at + run.len();
            let opening = start + lead + before.find(run).unwrap_or(0);
            if at > 60
                || text.get(..at).is_some_and(|t| t.contains(['\n', '?', '!']))
                || text.get(after..).is_none_or(|t| t.split('\n').next().is_none_or(|line| line.trim().is_empty()))
            {
                return TextRange::new(opening, to);
            }
            let skip = text.get(after..).map_or(0, |t| t.len() - t.trim_start_matches([' ', ':', '\t']).len());
            return range.from(from + after + skip);
        }
        range
    }

    /// A range without the bracket that closes it and was opened before it: `(AI: Ann to write)`.
    pub(super) fn without_bracket(&self, range: TextRange) -> TextRange {
        let body = range.slice(self.text).trim_end_matches(['.', ' ', '*', '_']);
        for (open, close) in [('(', ')'), ('[', ']')] {
            if let Some(inner) = body.strip_suffix(close)
                && inner.matches(open).count() < 1 + inner.matches(close).count()
                && inner.len() > 3
            {
                return range.until(range.start() + inner.len());
            }
        }
        range
    }
}

pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A list item as the walk sees it: itself and everything in it.
pub(super) fn chunks(items: &[ListItem]) -> impl Iterator<Item = &[ListItem]> {
    let mut rest = items;
    std::iter::from_fn(move || {
        let (first, tail) = rest.split_first()?;
        let len = 1 + tail.iter().take_while(|i| i.depth > first.depth).count();
        let (chunk, after) = rest.split_at(len);
        rest = after;
        Some(chunk)
    })
}

/// The bytes of the source that a range of bare text stands for.
pub(super) fn source(bare: &Bare, range: Option<TextRange>) -> Option<TextRange> {
    range.map(|range| bare.range(range.start(), range.end()))
}

/// Where the words after a marker begin in the source; a link that they begin with is whole.
pub(super) fn text_start(text: &str, bare: &Bare, at: usize) -> usize {
    let at = skip(&bare.text, at);
    let start = bare.at(at);
    let opened = bare.text.as_bytes().get(at).is_some_and(|b| *b != b'[')
        && start.checked_sub(1).and_then(|n| text.as_bytes().get(n)) == Some(&b'[');
    start - usize::from(opened)
}
