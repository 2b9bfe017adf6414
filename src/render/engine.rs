//! Fills templates: a view and the theme become the bytes of a page.
//!
//! Templates see five variables: `site` (the same for all pages, made once), `page` (the [`Head`]), `view`, `tables` (the rows of its
//! long tables, by name) and `frame` (the head and foot that many pages share, filled once). Filters: `date`, `time`, `number`, `bytes`, `plural`; functions: `t` (a message in the page's
//! language) and `asset` (where a file of the theme is published). Nothing here knows a page kind.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use super::doubling::{Doubling, find_doubling};
use super::fold::fold;
use super::range;
use super::rows::RowWriter;
use super::theme::Theme;
use crate::diag::{Code, Diagnostic, nearest};
use crate::locale::{DateStyle, Messages, Speech, category};
use crate::record::{Date, direction};
use crate::view::{Head, RowKind, RowVisitor, View};

/// The templates of a theme, ready to be filled by any number of threads.
pub struct Engine {
    /// The templates as they are written, read when they are first asked for: they fill pages in a language the site does not name, and
    /// their errors are the ones shown.
    written: OnceLock<Tera>,
    /// By language, the templates with what is the same on every page of that language put in: plain messages and addresses of assets.
    settled: BTreeMap<String, Tera>,
    theme: Theme,
    messages: Arc<Messages>,
    /// What templates see as `site`, by language.
    languages: BTreeMap<String, Value>,
    /// The site's own language.
    first: String,
    /// Paths of the pages that the navigation marks as the one the reader is on.
    marked: BTreeSet<String>,
    /// The head and foot of the frame, by what they depend on: they are the same for thousands of pages.
    frames: RwLock<BTreeMap<Frame, Value>>,
    /// The kinds of rows that the site has templates of its own for.
    own_rows: BTreeSet<RowKind>,
}

/// What all kinds of rows share: a site that has its own has all rows filled from their templates.
const ROW_PARTS: &str = "templates/rows/parts.html";

/// What the head and foot of a page depend on, besides the site: a template sees it as `page`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Frame {
    /// The way to the top.
    root: String,
    /// The language of the words.
    lang: String,
    /// The page's path where the navigation has it, else empty.
    path: String,
}

