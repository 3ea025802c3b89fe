import { effect } from '@preact/signals';
import type { App } from '../../state/index.ts';
import { number } from '../../texts/text.ts';

/** Keeps the title of the page: the server, and how much is unread. */
export function showTitle(app: App): void {
  effect(() => {
    const stage = app.stage.value;
    const unread = app.titleCount.value;
    const server = stage.kind === 'chat' ? stage.chat.server.name : stage.kind === 'join' ? stage.server.name : null;
    document.title = `${unread > 0 ? `(${number(unread)}) ` : ''}${server === null ? 'LanTalk' : `${server} · LanTalk`}`;
  });
}
