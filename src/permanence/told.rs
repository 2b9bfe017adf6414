//! What to say of published addresses that have other words now.

use std::collections::BTreeSet;

use super::changed::{ChangedPage, EditedPlace, TakenBy, TakenPlace};
use super::facts::{FACTS, ORDER};
use super::standing::Standing;
use crate::diag::{Code, Diagnostic, setting};
use crate::record::{ActionIx, MeetingIx, Span, Target};

/// So many places of a page are shown; all are counted.
const SHOWN: usize = 20;

/// One error for each page whose anchors other words have, and one warning for each page that was edited without a note.
pub(super) fn diagnostics(standing: &Standing<'_, '_>, pages: &[ChangedPage<'_>]) -> Vec<Diagnostic> {
    let teller = Teller { standing };
    pages.iter().filter_map(|page| if page.taken.is_empty() { teller.edited(page) } else { teller.taken(page) }).collect()
}

struct Teller<'t, 'd, 'p> {
    standing: &'t Standing<'d, 'p>,
}

impl Teller<'_, '_, '_> {
    fn taken(&self, page: &ChangedPage<'_>) -> Option<Diagnostic> {
        let first = page.taken.first()?;
        let address = &page.address;
        let names: Vec<String> = page.taken.iter().filter(|p| !p.anchor.is_empty()).map(|p| format!("`#{}`", p.anchor)).collect();
        let what = match names.split_at(names.len().min(SHOWN)) {
            ([], _) => format!("`{address}` now has other words than were published there"),
            ([one], []) => format!("{one} of `{address}` now has other words than were published there"),
            (some, []) => format!("{} of `{address}` now have other words than were published there", some.join(", ")),
            (some, rest) => {
                let some = some.join(", ");
                format!("{some} and {} more of `{address}` now have other words than were published there", rest.len())
            }
        };
        let mut diagnostic = Diagnostic::new(Code::OtherWords, first.now, what)
            .expected(expected(&self.name(address, &first.anchor), first.by))
            .remedy(self.remedy(page));
        for place in page.taken.iter().take(SHOWN) {
            if place.now != first.now {
                diagnostic = diagnostic.related(place.now, format!("and `{}`", self.name(address, &place.anchor)));
            }
            if let Some(moved) = &place.moved {
                let said = self.said_of(page, place);
                diagnostic = diagnostic.related(
                    moved.span,
                    format!(
                        "the words of `{}`{said}; they are `{}` now",
                        self.name(address, &place.anchor),
                        self.name(&moved.address, &moved.anchor)
                    ),
                );
            }
        }
        Some(diagnostic.related(first.listed, "recorded here"))
    }

    /// An address with its anchor; the id of an action.
    fn name(&self, address: &str, anchor: &str) -> String {
        if let Some(local) = anchor.strip_prefix("action-") {
            return format!("{}{local}", address.trim_start_matches('/'));
        }
        match address.strip_prefix("/actions/") {
            Some(id) if anchor.is_empty() => id.trim_end_matches('/').to_owned(),
            _ if anchor.is_empty() => address.to_owned(),
            _ => format!("{address}#{anchor}"),
        }
    }

    /// What later minutes record under the id of an action.
    fn said_of(&self, page: &ChangedPage<'_>, place: &TakenPlace) -> String {
        let record = self.standing.site.record;
        let local = place.anchor.strip_prefix("action-");
        let action = local.zip(meeting_of(page)).and_then(|(local, meeting)| {
            record.actions_of(meeting).find(|(_, action)| *record.raised(action).local == *local).map(|(_, action)| action)
        });
        match action {
            Some(action) if !action.history.is_empty() => format!(", recorded as {}", action.status),
            _ => String::new(),
        }
    }

    fn remedy(&self, page: &ChangedPage<'_>) -> String {
        if let Some(remedy) = page.taken.iter().find_map(|place| self.remedy_of_whole(page, place)) {
            return remedy;
        }
        if let Some(moved) = page
            .taken
            .iter()
            .filter_map(|p| p.moved.as_ref())
            .find(|m| m.address != page.address && !m.address.starts_with("/actions/"))
        {
            return format!(
                "the published words are at `{}` now: give that file the name or `key` it had, and what is new an address of its own",
                moved.address
            );
        }
        let lines = self.ids(page);
        let replaced: Vec<String> = page.taken.iter().filter_map(|place| self.declaration(page, place)).take(SHOWN).collect();
        let is_number = |p: &&TakenPlace| p.anchor.starts_with(|c: char| c.is_ascii_digit()) && !p.anchor.contains("-p");
        let mut ways = Vec::new();
        if let Some(place) = page.taken.iter().find(is_number) {
            ways.push(format!(
                "let published numbers stay with their words: give what is new a number that no paragraph had, such as {}a",
                place.anchor
            ));
        }
        if !lines.is_empty() {
            ways.push(format!("keep the published ids: {}", lines.join(", ")));
        }
        ways.extend(replaced);
        if ways.is_empty() {
            ways.push("restore the published words there, and give what is new an address of its own".to_owned());
        }
        ways.join("; ")
    }

    /// The remedy of what is no text.
    fn remedy_of_whole(&self, page: &ChangedPage<'_>, place: &TakenPlace) -> Option<String> {
        let note = setting(self.is_yaml(page), "changes", &format!("[{{ date = {}, note = \"…\" }}]", self.standing.site.today));
        match place.by {
            TakenBy::OtherName => Some(
                "where it is the same under a new name, keep the earlier one: `also_known_as = [{ name = \"…\" }]`; else give what is new \
                 an `id` of its own"
                    .to_owned(),
            ),
            TakenBy::Withdrawn => Some(format!(
                "leave the tombstone, and give what is new an address of its own; or, where what was withdrawn is published again, say so in \
                 the front matter: `{note}`"
            )),
            TakenBy::OtherFile => {
                Some("let each file keep the name it was published with, and give what is new a name of its own".to_owned())
            }
            _ => None,
        }
    }

    /// The line that says that an action is the one that was published, and what to do where it is another.
    fn declaration(&self, page: &ChangedPage<'_>, place: &TakenPlace) -> Option<String> {
        if place.moved.is_some() || !matches!(place.by, TakenBy::OtherAction | TakenBy::OtherOwner | TakenBy::Recorded) {
            return None;
        }
        let local = place.anchor.strip_prefix("action-")?;
        let today = self.standing.site.today;
        let tomb = format!("{{ {:?} = {{ date = {today}, reason = \"…\" }} }}", place.anchor);
        let tomb = setting(self.is_yaml(page), "anchors", &tomb);
        Some(format!(
            "where it is the action that was published, say so: {}; where it is another, give it an id that no action had, \
             `{{#{local}-new}}`, and leave a tombstone of the one before: `{tomb}`",
            self.mark(local, place.now)
        ))
    }

    /// The marks that keep published ids with their words, each with its line: of actions all of the meeting, since an id that one of them
    /// takes is free for another.
    fn ids(&self, page: &ChangedPage<'_>) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(meeting) = meeting_of(page).filter(|_| page.taken.iter().any(|p| p.anchor.starts_with("action-"))) {
            out.extend(self.action_ids(page, meeting));
        }
        for place in &page.taken {
            let is_number = place.anchor.starts_with(|c: char| c.is_ascii_digit()) && !place.anchor.contains("-p");
            let Some(moved) = place.moved.as_ref().filter(|m| !is_number && m.address == page.address) else { continue };
            if place.anchor.is_empty() || place.anchor.starts_with("action-") {
                continue;
            }
            let id = place.anchor.strip_prefix("decision-").unwrap_or(&place.anchor);
            out.push(self.mark(id, moved.span));
        }
        // What took an anchor over needs one that nothing had.
        let kept: BTreeSet<Span> = page.taken.iter().filter_map(|p| p.moved.as_ref()).map(|m| m.span).collect();
        for place in &page.taken {
            let is_heading = place.anchor.starts_with(char::is_alphabetic) && !place.anchor.starts_with("action-");
            if is_heading && !is_count(&place.anchor) && !kept.contains(&place.now) {
                let id = place.anchor.strip_prefix("decision-").unwrap_or(&place.anchor);
                out.push(self.mark(&format!("{id}-new"), place.now));
            }
        }
        out.truncate(SHOWN);
        out
    }

    fn action_ids(&self, page: &ChangedPage<'_>, meeting: MeetingIx) -> Vec<String> {
        let record = self.standing.site.record;
        let published: Vec<(ActionIx, String)> = page
            .taken
            .iter()
            .filter_map(|place| {
                let local = place.anchor.strip_prefix("action-")?;
                let moved = place.moved.as_ref()?;
                let found = record.actions_of(meeting).find(|(_, action)| overlaps(record.raised(action).text, moved.span))?;
                Some((found.0, local.to_owned()))
            })
            .collect();
        let mut used: BTreeSet<String> = published.iter().map(|(_, local)| local.clone()).collect();
        let others = record.actions_of(meeting).filter(|(ix, _)| published.iter().all(|(known, _)| known != ix));
        used.extend(others.map(|(_, action)| record.raised(action).local.to_string()));
        let mut out = Vec::new();
        for (ix, action) in record.actions_of(meeting) {
            let part = record.raised(action);
            let local = match published.iter().find(|(known, _)| *known == ix) {
                Some((_, local)) => local.clone(),
                // Its id is another's.
                None if published.iter().any(|(_, local)| **local == *part.local) => {
                    let base = part.local.trim_end_matches(|c: char| c.is_ascii_lowercase());
                    let free = ('b'..='z').map(|letter| format!("{base}{letter}")).find(|id| !used.contains(id));
                    free.unwrap_or_else(|| format!("{base}-new"))
                }
                None => continue,
            };
            used.insert(local.clone());
            out.push(self.mark(&local, part.text));
        }
        out
    }

    fn mark(&self, id: &str, span: Span) -> String {
        let (line, _) = self.standing.site.sources.line_column(span);
        format!("`{{#{id}}}` at the end of line {line}")
    }

    fn edited(&self, page: &ChangedPage<'_>) -> Option<Diagnostic> {
        let first = page.edited.first()?;
        let names: Vec<String> = page.edited.iter().take(SHOWN).map(place_name).collect();
        let more = page.edited.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let is_file = !page.address.ends_with('/');
        let what = if is_file {
            format!("the bytes of `{}` are not those that were published", page.address)
        } else {
            format!("the words of {}{more} of `{}` are not those that were published", names.join(", "), page.address)
        };
        let cells: Vec<String> = first.cells.iter().take(3).map(|(column, text)| format!("`{text}` in `{column}`")).collect();
        let expected = match (&first.now, cells.is_empty()) {
            (None, _) => "was published, and is here no more".to_owned(),
            (_, true) => "changed after it was published".to_owned(),
            (_, false) => format!("{} was not published here", cells.join(", ")),
        };
        let date = self.standing.site.today;
        let note = setting(self.is_yaml(page), "changes", &format!("[{{ date = {date}, note = \"…\" }}]"));
        let figures = if first.is_row { "mark a figure `[r]` or give a revision a file of its own; or " } else { "" };
        let mut diagnostic = Diagnostic::new(Code::ChangedText, first.now.unwrap_or(first.listed), what).expected(expected).remedy(format!(
            "{figures}say in the front matter what changed, `{note}`, or keep what it said as `.v1.md`; `minutebook publish --accept` \
             publishes it without a word"
        ));
        for place in page.edited.iter().skip(1).take(SHOWN) {
            diagnostic = diagnostic.related(place.now.unwrap_or(place.listed), "and this");
        }
        Some(diagnostic)
    }

    fn is_yaml(&self, page: &ChangedPage<'_>) -> bool {
        let file = page.shown.as_ref().and_then(|shown| Some(shown.document()?.file));
        let text = file.and_then(|file| self.standing.site.sources.text(file));
        text.is_some_and(|text| text.trim_start_matches('\u{feff}').starts_with("---"))
    }
}

