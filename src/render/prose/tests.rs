//! Markdown that people write and Markdown that is meant to harm, and what becomes of it.

use std::sync::Arc;

use super::*;
use crate::record::{Anchor, Audience, FileId, PageIx, RawHtml, Stage, Target, Written};
use crate::source::{Content, SourceFile};

fn sources(text: &str) -> Sources {
    let file = SourceFile { path: "content/x.md".into(), content: Content::Text(Arc::from(text)), hash: [0; 32] };
    Sources { files: vec![file], ..Sources::default() }
}

fn document(text: &str) -> Document {
    Document {
        file: FileId(0),
        body: Span::new(FileId(0), 0, text.len()),
        title: "Title".into(),
        description: None,
        lang: None,
        audience: Audience::Public,
        stage: Stage::Published,
        illustrative: false,
        note: None,
        source: None,
        aliases: Vec::new(),
        changes: Vec::new(),
        agreed_at: None,
        anchors: Vec::new(),
        references: Vec::new(),
        withheld: Vec::new(),
    }
}

/// A record with one page, `about`, of which `document` knows the reference.
fn record() -> Record {
    let page = crate::record::Page {
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
    let prose = Prose::new(record, &sources, Addresses::new(record, false));
    prose.block(&document, document.body, "../")
}

fn block(text: &str) -> String {
    block_in(&record(), text)
}

fn line(text: &str) -> String {
    let (record, sources) = (record(), sources(""));
    let document = with_references("");
    Prose::new(&record, &sources, Addresses::new(&record, false)).inline(Some(&document), text, "../")
}

fn whole(text: &str, anchors: Vec<Anchor>) -> Article {
    let (record, sources) = (record(), sources(text));
    let document = Document { anchors, ..with_references(text) };
    Prose::new(&record, &sources, Addresses::new(&record, false)).document(&document, "../")
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
        ("Lord X MP [sic: a *peer*] said", "<p>Lord X MP <span class=\"sic\">[<i>sic</i>: a <em>peer</em>]</span> said</p>"),
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
        ("a <b onclick=x()>b</b>", "<p>a &lt;b onclick=x()&gt;b&lt;/b&gt;</p>"),
        ("<module>\nand *words*\n<!-- note -->", "<p>&lt;module&gt;\nand <em>words</em>\n&lt;!-- note --&gt;</p>"),
        ("<!-- a\n\nb -->", "<p>&lt;!-- a</p>\n<p>b --&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>"),
        ("[x](JaVa&#x0A;Script&colon;alert(1))", "<p>x (JaVa\nScript:alert(1))</p>"),
        ("[x](&#1;javascript:a)", "<p>x (\u{1}javascript:a)</p>"),
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
        ("[x]\n\n[x]: <javascript:alert(1)>", "<p>x (javascript:alert(1))</p>"),
        ("[a\u{1}r](\u{1}r) [b](<\u{1}x>)", "<p>[a\u{1}r](\u{1}r) b (\u{1}x)</p>"),
    ] {
        assert_eq!(block(text), html, "{text}");
    }
}
