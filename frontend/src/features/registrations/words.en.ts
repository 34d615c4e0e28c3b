import grid from '@/shared/i18n/en/grid.json';
import print from '@/shared/i18n/en/print.json';
import queue from '@/shared/i18n/en/queue.json';

export default { grid, print, queue };
