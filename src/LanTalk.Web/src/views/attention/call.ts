import { effect } from '@preact/signals';
import type { Announcement, App } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { isLookedAt } from '../chat/looking.ts';
import { playTone } from './tone.ts';

/** One of these is not followed by another too soon. */
const silence = 2_000;

/** Calls the user who looks elsewhere and is named or written to: with a notification and a tone, where they are on. */
export function callAttention(app: App): void {
  let last = 0;
  let calledAt = 0;
  effect(() => {
    const announcement = app.announcement.value;
    if (announcement === null || announcement.serial === last) {
      return;
    }

    last = announcement.serial;
    if (!concerns(announcement) || isLookedAt.peek() || Date.now() - calledAt < silence) {
      return;
    }

    calledAt = Date.now();
    if (app.settings.notifications.peek() === 'on') {
      notify(announcement);
    }

    if (app.settings.sound.peek()) {
      playTone();
    }
  });
}

type Message = Extract<Announcement, { kind: 'message' }>;

function concerns(announcement: Announcement): announcement is Message {
  return announcement.kind === 'message' && (announcement.mention || announcement.room === null);
}

/** What was written privately is not put on a screen that others may see. */
function notify({ author, text: said, room }: Message): void {
  const title = room === null ? text('notifyPrivate', { user: author }) : text('notifyMention', { user: author, room });
  const notification = new Notification(title, { tag: 'lantalk', ...(room === null ? {} : { body: said }) });
  notification.addEventListener('click', () => {
    focus();
    notification.close();
  });
}
