import { useSignal } from '@preact/signals';
import type { Chat, Invitation, InvitationOutcome } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { shortTime } from '../../texts/times.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Sheet } from '../parts/dialog.tsx';
import { Choice } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { placeTitle } from '../parts/place-name.tsx';
import { closeSheet } from '../ui.ts';
import { present } from './present-sheet.tsx';
import { QrCode } from './qr-code.tsx';

const spans = ['15m', '1h', '3h', '1d', '7d'] as const;
const uses = ['1', '10', '30', '100'] as const;

/** Lets others in: first for how long and for how many, then the code. Where no password is needed, an invitation has no limits. */
export function InviteSheet({ chat }: { readonly chat: Chat }) {
  const { needsPassword } = chat.server;
  const span = useSignal<(typeof spans)[number]>('1h');
  const most = useSignal<(typeof uses)[number]>('30');
  const room = useSignal(chat.current.value.kind === 'room' && !chat.current.value.isLobby ? chat.current.value.name.value : '');
  const isMaking = useSignal(false);
  const outcome = useSignal<InvitationOutcome | null>(null);
  const make = async (): Promise<void> => {
    isMaking.value = true;
    const limits = needsPassword ? { for: span.value, uses: Number(most.value) } : { for: null, uses: null };
    outcome.value = await chat.invite({ ...limits, room: room.value === '' ? null : room.value });
    isMaking.value = false;
  };
  const made = outcome.value;
  if (made?.kind === 'invitation') {
    return <Sheet title={text('inviteTitle')} onClose={closeSheet}><Made chat={chat} invitation={made.invitation} /></Sheet>;
  }

  return (
    <Sheet title={text('inviteTitle')} onClose={closeSheet}>
      <p>{text('inviteLead')}{needsPassword && <> {text('inviteToken')}</>}</p>
      {needsPassword && (
        <>
          <Choice
            label={text('inviteFor')}
            value={span.value}
            options={spans.map((value) => [value, nameOf(value)] as const)}
            onChoose={(value) => (span.value = value)}
          />
          <Choice label={text('inviteUses')} value={most.value} options={uses.map((value) => [value, value] as const)} onChoose={(value) => (most.value = value)} />
        </>
      )}
      <Choice
        label={text('inviteRoom')}
        value={room.value}
        options={chat.rooms.value.map((one) => [one.isLobby ? '' : one.name.value, placeTitle(one)] as const)}
        onChoose={(value) => (room.value = value)}
      />
      <p class="error" role="alert">{made === null ? null : made.kind === 'refused' ? made.server : text('offlineAsk')}</p>
      <button type="button" class="button main" aria-disabled={isMaking.value} onClick={() => (isMaking.value ? undefined : void make())}>
        {isMaking.value ? text('inviteMaking') : text('inviteMake')}
      </button>
    </Sheet>
  );
}

function Made({ chat, invitation }: { readonly chat: Chat; readonly invitation: Invitation }) {
  const facts = [
    ...(invitation.expires === null ? [] : [text('inviteUntil', { time: shortTime(invitation.expires, Date.now()) })]),
    ...(invitation.uses === null ? [] : [count('inviteUsesLeft', invitation.uses)]),
  ];
  return (
    <>
      <QrCode invitation={invitation} />
      <code class="address">{invitation.url}</code>
      {chat.server.needsPassword && <p class="hint">{facts.join(' · ')}. {text('inviteToken')}</p>}
      <div class="row">
        <button type="button" class="button main" onClick={() => void present(invitation)}><Icon name="present" />{text('invitePresent')}</button>
        <CopyButton value={invitation.url} label={text('inviteCopy')} />
      </div>
    </>
  );
}

function nameOf(span: (typeof spans)[number]): string {
  const amount = Number.parseInt(span, 10);
  return span.endsWith('m') ? count('minutes', amount) : span.endsWith('h') ? count('hours', amount) : count('days', amount);
}
