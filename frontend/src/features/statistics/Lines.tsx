import { useElementSize } from '@mantine/hooks';
import classes from './Chart.module.css';

interface LinesProps {
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  /** The value at the upper edge. */
  top: number;
  text: (value: number | null) => string;
}

const HEIGHT = 280;
const EDGE = { top: 12, right: 44, bottom: 32 };

/** A round value at or above the greatest one, so that the lines of the grid carry short numbers. */
function ceiling(top: number): number {
  const unit = 10 ** Math.floor(Math.log10(top));
  return [1, 2, 4, 5, 10].map((step) => step * unit).find((value) => value >= top) ?? top;
}

/** One line a series; a year without a value leaves a gap. */
export function Lines({ categories, series, top, text }: LinesProps) {
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured || 600;
  const highest = ceiling(top);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * highest);
  const left = 14 + 8 * Math.max(...ticks.map((tick) => text(tick).length));
  const x = (index: number) =>
    categories.length === 1
      ? (left + width - EDGE.right) / 2
      : left + 12 + (index * (width - left - 12 - EDGE.right)) / (categories.length - 1);
  const y = (value: number) => HEIGHT - EDGE.bottom - (value / highest) * (HEIGHT - EDGE.top - EDGE.bottom);
  const every = Math.ceil((categories.length * 48) / (width - left));
  return (
    <div ref={ref}>
      <svg className={classes.lines} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={classes.grid} x1={left} x2={width - 8} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 5} textAnchor="end">
              {text(tick)}
            </text>
          </g>
        ))}
        {categories.map((category, index) =>
          index % every === 0 ? (
            <text key={category} x={x(index)} y={HEIGHT - 8} textAnchor="middle">
              {category}
            </text>
          ) : null,
        )}
        {series.map(({ name, values }, place) => (
          <g key={name}>
            <path className={classes.stroke} data-series={place} d={pathOf(values, x, y)} />
            {values.map((value, index) =>
              value === null ? null : (
                <path
                  key={categories[index]}
                  className={classes.point}
                  data-series={place}
                  d={place === 0 ? disc(x(index), y(value)) : square(x(index), y(value))}
                >
                  <title>{`${categories[index]} · ${name}: ${text(value)}`}</title>
                </path>
              ),
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

const disc = (x: number, y: number) => `M${x - 5},${y}a5,5 0 1,0 10,0a5,5 0 1,0 -10,0`;
const square = (x: number, y: number) => `M${x - 5},${y - 5}h10v10h-10z`;

function pathOf(values: (number | null)[], x: (index: number) => number, y: (value: number) => number) {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const begins = index === 0 || (values[index - 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${x(index)},${y(value)}`;
    })
    .join('');
}
