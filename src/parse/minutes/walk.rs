//! The walk through the pieces of the minutes of one meeting, in order: what each line is, given what stands before it.
//!
//! Every piece goes into a block or a heading; what is recognised is kept beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Item, Shape, Unit, lines, trim_end};
use super::label::{Labelled, label};
use super::marks::{Marks, clip, skip};
use super::number::{self, Count};
use super::person::{Capitals, Rows};
use super::text::{Bare, fold};
use super::words::{Label, Lexicon, is_none};
use crate::record::{
    ActionPart, Attendee, Audience, Block, BlockKind, DecisionPart, FileId, NextMeeting, Number, Section, Site, Span, Standing,
    Status, UpdatePart, slug,
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
}

/// What stands straight below a heading, as far as it tells of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// A list of which each item is a person.
    People,
    /// The next heading, or the end.
    Nothing,
    Other,
}

/// A block that later lines may still go on with.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: usize,
}

/// What an open block will be; ranges are bytes of the file.
#[derive(Debug)]
pub(super) enum Kind {
    Prose,
    Paragraph(Number),
    Action { number: Option<(usize, usize)>, names: Option<(usize, usize)> },
    Update { id: (usize, usize) },
    Decision { number: Option<(usize, usize)> },
    Proposal,
    Vote,
    NoActions,
    Next,
}

/// Where an action's owners are looked for, once everybody who was there is known.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) action: usize,
    pub(super) names: Option<(usize, usize)>,
    /// Cells of a table: the owner's, the due date's, the status'.
    pub(super) cells: Option<[Option<(usize, usize)>; 3]>,
    pub(super) tick: Option<bool>,
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
    pub(super) sections: Vec<Section>,
    pub(super) attendance: Vec<Attendee>,
    pub(super) recorded: bool,
    /// People named with the part they played, apart from the lists.
    pub(super) roles: Vec<Attendee>,
    pub(super) actions: Vec<ActionPart>,
    pub(super) drafts: Vec<Draft>,
    pub(super) updates: Vec<UpdatePart>,
    pub(super) decisions: Vec<DecisionPart>,
    pub(super) no_actions: bool,
    pub(super) next: Option<NextMeeting>,
    pub(super) mode: Mode,
    /// The mode lasts until the next heading.
    pub(super) lasting: bool,
    /// How deep the heading of people is that a mode comes from.
    people_level: u8,
    /// The rank of headings that are numbered through without a mark: `## 1 Opening`, `## 2 Minutes`.
    numbered_level: Option<u8>,
    /// What stands straight below the heading that is read.
    below: Below,
    /// Nothing but the lead of a section of actions has been seen.
    pub(super) fresh: bool,
    pub(super) count: Count,
    pub(super) paragraph: Option<Number>,
    pub(super) item: Option<Number>,
    /// An agenda item has been opened: from here `Others:` is somebody speaking.
    pub(super) items: bool,
    pub(super) headless: bool,
    pub(super) last_item: u32,
    levels: Vec<u8>,
    pub(super) open: Option<Open>,
    unnumbered: u32,
    anchors: BTreeSet<String>,
    again: BTreeMap<String, u32>,
    places: BTreeMap<(char, String), u32>,
    pub(super) bare: Bare,
    /// The lines of the paragraph are in columns, organisation first.
    pub(super) columns: bool,
    /// Somebody in the paragraph is ticked.
    pub(super) ticked: bool,
}

