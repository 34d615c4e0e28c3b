import type { IssueStatus } from '@/api/generated';

/** What a step asks for before it is sent. */
export type Asks = 'nothing' | 'check' | 'word' | 'comment' | 'reason' | 'report' | 'extension' | 'carry';

/** The steps in the life of an issue: what each asks for, and the state that it leads to. */
const STEPS = {
  submit: { asks: 'check', to: 'submitted' },
  register: { asks: 'word', to: 'registered' },
  return: { asks: 'comment', to: 'returned' },
  start: { asks: 'nothing', to: 'in_progress' },
  'report-resolved': { asks: 'report', to: 'reported_resolved' },
  confirm: { asks: 'word', to: 'confirmed' },
  'send-back': { asks: 'comment', to: 'sent_back' },
  extend: { asks: 'extension' },
  'grant-extension': { asks: 'word' },
  'refuse-extension': { asks: 'comment' },
  reopen: { asks: 'comment', to: 'in_progress' },
  'carry-over': { asks: 'carry', to: 'carried_over' },
  withdraw: { asks: 'reason', to: 'withdrawn' },
} as const satisfies Record<string, { asks: Asks; to?: IssueStatus }>;

export type IssueStep = keyof typeof STEPS;

export const isStep = (action: string): action is IssueStep => action in STEPS;

export const asksOf = (step: IssueStep): Asks => STEPS[step].asks;

/** The state that a step leads to; none where the state stays. */
export const targetOf = (step: IssueStep): IssueStatus | undefined => {
  const entry: { asks: Asks; to?: IssueStatus } = STEPS[step];
  return entry.to;
};

/** The steps of this list that the caller may take now, in the order of the life cycle. */
export const stepsOf = (allowed: readonly string[]): IssueStep[] =>
  (Object.keys(STEPS) as IssueStep[]).filter((step) => allowed.includes(step));

/** The step among those allowed that leads to a state. */
export const stepTo = (allowed: readonly string[], status: IssueStatus): IssueStep | undefined =>
  stepsOf(allowed).find((step) => targetOf(step) === status);

/** Whether the level above decides by this step, so that a document may be cited. */
export const isDecision = (step: IssueStep): boolean =>
  !['submit', 'start', 'report-resolved', 'extend'].includes(step);

/** Steps that may be taken for many issues in one act. */
export const BULK = [
  'register',
  'return',
  'confirm',
  'send-back',
  'grant-extension',
  'refuse-extension',
] as const satisfies readonly IssueStep[];

export const STATUSES = [
  'draft',
  'submitted',
  'returned',
  'registered',
  'in_progress',
  'reported_resolved',
  'sent_back',
  'confirmed',
  'withdrawn',
  'carried_over',
] as const satisfies readonly IssueStatus[];

/** States in which an issue is being resolved. */
export const OPEN: readonly IssueStatus[] = ['registered', 'in_progress', 'reported_resolved', 'sent_back'];
