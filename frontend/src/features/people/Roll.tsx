import { Button, Checkbox, Group, Stack, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MembershipView, SignedInUser, UnitView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { type Column, DataTable } from '@/shared/table/DataTable';
import { Filters, SearchFilter, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { Dialog } from '@/shared/ui/Dialog';
import { Empty } from '@/shared/ui/states';
import { AddMembership } from './AddMembership';
import { AddPerson } from './AddPerson';
import { type RollVerb, rollQuery } from './api';
import { LineDialog } from './LineDialog';
import { Obligation } from './Obligation';
import classes from './Roll.module.css';

const VERBS: RollVerb[] = ['edit', 'transfer', 'exempt', 'end-exemption', 'end'];

/** Whether to offer entering persons: staff of the unit or of one above it. The server decides. */
function writesRoll(user: SignedInUser, unit: UnitView): boolean {
  const line = new Set([unit.id, ...unit.path.map((above) => above.id)]);
  return user.roles.some(
    (entry) => (entry.role === 'unit_staff' || entry.role === 'province_staff') && line.has(entry.unit_id),
  );
}

/** Who belongs to a unit on a day, by given name, and who of them is obliged to register. */
export function Roll({ unit, asOf }: { unit: UnitView; asOf: string }) {
  const { t } = useTranslation();
  const { labelOf, optionsOf } = useLabels();
  const user = useUser();
  const today = useBusinessDate();
  const past = asOf !== '' && asOf !== today;
  const params = useListParams({ filters: ['member_kind', 'position_group', 'direct'] });
  const query = useQuery(
    rollQuery({ ...params.query, sort: undefined, unit: unit.id, as_of: asOf || undefined }),
  );
  const [adding, setAdding] = useState<'person' | 'membership'>();
  const [act, setAct] = useState<{ line: MembershipView; verb: RollVerb }>();
  const columns = useMemo<Column<MembershipView>[]>(
    () => [
      {
        id: 'name',
        header: t('roll.name'),
        main: true,
        cell: (row) =>
          row.person.birth_year
            ? t('roll.name_born', { name: row.person.full_name, year: row.person.birth_year })
            : row.person.full_name,
      },
      {
        id: 'kind',
        header: t('roll.member_kind'),
        cell: (row) => labelOf('person.member_kind', row.member_kind),
      },
      { id: 'position', header: t('registrations.position'), cell: (row) => row.position },
      {
        id: 'group',
        header: t('registrations.position_group'),
        cell: (row) => labelOf('position_group', row.position_group, 'short'),
      },
      { id: 'unit', header: t('registrations.unit'), cell: (row) => row.unit_name },
      { id: 'obliged', header: t('roll.obligation'), cell: (row) => <Obligation line={row} /> },
      { id: 'from', header: t('roll.since'), cell: (row) => formatDate(row.valid_from) },
      {
        id: 'acts',
        header: t('roll.acts'),
        cell: (row) => (past ? null : <Acts line={row} onAct={(verb) => setAct({ line: row, verb })} />),
      },
    ],
    [t, labelOf, past],
  );
  const add =
    writesRoll(user, unit) && !past ? (
      <Group gap="sm">
        <Button onClick={() => setAdding('person')}>{t('roll.add_person')}</Button>
        <Button variant="default" onClick={() => setAdding('membership')}>
          {t('roll.add_membership')}
        </Button>
      </Group>
    ) : null;
  return (
    <Stack gap="md">
      {add}
      <Filters params={params}>
        <SearchFilter params={params} label={t('roll.search')} />
        <SelectFilter
          params={params}
          name="member_kind"
          label={t('roll.member_kind')}
          options={optionsOf('person.member_kind')}
        />
        <SelectFilter
          params={params}
          name="position_group"
          label={t('registrations.position_group')}
          options={optionsOf('position_group', undefined, 'short')}
        />
        {unit.has_children ? (
          <Checkbox
            label={t('roll.direct')}
            checked={params.get('direct') === 'true'}
            onChange={(event) => params.set({ direct: event.currentTarget.checked ? 'true' : undefined })}
            mb={10}
          />
        ) : null}
      </Filters>
      <DataTable
        caption={t('roll.title')}
        columns={columns}
        query={query}
        params={params}
        rowId={(row) => row.id}
        empty={<Empty title={t('roll.empty')} detail={t('roll.empty_detail')} />}
      />
      {adding ? (
        <Dialog
          title={t(adding === 'person' ? 'roll.add_person' : 'roll.add_membership')}
          onClose={() => setAdding(undefined)}
          size="lg"
        >
          {adding === 'person' ? (
            <AddPerson unit={unit} onDone={() => setAdding(undefined)} />
          ) : (
            <AddMembership unit={unit} onDone={() => setAdding(undefined)} />
          )}
        </Dialog>
      ) : null}
      {act ? <LineDialog line={act.line} verb={act.verb} onClose={() => setAct(undefined)} /> : null}
    </Stack>
  );
}

/** What may be done with a line, behind one word so that the table stays short. */
function Acts({ line, onAct }: { line: MembershipView; onAct: (verb: RollVerb) => void }) {
  const { t } = useTranslation();
  const verbs = VERBS.filter((verb) => line.allowed_actions.includes(verb));
  if (verbs.length === 0) return null;
  return (
    <details>
      <summary className={classes.acts}>
        {t('roll.update')}
        <VisuallyHidden> {line.person.full_name}</VisuallyHidden>
      </summary>
      <Stack gap={4} align="flex-start" mt={4}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            size="compact-sm"
            variant="default"
            aria-label={t('roll.act_of', { act: t(`roll.verb.${verb}`), name: line.person.full_name })}
            onClick={() => onAct(verb)}
          >
            {t(`roll.verb.${verb}`)}
          </Button>
        ))}
      </Stack>
    </details>
  );
}
