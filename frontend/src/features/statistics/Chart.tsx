import { formatNumber, formatPercent, NONE } from '@/shared/i18n/format';
import classes from './Chart.module.css';
import { Lines } from './Lines';

export interface ChartProps {
  title: string;
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  /** Values are percentages. */
  percent: boolean;
  /** The greatest value of all that is compared; percentages always reach to 100. */
  top: number;
  /** A line over years instead of bars. */
  line: boolean;
}

/** A drawing of the table below it; screen readers are led to the table. Series differ by pattern and shape, not by colour alone. */
export function Chart({ title, categories, series, percent, top: greatest, line }: ChartProps) {
  const text = (value: number | null) =>
    value === null ? NONE : percent ? formatPercent(value) : formatNumber(value);
  const top = percent ? 100 : Math.max(1, greatest);
  return (
    <figure className={classes.figure} role="img" aria-label={title}>
      <div className={classes.legend}>
        {series.map(({ name }, index) => (
          <span key={name}>
            <i className={classes.swatch} data-series={index} data-line={line || undefined} />
            {name}
          </span>
        ))}
      </div>
      {line ? (
        <Lines categories={categories} series={series} top={top} text={text} />
      ) : (
        <div className={classes.bars}>
          {categories.map((category, row) => (
            <div key={category} className={classes.row}>
              <span className={classes.name}>{category}</span>
              <span className={classes.tracks}>
                {series.map(({ name, values }, index) => {
                  const value = values[row] ?? null;
                  return (
                    <span key={name} className={classes.track}>
                      <i
                        className={classes.bar}
                        data-series={index}
                        // A value above nothing stays visible.
                        style={{ width: value ? `max(2px, ${(value / top) * 100}%)` : 0 }}
                      />
                      <span className={classes.value}>{text(value)}</span>
                    </span>
                  );
                })}
              </span>
            </div>
          ))}
        </div>
      )}
    </figure>
  );
}
