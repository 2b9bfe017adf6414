//! Where everything is referred to.

use std::collections::BTreeMap;

use crate::record::{Mention, Record, Span, Target};

/// The other side of every reference: at what it points at, and at the whole that this is a part of.
pub(super) fn mentions(record: &mut Record, found: &[(Target, Span, Option<Target>)]) {
    let mut mentions: BTreeMap<Target, Vec<Mention>> = BTreeMap::new();
    for (from, span, target) in found {
        let Some(target) = target else { continue };
        // A translation refers to what its original refers to, and is not a second place that does.
        if matches!(from, Target::Page(ix, _) if record.pages[ix.ix()].is_translation()) {
            continue;
        }
        let mention = Mention { from: place_of(record, from, *span), span: *span };
        if let Some(whole) = whole(record, target) {
            if whole == *from {
                continue;
            }
            mentions.entry(whole).or_default().push(mention.clone());
        }
        if target != from {
            mentions.entry(target.clone()).or_default().push(mention);
        }
    }
    for all in mentions.values_mut() {
        all.sort();
        all.dedup_by(|b, a| a.from == b.from);
    }
    record.mentions = mentions;
}

/// What a part belongs to.
fn whole(record: &Record, target: &Target) -> Option<Target> {
    match target {
        Target::Place(meeting, _) => Some(Target::Meeting(*meeting)),
        Target::Action(ix) => Some(Target::Meeting(record.actions[ix.ix()].meeting)),
        Target::Decision(ix) => Some(Target::Meeting(record.decisions[ix.ix()].meeting)),
        Target::Revision(list, _) | Target::Entry(list, _) => Some(Target::List(*list)),
        Target::ReportPlace(report, _) => Some(Target::Report(*report)),
        Target::Page(page, Some(_)) => Some(Target::Page(*page, None)),
        _ => None,
    }
}

/// Where in a document a span stands, as exact as a link can be.
fn place_of(record: &Record, from: &Target, span: Span) -> Target {
    match from {
        Target::Meeting(ix) => {
            let sections = &record.meetings[ix.ix()].sections;
            let holds = |s: Span| s.start <= span.start && span.start < s.end.max(s.start + 1);
            let passage = sections.iter().flat_map(|s| &s.passages).find(|b| holds(b.whole));
            passage.map_or_else(|| from.clone(), |b| Target::Place(*ix, b.anchor.clone()))
        }
        Target::Report(ix) => {
            let anchors = &record.reports[ix.ix()].document.anchors;
            let before = anchors.iter().take_while(|a| a.span.start <= span.start).last();
            before.map_or_else(|| from.clone(), |a| Target::ReportPlace(*ix, a.id.clone()))
        }
        other => other.clone(),
    }
}
