//! The one way out: nothing is written or shown that the publisher did not search.

use std::path::Path;

use super::tree::{files, project};

/// Lines of shipped code, without comments and without what follows `#[cfg(test)]`, each with its file.
fn code_lines() -> Vec<(String, String)> {
    let folder = project().join("src");
    let mut all = Vec::new();
    for (path, text) in files(&folder, "rs") {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = shipped.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        all.extend(lines.map(|line| (name.clone(), line.to_owned())));
    }
    all
}

/// Returns true if a line has `word` as a word of its own.
fn names(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(is_part) && !line[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

fn is_below(file: &str, folder: &str) -> bool {
    Path::new(file).starts_with(folder)
}

#[test]
fn one_type_takes_the_outputs() {
    let lines = code_lines();
    let implementers: Vec<&(String, String)> = lines
        .iter()
        .filter(|(_, line)| line.starts_with("impl") && names(line, "OutputSink") && line.contains(" for "))
        .collect();
    assert_eq!(implementers.len(), 1, "{implementers:?}");
    assert!(implementers[0].1.contains("OutputSink for Publisher<"), "{implementers:?}");
}

#[test]
fn only_the_publisher_opens_a_stage() {
    // `record::Stage` is how far a document has come.
    let elsewhere: Vec<(String, String)> = code_lines()
        .into_iter()
        .filter(|(file, _)| !is_below(file, "write") && !is_below(file, "publish"))
        .filter(|(_, line)| line.contains("Stage::open") || names(line, "Stage") && line.contains("write::"))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn only_the_checks_make_their_proofs() {
    for (made, at) in
        [("ScannedFile {", "edition/scanner.rs"), ("HeldFile {", "edition/scanner.rs"), ("ProvenLedger(", "permanence/proof.rs")]
    {
        let mut makers: Vec<String> =
            code_lines().into_iter().filter(|(_, line)| line.contains(made)).map(|(file, _)| file).collect();
        makers.dedup();
        assert_eq!(makers, [at], "{made}");
    }
}

#[test]
fn only_one_file_knows_the_exit_codes() {
    let makers: Vec<(String, String)> = code_lines()
        .into_iter()
        .filter(|(file, line)| file != "cmd/exit.rs" && line.contains("ExitCode::from(") || line.contains("is_usage()"))
        .filter(|(file, line)| !(file == "cmd/exit.rs" && line.contains("is_usage()")))
        .collect();
    assert!(makers.is_empty(), "{makers:?}");
}
