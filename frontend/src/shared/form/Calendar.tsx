import { DatePicker, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/vi';
import '@mantine/dates/styles.css';
import { useTranslation } from 'react-i18next';
import { language } from '../i18n';

/** The month calendar of date fields; weeks begin on Monday. */
export default function Calendar({
  value,
  onPick,
}: {
  value: string | null;
  onPick: (date: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <DatesProvider settings={{ locale: language(), firstDayOfWeek: 1 }}>
      <DatePicker
        value={value}
        defaultDate={value ?? undefined}
        hideOutsideDates
        size="md"
        ariaLabels={{
          previousMonth: t('form.previous_month'),
          nextMonth: t('form.next_month'),
          previousYear: t('form.previous_year'),
          nextYear: t('form.next_year'),
          previousDecade: t('form.previous_decade'),
          nextDecade: t('form.next_decade'),
          monthLevelControl: t('form.choose_month'),
          yearLevelControl: t('form.choose_year'),
        }}
        onChange={(date) => date && onPick(date)}
      />
    </DatesProvider>
  );
}
