import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hashOf, NameHues } from '../../src/views/parts/name-hues.ts';
import { colorOf, distanceOf, hueCount } from '../../src/views/parts/palette.ts';

const theme = readFileSync('../LanTalk.Terminal/Styling/Theme.cs', 'utf8');
const styles = readFileSync('src/styles/names.css', 'utf8');

test('names are hashed as in the terminal', () => {
  assert.equal(hashOf('Bob'), 2_261_164_244); // FNV-1a of the UTF-16 units of "bob"
  assert.equal(hashOf(''), 2166136261);
});

for (const [isDark, palette, selector] of [[false, 'OnLight', '.h'], [true, 'OnDark', "[data-theme='dark'] .h"]] as const) {
  test(`the page and the terminal have the same colours for names, ${palette}`, () => {
    const numbers = new RegExp(`${palette} = \\[([^\\]]*)\\]`).exec(theme)?.[1]?.split(',').map(Number) ?? [];
    assert.equal(numbers.length, hueCount);
    numbers.forEach((number, hue) => {
      const cube = [36, 6, 1].map((step) => Math.floor((number - 16) / step) % 6).map((level) => (level === 0 ? 0 : 55 + 40 * level));
      assert.deepEqual(colorOf(hue, isDark), cube);
      const hex = cube.map((part) => part.toString(16).padStart(2, '0')).join('');
      assert.ok(styles.includes(`\n${selector}${hue} { --name: #${hex}; }\n`), `${selector}${hue} is #${hex}`);
    });
  });
}

test('a name that is alone has its usual colour, however it is written, and keeps it', () => {
  const hues = new NameHues();
  assert.equal(hues.of('Bob'), hashOf('bob') % hueCount);
  for (let user = 0; user < 20; user++) {
    hues.of(`user-${user}`);
  }

  assert.equal(hues.of('BOB'), hashOf('bob') % hueCount);
});

test('two names have different colours as long as there are enough', () => {
  const hues = new NameHues();
  assert.equal(new Set(Array.from({ length: hueCount }, (_, user) => hues.of(`user-${user}`))).size, hueCount);
  assert.equal(new Set(Array.from({ length: hueCount }, (_, user) => hues.of(`more-${user}`))).size, hueCount);
});

test('a name whose colour another one has gets the one that differs most', () => {
  const hues = new NameHues();
  const taken = hues.of('Bob');
  const same = Array.from({ length: 1000 }, (_, user) => `user-${user}`).find((name) => hashOf(name) % hueCount === taken) ?? '';
  const farthest = Math.max(...Array.from({ length: hueCount }, (_, hue) => distanceOf(hue, taken)));
  assert.equal(distanceOf(hues.of(same), taken), farthest);
});

test('names that a server makes up do not fill the memory', () => {
  const hues = new NameHues();
  for (let user = 0; user < 1000; user++) {
    assert.ok(hues.of(`user-${user}`) < hueCount);
  }

  assert.equal((hues as unknown as { hues: Map<string, number> }).hues.size, 256);
});
