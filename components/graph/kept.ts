/** Where nodes stood when they were last looked at in this browser. */
export interface Kept {
  ids: string[];
  homes: string[];
  x: Float64Array;
  y: Float64Array;
}

const STORE = 'layouts';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('trailwright-graph', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// A browser that keeps nothing (a private window, a full disk) still shows the graph: it is laid out anew each time.
async function within<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value | null> {
  try {
    const database = await open();
    try {
      return await new Promise<Value>((resolve, reject) => {
        const asked = act(database.transaction(STORE, mode).objectStore(STORE));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

export const readKept = (name: string): Promise<Kept | null | undefined> =>
  within<Kept | undefined>('readonly', (store) => store.get(name));

export const keep = (name: string, kept: Kept) => within('readwrite', (store) => store.put(kept, name));
