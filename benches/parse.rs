//! How fast minutes are read: 100 MB of them in 10,000 files, on all cores, without reading from a disk.
//!
//! `cargo bench --bench parse -- FILE…` repeats the files given; without any, minutes that it makes itself.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark reads, prints and reads the clock")]

use std::time::Instant;

use minutebook::parse;
use minutebook::source;

const FILES: usize = 10_000;
const BYTES: usize = 100_000_000;

/// Minutes of about ten thousand bytes, of the shape that a secretariat writes.
fn made(n: usize) -> String {
    let mut text = String::from(
        "## Attendees\n- Home Office: Ann Lee MP (chair)\n- DH: Official (for Bob Ray MP, by videolink)\n- UKHTC: Cy Dunn\n\n",
    );
    let sentence =
        "The Group noted that further information on trends was useful, and officials reported what partners had said of it. ";
    for item in 1..=6 {
        text.push_str(&format!("## {item}. Item of meeting {n}\n\n"));
        for paragraph in 1..=3 {
            text.push_str(&format!("{item}.{paragraph} {}\n\n", sentence.repeat(4)));
        }
        text.push_str("**ACTION:** UKHTC to provide further information by 31 August 2012.\n\n**AGREED:** the option of structured input.\n\n");
    }
    text
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let texts: Vec<String> = if given.is_empty() {
        (0..50).map(made).collect()
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
