//! What the path of a file says of the day of its meeting: the day itself, or the year and month.

use super::date::{Token, between, find, joint, month_of, scan, tokens};
use crate::record::{Date, DateOrder, Day};

/// What a path says of the day: the day itself, or the year, or the year and month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PathDate {
    pub(super) day: Option<Day>,
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    /// The name has a date of which day and month cannot be told apart.
    pub(super) ambiguous: bool,
}

/// A file in the folder `_posts` of a blog begins with the day on which it was published (Jekyll's documentation, "Posts"): the name
/// without that day, which may have the meeting's own (`2013-01-15-minutes-of-14-january-2013.md`).
pub(super) fn post(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let dated = name.len() > 11
        && name.bytes().take(11).enumerate().all(|(i, b)| if matches!(i, 4 | 7 | 10) { b == b'-' } else { b.is_ascii_digit() });
    (dated && path.split('/').any(|folder| folder == "_posts")).then(|| name.get(11..)).flatten()
}

/// Returns the day that a path says.
pub(crate) fn day_of_path(path: &str, order: Option<DateOrder>) -> Option<Day> {
    of_path(path, order).day
}

/// Reads the date out of a path below the content folder.
pub(super) fn of_path(path: &str, order: Option<DateOrder>) -> PathDate {
    let path =
        path.rsplit_once('.').map_or(path, |(stem, ending)| if ending.len() <= 8 && !ending.contains('/') { stem } else { path });
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts
        .last()
        .is_some_and(|p| matches!(p.to_ascii_lowercase().as_str(), "index" | "readme" | "minutes" | "notes" | "_index"))
    {
        parts.pop();
    }
    let name = parts.pop().unwrap_or("");
    let mut out = PathDate::default();
    let mut partial = None;
    for found in scan(name, order) {
        out.ambiguous |= found.ambiguous;
        match found.to_day(None) {
            Some(day) if !found.ambiguous => {
                return PathDate { day: Some(day), year: Some(day.year()), month: Some(day.month()), ambiguous: false };
            }
            _ if found.ambiguous => {}
            _ => partial = partial.or(Some(found)),
        }
    }
    for folder in parts.iter().rev() {
        folder_date(folder, &mut out, order);
        if out.year.is_some() {
            break;
        }
    }
    if let Some(found) = partial {
        out.month = Some(found.month);
        out.year = found.year.or(out.year);
        out.day = found.to_day(out.year);
    }
    if out.day.is_none() && partial.is_none() && !out.ambiguous {
        name_numbers(name, &mut out, &parts);
        if out.day.is_none() {
            day_folder(name, &parts, &mut out);
        }
    }
    out
}

/// `2024/11/8/notes of the board`: a folder for each day, and a name without a number.
fn day_folder(name: &str, folders: &[&str], out: &mut PathDate) {
    let is_number = |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    if let [.., year, month, day] = folders
        && !name.contains(|c: char| c.is_ascii_digit())
        && is_number(month)
        && is_number(day)
        && tokens(year).first().is_some_and(|token| token.year().is_some())
    {
        name_numbers(day, out, folders.get(..folders.len() - 1).unwrap_or(&[]));
    }
}

/// `2021`, `2021-01`, `2021 meeting notes`, `2012-05`.
pub(super) fn folder_date(folder: &str, out: &mut PathDate, order: Option<DateOrder>) {
    let all = tokens(folder);
    if let Some(day) = find(folder, 0, order).filter(|f| !f.ambiguous).and_then(|f| f.to_day(None)) {
        (out.day, out.year, out.month) = (Some(day), Some(day.year()), Some(day.month()));
        return;
    }
    let Some(i) = all.iter().position(|t| t.year().is_some()) else { return };
    out.year = all.get(i).and_then(Token::year);
    out.month = all
        .get(i + 1)
        .filter(|t| t.text.len() == 2)
        .and_then(Token::month_number)
        .or_else(|| all.iter().find_map(|t| month_of(t.text)));
}

