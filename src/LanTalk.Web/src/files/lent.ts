// In the built script, this stands in the place of Preact and its signals: what the page lends, before anything is drawn.
import type { Page } from './page.ts';

type Lent = Page['preact'];

export let jsx: Lent['jsx'];
export let jsxs: Lent['jsxs'];
export let Fragment: Lent['Fragment'];
export let useEffect: Lent['useEffect'];
export let useLayoutEffect: Lent['useLayoutEffect'];
export let useRef: Lent['useRef'];
export let signal: Lent['signal'];

/** Takes what the page lends. */
export const borrow = ({ preact }: Page): void => {
  ({ jsx, jsxs, Fragment, useEffect, useLayoutEffect, useRef, signal } = preact);
};
