//! The classes of words that motions and votes are known by, found in one look-up a word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::minutes::lexicon::*;
use crate::record::{MotionResult, VoteChoice, VoteManner};

/// A class of words of motions and votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordClass {
    Noun,
    Mark,
    Amendment,
    By,
    MoverBefore { weak: bool },
    MoverAfter,
    SeconderBefore { weak: bool },
    SeconderAfter,
    Told,
    ToldCarried,
    Matter,
    MatterThat,
    Nothing,
    NeverAfterNoun,
    Result(MotionResult),
    BeforeResult,
    AfterResult,
    NeverAfterResult,
    Unanimous,
    AllInFavour,
    Manner(VoteManner),
    CastingVote,
    Choice(VoteChoice),
    VoteLead,
    CountNoun,
    Between,
    Number(u32),
    Roll,
    Resolved,
    ResolvingVerb,
    Earlier,
}

/// A phrase of a class: the words after its first, and the class.
type Phrase = (Vec<&'static str>, WordClass);

static PHRASES: LazyLock<FxHashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    use WordClass as C;
    let lists: [(&WordList, WordClass); 45] = [
        (&MOTION_NOUN, C::Noun),
        (&MOTION_MARK, C::Mark),
        (&MOTION_AMENDMENT, C::Amendment),
        (&MOTION_BY, C::By),
        (&MOTION_MOVER_BEFORE, C::MoverBefore { weak: false }),
        (&MOTION_MOVER_BEFORE_WEAK, C::MoverBefore { weak: true }),
        (&MOTION_MOVER_AFTER, C::MoverAfter),
        (&MOTION_SECONDER_BEFORE, C::SeconderBefore { weak: false }),
        (&MOTION_SECONDER_BEFORE_WEAK, C::SeconderBefore { weak: true }),
        (&MOTION_SECONDER_AFTER, C::SeconderAfter),
        (&MOTION_TOLD, C::Told),
        (&MOTION_TOLD_CARRIED, C::ToldCarried),
        (&MOTION_MATTER, C::Matter),
        (&MOTION_MATTER_THAT, C::MatterThat),
        (&MOTION_NOTHING, C::Nothing),
        (&MOTION_NEVER_AFTER, C::NeverAfterNoun),
        (&RESULT_CARRIED, C::Result(MotionResult::Carried)),
        (&RESULT_LOST, C::Result(MotionResult::Lost)),
        (&RESULT_WITHDRAWN, C::Result(MotionResult::Withdrawn)),
        (&RESULT_TABLED, C::Result(MotionResult::Tabled)),
        (&RESULT_REFERRED, C::Result(MotionResult::Referred)),
        (&RESULT_BEFORE, C::BeforeResult),
        (&RESULT_AFTER, C::AfterResult),
        (&RESULT_NEVER_AFTER, C::NeverAfterResult),
        (&MANNER_UNANIMOUS, C::Unanimous),
        (&MANNER_IN_FAVOUR, C::AllInFavour),
        (&MANNER_VOICE, C::Manner(VoteManner::Voice)),
        (&MANNER_HANDS, C::Manner(VoteManner::Hands)),
        (&MANNER_RECORDED, C::Manner(VoteManner::Recorded)),
        (&MANNER_BALLOT, C::Manner(VoteManner::Ballot)),
        (&MANNER_CONSENSUS, C::Manner(VoteManner::Consensus)),
        (&MANNER_MAJORITY, C::Manner(VoteManner::Majority)),
        (&MANNER_CASTING, C::CastingVote),
        (&VOTE_FOR, C::Choice(VoteChoice::For)),
        (&VOTE_AGAINST, C::Choice(VoteChoice::Against)),
        (&VOTE_ABSTAINED, C::Choice(VoteChoice::Abstained)),
        (&VOTE_OTHER, C::Choice(VoteChoice::Other)),
        (&VOTE_LEAD, C::VoteLead),
        (&VOTE_COUNT_NOUN, C::CountNoun),
        (&VOTE_BETWEEN, C::Between),
        (&VOTE_NUMBER, C::Number(0)),
        (&VOTE_ROLL, C::Roll),
        (&RESOLUTION_TOLD, C::Resolved),
        (&RESOLUTION_VERB, C::ResolvingVerb),
        (&RESOLUTION_EARLIER, C::Earlier),
    ];
    let mut table: FxHashMap<&'static str, Vec<Phrase>> = FxHashMap::default();
    for (list, class) in lists {
        for phrase in list.iter() {
            // A number is written `5 five`.
            let numbered = phrase.split_once(' ').and_then(|(digits, word)| Some((digits.parse::<u32>().ok()?, word)));
            let (class, words) = match (class, numbered) {
                (C::Number(_), Some((value, word))) => (C::Number(value), word),
                _ => (class, *phrase),
            };
            let mut words = words.split(' ');
            let Some(first) = words.next() else { continue };
            table.entry(first).or_default().push((words.collect(), class));
        }
    }
    table
});

/// Returns the phrases that may begin with a folded word.
pub(super) fn phrases_of(word: &str) -> &'static [Phrase] {
    PHRASES.get(word).map_or(&[], Vec::as_slice)
}

/// Returns false if a text holds no word without which no motion, vote or told decision is read.
pub(super) fn may_tell_of_motion(text: &[u8]) -> bool {
    static WORDS: LazyLock<WordFilter> = LazyLock::new(|| {
        WordFilter::of(&[
            &MOTION_MARK,
            &MOTION_AMENDMENT,
            &MOTION_MOVER_BEFORE,
            &MOTION_SECONDER_BEFORE,
            &MOTION_SECONDER_AFTER,
            &MOTION_TOLD,
            &MANNER_UNANIMOUS,
            &MANNER_IN_FAVOUR,
            &VOTES,
            &RESOLUTION_TOLD,
            &RESOLUTION_VERB,
            &VOTE_ROLL,
            &VOTE_LEAD,
            &RESULT_CARRIED,
            &RESULT_LOST,
        ])
    });
    WORDS.may_match(text)
}
