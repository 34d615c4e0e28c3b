import { addWords } from '@/shared/i18n';
import remind from '@/shared/i18n/vi/remind.json';

addWords({ remind }, () => import('./words.en'));
