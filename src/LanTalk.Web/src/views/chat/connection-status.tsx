import { useEffect, useState } from 'preact/hooks';
import type { Chat, Connection } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';

/** How the connection is, always there and under the same name. */
export function ConnectionStatus({ chat }: { readonly chat: Chat }) {
  const connection = chat.connection.value;
  return (
    <span class={`connection${connection.kind === 'online' ? '' : ' lost'}`} role="status" aria-label={text('connection')}>
      <span class="connection-text">{wordOf(connection)}</span>
    </span>
  );
}

/** Lies over the messages while there is no connection, and says what becomes of what is written. */
export function OfflineBar({ chat }: { readonly chat: Chat }) {
  const connection = chat.connection.value;
  if (connection.kind !== 'waiting') {
    return null;
  }

  return (
    <div class="offline-bar">
      <span><Countdown until={connection.until} /> {text('offlineHint')}</span>
      <button type="button" class="button small" onClick={() => chat.reconnectNow()}>{text('tryNow')}</button>
    </div>
  );
}

/** Counts down to the next try. Screen readers are told once by the announcer, not each second. */
export function Countdown({ until }: { readonly until: number }) {
  const [left, setLeft] = useState(secondsTo(until));
  useEffect(() => {
    setLeft(secondsTo(until));
    const timer = setInterval(() => setLeft(secondsTo(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  return <>{left > 0 ? count('reconnectingIn', left) : text('reconnecting')}</>;
}

function secondsTo(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1_000));
}

function wordOf(connection: Connection): string {
  switch (connection.kind) {
    case 'online':
      return text('connected');
    case 'connecting':
      return text('connecting');
    case 'waiting':
      return text('offline');
  }
}
