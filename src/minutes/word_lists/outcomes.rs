//! Words that tell how a matter went, where a mark of an action stands before them, and what an agenda puts to a body.

/// First words of what was decided, where a mark of an action stands before it.
#[rustfmt::skip]
pub(in crate::minutes) const DECIDED: &[&str] = &[
    // English
    "adopted", "approved", "accepted", "agreed", "carried", "passed", "ratified", "endorsed", "resolved", "authorized", "authorised", "awarded",
    "granted", "confirmed", "unanimously", "rejected", "denied", "appointed", "elected",
    // Welsh
    "cymeradwywyd", "derbyniwyd", "cytunwyd", "penderfynwyd", "mabwysiadwyd", "gwrthodwyd",
    // German
    "genehmigt", "angenommen", "beschlossen", "abgelehnt", "verabschiedet", "einstimmig",
    // French
    "adopté", "adoptée", "adoptés", "approuvé", "approuvée", "accepté", "acceptée", "rejeté", "rejetée",
    // Spanish, Portuguese
    "aprobado", "aprobada", "adoptado", "adoptada", "aceptado", "aceptada", "aprovado", "aprovada", "adotado", "adotada", "rechazado", "rejeitado",
    // Dutch, Danish, Norwegian, Swedish
    "goedgekeurd", "aangenomen", "godkendt", "vedtaget", "godkjent", "vedtatt", "godkänt", "godkänd",
];

/// First words of what was told or left, where a mark of an action stands before it: nothing was decided, and nothing is to be done.
#[rustfmt::skip]
pub(in crate::minutes) const TOLD: &[&str] = &[
    // English
    "noted", "received", "presented", "discussed", "reviewed", "considered", "deferred", "tabled", "postponed", "continued", "withdrawn", "failed",
    "removed", "informational", "no action", "none taken", "no formal action", "carried forward", "carried over", "no further action", "not applicable", "none required", "none needed", "none necessary", "no motion", "information only", "for information", "discussion only",
    "presentation received", "report received", "presentation given", "report given", "nothing to report",
    // Welsh
    "nodwyd", "gohiriwyd", "ystyriwyd", "er gwybodaeth", "dim gweithredu",
    // German
    "zur kenntnis genommen", "vertagt", "verschoben", "zurückgezogen", "keine maßnahme",
    // French
    "pris acte", "reporté", "reportée", "ajourné", "ajournée", "retiré", "retirée", "aucune action", "sans suite",
    // Spanish, Portuguese
    "tomado nota", "aplazado", "aplazada", "retirado", "retirada", "pospuesto", "adiado", "adiada", "sin acción", "sem ação",
    // Dutch, Danish, Norwegian, Swedish
    "ter kennisgeving aangenomen", "aangehouden", "uitgesteld", "taget til efterretning", "udsat", "utsatt", "bordlagt", "bordlades",
];

/// First words that open a motion, which is decided where one of [`CARRIED`] stands in it.
#[rustfmt::skip]
pub(in crate::minutes) const MOVED: &[&str] = &[
    "moved", "motion", "motions", "a motion", "it was moved", "on a motion", "on motion", "m s c", "msc", "cynigiwyd", "cynnig", "antrag", "motie", "moción",
    "moção", "proposé", "proposée",
];

/// Words that say in a motion that it was carried.
#[rustfmt::skip]
pub(in crate::minutes) const CARRIED: &[&str] = &[
    "carried", "carries", "passed", "passes", "approved", "adopted", "accepted", "unanimous", "unanimously", "m s c", "msc", "cymeradwywyd", "derbyniwyd",
    "angenommen", "genehmigt", "adopté", "adoptée", "approuvé", "approuvée", "aprobada", "aprobado", "aprovada", "aprovado", "aangenomen", "vedtaget",
];

/// Words after the first of an outcome with which it goes on; anything else may make it part of a name: `Approved suppliers list`.
#[rustfmt::skip]
pub(in crate::minutes) const AFTER_OUTCOMES: &[&str] = &[
    "the", "a", "an", "as", "by", "this", "these", "those", "to", "unanimously", "with", "without", "and", "on", "in", "for", "item", "items",
    "motion", "motions", "minutes", "at", "until", "till", "from", "all", "both", "it", "per", "subject", "resolution", "ordinance", "report", "reports",
    "budget", "agenda", "consent", "yn", "y", "yr", "gan", "einstimmig", "mit", "zur", "die", "den", "das", "à", "par", "la", "le", "les", "por", "el",
    "com", "con", "met", "med", "og",
];

/// Words for those who decide as a body does.
pub(in crate::minutes) const MEMBERS_OF_BODIES: &[&str] = &[
    "members",
    "directors",
    "trustees",
    "councillors",
    "governors",
    "commissioners",
    "supervisors",
    "aelodau",
    "mitglieder",
    "membres",
    "miembros",
];

/// Words between the name of a body and what it did.
pub(in crate::minutes) const BEFORE_VERBS: &[&str] = &["unanimously", "has", "have", "then", "also", "hat", "haben", "a", "ont"];

/// Words between an owner and a date by which something is due.
pub(in crate::minutes) const DUE_WORDS: &[&str] = &[
    " by ",
    " due ",
    " before ",
    " until ",
    ", by ",
    " erbyn ",
    " bis zum ",
    " bis ",
    " d'ici le ",
    " avant le ",
    " pour le ",
    " para el ",
    " até ",
];

/// Words by which somebody is asked to do something.
#[rustfmt::skip]
pub(in crate::minutes) const TASK_SIGNS: &[&str] = &[
    " to ", " will ", " should ", " shall ", " must ", " needs ", " zu ", " wird ", " soll ", " doit ", " devra ", " debe ", " deve ", " moet ", " skal ",
    " ska ", " yn gwneud ",
];

/// First words of what a body is asked to do as an item of its agenda; `true` says that they are so wherever they stand, the others in an
/// item with a number or a letter.
#[rustfmt::skip]
pub(in crate::minutes) const AGENDA_ITEMS: &[(bool, &[&str])] = &[
    (true, &[
        "adoption", "approval", "award", "authorization", "authorisation", "authorize", "authorise", "ratify", "ratification", "resolution", "ordinance",
        "acceptance", "appointment", "consideration", "first reading", "second reading", "third reading", "public hearing", "reappointment", "motion",
        "genehmigung", "beschlussfassung", "adoption", "approbation", "aprobación", "aprovação", "goedkeuring", "vaststelling", "godkendelse",
        "cymeradwyo", "mabwysiadu",
    ]),
    (false, &["adopt", "approve", "consider", "accept", "appoint", "reappoint", "confirm", "elect", "discuss"]),
];

/// Words of headings that only an agenda has beside one of actions.
#[rustfmt::skip]
pub(in crate::minutes) const AGENDA_HEADINGS: &[&str] = &[
    "consent items", "consent agenda", "consent calendar", "consent", "information items", "informational items", "items for information",
    "non action items", "discussion action items", "items for action", "public hearing", "public hearings", "closed session", "executive session",
];
