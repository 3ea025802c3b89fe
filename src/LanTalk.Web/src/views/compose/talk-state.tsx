import type { Conversation, Sealing } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Name } from '../parts/name.tsx';
import { openSheet } from '../ui.ts';

/** Who can read what is written in a private conversation, where it is written. */
export function TalkState({ conversation }: { readonly conversation: Conversation }) {
  if (conversation.kind === 'room') {
    return null;
  }

  const user = conversation.name.value;
  const sealing = conversation.sealing.value;
  const isWarning = sealing === 'unsealed' || sealing === 'changed' || sealing === 'withheld';
  return (
    <div class={`talk-state${isWarning ? ' warning' : ''}`}>
      <Icon name={iconOf(sealing)} />
      <span>{sentenceOf(sealing, user)}</span>
      {(sealing === 'sealed' || sealing === 'changed') && (
        <button type="button" class="text-button" onClick={() => openSheet({ kind: 'verify', user })}>{text('verify')}</button>
      )}
    </div>
  );
}

function sentenceOf(sealing: Sealing, user: string) {
  const values = { user: <Name name={user} /> };
  switch (sealing) {
    case 'unknown':
      return text('sealingUnknown');
    case 'sealed':
      return rich('sealed', values);
    case 'unsealed':
      return text('notSealed');
    case 'changed':
      return rich('keyChanged', values);
    case 'withheld':
      return rich('keyWithheld', values);
    case 'nobody':
      return rich('nobodyThere', values);
    case 'operator':
      return text('toOperator');
  }
}

function iconOf(sealing: Sealing): IconName {
  switch (sealing) {
    case 'sealed':
      return 'lock';
    case 'unsealed':
      return 'unlock';
    case 'changed':
    case 'withheld':
      return 'warning';
    default:
      return 'info';
  }
}
