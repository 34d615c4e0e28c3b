import { addWords } from '@/shared/i18n';
import files from '@/shared/i18n/vi/files.json';

addWords({ files }, () => import('./words.en'));
