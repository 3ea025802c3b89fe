import { useSignal } from '@preact/signals';
import type { Chat, Conversation, SayProblem } from '../../state/index.ts';
import { problemText } from '../compose/problem-text.ts';
import { partsOf } from '../markup/command-parts.ts';

interface Properties {
  readonly line: string;
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** It was sent, and its answer comes at the end of the list. */
  readonly onAsked: () => void;
}

/** A line of a bot that is a command of that bot: what is seen is what a tap sends. */
export function CommandButton({ line, chat, conversation, onAsked }: Properties) {
  const problem = useSignal<SayProblem | null>(null);
  const isOff = chat.connection.value.kind !== 'online';
  const { head, rest } = partsOf(line);
  const run = (): void => {
    const outcome = conversation.run(line);
    problem.value = outcome.kind === 'problem' ? outcome.problem : null;
    if (problem.value === null) {
      onAsked();
    }
  };
  return (
    <>
      <button type="button" class="button command" aria-disabled={isOff} onClick={() => (isOff ? undefined : run())}>
        <bdi class="command-head" dir="ltr">{head}</bdi>{head && ' '}<bdi>{rest}</bdi>
      </button>
      {problem.value && <span class="error" role="alert">{problemText(problem.value)}</span>}
    </>
  );
}
