import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
import type { Files, OpenFiles, Page } from '../../files/page.ts';
import type { Chat } from '../../state/index.ts';
import { language, locale } from '../../texts/language.ts';
import { openWorker } from '../../workers/workers.ts';
import { announce } from '../parts/announcer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

/** Where the build put what is loaded when there are files for the first time. */
declare const FILES_PARTS: { readonly script: string; readonly style: string };
declare const FILES_WORKER: string;

const page: Page = {
  preact: { jsx, jsxs, Fragment, useEffect, useLayoutEffect, useRef, signal },
  language,
  locale,
  Icon,
  Dialog,
  announce,
  openWorker: () => openWorker(FILES_WORKER),
};
const opened = signal<{ readonly chat: Chat; readonly files: Files } | null>(null);
let loading: Promise<OpenFiles> | null = null;

/** The views of files in a chat; null until they are loaded. */
export const filesIn = (chat: Chat): Files | null => (opened.value?.chat === chat ? opened.value.files : null);

/** Loads the views of files. Without a connection that fails, and is tried again the next time. */
export async function openFiles(chat: Chat): Promise<Files | null> {
  try {
    const open = await (loading ??= load());
    if (opened.peek()?.chat !== chat) {
      opened.value = { chat, files: open(page, chat) };
    }
  } catch {
    loading = null; // the server is away
  }

  return filesIn(chat);
}

async function load(): Promise<OpenFiles> {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = FILES_PARTS.style;
  const isStyled = new Promise((resolve, reject) => {
    style.onload = resolve;
    style.onerror = reject;
  });
  document.head.append(style);
  const [{ open }] = await Promise.all([import(FILES_PARTS.script) as Promise<{ open: OpenFiles }>, isStyled]);
  return open;
}
