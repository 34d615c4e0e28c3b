import { HttpResponse, http } from 'msw';
import { registrations } from './registrationData';

const api = (path: string) => `*/api/v1${path}`;

export const registrationHandlers = [
  http.get(api('/registrations'), ({ request }) => {
    const search = new URL(request.url).searchParams;
    const status = search.get('status');
    const q = (search.get('q') ?? '').toLocaleLowerCase('vi');
    const page = Number(search.get('page') ?? 1);
    const perPage = Number(search.get('per_page') ?? 50);
    const found = registrations.filter(
      (row) =>
        (!status || status.split(',').includes(row.status)) &&
        (!search.get('person_id') || row.person_id === search.get('person_id')) &&
        (!search.get('mine') || row.person_id === 'p-1') &&
        (!search.get('year') || String(row.year) === search.get('year')) &&
        (row.person_name ?? row.unit_name).toLocaleLowerCase('vi').includes(q),
    );
    return HttpResponse.json({
      items: found.slice((page - 1) * perPage, page * perPage),
      page,
      per_page: perPage,
      total: found.length,
    });
  }),
];
