import type { PledgeInput, ProgrammeYearView, RegistrationView, Visibility } from '@/api/generated';

/** A pledge while it is being typed; `key` stays the same when rows move. */
export interface PledgeValues {
  key: string;
  id?: string;
  content: string;
  measure: string;
  solution: string;
  field: string;
  due_on: string;
  duty: string;
  weakness: string;
  visibility: Visibility;
}

export interface RegistrationValues {
  paper_signed: boolean;
  pledges: PledgeValues[];
}

/** Longest texts that the service takes. */
export const CONTENT_MAX = 2000;
export const LINK_MAX = 1000;

export function emptyPledge(year: ProgrammeYearView | null | undefined): PledgeValues {
  return {
    key: crypto.randomUUID(),
    content: '',
    measure: '',
    solution: '',
    field: '',
    due_on: year
      ? year.report_due_on.slice(0, 4) === String(year.year)
        ? year.report_due_on
        : `${year.year}-12-31`
      : '',
    duty: '',
    weakness: '',
    visibility: 'internal',
  };
}

export function valuesOf(record: RegistrationView): RegistrationValues {
  return {
    paper_signed: record.paper_signed,
    pledges: record.pledges.map((pledge) => ({
      key: pledge.id,
      id: pledge.id,
      content: pledge.content,
      measure: pledge.measure,
      solution: pledge.solution,
      field: pledge.field,
      due_on: pledge.due_on,
      duty: pledge.duty ?? '',
      weakness: pledge.weakness ?? '',
      visibility: pledge.visibility,
    })),
  };
}

/** What goes to the server: texts trimmed, empty optional ones left out. */
export function inputOf(values: RegistrationValues): PledgeInput[] {
  return values.pledges.map((pledge) => ({
    ...(pledge.id ? { id: pledge.id } : {}),
    content: pledge.content.trim(),
    measure: pledge.measure.trim(),
    solution: pledge.solution.trim(),
    field: pledge.field,
    due_on: pledge.due_on,
    ...(pledge.duty.trim() ? { duty: pledge.duty.trim() } : {}),
    ...(pledge.weakness.trim() ? { weakness: pledge.weakness.trim() } : {}),
    visibility: pledge.visibility,
  }));
}

/** Whether the server takes it as a draft: something is written, and every pledge has a field and a date. */
export function savable(values: RegistrationValues): boolean {
  return (
    values.pledges.some((pledge) => pledge.content.trim() !== '') &&
    values.pledges.every((pledge) => pledge.field && /^\d{4}-\d{2}-\d{2}$/.test(pledge.due_on))
  );
}
