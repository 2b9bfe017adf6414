//! The words themselves: labels, what may stand beside them, the columns of tables. What they mean together is for `words`.
//!
//! All are folded ([`crate::layout::bare::fold`]): lower case, letters and digits, single spaces.

mod outcomes;
mod people;

pub(super) use outcomes::*;
pub(super) use people::*;

use super::words::Label;
use crate::record::Standing;

/// Labels whose whole text is one of these.
#[rustfmt::skip]
pub(super) const EXACT: &[(Label, &[&str])] = &[
    (
        Label::People(Standing::Present, true),
        &[
            "present", "attendees", "attendee", "attendance", "attending", "participants", "participant", "team members",
            "roll call", "anwesend", "anwesende", "teilnehmer", "teilnehmende", "teilnehmerinnen", "teilnehmer innen",
            "présents", "présent e s", "présentes", "présent", "étaient présents", "participant e s",
            "personnes présentes", "presentes", "aanwezig", "yn bresennol", "presennol", "mynychwyr", "yn mynychu",
            "aelodau'n bresennol", "aelodau yn bresennol", "attended", "in the room", "attended by", "meeting attended by",
            "who attended", "who was there", "who's here", "who is here", "who was here", "in attendees",
            "present at the meeting", "present in the chair", "present on the call", "people present", "people in attendance", "list of attendees",
            "list of participants", "attendee list", "attendance list", "anwesenheitsliste", "anwesende personen",
            "deltagare", "deltagere", "närvarande", "til stede", "tilstede", "aanwezigen", "integrantes", "membros presentes",
            "miembros presentes", "partecipanti", "obecni", "přítomni", "участники", "присутствовали", "出席者", "参加者",
            "与会人员", "members remote", "remote members", "remote attendees", "remote participants", "attending remotely",
            "joined remotely", "participating", "liste de présence", "liste des présents", "appel nominal", "sign in", "presenti", "asistentes", "participantes", "presença", "teilnehmerliste",
            "anwesenheit", "participants list", "attendence", "attendents", "attendes", "atendees", "attendies", "presents",
        ],
    ),
    (
        Label::People(Standing::InAttendance, true),
        &[
            "in attendance", "also present", "special guests", "special guest", "invited guests", "guest speakers", "also in attendance", "others present", "observers", "observer",
            "others in attendance", "officers present", "officers in attendance", "officials in attendance",
            "hefyd yn bresennol", "gäste", "gast", "invité e s", "invités", "arsylwyr", "swyddogion yn bresennol", "hefyd",
            "staff in attendance", "staff present", "guests present", "in attendence", "also in attendence",
        ],
    ),
    (
        Label::People(Standing::InAttendance, false),
        &[
            "guests", "guest", "others", "officials", "officers", "staff", "visitors", "public", "members of the public",
            "members of the community", "community members", "community", "invitees", "swyddogion", "gwesteion",
            "presenters", "secretariat",
        ],
    ),
    (
        Label::People(Standing::Present, false),
        &[
            "members", "councillors", "cllrs", "trustees", "governors", "directors", "cynghorwyr", "voting members",
            "board members", "committee members", "aelodau", "mitglieder", "panel members", "committee", "board", "panel", "tsc",
            "tac", "council members", "attends", "people", "late", "arrived late", "late arrivals", "remote", "in person", "online",
            "on the call", "on call", "voting", "non voting",
        ],
    ),
    (
        Label::People(Standing::Apologies, true),
        &[
            "apologies", "apology", "apologies for absence", "regrets", "excused", "entschuldigt", "entschuldigte",
            "excusés", "afwezig met kennisgeving", "verhinderd", "excusado", "excusados", "excusan asistencia",
            "justificados", "ausências justificadas", "excusé", "excusé e s", "excusées", "ymddiheuriadau",
            "ymddiheuriadau am absenoldeb", "derbyniwyd ymddiheuriadau", "derbyniwyd ymddiheuriad",
            "cafwyd ymddiheuriadau", "croeso ac ymddiheuriadau", "croeso a ymddiheuriadau", "apologies received",
            "apologies received from", "apologies were received from", "apologies for absence were received from",
            "apologies for absence received from", "apologies from", "with apologies", "sent apologies", "sent regrets",
            "excused absences", "unable to attend", "excuse", "absent excusé", "absents excusés", "not able to attend",
            "regrets received", "apologies absence", "apologies received for absence", "appologies", "appologies for absence",
            "apologies for non attendance", "apologies for not attending", "absent with apologies", "absent with notice",
            "absent with excuse", "absences excused", "excused absence", "could not make it", "couldn't make it", "can't make it",
            "cannot make it", "unable to make it", "not able to make it", "absenoldeb gydag ymddiheuriadau",
            "entschuldigt abwesend", "abwesend entschuldigt", "entschuldigt fehlend", "es fehlen entschuldigt",
            "es fehlten entschuldigt", "verhindert", "absents ayant prévenu", "absences excusées", "ausentes con aviso",
            "ausentes justificados", "faltas justificadas", "disculpan su asistencia", "excusa asistencia",
            "afwezig met bericht", "met kennisgeving afwezig", "bericht van verhindering", "afbud", "meldt afbud", "meldt forfall",
            "anmält förhinder", "förhinder", "assenti giustificati",
        ],
    ),
    (
        Label::People(Standing::Absent, false),
        &["missing", "absences", "away"],
    ),
    (
        Label::People(Standing::Absent, true),
        &[
            "absent", "not present", "absentees", "abwesend", "abwesende", "absents", "ausentes", "ausente", "afwezig",
            "assenti", "fehlend", "es fehlen", "es fehlten", "unentschuldigt", "frånvarande", "forfall", "mangler", "fraværende", "fravær", "欠席者",
            "absent e s", "not attending", "did not attend", "yn absennol", "absennol",
            "nicht anwesend", "not in attendance", "unexcused", "absent without apologies", "absent without apology",
            "absent without notice", "absent unexcused", "absent without excuse", "unexcused absences", "absences unexcused",
            "non attendees", "non attendance", "no show", "no shows", "members absent", "unentschuldigt abwesend",
            "unentschuldigt fehlend", "membres absents", "absents non excusés", "ausentes sin aviso", "faltas injustificadas",
            "afwezig zonder bericht", "uden afbud",
        ],
    ),
    (
        Label::Proxy,
        &[
            "proxy", "proxies", "proxies given", "proxy votes", "represented by proxy", "dirprwyon", "dirprwy", "vollmacht",
            "vollmachten", "stimmübertragung", "stimmübertragungen", "pouvoir", "pouvoirs", "procuration", "procurations",
            "ont donné pouvoir", "ont donné procuration", "absents ayant donné pouvoir", "absents représentés", "représentés",
            "poderes", "representados", "delegaciones de voto", "procurações", "volmacht", "volmachten", "fuldmagt", "fuldmagter",
            "fullmakt", "fullmakter", "deleghe",
        ],
    ),
    (
        Label::Role,
        &[
            "chair", "chairs", "chaired by", "chairperson", "chairman", "co chairs", "co chair", "meeting chair", "scribe",
            "scribes", "minutes", "minutes by", "minutes taken by", "minute taker", "minutetaker", "minutes taker",
            "note taker", "notetaker", "note takers", "notetakers", "notes", "notes by", "note taking", "notes taken by",
            "moderator", "moderators", "facilitator", "facilitators", "secretary", "clerk", "parish clerk", "town clerk",
            "acting chair", "in the chair", "notary", "yn y gadair", "minute secretary", "notes taker",
            "recording secretary", "rédacteur", "rédactrice", "meeting secretary", "bosun", "prise de notes",
            "schriftführer", "schriftführung", "redeleitung", "host", "hosts", "meeting host", "recorder", "cadeirydd",
            "ysgrifennydd", "clerc", "cofnodwr", "protokoll", "protokollant", "protokollantin", "protokollführung",
            "protokollführer", "sitzungsleitung", "moderation", "leitung", "président", "présidente",
            "président de séance", "secrétaire", "secrétaire de séance", "animateur", "animation", "presiding",
            "meeting chaired by", "meeting leader", "leader", "vice chair", "convener", "convenor", "convener scribe",
            "chair scribe", "scribe chair", "lead", "led by", "lead by", "meeting lead", "meeting host", "redator",
            "redactor", "secretario", "secretaria", "secretaría", "presidencia", "presidente", "moderador", "voorzitter",
            "notulist", "notulen", "ordförande", "sekreterare", "ordstyrer", "referent", "vorsitz", "versammlungsleitung",
            "protokollierung", "schriftführerin", "scribing", "scribed by", "note takers and scribes", "note taker s",
            "scribe s", "chair s", "moderated by", "facilitated by", "hosted by", "timekeeper", "time keeper",
        ],
    ),
    (
        Label::Actions,
        &[
            "actions", "action items", "action item", "action points", "action point", "new actions", "new action items",
            "actions agreed", "summary of actions", "summary of action items", "todo", "todos", "to do", "to dos",
            "camau gweithredu", "gweithredoedd", "camau i'w cymryd", "aufgaben", "aufgaben bis nächste woche", "aufgaben bis zum nächsten treffen",
            "aufgaben bis zur nächsten sitzung", "maßnahmen", "actions à mener",
            "actions arising", "action list", "action summary", "actions and owners", "list of actions", "actions summary",
            "new action points", "actions from this meeting", "actions from the meeting", "actions from today",
            "action items from this meeting", "actions recorded", "ais", "actions required", "actions taken away",
            "meeting actions", "action items summary", "actions to be taken", "crynodeb o'r camau gweithredu",
            "actionable items", "actionable", "actionables", "to do tasks", "todo tasks", "to do list", "todo list",
            "to do items", "todo items", "to do after meeting", "assigned tasks", "tasks assigned",
            "tasks for next meeting", "tasks for next week",
        ],
    ),
    (
        Label::Previous,
        &[
            "previous actions", "matters arising", "actions from the last meeting", "actions from last meeting",
            "previous action items", "action items from last meeting", "action items from the last meeting",
            "action items from previous meeting", "action items from previous meetings", "actions from previous meeting",
            "actions from previous meetings", "actions from the previous meeting", "actions from previous minutes",
            "action items from the previous meeting", "outstanding actions", "open actions", "open action items",
            "review of actions", "review of action items", "review action items", "review actions", "action review",
            "actions review", "action item review", "review of previous actions", "review of previous action items",
            "matters arising from the minutes", "matters arising from the previous minutes",
            "matters arising from the last meeting", "materion yn codi", "camau gweithredu o'r cyfarfod diwethaf",
            "update on actions", "actions update", "old actions", "old action items", "existing actions",
            "ongoing actions", "completed actions", "closed actions", "follow up on actions", "status of actions",
            "last week's action items", "last week's actions", "last meeting's actions", "last meeting's action items",
            "carried forward actions", "actions carried forward", "follow up on previous action items",
            "past action items", "prior action items", "action log", "action tracker", "actions outstanding",
            "minutes and matters arising",
        ],
    ),
    (
        Label::Next,
        &[
            "next meeting", "date of next meeting", "date of the next meeting", "upcoming meetings", "next meetings",
            "the next meeting", "dates of next meetings", "date and time of next meeting", "date time of next meeting",
            "prochaine réunion", "nächste sitzung", "nächstes treffen", "nächster termin", "cyfarfod nesaf",
            "y cyfarfod nesaf", "dyddiad y cyfarfod nesaf", "next meeting date", "date and venue of next meeting",
            "date of next meetings", "dates of future meetings", "next call", "future meetings", "upcoming meeting",
            "next meeting details", "date and place of next meeting",
        ],
    ),
    (
        Label::Date,
        &[
            "date", "when", "datum", "dyddiad", "meeting date", "date time", "date and time", "meeting date time", "dated",
            "pryd", "quand", "date of meeting", "meeting held", "held on", "held", "date de la réunion", "day", "meeting",
            "data", "data da reunião", "fecha", "fecha de reunión", "dato", "data e hora", "fecha y hora",
            "datum der sitzung", "datum und uhrzeit", "date et heure", "date de réunion", "today's meeting", "日時", "日期",
        ],
    ),
];