thread_local! {
    /// Pages are filled here, one after another in the same memory.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Engine {
    /// Reads the templates of a theme. `languages` are the languages of the site, each with what every template of it sees as
    /// `site`; the first is the site's own, and stands in for a page in any other language.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub fn new<S: Serialize + Sync>(
        theme: &Theme,
        messages: &Arc<Messages>,
        languages: &[(&str, S)],
    ) -> Result<Engine, Vec<Diagnostic>> {
        let (sources, mut diagnostics) = sources(theme);
        let made: Vec<LanguageTemplates> = languages
            .par_iter()
            .map(|(lang, globals)| LanguageTemplates::new(lang, globals, &sources, theme, messages))
            .collect::<Result<_, _>>()
            .map_err(|d| vec![d])?;
        // What cannot be put together with its constants put in cannot be as it is written either.
        if made.iter().any(|language| language.settled.is_none()) {
            let mut written = bare(messages, theme, None);
            if let Err(error) = written.add_raw_templates(sources.clone()) {
                diagnostics.extend(every_error(&sources, messages, theme, &error));
            }
        }
        if !diagnostics.is_empty() {
            return Err(diagnostics);
        }
        let mut engine = Engine {
            written: OnceLock::new(),
            settled: BTreeMap::new(),
            theme: theme.clone(),
            messages: Arc::clone(messages),
            first: languages.first().map(|(lang, _)| (*lang).to_owned()).unwrap_or_default(),
            languages: BTreeMap::new(),
            marked: BTreeSet::new(),
            frames: RwLock::default(),
            own_rows: own_rows(theme),
        };
        for ((lang, _), language) in languages.iter().zip(made) {
            let links =
                ["nav", "foot"].iter().filter_map(|list| language.site.get_from_path(list).and_then(Value::as_array)).flatten();
            let paths = links.filter_map(|link| link.get_from_path("path").and_then(Value::as_str)).map(str::to_owned);
            engine.marked.extend(paths);
            engine.settled.extend(language.settled.map(|tera| ((*lang).to_owned(), tera)));
            engine.languages.insert((*lang).to_owned(), language.site);
        }
        Ok(engine)
    }

    /// The templates as they are written.
    fn written(&self) -> &Tera {
        self.written.get_or_init(|| {
            let mut tera = bare(&self.messages, &self.theme, None);
            // They were read once already, with their constants put in; were they not to be read now, filling one says so.
            let _ = tera.add_raw_templates(sources(&self.theme).0);
            if let Some(site) = self.languages.get(&self.first) {
                tera.global_context().insert_value("site", site.clone());
            }
            tera
        })
    }

    /// Fills a template, and hands over what became of it.
    ///
    /// # Errors
    /// Where the template asks for what there is not: the file of the theme, the line, and the fields there are.
    pub fn page<T: View>(&self, template: &str, head: &Head, view: &T, put: impl FnOnce(&[u8])) -> Result<(), Diagnostic> {
        let mut context = Context::new();
        context.insert_value("page", Value::try_from_serializable(head).map_err(|e| unserialisable("page", &e))?);
        context.insert_value("linked_data", Value::safe_string(&head.linked_data()));
        let tables = self.tables(head, view, &context)?;
        context.insert_value("tables", tables);
        context.insert_value("view", Value::try_from_serializable(view).map_err(|e| unserialisable("view", &e))?);
        context.insert_value("frame", self.frame(head)?);
        // Whoever takes the page may fill another one meanwhile: that has a buffer of its own then.
        let mut buffer = BUFFER.take();
        buffer.clear();
        self.fill(template, &context, &head.lang, &mut buffer)?;
        put(&buffer);
        BUFFER.set(buffer);
        Ok(())
    }

    /// A message in a language, by its key.
    pub(super) fn say(&self, lang: &str, key: &str) -> String {
        Speech::new(&self.messages, lang).say(key)
    }

    /// The rows of the long tables of a page, by name. `context` has the page.
    fn tables<T: View>(&self, head: &Head, view: &T, context: &Context) -> Result<Value, Diagnostic> {
        let mut writer = RowWriter::new(&head.root, Speech::new(&self.messages, &head.lang), &head.record_lang);
        let mut tables = BTreeMap::new();
        for named in view.tables() {
            let rows = match self.own_rows.contains(&named.table.kind()) {
                true => Value::safe_string(&named.table.visit(RowFiller {
                    engine: self,
                    name: named.table.kind().template(),
                    head,
                    context,
                })?),
                false => Value::safe_string(writer.write(named.table)),
            };
            tables.insert(named.name, rows);
        }
        Value::try_from_serializable(&tables).map_err(|e| unserialisable("tables", &e))
    }

    /// Fills a template, at the end of what there is.
    fn fill(&self, name: &str, context: &Context, lang: &str, out: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let before = out.len();
        range::begin_template();
        if self.settled.get(lang).is_some_and(|t| t.render_to(name, context, &mut *out).is_ok()) {
            return Ok(());
        }
        // Once more as it is written: a mistake is shown in the line as its author knows it.
        out.truncate(before);
        range::begin_template();
        let mut context = context.clone();
        self.see_site(&mut context, lang);
        self.written().render_to(name, &context, out).map_err(|e| diagnostic(&self.theme, name, &e))
    }

    /// `frame.head` and `frame.foot` of a page: `site_head.html` and `site_foot.html`, filled once for all pages that share them.
    fn frame(&self, head: &Head) -> Result<Value, Diagnostic> {
        let path = if self.marked.contains(&head.path) { head.path.clone() } else { String::new() };
        let key = Frame { root: head.root.clone(), lang: head.lang.clone(), path };
        if let Some(known) = self.frames.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let mut context = Context::new();
        context.insert_value("page", Value::try_from_serializable(&key).map_err(|e| unserialisable("page", &e))?);
        let fill = |name: &str| {
            let mut out = Vec::new();
            self.fill(name, &context, &head.lang, &mut out)?;
            Ok(String::from_utf8_lossy(&out).into_owned())
        };
        let made = BTreeMap::from([("head", fill("site_head.html")?), ("foot", fill("site_foot.html")?)]);
        let made = Value::try_from_serializable(&made).map_err(|e| unserialisable("frame", &e))?;
        self.frames.write().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        Ok(made)
    }

    /// Gives a page the `site` of its language, where that is not the site's first.
    fn see_site(&self, context: &mut Context, lang: &str) {
        if self.languages.len() > 1
            && let Some(site) = self.languages.get(lang)
        {
            context.insert_value("site", site.clone());
        }
    }
}

