import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalogue, Plural } from '../../src/texts/catalogue.ts';
import { de } from '../../src/texts/de.ts';
import { en } from '../../src/texts/en.ts';
import { es } from '../../src/texts/es.ts';
import { cut, fill } from '../../src/texts/fill.ts';
import { fr } from '../../src/texts/fr.ts';
import { languageFor } from '../../src/texts/language.ts';
import { zh } from '../../src/texts/zh.ts';

const all: Readonly<Record<string, Catalogue>> = { en, de, es, fr, zh };

const blanks = (text: string): string[] => cut(text).filter((_, index) => index % 2 === 1).sort();
const formsOf = (entry: string | Plural): readonly string[] => (typeof entry === 'string' ? [entry] : Object.values(entry) as string[]);

for (const [language, texts] of Object.entries(all)) {
  test(`in ${language}, each text has the blanks of the English one`, () => {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(en).sort());
    for (const [key, entry] of Object.entries(texts) as [keyof typeof en, string | Plural][]) {
      const [wanted] = formsOf(en[key]).slice(-1);
      for (const form of formsOf(entry)) {
        assert.deepEqual(blanks(form), blanks(wanted ?? ''), `${key}: ${form}`);
      }
    }
  });

  test(`in ${language}, each text that depends on a number has the forms that whole numbers need`, () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set([0, 1, 2, 5, 11, 21, 100, 1_200].map((n) => rules.select(n)));
    for (const [key, entry] of Object.entries<string | Plural>(texts)) {
      if (typeof entry !== 'string') {
        assert.deepEqual([...needed].filter((form) => !(form in entry)), [], key);
      }
    }
  });
}

test('the language is the first that the browser asks for and the page has', () => {
  assert.equal(languageFor(['it-IT', 'fr-CA', 'de']), 'fr');
  assert.equal(languageFor(['zh-Hant-TW']), 'zh');
  assert.equal(languageFor(['tlh']), 'en');
  assert.equal(languageFor([]), 'en');
});

test('a value with braces in it is not filled in again', () => {
  assert.deepEqual(fill('{a} and {b}', { a: '{b}', b: 'x' }), ['{b}', ' and ', 'x']);
});