/// The numbers of a name under a year folder: `WASI-08-12`, `0812`, `12` under `2021/08`; `2021-08`; `210812`.
pub(super) fn name_numbers(name: &str, out: &mut PathDate, folders: &[&str]) {
    let all = tokens(name);
    if let Some(i) = all.iter().position(|t| t.year().is_some()) {
        out.year = all.get(i).and_then(Token::year);
        if out.month.is_none() {
            out.month = all
                .get(i + 1)
                .filter(|t| t.text.len() == 2)
                .and_then(Token::month_number)
                .or_else(|| all.iter().find_map(|t| month_of(t.text)));
        }
    }
    let Some(year) = out.year else { return };
    let set = |out: &mut PathDate, month: i8, day: i8| {
        if let Ok(Date::Day(d)) = Date::from_parts(year, month, day) {
            (out.day, out.month) = (Some(d), Some(month));
        }
    };
    for pair in all.windows(2) {
        if let [a, b] = pair
            && (a.text.len() == 2 || b.text.len() == 2)
            && joint(between(name, a, b)).is_some()
            && let (Some(month), Some(day)) = (a.month_number(), b.day())
        {
            return set(out, month, day);
        }
    }
    if let Some(token) = all.iter().find(|t| t.digits && t.text.len() == 4 && t.year().is_none())
        && let (Some(month), Some(day)) =
            (token.text.get(..2).and_then(|t| t.parse().ok()), token.text.get(2..).and_then(|t| t.parse().ok()))
    {
        return set(out, month, day);
    }
    // `2021/08/12.md`
    if let ([only], Some(month)) = (all.as_slice(), folders.last().and_then(|f| tokens(f).first().and_then(Token::month_number)))
        && let Some(day) = only.day()
    {
        return set(out, month, day);
    }
    // `2018/03/05-board.md`, `2018/03-Mar/05-board.md`, `2021-03/12 notes.md`: the number that the name begins with.
    let number = folders.last().and_then(|f| month_of_folder(f));
    if let (Some(first), Some(month)) = (all.first(), out.month.or(number))
        && let Some(day) = first.day().filter(|_| first.start == 0 && name.get(first.end..).is_none_or(|t| !t.starts_with('.')))
    {
        set(out, month, day);
    }
}

/// The month that a folder in the folder of a year is for: `03`, `March`, `03-Mar`.
fn month_of_folder(folder: &str) -> Option<i8> {
    let all = tokens(folder);
    let named = || all.iter().find_map(|t| month_of(t.text)).filter(|_| all.len() <= 2);
    all.first().filter(|_| folder.len() <= 2).and_then(Token::month_number).or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        for (path, want) in [
            ("b/meetings/2012-04-17-evening.md", "2012-04-17"),
            ("b/meetings/2012-04-17/index.md", "2012-04-17"),
            ("meetings/2021-01/jan-25.md", "2021-01-25"),
            ("wasi/2021/WASI-08-12.md", "2021-08-12"),
            ("2021/08/12.md", "2021-08-12"),
            ("x/#103-2020-09-28.md", "2020-09-28"),
            ("x/Meeting 35 - 20180312.md", "2018-03-12"),
            ("2014‐09‐22.md", "2014-09-22"),
            ("minutes/17-april-2012.md", "2012-04-17"),
            ("2019/0604.md", "2019-06-04"),
            ("2021/2021-01-04.md", "2021-01-04"),
            ("2018/03/05-board.md", "2018-03-05"),
            ("agendas/2023/02-Feb/02-primary.md", "2023-02-02"),
            ("2021-03/12 notes.md", "2021-03-12"),
        ] {
            assert_eq!(of_path(path, None).day.map(|d| d.to_string()).as_deref(), Some(want), "{path}");
        }
        assert_eq!(of_path("a/2019/CG-06.md", None), PathDate { day: None, year: Some(2019), month: None, ambiguous: false });
    }
}
