//! The words by which minutes are known for what they are, in English, Welsh, German and French, and those a site adds.
//!
//! Everything here compares folded words ([`super::text::fold`]): lower case, letters and digits, single spaces.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::text::fold;
use crate::record::{Site, Standing};

/// What a label opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A list of people of this standing; `strong` words mean it anywhere, the others only before the first item.
    People(Standing, bool),
    /// People named with what they did (`Chair`, `Scribe`).
    Role,
    /// Actions raised.
    Actions,
    /// What became of earlier actions.
    Previous,
    /// Decisions.
    Decisions,
    /// The next meeting.
    Next,
    /// The day of the meeting.
    Date,
}

/// The words of a site, folded once.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    labels: Vec<(String, Label)>,
    pub(super) action: Vec<String>,
    pub(super) decision: Vec<String>,
    pub(super) owners: Vec<String>,
}

impl Lexicon {
    pub(super) fn of(site: &Site) -> Lexicon {
        let words = &site.vocabulary;
        let lists = [
            (&words.present, Label::People(Standing::Present, true)),
            (&words.in_attendance, Label::People(Standing::InAttendance, true)),
            (&words.apologies, Label::People(Standing::Apologies, true)),
            (&words.absent, Label::People(Standing::Absent, true)),
            (&words.actions, Label::Actions),
        ];
        let folded = |list: &[Box<str>]| list.iter().map(|w| fold(w)).filter(|w| !w.is_empty()).collect::<Vec<_>>();
        Lexicon {
            labels: lists.iter().flat_map(|(list, label)| folded(list).into_iter().map(|w| (w, *label))).collect(),
            action: folded(&words.action),
            decision: folded(&words.decision),
            owners: folded(&words.owners),
        }
    }

    /// What folded words open that are a label as they stand, with nothing beside them.
    pub(super) fn whole(&self, words: &str) -> Option<Label> {
        self.labels.iter().find(|(w, _)| w == words).map(|(_, label)| *label).or_else(|| exact(words))
    }

    /// What a label's folded words open, if they are one. `heading` says that they stand alone, as a heading or a bold line.
    pub(super) fn label(&self, words: &str, heading: bool) -> Option<Label> {
        if words.is_empty() || words.len() > 80 {
            return None;
        }
        if let Some(label) = self.whole(words) {
            return Some(label);
        }
        people(words).or_else(|| heading.then(|| sections(words)).flatten())
    }
}

