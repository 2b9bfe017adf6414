//! Markdown that people write and Markdown that is meant to harm, and what becomes of it.

use std::sync::Arc;

use super::*;
use crate::record::{Anchor, FileId, PageIx, RawHtml, Record, Target, Written};
use crate::site::former::FormerAddresses;
use crate::site::{Addresses, SiteLinks};
use crate::source::{Content, SourceFile, Sources};

/// The words of the built-in theme.
fn messages() -> std::sync::Arc<crate::locale::Messages> {
    std::sync::Arc::new(crate::locale::Messages::load(&crate::render::theme::Theme::default().catalogues(), &["en"]).0)
}

fn sources(text: &str) -> Sources {
    let file = SourceFile { path: "content/x.md".into(), content: Content::Text(Arc::from(text)), hash: [0; 32] };
    Sources { files: vec![file], ..Sources::default() }
}

fn document(text: &str) -> Document {
    Document::bare("Title", Span::new(FileId(0), 0, text.len()))
}

/// A record with one page, `about`, of which `document` knows the reference.
fn record() -> Record {
    let page = crate::record::Page {
        translation: None,
        document: Document { title: "About <us>".into(), ..document("") },
        path: "about".into(),
        body: None,
    };
    Record { pages: vec![page], ..Record::default() }
}

fn with_references(text: &str) -> Document {
    let target = |t: &str, anchor: Option<&str>| Written {
        text: t.into(),
        span: Span::new(FileId(0), 0, 0),
        target: Some(Target::Page(PageIx(0), anchor.map(Into::into))),
    };
    let mut references = vec![target("page:about", None), target("../about.md#a", Some("a")), target("page:about#a", Some("a"))];
    references.sort_by(|a, b| a.text.cmp(&b.text));
    Document { references, ..document(text) }
}

fn block_in(record: &Record, text: &str) -> String {
    let sources = sources(text);
    let document = with_references(text);
    let words = messages();
    let prose = Prose::new(
        record,
        &sources,
        Box::new(SiteLinks::new(Addresses::new(record, false), &FormerAddresses::NONE.anchors)),
        &words,
    );
    prose.block(&document, document.body, "../").into()
}

pub(super) fn block(text: &str) -> String {
    block_in(&record(), text)
}

pub(super) fn line(text: &str) -> String {
    let (record, sources) = (record(), sources(""));
    let document = with_references("");
    Prose::new(
        &record,
        &sources,
        Box::new(SiteLinks::new(Addresses::new(&record, false), &FormerAddresses::NONE.anchors)),
        &messages(),
    )
    .inline(Some(&document), text, "../")
    .into()
}

fn whole(text: &str, anchors: Vec<Anchor>) -> Article {
    let (record, sources) = (record(), sources(text));
    let document = Document { anchors, ..with_references(text) };
    Prose::new(
        &record,
        &sources,
        Box::new(SiteLinks::new(Addresses::new(&record, false), &FormerAddresses::NONE.anchors)),
        &messages(),
    )
    .document(&document, "../")
}

