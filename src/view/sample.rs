//! A record made by hand, for the tests of the views: one invented body with three meetings.

use std::sync::Arc;

use crate::record::*;
use crate::source::{Content, SourceFile, Sources};

const FIRST: &str = "## Attendees
- Home Office: Ada Rowe MP (chair)
- Home Office: Official
- DH: Official (for Ben Iqbal MP - via videolink)
- Quay Trust: Cerys Ŵyn & Co <b>

## Apologies
- DH: Ben Iqbal MP

## 2. Lamps & buoys

Officials gave an update.

2.1 The lamps on the *north* pier are out.

2.2 The Board asked for figures. (Action: Quay Trust)

**ACTION:** Quay Trust to count the lamps by 31 August 2023.

**AGREED:** that counting is yearly.

2.3 The next meeting will be held on 13 September 2023.
";

const SECOND: &str = "Present:
Ada Rowe MP, Home Office
Ben Iqbal MP, DH (from item 2)

## 1. Matters arising

**ACTION board/2023-04-17/2.2b:** done. The Quay Trust counted.

1.1 Nothing else.
";

struct Maker {
    text: &'static str,
    file: FileId,
}

impl Maker {
    /// The place of some words; the first after `after`.
    fn at(&self, words: &str, after: &str) -> Span {
        let from = self.text.find(after).expect("there");
        let start = from + self.text[from..].find(words).expect("there");
        Span::new(self.file, start, start + words.len())
    }

    fn written<T>(&self, words: &str, after: &str, target: Option<T>) -> Written<T> {
        Written { text: words.into(), span: self.at(words, after), target }
    }

    fn nothing(&self) -> Span {
        Span::new(self.file, 0, 0)
    }

    fn passage(&self, kind: PassageKind, anchor: &str, text: &str) -> Passage {
        let span = if text.is_empty() { self.nothing() } else { self.at(text, text) };
        Passage {
            kind,
            anchor: anchor.into(),
            whole: span,
            text: span,
            audience: Audience::Public,
            rule: RuleId("prose"),
            raises: Vec::new(),
        }
    }

    fn row(&self, standing: Standing, name: Written<PersonIx>, order: RowOrder, rest: &str, line: &str) -> Attendee {
        let rest = if rest.is_empty() { self.nothing() } else { self.at(rest, line) };
        Attendee {
            standing,
            unnamed: &*name.text == "Official",
            name,
            organisation: None,
            role: None,
            chair: false,
            deputy_for: Vec::new(),
            mode: Mode::Unstated,
            part: None,
            initials: None,
            handle: None,
            order,
            line: self.at(line, line),
            rest,
        }
    }

    fn document(&self) -> Document {
        Document {
            note: Some("A note.".into()),
            source: Some(Citation { title: "The minutes".into(), url: Some("https://example.org/".into()) }),
            ..Document::bare("", Span::new(self.file, 0, self.text.len()))
        }
    }

    fn meeting(&self, key: &str, date: Day) -> Meeting {
        Meeting {
            key_origin: crate::record::KeyOrigin::Day,
            document: self.document(),
            body: BodyIx(0),
            key: key.into(),
            date,
            hours: Some(Hours { from: Time::constant(10, 30, 0, 0), to: Some(Time::constant(12, 0, 0, 0)) }),
            venue: Some("The Old Lighthouse".into()),
            cancelled: false,
            attendance: None,
            sections: Vec::new(),
            actions: Vec::new(),
            updates: Vec::new(),
            decisions: Vec::new(),
            motions: Vec::new(),
            no_actions: false,
            apologies_recorded: true,
            next: None,
            papers: Vec::new(),
            former_actions: Vec::new(),
            is_to_come: false,
            versions: Vec::new(),
            provenance: crate::record::Provenance::default(),
            previous: None,
            following: None,
        }
    }
}

fn section(number: &str, title: &str, heading: Option<Span>, passages: Vec<Passage>) -> Section {
    Section {
        number: Number::parse(number),
        title: title.into(),
        heading,
        anchor: if number.is_empty() { slug(title).into() } else { number.into() },
        level: 1,
        audience: Audience::Public,
        passages,
    }
}

