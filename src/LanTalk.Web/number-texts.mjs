// In the built page texts are known by numbers: their names, of which the sources are full, would be a kilobyte of what it loads.
import { readFileSync } from 'node:fs';

const SOURCES = /src\/(views|texts)\/.*\.tsx?$/;
const CALL = /(?<![\w.])(text|rich|count|richCount)\((?:'(\w+)')?/g;

/** The names of the texts, in the order of the English catalogue. */
export const readKeys = () => Array.from(readFileSync('src/texts/en.ts', 'utf8').matchAll(/^ {2}(\w+): /gm), ([, key]) => key);

/** Replaces each text's name by its number wherever one is asked for. */
export const numberTexts = {
  name: 'number-texts',
  setup(build) {
    const numbers = new Map(readKeys().map((key, index) => [key, index]));
    build.onLoad({ filter: SOURCES }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const contents = path.endsWith('/texts/text.ts') ? source : source.replaceAll(CALL, (_, call, key) => `${call}(${numberOf(key, path)}`);
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });

    function numberOf(key, path) {
      const number = numbers.get(key);
      if (number === undefined) {
        throw new Error(`In ${path}, a text is asked for by ${key ?? 'something else than its name'}.`);
      }

      return number;
    }
  },
};
