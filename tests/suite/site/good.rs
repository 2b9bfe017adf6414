//! Sites that must build, page by page.

use super::support::{Site, dead_links, files, project, updating};

#[test]
fn every_good_site_gives_what_is_expected() {
    let home = project().join("tests/sites/good");
    let mut wrong = Vec::new();
    let mut compared = 0;
    for case in std::fs::read_dir(&home).expect("the good sites").map(|e| e.expect("an entry").path()) {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let site = Site::copy(&format!("tests/sites/good/{name}"));
        let built = site.build();
        let (dead, _) = dead_links(&built.folder);
        assert!(dead.is_empty(), "{name}: dead links:\n{}", dead.join("\n"));
        for path in files(&case.join("expected")) {
            let is = match path.as_str() {
                "files.txt" => built.list().join("\n") + "\n",
                "said.txt" => built.stderr.clone(),
                page if page.ends_with(".html") => built.main(page) + "\n",
                other => built.read(other),
            };
            let place = case.join("expected").join(&path);
            compared += 1;
            if updating() {
                std::fs::write(&place, &is).expect("a file");
            } else if std::fs::read_to_string(&place).expect("a file") != is {
                wrong.push(format!("{name}/{path} is now:\n{is}"));
            }
        }
    }
    assert!(compared > 0, "there is nothing to compare");
    assert!(wrong.is_empty(), "{}\n\nMINUTEBOOK_UPDATE=1 cargo test writes what came out", wrong.join("\n\n"));
}
