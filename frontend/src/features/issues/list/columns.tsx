import { Group } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssueView } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { formatDate, formatDay } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import type { Column } from '@/shared/table/DataTable';
import { TextLink } from '@/shared/ui/links';
import { VisibilityMark } from '@/shared/ui/status';
import { DeadlineChip, IssueState, Oddities, Responsible } from '../marks';

/** Columns that are off until they are chosen. */
export const HIDDEN =
  'field,milestones,kind,level,year,coordinating,visibility,registered_on,state_since,updated_at';

/** The columns of the list of issues. */
export function useIssueColumns(): Column<IssueView>[] {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const fields = useCodes('field');
  const kinds = useCodes('issue.kind');
  const fieldOf = fields.wordOf;
  const kindOf = kinds.wordOf;
  return useMemo(
    () => [
      {
        id: 'title',
        header: t('issues.title'),
        main: true,
        sort: 'title',
        cell: (row) => (
          <TextLink to="/issues/$id" params={{ id: row.id }}>
            {row.title || t('issues.untitled')}
          </TextLink>
        ),
      },
      {
        id: 'status',
        header: t('issues.state'),
        sort: 'status',
        cell: (row) => (
          <Group gap={6}>
            <IssueState status={row.status} />
            <Oddities issue={row} />
          </Group>
        ),
      },
      {
        id: 'due_on',
        header: t('issues.due_on'),
        sort: 'due_on',
        cell: (row) => <DeadlineChip issue={row} />,
      },
      { id: 'responsible', header: t('issues.responsible'), cell: (row) => <Responsible issue={row} /> },
      { id: 'unit', header: t('issues.owning_unit'), cell: (row) => row.owning_unit_name },
      { id: 'field', header: labelOf('dimension', 'field'), cell: (row) => fieldOf(row.field, 'short') },
      {
        id: 'milestones',
        header: t('issues.milestones'),
        cell: (row) => (row.milestones_total > 0 ? `${row.milestones_done}/${row.milestones_total}` : null),
      },
      { id: 'kind', header: labelOf('dimension', 'kind'), cell: (row) => kindOf(row.kind, 'short') },
      {
        id: 'level',
        header: t('issues.registering_level'),
        cell: (row) => labelOf('registering_level', row.registering_level, 'short'),
      },
      { id: 'year', header: labelOf('dimension', 'year'), cell: (row) => row.year },
      {
        id: 'coordinating',
        header: t('issues.coordinating'),
        cell: (row) => row.coordinating_units.map((unit) => unit.name).join(', ') || null,
      },
      {
        id: 'visibility',
        header: t('issues.visibility'),
        cell: (row) => <VisibilityMark visibility={row.visibility} />,
      },
      {
        id: 'registered_on',
        header: t('issues.registered_on'),
        sort: 'registered_on',
        cell: (row) => formatDate(row.registered_on),
      },
      {
        id: 'state_since',
        header: t('issues.state_since'),
        sort: 'state_since',
        cell: (row) => formatDate(row.state_since),
      },
      {
        id: 'updated_at',
        header: t('issues.updated_at'),
        sort: 'updated_at',
        cell: (row) => formatDay(row.updated_at),
      },
    ],
    [t, labelOf, fieldOf, kindOf],
  );
}