/// Labels whose whole text is one of these.
const EXACT: &[(Label, &[&str])] = &[
    (
        Label::People(Standing::Present, true),
        &[
            "present",
            "attendees",
            "attendee",
            "attendance",
            "attending",
            "participants",
            "participant",
            "team members",
            "roll call",
            "anwesend",
            "anwesende",
            "teilnehmer",
            "teilnehmende",
            "teilnehmerinnen",
            "teilnehmer innen",
            "présents",
            "présent e s",
            "présentes",
            "présent",
            "étaient présents",
            "participant e s",
            "personnes présentes",
            "presentes",
            "aanwezig",
            "yn bresennol",
            "presennol",
            "mynychwyr",
            "yn mynychu",
            "aelodau'n bresennol",
            "aelodau yn bresennol",
            "attended",
            "in the room",
            "attended by",
            "meeting attended by",
            "who attended",
            "who was there",
            "who's here",
            "who is here",
            "who was here",
            "in attendees",
            "present at the meeting",
            "present on the call",
            "people present",
            "people in attendance",
            "list of attendees",
            "list of participants",
            "attendee list",
            "attendance list",
            "anwesenheitsliste",
            "anwesende personen",
            "deltagare",
            "deltagere",
            "närvarande",
            "til stede",
            "aanwezigen",
            "integrantes",
            "membros presentes",
            "miembros presentes",
            "partecipanti",
            "obecni",
            "přítomni",
            "участники",
            "присутствовали",
            "出席者",
            "参加者",
            "与会人员",
            "members remote",
            "remote members",
            "remote attendees",
            "remote participants",
            "attending remotely",
            "joined remotely",
            "participating",
            "participation",
            "liste de présence",
            "liste des présents",
            "appel",
            "appel nominal",
            "sign in",
            "people",
            "presenti",
            "asistentes",
            "participantes",
            "presença",
            "teilnehmerliste",
            "anwesenheit",
            "participants list",
        ],
    ),
    (
        Label::People(Standing::InAttendance, true),
        &[
            "in attendance",
            "also present",
            "also in attendance",
            "others present",
            "observers",
            "observer",
            "others in attendance",
            "officers present",
            "officers in attendance",
            "officials in attendance",
            "hefyd yn bresennol",
            "gäste",
            "gast",
            "invité e s",
            "invités",
            "arsylwyr",
            "swyddogion yn bresennol",
            "hefyd",
            "staff in attendance",
            "staff present",
            "guests present",
        ],
    ),
    (
        Label::People(Standing::InAttendance, false),
        &[
            "guests",
            "guest",
            "others",
            "officials",
            "officers",
            "staff",
            "visitors",
            "public",
            "members of the public",
            "members of the community",
            "community members",
            "community",
            "invitees",
            "swyddogion",
            "gwesteion",
            "presenters",
        ],
    ),
    (
        Label::People(Standing::Present, false),
        &[
            "members",
            "councillors",
            "cllrs",
            "trustees",
            "governors",
            "directors",
            "cynghorwyr",
            "voting members",
            "board members",
            "committee members",
            "aelodau",
            "mitglieder",
            "panel members",
            "committee",
            "board",
            "tsc",
            "tac",
            "council members",
            "attends",
            "late",
            "arrived late",
            "late arrivals",
            "remote",
            "in person",
            "online",
            "on the call",
            "on call",
            "voting",
            "non voting",
        ],
    ),
    (
        Label::People(Standing::Apologies, true),
        &[
            "apologies",
            "apology",
            "apologies for absence",
            "regrets",
            "excused",
            "entschuldigt",
            "entschuldigte",
            "excusés",
            "afwezig met kennisgeving",
            "verhinderd",
            "excusado",
            "excusados",
            "excusan asistencia",
            "justificados",
            "ausências justificadas",
            "excusé",
            "excusé e s",
            "excusées",
            "ymddiheuriadau",
            "ymddiheuriadau am absenoldeb",
            "derbyniwyd ymddiheuriadau",
            "derbyniwyd ymddiheuriad",
            "cafwyd ymddiheuriadau",
            "croeso ac ymddiheuriadau",
            "croeso a ymddiheuriadau",
            "apologies received",
            "apologies received from",
            "apologies were received from",
            "apologies for absence were received from",
            "apologies for absence received from",
            "apologies from",
            "with apologies",
            "sent apologies",
            "sent regrets",
            "excused absences",
            "unable to attend",
            "excuse",
            "absent excusé",
            "absents excusés",
            "not able to attend",
            "regrets received",
            "apologies absence",
            "apologies received for absence",
        ],
    ),
    (
        Label::People(Standing::Absent, true),
        &[
            "absent",
            "not present",
            "absentees",
            "abwesend",
            "abwesende",
            "absents",
            "ausentes",
            "ausente",
            "afwezig",
            "assenti",
            "fehlend",
            "es fehlen",
            "es fehlten",
            "unentschuldigt",
            "frånvarande",
            "forfall",
            "欠席者",
            "absent e s",
            "absences",
            "missing",
            "not attending",
            "did not attend",
            "yn absennol",
            "absennol",
            "nicht anwesend",
            "not in attendance",
            "unexcused",
        ],
    ),
    (
        Label::Role,
        &[
            "chair",
            "chairs",
            "chaired by",
            "chairperson",
            "chairman",
            "co chairs",
            "co chair",
            "meeting chair",
            "scribe",
            "scribes",
            "minutes",
            "minutes by",
            "minutes taken by",
            "minute taker",
            "minutetaker",
            "minutes taker",
            "note taker",
            "notetaker",
            "note takers",
            "notetakers",
            "notes",
            "notes by",
            "note taking",
            "notes taken by",
            "moderator",
            "moderators",
            "facilitator",
            "facilitators",
            "secretary",
            "clerk",
            "parish clerk",
            "town clerk",
            "acting chair",
            "in the chair",
            "notary",
            "yn y gadair",
            "minute secretary",
            "notes taker",
            "recording secretary",
            "rédacteur",
            "rédactrice",
            "meeting secretary",
            "bosun",
            "prise de notes",
            "schriftführer",
            "schriftführung",
            "redeleitung",
            "host",
            "hosts",
            "meeting host",
            "recorder",
            "cadeirydd",
            "ysgrifennydd",
            "clerc",
            "cofnodwr",
            "protokoll",
            "protokollant",
            "protokollantin",
            "protokollführung",
            "protokollführer",
            "sitzungsleitung",
            "moderation",
            "leitung",
            "président",
            "présidente",
            "président de séance",
            "secrétaire",
            "secrétaire de séance",
            "animateur",
            "animation",
            "presiding",
            "meeting chaired by",
            "meeting leader",
            "leader",
            "vice chair",
            "convener",
            "convenor",
            "convener scribe",
            "chair scribe",
            "scribe chair",
            "lead",
            "led by",
            "lead by",
            "meeting lead",
            "meeting host",
            "redator",
            "redactor",
            "secretario",
            "secretaria",
            "secretaría",
            "presidencia",
            "presidente",
            "moderador",
            "voorzitter",
            "notulist",
            "notulen",
            "ordförande",
            "sekreterare",
            "ordstyrer",
            "referent",
            "vorsitz",
            "versammlungsleitung",
            "protokollierung",
            "schriftführerin",
            "scribing",
            "scribed by",
            "note takers and scribes",
            "note taker s",
            "scribe s",
            "chair s",
            "moderated by",
            "facilitated by",
            "hosted by",
            "timekeeper",
            "time keeper",
        ],
    ),
    (
        Label::Actions,
        &[
            "actions",
            "action items",
            "action item",
            "action points",
            "action point",
            "new actions",
            "new action items",
            "actions agreed",
            "summary of actions",
            "summary of action items",
            "todo",
            "todos",
            "to do",
            "to dos",
            "camau gweithredu",
            "gweithredoedd",
            "camau i'w cymryd",
            "aufgaben",
            "maßnahmen",
            "actions à mener",
            "actions arising",
            "action list",
            "action summary",
            "actions and owners",
            "list of actions",
            "actions summary",
            "new action points",
            "actions from this meeting",
            "actions from the meeting",
            "actions from today",
            "action items from this meeting",
            "actions recorded",
            "ais",
            "actions required",
            "actions taken away",
            "meeting actions",
            "action items summary",
            "actions to be taken",
            "crynodeb o'r camau gweithredu",
            "actionable items",
            "actionable",
            "actionables",
            "to do tasks",
            "todo tasks",
            "to do list",
            "todo list",
            "to do items",
            "todo items",
            "to do after meeting",
            "assigned tasks",
            "tasks assigned",
            "tasks for next meeting",
            "tasks for next week",
        ],
    ),
    (
        Label::Previous,
        &[
            "previous actions",
            "matters arising",
            "actions from the last meeting",
            "actions from last meeting",
            "previous action items",
            "action items from last meeting",
            "action items from the last meeting",
            "action items from previous meeting",
            "action items from previous meetings",
            "actions from previous meeting",
            "actions from previous meetings",
            "actions from the previous meeting",
            "actions from previous minutes",
            "action items from the previous meeting",
            "outstanding actions",
            "open actions",
            "open action items",
            "review of actions",
            "review of action items",
            "review action items",
            "review actions",
            "action review",
            "actions review",
            "action item review",
            "review of previous actions",
            "review of previous action items",
            "matters arising from the minutes",
            "matters arising from the previous minutes",
            "matters arising from the last meeting",
            "materion yn codi",
            "camau gweithredu o'r cyfarfod diwethaf",
            "update on actions",
            "actions update",
            "old actions",
            "old action items",
            "existing actions",
            "ongoing actions",
            "completed actions",
            "closed actions",
            "follow up on actions",
            "status of actions",
            "last week's action items",
            "last week's actions",
            "last meeting's actions",
            "last meeting's action items",
            "carried forward actions",
            "actions carried forward",
            "follow up on previous action items",
            "past action items",
            "prior action items",
            "action log",
            "action tracker",
            "actions outstanding",
            "minutes and matters arising",
        ],
    ),
    (
        Label::Next,
        &[
            "next meeting",
            "date of next meeting",
            "date of the next meeting",
            "upcoming meetings",
            "next meetings",
            "the next meeting",
            "dates of next meetings",
            "date and time of next meeting",
            "date time of next meeting",
            "prochaine réunion",
            "nächste sitzung",
            "nächstes treffen",
            "nächster termin",
            "cyfarfod nesaf",
            "y cyfarfod nesaf",
            "dyddiad y cyfarfod nesaf",
            "next meeting date",
            "date and venue of next meeting",
            "date of next meetings",
            "dates of future meetings",
            "next call",
            "future meetings",
            "upcoming meeting",
            "next meeting details",
            "date and place of next meeting",
        ],
    ),
    (
        Label::Date,
        &[
            "date",
            "when",
            "datum",
            "dyddiad",
            "meeting date",
            "date time",
            "date and time",
            "meeting date time",
            "dated",
            "pryd",
            "quand",
            "date of meeting",
            "meeting held",
            "held on",
            "held",
            "date de la réunion",
            "day",
            "meeting",
            "data",
            "data da reunião",
            "fecha",
            "fecha de reunión",
            "dato",
            "data e hora",
            "fecha y hora",
            "datum der sitzung",
            "datum und uhrzeit",
            "date et heure",
            "date de réunion",
            "today's meeting",
            "日時",
            "日期",
        ],
    ),
];

