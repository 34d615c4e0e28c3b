import { Button, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CreateYear, ProgrammeYearView } from '@/api/generated';
import { CheckField, SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useMerge } from '@/shared/form/useMerge';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { documentsQuery, readYear } from './api';

/** The days of a year in their order. */
export const DAYS = [
  'registration_opens_on',
  'registration_closes_on',
  'mid_year_on',
  'report_opens_on',
  'year_end_on',
  'report_due_on',
] as const;

type Days = Record<(typeof DAYS)[number], string>;

interface Values extends Days {
  year: string;
  topic: string;
  policy_document_id: string;
  pledge_limit: string;
  pledge_maximum: string;
  evidence_required: boolean;
}

interface YearFormProps {
  /** What a new year begins with, … */
  from?: Values;
  /** … or the year to change; its calendar year stays. */
  record?: ProgrammeYearView;
  label: string;
  /** Sends what was typed: as a new year, or as a change of the record as it was read last. */
  onSave: (
    body: CreateYear,
    record: ProgrammeYearView | undefined,
    idempotencyKey: string,
  ) => Promise<unknown>;
}

/** The usual days of a year, for a year that is new. */
export function usualYear(year: number): Values {
  return {
    year: String(year),
    topic: '',
    policy_document_id: '',
    registration_opens_on: `${year}-01-01`,
    registration_closes_on: `${year}-03-31`,
    mid_year_on: `${year}-06-30`,
    report_opens_on: `${year}-11-01`,
    year_end_on: `${year}-12-31`,
    report_due_on: `${year}-12-31`,
    pledge_limit: '2',
    pledge_maximum: '5',
    evidence_required: false,
  };
}

/** A year as the form holds it. */
function valuesOf(year: ProgrammeYearView): Values {
  return {
    ...(Object.fromEntries(DAYS.map((day) => [day, year[day]])) as Days),
    year: String(year.year),
    topic: year.topic,
    policy_document_id: year.policy_document_id ?? '',
    pledge_limit: String(year.pledge_limit),
    pledge_maximum: String(year.pledge_maximum),
    evidence_required: year.evidence_required,
  };
}

/** Topic, governing document, days and limits of a year. */
export function YearForm({ from, record, label, onSave }: YearFormProps) {
  const fresh = record === undefined;
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const rules = useRules();
  const documents = useQuery(documentsQuery({ per_page: 200 }));
  const form = useForm<Values>({ defaultValues: record ? valuesOf(record) : from });
  const documentOf = (id: string) => documents.data?.items.find((entry) => entry.id === id)?.number ?? '';
  const merge = useMerge<ProgrammeYearView, Values>({
    form,
    record,
    reload: readYear,
    valuesOf,
    entries: [
      { name: 'topic', label: t('programme.topic') },
      {
        name: 'policy_document_id',
        label: t('programme.document'),
        show: (values) => documentOf(values.policy_document_id),
      },
      ...DAYS.map((name) => ({
        name,
        label: t(`programme.${name}`),
        show: (values: Values) => formatDate(values[name]),
      })),
      { name: 'pledge_limit', label: t('programme.pledge_limit') },
      { name: 'pledge_maximum', label: t('programme.pledge_maximum') },
      {
        name: 'evidence_required',
        label: t('programme.evidence_required'),
        show: (values) =>
          t(values.evidence_required ? 'programme.evidence_needed' : 'programme.evidence_optional'),
      },
    ],
  });
  return (
    <>
      <Form
        form={form}
        onProblem={merge.onProblem}
        label={label}
        onSubmit={async (values, { idempotencyKey }) => {
          const { year, ...rest } = values;
          await onSave(
            {
              ...rest,
              topic: rest.topic.trim(),
              policy_document_id: rest.policy_document_id || null,
              pledge_limit: Number(rest.pledge_limit),
              pledge_maximum: Number(rest.pledge_maximum),
              year: Number(year),
            },
            merge.record,
            idempotencyKey,
          );
          form.reset(values);
        }}
      >
        {fresh ? (
          <TextField
            name="year"
            inputMode="numeric"
            label={labelOf('dimension', 'year')}
            rules={{
              validate: (value) => /^\d{4}$/.test(String(value).trim()) || t('programme.bad_year'),
            }}
          />
        ) : null}
        <TextField
          name="topic"
          multiline
          label={t('programme.topic')}
          maxLength={1000}
          rules={rules.required(t('programme.topic'))}
        />
        <SelectField
          name="policy_document_id"
          label={t('programme.document')}
          optional
          options={(documents.data?.items ?? []).map((document) => ({
            value: document.id,
            label: `${document.number}: ${document.title}`,
          }))}
        />
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {DAYS.map((day) => (
            <DateField
              key={day}
              name={day}
              label={t(`programme.${day}`)}
              rules={rules.date(t(`programme.${day}`))}
            />
          ))}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField
            name="pledge_limit"
            inputMode="numeric"
            label={t('programme.pledge_limit')}
            hint={t('programme.pledge_limit_hint')}
            rules={rules.count(t('programme.pledge_limit'))}
          />
          <TextField
            name="pledge_maximum"
            inputMode="numeric"
            label={t('programme.pledge_maximum')}
            hint={t('programme.pledge_maximum_hint')}
            rules={{
              validate: (value: unknown, values: Record<string, unknown>) => {
                const valid = rules.count(t('programme.pledge_maximum')).validate(value);
                if (valid !== true) return valid;
                return Number(value) >= Number(values.pledge_limit) || t('programme.maximum_below_limit');
              },
            }}
          />
        </SimpleGrid>
        <CheckField name="evidence_required" label={t('programme.evidence_required')} />
        <div>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('action.save')}
          </Button>
        </div>
      </Form>
      {merge.dialog}
    </>
  );
}
