//! Parts as a few lines of text, for people to read through.

use std::fmt::Write;

use crate::parse::Parts;
use crate::record::{Attachment, Document, Site, Turn};
use crate::source::Sources;

pub(super) fn outline(parts: &Parts, sources: &Sources) -> String {
    let mut out = String::new();
    settings(&mut out, &parts.site);
    for body in &parts.bodies {
        let _ = writeln!(out, "body {} {:?} {:?}", body.id, body.name, body.abbreviation);
        for (what, value) in [
            ("parent", body.parent_written.as_ref().map(|w| &w.text)),
            ("chair", body.chair.as_ref().map(|w| &w.text)),
            ("secretariat", body.secretariat.as_ref().map(|w| &w.text)),
            ("meets", body.meets.as_ref()),
        ] {
            if let Some(value) = value {
                let _ = writeln!(out, "  {what} {value:?}");
            }
        }
        for name in &body.names {
            let _ = writeln!(out, "  also {:?} {:?} {:?}", name.name, name.from, name.to);
        }
        for m in &body.members {
            let organisation = m.organisation.as_ref().map(|w| &w.text);
            let _ = writeln!(out, "  member {:?} {organisation:?} {:?} {:?} {:?}", m.who.text, m.role, m.from, m.to);
        }
        for update in &body.updates {
            let text = sources.slice(update.text);
            let _ = writeln!(out, "  update {} {} {text:?} {:?}", update.action.text, update.date, update.source);
            for turn in &update.changes {
                let _ = match turn {
                    Turn::Status(status) => writeln!(out, "    {status}"),
                    Turn::Owners(owners) => {
                        writeln!(
                            out,
                            "    owners {:?}",
                            owners.iter().map(|o| (&o.text, sources.slice(o.span))).collect::<Vec<_>>()
                        )
                    }
                    Turn::Due(due) => writeln!(out, "    due {:?}", due.date.map(|d| d.to_string())),
                    Turn::SupersededBy(other) => writeln!(out, "    superseded by {}", other.text),
                };
            }
        }
        if let Some(d) = &body.document {
            document(&mut out, d, sources);
        }
    }
    for o in &parts.organisations {
        let succeeded = o.succeeded_by.as_ref().map(|w| &w.text);
        let _ = writeln!(out, "organisation {} {:?} {:?} {:?} {succeeded:?} {:?}", o.id, o.name, o.abbreviation, o.names, o.url);
    }
    for p in &parts.people {
        let _ = writeln!(out, "person {} {:?} {:?} {:?}", p.id, p.name, p.post_nominals, p.public_name);
        for r in &p.roles {
            let _ = writeln!(out, "  role {:?} {:?} {:?} {:?}", r.title, r.organisation.as_ref().map(|w| &w.text), r.from, r.to);
        }
    }
    lists(&mut out, parts, sources);
    datasets(&mut out, parts, sources);
    for r in &parts.reports {
        let _ = writeln!(out, "report {} {} {:?} {:?} {:?} {:?}", r.path, r.id, r.date, r.series, r.numbers, r.pages);
        for c in &r.corrections {
            let _ = writeln!(out, "  correction {c:?}");
        }
        r.attachments.iter().for_each(|a| attachment(&mut out, a, sources));
        document(&mut out, &r.document, sources);
    }
    for m in &parts.meetings {
        let _ = writeln!(out, "meeting {} {}", m.body.0, sources.path(m.document.file));
        for p in &m.papers {
            let _ = writeln!(out, "  paper {:?} {:?} {:?} {:?}", p.title, p.item.as_ref().map(|i| &i.text), p.number, p.version);
            attachment(&mut out, &p.attachment, sources);
        }
    }
    for p in &parts.pages {
        let _ = writeln!(out, "page /{}", p.path);
        document(&mut out, &p.document, sources);
    }
    out
}