/// What the column of a table is called that holds people's names.
#[rustfmt::skip]
pub(super) const COLUMNS_OF_NAMES: &[&str] = &[
    "name", "names", "member", "representative", "attendee", "attendees", "participant", "participants", "full name",
    "attendee name", "nom", "enw", "nome", "nombre", "naam", "namn", "navn", "membre", "mitglied", "teilnehmer",
    "teilnehmende", "aelod", "convocado", "convocados", "integrante", "integrantes", "membro", "membros", "participante",
    "participantes", "asistente", "asistentes", "councillor", "director", "person", "who", "delegate", "director name",
    "vorname",
];

/// What the column of first names is called where the family's have one of their own.
#[rustfmt::skip]
pub(super) const COLUMNS_OF_GIVEN_NAMES: &[&str] =
    &["given name", "first name", "firstname", "forename", "vorname", "prénom", "nombre", "given", "first", "enw cyntaf"];

/// What the column of family names is called.
#[rustfmt::skip]
pub(super) const COLUMNS_OF_FAMILY_NAMES: &[&str] =
    &["family name", "last name", "lastname", "surname", "nachname", "nom", "apellido", "apellidos", "family", "last", "cyfenw"];

/// What the column of a table is called in which is marked who was there.
#[rustfmt::skip]
pub(super) const COLUMNS_OF_MARKS: &[&str] = &[
    "present", "attended", "in attendance", "attendance", "here", "attending", "presente", "présent", "anwesend",
    "presennol", "attendance status", "asistencia", "asistió", "presença", "compareceu", "présence", "anwesenheit",
    "aanwezig", "attendees", "presenza", "närvaro", "närvarande",
];

