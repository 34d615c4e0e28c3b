import './words';
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holds, unitsWith } from '@/api/access';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { SUPERIORS } from '@/features/reminders/api';
import { useLabels } from '@/shared/i18n/labels';
import { Filters, SelectFilter } from '@/shared/table/Filters';
import { useListParams } from '@/shared/table/listParams';
import { LinkButton } from '@/shared/ui/links';
import { Page } from '@/shared/ui/Page';
import { Empty } from '@/shared/ui/states';
import { Coverage } from './Coverage';
import { RegistrationList } from './RegistrationList';
import { yearOptions } from './years';

/** A unit and a year: who has registered and who has not, and the registrations themselves. */
export function UnitRegistrationsScreen() {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const user = useUser();
  const today = useBusinessDate();
  const units = unitsWith(user, 'branch_secretary', 'unit_staff', 'unit_leader', 'province_staff', 'member');
  const officer = holds(user, ...SUPERIORS);
  const params = useListParams({
    filters: ['unit', 'year'],
    defaults: { year: today.slice(0, 4), unit: units[0]?.id ?? '', tab: officer ? 'people' : 'records' },
  });
  const unit = units.find((entry) => entry.id === params.get('unit')) ?? units[0];
  const writes = unitsWith(user, 'branch_secretary', 'unit_staff').some((entry) => entry.id === unit?.id);
  const forUnit = unitsWith(user, 'branch_secretary', 'unit_staff', 'unit_leader').some(
    (entry) => entry.id === unit?.id,
  );
  const urges = unitsWith(user, ...SUPERIORS).some((entry) => entry.id === unit?.id);
  const search = { unit: unit?.id, year: params.get('year') };
  if (!unit) {
    return (
      <Page title={t('nav.branch')}>
        <Empty title={t('registrations.no_unit')} detail={t('registrations.no_unit_detail')} />
      </Page>
    );
  }
  return (
    <Page
      title={t('nav.branch')}
      lead={unit.name}
      actions={
        <>
          {writes ? (
            <LinkButton to="/branch/grid" search={search}>
              {t('grid.open')}
            </LinkButton>
          ) : null}
          {forUnit ? (
            <LinkButton
              variant="default"
              to="/registrations/new"
              search={{
                subject_kind: 'collective',
                unit: unit.id,
                unit_name: unit.name,
                year: params.get('year'),
              }}
            >
              {t('registrations.new_collective')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <Filters params={params}>
        {units.length > 1 ? (
          <SelectFilter
            params={params}
            name="unit"
            required
            label={t('registrations.unit')}
            options={units.map((entry) => ({ value: entry.id, label: entry.name }))}
          />
        ) : null}
        <SelectFilter
          params={params}
          name="year"
          required
          label={labelOf('dimension', 'year')}
          options={yearOptions(today)}
        />
      </Filters>
      {officer ? (
        <Tabs
          value={params.get('tab')}
          onChange={(tab) => params.set({ tab: tab ?? undefined })}
          keepMounted={false}
        >
          <Tabs.List>
            <Tabs.Tab value="people">{t('coverage.tab')}</Tabs.Tab>
            <Tabs.Tab value="records">{t('registrations.records')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people" pt="md">
            <Coverage
              unit={unit.id}
              unitName={unit.name}
              year={params.get('year')}
              writes={writes}
              urges={urges}
            />
          </Tabs.Panel>
          <Tabs.Panel value="records" pt="md">
            <RegistrationList unit={unit.id} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <RegistrationList unit={unit.id} />
      )}
    </Page>
  );
}
