import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icons';
import classes from './DataTable.module.css';

interface ColumnChooserProps {
  columns: { id: string; header: string; main?: boolean }[];
  /** Ids of hidden columns, joined by commas. */
  hidden: string;
  onChange: (hidden: string | undefined) => void;
}

/** Which columns of a table are on screen. */
export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  const { t } = useTranslation();
  const off = new Set(hidden.split(',').filter(Boolean));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(off);
    on ? next.delete(id) : next.add(id);
    onChange([...next].join(',') || undefined);
  };
  return (
    <details className={classes.chooser}>
      <summary>
        <Icon name="columns" size={18} /> {t('table.columns')}
      </summary>
      <div className={classes.choices}>
        {columns.map((column) => (
          <Checkbox
            key={column.id}
            label={column.header}
            disabled={column.main}
            checked={!off.has(column.id)}
            onChange={(event) => toggle(column.id, event.currentTarget.checked)}
          />
        ))}
      </div>
    </details>
  );
}
