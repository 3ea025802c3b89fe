import type { Stretch } from '../crypto/stretch.ts';
import type { Fetch } from '../login/ask-identity.ts';
import type { Store } from '../storage/store.ts';
import type { TabChannel } from '../tabs/tab-lease.ts';
import type { Clock } from '../time/clock.ts';
import type { OpenSocket } from '../wire/socket.ts';

/** Texts by name that are read and written at once: of a tab, or of the browser. */
export interface TextStore {
  get(name: string): string | null;
  /** Null takes it away. A value that cannot be written is lost. */
  set(name: string, text: string | null): void;
  /** All that is there. */
  all(): Readonly<Record<string, string>>;
}

/** What the client needs of a browser, in one place: tests have one of their own. */
export interface Platform {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly openSocket: OpenSocket;
  readonly stretch: Stretch;
  random(): number;
  openStore(): Promise<Store>;
  /** As long as the tab is open, also over a reload. */
  readonly tab: TextStore;
  readonly browser: TextStore;
  readonly tabs: TabChannel | null;
  readonly isSecure: boolean;
  /** What the browser lacks that the chat cannot do without; null for nothing. */
  readonly lacks: 'websocket' | 'webassembly' | 'bigint' | null;
  /** The fragment of the page's address. */
  readonly fragment: string;
  /** Puts another fragment into the address bar. */
  showFragment(fragment: string): void;
  isVisible(): boolean;
  /** `isBack`: somebody looks at the page again, or the network is there again. Otherwise the page may be gone for good. */
  onAttention(listener: (isBack: boolean) => void): void;
  readonly alerts: AlertDevice;
}

/** Notifications and sounds. */
export interface AlertDevice {
  readonly permission: 'unavailable' | 'default' | 'denied' | 'granted';
  ask(): Promise<void>;
  notify(title: string, text: string, tag: string, onClick: () => void): void;
  /** Allows later sounds; from a click. */
  allowSound(): void;
  playSound(): void;
}
