//! The register of actions as text: a table for a terminal, and a letter to each owner in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::absolute;
use crate::record::{Action, ActionIx, Date};
use crate::site::{LanguageSite, Link};
use crate::view::rows::ActionRow;

/// Columns of the table before the last.
const COLUMNS: usize = 5;

/// A table with aligned columns and a line that counts. `width`: of the terminal, to which the last column is cut; in a pipe nothing is.
pub fn table(site: &LanguageSite<'_>, actions: &[ActionIx], width: Option<usize>) -> String {
    let mut lines: Vec<[String; COLUMNS + 1]> = vec![["ACTION", "OWNER", "DUE", "STATUS", "AGE", "WHAT"].map(str::to_owned)];
    lines.extend(actions.iter().map(|a| line(&site.record.actions[a.ix()], &site.action_row(*a))));
    let mut widths = [0; COLUMNS];
    for line in &lines {
        for (widest, cell) in widths.iter_mut().zip(line) {
            *widest = (*widest).max(cell.width());
        }
    }
    let before: usize = widths.iter().map(|w| w + 2).sum();
    let room = width.map(|w| w.saturating_sub(before).max(20));
    let mut out = String::new();
    for line in &lines {
        for (cell, wide) in line.iter().zip(widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', wide - cell.width() + 2));
        }
        let last = line.last().map_or("", String::as_str);
        match room {
            Some(room) => out.push_str(&cut(last, room)),
            None => out.push_str(last),
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    let open = actions.iter().filter(|a| site.record.actions[a.ix()].status.is_open()).count();
    let overdue = actions.iter().filter(|a| site.record.actions[a.ix()].is_overdue(site.today)).count();
    let total = actions.len();
    // Writing to a string does not fail.
    let _ = writeln!(out, "{total} {}: {open} open, {overdue} overdue", if total == 1 { "action" } else { "actions" });
    out
}

fn line(action: &Action, row: &ActionRow) -> [String; COLUMNS + 1] {
    let names: Vec<&str> = row.owners.iter().map(|o| o.text.as_str()).collect();
    let due = if row.due.is_empty() { &row.due_text } else { &row.due };
    [
        action.id.to_string(),
        if names.is_empty() { "-".to_owned() } else { one_line(&names.join(", ")) },
        if due.is_empty() { "-".to_owned() } else { one_line(due) },
        if row.overdue { format!("{}, overdue", row.status) } else { row.status.to_owned() },
        age(row),
        one_line(&row.text),
    ]
}

fn age(row: &ActionRow) -> String {
    let unit = row.age_unit.trim_start_matches("age_").trim_end_matches('s');
    format!("{} {unit}{}", row.age, if row.age == 1 { "" } else { "s" })
}

/// Without line ends and control characters, which would move the cursor of a terminal.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// At most `room` columns, with a mark where something was cut.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let kept: String = text
        .chars()
        .take_while(|c| {
            let wide = c.width().unwrap_or(0);
            let fits = wide <= left;
            left = left.saturating_sub(wide);
            fits
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// A letter to each owner of what they still have to do, in Markdown, with a rule between two letters. Actions that are closed are left out.
pub fn chase(site: &LanguageSite<'_>, actions: &[ActionIx]) -> String {
    let open: Vec<ActionIx> = actions.iter().copied().filter(|a| site.record.actions[a.ix()].status.is_open()).collect();
    let places: BTreeMap<ActionIx, usize> = open.iter().enumerate().map(|(n, a)| (*a, n)).collect();
    let mut letters: Vec<String> = Vec::new();
    for owner in &site.index.owners {
        let mut own: Vec<(usize, ActionIx)> = owner.actions.iter().filter_map(|a| Some((*places.get(a)?, *a))).collect();
        own.sort_unstable();
        if !own.is_empty() {
            let own: Vec<ActionIx> = own.into_iter().map(|(_, a)| a).collect();
            letters.push(letter(site, &format!("Actions of {}", markdown(&owner.name)), &own));
        }
    }
    let nobody: Vec<ActionIx> = open.iter().copied().filter(|a| site.record.actions[a.ix()].owners.is_empty()).collect();
    if !nobody.is_empty() {
        letters.push(letter(site, "Actions without an owner", &nobody));
    }
    letters.join("\n---\n\n")
}

fn letter(site: &LanguageSite<'_>, title: &str, actions: &[ActionIx]) -> String {
    let overdue = |a: &&ActionIx| site.record.actions[a.ix()].is_overdue(site.today);
    let late = actions.iter().filter(overdue).count();
    let count = actions.len();
    let mut out = format!("# {title}\n\n");
    let today = Date::Day(site.today).in_english();
    // Writing to a string does not fail.
    let _ = write!(out, "As of {today}, {count} {} open", if count == 1 { "action is" } else { "actions are" });
    match late {
        0 => out.push_str(".\n"),
        n if n == count && n == 1 => out.push_str(", and it is overdue.\n"),
        n if n == count => out.push_str(", all of them overdue.\n"),
        n => {
            let _ = writeln!(out, ", {n} of them overdue.");
        }
    }
    if late > 0 {
        out.push_str("\n## Overdue\n\n");
        actions.iter().filter(overdue).for_each(|a| item(site, *a, &mut out));
    }
    if late > 0 && late < count {
        out.push_str("\n## Still to be done\n");
    }
    if late < count {
        out.push('\n');
        actions.iter().filter(|a| !overdue(a)).for_each(|a| item(site, *a, &mut out));
    }
    out.push_str("\nPlease say of each how it stands: done, in progress, to be done by another date, or no longer needed");
    match site.record.site.contact.as_deref() {
        Some(contact) => {
            let _ = writeln!(out, ". Answers go to <{contact}>.");
        }
        None => out.push_str(".\n"),
    }
    out
}

fn item(site: &LanguageSite<'_>, at: ActionIx, out: &mut String) {
    let action = &site.record.actions[at.ix()];
    let row = site.action_row(at);
    let raised = site.place_link(action.meeting, &site.record.raised(action).anchor);
    let _ = writeln!(out, "- **{}** {}", markdown(&action.id), markdown(&one_line(&row.text)));
    let _ = writeln!(out, "  Raised: {}. Due: {}. Status: {}.", place(site, &raised), due(action, site), action.status);
    if row.owners.len() > 1 {
        let names: Vec<String> = row.owners.iter().map(|o| markdown(&o.text)).collect();
        let _ = writeln!(out, "  Together: {}.", names.join(", "));
    }
    if let Some(last) = action.history.last() {
        let said = crate::text::plain(site.sources.slice(site.record.update(last).text));
        let said = one_line(&said);
        if !said.is_empty() {
            let _ = writeln!(out, "  Last said, {}: {}", last.date.in_english(), markdown(&said));
        }
    }
}

fn due(action: &Action, site: &LanguageSite<'_>) -> String {
    let Some(due) = &action.due else { return "no date".to_owned() };
    match due.date {
        Some(date) if action.is_overdue(site.today) => {
            let days = (site.today - date.last()).get_days();
            format!("{}, {days} {} ago", date.in_english(), if days == 1 { "day" } else { "days" })
        }
        Some(date) => date.in_english(),
        None => markdown(&one_line(&due.text)),
    }
}

/// A place of the site, as a link where the site knows its own address.
fn place(site: &LanguageSite<'_>, to: &Link) -> String {
    if site.record.site.base_url.is_empty() {
        return markdown(&to.text);
    }
    link(&markdown(&to.text), &absolute(site.record, &to.href))
}

/// A Markdown link; `words` is Markdown.
pub(super) fn link(words: &str, address: &str) -> String {
    if address.contains([' ', '(', ')']) { format!("[{words}](<{address}>)") } else { format!("[{words}]({address})") }
}

/// Plain text as Markdown that shows it.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_cell_is_cut_by_the_columns_it_takes() {
        assert_eq!(cut("議事録を送る", 7), "議事録…");
        assert_eq!(cut("Cerys Ŵyn", 9), "Cerys Ŵyn");
        assert_eq!(cut("to count the lamps", 8), "to coun…");
    }
}
