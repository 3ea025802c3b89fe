// Runs in the build: renders the join form as HTML, which the browser shows before any script.
import './no-browser.ts';
import { renderToString } from 'preact-render-to-string';
import { type Language, speak } from '../texts/language.ts';
import type { JoinForm, ServerFacts } from '../state/index.ts';
import { JoinScreen } from '../views/join/join-screen.tsx';

/** The server fills in its name. */
const server: ServerFacts = { name: '{{server}}', needsPassword: false, fingerprint: '', words: '', isSecure: false, isKnown: false };

/** Renders the join form with the texts of a language. */
export async function prerender(language: Language, texts: unknown, asksPassword: boolean): Promise<string> {
  globalThis.fetch = () => Promise.resolve(Response.json(texts));
  await speak(language);
  const form = {
    progress: { value: 'idle' },
    problem: { value: null },
    isInvited: { value: false },
    asksPassword: { value: asksPassword },
    rememberedName: '',
    room: null,
  } as unknown as JoinForm;
  // The server's identity needs the script, which verifies it.
  return renderToString(<JoinScreen server={server} form={form} />).replace(/<details>.*<\/details>/s, '');
}
