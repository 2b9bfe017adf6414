//! The golden file: for each site of the tests, how many files a build writes and one hash over all of them.
//!
//! A change that moves code changes no line of `tests/golden.txt`. A change of output changes the lines it means to change, and the
//! commit says why. `cargo accept --test suite golden` writes the file anew; `cargo golden` checks it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::hostile::hostile_site;
use super::support::{Site, files, project, updating};

/// One line of the golden file: the build's name, its number of files, and the SHA-256 of the sorted lines `sha256  ./path`, as
/// `find . -type f ! -path './.*' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum` prints it.
fn line(name: &str, site: &Site, options: &[&str]) -> String {
    let arguments = [&["build", "--as-of", "2026-11-23"], options].concat();
    let output = site.run(&arguments);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let folder = site.folder().join("public");
    let mut list = String::new();
    let mut count = 0;
    for path in files(&folder).iter().filter(|p| !p.starts_with('.')) {
        let bytes = std::fs::read(folder.join(path)).expect("a file of the site");
        let _ = writeln!(list, "{}  ./{path}", hex(&Sha256::digest(&bytes)));
        count += 1;
    }
    format!("{name}\t{count}\t{}\n", hex(&Sha256::digest(list.as_bytes())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A site whose titles have what an export must carry unharmed or escape: separators, line ends, markup, scripts of both directions.
pub(crate) fn odd_titles() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Odd, titles; “everywhere” & 🚢\"\nbase_url = \"https://odd.example/minutes/\"\n");
    let titles = [
        "Budget, rates; and fees",
        "Line one\\nline two\\r\\nline three",
        "Back\\\\slash \\\\n and \\\\, and \\\\;",
        "Quotes \\\"double\\\" 'single' “curly” «guillemets»",
        "Emoji 🚢👩‍👩‍👧‍👦 and ⚓️",
        "CDATA ]]> and --> and <!-- comment",
        "=SUM(A1:A9)",
        "議事録 第三回 会議",
        "محضر الاجتماع الثالث",
        "Zero\\u200bwidth and \\u202bdirection\\u202c",
        "END:VCALENDAR",
        "Percent %20 and hash # and question ?",
        "{{ template }} and {% tag %}",
    ];
    for (n, title) in titles.iter().enumerate() {
        let hours = if n % 2 == 0 { "hours = \"10:30-12:00\"\n" } else { "" };
        let text = format!(
            "+++\ntitle = \"{title}\"\nvenue = \"Hall, {title}\"\n{hours}+++\n\n## Attendees\n\n- Trust & Sons Ltd: Official (for Ben 🚢 \
             Bowline)\n\n## 1. Business\n\n1.1 The matter was raised.\n\n**ACTION:** Ben 🚢 Bowline to see to it by 1 February 2001.\n"
        );
        site.write(&format!("content/body-{}/meetings/2001-01-{:02}.md", n % 3, n + 1), text);
    }
    site
}

#[test]
fn the_golden_file_is_what_the_sites_give() {
    let mut golden = String::new();
    let own = Site::own();
    golden += &line("own", &own, &[]);
    golden += &line("own internal", &own, &["--edition", "internal"]);
    golden += &line("own portable", &own, &["--portable"]);
    let home = project().join("tests/sites/good");
    let entries = std::fs::read_dir(&home).expect("the good sites");
    let mut names: Vec<_> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        let site = Site::copy(&format!("tests/sites/good/{name}"));
        golden += &line(&format!("good/{name}"), &site, &[]);
        golden += &line(&format!("good/{name} internal portable"), &site, &["--edition", "internal", "--portable"]);
    }
    golden += &line("hostile", &hostile_site(), &[]);
    golden += &line("odd titles", &odd_titles(), &[]);
    let place = project().join("tests/golden.txt");
    if updating() {
        std::fs::write(&place, &golden).expect("the golden file");
        return;
    }
    let kept = std::fs::read_to_string(&place).expect("tests/golden.txt");
    let changed: Vec<&str> = golden.lines().filter(|line| !kept.lines().any(|k| k == *line)).collect();
    assert!(kept == golden, "the output changed:\n{}\n\n`cargo accept --test suite golden` writes it down", changed.join("\n"));
}
