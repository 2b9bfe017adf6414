//! Runs of words as the block model keeps them: with the marks of Markdown, and only where these hold.

use crate::import::extract::TextRun;
use crate::layout::{DocumentBuilder, DocumentError, TextStyle};

/// The place of runs, which decides how much of their look is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunPlace {
    /// A paragraph or a cell.
    Text,
    /// A heading: it is bold by itself.
    Heading,
}

/// Adds the words of a paragraph to the block that is open.
pub(super) fn add_runs(builder: &mut DocumentBuilder, runs: &[TextRun], place: RunPlace) -> Result<(), DocumentError> {
    let runs = tidied(runs, place);
    for (n, run) in runs.iter().enumerate() {
        match run {
            TextRun::LineBreak if place == RunPlace::Heading => builder.add_words(" ")?,
            TextRun::LineBreak => builder.break_line()?,
            TextRun::NoteCall(label) => builder.add_note_call(label)?,
            TextRun::Words { text, link: Some(link), .. } if !text.trim().is_empty() => builder.add_link(text, link)?,
            TextRun::Words { text, style, .. } => {
                let before = n.checked_sub(1).and_then(|n| runs.get(n)).and_then(last_char);
                let after = runs.get(n + 1).and_then(first_char);
                add_words(builder, text, *style, (before, after))?;
            }
        }
    }
    Ok(())
}

/// Adds words; their look only where its marks open and close what they should.
fn add_words(
    builder: &mut DocumentBuilder,
    text: &str,
    style: TextStyle,
    (before, after): (Option<char>, Option<char>),
) -> Result<(), DocumentError> {
    let body = text.trim();
    if style == TextStyle::default() || body.is_empty() || !body.contains(char::is_alphanumeric) {
        return builder.add_words(text);
    }
    let (lead, tail) = text.split_once(body).unwrap_or(("", ""));
    // A mark opens behind a letter only before a letter, and closes before a letter only behind one.
    let core = if tail.is_empty() && after.is_some_and(char::is_alphanumeric) {
        body.trim_end_matches(|c: char| !c.is_alphanumeric())
    } else {
        body
    };
    let rest = body.get(core.len()..).unwrap_or("");
    let opens = !lead.is_empty() || !before.is_some_and(char::is_alphanumeric) || core.starts_with(char::is_alphanumeric);
    if !opens || core.is_empty() {
        return builder.add_words(text);
    }
    builder.add_words(lead)?;
    builder.add_styled(core, style)?;
    builder.add_words(rest)?;
    builder.add_words(tail)
}

/// Puts runs together that look the same, and leaves a look out that would touch another without a blank between them.
fn tidied(runs: &[TextRun], place: RunPlace) -> Vec<TextRun> {
    let mut out: Vec<TextRun> = Vec::with_capacity(runs.len());
    for run in runs {
        let TextRun::Words { text, style, link } = run else {
            out.push(run.clone());
            continue;
        };
        let text = text.replace('\t', "   ");
        let is_blank = text.trim().is_empty();
        let mut style = if place == RunPlace::Heading { TextStyle { bold: false, ..*style } } else { *style };
        match out.last_mut() {
            Some(TextRun::Words { text: before, style: look, link: target })
                if target == link && (*look == style || is_blank && link.is_none()) =>
            {
                before.push_str(&text);
            }
            Some(TextRun::Words { text: before, style: look, .. }) => {
                let touches = !before.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace);
                if touches && *look != TextStyle::default() && style != TextStyle::default() {
                    // Of two looks that touch, bold is the one that means something.
                    if look.bold && style.bold {
                        *look = TextStyle { bold: true, ..TextStyle::default() };
                        before.push_str(&text);
                        continue;
                    }
                    if look.bold { style = TextStyle::default() } else { *look = TextStyle::default() }
                }
                out.push(TextRun::Words { text, style, link: link.clone() });
            }
            _ => out.push(TextRun::Words { text, style, link: link.clone() }),
        }
    }
    trim_ends(&mut out);
    out
}

/// Takes blanks and line breaks off both ends.
fn trim_ends(runs: &mut Vec<TextRun>) {
    let is_blank = |run: &TextRun| match run {
        TextRun::LineBreak => true,
        TextRun::Words { text, .. } => text.trim().is_empty(),
        TextRun::NoteCall(_) => false,
    };
    while runs.last().is_some_and(is_blank) {
        runs.pop();
    }
    let lead = runs.iter().take_while(|run| is_blank(run)).count();
    runs.drain(..lead);
    if let Some(TextRun::Words { text, .. }) = runs.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(TextRun::Words { text, .. }) = runs.last_mut() {
        *text = text.trim_end().to_owned();
    }
}

fn first_char(run: &TextRun) -> Option<char> {
    match run {
        TextRun::Words { text, .. } => text.chars().next(),
        _ => None,
    }
}

fn last_char(run: &TextRun) -> Option<char> {
    match run {
        TextRun::Words { text, .. } => text.chars().next_back(),
        _ => None,
    }
}
