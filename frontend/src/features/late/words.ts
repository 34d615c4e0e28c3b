import { addWords } from '@/shared/i18n';
import late from '@/shared/i18n/vi/late.json';

addWords({ late }, () => import('./words.en'));
