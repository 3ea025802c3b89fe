// Builds the page into ../LanTalk.Server/Web/Client: an HTML file for each language and what it loads, each named by the hash of what is in it.
// The same sources give the same bytes. Usage: node build.mjs [--verify]
// With --verify it writes nothing, and fails if what lies there is not what it would write.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { minify } from 'terser';
import { hexWasm } from './hex-wasm.mjs';
import { numberTexts, readKeys } from './number-texts.mjs';

const TARGET = '../LanTalk.Server/Web/Client';
const BUDGET = 89 * 1024; // all that the page loads at first, with gzip, in any language: the server's card, in JSON, is another 650 bytes
// Loaded when there are files to send or get for the first time.
const LATER = ['files.', 'files-worker.'];
const SERVER_NAME = '{{server}}'; // the server fills it in

const OLDEST = 'es2018'; // for the first script, which tells older browsers that they are too old

const preact = { jsx: 'automatic', jsxImportSource: 'preact' };

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
  return Buffer.from(entry.endsWith('.css') ? text : await minifyOnceMore(text, options.format === 'esm'));
};

/** By a slower one: three per cent less to load. */
const minifyOnceMore = async (text, module) => (await minify(text, { ecma: 2020, module, toplevel: true, compress: { passes: 3 } })).code;

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
  text.replaceAll(/\{\{([\w.-]+)\}\}/g, (blank, name) => {
    const hashed = names.get(name);
    if (hashed === undefined && blank !== SERVER_NAME) {
      throw new Error(`${blank} is none of the built files: ${[...names.keys()].join(', ')}`);
    }

    return hashed ?? blank;
  });

const argon2 = add('argon2.js', await bundle('src/crypto/argon2-worker.ts', { format: 'iife', plugins: [hexWasm] }));
const timer = add('timer.js', await bundle('src/time/timer-worker.ts', { format: 'iife' }));
const filesWorker = add('files-worker.js', await bundle('src/shares/files-worker.ts', { format: 'iife' }));
const filesStyle = add('files.css', await bundle('src/files/styles/index.css', {}));
// It draws with the Preact of the page, which lends it.
const lent = { 'preact/jsx-runtime': './src/files/lent.ts', 'preact/hooks': './src/files/lent.ts', '@preact/signals': './src/files/lent.ts' };
const filesScript = add('files.js', await bundle('src/files/index.ts', { format: 'esm', ...preact, alias: lent }));
// The texts of one language are loaded.
const catalogues = {};
const texts = {};
for (const language of ['de', 'en', 'es', 'fr', 'zh']) {
  catalogues[language] = (await load(`src/texts/${language}.ts`))[language];
  texts[language] = `/${add(`${language}.json`, Buffer.from(JSON.stringify(readKeys().map((key) => catalogues[language][key]))))}`;
}

const app = add(
  'app.js',
  await bundle('src/main.tsx', {
    format: 'esm',
    ...preact,
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
// In the page itself: what the first frame needs.
const first = await bundle('src/first/first.ts', {
  format: 'iife',
  target: OLDEST,
  supported: { 'dynamic-import': true },
  define: { APP: JSON.stringify(`/${app}`) },
});
const style = await bundle('src/styles/index.css', {});
for (const [name, content] of [['first.js', first], ['style.css', style]]) {
  if (/<\/(script|style)/i.test(content)) {
    throw new Error(`${name} would end its element in the page.`);
  }
}

// Pictures first: the manifest names them.
const assets = readdirSync('src/assets').sort((a, b) => Number(a.endsWith('.webmanifest')) - Number(b.endsWith('.webmanifest')) || (a < b ? -1 : 1));
for (const asset of assets) {
  const content = readFileSync(join('src/assets', asset));
  add(asset, asset.endsWith('.webmanifest') ? Buffer.from(fill(content.toString('utf8'))) : content);
}

// The page in each language, with and without a password, and the join form rendered in it.
const { prerender } = await load('src/first/prerender.tsx', { ...preact, define: { TEXT_FILES: '{}' } });
const { words } = await load('src/first/words.ts');
const frame = readFileSync('src/index.html', 'utf8');
for (const language of Object.keys(texts)) {
  for (const [name, asksPassword] of [['index', false], ['password', true]]) {
    const wayIn = await prerender(language, catalogues[language], asksPassword);
    const parts = { lang: language, ...words[language], wayIn, 'first.js': first, 'style.css': style };
    const page = frame.replaceAll(/\{\{([\w.]+)\}\}/g, (blank, part) => parts[part] ?? blank);
    files.set(`${name}.${language}.html`, Buffer.from(fill(page)));
  }
}

// Compressed here, with more patience than a server has. The page itself is compressed by the server, which fills in its name.
const sizes = [];
for (const [name, content] of [...files]) {
  const packed = await gzip(content);
  sizes.push([name, packed.length]);
  if (extname(name) !== '.html') {
    files.set(`${name}.gz`, packed);
    files.set(`${name}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  }
}

const isAlwaysLoaded = ([name]) => !['.html', '.json'].includes(extname(name)) && !LATER.some((prefix) => name.startsWith(prefix));
const sizeOf = (pattern) => Math.max(0, ...sizes.filter(([name]) => pattern.test(name)).map(([, size]) => size));
const inLanguage = (language) => sizeOf(RegExp(`\\.${language}\\.html$`)) + sizeOf(RegExp(`^${language}\\..*json$`));
const total = sizes.filter(isAlwaysLoaded).reduce((sum, [, size]) => sum + size, 0) + Math.max(...Object.keys(texts).map(inLanguage));
console.log(`${sizes.map(([name, size]) => `${name} ${size}`).join('\n')}\n${total} bytes with gzip at most`);
if (total > BUDGET) {
  throw new Error(`The page is larger than ${BUDGET} bytes with gzip.`);
}

if (process.argv.includes('--verify')) {
  verify();
} else {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  files.forEach((content, name) => writeFileSync(join(TARGET, name), content));
}

/** The exports of a module that runs in this build. */
async function load(entry, options) {
  const outfile = join('out', 'build', `${basename(entry)}.mjs`);
  const here = { minify: false, write: true, format: 'esm', platform: 'node', target: 'node20' };
  await build({ ...common, ...here, entryPoints: [entry], outfile, ...options });
  return import(pathToFileURL(outfile));
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
