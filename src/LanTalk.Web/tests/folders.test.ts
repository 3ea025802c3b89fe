// Which folder may know which others. A line more is a decision: think first.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  bytes: [],
  text: [],
  time: ['workers'],
  workers: [],
  curves: ['bytes'],
  noise: ['bytes', 'curves'],
  crypto: ['bytes', 'curves', 'workers'],
  storage: ['time'],
  tabs: ['time'],
  trust: ['bytes', 'crypto', 'curves', 'storage', 'text'],
  wire: ['bytes', 'noise', 'text', 'time'],
  login: ['bytes', 'crypto', 'curves', 'time', 'trust', 'wire'],
  shares: ['bytes', 'text'],
  session: ['bytes', 'crypto', 'login', 'storage', 'text', 'time', 'trust', 'wire'],
  state: ['bytes', 'crypto', 'login', 'session', 'storage', 'tabs', 'text', 'time', 'trust', 'wire'],
  texts: ['state'],
  files: ['shares', 'state', 'text', 'texts'],
  first: ['state', 'texts', 'views'],
  views: ['files', 'state', 'text', 'texts', 'workers'],
};

test('a folder knows no other than it may', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && name.includes('/'));
  for (const file of files) {
    const folder = file.split('/')[0]!;
    const allowed = MAY_KNOW[folder];
    assert.ok(allowed, `${folder} must stand in the table`);
    for (const [, path] of readFileSync(join('src', file), 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const other = relative('src', join('src', dirname(file), path!)).split('/')[0]!;
      assert.ok(other === folder || allowed.includes(other), `${file} may not know ${other}`);
    }
  }
});
