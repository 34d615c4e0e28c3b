import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { CreateRegistration, RegistrationView } from '@/api/generated';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { dropDraft, keepDraft } from '@/shared/form/drafts';
import { changeRegistration, createRegistration, registrationKeys } from '../api';
import { inputOf, type RegistrationValues, savable } from './values';

export type SaveState =
  | { phase: 'idle' }
  | { phase: 'saving' }
  /** On the server. */
  | { phase: 'saved'; at: Date }
  /** Only on this device: incomplete, or the server could not be reached. */
  | { phase: 'kept'; at: Date; problem?: Problem };

interface Options {
  form: UseFormReturn<RegistrationValues>;
  record: RegistrationView | null;
  /** Subject and year of a registration that does not exist yet. */
  subject: Omit<CreateRegistration, 'pledges' | 'paper_signed'>;
  user: string;
  draftName: string;
  /** Somebody else changed the record meanwhile. */
  onConflict: (id: string) => void;
}

const LOCAL_PAUSE = 300;
const SERVER_PAUSE = 1_500;

/** Keeps what is typed: at once on this device, and on the server whenever it is complete. */
export function useAutosave({ form, record, subject, user, draftName, onConflict }: Options) {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>({ phase: 'idle' });
  const current = useRef(record);
  const createKey = useRef(newKey());
  const dirty = useRef(false);
  const running = useRef<Promise<RegistrationView | null>>(undefined);
  const latest = useRef({ subject, onConflict });
  latest.current = { subject, onConflict };

  const send = useCallback(async (): Promise<RegistrationView | null> => {
    const values = form.getValues();
    dirty.current = false;
    setState({ phase: 'saving' });
    const pledges = inputOf(values);
    try {
      const known = current.current;
      const saved = known
        ? await changeRegistration(
            { id: known.id, version: known.version },
            { paper_signed: values.paper_signed, pledges },
          )
        : await createRegistration(
            { ...latest.current.subject, paper_signed: values.paper_signed, pledges },
            createKey.current,
          );
      current.current = saved;
      values.pledges.forEach((pledge, index) => {
        const place = form.getValues('pledges').findIndex((row) => row.key === pledge.key);
        const id = saved.pledges[index]?.id;
        if (place >= 0 && id) form.setValue(`pledges.${place}.id`, id);
      });
      client.setQueryData(registrationKeys.one(saved.id), saved);
      if (!dirty.current) await dropDraft(user, draftName);
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
  }, [client, form, user, draftName]);

  /** Saves now, one save at a time; gives the saved record. */
  const flush = useCallback(async (): Promise<RegistrationView | null> => {
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
    const subscription = form.watch((_values, { name, type }) => {
      // Values set by the program (ids from the server) are not typing.
      if (name && type !== 'change' && /\.id$/.test(name)) return;
      dirty.current = true;
      clearTimeout(local);
      clearTimeout(remote);
      local = setTimeout(() => {
        if (!dirty.current) return;
        void keepDraft(user, draftName, form.getValues()).then(() =>
          setState((before) =>
            before.phase === 'saving' || !dirty.current ? before : { phase: 'kept', at: new Date() },
          ),
        );
      }, LOCAL_PAUSE);
      remote = setTimeout(() => {
        if (savable(form.getValues())) flush().catch(() => undefined);
      }, SERVER_PAUSE);
    });
    return () => {
      clearTimeout(local);
      clearTimeout(remote);
      subscription.unsubscribe();
      if (dirty.current) void keepDraft(user, draftName, form.getValues());
    };
  }, [form, flush, user, draftName]);

  /** Goes on from another version of the record (after a merge). */
  const rebase = useCallback((next: RegistrationView) => {
    current.current = next;
    dirty.current = true;
  }, []);

  return { state, flush, rebase };
}
