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
    return (time ? time.dateTime : cell.textContent).trim().toLocaleLowerCase();
  };

  const addFilters = (table, rows) => {
    const words = table.dataset;
    const id = `filter-${document.querySelectorAll(".filters").length}`;
    const input = make("input", { type: "search", id, autocomplete: "off" });
    const box = make("div", { class: "filters" }, make("p", {}, make("label", { for: id }, words.filter), input));
    const select = make("select", { id: `${id}-status` }, make("option", { value: "" }, words.all));
    const labels = new Map();
    for (const row of rows) {
      const names = (row.dataset.status || "").split(" ").filter(Boolean);
      const tags = row.querySelectorAll(".tag");
      names.forEach((name, n) => tags[n] && labels.set(name, tags[n].textContent));
    }
    for (const [name, label] of [...labels].sort()) select.append(make("option", { value: name }, label));
    if (labels.size > 1) box.append(make("p", {}, make("label", { for: select.id }, words.statusLabel), select));
    const shown = make("p", { class: "shown", role: "status" });
    box.append(shown);
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
    const apply = () => {
      const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, n) => {
        const states = (row.dataset.status || "").split(" ");
        const fits = wanted.every((w) => texts[n].includes(w)) && (!select.value || states.includes(select.value));
        row.hidden = !fits;
        count += fits ? 1 : 0;
      });
      shown.textContent = `${count} ${words.of} ${rows.length}`;
    };
    input.addEventListener("input", apply);
    select.addEventListener("change", apply);
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
          missing(rowA) - missing(rowB) || a.localeCompare(b, undefined, { numeric: true }) * (down ? -1 : 1));
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