fn first(m: &Maker) -> Meeting {
    let mut meeting = m.meeting("2023-04-17", Day::constant(2023, 4, 17));
    let org = |words, line, ix| Some(m.written(words, line, Some(OrganisationIx(ix))));
    let mut rows = vec![
        m.row(
            Standing::Present,
            m.written("Ada Rowe MP", "Ada", Some(PersonIx(0))),
            RowOrder::OrganisationFirst,
            "(chair)",
            "Home Office: Ada Rowe MP (chair)",
        ),
        m.row(
            Standing::Present,
            m.written("Official", "Home Office: Official", None),
            RowOrder::OrganisationFirst,
            "",
            "Home Office: Official",
        ),
        m.row(
            Standing::Present,
            m.written("Official", "DH: Official", None),
            RowOrder::OrganisationFirst,
            "(for Ben Iqbal MP - via videolink)",
            "DH: Official (for Ben Iqbal MP - via videolink)",
        ),
        m.row(
            Standing::Present,
            m.written("Cerys Ŵyn & Co <b>", "Cerys", Some(PersonIx(2))),
            RowOrder::OrganisationFirst,
            "",
            "Quay Trust: Cerys",
        ),
        m.row(
            Standing::Apologies,
            m.written("Ben Iqbal MP", "## Apologies", Some(PersonIx(1))),
            RowOrder::OrganisationFirst,
            "",
            "- DH: Ben Iqbal MP",
        ),
    ];
    let lines = ["Home Office: Ada", "Home Office: Official", "DH: Official", "Quay Trust: Cerys", "DH: Ben"];
    for ((row, line), (name, ix)) in
        rows.iter_mut().zip(lines).zip([("Home Office", 1), ("Home Office", 1), ("DH", 0), ("Quay Trust", 2), ("DH", 0)])
    {
        row.organisation = org(name, line, ix);
    }
    rows[0].chair = true;
    rows[2].deputy_for = vec![m.written("Ben Iqbal MP", "(for Ben", Some(PersonIx(1)))];
    rows[2].mode = Mode::Videolink;
    meeting.attendance = Some(rows);
    let action = |local: &str, anchor: &str, text: &str, due| ActionPart {
        local: local.into(),
        number: None,
        anchor: anchor.into(),
        from: "2.2".into(),
        owners: vec![m.written("Quay Trust", "(Action: ", Some(Party::Organisation(OrganisationIx(2))))],
        due,
        text: m.at(text, text),
        status: Status::Open,
        audience: Audience::Public,
        rule: RuleId("action-mark"),
    };
    let due = Due {
        date: Some(Date::Day(Day::constant(2023, 8, 31))),
        is_next_meeting: false,
        text: "31 August 2023".into(),
        span: m.at("31 August 2023", "by 31"),
    };
    meeting.actions = vec![
        action("2.2", "2.2", "The Board asked for figures.", None),
        action("2.2b", "2.2-a2", "Quay Trust to count the lamps by 31 August 2023.", Some(due)),
    ];
    meeting.decisions = vec![DecisionPart {
        anchor: "2.2-d1".into(),
        number: None,
        local: "2.2".into(),
        text: m.at("that counting is yearly.", "AGREED"),
        motion: None,
        rule: DecisionPart::MARKED,
        audience: Audience::Public,
    }];
    let mut asked = m.passage(
        PassageKind::Paragraph(Number::parse("2.2").expect("a number")),
        "2.2",
        "The Board asked for figures. (Action: Quay Trust)",
    );
    asked.raises = vec![0];
    meeting.sections = vec![
        section(
            "",
            "Attendees",
            Some(m.at("## Attendees", "")),
            vec![m.passage(PassageKind::Attendance { from: 0, to: 4, label: None }, "attendees-p1", "")],
        ),
        section(
            "",
            "Apologies",
            Some(m.at("## Apologies", "")),
            vec![m.passage(PassageKind::Attendance { from: 4, to: 5, label: None }, "apologies-p1", "")],
        ),
        section(
            "2",
            "Lamps & buoys",
            Some(m.at("## 2.", "")),
            vec![
                m.passage(PassageKind::Prose, "2-p1", "Officials gave an update."),
                m.passage(
                    PassageKind::Paragraph(Number::parse("2.1").expect("a number")),
                    "2.1",
                    "The lamps on the *north* pier are out.",
                ),
                asked,
                m.passage(
                    PassageKind::Action(1, m.at("**ACTION:**", "")),
                    "2.2-a2",
                    "Quay Trust to count the lamps by 31 August 2023.",
                ),
                m.passage(PassageKind::Decision(0, m.at("**AGREED:**", "")), "2.2-d1", "that counting is yearly."),
                m.passage(
                    PassageKind::Paragraph(Number::parse("2.3").expect("a number")),
                    "2.3",
                    "The next meeting will be held on 13 September 2023.",
                ),
            ],
        ),
    ];
    meeting.next = Some(NextMeeting {
        date: Some(Date::Day(Day::constant(2023, 9, 13))),
        hours: None,
        venue: None,
        anchor: "2.3".into(),
        span: m.at("13 September 2023", ""),
    });
    meeting.following = Some(MeetingIx(1));
    meeting
}

