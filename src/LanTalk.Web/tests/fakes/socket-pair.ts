import type { Socket } from '../../src/wire/socket.ts';

/** The page's end of a connection in memory; the other end belongs to a false server. Messages arrive in the next task. */
export class FakeSocket implements Socket {
  binaryType = '';
  protocol = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** The server's ears. */
  onSent: (data: Uint8Array) => void = () => undefined;
  onClosedByPage: () => void = () => undefined;
  isOpen = false;
  /** The network takes nothing any more, and nobody is told. */
  isDead = false;

  get readyState(): number {
    return this.isOpen ? 1 : 3;
  }

  accept(protocol: string): void {
    queueMicrotask(() => {
      this.protocol = protocol;
      this.isOpen = true;
      this.onopen?.();
    });
  }

  refuse(): void {
    queueMicrotask(() => this.onclose?.({ code: 1006 }));
  }

  send(data: Uint8Array): void {
    const copy = data.slice();
    queueMicrotask(() => {
      if (this.isOpen && !this.isDead) {
        this.onSent(copy);
      }
    });
  }

  deliver(data: Uint8Array): void {
    const copy = data.slice();
    queueMicrotask(() => {
      if (this.isOpen && !this.isDead) {
        this.onmessage?.({ data: copy.buffer });
      }
    });
  }

  /** The server, or the network, ends it. */
  drop(): void {
    queueMicrotask(() => {
      if (this.isOpen) {
        this.isOpen = false;
        this.onclose?.({ code: 1006 });
      }
    });
  }

  close(): void {
    if (this.isOpen) {
      this.isOpen = false;
      queueMicrotask(() => this.onClosedByPage());
    }
  }
}
