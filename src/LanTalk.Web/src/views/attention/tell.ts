import { effect } from '@preact/signals';
import type { Announcement, App } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { announce } from '../parts/announcer.tsx';

/** Has screen readers say what is new, each thing once. */
export function tellScreenReaders(app: App): void {
  let last = 0;
  effect(() => {
    const announcement = app.announcement.value;
    if (announcement !== null && announcement.serial !== last) {
      last = announcement.serial;
      announce(sentenceOf(announcement));
    }
  });
}

function sentenceOf(announcement: Announcement): string {
  switch (announcement.kind) {
    case 'message': {
      const said = text('says', { user: announcement.author, text: announcement.text });
      return announcement.room === null ? text('tellPrivate', { said }) : announcement.mention ? text('tellMention', { room: announcement.room, said }) : said;
    }

    case 'messages':
      return announcement.place === null
        ? count('arrivedBelow', announcement.count)
        : announcement.isPrivate ? count('tellManyFrom', announcement.count, { place: announcement.place })
        : count('tellManyIn', announcement.count, { place: announcement.place });
    case 'not-sent':
      return text('tellNotSent', { text: announcement.text });
    case 'connection':
      return announcement.state === 'online' ? text('connected') : `${text('offline')}. ${text('offlineHint')}`;
  }
}
