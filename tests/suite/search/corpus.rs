//! A corpus made by rule: minutes with the word statistics of real ones, of any number, the same every time.

use std::collections::{BTreeMap, BTreeSet};

use minutebook::record::{Date, Status};
use minutebook::search::{Doc, DocKind, Facets, Names, Unit, UnitKind, Value};

/// A generator of numbers, the same on every machine (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const COMMON: &str = "the of to and in that was a for on it by with be from as is which would were group noted agreed officials report \
update meeting strategy data board trends referral support provider region victims awareness departments progress review evidence risk \
policy operational directive rapporteur membership annual quarterly national international partners countries source priority list \
stakeholder enforcement agencies training toolkit funding consultation response draft paper secretariat members further information \
analysis guidance pilot local authorities scheme assessment delivery framework performance baseline target milestone inspection \
compliance statutory duty legislation amendment clause regulation ministers submission publication timetable autumn spring summer \
quarter budget forecast underspend allocation contract procurement supplier audit control assurance register owner escalate mitigate \
monitor intelligence referred identified recorded considered welcomed confirmed presented proposed endorsed deferred circulated";

pub(crate) const ORGANISATIONS: [(&str, &str, &str); 14] = [
    ("home-office", "Home Office", "HO"),
    ("mps", "Metropolitan Police Service", "MPS"),
    ("ago", "Attorney General's Office", "AGO"),
    ("dclg", "Department for Communities and Local Government", "DCLG"),
    ("fco", "Foreign and Commonwealth Office", "FCO"),
    ("moj", "Ministry of Justice", "MOJ"),
    ("dfid", "Department for International Development", "DFID"),
    ("dh", "Department of Health", "DH"),
    ("wales-office", "Wales Office", "WO"),
    ("scottish-government", "Scottish Government", "Scottish Executive"),
    ("welsh-government", "Welsh Government", "Welsh Assembly Government"),
    ("hmrc", "HM Revenue and Customs", "HMRC"),
    ("ukhtc", "UK Human Trafficking Centre", "UKHTC"),
    ("soca", "Serious Organised Crime Agency", "SOCA"),
];

const SUBJECTS: [&str; 20] = [
    "Border Security",
    "Public Health",
    "Rural Affairs",
    "Energy Resilience",
    "Cyber Crime",
    "Youth Justice",
    "Flood Risk",
    "Transport Safety",
    "Housing Supply",
    "Adult Skills",
    "Food Standards",
    "Water Quality",
    "Air Quality",
    "Export Control",
    "Civil Contingencies",
    "Animal Welfare",
    "Digital Inclusion",
    "Coastal Erosion",
    "Asylum Support",
    "Prison Reform",
];

const ITEMS: [&str; 15] = [
    "Minutes and matters arising",
    "Trends and referrals",
    "Role and remit of the group",
    "Annual report",
    "Stakeholder engagement",
    "Operational update",
    "Data and analysis",
    "Membership",
    "Training and awareness",
    "International partners",
    "Risk register",
    "Finance and resources",
    "Legislation",
    "Communications",
    "Any other business",
];

const OPENINGS: [&str; 8] = [
    "The Group noted that",
    "It was agreed that",
    "Officials reported that",
    "Members were reminded that",
    "The Chair confirmed that",
    "A suggestion was put forward that",
    "The Secretariat advised that",
    "It was recognised that",
];

/// A vocabulary in order of frequency: committee words, then pronounceable ones.
pub(crate) struct Vocabulary {
    words: Vec<String>,
    /// Running sums of 1 / (rank + 8), in millionths.
    sums: Vec<u64>,
}

