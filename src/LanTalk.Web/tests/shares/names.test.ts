import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName, targetPaths } from '../../src/shares/safe-names.ts';

// The same cases as the terminal's tests.
const CASES: readonly (readonly [raw: string, safe: string])[] = [
  ['report.pdf', 'report.pdf'],
  ['..', '_'],
  ['...', '_'],
  ['', '_'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
  ['tab\tnul\0esc\u001b', 'tab_nul_esc_'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
  ['no\u00a0break', 'no break'],
  [' lead and end. . ', 'lead and end'],
  ['.bashrc', '_bashrc'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['Com1 .x', '_Com1 .x'],
  ['COM\u00b9', '_COM\u00b9'],
  ['console', 'console'],
  ['half \ud800', 'half \ufffd'],
  ['e\u0301', '\u00e9'],
];

for (const [raw, safe] of CASES) {
  test(`${JSON.stringify(raw)} is written as ${JSON.stringify(safe)}`, () => assert.equal(cleanName(raw, true), safe));
}

test('a hidden file keeps its dot below the directory that the user chose', () => assert.equal(cleanName('.git', false), '.git'));

test('a long name is shortened and keeps its extension', () => {
  const name = cleanName(`${'ä'.repeat(10_000)}.tar.gz`, true);
  assert.ok(new TextEncoder().encode(name).length <= 255);
  assert.ok(name.endsWith('.gz'));
});

test('nothing leads above the top', () => {
  assert.deepEqual(targetPaths(['../../etc/passwd', '/abs/x', 'C:\\Windows\\y', '\\\\server\\share']), ['_/_/etc/passwd', 'abs/x', 'C__Windows_y', '__server_share']);
});

test('names that a file system takes for the same get numbers', () => {
  assert.deepEqual(targetPaths(['A.txt', 'a.txt', 'a.TXT', '\u00e9', 'e\u0301']), ['A.txt', 'a (2).txt', 'a (3).TXT', '\u00e9', '\u00e9 (2)']);
});

test('files of one directory stay together', () => {
  assert.deepEqual(targetPaths(['trip/a', 'trip/b', 'Trip/c', 'trip/empty/']), ['trip/a', 'trip/b', 'Trip (2)/c', 'trip/empty/']);
});

test('a path without a name or without an end is none', () => {
  assert.equal(targetPaths(['/']), null);
  assert.equal(targetPaths(['a/'.repeat(100) + 'b']), null);
});
