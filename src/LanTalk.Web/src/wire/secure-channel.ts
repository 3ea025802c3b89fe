import { utf8 } from '../bytes/bytes.ts';
import { type NoiseChannel, NoiseInitiator } from '../noise/initiator.ts';
import type { Clock } from '../time/clock.ts';
import type { ClientMessage } from './client-messages.ts';
import { LineReader, readLine, writeLine } from './lines.ts';
import type { ServerMessage } from './server-messages.ts';
import { OPEN, type OpenSocket, SUBPROTOCOL, type Socket } from './socket.ts';

const PROLOGUE = utf8('lantalk/3 web');

/** What one Noise message can hold. */
const MAX_PLAINTEXT = 65_519;

/** `unreachable`: no connection came about. `impostor`: what answers does not have the server's key. */
export type OpenFault = 'unreachable' | 'impostor' | 'timeout';

/** Who is told what happens on a channel. */
export interface ChannelListener {
  message(message: ServerMessage): void;
  /** Once, at the end. `isBroken`: the other end breaks the rules, so another connection would not help. */
  closed(isBroken: boolean): void;
}

/** Lines of version 3 in Noise messages in a WebSocket. */
export class SecureChannel {
  readonly #socket: Socket;
  readonly #noise: NoiseChannel;
  readonly #lines = new LineReader();
  #listener: ChannelListener | null = null;
  #pending: ServerMessage[] = [];
  #waiter: ((message: ServerMessage | null) => void) | null = null;
  #end: { isBroken: boolean } | null = null;

  private constructor(socket: Socket, noise: NoiseChannel) {
    this.#socket = socket;
    this.#noise = noise;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = () => this.#close(false);
    socket.onerror = null; // a close follows
  }

  /** Unlike that of any other connection. */
  get handshakeHash(): Uint8Array {
    return this.#noise.hash;
  }

  /** Opens a connection to the server whose key is known. */
  static open(openSocket: OpenSocket, serverKey: Uint8Array, clock: Clock, timeout: number): Promise<SecureChannel | OpenFault> {
    return new Promise((resolve) => {
      const socket = openSocket();
      const handshake = new NoiseInitiator(serverKey, PROLOGUE);
      const finish = (result: SecureChannel | OpenFault): void => {
        timer.cancel();
        if (!(result instanceof SecureChannel)) {
          detach(socket);
          socket.close();
        }

        resolve(result);
      };
      const timer = clock.after(timeout, () => finish('timeout'));
      socket.binaryType = 'arraybuffer';
      let isOpen = false;
      socket.onopen = () => {
        isOpen = true;
        const first = socket.protocol === SUBPROTOCOL ? handshake.write() : null;
        if (first === null) {
          finish('impostor');
        } else {
          socket.send(first);
        }
      };
      socket.onmessage = ({ data }) => {
        const answer = data instanceof ArrayBuffer ? handshake.read(new Uint8Array(data)) : null;
        finish(answer === null || answer.payload.length > 0 ? 'impostor' : new SecureChannel(socket, answer.channel));
      };
      // A server with another key cannot answer.
      socket.onclose = () => finish(isOpen ? 'impostor' : 'unreachable');
    });
  }

  /** The next message; null if the channel has ended. For the login, which asks and waits; one call at a time, and none after `listen`. */
  next(): Promise<ServerMessage | null> {
    const message = this.#pending.shift();
    if (message !== undefined || this.#end !== null) {
      return Promise.resolve(message ?? null);
    }

    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  /** Starts to deliver lines, first those that arrived before. */
  listen(listener: ChannelListener): void {
    this.#listener = listener;
    const pending = this.#pending;
    this.#pending = [];
    pending.forEach((message) => this.#tell(message));
    if (this.#end !== null) {
      listener.closed(this.#end.isBroken);
    }
  }

  /** Sends a message. On a channel that is closed it is lost; who sends is told of that by `closed`. */
  send(message: ClientMessage): void {
    // A socket that is about to close takes nothing; that it has closed is told in another task.
    if (this.#end !== null || this.#socket.readyState !== OPEN) {
      return;
    }

    const line = writeLine(message);
    for (let start = 0; start < line.length; start += MAX_PLAINTEXT) {
      this.#socket.send(this.#noise.send.seal(line.subarray(start, start + MAX_PLAINTEXT)));
    }
  }

  /** Ends it from this side. The listener is told. */
  close(): void {
    this.#close(false);
  }

  #receive(data: unknown): void {
    const bytes = data instanceof ArrayBuffer ? this.#noise.receive.open(new Uint8Array(data)) : null;
    const lines = bytes && this.#lines.take(bytes);
    if (lines === null) {
      this.#close(true);
      return;
    }

    for (const line of lines) {
      const message = line === '' ? null : readLine(line);
      if (message !== null) {
        this.#tell(message);
      }
    }
  }

  #tell(message: ServerMessage): void {
    if (this.#waiter !== null) {
      this.#release(message);
    } else if (this.#listener === null) {
      this.#pending.push(message);
    } else if (this.#end === null) {
      this.#listener.message(message);
    }
  }

  #release(message: ServerMessage | null): void {
    const waiter = this.#waiter;
    this.#waiter = null;
    waiter?.(message);
  }

  #close(isBroken: boolean): void {
    if (this.#end !== null) {
      return;
    }

    this.#end = { isBroken };
    detach(this.#socket);
    this.#socket.close();
    this.#release(null);
    this.#listener?.closed(isBroken);
  }
}

function detach(socket: Socket): void {
  socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
}

