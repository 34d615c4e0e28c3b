import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileView } from '@/api/generated';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { sendFile } from './api';
import { shrink } from './shrink';

/** A file on its way to the server. */
export interface Upload {
  key: string;
  name: string;
  size: number;
  state: 'preparing' | 'sending' | 'done' | 'failed';
  /** From 0 to 1. */
  share: number;
  file?: FileView;
  problem?: Problem;
}

/** Sends files one after another is chosen, each with its progress, and each can be stopped or tried again. */
export function useUploads(unitId: string | undefined) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const chosen = useRef(new Map<string, { file: File; stop: AbortController; key: string }>());
  const running = chosen.current;
  useEffect(
    () => () => {
      for (const { stop } of running.values()) stop.abort();
    },
    [running],
  );

  const change = useCallback(
    (key: string, changes: Partial<Upload>) =>
      setUploads((before) => before.map((entry) => (entry.key === key ? { ...entry, ...changes } : entry))),
    [],
  );

  const run = useCallback(
    async (key: string): Promise<FileView | undefined> => {
      const entry = running.get(key);
      if (!entry) return undefined;
      entry.stop = new AbortController();
      change(key, { state: 'preparing', share: 0, problem: undefined });
      try {
        const small = await shrink(entry.file);
        change(key, { state: 'sending', name: small.name, size: small.size });
        const file = await sendFile(small, unitId, {
          signal: entry.stop.signal,
          idempotencyKey: entry.key,
          onProgress: (share) => change(key, { share }),
        });
        change(key, { state: 'done', share: 1, file });
        return file;
      } catch (error) {
        if (entry.stop.signal.aborted) return undefined;
        const problem = toProblem(error);
        if (!problem.retryable) entry.key = newKey();
        change(key, { state: 'failed', problem });
        return undefined;
      }
    },
    [change, running, unitId],
  );

  const add = useCallback(
    (files: File[]): Promise<FileView | undefined>[] => {
      const begun = files.map((file) => {
        const key = newKey();
        running.set(key, { file, stop: new AbortController(), key: newKey() });
        return { key, name: file.name, size: file.size, state: 'preparing' as const, share: 0 };
      });
      setUploads((before) => [...before, ...begun]);
      return begun.map(({ key }) => run(key));
    },
    [run, running],
  );

  /** Stops a file that is on its way, or takes it off the list. */
  const remove = useCallback(
    (key: string) => {
      running.get(key)?.stop.abort();
      running.delete(key);
      setUploads((before) => before.filter((entry) => entry.key !== key));
    },
    [running],
  );

  return { uploads, add, again: run, remove };
}
