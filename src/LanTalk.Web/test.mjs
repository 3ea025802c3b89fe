// Bundles the tests, which are TypeScript, and runs them with node's own runner. Usage: node test.mjs [part of a file's name]
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const wanted = process.argv[2] ?? '';
const entryPoints = readdirSync('tests', { recursive: true })
  .filter((name) => name.endsWith('.test.ts') && name.includes(wanted))
  .map((name) => join('tests', name));
rmSync('out', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints,
  outdir: 'out',
  outbase: 'tests',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  define: { ARGON2_WORKER: '"/argon2.js"', TIMER_WORKER: '"/timer.js"', FILES_WORKER: '"/files-worker.js"', FILES_PARTS: '{}', TEXT_FILES: '{}' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'inline',
  metafile: true,
  logLevel: 'warning',
});
const files = Object.keys(metafile.outputs);
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', ...files], { stdio: 'inherit' });
process.exit(status ?? 1);
