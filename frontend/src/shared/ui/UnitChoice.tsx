import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface UnitChoiceProps {
  units: { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}

/** Which of the user's units a panel is about; nothing when there is only one. */
export function UnitChoice({ units, value, onChange }: UnitChoiceProps) {
  const { t } = useTranslation();
  if (units.length < 2) return null;
  return (
    <NativeSelect
      label={t('registrations.unit')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={units.map((unit) => ({ value: unit.id, label: unit.name }))}
    />
  );
}
