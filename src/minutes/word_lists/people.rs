//! Words that tell of people: who was not there, how somebody voted, what marks in a column mean, what bodies are called.

/// What a mark in a column says of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::minutes) enum MarkMeaning {
    /// That they were there.
    There,
    /// That they sent word that they would not come.
    Excused,
    /// That they were not there.
    Away,
}

/// Words that deny what comes after them.
#[rustfmt::skip]
pub(in crate::minutes) const DENIALS: &[&str] = &[
    // English
    "not", "didn't", "didn’t", "wasn't", "weren't", "never",
    // Welsh
    "ddim", "nad", "na", "heb",
    // German
    "nicht",
    // French
    "pas", "non",
    // Spanish, Portuguese
    "no", "não", "nao",
    // Dutch, Danish, Norwegian, Swedish
    "niet", "ikke", "ej", "inte",
];

/// Words that say that somebody could not.
#[rustfmt::skip]
pub(in crate::minutes) const INABILITIES: &[&str] = &[
    // English
    "unable", "couldn't", "cannot", "can't", "able", "could",
    // Welsh
    "methu", "allu",
    // German
    "konnte", "konnten", "verhindert",
    // French
    "pu", "pouvaient", "empêché", "empêchés",
    // Spanish, Portuguese
    "pudo", "pudieron", "pôde", "puderam",
    // Dutch, Danish, Norwegian, Swedish
    "konden", "kon", "kunne", "kunde",
];

/// Words that deny by themselves that somebody could: `unable to attend`.
pub(in crate::minutes) const UNABLE: &[&str] =
    &["unable", "couldn't", "cannot", "can't", "methu", "empêché", "empêchés", "impossibilité"];

/// Words for being there, which may come after one that denies it.
#[rustfmt::skip]
pub(in crate::minutes) const BEING_THERE: &[&str] = &[
    // English
    "present", "attend", "attending", "attended", "attendance", "here", "make it", "join", "joining",
    // Welsh
    "bresennol", "presennol", "mynychu", "fynychu", "mynychodd",
    // German
    "anwesend", "anwesende", "teilgenommen", "teilnehmen", "teilnehmend", "erschienen", "dabei",
    // French
    "présent", "présents", "présente", "présentes", "présent e s", "assisté", "assister", "participé", "participer",
    // Spanish, Portuguese
    "presente", "presentes", "asistentes", "asistieron", "asistió", "asistir", "asisten", "compareceu", "compareceram",
    "comparecer", "assistiram", "participaram", "participar",
    // Dutch, Danish, Norwegian, Swedish
    "aanwezig", "aanwezigen", "til stede", "tilstede", "deltog", "deltage", "deltaget", "deltok", "møtte", "mødt", "närvarande",
];

/// Words that may stand between the one that denies and what it denies: `Aelodau nad oeddent yn bresennol`.
#[rustfmt::skip]
pub(in crate::minutes) const BETWEEN: &[&str] = &[
    "in", "at", "to", "be", "able", "been", "the", "oedd", "oeddent", "oeddynt", "yn", "bod", "gallu", "y", "cyfarfod", "pu", "pudieron", "pudo",
    "puderam", "pôde", "konnte", "konnten", "kunne", "konden", "han", "hebben", "har", "estuvieron", "estaban", "estiveram",
    "étaient", "ont",
];

/// Words before names and numbers in the roll of a vote: each says how those after it voted.
#[rustfmt::skip]
pub(in crate::minutes) const VOTES: &[&str] = &[
    // English
    "aye", "ayes", "yea", "yeas", "nay", "nays", "noes", "nos", "abstain", "abstains", "abstained", "abstaining", "abstentions", "abstention",
    "abstentions and absences", "recused", "recusal", "recusals", "recuse", "opposed", "in favour", "in favor", "voting aye", "voting yes", "voting no",
    "voting nay", "voting yea", "voted aye", "voted yes", "voted no", "votes for", "votes against", "those in favor", "those in favour", "those opposed",
    // Welsh
    "o blaid", "yn erbyn", "ymatal", "ymataliodd",
    // German
    "enthaltung", "enthaltungen", "dafür", "dagegen", "ja stimmen", "nein stimmen", "gegenstimmen",
    // French
    "contre",
    // Spanish, Portuguese
    "a favor", "en contra", "abstenciones", "abstención", "abstenções", "abstenção", "votos a favor", "votos en contra", "votos contra",
    // Dutch, Danish, Norwegian, Swedish
    "onthouding", "onthoudingen", "onthielden zich", "hverken for eller imod", "undlod", "avstod", "avholdende", "stemte imod", "stemte for",
];

