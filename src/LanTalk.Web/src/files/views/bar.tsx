import type { Sending } from '../sending.ts';
import type { Context } from './card.tsx';
import { FileIcon } from './file-icon.tsx';
import { Lightbox } from './lightbox.tsx';
import { FailedText, Progress } from './progress.tsx';

/** What is being sent, above the text box; and the picture that lies over the page. */
export function Bar(context: Context) {
  const { model, words, page } = context;
  const sendings = model.sendings.value;
  const shown = model.lightbox.value;
  return (
    <>
      {model.wasEmpty.value && (
        <div class="sending-line">
          <page.Icon name="warning" />
          <p class="sending-what" role="alert">{words.say('nothingChosen')}</p>
          <button type="button" class="button small" onClick={() => (model.wasEmpty.value = false)}>{words.say('dismiss')}</button>
        </div>
      )}
      {sendings.map((sending, index) => <SendingLine key={index} sending={sending} context={context} />)}
      {shown !== null && <Lightbox getting={shown} context={context} />}
    </>
  );
}

function SendingLine({ sending, context: { page, words } }: { readonly sending: Sending; readonly context: Context }) {
  const state = sending.state.value;
  const title = <bdi class="share-title">{sending.title}</bdi>;
  const { place } = sending;
  const isPrivate = place.kind === 'private';
  const isPreparing = state.kind === 'starting' || (state.kind === 'under-way' && state.transfer.state.value.stage === 'hashing');
  return (
    <div class="sending-line">
      {state.kind === 'failed' ? <page.Icon name="warning" /> : <FileIcon />}
      <div class="sending-what">
        <p>
          {state.kind === 'chosen'
            ? words.rich(isPrivate ? 'askSend' : 'askShare', { title, place: <bdi>{place.title}</bdi> })
            : words.rich(isPreparing ? 'preparing' : 'sharing', { title })}
        </p>
        {state.kind === 'under-way' && <Progress transfer={state.transfer} label={words.say('sharing', { title: sending.title })} words={words} />}
        {state.kind === 'failed' && <FailedText failed={state} number={0} words={words} />}
      </div>
      {state.kind === 'chosen' && <button type="button" class="button main small" onClick={() => sending.start()}>{words.say(isPrivate ? 'send' : 'share')}</button>}
      {state.kind === 'failed' && <button type="button" class="button small" onClick={() => sending.start()}>{words.say('tryAgain')}</button>}
      <button type="button" class="button small" onClick={() => sending.cancel()}>{words.say(state.kind === 'failed' ? 'dismiss' : 'cancel')}</button>
    </div>
  );
}
