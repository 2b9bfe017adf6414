//! A dataset inside a text: its chart, the table that says the same, its source and its file.

use super::titles;
use super::writer::Writer;
use crate::html::escape;
use crate::record::{Dataset, DatasetIx, Embed, Mark, Table, Target, direction};

impl Writer<'_, '_> {
    /// Writes the dataset that a fenced block names; `false` where there is none that this edition may show.
    pub(super) fn embed(&mut self, name: &str, body: &str) -> bool {
        let Some(Target::Dataset(ix)) = self.reference(&format!("dataset:{name}")) else { return false };
        let Some(dataset) = self.prose.record.datasets.get(ix.ix()) else { return false };
        let embed = Embed::parse(body);
        let anchor = name.split_once('#').map(|(_, a)| a);
        let Some(table) = embed.table(dataset, anchor) else { return false };
        let table = embed.choose(table, |_, _| {});
        self.figure(*ix, dataset, &table, &embed, name, body);
        true
    }

    fn figure(&mut self, ix: DatasetIx, dataset: &Dataset, table: &Table, embed: &Embed<'_>, name: &str, body: &str) {
        // The same table may stand twice on a page: what is asked of it tells the two apart.
        let hash = blake3::hash(format!("{name}\n{body}").as_bytes()).to_hex();
        let drawing = self.prose.links.embedded_table(dataset, table, hash.get(..8).unwrap_or_default(), self.speech());
        let place = format!("{}{}", self.root, self.prose.links.address(&Target::Dataset(ix)));
        self.out.push_str("<figure class=\"figure dataset-figure\">\n<figcaption><strong");
        self.language_of(dataset);
        self.out.push('>');
        escape::text(&mut self.out, &table.title);
        self.out.push_str("</strong>");
        for line in &embed.caption {
            self.out.push(' ');
            let line = self.prose.inline(self.document, line, self.root);
            self.out.push_str(&line);
            // What the chart says comes after it, as a sentence of its own.
            if !line.ends_with(['.', '!', '?', ':', ';']) {
                self.out.push('.');
            }
        }
        if !drawing.summary.is_empty() {
            self.out.push(' ');
            escape::text(&mut self.out, &drawing.summary);
        }
        if let Some(note) = drawing.note.as_deref().filter(|_| !drawing.svg.is_empty()) {
            self.out.push(' ');
            escape::text(&mut self.out, note);
        }
        self.out.push_str("</figcaption>\n");
        if drawing.svg.is_empty() {
            self.figures_table(dataset, table);
        } else {
            self.scroll("chart-scroll", "chart_of", &table.title);
            self.out.push_str(&drawing.svg);
            self.out.push_str("</div>\n<details><summary>");
            let words = self.say("show_as_table");
            self.out.push_str(&words);
            self.out.push_str("</summary>\n");
            self.figures_table(dataset, table);
            self.out.push_str("</details>\n");
        }
        self.below((ix, dataset), table, &place, drawing.has_wrong_totals);
        self.out.push_str("</figure>\n");
    }

    /// The words of a dataset are in its own language.
    fn language_of(&mut self, dataset: &Dataset) {
        let own = dataset.document.lang.as_deref().or(self.prose.record.site.languages.first().map(|l| &**l));
        if let Some(own) = own.filter(|own| *own != self.lang) {
            self.out.push_str(" lang=\"");
            escape::attribute(&mut self.out, own);
            self.out.push('"');
            escape::direction(&mut self.out, direction(own, self.lang));
        }
    }

    /// Opens a part that may be wider than the page; `label` is a key of the messages.
    fn scroll(&mut self, class: &str, label: &str, title: &str) {
        let label = self.speech().with(label, &[("title", title)]);
        self.out.push_str(&format!("<div class=\"{class}\" role=\"group\" aria-label=\""));
        escape::attribute(&mut self.out, &label);
        self.out.push_str("\" tabindex=\"0\">\n");
    }

    fn figures_table(&mut self, dataset: &Dataset, table: &Table) {
        self.scroll("table-scroll", "table_of", &table.title);
        self.out.push_str("<table class=\"figures\"");
        self.language_of(dataset);
        self.out.push_str(">\n<caption>");
        escape::text(&mut self.out, &table.title);
        if let Some(units) = table.units.as_deref().or(dataset.units.as_deref()) {
            self.out.push_str(" (");
            escape::text(&mut self.out, units);
            self.out.push(')');
        }
        self.out.push_str("</caption>\n<thead><tr><th scope=\"col\">");
        escape::text(&mut self.out, &table.period);
        self.out.push_str("</th>");
        let is_text = |at: usize| table.text_series.contains(&at);
        for (at, name) in table.series.iter().enumerate() {
            self.out.push_str(if is_text(at) { "<th scope=\"col\">" } else { "<th scope=\"col\" class=\"num\">" });
            escape::text(&mut self.out, name);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr><th scope=\"row\">");
            escape::text(&mut self.out, &row.label);
            self.out.push_str("</th>");
            for (at, cell) in row.cells.iter().enumerate() {
                self.out.push_str(if is_text(at) { "<td>" } else { "<td class=\"num\">" });
                escape::text(&mut self.out, &cell.text);
                self.out.push_str(match cell.mark {
                    Mark::Unavailable if !is_text(at) && cell.text.is_empty() => "[x]",
                    Mark::Provisional => " [p]",
                    Mark::Revised => " [r]",
                    _ => "",
                });
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    /// What its marks mean, whether it adds up, where it comes from.
    fn below(&mut self, (ix, dataset): (DatasetIx, &Dataset), table: &Table, place: &str, has_wrong_totals: bool) {
        let used = |mark: Mark| table.rows.iter().flat_map(|r| &r.cells).any(|c| c.mark == mark);
        let keys = [
            (Mark::Provisional, "[p]", "mark_provisional"),
            (Mark::Revised, "[r]", "mark_revised"),
            (Mark::Unavailable, "[x]", "mark_unavailable"),
        ];
        let keys: Vec<String> =
            keys.into_iter().filter(|(m, ..)| used(*m)).map(|(_, sign, key)| format!("{sign} {}", self.say(key))).collect();
        if !keys.is_empty() {
            self.out.push_str(&format!("<p class=\"key-line\">{}.</p>\n", keys.join("; ")));
        }
        if has_wrong_totals {
            self.out.push_str(&format!("<p class=\"table-note\">{}", self.say("figures_not_adding_up")));
            if let Some(why) = &table.total_note {
                let why = self.prose.inline(Some(&dataset.document), why, self.root);
                self.out.push_str(&format!(" {why}"));
            }
            self.out.push_str("</p>\n");
        }
        self.out.push_str(&format!("<p class=\"source\">{} <a href=\"", self.say("figures_from")));
        escape::address(&mut self.out, place);
        self.out.push_str("\">");
        let title = titles::title(self.prose.record, &Target::Dataset(ix), self.speech(), self.lang);
        escape::text(&mut self.out, &title);
        self.out.push_str("</a>");
        if let Some(file) = self.prose.record.files.get(&table.file) {
            self.out.push_str(" (<a href=\"");
            escape::address(&mut self.out, &format!("{}{file}", self.root));
            self.out.push_str("\" download>CSV</a>)");
        }
        self.out.push_str("</p>\n");
    }
}
