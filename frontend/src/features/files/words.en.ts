import files from '@/shared/i18n/en/files.json';

export default { files };
