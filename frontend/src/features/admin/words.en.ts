import admin from '@/shared/i18n/en/admin.json';
import audit from '@/shared/i18n/en/audit.json';

export default { admin, audit };
