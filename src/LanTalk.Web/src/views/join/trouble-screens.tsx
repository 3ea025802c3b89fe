import type { Ending, Identity, IdentityTrouble, Stage } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Countdown } from '../chat/connection-status.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Words } from '../parts/words.tsx';
import { Card } from './card.tsx';

type Of<K extends Stage['kind']> = Extract<Stage, { kind: K }>;

export function UnsupportedScreen({ stage }: { readonly stage: Of<'unsupported'> }) {
  return <Card title={text('unsupportedTitle')} lead={stage.missing === 'websocket' ? text('unsupported') : text('unsupportedOld')} />;
}

export function UnreachableScreen({ stage }: { readonly stage: Of<'unreachable'> }) {
  return (
    <Card title={text('unreachableTitle')} lead={text('unreachable')}>
      <p class="lead"><Countdown until={stage.nextTryAt} /></p>
      <div class="after"><button type="button" class="button main" onClick={() => stage.retry()}>{text('tryNow')}</button></div>
    </Card>
  );
}

export function ElsewhereScreen({ stage }: { readonly stage: Of<'elsewhere'> }) {
  return (
    <Card title={text('elsewhereTitle')} lead={text('elsewhere')}>
      <div class="after"><button type="button" class="button main" onClick={() => stage.useHere()}>{text('useHere')}</button></div>
    </Card>
  );
}

/** The server is not believed. Both identities are shown, as the terminal does. */
export function UntrustedScreen({ trouble }: { readonly trouble: IdentityTrouble }) {
  switch (trouble.kind) {
    case 'invalid':
      return <Card title={text('invalidTitle')} lead={text('invalidLead')} />;
    case 'broken-link':
      return <Card title={text('brokenLinkTitle')} lead={text('brokenLinkLead')} />;
    case 'not-invited':
      return (
        <Card isRead title={text('notInvitedTitle')} lead={text('notInvitedLead')}>
          <Identities known={trouble.known} shown={trouble.shown} knownLabel={text('wordsInvited')} />
          <p class="lead">{text('notInvitedWhy')}</p>
        </Card>
      );
    case 'changed':
      return (
        <Card title={text('changedTitle')} lead={text('changedLead')}>
          <Identities known={trouble.known} shown={trouble.shown} knownLabel={text('wordsKnown')} />
          <p class="lead">{text('changedWhy')}</p>
          <div class="after"><button type="button" class="button danger" onClick={() => trouble.trust()}>{text('trustNew')}</button></div>
        </Card>
      );
  }
}

function Identities({ known, shown, knownLabel }: { readonly known: Identity; readonly shown: Identity; readonly knownLabel: string }) {
  return (
    <div class="identities">
      <h2>{knownLabel}</h2>
      <Words words={known.words} label={knownLabel} />
      <h2>{text('wordsNow')}</h2>
      <Words words={shown.words} label={text('wordsNow')} />
    </div>
  );
}

/** The session is over. Texts that nobody got are shown. */
export function EndedScreen({ stage }: { readonly stage: Of<'ended'> }) {
  const { ending } = stage;
  return (
    <Card title={titleOf(ending)} lead={<Reason ending={ending} />}>
      {ending.unsent.length > 0 && (
        <div class="unsent">
          <h2>{text('unsent')}</h2>
          <ul role="list">{ending.unsent.map((said, index) => <li key={index} class="notice said" dir="auto">{said}</li>)}</ul>
          <CopyButton value={ending.unsent.join('\n')} label={text('copy')} />
        </div>
      )}
      <div class="after"><button type="button" class="button main" onClick={() => stage.again()}>{text('joinAgain')}</button></div>
    </Card>
  );
}

function Reason({ ending }: { readonly ending: Ending }) {
  if (ending.why === 'broken') {
    return <>{text('refusedBroken')}</>;
  }

  return ending.server === null ? null : <span lang="en" dir="auto">{ending.server}</span>;
}

function titleOf({ why }: Ending): string {
  switch (why) {
    case 'left':
      return text('endedTitle');
    case 'kicked':
      return text('kickedTitle');
    case 'closed':
    case 'broken':
      return text('closedTitle');
    case 'refused':
      return text('refusedTitle');
  }
}
