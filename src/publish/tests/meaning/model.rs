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
    /// A heading without a number, all of one name.
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
    pub(super) is_revised: bool,
}

/// A site.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    pub(super) docs: BTreeMap<String, Doc>,
    /// Papers and attachments, by path.
    pub(super) files: BTreeMap<String, u32>,
    /// The entries of a revision.
    pub(super) entries: Vec<TableRow>,
    /// Those of a later revision, where there is one.
    pub(super) later: Option<Vec<TableRow>>,
    pub(super) list_notes: usize,
    /// Figures.
    pub(super) figures: Vec<TableRow>,
    pub(super) figure_notes: usize,
    /// The name of a person, and those before it that the directory still has.
    pub(super) person: u32,
    pub(super) known_as: Vec<u32>,
    /// The name of another person.
    pub(super) other_person: u32,
    pub(super) next: u32,
}

pub(super) const REPORT: &str = "reports/yearbook/index.md";
pub(super) const MINUTES: [&str; 2] = ["quay/meetings/2024-03-01.md", "quay/meetings/2024-05-01/index.md"];
pub(super) const TRANSLATION: &str = "quay/meetings/2024-03-01.cy.md";
pub(super) const VERSION: &str = "reports/annual/index.v1.md";

impl Texts {
    pub(super) fn new() -> Texts {
        use UnitKind::{Action, Decision, Heading, Numbered, Plain};
        let mut texts = Texts::default();
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
        texts
    }

    pub(super) fn word(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    pub(super) fn unit(&mut self, kind: UnitKind) -> Unit {
        let word = self.word();
        Unit { kind, word, wording: 0, owner: u8::try_from(word % 3).unwrap_or(0), number: 0, id: None }
    }

    pub(super) fn row(&mut self) -> TableRow {
        TableRow { key: self.word(), value: self.word(), is_revised: false }
    }

    pub(super) fn pick(&self, n: u8) -> String {
        self.docs.keys().nth(usize::from(n) % self.docs.len()).cloned().unwrap_or_default()
    }

    pub(super) fn doc(&mut self, n: u8) -> &mut Doc {
        let path = self.pick(n);
        self.docs.entry(path).or_default()
    }

    /// The files of the site, with its ledger.
    pub(super) fn sources(&self, ledger: Option<&str>) -> Sources {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let notes = |count: usize| format!("+++\nchanges = [{}]\n+++\n", noted(count));
        files.insert("site.toml".into(), SETTINGS.into());
        files.extend(ledger.map(|ledger| ("permalinks.txt".to_owned(), ledger.to_owned())));
        files.insert("content/quay/_index.md".into(), "# The quay\n".into());
        let known: Vec<String> = self.known_as.iter().map(|word| format!("{{ name = {:?} }}", name(*word))).collect();
        let person =
            format!("[[person]]\nid = \"dunn\"\nname = {:?}\nalso_known_as = [{}]\n", name(self.person), known.join(", "));
        let other = format!("[[person]]\nid = \"gray\"\nname = {:?}\n", name(self.other_person));
        files.insert("content/people.toml".into(), person + &other);
        let person = name(self.person);
        files.extend(self.docs.iter().map(|(path, doc)| (format!("content/{path}"), doc.text(path, &person))));
        files.extend(self.files.iter().map(|(path, word)| (format!("content/{path}"), format!("It holds w{word}.\n"))));
        files.insert("content/lists/lamps/_index.md".into(), format!("{}# Lamps\n", notes(self.list_notes)));
        for (day, rows) in [("2024-01-01", Some(&self.entries)), ("2024-02-01", self.later.as_ref())] {
            let rows = rows.map(|rows| rows.iter().map(|row| format!("K{},Lamp w{}\n", row.key, row.value)).collect::<String>());
            files.extend(rows.map(|rows| (format!("content/lists/lamps/{day}.csv"), format!("key,name\n{rows}"))));
        }
        files.insert("content/datasets/ships/_index.md".into(), format!("{}# Ships\n", notes(self.figure_notes)));
        let figure = |row: &TableRow| format!("Y{},{}{}\n", row.key, row.value, if row.is_revised { " [r]" } else { "" });
        let figures: String = self.figures.iter().map(figure).collect();
        files.insert("content/datasets/ships/ships.csv".into(), format!("year,in\n{figures}"));
        let file = |(path, text): (&String, &String)| SourceFile {
            path: path.as_str().into(),
            content: Content::Text(text.as_str().into()),
            hash: *blake3::hash(text.as_bytes()).as_bytes(),
        };
        Sources { files: files.iter().map(file).collect(), places: files.keys().map(std::path::PathBuf::from).collect() }
    }
}

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
            out.push_str("withdrawn = { date = 2024-12-01, reason = \"It was wrong.\" }\n");
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
                UnitKind::Heading => format!("## Contact{id}\n\n{words}\n\n"),
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

/// The address of a file's page.
pub(super) fn address(path: &str) -> String {
    let bare = path.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index").replace("/meetings/", "/");
    match bare.strip_suffix(".cy") {
        Some(original) => format!("/cy/{original}/"),
        None => format!("/{}/", bare.replace("/index.v1", "/v1")),
    }
}
