/**
 * Something new for a screen reader. The view words it and puts it into a polite live region. Each comes once; where many come at once,
 * they come as one.
 */
export type Announcement =
  | { readonly serial: number; readonly kind: 'message'; readonly author: string; readonly text: string; readonly room: string | null; readonly mention: boolean }
  /** Several messages within a moment. `place` is a room or, with `isPrivate`, a user; null for several places. */
  | { readonly serial: number; readonly kind: 'messages'; readonly count: number; readonly place: string | null; readonly isPrivate: boolean }
  | { readonly serial: number; readonly kind: 'not-sent'; readonly text: string }
  | { readonly serial: number; readonly kind: 'connection'; readonly state: 'online' | 'waiting' };
