//! What the reference says of each code besides its meaning: what sets it off, and how to mend that.
//!
//! `docs/reference/codes.md` and `minutebook check --explain` are made of this; nothing here looks at content.

use std::fmt::Write;

use super::{BareOutcome, Code, Severity, codes};

/// The example and the remedy of a code.
struct Entry {
    /// Content that sets it off.
    example: &'static str,
    /// How to mend it, and where the check is silent.
    mend: &'static str,
}

/// The reference of all codes as Markdown: `docs/reference/codes.md`.
pub fn reference() -> String {
    let mut out = String::from(
        "---\nshows_marks: true\n---\n# Diagnostic codes\n\n\
         <!-- Made from src/diag/code.rs and src/diag/reference.rs: MINUTEBOOK_UPDATE=1 cargo test --lib diag writes it. -->\n\n\
         What `minutebook check` and `minutebook build` may say. An **error** stops a build and makes `check` end with exit code 1 (in a folder without `site.toml`, nothing in one file stops the others: \
         each code says below what is done instead); a **warning** is \
         probably a mistake, and the site is published all the same; a **note** is worth knowing and is shown by `check` alone.\n\n\
         `site.toml` sets how loud each code is:\n\n\
         ```toml\n[checks]\nnumber-gap = \"error\"      # off, note, warning or error\nunlisted-file = \"off\"\nopen_meetings = 5         # for action-open-long\n```\n\n\
         `minutebook check --format sarif` gives the same as SARIF 2.1.0, `--format json` as JSON; `--explain CODE` prints one entry of this page.\n\n\
         | code | severity | meaning |\n| --- | --- | --- |\n",
    );
    for code in codes() {
        // Writing to a string does not fail.
        let _ = writeln!(out, "| [`{0}`](#{0}) | {1} | {2} |", code.name(), code.severity().key(), code.meaning().trim());
    }
    for code in codes() {
        let _ = write!(out, "\n{}", explain(*code));
    }
    out
}

/// What the reference says of one code, as Markdown.
pub fn explain(code: Code) -> String {
    let Entry { example, mend } = entry(code);
    let loud = match code.severity() {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
        Severity::Note => "a note",
    };
    let bare = match code.in_bare_folder() {
        BareOutcome::NoError => String::new(),
        BareOutcome::Fallback(done) => format!(" In a folder without `site.toml`, a warning: {done}."),
        BareOutcome::LeavesOut => " In a folder without `site.toml`, the file is not published and the others are.".to_owned(),
        BareOutcome::Stops(why) => format!(" In a folder without `site.toml`, an error too: {why}."),
    };
    format!(
        "## {}\n\n{} By default {loud}.{bare}\n\n```text\n{}\n```\n\n**To mend it:** {mend}\n",
        code.name(),
        code.meaning().trim(),
        example.trim_end()
    )
}

/// How to mend a code, for tools that show one line.
pub(super) fn mend(code: Code) -> &'static str {
    entry(code).mend
}

