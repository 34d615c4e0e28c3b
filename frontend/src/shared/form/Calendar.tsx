import { DatePicker, DatesProvider } from '@mantine/dates';
import 'dayjs/locale/vi';
import '@mantine/dates/styles.css';
import { language } from '../i18n';

/** The month calendar of date fields; weeks begin on Monday. */
export default function Calendar({
  value,
  onPick,
}: {
  value: string | null;
  onPick: (date: string) => void;
}) {
  return (
    <DatesProvider settings={{ locale: language(), firstDayOfWeek: 1 }}>
      <DatePicker value={value} defaultDate={value ?? undefined} onChange={(date) => date && onPick(date)} />
    </DatesProvider>
  );
}
