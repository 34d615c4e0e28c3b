import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { IssueView, TimelineEntry } from '@/api/generated';
import { decisionWords } from '@/features/registrations/decision';
import { formatDate } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Page';
import { Loaded } from '@/shared/ui/states';
import { timelineQuery } from '../api';
import classes from './Detail.module.css';

/** The sentence of one line of the history. */
function sentenceOf(entry: TimelineEntry, t: TFunction): string {
  const who = entry.by_name || t('issues.history.system');
  const date = formatDate(entry.due_on);
  switch (entry.what) {
    case 'responsible':
      return t(entry.text ? 'issues.history.responsible' : 'issues.history.responsible_only', {
        name: entry.person_name,
        position: entry.text,
      });
    case 'milestone':
      return t('issues.history.milestone', { who, title: entry.text });
    case 'update':
      return t('issues.history.update', { who });
    default:
      if ((entry.verb === 'edit' || entry.verb === 'register') && entry.due_on)
        return t(`issues.history.${entry.verb}_due`, { who, date });
      return t(`issues.history.${entry.verb}`, {
        who,
        date,
        defaultValue: t('issues.history.other', { who }),
      });
  }
}

/** Every change of the issue, the newest first, in sentences. */
export function Timeline({ issue }: { issue: IssueView }) {
  const { t } = useTranslation();
  const query = useQuery(timelineQuery(issue.id));
  return (
    <Panel title={t('issues.history.title')}>
      <Loaded query={query} lines={3}>
        {({ items }) => (
          <ol className={classes.history} reversed>
            {items.toReversed().map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added and have no id
              <li key={items.length - index} className={classes.line} data-what={entry.what}>
                <Text component="span" size="sm" c="var(--quiet)" className={classes.day}>
                  {formatDate(entry.day)}
                </Text>
                <div className={classes.grow}>
                  <Text>{sentenceOf(entry, t)}</Text>
                  {entry.text && (entry.what === 'act' || entry.what === 'update') ? (
                    <Text className={classes.said}>{entry.text}</Text>
                  ) : null}
                  {decisionWords(entry.decision) ? (
                    <Text size="sm" c="var(--quiet)">
                      {t('issues.history.cites', { words: decisionWords(entry.decision) })}
                    </Text>
                  ) : null}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}
