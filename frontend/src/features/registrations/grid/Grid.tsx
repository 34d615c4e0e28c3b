import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoveredPerson, ProgrammeYearView } from '@/api/generated';
import { useUser } from '@/api/session';
import { dropDraft, keepDraft, readDraft } from '@/shared/form/drafts';
import LeaveGuard from '@/shared/form/LeaveGuard';
import { formatNumber } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import { registrationKeys } from '../api';
import classes from './Grid.module.css';
import { GridLine } from './GridLine';
import {
  emptyRow,
  type GridRow,
  missing,
  newMemory,
  type RowMemory,
  type RowResult,
  sendRow,
  started,
} from './rows';

interface GridProps {
  people: CoveredPerson[];
  unit: string;
  programme: ProgrammeYearView;
}

/** One row per member; every row is sent by itself and says what became of it. */
export function Grid({ people, unit, programme }: GridProps) {
  const { t } = useTranslation();
  const user = useUser();
  const client = useQueryClient();
  const draftName = `grid:${unit}:${programme.year}`;
  const [rows, setRows] = useState<Record<string, GridRow>>({});
  const [results, setResults] = useState<Record<string, RowResult>>({});
  const [checked, setChecked] = useState(false);
  const [sent, setSent] = useState<{ done: number; of: number }>();
  const memories = useRef(new Map<string, RowMemory>());
  const summary = useRef<HTMLDivElement>(null);

  useEffect(() => {
    void readDraft<Record<string, GridRow>>(user.id, draftName).then(
      (found) => found && setRows(found.value),
    );
  }, [user.id, draftName]);
  useEffect(() => {
    if (Object.keys(rows).length > 0) void keepDraft(user.id, draftName, rows);
  }, [rows, user.id, draftName]);

  const open = people.filter((person) => results[person.person_id]?.state !== 'submitted');
  const filled = open.filter((person) => started(rows[person.person_id]));
  const lacking = filled.filter(
    (person) => missing(rows[person.person_id] ?? emptyRow(programme), programme.year).length > 0,
  );
  const busy = sent !== undefined && sent.done < sent.of;
  const count = (state: RowResult['state']) =>
    Object.values(results).filter((result) => result.state === state).length;

  const sendAll = async () => {
    setChecked(true);
    if (lacking.length > 0 || filled.length === 0) {
      summary.current?.focus();
      return;
    }
    setSent({ done: 0, of: filled.length });
    for (const [index, person] of filled.entries()) {
      const id = person.person_id;
      const memory = memories.current.get(id) ?? newMemory();
      memories.current.set(id, memory);
      setResults((all) => ({ ...all, [id]: { state: 'sending' } }));
      const result = await sendRow(person, rows[id] ?? emptyRow(programme), unit, programme.year, memory);
      setResults((all) => ({ ...all, [id]: result }));
      setSent({ done: index + 1, of: filled.length });
      if (result.state === 'submitted') {
        setRows(({ [id]: _gone, ...rest }) => {
          if (Object.keys(rest).length === 0) void dropDraft(user.id, draftName);
          return rest;
        });
      }
    }
    await client.invalidateQueries({ queryKey: registrationKeys.all, refetchType: 'none' });
    summary.current?.focus();
  };

  return (
    <Stack gap="md">
      <Text c="var(--quiet)">{t('grid.hint')}</Text>
      <div className={classes.lines}>
        {people.map((person, index) => (
          <GridLine
            key={person.person_id}
            person={person}
            number={index + 1}
            row={rows[person.person_id] ?? emptyRow(programme)}
            year={programme.year}
            showMissing={checked && started(rows[person.person_id])}
            result={results[person.person_id]}
            onChange={(row) => {
              memories.current.delete(person.person_id);
              setRows((all) => ({ ...all, [person.person_id]: row }));
            }}
            onCopyAbove={
              index > 0
                ? () => {
                    const above = rows[people[index - 1]?.person_id ?? ''];
                    if (above) setRows((all) => ({ ...all, [person.person_id]: { ...above } }));
                  }
                : undefined
            }
          />
        ))}
      </div>
      <div ref={summary} tabIndex={-1} role="status">
        {checked && lacking.length > 0 ? (
          <Alert color="red" variant="light" icon={<Icon name="warning" />} title={t('form.error_summary')}>
            {t('grid.lacking', { names: lacking.map((person) => person.full_name).join(', ') })}
          </Alert>
        ) : null}
        {checked && filled.length === 0 && !sent ? (
          <Alert color="yellow">{t('grid.nothing_filled')}</Alert>
        ) : null}
        {sent ? (
          <Stack gap="xs">
            <Text>{t('grid.progress', { done: formatNumber(sent.done), of: formatNumber(sent.of) })}</Text>
            <Progress
              value={(sent.done * 100) / sent.of}
              aria-label={t('grid.progress', { done: sent.done, of: sent.of })}
            />
            {busy ? null : (
              <Alert
                color={count('refused') > 0 ? 'yellow' : 'green'}
                variant="light"
                icon={<Icon name={count('refused') > 0 ? 'warning' : 'check'} />}
              >
                {t('grid.result', {
                  submitted: formatNumber(count('submitted')),
                  refused: formatNumber(count('refused')),
                })}
              </Alert>
            )}
          </Stack>
        ) : null}
      </div>
      <Group className={classes.foot}>
        <Button onClick={() => void sendAll()} loading={busy}>
          {t('grid.send', { count: filled.length })}
        </Button>
        <Text size="sm" c="var(--quiet)">
          {t('grid.kept')}
        </Text>
      </Group>
      <LeaveGuard when={busy} />
    </Stack>
  );
}