fn exact(words: &str) -> Option<Label> {
    static LABELS: LazyLock<HashMap<&str, Label>> =
        LazyLock::new(|| EXACT.iter().flat_map(|(label, words)| words.iter().map(|w| (*w, *label))).collect());
    LABELS.get(words).copied()
}

/// What the column of a table is called that holds people's names.
pub(super) const COLUMNS_OF_NAMES: &[&str] = &[
    "name",
    "names",
    "member",
    "representative",
    "attendee",
    "attendees",
    "participant",
    "participants",
    "full name",
    "attendee name",
    "nom",
    "enw",
    "nome",
    "nombre",
    "naam",
    "namn",
    "navn",
    "membre",
    "mitglied",
    "teilnehmer",
    "teilnehmende",
    "aelod",
    "convocado",
    "convocados",
    "integrante",
    "integrantes",
    "membro",
    "membros",
    "participante",
    "participantes",
    "asistente",
    "asistentes",
    "councillor",
    "director",
    "person",
    "who",
    "delegate",
    "director name",
    "vorname",
];

/// What the column of first names is called where the family's have one of their own.
pub(super) const COLUMNS_OF_GIVEN_NAMES: &[&str] =
    &["given name", "first name", "firstname", "forename", "vorname", "prénom", "nombre", "given", "first", "enw cyntaf"];

