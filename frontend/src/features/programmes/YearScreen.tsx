import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { ProgrammeYearView } from '@/api/generated';
import { newKey } from '@/api/http';
import { formatDate } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Facts } from '@/shared/ui/Facts';
import { Page, Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { changeYear, moveYear, oneYearQuery, programmeKeys } from './api';
import { DAYS, YearForm } from './YearForm';
import { YearState } from './YearState';

type Verb = 'open' | 'close';
const VERBS: Verb[] = ['open', 'close'];

/** One year: its days and limits, and the acts that open and close it. */
export function YearScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(oneYearQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(year) => <YearView key={year.id} year={year} />}
    </Loaded>
  );
}

function YearView({ year }: { year: ProgrammeYearView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [verb, setVerb] = useState<Verb>();
  const [editing, setEditing] = useState(false);
  const edits = year.allowed_actions.includes('edit');
  return (
    <Page
      title={t('programme.title', { year: year.year })}
      lead={<YearState year={year} />}
      actions={VERBS.filter((entry) => year.allowed_actions.includes(entry)).map((entry) => (
        <Button
          key={entry}
          variant={entry === 'close' ? 'outline' : 'filled'}
          color={entry === 'close' ? 'house' : undefined}
          onClick={() => setVerb(entry)}
        >
          {t(`programme.${entry}_year`)}
        </Button>
      ))}
    >
      <Panel
        actions={
          edits ? (
            <Button variant="default" onClick={() => setEditing(!editing)}>
              {t(editing ? 'action.cancel' : 'action.edit')}
            </Button>
          ) : null
        }
      >
        {editing ? (
          <YearForm
            label={t('programme.title', { year: year.year })}
            record={year}
            onSave={async ({ year: _fixed, ...body }, record, key) => {
              await changeYear(record ?? year, body, key);
              notifyDone(t('programme.saved'));
              setEditing(false);
              await client.invalidateQueries({ queryKey: programmeKeys.all });
            }}
          />
        ) : (
          <YearFacts year={year} />
        )}
      </Panel>
      {verb ? <Confirmation year={year} verb={verb} onClose={() => setVerb(undefined)} /> : null}
    </Page>
  );
}

function YearFacts({ year }: { year: ProgrammeYearView }) {
  const { t } = useTranslation();
  return (
    <Facts
      entries={[
        [t('programme.topic'), year.topic],
        [t('programme.document'), year.policy_document_number],
        ...DAYS.map((day): [string, string] => [t(`programme.${day}`), formatDate(year[day])]),
        [t('programme.pledge_limit'), year.pledge_limit],
        [t('programme.pledge_maximum'), year.pledge_maximum],
        [
          t('programme.evidence'),
          t(year.evidence_required ? 'programme.evidence_needed' : 'programme.evidence_optional'),
        ],
      ]}
    />
  );
}

function Confirmation({ year, verb, onClose }: { year: ProgrammeYearView; verb: Verb; onClose: () => void }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const client = useQueryClient();
  const key = useRef(newKey());
  const act = useMutation({
    mutationFn: () => moveYear(year, verb, key.current),
    onSuccess: () =>
      notifyDone(
        t('programme.moved', {
          year: year.year,
          state: labelOf('programme_year.status', verb === 'open' ? 'open' : 'closed'),
        }),
      ),
    onSettled: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: programmeKeys.all });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t(`programme.${verb}_title`, { year: year.year })}
      confirm={t(`programme.${verb}_year`)}
      busy={act.isPending}
      onClose={onClose}
      onConfirm={() => act.mutate()}
    >
      <Text>
        {t(`programme.${verb}_detail`, {
          from: formatDate(year.registration_opens_on),
          to: formatDate(year.registration_closes_on),
        })}
      </Text>
    </ConfirmDialog>
  );
}
