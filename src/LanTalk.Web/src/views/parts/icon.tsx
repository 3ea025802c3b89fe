/** Drawn for this page, on a grid of 24. */
const paths = {
  rooms: 'M4 7h16M4 12h16M4 17h10',
  hash: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  unlock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2',
  people: 'M9 5a3.25 3.25 0 1 0 .01 0ZM3 19c.4-3 2.8-4.7 6-4.7s5.6 1.7 6 4.7M16 5.3a3.25 3.25 0 0 1 0 5.9M17.5 14.6c2 .6 3.2 2.1 3.5 4.4',
  person: 'M12 4.5a3.5 3.5 0 1 0 .01 0ZM5 19.5c.5-3.4 3.3-5.2 7-5.2s6.5 1.8 7 5.2',
  search: 'M11 4.5a6.5 6.5 0 1 0 .01 0ZM16 16l4 4',
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M4.5 12h10M4.5 12 3.5 4.5 20.5 12 3.5 19.5Z',
  down: 'M12 5v13M6.5 12.5 12 18l5.5-5.5',
  plus: 'M12 5v14M5 12h14',
  invite: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v6h-3M14 19.5v.5',
  settings: 'M4 7h9M18 7h2M4 17h2M11 17h9M15.5 4.75a2.25 2.25 0 1 0 .01 0ZM8.5 14.75a2.25 2.25 0 1 0 .01 0Z',
  help: 'M12 3.5a8.5 8.5 0 1 0 .01 0ZM9.7 9.6c.2-1.4 1.1-2.1 2.4-2.1s2.3.9 2.3 2.1c0 1.9-2.4 1.9-2.4 3.9M12 16.3v.1',
  leave: 'M13.5 4.5h-8v15h8M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 4a8 8 0 1 0 .01 0ZM12 8v4.5l3 1.5',
  warning: 'M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17v.1',
  shield: 'M12 3.5c2 1.5 4.5 2.3 7 2.4 0 6.8-2 11.6-7 14.6-5-3-7-7.8-7-14.6 2.5-.1 5-.9 7-2.4ZM8.8 12l2.3 2.3 4.2-4.5',
  hide: 'M4 4.5 20 20M9.5 6c.8-.3 1.6-.5 2.5-.5 3.7 0 7 2 9.5 6.5-.7 1.3-1.5 2.4-2.4 3.3M6.5 7.5C5 8.6 3.7 10.1 2.5 12c2.5 4.5 5.8 6.5 9.5 6.5 1.5 0 2.9-.3 4.2-1',
  at: 'M12 8.5a3.5 3.5 0 1 0 .01 0ZM15.5 8.5v4.7c0 3.2 4.8 3.2 4.8-1.2A8.3 8.3 0 1 0 17 18.6',
  present: 'M4 5h16v11H4zM12 16v3.5M8.5 19.5h7',
  info: 'M12 3.5a8.5 8.5 0 1 0 .01 0ZM12 11v5.5M12 7.8v.1',
  message: 'M4 5h16v11.5h-9L7 20v-3.5H4Z',
  attach: 'm19.5 11.5-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.3-7.3',
  camera: 'M4 8h4l1.5-2.5h5L16 8h4v11H4ZM12 10a3.25 3.25 0 1 0 .01 0Z',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words, or in a button that has a name: screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark of LanTalk: two who talk, in one circle. The browser has it already, beside the page's title. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <image href={document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href} width="48" height="48" />
    </svg>
  );
}
