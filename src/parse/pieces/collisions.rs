//! Minutes of a bare folder that would be of one day: a slip of the pen in front matter or heading, copied from the month before.
//!
//! They are read again, and the day of their names, which differ, goes before what the text says. Minutes that share their day with no
//! others stay as they were read, so that no address moves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::context::Context;
use super::super::front;
use super::super::piece::{Piece, PieceOfFile};
use crate::minutes::{DaySource, day_of_path};
use crate::record::{BodyIx, DateOrder, FileId, Meeting};
use crate::source::SourceFile;

/// Reads the files again whose only meeting has the day of another one's of its body, and whose path says another day.
pub(super) fn read_again(cx: &Context<'_>, files: &[(FileId, &SourceFile)], read: &mut [PieceOfFile]) {
    let mut groups: BTreeMap<(BodyIx, &str), Vec<usize>> = BTreeMap::new();
    for (n, (piece, _)) in read.iter().enumerate() {
        if let Some(meeting) = only_meeting(piece.as_ref()) {
            groups.entry((meeting.body, &meeting.key)).or_default().push(n);
        }
    }
    let shared: BTreeSet<usize> = groups.into_values().filter(|group| group.len() > 1).flatten().collect();
    if shared.is_empty() {
        return;
    }
    let orders = orders(files, read);
    let again: Vec<(usize, PieceOfFile)> = shared
        .into_iter()
        .filter_map(|n| {
            let (id, file) = *files.get(n)?;
            let meeting = only_meeting(read.get(n)?.0.as_ref())?;
            let order = cx.folder.order_beside(&file.path).or_else(|| orders.get(folder(&file.path)).copied());
            let day = day_of_path(&file.path, order).filter(|day| *day != meeting.date)?;
            let (meetings, problems) =
                front::meetings_dated(cx, (id, cx.sources.text(id)?), meeting.body, DaySource { order, by_path: true });
            let is_of_name = matches!(meetings.as_slice(), [only] if only.date == day);
            is_of_name.then_some((n, (Some(Piece::meetings(meetings)), problems)))
        })
        .collect();
    for (n, piece) in again {
        if let Some(slot) = read.get_mut(n) {
            *slot = piece;
        }
    }
}

fn only_meeting(piece: Option<&Piece>) -> Option<&Meeting> {
    match piece {
        Some(Piece::Meetings(meetings)) => <&[Arc<Meeting>; 1]>::try_from(meetings.as_slice()).ok().map(|[only]| &**only),
        _ => None,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// By folder: the order in which the names write a day, as most of the days show that the texts give.
fn orders<'f>(files: &[(FileId, &'f SourceFile)], read: &[PieceOfFile]) -> BTreeMap<&'f str, DateOrder> {
    let mut votes: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for ((_, file), (piece, _)) in files.iter().zip(read) {
        let Some(meeting) = only_meeting(piece.as_ref()) else { continue };
        let fits = |order| day_of_path(&file.path, Some(order)) == Some(meeting.date);
        let [day_first, month_first] = [DateOrder::DayFirst, DateOrder::MonthFirst].map(fits);
        let [days, months] = votes.entry(folder(&file.path)).or_default();
        *days += usize::from(day_first && !month_first);
        *months += usize::from(month_first && !day_first);
    }
    let decided = votes.into_iter().filter_map(|(folder, [days, months])| match days.cmp(&months) {
        std::cmp::Ordering::Greater => Some((folder, DateOrder::DayFirst)),
        std::cmp::Ordering::Less => Some((folder, DateOrder::MonthFirst)),
        std::cmp::Ordering::Equal => None,
    });
    decided.collect()
}
