//! Time to render the Markdown of 10,000 meetings of 30 blocks each, on one thread: `cargo bench --bench prose`.

#![allow(clippy::print_stdout, clippy::disallowed_methods, missing_docs, reason = "a measurement prints and reads the clock")]

use std::sync::Arc;
use std::time::Instant;

use minutebook::record::{Document, FileId, Record, Span};
use minutebook::site::former::FormerAddresses;
use minutebook::site::{Addresses, SiteLinks};
use minutebook::source::{Content, SourceFile, Sources};
use minutebook::text::{Prose, plain};

const MEETINGS: usize = 10_000;
const BLOCKS: usize = 30;

/// A paragraph of about 150 bytes; every fifth has markup, every tenth a reference, one in thirty a list.
fn paragraph(n: usize) -> String {
    let words =
        "The Group noted the paper on the referral of potential victims and asked for figures by quarter at its next meeting";
    match n % BLOCKS {
        7 => format!("- {words}\n- **{words}**\n- see https://example.org/paper-{n}"),
        b if b % 10 == 3 => format!("{words}, as [[board/2012-04-17#3.{b}]] says, {n}."),
        b if b % 5 == 1 => format!("{words}; *agreed* to publish & review, **{n}**."),
        _ => format!("{words}, {n}."),
    }
}

fn main() {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for n in 0..MEETINGS * BLOCKS / 100 {
        let start = text.len() + 4;
        text.push_str("2.1 ");
        text.push_str(&paragraph(n));
        spans.push(Span::new(FileId(0), start, text.len()));
        text.push_str("\n\n");
    }
    let file = SourceFile { path: "content/x.md".into(), content: Content::Text(Arc::from(text.as_str())), hash: [0; 32] };
    let mut sources = Sources::default();
    sources.files.push(file);
    let record = Record::default();
    let document = document(text.len());
    let (messages, _) = minutebook::locale::Messages::load(&minutebook::render::theme::Theme::default().catalogues(), &["en"]);
    let messages = std::sync::Arc::new(messages);
    let prose = Prose::new(
        &record,
        &sources,
        Box::new(SiteLinks::new(Addresses::new(&record, false), &FormerAddresses::NONE.anchors)),
        &messages,
    );
    let time = |what: &str, work: &dyn Fn(Span) -> usize| {
        let start = Instant::now();
        let bytes: usize = (0..100).map(|_| spans.iter().map(|s| work(*s)).sum::<usize>()).sum();
        println!("{what}: {:.3} s for {} blocks, {} MB out", start.elapsed().as_secs_f64(), spans.len() * 100, bytes / 1_000_000);
    };
    time("block", &|s| prose.block(&document, s, "../../").len());
    time("plain", &|s| plain(sources.slice(s)).len());
}

fn document(len: usize) -> Document {
    Document::bare("", Span::new(FileId(0), 0, len))
}
