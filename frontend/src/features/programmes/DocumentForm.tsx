import { Button, Group, SimpleGrid } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { PolicyDocumentView } from '@/api/generated';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { programmeKeys, readDocument, saveDocument } from './api';

interface Values {
  number: string;
  kind: PolicyDocumentView['kind'];
  title: string;
  issuer: string;
  issued_on: string;
  ended_on: string;
}

const valuesOf = (document: PolicyDocumentView | undefined): Values => ({
  number: document?.number ?? '',
  kind: document?.kind ?? ('' as PolicyDocumentView['kind']),
  title: document?.title ?? '',
  issuer: document?.issuer ?? '',
  issued_on: document?.issued_on ?? '',
  ended_on: document?.ended_on ?? '',
});

/** A governing document, new or corrected. */
export function DocumentForm({ document, onDone }: { document?: PolicyDocumentView; onDone: () => void }) {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const rules = useRules();
  const client = useQueryClient();
  const form = useForm<Values>({ defaultValues: valuesOf(document) });
  const merge = useMerge<PolicyDocumentView, Values>({
    form,
    record: document,
    reload: readDocument,
    valuesOf,
    entries: [
      { name: 'number', label: t('programme.number') },
      {
        name: 'kind',
        label: t('programme.kind'),
        show: ({ kind }) => labelOf('policy_document.kind', kind),
      },
      { name: 'title', label: t('programme.document_title') },
      { name: 'issuer', label: t('programme.issuer') },
      { name: 'issued_on', label: t('programme.issued_on'), show: (v) => formatDate(v.issued_on) },
      { name: 'ended_on', label: t('programme.ended_on'), show: (v) => formatDate(v.ended_on) },
    ],
  });
  const label = t(document ? 'programme.edit_document' : 'programme.add_document');
  return (
    <>
      <Form
        form={form}
        onProblem={merge.onProblem}
        label={label}
        onSubmit={async (values, { idempotencyKey }) => {
          const body = {
            ...values,
            number: values.number.trim(),
            title: values.title.trim(),
            issuer: values.issuer.trim(),
            ended_on: values.ended_on || null,
          };
          await saveDocument(merge.record, body, idempotencyKey);
          notifyDone(t('programme.document_saved'));
          onDone();
          await client.invalidateQueries({ queryKey: programmeKeys.all });
        }}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField
            name="number"
            label={t('programme.number')}
            hint={t('programme.number_hint')}
            maxLength={100}
            rules={rules.required(t('programme.number'))}
          />
          <SelectField
            name="kind"
            label={t('programme.kind')}
            options={optionsOf('policy_document.kind')}
            rules={rules.choice(t('programme.kind'))}
          />
        </SimpleGrid>
        <TextField
          name="title"
          multiline
          label={t('programme.document_title')}
          maxLength={500}
          rules={rules.required(t('programme.document_title'))}
        />
        <TextField
          name="issuer"
          label={t('programme.issuer')}
          maxLength={200}
          rules={rules.required(t('programme.issuer'))}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DateField
            name="issued_on"
            label={t('programme.issued_on')}
            rules={rules.date(t('programme.issued_on'))}
          />
          <DateField
            name="ended_on"
            label={t('programme.ended_on')}
            optional
            rules={rules.date(t('programme.ended_on'), false)}
          />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </Group>
      </Form>
      {merge.dialog}
    </>
  );
}
