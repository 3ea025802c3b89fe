import { computed, signal } from '@preact/signals';
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { zh } from './zh.ts';

/** The languages there are, by their own names, as the settings list them. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', zh: '中文' } as const;

export type Language = keyof typeof languages;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, de, fr, es, zh };

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languages, value);
}

/** The first of the languages that a browser asks for that there is; English where there is none. */
export function languageFor(wanted: readonly string[]): Language {
  return wanted.map(primary).find(isLanguage) ?? 'en';
}

/** What the user chose. */
export const chosenLanguage = signal<Language | 'system'>('system');

/** The language of the page. */
export const language = computed(() => (chosenLanguage.value === 'system' ? languageFor(navigator.languages) : chosenLanguage.value));

/** The locale for dates and numbers: the browser's own where it is of the page's language, so that en-GB keeps its dates. */
export const locale = computed(() => navigator.languages.find((tag) => primary(tag) === language.value) ?? language.value);

/** The texts of the page's language. */
export const catalogue = computed(() => catalogues[language.value]);

function primary(tag: string): string | undefined {
  return tag.toLowerCase().split('-')[0];
}
