/** As much of a WebSocket as the client needs; in tests, a false one. */
export interface Socket {
  binaryType: string;
  readonly protocol: string;
  /** 1 while it is open. */
  readonly readyState: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  onerror: (() => void) | null;
  send(data: Uint8Array): void;
  close(): void;
}

export type OpenSocket = () => Socket;

export const OPEN = 1;

export const SUBPROTOCOL = 'lantalk.3';

/** Opens a WebSocket to the server that the page came from. */
export const openPageSocket: OpenSocket = () => {
  const url = new URL('/chat', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return new WebSocket(url, SUBPROTOCOL) as unknown as Socket;
};
