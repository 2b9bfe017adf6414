//! Ranks over time: a line for each entry, the first rank on top.
//!
//! At most four entries are set off (the two at the head of the last column and the two that moved
//! most besides); up to [`ALL_NAMED`] entries are each named at the end of their line, and of longer lists only those
//! set off. A tie is one point that several lines meet in; the names beside it stand below each other.

use super::svg::{Align, LEADING, Svg, TEXT, fit, polyline, spread, width, write_point};
use super::{Drawing, MOST_COLOURS};
use crate::html::Html;
use crate::locale::Speech;

/// Up to this many entries each line has its name.
const ALL_NAMED: usize = 30;

/// Names at the end of a line are cut at this.
const LABEL: f64 = 270.0;
/// The width of the text of a page on a wide screen.
const ROOM: f64 = 1140.0;

/// Names that are set off are bold, and so much wider.
const BOLD: f64 = 1.16;

/// Ranks to be drawn.
#[derive(Debug, Clone, Default)]
pub struct Ranks {
    /// Unique on its page; names the parts of the drawing that other parts refer to.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The dates of the revisions, in order, as people read them.
    pub dates: Vec<String>,
    /// The entries, in the order they are to be read.
    pub entries: Vec<Ranked>,
}

/// The ranks of one entry.
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    /// Its name.
    pub name: String,
    /// A rank for each date; `None`: not on the list, or unranked.
    pub ranks: Vec<Option<u32>>,
}

impl Ranked {
    fn first(&self) -> Option<(usize, u32)> {
        self.ranks.iter().enumerate().find_map(|(i, r)| r.map(|r| (i, r)))
    }

    fn last(&self) -> Option<(usize, u32)> {
        self.ranks.iter().enumerate().rev().find_map(|(i, r)| r.map(|r| (i, r)))
    }

    /// How many ranks it has come from its first place to its last.
    fn travelled(&self) -> u32 {
        self.first().zip(self.last()).map_or(0, |((_, a), (_, b))| a.abs_diff(b))
    }
}

/// Draws ranks over time. Nothing is drawn of fewer than two dates or of no ranks.
pub fn bump(ranks: &Ranks, words: Speech<'_>) -> Drawing {
    let ranked: Vec<&Ranked> = ranks.entries.iter().filter(|e| e.first().is_some()).collect();
    if ranks.dates.len() < 2 || ranked.is_empty() {
        return Drawing::default();
    }
    let set_off = set_off(&ranked, ranks.dates.len());
    let summary = summary(ranks, &ranked, &set_off, words);
    let field = Field::new(ranks, &ranked);
    let wide = if field.size.0 > 700.0 { " wide" } else { "" };
    // Of a long list the lines that are not set off are the ground that the others stand out from.
    let many = if ranked.len() > ALL_NAMED { " many" } else { "" };
    let class = format!("chart-bump{wide}{many}");
    let mut svg = Svg::new(&class, &ranks.id, field.size, &ranks.title, &summary);
    field.axes(&mut svg, ranks, &words.say("chart_rank"));
    for (at, entry) in ranked.iter().enumerate().filter(|(at, _)| !set_off.contains(at)) {
        svg.open("series rest");
        field.entry(&mut svg, entry, None, ranked.len() <= ALL_NAMED);
        svg.close();
        let _ = at;
    }
    for (series, entry) in set_off.iter().enumerate().filter_map(|(s, at)| ranked.get(*at).map(|e| (s, e))) {
        svg.open(&format!("series s{}", series + 1));
        field.entry(&mut svg, entry, Some(series), true);
        svg.close();
    }
    field.names(&mut svg, &ranked, &set_off);
    let note = (ranked.len() > ALL_NAMED)
        .then(|| words.count("chart_set_off", set_off.len(), &[("all", &words.number(&ranked.len().to_string()))]));
    Drawing { svg: Html::finished(svg.done()), summary, note }
}

