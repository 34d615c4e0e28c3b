import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyProblem } from '@/api/funnel';
import type { IssueView } from '@/api/generated';
import type { Query } from '@/api/http';
import { toProblem } from '@/api/problem';
import { formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { everyIssue } from '../api';
import { BULK, type IssueStep } from '../verbs';
import classes from './Bulk.module.css';

export type BulkStep = (typeof BULK)[number];

/** Whether something may be decided about the issue here. */
export const decidable = (issue: IssueView) =>
  BULK.some((step: IssueStep) => issue.allowed_actions.includes(step));

interface BulkProps {
  chosen: ReadonlyMap<string, IssueView>;
  onChange: (chosen: ReadonlyMap<string, IssueView>) => void;
  /** The filters of the list. */
  query: Query;
  total: number;
  /** Issues of the page on screen. */
  page: IssueView[];
  onAct: (step: BulkStep) => void;
}

/** What may be decided about the chosen issues, and the way to choose all that match. */
export function Bulk({ chosen, onChange, query, total, page, onAct }: BulkProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [read, setRead] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const whole = page.filter(decidable);
  if (whole.length === 0 && chosen.size === 0) return null;
  const issues = [...chosen.values()];
  const onPage = whole.length > 0 && whole.every((issue) => chosen.has(issue.id));

  const chooseAll = async () => {
    const reading = new AbortController();
    stop.current = reading;
    setRead(0);
    try {
      const all = await everyIssue(query, reading.signal, setRead);
      onChange(new Map(all.filter(decidable).map((issue) => [issue.id, issue])));
    } catch (error) {
      if (!reading.signal.aborted) notifyProblem(toProblem(error));
    } finally {
      setRead(undefined);
    }
  };

  return (
    <section className={`${classes.bar} no-print`} aria-label={t('issues.bulk.title')}>
      <Text size="sm" role="status">
        {read === undefined
          ? chosen.size > 0
            ? t('issues.bulk.chosen', { count: chosen.size, shown: formatNumber(chosen.size) })
            : t('issues.bulk.hint')
          : t('issues.bulk.reading', { read: formatNumber(read), total: formatNumber(total) })}
      </Text>
      <Group gap="xs">
        {read !== undefined ? (
          <Button variant="default" onClick={() => stop.current?.abort()}>
            {t('issues.bulk.stop')}
          </Button>
        ) : (
          <>
            {total > page.length && (onPage || chosen.size > 0) ? (
              <Button variant="light" onClick={() => void chooseAll()}>
                {t('issues.bulk.choose_all', { total: formatNumber(total) })}
              </Button>
            ) : null}
            {chosen.size > 0 ? (
              <Button variant="subtle" onClick={() => onChange(new Map())}>
                {t('issues.bulk.choose_none')}
              </Button>
            ) : null}
            {BULK.map((verb) => {
              const count = issues.filter((issue) => issue.allowed_actions.includes(verb)).length;
              return count > 0 ? (
                <Button
                  key={verb}
                  variant={verb === 'register' || verb === 'confirm' ? 'filled' : 'default'}
                  onClick={() => onAct(verb)}
                >
                  {t('issues.bulk.act', { verb: labelOf('verb', verb), shown: formatNumber(count) })}
                </Button>
              ) : null;
            })}
          </>
        )}
      </Group>
    </section>
  );
}
