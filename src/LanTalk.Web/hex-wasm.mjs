// hash-wasm keeps its WebAssembly in base64, in which gzip sees no bytes. In hexadecimal it finds what repeats: 1.3 KB less for a page to load.
import { readFileSync } from 'node:fs';

const WASM = /"(AGFz[\w+/=]+)"/g;
const DECODER = /function decodeBase64\(data\) \{.*?\n\}/s;
const HEX_DECODER = 'function decodeBase64(data) { return Uint8Array.from(data.match(/../g), (byte) => parseInt(byte, 16)); }';

export const hexWasm = {
  name: 'hex-wasm',
  setup(build) {
    build.onLoad({ filter: /hash-wasm[/\\]dist[/\\]index\.esm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!WASM.test(source) || !DECODER.test(source)) {
        throw new Error(`${path} is not as this plugin knows it.`);
      }

      return { contents: source.replaceAll(WASM, (_, data) => `"${Buffer.from(data, 'base64').toString('hex')}"`).replace(DECODER, HEX_DECODER) };
    });
  },
};
