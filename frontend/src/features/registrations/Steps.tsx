import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/generated';
import classes from './Steps.module.css';

/** The way of a registration through the year, and where it stands. */
export function Steps({ record }: { record: RegistrationView }) {
  const { t } = useTranslation();
  const live = record.pledges.filter((pledge) => pledge.status !== 'cancelled');
  const all = (states: string[]) => live.length > 0 && live.every((pledge) => states.includes(pledge.status));
  const position =
    record.status === 'draft' || record.status === 'returned'
      ? 0
      : record.status === 'submitted'
        ? 1
        : all(['verified'])
          ? 4
          : all(['reported', 'verified'])
            ? 3
            : 2;
  const names = ['draft', 'submitted', 'doing', 'reported', 'verified'] as const;
  return (
    <ol className={`${classes.steps} no-print`} aria-label={t('registrations.steps.title')}>
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index < position ? 'done' : index === position ? 'now' : 'later'}
          aria-current={index === position ? 'step' : undefined}
        >
          {t(`registrations.steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}