/// Words that may stand beside the one that says who was there.
#[rustfmt::skip]
pub(super) const BESIDE: &[&str] = &[
    "members", "member", "the", "of", "list", "meeting", "those", "people", "also", "were", "was", "in", "at", "by",
    "phone", "via", "zoom", "remote", "remotely", "person", "online", "video", "board", "committee", "council",
    "councillors", "cllrs", "staff", "team", "voting", "non", "and", "for", "from", "following", "s", "roll", "call", "tc",
    "tsc", "tac", "wg", "sig", "company", "community", "public", "others", "other", "invited", "trustees", "directors",
    "governors", "officers", "group", "panel", "apologies", "regrets", "notes", "today", "today's", "on", "full",
    "partial", "room", "quorum", "virtual", "virtually", "teams", "conference", "core", "names", "name", "alphabetical",
    "order", "absence", "acceptance", "accepted", "accept", "receive", "received", "consider", "record", "note", "to",
    "reasons", "with", "mitglieder", "personen", "räte", "gäste", "stimmberechtigt", "stimmberechtigte", "membres",
    "aelodau", "presenti", "steering", "advance", "organisers", "organizers", "executive", "members'", "da", "do", "de", "der", "des",
    "die", "en", "la", "reunião", "reunión", "réunion", "sitzung", "convocados", "call's", "session", "physically", "räts",
    "rätys", "ratsmitglieder", "vorstandsmitglieder", "stimmberechtigten", "vertreter", "equipo", "equipe", "équipe",
    "miembros", "membros", "who", "did", "had", "have", "haben", "hat", "councillor", "governor", "trustee", "delegates", "those", "n'ont",
];

