// The search page: the form, the facets, the results and the address, over the index that engine.js reads.
// Without it the page is a form and the lists to browse; with it nothing is asked of any server but files.
(function () {
  "use strict";
  var form = document.querySelector("[data-search]");
  if (!form || !window.minutebookSearch) return;

  var engine = window.minutebookSearch, root = form.dataset.root, said = {};
  var input = form.querySelector("input[type=search]"), status = document.getElementById("_search-status"), meaning = document.getElementById("_search-meaning");
  var list = document.getElementById("_search-results"), panel = document.getElementById("_search-facets"), taken = document.getElementById("_search-taken"), sortBox = document.getElementById("_search-sort");
  document.querySelectorAll("#_search-words [data-key]").forEach(function (e) { said[e.dataset.key] = e.textContent; });
  var FACETS = ["kind", "body", "year", "owner", "organisation", "status"], STEP = 10;
  var state = {}, turn = 0, shown = STEP, names = null, active = -1, last = null;

  // ---- Shards: a script each, which works from a server and from a file share alike ------------------------------

  var waiting = {}, loaded = {};
  window.minutebook_shard = function (name, payload) {
    if (waiting[name]) waiting[name](payload);
  };

  function load(name) {
    if (!loaded[name]) {
      loaded[name] = new Promise(function (resolve, reject) {
        waiting[name] = resolve;
        var script = document.createElement("script");
        script.src = root + (form.dataset.side || "") + "search/" + (name === "root" ? "" : "x/") + name + ".js";
        script.onload = function () { script.remove(); };
        script.onerror = function () {
          script.remove();
          delete loaded[name];
          reject(new Error(script.src));
        };
        document.head.appendChild(script);
      });
    }
    return loaded[name];
  }

  var index = new engine.Index(load);

  // ---- Words and elements ----------------------------------------------------------------------------------------

  function say(key, values) {
    return (said[key] || key).replace(/\{(\w+)\}/g, function (whole, name) { return values && name in values ? values[name] : whole; });
  }

  // Months, numbers and their order come from the page, never from the browser: few browsers know Welsh.
  function number(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, said["number-group"] || ""); }

  function element(name, attributes, children) {
    var e = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { if (attributes[key] !== null) e.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { e.append(child); });
    return e;
  }

  function dated(iso) {
    var parts = iso.split("-"), month = (said.months || "").split("|")[Number(parts[1]) - 1];
    if (!month) return parts[0];
    return say(parts.length > 2 ? "date-day" : "date-month", { day: String(Number(parts[2])), month: month, year: parts[0] });
  }

  // A text around the first mark, with every mark in it.
  function excerpt(text, marks, foreign) {
    var from = 0, to = text.length, out = element("span", { class: "excerpt", lang: foreign });
    if (text.length > 320) {
      from = marks.length ? Math.max(marks[0][0] - 90, 0) : 0;
      if (from) from = text.indexOf(" ", from) + 1 || from;
      to = Math.min(from + 280, text.length);
      if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), marks.length ? Math.min(marks[0][1], text.length) : 0, from + 200);
    }
    if (from) out.append("… ");
    var at = from;
    marks.forEach(function (mark) {
      if (mark[0] < at || mark[1] > to) return;
      out.append(text.slice(at, mark[0]), element("mark", {}, [text.slice(mark[0], mark[1])]));
      at = mark[1];
    });
    out.append(text.slice(at, to) + (to < text.length ? " …" : ""));
    return out;
  }

  function marked(text, marks) {
    var out = document.createDocumentFragment(), at = 0;
    marks.forEach(function (mark) {
      out.append(text.slice(at, mark[0]), element("mark", {}, [text.slice(mark[0], mark[1])]));
      at = mark[1];
    });
    out.append(text.slice(at));
    return out;
  }

  // ---- The address holds the search ------------------------------------------------------------------------------

  function read() {
    var wanted = new URLSearchParams(location.search);
    state = { q: wanted.get("q") || "", plain: wanted.get("words") === "1", sort: wanted.get("sort") === "date" ? "date" : "relevance" };
    FACETS.forEach(function (f) { state[f] = wanted.getAll(f); });
    input.value = state.q;
    if (sortBox) sortBox.value = state.sort;
  }

  function write(push) {
    var wanted = new URLSearchParams();
    if (state.q) wanted.set("q", state.q);
    FACETS.forEach(function (f) { state[f].forEach(function (v) { wanted.append(f, v); }); });
    if (state.sort === "date") wanted.set("sort", "date");
    if (state.plain) wanted.set("words", "1");
    var text = wanted.toString(), address = location.pathname + (text ? "?" + text : "");
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch (e) { /* a file share may refuse: the search works, its address stays */ }
  }

  // ---- Results ---------------------------------------------------------------------------------------------------

  async function run() {
    var own = ++turn, query = engine.parse(state.q);
    FACETS.forEach(function (f) { state[f].forEach(function (v) { query.filters.push(engine.filter(f, v)); }); });
    try {
      form.setAttribute("aria-busy", "true");
      var found = await index.search(query, state.sort === "date", state.plain);
      if (own !== turn) return;
      last = found;
      await show(own, found, query);
      if (own === turn) await facets(own, found);
      if (own === turn) list.dataset.query = state.q;
    } catch (error) {
      if (own === turn) status.textContent = say("failed");
    } finally {
      if (own === turn) form.removeAttribute("aria-busy");
    }
  }

  // What the words in the box were taken for, where they are more than plain words.
  function explain(query, unknown) {
    function joined(clauses) { return clauses.map(function (c) { return c.words.length > 1 ? "“" + c.words.join(" ") + "”" : c.words[0] + (c.prefix ? "…" : ""); }).join(", "); }
    var one = function (c) { return c.words.length === 1; }, typed = engine.parse(state.q), out = [];
    var plain = query.wanted.filter(one), phrases = query.wanted.filter(function (c) { return !one(c); });
    if (phrases.length || query.unwanted.length || typed.filters.length) {
      if (plain.length) out.push(say("means-all", { words: joined(plain) }));
      if (phrases.length) out.push(say("means-phrase", { words: joined(phrases) }));
      if (query.unwanted.length) out.push(say("means-not", { words: joined(query.unwanted) }));
      typed.filters.forEach(function (f) { out.push(say("facet-" + f.facet) + ": " + f.value); });
    }
    (unknown || []).forEach(function (f) { out.push(say("unknown", { facet: say("facet-" + f.facet), value: f.value })); });
    meaning.textContent = out.join("; ");
    meaning.hidden = !out.length;
  }

  // What words were taken for, as filters that can be taken off: each takes its words out of the box.
  async function chips(own, understood) {
    var known = understood.length ? await index.facets() : null;
    if (own !== turn) return;
    taken.replaceChildren.apply(taken, understood.map(function (u) {
      var rows = u.facet === "owner" ? known.party : known.body, n = u.facet === "owner" || u.facet === "body" ? engine.meant(rows, u.value)[0] : -1;
      var name = n >= 0 ? rows[n][1] : u.facet === "year" ? u.value : u.facet === "status" ? say("status-" + u.value) : say("means-" + u.facet + "-" + u.value);
      return button(name + " ✕", say("means-remove", { name: name }), function () { input.value = state.q = without(state.q, u.words.split(" ")); });
    }));
    if (understood.length) taken.append(button(say("means-plain"), null, function () { state.plain = true; }));
    taken.hidden = !understood.length;
  }

  function button(text, label, act) {
    var b = element("button", { type: "button", class: "quiet", "aria-label": label }, [text]);
    b.addEventListener("click", function () {
      act();
      change(true);
      input.focus();
    });
    return b;
  }

  // A text without the first run of some words.
  function without(text, gone) {
    var all = [];
    engine.words(text, function (word, from, to) { all.push([word, from, to]); });
    for (var n = 0; n + gone.length <= all.length; n++) {
      if (gone.every(function (word, i) { return all[n + i][0] === word; })) {
        return (text.slice(0, all[n][1]) + text.slice(all[n + gone.length - 1][2])).replace(/\s+/g, " ").trim();
      }
    }
    return text;
  }

  async function show(own, found, query) {
    var asked = query.wanted.length + query.unwanted.length + query.filters.length > 0, total = found.candidates.length;
    var hits = await Promise.all(found.candidates.slice(0, shown).map(function (c) { return index.show(c, found.terms); }));
    if (hits.some(function (h) { return h.body >= 0; }) && !names) names = await index.facets();
    if (own !== turn) return;
    var mended = found.mended.map(function (m) { return say("mended", { typed: m[0], meant: m[1] }); }).join(" ");
    status.textContent = !asked ? "" : (total ? say(total === 1 ? "one" : "many", { count: number(total) }) : say("none")) + (mended ? " " + mended : "") + (found.missing.length ? " " + say("missing", { words: found.missing.join("”, “") }) : "");
    chips(own, found.understood);
    explain(query, found.unknown);
    list.replaceChildren.apply(list, hits.map(result));
    list.setAttribute("role", total ? "grid" : "group");
    if (total > shown) {
      var more = element("button", { type: "button" }, [say("more")]);
      more.addEventListener("click", function () {
        var next = shown;
        shown += STEP;
        run().then(function () {
          var link = list.querySelectorAll(".result")[next];
          if (link) link.querySelector("a").focus();
        });
      });
      list.append(element("div", { class: "more", role: "row" }, [element("div", { role: "gridcell" }, [more])]));
    }
    form.parentNode.classList.toggle("searching", asked);
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(total > 0));
  }

  function result(hit, n) {
    var facts = [say("kind-" + hit.kind)];
    if (hit.date) facts.push(element("time", { datetime: hit.date }, [dated(hit.date)]));
    if (hit.body >= 0 && names && names.body[hit.body]) facts.push(element("span", { lang: names.body[hit.body][4] || null }, [names.body[hit.body][1]]));
    var line = element("p", { class: "result-line" });
    facts.forEach(function (f, i) { line.append(i ? " · " : "", f); });
    // A page whose title has every word is what was meant, not a paragraph that mentions it.
    var first = hit.places.length && !hit.titled ? hit.places[0].address : hit.address;
    var item = element("div", { role: "gridcell" }, [element("h2", {}, [element("a", { href: root + first, lang: hit.titleLang }, [marked(hit.title, hit.titleMarks)])]), line]);
    if (hit.places.length) {
      item.append(element("ul", { class: "places" }, hit.places.map(function (place) {
        var label = place.label || (place.kind === "a" || place.kind === "d" || place.kind === "f" ? say("place-" + place.kind) : "¶");
        var name = place.kind === "a" ? say("place-a") + " " + place.label.split("/").pop() : label;
        return element("li", {}, [element("a", { href: root + place.address, class: "place" }, [name]), " ", excerpt(place.text, place.marks, hit.lang)]);
      })));
    } else if (hit.description) {
      item.append(element("p", {}, [excerpt(hit.description, [], hit.lang)]));
    }
    return element("div", { class: "result", role: "row", "aria-selected": "false", id: "search-hit-" + n }, [item]);
  }

  // ---- Facets ----------------------------------------------------------------------------------------------------

  // How many documents each value would leave: what it counts by is every filter but its own.
  function counts(found) {
    var out = { kind: {}, body: {}, year: {} }, newest = index.root.year;
    function add(facet, key) { out[facet][key] = (out[facet][key] || 0) + 1; }
    found.considered.forEach(function (c) {
      var d = index.docs[c.doc], p = c.passes;
      if (p.year && p.kind && d.body) add("body", d.body - 1);
      if (p.body && p.kind && d.age) add("year", newest - d.age + 1);
      if (p.body && p.year) add("kind", engine.KINDS[d.kind]);
    });
    return out;
  }

  // Owners, organisations and statuses need a file for every few hundred documents: counted when they are looked at.
  async function deepCounts(found) {
    var out = { owner: {}, organisation: {}, status: {}, action: 0, decision: 0 };
    for (var c of found.candidates) {
      var card = await index.specials(c.doc), seen = new Set(), first = index.docs[c.doc].first;
      card.organisations.forEach(function (o) { seen.add("organisation " + o); });
      card.units.forEach(function (u) {
        if (c.units && !c.units.has(first + u.at)) return;
        seen.add(u.decision ? "decision" : "action");
        u.owners.forEach(function (o) { seen.add("owner " + o); });
        if (u.status) seen.add("status " + engine.STATUSES[u.status - 1]);
      });
      seen.forEach(function (s) {
        var parts = s.split(" ");
        if (parts.length > 1) out[parts[0]][parts[1]] = (out[parts[0]][parts[1]] || 0) + 1; else out[s]++;
      });
    }
    return out;
  }

  function rows(facet) {
    if (facet === "year") return names.year.map(function (y) { return { key: y[0], id: y[0], name: y[0], all: y[1] }; });
    if (facet === "kind" || facet === "status") return names[facet].map(function (k) { return { key: k[0], id: k[0], name: say(facet + "-" + k[0]), all: k[1] }; });
    var place = facet === "organisation" ? 4 : 3;
    return names[facet === "body" ? "body" : "party"].map(function (r, n) { return { key: r[0], id: n, name: r[1], all: r[place], lang: r[facet === "body" ? 4 : 5] || null }; });
  }

  async function facets(own, found) {
    names = names || await index.facets();
    var asked = state.q.trim() !== "" || FACETS.some(function (f) { return state[f].length; }), near = asked ? counts(found) : null;
    var open = FACETS.some(function (f) { return (f === "owner" || f === "organisation" || f === "status") && group(f) && group(f).open; });
    var deep = asked && open ? await deepCounts(found) : null;
    if (own !== turn) return;
    var focus = document.activeElement && document.activeElement.id;
    FACETS.forEach(function (facet) {
      var known = near && near[facet] || deep && deep[facet] || null, sized = rows(facet).filter(function (r) { return r.all; }).map(function (r) {
        r.count = !asked ? r.all : known ? known[r.id] || 0 : null;
        if (facet === "kind" && (r.id === "action" || r.id === "decision") && asked) r.count = deep ? deep[r.id] : null;
        r.on = state[facet].indexOf(r.key) >= 0;
        return r;
      }).filter(function (r) { return r.on || r.count !== 0; });
      if (facet !== "year" && facet !== "kind" && facet !== "status") {
        sized.sort(function (a, b) { return (b.on - a.on) || ((b.count || 0) - (a.count || 0)); });
      }
      fill(facet, sized);
    });
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
  }

  function group(facet) { return panel && panel.querySelector('[data-facet="' + facet + '"]'); }

  function fill(facet, all) {
    var box = group(facet);
    if (!box) {
      box = element("details", { "data-facet": facet }, [element("summary", {}, [say("facet-" + facet)]), element("ul")]);
      if (facet === "kind" || facet === "body") box.open = window.matchMedia("(min-width: 60em)").matches;
      box.addEventListener("toggle", function () { if (box.open && last) facets(turn, last); });
      panel.append(box);
    }
    box.hidden = !all.length;
    box.querySelector("ul").replaceChildren.apply(box.querySelector("ul"), all.slice(0, 60).map(function (r) {
      var tick = element("input", { type: "checkbox", id: "f-" + facet + "-" + r.key.replace(/[^\w-]/g, "-"), checked: r.on ? "" : null });
      tick.addEventListener("change", function () {
        state[facet] = state[facet].filter(function (v) { return v !== r.key; }).concat(tick.checked ? [r.key] : []);
        change(true);
      });
      return element("li", {}, [tick, element("label", { for: tick.id, lang: r.lang || null }, [r.name, r.count === null ? "" : element("span", { class: "count" }, [" (" + number(r.count) + ")"])])]);
    }));
  }

  // ---- Typing ----------------------------------------------------------------------------------------------------

  function change(push) {
    shown = STEP;
    write(push);
    return run();
  }

  var timer = 0;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      state.q = input.value;
      state.plain = false;
      change(false);
    }, 120);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    var picked = list.children[active];
    if (picked && picked.querySelector("a")) {
      location.href = picked.querySelector("a").href;
      return;
    }
    state.q = input.value;
    change(true);
  });
  if (sortBox) sortBox.addEventListener("change", function () {
    state.sort = sortBox.value;
    change(true);
  });

  // Arrows move through the results while the words stay in the box; Enter opens the one marked, Escape lets go.
  input.addEventListener("keydown", function (event) {
    var hits = list.querySelectorAll(".result"), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && active >= 0) step = -active - 1;
    else if (!step || !hits.length) return;
    event.preventDefault();
    active = Math.max(-1, Math.min(active + step, hits.length - 1));
    hits.forEach(function (hit, n) {
      hit.classList.toggle("marked", n === active);
      hit.setAttribute("aria-selected", String(n === active));
    });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", hits[active].id);
      hits[active].scrollIntoView({ block: "nearest" });
    }
  });
  window.addEventListener("popstate", function () {
    read();
    run();
  });

  document.documentElement.classList.add("with-search");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", "_search-results");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-haspopup", "grid");
  input.setAttribute("aria-autocomplete", "none");
  list.setAttribute("aria-label", list.parentNode.getAttribute("aria-label"));
  read();
  run();
})();
