// Fails when the first load or a route is heavier than the budget (gzip bytes over the built files).
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const budget = { entryJs: 260 * KB, entryCss: 20 * KB, routeJs: 300 * KB, fonts: 70 * KB, requests: 15 };
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const weigh = (file, zipped = true) => {
  const bytes = readFileSync(new URL(file, dist));
  return zipped ? gzipSync(bytes, { level: 9 }).length : bytes.length;
};

/** Everything that a chunk needs at once: itself and its static imports, with their styles. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}
const parts = (keys) => ({
  js: [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')),
  css: [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))],
});
const sum = (files, zipped) => [...new Set(files)].reduce((total, file) => total + weigh(file, zipped), 0);

const failures = [];
function hold(name, bytes, limit) {
  const line = `${bytes <= limit ? 'ok  ' : 'OVER'} ${name}: ${(bytes / KB).toFixed(1)} of ${limit / KB}`;
  console.log(line);
  if (bytes > limit) failures.push(line);
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = closure(entry);
const firstParts = parts(first);
hold('first load, JS kB', sum(firstParts.js), budget.entryJs);
hold('first load, CSS kB', sum(firstParts.css), budget.entryCss);
const fonts = Object.values(manifest)
  .flatMap((chunk) => (chunk.assets ?? []).concat(chunk.file))
  .filter((file) => file.endsWith('.woff2'));
hold('fonts, kB', sum(fonts, false), budget.fonts);

let heaviest = 0;
for (const key of manifest[entry].dynamicImports ?? []) {
  const keys = closure(key, new Set(first));
  const all = parts(keys);
  hold(`route ${key.replace('src/features/', '')}, JS kB`, sum(all.js), budget.routeJs);
  // The first route is the sign-in and the home screen behind it.
  if (/home|register/.test(key)) heaviest = Math.max(heaviest, new Set([...all.js, ...all.css]).size);
}
// The document, the four font files and two replies of the API come on top.
const requests = heaviest + 7;
console.log(
  `${requests <= budget.requests ? 'ok  ' : 'OVER'} files of a first route: ${requests} of ${budget.requests}`,
);
if (requests > budget.requests) failures.push('requests');
if (failures.length > 0) process.exit(1);
