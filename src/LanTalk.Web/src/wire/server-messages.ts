// The messages that the server sends. docs/PROTOCOL.md and docs/wire.schema.json explain the fields.
import { type Fields, type Infer, flag, integer, list, object, optional, text } from './shapes.ts';

const ts = text;

const share = { id: integer, title: text, count: integer, size: integer, manifest_size: integer, root: text };

const got = { got: optional(integer), got_by: optional(list(text)) };

const sealedShare = {
  share: integer,
  user: text,
  to: text,
  size: integer,
  root: text,
  at: integer,
  offset: integer,
  for_you: optional(flag),
  ...got,
};

const past = {
  id: integer,
  user: text,
  text,
  at: integer,
  action: optional(flag),
  bot: optional(flag),
  room: optional(text),
  share: optional(object(share)),
};

export const SERVER_SHAPES = {
  auth_request: { ts, needs_password: flag, server_name: optional(text), nonce: optional(text), salt: optional(text) },
  auth_challenge: { ts, b: text },
  auth_ok: {
    ts,
    username: text,
    server_name: text,
    rate_limit: optional(text),
    query_limit: optional(text),
    max_text: optional(integer),
    idle_timeout: optional(text),
    proof: optional(text),
  },
  auth_fail: { ts, reason: text, code: optional(text) },
  room: { ts, room: text, epoch: text, since: integer, id: integer, topic: optional(text) },
  message: {
    ts,
    user: text,
    text,
    action: optional(flag),
    bot: optional(flag),
    id: optional(integer),
    at: optional(integer),
    room: optional(text),
    nonce: optional(text),
    share: optional(object(share)),
  },
  ack: { ts, nonce: text, id: optional(integer), waits: optional(flag) },
  pm: { ts, from_user: text, text, bot: optional(flag), at: optional(integer), id: optional(text) },
  sealed_pm: {
    ts,
    from_user: text,
    key: text,
    agreement_key: text,
    agreement_signature: text,
    id: text,
    enc: text,
    sealed: text,
    sealed_share: optional(text),
    at: optional(integer),
  },
  key: {
    ts,
    user: text,
    online: flag,
    key: optional(text),
    agreement_key: optional(text),
    agreement_signature: optional(text),
  },
  system: {
    ts,
    text,
    event: optional(text),
    user: optional(text),
    name: optional(text),
    room: optional(text),
    at: optional(integer),
    nonce: optional(text),
    topic: optional(text),
    share: optional(integer),
  },
  overview: {
    ts,
    online: integer,
    users: list(text),
    commands: list(object({ name: text, arguments: text, help: text, bot: optional(text) })),
    rooms: optional(list(object({ room: text, users: integer, topic: optional(text) }))),
  },
  members: {
    ts,
    room: optional(text),
    count: optional(integer),
    from: optional(integer),
    users: optional(list(text)),
    changes: optional(list(object({ event: text, user: text, name: optional(text) }))),
  },
  pong: { ts },
  history: {
    ts,
    room: text,
    before: optional(integer),
    after: optional(integer),
    reached: optional(integer),
    first: optional(flag),
    last: optional(flag),
    messages: list(object(past)),
  },
  found: { ts, query: text, rooms: list(text), messages: list(object(past)) },
  invitation: {
    ts,
    id: optional(text),
    url: text,
    expires: optional(integer),
    uses: optional(integer),
    room: optional(text),
    qr: text,
    qr_size: integer,
  },
  ticket: { ts, nonce: text, ticket: text, seconds: integer, key: optional(text) },
  files: {
    ts,
    room: optional(text),
    shares: list(object({ share: object(share), user: text, bot: optional(flag), at: integer, offset: integer, ...got })),
    sealed: optional(list(object(sealedShare))),
  },
} as const satisfies Record<string, Fields>;

type Shapes = typeof SERVER_SHAPES;

export type ServerMessageType = keyof Shapes;

/** A message of one type. */
export type ServerMessageOf<T extends ServerMessageType> = { readonly type: T } & Infer<Shapes[T]>;

export type ServerMessage = { [T in ServerMessageType]: ServerMessageOf<T> }[ServerMessageType];

export type PastMessage = Infer<typeof past>;

export type WireShare = Infer<typeof share>;
