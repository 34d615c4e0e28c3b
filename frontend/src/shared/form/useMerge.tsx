import { useState } from 'react';
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form';
import type { Problem } from '@/api/problem';
import { type Difference, MergeDialog } from './MergeDialog';

interface Entry<V> {
  name: keyof V & string;
  label: string;
  /** The value in words, where it does not speak for itself. */
  show?: (values: V) => string;
}

interface MergeOptions<R, V extends FieldValues> {
  form: UseFormReturn<V>;
  /** The record that the form began with; nothing to merge without one. */
  record: R | undefined;
  /** Reads the record as it is now. */
  reload: (record: R) => Promise<R>;
  /** A record as the form holds it. */
  valuesOf: (record: R) => V;
  entries: Entry<V>[];
}

/**
 * What a form of one record does after 412: it reads the record again and asks entry by entry what to keep.
 * The form sends with `record`: the one it began with, later the one that was merged with, never one that a
 * list behind it has refreshed meanwhile.
 */
export function useMerge<R, V extends FieldValues>({
  form,
  record: begun,
  reload,
  valuesOf,
  entries,
}: MergeOptions<R, V>) {
  const [record, setRecord] = useState(begun);
  const [theirs, setTheirs] = useState<R>();
  const wordsOf = ({ name, show }: Entry<V>, values: V) =>
    show ? show(values) : String(values[name] ?? '').trim();
  const mine = form.getValues();
  const differing = (other: R) =>
    entries.filter((entry) => wordsOf(entry, form.getValues()) !== wordsOf(entry, valuesOf(other)));

  const onProblem = async (problem: Problem): Promise<boolean> => {
    if (problem.status !== 412 || record === undefined) return false;
    const now = await reload(record);
    if (differing(now).length === 0) {
      // Something else of the record changed; the same input may be sent again.
      setRecord(() => now);
      return false;
    }
    setTheirs(() => now);
    return true;
  };

  if (theirs === undefined) return { record, onProblem, dialog: null };
  const differences: Difference[] = differing(theirs).map((entry) => ({
    name: entry.name,
    label: entry.label,
    mine: wordsOf(entry, mine),
    theirs: wordsOf(entry, valuesOf(theirs)),
  }));
  // What was not touched here follows the server unless the user says otherwise.
  const untouched = entries
    .filter((entry) => record !== undefined && wordsOf(entry, mine) === wordsOf(entry, valuesOf(record)))
    .map(({ name }) => name);
  const apply = (chosen: ReadonlySet<string>) => {
    const values = valuesOf(theirs);
    for (const { name } of differences) {
      if (!chosen.has(name)) continue;
      const path = name as Path<V>;
      form.setValue(path, values[name] as PathValue<V, Path<V>>, { shouldDirty: true });
    }
    setRecord(() => theirs);
    setTheirs(undefined);
  };
  const dialog = (
    <MergeDialog
      differences={differences}
      begin={untouched}
      thenSave
      onClose={() => setTheirs(undefined)}
      onApply={apply}
    />
  );
  return { record, onProblem, dialog };
}
