//! The traps that real minutes set, one test each, by name.

use super::support::{read, read_with};
use crate::diag::Code;
use crate::minutes::Front;
use crate::record::{Date, DateOrder, FileId, Meeting, PassageKind, Site, Span, Standing, Status};

const PATH: &str = "b/meetings/2021-03-04.md";

fn one(text: &str) -> Meeting {
    read(PATH, text).0.remove(0)
}

fn owners(meeting: &Meeting) -> Vec<String> {
    meeting.actions.iter().map(|a| a.owners.iter().map(|o| o.text.to_string()).collect::<Vec<_>>().join(" & ")).collect()
}

#[test]
fn the_initials_of_speakers_are_no_actions() {
    let text = "# T\n\nPresent: Ann Ives (AI), Bob Cole (BC)\n\n## X\n\nAI: We didn't get an email this time around.\n\nBC: I see.\n\nAI: Yes.\n\nBC: Others: I support.\n\nAI: So be it.\n\nAP: Go on.\n\nAI: I agree.\n\nAI: fine, ok?\n";
    assert!(one(text).actions.is_empty());
    let meeting = one("# T\n\n* AI: Josh to reach out to Amanieu\n* AI: Ann to write\n");
    assert_eq!(owners(&meeting), ["Josh", "Ann"]);
}

#[test]
fn tick_boxes_of_an_agenda_are_neither_people_nor_actions() {
    let meeting = one("# T\n\n## Agenda\n\n* [ ] \"Naive\" pass for migrations\n* [x] Goals\n");
    assert!(meeting.actions.is_empty() && meeting.attendance.is_none());
    let meeting = one("## Attendance\n\n* [x] Ann Lee - Chairperson, Lantern Ltd\n* [ ] Bob Ray, Brick\n");
    let people = meeting.attendance.unwrap();
    assert_eq!(people.iter().map(|p| p.standing).collect::<Vec<_>>(), [Standing::Present, Standing::Absent]);
    assert!(people[0].chair && people[0].organisation.as_ref().unwrap().text.as_ref() == "Lantern Ltd");
}

#[test]
fn action_as_another_word() {
    for line in [
        "* Action item scribe: simulacrum",
        "* [Action items list](https://a.b)",
        "Action: Closed as out of scope",
        "**Action Plan:** The current site",
        "- Follow-up comment: no",
        "2. Action Log - Doc 1",
        "- AI Working Group",
        "\\[Action Requested\\] Nominations Sought",
    ] {
        assert!(one(&format!("# T\n\n{line}\n")).actions.is_empty(), "{line}");
    }
    let meeting = one("# T\n\nActions: None\n");
    assert!(meeting.actions.is_empty() && meeting.no_actions);
}

#[test]
fn reports_on_old_actions_are_updates() {
    for line in [
        "Action 98.1: Tom Griffin has now been removed from the action",
        "Action 82.0: Steve is planning to proceed",
        "**ACTION idmg/2012-04-17/4.2:** done. It was sent.",
    ] {
        let meeting = one(&format!("# T\n\n{line}\n"));
        assert_eq!((meeting.actions.len(), meeting.updates.len()), (0, 1), "{line}");
    }
    let meeting = one("# T\n\n***ACTION Complete*** Dave volunteered\n");
    assert!(meeting.actions.is_empty());
}

#[test]
fn numbers_that_are_no_paragraph_numbers() {
    let text = "## 1. One\n\n0.12.0 is not yet released\n\n1.1 and the second not is a key bit.\n\n3.10 and 3.11.\n\n1.0 (mutable globals)\n\n301/302 need to just be get.\n\n8/12 : Date limite\n\nfrom\n10.30 am\n";
    assert!(one(text).sections.iter().flat_map(|s| &s.passages).all(|b| b.kind == PassageKind::Prose));
}

#[test]
fn numbers_in_headings_that_are_no_items() {
    let text = "## 7 \\- 9am PDT\n\n### 304 Cache Updates\n\n#### 7 schema changes\n\n#3 and then to ohh.\n\n### 6.x Steering Council elections\n";
    let meeting = one(text);
    assert!(meeting.sections.iter().all(|s| s.number.is_none()));
    assert_eq!(meeting.sections.len(), 4);
}

#[test]
fn present_and_others_in_prose_or_speech() {
    let text = "# T\n\nAttendees: Ann Lee\n\n## One\n\n*   Present: system spec and image validation\n\nOthers: But what about pushes.\n\nChairs: Are we aware of it?\n\n- Members: all of them\n";
    let meeting = one(text);
    assert_eq!(meeting.attendance.unwrap().len(), 1);
}

