import { addWords } from '@/shared/i18n';
import admin from '@/shared/i18n/vi/admin.json';
import audit from '@/shared/i18n/vi/audit.json';

addWords({ admin, audit }, () => import('./words.en'));
