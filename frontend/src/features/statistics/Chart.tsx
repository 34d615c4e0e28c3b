import { useEffect, useRef } from 'react';
import { formatNumber, formatPercent, NONE } from '@/shared/i18n/format';
import { draw } from './echarts';

interface ChartProps {
  title: string;
  categories: string[];
  series: { name: string; values: (number | null)[] }[];
  /** Values are percentages. */
  percent: boolean;
  /** A line over years instead of bars. */
  line: boolean;
}

const COLOURS = ['#1f5fa8', '#2b8a4b'];

/** A drawing of the table below it; screen readers are led to the table. */
export default function Chart({ title, categories, series, percent, line }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const text = (value: number | null) =>
    value === null ? NONE : percent ? formatPercent(value) : formatNumber(value);
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const chart = draw(node);
    const narrow = node.clientWidth < 560;
    const names = {
      type: 'category' as const,
      data: categories,
      axisLabel: { hideOverlap: line, width: narrow ? 110 : 200, overflow: 'truncate' as const },
    };
    const values = {
      type: 'value' as const,
      max: percent ? 100 : undefined,
      axisLabel: { formatter: (value: number) => text(value), hideOverlap: true },
    };
    chart.setOption({
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: 'Be Vietnam Pro, system-ui, sans-serif' },
      aria: { enabled: true, decal: { show: !line } },
      grid: { left: 8, right: narrow ? 24 : 48, top: narrow ? 72 : 40, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, itemGap: narrow ? 6 : 16, orient: narrow ? 'vertical' : 'horizontal' },
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        valueFormatter: (value: unknown) => text(value as number | null),
      },
      xAxis: line ? names : values,
      yAxis: line ? values : { ...names, inverse: true },
      series: series.map(({ name, values: data }) => ({
        name,
        data,
        type: line ? ('line' as const) : ('bar' as const),
        barMaxWidth: 14,
        symbolSize: 8,
      })),
    });
    const fit = () => chart.resize();
    const observer = new ResizeObserver(fit);
    observer.observe(node);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  });
  const height = line ? 300 : Math.max(220, 60 + categories.length * (series.length * 16 + 14));
  return <div ref={place} role="img" aria-label={title} style={{ height, width: '100%' }} />;
}
