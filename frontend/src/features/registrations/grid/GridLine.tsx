import { Button, Checkbox, NativeSelect, Text, Textarea } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { describe } from '@/api/funnel';
import type { CoveredPerson } from '@/api/generated';
import { useCodes } from '@/features/code_lists/api';
import { DateInput } from '@/shared/form/DateField';

import { TextLink } from '@/shared/ui/links';
import { Chip } from '@/shared/ui/status';
import { CONTENT_MAX } from '../editor/values';
import classes from './Grid.module.css';
import { type GridRow, missing, type RowResult } from './rows';

interface GridLineProps {
  person: CoveredPerson;
  number: number;
  row: GridRow;
  year: number;
  showMissing: boolean;
  result: RowResult | undefined;
  onChange: (row: GridRow) => void;
  onCopyAbove?: () => void;
}

/** One member of the chi bộ in the grid. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { person, number, row, year, showMissing, result, onChange, onCopyAbove } = props;
  const { t } = useTranslation();
  const { choices } = useCodes('field');
  const lacks = showMissing ? missing(row, year) : [];
  const errorOf = (name: keyof GridRow, label: string) =>
    lacks.includes(name) ? t(name === 'due_on' ? 'form.bad_date' : 'form.required', { label }) : undefined;
  const text = (name: 'content' | 'measure' | 'solution') => (
    <Textarea
      label={t(`pledges.${name}`)}
      value={row[name]}
      maxLength={CONTENT_MAX}
      minRows={2}
      error={errorOf(name, t(`pledges.${name}`))}
      onChange={(event) => onChange({ ...row, [name]: event.currentTarget.value.normalize('NFC') })}
    />
  );
  const locked = result?.state === 'submitted' || result?.state === 'sending';
  return (
    <fieldset className={classes.line} disabled={locked}>
      <legend className={classes.legend}>
        {number}. {person.full_name}
        {person.position ? <span className={classes.position}>{person.position}</span> : null}
      </legend>
      {result ? <Result result={result} /> : null}
      {result?.state === 'submitted' ? null : (
        <div className={classes.fields}>
          <div className={classes.wide}>{text('content')}</div>
          {text('measure')}
          {text('solution')}
          <NativeSelect
            label={t('pledges.field')}
            value={row.field}
            error={errorOf('field', t('pledges.field'))}
            onChange={(event) => onChange({ ...row, field: event.currentTarget.value })}
            data={[{ value: '', label: t('form.choose') }, ...choices(row.field)]}
          />
          <DateInput
            label={t('pledges.due_on')}
            value={row.due_on}
            error={errorOf('due_on', t('pledges.due_on'))}
            disabled={locked}
            onChange={(due_on) => onChange({ ...row, due_on })}
          />
          <Checkbox
            className={classes.signed}
            label={t('registrations.paper_signed')}
            checked={row.paper_signed}
            onChange={(event) => onChange({ ...row, paper_signed: event.currentTarget.checked })}
          />
          {onCopyAbove ? (
            <Button variant="subtle" onClick={onCopyAbove} className={classes.copy}>
              {t('grid.copy_above')}
            </Button>
          ) : null}
        </div>
      )}
    </fieldset>
  );
});

function Result({ result }: { result: RowResult }) {
  const { t } = useTranslation();
  if (result.state === 'sending') return <Chip tone="blue">{t('grid.sending')}</Chip>;
  if (result.state === 'submitted') {
    return (
      <Text>
        <Chip tone="green">{t('grid.submitted')}</Chip>{' '}
        <TextLink to="/registrations/$id" params={{ id: result.id }}>
          {t('action.view')}
        </TextLink>
      </Text>
    );
  }
  const { title, detail, reference } = describe(result.problem);
  const fields = result.problem.fields.map((field) => field.message);
  return (
    <Text component="div">
      <Chip tone="red">{t('grid.refused')}</Chip> {title}
      {[detail, ...fields, reference].filter(Boolean).map((line) => (
        <Text key={line} size="sm" c="var(--quiet)">
          {line}
        </Text>
      ))}
    </Text>
  );
}
