import { computed } from '@preact/signals';
import type { PluralKey, TextKey, Values, Blanks } from './catalogue.ts';
import { fill } from './fill.ts';
import { catalogue, language, locale } from './language.ts';

type Filled = string | number;

/** The values are left out where a text has no blanks. */
type Rest<K extends TextKey | PluralKey, V> = [Blanks<K>] extends [never] ? [] : [values: Values<K, V>];

const plurals = computed(() => new Intl.PluralRules(language.value));
const numbers = computed(() => new Intl.NumberFormat(locale.value));

/** A text in the page's language. */
export function text<K extends TextKey>(key: K, ...[values]: Rest<K, Filled>): string {
  return fill<Filled>(single(key), values ?? {}).join('');
}

/** A text with nodes in its blanks. */
export function rich<K extends TextKey, V>(key: K, ...[values]: Rest<K, V>): (string | V)[] {
  return fill<V>(single(key), values ?? {});
}

/** A text about a number of things. */
export function count<K extends PluralKey>(key: K, n: number, ...[values]: Rest<K, Filled>): string {
  return fill<Filled>(form(key, n), { ...values, n: number(n) }).join('');
}

/** A text about a number of things, with nodes in its other blanks. */
export function richCount<K extends PluralKey, V>(key: K, n: number, ...[values]: Rest<K, V>): (string | V)[] {
  return fill<string | V>(form(key, n), { ...values, n: number(n) });
}

/** A number as the page's language writes it. */
export function number(n: number): string {
  return numbers.value.format(n);
}

function single(key: TextKey): string {
  return catalogue.value[key];
}

function form(key: PluralKey, n: number): string {
  const forms = catalogue.value[key];
  const rule = plurals.value.select(n);
  return (rule === 'one' || rule === 'few' || rule === 'many' ? forms[rule] : undefined) ?? forms.other;
}
