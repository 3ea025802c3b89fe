import type { Chat } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { Caveat } from '../join/caveat.tsx';
import { Sheet } from '../parts/dialog.tsx';
import { Words } from '../parts/words.tsx';
import { closeSheet } from '../ui.ts';

/** Which server this is, and what the connection protects from. */
export function ConnectionSheet({ chat }: { readonly chat: Chat }) {
  const { online } = chat.overview.value;
  return (
    <Sheet title={text('aboutConnection')} onClose={closeSheet}>
      {online !== null && <p>{count('online', online)}</p>}
      <p>{text('protects')}</p>
      <Caveat server={chat.server} />
      <h3>{text('identityTitle')}</h3>
      <p>{text('identityHint')}</p>
      <Words words={chat.server.words} label={text('identityTitle')} />
      <code class="address">{chat.server.fingerprint}</code>
      <dl class="facts">
        <dt>{text('yourKey')}</dt>
        <dd><code>{chat.shortKey}</code></dd>
      </dl>
    </Sheet>
  );
}
