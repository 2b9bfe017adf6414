//! Front matter and the keys that every document has.
//!
//! A Markdown file is split into its front matter and its text; the text is looked through once, by
//! [`super::prose`], for what a link can find in it and what it refers to. What the keys of one kind
//! of document mean is said in the module of that kind.

use std::ops::Range;

use super::context::Context;
use super::data::{self, DataDiagnostics, Format, Reader, Tree};
use super::doubtful;
use super::folder::id_of;
use super::front_matter::{KINDS, Lines, is_key, split};
use super::permanent;
use super::prose::{self, Found};
use crate::diag::{Code, Diagnostic};
use crate::layout;
use crate::record::{Audience, Document, FileId, Span, Stage, TextRange, language_tag};

/// What [`Reader::one_of`] accepts for `audience`.
pub(super) const AUDIENCES: [(&str, Audience); 2] = [("public", Audience::Public), ("internal", Audience::Internal)];

/// A Markdown file whose front matter has been read into a tree.
#[derive(Debug)]
pub(super) struct Opened {
    /// The file.
    pub file: FileId,
    /// The settings; empty where there are none.
    pub tree: Tree,
    /// Where the text stands.
    pub body: Span,
    /// Mistakes of syntax.
    pub problems: Vec<Diagnostic>,
}

/// Splits a Markdown file and reads its front matter.
pub(super) fn open(file: FileId, text: &str) -> Opened {
    let mut opened = open_front(file, text);
    opened.problems.extend(unclosed_comments(text, opened.body));
    opened
}

/// A warning for each comment that nothing closes. It is published as text: to hide it would hide all that follows.
fn unclosed_comments(text: &str, body: Span) -> Vec<Diagnostic> {
    if memchr::memmem::find(text.as_bytes(), b"<!--").is_none() {
        return Vec::new();
    }
    let range = body.range();
    let document = layout::BlockDocument::from_markdown(text, TextRange::new(range.start, range.end));
    let warning = |at: &TextRange| {
        Diagnostic::new(Code::UnclosedComment, Span::new(body.file, at.start(), at.end()), "this comment is not closed")
            .expected("published as text until it is")
            .remedy("write `-->` where it ends: before the paragraph, cell or quotation does. Only a comment that begins a line may hold blank lines")
    };
    document.unclosed_comments().iter().map(warning).collect()
}

fn open_front(file: FileId, text: &str) -> Opened {
    let split = split(text);
    let whole = |body: Range<usize>| Span::new(file, body.start, body.end);
    if let Some((format, line)) = split.unclosed {
        let fence = if format == Format::Toml { "+++" } else { "---" };
        let (mut tree, head) = settings_at_head(file, text, format, line.end);
        tree.broken = true;
        let problem =
            Diagnostic::new(Code::Syntax, Span::new(file, line.start, line.end), "the front matter is opened and never closed")
                .expected(format!("opened by `{fence}` here"))
                .remedy(format!("put a line `{fence}` after the last setting"));
        let body = if head > line.end { head..split.body.end } else { split.body };
        return Opened { file, tree, body: whole(body), problems: vec![problem] };
    }
    let Some((format, front)) = split.front else {
        return Opened {
            file,
            tree: Tree::empty(Format::Toml, file, split.body.start),
            body: whole(split.body),
            problems: Vec::new(),
        };
    };
    let (tree, mut problems) = data::read(format, file, &text[front.clone()], front.start);
    if tree.not_a_table {
        problems.push(
            Diagnostic::new(Code::WrongValue, tree.table.span, "this front matter holds no keys")
                .expected("expected key: value")
                .remedy("write each setting as key: value, or delete the lines `---` around it"),
        );
    }
    Opened { file, tree, body: whole(split.body), problems }
}

/// The settings below a line that opens front matter which is never closed: the lines up to the first that is none. Returns where they end.
fn settings_at_head(file: FileId, text: &str, format: Format, opened: usize) -> (Tree, usize) {
    let start = text.get(opened..).and_then(|t| t.find('\n')).map_or(text.len(), |n| opened + n + 1);
    let is_setting = |line: &str| match format {
        Format::Yaml => is_key(line) || line.starts_with([' ', '\t', '-']) && !line.trim().is_empty() && !line.starts_with("--"),
        Format::Toml => line.split_once('=').is_some_and(|(key, _)| !key.trim().contains(' ')),
    };
    let lines = Lines { text, at: start }.take_while(|line| text.get(line.clone()).is_some_and(is_setting));
    let end = lines.last().map_or(opened, |line| line.end);
    let (tree, _) = data::read(format, file, text.get(start..end).unwrap_or(""), start);
    (tree, end)
}

