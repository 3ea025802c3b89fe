import type { ServerFacts } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';

/** What the page does not protect from, said as it is. */
export function Caveat({ server }: { readonly server: ServerFacts }) {
  const secure = `https://${location.host}/`;
  return <p>{server.isSecure ? text('protectsSecure') : rich('protectsPlain', { link: <a href={secure}>{secure}</a> })}</p>;
}
