// Imported first by what draws views where there is no browser: what they ask of one.
Object.assign(globalThis, {
  document: { querySelector: (selector: string) => (selector.startsWith('link') ? { href: '/{{icon.svg}}' } : null) },
  location: { host: '' },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
});
