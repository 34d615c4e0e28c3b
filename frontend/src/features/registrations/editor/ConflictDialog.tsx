import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { type Difference, MergeDialog } from '@/shared/form/MergeDialog';
import { formatDate } from '@/shared/i18n/format';
import { labelOf } from '@/shared/i18n/labels';
import { type PledgeValues, type RegistrationValues, valuesOf } from './values';

const FIELDS = [
  'content',
  'measure',
  'solution',
  'field',
  'due_on',
  'duty',
  'weakness',
  'visibility',
] as const;

interface ConflictDialogProps {
  mine: RegistrationValues;
  theirs: RegistrationView;
  onClose: () => void;
  onMerged: (values: RegistrationValues) => void;
}

function shown(
  field: (typeof FIELDS)[number],
  pledge: PledgeValues | undefined,
  fieldOf: (code: string) => string,
): string {
  if (!pledge) return '';
  if (field === 'visibility') return labelOf(field, pledge.visibility);
  if (field === 'field') return fieldOf(pledge.field);
  return field === 'due_on' ? formatDate(pledge.due_on) : pledge[field];
}

/** The choice between the typed pledges and those that somebody else saved meanwhile. */
export function ConflictDialog({ mine, theirs, onClose, onMerged }: ConflictDialogProps) {
  const { t } = useTranslation();
  const { wordOf } = useCodes('field');
  const server = valuesOf(theirs).pledges;
  // Pledges meet by id; those that only one side has are kept by that side's place in the list.
  const pairs = mine.pledges.map((pledge, index) => ({
    index,
    pledge,
    other: server.find((row) => row.id === pledge.id) ?? (pledge.id ? undefined : server[index]),
  }));
  const differences: Difference[] = pairs.flatMap(({ index, pledge, other }) =>
    FIELDS.filter((field) => (other?.[field] ?? '') !== pledge[field]).map((field) => ({
      name: `${index}.${field}`,
      label: `${t('pledges.number', { number: index + 1 })} · ${t(`pledges.${field}`)}`,
      mine: shown(field, pledge, wordOf),
      theirs: shown(field, other, wordOf),
    })),
  );
  const apply = (chosen: ReadonlySet<string>) => {
    const pledges = pairs.map(({ index, pledge, other }) => {
      const merged: PledgeValues = { ...pledge, id: other?.id };
      for (const field of FIELDS)
        if (other && chosen.has(`${index}.${field}`)) Object.assign(merged, { [field]: other[field] });
      return merged;
    });
    const added = server.filter(
      (row) => !pledges.some((pledge) => pledge.id === row.id) && !mine.pledges.some((p) => p.id === row.id),
    );
    onMerged({ ...mine, pledges: [...pledges, ...added] });
  };
  return <MergeDialog differences={differences} onClose={onClose} onApply={apply} />;
}
