//! Motions and votes by name as tables.

use schemars::JsonSchema;
use serde::Serialize;

use super::file::Export;
use super::tables::{csv, json, or_empty, truth};
use crate::record::{MotionIx, PersonIx, Record, Target, VoteChoice, Written};
use crate::site::LanguageSite;
use crate::text::plain;

/// Somebody whom a motion names.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct MoverRow {
    /// The name as the minutes have it.
    pub name: String,
    /// The id of the person, where the record knows who is meant.
    pub person: Option<String>,
}

/// A motion, or an amendment to one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct MotionRow {
    /// The id of the motion, which joins the tables.
    pub id: String,
    /// The id of the body.
    pub body: String,
    /// The id of the meeting at which it was made.
    pub meeting: String,
    /// The day of that meeting.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// Whether it amends another.
    #[schemars(extend("enum" = ["motion", "amendment"]))]
    pub kind: &'static str,
    /// What was moved, where the minutes say it in words of its own.
    pub text: Option<String>,
    /// Who moved it.
    pub movers: Vec<MoverRow>,
    /// Who seconded it.
    pub seconders: Vec<MoverRow>,
    /// The end of it, where the minutes state one: numbers alone are none.
    #[schemars(extend("enum" = ["carried", "lost", "withdrawn", "tabled", "referred", null]))]
    pub result: Option<&'static str>,
    /// How the vote was taken, where the minutes say so.
    #[schemars(extend("enum" = ["voice", "hands", "recorded", "ballot", "consensus", "majority", null]))]
    pub manner: Option<&'static str>,
    /// The minutes call the vote unanimous.
    pub unanimous: bool,
    /// The chair had a casting vote.
    pub casting_vote: bool,
    /// How many voted for it, where counted.
    #[serde(rename = "for")]
    pub for_it: Option<u32>,
    /// How many voted against it, where counted.
    pub against: Option<u32>,
    /// How many abstained, where counted.
    pub abstained: Option<u32>,
    /// How many are counted besides: absent, not voting.
    pub other: Option<u32>,
    /// Votes by name, where the minutes record them.
    pub votes: Vec<VoteOfMotionRow>,
    /// The id of the decision that it made.
    pub decision: Option<String>,
    /// The address of the paragraph that tells of it.
    pub address: String,
    /// It was invented for show.
    pub illustrative: bool,
}

/// One vote by name, within its motion.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct VoteOfMotionRow {
    /// The name as the minutes have it.
    pub name: String,
    /// The id of the person, where the record knows who is meant.
    pub person: Option<String>,
    /// The choice; `other` is no vote: absent, recused.
    #[schemars(extend("enum" = ["for", "against", "abstained", "other"]))]
    pub choice: &'static str,
}

/// One vote by name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct VoteRow {
    /// The id of the motion.
    pub motion: String,
    /// The id of the body.
    pub body: String,
    /// The id of the meeting.
    pub meeting: String,
    /// The day of the meeting.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The name as the minutes have it.
    pub name: String,
    /// The id of the person, where the record knows who is meant.
    pub person: Option<String>,
    /// The choice; `other` is no vote: absent, recused.
    #[schemars(extend("enum" = ["for", "against", "abstained", "other"]))]
    pub choice: &'static str,
    /// It was invented for show.
    pub illustrative: bool,
}

/// The columns of `motions.csv`.
pub(super) const MOTION_COLUMNS: [&str; 21] = [
    "id",
    "body",
    "meeting",
    "date",
    "kind",
    "text",
    "movers",
    "mover_ids",
    "seconders",
    "seconder_ids",
    "result",
    "manner",
    "unanimous",
    "casting_vote",
    "for",
    "against",
    "abstained",
    "other",
    "decision",
    "address",
    "illustrative",
];

/// The columns of `votes.csv`.
pub(super) const VOTE_COLUMNS: [&str; 8] = ["motion", "body", "meeting", "date", "name", "person", "choice", "illustrative"];

