import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { PolicyDocumentView } from '@/api/generated';
import { useUser } from '@/api/session';
import { formatDate, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Dialog } from '@/shared/ui/Dialog';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { documentsQuery } from './api';
import { DocumentForm } from './DocumentForm';

/** The documents that govern the programme. */
export function DocumentsScreen() {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const writes = holds(useUser(), 'province_staff');
  const params = useListParams({ filters: ['kind'] });
  const query = useQuery(documentsQuery({ ...params.query, sort: undefined }));
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<PolicyDocumentView>();
  const columns = useMemo<Column<PolicyDocumentView>[]>(
    () => [
      { id: 'number', header: t('programme.number'), main: true, cell: (row) => row.number },
      {
        id: 'kind',
        header: t('programme.kind'),
        cell: (row) => labelOf('policy_document.kind', row.kind),
      },
      { id: 'title', header: t('programme.document_title'), cell: (row) => row.title },
      { id: 'issuer', header: t('programme.issuer'), cell: (row) => row.issuer },
      { id: 'issued', header: t('programme.issued_on'), cell: (row) => formatDate(row.issued_on) },
      {
        id: 'ended',
        header: t('programme.ended_on'),
        cell: (row) => (row.ended_on ? formatDate(row.ended_on) : NONE),
      },
      {
        id: 'acts',
        header: t('coverage.act'),
        cell: (row) =>
          row.allowed_actions.includes('edit') ? (
            <Button
              variant="default"
              aria-label={t('programme.edit_document_of', { number: row.number })}
              onClick={() => setEditing(row)}
            >
              {t('action.edit')}
            </Button>
          ) : null,
      },
    ],
    [t, labelOf],
  );
  const add = writes ? <Button onClick={() => setAdding(true)}>{t('programme.add_document')}</Button> : null;
  const close = () => {
    setAdding(false);
    setEditing(undefined);
  };
  return (
    <Page
      title={t('programme.documents')}
      lead={t('programme.documents_lead')}
      actions={
        <>
          {add}
          <LinkButton variant="default" to="/programme-years">
            {t('nav.programme_years')}
          </LinkButton>
        </>
      }
    >
      <Filters params={params}>
        <SearchFilter params={params} />
        <SelectFilter
          params={params}
          name="kind"
          label={t('programme.kind')}
          options={optionsOf('policy_document.kind')}
        />
      </Filters>
      <DataTable
        caption={t('programme.documents')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={
          <Empty
            title={t('programme.no_documents')}
            detail={t('programme.no_documents_detail')}
            action={add}
          />
        }
      />
      {adding || editing ? (
        <Dialog
          title={t(editing ? 'programme.edit_document' : 'programme.add_document')}
          onClose={close}
          size="lg"
        >
          <DocumentForm document={editing} onDone={close} />
        </Dialog>
      ) : null}
    </Page>
  );
}
