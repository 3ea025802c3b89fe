import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ShareFacts } from '../../shares/manifest.ts';
import { readSealedShare } from '../../shares/sealed-share.ts';
import type { Chat, MessageItem } from '../../state/index.ts';
import { type FilesModel, MAX_ARCHIVE_LIST, MAX_SIZE } from '../files-model.ts';
import type { Getting, GettingState, Shown } from '../getting.ts';
import type { Page } from '../page.ts';
import type { Words } from '../texts/words.ts';
import { FileIcon } from './file-icon.tsx';
import { FailedText, Progress } from './progress.tsx';
import { WhoHas } from './who-has.tsx';

export interface Context {
  readonly page: Page;
  readonly chat: Chat;
  readonly words: Words;
  readonly model: FilesModel;
}

/** The share that a message tells of; its text, if that share makes no sense. */
export function Card({ item, ...context }: Context & { readonly item: MessageItem }) {
  const share = item.share ?? readSealedShare(item.sealedShare ?? '');
  return share === null ? <div class="said" dir="auto">{item.text}</div> : <ShareCard share={share} isOwn={item.isOwn} {...context} />;
}

/** What a share is, and what can be done with it. */
function ShareCard({ share, isOwn, chat, words, model }: Omit<Context, 'page'> & { readonly share: ShareFacts; readonly isOwn: boolean }) {
  const getting = model.getting(share);
  const state = getting.state.value;
  const isRemoved = chat.shares.removed.value.has(share.id);
  useEffect(() => {
    if (!isRemoved) {
      model.look(getting);
    }
  }, [getting, isRemoved]);
  const facts = [...(share.count === 1 ? [] : [words.count('files', share.count)]), words.size(share.size - share.manifestSize)];
  return (
    <div class="share">
      {state.kind === 'shown'
        ? <Preview shown={state} share={share} words={words} onOpen={() => (model.lightbox.value = getting)} />
        : getting.mayBePicture && !isRemoved && <div class="share-place" />}
      <div class="share-head">
        <FileIcon />
        <div class="share-name">
          <bdi class="share-title" title={share.title}>{share.title}</bdi>
          <span class="share-facts">{facts.join(' · ')}</span>
        </div>
        {state.kind === 'large' || (isRemoved && state.kind !== 'shown')
          ? null
          : (
            <div class="share-buttons">
              <Buttons getting={getting} state={state} words={words} model={model} />
              {isOwn && !isRemoved && (
                <button type="button" class="text-button" onClick={() => void chat.shares.remove(share.id)}>{words.say('remove')}</button>
              )}
            </div>
          )}
      </div>
      <p class="share-state" role="status">{getting.isQuiet ? '' : stateText(state, isRemoved, words)}</p>
      {state.kind === 'under-way' && !getting.isQuiet && <Progress transfer={state.transfer} label={words.say('downloading', { title: share.title })} words={words} />}
      {state.kind === 'failed' && <FailedText failed={state} number={share.id} words={words} />}
      {state.kind === 'large' && <Large getting={getting} isSecure={chat.server.isSecure} words={words} model={model} />}
      {!isRemoved && (isOwn || share.key === undefined) && <WhoHas receivers={getting.receivers} isOwn={isOwn} words={words} />}
    </div>
  );
}

/** A share that a page cannot hold: the browser itself may load it, in clear unless the page came by https. */
function Large({ getting, isSecure, words, model }: Pick<Context, 'words' | 'model'> & { readonly getting: Getting; readonly isSecure: boolean }) {
  const { id, count, manifestSize, key } = getting.share;
  const address = `https://${location.host}/`;
  const values = { limit: words.size(MAX_SIZE), n: id };
  if (key !== undefined) {
    return <p class="share-large">{words.say('largeSealed', values)}</p>;
  }

  const isLoadable = count === 1 || manifestSize <= MAX_ARCHIVE_LIST;

  return (
    <div class="share-large">
      <p>{isLoadable ? words.say(isSecure ? 'largeSecure' : 'largePlain', values) : words.say('largeFiles', values)}</p>
      {isLoadable && !isSecure && <p><a href={address} target="_blank" rel="noopener noreferrer">{address}</a></p>}
      {isLoadable && (
        <button type="button" class="button small" onClick={() => void model.loadOutside(getting)}>
          {words.say(isSecure ? 'download' : 'downloadPlain')}
        </button>
      )}
    </div>
  );
}

function Buttons({ getting, state, words, model }: Pick<Context, 'words' | 'model'> & { readonly getting: Getting; readonly state: GettingState }) {
  return getting.isBusy && !getting.isQuiet
    ? <button type="button" class="button small" onClick={() => model.cancel(getting)}>{words.say('cancel')}</button>
    : (
      <button type="button" class="button small" aria-label={`${words.say('download')}: ${getting.share.title}`} onClick={() => model.download(getting)}>
        {words.say(state.kind === 'failed' ? 'tryAgain' : 'download')}
      </button>
    );
}

function stateText(state: GettingState, isRemoved: boolean, words: Words): string {
  switch (state.kind) {
    case 'queued':
      return words.say('queued');
    case 'saved':
      return words.say('saved');
    default:
      return isRemoved ? words.say('removed') : '';
  }
}

function Preview({ shown, share, words, onOpen }: {
  readonly shown: Shown;
  readonly share: ShareFacts;
  readonly words: Words;
  readonly onOpen: () => void;
}) {
  switch (shown.media.kind) {
    case 'audio':
      return <audio class="share-audio" controls preload="metadata" src={shown.url} aria-label={share.title} />;
    case 'video':
      return <video class="share-video" controls preload="metadata" src={shown.url} aria-label={share.title} />;
    case 'picture':
      return (
        <div class="share-place">
          <button type="button" class="share-picture" aria-label={words.say('show', { title: share.title })} onClick={onOpen}>
            <Thumbnail picture={shown.thumbnail!} />
          </button>
        </div>
      );
  }
}

/** Drawn before the list is measured: the row has its height at once. */
function Thumbnail({ picture }: { readonly picture: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.drawImage(picture, 0, 0), [picture]);
  const density = Math.min(2, devicePixelRatio);
  return (
    <canvas
      ref={(element) => {
        canvas.current = element;
        if (element !== null) {
          element.style.width = `${picture.width / density}px`;
        }
      }}
      width={picture.width}
      height={picture.height}
    />
  );
}
