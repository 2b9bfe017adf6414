//! A site as a model, in which every unit is one thing, known by a word that nothing else has (`w17`).

use std::collections::BTreeMap;

use crate::source::{Content, SourceFile, Sources};

/// The kind of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    Numbered,
    Plain,
    Action,
    Decision,
    /// A heading without a number, in most texts all of one name.
    Heading,
}

/// One sentence of a text.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) kind: UnitKind,
    pub(super) word: u32,
    /// How often it was slightly reworded.
    pub(super) wording: u32,
    /// Whose an action is.
    pub(super) owner: u8,
    pub(super) number: u32,
    pub(super) id: Option<String>,
    /// The name of a heading, among [`TITLES`].
    pub(super) title: u8,
}

/// A file of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    /// What stands before everything else; none in minutes.
    pub(super) lead: u32,
    pub(super) units: Vec<Unit>,
    pub(super) venue: u32,
    pub(super) aliases: Vec<String>,
    pub(super) anchors: BTreeMap<String, String>,
    /// Paragraphs that were withdrawn.
    pub(super) buried: Vec<String>,
    pub(super) notes: usize,
    pub(super) withdrawn: bool,
}

/// A row: its key or label, and what is in it.
#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub(super) key: u32,
    pub(super) value: u32,
    /// The note of an entry.
    pub(super) note: u32,
    pub(super) is_revised: bool,
}

/// A folder that has a page of its own: a body, a list, a dataset.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// Its path in the model, which never changes.
    pub(super) model: &'static str,
    /// Its path in the site.
    pub(super) path: String,
    pub(super) aliases: Vec<String>,
    pub(super) is_withdrawn: bool,
    pub(super) notes: usize,
}

/// A site.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    /// By their paths in the model.
    pub(super) docs: BTreeMap<String, Doc>,
    pub(super) folders: Vec<Folder>,
    /// Papers and attachments, by path.
    pub(super) files: BTreeMap<String, u32>,
    /// The entries of a revision.
    pub(super) entries: Vec<TableRow>,
    /// Those of a later revision, where there is one.
    pub(super) later: Option<Vec<TableRow>>,
    /// Figures.
    pub(super) figures: Vec<TableRow>,
    /// The name of a person, and those before it that the directory still has.
    pub(super) person: u32,
    pub(super) known_as: Vec<u32>,
    /// The name of another person.
    pub(super) other_person: u32,
    /// The names of two organisations, and those that the first had before and the directory still has.
    pub(super) organisations: [u32; 2],
    pub(super) organisation_known_as: Vec<u32>,
    pub(super) next: u32,
}

/// The body, the list and the dataset.
pub(super) const FOLDERS: [&str; 3] = ["quay", "lists/lamps", "datasets/ships"];
pub(super) const REPORT: &str = "reports/yearbook/index.md";
pub(super) const MINUTES: [&str; 2] = ["quay/meetings/2024-03-01.md", "quay/meetings/2024-05-01/index.md"];
pub(super) const TRANSLATION: &str = "quay/meetings/2024-03-01.cy.md";
pub(super) const VERSION: &str = "reports/annual/index.v1.md";

impl Texts {
    pub(super) fn new() -> Texts {
        use UnitKind::{Action, Decision, Heading, Numbered, Plain};
        let mut texts = Texts::default();
        let folder =
            |model: &'static str| Folder { model, path: model.to_owned(), aliases: Vec::new(), is_withdrawn: false, notes: 0 };
        texts.folders = FOLDERS.map(folder).to_vec();
        for path in MINUTES.into_iter().chain([REPORT, "reports/annual/index.md", VERSION, "about.md"]) {
            let kinds = match (is_minutes(path), path) {
                (true, _) => &[Numbered, Plain, Action, Action, Numbered, Decision][..],
                (_, REPORT | "about.md") => &[Heading, Numbered, Heading, Numbered][..],
                _ => &[Plain][..],
            };
            let mut doc = Doc { lead: texts.word(), venue: texts.word(), ..Doc::default() };
            for kind in kinds {
                let unit = texts.unit(*kind);
                doc.units.push(unit);
            }
            doc.renumber();
            texts.docs.insert(path.to_owned(), doc);
        }
        for path in ["quay/meetings/2024-05-01/paper.txt", "reports/yearbook/a.txt", "reports/yearbook/b.txt"] {
            let word = texts.word();
            texts.files.insert(path.to_owned(), word);
        }
        for _ in 0..3 {
            let row = texts.row();
            texts.entries.push(row);
            let row = texts.row();
            texts.figures.push(row);
        }
        texts.person = texts.word();
        texts.other_person = texts.word();
        texts.organisations = [texts.word(), texts.word()];
        texts
    }