fn settings(out: &mut String, site: &Site) {
    let given: Vec<&str> = site.spans.keys().map(|k| &**k).collect();
    if given.is_empty() {
        return;
    }
    let _ = writeln!(out, "site {:?} {:?} {:?} {} {:?}", site.title, site.base_url, site.languages, site.timezone, site.edition);
    let _ = writeln!(out, "  {:?} {:?} {:?} {:?} {:?}", site.as_of, site.colour, site.contact, site.date_order, site.raw_html);
    if !site.checks.is_empty() || site.open_meetings.is_some() {
        let _ = writeln!(out, "  checks {:?} {:?}", site.checks, site.open_meetings);
    }
}

fn document(out: &mut String, d: &Document, sources: &Sources) {
    let _ = write!(out, "  {} {:?} {:?} {:?}", sources.path(d.file), d.title, d.audience, d.stage);
    for (what, given) in [("lang", &d.lang), ("description", &d.description), ("note", &d.note)] {
        if let Some(given) = given {
            let _ = write!(out, " {what}={given:?}");
        }
    }
    let _ = writeln!(out, "{}", if d.illustrative { " illustrative" } else { "" });
    let start: String = sources.slice(d.body).chars().take(30).collect();
    let _ = writeln!(out, "    text {start:?}");
    if let Some(source) = &d.source {
        let _ = writeln!(out, "    source {:?} {:?}", source.title, source.url);
    }
    for change in &d.changes {
        let _ = writeln!(out, "    changed {} {:?} {}", change.date, change.note, change.major);
    }
    for alias in &d.aliases {
        let _ = writeln!(out, "    alias {}", alias.text);
    }
    for anchor in &d.anchors {
        let line = sources.slice(anchor.span).lines().next().unwrap_or("");
        let _ = writeln!(out, "    anchor {} {} {:?} at {line:?}", anchor.level, anchor.id, anchor.title);
    }
    for reference in &d.references {
        let _ = writeln!(out, "    refers to {:?} by {:?}", reference.text, sources.slice(reference.span));
    }
    for withheld in &d.withheld {
        let _ = writeln!(out, "    withholds {:?} ({})", sources.slice(withheld.secret), withheld.reason);
    }
}

fn lists(out: &mut String, parts: &Parts, sources: &Sources) {
    for l in &parts.lists {
        let _ = writeln!(out, "list {} {} {:?} {:?} withheld={}", l.path, l.id, l.entry_kind, l.review, l.withheld);
        for r in &l.revisions {
            let agreed = r.agreed_at.as_ref().map(|w| &w.text);
            let _ = writeln!(
                out,
                "  revision {} {} {:?} {agreed:?} {:?} {:?}",
                r.date,
                sources.path(r.file),
                r.fields,
                r.reason,
                r.next_review
            );
            for e in &r.entries {
                let _ = writeln!(out, "    {:?} {} {} {:?} {:?} {:?}", e.rank, e.key, e.slug, e.name, e.values, e.note);
            }
        }
        document(out, &l.document, sources);
    }
}

fn datasets(out: &mut String, parts: &Parts, sources: &Sources) {
    for d in &parts.datasets {
        let _ = writeln!(out, "dataset {} {:?} {:?} {:?}", d.path, d.units, d.sources, d.notes);
        for t in &d.tables {
            let _ = writeln!(out, "  table {} {:?} {:?} {:?} {:?} {:?}", t.id, t.title, t.chart, t.units, t.published, t.notes);
            let _ = writeln!(out, "    {:?} {:?} text={:?} total={:?}", t.period, t.series, t.text_series, t.total);
            for r in &t.rows {
                let cells: Vec<String> = r.cells.iter().map(|c| format!("{:?} {:?} {:?}", c.text, c.value, c.mark)).collect();
                let _ = writeln!(out, "    {:?}: {}", r.label, cells.join(" | "));
            }
        }
        d.attachments.iter().for_each(|a| attachment(out, a, sources));
        document(out, &d.document, sources);
    }
}

fn attachment(out: &mut String, a: &Attachment, sources: &Sources) {
    let f = &a.facts;
    let sha: String = f.sha256.chars().take(8).collect();
    let _ = writeln!(
        out,
        "  file {} as {} {:?} {} {} {} {sha} {:?} {:?} {:?}",
        sources.path(a.file),
        a.name,
        a.title,
        f.kind,
        f.media_type,
        f.size,
        f.pages,
        a.lang,
        a.audience
    );
}
