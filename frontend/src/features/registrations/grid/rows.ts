import type { CoveredPerson, ProgrammeYearView, RegistrationView } from '@/api/generated';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { createRegistration, submitRegistration } from '../api';

/** One row of the grid as it is typed. */
export interface GridRow {
  content: string;
  measure: string;
  solution: string;
  field: string;
  due_on: string;
  paper_signed: boolean;
}

export type RowResult =
  | { state: 'sending' }
  | { state: 'submitted'; id: string }
  | { state: 'refused'; problem: Problem; id?: string };

export const emptyRow = (programme: ProgrammeYearView): GridRow => ({
  content: '',
  measure: '',
  solution: '',
  field: '',
  due_on: `${programme.year}-11-30`,
  paper_signed: true,
});

export const started = (row: GridRow | undefined) =>
  Boolean(row && (row.content.trim() || row.measure.trim() || row.solution.trim()));

/** Names of the entries that a row still lacks. */
export function missing(row: GridRow, year: number): (keyof GridRow)[] {
  const texts = (['content', 'measure', 'solution', 'field'] as const).filter(
    (name) => row[name].trim() === '',
  );
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(row.due_on) && row.due_on.startsWith(`${year}-`);
  return dated ? texts : [...texts, 'due_on'];
}

/** Keys of a row's two acts, and what the first has already done: a repeat never enters anybody twice. */
export interface RowMemory {
  createKey: string;
  submitKey: string;
  draft?: RegistrationView;
}

export const newMemory = (): RowMemory => ({ createKey: newKey(), submitKey: newKey() });

/** Draws up and hands in the registration of one row. */
export async function sendRow(
  person: CoveredPerson,
  row: GridRow,
  unit: string,
  year: number,
  memory: RowMemory,
): Promise<RowResult> {
  try {
    memory.draft ??= await createRegistration(
      {
        year,
        subject_kind: 'individual',
        person_id: person.person_id,
        unit_id: unit,
        paper_signed: row.paper_signed,
        pledges: [
          {
            content: row.content.trim(),
            measure: row.measure.trim(),
            solution: row.solution.trim(),
            field: row.field,
            due_on: row.due_on,
            visibility: 'internal',
          },
        ],
      },
      memory.createKey,
    );
    const { id, version } = memory.draft;
    await submitRegistration({ id, version, idempotencyKey: memory.submitKey });
    return { state: 'submitted', id };
  } catch (error) {
    const problem = toProblem(error);
    if (!problem.retryable) {
      memory.createKey = newKey();
      memory.submitKey = newKey();
    }
    return { state: 'refused', problem, id: memory.draft?.id };
  }
}
