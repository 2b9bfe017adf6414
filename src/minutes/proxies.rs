//! Proxies: those who were not there, each with whoever stood in for them. `Pouvoir : Cy Dunn à Ann Lee`, `Proxies: Cy Dunn to Ann Lee`.

use super::label::{Labelled, inner};
use super::lexicon::PROXY_LINKS;
use super::lines::Line;
use super::people_lines::Pending;
use super::walk::{Mode, Walk, chunks};
use super::words::{Label, is_none};
use crate::layout::ListItem;
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Attendee, RowOrder, Standing};

impl Walk<'_> {
    /// `Pouvoirs : Cy Dunn à Ann Lee`, or the label alone over a list.
    pub(super) fn proxy_label(
        &mut self,
        bare: &Bare,
        line: Line,
        found: Labelled,
        content: &str,
        pending: &mut Option<Pending>,
    ) -> bool {
        self.flush(pending);
        if content.is_empty() {
            return self.open_mode(Mode::Proxies, line, pending);
        }
        self.proxies(bare, found.content, bare.text.len());
        self.plain_alone(line);
        true
    }

    /// Records the proxies that labels in a stretch of bare text name, the label at `from` left out; whether there is such a label.
    pub(super) fn inner_proxies(&mut self, bare: &Bare, from: usize, to: usize) -> bool {
        let (mut at, mut any) = (from, false);
        while let Some(found) = inner(&bare.text, at, to, self.lexicon) {
            let stop = inner(&bare.text, found.content, to, self.lexicon).map_or(to, |next| next.start);
            if found.label == Label::Proxy {
                any = true;
                self.proxies(bare, found.content, stop);
            }
            at = found.content.max(at + 1);
        }
        any
    }

    /// Records each `giver to holder` of a stretch of bare text; whether it is made of nothing else.
    pub(super) fn proxies(&mut self, bare: &Bare, from: usize, to: usize) -> bool {
        let text = bare.text.get(from..to).unwrap_or("");
        let mut start = from;
        let mut all = true;
        for part in text.split_inclusive([',', ';', '\n']) {
            let (a, b) = (start, start + part.trim_end_matches([',', ';', '\n', ' ', '.']).len());
            start += part.len();
            if is_none(&fold(clip(part, 60))) {
                continue;
            }
            match self.proxy(bare, a, b) {
                Some((giver, holder)) => self.take_proxy(giver, holder),
                None => all = false,
            }
        }
        all
    }

    /// Whoever gave a proxy, and the folded name of whoever held it.
    fn proxy(&self, bare: &Bare, from: usize, to: usize) -> Option<(Attendee, String)> {
        let text = bare.text.get(from..to)?;
        let (at, link) = PROXY_LINKS.iter().find_map(|link| Some((text.find(&format!(" {link} "))?, *link)))?;
        let rows = self.rows(Standing::Absent);
        let giver = rows.person(bare, from, from + at, RowOrder::NameFirst)?;
        let holder = rows.person(bare, from + at + link.len() + 2, to, RowOrder::NameFirst)?;
        let one = |person: &Attendee| {
            let name = &person.name.text;
            (0..name.len()).all(|i| !name.is_char_boundary(i) || super::names::and_word(name, i).is_none())
        };
        (one(&giver) && one(&holder)).then(|| (giver, fold(&holder.name.text)))
    }

    fn take_proxy(&mut self, giver: Attendee, holder: String) {
        self.recorded = true;
        self.proxies.push((giver.name.clone(), holder));
        let name = fold(&giver.name.text);
        if !self.attendance.iter().any(|a| fold(&a.name.text) == name) {
            self.attendance.push(giver);
        }
    }

    /// A list of proxies, an item each.
    pub(super) fn proxy_list(&mut self, items: &[ListItem]) {
        for chunk in chunks(items) {
            let Some(item) = chunk.first() else { continue };
            let bare = self.read_own(item);
            self.proxies(&bare, 0, bare.text.len());
            self.prose(item.range);
        }
    }

    /// Says of each holder of a proxy who was there whose it was.
    pub(super) fn settle_proxies(&mut self) {
        for (giver, holder) in std::mem::take(&mut self.proxies) {
            let there = |a: &&mut Attendee| a.standing <= Standing::InAttendance && fold(&a.name.text) == holder;
            if let Some(person) = self.attendance.iter_mut().find(there)
                && !person.deputy_for.iter().any(|p| p.text == giver.text)
            {
                person.deputy_for.push(giver);
            }
        }
    }
}
