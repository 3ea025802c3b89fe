import { stretchInWorker } from '../crypto/worker-stretch.ts';
import { openStore } from '../storage/indexed-store.ts';
import type { TabChannel } from '../tabs/tab-lease.ts';
import { createWorkerClock } from '../time/worker-clock.ts';
import { openPageSocket } from '../wire/socket.ts';
import { createAlertDevice } from './alert-device.ts';
import type { Platform, TextStore } from './platform.ts';

/** The browser that the page is in. */
export function createBrowserPlatform(): Platform {
  return {
    clock: createWorkerClock(),
    fetch: (url, options) => fetch(url, options),
    openSocket: openPageSocket,
    stretch: stretchInWorker,
    random: () => Math.random(),
    openStore,
    tab: textStore(() => sessionStorage),
    browser: textStore(() => localStorage),
    tabs: typeof BroadcastChannel === 'undefined' ? null : (new BroadcastChannel('lantalk') as TabChannel),
    isSecure: isSecureContext && location.protocol === 'https:',
    lacks: lacking(),
    fragment: location.hash,
    showFragment: (fragment) => history.replaceState(history.state, '', location.pathname + location.search + fragment),
    isVisible: () => document.visibilityState === 'visible',
    onAttention,
    alerts: createAlertDevice(),
  };
}

/** A browser may forbid storage, which throws wherever it is touched. */
function textStore(open: () => Storage): TextStore {
  return {
    get: (name) => {
      try {
        return open().getItem(name);
      } catch {
        return null;
      }
    },
    set: (name, text) => {
      try {
        if (text === null) {
          open().removeItem(name);
        } else {
          open().setItem(name, text);
        }
      } catch {
        // Forbidden or full: it is lost with the page.
      }
    },
    all: () => {
      try {
        return Object.fromEntries(Object.entries(open()).map(([name, text]) => [name, String(text)]));
      } catch {
        return {};
      }
    },
  };
}

const lacking = (): Platform['lacks'] =>
  typeof WebSocket === 'undefined' ? 'websocket' : typeof WebAssembly === 'undefined' ? 'webassembly' : typeof BigInt === 'undefined' ? 'bigint' : null;

function onAttention(listener: (isBack: boolean) => void): void {
  document.addEventListener('visibilitychange', () => listener(document.visibilityState === 'visible'));
  window.addEventListener('online', () => listener(true));
  window.addEventListener('focus', () => listener(true));
  // Another window may be in front of one that still counts as visible.
  window.addEventListener('blur', () => listener(false));
  window.addEventListener('pageshow', (event) => event.persisted && listener(true));
  window.addEventListener('pagehide', () => listener(false));
  // Another invitation was opened in this tab: it is read as if the page were new.
  window.addEventListener('hashchange', () => location.reload());
}