/// Words that are a vote beside another of [`VOTES`] or of these, and alone may be anything.
#[rustfmt::skip]
pub(in crate::minutes) const SHORT_VOTES: &[&str] = &[
    "yes", "no", "for", "against", "ja", "nein", "pour", "contra", "oui", "non", "sí", "si", "não", "voor", "tegen", "nej", "imod", "nei", "mot",
];

/// What the column of a table is called that says how each voted.
pub(in crate::minutes) const COLUMNS_OF_VOTES: &[&str] =
    &["vote", "votes", "voted", "pleidlais", "stimme", "abstimmung", "voto", "votos", "stem", "stemme", "röst"];

/// What marks in a column of a table say: somebody was there, sent word, or was not there.
#[rustfmt::skip]
pub(in crate::minutes) const MARKS_OF_PRESENCE: &[(MarkMeaning, &[&str])] = &[
    (MarkMeaning::There, &[
        "y", "yes", "ja", "oui", "sí", "si", "sim", "ydy", "oedd", "tak", "ano", "present", "attended", "in attendance", "attending", "here", "online",
        "in person", "remote", "remotely", "zoom", "anwesend", "présent", "présente", "presente", "presennol", "yn bresennol", "aanwezig", "til stede",
        "närvarande", "asistió", "compareceu",
    ]),
    (MarkMeaning::Excused, &[
        "apologies", "apology", "regrets", "excused", "excused absence", "absent with apologies", "sent apologies", "excusé", "excusée", "entschuldigt",
        "ymddiheuriadau", "ymddiheuriad", "afbud", "justificado", "justificada", "verhinderd", "unable to attend",
    ]),
    (MarkMeaning::Away, &[
        "n", "no", "nein", "non", "não", "nao", "nage", "nee", "nej", "nei", "nie", "ne", "absent", "did not attend", "not present", "not attending",
        "not in attendance", "abwesend", "nicht anwesend", "fehlt", "absente", "ausente", "afwezig", "niet aanwezig", "absennol", "yn absennol",
        "fraværende", "ikke til stede", "frånvarande", "faltó", "faltou", "no asistió", "unexcused", "missing", "unentschuldigt",
    ]),
];

/// What columns are called that hold who is who and no marks of a list of people, though their cells are short.
#[rustfmt::skip]
pub(in crate::minutes) const PARTS_OF_A_MEETING: &[&str] = &[
    "start", "end", "beginning", "morning", "afternoon", "evening", "am", "pm", "day 1", "day 2", "session 1", "session 2", "meeting", "status", "mark",
    "vormittag", "nachmittag", "sitzung", "matin", "après midi", "réunion", "mañana", "tarde", "reunión", "manhã", "reunião", "bore", "prynhawn",
    "cyfarfod",
];