/// Words that make a label one of people, whatever stands beside them.
#[rustfmt::skip]
pub(super) const CORE: &[&str] = &[
    "present", "attendees", "attendance", "attending", "participants", "attended", "apologies", "regrets", "absent",
    "observers", "anwesende", "abwesende", "entschuldigte", "teilnehmer", "présents", "présentes", "attendee", "bresennol",
    "participantes", "asistentes", "presentes",
];

/// Single words, or first words, that begin no name.
#[rustfmt::skip]
pub(super) const NOT_NAMES: &[&str] = &[
    "meeting", "name", "names", "recording", "link", "note", "notes", "please", "everyone", "see", "agenda", "minutes",
    "video", "join", "time", "date", "location", "zoom", "required", "registration", "welcome", "add", "all", "tbd",
    "todo", "n", "yes", "no", "http", "https", "youtube", "you", "if", "we", "this", "that", "it", "there", "item",
    "items", "action", "actions", "discussion", "slides", "quorum", "total", "where", "when", "what", "who", "if", "for",
    "reminder", "remember", "review", "update", "updates", "next", "previous", "but", "and", "please", "your", "everybody",
    "dial", "apologies", "regrets", "attendees", "present", "absent",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "doc", "docs", "document", "here", "below", "above",
    "pad", "hackmd", "etherpad", "at", "during", "after", "before",
];

/// Words for many people: what holds one is the title of a list, and no name.
#[rustfmt::skip]
pub(super) const PEOPLE: &[&str] = &[
    "attendees", "participants", "participantes", "asistentes", "attendance", "teilnehmer", "teilnehmende", "presença",
    "meeting", "reunião", "reunión", "réunion",
];

/// Words before a colon that are no organisation.
#[rustfmt::skip]
pub(super) const NOT_BODIES: &[&str] = &[
    "topic", "topics", "agenda", "date", "time", "location", "item", "subject", "action", "actions", "resolved",
    "resolution", "proposal", "decision", "note", "notes", "link", "links", "url", "call", "chat", "repository", "status",
    "recording", "video", "zoom", "venue", "where", "when", "what", "contact", "email", "phone", "name", "vote", "motion",
    "meeting", "q", "a",
];
