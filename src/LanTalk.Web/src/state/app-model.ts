import { type Signal, computed, signal } from '@preact/signals';
import { Backoff } from '../session/backoff.ts';
import { askIdentity } from '../login/ask-identity.ts';
import { fingerprintWords, showFingerprint } from '../crypto/fingerprint.ts';
import { TabLease } from '../tabs/tab-lease.ts';
import type { Store } from '../storage/store.ts';
import { type InvitationLink, publicFragment, readFragment } from '../trust/invitation-link.ts';
import { ServerPin, type Verdict } from '../trust/pin.ts';
import type { ServerIdentity } from '../trust/server-identity.ts';
import { random } from '../bytes/bytes.ts';
import { toBase64Url } from '../bytes/base64url.ts';
import { Announcer } from './announcer.ts';
import type { App, Stage } from './app.ts';
import { ChatRun, type RunEnding } from './chat-run.ts';
import { Entrance } from './entrance.ts';
import type { JoinProblem } from './join-form.ts';
import type { Platform, TextStore } from './platform.ts';
import type { Identity, IdentityTrouble } from './server.ts';
import { SettingsModel } from './settings-model.ts';
import { TabCredentials } from './tab-credentials.ts';

/** How many ms after the way in is shown the server's proof is checked: that would hold up the first picture, and a slow phone's keys. */
const PROOF_DELAY = 50;

/** The whole client: finds out who the server is, lets the user in, and shows the chat or how it ended. */
export class AppModel implements App {
  readonly stage: Signal<Stage> = signal<Stage>({ kind: 'loading' });
  readonly settings: SettingsModel;
  readonly announcer: Announcer;
  readonly #run: Signal<ChatRun | null> = signal<ChatRun | null>(null);
  readonly titleCount = computed(() => this.#run.value?.chat.unread.value ?? 0);
  readonly #platform: Platform;
  readonly #lease: TabLease;
  readonly #backoff: Backoff;
  #link: InvitationLink | null = null;
  /** Settled when it is known whether this tab or another has the chat. */
  #decided: Promise<unknown> = Promise.resolve();
  #store!: Store;
  #pin!: ServerPin;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.settings = new SettingsModel(platform);
    this.announcer = new Announcer(platform.clock);
    this.#backoff = new Backoff(() => platform.random());
    this.#lease = new TabLease(platform.tabs, toBase64Url(random(9)), platform.clock);
    this.#lease.onLost = () => this.#leaveToOther();
    this.#lease.pack = () => platform.tab.all();
    platform.onAttention((isBack) => this.#attention(isBack));
  }

  get announcement(): Announcer['latest'] {
    return this.announcer.latest;
  }

  async start(): Promise<void> {
    const { lacks } = this.#platform;
    if (lacks !== null) {
      this.stage.value = { kind: 'unsupported', missing: lacks };
      return;
    }

    this.#link = readFragment(this.#platform.fragment);
    if (this.#link?.token) {
      TabCredentials.keepToken(this.#platform.tab, this.#link.token);
      this.#platform.showFragment(publicFragment(this.#link));
    }

    if (this.#link === null) {
      this.#distrust({ kind: 'broken-link' });
      return;
    }

    // Other tabs, the server and the store all take their time to answer: they are asked at once, so that the user waits for the slowest only.
    this.#decided = this.#lease.acquire().then((isFree) => isFree || this.#leaveToOther());
    const asked = this.#ask();
    this.#store = await this.#platform.openStore();
    this.#pin = await ServerPin.open(this.#store);
    if (this.#pin.known !== null) {
      await this.#decided; // a browser that has never been in has no other tab in the chat, and need not wait to show the way in
    }

    await this.#meet(null, asked);
  }

  #ask(): ReturnType<typeof askIdentity> {
    return askIdentity(this.#platform.fetch, this.#platform.clock);
  }

  /** Asks the server who it is, until it says so. */
  async #meet(problem: JoinProblem | null = null, asked = this.#ask()): Promise<void> {
    const identity = await asked;
    if (this.#lease.isElsewhere) {
      return;
    }

    if (identity === 'unreachable') {
      this.#wait(problem);
    } else if (identity === 'invalid') {
      this.#distrust({ kind: 'invalid' });
    } else {
      this.#backoff.reset();
      await this.#judge(identity, problem);
    }
  }

  #wait(problem: JoinProblem | null): void {
    const wait = this.#backoff.next();
    let isDone = false;
    const retry = (): void => {
      if (!isDone) {
        isDone = true;
        timer.cancel();
        void this.#meet(problem);
      }
    };
    const timer = this.#platform.clock.after(wait, retry);
    this.stage.value = { kind: 'unreachable', nextTryAt: this.#platform.clock.now() + wait, retry };
  }

  async #judge(identity: ServerIdentity, problem: JoinProblem | null): Promise<void> {
    const verdict = this.#pin.judge(identity.fingerprint, this.#link?.fingerprint ?? null);
    if ((verdict === 'changed' || verdict === 'not-invited') && !(await this.#isOpen(identity))) {
      return;
    }

    const shown = present(identity.fingerprint);
    if (verdict === 'changed') {
      const trust = (): void => {
        this.#pin.remember(identity.fingerprint);
        void this.#meet();
      };
      this.#distrust({ kind: 'changed', known: present(this.#pin.known!), shown, trust });
    } else if (verdict === 'not-invited') {
      this.#distrust({ kind: 'not-invited', known: present(this.#link!.fingerprint!), shown });
    } else {
      await this.#open(identity, verdict, problem);
    }
  }

  /** The server is believed: shows the way in, or goes it where this tab was in before. */
  async #open(identity: ServerIdentity, verdict: Verdict, problem: JoinProblem | null): Promise<void> {
    const entrance = await Entrance.open({
      identity,
      isKnown: verdict !== 'first',
      room: this.#link?.room ?? null,
      platform: this.#platform,
      store: this.#store,
      isOpen: () => this.#isOpen(identity),
      suspect: () => this.#suspect(identity),
    });
    const { form, server } = entrance;
    entrance.onJoined = (connected, credentials) => {
      this.#pin.remember(identity.fingerprint);
      const run = new ChatRun(entrance, connected, credentials, this.settings, this.announcer, (ending) => this.#ended(ending));
      this.#run.value = run;
      this.stage.value = { kind: 'chat', chat: run.chat };
      run.start();
    };
    const former = entrance.credentials.restore();
    if (problem !== null) {
      form.explain(problem);
    } else if (former !== null) {
      if (!(await this.#isOpen(identity))) {
        return;
      }

      await form.resume(former.name, former.password);
    }

    if (this.stage.value.kind !== 'chat' && !this.#lease.isElsewhere) {
      this.stage.value = { kind: 'join', server, form };
      this.#platform.clock.after(PROOF_DELAY, () => void this.#isOpen(identity));
    }
  }

  /** Whether this tab may talk to the server: no other tab has the chat, and the server has proven who it is. If not, that is shown. */
  async #isOpen(identity: ServerIdentity): Promise<boolean> {
    await this.#decided;
    if (this.#lease.isElsewhere) {
      return false;
    }

    const isProven = identity.provenNoiseKey() !== null;
    if (!isProven) {
      this.#distrust({ kind: 'invalid' });
    }

    return isProven;
  }

  /** Another server may answer there now. True if so: then the user is told. */
  async #suspect(known: ServerIdentity): Promise<boolean> {
    const identity = await this.#ask();
    return typeof identity !== 'string' && identity.fingerprint !== known.fingerprint;
  }

