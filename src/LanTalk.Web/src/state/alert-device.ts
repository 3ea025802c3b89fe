import type { AlertDevice } from './platform.ts';

const PITCH = 880;
const LENGTH = 0.15;
const VOLUME = 0.1;

/** Notifications and sounds of the browser, where it has them. Over plain http it shows no notifications. */
export function createAlertDevice(): AlertDevice {
  const hasNotifications = isSecureContext && typeof Notification !== 'undefined';
  let audio: AudioContext | null = null;
  const resume = (): AudioContext | null => {
    audio ??= typeof AudioContext === 'undefined' ? null : new AudioContext();
    void audio?.resume();
    return audio;
  };
  return {
    get permission() {
      return hasNotifications ? Notification.permission : 'unavailable';
    },
    ask: async () => {
      await Notification.requestPermission();
    },
    notify: (title, text, tag, onClick) => {
      try {
        const notification = new Notification(title, { body: text, tag });
        notification.onclick = () => {
          window.focus();
          onClick();
          notification.close();
        };
      } catch {
        // Chrome on Android shows them for service workers only.
      }
    },
    allowSound: () => void resume(),
    playSound: () => {
      const context = resume();
      if (context === null) {
        return;
      }

      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = PITCH;
      volume.gain.setValueAtTime(VOLUME, context.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + LENGTH);
      tone.connect(volume).connect(context.destination);
      tone.start();
      tone.stop(context.currentTime + LENGTH);
    },
  };
}