#[expect(clippy::too_many_lines, reason = "a table: one entry for each code")]
fn entry(code: Code) -> Entry {
    let (example, mend) = match code {
        Code::Unreadable => {
            ("$ chmod 000 content/idmg/meetings/2012-04-17.md", "check that the file is there and that you may read it.")
        }
        Code::NotUtf8 => (
            "content/idmg/meetings/2012-04-17.md saved as Windows-1252",
            "save the file as UTF-8. The message names the offset of the first byte that is not.",
        ),
        Code::OutsideContent => (
            "content/reports/secret -> /home/clerk/private",
            "copy the file or folder into the content folder; links that lead out of it are not followed.",
        ),
        Code::Syntax => {
            ("+++\ntitle = \"Minutes\n+++", "close the quotation mark, bracket or front matter that the caret points at.")
        }
        Code::MissingMessage => (
            "languages = [\"en\", \"gd\"], and no themes/civic/messages/gd.toml",
            "write the messages that the diagnostic names into the site's own catalogue; messages.md has every key with its English and Welsh words.",
        ),
        Code::TranslationDiffers => (
            "2012-04-17.cy.md has no paragraph 2.3, which 2012-04-17.md has",
            "give the translation the same numbers as the original: a link to a paragraph leads to the same place in every language.",
        ),
        Code::UnknownKey => (
            "+++\ntitel = \"Minutes\"\n+++",
            "use the nearest valid key, which the message names, or delete the line. The keys are in content.md.",
        ),
        Code::WrongValue => {
            ("+++\ncancelled = \"no\"\n+++", "write a value of the kind that is expected: here `cancelled = false`.")
        }
        Code::MissingKey => ("[[person]]\nname = \"Damian Green\"", "add the key: here `id = \"damian-green\"`."),
        Code::IncompleteStatement => (
            "[accessibility]\nstatus = \"partially\"",
            "add the keys that the message names; the table has every part of the model statement, or is left out.",
        ),
        Code::BadDate => ("+++\ndate = 2012-02-30\n+++", "write a day that exists, as `2012-02-29`, `2012-02` or `2012`."),
        Code::AmbiguousDate => (
            "Date: 02/09/2015",
            "write the month as a word or the date as `2015-09-02`, or say in site.toml which comes first: `date_order = \"dmy\"`.",
        ),
        Code::NoDate => (
            "content/idmg/meetings/spring.md without a date in it",
            "name the file by its day (`2012-04-17.md`), add `date` to the front matter, or put the day in the first heading.",
        ),
        Code::DatesDisagree => (
            "2018-07-12.md begins: # Minutes of 11 July 2018",
            "correct the one that is wrong. The file's name is followed until then.",
        ),
        Code::SameAddress => (
            "meetings/2012-04-17.md and meetings/17 April 2012.md",
            "rename one of the files, or give one of the meetings a `key` of its own.",
        ),
        Code::BadPath => (
            "content/con.md, which would be published as /con/",
            "rename the file or folder: Windows keeps some names for devices, and no file system holds a name of more than 255 bytes.",
        ),
        Code::UnusedAllow => (
            "[[allow]]\ncode = \"number-gap\"\nat = \"board/meetings/2026-03-11.md#4.1\"\nreason = \"The number was never given.\"\nuntil = 2026-06-30",
            "delete the `[[allow]]`: what it was for is no longer found there, or its last day is past. Where the finding is still there, correct it, or give a later day.",
        ),
        Code::SameId => (
            "**ACTION:** Clerk to write the plan. {#plan}\n\n**ACTION:** Treasurer to pay for it. {#plan}",
            "give one of the two an id of its own. The message shows both.",
        ),
        Code::UnknownReference => (
            "As agreed in [[idmg/2012-04-18#3.3]].",
            "use the id that the message proposes, or the one in the address of the page that is meant.",
        ),
        Code::UnclosedComment => (
            "<!-- ask Ann about the lamp\n\nPresent: Ann Lee, Bob Ray",
            "write `-->` where the comment ends: before its paragraph, cell or quotation does. Only a comment that begins a line may hold blank lines. \
             Until then it is text and is published, so that the rest of the file is not hidden.",
        ),
        Code::DeadLink => (
            "See [the last minutes](2012-04-18.md).",
            "correct the path, which is relative to the file it stands in. An address of another site needs its `https://`.",
        ),
        Code::DeadAnchor => (
            "See [item 9](2012-04-17.md#9), where the last item is 5.",
            "use the number of an item or paragraph, or the anchor of a heading, that is there.",
        ),
        Code::MissingFile => (
            "papers = [{ file = \"agenda.pdf\" }] with no agenda.pdf beside index.md",
            "put the file beside the document, or correct its name.",
        ),
        Code::UnlistedFile => (
            "papers = [{ file = \"agenda.pdf\" }] and budget.pdf beside it",
            "name the file too, with the title that readers should see, or take it out of the folder: it is published as it is.",
        ),
        Code::BrokenAttachment => {
            ("report.pdf that is a web page saved under that name", "attach the real file; open it once before it is published.")
        }
        Code::FeatureMissing => (
            "report.pdf, read by a minutebook built with `--no-default-features`",
            "use a minutebook with the feature that the message names. The file is published as it is.",
        ),
        Code::ActiveFile => (
            "![The plan](plan.svg), where plan.svg has a `<script>`",
            "save the drawing without scripts, as plain SVG or as PNG; attach a PDF in place of a web page. A site that nobody but its authors can write to may set `allow_active = true`.",
        ),
        Code::OtherFormat => (
            "content/idmg/meetings/2012-04-17.docx",
            "make Markdown of the file with `minutebook import`, or correct its ending (`2012-04-17.md.txt`). It is no paper of a meeting: papers are in \
             the meeting's own folder.",
        ),
        Code::PassedOver => (
            "content/CNAME, content/board/plan.docx and content/board/lists/risks/2026-12-01.xlsx, which no page links to",
            "do what the message says: import a document, save a table as CSV, rename what has an ending too many, put files for the server into \
             `root/`, beside `site.toml`. Silent for a file whose name any text has, and in a folder without `site.toml`.",
        ),
        Code::NotReviewed => (
            "reviewed = false",
            "hold the minutes against the original, and write `reviewed = { by = \"Ann Lee\", date = 2026-11-23 }`. Until then the text is published, \
             and nothing that was read of people, owners or decisions.",
        ),
        Code::OpenOffer => (
            "<!-- OFFERED (the right column, row 4, beside 4.2): …",
            "delete the first and the last line of the comment and write who is to do it, or delete the comment.",
        ),
        Code::EditedImport => (
            "1.1 The lamp is lit, where the original says that it is out",
            "hold the passage against the original. A correction is as it should be, and the note stays: it tells a reader of the record which words are not the original's.",
        ),
        Code::ChangedOriginal => (
            "source = { file = \"minutes.docx\", sha256 = \"3b1f…\" }, and minutes.docx was saved again since",
            "put the file back that was imported, or import the new one and hold both against each other with `minutebook import NEW --compare OLD`.",
        ),
        Code::WithheldOriginal => (
            "source = { file = \"minutes.docx\", publish = true } above minutes with an internal paragraph",
            "delete `publish`. To show an original all the same, black out what is withheld in a copy, and add that as a paper.",
        ),
        Code::SameText => (
            "meetings/2012-04-17.md and meetings/2012-05-15.md, letter for letter the same",
            "delete the copy, or put the minutes that were meant into it.",
        ),
        Code::NoText => (
            "report.pdf that holds pictures of pages",
            "recognise its text (OCR) and attach the result, or publish the text as Markdown beside it. Until then no search finds its words and no screen reader reads them.",
        ),
        Code::CountryName => (
            "rank,key,name\n1,AT,Australia",
            "correct the key or the name: the message says which code that country has. A name that is no country's (`Ireland (north)`) is left alone.",
        ),
        Code::SimilarKey => (
            "rank,key,name\n1,Pier-7,Pier seven\n2,pier-7,Pier seven",
            "write the key as it was written first: the two are one entry then, with one history. ISO 3166 codes need no care: `al` and `AL` are one country.",
        ),
        Code::UnknownAction => (
            "**ACTION idmg/2012-04-17/4.9:** done.",
            "use the id of an action that was raised: it stands on the action's page and in `minutebook actions`.",
        ),
        Code::Contradiction => (
            "action,date,status,owner\n2012-04-17/4.2,2012-04-01,done,\n2012-04-17/4.2,2012-06-01,,UKHTC\n2012-04-17/4.2,2012-06-01,,Home Office",
            "correct the date, the id or the owner that is wrong. The message shows both places: an action cannot be done before it was raised, \
             be both done and dropped on one day, or pass to two different owners on one day.",
        ),
        Code::BadRow => (
            "rank,key,name\nfirst,AL,Albania",
            "correct the cell that the caret points at; in a list ranks are whole numbers from 1, and a key stands once.",
        ),
        Code::TotalDiffers => (
            "quarter,adults,children,Total\n2012 Q1,10,4,15",
            "correct the figure that is wrong. Where the source itself does not add up, say so in `notes` and set this code to \"note\".",
        ),
        Code::Leak => (
            "The witness was [[redact:s.40|Jane Smith]].\n\nJane Smith was thanked.",
            "withhold the words there as well, or publish them in both places. Nothing is published until then.",
        ),
        Code::UnsearchedFile => (
            "papers.tar.gz beside minutes, in an edition that withholds words",
            "attach the files that are packed in it, or make sure that nothing withheld is in it. It is published as it is.",
        ),
        Code::Marking => (
            "+++\nmarking = \"SECRET\"\n+++",
            "take the file out of the content folder. `marking` is for OFFICIAL and the like, which are shown, and for OFFICIAL-SENSITIVE and the like, which the internal edition alone has. A marking that is not known is a warning, and withholds.",
        ),
        Code::UnknownReason => (
            "[[redact:s.400|Jane Smith]], where [reasons] has \"s.40\"",
            "correct the reason, or add it to `[reasons]` in `site.toml` with its meaning. A site without `[reasons]` gives reasons in words.",
        ),
        Code::DoubtfulMark => (
            "+++\naudience = \"secret\"\n+++",
            "write the mark as it is understood: `audience = \"internal\"`, `> [!INTERNAL]`, `[[redact:REASON|WORDS]]`; in a setting or a cell, leave the words out.",
        ),
        Code::Template => (
            "themes/ours/templates/meeting.html with {{ view.titel }}",
            "correct the template at the line named; the message lists the fields there are.",
        ),
        Code::UnrecordedAddress => (
            "$ minutebook publish --locked",
            "run `minutebook publish` where the content is kept and commit permalinks.txt: a machine that publishes by itself must not be the only one that knows an address.",
        ),
        Code::UnknownTheme => (
            "theme = \"civc\", where there is no folder themes/civc",
            "correct the name, make the folder, or delete the line: the built-in theme is `civic` and needs no folder.",
        ),
        Code::UnusedOverride => (
            "themes/civic/templates/meetings.html, where the built-in template is meeting.html",
            "give the file or message the name of the built-in one (`minutebook theme list`, `minutebook messages en`), use it in a template of your own, or delete it.",
        ),
        Code::LostPermalink => (
            "permalinks.txt has /idmg/2012-04-17/ and the minutes were renamed",
            "restore the page, add its old address to `aliases`, or leave a tombstone with `withdrawn = { date, reason }`.",
        ),
        Code::OtherWords => (
            "1.1 A new paragraph.\n\n1.2 What was published as 1.1.",
            "let published numbers stay with their words (a paragraph that is put in between is 1.1a), or keep the id with its words by \
             `{#id}`. An id of an action never passes to another action.",
        ),
        Code::ChangedText => (
            "minutes that were published, with a figure changed since, and no `changes` in their front matter",
            "say what changed in `changes`, keep the earlier text as `.v1.md`, mark a figure `[r]`, or publish with `--accept`. Silent for pages, which \
             are no record.",
        ),
        Code::UnknownOwner => (
            "**ACTION:** UKHCT to send the figures.",
            "use the name that the directory has, list the owner in organisations.toml or people.toml, or under `owners` of `[vocabulary]` \
             (\"Secretariat\"). A name close to a listed one is a warning. Silent where a site keeps no directory.",
        ),
        Code::UnknownAttendee => (
            "- Home Ofice: Damian Green MP",
            "correct the name, or list it. A name close to a listed one is a warning. Silent where a site keeps no directory.",
        ),
        Code::NameByDate => (
            "also_known_as = [{ name = \"Scottish Executive\", to = 2007-09-03 }]\n\nMinutes of 2012: - Scottish Executive: Official",
            "correct the name, or the dates of the directory; leave it where the minutes really have it so. The page links to the organisation under either name.",
        ),
        Code::DeputyWithoutApology => (
            "## Attendees\n- DH: Official (for Anne Milton MP)\n\n## Apologies\n- DFID: Stephen O’Brien MP",
            "add the principal to the apologies, or correct the name. Silent where the minutes record no apologies at all.",
        ),
        Code::DoubtfulDate => (
            "- Ann Lee to mend the lamp by 31 June 2021",
            "write a day that there is, with the month as a word, or say in site.toml which number comes first: `date_order = \"dmy\"`.",
        ),
        Code::DoubtfulAttendance => (
            "Present: Okafor, Chinwe; Lindqvist, Axel",
            "write the names as they are said (`Chinwe Okafor`), or say in a line beside a table what its marks mean: `P - Present, A - Absent`.",
        ),
        Code::VotesDiffer => (
            "Motion carried 3-1. Ayes: Lee, Ray. Nays: Dunn.",
            "correct the number, or the names. Silent for a choice that is only counted, or only named.",
        ),
        Code::ResultDiffers => (
            "Moved by Ann Lee, seconded by Bob Ray, that the fee rise. Carried 2-5.",
            "correct the result, or the numbers. More votes for a motion than against it may not be enough, so that such a motion may be lost.",
        ),
        Code::VoterNotPresent => (
            "Apologies: Cy Dunn\n\nMoved by Cy Dunn, seconded by Ann Lee, that the fee rise.",
            "add the name to those present, or correct it. Silent where the minutes record nobody present, and of names that the record does not know.",
        ),
        Code::OwnSecond => ("Moved by Ann Lee, seconded by Ann Lee, that the fee rise.", "correct one of the two names."),
        Code::PresentAndAbsent => (
            "## Attendees\n- DH: Anne Milton MP\n\n## Apologies\n- DH: Anne Milton MP",
            "take one of the two rows out, or say `(from item 3)` of somebody who came for a part.",
        ),
        Code::NumberGap => (
            "2.1 The chair opened the meeting.\n\n2.3 The accounts were read.",
            "put in what is missing, or correct the number; where it was left out of the published minutes, say so in a line of its own.",
        ),
        Code::NumberTwice => (
            "2.1 The chair opened the meeting.\n\n2.1 The accounts were read.",
            "number the second anew: a link to `#2.1` can lead to one of them only.",
        ),
        Code::NumberOrder => (
            "2.1 The chair opened the meeting.\n\n2.3 The accounts were read.\n\n2.2 The accounts were agreed.",
            "put the paragraphs in their order, or correct the number. Numbers that were published stay as they are: set this code to \"off\" there, or allow it with `[[allow]]`.",
        ),
        Code::DoubtfulHeading => {
            ("# Plan\n\n##### Piers", "give the heading words, and the level below that of the one above it (`## Piers`).")
        }
        Code::DueBeforeMeeting => (
            "Minutes of 17 April 2012: **ACTION:** UKHTC to report by 31 August 2011.",
            "correct the date; its year is the likeliest slip.",
        ),
        Code::NextMeetingDiffers => (
            "5.3 Next meeting: 13 September 2012, and the next minutes are of 20 September",
            "correct the day that is wrong. Where the meeting was called off, add a file for it with `cancelled = true`; where it was only moved, that may \
             be said in the later minutes and this code set to \"note\". A body without a meeting for two years is given a note, and so is a meeting of the last six weeks, whose minutes may be in the making.",
        ),
        Code::ReviewOverdue => (
            "lists/source-countries/_index.md: review = \"yearly\"; last revision 2012-09-30, today 2014-01-01",
            "add the revision that the review led to, even if nothing changed, or set the next review.",
        ),
        Code::ActionOpenLong => (
            "an action without a word in the four meetings since it was due",
            "say how it stands in the next minutes: `**ACTION idmg/2012-04-17/4.2:** in progress. …`. `open_meetings` says for how many meetings it may \
             stay open (3, where the site does not say); one that is reported on and still open after as many is given a note.",
        ),
    };
    Entry { example, mend }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read and write as they like")]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_the_codes_is_fresh() {
        let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/codes.md");
        if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
            std::fs::write(&place, reference()).unwrap();
        }
        let there = std::fs::read_to_string(&place).unwrap_or_default();
        assert!(there == reference(), "MINUTEBOOK_UPDATE=1 cargo test --lib diag writes docs/reference/codes.md");
    }

    #[test]
    fn names_are_unique_and_each_is_said_how_to_mend() {
        let mut names: Vec<&str> = codes().iter().map(|c| c.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), codes().len());
        assert!(codes().iter().all(|c| mend(*c).ends_with('.')));
    }
}
