// Under which names the browser keeps what is needed before the first frame.

/** Kept by the browser: what the user chose of language, colours and sounds. */
export const SETTINGS = 'lantalk.settings';

/** Kept by the tab, with the server's fingerprint behind it: who is in the chat. */
export const JOINED = 'lantalk.joined.';

/** Kept by the tab: the token of the link that led here. */
export const TOKEN = 'lantalk.invitation';
