//! Minutes are read without their redactions: no name, owner or place that is taken out of them can hold a withheld word.

use std::borrow::Cow;

use crate::diag::Diagnostic;
use crate::layout::bare::Bare;
use crate::record::{Meeting, Party, Turn, Withheld, Written, is_blanked, shown_redaction, stand_in, without_stand_ins};

/// Returns a text with letters of the same length in place of each redaction ([`stand_in`]).
pub(super) fn without_redactions<'t>(text: &'t str, withheld: &[Withheld]) -> Cow<'t, str> {
    if withheld.iter().all(|w| w.mark.is_none()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (number, mark) in withheld.iter().enumerate().filter_map(|(n, w)| Some((n, w.mark?.range()))) {
        let (Some(before), Some(letters)) = (text.get(out.len()..mark.start), stand_in(number, mark.len())) else { continue };
        out.push_str(before);
        out.push_str(&letters);
    }
    out.push_str(text.get(out.len()..).unwrap_or(""));
    Cow::Owned(out)
}

/// The words that were read, with what an edition shows of a redaction in place of the letters that stand for it: the reason where the
/// words were taken away, the words where they were not.
pub(super) struct Restorer<'a> {
    /// The text with its redactions.
    pub text: &'a str,
    /// What is withheld from it, in its order.
    pub withheld: &'a [Withheld],
}

impl Restorer<'_> {
    /// Puts right every copy that a meeting has of its text.
    pub(super) fn meeting(&self, meeting: &mut Meeting) {
        for row in meeting.attendance.iter_mut().flatten() {
            row.unnamed |= self.words(&mut row.name.text);
            row.organisation.iter_mut().for_each(|o| _ = self.words(&mut o.text));
            row.deputy_for.iter_mut().for_each(|p| _ = self.words(&mut p.text));
            let others = [&mut row.role, &mut row.part, &mut row.initials, &mut row.handle];
            others.into_iter().flatten().for_each(|words| _ = self.words(words));
        }
        for section in &mut meeting.sections {
            // A title is Markdown, and its redactions are rendered as those of a text are.
            if let Some(title) = without_stand_ins(&section.title, |number| self.mark(number).to_owned()) {
                section.title = title.into();
            }
        }
        for action in &mut meeting.actions {
            self.owners(&mut action.owners);
            action.due.iter_mut().for_each(|due| _ = self.words(&mut due.text));
            [&mut action.local, &mut action.from].into_iter().for_each(|words| _ = self.words(words));
            action.number.iter_mut().for_each(|words| _ = self.words(words));
        }
        for update in &mut meeting.updates {
            self.words(&mut update.action.text);
            update.source.iter_mut().for_each(|words| _ = self.words(words));
            for turn in &mut update.changes {
                match turn {
                    Turn::Owners(owners) => self.owners(owners),
                    Turn::Due(due) => _ = self.words(&mut due.text),
                    Turn::SupersededBy(action) => _ = self.words(&mut action.text),
                    Turn::Status(_) => {}
                }
            }
        }
        for decision in &mut meeting.decisions {
            self.words(&mut decision.local);
            decision.number.iter_mut().for_each(|words| _ = self.words(words));
        }
        for motion in &mut meeting.motions {
            self.words(&mut motion.local);
            motion.people_mut().for_each(|person| _ = self.words(&mut person.text));
        }
        if let Some(next) = &mut meeting.next {
            next.venue.iter_mut().for_each(|words| _ = self.words(words));
        }
    }

    /// Puts right what is said to the author.
    pub(super) fn diagnostic(&self, diagnostic: &mut Diagnostic) {
        let related = diagnostic.related.iter_mut().map(|(_, words)| words);
        for words in [&mut diagnostic.message, &mut diagnostic.expected, &mut diagnostic.remedy].into_iter().chain(related) {
            if let Some(right) = without_stand_ins(words, |number| self.shown(number).0) {
                *words = right;
            }
        }
    }

    fn owners(&self, owners: &mut [Written<Party>]) {
        owners.iter_mut().for_each(|owner| _ = self.words(&mut owner.text));
    }

    /// Puts words right, and says whether any of them were taken away.
    fn words(&self, words: &mut Box<str>) -> bool {
        let mut is_gone = false;
        let right = without_stand_ins(words, |number| {
            let (shown, gone) = self.shown(number);
            is_gone |= gone;
            shown
        });
        if let Some(right) = right {
            *words = right.into();
        }
        is_gone
    }

    /// The plain words for a redaction, and whether its own were taken away.
    fn shown(&self, number: usize) -> (String, bool) {
        let Some(withheld) = self.withheld.get(number) else { return (shown_redaction(""), true) };
        let secret = withheld.secret.range();
        if self.text.get(secret.clone()).is_none_or(is_blanked) {
            return (shown_redaction(&withheld.reason), true);
        }
        (Bare::of(self.text, secret.start, secret.end).text.trim().to_owned(), false)
    }

    /// The mark of a redaction as the text has it.
    fn mark(&self, number: usize) -> &str {
        let mark = self.withheld.get(number).and_then(|w| w.mark);
        mark.and_then(|mark| self.text.get(mark.range())).unwrap_or("")
    }
}