/// What the column of family names is called.
pub(super) const COLUMNS_OF_FAMILY_NAMES: &[&str] =
    &["family name", "last name", "lastname", "surname", "nachname", "nom", "apellido", "apellidos", "family", "last", "cyfenw"];

/// What the column of a table is called in which is marked who was there.
pub(super) const COLUMNS_OF_MARKS: &[&str] = &[
    "present",
    "attended",
    "in attendance",
    "attendance",
    "here",
    "attending",
    "presente",
    "présent",
    "anwesend",
    "presennol",
    "attendance status",
    "asistencia",
    "asistió",
    "presença",
    "compareceu",
    "présence",
    "anwesenheit",
    "aanwezig",
    "attendees",
    "presenza",
    "närvaro",
    "närvarande",
];

/// Words that may stand beside the one that says who was there.
const BESIDE: &[&str] = &[
    "members",
    "member",
    "the",
    "of",
    "list",
    "meeting",
    "those",
    "people",
    "also",
    "were",
    "was",
    "in",
    "at",
    "by",
    "phone",
    "via",
    "zoom",
    "remote",
    "remotely",
    "person",
    "online",
    "video",
    "board",
    "committee",
    "council",
    "councillors",
    "cllrs",
    "staff",
    "team",
    "voting",
    "non",
    "and",
    "for",
    "from",
    "following",
    "s",
    "roll",
    "call",
    "tc",
    "tsc",
    "tac",
    "wg",
    "sig",
    "company",
    "community",
    "public",
    "others",
    "other",
    "invited",
    "trustees",
    "directors",
    "governors",
    "officers",
    "group",
    "panel",
    "apologies",
    "regrets",
    "notes",
    "today",
    "today's",
    "on",
    "full",
    "partial",
    "room",
    "quorum",
    "virtual",
    "virtually",
    "teams",
    "conference",
    "core",
    "names",
    "name",
    "alphabetical",
    "order",
    "absence",
    "acceptance",
    "accepted",
    "accept",
    "receive",
    "received",
    "consider",
    "record",
    "note",
    "to",
    "reasons",
    "with",
    "mitglieder",
    "personen",
    "räte",
    "gäste",
    "stimmberechtigt",
    "stimmberechtigte",
    "membres",
    "aelodau",
    "presenti",
    "steering",
    "organisers",
    "organizers",
    "executive",
    "members'",
    "da",
    "do",
    "de",
    "der",
    "des",
    "die",
    "en",
    "la",
    "reunião",
    "reunión",
    "réunion",
    "sitzung",
    "convocados",
    "call's",
    "session",
    "physically",
    "räts",
    "rätys",
    "ratsmitglieder",
    "vorstandsmitglieder",
    "stimmberechtigten",
    "vertreter",
    "equipo",
    "equipe",
    "équipe",
    "miembros",
    "membros",
];

