use proptest::prelude::*;

use super::*;
use crate::locale::Messages;
use crate::render::theme::Theme;

/// The words of the built-in theme.
fn english() -> Speech<'static> {
    static MESSAGES: std::sync::OnceLock<Messages> = std::sync::OnceLock::new();
    Speech::new(MESSAGES.get_or_init(|| Messages::load(&Theme::default().catalogues(), &["en"]).0), "en")
}

fn figures(categories: &[&str], series: &[(&str, &[Option<f64>])]) -> Figures {
    Figures {
        not_available: "not available".to_owned(),
        numbers: Default::default(),
        id: "nrm".to_owned(),
        title: "Referrals".to_owned(),
        category_title: "Year".to_owned(),
        value_title: "People referred".to_owned(),
        categories: categories.iter().map(|c| (*c).to_owned()).collect(),
        series: series.iter().map(|(n, v)| Series { name: (*n).to_owned(), values: v.to_vec() }).collect(),
    }
}

const KINDS: [Kind; 3] = [Kind::Line, Kind::Bar, Kind::Stacked];

/// Well-formed XML, no inline style or script, a name and a description, nothing that is no number.
fn sound(svg: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut depth = 0_i32;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(e)) => {
                depth += 1;
                for attribute in e.attributes() {
                    let attribute = attribute.map_err(|e| e.to_string())?;
                    let name = attribute.key.as_ref().to_owned();
                    if name == "style" || name.starts_with("on") {
                        return Err(format!("attribute {name}"));
                    }
                }
            }
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(e) => return Err(format!("{e} in {svg}")),
        }
    }
    if depth != 0 || !svg.contains("role=\"img\"") || !svg.contains("<title id=") || !svg.contains("<desc id=") {
        return Err("frame".to_owned());
    }
    if ["NaN", "inf", "<script", "style="].iter().any(|bad| svg.contains(bad)) {
        return Err(format!("hostile or no number: {svg}"));
    }
    Ok(())
}

#[test]
fn says_what_it_shows() {
    for (categories, values, want) in [
        (
            vec!["2009", "2010", "2016"],
            vec![Some(534.0), Some(712.0), Some(3804.0)],
            "Total rose from 534 in 2009 to 3,804 in 2016.",
        ),
        (vec!["2009", "2010"], vec![Some(5.0), Some(5.0)], "Total was 5 in both 2009 and 2010."),
        (vec!["2009"], vec![Some(5.0)], "Total was 5 in 2009."),
        (
            vec!["2009", "2010", "2011"],
            vec![Some(5.0), None, Some(2.5)],
            "Total fell from 5 in 2009 to 2.5 in 2011. One figure is not available.",
        ),
        (
            vec!["2009", "2010", "2011"],
            vec![Some(5.0), Some(9.0), Some(6.0)],
            "Total rose from 5 in 2009 to 6 in 2011, with a high of 9 in 2010.",
        ),
        (
            vec!["April to June 2025", "July to September 2025", "April to June 2026", "July to September 2026"],
            vec![Some(4.0), Some(40.0), Some(6.0), Some(41.0)],
            "Total rose from 40 in July to September 2025 to 41 in July to September 2026.",
        ),
        (
            vec!["Q1 2024", "Q2 2024", "Q1 2025", "Q2 2025", "Q1 2026"],
            vec![Some(5.0), Some(90.0), Some(8.0), Some(70.0), Some(6.0)],
            "Total rose from 5 in Q1 2024 to 6 in Q1 2026, with a high of 8 in Q1 2025.",
        ),
        (
            vec!["October to December 2025", "January to March 2026"],
            vec![Some(19.0), Some(41.0)],
            "Total rose from 19 in October to December 2025 to 41 in January to March 2026.",
        ),
        (vec!["UKBA", "NHS"], vec![Some(238.0), Some(1.0)], "Total: the highest is UKBA with 238, the lowest NHS with 1."),
        (vec!["UKBA"], vec![None], "Total: no figures are available."),
    ] {
        assert_eq!(summary(&figures(&categories, &[("Total", &values)]), english()), want);
    }
}

#[test]
fn colours_are_never_more_than_four() {
    let values: &[Option<f64>] = &[Some(1.0), Some(2.0)];
    let nine: Vec<(&str, &[Option<f64>])> = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].iter().map(|n| (*n, values)).collect();
    for kind in KINDS {
        let drawing = draw(kind, &figures(&["2009", "2010"], &nine), english());
        assert!(drawing.note.is_some_and(|n| n.contains("9 series")));
        assert!(!drawing.svg.contains("series s2"));
        assert!(drawing.svg.matches("<g class=\"panel\">").count() == 9);
    }
}