    pub(super) fn word(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub(super) fn unit(&mut self, kind: UnitKind) -> Unit {
        let word = self.word();
        Unit { kind, word, wording: 0, owner: u8::try_from(word % 3).unwrap_or(0), number: 0, id: None, title: 0 }
    }

    pub(super) fn row(&mut self) -> TableRow {
        TableRow { key: self.word(), value: self.word(), note: self.word(), is_revised: false }
    }

    pub(super) fn pick(&self, n: u8) -> String {
        self.docs.keys().nth(usize::from(n) % self.docs.len()).cloned().unwrap_or_default()
    }

    pub(super) fn doc(&mut self, n: u8) -> &mut Doc {
        let path = self.pick(n);
        self.docs.entry(path).or_default()
    }

    /// Where a file of the model is in the site.
    pub(super) fn place(&self, path: &str) -> String {
        let folder = self.folders.iter().find_map(|f| Some((f, path.strip_prefix(f.model)?.strip_prefix('/')?)));
        folder.map_or_else(|| path.to_owned(), |(folder, rest)| format!("{}/{rest}", folder.path))
    }

    /// The address of the page of a file of the model.
    pub(super) fn address(&self, path: &str) -> String {
        address(&self.place(path))
    }

    /// The address to which an earlier one leads, where a folder has it among its aliases.
    pub(super) fn current(&self, address: &str) -> String {
        let (kind, bare) = parted(address);
        let moved = |folder: &Folder| {
            let rest = folder.aliases.iter().find_map(|alias| bare.strip_prefix(alias.as_str()))?;
            Some(format!("{kind}/{}/{rest}", folder.path))
        };
        self.folders.iter().find_map(moved).unwrap_or_else(|| address.to_owned())
    }

    /// The address in the model of what is at an address of the site: the same whatever a folder is called.
    pub(super) fn model_address(&self, address: &str) -> String {
        let (kind, bare) = parted(address);
        let known = |folder: &Folder| {
            let rest = bare.strip_prefix(&format!("/{}/", folder.path))?;
            Some(format!("{kind}/{}/{rest}", folder.model))
        };
        self.folders.iter().find_map(known).unwrap_or_else(|| address.to_owned())
    }

    /// Whether what holds a file of the model is withdrawn.
    pub(super) fn is_below_withdrawn(&self, path: &str) -> bool {
        self.folders.iter().any(|f| f.is_withdrawn && path.strip_prefix(f.model).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The files of the site, with its ledger.
    pub(super) fn sources(&self, ledger: Option<&str>) -> Sources {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        files.insert("site.toml".into(), SETTINGS.into());
        files.extend(ledger.map(|ledger| ("permalinks.txt".to_owned(), ledger.to_owned())));
        for (folder, title) in self.folders.iter().zip(["The quay", "Lamps", "Ships"]) {
            let aliases: Vec<String> = folder.aliases.iter().map(|a| format!("{a:?}")).collect();
            let withdrawn = if folder.is_withdrawn { WITHDRAWN } else { "" };
            let head = format!("aliases = [{}]\nchanges = [{}]\n{withdrawn}", aliases.join(", "), noted(folder.notes));
            files.insert(format!("content/{}/_index.md", folder.path), format!("+++\n{head}+++\n# {title}\n"));
        }
        let known = |words: &[u32]| words.iter().map(|w| format!("{{ name = {:?} }}", name(*w))).collect::<Vec<_>>().join(", ");
        let entry = |kind: &str, id: &str, word: u32, before: &[u32]| {
            format!("[[{kind}]]\nid = {id:?}\nname = {:?}\nalso_known_as = [{}]\n", name(word), known(before))
        };
        let people = entry("person", "dunn", self.person, &self.known_as) + &entry("person", "gray", self.other_person, &[]);
        files.insert("content/people.toml".into(), people);
        let [one, other] = self.organisations;
        let organisations = entry("organisation", "trust", one, &self.organisation_known_as);
        files.insert("content/organisations.toml".into(), organisations + &entry("organisation", "office", other, &[]));
        let person = name(self.person);
        files.extend(self.docs.iter().map(|(path, doc)| (format!("content/{}", self.place(path)), doc.text(path, &person))));
        files.extend(
            self.files.iter().map(|(path, word)| (format!("content/{}", self.place(path)), format!("It holds w{word}.\n"))),
        );
        for (day, rows) in [("2024-01-01", Some(&self.entries)), ("2024-02-01", self.later.as_ref())] {
            let rows = rows.map(|rows| {
                rows.iter().map(|row| format!("K{},Lamp w{},Seen w{}\n", row.key, row.value, row.note)).collect::<String>()
            });
            let path = self.place(&format!("lists/lamps/{day}.csv"));
            files.extend(rows.map(|rows| (format!("content/{path}"), format!("key,name,note\n{rows}"))));
        }
        let figure = |row: &TableRow| format!("Y{},{}{}\n", row.key, row.value, if row.is_revised { " [r]" } else { "" });
        let figures: String = self.figures.iter().map(figure).collect();
        files.insert(format!("content/{}", self.place("datasets/ships/ships.csv")), format!("year,in\n{figures}"));
        let file = |(path, text): (&String, &String)| SourceFile {
            path: path.as_str().into(),
            content: Content::Text(text.as_str().into()),
            hash: *blake3::hash(text.as_bytes()).as_bytes(),
        };
        Sources { files: files.iter().map(file).collect(), places: files.keys().map(std::path::PathBuf::from).collect() }
    }
}

/// Names of headings.
const TITLES: [&str; 3] = ["Contact", "Hours", "Ferry"];
const WITHDRAWN: &str = "withdrawn = { date = 2024-12-01, reason = \"It was wrong.\" }\n";
const SETTINGS: &str = "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = [\"en\", \"cy\"]\n";

impl Doc {
    pub(super) fn renumber(&mut self) {
        let numbered = self.units.iter_mut().filter(|u| u.kind == UnitKind::Numbered);
        numbered.zip(1..).for_each(|(unit, number)| unit.number = number);
    }

    fn text(&self, path: &str, person: &str) -> String {
        let quoted: Vec<String> = self.aliases.iter().map(|a| format!("{a:?}")).collect();
        let is_translation = path == TRANSLATION;
        let mut out = "+++\n".to_owned();
        if !is_translation {
            out.push_str(&format!("title = \"A text\"\naliases = [{}]\n", quoted.join(", ")));
        }
        if is_minutes(path) && !is_translation {
            out.push_str(&format!("venue = \"Hall w{}\"\n", self.venue));
        }
        if self.withdrawn {
            out.push_str(WITHDRAWN);
        }
        out.push_str(&format!("changes = [{}]\n[anchors]\n", noted(self.notes)));
        self.anchors.iter().for_each(|(old, new)| out.push_str(&format!("{old:?} = {new:?}\n")));
        for buried in self.buried.iter().filter(|buried| !self.anchors.contains_key(*buried)) {
            out.push_str(&format!("{buried:?} = {{ date = 2024-12-01, reason = \"It was wrong.\" }}\n"));
        }
        out.push_str("+++\n");
        out.push_str(&match is_minutes(path) {
            true => format!("Present: {person}\n\n## 1. Matters\n\n"),
            false => format!("{}\n\n", sentence(self.lead, 0)),
        });
        for unit in &self.units {
            let words = sentence(unit.word, unit.wording);
            let id = unit.id.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
            let action = if is_translation { "CAM GWEITHREDU" } else { "ACTION" };
            let decision = if is_translation { "CYTUNWYD" } else { "AGREED" };
            let owner = ["Harbour Office", "Quay Trust", "Tide Board"][usize::from(unit.owner) % 3];
            out.push_str(&match unit.kind {
                UnitKind::Numbered => format!("1.{} {words}\n\n", unit.number),
                UnitKind::Plain => format!("{words}{id}\n\n"),
                UnitKind::Action => format!("**{action}:** {owner} to {words}{id}\n\n"),
                UnitKind::Decision => format!("**{decision}:** {words}{id}\n\n"),
                UnitKind::Heading => format!("## {}{id}\n\n{words}\n\n", TITLES[usize::from(unit.title) % TITLES.len()]),
            });
        }
        out
    }
}

pub(super) fn is_minutes(path: &str) -> bool {
    path.contains("/meetings/")
}

fn noted(count: usize) -> String {
    (0..count).map(|_| "{ date = 2024-12-01, note = \"Something.\" }").collect::<Vec<_>>().join(", ")
}

/// A name of letters alone.
pub(super) fn name(word: u32) -> String {
    let letters: String = word.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
    format!("Cy Qu{letters}")
}

/// Words that have little in common with those of another unit; `wording` other ones in one place.
pub(super) fn sentence(word: u32, wording: u32) -> String {
    let pool = |n: u32| format!("{}{}", ["lamp", "gull", "pier", "tide", "boat", "rope", "mast"][(n % 7) as usize], n % 211);
    let mut words: Vec<String> = (0..14).map(|n| pool(word.wrapping_mul(2_654_435_761).rotate_left(n * 5) ^ (n * 977))).collect();
    words[3] = pool(wording.wrapping_mul(40_503) ^ word);
    format!("write w{word} {}.", words.join(" "))
}

/// An address without what comes before the folder: `/cy` of a translation, `/actions` of an action.
fn parted(address: &str) -> (&str, &str) {
    let kind = ["/cy", "/actions"].into_iter().find(|kind| address.strip_prefix(kind).is_some_and(|rest| rest.starts_with('/')));
    address.split_at(kind.map_or(0, str::len))
}

/// The address of the page of a file of the site.
fn address(path: &str) -> String {
    let bare = path.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index").replace("/meetings/", "/");
    match bare.strip_suffix(".cy") {
        Some(original) => format!("/cy/{original}/"),
        None => format!("/{}/", bare.replace("/index.v1", "/v1")),
    }
}
