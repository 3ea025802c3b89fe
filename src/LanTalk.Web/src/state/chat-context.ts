import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import type { SayOutcome } from './conversation.ts';
import type { ConversationModel } from './conversation-model.ts';
import type { Reader } from './make-items.ts';

/** What conversations need of the chat that they are in. */
export interface ChatContext {
  readonly clock: Clock;
  readonly reader: Reader;
  readonly session: Pick<Session, 'ask'>;
  draftOf(id: string): string;
  keepDraft(id: string, text: string): void;
  isIgnored(user: string): boolean;
  /** Whether it is on the screen and somebody looks. */
  isLookedAt(conversation: ConversationModel): boolean;
  /** Says or does what was typed there. */
  perform(conversation: ConversationModel, text: string): SayOutcome;
  resend(nonce: string): void;
  /** Takes back what was not sent; its text, or null if it is too late. */
  takeBack(nonce: string): string | null;
}