/// Words that only the name of a body has.
#[rustfmt::skip]
pub(in crate::minutes) const BODY_NOUNS: &[&str] = &[
    // English
    "trust", "council", "office", "board", "department", "ministry", "university", "college", "school", "institute", "institution", "society",
    "association", "agency", "authority", "service", "services", "group", "team", "club", "union", "company", "corporation", "corp", "inc", "ltd",
    "limited", "llc", "llp", "plc", "foundation", "bank", "hospital", "church", "police", "coastguard", "treasury", "committee", "commission", "network",
    "centre", "center", "library", "museum", "federation", "partnership", "consortium", "systems", "technologies", "technology", "software", "labs",
    "lab", "laboratory", "laboratories", "works", "works", "co", "press", "forum", "bureau", "district", "county", "borough", "parish", "city", "town",
    "port", "harbour", "harbor", "airport", "rail", "energy", "water", "estates", "residents", "volunteers", "public", "press", "media", "consulting",
    "solutions", "international", "national", "research", "secretariat",
    // Welsh
    "cyngor", "prifysgol", "llywodraeth", "ysgol", "cymdeithas", "ymddiriedolaeth", "heddlu", "swyddfa", "adran", "bwrdd",
    // German
    "gmbh", "ag", "ev", "verein", "amt", "ministerium", "universität", "hochschule", "institut", "verband", "stiftung", "gesellschaft", "stadt",
    "landkreis", "kreis", "gemeinde", "rat", "senat", "fakultät", "feuerwehr", "polizei",
    // French
    "mairie", "ministère", "université", "école", "institut", "société", "association", "syndicat", "fédération", "fondation", "conseil", "comité",
    "préfecture", "agence", "sarl",
    // Spanish, Portuguese
    "universidad", "universidade", "ministerio", "ministério", "instituto", "sociedad", "sociedade", "asociación", "associação", "ayuntamiento",
    "câmara", "fundación", "fundação", "consejo", "conselho", "empresa", "banco", "colegio",
    // Dutch, Danish, Norwegian, Swedish
    "gemeente", "universiteit", "stichting", "vereniging", "ministerie", "hogeschool", "kommune", "universitet", "forening", "styrelse", "ministeriet",
    "skole", "bv", "aps",
];

/// Titles before a name, so that what has one after a comma is the name and no body.
#[rustfmt::skip]
pub(in crate::minutes) const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "cllr", "councillor", "hon", "herr", "frau", "m", "mme", "mlle",
    "sr", "sra", "don", "doña", "dhr", "mevr", "hr", "fru", "dott", "ing",
];

/// Words that bodies stand after in a sentence: `from Lamplight`, `for the Trust`.
#[rustfmt::skip]
pub(in crate::minutes) const BEFORE_BODIES: &[&str] = &["the", "of", "at", "from", "for", "y", "yr", "die", "der", "das", "bei", "von", "la", "le", "chez", "de", "del"];

/// Small words of the languages whose speakers have two surnames, and of others.
pub(in crate::minutes) const SMALL_WORDS_OF_DOUBLE_SURNAMES: &[&str] = &[
    "de", "del", "los", "las", "el", "la", "para", "que", "por", "con", "do", "da", "dos", "das", "um", "uma", "em", "na", "no",
];

/// See [`SMALL_WORDS_OF_DOUBLE_SURNAMES`].
pub(in crate::minutes) const SMALL_WORDS_OF_OTHERS: &[&str] =
    &["the", "of", "and", "to", "der", "die", "und", "le", "les", "des", "et", "een", "het", "van", "og", "yr", "yn"];

/// Words by which a proxy is given or held, and the link between whom it is from and whom it is to.
#[rustfmt::skip]
pub(in crate::minutes) const PROXY_LINKS: &[&str] = &[
    " a donné pouvoir à ", " a donné procuration à ", " donne pouvoir à ", " donne procuration à ", " ayant donné pouvoir à ", " pouvoir à ",
    " procuration à ", " représenté par ", " représentée par ", " represented by ", " given to ", " to ", " vertreten durch ", " an ", " à ",
    " representado por ", " representada por ", " a ", " aan ", " til ", " till ", " i ", " → ", " -> ", " => ",
];

/// First words in a bracket after a name that say who holds that person's proxy.
#[rustfmt::skip]
pub(in crate::minutes) const PROXY_BRACKETS: &[&str] = &[
    "pouvoir", "procuration", "a donné pouvoir", "ayant donné pouvoir", "donne pouvoir", "représenté par", "représentée par", "proxy", "represented by",
    "vollmacht", "vertreten durch", "volmacht", "fuldmagt", "fullmakt", "representado por", "representada por", "delega",
];
