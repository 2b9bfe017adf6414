// Runs the page's engine over an index in a folder and compares it with what the program found there (expected.json).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const folder = process.argv[2];
const here = path.dirname(fileURLToPath(import.meta.url));
const engine = createRequire(import.meta.url)(path.join(here, "../../themes/civic/assets/search/engine.js"));

let bytes = 0, files = 0;
function loader() {
  const known = new Map();
  return (name) => {
    if (!known.has(name)) {
      const file = name === "root" ? "search/root.js" : `search/x/${name}.js`;
      const script = readFileSync(path.join(folder, file), "utf8");
      bytes += Buffer.byteLength(script);
      files += 1;
      // As a browser runs it, from a file share or a server.
      let payload;
      vm.runInNewContext(script, { minutebook_shard: (n, p) => { if (n === name) payload = JSON.stringify(p); } });
      known.set(name, Promise.resolve(JSON.parse(payload)));
    }
    return known.get(name);
  };
}

const expected = JSON.parse(readFileSync(path.join(folder, "expected.json"), "utf8"));
const shared = new engine.Index(loader());
let wrong = 0, slowest = 0, most = 0;
for (const want of expected) {
  bytes = 0;
  const index = process.env.FRESH ? new engine.Index(loader()) : shared;
  const started = performance.now();
  const found = await index.search(engine.parse(want.query), want.date);
  const hits = await Promise.all(found.candidates.slice(0, 10).map((c) => index.show(c, found.terms)));
  slowest = Math.max(slowest, performance.now() - started);
  most = Math.max(most, bytes);
  if (process.env.FRESH) console.log(`${want.query}: ${(performance.now() - started).toFixed(1)} ms, ${bytes} bytes, ${found.candidates.length} found`);
  const got = [
    want.query, want.date, found.candidates.length, found.mended,
    hits.map((h) => [h.address, h.title, h.date, h.kind, h.description, h.score,
      h.places.map((p) => [p.kind, p.address, p.label, p.text, p.marks.map((m) => p.text.slice(m[0], m[1]))])]),
  ];
  const [a, b] = [JSON.stringify([want.query, want.date, want.total, want.mended, want.hits]), JSON.stringify(got)];
  if (a !== b) {
    wrong += 1;
    if (wrong < 6) console.log(`${want.query}\n  program: ${a.slice(0, 900)}\n  script:  ${b.slice(0, 900)}`);
  }
}
console.log(`${expected.length} searches, ${wrong} differ; slowest ${slowest.toFixed(1)} ms`);
process.exit(wrong ? 1 : 0);
