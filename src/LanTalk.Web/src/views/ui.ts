import { computed, signal } from '@preact/signals';
import type { Invitation, Room } from '../state/index.ts';

/** What lies over the conversation. */
export type Sheet =
  | { readonly kind: 'rooms' | 'people' | 'search' | 'settings' | 'shortcuts' | 'invite' | 'join-room' | 'connection' | 'name' }
  | { readonly kind: 'person' | 'verify'; readonly user: string }
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'present'; readonly invitation: Invitation };

/** From the lowest to the one that is seen. */
export const sheets = signal<readonly Sheet[]>([]);
let opener: Element | null = null;

export function openSheet(next: Sheet): void {
  if (sheets.value.length === 0) {
    opener = document.activeElement;
  }

  sheets.value = [...sheets.value, next];
}

/** Goes from one to another, which is closed at once. */
export function replaceSheet(next: Sheet): void {
  sheets.value = [...sheets.value.slice(0, -1), next];
}

export function closeSheet(): void {
  sheets.value = sheets.value.slice(0, -1);
  if (sheets.value.length === 0) {
    // By then the sheet is gone. The button that opened it may have been in a drawer that is gone, too.
    setTimeout(() => {
      if (document.activeElement === document.body) {
        (opener?.isConnected === true && opener instanceof HTMLElement ? opener : messageBox())?.focus();
      }
    });
  }
}

export function closeSheets(): void {
  while (sheets.value.length > 0) {
    closeSheet();
  }
}

/** The text box for messages, where the focus goes if it has no other place. */
export function messageBox(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>('.composer textarea');
}

/** Focuses the text box for messages, unless that would bring up a phone's keyboard unasked. */
export function focusMessageBox(): void {
  if (!isTouch.value) {
    messageBox()?.focus();
  }
}

/** How many columns there is room for. */
export const columns = computed(() => (threeFit.value ? 3 : twoFit.value ? 2 : 1));

/** What the third column shows. */
export const right = signal<'people' | 'search' | null>('people');

const twoFit = media('(min-width: 45rem)');
const threeFit = media('(min-width: 64rem)');

/** Whether the main way to point is a finger. */
export const isTouch = media('(pointer: coarse)');

/** Whether the system is dark. */
export const isSystemDark = media('(prefers-color-scheme: dark)');

function media(query: string) {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', () => (matches.value = list.matches));
  return matches;
}
