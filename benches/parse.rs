//! How fast minutes are read: 100 MB of them in 10,000 files, on all cores, without reading from a disk.
//!
//! `cargo bench --bench parse -- FILE…` repeats the files given; without any, minutes that it makes itself.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads, prints and reads the clock")]

use std::time::Instant;

use minutebook::parse;
use minutebook::source;

/// As in the program.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FILES: usize = 10_000;
const BYTES: usize = 100_000_000;

const SENTENCE: &str =
    "The Group noted that further information on trends was useful, and officials reported what partners had said of it. ";

/// Minutes of about ten thousand bytes: as a secretariat writes them, as a transcript, as nested notes with links, as a parish
/// clerk types them, as tables and tick boxes, as short lines of a call, and in German.
fn made(n: usize) -> String {
    match n % 7 {
        0 => secretariat(n),
        1 => transcript(n),
        2 => notes(n),
        3 => parish(n),
        4 => tables(n),
        5 => call(n),
        _ => protokoll(n),
    }
}

fn secretariat(n: usize) -> String {
    let mut text = String::from(
        "## Attendees\n- Home Office: Ann Lee MP (chair)\n- DH: Official (for Bob Ray MP, by videolink)\n- UKHTC: Cy Dunn\n\n",
    );
    for item in 1..=6 {
        text.push_str(&format!("## {item}. Item of meeting {n}\n\n"));
        for paragraph in 1..=3 {
            text.push_str(&format!("{item}.{paragraph} {}\n\n", SENTENCE.repeat(4)));
        }
        text.push_str("**ACTION:** UKHTC to provide further information by 31 August 2012.\n\n**AGREED:** the option of structured input.\n\n");
    }
    text
}

fn transcript(n: usize) -> String {
    let mut text = String::from(
        "# Meeting notes\n\n**Attendees:**\n\n| Name | Abbreviation | Organization |\n| --- | --- | --- |\n| Ann Lee | AL | Quay |\n| Bob Ray | BR | Pier |\n\n",
    );
    for item in 1..=5 {
        text.push_str(&format!(
            "## Topic {item} of {n}\n\nPresenter: Ann Lee (AL)\n\n- [proposal](https://example.org/{n}/{item})\n\n"
        ));
        for turn in 0..8 {
            let who = ["AL", "BR", "CD", "DEE"][turn % 4];
            text.push_str(&format!("{who}: I think `[[Prototype]]` is right, isn't it? {}\n\n", SENTENCE.repeat(2)));
        }
        text.push_str("### Conclusion\n\n- Consensus for Stage 2\n- BR to review\n\n");
    }
    text
}

fn notes(n: usize) -> String {
    let mut text = String::from(
        "# Steering group 2020\n\n## Links\n\n* **Recording**: <https://example.org/x>\n\n## Present\n\n* Ann Lee @annlee (TSC)\n* Bob Ray (@bobray)\n* Cy Dunn, Quay\n\n## Agenda\n\n",
    );
    for item in 1..=14 {
        text.push_str(&format!("* Flatten the project, scope {n} [#{item}](https://example.org/issues/{item})\n"));
        for _ in 0..3 {
            text.push_str(&format!("  * Bob: {SENTENCE}\n    * Cy agrees with _that_, see https://example.org/{item}\n"));
        }
    }
    text.push_str("\n## Action items\n\n- [ ] Ann Lee: write to the board by Friday\n- [x] @bobray to post the minutes\n");
    text
}

fn parish(n: usize) -> String {
    let mut text = String::from(
        "MINUTES OF THE PARISH COUNCIL HELD IN THE HALL ON 4 MAY 2020\n\n**Present:** Cllr A. Lee - Chair, Cllr. B. Ray, Mrs C. Dunn (Clerk) and 4 members of the public.\n\n",
    );
    for item in 1..=9 {
        text.push_str(&format!("{item}\\. Highways and footpaths of {n}\n\n{}\n\n", SENTENCE.repeat(8)));
        text.push_str("Cllr Ray proposed acceptance, seconded by Cllr Lee. **Action: Clerk** to report the pot-holes\n\n");
    }
    text
}

fn tables(n: usize) -> String {
    let mut text = String::from(
        "# TAC meeting\n\n## Voting member attendance\n\n* [x] Ann Lee - Chairperson, Quay\n* [ ] Bob Ray, Pier\n* [x] Cy Dunn, Dock\n\n",
    );
    for item in 1..=10 {
        text.push_str(&format!("## Item {item}\n\n| No. | Action | Owner | Due | Status |\n| --- | --- | --- | --- | --- |\n"));
        for row in 0..6 {
            text.push_str(&format!("| {n}.{row} | {SENTENCE} | Ann Lee, BR | 3 May 2020 | Done |\n"));
        }
        text.push('\n');
    }
    text
}

fn call(n: usize) -> String {
    let mut text = String::from(
        "## Agenda of the video call\n\n- **Where**: zoom\n\nAttendees:\n\nAnn Lee\nBob Ray\nCy Dunn\n\nMeeting notes:\n\n",
    );
    for turn in 0..220 {
        let who = ["DG", "SC", "LW", "M", "TS"][turn % 5];
        text.push_str(&format!("{who}: yeah, that’s {n}, I’ll put it to the group\n\n"));
    }
    text
}

fn protokoll(n: usize) -> String {
    let mut text = String::from(
        "# Sitzung 21.01.2020\n\n**Anwesend:** Änne Müller, Jürgen Groß, Özlem Yıldız (Gast)\n**Protokoll:** Jürgen Groß\n\n",
    );
    for item in 1..=12 {
        text.push_str(&format!("## TOP {item}. Änderung der Geschäftsordnung {n}\n\n"));
        for _ in 0..4 {
            text.push_str("  * Der Vorstand stellt fest, dass für das nächste Jahr „Gelder“ übrig sind; größere Ausgaben müssen geprüft werden.\n");
        }
        text.push_str("  * Beschluss: Der Antrag wird angenommen.\n    * Abstimmung: 6/0/1\n\n");
    }
    text
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let texts: Vec<String> = if given.is_empty() {
        (0..70).map(made).collect()
    } else {
        given.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?
    };
    let home = std::env::temp_dir().join(format!("minutebook-bench-{}", std::process::id()));
    let mut bytes = 0;
    for n in 0..FILES {
        if bytes >= BYTES {
            break;
        }
        let folder = home.join(format!("content/body-{}/meetings", n % 20));
        std::fs::create_dir_all(&folder)?;
        let text = &texts[n % texts.len()];
        std::fs::write(
            folder.join(format!("{}-{:02}-{:02}.md", 2000 + n / 20 / 336, n / 20 / 28 % 12 + 1, n / 20 % 28 + 1)),
            text,
        )?;
        bytes += text.len();
    }
    let (sources, _) =
        source::read_site(None, None, &home.join("content"), &source::Known::default()).map_err(|e| format!("{e:?}"))?;
    for _ in 0..5 {
        let started = Instant::now();
        let (parts, problems) = parse::parse(&sources, &|id| source::read_bytes(&sources, id));
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{} meetings, {} actions, {} problems, {:.1} MB in {seconds:.2} s: {:.0} MB/s",
            parts.meetings.len(),
            parts.meetings.iter().map(|m| m.actions.len()).sum::<usize>(),
            problems.len(),
            bytes as f64 / 1e6,
            bytes as f64 / 1e6 / seconds
        );
    }
    std::fs::remove_dir_all(&home)?;
    Ok(())
}
