import { queryOptions } from '@tanstack/react-query';
import type { EvidenceView, FileView } from '@/api/generated';
import { call } from '@/api/http';
import type { Page } from '@/api/page';
import { download, upload } from '@/api/transfer';

/** Most bytes of a file, and most files of one record. */
export const FILE_MAX = 20 * 1024 * 1024;
export const FILES_MAX = 10;
/** What may be chosen; the server looks into the file itself. */
export const ACCEPTED = '.pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp';

export type EvidenceOwner = 'issues' | 'pledges';

export const evidenceKeys = { all: ['evidence'] as const };

export const evidenceQuery = (owner: EvidenceOwner, id: string) =>
  queryOptions({
    queryKey: ['evidence', owner, id] as const,
    queryFn: ({ signal }) => call<Page<EvidenceView>>('GET', `/${owner}/${id}/evidence`, { signal }),
  });

export function sendFile(
  file: File,
  unitId: string | undefined,
  options: { onProgress: (share: number) => void; signal: AbortSignal; idempotencyKey: string },
): Promise<FileView> {
  const body = new FormData();
  // The server reads whose quota it is before the bytes arrive.
  if (unitId) body.append('unit_id', unitId);
  body.append('file', file, file.name);
  return upload<FileView>('/files', body, options);
}

export const dropFile = ({ id, version }: Pick<FileView, 'id' | 'version'>) =>
  call<void>('DELETE', `/files/${id}`, { ifMatch: version });

export const keepFile = ({ id, name }: Pick<FileView, 'id' | 'name'>) =>
  download(`/files/${id}/content`, { name });

export const attach = (owner: EvidenceOwner, id: string, fileId: string, idempotencyKey: string) =>
  call<EvidenceView>('POST', `/${owner}/${id}/evidence`, { body: { file_id: fileId }, idempotencyKey });
export const detach = (owner: EvidenceOwner, id: string, { id: piece, version }: EvidenceView) =>
  call<void>('DELETE', `/${owner}/${id}/evidence/${piece}`, { ifMatch: version });
