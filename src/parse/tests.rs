//! Whole folders in, parts and messages out.

use super::{Layout, Parts, parse};
use crate::diag::{self, Diagnostic};
use crate::source::{self, Sources};

/// A folder with these files, read and parsed.
fn folder(files: &[(&str, &str)]) -> (Sources, Parts, Vec<Diagnostic>) {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    folder_of(&bytes)
}

fn folder_of(files: &[(&str, &[u8])]) -> (Sources, Parts, Vec<Diagnostic>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("content")).unwrap();
    for (path, bytes) in files {
        let place = dir.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    let settings = dir.path().join("site.toml");
    let settings = settings.exists().then_some(settings);
    let (sources, mut problems) = source::read_site(settings.as_deref(), None, &dir.path().join("content")).unwrap();
    let (parts, found) = parse(&sources, &|id| source::read_bytes(&sources, id));
    problems.extend(found);
    (sources, parts, problems)
}

#[test]
fn a_small_site_of_every_kind() {
    let (sources, parts, problems) = folder(&[
        ("site.toml", "title = \"Test\"\nbase_url = \"https://x.example\"\ncolor = 3\n"),
        ("content/_index.md", "---\ntitle: Home\n---\nHello [a](idmg/meetings/2012-04-17.md#2.1)\n"),
        ("content/idmg/_index.md", "+++\nname = \"Group\"\nestablished = 2005-10\n+++\n# Remit\n"),
        ("content/idmg/meetings/2012-04-17/index.md", "+++\npapers = [{ file = \"a.csv\", item = 2 }]\n+++\n# Minutes\n"),
        ("content/idmg/meetings/2012-04-17/a.csv", "a,b\n1,2\n"),
        ("content/lists/countries/_index.md", "+++\nreview = \"yearly\"\n+++\n# Countries\n"),
        ("content/lists/countries/2012-09-30.csv", "rank,key,name,region\n1,AL,Albania,Europe\n2,NG,Nigeria,Africa\n"),
        ("content/datasets/nrm/_index.md", "# NRM\n"),
        ("content/datasets/nrm/by-quarter.csv", "Quarter,UK,Other,Total\n2012 Q1,\"1,183\",2,1185\n2012 Q2,3 [p],..,\n"),
        ("content/reports/r1/index.md", "+++\ndate = 2012\n+++\n# R1\n\n1.44 Text\n"),
    ]);
    assert_eq!(problems.len(), 1, "{}", diag::plain(&problems, &sources));
    assert_eq!(problems[0].expected, "did you mean `colour`?");
    assert_eq!(&*parts.site.base_url, "https://x.example/");
    assert_eq!((&*parts.bodies[0].id, &*parts.bodies[0].name), ("idmg", "Group"));
    assert_eq!(parts.lists[0].revisions[0].entries.len(), 2);
    assert_eq!(parts.datasets[0].tables[0].rows[0].cells[0].value, Some(1183.0));
    assert_eq!(parts.reports[0].document.anchors[1].title.as_ref(), "1.44");
    assert_eq!(parts.pages[0].path.as_ref(), "");
    assert_eq!(Layout::of(&sources).kinds.len(), sources.files.len());
}
