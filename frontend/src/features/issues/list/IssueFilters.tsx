import { Button, Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBusinessDate } from '@/api/system';
import { useCodes } from '@/features/code_lists/api';
import { unitQuery } from '@/features/org_units/api';
import { findUnits } from '@/features/org_units/pick';
import { personQuery } from '@/features/people/api';
import { findPeople } from '@/features/people/pick';
import { yearOptions } from '@/features/registrations/years';
import { PickInput } from '@/shared/form/PickField';
import { useLabels } from '@/shared/i18n/labels';
import { DateFilter } from '@/shared/table/DateFilter';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import type { ListParams } from '@/shared/table/listParams';
import { Icon } from '@/shared/ui/icons';
import { OPEN, STATUSES } from '../verbs';
import classes from './IssueFilters.module.css';
import { FLAGS, MORE_FILTERS, MORE_FLAGS } from './question';

interface IssueFiltersProps {
  params: ListParams;
  /** The columns of the board are the states already. */
  withoutStatus?: boolean;
}

/** Every filter of the lists of issues; the rarer ones are folded away. */
export function IssueFilters({ params, withoutStatus }: IssueFiltersProps) {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const fields = useCodes('field');
  const kinds = useCodes('issue.kind');
  const today = useBusinessDate();
  const more = MORE_FILTERS.filter((name) => params.get(name) !== '').length;
  const states = [
    { value: OPEN.join(','), label: t('issues.all_open') },
    ...optionsOf('issue.status', STATUSES, 'short'),
  ];
  return (
    <div className={classes.filters}>
      <Filters params={params}>
        <SearchFilter params={params} label={t('issues.search')} />
        <UnitFilter params={params} name="unit" label={t('issues.unit_and_below')} />
        {withoutStatus ? null : (
          <SelectFilter
            params={params}
            name="status"
            label={t('issues.state')}
            options={withOther(states, params.get('status'), (code) =>
              labelOf('issue.status', code, 'short'),
            )}
          />
        )}
        <SelectFilter
          params={params}
          name="year"
          label={labelOf('dimension', 'year')}
          options={withOther(yearOptions(today), params.get('year'), (year) => year)}
        />
        <SelectFilter
          params={params}
          name="field"
          label={labelOf('dimension', 'field')}
          options={withOther(fields.choices(params.get('field'), 'short'), params.get('field'), (code) =>
            fields.wordOf(code, 'short'),
          )}
        />
      </Filters>
      <Group gap="xs" className="no-print" role="group" aria-label={t('issues.quick_filters')}>
        {FLAGS.map((name) => {
          const on = params.get(name) === 'true';
          return (
            <Button
              key={name}
              variant={on ? 'filled' : 'default'}
              aria-pressed={on}
              leftSection={on ? <Icon name="check" size={16} /> : undefined}
              onClick={() => params.set({ [name]: on ? undefined : 'true' })}
            >
              {t(`issues.flags.${name}`)}
            </Button>
          );
        })}
      </Group>
      <details className={`${classes.more} no-print`}>
        <summary>
          {more > 0 ? t('issues.more_filters_set', { count: more }) : t('issues.more_filters')}
        </summary>
        <Group gap="sm" align="flex-end" pt="xs">
          <SelectFilter
            params={params}
            name="kind"
            label={labelOf('dimension', 'kind')}
            options={withOther(kinds.choices(params.get('kind'), 'short'), params.get('kind'), (code) =>
              kinds.wordOf(code, 'short'),
            )}
          />
          <SelectFilter
            params={params}
            name="registering_level"
            label={t('issues.registering_level')}
            options={optionsOf('registering_level', undefined, 'short')}
          />
          <UnitFilter params={params} name="owning_unit" label={t('issues.owning_unit')} />
          <PersonFilter params={params} />
          <DateFilter params={params} name="due_from" label={t('issues.due_from')} />
          <DateFilter params={params} name="due_to" label={t('issues.due_to')} />
          <Group gap="md" role="group" aria-label={t('issues.marks')} className={classes.marks}>
            {MORE_FLAGS.map((name) => (
              <Checkbox
                key={name}
                label={t(`issues.flags.${name}`)}
                checked={params.get(name) === 'true'}
                onChange={(event) => params.set({ [name]: event.currentTarget.checked ? 'true' : undefined })}
              />
            ))}
          </Group>
        </Group>
      </details>
    </div>
  );
}

interface Option {
  value: string;
  label: string;
}

/** The choices, with what an address asks for beyond them. */
function withOther(options: Option[], value: string, wordOf: (code: string) => string): Option[] {
  if (value === '' || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: value.split(',').map(wordOf).join(', ') }];
}

function UnitFilter({ params, name, label }: { params: ListParams; name: string; label: string }) {
  const id = params.get(name);
  const unit = useQuery({ ...unitQuery(id), enabled: id !== '' });
  return (
    <PickInput
      label={label}
      shown={id === '' ? '' : (unit.data?.name ?? '')}
      source="units"
      find={findUnits}
      onPick={(choice) => params.set({ [name]: choice?.value })}
      w="100%"
    />
  );
}

function PersonFilter({ params }: { params: ListParams }) {
  const { t } = useTranslation();
  const id = params.get('responsible_person_id');
  const person = useQuery({ ...personQuery(id), enabled: id !== '' });
  return (
    <PickInput
      label={t('issues.responsible')}
      shown={id === '' ? '' : (person.data?.full_name ?? '')}
      source="people"
      find={findPeople}
      onPick={(choice) => params.set({ responsible_person_id: choice?.value })}
      w="100%"
    />
  );
}
