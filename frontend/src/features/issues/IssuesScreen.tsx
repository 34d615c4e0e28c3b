import './words';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { IssueView } from '@/api/generated';
import { useUser } from '@/api/session';
import { ViewsMenu } from '@/features/saved_views/ViewsMenu';
import { DataTable } from '@/shared/table/DataTable';
import { useListParams } from '@/shared/table/listParams';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { issueKeys, issuesQuery } from './api';
import { Bulk, type BulkStep, decidable } from './list/Bulk';
import { BulkDialog } from './list/BulkDialog';
import { HIDDEN, useIssueColumns } from './list/columns';
import { ExportButtons } from './list/ExportButtons';
import { IssueFilters } from './list/IssueFilters';
import { alongWith, FILTERS, filtersOf } from './list/question';
import { Ways } from './Ways';

/** Whether to offer drawing up an issue; the server decides. */
export function useWritesIssues(): boolean {
  return holds(useUser(), 'branch_secretary', 'unit_staff', 'unit_leader', 'province_staff');
}

/** The issues that the user may see, by whatever filters the address holds. */
export function IssuesScreen() {
  const { t } = useTranslation();
  const writes = useWritesIssues();
  const params = useListParams({ filters: FILTERS, defaults: { hide: HIDDEN }, sort: 'due_on' });
  const query = useQuery(issuesQuery(params.query));
  const columns = useIssueColumns();
  const [chosen, setChosen] = useState<ReadonlyMap<string, IssueView>>(new Map());
  const [step, setStep] = useState<BulkStep>();
  const client = useQueryClient();
  const page = query.data?.items ?? [];
  const known = new Map([...chosen, ...page.map((issue) => [issue.id, issue] as const)]);
  const filters = filtersOf(params);
  const newIssue = (
    <LinkButton to="/issues/new" leftSection={<Icon name="plus" size={18} />}>
      {t('issues.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.issues')} lead={t('issues.lead')} actions={writes ? newIssue : undefined}>
      <Ways search={alongWith(params)} />
      <IssueFilters params={params} />
      <DataTable
        caption={t('issues.list_caption')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        views={<ViewsMenu room="issues" />}
        selection={
          page.some(decidable) || chosen.size > 0
            ? {
                ids: new Set(chosen.keys()),
                onChange: (ids) =>
                  setChosen(
                    new Map(
                      [...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id) as IssueView]] : [])),
                    ),
                  ),
              }
            : undefined
        }
        selectable={decidable}
        tools={<ExportButtons query={filters} />}
        acts={
          <Bulk
            chosen={chosen}
            onChange={setChosen}
            query={filters}
            total={query.data?.total ?? 0}
            page={page}
            onAct={setStep}
          />
        }
        empty={
          <Empty
            title={t('issues.empty_title')}
            detail={t('issues.empty_detail')}
            action={writes ? newIssue : undefined}
          />
        }
      />
      {step ? (
        <BulkDialog
          step={step}
          issues={[...chosen.values()].filter((issue) => issue.allowed_actions.includes(step))}
          onClose={() => {
            setStep(undefined);
            void client.invalidateQueries({ queryKey: issueKeys.all });
          }}
          onDone={(passed) => setChosen((before) => new Map([...before].filter(([id]) => !passed.has(id))))}
        />
      ) : null}
    </Page>
  );
}
