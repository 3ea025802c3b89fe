import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '@preact/signals';
import { titleOf } from '../../src/files/chosen-files.ts';
import { Words, catalogues } from '../../src/files/texts/words.ts';
import { cut } from '../../src/texts/fill.ts';

const blanks = (text: string): string[] => cut(text).filter((_, index) => index % 2 === 1).sort();
const wordsIn = (language: string): Words => new Words(signal(language), signal(language));

for (const [language, texts] of Object.entries(catalogues)) {
  test(`in ${language}, each text about files has the blanks of the English one`, () => {
    const english = catalogues.en!;
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
    for (const [key, entry] of Object.entries(texts)) {
      const forms = typeof entry === 'string' ? [entry] : (Object.values(entry) as string[]);
      const wanted = key === 'files' || key === 'haveIt' ? ['n'] : blanks((english as unknown as Record<string, string>)[key]!);
      forms.forEach((form) => assert.deepEqual(blanks(form), wanted, `${key}: ${form}`));
    }
  });

  test(`in ${language}, a number of files has the forms that whole numbers need`, () => {
    const rules = new Intl.PluralRules(language);
    const needed = new Set([0, 1, 2, 5, 11, 21, 100, 1_200].map((n) => rules.select(n)));
    assert.deepEqual([...needed].filter((form) => !(form in texts.files) || !(form in texts.haveIt)), []);
  });
}

test('sizes are said as people say them', () => {
  const words = wordsIn('en');
  assert.deepEqual([0, 999, 1_000, 53_629, 999_400, 999_600, 2_300_187, 210_000_000, 4e12].map((size) => words.size(size)), [
    '0 B', '999 B', '1 KB', '53.6 KB', '999 KB', '1 MB', '2.3 MB', '210 MB', '4 TB',
  ]);
  assert.equal(wordsIn('de').size(53_629), '53,6 KB');
});

test('files are called by the first of them, and by how many there are besides', () => {
  const chosen = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], 'x') }));
  assert.equal(titleOf(chosen('report.pdf')), 'report.pdf');
  assert.equal(titleOf(chosen('trip/a', 'trip/deep/b')), 'trip');
  assert.equal(titleOf(chosen('a', 'b', 'c/d')), 'a and 2 more');
  const long = titleOf(chosen(`${'ü'.repeat(300)}.pdf`, 'b'));
  assert.ok(new TextEncoder().encode(long).length <= 200);
  assert.match(long, /\.pdf and 1 more$/);
  assert.equal(titleOf(chosen('\u202egnp\u0000.exe')), 'gnp_.exe');
});
