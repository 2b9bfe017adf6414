// The reading half of search: words, shards, queries and ranking, as src/search does them, in whole numbers, so
// that a page and the program give the same results. docs/reference/search-format.md says why each rule is as it is.
(function (global) {
  "use strict";

  var WEIGHTS = [5, 9, 13, 18], EXACT = 4, MENDED = 3, NEAR = 2, PHRASE = 5, PREFIXES = 8, MENDS = 3, PLACES = 3, SHORT = 59;
  var KINDS = ["meeting", "report", "list", "dataset", "body", "organisation", "person", "page"];
  var STATUSES = ["open", "in-progress", "done", "dropped", "superseded"];

  // ---- Words of a text -------------------------------------------------------------------------------------------

  var ALNUM = /[\p{Alphabetic}\p{N}]/u, LETTER = /\p{Alphabetic}/u, MARK = /\p{M}/u;
  var SPECIAL = { "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i" };

  function isDigit(c) { return c >= "0" && c <= "9"; }
  function isAscii(c) { return c >= "a" && c <= "z" || c >= "A" && c <= "Z"; }

  function isIdeograph(c) {
    var n = c.codePointAt(0);
    return n >= 0x3040 && n <= 0x30ff || n >= 0x3400 && n <= 0x4dbf || n >= 0x4e00 && n <= 0x9fff || n >= 0xf900 && n <= 0xfaff || n >= 0x20000 && n <= 0x3ffff;
  }

  function fold(c) {
    if (c < "\x80") return c.toLowerCase();
    var out = "";
    for (var d of c.normalize("NFKD")) {
      if (MARK.test(d)) continue;
      if (SPECIAL[d]) out += SPECIAL[d];
      else for (var l of d.toLowerCase()) if (ALNUM.test(l)) out += l;
    }
    return out;
  }

  function at(text, n) {
    var c = text.codePointAt(n);
    return c === undefined ? "" : String.fromCodePoint(c);
  }

  function cut(word) {
    return word.length > 40 ? Array.from(word).slice(0, 40).join("") : word;
  }

  function letterAt(text, n) {
    var c = at(text, n);
    return c !== "" && LETTER.test(c) && !isIdeograph(c);
  }

  // Calls each(word, from, to) for every word, folded.
  function words(text, each) {
    var n = 0;
    while (n < text.length) {
      var c = at(text, n);
      if (isAscii(c)) n = letters(text, n, each);
      else if (isDigit(c)) n = digits(text, n, each);
      else if (c < "\x80") n += 1;
      else if (ALNUM.test(c)) n = letters(text, n, each);
      else n += c.length;
    }
  }

  function letters(text, from, each) {
    var word = "", n = from, apostrophe = -1, length = 0, c;
    while (n < text.length) {
      c = at(text, n);
      if (isAscii(c)) {
        word += c.toLowerCase();
        n += 1;
      } else if ((c === "'" || c === "’" || c === "ʼ") && letterAt(text, n + 1)) {
        apostrophe = n;
        length = word.length;
        n += 1;
      } else if (c < "\x80") {
        break;
      } else if (isIdeograph(c)) {
        if (n === from) {
          word += fold(c);
          n += c.length;
        }
        break;
      } else if (ALNUM.test(c) || MARK.test(c)) {
        word += fold(c);
        n += c.length;
      } else {
        break;
      }
    }
    var end = n;
    if (apostrophe >= 0 && /^([srniuwm]|[ct]h)$/.test(word.slice(length))) {
      word = word.slice(0, length);
      end = apostrophe;
    }
    if (word) each(cut(word), from, end);
    return n;
  }

  function digits(text, from, each) {
    var word = "", n = from, day = /^\d{4}-\d\d-\d\d(?!\d)/.exec(text.slice(from, from + 11));
    if (day) {
      word = day[0];
      n = from + 10;
    } else {
      for (; n < text.length; n++) {
        var c = text[n], next = n + 1 < text.length && isDigit(text[n + 1]);
        if (isDigit(c) || (c === "." || c === "/") && next) word += c;
        else if (!(c === "," && next)) break;
      }
    }
    var end = n;
    if (/^(st|nd|rd|th)(?![a-z0-9]|[^\x00-\x7f])/i.test(text.slice(n, n + 3))) n += 2;
    each(cut(word), from, end);
    return n;
  }

  function list(text) {
    var all = [];
    words(text, function (w) { all.push(w); });
    return all;
  }

  // The English stemmer of Snowball 3.2, as frostem has it.
  var STEMS = { skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl" };
  // Words that the stemmer takes for others, and one word in two spellings.
  var OWN = [["authoriti", /^authorit(y|ies)$/], ["important", /^importan(t|ce|tly)$/], ["organis", /^organization(al|s)?$/]];
  var KEPT = /^(sky|news|howe|atlas|cosmos|bias|andes)$/;
  var STEP2 = { tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize", ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous", ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", fulli: "ful", lessli: "less", ogist: "og" };
  var STEP3 = { tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "" };
  var known = new Map();

  function shortSyllable(w) { return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(w) || /^[aeiouy][^aeiouy]$/.test(w) || /past$/.test(w); }

  function after(word, from) {
    var found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  }

  function reduce(w) {
    if (Object.prototype.hasOwnProperty.call(STEMS, w)) return STEMS[w];
    for (var own of OWN) if (own[1].test(w)) return own[0];
    if (KEPT.test(w)) return w;
    w = w.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    var m = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(w), p1 = m ? m[0].length : after(w, 0), p2 = p1 < w.length ? after(w, p1) : w.length, s;
    // 1a
    if ((m = /(sses|ied|ies|us|ss|s)$/.exec(w))) {
      s = m[1];
      var base = w.slice(0, m.index);
      if (s === "sses") w = base + "ss";
      else if (s === "ied" || s === "ies") w = base + (base.length > 1 ? "i" : "ie");
      else if (s === "s" && /[aeiouy]./.test(base)) w = base;
    }
    return later(w, p1, p2).toLowerCase();
  }

  function later(w, p1, p2) {
    var m, s, base;
    // 1b
    if ((m = /^(.*?)(eedly|ingly|edly|eed|ing|ed)$/.exec(w))) {
      base = m[1];
      if (m[2] === "eed" || m[2] === "eedly") {
        if (p1 <= base.length && !/^(exc|proc|succ)$/.test(base)) w = base + "ee";
      } else if (m[2] === "ing" && /^[^aeiouy]y$/.test(base)) {
        w = base[0] + "ie";
      } else if (!(m[2] === "ing" && /^(cann|earr|even|herr|inn|out)$/.test(base)) && /[aeiouy]/.test(base)) {
        w = base;
        if (/(at|bl|iz)$/.test(w)) w += "e";
        else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = /^[aeo]..$/.test(w) ? w : w.slice(0, -1);
        else if (w.length === p1 && shortSyllable(w)) w += "e";
      }
    }
    // 1c
    w = w.replace(/(.[^aeiouy])[yY]$/, "$1i");
    // 2
    if ((m = /^(.*?)(ational|ization|fulness|ousness|iveness|tional|biliti|lessli|ogist|entli|ation|alism|aliti|ousli|iviti|fulli|enci|anci|abli|izer|ator|alli|bli|ogi|li)$/.exec(w))) {
      base = m[1];
      s = m[2];
      if (p1 <= base.length) {
        if (s === "ogi") { if (/l$/.test(base)) w = base + "og"; }
        else if (s === "li") { if (/[cdeghkmnrt]$/.test(base)) w = base; }
        else w = base + STEP2[s];
      }
    }
    // 3
    if ((m = /^(.*?)(ational|tional|alize|icate|iciti|ative|ical|ness|ful)$/.exec(w))) {
      base = m[1];
      s = m[2];
      if (p1 <= base.length) {
        if (s !== "ative") w = base + STEP3[s];
        else if (p2 <= base.length) w = base;
      }
    }
    // 4
    if ((m = /^(.*?)(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/.exec(w))) {
      base = m[1];
      if (p2 <= base.length && (m[2] !== "ion" || /[st]$/.test(base))) w = base;
    }
    // 5
    base = w.slice(0, -1);
    if (/e$/.test(w)) { if (p2 <= base.length || p1 <= base.length && !shortSyllable(base)) w = base; }
    else if (/ll$/.test(w) && p2 <= base.length) w = base;
    return w;
  }

  function stem(word) {
    var found = known.get(word);
    if (found === undefined) {
      found = /^[a-z]{3,}$/.test(word) ? reduce(word) : word;
      known.set(word, found);
    }
    return found;
  }

  // The form in which the initial mutations of a Welsh word meet.
  var CLASS = { ngh: "c", ng: "c", nh: "t", mh: "p", ph: "p", th: "t", ch: "c", dd: "t", ll: "l", rh: "r", ff: "ff", p: "p", b: "p", f: "p", m: "p", t: "t", d: "t", n: "t", c: "c", g: "c", l: "l" };

  function welsh(word) {
    if (!/^[a-z]{4,}$/.test(word)) return null;
    var first = /^(ngh|ng|nh|mh|ph|th|ch|dd|ll|rh|ff|[pbfmtdncgl])/.exec(word);
    if (first) return "~" + CLASS[first[0]] + word.slice(first[0].length);
    if (/^[aeiouwy]/.test(word)) return "~c" + word;
    return word[0] === "r" ? "~" + word : null;
  }

  // ---- Numbers ---------------------------------------------------------------------------------------------------

  function val(code) { return code === 33 ? 57 : code - 35; }

  function Digits(text) {
    this.text = text;
    this.at = 0;
  }

  Digits.prototype = {
    next: function () { return val(this.text.charCodeAt(this.at++)); },
    more: function (count, n) {
      while (count--) n = n * 92 + this.next();
      return n;
    },
    number: function () {
      var d = this.next();
      if (d < 60) return d;
      if (d < 84) return 60 + this.more(1, d - 60);
      if (d < 91) return 2268 + this.more(2, d - 84);
      return 61516 + this.more(4, 0);
    },
    // The next place as step * 2, and 1 where another follows.
    place: function () {
      var d = this.next();
      if (d < 72) return d * 2;
      if (d < 86) return (d - 72) * 2 + 1;
      if (d < 89) return (72 + this.more(1, d - 86)) * 2;
      if (d === 89) return (14 + this.more(1, 0)) * 2 + 1;
      return this.more(3, 0) * 2 + (d - 90);
    },
    word: function () {
      var end = this.text.indexOf(" ", this.at), word = this.text.slice(this.at, end);
      this.at = end + 1;
      return word;
    },
    done: function () { return this.at >= this.text.length; }
  };

  // Code points, not units of UTF-16: as Rust compares.
  function compare(a, b) {
    if (a === b) return 0;
    var n = 0;
    while (n < a.length && n < b.length && a[n] === b[n]) n++;
    if (n && a.charCodeAt(n) >> 10 === 55) n--;
    return (n < a.length ? a.codePointAt(n) : -1) - (n < b.length ? b.codePointAt(n) : -1) || (a < b ? -1 : 1);
  }

  // How many at the start of a sorted list pass.
  function until(all, passes) {
    var low = 0, high = all.length;
    while (low < high) {
      var mid = low + high >> 1;
      if (passes(all[mid])) low = mid + 1; else high = mid;
    }
    return low;
  }

  function entries(head, numbers, each) {
    var digits = new Digits(head), name = "";
    while (!digits.done()) {
      name = name.slice(0, digits.number()) + digits.word();
      var values = [];
      for (var n = 0; n < numbers; n++) values.push(digits.number());
      if (each(name, values) === false) return;
    }
  }

  function names(all) { return all.match(/.{8}/g) || []; }

  function directory(parts) { return { firsts: parts[0] ? parts[0].split(" ") : [], bases: parts[1], names: names(parts[2]) }; }

  function shardsOf(dir, term) {
    var to = until(dir.firsts, function (f) { return compare(f, term) <= 0; });
    var own = until(dir.firsts, function (f) { return compare(f, term) < 0; });
    var from = own < to ? own : Math.max(to - 1, 0), bases = [], digits = new Digits(dir.bases);
    for (var n = 0; n < to; n++) bases.push(digits.number());
    return { names: dir.names.slice(from, to), bases: bases.slice(from, to) };
  }

  // ---- Queries ---------------------------------------------------------------------------------------------------

  var FACETS = { body: "body", year: "year", kind: "kind", owner: "owner", organisation: "organisation", org: "organisation", status: "status", when: "when" };
  var QUOTE = /["“”]/;

  function filter(facet, value) {
    return Object.prototype.hasOwnProperty.call(FACETS, facet) ? { facet: FACETS[facet], value: list(value).join("-") } : null;
  }

  function parse(text) {
    var query = { wanted: [], unwanted: [], filters: [] }, n = 0;
    function quoted() {
      var from = ++n;
      while (n < text.length && !QUOTE.test(text[n])) n++;
      return text.slice(from, n++);
    }
    while (n < text.length) {
      if (/\s/.test(text[n])) { n++; continue; }
      var not = text[n] === "-" && n + 1 < text.length && !/\s/.test(text[n + 1]), typed = false, chunk;
      if (not) n++;
      if (QUOTE.test(text[n])) {
        chunk = quoted();
      } else {
        var from = n;
        while (n < text.length && !/\s/.test(text[n]) && !QUOTE.test(text[n])) n++;
        chunk = text.slice(from, n);
        typed = n >= text.length;
        var colon = not ? -1 : chunk.indexOf(":"), found = null;
        if (colon >= 0) {
          var facet = chunk.slice(0, colon).toLowerCase();
          if (colon + 1 < chunk.length) found = filter(facet, chunk.slice(colon + 1));
          else if (QUOTE.test(text[n] || "") && FACETS[facet]) found = filter(facet, quoted());
        }
        if (found) { query.filters.push(found); continue; }
      }
      var all = list(chunk);
      if (all.length) (not ? query.unwanted : query.wanted).push({ words: all, prefix: typed && !not && all.length === 1 });
    }
    return query;
  }

  function oneMistake(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    var s = 0, e = 0;
    while (s < a.length && s < b.length && a[s] === b[s]) s++;
    a = a.slice(s);
    b = b.slice(s);
    while (e < a.length && e < b.length && a[a.length - 1 - e] === b[b.length - 1 - e]) e++;
    a = a.slice(0, a.length - e);
    b = b.slice(0, b.length - e);
    return a.length + b.length > 0 && a.length < 2 && b.length < 2 || a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
  }

  function turn(word) { return word.split("").reverse().join(""); }

  function byCount(a, b) { return b[1] - a[1] || compare(a[0], b[0]); }

  // Two sorted lists of units with counts become one; the larger count stays.
  function merge(a, b) {
    var units = [], counts = [], i = 0, j = 0;
    while (i < a.units.length || j < b.units.length) {
      var u = i < a.units.length ? a.units[i] : Infinity, v = j < b.units.length ? b.units[j] : Infinity;
      units.push(Math.min(u, v));
      counts.push(Math.max(u <= v ? a.counts[i] : 0, v <= u ? b.counts[j] : 0));
      if (u <= v) i++;
      if (v <= u) j++;
    }
    return { units: units, counts: counts };
  }

  function sum(all) {
    var total = 0;
    for (var n = 0; n < all.length; n++) total += all[n];
    return total;
  }

  // ---- The index -------------------------------------------------------------------------------------------------

  // load(name) gives the promise of a shard's payload.
  function Index(load) {
    this.load = load;
  }

  Index.prototype = {
    open: async function () {
      if (this.docs) return this;
      var root = this.root = await this.load("root");
      if (root.version !== 4) throw new Error("search index of version " + root.version);
      var parts = await this.load(root.meta), columns = parts[0], units = new Digits(columns[0]), bodies = new Digits(columns[1]);
      var kinds = repeats(columns[2]), ages = repeats(columns[3]), first = 1, docs = [];
      while (!units.done()) {
        var end = first + units.number();
        docs.push({ first: first, end: end, body: bodies.number(), kind: kinds(), age: ages() });
        first = end;
      }
      this.docs = docs;
      this.chunks = runs(parts[1]);
      this.deep = parts[1][2];
      this.facetRuns = runs(parts[2]);
      this.postings = directory(root.postings);
      this.words = directory(root.words);
      this.common = new Set(root.common.split(" "));
      return this;
    },

    // Directories that few queries ask for: of places, of words turned around.
    more: async function (name) {
      return directory((await this.load(this.root.more))[name]);
    },

    // The documents' first and last units, so that pieces of a long term that hold none of them are not loaded.
    spans: function (docs) {
      var all = this.docs;
      return docs && docs.map(function (d) { return all[d]; });
    },

    term: async function (term, docs) {
      var all = await this.pieces(this.postings, term, docs), found = null;
      for (var piece of all) {
        entryOf(piece.payload, term, 5, 4, function (values, data) {
          found = found || { idf: values[1], units: [], weights: [], bases: [] };
          found.bases.push(values[2]);
          var unit = values[2], digits = new Digits(data);
          while (!digits.done()) {
            var step = digits.number();
            unit += step >> 2;
            found.units.push(unit);
            found.weights.push(step & 3);
          }
        });
      }
      return found;
    },

    // Where a term stands in the units of the postings that were loaded.
    termPlaces: async function (term, bases) {
      var all = await this.pieces(await this.more("places"), term, null, bases), places = [];
      for (var piece of all) {
        entryOf(piece.payload, term, 2, 1, function (values, data) {
          if (bases.indexOf(values[0]) < 0) return;
          var digits = new Digits(data), own = [], place = 0;
          while (!digits.done()) {
            var step = digits.place();
            place += step >> 1;
            own.push(place);
            if (!(step & 1)) {
              places.push(own);
              own = [];
              place = 0;
            }
          }
        });
      }
      return places;
    },

    pieces: async function (dir, term, docs, bases) {
      var shards = shardsOf(dir, term), load = this.load, wanted = [], spans = this.spans(docs);
      shards.names.forEach(function (name, n) {
        var several = shards.names.length > 1, from = shards.bases[n], to = n + 1 < shards.names.length ? shards.bases[n + 1] : Infinity;
        if (bases && several && bases.indexOf(from) < 0) return;
        if (several && n > 0 && spans && !spans.some(function (d) { return d.first <= to && d.end > from; })) return;
        wanted.push(load(name).then(function (payload) { return { payload: payload }; }));
      });
      return Promise.all(wanted);
    },

    wordsWith: async function (prefix, turned) {
      var dir = turned ? await this.more("reversed") : this.words, end = prefix + "\u{10ffff}", all = [];
      var from = Math.max(until(dir.firsts, function (f) { return compare(f, prefix) <= 0; }) - 1, 0);
      var to = until(dir.firsts, function (f) { return compare(f, end) < 0; });
      for (var payload of await Promise.all(dir.names.slice(from, to).map(this.load))) {
        entries(payload[0], 1, function (word, values) {
          if (word.startsWith(prefix)) all.push([word, values[0]]);
          return compare(word, end) < 0;
        });
      }
      return all;
    },

    clause: async function (clause, docs, mended) {
      if (clause.words.length > 1) {
        var terms = clause.words.map(stem), found = await this.phrase(terms, docs);
        found.terms = terms;
        return found;
      }
      return this.word(clause.words[0], clause.prefix, docs, mended);
    },

    word: async function (word, prefix, docs, mended) {
      var own = stem(word), known = own === word, near = [], mutated = this.root.welsh && welsh(word);
      prefix = prefix && Array.from(word).length > 1;
      if (prefix || !known) near = await this.wordsWith(word, false);
      if (!known) known = prefix ? near.length > 0 : near.some(function (w) { return w[0] === word; });
      // A word of the site under another mutation is no slip.
      if (!known && mutated) known = !!await this.term(mutated, docs);
      var forms = [[own, known ? EXACT : MENDED]], day = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(word);
      // 17/04/2012: the day before the month.
      if (day && +day[1] && day[1] < 32 && +day[2] && day[2] < 13) forms.push([day[3] + "-" + day[2].padStart(2, 0) + "-" + day[1].padStart(2, 0), EXACT]);
      if (mutated) forms.push([mutated, NEAR]);
      if (prefix) {
        var counts = new Map();
        near.forEach(function (w) {
          var s = stem(w[0]);
          if (s !== own) counts.set(s, (counts.get(s) || 0) + w[1]);
        });
        Array.from(counts).sort(byCount).slice(0, PREFIXES).forEach(function (w) { forms.push([w[0], NEAR]); });
      }
      if (known) {
        var found = await this.forms(forms, docs);
        if (found.terms.length) return found;
      }
      var mends = await this.mends(word);
      if (mends.length) mended.push([word, mends[0][0]]);
      mends.forEach(function (m) {
        var s = stem(m[0]);
        if (!forms.some(function (f) { return f[0] === s; })) forms.push([s, MENDED]);
      });
      return this.forms(forms, docs);
    },

    forms: async function (forms, docs) {
      var self = this, terms = [], exact = 0, least = Infinity, out = { units: [], counts: [] };
      var all = await Promise.all(forms.map(function (f) { return self.term(f[0], docs); }));
      all.forEach(function (found, n) {
        if (!found) return;
        terms.push(forms[n][0]);
        least = Math.min(least, found.idf);
        if (forms[n][1] === EXACT) exact = exact || found.idf;
      });
      all.forEach(function (found, n) {
        if (!found) return;
        var each = Math.min(found.idf, exact || least) * forms[n][1], counts = found.weights.map(function (w) { return WEIGHTS[w] * each; });
        var own = { units: found.units, counts: counts };
        out = out.units.length ? merge(out, own) : own;
      });
      return { units: out.units, counts: out.counts, terms: terms };
    },

    mends: async function (word) {
      if (!/^[a-z]{4,}$/.test(word)) return [];
      var half = word.length - 1 >> 1, found = new Map(), turned = turn(word);
      (await this.wordsWith(word.slice(0, half), false)).forEach(function (w) {
        if (/^[a-z]+$/.test(w[0]) && oneMistake(word, w[0])) found.set(w[0], w[1]);
      });
      (await this.wordsWith(turned.slice(0, half), true)).forEach(function (w) {
        if (oneMistake(turned, w[0])) found.set(turn(w[0]), w[1]);
      });
      return Array.from(found).filter(function (w) { return w[0].length > 2; }).sort(byCount).slice(0, MENDS);
    },

    phrase: async function (terms, docs) {
      var self = this, none = { units: [], counts: [] }, all = [], order = terms.map(function (t, n) { return n; });
      order.sort(function (a, b) { return shardsOf(self.postings, terms[a]).names.length - shardsOf(self.postings, terms[b]).names.length; });
      for (var n of order) {
        var found = await this.term(terms[n], docs);
        if (!found) return none;
        docs = this.docsOf(found.units, docs);
        all[n] = found;
      }
      for (n = 0; n < terms.length; n++) all[n].places = await this.termPlaces(terms[n], all[n].bases);
      var ats = all.map(function () { return 0; }), out = { units: [], counts: [] };
      all[0].units.forEach(function (unit, first) {
        var starts = all[0].places[first] || [], count = WEIGHTS[all[0].weights[first]] * all[0].idf;
        for (var n = 1; n < all.length && starts.length; n++) {
          var other = all[n];
          while (other.units[ats[n]] < unit) ats[n]++;
          if (other.units[ats[n]] !== unit) { starts = []; break; }
          var own = new Set(other.places[ats[n]]), step = n;
          starts = starts.filter(function (s) { return own.has(s + step); });
          count += WEIGHTS[other.weights[ats[n]]] * other.idf;
        }
        if (starts.length) {
          out.units.push(unit);
          out.counts.push(count * PHRASE);
        }
      });
      return out;
    },

    // The documents that hold any of the units; only those also in `among`, where it is given.
    docsOf: function (units, among) {
      var docs = this.docs, out = [], doc = 0, set = among && new Set(among);
      for (var n = 0; n < units.length; n++) {
        while (doc < docs.length && docs[doc].end <= units[n]) doc++;
        if (doc < docs.length && out[out.length - 1] !== doc) out.push(doc);
      }
      return set ? out.filter(function (d) { return set.has(d); }) : out;
    },

    // Looks up all clauses; the rarer ones first, so that the long lists of common words are loaded only in part.
    clauses: async function (wanted, mended, whole) {
      var self = this, common = this.common, dir = this.postings;
      var some = wanted.filter(function (c) { return !(c.words.length === 1 && common.has(stem(c.words[0]))); });
      if (!some.length) some = wanted;
      var mends = some.map(function () { return []; }), found = [], docs = null;
      var long = some.map(function (c) { return c.words.length === 1 ? shardsOf(dir, stem(c.words[0])).names.length : 1 + c.words.length; });
      var short = function (n) { return long[n] < 2; }, all = some.map(function (c, n) { return n; });
      var look = function (n) { return self.clause(some[n], docs, mends[n]).then(function (f) { found[n] = f; }); };
      await Promise.all(all.filter(short).map(look));
      if (!whole) all.filter(short).forEach(function (n) { docs = self.docsOf(found[n].units, docs); });
      for (var n of all.filter(function (n) { return !short(n); })) {
        await look(n);
        if (!whole) docs = self.docsOf(found[n].units, docs);
      }
      mends.forEach(function (m) { mended.push.apply(mended, m); });
      return { found: found, meant: some, docs: docs || this.docs.map(function (d, n) { return n; }) };
    },

    // Words of a query that mean more than themselves are taken for filters: { query, said }, or nothing.
    understand: async function (query, named) {
      var asks = this.asks = this.asks || new Map(this.root.asks), left = query.wanted.slice(), said = [], idle = [];
      function runs(longest, take) {
        for (var at = 0; at < left.length; at++) {
          var run = [];
          while (run.length < longest && left[at + run.length] && left[at + run.length].words.length === 1) run.push(left[at + run.length].words[0]);
          for (var len = run.length; len; len--) {
            if (!take(run.slice(0, len), at)) continue;
            left.fill(null, at, at + len);
            at += len - 1;
            break;
          }
        }
      }
      runs(4, function (words, at) {
        var phrase = words.join(" "), meaning = asks.get(phrase);
        if (meaning) said.push({ words: phrase, facet: meaning.split(":")[0], value: meaning.split(":")[1] });
        else if (meaning === "") for (var n = 0; n < words.length; n++) idle.push(at + n);
        return meaning;
      });
      if (!said.length) return null;
      idle.forEach(function (n) { left[n] = null; });
      var names = await this.facets(), ofActions = said.some(function (s) { return s.facet === "status"; });
      if (named) runs(8, function (words) {
        var name = words.join("-"), facet = ofActions && meant(names.party, name).length ? "owner" : meant(names.body, name).length ? "body" : /^(19|20)\d\d$/.test(name) ? "year" : "";
        if (facet) said.push({ words: words.join(" "), facet: facet, value: name });
        return facet;
      });
      return { said: said, query: { wanted: left.filter(Boolean), unwanted: query.unwanted, filters: query.filters.concat(said) } };
    },

    // All documents that answer, best first: { candidates, mended, terms, understood, missing }. Words are taken for filters, unless
    // `plain`, where that finds something; where nothing has all words, what has most of them is found.
    search: async function (query, byDate, plain) {
      await this.open();
      var meant, found;
      for (var named = 1; named >= 0 && !plain && (meant = await this.understand(query, named)); named--) {
        found = await this.find(meant.query, byDate);
        if (!found.candidates.length) continue;
        found.understood = meant.said;
        return found;
      }
      found = await this.find(query, byDate);
      return found.candidates.length || query.wanted.length < 2 ? found : this.find(query, byDate, true);
    },

    find: async function (query, byDate, partly) {
      var mended = [], none = { candidates: [], mended: mended, terms: new Set(), considered: [], understood: [], missing: [] };
      if (!query.wanted.length && !query.filters.length && !query.unwanted.length) return none;
      var looked = await this.clauses(query.wanted, mended, partly), unwanted = new Set(), held = new Map(), self = this;
      for (var clause of query.unwanted) {
        var terms = clause.words.map(stem), gone = terms.length > 1 ? await this.phrase(terms, null) : await this.term(terms[0], null);
        if (gone) this.docsOf(gone.units, null).forEach(function (d) { unwanted.add(d); });
      }
      var sieve = await this.sieve(query.filters), candidates = [], considered = [], all = looked.found;
      async function weigh(docs, own) {
        for (var doc of docs) {
          if (unwanted.has(doc) || sieve.coming && doc >= self.root.coming) continue;
          var passes = sieve.doc(self.docs[doc]), candidate;
          if (sieve.special) await self.specials(doc);
          candidate = self.weigh(doc, own ? own.get(doc).map(function (n) { return all[n]; }) : all, sieve);
          if (!candidate) continue;
          candidate.passes = passes;
          candidate.lacks = own ? all.map(function (f, n) { return n; }).filter(function (n) { return own.get(doc).indexOf(n) < 0; }) : [];
          considered.push(candidate);
          if (passes.all) candidates.push(candidate);
        }
      }
      if (!partly) await weigh(looked.docs);
      else {
        all.forEach(function (f, n) { self.docsOf(f.units, null).forEach(function (d) { held.set(d, (held.get(d) || []).concat(n)); }); });
        var order = Array.from(held.keys()).sort(function (a, b) { return a - b; });
        for (var most = all.length - 1; most && !candidates.length; most--) {
          considered = [];
          await weigh(order.filter(function (d) { return held.get(d).length === most; }), held);
        }
      }
      if (sieve.coming) candidates.reverse();
      else if (!byDate) candidates.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
      var marked = new Set();
      looked.found.forEach(function (f) { f.terms.forEach(function (t) { marked.add(t); }); });
      var missing = (candidates.length ? candidates[0].lacks : []).map(function (n) { return looked.meant[n].words.join(" "); });
      return { understood: [], missing: missing, unknown: sieve.unknown, candidates: candidates, considered: considered, mended: mended, terms: marked };
    },

    weigh: function (doc, found, sieve) {
      var brief = this.docs[doc], allowed = null, n = found.length, c;
      var own = sieve.ownKind(brief), special = sieve.special ? this.known(doc) : null;
      if (sieve.organisations && !special.organisations.some(function (o) { return sieve.organisations.has(o); })) return null;
      if (sieve.asksUnits(own)) {
        allowed = new Set(special.units.filter(function (u) { return sieve.unit(u, own); }).map(function (u) { return brief.first + u.at; }));
        if (!allowed.size) return null;
      }
      if (!n) return { doc: doc, score: 0, places: Array.from(allowed || []).slice(0, PLACES), titled: false };
      var title = new Array(n).fill(0), titles = 0, best = new Array(n).fill(0), units = new Map();
      for (c = 0; c < n; c++) {
        var all = found[c].units, i = until(all, function (u) { return u < brief.first; });
        for (; i < all.length && all[i] < brief.end; i++) {
          var count = found[c].counts[i];
          if (all[i] === brief.first) {
            count = title[c] = count * 2;
            titles++;
          } else if (!allowed || allowed.has(all[i])) {
            if (!units.has(all[i])) units.set(all[i], new Array(n).fill(0));
            units.get(all[i])[c] = count;
          } else {
            continue;
          }
          best[c] = Math.max(best[c], count);
        }
      }
      if (best.indexOf(0) >= 0 || allowed && !units.size) return null;
      var places = [];
      units.forEach(function (own, unit) {
        var total = 0, matched = 0;
        for (var c = 0; c < n; c++) {
          total += Math.max(own[c], Math.floor(title[c] / 4));
          if (own[c]) matched++;
        }
        places.push([unit, total * (n * n + 3 * matched * matched)]);
      });
      places.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
      var base = Math.max(places.length ? places[0][1] : 0, sum(title) * (n * n + 3 * titles * titles)) * 2 + sum(best) * n * n;
      var recent = brief.age ? Math.max(13 - brief.age, 0) : 0;
      return { doc: doc, score: base * (64 + recent), places: places.slice(0, PLACES).map(function (p) { return p[0]; }), units: units, titled: titles === n };
    },

    // Where the files of texts are many, their names stand in files of their own (`deep`).
    ofDoc: async function (all, doc, deep) {
      var run = all[until(all, function (r) { return r.from <= doc; }) - 1], held = await this.load(run.name);
      return deep ? this.ofDoc(runs(held), doc - run.from) : held[doc - run.from];
    },

    specials: async function (doc) {
      this.cards = this.cards || new Map();
      if (this.cards.has(doc)) return this.cards.get(doc);
      var digits = new Digits(await this.ofDoc(this.facetRuns, doc)), unit = 0;
      function steps() {
        var all = [], step = 0, count = digits.number();
        while (count--) all.push(step += digits.number());
        return all;
      }
      var card = { organisations: steps(), units: [] }, count = digits.number();
      while (count--) {
        unit += digits.number();
        var code = digits.number();
        card.units.push({ at: unit, decision: (code & 8) > 0, overdue: code > 15, status: code & 7, owners: steps() });
      }
      this.cards.set(doc, card);
      return card;
    },

    known: function (doc) { return this.cards.get(doc); },

    facets: async function () {
      if (!this.names) this.names = await this.load((await this.open()).root.facets);
      return this.names;
    },

    sieve: async function (filters) {
      var sets = {}, sieve = { special: false, unknown: [] }, facets = filters.length ? await this.facets() : null;
      var newest = facets && facets.year.length ? +facets.year[0][0] : null;
      filters.forEach(function (f) {
        var set = sets[f.facet] = sets[f.facet] || new Set(), some = 0, add = function (v) { some = set.add(v); };
        if (f.facet === "body") meant(facets.body, f.value).forEach(function (n) { add(n + 1); });
        else if (f.facet === "owner" || f.facet === "organisation") meant(facets.party, f.value).forEach(add);
        else if (f.facet === "when") { if (f.value === "coming") add(sieve.coming = true); }
        else if (f.facet === "status") { if (f.value === "overdue") add(sieve.overdue = 99); else if (STATUSES.indexOf(f.value) >= 0) add(STATUSES.indexOf(f.value) + 1); }
        else if (f.facet === "year") {
          var m = /^(\d+)(?:-(\d+))?$/.exec(f.value);
          if (m && newest !== null) add([newest - +(m[2] || m[1]) + 1, newest - +m[1] + 1]);
        } else {
          var value = f.value === "minutes" ? "meeting" : f.value;
          KINDS.concat("action", "decision").forEach(function (k) { if (value === k || value === k + "s" || value === "bodies" && k === "body") add(k); });
        }
        if (!some) sieve.unknown.push(f);
      });
      var kinds = sets.kind, unitKinds = kinds && (kinds.has("action") || kinds.has("decision"));
      sieve.organisations = sets.organisation;
      sieve.ownKind = function (d) { return !kinds || kinds.has(KINDS[d.kind]); };
      sieve.asksUnits = function (own) { return !!(sets.owner || sets.status || unitKinds && !own); };
      sieve.special = !!(sets.owner || sets.status || sets.organisation || unitKinds);
      sieve.unit = function (u, own) {
        return (own || !kinds || kinds.has(u.decision ? "decision" : "action"))
          && (!sets.owner || u.owners.some(function (o) { return sets.owner.has(o); })) && (!sets.status || sets.status.has(u.status) || sieve.overdue && u.overdue);
      };
      sieve.doc = function (d) {
        var p = { body: !sets.body || sets.body.has(d.body), kind: sieve.ownKind(d) || !!unitKinds };
        p.year = !sets.year || Array.from(sets.year).some(function (r) { return d.age > 0 && r[0] <= d.age && d.age <= r[1]; });
        p.all = p.body && p.kind && p.year;
        return p;
      };
      return sieve;
    },

    // A candidate as it is shown.
    show: async function (candidate, terms) {
      var parts = await this.ofDoc(this.chunks, candidate.doc, this.deep), said = parts[2].split(" "), brief = this.docs[candidate.doc], self = this;
      if (!this.table) {
        var common = await this.load(this.root.table), table = common[0].split(" ");
        entries(common[1], 0, function (word) { table.push(word); });
        this.table = table;
      }
      function marksOf(text) {
        var marks = [];
        words(text, function (word, from, to) {
          var form = self.root.welsh && welsh(word);
          if (terms.has(stem(word)) || form && terms.has(form)) marks.push([from, to]);
        });
        return marks;
      }
      return {
        titled: candidate.titled, titleMarks: marksOf(parts[1]),
        address: parts[0], title: parts[1], date: said[0], lang: said[1] || null, titleLang: said[2] || null, description: this.decode(parts[3]), kind: KINDS[brief.kind], body: brief.body - 1,
        score: candidate.score,
        places: await Promise.all(candidate.places.map(async function (unit) {
          var m = /^(.)(\S*) (\S*) (.*)$/.exec(await self.unit(parts, unit - brief.first)), text = self.decode(m[4]);
          return { kind: m[1], address: m[2][0] === "#" ? parts[0] + m[2] : m[2], label: m[3] === "=" ? m[2].slice(1) : m[3], text: text, marks: marksOf(text) };
        }))
      };
    },

    // Units of a long document stand in files of their own.
    unit: async function (parts, n) {
      for (var part of parts.slice(4)) {
        var held = /^>(\d+) (.*)/.exec(part);
        if (held && n <= held[1]) return (await this.load(held[2]))[n - 1];
        n -= held ? held[1] : 1;
        if (!n && !held) return part;
      }
    },

    decode: function (code) {
      var out = [], n = 0;
      while (n < code.length) {
        if (code[n] === "~") {
          var end = code.indexOf(" ", n);
          out.push(code.slice(n + 1, end));
          n = end + 1;
        } else {
          var d = val(code.charCodeAt(n++));
          if (d >= SHORT) d = SHORT + (d - SHORT) * 92 + val(code.charCodeAt(n++));
          out.push(this.table[d]);
        }
      }
      return out.join(" ");
    }
  };

  // The values of a facet that a word of a query means.
  function meant(rows, wanted) {
    var out = [];
    rows.forEach(function (row, n) {
      if (list(row[0]).join("-") === wanted || list(row[1]).join("-") === wanted || row[2].split(" ").indexOf(wanted) >= 0) out.push(n);
    });
    return out;
  }

  function runs(parts) {
    var digits = new Digits(parts[0]), from = 0;
    return names(parts[1]).map(function (name) {
      var run = { from: from, name: name };
      from += digits.number();
      return run;
    });
  }

  // Numbers written as runs: how many, and which.
  function repeats(text) {
    var digits = new Digits(text), left = 0, value = 0;
    return function () {
      while (!left) { left = digits.number(); value = digits.number(); }
      left--;
      return value;
    };
  }

  function entryOf(payload, term, numbers, length, use) {
    var from = 0;
    entries(payload[0], numbers, function (name, values) {
      if (name === term) {
        use(values, payload[1].slice(from, from + values[length]));
        return false;
      }
      from += values[length];
      return compare(name, term) < 0;
    });
  }

  var api = { Index: Index, parse: parse, filter: filter, list: list, words: words, meant: meant, stem: stem, welsh: welsh, KINDS: KINDS, STATUSES: STATUSES };
  if (typeof module === "object" && module.exports) module.exports = api;
  else global.minutebookSearch = api;
})(this);
