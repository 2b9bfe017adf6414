//! What an author may do to a site, told the tools of the trade or not.

use proptest::prelude::*;

use super::model::{Doc, MINUTES, REPORT, TRANSLATION, Texts, Unit, UnitKind, VERSION, is_minutes};
use super::reading::Meanings;

#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// Document, place, kind, whether what follows is renumbered.
    Insert(u8, u8, u8, bool),
    Delete(u8, u8, bool),
    Exchange(u8, u8, u8),
    /// Another thing in the same place.
    Replace(u8, u8),
    /// A few other words.
    Reword(u8, u8),
    Owner(u8, u8),
    Move(u8, u8, u8),
    Split(u8, u8),
    Rename(u8, u8, bool),
    /// Two files exchange their texts.
    Redate(u8, u8),
    Withdraw(u8),
    Reinstate(u8),
    Bury(u8, u8),
    Unbury(u8),
    Translate,
    Lead(u8),
    Venue(u8),
    File(u8),
    Files(u8, u8),
    Entry(u8, u8),
    Figure(u8, u8),
    Person(bool),
    /// Two people of the directory exchange their names.
    People,
    /// An organisation gets another name; whether the directory still has the old one.
    Organisation(bool),
    /// A heading is called otherwise.
    Title(u8, u8, u8),
    /// Two organisations exchange their names.
    Organisations,
    /// A body, list or dataset gets another folder; whether an alias leads there.
    RenameFolder(u8, u8, bool),
    /// A body, list or dataset is withdrawn, or published again.
    WithdrawFolder(u8),
    /// A new text, perhaps where another was.
    Add(u8, u8),
    /// A text goes, its passages to another of its kind; whether an alias leads there.
    Merge(u8, u8, bool),
    /// The bytes of a file get another name, and others its own.
    MoveFile(u8, u8),
    /// The later revision of a list comes, goes, exchanges its rows with the first, or changes.
    Revision(u8, u8),
    Note(u8),
    /// The ids that were published are given to their words, as a build advises.
    KeepIds(u8),
    /// Numbers that are nobody's now are said to be where their words are.
    Declare(u8),
    Publish(bool),
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let n = any::<u8>;
    let texts = prop_oneof![
        5 => (n(), n(), n(), any::<bool>()).prop_map(|(a, b, c, d)| Edit::Insert(a, b, c, d)),
        3 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Delete(a, b, c)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Exchange(a, b, c)),
        3 => (n(), n()).prop_map(|(a, b)| Edit::Replace(a, b)),
        4 => (n(), n()).prop_map(|(a, b)| Edit::Reword(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Edit::Owner(a, b)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Move(a, b, c)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Split(a, b)),
        1 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Rename(a, b, c)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Redate(a, b)),
    ];
    let others = prop_oneof![
        1 => n().prop_map(Edit::Withdraw),
        1 => n().prop_map(Edit::Reinstate),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Bury(a, b)),
        1 => n().prop_map(Edit::Unbury),
        1 => Just(Edit::Translate),
        1 => n().prop_map(Edit::Lead),
        1 => n().prop_map(Edit::Venue),
        1 => n().prop_map(Edit::File),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Files(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Edit::Entry(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Edit::Figure(a, b)),
        1 => any::<bool>().prop_map(Edit::Person),
        1 => Just(Edit::People),
        1 => any::<bool>().prop_map(Edit::Organisation),
        1 => Just(Edit::Organisations),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Title(a, b, c)),
        1 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::RenameFolder(a, b, c)),
        1 => n().prop_map(Edit::WithdrawFolder),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Add(a, b)),
        1 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Merge(a, b, c)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::MoveFile(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Revision(a, b)),
    ];
    let declared = prop_oneof![
        2 => n().prop_map(Edit::Note),
        2 => n().prop_map(Edit::KeepIds),
        1 => n().prop_map(Edit::Declare),
        4 => any::<bool>().prop_map(Edit::Publish),
    ];
    prop_oneof![5 => texts, 4 => others, 3 => declared]
}

