import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { dropDraft, keepDraft } from './drafts';

export type SaveState =
  | { phase: 'idle' }
  | { phase: 'saving' }
  /** On the server. */
  | { phase: 'saved'; at: Date }
  /** Only on this device: incomplete, or the server could not be reached. */
  | { phase: 'kept'; at: Date; problem?: Problem };

interface AutosaveOptions<R extends { id: string }, V extends FieldValues> {
  form: UseFormReturn<V>;
  /** The record that is being edited; null before the first save. */
  record: R | null;
  user: string;
  draftName: string;
  /** Whether the server takes it as it is. */
  savable: (values: V) => boolean;
  /** Sends the whole; `known` is the record as the server gave it last, `key` that of its creation. */
  send: (values: V, known: R | null, key: string) => Promise<R>;
  onSaved?: (saved: R, sent: V) => void;
  /** Somebody else changed the record meanwhile. */
  onConflict: (id: string) => void;
  /** Values that the program sets itself are not typing. */
  byProgram?: (name: string) => boolean;
}

const LOCAL_PAUSE = 300;
const SERVER_PAUSE = 1_500;

/** Keeps what is typed: at once on this device, and on the server whenever it is complete. */
export function useAutosave<R extends { id: string }, V extends FieldValues>(options: AutosaveOptions<R, V>) {
  const { form, record } = options;
  const [state, setState] = useState<SaveState>({ phase: 'idle' });
  const current = useRef(record);
  const createKey = useRef(newKey());
  const dirty = useRef(false);
  const running = useRef<Promise<R | null>>(undefined);
  const latest = useRef(options);
  latest.current = options;

  const send = useCallback(async (): Promise<R | null> => {
    const values = form.getValues();
    const place = latest.current;
    dirty.current = false;
    setState({ phase: 'saving' });
    try {
      const saved = await latest.current.send(values, current.current, createKey.current);
      current.current = saved;
      latest.current.onSaved?.(saved, values);
      if (!dirty.current) await dropDraft(place.user, place.draftName);
      setState({ phase: 'saved', at: new Date() });
      return saved;
    } catch (error) {
      const problem = toProblem(error);
      if (!problem.retryable) createKey.current = newKey();
      dirty.current = true;
      setState({ phase: 'kept', at: new Date(), problem });
      if (problem.status === 412 && current.current) latest.current.onConflict(current.current.id);
      throw problem;
    }
  }, [form]);

  /** Saves now, one save at a time; gives the saved record. */
  const flush = useCallback(async (): Promise<R | null> => {
    while (running.current) await running.current.catch(() => null);
    if (!dirty.current && current.current) return current.current;
    running.current = send().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [send]);

  useEffect(() => {
    let local: ReturnType<typeof setTimeout>;
    let remote: ReturnType<typeof setTimeout>;
    // Under the name of now: a record that has just been created has another one than the empty form.
    const keep = () => keepDraft(latest.current.user, latest.current.draftName, form.getValues());
    const subscription = form.watch((_values, { name, type }) => {
      if (name && type !== 'change' && latest.current.byProgram?.(name)) return;
      dirty.current = true;
      clearTimeout(local);
      clearTimeout(remote);
      local = setTimeout(() => {
        if (!dirty.current) return;
        void keep().then(() =>
          setState((before) =>
            before.phase === 'saving' || !dirty.current ? before : { phase: 'kept', at: new Date() },
          ),
        );
      }, LOCAL_PAUSE);
      remote = setTimeout(() => {
        if (latest.current.savable(form.getValues())) flush().catch(() => undefined);
      }, SERVER_PAUSE);
    });
    return () => {
      clearTimeout(local);
      clearTimeout(remote);
      subscription.unsubscribe();
      if (dirty.current) void keep();
    };
  }, [form, flush]);

  /** Goes on from another version of the record (after a merge). */
  const rebase = useCallback((next: R) => {
    current.current = next;
    dirty.current = true;
  }, []);

  /** The draft is not wanted any more: nothing of it is kept on leaving. */
  const settle = useCallback(() => {
    dirty.current = false;
  }, []);

  return { state, flush, rebase, settle };
}
