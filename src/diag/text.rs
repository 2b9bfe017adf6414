//! Diagnostics as text: the path, the line with a caret, what was expected, how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::record::Span;
use crate::source::Sources;

/// How much of a very long line is shown before and after the place, in characters.
const CONTEXT: usize = 100;

/// For a pipe or a file: no colour.
pub fn plain(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    render(diagnostics, sources, &Renderer::plain())
}

/// For a terminal.
pub fn styled(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    render(diagnostics, sources, &Renderer::styled())
}

fn render(diagnostics: &[Diagnostic], sources: &Sources, renderer: &Renderer) -> String {
    let mut out = String::new();
    for d in diagnostics {
        out.push_str(&one(d, sources, renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(d: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(d.message.as_str()).id(d.code.name());
    let mut group = Group::with_title(title);
    let mut windows = Vec::new();
    if let Some(span) = d.span {
        windows.push((Window::around(span, sources), d.expected.clone(), AnnotationKind::Primary));
    }
    for (span, what) in &d.related {
        windows.push((Window::around(*span, sources), what.clone(), AnnotationKind::Context));
    }
    for (window, label, kind) in &windows {
        if window.text.is_empty() {
            let mut origin = Origin::path(window.path.as_str());
            if window.line > 0 {
                origin = origin.line(window.line);
            }
            group = group.element(origin);
            if !label.is_empty() {
                group = group.element(Level::NOTE.message(label.as_str()));
            }
            continue;
        }
        let mut mark = kind.span(window.mark.clone());
        if !label.is_empty() {
            mark = mark.label(label.as_str());
        }
        group = group
            .element(Snippet::source(window.text.as_str()).path(window.path.as_str()).line_start(window.line).annotation(mark));
    }
    if !d.remedy.is_empty() {
        group = group.element(Level::HELP.message(d.remedy.as_str()));
    }
    renderer.render(&[group]).to_string()
}

/// The line a span starts on, cut to what a terminal can show, and the span within it.
struct Window {
    path: String,
    line: usize,
    text: String,
    mark: std::ops::Range<usize>,
}

impl Window {
    fn around(span: Span, sources: &Sources) -> Window {
        let path = sources.path(span.file).to_owned();
        let Some(text) = sources.text(span.file) else {
            return Window { path, line: 0, text: String::new(), mark: 0..0 };
        };
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let to = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line = text[..from].bytes().filter(|b| *b == b'\n').count() + 1;
        let end = end.min(to);
        let left = text[from..start].char_indices().rev().nth(CONTEXT).map_or(from, |(i, _)| from + i);
        let right = text[end..to].char_indices().nth(CONTEXT).map_or(to, |(i, _)| end + i);
        let mut shown = String::new();
        if left > from {
            shown.push('…');
        }
        let lead = shown.len();
        shown.push_str(text[left..right].trim_end_matches('\r'));
        let mark = (lead + start - left).min(shown.len())..(lead + end - left).min(shown.len());
        if right < to {
            shown.push('…');
        }
        Window { path, line, text: shown, mark }
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