impl Texts {
    pub(super) fn apply(&mut self, edit: &Edit, published: &Meanings) {
        match *edit {
            Edit::Insert(n, at, kind, shifts) => self.insert(n, (at, kind), shifts),
            Edit::Delete(n, at, shifts) => {
                let doc = self.doc(n);
                if doc.units.len() > 1 {
                    doc.units.remove(usize::from(at) % doc.units.len());
                }
                if shifts {
                    doc.renumber();
                }
            }
            Edit::Exchange(n, a, b) => {
                let doc = self.doc(n);
                let len = doc.units.len();
                doc.units.swap(usize::from(a) % len, usize::from(b) % len);
                doc.renumber();
            }
            Edit::Replace(n, at) => {
                let word = self.word();
                *self.unit_at(n, at) = Unit { word, wording: 0, ..self.unit_at(n, at).clone() };
            }
            Edit::Reword(n, at) => self.unit_at(n, at).wording += 1,
            Edit::Owner(n, at) => self.unit_at(n, at).owner += 1,
            Edit::Title(n, at, title) => self.unit_at(n, at).title = title,
            Edit::Move(n, at, to) => self.move_unit(n, at, to),
            Edit::Split(n, at) => self.split(n, at),
            Edit::Rename(n, to, alias) => self.rename(n, to, alias),
            Edit::Redate(a, b) => {
                let (a, b) = (self.pick(a), self.pick(b));
                if a != b && is_minutes(&a) == is_minutes(&b) && ![&*a, &*b].iter().any(|p| [TRANSLATION, VERSION].contains(p)) {
                    let (one, other) = (self.docs[&a].clone(), self.docs[&b].clone());
                    self.docs.extend([(a, other), (b, one)]);
                }
            }
            Edit::Bury(n, at) => self.bury(n, at),
            Edit::Unbury(n) => {
                let unit = self.unit(UnitKind::Numbered);
                let doc = self.doc(n);
                if let Some(number) = doc.buried.pop().and_then(|b| b.strip_prefix("1.")?.parse().ok()) {
                    doc.units.push(Unit { number, ..unit });
                }
            }
            Edit::Translate => self.translate(),
            Edit::Entry(at, kind) => self.edit_entry(at, kind),
            Edit::Figure(at, kind) => self.edit_figure(at, kind),
            Edit::Person(known) => {
                let before = std::mem::replace(&mut self.person, self.next + 1);
                self.next += 1;
                self.known_as.extend(known.then_some(before));
            }
            Edit::People => std::mem::swap(&mut self.person, &mut self.other_person),
            Edit::Organisation(known) => {
                let word = self.word();
                let before = std::mem::replace(&mut self.organisations[0], word);
                self.organisation_known_as.extend(known.then_some(before));
            }
            Edit::Organisations => self.organisations.reverse(),
            Edit::RenameFolder(n, to, alias) => self.rename_folder(n, to, alias),
            Edit::WithdrawFolder(n) => {
                let len = self.folders.len();
                let folder = &mut self.folders[usize::from(n) % len];
                folder.is_withdrawn = !folder.is_withdrawn;
            }
            Edit::Add(kind, to) => self.add(kind, to),
            Edit::Merge(n, to, alias) => self.merge(n, to, alias),
            Edit::MoveFile(n, to) => self.move_file(n, to),
            Edit::Revision(at, kind) => self.edit_revision(at, kind),
            Edit::KeepIds(n) => {
                let address = self.address(&self.pick(n));
                self.doc(n).keep_ids(&address, published);
            }
            Edit::Declare(n) => {
                let address = self.address(&self.pick(n));
                self.doc(n).declare(&address, published);
            }
            ref other => self.apply_small(other),
        }
    }

    /// Edits of one value.
    fn apply_small(&mut self, edit: &Edit) {
        let word = self.word();
        match *edit {
            Edit::Withdraw(n) if ![TRANSLATION, VERSION].contains(&&*self.pick(n)) => self.doc(n).withdrawn = true,
            Edit::Reinstate(n) => self.doc(n).withdrawn = false,
            Edit::Lead(n) => self.doc(n).lead = word,
            Edit::Venue(n) => self.doc(n).venue = word,
            Edit::File(n) => {
                let len = self.files.len();
                self.files.values_mut().nth(usize::from(n) % len).into_iter().for_each(|file| *file = word);
            }
            Edit::Files(a, b) => {
                let len = self.files.len();
                let [a, b] = [a, b].map(|n| self.files.iter().nth(usize::from(n) % len).map(|(p, w)| (p.clone(), *w)));
                if let (Some((a, one)), Some((b, other))) = (a, b) {
                    self.files.extend([(a, other), (b, one)]);
                }
            }
            Edit::Note(n) => match self.folders.get_mut(usize::from(n % 8)) {
                Some(folder) => folder.notes += 1,
                None => self.doc(n / 8).notes += 1,
            },
            _ => {}
        }
    }

    fn unit_at(&mut self, n: u8, at: u8) -> &mut Unit {
        let doc = self.doc(n);
        let len = doc.units.len();
        &mut doc.units[usize::from(at) % len]
    }

    fn insert(&mut self, n: u8, (at, kind): (u8, u8), shifts: bool) {
        use UnitKind::{Action, Decision, Heading, Numbered, Plain};
        let path = self.pick(n);
        let kinds: &[UnitKind] = match (is_minutes(&path), &*path) {
            (true, _) => &[Numbered, Plain, Action, Decision, Action],
            (_, VERSION) => &[Plain],
            _ => &[Numbered, Heading],
        };
        let mut unit = self.unit(kinds[usize::from(kind) % kinds.len()]);
        let doc = self.doc(n);
        unit.number = doc.units.iter().map(|u| u.number).max().unwrap_or(0) + 1;
        doc.units.insert(usize::from(at) % (doc.units.len() + 1), unit);
        if shifts {
            doc.renumber();
        }
    }

