//! Letters to the owners of open actions, in Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::file::absolute;
use super::markdown::{escape_markdown, markdown_link, one_line};
use crate::record::{Action, ActionIx, Date};
use crate::site::{LanguageSite, Link};

/// Writes a letter to each owner of open actions, in Markdown, with a rule between two letters. Closed actions are left out.
pub fn write_reminders(site: &LanguageSite<'_>, actions: &[ActionIx]) -> String {
    let open: Vec<ActionIx> = actions.iter().copied().filter(|a| site.record.actions[a.ix()].status.is_open()).collect();
    let places: BTreeMap<ActionIx, usize> = open.iter().enumerate().map(|(n, a)| (*a, n)).collect();
    let mut letters: Vec<String> = Vec::new();
    for owner in &site.index.owners {
        let mut own: Vec<(usize, ActionIx)> = owner.actions.iter().filter_map(|a| Some((*places.get(a)?, *a))).collect();
        own.sort_unstable();
        if !own.is_empty() {
            let own: Vec<ActionIx> = own.into_iter().map(|(_, a)| a).collect();
            letters.push(letter(site, &format!("Actions of {}", escape_markdown(&owner.name)), &own));
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
    let _ = writeln!(out, "- **{}** {}", escape_markdown(&action.id), escape_markdown(&one_line(&row.text)));
    let _ = writeln!(out, "  Raised: {}. Due: {}. Status: {}.", place(site, &raised), due(action, site), action.status);
    if row.owners.len() > 1 {
        let names: Vec<String> = row.owners.iter().map(|o| escape_markdown(&o.text)).collect();
        let _ = writeln!(out, "  Together: {}.", names.join(", "));
    }
    if let Some(last) = action.history.last() {
        let said = crate::text::plain(site.sources.slice(site.record.update(last).text));
        let said = one_line(&said);
        if !said.is_empty() {
            let _ = writeln!(out, "  Last said, {}: {}", last.date.in_english(), escape_markdown(&said));
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
        None => escape_markdown(&one_line(&due.text)),
    }
}

/// A place of the site, as a link where the site knows its own address.
fn place(site: &LanguageSite<'_>, to: &Link) -> String {
    if site.record.site.base_url.is_empty() {
        return escape_markdown(&to.text);
    }
    markdown_link(&escape_markdown(&to.text), &absolute(site.record, &to.href))
}
