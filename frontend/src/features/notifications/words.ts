import { addWords } from '@/shared/i18n';
import notices from '@/shared/i18n/vi/notices.json';

addWords({ notices }, () => import('./words.en'));
