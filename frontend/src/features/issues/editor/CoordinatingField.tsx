import { Button } from '@mantine/core';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { findUnits } from '@/features/org_units/pick';
import { type Choice, PickInput } from '@/shared/form/PickField';
import { Icon } from '@/shared/ui/icons';
import classes from './CoordinatingField.module.css';

/** Most units that help with one issue. */
const MOST = 20;

/** The units that help; each is added by its name and taken away by its button. */
export function CoordinatingField() {
  const { t } = useTranslation();
  // A fresh field after each choice.
  const [round, setRound] = useState(0);
  const label = t('issues.coordinating');
  return (
    <Controller
      name="coordinating"
      render={({ field, fieldState }) => {
        const units = (field.value as Choice[] | undefined) ?? [];
        return (
          <div>
            <PickInput
              key={round}
              id="coordinating"
              ref={field.ref}
              label={`${label} ${t('form.optional')}`}
              hint={t('issues.coordinating_hint')}
              error={fieldState.error?.message}
              shown=""
              source="units"
              find={findUnits}
              onPick={(choice) => {
                if (!choice || units.length >= MOST) return;
                if (!units.some((unit) => unit.value === choice.value)) field.onChange([...units, choice]);
                setRound(round + 1);
                setTimeout(() => document.getElementById('coordinating')?.focus(), 0);
              }}
            />
            {units.length > 0 ? (
              <ul className={classes.units} aria-label={label}>
                {units.map((unit) => (
                  <li key={unit.value}>
                    <Button
                      variant="default"
                      rightSection={<Icon name="close" size={16} />}
                      aria-label={t('issues.drop_coordinating', { name: unit.label })}
                      onClick={() => field.onChange(units.filter((other) => other.value !== unit.value))}
                    >
                      {unit.label}
                    </Button>
                  </li>
                ))}
              </ul>
            ) : null}
          </div>
        );
      }}
    />
  );
}
