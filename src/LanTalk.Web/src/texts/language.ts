import { computed, signal } from '@preact/signals';
import type { Catalogue } from './catalogue.ts';

/** Where the build put the catalogues. The page loads the one that it speaks. */
declare const TEXT_FILES: Readonly<Record<string, string>>;

/** The languages there are, by their own names, as the settings list them. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', zh: '中文' } as const;

export type Language = keyof typeof languages;

const shown = signal<{ readonly language: Language; readonly texts: Catalogue } | null>(null);

/** The language of the page. */
export const language = computed(() => shown.value?.language ?? 'en');

/** The texts of the page's language. Nothing is drawn before there are some. */
export const catalogue = computed(() => shown.value!.texts);

/** The locale for dates and numbers: the browser's own where it is of the page's language, so that en-GB keeps its dates. */
export const locale = computed(() => navigator.languages.find((tag) => primary(tag) === language.value) ?? language.value);

/** The first of the languages that a browser asks for that there is; English where there is none. */
export function languageFor(wanted: readonly string[]): Language {
  return wanted.map(primary).find(isLanguage) ?? 'en';
}

/** Has the page speak what the user chose. False if the texts cannot be had: then it stays with those that it has. */
export async function speak(chosen: Language | 'system'): Promise<boolean> {
  const wanted = chosen === 'system' ? languageFor(navigator.languages) : chosen;
  if (wanted === shown.peek()?.language) {
    return true;
  }

  const texts = await load(wanted);
  if (texts !== null) {
    shown.value = { language: wanted, texts };
  }

  return texts !== null;
}

async function load(wanted: Language): Promise<Catalogue | null> {
  try {
    const answer = await fetch(TEXT_FILES[wanted] ?? '');
    // The build makes lists of them, and has texts asked for by their numbers.
    return answer.ok ? await answer.json() as Catalogue : null;
  } catch {
    return null;
  }
}

function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languages, value);
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