/// How the text of a document is looked through, and what its title is where it gives none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'a> {
    /// Collect anchors: not for minutes, whose sections and blocks are theirs.
    pub anchors: bool,
    /// The title where there is neither a `title` nor a heading; `None`: the title is left empty (minutes).
    pub title: Option<&'a str>,
}

/// Reports the first code of a document that a program with the feature `highlight` would colour.
#[cfg(not(feature = "highlight"))]
fn report_plain_code(text: &str, body: Span, reader: &Reader<'_>) {
    if let Some(language) = prose::code_language(text, body) {
        let message = "this code is shown plain: this minutebook was built without the feature `highlight`";
        let remedy = "use a minutebook with that feature, or leave the language out";
        reader.diagnostics().report(Diagnostic::new(Code::FeatureMissing, language, message).remedy(remedy));
    }
}

/// Reads the keys that every document has, and looks through its text.
pub(super) fn document(opened: &Opened, text: &str, reader: &Reader<'_>, manner: Manner<'_>) -> Document {
    let body = opened.body;
    let found = prose::look(text, body, manner.anchors, manner.title.is_some());
    #[cfg(not(feature = "highlight"))]
    report_plain_code(text, body, reader);
    reader.one_of("kind", &KINDS);
    let Found { heading, anchors, mut references, from_top, withheld, comments, code } = found;
    // A mark in a comment is published as little as the rest of it.
    let shown = if reader.flag("shows_marks") { code } else { comments };
    doubtful::marks(text, body, &withheld, &shown).into_iter().for_each(|mark| reader.diagnostics().report(mark));
    // A marking is read as what it is.
    reader.doubt_settings(|key, value| doubtful::near_setting(key, value, false).filter(|_| key != "marking"));
    // Some keys hold Markdown too (`note`, `notes`): what they refer to is looked for as in the text.
    let front = Span::new(body.file, 0, body.start as usize);
    if text.get(front.range()).is_some_and(|t| t.contains("](") || t.contains("[[")) {
        references.extend(prose::look(text, front, false, false).references);
        references.sort_by(|a, b| (&a.text, a.span).cmp(&(&b.text, b.span)));
        references.dedup_by(|b, a| a.text == b.text);
    }
    let given = reader.text("title");
    let title = match (given, manner.title) {
        (Some(title), _) => title,
        (None, Some(fallback)) => heading.unwrap_or_else(|| fallback.into()),
        (None, None) => "".into(),
    };
    let (marking, marked_audience) = super::marking::marking(reader);
    let mut changes = permanent::changes(reader);
    let agreed_at = reader.written("agreed_at");
    let draft = reader.flag("draft");
    let withdrawn = permanent::withdrawn(reader);
    let stage = match (&withdrawn, draft) {
        (Some(_), _) => Stage::Withdrawn,
        (None, true) => Stage::Draft,
        (None, false) if agreed_at.is_some() => Stage::Agreed,
        (None, false) => Stage::Published,
    };
    changes.extend(withdrawn.flatten());
    changes.sort_by_key(|c| c.date);
    Document {
        file: opened.file,
        body,
        title,
        description: reader.text("description"),
        lang: lang(reader, "lang"),
        audience: reader.one_of("audience", &AUDIENCES).unwrap_or_default().max(marked_audience),
        stage,
        illustrative: reader.flag("illustrative"),
        note: reader.text("note"),
        source: reader.citation("source"),
        aliases: permanent::aliases(reader),
        former: permanent::former(reader),
        changes,
        agreed_at,
        anchors,
        references,
        from_top,
        withheld,
        marking,
        is_unreviewed: false,
    }
}

/// A language tag (BCP 47), as [`language_tag`] writes it.
pub(super) fn lang(reader: &Reader<'_>, key: &'static str) -> Option<Box<str>> {
    let text = reader.text(key)?;
    if let Some(tag) = language_tag(&text) {
        return Some(tag.into());
    }
    if let Some(value) = reader.value(key) {
        reader.wrong(key, value, "the code of a language (BCP 47)", "\"en-GB\"");
    }
    None
}

/// A file's or folder's name in words: `2012-annual_report` is `2012 annual report`, `idmg` is `Idmg`.
pub(super) fn in_words(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '_' || c == '-').filter(|w| !w.is_empty()).collect();
    let joined = words.join(" ");
    let mut chars = joined.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => name.to_owned(),
    }
}

/// The diagnostics of the front matter of a file.
pub(super) fn data_diagnostics(opened: &Opened, cx: &Context<'_>) -> DataDiagnostics {
    let diagnostics = DataDiagnostics::new(&opened.tree, cx.site.date_order);
    if cx.site.bare { diagnostics.lenient() } else { diagnostics }
}

/// The page of something that has none: no text, the name of its folder.
pub(super) fn blank(file: FileId, path: &str) -> Document {
    Document::bare(&in_words(&id_of(path)), Span::new(file, 0, 0))
}
