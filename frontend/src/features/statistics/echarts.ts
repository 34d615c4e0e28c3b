import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, registerLocale, use } from 'echarts/core';
import vietnamese from 'echarts/lib/i18n/langVI.js';
import { SVGRenderer } from 'echarts/renderers';
import { language } from '@/shared/i18n';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);
registerLocale('VI', vietnamese);

/** An empty chart in a node, drawn as SVG. */
export function draw(node: HTMLElement) {
  return init(node, undefined, { renderer: 'svg', locale: language() === 'vi' ? 'VI' : 'EN' });
}
