import { distanceOf, hueCount } from './palette.ts';

/** How many names keep their colour; a server that makes up names cannot fill the memory. */
const capacity = 256;

/**
 * Gives names colours that can be told apart, as the terminal does. A name has the colour that it always has, unless another name has that one:
 * then, of the colours that the fewest names have, it gets the one that differs most from the rest. It keeps its colour.
 */
export class NameHues {
  // In the order in which they were last asked for.
  private readonly hues = new Map<string, number>();

  /** The hue of a name, below the number of hues. */
  of(name: string): number {
    const key = name.toLowerCase();
    const hue = this.hues.get(key) ?? this.choose(hashOf(name) % hueCount);
    this.hues.delete(key);
    this.hues.set(key, hue);
    if (this.hues.size > capacity) {
      this.hues.delete(this.hues.keys().next().value ?? '');
    }

    return hue;
  }

  private choose(usual: number): number {
    const uses = new Array<number>(hueCount).fill(0);
    for (const hue of this.hues.values()) {
      uses[hue] = (uses[hue] ?? 0) + 1;
    }

    const fewest = Math.min(...uses);
    const [free, taken] = [indexesOf(uses, (count) => count === fewest), indexesOf(uses, (count) => count > fewest)];
    if (free.includes(usual) || taken.length === 0) {
      return usual;
    }

    const nearest = (hue: number) => Math.min(...taken.map((other) => distanceOf(hue, other)));
    return free.reduce((best, hue) => (nearest(hue) > nearest(best) ? hue : best));
  }
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

function indexesOf(counts: readonly number[], isWanted: (count: number) => boolean): number[] {
  return [...counts.keys()].filter((index) => isWanted(counts[index] ?? 0));
}
