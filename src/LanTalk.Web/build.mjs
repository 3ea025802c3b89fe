// Builds the page into ../LanTalk.Server/Web/Client: one HTML file and what it loads, each named by the hash of what is in it. The same
// sources give the same bytes; the server compresses them. Usage: node build.mjs [--verify]
// With --verify it writes nothing, and fails if what lies there is not what it would write.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const TARGET = '../LanTalk.Server/Web/Client';
const BUDGET = 90 * 1024; // all that the page loads, with gzip

const common = {
  bundle: true,
  minify: true,
  write: false,
  target: ['chrome93', 'firefox92', 'safari15.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

const bundle = async (entry, options) => {
  const { outputFiles } = await build({ ...common, entryPoints: [entry], ...options });
  const [{ text }] = outputFiles;
  // Once more, by a slower one: three per cent less to load.
  return Buffer.from(options.format === 'iife' ? (await minify(text, { ecma: 2020, toplevel: true, compress: { passes: 3 } })).code : text);
};

const files = new Map();
const names = new Map();

/** Adds a file under a name with a hash in it, by which others find it. */
const add = (name, content) => {
  const hash = createHash('sha256').update(content).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 10);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  names.set(name, hashed);
  files.set(hashed, content);
  return hashed;
};

const fill = (text) =>
  text.replaceAll(/\{\{([\w.-]+)\}\}/g, (_, name) => {
    const hashed = names.get(name);
    if (hashed === undefined) {
      throw new Error(`{{${name}}} is none of the built files: ${[...names.keys()].join(', ')}`);
    }

    return hashed;
  });

const argon2 = add('argon2.js', await bundle('src/crypto/argon2-worker.ts', { format: 'iife' }));
const timer = add('timer.js', await bundle('src/time/timer-worker.ts', { format: 'iife' }));
add(
  'app.js',
  await bundle('src/main.tsx', {
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { ARGON2_WORKER: JSON.stringify(`/${argon2}`), TIMER_WORKER: JSON.stringify(`/${timer}`) },
  }),
);
add('style.css', await bundle('src/styles/index.css', {}));
// Pictures first: the manifest names them.
const assets = readdirSync('src/assets').sort((a, b) => Number(a.endsWith('.webmanifest')) - Number(b.endsWith('.webmanifest')) || (a < b ? -1 : 1));
for (const asset of assets) {
  const content = readFileSync(join('src/assets', asset));
  add(asset, asset.endsWith('.webmanifest') ? Buffer.from(fill(content.toString('utf8'))) : content);
}

files.set('index.html', Buffer.from(fill(readFileSync('src/index.html', 'utf8'))));

const loaded = [...files.values()].reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
console.log(`${[...files.keys()].join(', ')}: ${(loaded / 1024).toFixed(1)} KiB with gzip`);
if (loaded > BUDGET) {
  throw new Error(`The page is larger than ${BUDGET / 1024} KiB with gzip.`);
}

if (process.argv.includes('--verify')) {
  verify();
} else {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  files.forEach((content, name) => writeFileSync(join(TARGET, name), content));
}

function verify() {
  const committed = readdirSync(TARGET);
  const differing = [...files.keys()].filter((name) => !committed.includes(name) || !readFileSync(join(TARGET, name)).equals(files.get(name)));
  const superfluous = committed.filter((name) => !files.has(name));
  if (differing.length + superfluous.length > 0) {
    console.error(`The files in ${TARGET} are not those of the sources: ${[...differing, ...superfluous].join(', ')}. Run "npm run build" and commit them.`);
    process.exit(1);
  }
}