impl Vocabulary {
    pub(crate) fn new(size: usize) -> Vocabulary {
        let on: Vec<&str> = "b c d f g h l m n p r s t v br cl dr gr pl pr st tr".split(' ').collect();
        let vowels: Vec<&str> = "a e i o u ai ea ou".split(' ').collect();
        let ends = ["", "", "n", "r", "s", "t", "l", "nd", "st"];
        let tails = ["", "", "ing", "ed", "ment", "tion", "al", "ity", "s"];
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut seen: std::collections::BTreeSet<String> = words.iter().cloned().collect();
        let mut dice = Dice::new(1912);
        while words.len() < size {
            let mut word = String::new();
            for _ in 0..1 + dice.below(3) {
                word.push_str(dice.pick(&on));
                word.push_str(dice.pick(&vowels));
                word.push_str(dice.pick(&ends));
            }
            word.push_str(dice.pick(&tails));
            if word.len() > 3 && seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut total = 0;
        let sums = (0..words.len() as u64).map(|rank| {
            total += 1_000_000 / (rank + 8);
            total
        });
        let sums = sums.collect();
        Vocabulary { words, sums }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let at = dice.next() % self.sums.last().copied().unwrap_or(1);
        &self.words[self.sums.partition_point(|s| *s <= at).min(self.words.len() - 1)]
    }

    fn run(&self, dice: &mut Dice, count: usize, out: &mut String) {
        for _ in 0..count {
            out.push(' ');
            out.push_str(self.word(dice));
        }
    }
}

/// The bodies and organisations that the documents of the corpus refer to.
pub(crate) fn facets() -> Facets {
    let value = |key: &str, name: &str, also: &str| Value {
        key: key.into(),
        name: name.into(),
        lang: "".into(),
        also: vec![also.to_lowercase().replace(' ', "-").into()],
    };
    let mut bodies: Vec<Value> =
        SUBJECTS.iter().map(|s| value(&slug(s), &format!("Inter-Departmental Group on {s}"), "")).collect();
    bodies.push(value("idmg", "Inter-Departmental Ministerial Group on Human Trafficking", "idmg"));
    Facets { bodies, parties: ORGANISATIONS.iter().map(|(k, n, a)| value(k, n, a)).collect() }
}

/// The place of the sample's body among the bodies.
pub(crate) const SAMPLE_BODY: u32 = SUBJECTS.len() as u32;

pub(crate) fn names() -> Names {
    Names::new(ORGANISATIONS.iter().map(|(_, name, other)| vec![*name, *other]))
}

fn slug(text: &str) -> String {
    text.to_lowercase().replace(' ', "-")
}

/// One meeting of the corpus; `n` counts from the newest.
pub(crate) fn meeting(vocabulary: &Vocabulary, n: usize, of: usize) -> Doc {
    let mut dice = Dice::new(7 + n as u64);
    let subject = n % SUBJECTS.len();
    let back = (n / SUBJECTS.len()) * (40 * 336) / (of / SUBJECTS.len()).max(1);
    let day = Date::from_parts(2025 - (back / 336) as i16, 12 - (back / 28 % 12) as i8, 28 - (back % 28) as i8).unwrap();
    let title = format!("Inter-Departmental Group on {}: minutes of {}", SUBJECTS[subject], day.in_english());
    let address = format!("{}/{day}/", slug(SUBJECTS[subject]));
    let mut units = vec![attendance(&mut dice)];
    let mut actions = 0;
    for item in 1..=5 {
        units.push(Unit::new(UnitKind::Item, format!("#{item}"), item.to_string(), dice.pick(&ITEMS)));
        for paragraph in 1..=2 + dice.below(2) {
            let number = format!("{item}.{paragraph}");
            let mut text = String::new();
            for _ in 0..2 + dice.below(3) {
                text.push_str(dice.pick(&OPENINGS));
                let count = 9 + dice.below(14);
                vocabulary.run(&mut dice, count, &mut text);
                text.push_str(". ");
            }
            units.push(Unit::new(UnitKind::Paragraph, format!("#{number}"), number.as_str(), text.trim_end()));
            if dice.below(4) == 0 {
                actions += 1;
                units.push(action(vocabulary, &mut dice, &address, &number, actions));
            }
        }
    }
    Doc {
        also: format!("{day}\n{}\nInter-Departmental Group on {}", day.in_english(), SUBJECTS[subject]),
        address,
        title,
        description: String::new(),
        date: Some(day),
        kind: DocKind::Meeting,
        body: Some(subject as u32),
        organisations: (0..ORGANISATIONS.len() as u32).filter(|_| dice.below(3) > 0).collect(),
        title_lang: String::new(),
        welsh: false,
        lang: String::new(),
        units,
    }
}

fn attendance(dice: &mut Dice) -> Unit {
    let first = ["Ada", "Basil", "Chloe", "Damian", "Edith", "Farid", "Grace", "Harish", "Iona", "Jeremy", "Kemi", "Lynne"];
    let last = ["Abbott", "Blunt", "Chandra", "Dowd", "Eyre", "Green", "Hanham", "Iqbal", "Jones", "Kerr", "Loughton", "Mundell"];
    let rows: Vec<String> = (0..20)
        .map(|_| {
            let organisation = dice.pick(&ORGANISATIONS).1;
            if dice.below(10) < 7 {
                format!("{organisation}: {} {} MP", dice.pick(&first), dice.pick(&last))
            } else {
                format!("{organisation}: Official")
            }
        })
        .collect();
    Unit::new(UnitKind::Attendance, "#attendees-p1", "", rows.join("\n"))
}

fn action(vocabulary: &Vocabulary, dice: &mut Dice, address: &str, number: &str, n: usize) -> Unit {
    let owner = dice.below(ORGANISATIONS.len());
    let mut text = format!("{} to", ORGANISATIONS[owner].1);
    let count = 7 + dice.below(8);
    vocabulary.run(dice, count, &mut text);
    let id = format!("{address}{number}{}", if n > 1 { "b" } else { "" });
    let mut unit = Unit::new(UnitKind::Action, format!("actions/{id}/"), id.as_str(), text + ".");
    unit.owners = vec![owner as u32];
    unit.status = Some(dice.pick(&Status::ALL));
    unit
}

/// So many meetings, newest first.
pub(crate) fn generated(count: usize) -> Vec<Doc> {
    let vocabulary = Vocabulary::new(12_000);
    let mut docs: Vec<Doc> = (0..count).map(|n| meeting(&vocabulary, n, count)).collect();
    sort(&mut docs);
    docs
}

/// Newest first, as a collection must be.
pub(crate) fn sort(docs: &mut [Doc]) {
    docs.sort_by(|a, b| b.date.map(|d| d.first()).cmp(&a.date.map(|d| d.first())).then_with(|| a.address.cmp(&b.address)));
}

/// Questions with their answers: the three rarest words of some generated paragraphs, and where each stands.
pub(crate) fn questions(docs: &[Doc]) -> Vec<(String, String)> {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 5).map(str::to_lowercase).collect::<BTreeSet<_>>()
    };
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for unit in docs.iter().flat_map(|d| &d.units) {
        words(&unit.text).into_iter().for_each(|w| *counts.entry(w).or_default() += 1);
    }
    let mut all = Vec::new();
    for doc in docs.iter().filter(|d| d.body != Some(SAMPLE_BODY)).step_by(17) {
        let Some(unit) = doc.units.iter().rfind(|u| u.text.len() > 300) else { continue };
        let mut own: Vec<String> = words(&unit.text).into_iter().collect();
        own.sort_by_key(|w| (counts[w], w.clone()));
        own.truncate(3);
        if own.len() == 3 && counts[&own[0]] < 20 {
            all.push((format!("{} ", own.join(" ")), format!("{}{}", doc.address, unit.href)));
        }
    }
    all
}

/// A generated document as the minutes that would have it: its path below the content folder, and its Markdown.
pub(crate) fn markdown(doc: &Doc) -> (String, String) {
    let (body, day) = doc.address.trim_end_matches('/').split_once('/').unwrap_or_default();
    let mut text = String::from("## Attendees\n\n");
    for unit in &doc.units {
        text.push_str(&match unit.kind {
            UnitKind::Attendance => unit.text.lines().map(|l| format!("- {l}\n")).collect(),
            UnitKind::Item => format!("\n## {}. {}\n", unit.label, unit.text),
            UnitKind::Action => format!("\n**ACTION:** {}\n", unit.text),
            _ => format!("\n{} {}\n", unit.label, unit.text),
        });
    }
    (format!("{body}/meetings/{day}.md"), text)
}

/// The generated bodies: folder, and the front matter of `_index.md`.
pub(crate) fn bodies() -> impl Iterator<Item = (String, String)> {
    SUBJECTS.iter().map(|s| (slug(s), format!("+++\ntitle = \"Inter-Departmental Group on {s}\"\n+++\n")))
}
