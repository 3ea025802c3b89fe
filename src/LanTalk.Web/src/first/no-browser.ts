// Stubs of the browser's objects that the views use, for the build. They must be imported before any view.
Object.assign(globalThis, {
  document: { querySelector: (selector: string) => (selector.startsWith('link') ? { href: '/{{icon.svg}}' } : null) },
  location: { host: '' },
  matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
});