#[test]
fn hostile_labels_are_text() {
    let bad = "</svg><script>alert(1)</script>\" onload=\"x\u{0}\u{202e}";
    for kind in KINDS {
        let mut f = figures(&[bad, "2010"], &[(bad, &[Some(1.0), Some(-2.0)]), ("b", &[None, Some(0.0)])]);
        (f.id, f.title, f.value_title) = (bad.to_owned(), bad.to_owned(), bad.to_owned());
        let svg = draw(kind, &f, english()).svg;
        sound(&svg).unwrap();
    }
    let entry = |r: [Option<u32>; 2]| Ranked { name: bad.to_owned(), ranks: r.to_vec() };
    let ranks = Ranks {
        id: bad.to_owned(),
        title: bad.to_owned(),
        dates: vec![bad.to_owned(); 2],
        entries: vec![entry([Some(1), Some(2)]), entry([None, Some(1)]), entry([Some(u32::MAX), None])],
    };
    sound(&bump(&ranks, english()).svg).unwrap();
}

#[test]
fn a_gap_breaks_the_line_and_a_lone_figure_keeps_its_mark() {
    let svg =
        draw(Kind::Line, &figures(&["1", "2", "3", "4"], &[("a", &[Some(1.0), None, Some(2.0), Some(3.0)])]), english()).svg;
    let line = svg.split("class=\"line\" d=\"").nth(1).and_then(|t| t.split('"').next()).unwrap();
    assert_eq!((line.matches('M').count(), line.matches('L').count()), (1, 1), "{line}");
    assert_eq!(svg.matches("class=\"mark\"").count(), 4, "three figures and the name");
}

#[test]
fn labels_of_two_hundred_entries_do_not_overlap() {
    let entries: Vec<Ranked> = (0..200_u32)
        .map(|i| Ranked { name: format!("Entry {i}"), ranks: (0..50).map(|r| Some(1 + (i * 7 + r * 3) % 200)).collect() })
        .collect();
    let ranks = Ranks { id: "l".into(), title: "T".into(), dates: (0..50).map(|d| format!("{d} May 2012")).collect(), entries };
    let drawing = bump(&ranks, english());
    sound(&drawing.svg).unwrap();
    let heights = name_heights(&drawing.svg);
    assert!(!heights.is_empty() && heights.len() <= MOST_COLOURS);
    assert!(heights.windows(2).all(|w| w[1] - w[0] >= 17.9), "{heights:?}");
    assert!(drawing.svg.len() < 400_000, "{}", drawing.svg.len());
}

/// The heights of the names beside the lines, sorted.
fn name_heights(svg: &str) -> Vec<f64> {
    let mut out: Vec<f64> = svg
        .split("<g class=\"name ")
        .skip(1)
        .filter_map(|g| g.split("<text").nth(1)?.split(" y=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    out.sort_by(f64::total_cmp);
    out
}

proptest! {
    /// Any figures: drawn or refused with a reason, never a panic, always sound.
    #[test]
    fn any_figures(
        categories in prop::collection::vec(".{0,30}", 0..40),
        rows in prop::collection::vec((".{0,20}", prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..40)), 0..8),
        kind in 0_usize..3,
    ) {
        let mut f = figures(&[], &[]);
        f.categories = categories;
        f.series = rows.into_iter().map(|(name, values)| Series { name, values }).collect();
        let drawing = draw(KINDS[kind], &f, english());
        if drawing.svg.is_empty() {
            prop_assert!(drawing.note.is_some());
        } else {
            // A label may hold the words that `sound` looks for; what matters here is that it is well-formed.
            prop_assert!(quick_xml::Reader::from_str(&drawing.svg).read_event().is_ok());
        }
    }

    #[test]
    fn ordinary_figures_are_sound(
        values in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, -1e6_f64..1e6), 12), 1..6),
        kind in 0_usize..3, years: bool,
    ) {
        let names: Vec<String> = (0..12_i32).map(|i| if years { format!("{}", 2009 + i) } else { format!("Agency {}", (b'a' + i as u8) as char) }).collect();
        let mut f = figures(&[], &[]);
        f.categories = names;
        f.series = values.into_iter().enumerate().map(|(i, values)| Series { name: format!("S{i}"), values }).collect();
        let drawing = draw(KINDS[kind], &f, english());
        prop_assert!(drawing.svg.is_empty() || sound(&drawing.svg).is_ok(), "{:?}", sound(&drawing.svg));
    }

    #[test]
    fn names_beside_ranks_never_overlap(ranks in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.85, 1_u32..30), 4), 1..30)) {
        let entries = ranks.into_iter().enumerate().map(|(i, ranks)| Ranked { name: format!("N{i}"), ranks }).collect();
        let dates = (1..5).map(|d| format!("{d} May 2012")).collect();
        let drawing = bump(&Ranks { id: "x".into(), title: "T".into(), dates, entries }, english());
        prop_assert!(drawing.svg.is_empty() || sound(&drawing.svg).is_ok());
        let heights = name_heights(&drawing.svg);
        prop_assert!(heights.windows(2).all(|w| w[1] - w[0] >= 17.8), "{:?}", heights);
    }
}
