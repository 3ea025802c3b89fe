import { safetyWords } from '../crypto/safety-words.ts';
import type { Stretch } from '../crypto/stretch.ts';
import type { UserIdentity } from '../crypto/user-identity.ts';
import type { Session } from '../session/session.ts';
import type { VerifyOutcome } from './dialogs.ts';

/** What this user and another compare to know that nobody is between them. */
export async function verify(user: string, session: Pick<Session, 'findRecipient'>, own: UserIdentity, stretch: Stretch): Promise<VerifyOutcome> {
  const recipient = await session.findRecipient(user);
  if (recipient === null) {
    return { kind: 'offline', user };
  }

  switch (recipient.kind) {
    case 'sealed': {
      const { user: name, identity, isChanged } = recipient;
      const words = await safetyWords(own, identity, stretch);
      return { kind: 'words', user: name, words, ownKey: own.shortForm, theirKey: identity.shortForm, isChanged };
    }

    case 'unsealed':
      return { kind: 'no-key', user: recipient.user };
    case 'no_answer':
      return { kind: 'no-answer', user };
    default:
      return { kind: recipient.kind, user: recipient.user };
  }
}