/// What a walk needs that does not change on its way.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) text: &'a str,
    pub(super) body: Span,
    pub(super) site: &'a Site,
    pub(super) lexicon: &'a Lexicon,
    pub(super) capitals: &'a Capitals<'a>,
    pub(super) marks: Marks<'a>,
    pub(super) date: crate::record::Day,
    pub(super) ordinal: Option<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(ground: Ground<'a>, units: &[Unit]) -> Walk<'a> {
        let Ground { text, body, site, lexicon, capitals, marks, date, ordinal } = ground;
        let mut levels: Vec<u8> = Vec::new();
        for (n, unit) in units.iter().enumerate() {
            // A lone first heading above the others is the title; it does not push the sections down.
            if let Shape::Heading(level) = unit.shape
                && (n != 0 || units.iter().skip(1).any(|u| matches!(u.shape, Shape::Heading(l) if l <= level)))
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
            sections: Vec::new(),
            attendance: Vec::new(),
            recorded: false,
            roles: Vec::new(),
            actions: Vec::new(),
            drafts: Vec::new(),
            updates: Vec::new(),
            decisions: Vec::new(),
            no_actions: false,
            next: None,
            mode: Mode::Plain,
            lasting: false,
            people_level: 0,
            numbered_level: None,
            below: Below::Other,
            fresh: false,
            count: Count::default(),
            paragraph: None,
            item: None,
            items: false,
            headless,
            last_item: 0,
            levels,
            open: None,
            unnumbered: 0,
            anchors: BTreeSet::new(),
            again: BTreeMap::new(),
            places: BTreeMap::new(),
            bare: Bare::default(),
            columns: false,
            ticked: false,
        }
    }

    /// Walks through all of `units`.
    pub(super) fn walk(&mut self, units: &[Unit]) {
        self.numbered_level = self.numbered_through(units);
        for (n, unit) in units.iter().enumerate() {
            let list_follows = units.get(n + 1).is_some_and(|u| matches!(u.shape, Shape::List(_) | Shape::Table(_)));
            match &unit.shape {
                Shape::Heading(level) => {
                    self.below = match units.get(n + 1).map(|u| &u.shape) {
                        Some(Shape::List(items)) if self.lasting && self.mode_of_people().is_some() => {
                            if self.is_of_people(items) { Below::People } else { Below::Other }
                        }
                        None | Some(Shape::Heading(_)) => Below::Nothing,
                        _ => Below::Other,
                    };
                    self.heading(unit.start, unit.end, *level);
                }
                Shape::Paragraph => self.lines(unit.start, unit.end, list_follows),
                Shape::Html if self.readable_html(unit) => self.lines(unit.start, unit.end, list_follows),
                Shape::List(items) => self.list(items, unit.start, unit.end),
                Shape::Table(rows) => self.table(rows, unit.start, unit.end),
                Shape::Quote => self.quote(unit.start, unit.end),
                Shape::Html | Shape::Other => {
                    self.block(BlockKind::Prose, (unit.start, unit.end), (unit.start, unit.end), Audience::Public);
                }
            }
            self.close();
            if !self.lasting && !matches!(unit.shape, Shape::Paragraph | Shape::Html) {
                self.mode = Mode::Plain;
            }
        }
    }

    /// The rank of headings of which two or more are numbered from 1 on without a gap, and without a mark after the number.
    fn numbered_through(&self, units: &[Unit]) -> Option<u8> {
        let mut counts: BTreeMap<u8, (u32, bool)> = BTreeMap::new();
        for unit in units {
            let Shape::Heading(level) = unit.shape else { continue };
            let line = lines(self.text, unit.start, unit.end).next().and_then(|(a, b)| self.text.get(a..b)).unwrap_or("");
            let Some(head) = number::unmarked(line.trim_start_matches(['#', ' '])) else { continue };
            let (last, good) = counts.entry(level).or_insert((0, true));
            *last += 1;
            *good &= head.number.item() == Some(*last);
        }
        let (level, _) = counts.into_iter().find(|(_, (n, good))| *good && *n >= 2)?;
        self.levels.iter().position(|l| *l == level).and_then(|n| u8::try_from(n + 1).ok())
    }

    /// Whether a block of HTML is running text in tags, not a comment, a script or a table.
    fn readable_html(&self, unit: &Unit) -> bool {
        let head = clip(self.text.get(unit.start..unit.end).unwrap_or(""), 12).to_ascii_lowercase();
        ["<p", "<strong", "<b>", "<h", "<div", "<li", "<ul", "<ol", "<em", "<u>", "<br", "<span", "<i>"]
            .iter()
            .any(|t| head.starts_with(t))
    }

    fn quote(&mut self, start: usize, end: usize) {
        let head = clip(self.text.get(start..end).unwrap_or(""), 40);
        let marker = head.trim_start_matches(['>', ' ', '\t']).get(..11).unwrap_or("");
        let audience = if marker.eq_ignore_ascii_case("[!INTERNAL]") { Audience::Internal } else { Audience::Public };
        self.block(BlockKind::Prose, (start, end), (start, end), audience);
    }

    // ---- headings ----

    fn heading(&mut self, start: usize, end: usize, level: u8) {
        let first = lines(self.text, start, end).next().unwrap_or((start, end));
        let setext = !self.text.get(start..).is_some_and(|t| t.starts_with('#'));
        let stop = if setext {
            // The underline is not part of the title, the lines before it are.
            self.text
                .get(start..end)
                .and_then(|t| t.rfind(['\n', '\r']))
                .map_or(first.1, |n| trim_end(self.text, start, start + n))
        } else {
            first.1
        };
        let rank = self.levels.iter().position(|l| *l == level).map_or(1, |n| n + 1);
        self.section(start, end, stop, u8::try_from(rank).unwrap_or(6), true);
    }

    /// Opens a section whose heading is `start..end` and whose title ends at `stop`.
    pub(super) fn section(&mut self, start: usize, end: usize, stop: usize, level: u8, marked: bool) {
        self.close();
        let hashes = if marked { self.text.get(start..stop).map_or(0, |t| t.len() - t.trim_start_matches('#').len()) } else { 0 };
        let (mut from, mut to) = (start + hashes, stop);
        from += self.text.get(from..to).map_or(0, |t| t.len() - t.trim_start().len());
        if hashes > 0 {
            let closed = self.text.get(from..to).unwrap_or("").trim_end_matches('#');
            if closed.is_empty() || closed.ends_with(char::is_whitespace) {
                to = from + closed.trim_end().len();
            }
        }
        let id = self.id_at_end(from, &mut to);
        let mut bare = std::mem::take(&mut self.bare);
        bare.read(self.text, from, to);
        let head = number::of_heading(&bare.text, self.count.item)
            .or_else(|| number::unmarked(&bare.text).filter(|_| marked && self.numbered_level == Some(level)));
        let found = match &head {
            Some(h) => {
                let mut rest = Bare::default();
                rest.read(self.text, bare.at(h.text).min(to), to);
                label(&rest, self.text, self.lexicon, true).and_then(|_| {
                    label(&bare, self.text, self.lexicon, true).or_else(|| shifted(&rest, self.text, self.lexicon, h.text))
                })
            }
            None => label(&bare, self.text, self.lexicon, true),
        };
        let (number, title) = match &head {
            Some(h) => (Some(h.number.clone()), self.clean(bare.at(h.text), to, from)),
            None => (None, self.clean(from, to, from)),
        };
        // A bold line or a line of HTML that stands for a heading is its words.
        let title = if marked { title } else { unmarked(&title, &bare, head.as_ref().map_or(0, |h| h.text)) };
        self.enter(found.as_ref(), &bare, number.as_ref(), level);
        let anchor = match (&id, &number) {
            (Some(id), _) => id.clone(),
            (None, Some(n)) => n.anchor(),
            (None, None) => slug(clip(&bare.text, 120)),
        };
        let anchor = self.unique(anchor);
        self.count.open(number.as_ref());
        if let Some(n) = number.as_ref().and_then(Number::item) {
            self.last_item = n;
        }
        self.item.clone_from(&number);
        self.paragraph = None;
        self.unnumbered = 0;
        self.sections.push(Section {
            number,
            title: title.into(),
            heading: Some(Span::new(self.file, start, end)),
            anchor,
            level,
            audience: Audience::Public,
            blocks: Vec::new(),
        });
        if let Some(found) = found {
            self.heading_content(&bare, &found);
        }
        self.bare = bare;
    }

    /// `{#id}` at the end of a range, which then ends before it.
    pub(super) fn id_at_end(&self, from: usize, to: &mut usize) -> Option<String> {
        let part = self.text.get(from..*to)?;
        let open = part.strip_suffix('}')?.rfind("{#")?;
        let id = part.get(open + 2..part.len() - 1)?;
        let good = !id.is_empty() && id.len() <= 80 && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !good {
            return None;
        }
        *to = from + part.get(..open)?.trim_end().len();
        Some(id.to_owned())
    }

    /// The Markdown of a title, without emphasis that would be left open.
    fn clean(&self, from: usize, to: usize, whole: usize) -> String {
        let (a, b) = self.balanced(whole, from, to);
        self.text.get(a..b).unwrap_or("").trim().replace(['\n', '\r'], " ")
    }

    /// What a heading's words open.
    fn enter(&mut self, found: Option<&Labelled>, bare: &Bare, number: Option<&Number>, level: u8) {
        let group = self.group_of_people(bare, level).filter(|_| number.is_none());
        let person = number.is_none() && found.is_none() && group.is_none() && self.person_as_heading(bare, level);
        let group = if person { self.mode_of_people() } else { group };
        self.lasting = true;
        self.fresh = true;
        self.mode = match found.map(|f| f.label) {
            Some(Label::People(standing, strong)) if strong || !self.items => {
                self.recorded = true;
                Mode::People(standing)
            }
            Some(Label::Actions) => Mode::Actions,
            Some(Label::Previous) => Mode::Previous,
            Some(Label::Decisions) => Mode::Decisions,
            Some(Label::Next) => Mode::Next,
            _ => group.map_or(Mode::Plain, Mode::People),
        };
        if matches!(self.mode, Mode::People(_)) && group.is_none() {
            self.people_level = level;
        }
        if self.mode == Mode::Plain {
            let words = fold(clip(&bare.text, 80));
            let header = matches!(
                words.as_str(),
                "agenda"
                    | "logistics"
                    | "details"
                    | "meeting details"
                    | "meeting info"
                    | "information"
                    | "links"
                    | "meeting information"
                    | "notes"
                    | "minutes"
                    | "meeting notes"
                    | "meeting minutes"
                    | "meta"
                    | "about"
                    | "call info"
                    | "connection info"
            ) || matches!(found.map(|f| f.label), Some(Label::Role | Label::Date))
                // `## Team meeting 2, 24 August 2023` under a title.
                || self.sections.len() <= 2 && super::date::scan(clip(&bare.text, 120), None).iter().any(|f| f.year.is_some());
            let first = self.sections.is_empty();
            self.items |= number.is_some() || !(header || first);
        } else if number.is_some() && !matches!(self.mode, Mode::People(_)) {
            self.items = true;
        }
    }

    /// Under a heading of people a deeper one may name a group of them: `### FINOS members`.
    fn group_of_people(&self, bare: &Bare, level: u8) -> Option<Standing> {
        const GROUPS: &[&str] = &[
            "members",
            "member",
            "nonmembers",
            "guests",
            "observers",
            "staff",
            "chairs",
            "voting",
            "remote",
            "online",
            "person",
            "team",
            "maintainers",
            "contributors",
            "others",
            "delegates",
            "officers",
            "board",
            "committee",
            "council",
            "group",
            "community",
            "mitglieder",
            "gäste",
            "membres",
            "aelodau",
            "companies",
            "company",
            "invited",
            "virtual",
            "onsite",
        ];
        let standing = self.mode_of_people()?;
        let words = fold(clip(&bare.text, 80));
        let group = self.below == Below::People && words.split(' ').count() <= 6
            || words.split(' ').count() <= 5 && words.split(' ').any(|w| GROUPS.contains(&w));
        (self.lasting && group && level > self.people_level).then_some(standing)
    }

    fn mode_of_people(&self) -> Option<Standing> {
        if let Mode::People(standing) = self.mode { Some(standing) } else { None }
    }

    /// Whether each item of a list is a person and nothing else.
    fn is_of_people(&self, items: &[Item]) -> bool {
        let rows = self.rows(Standing::Present);
        items.iter().all(|item| {
            let bare = self.read_own(item);
            let names = self.list_row(&bare, rows);
            bare.text.len() <= 120
                && !bare.text.trim_end().ends_with(':')
                && names.iter().any(|p| p.name.text.contains(' ') || p.handle.is_some())
        })
    }

    /// A person under a heading of people who is written as a heading: `### Ann Lee`, `#### Bob Ray (chair)`.
    fn person_as_heading(&mut self, bare: &Bare, level: u8) -> bool {
        let Some(standing) = self.mode_of_people().filter(|_| self.lasting && level > self.people_level) else { return false };
        if self.below != Below::Nothing || label(bare, self.text, self.lexicon, true).is_some() {
            return false;
        }
        let mut people = self.rows(standing).row(bare, 0, bare.text.len()).unwrap_or_default();
        let (Some(person), true) = (people.pop(), people.is_empty()) else { return false };
        let words = person.name.text.split_whitespace();
        if !(2..=4).contains(&words.clone().count()) || !words.clone().all(|w| w.starts_with(char::is_uppercase)) {
            return false;
        }
        self.attendance.push(person);
        true
    }

    /// Names or a date after the label in the heading itself.
    fn heading_content(&mut self, bare: &Bare, found: &Labelled) {
        if found.content >= bare.text.trim_end().len() {
            return;
        }
        if let Mode::People(standing) = self.mode {
            self.names(bare, found.content, bare.text.len(), standing);
        } else if found.label == Label::Role && !self.items {
            self.role(bare, *found);
        }
    }

    // ---- blocks ----

    /// An anchor that no other block of the meeting has.
    fn unique(&mut self, want: String) -> Box<str> {
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
    fn place(&self) -> Option<&Number> {
        self.paragraph.as_ref().or(self.item.as_ref())
    }

    /// What the id of an action (`kind` a) or decision (d) at the open place ends in.
    fn local(&mut self, kind: char) -> String {
        let place = self.place().map(Number::anchor);
        let n = self.places.entry((kind, place.clone().unwrap_or_default())).or_insert(0);
        *n += 1;
        match (place, *n) {
            (Some(p), 1) => p,
            (Some(p), n @ 2..=26) => format!("{p}{}", char::from(b'a' + u8::try_from(n - 1).unwrap_or(0))),
            (Some(p), n) => format!("{p}-{n}"),
            (None, n) => format!("{kind}{n}"),
        }
    }

    pub(super) fn span(&self, (start, end): (usize, usize)) -> Span {
        Span::new(self.file, start, end.max(start))
    }

    /// Adds a block whose anchor counts on from the number before it; gives its anchor.
    pub(super) fn block(&mut self, kind: BlockKind, whole: (usize, usize), text: (usize, usize), audience: Audience) -> Box<str> {
        self.unnumbered += 1;
        let n = self.unnumbered;
        let want = match self.place() {
            Some(number) => format!("{}-p{n}", number.anchor()),
            None => format!("p{n}"),
        };
        // Without any number the count runs through the meeting.
        let anchor = if self.place().is_none() { self.free(n) } else { self.unique(want) };
        self.push(kind, whole, text, audience, anchor.clone());
        anchor
    }

    /// `p1`, `p2` …, through all sections without a number.
    fn free(&mut self, _n: u32) -> Box<str> {
        let n = self.places.entry(('p', String::new())).or_insert(0);
        *n += 1;
        let want = format!("p{n}");
        self.unique(want)
    }

    fn push(&mut self, kind: BlockKind, whole: (usize, usize), text: (usize, usize), audience: Audience, anchor: Box<str>) {
        if self.sections.is_empty() {
            self.sections.push(Section {
                number: None,
                title: "".into(),
                heading: None,
                anchor: "".into(),
                level: 1,
                audience: Audience::Public,
                blocks: Vec::new(),
            });
        }
        let block = Block { kind, anchor, whole: self.span(whole), text: self.span(text), audience, raises: Vec::new() };
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn last_block(&mut self) -> Option<&mut Block> {
        self.sections.last_mut().and_then(|s| s.blocks.last_mut())
    }

    /// Ends the block that is open.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let whole = (open.start, open.end);
        let mut text = self.balanced(open.start, open.text.min(open.end), open.end);
        text.1 = self.without_tags(text.0, text.1);
        match open.kind {
            Kind::Prose => {
                text = whole;
                let anchor = self.block(BlockKind::Prose, whole, text, Audience::Public);
                self.people_in(whole);
                self.inside(whole, &anchor);
                self.next_in(whole, &anchor, false);
            }
            Kind::Paragraph(number) => {
                self.count.take(&number);
                self.paragraph = Some(number.clone());
                self.unnumbered = 0;
                let anchor = self.unique(number.anchor());
                self.push(BlockKind::Paragraph(number), whole, text, Audience::Public, anchor.clone());
                self.marked_paragraph(text, &anchor);
                self.people_in(text);
                self.inside(text, &anchor);
                let stands = self.says_next(text);
                self.next_in(text, &anchor, stands);
            }
            Kind::Action { number, names } => {
                // Owners that went to the marker with its emphasis are still the owners.
                let names = names.or((text.0 > open.text).then_some((open.text, text.0)));
                self.action(whole, &mut text, number, names, None);
            }
            Kind::Update { id } => self.update(whole, text, id),
            Kind::Decision { number } => self.decision(whole, &mut text, number),
            Kind::Proposal => {
                let marker = self.span((open.start, text.0));
                self.block(BlockKind::Proposal(marker), whole, text, Audience::Public);
            }
            Kind::Vote => {
                let marker = self.span((open.start, text.0));
                self.block(BlockKind::Vote(marker), whole, text, Audience::Public);
            }
            Kind::NoActions => {
                self.no_actions = true;
                self.block(BlockKind::NoActions, whole, whole, Audience::Public);
            }
            Kind::Next => {
                let anchor = self.block(BlockKind::NextMeeting, whole, whole, Audience::Public);
                self.next_in(whole, &anchor, true);
            }
        }
    }

    /// A text range whose emphasis is whole although its marker was cut off before `from`. A closing mark at the end is
    /// left out; a short stretch that closes (`**ACTION UKHTC:** to …`) goes to the marker; else the text begins with the marker itself.
    pub(super) fn balanced(&self, start: usize, from: usize, to: usize) -> (usize, usize) {
        let (Some(before), Some(text)) = (self.text.get(start..from), self.text.get(from..to)) else { return (from, to) };
        if !before.contains(['*', '_']) {
            return (from, to);
        }
        let item = before.trim_start();
        let lead = before.len() - ["* ", "- ", "+ "].iter().find_map(|m| item.strip_prefix(m)).unwrap_or(item).len();
        let before = before.get(lead..).unwrap_or("");
        for run in ["***", "**", "__", "*", "_"] {
            match before.matches(run).count() {
                0 => continue,
                n if n % 2 == 0 => return (from, to),
                _ => {}
            }
            let body = text.trim_end();
            let stripped = body.trim_end_matches(['.', ':']).strip_suffix(run).or_else(|| body.strip_suffix(run));
            if let Some(kept) = stripped.filter(|k| !k.contains(run)) {
                return (from, from + kept.trim_end().len());
            }
            let Some(at) = text.find(run) else { return (from, to) };
            let after = at + run.len();
            let opening = start + lead + before.find(run).unwrap_or(0);
            if at > 60
                || text.get(..at).is_some_and(|t| t.contains(['\n', '?', '!']))
                || text.get(after..).is_none_or(|t| t.trim().is_empty())
            {
                return (opening, to);
            }
            let skip = text.get(after..).map_or(0, |t| t.len() - t.trim_start_matches([' ', ':', '\t']).len());
            return (from + after + skip, to);
        }
        (from, to)
    }

    /// Where a range ends without the closing tags of HTML at its end, whose opening ones stand in the marker.
    fn without_tags(&self, from: usize, to: usize) -> usize {
        let mut end = to;
        while let Some(text) = self.text.get(from..end).filter(|t| t.ends_with('>')) {
            let Some(open) = text.rfind("</").filter(|i| text.len() - i < 12) else { break };
            end = from + text.get(..open).map_or(0, |t| t.trim_end().len());
        }
        end
    }

    pub(super) fn action(
        &mut self,
        whole: (usize, usize),
        text: &mut (usize, usize),
        number: Option<(usize, usize)>,
        names: Option<(usize, usize)>,
        tick: Option<bool>,
    ) {
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.clone().unwrap_or_else(|| self.local('a'));
        let anchor = self.unique(format!("action-{local}"));
        let from = self.place().map_or_else(|| anchor.clone(), |n| n.anchor().into());
        let index = self.raise(*text, &anchor, from, local, number);
        self.drafts.push(Draft { action: index, names, cells: None, tick });
        let marker = self.span((whole.0, text.0));
        self.push(BlockKind::Action(small(index), marker), whole, *text, Audience::Public, anchor);
    }

    /// Adds an action; its owners are read at the end.
    fn raise(
        &mut self,
        text: (usize, usize),
        anchor: &str,
        from: Box<str>,
        local: String,
        number: Option<(usize, usize)>,
    ) -> usize {
        let number = number.and_then(|(a, b)| self.text.get(a..b)).map(Into::into);
        let text = (text.0, self.without_bracket(text.0, text.1));
        self.actions.push(ActionPart {
            local: local.into(),
            number,
            anchor: anchor.into(),
            from,
            owners: Vec::new(),
            due: None,
            text: self.span(text),
            status: Status::Open,
            audience: Audience::Public,
        });
        self.actions.len() - 1
    }

    /// Where a range ends without the bracket that closes it and was opened before it: `(AI: Ann to write)`.
    fn without_bracket(&self, from: usize, to: usize) -> usize {
        let Some(text) = self.text.get(from..to) else { return to };
        let body = text.trim_end_matches(['.', ' ', '*', '_']);
        for (open, close) in [('(', ')'), ('[', ']')] {
            if let Some(inner) = body.strip_suffix(close)
                && inner.matches(open).count() < 1 + inner.matches(close).count()
                && inner.len() > 3
            {
                return from + inner.len();
            }
        }
        to
    }

    /// An action in the words of the block last added.
    pub(super) fn raise_inside(
        &mut self,
        text: (usize, usize),
        anchor: &str,
        number: Option<(usize, usize)>,
        names: Option<(usize, usize)>,
        cells: Option<[Option<(usize, usize)>; 3]>,
    ) {
        let mut text = text;
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('a'));
        let from = self.place().map_or_else(|| anchor.into(), |n| n.anchor().into());
        let index = self.raise(text, anchor, from, local, number);
        self.drafts.push(Draft { action: index, names, cells, tick: None });
        if let Some(block) = self.last_block() {
            block.raises.push(small(index));
        }
    }

    pub(super) fn update(&mut self, whole: (usize, usize), text: (usize, usize), id: (usize, usize)) {
        let index = small(self.updates.len());
        let marker = self.span((whole.0, text.0));
        let anchor = self.block(BlockKind::Update(index, marker), whole, text, Audience::Public);
        self.update_inside(text, id, &anchor);
    }

    /// What a block says of an earlier action.
    pub(super) fn update_inside(&mut self, text: (usize, usize), id: (usize, usize), anchor: &str) {
        let (from, to) = id;
        let words = self.text.get(from..to).unwrap_or("").trim_matches(['[', ']', '(', ')', '*']);
        self.updates.push(UpdatePart {
            action: crate::record::Written::new(words, self.span(id)),
            date: crate::record::Date::Day(self.date),
            changes: Vec::new(),
            text: self.span(text),
            anchor: anchor.into(),
            source: None,
            audience: Audience::Public,
        });
    }

    pub(super) fn decision(&mut self, whole: (usize, usize), text: &mut (usize, usize), number: Option<(usize, usize)>) {
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('d'));
        let anchor = self.unique(format!("decision-{local}"));
        let index = small(self.decisions.len());
        self.decide(*text, &anchor, local, number);
        let marker = self.span((whole.0, text.0));
        self.push(BlockKind::Decision(index, marker), whole, *text, Audience::Public, anchor);
    }

    fn decide(&mut self, text: (usize, usize), anchor: &str, local: String, number: Option<(usize, usize)>) {
        let number = number.and_then(|(a, b)| self.text.get(a..b)).map(Into::into);
        self.decisions.push(DecisionPart {
            anchor: anchor.into(),
            number,
            local: local.into(),
            text: self.span(text),
            audience: Audience::Public,
        });
    }

    /// A decision in the words of the block last added.
    pub(super) fn decide_inside(&mut self, text: (usize, usize), anchor: &str, number: Option<(usize, usize)>) {
        let mut text = text;
        let own = self.id_at_end(text.0, &mut text.1);
        let local = own.unwrap_or_else(|| self.local('d'));
        self.decide(text, anchor, local, number);
    }

    // ---- people ----

    pub(super) fn rows(&self, standing: Standing) -> Rows<'a> {
        Rows {
            text: self.text,
            file: self.file,
            capitals: self.capitals,
            standing,
            columns: self.columns,
            nicknames: false,
            ticked: self.ticked,
        }
    }

    /// Names in a row after a label; gives how many were found.
    pub(super) fn names(&mut self, bare: &Bare, from: usize, to: usize, standing: Standing) -> usize {
        let Some(people) = self.read_people(bare, from, to, standing) else { return 0 };
        let n = people.len();
        self.attendance.extend(people);
        n
    }

    /// The people of a row of names; `None` where these are no names.
    pub(super) fn read_names(&self, bare: &Bare, from: usize, to: usize, standing: Standing) -> Option<Vec<Attendee>> {
        let from = past_received(&bare.text, from, to);
        let body = bare.text.get(from..to)?;
        if is_none(&fold(clip(body, 60))) {
            return Some(Vec::new());
        }
        // After the names may come how many others there were, and what they said.
        let to = [" There were ", " There was "].iter().filter_map(|w| body.find(w)).min().map_or(to, |i| from + i);
        let mut rows = self.rows(standing);
        let pieces = super::person::list_of_names(&bare.text, from, to);
        rows.nicknames = (!self.items || pieces.len() >= 3)
            && pieces.iter().all(|(a, b)| {
                bare.text
                    .get(*a..*b)
                    .and_then(|t| t.split(['(', '[']).next())
                    .is_some_and(|t| t.split_whitespace().count() <= 2 && t.len() < 30)
            });
        let mut out = Vec::new();
        for (a, b) in &pieces {
            out.extend(rows.row(bare, *a, *b).unwrap_or_default());
        }
        (!out.is_empty() && out.len() * 2 >= pieces.len()).then_some(out)
    }

    /// As [`Walk::read_names`], where other labels may follow on the same line: `Present: Ann Lee. In attendance: Bob Ray`.
    pub(super) fn read_people(&self, bare: &Bare, from: usize, to: usize, standing: Standing) -> Option<Vec<Attendee>> {
        let mut out: Option<Vec<Attendee>> = None;
        let (mut at, mut label) = (from, Label::People(standing, true));
        loop {
            let next = super::label::inner(&bare.text, at, to, self.lexicon);
            let stop = next.map_or(to, |n| n.start);
            let standing = if let Label::People(s, _) = label { s } else { Standing::Present };
            match self.read_names(bare, at, stop, standing) {
                Some(mut people) => {
                    if label == Label::Role && at > from {
                        let title = bare
                            .text
                            .get(..at)
                            .and_then(|t| t.trim_end_matches([':', ' ', '-', '–']).rsplit(['.', ')', ';', ',']).next());
                        let title = title.unwrap_or("").trim();
                        for person in &mut people {
                            person.role.get_or_insert_with(|| title.into());
                            person.chair |= super::words::is_chair(&fold(title));
                        }
                    }
                    out.get_or_insert_default().extend(people);
                }
                None if at == from => return None,
                None => {}
            }
            let Some(found) = next else { return out };
            (at, label) = (found.content, found.label);
        }
    }

    /// Whether the rows account for every letter between `from` and `to` of the source.
    pub(super) fn covered(&self, rows: &[Attendee], from: usize, to: usize) -> bool {
        let mut pos = from;
        let blank = |a: usize, b: usize| self.text.get(a..b).is_some_and(is_blank);
        for row in rows {
            let (a, b) = (row.line.start as usize, row.line.end as usize);
            if a < pos || !blank(pos, a) {
                return false;
            }
            pos = b.max(pos);
        }
        blank(pos, to)
    }
}

