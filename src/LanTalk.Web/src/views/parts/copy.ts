/** Puts a text into the clipboard, also where the page came over plain http and has no clipboard of its own. */
export async function copyText(text: string): Promise<boolean> {
  // Not there over plain http, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Forbidden by the browser: the old way may still be open.
    }
  }

  return copySelected(text);
}

function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const box = document.createElement('textarea');
  box.value = text;
  box.readOnly = true;
  box.className = 'hidden';
  // Outside an open dialog nothing can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(box);
  box.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way over plain http
  const isCopied = document.execCommand('copy');
  box.remove();
  if (focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }

  return isCopied;
}
