import { Button, SimpleGrid } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '@/api/generated';
import { SelectField } from '@/shared/form/choices';
import { DateField } from '@/shared/form/DateField';
import { Form } from '@/shared/form/Form';
import { TextField } from '@/shared/form/fields';
import { useRules } from '@/shared/form/rules';
import { useLabels } from '@/shared/i18n/labels';
import { weekdayOf } from './weekday';

interface AddDayProps {
  year: number;
  days: CalendarDay[];
  onAdd: (day: CalendarDay) => void;
}

const EMPTY: CalendarDay = { date: '', kind: 'holiday', name: '' };
const SATURDAY = 5;

/** One more day that is told apart. */
export function AddDay({ year, days, onAdd }: AddDayProps) {
  const { t } = useTranslation();
  const { optionsOf } = useLabels();
  const rules = useRules();
  const form = useForm<CalendarDay>({ defaultValues: EMPTY });
  return (
    <Form
      form={form}
      guard={false}
      label={t('settings.add_day')}
      onSubmit={async (day) => {
        onAdd({ ...day, name: day.name.trim() });
        form.reset(EMPTY);
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <DateField
          name="date"
          label={t('settings.day')}
          rules={{
            validate: (value: unknown, values: Record<string, unknown>) => {
              const valid = rules.date(t('settings.day')).validate(value);
              if (valid !== true) return valid;
              const date = String(value);
              if (!date.startsWith(`${year}-`)) return t('settings.other_year', { year });
              if (days.some((day) => day.date === date)) return t('settings.day_twice');
              if (values.kind === 'working_day' && weekdayOf(date) < SATURDAY)
                return t('settings.works_anyway');
              return true;
            },
          }}
        />
        <SelectField
          name="kind"
          label={t('settings.day_kind')}
          options={optionsOf('calendar_day.kind')}
          rules={rules.choice(t('settings.day_kind'))}
        />
        <TextField
          name="name"
          label={t('settings.day_name')}
          maxLength={200}
          rules={rules.required(t('settings.day_name'))}
        />
      </SimpleGrid>
      <div>
        <Button type="submit" variant="light">
          {t('action.add')}
        </Button>
      </div>
    </Form>
  );
}
