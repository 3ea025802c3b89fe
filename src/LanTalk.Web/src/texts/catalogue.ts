import type { en } from './en.ts';

/** The forms that a text has for different numbers; which one is right, `Intl.PluralRules` knows. */
export interface Plural {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

type Entries = typeof en;

/** A catalogue in any language: the same keys as the English one. */
export type Catalogue = Readonly<Record<TextKey, string> & Record<PluralKey, Plural>>;

/** Keys of entries that are one text. */
export type TextKey = { [K in keyof Entries]: Entries[K] extends string ? K : never }[keyof Entries];

/** Keys of entries that depend on a number. */
export type PluralKey = Exclude<keyof Entries, TextKey>;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What is to be filled in, by the English text; the number of a plural fills itself in. */
export type Blanks<K extends keyof Entries> =
  Entries[K] extends string ? NamesIn<Entries[K]> : Entries[K] extends { other: infer S extends string } ? Exclude<NamesIn<S>, 'n'> : never;

/** The values for a text's blanks. */
export type Values<K extends keyof Entries, V> = { readonly [N in Blanks<K>]: V };
