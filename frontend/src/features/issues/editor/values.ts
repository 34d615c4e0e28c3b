import type { CreateIssue, EditIssue, IssueKind, IssueView, Visibility } from '@/api/generated';
import type { Choice } from '@/shared/form/PickField';
import type { PersonChoice } from './ResponsibleField';

/** Longest texts that the service takes. */
export const TITLE_MAX = 300;
export const CONTENT_MAX = 4000;

/** Who answers, who helps, who may read: what may change as long as an issue is open. */
export interface AssignValues {
  responsible: PersonChoice | null;
  responsible_position: string;
  coordinating: Choice[];
  visibility: Visibility;
  public_title: string;
  public_content: string;
}

/** An issue while it is being written. */
export interface IssueValues extends AssignValues {
  owning_unit_id: string;
  kind: IssueKind;
  field: string;
  title: string;
  /** The content; under another name than the part of the page that is called so. */
  matter: string;
  due_on: string;
}

export const emptyIssue = (unit: string): IssueValues => ({
  owning_unit_id: unit,
  kind: 'pressing',
  field: '',
  title: '',
  matter: '',
  responsible: null,
  responsible_position: '',
  coordinating: [],
  due_on: '',
  visibility: 'internal',
  public_title: '',
  public_content: '',
});

export function assignedOf(issue: IssueView): AssignValues {
  return {
    responsible: issue.responsible_person_id
      ? { value: issue.responsible_person_id, label: issue.responsible_name ?? '' }
      : null,
    responsible_position: issue.responsible_position ?? '',
    coordinating: issue.coordinating_units.map((unit) => ({ value: unit.id, label: unit.name })),
    visibility: issue.visibility,
    public_title: issue.public_title ?? '',
    public_content: issue.public_content ?? '',
  };
}

export const valuesOf = (issue: IssueView): IssueValues => ({
  ...assignedOf(issue),
  owning_unit_id: issue.owning_unit_id,
  kind: issue.kind,
  field: issue.field,
  title: issue.title,
  matter: issue.content,
  due_on: issue.due_on ?? '',
});

const unitsOf = (units: Choice[]) => units.map((unit) => unit.value);

/** A new draft for the server: texts trimmed, what is empty left out. */
export function draftOf(values: IssueValues): CreateIssue {
  const texts = {
    title: values.title.trim(),
    content: values.matter.trim(),
    due_on: values.due_on,
    public_title: values.public_title.trim(),
    public_content: values.public_content.trim(),
  };
  return {
    owning_unit_id: values.owning_unit_id,
    kind: values.kind,
    field: values.field,
    visibility: values.visibility,
    coordinating_unit_ids: unitsOf(values.coordinating),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
    ...(values.responsible ? responsibleOf(values) : {}),
  };
}

function responsibleOf({ responsible, responsible_position }: AssignValues) {
  const position = responsible_position.trim();
  return {
    responsible_person_id: responsible?.value,
    ...(position ? { responsible_position: position } : {}),
  };
}

/** What differs from the record in who answers, helps and may read. */
export function assignmentOf(values: AssignValues, record: IssueView): EditIssue {
  const was = assignedOf(record);
  const change: EditIssue = {};
  if (values.responsible?.value !== was.responsible?.value)
    Object.assign(change, values.responsible ? responsibleOf(values) : { responsible_person_id: null });
  else if (values.responsible && values.responsible_position.trim() !== was.responsible_position)
    Object.assign(change, responsibleOf(values));
  if (unitsOf(values.coordinating).join() !== unitsOf(was.coordinating).join())
    change.coordinating_unit_ids = unitsOf(values.coordinating);
  if (values.visibility !== was.visibility) change.visibility = values.visibility;
  for (const name of ['public_title', 'public_content'] as const) {
    const text = values[name].trim();
    if (text !== was[name]) change[name] = text || null;
  }
  return change;
}

/** What differs from the record: an old deadline that stays is not checked as a new one. */
export function changesOf(values: IssueValues, record: IssueView): EditIssue {
  const change = assignmentOf(values, record);
  for (const name of ['title', 'field'] as const)
    if (values[name].trim() !== record[name]) change[name] = values[name].trim();
  if (values.matter.trim() !== record.content) change.content = values.matter.trim();
  if (values.kind !== record.kind) change.kind = values.kind;
  if (values.due_on !== (record.due_on ?? '')) change.due_on = values.due_on || null;
  return change;
}

/** Whether the server takes it as a draft: it says what it is about, and every date is one. */
export const savable = (values: IssueValues): boolean =>
  values.owning_unit_id !== '' &&
  values.field !== '' &&
  values.title.trim() !== '' &&
  (values.due_on === '' || /^\d{4}-\d{2}-\d{2}$/.test(values.due_on));

/** The field of the form for a pointer of the server. */
export function fieldOfPointer(pointer: string): string {
  const name = pointer.replace(/^\//, '').split('/')[0] ?? '';
  if (name === 'responsible_person_id') return 'responsible';
  if (name === 'content') return 'matter';
  return name === 'coordinating_unit_ids' ? 'coordinating' : name;
}
