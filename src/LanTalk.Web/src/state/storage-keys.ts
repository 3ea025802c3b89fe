// Keys of what the browser stores, for the modules that need it before the first frame.

/** In localStorage: the settings. */
export const SETTINGS = 'lantalk.settings';

/** In sessionStorage, followed by the server's fingerprint: the user who is in the chat in this tab. */
export const JOINED = 'lantalk.joined.';

/** In sessionStorage: the token of the invitation that this tab was opened with. */
export const TOKEN = 'lantalk.invitation';
