import { signal } from '@preact/signals';

/** Whether somebody looks at the page: it is in front, and has the focus. */
export const isLookedAt = signal(look());

for (const event of ['focus', 'blur', 'visibilitychange', 'pageshow']) {
  addEventListener(event, () => (isLookedAt.value = look()));
}

function look(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
