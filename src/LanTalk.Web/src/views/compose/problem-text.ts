import type { SayProblem } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';

/** Why a text was not sent, and what to do; null where nothing needs to be said. */
export function problemText(problem: SayProblem): string | null {
  switch (problem.code) {
    case 'empty':
      return null;
    case 'too_long':
      return count('tooLong', problem.bytes - problem.limit);
    case 'unknown_command':
      return problem.nearest === null
        ? text('unknownCommand', { command: problem.command })
        : text('unknownCommandNearest', { command: problem.command, nearest: problem.nearest });
    case 'stray_command':
      return text('strayCommand', { command: problem.command });
    case 'hidden_command':
      return text('hiddenCommand');
    case 'command_lines':
      return text('commandLines');
    case 'needs_argument':
      return text('needsArgument', { command: problem.command });
    case 'room_name':
      return text('roomNameInvalid');
    case 'lobby_stays':
      return text('lobbyStays');
    case 'full':
      return text('outboxFull');
  }
}
