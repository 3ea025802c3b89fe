import type { ComponentChildren } from 'preact';
import { Logo } from '../parts/icon.tsx';

/** The screen before and after the chat: one thing at a time, in the middle. */
export function Card({ title, lead, children }: { readonly title: ComponentChildren; readonly lead?: ComponentChildren; readonly children?: ComponentChildren }) {
  return (
    <main class="join">
      <div class="join-card">
        <Logo />
        <h1>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
