import { useSignal, useSignalEffect } from '@preact/signals';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Chat, Conversation } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { FileButtons, SendingBar, filesPasted } from '../files/file-buttons.tsx';
import { announce } from '../parts/announcer.tsx';
import { Icon } from '../parts/icon.tsx';
import { placeTitle } from '../parts/place-name.tsx';
import { focusMessageBox } from '../ui.ts';
import { accept, move, offerByTab, offerWhileTyping, type Offer } from './completing.ts';
import { grow } from './grow.ts';
import { keyOf } from './keys.ts';
import { problemText } from './problem-text.ts';
import { Recalling } from './recalling.ts';
import { showWhatWasAsked } from './show-asked.ts';
import { Suggestions } from './suggestions.tsx';
import { TalkState } from './talk-state.tsx';

interface Properties {
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** Something was said: the list goes to its end. */
  readonly onSaid: () => void;
}

/** Where one writes. */
export function Composer({ chat, conversation, onSaid }: Properties) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const offer = useSignal<Offer | null>(null);
  const problem = useSignal<string | null>(null);
  const recalling = useMemo(() => new Recalling(), [conversation]);
  const draft = conversation.draft.value;

  useLayoutEffect(() => {
    if (box.current !== null) {
      grow(box.current);
    }
  }, [draft]);
  useLayoutEffect(() => {
    [offer.value, problem.value] = [null, null];
    focusMessageBox();
  }, [conversation]);
  useSignalEffect(() => {
    const candidates = offer.value?.completion.candidates.length ?? 0;
    if (candidates > 0) {
      announce(count('suggested', candidates));
    }
  });

  const put = (next: string, caret: number): void => {
    conversation.setDraft(next);
    if (box.current !== null) {
      box.current.value = next;
      box.current.setSelectionRange(caret, caret);
    }
  };
  const choose = (chosen: Offer): void => {
    const completed = accept(conversation.draft.peek(), chosen);
    offer.value = null;
    put(completed.text, completed.caret);
  };
  const lookAround = (): void => {
    const caret = box.current?.selectionStart ?? 0;
    const typed = conversation.draft.peek();
    offer.value = box.current?.selectionEnd === caret ? offerWhileTyping(typed, caret, chat.complete(typed, caret)) : null;
  };
  const say = (): void => {
    offer.value = null;
    const outcome = conversation.say(conversation.draft.peek());
    problem.value = outcome.kind === 'problem' ? problemText(outcome.problem) : null;
    if (outcome.kind === 'show') {
      showWhatWasAsked(chat, outcome);
    } else if (outcome.kind !== 'problem') {
      onSaid();
    }

    recalling.reset();
    focusMessageBox();
  };
  const recall = (by: 1 | -1): boolean => {
    const recalled = recalling.step(conversation.draft.peek(), chat.recall.peek(), by);
    if (recalled !== null) {
      put(recalled, recalled.length);
    }

    return recalled !== null;
  };
  const tab = (): boolean => {
    const [typed, caret] = [conversation.draft.peek(), box.current?.selectionStart ?? 0];
    const found = offer.value ?? offerByTab(typed, caret, chat.complete(typed, caret));
    if (found === null) {
      return false;
    }

    if (found.completion.candidates.length === 1 || offer.value !== null) {
      choose(found);
    } else {
      offer.value = found;
    }

    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const shown = offer.value;
    const isTaken = ((): boolean => {
      switch (keyOf(event, conversation.draft.peek(), box.current?.selectionStart ?? 0)) {
        case 'enter':
          if (shown !== null && shown.selected >= 0) {
            choose(shown);
          } else {
            say();
          }

          return true;
        case 'tab':
          return tab();
        case 'escape':
          offer.value = null;
          return shown !== null;
        case 'up':
          return shown === null ? recall(1) : (offer.value = move(shown, -1), true);
        case 'down':
          return shown === null ? recall(-1) : (offer.value = move(shown, 1), true);
        case null:
          return false;
      }
    })();
    if (isTaken) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const shown = offer.value;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      {shown !== null && <Suggestions id={id} offer={shown} onChoose={(selected) => choose({ ...shown, selected })} />}
      <TalkState conversation={conversation} />
      <SendingBar chat={chat} />
      <div class="box">
        <FileButtons chat={chat} conversation={conversation} />
        <textarea
          ref={box}
          rows={1}
          value={draft}
          aria-label={text('message')}
          aria-autocomplete="list"
          aria-controls={shown === null ? undefined : id}
          aria-activedescendant={shown === null || shown.selected < 0 ? undefined : `${id}-${shown.selected}`}
          aria-describedby={`${id}-problem`}
          placeholder={conversation.kind === 'private'
            ? text('writeTo', { user: conversation.name.value })
            : text('writeIn', { room: placeTitle(conversation) })}
          autocomplete="off"
          autocapitalize="sentences"
          enterkeyhint="send"
          onInput={(event) => {
            conversation.setDraft(event.currentTarget.value);
            problem.value = null;
            lookAround();
          }}
          onClick={lookAround}
          onBlur={() => (offer.value = null)}
          onKeyDown={onKeyDown}
          onPaste={(event) => filesPasted(event, chat, conversation)}
        />
        <button type="submit" class={`icon-button send${draft.trim() === '' ? '' : ' ready'}`} aria-label={text('send')} title={text('send')}>
          <Icon name="send" />
        </button>
      </div>
      <p class="too-long" id={`${id}-problem`} role="alert">{problem.value}</p>
    </form>
  );
}
