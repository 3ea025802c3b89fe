/**
 * What was typed into the way in as the server drew it, before the page's own took its place: its text boxes are the same elements, so that
 * neither the focus nor a word that an input method has begun is lost.
 */
export function typedEarly(type: 'text' | 'password'): string {
  return document.querySelector<HTMLInputElement>(`.join input[type=${type}]`)?.value ?? '';
}

/** The button of the way in, if it was pressed before the page could do what it says. */
export function pressedEarly(): HTMLElement | null {
  return document.querySelector('.join button[aria-disabled=true]');
}