    fn move_unit(&mut self, n: u8, at: u8, to: u8) {
        let (from, into) = (self.pick(n), self.pick(to));
        if is_minutes(&from) != is_minutes(&into) || self.doc(n).units.len() < 2 || [&*from, &*into].contains(&VERSION) {
            return;
        }
        let doc = self.doc(n);
        let unit = doc.units.remove(usize::from(at) % doc.units.len());
        let there = self.doc(to);
        there.units.insert(usize::from(at) % (there.units.len() + 1), unit);
        there.renumber();
    }

    fn split(&mut self, n: u8, at: u8) {
        let path = self.pick(n);
        let (lead, before) = (self.word(), self.address(&path));
        let doc = self.doc(n);
        if is_minutes(&path) || path == VERSION || doc.units.len() < 2 {
            return;
        }
        let rest = doc.units.split_off(1 + usize::from(at) % (doc.units.len() - 1));
        let aliases = vec![format!("{before}#*")];
        let name = format!("reports/part-{at}/index.md");
        self.docs.entry(name).or_insert(Doc { lead, units: rest, aliases, ..Doc::default() });
    }

    fn rename(&mut self, n: u8, to: u8, alias: bool) {
        let path = self.pick(n);
        if [TRANSLATION, VERSION, MINUTES[0], "reports/annual/index.md"].contains(&&*path) {
            return;
        }
        let new = match (is_minutes(&path), path.strip_suffix("/index.md")) {
            (true, Some(_)) => format!("quay/meetings/2024-{:02}-02/index.md", to % 12 + 1),
            (true, None) => format!("quay/meetings/2024-{:02}-03.md", to % 12 + 1),
            _ => format!("reports/book-{to}/index.md"),
        };
        if self.docs.contains_key(&new) {
            return;
        }
        let before = self.address(&path);
        let Some(mut doc) = self.docs.remove(&path) else { return };
        doc.aliases.extend(alias.then_some(before));
        // What is beside it goes with it.
        if let Some((old, new)) = path.strip_suffix("index.md").zip(new.strip_suffix("index.md")) {
            let beside: Vec<String> = self.files.keys().filter(|file| file.starts_with(old)).cloned().collect();
            for file in beside {
                if let Some(word) = self.files.remove(&file) {
                    self.files.insert(file.replace(old, new), word);
                }
            }
        }
        self.docs.insert(new, doc);
    }

    fn rename_folder(&mut self, n: u8, to: u8, alias: bool) {
        let len = self.folders.len();
        let folder = &mut self.folders[usize::from(n) % len];
        let path = format!("{}-{}", folder.model, to % 3);
        let before = format!("/{}/", std::mem::replace(&mut folder.path, path.clone()));
        folder.aliases.extend(alias.then_some(before));
        folder.aliases.retain(|alias| *alias != format!("/{path}/"));
    }

    fn bury(&mut self, n: u8, at: u8) {
        if [TRANSLATION, VERSION].contains(&&*self.pick(n)) {
            return;
        }
        let doc = self.doc(n);
        let numbered: Vec<usize> = (0..doc.units.len()).filter(|i| doc.units[*i].kind == UnitKind::Numbered).collect();
        if numbered.len() > 1 {
            let unit = doc.units.remove(numbered[usize::from(at) % numbered.len()]);
            doc.buried.push(format!("1.{}", unit.number));
        }
    }

    fn translate(&mut self) {
        if self.docs.remove(TRANSLATION).is_some() {
            return;
        }
        let Some(original) = self.docs.get(MINUTES[0]).cloned() else { return };
        let units = original.units.into_iter().map(|unit| Unit { word: self.word(), wording: 0, ..unit }).collect();
        self.docs.insert(TRANSLATION.to_owned(), Doc { units, ..Doc::default() });
    }

    fn add(&mut self, kind: u8, to: u8) {
        use UnitKind::{Action, Decision, Heading, Numbered, Plain};
        let month = to % 12 + 1;
        let (path, kinds) = match kind % 4 {
            0 => (format!("quay/meetings/2024-{month:02}-03.md"), &[Numbered, Plain, Action][..]),
            1 => (format!("quay/meetings/2024-{month:02}-02/index.md"), &[Numbered, Action, Decision][..]),
            2 => (format!("reports/book-{to}/index.md"), &[Heading, Numbered][..]),
            _ => (format!("page-{}.md", to % 3), &[Heading, Heading][..]),
        };
        let mut doc = Doc { lead: self.word(), venue: self.word(), ..Doc::default() };
        doc.units = kinds.iter().map(|kind| self.unit(*kind)).collect();
        doc.renumber();
        self.docs.entry(path).or_insert(doc);
    }

