import type { Session } from '../session/session.ts';
import type { Announcer } from './announcer.ts';
import type { Platform } from './platform.ts';
import type { PrivateMemory } from './private-memory.ts';
import type { ServerFacts } from './server.ts';
import type { ServerMemory } from './server-memory.ts';

/** What a chat is made of. */
export interface ChatParts {
  readonly server: ServerFacts;
  readonly memory: ServerMemory;
  readonly privateMemory: PrivateMemory;
  readonly platform: Platform;
  readonly announcer: Announcer;
  readonly session: Session;
  readonly name: string;
}