  #ended(ended: RunEnding): void {
    this.#run.value = null;
    if (ended.kind === 'ended') {
      const again = (): void => {
        this.stage.value = { kind: 'loading' };
        void this.#meet();
      };
      this.stage.value = { kind: 'ended', ending: ended.ending, again };
    } else {
      this.stage.value = { kind: 'loading' };
      void this.#meet(ended.kind === 'refused' ? ended.problem : null);
    }
  }

  #distrust(trouble: IdentityTrouble): void {
    this.stage.value = { kind: 'untrusted', trouble };
  }

  #leaveToOther(): void {
    this.#run.value?.stop();
    this.#run.value = null;
    const useHere = (): void => {
      this.stage.value = { kind: 'loading' };
      void this.#lease.take().then((luggage) => {
        unpack(luggage, this.#platform.tab);
        return this.#meet();
      });
    };
    this.stage.value = { kind: 'elsewhere', useHere };
  }

  #attention(isBack: boolean): void {
    const run = this.#run.value;
    if (!isBack) {
      run?.attentionLost();
      return;
    }

    this.#lease.check();
    run?.wake();
    const stage = this.stage.value;
    if (stage.kind === 'unreachable') {
      stage.retry();
    }
  }
}

const present = (fingerprint: string): Identity => ({ fingerprint: showFingerprint(fingerprint), words: fingerprintWords(fingerprint) });

/** What the tab that had the chat gives: with what its user came in, and the private conversations. */
function unpack(luggage: unknown, tab: TextStore): void {
  if (typeof luggage === 'object' && luggage !== null) {
    for (const [name, text] of Object.entries(luggage)) {
      if (name.startsWith('lantalk.') && typeof text === 'string') {
        tab.set(name, text);
      }
    }
  }
}