/// Fills the template of a kind of row once for each row: it sees `row`, `number` (1 for the first) and `table`, besides `page` and `site`.
struct RowFiller<'a> {
    engine: &'a Engine,
    name: &'static str,
    head: &'a Head,
    /// Has the page.
    context: &'a Context,
}

impl RowVisitor for RowFiller<'_> {
    type Output = Result<String, Diagnostic>;

    fn visit<T: Serialize, R: Serialize>(self, table: &T, rows: &[R]) -> Self::Output {
        let mut context = self.context.clone();
        context.insert_value("table", Value::try_from_serializable(table).map_err(|e| unserialisable("table", &e))?);
        let mut out = Vec::new();
        for (row, number) in rows.iter().zip(1_u64..) {
            context.insert_value("row", Value::try_from_serializable(row).map_err(|e| unserialisable("row", &e))?);
            context.insert_value("number", Value::from(number));
            self.engine.fill(self.name, &context, &self.head.lang, &mut out)?;
        }
        // Templates are text, and so are values.
        Ok(String::from_utf8_lossy(&out).into_owned())
    }
}

/// The kinds of rows that a site has templates of its own for.
fn own_rows(theme: &Theme) -> BTreeSet<RowKind> {
    let own: BTreeSet<&str> = theme.templates().filter(|f| f.own).map(|f| f.path).collect();
    let is_own = |kind: &RowKind| own.contains(ROW_PARTS) || own.contains(format!("templates/{}", kind.template()).as_str());
    RowKind::ALL.into_iter().filter(is_own).collect()
}

/// The templates of a theme by name, and which of them are no text.
fn sources(theme: &Theme) -> (Vec<(&str, &str)>, Vec<Diagnostic>) {
    let (mut sources, mut diagnostics) = (Vec::new(), Vec::new());
    for file in theme.templates() {
        let name = file.path.strip_prefix("templates/").unwrap_or(file.path);
        match std::str::from_utf8(file.bytes) {
            Ok(text) => {
                if let Some(Doubling { name, line }) = find_doubling(text) {
                    let message = format!("`{}`, line {line}, joins `{name}` to itself", theme.place(file.path));
                    diagnostics.push(
                        Diagnostic::new(Code::Template, None, message)
                            .expected("a text that does not double")
                            .remedy("in a loop such a text fills the memory; join each piece once"),
                    );
                }
                sources.push((name, text));
            }
            Err(_) => diagnostics.push(
                Diagnostic::new(Code::Template, None, format!("`{}` is not UTF-8", theme.place(file.path)))
                    .remedy("save the file with the encoding UTF-8"),
            ),
        }
    }
    (sources, diagnostics)
}

/// What is made for one language of the site.
struct LanguageTemplates {
    /// What templates see as `site`.
    site: Value,
    /// The templates with their constants put in; `None` where they cannot be read.
    settled: Option<Tera>,
}

