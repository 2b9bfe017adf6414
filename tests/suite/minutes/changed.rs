//! Changes of a text that mean nothing: the reading of every file of the corpus stays the same.

use super::corpus::samples;
use super::reading::{ReadNext, Reading, read};
use super::scores::{Figures, hold};
use super::words::{folded, name};

/// A change, by the name it has in the file of scores.
struct Change {
    name: &'static str,
    make: fn(&str) -> String,
}

const CHANGES: [Change; 8] = [
    Change { name: "crlf", make: |text| text.replace('\n', "\r\n") },
    Change { name: "stars-for-dashes", make: |text| by_line(text, stars) },
    Change { name: "underscores-for-stars", make: |text| by_line(text, underscores) },
    Change { name: "setext-for-atx", make: setext },
    Change { name: "wrapped-at-72", make: wrapped },
    Change { name: "no-break-spaces", make: |text| by_line(text, no_break_spaces) },
    Change { name: "escaped-numbers", make: |text| by_line(text, escaped) },
    Change { name: "blank-lines-between-numbers", make: spaced },
];

/// The lines of the front matter and of fenced code stay; each other line is changed alone.
fn by_line(text: &str, change: impl Fn(&str) -> String) -> String {
    let out: Vec<String> = lines(text).map(|(line, is_kept)| if is_kept { line.to_owned() } else { change(line) }).collect();
    out.join("\n")
}

/// Each line, and whether it is of the front matter or of fenced code.
fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut closing = if text.starts_with("---\n") { Some("---") } else { None };
    text.split('\n').enumerate().map(move |(n, line)| {
        let mark = line.trim_start();
        match closing {
            Some(mark_of_end) if n > 0 && mark.starts_with(mark_of_end) => {
                closing = None;
                (line, true)
            }
            Some(_) => (line, true),
            None if mark.starts_with("```") => {
                closing = Some("```");
                (line, true)
            }
            None => (line, false),
        }
    })
}

fn stars(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let (space, rest) = line.split_at(indent);
    rest.strip_prefix("- ").map_or_else(|| line.to_owned(), |rest| format!("{space}* {rest}"))
}

/// `__` for `**`, where no letter touches it from outside: inside a word `__` is no mark.
fn underscores(line: &str) -> String {
    let parts: Vec<&str> = line.split("**").collect();
    if parts.len().is_multiple_of(2) || line.contains("***") {
        return line.to_owned();
    }
    let touches = |before: &str, after: &str| before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
    let is_inner = parts.chunks_exact(2).zip(parts.iter().skip(2).step_by(2)).any(|(pair, after)| touches(pair[0], after));
    if is_inner { line.to_owned() } else { parts.join("__") }
}

fn setext(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for (line, is_kept) in lines(text) {
        let before_is_blank = out.last().is_none_or(|l| l.trim().is_empty());
        let heading = [("# ", "==="), ("## ", "---")].iter().find_map(|(mark, rule)| Some((line.strip_prefix(mark)?, rule)));
        // `1. Lamps` over a rule is a list and a rule.
        let is_text = |title: &str| title.split(' ').next().is_some_and(|word| !word.is_empty() && !is_marker(word));
        match heading.filter(|(title, _)| !is_kept && before_is_blank && is_text(title)) {
            Some((title, rule)) => out.extend([title.trim().to_owned(), (*rule).to_owned()]),
            None => out.push(line.to_owned()),
        }
    }
    out.join("\n")
}

/// Wraps lines of running text; tables, headings, code and what looks like columns stay.
fn wrapped(text: &str) -> String {
    by_line(text, |line| {
        let indent = line.len() - line.trim_start().len();
        let body = line.trim_start();
        let stays = body.starts_with(['|', '#', '+', '<', '>', '=', '~']) || body.contains("  ") || body.contains('\t');
        if stays || line.chars().count() <= 72 {
            return line.to_owned();
        }
        let marker = body.find(' ').map_or(0, |at| if is_marker(&body[..at]) { at + 1 } else { 0 });
        let hang = " ".repeat(indent + marker);
        let mut out = line[..indent].to_owned();
        let mut width = indent;
        for (n, word) in body.split(' ').enumerate() {
            let fits = width + 1 + word.chars().count() <= 72;
            if n > 0 && (fits || opens_a_block(word)) {
                out.push(' ');
                width += 1;
            } else if n > 0 {
                out.push('\n');
                out.push_str(&hang);
                width = hang.len();
            }
            out.push_str(word);
            width += word.chars().count();
        }
        out
    })
}

