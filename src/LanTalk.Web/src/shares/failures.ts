/** Why a transfer ended without success. The views have the words. */
export type FailCode =
  /** The server does not want it; its sentence says why. */
  | 'refused'
  /** The share was removed, or was never there. */
  | 'gone'
  /** What came is not what was announced. */
  | 'altered'
  /** The server was not to be reached for a while. */
  | 'network'
  /** A file was changed or taken away while it was sent. */
  | 'changed'
  /** There are more files in it than one archive takes. */
  | 'many';

/** A transfer cannot be done. `server` is the server's sentence, in English. */
export class TransferFailure extends Error {
  constructor(
    readonly code: FailCode,
    readonly server: string | null = null,
  ) {
    super(server ?? code);
  }
}

/** It did not work this time, and may the next time. */
export class TryAgain extends Error {}

/** There is no connection to the chat, without which there is no ticket. It comes back, or the page says so. */
export class ChatAway extends Error {}

/** A body that was altered on its way. It is fetched again: the one who altered it may have gone. */
export class Altered extends TryAgain {}