#[test]
fn lists_that_are_not_people() {
    let text = "# T\n\n## Attendees\n\n- Ann Lee\n- Bob Ray\n\nNone required if you've attended before.\n\nhttps://example.org/recording\n";
    let names: Vec<String> = one(text).attendance.unwrap().iter().map(|p| p.name.text.to_string()).collect();
    assert_eq!(names, ["Ann Lee", "Bob Ray"]);
}

#[test]
fn decisions_that_are_none() {
    let text = "# T\n\nProposed resolution: close it\n\nAgree: 0\n\nDecision: Is this a valid MVP?\n\nDidn't have RESOLUTION\n\nPOLL: 3 for, 2 against\n";
    let meeting = one(text);
    assert!(meeting.decisions.is_empty());
    let kinds: Vec<bool> = meeting
        .sections
        .iter()
        .flat_map(|s| &s.passages)
        .map(|b| matches!(b.kind, PassageKind::Proposal(_) | PassageKind::Vote(_)))
        .collect();
    assert_eq!(kinds, [true, false, false, false, true]);
    let meeting = one("# T\n\nRESOLUTION 12: publish\n\nAGREED - the plan\n\n**Decision:** yes\n\nMotion carried: 5-0\n");
    assert_eq!(meeting.decisions.len(), 4);
    assert_eq!(meeting.decisions[0].number.as_deref(), Some("12"));
}

#[test]
fn templates_left_in() {
    let text = "# T\n\n**Chair**: {{CHAIR}}\n\n## Attendees\n\n* \n\n## Action items\n\n- {NAME(s)}: {ITEM}\n\n## News\n\n_Submit a PR to add your announcement here_\n";
    let meeting = one(text);
    assert!(meeting.actions.is_empty());
    assert_eq!(meeting.attendance.map(|a| a.len()), Some(0));
}

#[test]
fn apologies_as_an_item_of_the_agenda() {
    let text = "Present: Cllr Lee\n\n1\\. PUBLIC FORUM\n\nNone spoke.\n\n2\\. Apologies for absence: Cllr Ray\n\n3\\. Highways\n\nDone.\n";
    let meeting = one(text);
    let numbers: Vec<String> = meeting.sections.iter().filter_map(|s| s.number.as_ref()).map(ToString::to_string).collect();
    assert_eq!(numbers, ["1", "2", "3"]);
    assert_eq!(meeting.attendance.unwrap()[1].standing, Standing::Apologies);
}

#[test]
fn owners_in_every_form() {
    let text = "# T\n\nPresent: Steve Fisher (SF), Josh Stone, Çağıl Sönmez\n\nACTION: Steve to write\n\nAction Mark: Will have it\n\n- Action on Steve – move all projects\n\n- TODO Chris :: Solicit Dave\n\n**ACTION 5.1:** Produce contrib rules (SP)\n\n**Action 2:** Will Perrin to highlight it\n\n* AI: Josh to reach out to Amanieu\n\n***ACTION*** KT to have LFCS proceed\n\nACTION: EV and AF to check\n\nAction: All TAC members to vote\n\nAction: [Jim] Quarterly dates\n\nAction: @rvagg to rebase\n\nAction: TE/LG to meet\n\nAction: Çağıl Sönmez: review it\n\nAction: PAC merge and clarify\n\nAction: Write to the board\n";
    assert_eq!(
        owners(&one(text)),
        [
            "Steve",
            "Mark",
            "Steve",
            "Chris",
            "SP",
            "Will Perrin",
            "Josh",
            "KT",
            "EV & AF",
            "All TAC members",
            "Jim",
            "rvagg",
            "TE & LG",
            "Çağıl Sönmez",
            "PAC",
            ""
        ]
    );
}

#[test]
fn status_in_the_words() {
    let meeting = one("## Action items\n\n- [x] Ann to write\n- Bob to call (Done)\n- Cy to ask - in progress\n- Dee to go\n");
    let all: Vec<Status> = meeting.actions.iter().map(|a| a.status).collect();
    assert_eq!(all, [Status::Done, Status::Done, Status::InProgress, Status::Open]);
}

#[test]
fn ids_count_on_and_override() {
    let text = "## 4. Item\n\n4.1 One.\n\n4.2 Two.\n\n**ACTION:** Ann to write.\n\n**ACTION:** Bob to call. {#call}\n\n**ACTION:** Cy to ask.\n\n**AGREED:** yes.\n";
    let meeting = one(text);
    assert_eq!(meeting.actions.iter().map(|a| a.local.as_ref()).collect::<Vec<_>>(), ["4.2", "call", "4.2b"]);
    assert_eq!(meeting.actions.iter().map(|a| a.from.as_ref()).collect::<Vec<_>>(), ["4.2"; 3]);
    assert_eq!(meeting.decisions[0].local.as_ref(), "4.2");
}

