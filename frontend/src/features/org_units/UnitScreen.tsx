import './words';
import { Alert, Button, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '@/api/access';
import type { UnitView } from '@/api/generated';
import { useUser } from '@/api/session';
import { useBusinessDate } from '@/api/system';
import { Delegations } from '@/features/people/Delegations';
import { Roll } from '@/features/people/Roll';
import { formatDate, NONE } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { useListParams } from '@/shared/table/listParams';
import { Dialog } from '@/shared/ui/Dialog';
import { Facts } from '@/shared/ui/Facts';
import { Icon } from '@/shared/ui/icons';
import { LinkButton } from '@/shared/ui/links';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { Above } from './Above';
import { unitQuery } from './api';
import { CodeForm } from './CodeForm';
import { History } from './History';
import { UnitForm } from './UnitForm';

type Act = 'edit' | 'create' | 'code';

/** One unit on a date: what it is, its codes, its history, its roll, its deputies. */
export function UnitScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const params = useListParams();
  const asOf = params.get('as_of');
  const query = useQuery(unitQuery(id, asOf || undefined));
  return (
    <Loaded query={query} lines={8}>
      {(unit) => <UnitDetail key={unit.id} unit={unit} asOf={asOf} />}
    </Loaded>
  );
}

function UnitDetail({ unit, asOf }: { unit: UnitView; asOf: string }) {
  const { t } = useTranslation();
  const user = useUser();
  const today = useBusinessDate();
  const [act, setAct] = useState<Act>();
  const past = asOf !== '' && asOf !== today;
  // What is written is written as of today; a look at another day changes nothing.
  const may = (action: string) => !past && unit.allowed_actions.includes(action);
  const readsRoll = holds(
    user,
    'branch_secretary',
    'unit_staff',
    'unit_leader',
    'inspector',
    'province_staff',
    'system_admin',
  );
  const branch = unit.kind === 'branch' || unit.kind === 'grassroots_branch';
  const params = useListParams({ defaults: { tab: readsRoll ? 'roll' : 'history' } });
  const close = () => setAct(undefined);
  return (
    <Page
      title={unit.name}
      lead={<Above unit={unit} asOf={asOf} />}
      actions={
        <>
          {may('edit') ? <Button onClick={() => setAct('edit')}>{t('units.edit')}</Button> : null}
          {may('create') ? (
            <Button variant="default" onClick={() => setAct('create')}>
              {t('units.add_below')}
            </Button>
          ) : null}
          {user.roles.some((entry) => entry.role !== 'system_admin') ? (
            <LinkButton variant="default" to="/statistics" search={{ unit: unit.id }}>
              {t('nav.statistics')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      {past ? (
        <Alert color="orange" variant="light" icon={<Icon name="clock" />} role="status">
          {t('units.seen_as_of', { date: formatDate(asOf) })}
        </Alert>
      ) : null}
      <UnitFacts unit={unit} onAddCode={may('edit') ? () => setAct('code') : undefined} />
      <Tabs
        value={params.get('tab')}
        onChange={(tab) => params.set({ tab: tab ?? undefined })}
        keepMounted={false}
      >
        <Tabs.List>
          {readsRoll ? <Tabs.Tab value="roll">{t('roll.title')}</Tabs.Tab> : null}
          <Tabs.Tab value="history">{t('units.history')}</Tabs.Tab>
          {branch ? <Tabs.Tab value="delegations">{t('delegations.title')}</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="roll" pt="md">
          <Roll unit={unit} asOf={asOf} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <History id={unit.id} />
        </Tabs.Panel>
        <Tabs.Panel value="delegations" pt="md">
          <Delegations unit={unit} />
        </Tabs.Panel>
      </Tabs>
      {act === 'edit' ? (
        <Dialog title={t('units.edit')} onClose={close} size="lg">
          <UnitForm unit={unit} onDone={close} />
        </Dialog>
      ) : null}
      {act === 'create' ? (
        <Dialog title={t('units.add_below')} onClose={close} size="lg">
          <UnitForm above={unit} onDone={close} />
        </Dialog>
      ) : null}
      {act === 'code' ? (
        <Dialog title={t('units.add_code')} onClose={close}>
          <CodeForm unit={unit} onDone={close} />
        </Dialog>
      ) : null}
    </Page>
  );
}

function UnitFacts({ unit, onAddCode }: { unit: UnitView; onAddCode?: () => void }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  return (
    <Panel
      actions={
        onAddCode ? (
          <Button variant="default" onClick={onAddCode}>
            {t('units.add_code')}
          </Button>
        ) : null
      }
    >
      <Facts
        entries={[
          [t('units.committee_name'), unit.committee_name],
          [t('units.kind'), labelOf('unit.kind', unit.kind)],
          [t('units.level'), labelOf('unit.level', unit.level)],
          [t('units.reporting_mode'), labelOf('reporting_mode', unit.reporting_mode)],
          [t('units.codes'), unit.codes.map((code) => `${code.code} (${code.system})`).join(', ') || NONE],
          [
            t('units.exists'),
            unit.valid_to
              ? t('units.period', { from: formatDate(unit.valid_from), to: formatDate(unit.valid_to) })
              : t('units.since', { from: formatDate(unit.valid_from) }),
          ],
        ]}
      />
    </Panel>
  );
}
