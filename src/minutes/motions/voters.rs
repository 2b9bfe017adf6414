//! By what names those of a meeting are called where they move, second and vote: by their surname too.

use std::collections::BTreeSet;

use crate::layout::bare::fold;
use crate::minutes::known_people::People;
use crate::minutes::words::Lexicon;
use crate::record::{Attendee, without_post_nominals};

/// The names by which those of a meeting may be called.
pub(super) struct Voters {
    people: People,
    surnames: BTreeSet<String>,
}

impl Voters {
    pub(super) fn of(attendance: &[Attendee], lexicon: &Lexicon) -> Voters {
        let surname = |person: &Attendee| {
            let (name, _) = without_post_nominals(&person.name.text);
            let last = name.split_once(',').map_or_else(|| name.rsplit(' ').next(), |(last, _)| Some(last));
            last.map(fold).filter(|last| last.chars().count() > 1)
        };
        Voters { people: People::of(attendance, lexicon), surnames: attendance.iter().filter_map(surname).collect() }
    }

    /// Whether a name is one of theirs: as [`People::knows`], or a surname, with initials before it or without.
    pub(super) fn knows(&self, name: &str) -> bool {
        let folded = fold(name);
        let (before, last) = folded.rsplit_once(' ').unwrap_or(("", &folded));
        let initials = before.split(' ').all(|word| word.chars().count() <= 1);
        self.people.knows(name) || initials && self.surnames.contains(last)
    }
}
