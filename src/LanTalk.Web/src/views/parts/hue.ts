/** How many colours names have on light and on dark ground: those of the terminal's themes. */
const onLight = 6;
const onDark = 8;

/** The classes that give a name its colour: the same for the same name, everywhere and always, as in the terminal. */
export function hueOf(name: string): string {
  const hash = hashOf(name);
  return `l${hash % onLight} d${hash % onDark}`;
}

/** FNV-1a over the name's UTF-16 units in small letters. */
export function hashOf(name: string): number {
  let hash = 2166136261;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ small(name.charAt(index)), 16777619);
  }

  return hash >>> 0;
}

/** A unit whose small letter is longer stays as it is, as it does in .NET. */
function small(unit: string): number {
  const lower = unit.toLowerCase();
  return (lower.length === 1 ? lower : unit).charCodeAt(0);
}
