//! The report of an import as a web page of one file, for those who settle what is left.

use crate::html::escape;
use crate::import::{ImportFileReport, ImportLineKind, ImportReport};

/// The look of the page. It loads nothing.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #bbb}\
th{font-weight:400;white-space:nowrap}.unsure,.failed{font-weight:700}h2{font-size:1.1rem;margin-top:2rem;overflow-wrap:anywhere}";

/// Returns the report as a page: what failed first, then what leaves something to decide, then the rest.
pub(super) fn report_page(report: &ImportReport) -> String {
    let mut files: Vec<&ImportFileReport> = report.files.iter().collect();
    files.sort_by_key(|file| (!file.has_failed(), !file.has_doubts()));
    let sections: String = files.into_iter().map(section).collect();
    let summary = escaped(report.summary().trim());
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Report of an import</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Report of an import</h1>\n\
         <p>{summary}</p>\n{sections}</main>\n</body>\n</html>\n"
    )
}

fn section(file: &ImportFileReport) -> String {
    let to = if file.written.is_empty() { String::new() } else { format!(" → {}", file.written.join(", ")) };
    let heading = format!("{}{to}{}", file.file, file.state());
    let row = |name: &str, text: &str, line: Option<usize>| {
        let class = name.replace(' ', "-");
        let at = line.map_or(String::new(), |n| format!("line {n}"));
        format!("<tr class=\"{class}\"><th scope=\"row\">{name}</th><td>{}</td><td>{at}</td></tr>\n", escaped(text))
    };
    let mut lines: Vec<_> = file.lines.iter().collect();
    lines.sort_by_key(|line| !matches!(line.kind, ImportLineKind::Failed | ImportLineKind::Unsure));
    let mut rows: String = lines.into_iter().map(|line| row(line.kind.name(), &line.text, line.line)).collect();
    if let Some(words) = &file.words {
        rows.push_str(&row("words", &words.words(), None));
    }
    format!("<section>\n<h2>{}</h2>\n<table>\n{rows}</table>\n</section>\n", escaped(&heading))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape::text(&mut out, text);
    out
}
