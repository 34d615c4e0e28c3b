import { addWords } from '@/shared/i18n';
import meetings from '@/shared/i18n/vi/meetings.json';

addWords({ meetings }, () => import('./words.en'));
