import { useEffect } from 'preact/hooks';
import type { Chat, Invitation } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { Dialog, IconButton } from '../parts/dialog.tsx';
import { closeSheet, openSheet } from '../ui.ts';
import { keepAwake } from './keep-awake.ts';
import { QrCode } from './qr-code.tsx';

/** Fills the screen, and then shows the invitation: a dialog that was open before would lie beneath the page. */
export async function present(invitation: Invitation): Promise<void> {
  // On iPhones it never is.
  if (document.fullscreenEnabled) {
    try {
      await document.documentElement.requestFullscreen();
    } catch {
      // Refused: the dialog fills the window all the same.
    }
  }

  openSheet({ kind: 'present', invitation });
}

/** The invitation as large as the screen, for a projector, which does not go dark meanwhile. */
export function PresentSheet({ chat, invitation }: { readonly chat: Chat; readonly invitation: Invitation }) {
  useEffect(() => keepAwake(), []);
  useEffect(() => () => {
    if (document.fullscreenElement !== null) {
      void document.exitFullscreen();
    }
  }, []);
  const url = new URL(invitation.url);
  return (
    <Dialog kind="present" label={text('scanToJoin')} onClose={closeSheet}>
      <IconButton icon="close" label={text('close')} onClick={closeSheet} />
      <h2><bdi>{chat.server.name}</bdi></h2>
      <p>{text('scanToJoin')}</p>
      <QrCode invitation={invitation} />
      <p>{chat.server.needsPassword ? null : rich('orOpen', { address: <bdi><strong>{url.host}</strong></bdi> })}</p>
    </Dialog>
  );
}
