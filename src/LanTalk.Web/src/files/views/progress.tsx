import type { Failed, Transfer } from '../transfer.ts';
import type { FileTextKey, Words } from '../texts/words.ts';

/** How far a transfer is, how fast, and what it waits for. */
export function Progress({ transfer, label, words }: { readonly transfer: Transfer; readonly label: string; readonly words: Words }) {
  const { stage, done, total, rate } = transfer.state.value;
  const isPacking = stage === 'running' && total > 0 && done >= total;
  const said = [
    words.say('progress', { done: words.size(done), total: words.size(total) }),
    ...(rate === null ? [] : [`${words.size(rate)}/s`]),
  ];
  return (
    <div class="share-progress">
      <progress max={Math.max(1, total)} value={done} aria-label={label} />
      <span>{stage === 'waiting' ? words.say('waiting') : isPacking ? words.say('packing') : said.join(' · ')}</span>
    </div>
  );
}

const TEXTS: Readonly<Record<Failed['code'], FileTextKey>> = {
  refused: 'failedRefused',
  gone: 'failedGone',
  altered: 'failedAltered',
  network: 'failedNetwork',
  changed: 'failedChanged',
  many: 'failedMany',
  broken: 'failedBroken',
  unsealed: 'failedUnsealed',
  nobody: 'failedNobody',
  withheld: 'failedWithheld',
};

/** Why a transfer failed, and what to do. */
export function FailedText({ failed, number, words }: { readonly failed: Failed; readonly number: number; readonly words: Words }) {
  return <p class="share-failed" role="alert">{words.say(TEXTS[failed.code], { reason: failed.server ?? '', n: number })}</p>;
}
