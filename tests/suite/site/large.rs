//! Three hundred bodies and five thousand meetings (after an edit sixty and six hundred), with names that file systems and addresses
//! quarrel over.

use super::support::{Site, dead_links, is_long};

/// A site with nested bodies, accents and spaces in file names, and links between meetings.
fn large(bodies: usize, meetings: usize) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Pwyllgorau ac is-bwyllgorau\"\nbase_url = \"https://example.org/\"\n");
    for body in 0..bodies {
        let folder = match body % 3 {
            0 => format!("content/Bwrdd Iechyd {body}"),
            1 => format!("content/comité-{body}"),
            _ => format!("content/Bwrdd Iechyd {}/is-bwyllgor Ŵyn {body}", body - 2),
        };
        let own = meetings / bodies + usize::from(body < meetings % bodies);
        for n in 0..own {
            let date = format!("{}-{:02}-{:02}", 2000 + n, 1 + body % 12, 1 + body % 28);
            let name = if n % 2 == 0 { format!("{date}.md") } else { format!("{date} cofnodion y cyfarfod é.md") };
            let link = if n >= 2 && n % 2 == 0 {
                format!("See [the minutes before last](<{}-{:02}-{:02}.md#1.1>).", 1998 + n, 1 + body % 12, 1 + body % 28)
            } else {
                "There was nothing to report.".to_owned()
            };
            site.write(
                &format!("{folder}/meetings/{name}"),
                format!(
                    "## Attendees\n- Cyngor {}: Siân Ŵyn {} (chair)\n- Adran: Official (for Llŷr {n})\n\n## Apologies\n- Adran: Llŷr {n}\n\n## 1. Busnes\n\n1.1 {link}\n\n\
                     **ACTION:** Cyngor {} to write the paper by 1 December {}.\n\n**AGREED:** to meet again.\n",
                    body % 40,
                    n % 25,
                    body % 40,
                    2000 + n
                ),
            );
        }
    }
    site
}

#[test]
fn a_large_site_builds_and_every_link_holds() {
    let (bodies, meetings) = if is_long() { (300, 5_000) } else { (60, 600) };
    let site = large(bodies, meetings);
    let built = site.build();
    let pages = built.list().iter().filter(|p| p.ends_with("index.html")).count();
    assert!(pages > meetings * 2 + bodies, "only {pages} pages");
    let (dead, count) = dead_links(&built.folder);
    assert!(dead.is_empty(), "{} of {count} links are dead:\n{}", dead.len(), dead[..dead.len().min(20)].join("\n"));
    assert!(count > meetings * 20, "only {count} links were found");
}
