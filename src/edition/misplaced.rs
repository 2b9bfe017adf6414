//! What a published text, file or translation says of what the edition withholds: links, addresses, copies.

use std::collections::BTreeMap;

use super::withholding::{Withholding, file_name};
use crate::diag::{Code, Diagnostic, Severity};
use crate::record::{Audience, Document, FileId, Record, Span, Stage, Target, Written, percent_decoded, slug};
use crate::source::Sources;

/// The folder of minutes, which is in no address.
const MEETINGS: &str = "meetings";
/// The folder of the register of actions, in which addresses have the id of the meeting too.
const ACTIONS: &str = "actions";
/// The names of the page of a folder, which are in no address.
const INDEXES: [&str; 3] = ["_index", "index", "readme"];

impl Withholding {
    /// Returns an error for each link in a published text to a file that is withheld, and for each file that one document publishes and
    /// another withholds. `record` is the whole one.
    pub fn misplaced(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let is_withheld = |file: &FileId| self.left_out.contains(file) && !self.withdrawn.contains(file);
        let name = |file: FileId| file_name(sources.path(file)).to_owned();
        let mut out = Vec::new();
        for document in self.published(record) {
            for written in &document.references {
                let Some(Target::Attachment(file)) = &written.target else { continue };
                let hidden = document.withheld.iter().any(|w| w.secret.range().contains(&(written.span.start as usize)));
                if is_withheld(file) && !(hidden && self.is_public()) {
                    let message = format!("this links to `{}`, which is withheld", name(*file));
                    let remedy = "withhold the link too (`> [!INTERNAL]`), delete it, or publish the file: move it out of what is withheld, and say no `audience` beside it";
                    out.push(
                        Diagnostic::new(Code::Leak, written.span, message)
                            .expected("a file that these readers may see")
                            .remedy(remedy),
                    );
                }
            }
        }
        out.extend(self.hidden_references(record, sources));
        out.extend(self.addresses_of_site(record, sources));
        out.extend(self.copies(record, sources));
        let papers = record.meetings.iter().flat_map(|m| m.papers.iter().map(move |p| (&m.document, &p.attachment, p.audience)));
        let attached = record.reports.iter().flat_map(|r| r.attachments.iter().map(move |a| (&r.document, a, a.audience)));
        for (document, attachment, audience) in papers.chain(attached) {
            let owner_is_public = !self.left_out.contains(&document.file) && document.stage != Stage::Withdrawn;
            if is_withheld(&attachment.file) && owner_is_public && (audience == Audience::Public || !self.is_public()) {
                out.push(
                    Diagnostic::new(
                        Code::Leak,
                        Span::new(document.file, 0, 0),
                        format!("this document publishes `{}`, which is withheld", name(attachment.file)),
                    )
                    .expected("a file that these readers may see")
                    .remedy("say `audience = \"internal\"` beside the file here too, or move it out of what is withheld"),
                );
            }
        }
        if let Some(root) = self.root {
            out.push(
                Diagnostic::new(Code::Leak, Span::new(root, 0, 0), "this page withholds the whole site: all content is below it")
                    .expected("a home page that these readers may see")
                    .remedy("withhold single files or folders, or leave this file out until it is ready"),
            );
        }
        out
    }

    /// Returns an error for each translation that withholds fewer passages or words than its original, and for each original that withholds fewer than a
    /// translation: what is withheld in one language is withheld in all. `record` is the whole one.
    pub fn open_translations(&self, record: &Record) -> Vec<Diagnostic> {
        if !self.is_public() {
            return Vec::new();
        }
        let all: BTreeMap<FileId, &Document> = self.published(record).map(|d| (d.file, d)).collect();
        let pairs = record.pages.iter().filter_map(|page| {
            let own = all.get(&page.document.file)?;
            Some((*all.get(&page.translation.as_ref()?.of?)?, *own))
        });
        let both = pairs.flat_map(|(original, translation)| {
            [
                open_passages(original, translation, ("this translation", "its original")),
                open_passages(translation, original, ("this text", "its translation")),
            ]
        });
        both.flatten().collect()
    }

