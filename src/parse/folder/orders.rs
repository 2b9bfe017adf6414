//! How the names of a folder's files write a day: `28-11-2016.md` shows that `03-09-2012.md` beside it is the third of September.
//!
//! Names alone are looked at; what a text says of its own dates is for the minutes to read.

use std::collections::BTreeMap;

use super::build::File;
use super::names::{is_markdown, stem};
use crate::record::DateOrder;

/// By folder: the order of day and month that its names show, where none of them speaks against it.
pub(super) fn orders(files: &[File<'_>]) -> BTreeMap<Box<str>, DateOrder> {
    let mut seen: BTreeMap<&str, [bool; 2]> = BTreeMap::new();
    for file in files.iter().filter(|f| is_markdown(f.path)) {
        if let Some(order) = shown(stem(file.path))
            && let Some(slot) = seen.entry(file.folder).or_default().get_mut(usize::from(order == DateOrder::MonthFirst))
        {
            *slot = true;
        }
    }
    let plain = |orders: [bool; 2]| match orders {
        [true, false] => Some(DateOrder::DayFirst),
        [false, true] => Some(DateOrder::MonthFirst),
        _ => None,
    };
    seen.into_iter().filter_map(|(folder, orders)| Some((folder.into(), plain(orders)?))).collect()
}

/// The order that one name shows: `28-11-2016` and `11-28-2016` do, `03-09-2012` and `2012-09-03` do not.
fn shown(name: &str) -> Option<DateOrder> {
    let groups: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    groups.windows(3).find_map(|group| {
        let [a, b, year] = group else { return None };
        if a.len() > 2 || b.len() > 2 || year.len() != 4 {
            return None;
        }
        match (a.parse::<u8>().ok()?, b.parse::<u8>().ok()?) {
            (13..=31, 1..=12) => Some(DateOrder::DayFirst),
            (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    })
}
