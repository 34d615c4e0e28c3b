import './words';
import { Button, type ButtonProps } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { About, IssueView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';

const RemindDialog = lazy(() => import('./RemindDialog'));

/** Somebody or something to remind, by the name that the sender reads. */
export interface Reminded {
  id: string;
  name: string;
  /** What it is about, beside the name. */
  note?: string;
}

export interface RemindTargets {
  /** Units below, each with everything below it: their leaders and staff are told. */
  units?: Reminded[];
  people?: Reminded[];
  /** Issues: who answers for each is told. */
  issues?: Pick<
    IssueView,
    'id' | 'title' | 'owning_unit_name' | 'responsible_name' | 'responsible_position'
  >[];
}

interface RemindButtonProps extends Pick<ButtonProps, 'variant' | 'disabled'> {
  about: About;
  targets: RemindTargets;
  /** Words of the button; "Đôn đốc (n)" without them. */
  label?: string;
  onDone?: () => void;
}

/** Đôn đốc: opens the dialog that says who will be told before anything is sent. */
export function RemindButton({ about, targets, label, onDone, variant, disabled }: RemindButtonProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [open, setOpen] = useState(false);
  const count = (targets.units?.length ?? 0) + (targets.people?.length ?? 0) + (targets.issues?.length ?? 0);
  return (
    <>
      <Button
        variant={variant}
        disabled={disabled || count === 0}
        leftSection={<Icon name="urge" size={18} />}
        onClick={() => setOpen(true)}
      >
        {label ?? t('remind.button', { verb: labelOf('verb', 'remind'), count })}
      </Button>
      {open ? (
        <Suspense>
          <RemindDialog
            about={about}
            targets={targets}
            onClose={(sent) => {
              setOpen(false);
              if (sent) onDone?.();
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