impl LanguageTemplates {
    fn new<S: Serialize>(
        lang: &str,
        globals: &S,
        sources: &[(&str, &str)],
        theme: &Theme,
        messages: &Arc<Messages>,
    ) -> Result<LanguageTemplates, Diagnostic> {
        let site = Value::try_from_serializable(globals).map_err(|e| unserialisable("site", &e))?;
        let folded: Vec<(&str, String)> = sources.iter().map(|(name, text)| (*name, fold(text, lang, messages, theme))).collect();
        let mut settled = bare(messages, theme, Some(lang));
        let read = settled.add_raw_templates(folded.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
        settled.global_context().insert_value("site", site.clone());
        Ok(LanguageTemplates { site, settled: read.is_ok().then_some(settled) })
    }
}

/// With filters and functions, without templates; for pages of one language, or (`None`) for pages that say theirs.
fn bare(messages: &Arc<Messages>, theme: &Theme, lang: Option<&str>) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(crate::html::escape::write);
    let catalogue = Arc::clone(messages);
    let own: Option<Arc<str>> = lang.map(Arc::from);
    let lang = own.clone();
    tera.register_filter("date", move |value: Value, args: Kwargs, state: &State<'_>| {
        date(&catalogue, &value, &args, &language(lang.as_deref(), &args, state)?)
    });
    let (catalogue, lang) = (Arc::clone(messages), own.clone());
    tera.register_filter("number", move |value: Value, args: Kwargs, state: &State<'_>| {
        TeraResult::Ok(catalogue.number(&language(lang.as_deref(), &args, state)?, &value.to_string()))
    });
    let (catalogue, lang) = (Arc::clone(messages), own.clone());
    tera.register_filter("time", move |time: &str, args: Kwargs, state: &State<'_>| {
        TeraResult::Ok(catalogue.time(&language(lang.as_deref(), &args, state)?, time))
    });
    let (catalogue, lang) = (Arc::clone(messages), own.clone());
    tera.register_filter("language", move |tag: &str, args: Kwargs, state: &State<'_>| {
        TeraResult::Ok(catalogue.language(&language(lang.as_deref(), &args, state)?, tag).to_owned())
    });
    let lang = own.clone();
    tera.register_filter("direction", move |tag: &str, args: Kwargs, state: &State<'_>| {
        let direction = direction(tag, &language(lang.as_deref(), &args, state)?);
        TeraResult::Ok(direction.map(|direction| format!(" dir=\"{direction}\"")).unwrap_or_default())
    });
    let (catalogue, lang) = (Arc::clone(messages), own.clone());
    tera.register_filter("bytes", move |value: u64, args: Kwargs, state: &State<'_>| {
        TeraResult::Ok(catalogue.size(&language(lang.as_deref(), &args, state)?, value))
    });
    let lang = own.clone();
    tera.register_filter("plural", move |value: u64, args: Kwargs, state: &State<'_>| {
        plural(value, &args, &language(lang.as_deref(), &args, state)?)
    });
    let lang = own.clone();
    let catalogue = Arc::clone(messages);
    tera.register_function("t", move |args: Kwargs, state: &State<'_>| {
        let key: &str = args.must_get("key")?;
        message(&catalogue, key, &args, &language(lang.as_deref(), &args, state)?)
    });
    tera.register_function("range", range::range);
    let lang = own;
    let catalogue = Arc::clone(messages);
    tera.register_filter("t", move |key: Value, args: Kwargs, state: &State<'_>| {
        message(&catalogue, key.as_str().unwrap_or_default(), &args, &language(lang.as_deref(), &args, state)?)
    });
    let assets = theme.clone();
    tera.register_function("asset", move |args: Kwargs, _: &State<'_>| {
        let name = args.must_get("name")?;
        // What a theme may have and need not.
        if args.get::<bool>("optional")?.unwrap_or(false) && assets.address(name).is_none() {
            return Ok(String::new());
        }
        asset(&assets, name)
    });
    tera
}

/// The language of the page that is being filled; `lang` as an argument goes before it.
fn language<'s>(own: Option<&'s str>, args: &Kwargs, state: &State<'_>) -> TeraResult<Cow<'s, str>> {
    if let Some(lang) = args.get::<&str>("lang")? {
        return Ok(Cow::Owned(lang.to_owned()));
    }
    if let Some(own) = own {
        return Ok(Cow::Borrowed(own));
    }
    let page = state.get::<Value>("page")?;
    Ok(Cow::Owned(page.as_ref().and_then(|p| p.get_from_path("lang")).and_then(Value::as_str).unwrap_or("en").to_owned()))
}

