import { useEffect } from 'preact/hooks';
import { pictureOf } from '../files-model.ts';
import type { Getting } from '../getting.ts';
import type { Context } from './card.tsx';

/** A picture over the whole page. The dialog keeps the focus inside, closes with Escape, and gives the focus back. */
export function Lightbox({ getting, context: { page, words, model } }: { readonly getting: Getting; readonly context: Context }) {
  const picture = pictureOf(getting);
  const close = (): void => {
    model.lightbox.value = null;
  };
  const [before, after] = [model.neighbour(getting, -1), model.neighbour(getting, 1)];
  const go = (to: Getting | null): void => {
    if (to !== null) {
      model.lightbox.value = to;
    }
  };
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        go(key === 'ArrowLeft' ? before : after);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  if (picture === null) {
    return null;
  }

  const { title } = getting.share;
  return (
    <page.Dialog kind="lightbox" label={title} onClose={close}>
      <div class="lightbox-head">
        <bdi class="share-title">{title}</bdi>
        <button type="button" class="button small" onClick={() => model.download(getting)}>{words.say('download')}</button>
        <button type="button" class="icon-button" aria-label={words.say('close')} title={words.say('close')} onClick={close}><page.Icon name="close" /></button>
      </div>
      <div
        class="lightbox-body"
        onClick={(event) => {
          if (event.target === event.currentTarget) {
            close();
          }
        }}
      >
        {before !== null && <Step kind="back" label={words.say('previous')} page={page} onClick={() => go(before)} />}
        <img src={picture.url} alt={title} />
        {after !== null && <Step kind="on" label={words.say('next')} page={page} onClick={() => go(after)} />}
      </div>
    </page.Dialog>
  );
}

function Step({ kind, label, page, onClick }: {
  readonly kind: 'back' | 'on';
  readonly label: string;
  readonly page: Context['page'];
  readonly onClick: () => void;
}) {
  return (
    <button type="button" class={`icon-button lightbox-step ${kind}`} aria-label={label} title={label} onClick={onClick}>
      <page.Icon name="down" />
    </button>
  );
}
