// The messages that the page sends. docs/PROTOCOL.md and docs/wire.schema.json explain the fields.
import { type Fields, type Infer, flag, integer, optional, text } from './shapes.ts';

const room = optional(text);

export const CLIENT_SHAPES = {
  login: {
    username: text,
    key: text,
    agreement_key: text,
    agreement_signature: text,
    signature: text,
    a: optional(text),
    invitation: optional(text),
    invitation_signature: optional(text),
    epoch: optional(text),
    since: optional(integer),
  },
  auth_proof: { proof: text },
  message: { text, room, nonce: optional(text), share: optional(integer) },
  pm: { to: text, text, nonce: optional(text) },
  sealed_pm: { to: text, id: text, enc: text, sealed: text, sealed_share: optional(text) },
  got: { id: text },
  key: { user: text },
  join: { room: text, epoch: optional(text), since: optional(integer), create: optional(flag) },
  leave: { room: text },
  overview: {},
  members: { room },
  history: { room, before: optional(integer), after: optional(integer), limit: optional(integer) },
  search: { room, query: text },
  invite: { for: optional(text), uses: optional(integer), room, on: optional(text) },
  ticket: { nonce: text, share: optional(integer), sealed: optional(flag) },
  files: { room, share: optional(integer) },
  ping: {},
  quit: {},
} as const satisfies Record<string, Fields>;

type Shapes = typeof CLIENT_SHAPES;

/** The one message without a type. */
export type LoginMessage = Infer<Shapes['login']>;

export type ClientMessageType = Exclude<keyof Shapes, 'login'>;

/** A message of one type. */
export type ClientMessageOf<T extends ClientMessageType> = { readonly type: T } & Infer<Shapes[T]>;

export type ClientMessage = LoginMessage | { [T in ClientMessageType]: ClientMessageOf<T> }[ClientMessageType];
