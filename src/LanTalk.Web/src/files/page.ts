import type * as Signals from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import type * as Hooks from 'preact/hooks';
import type * as Runtime from 'preact/jsx-runtime';
import type { Chat, MessageItem } from '../state/index.ts';

/** What the page lends to this script, which is loaded when it is first needed: both draw with one Preact. */
export interface Page {
  readonly preact: Pick<typeof Runtime, 'jsx' | 'jsxs' | 'Fragment'>
    & Pick<typeof Hooks, 'useEffect' | 'useLayoutEffect' | 'useRef'>
    & Pick<typeof Signals, 'signal'>;
  readonly language: ReadonlySignal<string>;
  readonly locale: ReadonlySignal<string>;
  readonly Icon: ComponentType<{ readonly name: 'close' | 'down' | 'warning' }>;
  readonly Dialog: ComponentType<{
    readonly kind: string;
    readonly label: string;
    readonly onClose: () => void;
    readonly children: ComponentChildren;
  }>;
  /** Tells screen readers. */
  announce(text: string): void;
  openWorker(): Worker | null;
}

/** What was chosen, dropped or pasted; a folder is an entry. */
export type Chosen = File | FileSystemEntry;

/** A room or another user, by name and as the page calls it. */
export interface Place {
  readonly kind: 'room' | 'private';
  readonly name: string;
  readonly title: string;
}

/** What this script gives to the page: views, and the way to send. */
export interface Files {
  /** The share that a message tells of. */
  readonly Card: ComponentType<{ readonly item: MessageItem }>;
  /** What is being sent, above the text box. */
  readonly Bar: ComponentType;
  /** Sends files to a room or a user. `isSure`: the user has chosen them; otherwise the page asks first. */
  send(chosen: readonly Chosen[], place: Place, isSure: boolean): void;
}

/** The one function of the built script. */
export type OpenFiles = (page: Page, chat: Chat) => Files;
