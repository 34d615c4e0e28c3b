import { useTranslation } from 'react-i18next';

/** The day of the week of a date, in words; Monday is the first. */
export function useWeekday() {
  const { t } = useTranslation();
  return (date: string) => t(`settings.weekday_${weekdayOf(date)}`);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}
