import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Chat, Hit, SearchState } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { shortTime } from '../../texts/times.ts';
import { flash } from '../list/flash.ts';
import { announce } from '../parts/announcer.tsx';
import { IconButton } from '../parts/dialog.tsx';
import { Name } from '../parts/name.tsx';
import { closeSheets, columns, right } from '../ui.ts';

/** As many hits as a search gives at most. */
const mostHits = 50;

/** The box for what one looks for. */
export function SearchBox({ chat, isFocused = false }: { readonly chat: Chat; readonly isFocused?: boolean }) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isFocused) {
      box.current?.focus();
    }
  }, []);
  const run = (): void => {
    const query = box.current?.value.trim() ?? '';
    if (columns.value === 3) {
      right.value = query === '' ? 'people' : 'search';
    }

    if (query === '') {
      chat.search.clear();
    } else {
      void chat.search.run(query);
    }
  };
  return (
    <form
      class="search-form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <input
        ref={box}
        class="input"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        aria-label={text('search')}
        placeholder={text('searchPlaceholder')}
        title={text('searchHint')}
      />
    </form>
  );
}

/** What was found. */
export function SearchPanel({ chat, onClose, hasBox = false }: {
  readonly chat: Chat;
  readonly onClose: () => void;
  /** Whether the box is here, and not above the conversation. */
  readonly hasBox?: boolean;
}) {
  const state = chat.search.state.value;
  useLayoutEffect(() => {
    if (state.kind === 'found') {
      announce(summary(state));
    }
  }, [state]);
  return (
    <>
      <div class="side-head">
        {hasBox ? <SearchBox chat={chat} isFocused /> : <h2>{text('results')}</h2>}
        <IconButton icon="close" label={text('close')} onClick={onClose} />
      </div>
      <div class="side-body">
        <p class="about">{summary(state)}</p>
        {state.kind === 'refused' && <p class="about" lang="en" dir="auto">{state.server}</p>}
        {state.kind === 'found' && (
          <ol class="results" role="list" aria-label={text('results')}>
            {[...state.hits].reverse().map((hit) => (
              <li key={`${hit.room}:${hit.id}`}><Result chat={chat} hit={hit} hasRoom={state.rooms.length > 1} /></li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}

function Result({ chat, hit, hasRoom }: { readonly chat: Chat; readonly hit: Hit; readonly hasRoom: boolean }) {
  const open = async (): Promise<void> => {
    if (!await chat.search.open(hit)) {
      announce(text('notKept'));
      return;
    }

    closeSheets();
    const item = chat.current.value.items.value.find((candidate) => candidate.kind === 'message' && candidate.id === hit.id);
    if (item !== undefined) {
      flash(item.key);
    }
  };
  return (
    <button type="button" class="result" onClick={() => void open()}>
      <span class="result-head">
        <span class="cut"><Name name={hit.author} />{hasRoom && <> · <bdi>{hit.room}</bdi></>}</span>
        <span class="time">{shortTime(hit.at, Date.now())}</span>
      </span>
      {/* In a button nothing else can be pressed: addresses and code are plain text here. */}
      <span class="said" dir="auto">{hit.text}</span>
    </button>
  );
}

function summary(state: SearchState): string {
  switch (state.kind) {
    case 'empty':
      return text('searchHint');
    case 'running':
      return text('searching');
    case 'found':
      return state.hits.length === 0 ? text('foundNothing')
        : state.hits.length >= mostHits ? text('foundMost', { n: state.hits.length })
        : count('found', state.hits.length);
    case 'refused':
      return text('searchRefused');
    case 'offline':
      return text('offlineAsk');
  }
}
