/**
 * Keeps the page as high as what the on-screen keyboard leaves free. Chromium does so by itself (`interactive-widget`); Safari moves the
 * page up instead, and only tells how.
 */
export function followViewport(): void {
  const { visualViewport } = window;
  if (visualViewport === null) {
    return;
  }

  const fit = (): void => {
    const { style } = document.documentElement;
    if (visualViewport.scale > 1.01) {
      return; // Enlarged with two fingers: the page keeps its size, and one moves around in it.
    }

    style.setProperty('--height', `${visualViewport.height}px`);
    style.setProperty('--top', `${visualViewport.offsetTop}px`);
  };
  visualViewport.addEventListener('resize', fit);
  visualViewport.addEventListener('scroll', fit);
  fit();
}