fn second(m: &Maker) -> Meeting {
    let mut meeting = m.meeting("2023-09-13", Day::constant(2023, 9, 13));
    let mut rows = vec![
        m.row(
            Standing::Present,
            m.written("Ada Rowe MP", "", Some(PersonIx(0))),
            RowOrder::NameFirst,
            ", Home Office",
            "Ada Rowe MP, Home Office",
        ),
        m.row(
            Standing::Present,
            m.written("Ben Iqbal MP", "", Some(PersonIx(1))),
            RowOrder::NameFirst,
            ", DH (from item 2)",
            "Ben Iqbal MP, DH",
        ),
    ];
    rows[0].organisation = Some(m.written("Home Office", ", Home", Some(OrganisationIx(1))));
    rows[1].organisation = Some(m.written("DH", ", DH", Some(OrganisationIx(0))));
    meeting.attendance = Some(rows);
    meeting.updates = vec![UpdatePart {
        action: m.written("board/2023-04-17/2.2b", "", Some(ActionIx(1))),
        date: Date::Day(meeting.date),
        changes: vec![Turn::Status(Status::Done)],
        text: m.at("done. The Quay Trust counted.", ""),
        anchor: "1-u1".into(),
        source: None,
        audience: Audience::Public,
    }];
    meeting.sections = vec![
        section(
            "",
            "",
            None,
            vec![m.passage(PassageKind::Attendance { from: 0, to: 2, label: Some(m.at("Present:", "")) }, "p1", "")],
        ),
        section(
            "1",
            "Matters arising",
            Some(m.at("## 1.", "")),
            vec![
                m.passage(
                    PassageKind::Update(0, m.at("**ACTION board/2023-04-17/2.2b:**", "")),
                    "1-u1",
                    "done. The Quay Trust counted.",
                ),
                m.passage(PassageKind::Paragraph(Number::parse("1.1").expect("a number")), "1.1", "Nothing else."),
            ],
        ),
    ];
    meeting.previous = Some(MeetingIx(0));
    meeting
}

