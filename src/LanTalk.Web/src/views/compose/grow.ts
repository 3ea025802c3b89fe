const growsByItself = CSS.supports('field-sizing', 'content');

/** Makes a text box as high as its text, up to what the style allows. */
export function grow(box: HTMLTextAreaElement): void {
  if (!growsByItself) {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }
}
