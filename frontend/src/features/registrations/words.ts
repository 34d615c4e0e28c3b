import { addWords } from '@/shared/i18n';
import grid from '@/shared/i18n/vi/grid.json';
import print from '@/shared/i18n/vi/print.json';
import queue from '@/shared/i18n/vi/queue.json';

addWords({ grid, print, queue }, () => import('./words.en'));
