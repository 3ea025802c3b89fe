import type { ReadonlySignal } from '@preact/signals';
import type { Plural } from '../../texts/catalogue.ts';
import { fill } from '../../texts/fill.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { zh } from './zh.ts';

/** Those with a number and forms for it. */
type CountKey = 'files' | 'haveIt';

export type FileTextKey = Exclude<keyof typeof en, CountKey>;

export type FileTexts = Readonly<Record<FileTextKey, string> & Record<CountKey, Plural>>;

export const catalogues: Readonly<Record<string, FileTexts>> = { en, de, es, fr, zh };

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** The texts about files in the page's language. */
export class Words {
  readonly #language: ReadonlySignal<string>;
  readonly #locale: ReadonlySignal<string>;

  constructor(language: ReadonlySignal<string>, locale: ReadonlySignal<string>) {
    this.#language = language;
    this.#locale = locale;
  }

  say(key: FileTextKey, values: Readonly<Record<string, string | number>> = {}): string {
    return this.rich<string | number>(key, values).join('');
  }

  /** A text with nodes in its blanks. */
  rich<V>(key: FileTextKey, values: Readonly<Record<string, V>>): (string | V)[] {
    return fill<V>(this.#texts[key], values);
  }

  count(key: CountKey, n: number): string {
    const rule = new Intl.PluralRules(this.#language.value).select(n);
    const forms = this.#texts[key];
    const form = (rule === 'one' || rule === 'few' || rule === 'many' ? forms[rule] : undefined) ?? forms.other;
    return fill(form, { n: new Intl.NumberFormat(this.#locale.value).format(n) }).join('');
  }

  size(bytes: number): string {
    return sizeText(bytes, this.#locale.value);
  }

  get #texts(): FileTexts {
    return catalogues[this.#language.value] ?? en;
  }
}

/** A number of bytes as people say it. */
export function sizeText(bytes: number, locale: string): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) {
    [value, unit] = [value / 1_000, unit + 1];
  }

  const digits = unit > 0 && value < 99.95 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${UNITS[unit]!}`;
}
