import { type Signal, signal } from '@preact/signals';
import { SETTINGS } from './storage-keys.ts';
import type { Platform } from './platform.ts';
import type { Language, NotificationState, Settings, Theme } from './settings.ts';

const THEMES: readonly Theme[] = ['system', 'dark', 'light'];
const LANGUAGES: readonly Language[] = ['system', 'en', 'de', 'fr', 'es', 'zh'];

interface Stored {
  readonly theme: Theme;
  readonly language: Language;
  readonly sound: boolean;
  readonly notifications: boolean;
}

/** Read at once, before the first frame: a page that changes its colours while it loads hurts the eye. */
export class SettingsModel implements Settings {
  readonly theme: Signal<Theme>;
  readonly language: Signal<Language>;
  readonly sound: Signal<boolean>;
  readonly notifications: Signal<NotificationState>;
  readonly #platform: Pick<Platform, 'browser' | 'alerts'>;

  constructor(platform: Pick<Platform, 'browser' | 'alerts'>) {
    this.#platform = platform;
    const stored = read(platform.browser.get(SETTINGS));
    this.theme = signal(THEMES.find((theme) => theme === stored.theme) ?? 'system');
    this.language = signal(LANGUAGES.find((language) => language === stored.language) ?? 'system');
    this.sound = signal(stored.sound === true);
    this.notifications = signal(this.#notificationState(stored.notifications === true));
  }

  setTheme(theme: Theme): void {
    this.theme.value = theme;
    this.#store();
  }

  setLanguage(language: Language): void {
    this.language.value = language;
    this.#store();
  }

  setSound(on: boolean): void {
    this.sound.value = on;
    if (on) {
      this.#platform.alerts.allowSound();
      this.#platform.alerts.playSound();
    }

    this.#store();
  }

  async setNotifications(on: boolean): Promise<void> {
    if (on && this.#platform.alerts.permission === 'default') {
      await this.#platform.alerts.ask();
    }

    this.notifications.value = this.#notificationState(on);
    this.#store();
  }

  #notificationState(wanted: boolean): NotificationState {
    switch (this.#platform.alerts.permission) {
      case 'unavailable':
        return 'unavailable';
      case 'denied':
        return 'blocked';
      case 'granted':
        return wanted ? 'on' : 'off';
      default:
        return 'off';
    }
  }

  #store(): void {
    const stored: Stored = {
      theme: this.theme.value,
      language: this.language.value,
      sound: this.sound.value,
      notifications: this.notifications.value === 'on',
    };
    this.#platform.browser.set(SETTINGS, JSON.stringify(stored));
  }
}

function read(text: string | null): Partial<Stored> {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {}; // somebody else's text
  }
}