#[test]
fn two_dates_that_disagree_are_both_named() {
    let text = "date = 2018-07-12\n# Meeting of 11 July 2018\n";
    let front =
        Front { date: Some((Date::Day(jiff::civil::date(2018, 7, 12)), Span::new(FileId(0), 0, 17))), ..Front::default() };
    let (meetings, found) = read_with("b/meetings/notes.md", text, &Site::default(), front);
    assert_eq!(meetings[0].date.to_string(), "2018-07-12");
    assert_eq!(found[0].code, Code::DatesDisagree);
    assert_eq!(found[0].related.len(), 1);
    assert!(found[0].message.contains("11 July 2018") && found[0].message.contains("12 July 2018"), "{}", found[0].message);
}

#[test]
fn an_ambiguous_date_is_refused_unless_configured() {
    let text = "# Minutes 02/09/2015\n";
    let (meetings, found) = read("b/meetings/notes.md", text);
    assert!(meetings.is_empty() && found[0].code == Code::AmbiguousDate);
    for (order, want) in [(DateOrder::DayFirst, "2015-09-02"), (DateOrder::MonthFirst, "2015-02-09")] {
        let site = Site { date_order: Some(order), ..Site::default() };
        assert_eq!(read_with("b/meetings/notes.md", text, &site, Front::default()).0[0].date.to_string(), want);
    }
}

#[test]
fn no_date_names_the_file_and_the_three_places() {
    let (meetings, found) = read("b/meetings/notes.md", "# Notes\n");
    assert!(meetings.is_empty());
    assert_eq!(found[0].code, Code::NoDate);
    assert!(found[0].message.contains("b/meetings/notes.md"));
    assert!(
        ["2012-04-17.md", "front matter", "first heading"].iter().all(|w| found[0].remedy.contains(w)),
        "{}",
        found[0].remedy
    );
}

#[test]
fn a_house_style_needs_configuration_only() {
    let mut site = Site::default();
    site.vocabulary.present = vec!["In the chamber".into()];
    site.vocabulary.action = vec!["Job".into()];
    site.vocabulary.decision = vec!["Carried".into()];
    let text = "# T\n\nIn the chamber: Ann Lee\n\nJob: Ann Lee to sweep\n\nCarried: the motion\n";
    let meeting = read_with(PATH, text, &site, Front::default()).0.remove(0);
    assert_eq!((meeting.attendance.map_or(0, |a| a.len()), meeting.actions.len(), meeting.decisions.len()), (1, 1, 1));
}

#[test]
fn the_day_of_a_post_is_not_that_of_the_meeting_it_tells_of() {
    let read_post = |text: &str, is_post: bool| {
        let date = Some((Date::Day(jiff::civil::date(2013, 5, 23)), Span::new(FileId(0), 0, 1)));
        let (meetings, _) =
            read_with("meetings/harbour-march.md", text, &Site::default(), Front { date, is_post, ..Front::default() });
        meetings[0].date.to_string()
    };
    let capitals =
        "MINUTES OF THE HARBOUR BOARD MEETING HELD AT THE HALL ON\n\nTUESDAY MARCH 5TH 2013\n\nPresent: Ann Lee, Bob Ray\n";
    assert_eq!(read_post(capitals, true), "2013-03-05");
    assert_eq!(read_post(capitals, false), "2013-05-23");
    let one_line = "DRAFT\n\nMinutes of the Harbour Board Meeting held in the hall at 7.30pm on Wednesday 10 April 2013\n\nPresent: Ann Lee\n";
    assert_eq!(read_post(one_line, true), "2013-04-10");
    let opened = "* Meeting called to order by President Jo Lee at 19:01, April 16, 2013\n* 20 members in attendance\n";
    assert_eq!(read_post(opened, true), "2013-04-16");
    // Days of other things, of other minutes, of another year.
    for text in [
        "The accounts as of 31 March 2013 were read.\n",
        "1. Apologies\n\n2. Minutes of the meeting held on 4 March 2013 were approved.\n",
        "Minutes of the last meeting held on 4 March 2013 were approved.\n",
        "Minutes of the Harbour Board\n\n5 March 1913\n",
        "The previous meeting was called to order by Jo Lee on 5 March 2013.\n",
        "The meeting was called to order, and the minutes of 5 March 2013 were read.\n",
        "The board met in May and spoke of the lamps that were bought on 5 March 2013.\n",
    ] {
        assert_eq!(read_post(text, true), "2013-05-23", "{text}");
    }
}
