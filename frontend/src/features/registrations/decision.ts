import type { Decision } from '@/api/generated';
import { formatDate } from '@/shared/i18n/format';

/** A decision in one line: body, document number and date. */
export function decisionWords(decision: Decision | null | undefined): string | null {
  if (!decision) return null;
  const parts = [
    decision.body,
    decision.document_no,
    decision.decided_on ? formatDate(decision.decided_on) : null,
  ];
  return parts.filter(Boolean).join(' · ') || null;
}

/** Values of the decision part of a form. */
export interface DecisionValues {
  body: string;
  document_no: string;
  decided_on: string;
  meeting_id: string;
}

export const emptyDecision: DecisionValues = { body: '', document_no: '', decided_on: '', meeting_id: '' };

/** The decision for the server; undefined when nothing was filled in. */
export function decisionOf(values: DecisionValues): Decision | undefined {
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== '');
  return filled.length > 0 ? (Object.fromEntries(filled) as Decision) : undefined;
}

/** Refusals that ask for a meeting or a document. */
export const ASKS_FOR_SOURCE = [
  'decision_source_required',
  'decision_document_required',
  'document_required_for_top_unit',
];
