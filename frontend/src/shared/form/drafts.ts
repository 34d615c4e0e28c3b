import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface DraftDb extends DBSchema {
  drafts: {
    key: string;
    value: { key: string; user: string; saved_at: string; value: unknown };
    indexes: { user: string };
  };
}

let database: Promise<IDBPDatabase<DraftDb>> | undefined;

function open() {
  database ??= openDB<DraftDb>('lamtheo', 1, {
    upgrade(db) {
      db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('user', 'user');
    },
  });
  return database;
}

const keyOf = (user: string, name: string) => `${user}:${name}`;

/** Input that the server does not have yet, kept on this device for one user until it is saved or the user signs out. */
export async function keepDraft(user: string, name: string, value: unknown): Promise<void> {
  const db = await open();
  await db.put('drafts', { key: keyOf(user, name), user, saved_at: new Date().toISOString(), value });
}

export async function readDraft<T>(
  user: string,
  name: string,
): Promise<{ value: T; savedAt: string } | undefined> {
  const db = await open();
  const found = await db.get('drafts', keyOf(user, name));
  return found && { value: found.value as T, savedAt: found.saved_at };
}

export async function dropDraft(user: string, name: string): Promise<void> {
  const db = await open();
  await db.delete('drafts', keyOf(user, name));
}

/** Forgets everything of a user, at sign-out. */
export async function clearDrafts(user: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const db = await open();
  const transaction = db.transaction('drafts', 'readwrite');
  for (const key of await transaction.store.index('user').getAllKeys(user))
    await transaction.store.delete(key);
  await transaction.done;
}
