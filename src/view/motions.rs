//! Motions and votes as pages show them: below the words that tell of them, beside decisions, and on the pages of people.

use std::collections::HashMap;

use serde::Serialize;

use super::{LanguageSite, Link};
use crate::record::{Meeting, MotionIx, MotionPart, PersonIx, VoteChoice};
use crate::site::index::MotionPartPlayed;
use crate::text::plain;

/// What is known of a motion.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MotionView {
    /// `motion` or `amendment`.
    pub kind: &'static str,
    /// Who moved it.
    pub movers: Vec<Link>,
    /// Who seconded it.
    pub seconders: Vec<Link>,
    /// `carried`, `lost`, `withdrawn`, `tabled` or `referred`; empty where none is stated.
    pub result: &'static str,
    /// How the vote was taken: `unanimous`, `voice`, `hands`, `recorded`, `ballot`, `consensus`, `majority`, `casting`.
    pub manners: Vec<&'static str>,
    /// How many voted for what, where counted.
    pub counts: Vec<VoteCount>,
    /// Who voted for what, where named.
    pub ballots: Vec<VotersView>,
}

/// How many made one choice.
#[derive(Debug, Clone, Serialize)]
pub struct VoteCount {
    /// `for`, `against`, `abstained` or `other`.
    pub choice: &'static str,
    /// How many.
    pub count: u32,
}

/// Those who made one choice.
#[derive(Debug, Clone, Serialize)]
pub struct VotersView {
    /// `for`, `against`, `abstained` or `other`.
    pub choice: &'static str,
    /// Who.
    pub voters: Vec<Link>,
}

/// A motion in which somebody took part.
#[derive(Debug, Clone, Serialize)]
pub struct PersonMotionRow {
    /// `moved`, `seconded`, or how they voted: `for`, `against`, `abstained`, `other`.
    pub part: &'static str,
    /// What was moved, else the title of the item, as plain text; or empty.
    pub text: String,
    /// The language of that where it is not the page's, else empty.
    pub lang: String,
    /// The paragraph.
    pub href: String,
    /// ISO 8601.
    pub date: String,
    /// The body, by its short name.
    pub body: Link,
    /// The end of the motion, as in [`MotionView::result`].
    pub result: &'static str,
}

impl LanguageSite<'_> {
    /// What is known of a motion.
    pub fn motion(&self, motion: &MotionPart) -> MotionView {
        let people = |all: &[_]| all.iter().map(|person| self.written_person(person)).collect();
        let mut view = MotionView {
            kind: motion.kind.key(),
            movers: people(&motion.movers),
            seconders: people(&motion.seconders),
            result: motion.result.map_or("", |result| result.key()),
            ..MotionView::default()
        };
        let Some(vote) = &motion.vote else { return view };
        view.manners.extend(vote.is_unanimous.then_some("unanimous"));
        view.manners.extend(vote.manner.map(|manner| manner.key()));
        view.manners.extend(vote.has_casting_vote.then_some("casting"));
        for choice in VoteChoice::ALL {
            view.counts.extend(vote.tally.of(choice).map(|count| VoteCount { choice: choice.key(), count }));
            let cast = vote.ballots.iter().filter(|ballot| ballot.choice == choice);
            let voters: Vec<Link> = cast.map(|ballot| self.written_person(&ballot.voter)).collect();
            view.ballots.extend((!voters.is_empty()).then_some(VotersView { choice: choice.key(), voters }));
        }
        view
    }

    /// The motions of a meeting, by the anchor of the passage that tells of each.
    pub fn motions_by_anchor(&self, meeting: &Meeting) -> HashMap<Box<str>, Vec<MotionView>> {
        let mut all: HashMap<Box<str>, Vec<MotionView>> = HashMap::new();
        for motion in &meeting.motions {
            all.entry(motion.anchor.clone()).or_default().push(self.motion(motion));
        }
        all
    }

    /// The newest motions in which somebody took part, and how many there are.
    pub fn motions_of_person(&self, person: PersonIx) -> (Vec<PersonMotionRow>, usize) {
        const SHOWN: usize = 30;
        let all = self.index.motions_of_person(person);
        (all.iter().rev().take(SHOWN).map(|(at, part)| self.person_motion(*at, *part)).collect(), all.len())
    }

    fn person_motion(&self, at: MotionIx, part: MotionPartPlayed) -> PersonMotionRow {
        let motion = &self.record.motions[at.ix()];
        let meeting = &self.record.meetings[motion.meeting.ix()];
        let told = self.record.moved(motion);
        let own = told.text.map(|text| plain(self.sources.slice(text)).trim().to_owned());
        let lang = own.as_ref().map_or("", |_| self.own_text_language(&meeting.document)).to_owned();
        PersonMotionRow {
            part: part.key(),
            text: own.unwrap_or_else(|| self.item_title(motion.meeting, &told.anchor)),
            lang,
            href: self.addresses.meeting_place(motion.meeting, &told.anchor),
            date: meeting.date.to_string(),
            body: self.body_short(meeting.body),
            result: told.result.map_or("", |result| result.key()),
        }
    }
}
