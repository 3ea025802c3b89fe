import { MemoryStore, type Store } from './store.ts';

const DATABASE = 'lantalk';
const TABLE = 'kept';

/** IndexedDB, or memory where there is none. */
export async function openStore(): Promise<Store> {
  try {
    return new IndexedStore(await openDatabase());
  } catch {
    return new MemoryStore(); // the browser allows no storage here; the page works without
  }
}

class IndexedStore implements Store {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  get(key: string): Promise<unknown> {
    return settle(this.#table('readonly').get(key));
  }

  async set(key: string, value: unknown): Promise<void> {
    const table = this.#table('readwrite');
    const request = table.put(value, key);
    // Said at once, so that what is stored while the page goes is not taken back with it. Old browsers do not know it.
    (table.transaction as Partial<IDBTransaction>).commit?.();
    await settle(request);
  }

  #table(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(TABLE, mode).objectStore(TABLE);
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  return settle(request);
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser could not store something.'));
  });
}
