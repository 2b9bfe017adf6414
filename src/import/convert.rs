//! A file of minutes becomes Markdown, and a report of what was taken as what.

mod days;
mod front;
mod say;

use sha2::{Digest, Sha256};

use days::DaysOfFile;

use super::account::WordAccount;
use super::alignment::original_passages;
use super::assemble::{AssembledDocument, assemble};
use super::extract::{ExtractedBlock, ExtractedDocument, ExtractedParagraph, LeftOutReason};
use super::imported::{ImportOptions, ImportedFile, ImportedText};
use super::markdown::{FirstRow, has_plain_tables, write_markdown};
use super::markings::find_markings;
use super::origins::write_origins;
use super::reading::{ReadingGround, count_facts, read_meetings};
use super::report::{ImportFileReport, ImportLine, ImportLineKind, ImportOutcome};
use super::settle::settle;
use super::sniff::SourceFormat;
use crate::diag::{Code, Diagnostic};
use crate::layout::{BlockDocument, DocumentBuilder, Origin};
use crate::record::{Meeting, slug};
use crate::source::ending;

/// Makes Markdown of a file of minutes. It never fails: what cannot be imported is in the report.
pub fn import_file(name: &str, bytes: &[u8], options: &ImportOptions<'_>) -> ImportedFile {
    let format = SourceFormat::of(bytes);
    let mut report = ImportFileReport {
        file: name.to_owned(),
        format: format.name(),
        written: Vec::new(),
        outcome: ImportOutcome::Failed,
        lines: Vec::new(),
        words: None,
    };
    let ending = ending(name);
    if !format.agrees_with(&ending) && !bytes.is_empty() {
        report.lines.push(ImportLine::new(
            ImportLineKind::Unsure,
            format!("it is called .{ending} and is {}: it was read as that", format.name()),
        ));
    }
    match convert(name, bytes, format, options, &mut report) {
        Ok((texts, has_unseen_words)) => {
            report.outcome = ImportOutcome::Tried;
            ImportedFile { format, texts, has_unseen_words, report }
        }
        Err(why) => {
            report.lines.push(ImportLine::new(ImportLineKind::Failed, why));
            ImportedFile { format, texts: Vec::new(), has_unseen_words: false, report }
        }
    }
}

/// Reads a file as what its first bytes say it is; of Markdown, each line. The error is a sentence that the name of the file begins.
pub(super) fn extract_text(bytes: &[u8]) -> Result<ExtractedDocument, String> {
    match SourceFormat::of(bytes) {
        SourceFormat::Markdown => {
            let text = crate::source::decoded_text(bytes);
            let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
            let paragraph = |(line, n): (&str, u32)| ExtractedBlock::Paragraph(ExtractedParagraph::plain(line, Origin::Line(n)));
            Ok(ExtractedDocument { blocks: lines.map(paragraph).collect(), ..ExtractedDocument::default() })
        }
        format => extract(bytes, format),
    }
}

/// Reads a file in its format. The error is a sentence that the name of the file begins.
fn extract(bytes: &[u8], format: SourceFormat) -> Result<ExtractedDocument, String> {
    match format {
        _ if bytes.is_empty() => Err("is empty".to_owned()),
        SourceFormat::Plain => Ok(super::plain::read_plain(bytes)),
        #[cfg(feature = "attachments")]
        SourceFormat::Word => guarded(|| super::word::read_word(bytes)),
        #[cfg(feature = "attachments")]
        SourceFormat::OpenText => guarded(|| super::open_text::read_open_text(bytes)),
        #[cfg(feature = "attachments")]
        SourceFormat::Pdf => super::pdf::read_pdf(bytes),
        #[cfg(not(feature = "attachments"))]
        SourceFormat::Word | SourceFormat::OpenText | SourceFormat::Pdf => {
            Err("is not read: this minutebook was built without the feature `attachments`".to_owned())
        }
        SourceFormat::Web => Ok(super::web::read_web(bytes)),
        SourceFormat::OldWord => {
            Err("is a Word 97 document or an encrypted file: save it without a password, as DOCX or ODT".to_owned())
        }
        SourceFormat::RichText => Err("is RTF, which is not read: save it as DOCX or ODT".to_owned()),
        SourceFormat::Markdown | SourceFormat::Other => Err("holds no text of minutes".to_owned()),
    }
}

/// Reads what may be hostile: a panic in a reader is one more way of being broken.
#[cfg(feature = "attachments")]
fn guarded(read: impl FnOnce() -> Result<ExtractedDocument, String>) -> Result<ExtractedDocument, String> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("could not be read: it is broken".to_owned()))
}

