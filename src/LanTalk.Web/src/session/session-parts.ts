import type { Clock } from '../time/clock.ts';
import type { Outbox } from './outbox.ts';
import type { RoomPositions } from './positions.ts';
import type { PrivateTalk } from './private-talk.ts';
import type { SeenIds } from './seen-ids.ts';
import type { SessionEvents } from './session-events.ts';

/** What outlasts a connection. */
export interface SessionParts {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly positions: RoomPositions;
  readonly privateTalk: PrivateTalk;
  readonly seen: SeenIds;
  readonly events: SessionEvents;
  /** Commands whose answers are for the page itself, by nonce. */
  readonly captures: Map<string, (answer: string | null) => void>;
}
