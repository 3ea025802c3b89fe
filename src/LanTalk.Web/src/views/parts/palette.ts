/** The colours of names on light and on dark ground, by their numbers among xterm's 256: those of the terminal's themes, where the reasons stand. */
const palettes = [
  [17, 19, 21, 22, 23, 26, 52, 54, 56, 60, 88, 89, 91, 93, 94, 126],
  [34, 37, 46, 69, 78, 81, 122, 136, 177, 190, 201, 202, 205, 214, 217, 229],
];
const levels = [0, 95, 135, 175, 215, 255];

/** How many hues there are; each is a colour on light ground and one on dark. */
export const hueCount = 16;

/** The parts of a hue's colour, red, green and blue from 0 to 255. */
export function colorOf(hue: number, isDark: boolean): readonly number[] {
  const color = (palettes[isDark ? 1 : 0]?.[hue] ?? 16) - 16;
  return [color / 36, color / 6, color].map((step) => levels[Math.floor(step) % 6] ?? 0);
}

/** How much two hues differ to the eye, on the ground where they differ less: by OKLab (Ottosson, 2020), where black and white are 1 apart. */
export function distanceOf(one: number, other: number): number {
  return Math.min(...[false, true].map((isDark) => {
    const [a, b] = [oklab(colorOf(one, isDark)), oklab(colorOf(other, isDark))];
    return Math.hypot(...a.map((part, index) => part - (b[index] ?? 0)));
  }));
}

function oklab(color: readonly number[]): number[] {
  const cones = product([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ], color.map(light));
  return product([
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ], cones.map(Math.cbrt));
}

function product(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (vector[index] ?? 0), 0));
}

/** A part as light (sRGB, IEC 61966-2-1). */
function light(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
