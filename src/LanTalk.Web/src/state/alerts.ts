import type { Clock } from '../time/clock.ts';
import type { MessageItem } from './items.ts';
import type { Platform } from './platform.ts';
import type { Settings } from './settings.ts';
import type { PrivateModel } from './private-model.ts';
import type { RoomModel } from './room-model.ts';

/** A sound is not played again within this time. */
const QUIET = 2_000;

/** Calls the user, who asked for it, to what was written to them: by a notification of the system, by a sound. */
export class Alerts {
  readonly #platform: Pick<Platform, 'alerts' | 'isVisible'>;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #show: (place: RoomModel | PrivateModel) => void;
  #soundedAt = 0;

  /** `show` brings the user to where it was written. */
  constructor(platform: Platform, settings: Settings, show: (place: RoomModel | PrivateModel) => void) {
    this.#platform = platform;
    this.#settings = settings;
    this.#clock = platform.clock;
    this.#show = show;
  }

  alert(place: RoomModel | PrivateModel, item: MessageItem): void {
    if (place.isFollowed) {
      return; // it is before the user's eyes
    }

    if (this.#settings.notifications.value === 'on' && !this.#platform.isVisible()) {
      const title = place.kind === 'private' ? item.author : `${item.author} (${place.name.value})`;
      this.#platform.alerts.notify(title, item.text, place.id, () => this.#show(place));
    }

    const now = this.#clock.now();
    if (this.#settings.sound.value && Math.abs(now - this.#soundedAt) > QUIET) {
      this.#soundedAt = now;
      this.#platform.alerts.playSound();
    }
  }
}
