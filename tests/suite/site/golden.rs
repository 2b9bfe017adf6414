//! The golden file: for each site of the tests, how many files a build writes and one hash over all of them.
//!
//! A change that moves code changes no line of `tests/golden.txt`. A change of output changes the lines it means to change, and the
//! commit says why. `cargo accept --test suite golden` writes the file anew; `cargo golden` checks it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::shared::{good_sites, shared};
use super::support::{Site, project, updating};

/// One line of the golden file: the build's name, its number of files, and the SHA-256 of the sorted lines `sha256  ./path`, as
/// `find . -type f ! -path './.*' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum` prints it.
fn line(name: &str, site: &str, options: &[&str]) -> String {
    let mut list = String::new();
    let mut count = 0;
    for (path, bytes) in shared(site, options).files.iter().filter(|(path, _)| !path.starts_with('.')) {
        let _ = writeln!(list, "{}  ./{path}", hex(&Sha256::digest(bytes)));
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
    golden += &line("own", "own", &[]);
    golden += &line("own internal", "own", &["--edition", "internal"]);
    golden += &line("own portable", "own", &["--portable"]);
    for name in good_sites() {
        golden += &line(&format!("good/{name}"), &name, &[]);
        golden += &line(&format!("good/{name} internal portable"), &name, &["--edition", "internal", "--portable"]);
    }
    golden += &line("hostile", "hostile", &[]);
    golden += &line("odd titles", "odd titles", &[]);
    let place = project().join("tests/golden.txt");
    if updating() {
        std::fs::write(&place, &golden).expect("the golden file");
        return;
    }
    let kept = std::fs::read_to_string(&place).expect("tests/golden.txt");
    let changed: Vec<&str> = golden.lines().filter(|line| !kept.lines().any(|k| k == *line)).collect();
    assert!(kept == golden, "the output changed:\n{}\n\n`cargo accept --test suite golden` writes it down", changed.join("\n"));
}
