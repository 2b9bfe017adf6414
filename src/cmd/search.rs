//! `minutebook search`: what the search page finds, on the terminal, from the same shards of a built site.
//!
//! It parses and ranks nothing itself: [`crate::search`] does.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::exit::ExitStatus;
use super::output::{complain, print};
use crate::cli;
use crate::search::{Hit, Index, Place, Query, Results, Sort, excerpt};
use crate::source;

/// Runs the command. `out` is the folder of the built site.
pub fn run(typed: &cli::Search, out: &Path) -> ExitCode {
    let text = query(&typed.query);
    let sort = match typed.sort {
        cli::SearchOrder::Relevance => Sort::Relevance,
        cli::SearchOrder::Date => Sort::Date,
    };
    let in_language = |path: &str| match &typed.lang {
        // The site's first language stands without its code.
        Some(lang) => source::read_built(out, &format!("{lang}/{path}"))
            .or_else(|| is_first(out, lang).then(|| source::read_built(out, path))?),
        None => source::read_built(out, path),
    };
    let index = match Index::open(in_language) {
        Ok(index) => index,
        Err(error) => {
            let message = match &typed.lang {
                Some(lang) => format!("{}: nothing is there to search in `{lang}`: {error}", out.display()),
                None => format!("{}: {error}", out.display()),
            };
            if typed.format == cli::Format::Json {
                print(format!("{}\n", json!({ "ok": false, "error": message })).as_bytes());
            } else {
                complain(&message, ExitStatus::InputOutput);
            }
            return ExitStatus::InputOutput.into();
        }
    };
    let results = index.search(&Query::parse(&text), sort, typed.from.saturating_sub(1), typed.limit);
    let answer = match typed.format {
        cli::Format::Json => format!("{}\n", as_json(&text, sort, &results)),
        cli::Format::Text => as_text(&results, typed.from, std::io::stdout().is_terminal()),
    };
    print(answer.as_bytes())
}

/// Whether a built site is first of all in a language: its search page says so.
fn is_first(out: &Path, lang: &str) -> bool {
    let page = source::read_built(out, "search/index.html").unwrap_or_default();
    let wanted = format!("<html lang=\"{lang}\"");
    page.windows(wanted.len()).any(|w| w == wanted.as_bytes())
}

/// Where the built site is: `--out`, else `public` beside the nearest `site.toml`, else `public` here.
pub fn folder(typed: &cli::Search, here: &Path) -> PathBuf {
    match &typed.out {
        Some(out) => here.join(out),
        None => here.ancestors().find(|a| a.join("site.toml").is_file()).unwrap_or(here).join("public"),
    }
}

/// The words of the command line as one query. A shell takes quotation marks away: of several words, one with spaces in it was a phrase.
fn query(words: &[String]) -> String {
    let quoted = |word: &String| {
        if words.len() == 1 || !word.contains(char::is_whitespace) || word.contains('"') {
            return word.clone();
        }
        match word.split_once(':') {
            Some((facet, value)) if !facet.contains(char::is_whitespace) => format!("{facet}:\"{value}\""),
            _ => match word.strip_prefix('-') {
                Some(rest) => format!("-\"{rest}\""),
                None => format!("\"{word}\""),
            },
        }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn as_json(text: &str, sort: Sort, results: &Results) -> serde_json::Value {
    let place = |p: &Place| {
        // Characters, not bytes: what every language but this one counts in, or can.
        let characters = |byte: usize| p.text.get(..byte).map_or(0, |t| t.chars().count());
        let marks: Vec<_> = p.marks.iter().map(|m| [characters(m.start), characters(m.end)]).collect();
        json!({ "kind": p.kind_name(), "address": p.address, "label": p.label, "text": p.text, "marks": marks })
    };
    let hit = |h: &Hit| {
        json!({
            "address": h.address, "title": h.title, "date": h.date, "kind": h.kind.key(), "body": h.body,
            "lang": h.lang, "description": h.description, "score": h.score, "places": h.places.iter().map(place).collect::<Vec<_>>(),
        })
    };
    json!({
        "ok": true,
        "query": text,
        "sort": if sort == Sort::Date { "date" } else { "relevance" },
        "total": results.total,
        "understood": results.understood.iter().map(|u| json!({ "words": u.words, "facet": u.facet, "value": u.value })).collect::<Vec<_>>(),
        "missing": results.missing,
        "mended": results.mended,
        "unknown": results.unknown,
        "hits": results.hits.iter().map(hit).collect::<Vec<_>>(),
    })
}

/// Text from a site may hold anything: control characters would drive the terminal.
fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn as_text(results: &Results, from: usize, styled: bool) -> String {
    let (bold, dim, end) = if styled { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let (open, close) = if styled { ("\x1b[1;33m", "\x1b[0m") } else { ("*", "*") };
    let mut out = String::new();
    for (typed, meant) in &results.mended {
        let _ = writeln!(out, "No results for “{}”. Showing results for “{}”.", safe(typed), safe(meant));
    }
    for meaning in &results.understood {
        let _ = writeln!(
            out,
            "“{}” means {}:{}. In quotation marks it is a word.",
            safe(&meaning.words),
            meaning.facet,
            safe(&meaning.value)
        );
    }
    if !results.missing.is_empty() {
        let _ =
            writeln!(out, "Nothing has all of these words. Showing results without “{}”.", safe(&results.missing.join("”, “")));
    }
    for (facet, value) in &results.unknown {
        let _ = writeln!(out, "{facet}: nothing is called “{}”.", safe(value));
    }
    for (n, hit) in (from.max(1)..).zip(&results.hits) {
        let facts: Vec<&str> = [hit.kind.key(), &*hit.date, &*hit.body].into_iter().filter(|f| !f.is_empty()).collect();
        let _ = writeln!(
            out,
            "{n}. {bold}{}{end}\n   {dim}{}{end}\n   {}",
            safe(&hit.title),
            safe(&facts.join(" · ")),
            safe(&hit.address)
        );
        for place in &hit.places {
            let _ = write!(out, "   {bold}{}{end}  ", safe(&place.name()));
            for part in excerpt(&place.text, &place.marks) {
                let words = safe(part.text);
                let _ = if part.marked { write!(out, "{open}{words}{close}") } else { write!(out, "{words}") };
            }
            let _ = writeln!(out, "\n      {dim}{}{end}", safe(&place.address));
        }
        if hit.places.is_empty() && !hit.description.is_empty() {
            let _ = writeln!(out, "   {}", safe(&hit.description));
        }
        out.push('\n');
    }
    let shown = results.hits.len();
    let _ = match results.total {
        0 => writeln!(out, "Nothing was found."),
        total if shown < total => writeln!(out, "{shown} of {total} documents; see --from and --limit."),
        1 => writeln!(out, "1 document."),
        total => writeln!(out, "{total} documents."),
    };
    out
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn words_of_the_shell_make_one_query() {
        let query = |words: &[&str]| query(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        for (words, want) in [
            (&["internal", "trafficking"][..], "internal trafficking"),
            (&["internal trafficking -olympics"], "internal trafficking -olympics"),
            (&["annual report", "ministers"], "\"annual report\" ministers"),
            (&["owner:Home Office", "budget"], "owner:\"Home Office\" budget"),
            (&["budget", "-annual report"], "budget -\"annual report\""),
            (&["\"annual report\" x", "y"], "\"annual report\" x y"),
        ] {
            assert_eq!(query(words), want);
        }
    }
}