fn convert(
    name: &str,
    bytes: &[u8],
    format: SourceFormat,
    options: &ImportOptions<'_>,
    report: &mut ImportFileReport,
) -> Result<(Vec<ImportedText>, bool), String> {
    let stem = stem_of(name);
    let path = format!("{stem}.md");
    let mut ground = ReadingGround { name: &path, date: options.date, site: options.site };
    let (passages, assembled, body) = if format == SourceFormat::Markdown {
        let text = crate::source::decoded_text(bytes);
        if text.starts_with("+++") || text.starts_with("---") {
            return Err("has front matter already: put it into the folder as it is".to_owned());
        }
        (original_passages(&extract_text(bytes)?), nothing_assembled()?, super::pandoc::with_bars(&text))
    } else {
        let extracted = extract(bytes, format)?;
        if extracted.is_cut {
            return Err("is broken, or unpacks to more than a document holds: not all of it could be read".to_owned());
        }
        let passages = original_passages(&extracted);
        let assembled = assemble(extracted).map_err(|error| format!("could not be read: {error}"))?;
        let body = written(&assembled, ground);
        (passages, assembled, body)
    };
    if body.trim().is_empty() {
        return Err("has no text: its pages may be pictures, as from a scanner. Recognise its text (OCR) first".to_owned());
    }
    let days = DaysOfFile::of(&body, ground);
    if let Some(name) = days.as_ref().and_then(DaysOfFile::name_of_text) {
        ground.name = name;
    }
    let (meetings, problems) = read_meetings(&body, ground);
    if meetings.is_empty() {
        return Err(no_day(&problems));
    }
    if let Some(line) = days.as_ref().and_then(DaysOfFile::disagreement) {
        report.lines.push(line);
    }
    let markings = find_markings(&assembled.furniture);
    let several = meetings.len() > 1;
    let mut texts = Vec::new();
    let sha256 = crate::source::hex(&Sha256::digest(bytes));
    let original = name.rsplit(['/', '\\']).next().unwrap_or(name);
    for meeting in &meetings {
        let part = if several { part_of(&body, meeting) } else { body.clone() };
        let head = front::front_matter(meeting, &part, options, &markings, (original, &sha256));
        let lines = head.matches('\n').count();
        say::say_meeting(meeting, &body, &part, lines, report);
        let suffix = slug(stem.rsplit('/').next().unwrap_or(""));
        let origins = write_origins(&part, &passages, ReadingGround { date: Some(meeting.date), ..ground });
        texts.push(ImportedText { name: meeting.date.to_string(), suffix, text: format!("{head}{part}"), origins });
    }
    say::say_doubts(&assembled, &texts, &problems, report);
    say::say_left_out(&assembled, &markings, report);
    let left_out = say::left_out_words(&assembled);
    let whole: String = texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n");
    report.words = WordAccount::of(bytes, format, &whole, &left_out, &assembled.joined);
    Ok((texts, has_unseen_words(&assembled)))
}

/// Whether an original has words that a reader of its pages does not see.
fn has_unseen_words(assembled: &AssembledDocument) -> bool {
    let is_unseen = |reason: LeftOutReason| matches!(reason, LeftOutReason::Comment | LeftOutReason::Hidden);
    assembled.left_out.iter().any(|left| is_unseen(left.reason)) || assembled.changes.iter().any(|change| change.is_deletion)
}

/// The name of a file without its ending and its folders.
fn stem_of(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn nothing_assembled() -> Result<AssembledDocument, String> {
    let document: BlockDocument<'static> = DocumentBuilder::new().finish().map_err(|error| error.to_string())?;
    Ok(AssembledDocument {
        document,
        offers: Vec::new(),
        changes: Vec::new(),
        left_out: Vec::new(),
        furniture: Vec::new(),
        joined: Vec::new(),
        empty_pages: Vec::new(),
    })
}

/// Writes the Markdown. Where nobody says whether the first row of a table is a heading, the reading that finds more decides.
fn written(assembled: &AssembledDocument, ground: ReadingGround<'_>) -> String {
    let heads = write_markdown(assembled, FirstRow::Heads);
    let best = if has_plain_tables(&assembled.document) {
        let counts = write_markdown(assembled, FirstRow::Counts);
        let facts = |text: &str| count_facts(&read_meetings(text, ground).0);
        if facts(&counts) > facts(&heads) { counts } else { heads }
    } else {
        heads
    };
    settle(best, ground)
}

/// The part of a text that is about one of several meetings.
fn part_of(body: &str, meeting: &Meeting) -> String {
    body.get(meeting.document.body.range()).unwrap_or("").trim().to_owned() + "\n"
}

/// Says why no meeting was found.
fn no_day(problems: &[Diagnostic]) -> String {
    let ambiguous = problems.iter().find(|p| p.code == Code::AmbiguousDate);
    match ambiguous {
        Some(problem) => format!("has no day that can be read in one way: {}; name it with --date", problem.message),
        None => "has no day of a meeting: name it with --date 2012-04-17".to_owned(),
    }
}
