import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Chat, VerifyOutcome } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Name } from '../parts/name.tsx';
import { closeSheet } from '../ui.ts';
import { Words } from '../parts/words.tsx';

/** The words that two people compare to know that nobody is between them. */
export function VerifySheet({ chat, user }: { readonly chat: Chat; readonly user: string }) {
  const outcome = useSignal<VerifyOutcome | null>(null);
  useEffect(() => {
    let isGone = false;
    void chat.verify(user).then((found) => {
      if (!isGone) {
        outcome.value = found;
      }
    });
    return () => (isGone = true);
  }, [chat, user]);
  return (
    <Sheet title={rich('verifyTitle', { user: <Name name={user} /> })} onClose={closeSheet}>
      <div class="stack" aria-live="polite">{contents(outcome.value)}</div>
    </Sheet>
  );
}

function contents(outcome: VerifyOutcome | null) {
  if (outcome === null) {
    return <p>{text('comparing')}</p>;
  }

  const values = { user: <Name name={outcome.user} /> };
  switch (outcome.kind) {
    case 'words':
      return (
        <>
          {outcome.isChanged && <p class="notice warning">{rich('keyChanged', values)}</p>}
          <p>{rich('verifyLead', values)}</p>
          <Words words={outcome.words} label={text('safetyWords')} />
          <p class="hint">{text('differWarning')}</p>
          <dl class="facts">
            <dt>{text('yourKey')}</dt>
            <dd><code>{outcome.ownKey}</code></dd>
            <dt>{rich('theirKey', values)}</dt>
            <dd><code>{outcome.theirKey}</code></dd>
          </dl>
        </>
      );
    case 'no-key':
      return <p>{rich('verifyNothing', values)}</p>;
    case 'nobody':
      return <p>{rich('nobodyThere', values)}</p>;
    case 'withheld':
      return <p class="notice warning">{rich('keyWithheld', values)}</p>;
    case 'no-answer':
      return <p>{rich('verifyFailed', values)}</p>;
    case 'offline':
      return <p>{text('offlineAsk')}</p>;
  }
}
