// Narrows and sorts a register by the form above it. What is chosen stands in the address, so that it can be sent, kept and
// come back to. The words are the page's; the table is complete without this.
(() => {
  const form = document.querySelector("[data-filters]");
  const table = document.querySelector("table[data-register]");
  if (!form || !table) return;
  form.classList.add("ready");
  const fields = [...form.elements].filter((field) => field.name);
  const status = form.querySelector("[role=status]");
  const rows = [...table.querySelectorAll("tbody tr:not(.group)")];
  const groups = [...table.tBodies];
  const { today, soon } = form.dataset;
  const place = (name) => [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset.by === name);
  const cell = (row, name) => row.cells[place(name)];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  // A month or a year is not past before its last day is.
  const due = (row) => {
    const time = cell(row, "due").querySelector(":scope > time");
    return time ? `${time.dateTime}-99-99`.slice(0, 10) : "";
  };
  const days = (row) => Number(cell(row, "age").dataset.days);
  const raised = (row) => row.cells[0].querySelector("time").dateTime;
  const owner = (row) => {
    const link = cell(row, "owner").querySelector("a");
    const found = [...form.elements.owner?.options ?? []].findIndex((option) => link && option.dataset.address === link.getAttribute("href"));
    return found < 0 ? Infinity : found;
  };

  // Whether a row is one of those that a choice stands for.
  const fits = {
    status: (row, option) => Boolean(cell(row, "status").querySelector(`.tag-${option.value}`)),
    owner: (row, option) => {
      const links = [...cell(row, "owner").querySelectorAll("a")];
      return option.dataset.address ? links.some((a) => a.getAttribute("href") === option.dataset.address) : links.length === 0;
    },
    body: (row, option) => row.dataset.body === option.dataset.address,
    due: (row, option) => {
      const day = due(row);
      return option.value === (!day ? "none" : day < today ? "past" : day <= soon ? "soon" : "later");
    },
    age: (row, option) => option.value === (days(row) < 92 ? "new" : days(row) < 366 ? "year" : "old"),
  };

  // Rows that lack what they are sorted by come last.
  const orders = {
    due: (row) => due(row) || "~",
    raised: (row) => [...raised(row)].map((sign) => String.fromCharCode(126 - sign.charCodeAt(0))).join(""),
    age: (row) => (cell(row, "status").querySelector(".tag-open, .tag-in-progress") ? 0 : 1e9) - days(row),
    owner: (row) => owner(row),
  };

  const apply = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = fields.filter((field) => fits[field.name] && field.value);
    let count = 0;
    rows.forEach((row, n) => {
      const shown = words.every((w) => texts[n].includes(w)) && chosen.every((field) => fits[field.name](row, field.selectedOptions[0]));
      row.hidden = !shown;
      count += shown ? 1 : 0;
    });
    groups.forEach((group) => { group.hidden = [...group.rows].every((row) => row.hidden || row.classList.contains("group")); });
    const order = orders[form.elements.sort?.value];
    const keys = new Map(rows.map((row, n) => [row, order ? order(row) : n]));
    const sorted = [...rows].sort((a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : 0));
    if (form.elements.sort) groups[0].append(...sorted);
    return count;
  };

  const say = (count, unknown) => {
    status.textContent = [status.dataset.said.replace("{shown}", count), ...unknown].join(". ");
  };

  const write = () => {
    const wanted = new URLSearchParams();
    fields.forEach((field) => field.value && wanted.set(field.name, field.value));
    const text = wanted.toString();
    try { history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash); } catch { /* a file share may refuse */ }
  };

  const read = () => {
    const unknown = [];
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = fields.find((f) => f.name === name);
      if (!field) continue;
      field.value = value;
      if (field.value === value) continue;
      field.value = "";
      const label = form.querySelector(`label[for="${field.id}"]`).textContent;
      unknown.push(status.dataset.unknown.replace("{column}", label).replace("{value}", value));
    }
    say(apply(), unknown);
  };

  form.addEventListener("input", () => { say(apply(), []); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { say(apply(), []); write(); }));
  const copy = form.querySelector("[data-copied]");
  if (!navigator.clipboard) copy.remove();
  else copy.addEventListener("click", () => navigator.clipboard.writeText(location.href).then(() => { status.textContent = copy.dataset.copied; }, () => {}));
  window.addEventListener("pageshow", (event) => event.persisted && read());
  if (location.search) read();
})();