#[test]
fn what_people_write() {
    for (text, html) in [
        ("Plain words, \"quoted\"; 2012.", "<p>Plain words, \"quoted\"; 2012.</p>"),
        ("Two\n   lines", "<p>Two\nlines</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("**AGREED:** *yes* ~~no~~ `x<y`", "<p><strong>AGREED:</strong> <em>yes</em> <del>no</del> <code>x&lt;y</code></p>"),
        (
            "See http://example.org/a_b*c?x=1&y=2.",
            "<p>See <a href=\"http://example.org/a_b*c?x=1&amp;y=2\" rel=\"noreferrer\">http://example.org/a_b*c?x=1&amp;y=2</a>.</p>",
        ),
        (
            "(https://example.org/a_(b)) ",
            "<p>(<a href=\"https://example.org/a_(b)\" rel=\"noreferrer\">https://example.org/a_(b)</a>)</p>",
        ),
        ("xhttp://a and http:// and a://b", "<p>xhttp://a and http:// and a://b</p>"),
        (
            "<https://example.org> <a@b.uk>",
            "<p><a href=\"https://example.org\" rel=\"noreferrer\">https://example.org</a> <a href=\"mailto:a@b.uk\">a@b.uk</a></p>",
        ),
        ("[w](/about/?x) [h](/) [f](#3.3)", "<p><a href=\"../about/?x\">w</a> <a href=\"../\">h</a> <a href=\"#3.3\">f</a></p>"),
        ("[w](../about.md#a \"T\")", "<p><a href=\"../about/#a\" title=\"T\">w</a></p>"),
        ("x [[page:about]] y", "<p>x <a href=\"../about/\">About &lt;us&gt;</a> y</p>"),
        ("[[page:about|the *other* page]].", "<p><a href=\"../about/\">the <em>other</em> page</a>.</p>"),
        ("[[page:about#a]]", "<p><a href=\"../about/#a\">About &lt;us&gt;</a></p>"),
        ("[[Prototype]] and [[a/b]] `[[page:about]]`", "<p>[[Prototype]] and [[a/b]] <code>[[page:about]]</code></p>"),
        ("[[1]](https://e.org)", "<p><a href=\"https://e.org\" rel=\"noreferrer\">[1]</a></p>"),
        (
            "by [[redact:s.40|Jane *Smith*]], [[redact:s.40|          ]]!",
            "<p>by <mark class=\"withheld\">Jane <em>Smith</em></mark>, <span class=\"redacted\">[redacted: s.40]</span>!</p>",
        ),
        ("[[redact:s.40|███]]", "<p><span class=\"redacted\">[redacted: s.40]</span></p>"),
        ("[[redact:s.40|\u{1a}\u{1a}]]", "<p><span class=\"redacted\">[redacted: s.40]</span></p>"),
        ("Lord X MP [sic: a *peer*] said", "<p>Lord X MP <span class=\"sic\">[<i>sic</i>: a <em>peer</em>]</span> said</p>"),
        ("[DF]: Yes.", "<p>[DF]: Yes.</p>"),
        ("[Chair]: Welcome\n\nAll agreed with [Chair].", "<p>[Chair]: Welcome</p>\n<p>All agreed with [Chair].</p>"),
        (
            "- [ ] one\n- [x] two",
            "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"not done\">☐</span> one</li>\n<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> two</li>\n</ul>",
        ),
        (
            "> [!NOTE]\n> Mind",
            "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-label\">Note</p>\n<p>Mind</p>\n</div>",
        ),
        (
            "> [!internal]\n> Mind",
            "<div class=\"alert alert-internal\" role=\"note\">\n<p class=\"alert-label\">Internal</p>\n<p>Mind</p>\n</div>",
        ),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ("![A chart](chart.png)", "<p><img src=\"chart.png\" alt=\"A chart\" loading=\"lazy\"></p>"),
        ("![A *chart*](https://e.org/c.png)", "<p><a href=\"https://e.org/c.png\" rel=\"noreferrer\">A chart</a></p>"),
        ("```\n<x> [[page:about]]\n```", "<pre tabindex=\"0\"><code>&lt;x&gt; [[page:about]]\n</code></pre>"),
        ("line  \nbreak", "<p>line<br>\nbreak</p>"),
        ("## Budget {draft}", "<h2>Budget {draft}</h2>"),
    ] {
        assert_eq!(block(text), html, "{text}");
    }
}

#[test]
fn tables() {
    let got = block("| Year | [[page:about|Us]] | |\n|:--|--:|:-:|\n| 2012 | 1 | 2 | beyond | all |");
    assert_eq!(
        got,
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table: Year, Us\">\n<table>\n<thead>\n<tr>\
         <th scope=\"col\" class=\"left\">Year</th><th scope=\"col\" class=\"right\"><a href=\"../about/\">Us</a></th><td class=\"centre\"></td></tr>\n\
         </thead>\n<tbody>\n<tr><td class=\"left\">2012</td><td class=\"right\">1</td><td class=\"centre\">2</td><td>beyond</td><td>all</td></tr>\n\
         </tbody>\n</table>\n</div>"
    );
}

#[test]
fn what_is_meant_to_harm() {
    for (text, html) in [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b onclick=x()>b</b>", "<p>a <b>b</b></p>"),
        ("a <a onclick=x()>b</a>", "<p>a &lt;a onclick=x()&gt;b&lt;/a&gt;</p>"),
        ("<module>\nand *words*\n<!-- note -->", "<p>&lt;module&gt;\nand <em>words</em></p>"),
        ("<!-- a\n\nb -->", ""),
        ("<!-- a\n\nb", "<p>&lt;!-- a</p>\n<p>b</p>"),
        ("[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>"),
        ("[x](JaVa&#x0A;Script&colon;alert(1))", "<p>x (JaVa\nScript:alert(1))</p>"),
        ("[x](&#1;javascript:a)", "<p>x (\u{fffd}javascript:a)</p>"),
        ("[x](<  javascript:a>)", "<p>x (  javascript:a)</p>"),
        ("[x](data:text/html,<b>)", "<p>x (data:text/html,&lt;b&gt;)</p>"),
        ("[x](VBScript:a) <vbscript:a>", "<p>x (VBScript:a) vbscript:a</p>"),
        ("[x](//e.org) [y](\\\\e.org) [z](/\\e.org)", "<p>x (//e.org) y (\\e.org) z (/\\e.org)</p>"),
        ("[x](http:javascript) [y](file:///etc/passwd)", "<p>x (http:javascript) y (file:///etc/passwd)</p>"),
        ("![x](javascript:a) ![y](data:image/svg+xml,a)", "<p>x (javascript:a) y (data:image/svg+xml,a)</p>"),
        ("[x](a\"onmouseover=\"b)", "<p><a href=\"a%22onmouseover=%22b\">x</a></p>"),
        (
            "![\"onerror=\"b](a.png \"<\\\"'\")",
            "<p><img src=\"a.png\" alt=\"&quot;onerror=&quot;b\" title=\"&lt;&quot;&#39;\" loading=\"lazy\"></p>",
        ),
        ("# x {onclick=alert(1) .c style=a}", "<h1>x {onclick=alert(1)} {style=a}</h1>"),
        ("```\"><script>\nx\n```", "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>"),
        ("http://e.org/\"onclick=\"a", "<p><a href=\"http://e.org/\" rel=\"noreferrer\">http://e.org/</a>\"onclick=\"a</p>"),
        ("[x]\n\n[x]: <javascript:alert(1)>", "<p>[x]</p>\n<p>[x]: &lt;javascript:alert(1)&gt;</p>"),
        ("[a\u{1}r](\u{1}r) [b](<\u{1}x>)", "<p>[a\u{fffd}r](\u{fffd}r) b (\u{fffd}x)</p>"),
    ] {
        assert_eq!(block(text), html, "{text}");
    }
}

/// Renders the part of `text` between `⟦` and `⟧` as a slice of the whole.
fn slice(text: &str) -> String {
    let (before, rest) = text.split_once('⟦').unwrap();
    let (inner, after) = rest.split_once('⟧').unwrap();
    let whole = format!("{before}{inner}{after}");
    let (record, sources) = (record(), sources(&whole));
    let document = with_references(&whole);
    let words = messages();
    let prose = Prose::new(
        &record,
        &sources,
        Box::new(SiteLinks::new(Addresses::new(&record, false), &FormerAddresses::NONE.anchors)),
        &words,
    );
    prose.block(&document, Span::new(FileId(0), before.len(), before.len() + inner.len()), "../").into()
}

#[test]
fn slices_stand_alone() {
    for (text, html) in [
        ("- ⟦one\n  two\n\n  - three\n⟧- four", "<p>one\ntwo</p>\n<ul>\n<li>three</li>\n</ul>"),
        ("2.1 ⟦one\n\n    two⟧", "<p>one</p>\n<p>two</p>"),
        ("2.1 ⟦one\n\n        two⟧", "<p>one</p>\n<pre tabindex=\"0\"><code>two</code></pre>"),
        ("> - ⟦one\n>   *two*⟧", "<p>one\n<em>two</em></p>"),
        ("**ACTION:**⟦      spaces⟧", "<p>spaces</p>"),
        (
            "⟦See [it][a] and [B].⟧\n\n[a]: https://e.org/a 'T'\n[b]: javascript:x",
            "<p>See <a href=\"https://e.org/a\" title=\"T\" rel=\"noreferrer\">it</a> and [B].</p>",
        ),
        (
            "⟦Noted.[^n]⟧\n\n[^m]: One.\n[^n]: Two.",
            "<p>Noted.<sup class=\"footnote-reference\"><a href=\"../about/#_fn-2\">2</a></sup></p>",
        ),
        ("Noted.[^n] [^x]\n\n⟦[^n]: Two.⟧", "<div class=\"footnote\" id=\"_fn-1\"><sup>1</sup> <p>Two.</p>\n</div>"),
        ("⟦[^x] is no note⟧\n\n[^n]: Two.", "<p>[^x] is no note</p>"),
        ("⟦⟧", ""),
    ] {
        assert_eq!(slice(text), html, "{text}");
    }
}

#[test]
fn lines_have_no_blocks() {
    for (text, html) in [
        ("# 1. <a>", "# 1. &lt;a&gt;"),
        ("1. <b>one", "1. <b>one</b>"),
        ("1. *one*", "1. <em>one</em>"),
        ("_one_ [[page:about]]", "<em>one</em> <a href=\"../about/\">About &lt;us&gt;</a>"),
        ("**\"one\"**\n- two", "<strong>\"one\"</strong> - two"),
        ("> a", "&gt; a"),
        ("[x]: https://e.org", "[x]: <a href=\"https://e.org\" rel=\"noreferrer\">https://e.org</a>"),
        ("", ""),
    ] {
        assert_eq!(line(text), html, "{text}");
    }
}

#[test]
fn whole_documents() {
    let text = "# Title\n\n## One [x](/y) {#first}\n\n1.44 The **unit**.[^a]\n\n1.45 Again.[^a]\n\n[^a]: A *note*.\n\n## Two\n";
    let anchor = |id: &str, title: &str, level: u8, words: &str| {
        let at = text.find(words).unwrap();
        Anchor { id: id.into(), title: title.into(), level, span: Span::new(FileId(0), at, at + words.len()) }
    };
    let anchors = vec![
        anchor("title", "Title", 1, "# Title"),
        anchor("first", "One x", 2, "## One"),
        anchor("1.44", "1.44", 0, "1.44 The"),
        anchor("1.45", "1.45", 0, "1.45 Again"),
        anchor("two", "Two", 2, "## Two"),
    ];
    let article = whole(text, anchors);
    assert_eq!(
        &*article.html,
        "<span id=\"title\"></span><h2 id=\"first\">One <a href=\"../y\">x</a></h2>\n\
         <p id=\"1.44\" class=\"numbered\"><a class=\"number\" href=\"#1.44\">1.44</a> The <strong>unit</strong>.\
         <sup class=\"footnote-reference\"><a href=\"#_fn-1\" id=\"_fnref-1\">1</a></sup></p>\n\
         <p id=\"1.45\" class=\"numbered\"><a class=\"number\" href=\"#1.45\">1.45</a> Again.\
         <sup class=\"footnote-reference\"><a href=\"#_fn-1\" id=\"_fnref-1-2\">1</a></sup></p>\n\
         <h2 id=\"two\">Two</h2>\n\
         <section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"_fn-1\"><p>A <em>note</em>. <a href=\"#_fnref-1\" aria-label=\"Back to the text\">↩</a></p></li>\n</ol>\n</section>"
    );
    let contents: Vec<(&str, &str, u8)> =
        article.contents.iter().map(|(id, words, level)| (id.as_str(), &**words, *level)).collect();
    assert_eq!(contents, [("first", "One x", 2), ("two", "Two", 2)]);
}

#[test]
fn headings_leave_the_first_level_to_the_page() {
    let text = "# Part one\n\n[[page:about|a]]\n\n| a |\n|---|\n| [[page:about|b]] |\n\n# Part two\n";
    let anchors = ["# Part one", "# Part two"].map(|w| {
        let at = text.find(w).unwrap();
        Anchor {
            id: w.get(7..).unwrap().into(),
            title: w.get(2..).unwrap().into(),
            level: 1,
            span: Span::new(FileId(0), at, at + w.len()),
        }
    });
    let article = whole(text, anchors.into());
    assert!(article.html.starts_with("<h2 id=\"one\">Part one</h2>\n"), "{}", article.html);
    assert!(article.html.ends_with("<h2 id=\"two\">Part two</h2>"), "{}", article.html);
    assert!(article.html.contains("<td><a href=\"../about/\">b</a></td>"), "{}", article.html);
}

#[test]
fn raw_html_is_sanitised_where_a_site_allows_it() {
    let mut record = record();
    record.site.raw_html = RawHtml::Sanitised;
    let html = block_in(
        &record,
        "a <b onclick=\"x\" style=\"y\">b</b> <script>z</script> <a href=\"javascript:q\">c</a> <img src=\"//e.org/x\"> <img src=\"x.png\" alt=\"d\"><!-- e -->",
    );
    assert_eq!(html, "<p>a <b>b</b>  <a>c</a> <img> <img src=\"x.png\" alt=\"d\"></p>");
}

#[test]
fn code_in_colour() {
    let html = block("```rust\nfn main() {}\n```");
    assert!(html.contains("<span class=\"hl-storage hl-type hl-function hl-rust\">fn</span>"), "{html}");
    assert!(!html.contains("style"), "{html}");
    let long = format!("```rust\n{}\n```", "x = 1;\n".repeat(20_000));
    assert!(!block(&long).contains("<span"));
}

#[test]
fn as_plain_text() {
    for (markdown, words) in [
        ("Two\n  lines", "Two lines"),
        ("# Head\n\nA *b* `c` [d](e.md) ![f](g.png)\n\n- h\n- i", "Head\nA b c d f\nh\ni"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ("<module> x < y &amp; z", "<module> x < y & z"),
        ("[[page:about]] [[page:about|us]] [[Prototype]]", "page:about us [[Prototype]]"),
        ("by [[redact:s.40|    ]], [[redact:s.40|Jane]] [sic: x]", "by [redacted: s.40], Jane [sic: x]"),
        ("[Chair]: Welcome", "[Chair]: Welcome"),
    ] {
        assert_eq!(plain(markdown), words, "{markdown}");
    }
}
