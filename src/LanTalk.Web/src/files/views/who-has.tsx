import { useEffect } from 'preact/hooks';
import type { Got, Receivers } from '../receivers.ts';
import type { Words } from '../texts/words.ts';

/** How often the sender's page asks while the share is on the screen, in ms. */
const INTERVAL = 10_000;

/** Who has got a share: its sender sees how many without a click, others when they open it. */
export function WhoHas({ receivers, isOwn, words }: { readonly receivers: Receivers; readonly isOwn: boolean; readonly words: Words }) {
  const got = receivers.got.value;
  useEffect(() => {
    if (!isOwn) {
      return undefined;
    }

    void receivers.ask();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        void receivers.ask();
      }
    }, INTERVAL);
    return () => clearInterval(timer);
  }, [receivers, isOwn]);
  return (
    <details
      class="share-got"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) {
          void receivers.ask();
        }
      }}
    >
      <summary>{got === null ? words.say('whoHasIt') : got.count === 0 ? words.say('nobodyYet') : words.count('haveIt', got.count)}</summary>
      {got !== null && got.count > 0 && <p>{namesOf(got, words)}</p>}
    </details>
  );
}

/** Each in its own direction. */
function namesOf({ count, names }: Got, words: Words) {
  const list = names.flatMap((name, index) => [index === 0 ? '' : ', ', <bdi key={name}>{name}</bdi>]);
  return count > names.length ? words.rich('andMore', { names: <>{list}</>, n: count - names.length }) : list;
}
