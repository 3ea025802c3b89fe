/** What the page says if its script cannot run. */
export const words = {
  en: {
    noScript: 'LanTalk needs JavaScript. Allow it for this page, or join with the terminal: lantalk join.',
    failed: 'The page could not start. Reload it, or try a newer browser.',
  },
  de: {
    noScript: 'LanTalk braucht JavaScript. Erlaube es für diese Seite, oder tritt mit dem Terminal bei: lantalk join.',
    failed: 'Die Seite konnte nicht starten. Lade sie neu, oder nimm einen neueren Browser.',
  },
  fr: {
    noScript: 'LanTalk a besoin de JavaScript. Autorisez-le pour cette page, ou rejoignez depuis le terminal : lantalk join.',
    failed: 'La page n’a pas pu démarrer. Rechargez-la, ou essayez un navigateur plus récent.',
  },
  es: {
    noScript: 'LanTalk necesita JavaScript. Permítelo en esta página o entra con el terminal: lantalk join.',
    failed: 'La página no ha podido arrancar. Recárgala o prueba con un navegador más reciente.',
  },
  zh: {
    noScript: 'LanTalk 需要 JavaScript。请允许本页使用，或用终端加入：lantalk join。',
    failed: '页面无法启动。请重新加载，或换用较新的浏览器。',
  },
} as const;
