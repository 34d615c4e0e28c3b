import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { type Difference, MergeDialog } from '@/shared/form/MergeDialog';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type IssueValues, valuesOf } from './values';

interface ConflictDialogProps {
  mine: IssueValues;
  theirs: IssueView;
  onClose: () => void;
  onMerged: (values: IssueValues) => void;
}

/** The choice between what was typed and what somebody else saved meanwhile. */
export function ConflictDialog({ mine, theirs, onClose, onMerged }: ConflictDialogProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const fields = useCodes('field');
  const kinds = useCodes('issue.kind');
  const server = valuesOf(theirs);
  const entries: { name: keyof IssueValues; label: string; show: (values: IssueValues) => string }[] = [
    { name: 'kind', label: labelOf('dimension', 'kind'), show: (v) => kinds.wordOf(v.kind) },
    { name: 'field', label: labelOf('dimension', 'field'), show: (v) => fields.wordOf(v.field) },
    { name: 'title', label: t('issues.title'), show: (v) => v.title.trim() },
    { name: 'matter', label: t('issues.content'), show: (v) => v.matter.trim() },
    { name: 'responsible', label: t('issues.responsible'), show: (v) => v.responsible?.label ?? '' },
    {
      name: 'responsible_position',
      label: t('issues.responsible_position'),
      show: (v) => v.responsible_position.trim(),
    },
    {
      name: 'coordinating',
      label: t('issues.coordinating'),
      show: (v) => v.coordinating.map((unit) => unit.label).join(', '),
    },
    { name: 'due_on', label: t('issues.due_on'), show: (v) => (v.due_on ? formatDate(v.due_on) : '') },
    {
      name: 'visibility',
      label: t('issues.visibility'),
      show: (v) => labelOf('visibility', v.visibility),
    },
    { name: 'public_title', label: t('issues.public_title'), show: (v) => v.public_title.trim() },
    { name: 'public_content', label: t('issues.public_content'), show: (v) => v.public_content.trim() },
  ];
  const differences: Difference[] = entries
    .map(({ name, label, show }) => ({ name, label, mine: show(mine), theirs: show(server) }))
    .filter((entry) => entry.mine !== entry.theirs);
  return (
    <MergeDialog
      differences={differences}
      onClose={onClose}
      onApply={(chosen) => {
        const merged: IssueValues = { ...mine };
        for (const { name } of entries) if (chosen.has(name)) Object.assign(merged, { [name]: server[name] });
        onMerged(merged);
      }}
    />
  );
}