    /// Each reference in a published text to a document that is withheld: its words are shown without a link, and a reference without words of its own
    /// would show what it refers to.
    fn hidden_references(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let mut out = Vec::new();
        for document in self.published(record) {
            for written in &document.references {
                let Some(hidden) = self.hidden_target(record, written) else { continue };
                let is_draft = hidden.stage == Stage::Draft;
                let bare = bare_references(document, &written.text, sources);
                let bare = bare.into_iter().filter(|span| !self.is_withheld_in(document, *span)).map(|span| {
                    Diagnostic::new(Code::Leak, span, format!("this shows `{}`, which is withheld", written.text))
                        .expected("words of its own, or nothing")
                        .remedy(format!(
                            "write words that readers may see, `[[{}|…]]`, withhold the reference too, or publish both together",
                            written.text
                        ))
                });
                let before = out.len();
                out.extend(bare);
                if out.len() == before && is_draft {
                    let mut found = Diagnostic::new(Code::DeadLink, written.span, "this leads to a draft")
                        .expected("the words are not linked until it is published")
                        .remedy("publish both together, or leave the link out until then");
                    found.severity = Severity::Warning;
                    out.push(found);
                }
            }
        }
        out
    }

    /// The withheld document that a reference leads to.
    fn hidden_target<'r>(&self, record: &'r Record, written: &Written<Target>) -> Option<&'r Document> {
        let whole = match written.target.clone()? {
            Target::Place(ix, _) => Target::Meeting(ix),
            Target::ReportPlace(ix, _) => Target::Report(ix),
            Target::Page(ix, _) => Target::Page(ix, None),
            Target::Action(ix) => Target::Meeting(record.actions.get(ix.ix())?.meeting),
            Target::Decision(ix) => Target::Meeting(record.decisions.get(ix.ix())?.meeting),
            Target::Revision(list, _) | Target::Entry(list, _) => Target::List(list),
            other => other,
        };
        record.document_of(&whole).filter(|d| self.left_out.contains(&d.file) && !self.withdrawn.contains(&d.file))
    }

    /// Returns an error for each address of the site itself, in a published text, that is the address of something withheld.
    fn addresses_of_site(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let base = record.site.base_url.split_once("//").map_or("", |(_, base)| base);
        let withheld = || self.left_out.iter().filter(|file| !self.withdrawn.contains(file));
        let keys: BTreeMap<Vec<String>, FileId> = withheld().map(|file| (address_key(sources.path(*file)), *file)).collect();
        let mut out = Vec::new();
        if keys.is_empty() {
            return out;
        }
        for document in self.published(record) {
            let text = sources.slice(document.body);
            let absolute = if base.is_empty() {
                Vec::new()
            } else {
                text.match_indices(base).map(|(at, _)| (at, at + base.len())).collect()
            };
            let from_top = document.from_top.iter().map(|w| w.span.range()).filter_map(|range| {
                let at = range.start.checked_sub(document.body.start as usize)?;
                let link = text.get(at..)?;
                let slash = at + link.find("(/")? + 1;
                Some((slash, slash + 1))
            });
            for (start, path) in absolute.into_iter().chain(from_top) {
                let rest = text.get(path..).unwrap_or("");
                let len = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'' | ']' | '<' | '|' | '?' | '#'))
                    .unwrap_or(rest.len());
                let path = rest.get(..len).unwrap_or("").trim_end_matches(['.', ',', ';', ':']);
                let at = document.body.start as usize + start;
                let span = Span::new(document.file, at, at + path.len().max(1));
                if let Some(file) =
                    withheld_at(path, &keys, &record.site.languages).filter(|_| !self.is_withheld_in(document, span))
                {
                    out.push(
                        Diagnostic::new(
                            Code::Leak,
                            span,
                            format!("this is the address of `{}`, which is withheld", file_name(sources.path(file))),
                        )
                        .expected("an address of something that these readers may see")
                        .remedy("withhold the address too (`> [!INTERNAL]`), or delete it"),
                    );
                }
            }
        }
        out
    }

    /// Returns an error for each published file that has the bytes of a withheld one.
    fn copies(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let hash = |file: &FileId| sources.files.get(file.0 as usize).map(|f| f.hash);
        let is_empty = |file: &FileId| hash(file).is_none_or(|hash| hash == *blake3::hash(b"").as_bytes());
        let withheld: BTreeMap<[u8; 32], FileId> = self
            .left_out
            .iter()
            .filter(|f| !self.withdrawn.contains(f) && !is_empty(f))
            .filter_map(|f| Some((hash(f)?, *f)))
            .collect();
        let published = record.files.keys().filter(|file| !self.left_out.contains(file));
        let copies = published.filter_map(|file| Some((*file, *withheld.get(&hash(file)?)?)));
        copies
            .map(|(file, of)| {
                let (name, original) = (file_name(sources.path(file)), sources.path(of));
                Diagnostic::new(
                    Code::Leak,
                    Span::new(file, 0, 0),
                    format!("`{name}` has the bytes of `{original}`, which is withheld"),
                )
                .expected("a file that these readers may see")
                .remedy("withhold the copy too, or publish both")
            })
            .collect()
    }

    /// Whether a place of a document is in a passage that these readers do not see.
    fn is_withheld_in(&self, document: &Document, span: Span) -> bool {
        self.is_public() && document.withheld.iter().any(|w| w.secret.range().contains(&(span.start as usize)))
    }

    /// The documents of a record that the edition publishes.
    fn published<'r>(&self, record: &'r Record) -> impl Iterator<Item = &'r Document> {
        let all = record.documents().map(|(_, document)| document);
        all.filter(|d| !self.left_out.contains(&d.file) && d.stage != Stage::Withdrawn)
    }
}

