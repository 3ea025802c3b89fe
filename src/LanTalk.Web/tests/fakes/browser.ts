import type { ReadonlySignal } from '@preact/signals';
import type { Platform, TextStore } from '../../src/state/platform.ts';
import { AppModel } from '../../src/state/app-model.ts';
import type { Chat, Item, JoinForm } from '../../src/state/index.ts';
import { MemoryStore } from '../../src/storage/store.ts';
import type { TabChannel } from '../../src/tabs/tab-lease.ts';
import type { FakeClock } from './clock.ts';
import type { FakeServer } from './server.ts';

class MemoryTexts implements TextStore {
  readonly #texts = new Map<string, string>();

  get(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  set(name: string, text: string | null): void {
    if (text === null) {
      this.#texts.delete(name);
    } else {
      this.#texts.set(name, text);
    }
  }

  all(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#texts);
  }
}

/** A browser: what it keeps, and its tabs. */
export class FakeBrowser {
  readonly store = new MemoryStore();
  readonly texts = new MemoryTexts();
  readonly channels: TabChannel[] = [];
  readonly server: FakeServer;
  readonly clock: FakeClock;

  constructor(server: FakeServer, clock: FakeClock) {
    this.server = server;
    this.clock = clock;
  }

  openTab(fragment = ''): FakeTab {
    return new FakeTab(this, fragment);
  }
}

/** A tab, and the page in it. */
export class FakeTab {
  fragment: string;
  isVisible = true;
  app!: AppModel;
  readonly notified: string[] = [];
  readonly #browser: FakeBrowser;
  readonly #texts = new MemoryTexts();
  #attention: (isBack: boolean) => void = () => undefined;
  #channel: TabChannel | null = null;

  constructor(browser: FakeBrowser, fragment: string) {
    this.#browser = browser;
    this.fragment = fragment;
    this.load();
  }

  /** Loads the page; again, what it held in memory is gone. */
  load(): void {
    this.unload();
    this.app = new AppModel(this.#platform());
    void this.app.start();
  }

  /** The page goes. */
  unload(): void {
    this.#attention(false);
    this.#browser.channels.splice(0, Infinity, ...this.#browser.channels.filter((channel) => channel !== this.#channel));
    const { server } = this.#browser;
    server.sessions.filter((session) => session.socket === this.#socket).forEach((session) => session.socket.drop());
    if (this.#socket !== null) {
      this.#socket.onmessage = this.#socket.onclose = null;
    }
  }

  look(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.#attention(isVisible);
  }

  get form(): JoinForm {
    const stage = this.app.stage.value;
    if (stage.kind !== 'join') {
      throw new Error(`The stage is ${stage.kind}.`);
    }

    return stage.form;
  }

  get chat(): Chat {
    const stage = this.app.stage.value;
    if (stage.kind !== 'chat') {
      throw new Error(`The stage is ${stage.kind}.`);
    }

    return stage.chat;
  }

  /** The texts of a conversation as they stand, with what became of own ones that are not sent. */
  texts(items: ReadonlySignal<readonly Item[]> = this.chat.current.value.items): string[] {
    return items.value.flatMap((item) =>
      item.kind !== 'message' ? [] : [`${item.author}: ${item.text}${item.delivery.state === 'sent' ? '' : ` (${item.delivery.state})`}`],
    );
  }

  async join(name: string): Promise<void> {
    await this.started();
    await this.form.join(name, '');
    await this.#browser.clock.pass(10);
  }

  /** The page has found out who the server is. */
  async started(): Promise<void> {
    await this.#browser.clock.pass(400);
  }

  #socket: ReturnType<FakeServer['openSocket']> | null = null;

  #platform(): Platform {
    const { server, clock, store, texts, channels } = this.#browser;
    return {
      clock,
      fetch: () => (server.isUp ? Promise.resolve({ ok: true, json: () => Promise.resolve(server.identity) }) : Promise.reject(new Error('down'))),
      openSocket: () => (this.#socket = server.openSocket()),
      stretch: () => Promise.resolve(new Uint8Array(32)),
      random: () => 0,
      openStore: () => Promise.resolve(store),
      tab: this.#texts,
      browser: texts,
      tabs: this.#connect(channels),
      isSecure: false,
      lacks: null,
      fragment: this.fragment,
      showFragment: (fragment) => {
        this.fragment = fragment;
      },
      isVisible: () => this.isVisible,
      onAttention: (listener) => {
        this.#attention = listener;
      },
      alerts: {
        permission: 'granted',
        ask: () => Promise.resolve(),
        notify: (title, text) => this.notified.push(`${title}: ${text}`),
        allowSound: () => undefined,
        playSound: () => undefined,
      },
    };
  }

  #connect(channels: TabChannel[]): TabChannel {
    const channel: TabChannel = {
      onmessage: null,
      postMessage: (data) => channels.filter((one) => one !== channel).forEach((one) => queueMicrotask(() => one.onmessage?.({ data }))),
    };
    this.#channel = channel;
    channels.push(channel);
    return channel;
  }
}

