import { getResponse } from 'msw';
import { handlers } from './handlers';
import { problem } from './problem';

/** Answers one request from the handlers (the mock mode of the development server). */
export async function answer(request: Request): Promise<Response> {
  return (await getResponse(handlers, request)) ?? problem(404, 'not_found', 'Không tìm thấy nội dung');
}
