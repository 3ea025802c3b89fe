import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { JoinForm, ServerFacts } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Words } from '../parts/words.tsx';
import { isTouch } from '../ui.ts';
import { Card } from './card.tsx';
import { fieldOf, problemText } from './problem-text.ts';
import { Caveat } from './caveat.tsx';
import { typedEarly } from './early.ts';

/** The way in: a name, a password if there is one, one tap. */
export function JoinScreen({ server, form }: { readonly server: ServerFacts; readonly form: JoinForm }) {
  const name = useSignal(typedEarly('text') || form.rememberedName);
  const password = useSignal(typedEarly('password'));
  const nameBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  const problem = form.problem.value;
  const progress = form.progress.value;
  const field = problem === null ? null : fieldOf(problem.code);
  const error = problem === null ? null : problemText(problem);

  useLayoutEffect(() => {
    if (!isTouch.value && name.value + password.value === form.rememberedName) {
      (form.rememberedName !== '' && form.asksPassword.value ? passwordBox : nameBox).current?.focus();
    }
  }, []);
  useLayoutEffect(() => {
    // The refused value is selected, so that typing replaces it.
    const box = field === 'name' ? nameBox.current : field === 'password' ? passwordBox.current : null;
    box?.focus();
    box?.select();
  }, [problem]);

  const isBusy = progress !== 'idle';
  return (
    <Card title={rich('welcomeTo', { server: <bdi>{server.name}</bdi> })} lead={text('lead')}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) {
            void form.join(name.value, password.value);
          }
        }}
      >
        <Field
          label={text('yourName')}
          value={name.value}
          error={field === 'name' ? error : null}
          inputRef={nameBox}
          autocomplete="nickname"
          autocapitalize="words"
          enterkeyhint={form.asksPassword.value ? 'next' : 'go'}
          onText={(typed) => (name.value = typed)}
        />
        {form.asksPassword.value && (
          <Field
            label={text('password')}
            hint={text('passwordHint')}
            value={password.value}
            error={field === 'password' ? error : null}
            inputRef={passwordBox}
            type="password"
            autocomplete="current-password"
            enterkeyhint="go"
            onText={(typed) => (password.value = typed)}
          />
        )}
        <p class="error" role="alert">{field === null ? error : null}</p>
        <button type="submit" class="button main" aria-disabled={isBusy}>{isBusy ? text('joining') : text('join')}</button>
      </form>
      <Invited form={form} />
      <p class="safety"><Icon name="lock" />{text('protects')}</p>
      <details>
        <summary>{text('identityTitle')}</summary>
        <p>{server.isKnown ? text('identityKnown') : text('identityHint')}</p>
        <Words words={server.words} label={text('identityTitle')} />
        <Caveat server={server} />
      </details>
    </Card>
  );
}

/** Below the form, which does not move when it comes. */
function Invited({ form }: { readonly form: JoinForm }) {
  return (
    <>
      {form.room !== null && <p class="lead">{rich('leadRoom', { room: <bdi>{form.room}</bdi> })}</p>}
      {form.isInvited.value && <p class="lead">{text('leadInvited')}</p>}
    </>
  );
}
