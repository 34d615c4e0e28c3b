import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { IssueView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useCodes } from '@/features/code_lists/api';
import { issuesQuery } from '@/features/issues/api';
import { DeadlineChip, IssueState, Responsible } from '@/features/issues/marks';
import { SUPERIORS } from '@/features/reminders/api';
import { RemindButton } from '@/features/reminders/RemindButton';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { useListParams } from '@/shared/table/listParams';
import { LinkButton, TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { COUNTED } from './api';

/** Every late issue below a unit, of any year, the longest late first, with who answers for it. */
export function Oldest({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const { wordOf } = useCodes('field');
  const superior = holds(useUser(), ...SUPERIORS);
  const params = useListParams({ perPage: 10, sort: 'due_on' });
  const query = useQuery(issuesQuery({ ...params.query, unit, overdue: true, kind: COUNTED }));
  // On a phone every row is a card: what, who and by when.
  const narrow = useMediaQuery('(max-width: 639px)');
  const [chosen, setChosen] = useState<ReadonlyMap<string, IssueView>>(new Map());
  const items = query.data?.items ?? [];
  const choose = (ids: ReadonlySet<string>) =>
    setChosen((before) => {
      const known = new Map([...before, ...items.map((issue) => [issue.id, issue] as const)]);
      return new Map([...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id) as IssueView]] : [])));
    });
  const columns = useMemo<Column<IssueView>[]>(
    () => [
      {
        id: 'title',
        header: t('late.issue'),
        main: true,
        sort: 'title',
        cell: (issue) => (
          <>
            <TextLink to="/issues/$id" params={{ id: issue.id }}>
              {issue.title}
            </TextLink>
            <Text size="sm" c="var(--quiet)">
              {issue.owning_unit_name}
            </Text>
          </>
        ),
      },
      {
        id: 'responsible',
        header: t('late.responsible'),
        cell: (issue) => <Responsible issue={issue} />,
      },
      {
        id: 'due_on',
        header: t('late.deadline'),
        sort: 'due_on',
        cell: (issue) => <DeadlineChip issue={issue} />,
      },
      { id: 'field', header: t('late.field'), cell: (issue) => wordOf(issue.field, 'short') },
      {
        id: 'status',
        header: t('registrations.state'),
        sort: 'status',
        cell: (issue) => <IssueState status={issue.status} />,
      },
    ],
    [t, wordOf],
  );
  return (
    <Panel
      title={t('late.oldest')}
      actions={
        <>
          {superior && chosen.size > 0 ? (
            <RemindButton
              about="issues"
              targets={{ issues: [...chosen.values()] }}
              onDone={() => setChosen(new Map())}
            />
          ) : null}
          <LinkButton
            variant="default"
            to="/issues"
            search={{ unit, overdue: 'true', kind: COUNTED, sort: 'due_on' } as never}
          >
            {t('late.in_list')}
          </LinkButton>
        </>
      }
    >
      <DataTable
        caption={t('late.oldest_caption')}
        columns={narrow ? columns.slice(0, 3) : columns}
        query={query}
        params={params}
        rowId={(issue) => issue.id}
        rowName={(issue) => issue.title}
        selection={superior ? { ids: new Set(chosen.keys()), onChange: choose } : undefined}
        empty={<Empty title={t('late.none_late')} detail={t('late.none_late_detail')} />}
      />
    </Panel>
  );
}
