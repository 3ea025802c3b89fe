import { isInFence } from '../markup/fences.ts';

/** What a key does in the text box; null for what it does anywhere. */
export type BoxKey = 'enter' | 'tab' | 'escape' | 'up' | 'down' | null;

/** Only what this needs to know of an event, so that it can be tried without a browser. */
type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'keyCode'>;

/** What a key means where the caret is. */
export function keyOf(event: Key, typed: string, caret: number): BoxKey {
  // 229: an input method has the key, also where it says so too late to be seen by `isComposing`.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return null;
  }

  switch (event.key) {
    case 'Enter':
      // In a block of code that is not finished, Enter begins a line.
      return isInFence(typed.slice(0, caret)) ? null : 'enter';
    case 'Tab':
      return 'tab';
    case 'Escape':
      return 'escape';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    default:
      return null;
  }
}
