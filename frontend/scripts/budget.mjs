// Fails when the first load or a route is heavier than the budget (gzip bytes over the built files).
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const budget = { signInJs: 160 * KB, signInCss: 20 * KB, routeJs: 300 * KB, fonts: 70 * KB, requests: 15 };
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

const keys = Object.keys(manifest);
const entry = keys.find((key) => manifest[key].isEntry);
const signIn = closure(entry);
hold('sign-in, JS kB', sum(parts(signIn).js), budget.signInJs);
hold('sign-in, CSS kB', sum(parts(signIn).css), budget.signInCss);
const fonts = Object.values(manifest)
  .flatMap((chunk) => (chunk.assets ?? []).concat(chunk.file))
  .filter((file) => file.endsWith('.woff2'));
hold('fonts, kB', sum(fonts, false), budget.fonts);

// A screen stands in the frame; with it counts what it loads when it is used (calendar, English words).
const inFrame = closure(
  keys.find((key) => manifest[key].name === 'frame'),
  new Set(signIn),
);
const onDemand = (from) => [...from].flatMap((key) => manifest[key].dynamicImports ?? []);
const isPart = (key) => key.startsWith('src/shared/');
const [routes, shared] = [
  onDemand([...inFrame].filter((key) => !signIn.has(key))).filter((key) => !isPart(key)),
  onDemand(inFrame).filter(isPart),
];
for (const route of routes) {
  const needed = closure(route, new Set(inFrame));
  const parted = onDemand([...needed].filter((key) => !inFrame.has(key)));
  for (const key of [...shared, ...parted]) closure(key, needed);
  hold(`route ${route.replace('src/features/', '')}, JS kB`, sum(parts(needed).js), budget.routeJs);
}

const files = new Set([...parts(signIn).js, ...parts(signIn).css]).size;
// The document, its icon, the four font files and two replies of the API come on top.
const requests = files + 8;
console.log(
  `${requests <= budget.requests ? 'ok  ' : 'OVER'} requests of the first route: ${requests} of ${budget.requests}`,
);
if (requests > budget.requests) failures.push('requests');
if (routes.length === 0) failures.push('no routes found');
if (failures.length > 0) process.exit(1);
