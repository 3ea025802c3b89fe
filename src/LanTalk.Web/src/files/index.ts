import type { Chat } from '../state/index.ts';
import { FilesModel } from './files-model.ts';
import { borrow } from './lent.ts';
import type { Files, OpenFiles, Page } from './page.ts';
import { Words } from './texts/words.ts';
import { Bar } from './views/bar.tsx';
import { Card } from './views/card.tsx';

export const open: OpenFiles = (page: Page, chat: Chat): Files => {
  borrow(page);
  const words = new Words(page.language, page.locale);
  const model = new FilesModel(page, chat, words);
  const context = { page, chat, words, model };
  return {
    Card: (properties) => Card({ ...properties, ...context }),
    Bar: () => Bar(context),
    send: (chosen, place, isSure) => void model.send(chosen, place, isSure),
  };
};