/// The error of a text that withholds fewer passages or words than its other language; `of` is that, and `names` what both are called.
fn open_passages(of: &Document, own: &Document, (name, other): (&str, &str)) -> Option<Diagnostic> {
    let counts = |d: &Document| {
        let redactions = d.withheld.iter().filter(|w| w.mark.is_some()).count();
        (d.withheld.len() - redactions, redactions)
    };
    let ((passages, redactions), (own_passages, own_redactions)) = (counts(of), counts(own));
    let missing = if own_passages < passages {
        format!("{own_passages} of {passages} internal passages")
    } else if own_redactions < redactions {
        format!("{own_redactions} of {redactions} redactions")
    } else {
        return None;
    };
    let start = own.body.start as usize;
    let said = Diagnostic::new(Code::Leak, Span::new(own.file, start, start), format!("{name} has {missing} of {other}"))
        .expected("what is withheld in one language is withheld in all")
        .remedy(
            "withhold the same words here; where this text leaves them out, write a mark without them: `> [!INTERNAL]` and `> …`",
        );
    Some(of.withheld.first().into_iter().fold(said, |said, first| said.related(first.secret, "withheld there")))
}

/// Where a document refers to something without words of its own: `[[board/2024-05-08]]`.
fn bare_references(document: &Document, target: &str, sources: &Sources) -> Vec<Span> {
    let text = sources.slice(document.body);
    let start = document.body.start as usize;
    let opening = format!("[[{target}");
    let ends = |at: &usize| text.get(at + opening.len()..).is_some_and(|after| after.trim_start().starts_with("]]"));
    let places = text.match_indices(&*opening).map(|(at, _)| at).filter(ends);
    places.map(|at| Span::new(document.file, start + at, start + at + opening.len() + 2)).collect()
}

/// What an address and the path of a source file have in common: their parts, without those that are in no address.
fn address_key(path: &str) -> Vec<String> {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let path = if matches!(ending.to_lowercase().as_str(), "md" | "markdown") { stem } else { path };
    let mut parts: Vec<String> =
        path.split('/').filter(|part| !part.is_empty() && *part != MEETINGS).map(str::to_owned).collect();
    if parts.last().is_some_and(|last| INDEXES.contains(&last.to_lowercase().as_str())) {
        parts.pop();
    }
    parts.iter().map(|part| slug(part)).collect()
}

/// The withheld file that an address leads to, or below.
fn withheld_at(path: &str, keys: &BTreeMap<Vec<String>, FileId>, languages: &[Box<str>]) -> Option<FileId> {
    let path = percent_decoded(path);
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty() && *part != "index.html").map(slug).collect();
    let is_before = |part: &String| part == ACTIONS || languages.iter().any(|language| language.eq_ignore_ascii_case(part));
    let last = usize::from(parts.first().is_some_and(is_before));
    let from = (0..=last).filter_map(|from| parts.get(from..));
    let all: Vec<&[String]> = from.flat_map(|parts| (1..=parts.len()).rev().filter_map(|len| parts.get(..len))).collect();
    all.into_iter().find_map(|parts| keys.get(parts).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_by_the_path_of_its_source() {
        let sources =
            ["content/board/meetings/2024-06-05.md", "content/plan/index.md", "content/reports/Book of Lights/covert paper.pdf"];
        let keys = sources.iter().enumerate().map(|(n, path)| (address_key(path), FileId(n as u32))).collect();
        let languages = ["en".into(), "cy".into()];
        for (path, file) in [
            ("planning/plan", None),
            ("board/2024-06-05/", Some(0)),
            ("board/2024-06-05/index.html", Some(0)),
            ("cy/board/2024-06-05", Some(0)),
            ("actions/board/2024-06-05/1.1/", Some(0)),
            ("plan", Some(1)),
            ("reports/book-of-lights/covert%20paper.pdf", Some(2)),
            ("board/", None),
            ("board/2024-06-12/", None),
            ("planning/", None),
            ("", None),
        ] {
            assert_eq!(withheld_at(path, &keys, &languages), file.map(FileId), "{path}");
        }
    }
}
