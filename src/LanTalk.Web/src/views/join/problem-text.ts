import type { JoinProblem, JoinProblemCode } from '../../state/index.ts';
import { text } from '../../texts/text.ts';

/** Why somebody was not let in, and what to do. The server's own sentence is added where it says more. */
export function problemText({ code, server }: JoinProblem): string {
  const sentence = sentenceOf(code);
  return server !== null && (code === 'busy' || code === 'banned' || code === 'name_invalid') ? `${sentence} (${server})` : sentence;
}

/** The text box in which to mend it. */
export function fieldOf(code: JoinProblemCode): 'name' | 'password' | null {
  switch (code) {
    case 'name_missing':
    case 'name_invalid':
    case 'name_taken':
      return 'name';
    case 'password_missing':
    case 'password':
    case 'password_too_long':
      return 'password';
    default:
      return null;
  }
}

function sentenceOf(code: JoinProblemCode): string {
  switch (code) {
    case 'name_missing':
      return text('nameMissing');
    case 'name_invalid':
      return text('refusedNameInvalid');
    case 'name_taken':
      return text('refusedNameTaken');
    case 'password_missing':
      return text('refusedPasswordMissing');
    case 'password':
      return text('refusedPassword');
    case 'password_too_long':
      return text('refusedPasswordTooLong');
    case 'invitation':
      return text('refusedInvitation');
    case 'banned':
      return text('refusedBanned');
    case 'busy':
      return text('refusedBusy');
    case 'timeout':
      return text('refusedTimeout');
    case 'shutdown':
      return text('refusedShutdown');
    case 'key':
      return text('refusedKey');
    case 'unproven':
      return text('refusedUnproven');
    case 'unreachable':
      return text('unreachable');
    case 'no_websocket':
      return text('blocked');
    case 'broken':
      return text('refusedBroken');
  }
}
