import type { ReadonlySignal } from '@preact/signals';

export type Theme = 'system' | 'dark' | 'light';
export type Language = 'system' | 'en' | 'de' | 'fr' | 'es' | 'zh';

/** `unavailable`: not in this browser, or not over plain http. `blocked`: the user has refused it in the browser's own settings. */
export type NotificationState = 'unavailable' | 'blocked' | 'off' | 'on';

/** What the user has chosen; kept in this browser. */
export interface Settings {
  readonly theme: ReadonlySignal<Theme>;
  readonly language: ReadonlySignal<Language>;
  readonly sound: ReadonlySignal<boolean>;
  readonly notifications: ReadonlySignal<NotificationState>;
  setTheme(theme: Theme): void;
  setLanguage(language: Language): void;
  /** Call it from a click: only then may the page play a sound later. */
  setSound(on: boolean): void;
  /** Call it from a click: the browser asks for permission then. */
  setNotifications(on: boolean): Promise<void>;
}
