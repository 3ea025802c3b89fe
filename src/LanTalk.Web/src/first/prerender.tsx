// Runs when the page is built: draws the way in as HTML, which is there before any script.
import './no-browser.ts';
import { renderToString } from 'preact-render-to-string';
import { type Language, speak } from '../texts/language.ts';
import type { JoinForm, ServerFacts } from '../state/index.ts';
import { JoinScreen } from '../views/join/join-screen.tsx';

/** The server puts its name there. */
const server: ServerFacts = { name: '{{server}}', needsPassword: false, fingerprint: '', words: '', isSecure: false, isKnown: false };

/** Draws the way in with the texts of a language. */
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
  // Which server it is comes with the script, which asks for the proof.
  return renderToString(<JoinScreen server={server} form={form} />).replace(/<details>.*<\/details>/s, '');
}
