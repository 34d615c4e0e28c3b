import { addWords } from '@/shared/i18n';
import statistics from '@/shared/i18n/vi/statistics.json';

addWords({ statistics }, () => import('./words.en'));
