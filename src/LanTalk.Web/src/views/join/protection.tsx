import type { ServerFacts } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { Icon } from '../parts/icon.tsx';

/** What the page protects from, and what not: said as it is. */
export function Protection({ server }: { readonly server: ServerFacts }) {
  const secure = `https://${location.host}/`;
  return (
    <div class="safety">
      <Icon name="lock" />
      <div class="stack">
        <p>{text('protects')}</p>
        {server.isSecure
          ? <p>{text('protectsSecure')}</p>
          : <p>{rich('protectsPlain', { link: <a href={secure}>{secure}</a> })}</p>}
      </div>
    </div>
  );
}