fn date(messages: &Messages, value: &Value, args: &Kwargs, lang: &str) -> TeraResult<String> {
    let text = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
    if value.is_none() || text.is_empty() {
        return Ok(String::new());
    }
    let date: Date = text.parse().map_err(|e| tera::Error::message(format!("`{text}` cannot be shown as a date: {e}")))?;
    let style = match args.get::<&str>("style")? {
        None => DateStyle::Long,
        Some("short") => DateStyle::Short,
        Some("weekday") => DateStyle::Weekday,
        Some(other) => {
            return Err(tera::Error::message(format!("`{other}` is no style of a date; there are `short` and `weekday`")));
        }
    };
    Ok(messages.date(lang, date, style))
}

/// Chooses among its arguments (`one`, `other` …) by the number.
fn plural(n: u64, args: &Kwargs, lang: &str) -> TeraResult<String> {
    match args.get::<&str>(category(lang, n))? {
        Some(form) => Ok(form.to_owned()),
        None => Ok(args.must_get::<&str>("other")?.to_owned()),
    }
}

fn message(messages: &Messages, key: &str, args: &Kwargs, lang: &str) -> TeraResult<String> {
    let count = args.get::<u64>("count")?;
    let argument = |name: &str| {
        let value = args.get::<Value>(name).ok()??;
        Some(if value.is_number() { messages.number(lang, &value.to_string()) } else { value.to_string() })
    };
    messages.text(lang, key, count, argument).map_err(tera::Error::message)
}

fn asset(theme: &Theme, name: &str) -> TeraResult<String> {
    theme.address(name).map(str::to_owned).ok_or_else(|| {
        let hint = nearest(name, theme.asset_names()).map(|n| format!("; the nearest is `{n}`")).unwrap_or_default();
        tera::Error::message(format!("the theme has no asset `{name}`{hint}"))
    })
}

/// One diagnostic for each template that cannot be read by itself; where each can, the one that says why they do not fit together.
fn every_error(sources: &[(&str, &str)], messages: &Arc<Messages>, theme: &Theme, first: &tera::Error) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for (name, text) in sources {
        if let Err(error) = bare(messages, theme, None).add_raw_template(name, text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            all.push(diagnostic(theme, name, &error));
        }
    }
    if all.is_empty() {
        all.push(diagnostic(theme, "", first));
    }
    all
}

fn unserialisable(what: &str, error: &tera::Error) -> Diagnostic {
    Diagnostic::new(Code::Template, None, format!("`{what}` cannot be handed to a template: {error}"))
}

/// An error of the template engine as a diagnostic that names the theme's file, line and column and shows the line.
fn diagnostic(theme: &Theme, template: &str, error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) => placed(theme, report, "mend the line, or remove the file to have the built-in one"),
        ErrorKind::RenderingError(report) => placed(theme, report, "use one of the fields there are, or `| default(value=…)`"),
        ErrorKind::TemplateNotFound(name) => {
            let place = theme.place(&format!("templates/{name}"));
            Diagnostic::new(Code::Template, None, format!("there is no template `{place}`")).remedy("add the file to the theme")
        }
        ErrorKind::MissingParent { current, parent } => {
            let names = theme.templates().filter_map(|f| f.path.strip_prefix("templates/")).collect::<Vec<_>>();
            let hint = nearest(parent, names.iter().copied()).map(|n| format!("; the nearest is `{n}`")).unwrap_or_default();
            let place = theme.place(&format!("templates/{current}"));
            Diagnostic::new(Code::Template, None, format!("`{place}` builds on `{parent}`, which the theme does not have{hint}"))
                .remedy("correct the name after `extends`")
        }
        other => {
            let place = theme.place(&format!("templates/{template}"));
            Diagnostic::new(Code::Template, None, format!("`{place}`: {other}")).remedy("correct the template")
        }
    }
}

fn placed(theme: &Theme, report: &ReportError, remedy: &str) -> Diagnostic {
    let (line, column) = (report.span().start_line, report.span().start_col + 1);
    let path = format!("templates/{}", report.filename());
    let text = theme
        .templates()
        .find(|f| f.path == path)
        .and_then(|f| std::str::from_utf8(f.bytes).ok()?.lines().nth(line.saturating_sub(1)))
        .unwrap_or_default();
    let message =
        format!("`{}`, line {line}, column {column}: {}\nthe line: {}", theme.place(&path), report.message(), text.trim());
    Diagnostic::new(Code::Template, None, message).remedy(remedy)
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
