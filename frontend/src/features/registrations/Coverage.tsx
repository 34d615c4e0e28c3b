import { Checkbox, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageView as CoverageData, CoveredPerson } from '@/api/generated';
import { RemindButton, type Reminded } from '@/features/reminders/RemindButton';
import { formatNumber, formatPercent, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import type { Selection } from '@/shared/table/DataTable';
import { type ListParams, useListParams } from '@/shared/table/listParams';
import { PlainTable } from '@/shared/table/PlainTable';
import { LinkButton, TextLink } from '@/shared/ui/links';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded } from '@/shared/ui/states';
import { RegistrationState } from '@/shared/ui/status';
import { coverageQuery } from './api';
import { CoverageBelow } from './CoverageBelow';

interface CoverageProps {
  unit: string;
  unitName: string;
  year: string;
  /** The user may enter registrations for members of the unit. */
  writes: boolean;
  /** The user may remind those who have not registered. */
  urges: boolean;
}

/** Who of the roll has registered and who has not. */
export function Coverage({ unit, unitName, year, writes, urges }: CoverageProps) {
  const { t } = useTranslation();
  const query = useQuery(coverageQuery(unit, year));
  const params = useListParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const onlyMissing = params.get('missing') === 'true';
  return (
    <Loaded query={query} lines={6}>
      {(data) => (
        <Stack gap="md">
          <Totals data={data} />
          {!data.people ? (
            <Empty title={t('coverage.counts_only')} detail={t('coverage.counts_only_detail')} />
          ) : (
            <>
              <Group justify="space-between">
                <Checkbox
                  label={t('coverage.only_missing')}
                  checked={onlyMissing}
                  onChange={(event) =>
                    params.set({ missing: event.currentTarget.checked ? 'true' : undefined })
                  }
                />
                {urges ? (
                  <RemindButton
                    about="registrations"
                    variant="light"
                    targets={{ people: toRemind(data.people, chosen) }}
                    label={t(chosen.size > 0 ? 'coverage.urge_chosen' : 'coverage.urge_all', {
                      count: toRemind(data.people, chosen).length,
                    })}
                    onDone={() => setChosen(new Set())}
                  />
                ) : null}
              </Group>
              <Roll
                people={onlyMissing ? data.people.filter(missing) : data.people}
                unit={unit}
                unitName={unitName}
                year={year}
                writes={writes}
                params={params}
                selection={urges ? { ids: chosen, onChange: setChosen } : undefined}
              />
            </>
          )}
          <CoverageBelow unit={unit} year={year} urges={urges} />
        </Stack>
      )}
    </Loaded>
  );
}

const handedIn = (person: CoveredPerson) =>
  person.status !== null && person.status !== 'draft' && person.status !== 'returned';

const missing = (person: CoveredPerson) => person.obliged && !handedIn(person);

/** Those chosen, or everybody who has not handed in. */
const toRemind = (people: CoveredPerson[], chosen: ReadonlySet<string>): Reminded[] =>
  people
    .filter((person) => missing(person) && (chosen.size === 0 || chosen.has(person.person_id)))
    .map((person) => ({ id: person.person_id, name: person.full_name, note: person.position || undefined }));

function Totals({ data }: { data: CoverageData }) {
  const { t } = useTranslation();
  const rate = data.obliged > 0 ? (data.approved * 100) / data.obliged : null;
  const rest = Math.max(0, data.obliged - data.approved - data.submitted);
  return (
    <Panel>
      <Group justify="space-between">
        <Text fw={600}>{t('coverage.rate', { rate: formatPercent(rate) })}</Text>
        <Text c="var(--quiet)">
          {t('coverage.counts', {
            approved: formatNumber(data.approved),
            submitted: formatNumber(data.submitted),
            rest: formatNumber(rest),
            obliged: formatNumber(data.obliged),
          })}
        </Text>
      </Group>
      <Progress.Root size="lg" aria-hidden="true">
        <Progress.Section value={rate ?? 0} color="green.8" />
        <Progress.Section
          value={data.obliged > 0 ? (data.submitted * 100) / data.obliged : 0}
          color="blue.4"
        />
      </Progress.Root>
    </Panel>
  );
}

interface RollProps {
  params: ListParams;
  selection?: Selection;
  people: CoveredPerson[];
  unit: string;
  unitName: string;
  year: string;
  writes: boolean;
}

function Roll({ params, selection, people, unit, unitName, year, writes }: RollProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  if (people.length === 0) return <Empty title={t('coverage.nobody')} detail={t('coverage.nobody_detail')} />;
  const stateOf = (person: CoveredPerson) => {
    if (person.status) {
      return (
        <RegistrationState
          status={person.status}
          subjectKind="individual"
          membership={person.member_kind === 'non_member' ? 'non_member' : 'party_member'}
          unitName={unitName}
          late={person.late}
        />
      );
    }
    if (person.exempt_reason)
      return t('coverage.exempt', { reason: labelOf('exemption.reason', person.exempt_reason) });
    return person.obliged ? <strong>{t('coverage.not_yet')}</strong> : t('coverage.voluntary');
  };
  return (
    <PlainTable
      caption={t('coverage.caption')}
      rows={people}
      rowId={(person) => person.person_id}
      params={params}
      rowName={(person) => person.full_name}
      selection={selection}
      selectable={missing}
      columns={[
        {
          id: 'name',
          header: t('coverage.person'),
          main: true,
          cell: (person) =>
            person.registration_id ? (
              <TextLink to="/registrations/$id" params={{ id: person.registration_id }}>
                {person.full_name}
              </TextLink>
            ) : (
              person.full_name
            ),
        },
        { id: 'position', header: t('registrations.position'), cell: (person) => person.position || NONE },
        {
          id: 'kind',
          header: t('coverage.member_kind'),
          cell: (person) => labelOf('person.member_kind', person.member_kind, 'short'),
        },
        { id: 'state', header: t('registrations.state'), cell: stateOf },
        ...(writes
          ? [
              {
                id: 'act',
                header: t('coverage.act'),
                cell: (person: CoveredPerson) =>
                  person.registration_id ? null : (
                    <LinkButton
                      variant="default"
                      to="/registrations/new"
                      aria-label={t('coverage.enter_for', { name: person.full_name })}
                      search={{
                        subject_kind: 'individual',
                        unit,
                        unit_name: unitName,
                        year,
                        person: person.person_id,
                        person_name: person.full_name,
                        position_group: person.position_group,
                      }}
                    >
                      {t('coverage.enter')}
                    </LinkButton>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
