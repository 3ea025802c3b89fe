import type { ComponentChildren } from 'preact';
import { Logo } from '../parts/icon.tsx';

/** The screen before and after the chat: one thing at a time, in the middle. */
export function Card({ title, lead, isRead = false, children }: {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  /** Whether there is nothing in it but text: to scroll it with the keyboard, it takes the focus. */
  readonly isRead?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <main class="join" tabIndex={isRead ? 0 : undefined}>
      <div class="join-card">
        <Logo />
        <h1>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