/// `-`, `*`, `3.`, `3)`: a marker of a list as Markdown has it.
fn is_marker(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.strip_suffix(['.', ')']).is_some_and(|n| n.len() < 10 && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a word at the start of a line would begin something else than a line of a paragraph.
fn opens_a_block(word: &str) -> bool {
    is_marker(word)
        || word.starts_with(['#', '>', '|', '=', '`'])
        || word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(word, "–" | "—" | "--")
}

/// A no-break space between each two letters that have a space between them.
fn no_break_spaces(line: &str) -> String {
    if line.starts_with('|') {
        return line.to_owned();
    }
    let letters: Vec<char> = line.chars().collect();
    let is_letter = |at: usize| letters.get(at).is_some_and(|c| c.is_alphabetic());
    let change =
        |(at, c): (usize, &char)| if *c == ' ' && at > 0 && is_letter(at - 1) && is_letter(at + 1) { '\u{a0}' } else { *c };
    letters.iter().enumerate().map(change).collect()
}

/// `1\.` for `1.` at the start of a line, as converters write it.
fn escaped(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    if digits > 0 && rest.starts_with(". ") { format!("{}\\{rest}", &line[..digits]) } else { line.to_owned() }
}

/// A blank line before each line that begins with a number and a dot or bracket.
fn spaced(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for (line, is_kept) in lines(text) {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let is_numbered = digits > 0 && line[digits..].starts_with(['.', ')', '/']) && line.contains(' ');
        if !is_kept && is_numbered && out.last().is_some_and(|l| !l.trim().is_empty()) {
            out.push("");
        }
        out.push(line);
    }
    out.join("\n")
}

/// What a reading says, without what a change of markup may change: spaces, line ends, marks.
fn facts(reading: Reading) -> Vec<String> {
    let option = |text: Option<String>| text.map(|t| folded(&t));
    let mut facts = vec![format!("date {}", reading.date)];
    for p in reading.people {
        let more = (option(p.initials), option(p.role), option(p.organisation), option(p.part), p.mode);
        facts.push(format!("{:?} {} {more:?}", p.standing, name(&p.name)));
    }
    facts.extend(reading.items.into_iter().map(|i| format!("item {}", folded(&i.words))));
    for a in reading.actions {
        let owners: Vec<String> = a.owners.iter().map(|(written, _)| name(written)).collect();
        facts.push(format!("action {} {:?} {:?} {:?} {:?} {}", a.local, a.number, folded(&a.text), owners, a.due, a.is_done));
    }
    facts.extend(reading.decisions.into_iter().map(|d| format!("decision {} {}", d.local, folded(&d.text))));
    facts.extend(reading.next.map(|ReadNext { date, hours, place }| format!("next {date} {hours:?} {:?}", option(place))));
    facts
}

/// `MINUTEBOOK_DIFFERENCES=1 cargo test --test suite minutes::changed -- --nocapture` lists each difference.
#[test]
fn changes_that_mean_nothing_change_nothing() {
    let shows = std::env::var_os("MINUTEBOOK_DIFFERENCES").is_some();
    let mut figures = Figures::new();
    for sample in samples() {
        let read_facts = |text: &str| facts(read(&sample.path(), text).unwrap_or_default());
        let before = read_facts(&sample.text);
        for change in &CHANGES {
            let text = (change.make)(&sample.text);
            let after = if text == sample.text { before.clone() } else { read_facts(&text) };
            let figure = figures.entry(("same".to_owned(), change.name.to_owned())).or_default();
            figure.of += 1;
            figure.right += u32::from(before == after);
            if shows && before != after {
                let missing: Vec<&String> = before.iter().filter(|f| !after.contains(f)).collect();
                let new: Vec<&String> = after.iter().filter(|f| !before.contains(f)).collect();
                println!("{} {}\n  - {missing:#?}\n  + {new:#?}", sample.name, change.name);
            }
        }
    }
    hold("changed", &figures);
}

#[test]
fn each_change_is_what_it_says() {
    assert_eq!(by_line("---\n- a\n---\n- b\n  - c", stars), "---\n- a\n---\n* b\n  * c");
    assert_eq!(underscores("**a** and **b**: c**d**e"), "**a** and **b**: c**d**e");
    assert_eq!(underscores("**a** and **b**"), "__a__ and __b__");
    assert_eq!(setext("# A\n\n## B\ntext\n\n## 1. C"), "A\n===\n\nB\n---\ntext\n\n## 1. C");
    assert_eq!(escaped("12. Lamps"), "12\\. Lamps");
    assert_eq!(no_break_spaces("Ann Lee, 3 May"), "Ann\u{a0}Lee, 3 May");
    assert_eq!(spaced("1. a\n2. b\n\n3. c"), "1. a\n\n2. b\n\n3. c");
    let long = format!("- {}", "words and words ".repeat(6).trim());
    assert_eq!(
        wrapped(&long),
        format!("- {}\n  {}", "words and words ".repeat(4).trim_end().to_owned() + " words", "and words words and words")
    );
}