/// The places of the entries that are set off: two at the head of the last date, then the two that came farthest.
fn set_off(ranked: &[&Ranked], dates: usize) -> Vec<usize> {
    let mut head: Vec<(u32, usize)> = ranked
        .iter()
        .enumerate()
        .filter_map(|(at, e)| e.last().filter(|(i, _)| i + 1 == dates).map(|(_, rank)| (rank, at)))
        .collect();
    head.sort_unstable();
    let mut out: Vec<usize> = head.iter().take(2).map(|(_, at)| *at).collect();
    let mut far: Vec<(u32, usize)> =
        ranked.iter().enumerate().map(|(at, e)| (e.travelled(), at)).filter(|(t, _)| *t > 0).collect();
    far.sort_by_key(|(travelled, at)| (std::cmp::Reverse(*travelled), *at));
    for (_, at) in far {
        if out.len() < MOST_COLOURS && !out.contains(&at) {
            out.push(at);
        }
    }
    out
}

fn summary(ranks: &Ranks, ranked: &[&Ranked], set_off: &[usize], words: Speech<'_>) -> String {
    let (first, last) = (ranks.dates.first().map_or("", String::as_str), ranks.dates.last().map_or("", String::as_str));
    let mut out = match ranked {
        [only] => words.with("chart_one_entry", &[("name", &only.name), ("from", first), ("to", last)]),
        _ => words.count("chart_entries", ranked.len(), &[("from", first), ("to", last)]),
    };
    for entry in set_off.iter().filter_map(|at| ranked.get(*at)) {
        let (Some((from, a)), Some((to, b))) = (entry.first(), entry.last()) else { continue };
        let date = |at: usize| ranks.dates.get(at).map_or("", String::as_str);
        let (high, low) = (words.number(&a.to_string()), words.number(&b.to_string()));
        let key = match b.cmp(&a) {
            _ if from == to => "chart_ranked",
            std::cmp::Ordering::Equal => "chart_rank_same",
            std::cmp::Ordering::Less => "chart_rank_rose",
            std::cmp::Ordering::Greater => "chart_rank_fell",
        };
        out.push(' ');
        out.push_str(
            &words.with(key, &[("name", &entry.name), ("from", &high), ("start", date(from)), ("to", &low), ("end", date(to))]),
        );
    }
    out
}

/// Where dates and ranks lie. Ranks that nobody holds take no room.
struct Field {
    size: (f64, f64),
    left: f64,
    right: f64,
    top: f64,
    row: f64,
    step: f64,
    ranks: Vec<u32>,
}

impl Field {
    fn new(ranks: &Ranks, ranked: &[&Ranked]) -> Field {
        let mut held: Vec<u32> = ranked.iter().flat_map(|e| e.ranks.iter().copied().flatten()).collect();
        held.sort_unstable();
        held.dedup();
        let row = match held.len() {
            0..=12 => 30.0,
            13..=30 => 22.0,
            31..=80 => 9.0,
            _ => 5.0,
        };
        let beside = ranked.iter().map(|e| BOLD * width(&e.name)).fold(0.0, f64::max).min(LABEL) + 26.0 + BOLD * width("000 ");
        // Counts of revisions are far below 2⁵².
        let gaps = (ranks.dates.len() - 1) as f64;
        let left = 36.0 + held.last().map_or(0.0, |r| width(&r.to_string()));
        // Many dates stand closer, so that on a wide screen the names are in sight; very many scroll.
        let least = ((ROOM - beside - left) / gaps).clamp(12.0, 24.0);
        let step = ((640.0 - beside - 60.0) / gaps).max(least);
        let right = left + step * gaps;
        let top = 2.0 * LEADING + 6.0;
        let rows = held.len().saturating_sub(1) as f64;
        let size = (right + beside, top + row * rows + LEADING * 2.0 + 8.0);
        Field { size, left, right, top, row, step, ranks: held }
    }

    fn x(&self, date: usize) -> f64 {
        self.left + self.step * date as f64
    }

    fn y(&self, rank: u32) -> f64 {
        self.top + self.row * self.ranks.partition_point(|r| *r < rank) as f64
    }

    fn bottom(&self) -> f64 {
        self.top + self.row * self.ranks.len().saturating_sub(1) as f64
    }

