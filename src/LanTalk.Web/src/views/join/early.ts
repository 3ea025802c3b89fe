/**
 * What was typed into the prerendered form before the script ran. Preact reuses its elements, so neither the focus nor a word that is being
 * composed with an input method is lost.
 */
export function typedEarly(type: 'text' | 'password'): string {
  return document.querySelector<HTMLInputElement>(`.join input[type=${type}]`)?.value ?? '';
}

/** The prerendered form's button, if it was pressed before the script ran. */
export function pressedEarly(): HTMLElement | null {
  return document.querySelector('.join button[aria-disabled=true]');
}