/// `motions.json`, `motions.csv` and `votes.csv`.
pub(super) fn motions(site: &LanguageSite<'_>, folder: &str, all: &[MotionIx]) -> Vec<Export> {
    let rows: Vec<MotionRow> = all.iter().map(|ix| motion(site, *ix)).collect();
    let names = |people: &[MoverRow]| people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ");
    let ids = |people: &[MoverRow]| people.iter().filter_map(|p| p.person.as_deref()).collect::<Vec<_>>().join("; ");
    let number = |count: Option<u32>| count.map(|n| n.to_string()).unwrap_or_default();
    let flat = rows.iter().map(|r| {
        [
            r.id.as_str().into(),
            r.body.as_str().into(),
            r.meeting.as_str().into(),
            r.date.as_str().into(),
            r.kind.into(),
            or_empty(&r.text),
            names(&r.movers).into(),
            ids(&r.movers).into(),
            names(&r.seconders).into(),
            ids(&r.seconders).into(),
            r.result.unwrap_or("").into(),
            r.manner.unwrap_or("").into(),
            truth(r.unanimous).into(),
            truth(r.casting_vote).into(),
            number(r.for_it).into(),
            number(r.against).into(),
            number(r.abstained).into(),
            number(r.other).into(),
            or_empty(&r.decision),
            r.address.as_str().into(),
            truth(r.illustrative).into(),
        ]
    });
    let motions = csv(&MOTION_COLUMNS, flat);
    let votes: Vec<VoteRow> = rows.iter().flat_map(votes).collect();
    let flat = votes.iter().map(|v| {
        [
            v.motion.as_str().into(),
            v.body.as_str().into(),
            v.meeting.as_str().into(),
            v.date.as_str().into(),
            v.name.as_str().into(),
            or_empty(&v.person),
            v.choice.into(),
            truth(v.illustrative).into(),
        ]
    });
    let votes = csv(&VOTE_COLUMNS, flat);
    vec![
        Export::new(format!("{folder}motions.json"), json(site, "motions", &rows)),
        Export::csv(format!("{folder}motions.csv"), &motions),
        Export::csv(format!("{folder}votes.csv"), &votes),
    ]
}

/// The votes by name on a motion.
fn votes(motion: &MotionRow) -> impl Iterator<Item = VoteRow> {
    motion.votes.iter().map(|vote| VoteRow {
        motion: motion.id.clone(),
        body: motion.body.clone(),
        meeting: motion.meeting.clone(),
        date: motion.date.clone(),
        name: vote.name.clone(),
        person: vote.person.clone(),
        choice: vote.choice,
        illustrative: motion.illustrative,
    })
}

fn motion(site: &LanguageSite<'_>, ix: MotionIx) -> MotionRow {
    let record = site.record;
    let motion = &record.motions[ix.ix()];
    let meeting = &record.meetings[motion.meeting.ix()];
    let part = record.moved(motion);
    let vote = part.vote.as_ref();
    let count = |choice| vote.and_then(|vote| vote.tally.of(choice));
    let decision = part.decision.and_then(|n| record.decision_at(motion.meeting, n));
    MotionRow {
        id: motion.id.to_string(),
        body: record.bodies[meeting.body.ix()].id.to_string(),
        meeting: record.meeting_id(meeting),
        date: meeting.date.to_string(),
        kind: part.kind.key(),
        text: part.text.map(|text| plain(site.sources.slice(text)).trim().to_owned()),
        movers: part.movers.iter().map(|person| mover(record, person)).collect(),
        seconders: part.seconders.iter().map(|person| mover(record, person)).collect(),
        result: part.result.map(|result| result.key()),
        manner: vote.and_then(|vote| vote.manner).map(|manner| manner.key()),
        unanimous: vote.is_some_and(|vote| vote.is_unanimous),
        casting_vote: vote.is_some_and(|vote| vote.has_casting_vote),
        for_it: count(VoteChoice::For),
        against: count(VoteChoice::Against),
        abstained: count(VoteChoice::Abstained),
        other: count(VoteChoice::Other),
        votes: vote.iter().flat_map(|vote| &vote.ballots).map(|ballot| vote_of(record, ballot)).collect(),
        decision: decision.map(|decision| decision.id.to_string()),
        address: super::file::absolute(record, &site.addresses.meeting_place(motion.meeting, &part.anchor)),
        illustrative: record.is_illustrative(&Target::Meeting(motion.meeting)),
    }
}

fn vote_of(record: &Record, ballot: &crate::record::Ballot) -> VoteOfMotionRow {
    let MoverRow { name, person } = mover(record, &ballot.voter);
    VoteOfMotionRow { name, person, choice: ballot.choice.key() }
}

fn mover(record: &Record, written: &Written<PersonIx>) -> MoverRow {
    MoverRow { name: written.text.to_string(), person: written.target.map(|ix| record.people[ix.ix()].id.to_string()) }
}
