import { NameHues } from './name-hues.ts';

/** One for the page, so that a name looks the same in every list. */
const hues = new NameHues();

/** A user's name in its colour. Whatever is in it, it does not reorder what stands around it. */
export function Name({ name }: { readonly name: string }) {
  return <bdi class={`name ${hueOf(name)}`}>{name}</bdi>;
}

/** The first letter of a name, on a disc in its colour. */
export function Avatar({ name }: { readonly name: string }) {
  return <span class={`avatar ${hueOf(name)}`} aria-hidden="true">{firstLetter(name)}</span>;
}

/** Names with commas between, as the page's language joins them. */
export function nameList(names: readonly string[], locale: string) {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' })
    .formatToParts(names)
    .map((part) => (part.type === 'element' ? <Name name={part.value} /> : part.value));
}

const graphemes = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

function firstLetter(name: string): string {
  return graphemes === null ? Array.from(name)[0] ?? '' : [...graphemes.segment(name)][0]?.segment ?? '';
}

/** The class that gives a name its colour. */
function hueOf(name: string): string {
  return `h${hues.of(name)}`;
}