/// Words that make a label one of people, whatever stands beside them.
const CORE: &[&str] = &[
    "present",
    "attendees",
    "attendance",
    "attending",
    "participants",
    "attended",
    "apologies",
    "regrets",
    "absent",
    "observers",
    "anwesende",
    "abwesende",
    "entschuldigte",
    "teilnehmer",
    "présents",
    "présentes",
    "attendee",
    "bresennol",
    "participantes",
    "asistentes",
    "presentes",
];

/// Labels that hold a word for people among others (`Board members in attendance`).
fn people(words: &str) -> Option<Label> {
    static SETS: LazyLock<(HashSet<&str>, HashSet<&str>)> =
        LazyLock::new(|| (CORE.iter().copied().collect(), BESIDE.iter().copied().collect()));
    let (core, beside) = &*SETS;
    let at = words.split(' ').take(10).position(|w| core.contains(w))?;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() > 9 || all.iter().any(|w| w.bytes().next().is_some_and(|b| b.is_ascii_digit())) {
        return None;
    }
    let has = |w: &str| all.contains(&w);
    // `Quorum is present.` counts heads, and names nobody.
    if has("is") || has("quorum") && has("was") {
        return None;
    }
    let asks = has("to")
        && !["receive", "consider", "accept", "record", "note"]
            .iter()
            .any(|w| all.get(1) == Some(w) && all.first() == Some(&"to"));
    if asks || has("how") || has("policy") || has("requirements") {
        return (has("unable") && has("attend")).then_some(Label::People(Standing::Apologies, true));
    }
    let standing = if has("apologies") || has("regrets") || has("ymddiheuriadau") || has("entschuldigte") {
        Standing::Apologies
    } else if has("absent") || has("abwesende") || (has("not") && has("present")) {
        Standing::Absent
    } else if has("guests")
        || has("observers")
        || has("others")
        || has("other")
        || has("officers")
        || has("officials")
        || has("also")
        || has("staff")
    {
        Standing::InAttendance
    } else {
        Standing::Present
    };
    let last = at + 1 == all.len();
    let strange = all.iter().enumerate().filter(|(i, w)| *i != at && !beside.contains(*w) && !core.contains(*w)).count();
    let allowed = if last { 3 } else { 0 };
    (strange <= allowed).then_some(Label::People(standing, true))
}

