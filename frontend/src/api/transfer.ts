import { type Query, refresh, request, url } from './http';
import { Problem, problemOf } from './problem';
import { session } from './session';

interface DownloadOptions {
  query?: Query;
  accept?: string;
  /** Name of the file where the reply gives none. */
  name: string;
  signal?: AbortSignal;
}

/** The name that a reply gives to its file. */
function nameOf(response: Response): string | undefined {
  const words = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(words)?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="?([^";]+)"?/i.exec(words)?.[1];
}

/** Fetches a file with the token of the session and hands it to the browser to be kept. */
export async function download(path: string, options: DownloadOptions): Promise<void> {
  const { query, accept = '*/*', name, signal } = options;
  const response = await request('GET', path, { query, accept, signal });
  // A file of another kind under the name that was asked for would only mislead.
  if (options.accept && !response.headers.get('content-type')?.startsWith(options.accept))
    throw new Problem({ status: 406, code: 'not_acceptable', title: '' });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nameOf(response) ?? name;
  link.click();
  // The browser reads the address after the click.
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}

interface UploadOptions {
  /** How much has been sent, from 0 to 1. */
  onProgress?: (share: number) => void;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

function post(path: string, body: FormData, options: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const stop = () => sending.abort();
    const over = () => options.signal?.removeEventListener('abort', stop);
    sending.open('POST', new URL(url(path), window.location.origin));
    sending.withCredentials = true;
    sending.setRequestHeader('Accept', 'application/json');
    const token = session.token();
    if (token) sending.setRequestHeader('Authorization', `Bearer ${token}`);
    if (options.idempotencyKey) sending.setRequestHeader('Idempotency-Key', options.idempotencyKey);
    sending.upload.onprogress = ({ lengthComputable, loaded, total }) =>
      lengthComputable && options.onProgress?.(loaded / total);
    sending.onload = () => {
      over();
      const headers = { 'x-request-id': sending.getResponseHeader('x-request-id') ?? '' };
      resolve(new Response(sending.responseText || null, { status: sending.status, headers }));
    };
    sending.onerror = () => {
      over();
      reject(Problem.offline());
    };
    sending.onabort = () => {
      over();
      reject(new DOMException('cancelled', 'AbortError'));
    };
    if (options.signal?.aborted) return reject(new DOMException('cancelled', 'AbortError'));
    options.signal?.addEventListener('abort', stop);
    sending.send(body);
  });
}

/** Sends a form with a file and says how far it is; `fetch` cannot. */
export async function upload<T>(path: string, body: FormData, options: UploadOptions = {}): Promise<T> {
  let response = await post(path, body, options);
  if (response.status === 401) {
    const again = (await refresh()) || (await session.expired());
    if (!again) throw await problemOf(response);
    response = await post(path, body, options);
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}
