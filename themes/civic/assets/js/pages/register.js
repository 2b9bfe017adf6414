// Filters and sorting for registers. The tables are complete without it; its words come from the
// page, in the page's language.
(() => {
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const key = (cell) => {
    const time = cell.querySelector("time");
    return (cell.dataset.days || (time ? time.dateTime : cell.textContent)).trim().toLocaleLowerCase();
  };

  const text = (element) => element.textContent.trim();

  // What a cell is filtered by, for each kind of column, as [place in the list of choices, words].
  const kinds = {
    name: (cell) => {
      const links = [...cell.querySelectorAll("a")];
      return (links.length ? links : [cell]).map((name) => [text(name), text(name)]);
    },
    status: (cell) => [...cell.querySelectorAll(".tag")].map((tag) => [text(tag), text(tag)]),
    due: (cell, words) => {
      const names = words.dues.split("|");
      const time = cell.querySelector("time");
      const soon = new Date(Date.parse(words.today) + 30 * 864e5).toISOString();
      // A month or a year is not past before its last day is.
      const day = time && (time.dateTime + "-99-99").slice(0, 10);
      const place = !day ? 3 : day < words.today ? 0 : day <= soon.slice(0, 10) ? 1 : 2;
      return [[place, names[place]]];
    },
    age: (cell, words) => {
      const days = Number(cell.dataset.days);
      const place = days < 92 ? 0 : days < 366 ? 1 : 2;
      return [[place, words.ages.split("|")[place]]];
    },
  };

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const addFilters = (table, rows) => {
    const words = table.dataset;
    const id = `filter-${document.querySelectorAll(".filters").length}`;
    const input = make("input", { type: "search", id, autocomplete: "off" });
    const box = make("div", { class: "filters" }, make("p", {}, make("label", { for: id }, words.filter), input));
    const selects = [];
    for (const head of table.tHead.rows[0].querySelectorAll("[data-by]")) {
      const values = rows.map((row) => kinds[head.dataset.by](row.cells[head.cellIndex], words));
      const names = new Map(values.flat().map(([place, name]) => [name, place]));
      if (names.size < 2) continue;
      const select = make("select", { id: `${id}-${head.cellIndex}` }, make("option", { value: "" }, words.all));
      const sorted = [...names].sort(([, a], [, b]) => collator.compare(a, b));
      select.append(...sorted.map(([name]) => make("option", { value: name }, name)));
      box.append(make("p", {}, make("label", { for: select.id }, text(head)), select));
      selects.push([select, values]);
    }
    const shown = make("p", { class: "shown", role: "status" });
    box.append(shown);
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
    const apply = () => {
      const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, n) => {
        const chosen = ([select, values]) => !select.value || values[n].some(([, name]) => name === select.value);
        const fits = wanted.every((w) => texts[n].includes(w)) && selects.every(chosen);
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      shown.textContent = `${count} ${words.of} ${rows.length}`;
    };
    input.addEventListener("input", apply);
    selects.forEach(([select]) => select.addEventListener("change", apply));
    (table.closest(".table-wrap") || table).before(box);
    apply();
  };

  const addSorting = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", title: `${table.dataset.sort} ${head.textContent}` }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const sorted = [...body.rows].map((row) => [key(row.cells[column]), row]);
        // Cells without a date go last in either order.
        const dated = sorted.some(([, row]) => row.cells[column].querySelector("time"));
        const missing = (row) => dated && !row.cells[column].querySelector("time");
        sorted.sort(([a, rowA], [b, rowB]) =>
          missing(rowA) - missing(rowB) || collator.compare(a, b) * (down ? -1 : 1));
        body.append(...sorted.map(([, row]) => row));
      });
    });
  };

  for (const table of document.querySelectorAll("table[data-register]")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 4) continue;
    addFilters(table, rows);
    addSorting(table);
  }
})();