/// What is said at the place that is taken. `name` is the published address or id.
fn expected(name: &str, by: TakenBy) -> String {
    match by {
        TakenBy::Words => format!("`{name}` was published with words other than these"),
        TakenBy::OtherAction => format!("`{name}` was published as another action, with which this has little in common"),
        TakenBy::OtherOwner => format!("`{name}` was published as an action of other owners"),
        TakenBy::Recorded => format!("`{name}` was published with words other than these, and later minutes report on it"),
        TakenBy::OtherName => format!("`{name}` was published for another name"),
        TakenBy::OtherFile => format!("`{name}` was published with the bytes of another file"),
        TakenBy::Withdrawn => format!("`{name}` was withdrawn when it was last published"),
    }
}

fn place_name(place: &EditedPlace) -> String {
    match (place.is_row, place.name.as_str()) {
        (true, FACTS) => "the front matter".to_owned(),
        (true, ORDER) => "the entries and their order".to_owned(),
        (true, name) => format!("`{name}`"),
        (false, "") => "the head".to_owned(),
        (false, name) => format!("`#{name}`"),
    }
}

/// `p3`: counted, so that nothing else would have it.
fn is_count(anchor: &str) -> bool {
    anchor.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn overlaps(a: Span, b: Span) -> bool {
    a.file == b.file && a.start < b.end && b.start < a.end
}

fn meeting_of(page: &ChangedPage<'_>) -> Option<MeetingIx> {
    match page.shown.as_ref()?.original {
        Target::Meeting(ix) => Some(ix),
        _ => None,
    }
}
