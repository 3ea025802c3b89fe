/** Cuts a text at its blanks: `'a {b} c'` is `['a ', 'b', ' c']`, so that odd places hold the blanks' names. */
export function cut(text: string): string[] {
  return text.split(/\{(\w+)\}/);
}

/** Fills the blanks of a text. A value is never looked at again, so one that holds braces stays as it is. */
export function fill<V>(text: string, values: Readonly<Record<string, V>>): (string | V)[] {
  return cut(text)
    .map((part, index) => (index % 2 === 1 ? (values[part] ?? part) : part))
    .filter((part) => part !== '');
}
