//! Files that a document names or that lie beside it: which they are, and what is known of them.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use super::context::Context;
use super::data::{Reader, cut};
use super::folder::file_name;
use super::permanent;
use crate::diag::{Code, Diagnostic, nearest};
use crate::import;
use crate::import::Trouble;
use crate::record::{Attachment, Audience, Change, FileFacts, FileId, Former, Now, Span, Written};
use crate::source::Content;

/// The folder of a path, with its slash.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The file that `name` means in a document at `path`; `None` where it leads out of the content folder or to nothing.
pub(super) fn resolve(cx: &Context<'_>, path: &str, name: &str) -> Option<FileId> {
    let mut parts: Vec<&str> = folder(path).split('/').filter(|p| !p.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content")).then(|| cx.sources.find(&parts.join("/")))?
}

/// The file that the key `file` of a table names, in a document at `path`.
pub(super) fn named(cx: &Context<'_>, reader: &Reader<'_>, path: &str) -> Option<FileId> {
    let example = "\"paper.pdf\"";
    let (name, span) = match reader.written::<()>("file") {
        Some(written) => (written.text, written.span),
        None => {
            // Not there, or empty.
            reader.required("file", example);
            return None;
        }
    };
    let found = resolve(cx, path, &name);
    if found.is_none() {
        reader.diagnostics().report(missing(cx, path, &name, span));
    }
    found
}

/// A file of a document that was withdrawn: `withdrawn` in its table.
pub(super) struct WithdrawnFile {
    /// The file, where it is still there; it is published no more.
    pub id: Option<FileId>,
    /// The tombstone, under the name that the file has in its address.
    pub tombstone: Option<Former>,
}

/// Reads the withdrawal of a file that a table names; `None` where it has none. The file need not be there any more.
pub(super) fn withdrawn(cx: &Context<'_>, reader: &Reader<'_>, path: &str) -> Option<WithdrawnFile> {
    let change = permanent::withdrawn(reader)?;
    let Some(written) = reader.written::<()>("file") else {
        return Some(WithdrawnFile { id: None, tombstone: None });
    };
    let title = reader.text("title").unwrap_or_else(|| written.text.clone());
    let tombstone = change.map(|change| {
        let name = Written::new(file_name(written.text.trim_start_matches("./")), written.span);
        Former { anchor: name, now: Now::Withdrawn(Change { note: format!("{title}: {}", change.note).into(), ..change }) }
    });
    Some(WithdrawnFile { id: resolve(cx, path, &written.text), tombstone })
}

fn missing(cx: &Context<'_>, path: &str, name: &str, span: Span) -> Diagnostic {
    let here = folder(path);
    let beside: Vec<&str> =
        cx.sources.files.iter().filter_map(|f| f.path.strip_prefix(here)).filter(|p| !p.ends_with(".md")).collect();
    let near = if name.len() <= 200 { nearest(name, beside.iter().copied()) } else { None };
    let problem = Diagnostic::new(Code::MissingFile, span, format!("there is no file `{}` beside this one", cut(name)))
        .expected(format!("looked in {here}"));
    match near {
        Some(near) => problem.remedy(format!("did you mean `{near}`?")),
        None if beside.is_empty() => problem.remedy("put the file into that folder, or correct the name"),
        None => problem.remedy(format!("the files there: {}", list(&beside))),
    }
}

/// A file that lies beside a document whose list of files leaves it out.
pub(super) fn unlisted(cx: &Context<'_>, file: FileId, at: Span, what: &str, key: &str) -> Diagnostic {
    let name = cx.sources.path(file).rsplit('/').next().unwrap_or("");
    Diagnostic::new(Code::UnlistedFile, at, format!("`{name}` lies beside {what} and is not in `{key}`"))
        .remedy(format!("it is published by its name; add {{ file = \"{name}\", title = \"…\" }}, or move it away"))
}

/// At most six names.
fn list(names: &[&str]) -> String {
    let more = names.len().saturating_sub(6);
    let shown = names.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

/// A file to be attached, with what its bytes say of it.
pub(super) struct File {
    pub id: FileId,
    /// Its name in the address, before names that stand twice are told apart.
    pub name: String,
    pub facts: FileFacts,
    /// Its own title, else its name.
    pub title: Box<str>,
}

/// Looks at a file that a document at `path` publishes.
pub(super) fn file(cx: &Context<'_>, path: &str, id: FileId, problems: &mut Vec<Diagnostic>) -> File {
    let own = cx.sources.path(id);
    let below = own.strip_prefix(folder(path)).unwrap_or_else(|| own.rsplit('/').next().unwrap_or(own));
    let facts = facts(cx, id, problems);
    let title = facts.title.clone().unwrap_or_else(|| below.rsplit('/').next().unwrap_or(below).into());
    File { id, name: file_name(below), facts, title }
}

fn facts(cx: &Context<'_>, id: FileId, problems: &mut Vec<Diagnostic>) -> FileFacts {
    let path = cx.sources.path(id);
    if let Some(asked) = cx.asked {
        asked.lock().unwrap_or_else(PoisonError::into_inner).push(id);
    }
    let (facts, trouble) = match cx.sources.files.get(id.0 as usize).map(|f| &f.content) {
        Some(Content::Text(text)) => import::text_facts(path, text.as_bytes()),
        Some(Content::Binary { size, sha256 }) => {
            let hash = cx.sources.files.get(id.0 as usize).map(|f| f.hash).unwrap_or_default();
            import::facts(cx.known, path, (*size, sha256, &hash), || (cx.read)(id))
        }
        _ => match (cx.read)(id) {
            Ok(bytes) => import::text_facts(path, &bytes),
            Err(_) => (FileFacts::default(), None),
        },
    };
    if let Some(trouble) = trouble {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (code, why, remedy) = match trouble {
            Trouble::Broken(why) => {
                (Code::BrokenAttachment, why, "it is published as it is; open it and save it again, and build once more")
            }
            Trouble::Partly(why) => (Code::BrokenAttachment, why, "it is published as it is; search finds what could be read"),
            Trouble::NotRead(why) => (
                Code::FeatureMissing,
                why,
                "it is published as it is; a minutebook with that feature counts its pages and lets search find its words",
            ),
            Trouble::NoText(why) => (
                Code::NoText,
                why,
                "it is published as it is, but no search finds its words and no screen reader reads them; recognise its text (OCR), or publish the text beside it",
            ),
        };
        problems.push(Diagnostic::new(code, Span::new(id, 0, 0), format!("`{name}` {why}")).remedy(remedy));
    }
    facts
}

/// Makes attachments of files, with a name each.
#[derive(Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name that no other file of the document has: `paper.pdf`, `paper-2.pdf`.
    pub(super) fn free(&mut self, name: &str) -> Box<str> {
        let (base, end) = name.rsplit_once('.').map_or((name, String::new()), |(b, e)| (b, format!(".{e}")));
        let mut free = name.to_owned();
        let mut n = 2;
        while !self.0.insert(free.clone()) {
            free = format!("{base}-{n}{end}");
            n += 1;
        }
        free.into()
    }

    /// The attachment a file makes.
    pub(super) fn attach(
        &mut self,
        file: File,
        title: Option<Box<str>>,
        lang: Option<Box<str>>,
        audience: Audience,
    ) -> Attachment {
        Attachment {
            file: file.id,
            name: self.free(&file.name),
            title: title.unwrap_or(file.title),
            facts: file.facts,
            lang,
            audience,
        }
    }
}