/// Headings of sections of decisions and of actions with words beside them.
fn sections(words: &str) -> Option<Label> {
    match words {
        "decisions"
        | "decision"
        | "resolutions"
        | "resolution"
        | "conclusion"
        | "conclusions"
        | "conclusion resolution"
        | "summary of resolutions"
        | "agreed"
        | "consensus"
        | "decisions made"
        | "decisions taken"
        | "beschluss"
        | "beschlüsse"
        | "décisions"
        | "décision"
        | "penderfyniadau"
        | "penderfyniad"
        | "conclusion decision"
        | "conclusions resolutions"
        | "summary of decisions"
        | "key decisions"
        | "decision items"
        | "decisions reached"
        | "decisions agreed"
        | "resolutions passed"
        | "conclusion resolutions" => return Some(Label::Decisions),
        _ => {}
    }
    let past = ["previous", "last", "prior", "past", "outstanding", "old", "existing", "review", "arising", "earlier", "carried"];
    let all: Vec<&str> = words.split(' ').collect();
    let named = words.contains("action items") || words.contains("actions") || words.contains("action points");
    if all.len() > 8 || !named {
        return None;
    }
    if all.iter().any(|w| past.contains(w)) {
        return Some(Label::Previous);
    }
    let plain = [
        "action",
        "items",
        "actions",
        "points",
        "new",
        "summary",
        "of",
        "the",
        "this",
        "meeting",
        "for",
        "from",
        "and",
        "todo",
        "todos",
        "open",
        "agreed",
        "list",
        "week",
        "today",
        "next",
        "tasks",
        "owners",
        "s",
        "key",
        "our",
        "assigned",
        "steps",
        "follow",
        "ups",
        "up",
        "followups",
        "or",
        "due",
        "dates",
        "deadlines",
        "responsibilities",
        "decisions",
        "raised",
    ];
    all.iter().all(|w| plain.contains(w)).then_some(Label::Actions)
}

/// Whether words say that there is nothing to list.
pub(super) fn is_none(words: &str) -> bool {
    matches!(
        words,
        "" | "none"
            | "none received"
            | "none recorded"
            | "no apologies"
            | "no apologies received"
            | "there were none"
            | "nil"
            | "n a"
            | "na"
            | "nobody"
            | "no one"
            | "none were received"
            | "no apologies were received"
            | "not recorded"
            | "keine"
            | "niemand"
            | "aucun"
            | "aucune"
            | "néant"
            | "dim"
            | "neb"
            | "dim un"
            | "none today"
            | "none this week"
            | "no regrets"
            | "no actions"
            | "no action items"
            | "no new actions"
            | "none at this time"
            | "no new action items"
            | "tbd"
            | "tbc"
            | "nothing"
            | "none agreed"
            | "none apologies"
    )
}

/// Words of an office or part played, whichever language they are in; anything else in brackets after a name is taken for an organisation.
pub(super) fn is_role(words: &str) -> bool {
    const ROLES: &[&str] = &[
        "chair",
        "vice",
        "deputy",
        "president",
        "secretary",
        "treasurer",
        "director",
        "officer",
        "manager",
        "clerk",
        "member",
        "minutes",
        "scribe",
        "lead",
        "leader",
        "assistant",
        "councillor",
        "observer",
        "host",
        "moderator",
        "facilitator",
        "notes",
        "note",
        "taker",
        "cadeirydd",
        "chairman",
        "chairperson",
        "chairwoman",
        "cochair",
        "editor",
        "guest",
        "head",
        "adviser",
        "advisor",
        "secretariat",
        "coordinator",
        "chief",
        "executive",
        "ceo",
        "cto",
        "trustee",
        "presenter",
        "vorsitz",
        "protokoll",
        "sitzungsleitung",
        "leitung",
        "président",
        "présidente",
        "secrétaire",
        "trésorier",
        "trésorière",
        "ysgrifennydd",
        "clerc",
        "trysorydd",
        "mayor",
        "interim",
        "representative",
        "liaison",
        "maintainer",
        "staff",
        "acting",
        "tsc",
        "board",
        "voting",
        "minister",
        "speaker",
        "convenor",
        "convener",
        "invited",
        "expert",
        "public",
        "non",
        "emeritus",
        "notetaker",
        "minute",
        "recording",
        "cyfarwyddwr",
        "swyddog",
        "aelod",
    ];
    words.split(' ').any(|w| ROLES.contains(&w))
}

/// Whether words name the chair of the meeting itself.
pub(super) fn is_chair(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    let vice = all.iter().any(|w| matches!(*w, "vice" | "deputy" | "past" | "former"));
    !vice
        && all.len() <= 5
        && all.iter().any(|w| {
            matches!(
                *w,
                "chair"
                    | "chairman"
                    | "chairperson"
                    | "chairwoman"
                    | "chairing"
                    | "chaired"
                    | "cadeirydd"
                    | "cochair"
                    | "sitzungsleitung"
                    | "vorsitz"
                    | "président"
                    | "présidente"
                    | "presiding"
                    | "chairs"
                    | "cadeirio"
                    | "yn"
            )
        })
        && !matches!(words, "yn")
}
