import { useTranslation } from 'react-i18next';
import type { ReminderItemView, ReminderView } from '@/api/generated';
import { formatDate, formatNumber } from '@/shared/i18n/format';
import { useLabels } from '@/shared/i18n/labels';
import { TextLink } from '@/shared/ui/links';
import { Chip } from '@/shared/ui/status';
import classes from './Remind.module.css';

/** Items shown before one asks for all. */
const SHOWN = 3;

/** Of what somebody was reminded, and what became of each since. */
export function Followed({ reminder }: { reminder: ReminderView }) {
  const { t } = useTranslation();
  const { items, message } = reminder;
  const rest = items.slice(SHOWN);
  return (
    <div>
      {message ? <em>“{message}”</em> : null}
      <ul className={classes.items}>
        {items.slice(0, SHOWN).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ids are not shown to everybody
          <Item key={index} item={item} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details>
          <summary>{t('remind.more_items', { count: rest.length })}</summary>
          <ul className={classes.items}>
            {rest.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: ids are not shown to everybody
              <Item key={index} item={item} />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function Item({ item }: { item: ReminderItemView }) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const stateOf = (state: string) =>
    item.object_type === 'issue'
      ? labelOf('issue.status', state, 'short')
      : state === 'missing'
        ? t('coverage.not_yet')
        : labelOf('registration.status', state);
  const counted = item.count_then !== null && item.count_then !== undefined;
  return (
    <li>
      {item.object_type === 'issue' && item.object_id ? (
        <TextLink to="/issues/$id" params={{ id: item.object_id }}>
          {item.title}
        </TextLink>
      ) : (
        t('remind.registration_of', { year: item.year })
      )}{' '}
      <span className={classes.step}>
        {t('remind.due', { date: formatDate(item.due_on) })} ·{' '}
        {counted
          ? t('remind.counts', { before: formatNumber(item.count_then), now: formatNumber(item.count_now) })
          : item.state_then === item.state_now
            ? stateOf(item.state_now)
            : t('remind.step', { before: stateOf(item.state_then), now: stateOf(item.state_now) })}
      </span>{' '}
      {item.settled ? <Chip tone="green">{t('remind.settled')}</Chip> : null}
    </li>
  );
}
