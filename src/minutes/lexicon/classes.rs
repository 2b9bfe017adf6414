//! The classes of words, one static each: its name in the code and its table in the files of the languages.

use super::word_list::{WordList, word_classes};

word_classes! {
    ATTENDANCE_PRESENT = "attendance.present";
    ATTENDANCE_PRESENT_EARLY = "attendance.present_before_items";
    ATTENDANCE_ALSO = "attendance.in_attendance";
    ATTENDANCE_ALSO_EARLY = "attendance.in_attendance_before_items";
    ATTENDANCE_APOLOGIES = "attendance.apologies";
    ATTENDANCE_ABSENT = "attendance.absent";
    ATTENDANCE_ABSENT_EARLY = "attendance.absent_before_items";
    ATTENDANCE_PROXY = "attendance.proxy";
    ATTENDANCE_ROLE = "attendance.role";
    PEOPLE_WORDS = "attendance.word";
    WORDS_BESIDE_PEOPLE = "attendance.beside";
    DENIALS = "attendance.denial";
    INABILITIES = "attendance.inability";
    UNABLE = "attendance.unable";
    BEING_THERE = "attendance.being_there";
    BETWEEN_DENIAL = "attendance.between";
    MARKS_THERE = "attendance.mark_present";
    MARKS_EXCUSED = "attendance.mark_apologies";
    MARKS_AWAY = "attendance.mark_absent";
    NOT_THERE = "attendance.not_there";
    UNSURE = "attendance.unsure";
    EXCEPTIONS = "attendance.exception";
    EVERYBODY = "attendance.everybody";
    GROUPS_OF_PEOPLE = "attendance.group";
    LABEL_TAILS = "attendance.tail";
    BEFORE_LISTED_NAMES = "attendance.before_names";
    SAYS_APOLOGIES = "attendance.word_apologies";
    BEFORE_APOLOGISERS = "attendance.before_apologisers";
    BEFORE_ATTENDERS = "attendance.before_attenders";
    SAYS_ABSENT = "attendance.word_absent";
    SAYS_IN_ATTENDANCE = "attendance.word_in_attendance";

    DEPUTY_WORDS = "presence.deputy";
    REPRESENTING = "presence.representing";
    DEPUTY_MARKS = "presence.deputy_mark";
    BY_TELEPHONE = "presence.telephone";
    IN_PERSON = "presence.in_person";
    BY_VIDEO = "presence.video";
    REASONS = "presence.reason";
    WORDS_OF_REASONS = "presence.reason_word";
    PARTS_ATTENDED = "presence.part";
    WORDS_OF_PARTS = "presence.part_word";

    PROXY_LINKS = "proxy.link";
    PROXY_BRACKETS = "proxy.bracket";
    STAND_INS = "proxy.stand_in";

    NOT_NAMES = "name.never";
    WORDS_FOR_MANY = "name.many";
    BEFORE_UNNAMED = "name.before_unnamed";
    NOT_INSIDE_NAMES = "name.not_inside";
    NOT_SECOND_IN_NAMES = "name.not_second";
    PARTICLES = "name.particle";
    PRONOUNS = "name.pronoun";
    REMARKS = "name.remark";
    TITLES = "name.title";
    FORMS_OF_ADDRESS = "name.form_of_address";
    PLURAL_TITLES = "name.plural_title";
    SMALL_WORDS_OF_DOUBLE_SURNAMES = "name.double_surname_language";
    SMALL_WORDS_OF_OTHERS = "name.single_surname_language";
    POST_NOMINALS = "name.after";
    AFTER_NAMES = "name.after_comma";

    ROLES = "role.word";
    NOT_THE_CHAIR = "role.not_chair";
    CHAIRS = "role.chair";
    IN_OFFICES = "role.beside";
    OFFICES_AFTER_NAMES = "role.after_comma";
    OFFICES_BEFORE_NAMES = "role.before_name";

    BODY_NOUNS = "body.noun";
    SURE_BODY_NOUNS = "body.noun_of_no_name";
    NOT_BODIES = "body.never";
    BEFORE_BODIES = "body.before";
    MEMBERS_OF_BODIES = "body.members";
    SITTING_BODIES = "body.sits";

    SECTION_ACTIONS = "section.actions";
    SECTION_EARLIER_ACTIONS = "section.earlier_actions";
    SECTION_NEXT_MEETING = "section.next_meeting";
    NEXT_UNSET = "next.unset";
    NEXT_DENIED = "next.denied";
    NEXT_INSTEAD = "next.instead";
    SECTION_DATE = "section.date";
    REPORTS_OF_ACTIONS = "section.earlier_actions_part";
    NOT_ACTION_HEADINGS = "section.not_actions";
    SECTION_DECISIONS = "section.decisions";
    EARLIER = "section.earlier";
    ACTION_HEADING_WORDS = "section.actions_beside";
    ACTIONS_IN_HEADINGS = "section.actions_word";
    TODO_IN_HEADINGS = "section.todo_word";
    DECISIONS_IN_HEADINGS = "section.decisions_word";
    AFTER_ACTIONS = "section.actions_about";
    HEADINGS_OF_THE_MEETING = "section.meeting";
    SECTION_BUSINESS = "section.business";
    OPENINGS_OF_TITLES = "section.title";

    AGENDA_ITEMS = "agenda.item";
    NUMBERED_AGENDA_ITEMS = "agenda.numbered_item";
    AGENDA_HEADINGS = "agenda.heading";

    ACTION_MARKS = "mark.action";
    PLURAL_ACTION_MARKS = "mark.action_plural";
    DECISION_MARKS = "mark.decision";
    PROPOSAL_MARKS = "mark.proposal";
    VOTE_MARKS = "mark.vote";
    ACTION_CLOSING = "mark.action_closing";
    ACTION_COMPANIONS = "mark.action_companion";

    DECIDED = "outcome.decided";
    TOLD = "outcome.told";
    MOVED = "outcome.moved";
    CARRIED = "outcome.carried";
    AFTER_OUTCOMES = "outcome.after";
    BEFORE_VERBS = "outcome.before";

    STATUS_DONE = "status.done";
    STATUS_IN_PROGRESS = "status.in_progress";
    STATUS_DROPPED = "status.dropped";
    STATUS_OPEN = "status.open";
    STATUS_SUPERSEDED = "status.superseded";
    ENDED = "status.ended";

    NOT_OWNERS = "owner.never";
    OWNER_SMALL_WORDS = "owner.small";
    OWNER_NOUNS = "owner.noun";
    NOT_IN_OWNERS = "owner.not_inside";
    NOT_OWNER_FIRST = "owner.not_first";
    OWNER_FIELDS = "owner.field";
    NOT_AFTER_TO = "owner.not_after_to";
    NOT_NICKNAMES = "owner.not_nickname";
    OWNERS_ALONE = "owner.alone";

    TELLING_VERBS = "verb.telling";
    CLEAR_TASKS = "verb.clear_task";
    TASKS = "verb.task";
    TASK_SIGNS = "verb.task_sign";

    DUE_LEADS = "due.before";
    NEXT_MEETINGS = "due.next_meeting";
    DUE_WORDS = "due.after_owner";
    LABELS_OF_DUE = "due.label";
    DUE_LEAD_INS = "due.lead_in";
    DUE_ENDS = "due.end";

    FIELDS_OF_ACTIONS = "field.action";

    VOTES = "vote.word";
    SHORT_VOTES = "vote.short";
    TALLY_YES = "vote.tally_yes";
    TALLY_NO = "vote.tally_no";

    MOTION_NOUN = "motion.noun";
    MOTION_MARK = "motion.mark";
    MOTION_AMENDMENT = "motion.amendment";
    MOTION_BY = "motion.by";
    MOTION_MOVER_BEFORE = "motion.mover_before";
    MOTION_MOVER_BEFORE_WEAK = "motion.mover_before_weak";
    MOTION_MOVER_AFTER = "motion.mover_after";
    MOTION_SECONDER_BEFORE = "motion.seconder_before";
    MOTION_SECONDER_BEFORE_WEAK = "motion.seconder_before_weak";
    MOTION_SECONDER_AFTER = "motion.seconder_after";
    MOTION_TOLD = "motion.told";
    MOTION_TOLD_CARRIED = "motion.told_carried";
    MOTION_MATTER = "motion.matter";
    MOTION_MATTER_THAT = "motion.matter_that";
    MOTION_NOTHING = "motion.nothing";
    MOTION_NEVER_AFTER = "motion.never_after";
    RESULT_CARRIED = "result.carried";
    RESULT_LOST = "result.lost";
    RESULT_WITHDRAWN = "result.withdrawn";
    RESULT_TABLED = "result.tabled";
    RESULT_REFERRED = "result.referred";
    RESULT_BEFORE = "result.before";
    RESULT_AFTER = "result.after";
    RESULT_NEVER_AFTER = "result.never_after";
    MANNER_UNANIMOUS = "manner.unanimous";
    MANNER_IN_FAVOUR = "manner.in_favour";
    MANNER_VOICE = "manner.voice";
    MANNER_HANDS = "manner.hands";
    MANNER_RECORDED = "manner.recorded";
    MANNER_BALLOT = "manner.ballot";
    MANNER_CONSENSUS = "manner.consensus";
    MANNER_MAJORITY = "manner.majority";
    MANNER_CASTING = "manner.casting";
    VOTE_FOR = "vote.for";
    VOTE_AGAINST = "vote.against";
    VOTE_ABSTAINED = "vote.abstained";
    VOTE_OTHER = "vote.other";
    VOTE_LEAD = "vote.lead";
    VOTE_COUNT_NOUN = "vote.count_noun";
    VOTE_BETWEEN = "vote.between";
    VOTE_NUMBER = "vote.number";
    VOTE_ROLL = "vote.roll";
    RESOLUTION_TOLD = "resolution.told";
    RESOLUTION_VERB = "resolution.verb";
    RESOLUTION_EARLIER = "resolution.earlier";

    COLUMNS_OF_NAMES = "column.name";
    COLUMNS_OF_GIVEN_NAMES = "column.given_name";
    COLUMNS_OF_FAMILY_NAMES = "column.family_name";
    COLUMNS_OF_MARKS = "column.attendance";
    COLUMNS_OF_VOTES = "column.vote";
    PARTS_OF_A_MEETING = "column.part";
    COLUMNS_OF_ACTIONS = "column.action";
    COLUMNS_OF_NUMBERED_ACTIONS = "column.action_number";
    COLUMNS_OF_DETAILS = "column.detail";
    COLUMNS_OF_MATTERS = "column.matter";
    WORDS_OF_ACTION_COLUMNS = "column.action_word";
    COLUMNS_OF_OWNERS = "column.owner";
    WORDS_OF_OWNER_COLUMNS = "column.owner_word";
    COLUMNS_OF_DUE = "column.due";
    WORDS_OF_DUE_COLUMNS = "column.due_word";
    COLUMNS_OF_STATUS = "column.status";
    COLUMNS_OF_REPORTS = "column.report";
    COLUMNS_OF_NUMBERS = "column.number";
    COLUMNS_OF_KINDS = "column.kind";
    KINDS_OF_NO_ACTION = "column.kind_no_action";
    COLUMNS_OF_ORGANISATIONS = "column.organisation";
    COLUMNS_OF_AFFILIATIONS = "column.affiliation";
    COLUMNS_OF_INITIALS = "column.initials";
    COLUMNS_OF_ROLES = "column.role";
    COLUMNS_OF_DEPUTIES = "column.deputy";
    COLUMNS_OF_MOTIONS = "column.motion";
    COLUMNS_OF_MOVERS = "column.mover";
    COLUMNS_OF_SECONDERS = "column.seconder";
    COLUMNS_OF_RESULTS = "column.result";

    COUNTED_MEETINGS = "date.counted";
    OTHER_DATES = "date.other";
    DAYS_NUMBERED = "date.numbered";
    OPENINGS_OF_MEETINGS = "date.opening";

    NONE = "none.whole";
}