    /// The title of the ranks, the ranks that are held, the dates.
    fn axes(&self, svg: &mut Svg, ranks: &Ranks, title: &str) {
        svg.text("axis-title", (0.0, TEXT), Align::Start, title);
        svg.open("axis");
        let every = ((LEADING / self.row).ceil()).max(1.0) as usize;
        let last = self.ranks.len().saturating_sub(1);
        for (at, rank) in self.ranks.iter().enumerate() {
            if at == last || (at % every == 0 && last - at >= every) {
                svg.text("tick", (self.left - 14.0, self.y(*rank) + 5.0), Align::End, &rank.to_string());
                svg.line("grid", (self.left - 8.0, self.y(*rank)), (self.right + 6.0, self.y(*rank)));
            }
        }
        let widest = ranks.dates.iter().map(|d| width(d)).fold(0.0, f64::max).min(130.0);
        let every = ((widest + 12.0) / self.step).ceil().max(1.0) as usize;
        let last = ranks.dates.len().saturating_sub(1);
        for (at, date) in ranks.dates.iter().enumerate() {
            if at == last || (at % every == 0 && last - at >= every) {
                let label = fit(date, 130.0);
                // A reader's font may be a sixth wider than is reckoned with.
                let half = width(&label) * 0.58;
                let x = self.x(at).max(half).min(self.size.0 - half);
                svg.text("tick", (x, self.bottom() + LEADING + 10.0), Align::Middle, &label);
            }
        }
        svg.close();
    }

    /// The line of an entry, with a mark at each date (`series`: the mark of a series; else a dot, where `dots`).
    fn entry(&self, svg: &mut Svg, entry: &Ranked, series: Option<usize>, dots: bool) {
        let points: Vec<Option<(f64, f64)>> =
            entry.ranks.iter().enumerate().map(|(i, r)| r.map(|r| (self.x(i), self.y(r)))).collect();
        let line = polyline(&points);
        if !line.is_empty() {
            svg.path("line", &line);
        }
        let there = |i: Option<usize>| i.and_then(|i| points.get(i)).is_some_and(Option::is_some);
        let mut dotted = String::new();
        for (i, (x, y)) in points.iter().enumerate().filter_map(|(i, p)| p.map(|p| (i, p))) {
            let alone = !there(i.checked_sub(1)) && !there(Some(i + 1));
            match series {
                Some(series) if self.ranks.len() <= 80 || self.step >= 40.0 || alone => svg.mark(series, x, y),
                None if dots || alone => {
                    dotted.push('M');
                    write_point(&mut dotted, x, y);
                    dotted.push_str("h0");
                }
                _ => {}
            }
        }
        if !dotted.is_empty() {
            svg.path("dot", &dotted);
        }
    }

    /// The names of those still on the list, at the right: `1 Albania`.
    fn names(&self, svg: &mut Svg, ranked: &[&Ranked], set_off: &[usize]) {
        let last = ranked.iter().map(|e| e.ranks.len()).max().unwrap_or(0).saturating_sub(1);
        let mut named: Vec<(u32, usize)> = ranked
            .iter()
            .enumerate()
            .filter(|(at, _)| ranked.len() <= ALL_NAMED || set_off.contains(at))
            .filter_map(|(at, e)| Some((e.ranks.get(last).copied().flatten()?, at)))
            .collect();
        named.sort_unstable();
        let wishes: Vec<f64> = named.iter().map(|(rank, _)| self.y(*rank)).collect();
        let heights =
            spread(&wishes, LEADING, self.top - 6.0, (self.bottom() + 6.0).max(self.top + LEADING * named.len() as f64));
        for ((rank, at), y) in named.iter().zip(heights) {
            let series = set_off.iter().position(|s| s == at);
            svg.open(&series.map_or_else(|| "name rest".to_owned(), |s| format!("name s{}", s + 1)));
            let point = (self.right + 6.0, self.y(*rank));
            if (point.1 - y).abs() > 2.0 {
                svg.line("leader", point, (self.right + 16.0, y));
            }
            let room = if series.is_some() { LABEL / BOLD } else { LABEL };
            let label = ranked.get(*at).map_or_else(String::new, |e| fit(&e.name, room));
            svg.text("", (self.right + 20.0, y + 5.0), Align::Start, &format!("{rank} {label}"));
            svg.close();
        }
    }
}
