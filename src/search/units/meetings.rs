//! What of a meeting is searched: its head, those present, its sections, paragraphs, decisions and actions.

use super::Library;
use crate::record::{ActionIx, Date, Meeting, MeetingIx, PassageKind, Section, Stage};
use crate::search::doc::{Doc, DocKind, Unit, UnitKind};
use crate::text::plain;

impl Library<'_> {
    /// A meeting without its units.
    pub(super) fn meeting_head(&self, ix: MeetingIx, meeting: &Meeting) -> Doc {
        let body = self.record.bodies.get(meeting.body.ix());
        let date = Date::Day(meeting.date);
        let mut doc = self.open(DocKind::Meeting, self.addresses.meeting(ix), &meeting.document, Vec::new());
        // "Minutes" is what readers call them, whatever the title says.
        let minutes = if doc.welsh { "cofnodion" } else { "minutes" };
        let mut also = vec![minutes.to_owned(), date.to_string(), date.in_english()];
        if self.site.lang != "en" {
            also.extend([self.site.say("search_kind_meeting"), self.site.date(date), self.site.body_name(meeting.body).0]);
        }
        also.extend(body.map(|b| b.name.to_string()));
        also.extend(body.and_then(|b| b.abbreviation.as_deref()).map(str::to_owned));
        if !doc.also.is_empty() {
            also.push(doc.also);
        }
        doc.also = also.join("\n");
        doc.title = self.site.meeting_title(ix);
        if meeting.document.title.is_empty() {
            doc.title_lang = String::new();
        }
        doc.date = Some(date);
        doc.body = Some(meeting.body.0);
        let attendance = meeting.attendance.iter().flatten();
        doc.organisations = attendance.filter_map(|a| a.organisation.as_ref()?.target).map(|o| o.0).collect();
        doc.organisations.sort_unstable();
        doc.organisations.dedup();
        doc
    }

    pub(super) fn meeting(&self, ix: MeetingIx, meeting: &Meeting) -> Doc {
        let mut doc = self.meeting_head(ix, meeting);
        if meeting.document.stage == Stage::Withdrawn {
            return doc;
        }
        let mut actions: Vec<(ActionIx, u32)> = self.record.actions_of(ix).map(|(ix, a)| (ix, a.part)).collect();
        // What is read is the translation, where there is one; what is known of an action is the original's.
        let translated = self.site.translation(&meeting.document);
        let shown = translated.map(|p| p.translation.as_ref().and_then(|t| t.minutes.as_ref()));
        match shown {
            // A translation that is no minutes by their grammar.
            Some(None) => self.text(&meeting.document, &mut doc),
            Some(Some(minutes)) => {
                if minutes.actions.len() != meeting.actions.len() {
                    actions.clear();
                }
                minutes.sections.iter().for_each(|s| self.section(s, minutes, &actions, &mut doc.units));
            }
            None => meeting.sections.iter().for_each(|s| self.section(s, meeting, &actions, &mut doc.units)),
        }
        for paper in &meeting.papers {
            self.attachment(&paper.attachment, &mut doc.units);
        }
        doc
    }

    fn section(&self, section: &Section, meeting: &Meeting, actions: &[(ActionIx, u32)], units: &mut Vec<Unit>) {
        if section.heading.is_some() {
            let number = section.number.as_ref().map_or("", |n| n.as_str());
            units.push(Unit::new(UnitKind::Item, format!("#{}", section.anchor), number, plain(&section.title)));
        }
        for passage in &section.passages {
            let href = format!("#{}", passage.anchor);
            let text = || plain(self.sources.slice(passage.text));
            match &passage.kind {
                PassageKind::Paragraph(number) => units.push(Unit::new(UnitKind::Paragraph, href, number.as_str(), text())),
                PassageKind::Action(part, _) => units.extend(self.action(*part, meeting, actions)),
                PassageKind::Decision(part, _) => {
                    let label = meeting.decisions.get(*part as usize).map_or("", |d| &d.local);
                    units.push(Unit::new(UnitKind::Decision, href, label, text()));
                }
                PassageKind::Update(part, _) => {
                    let mut unit = Unit::new(UnitKind::Block, href, "", text());
                    unit.also = meeting.updates.get(*part as usize).map(|u| u.action.text.to_string()).unwrap_or_default();
                    units.push(unit);
                }
                PassageKind::Attendance { .. } => units.push(Unit::new(UnitKind::Attendance, href, "", text())),
                PassageKind::NoActions => {}
                _ => units.push(Unit::new(UnitKind::Block, href, "", text())),
            }
            units.extend(passage.raises.iter().filter_map(|part| self.action(*part, meeting, actions)));
        }
    }

    fn action(&self, part: u32, meeting: &Meeting, actions: &[(ActionIx, u32)]) -> Option<Unit> {
        let written = meeting.actions.get(part as usize)?;
        let text = plain(self.sources.slice(written.text));
        let Some((ix, _)) = actions.iter().find(|(_, p)| *p == part) else {
            return Some(Unit::new(UnitKind::Block, format!("#{}", written.anchor), "", text));
        };
        let action = self.record.actions.get(ix.ix())?;
        let mut unit = Unit::new(UnitKind::Action, self.addresses.action(*ix), &*action.id, text);
        unit.owners = action.owners.iter().filter_map(|o| self.party(o)).collect();
        unit.owners.sort_unstable();
        unit.owners.dedup();
        unit.status = Some(action.status);
        unit.overdue = action.is_overdue(self.site.today);
        // Owners are found by every name they have, even where a later meeting named them.
        unit.also = action.owners.iter().map(|o| &*o.text).collect::<Vec<_>>().join("\n");
        Some(unit)
    }
}