    fn merge(&mut self, n: u8, to: u8, alias: bool) {
        let (from, into) = (self.pick(n), self.pick(to));
        let kept = [TRANSLATION, VERSION, MINUTES[0], "reports/annual/index.md"];
        if from == into
            || is_minutes(&from) != is_minutes(&into)
            || kept.contains(&&*from)
            || [TRANSLATION, VERSION].contains(&&*into)
        {
            return;
        }
        let before = self.address(&from);
        let Some(gone) = self.docs.remove(&from) else { return };
        let Some(there) = self.docs.get_mut(&into) else { return };
        there.units.extend(gone.units);
        there.renumber();
        if alias {
            there.aliases.extend([before.clone(), format!("{before}#*")].into_iter().take(1 + usize::from(!is_minutes(&from))));
            there.aliases.extend(gone.aliases);
        }
    }

    fn move_file(&mut self, n: u8, to: u8) {
        let word = self.word();
        let Some((path, held)) = self.files.iter().nth(usize::from(n) % self.files.len()).map(|(p, w)| (p.clone(), *w)) else {
            return;
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.files.insert(format!("{folder}/c{}.txt", to % 3), held);
        self.files.insert(path, word);
    }

    fn edit_revision(&mut self, at: u8, kind: u8) {
        let row = self.row();
        let Some(later) = &mut self.later else {
            self.later = Some(self.entries.iter().cloned().chain([row]).collect());
            return;
        };
        let at = usize::from(at) % later.len();
        match kind % 6 {
            0 => self.later = None,
            1 => std::mem::swap(later, &mut self.entries),
            2 => later.insert(at, row),
            3 => later[at].value = row.value,
            4 => later[at].note = row.note,
            _ => later[at].key = row.key,
        }
    }

    fn edit_entry(&mut self, at: u8, kind: u8) {
        let (row, word) = (self.row(), self.word());
        let len = self.entries.len();
        let at = usize::from(at) % len;
        match kind % 6 {
            0 => self.entries.insert(at, row),
            1 if len > 1 => drop(self.entries.remove(at)),
            2 => self.entries.swap(at, (at + 1) % len),
            3 => self.entries[at].value = word,
            4 => self.entries[at].note = word,
            _ => self.entries[at].key = word,
        }
    }

    fn edit_figure(&mut self, at: u8, kind: u8) {
        let row = self.row();
        let len = self.figures.len();
        let figure = &mut self.figures[usize::from(at) % len];
        match kind % 4 {
            0 => (figure.value, figure.is_revised) = (row.value, true),
            1 | 2 => figure.value = row.value,
            _ => self.figures.push(row),
        }
    }
}

impl Doc {
    /// Gives published ids to the words that had them, and to all others one that nobody had.
    fn keep_ids(&mut self, address: &str, published: &Meanings) {
        for unit in self.units.iter_mut().filter(|u| u.kind != UnitKind::Numbered) {
            let mark = match unit.kind {
                UnitKind::Action => "action-",
                UnitKind::Decision => "decision-",
                _ => "",
            };
            let word = format!("w{}", unit.word);
            let mut had =
                published.iter().filter(|((page, anchor), was)| page == address && was.thing == word && anchor.starts_with(mark));
            let id = had.next().map(|((_, anchor), _)| anchor.trim_start_matches(mark).to_owned());
            unit.id = Some(id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("own-{}", unit.word)));
        }
    }

    fn declare(&mut self, address: &str, published: &Meanings) {
        for ((_, anchor), was) in published.iter().filter(|((page, _), _)| *page == *address) {
            let now = self.units.iter().find(|u| format!("w{}", u.word) == was.thing && u.kind == UnitKind::Numbered);
            let taken = self.units.iter().any(|u| u.kind == UnitKind::Numbered && format!("1.{}", u.number) == *anchor);
            if let Some(now) = now.filter(|_| anchor.starts_with("1.") && !anchor.contains("-p") && !taken) {
                self.anchors.insert(anchor.clone(), format!("1.{}", now.number));
            }
        }
    }

    /// Whether the author gives an id to something of this text.
    pub(super) fn names(&self, anchor: &str) -> bool {
        let id = ["action-", "decision-"].iter().find_map(|mark| anchor.strip_prefix(mark)).unwrap_or(anchor);
        self.units.iter().any(|unit| unit.id.as_deref() == Some(id))
    }
}

/// Documents that can be told of as a record: the report too.
pub(super) fn is_record(path: &str) -> bool {
    is_minutes(path) || path.starts_with("reports/") || path == REPORT
}
