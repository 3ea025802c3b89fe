// Builds the page into ../LanTalk.Server/Web/Client: one HTML file and what it loads, each named by the hash of what is in it. The same
// sources give the same bytes. Usage: node build.mjs [--verify]
// With --verify it writes nothing, and fails if what lies there is not what it would write.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { minify } from 'terser';
import { numberTexts, readKeys } from './number-texts.mjs';

const TARGET = '../LanTalk.Server/Web/Client';
const BUDGET = 88 * 1024; // all that the page loads at first, with gzip, in any language
// Loaded when there are files to send or get for the first time.
const LATER = ['files.', 'files-worker.'];

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
const filesWorker = add('files-worker.js', await bundle('src/shares/files-worker.ts', { format: 'iife' }));
const filesStyle = add('files.css', await bundle('src/files/styles/index.css', {}));
// It draws with the Preact of the page, which lends it.
const lent = { 'preact/jsx-runtime': './src/files/lent.ts', 'preact/hooks': './src/files/lent.ts', '@preact/signals': './src/files/lent.ts' };
const filesScript = add('files.js', await bundle('src/files/index.ts', { format: 'esm', jsx: 'automatic', jsxImportSource: 'preact', alias: lent }));
// The texts of one language are loaded.
const texts = {};
for (const language of ['de', 'en', 'es', 'fr', 'zh']) {
  const module = await bundle(`src/texts/${language}.ts`, { format: 'esm' });
  const { [language]: catalogue } = await import(`data:text/javascript;base64,${module.toString('base64')}`);
  texts[language] = `/${add(`${language}.json`, Buffer.from(JSON.stringify(readKeys().map((key) => catalogue[key]))))}`;
}

add(
  'app.js',
  await bundle('src/main.tsx', {
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [numberTexts],
    define: {
      ARGON2_WORKER: JSON.stringify(`/${argon2}`),
      TIMER_WORKER: JSON.stringify(`/${timer}`),
      FILES_WORKER: JSON.stringify(`/${filesWorker}`),
      FILES_PARTS: JSON.stringify({ script: `/${filesScript}`, style: `/${filesStyle}` }),
      TEXT_FILES: JSON.stringify(texts),
    },
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

// Compressed here, with more patience than a server has.
for (const [name, content] of [...files]) {
  files.set(`${name}.gz`, await gzip(content));
  files.set(`${name}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
}

const sizes = [...files].filter(([name]) => name.endsWith('.gz')).map(([name, { length }]) => [name.slice(0, -3), length]);
const isCatalogue = ([name]) => name.endsWith('.json');
const isLater = ([name]) => LATER.some((prefix) => name.startsWith(prefix));
const page = sizes.filter((file) => !isCatalogue(file) && !isLater(file)).reduce((total, [, size]) => total + size, 0);
const catalogue = Math.max(...sizes.filter(isCatalogue).map(([, size]) => size));
console.log(`${sizes.map(([name, size]) => `${name} ${size}`).join('\n')}\n${page} bytes with gzip, and up to ${catalogue} for the texts`);
if (page + catalogue > BUDGET) {
  throw new Error(`The page is larger than ${BUDGET} bytes with gzip.`);
}

if (process.argv.includes('--verify')) {
  verify();
} else {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  files.forEach((content, name) => writeFileSync(join(TARGET, name), content));
}

/** By an implementation that finds shorter forms: five per cent less to load. */
function gzip(content) {
  return new Promise((resolve, reject) => {
    zopfli.gzip(content, { numiterations: 60, blocksplittingmax: 0 }, (error, packed) => (error ? reject(error) : resolve(Buffer.from(packed))));
  });
}

function verify() {
  // Another version of Node.js may have another brotli: there, what is in it counts.
  const plain = (name, content) => (name.endsWith('.br') ? brotliDecompressSync(content) : content);
  const committed = readdirSync(TARGET);
  const isSame = ([name, content]) => committed.includes(name) && plain(name, readFileSync(join(TARGET, name))).equals(plain(name, content));
  const differing = [...files].filter((file) => !isSame(file)).map(([name]) => name);
  const superfluous = committed.filter((name) => !files.has(name));
  if (differing.length + superfluous.length > 0) {
    console.error(`The files in ${TARGET} are not those of the sources: ${[...differing, ...superfluous].join(', ')}.`);
    console.error('Run "npm run build" and commit them.');
    process.exit(1);
  }
}
