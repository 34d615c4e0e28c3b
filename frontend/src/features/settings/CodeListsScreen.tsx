import './words';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { CodeView } from '@/api/generated';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { PlainTable } from '@/shared/table/PlainTable';
import { Page } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { changeCode, codesQuery, settingKeys } from './api';
import { CodeForm } from './CodeForm';

/** Lists that the province edits; whether it may add to them and take codes out of use. */
const LISTS = [
  { name: 'field', grows: true },
  { name: 'issue.kind', grows: false },
] as const;

/** The codes of a list: renamed, added, taken out of use. */
export function CodeListsScreen() {
  const { t } = useTranslation();
  const params = useListParams({ filters: ['list'], defaults: { list: LISTS[0].name } });
  const list = LISTS.find(({ name }) => name === params.get('list')) ?? LISTS[0];
  const query = useQuery(codesQuery(list.name));
  const [open, setOpen] = useState<{ record?: CodeView }>();
  return (
    <Page
      title={t('settings.codes')}
      lead={t('settings.codes_lead')}
      actions={
        list.grows && query.data?.editable ? (
          <Button onClick={() => setOpen({})}>{t('settings.add_code')}</Button>
        ) : null
      }
    >
      <Filters params={params}>
        <SelectFilter
          params={params}
          name="list"
          required
          label={t('settings.list')}
          options={LISTS.map(({ name }) => ({
            value: name,
            label: t(`settings.list_${name.replace('.', '_')}`),
          }))}
        />
      </Filters>
      <Loaded query={query} lines={8}>
        {(data) =>
          data.entries.length > 0 ? (
            <PlainTable
              caption={t('settings.codes_caption')}
              rows={data.entries}
              rowId={(row) => row.code}
              columns={[
                { id: 'label', header: t('settings.code_label'), main: true, cell: (row) => row.label },
                { id: 'short', header: t('settings.code_short'), cell: (row) => row.short },
                { id: 'code', header: t('settings.code'), cell: (row) => <code>{row.code}</code> },
                {
                  id: 'origin',
                  header: t('settings.origin'),
                  cell: (row) =>
                    row.built_in
                      ? row.version > 0
                        ? t('settings.built_in_changed')
                        : t('settings.built_in')
                      : t('settings.of_province'),
                },
                {
                  id: 'active',
                  header: t('registrations.state'),
                  cell: (row) => (
                    <Chip tone={row.active ? 'green' : 'gray'}>
                      {t(row.active ? 'settings.in_use' : 'settings.not_in_use')}
                    </Chip>
                  ),
                },
                ...(data.editable
                  ? [
                      {
                        id: 'act',
                        header: t('coverage.act'),
                        cell: (row: CodeView) => (
                          <Group gap={0}>
                            <Button
                              variant="subtle"
                              aria-label={t('settings.rename_of', { label: row.label })}
                              onClick={() => setOpen({ record: row })}
                            >
                              {t('settings.rename')}
                            </Button>
                            {list.grows ? <InUse list={list.name} row={row} /> : null}
                          </Group>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          ) : (
            <Empty title={t('settings.no_codes')} detail={t('settings.codes_lead')} />
          )
        }
      </Loaded>
      {open ? <CodeForm list={list.name} record={open.record} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  );
}

function InUse({ list, row }: { list: string; row: CodeView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: () => changeCode(list, row, { active: !row.active }),
    onSuccess: () => {
      notifyDone(t(row.active ? 'settings.code_out' : 'settings.code_back', { label: row.label }));
    },
    // After a refusal the list is as others left it.
    onSettled: () => client.invalidateQueries({ queryKey: settingKeys.codes }),
  });
  return (
    <Button
      variant="subtle"
      color={row.active ? 'red' : undefined}
      loading={act.isPending}
      aria-label={t(row.active ? 'settings.take_out_of' : 'settings.take_back_of', { label: row.label })}
      onClick={() => act.mutate()}
    >
      {t(row.active ? 'settings.take_out' : 'settings.take_back')}
    </Button>
  );
}