/// Whether a stretch has no words; tags of HTML are none.
fn is_blank(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('<').unwrap_or((rest, ""));
        if before.chars().any(char::is_alphanumeric) {
            return false;
        }
        let Some((_, tail)) = after.split_once('>') else { return !after.chars().any(char::is_alphanumeric) };
        rest = tail;
    }
}

/// Where the names begin in `Apologies had been received from Tom Foy`.
fn past_received(text: &str, from: usize, to: usize) -> usize {
    let head = clip(text.get(from..to).unwrap_or(""), 90);
    let lead = head.find(" from ").map(|i| (i, fold(head.get(..i).unwrap_or(""))));
    match lead {
        Some((i, words)) if words.starts_with("apologies") && words.split(' ').count() <= 8 => from + i + 6,
        _ => from,
    }
}

/// The title of a line that stands for a heading, without the marks around all of it.
fn unmarked(title: &str, bare: &Bare, from: usize) -> String {
    let title = title.trim_matches('=').trim().trim_end_matches([':', ' ']);
    let inner = ["**", "__"].iter().find_map(|run| title.strip_prefix(run)?.strip_suffix(run).filter(|t| !t.contains(run)));
    match inner {
        Some(inner) => inner.trim().to_owned(),
        None if title.contains("</") || title.matches("**").count() % 2 == 1 => {
            bare.text.get(from..).unwrap_or("").trim().to_owned()
        }
        None => title.to_owned(),
    }
}

/// A label after the number of a heading, in bytes of the whole heading.
fn shifted(rest: &Bare, text: &str, lexicon: &Lexicon, by: usize) -> Option<Labelled> {
    label(rest, text, lexicon, true).map(|l| Labelled { start: l.start + by, end: l.end + by, content: l.content + by, ..l })
}

pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A list item as the walk sees it: itself and everything in it.
pub(super) fn chunks(items: &[Item]) -> impl Iterator<Item = &[Item]> {
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
pub(super) fn source(bare: &Bare, range: Option<(usize, usize)>) -> Option<(usize, usize)> {
    range.map(|(a, b)| bare.range(a, b))
}

/// Where the words after a marker begin in the source; a link that they begin with is whole.
pub(super) fn text_start(text: &str, bare: &Bare, at: usize) -> usize {
    let at = skip(&bare.text, at);
    let start = bare.at(at);
    let opened = bare.text.as_bytes().get(at).is_some_and(|b| *b != b'[')
        && start.checked_sub(1).and_then(|n| text.as_bytes().get(n)) == Some(&b'[');
    start - usize::from(opened)
}