fn actions() -> Vec<Action> {
    let quay = || Written {
        text: "Quay Trust".into(),
        span: Span::new(FileId(0), 0, 0),
        target: Some(Party::Organisation(OrganisationIx(2))),
    };
    let raised = |id: &str, part| Action {
        id: id.into(),
        body: BodyIx(0),
        meeting: MeetingIx(0),
        part,
        owners: vec![quay()],
        due: None,
        status: Status::Open,
        closed: None,
        superseded_by: Vec::new(),
        supersedes: Vec::new(),
        history: Vec::new(),
    };
    let mut done = raised("board/2023-04-17/2.2b", 1);
    done.status = Status::Done;
    done.closed = Some(Date::Day(Day::constant(2023, 9, 13)));
    done.history = vec![Event { date: Date::Day(Day::constant(2023, 9, 13)), place: EventPlace::Meeting(MeetingIx(1), 0) }];
    let mut open = raised("board/2023-04-17/2.2", 0);
    open.due = Some(Due {
        date: Some(Date::Month(2023, 10)),
        is_next_meeting: false,
        text: "October 2023".into(),
        span: Span::new(FileId(0), 0, 0),
    });
    vec![open, done]
}

/// The record and its texts.
pub(super) fn sample() -> (Record, Sources) {
    let maker = |n, text| Maker { text, file: FileId(n) };
    let (a, b) = (maker(0, FIRST), maker(1, SECOND));
    let organisation = |id: &str, name: &str, abbreviation: Option<&str>| Organisation {
        id: id.into(),
        name: name.into(),
        abbreviation: abbreviation.map(Into::into),
        names: vec![NameByDate { name: "An old name".into(), from: None, to: Some(Date::Year(2001)) }],
        translated: Vec::new(),
        succeeded_by: None,
        part_of: None,
        url: None,
        note: None,
        listed: None,
        illustrative: true,
    };
    let person = |id: &str, name: &str, letters: Option<&str>| Person {
        id: id.into(),
        name: name.into(),
        post_nominals: letters.map(Into::into),
        public_name: None,
        names: Vec::new(),
        translated: Vec::new(),
        roles: vec![Role { title: "Minister for Lamps".into(), organisation: None, from: Some(Date::Month(2022, 9)), to: None }],
        note: None,
        listed: None,
        illustrative: true,
    };
    let member = |ix, words: &str| Member {
        who: Written { text: words.into(), span: Span::new(FileId(0), 0, 0), target: Some(Party::Person(PersonIx(ix))) },
        organisation: None,
        role: Some("member".into()),
        from: Some(Date::Year(2022)),
        to: None,
    };
    let body = Body {
        id: "board".into(),
        document: None,
        name: "Harbour Lighting Board".into(),
        abbreviation: Some("HLB".into()),
        parent: None,
        parent_written: None,
        chair: None,
        secretariat: None,
        meets: Some("twice a year".into()),
        established: Some(Date::Year(2022)),
        ended: None,
        members: vec![member(0, "Ada Rowe MP"), member(1, "Ben Iqbal MP")],
        names: Vec::new(),
        updates: Vec::new(),
        illustrative: true,
    };
    let record = Record {
        site: Site { title: "Minutes of the Harbour".into(), ..Site::default() },
        bodies: vec![body],
        meetings: vec![first(&a).into(), second(&b).into()],
        actions: actions(),
        decisions: vec![Decision { id: "board/2023-04-17/2.2".into(), meeting: MeetingIx(0), part: 0 }],
        organisations: vec![
            organisation("dh", "Department of Harbours", Some("DH")),
            organisation("home-office", "Home Office", None),
            organisation("quay-trust", "Quay Trust", None),
        ],
        people: vec![
            person("ada-rowe", "Ada Rowe", Some("MP")),
            person("ben-iqbal", "Ben Iqbal", Some("MP")),
            person("cerys-wyn-co-b", "Cerys Ŵyn & Co <b>", None),
        ],
        mentions: [(
            Target::Place(MeetingIx(0), "2.1".into()),
            vec![Mention { from: Target::Place(MeetingIx(1), "1.1".into()), span: Span::new(FileId(1), 0, 0) }],
        )]
        .into(),
        ..Record::default()
    };
    let file = |path: &str, text: &str| SourceFile { path: path.into(), content: Content::Text(Arc::from(text)), hash: [0; 32] };
    let sources = Sources {
        files: vec![file("content/board/meetings/2023-04-17.md", FIRST), file("content/board/meetings/2023-09-13.md", SECOND)],
        ..Sources::default()
    };
    (record, sources)
}
