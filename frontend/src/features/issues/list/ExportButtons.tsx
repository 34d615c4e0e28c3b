import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/api/funnel';
import type { Query } from '@/api/http';
import { useBusinessDate } from '@/api/system';
import { download } from '@/api/transfer';
import { Icon } from '@/shared/ui/icons';

const FORMS = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The whole of what the filters let through, as a table for the desk. */
export function ExportButtons({ query }: { query: Query }) {
  const { t } = useTranslation();
  const today = useBusinessDate();
  const save = useMutation({
    mutationFn: (form: keyof typeof FORMS) =>
      download('/issues', { query, accept: FORMS[form], name: `${t('issues.file_name')}-${today}.${form}` }),
    onSuccess: () => notifyDone(t('issues.exported')),
  });
  return (
    <Group gap="xs">
      {(['xlsx', 'csv'] as const).map((form) => (
        <Button
          key={form}
          variant="subtle"
          leftSection={<Icon name="download" size={18} />}
          loading={save.isPending && save.variables === form}
          onClick={() => save.mutate(form)}
        >
          {t(`issues.export.${form}`)}
        </Button>
      ))}
    </Group>
  );
}
