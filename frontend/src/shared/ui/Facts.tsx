import type { ReactNode } from 'react';
import classes from './Facts.module.css';

/** Names and values of a record; entries without a value are left out. */
export function Facts({ entries }: { entries: [label: string, value: ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {entries
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
