import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { desk } from '@/testing/deskHandlers';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

it('adds and removes days of a year and saves them as a whole', async () => {
  const { user } = renderApp('/settings/working-days', 'tinh');
  expect(await screen.findByText('30/04/2022 (thứ Bảy)')).toBeVisible();
  const form = within(screen.getByRole('form', { name: 'Thêm ngày' }));
  await user.type(form.getByLabelText('Ngày'), '04/09/2023');
  await user.type(form.getByLabelText('Tên gọi'), 'Làm bù');
  await user.click(form.getByRole('button', { name: 'Thêm' }));
  expect((await form.findAllByText('Chọn một ngày trong năm 2022.'))[0]).toBeVisible();
  await user.clear(form.getByLabelText('Ngày'));
  await user.type(form.getByLabelText('Ngày'), '10/09/2022');
  await user.selectOptions(form.getByLabelText('Loại ngày'), 'working_day');
  await user.click(form.getByRole('button', { name: 'Thêm' }));
  await user.click(screen.getByRole('button', { name: 'Bớt ngày 30/04/2022' }));
  expect(await screen.findByText('2 ngày thay đổi chưa lưu.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Lưu lịch của năm' }));
  expect(await screen.findByText(/Đã lưu lịch năm 2022/)).toBeVisible();
  expect(desk.calendar.days.map(({ date }) => date)).toEqual(['2022-09-02', '2022-09-10']);
});

it('merges the calendar with what somebody else saved meanwhile', async () => {
  const { user } = renderApp('/settings/working-days', 'tinh');
  await user.click(await screen.findByRole('button', { name: 'Bớt ngày 30/04/2022' }));
  desk.calendar = {
    ...desk.calendar,
    days: [...desk.calendar.days, { date: '2022-10-01', kind: 'working_day', name: 'Làm bù' }],
    version: 7,
  };
  await user.click(screen.getByRole('button', { name: 'Lưu lịch của năm' }));
  const dialog = within(await screen.findByRole('dialog'));
  // The own removal is kept, the day that was not touched here follows the server.
  await user.click(dialog.getAllByRole('button').at(-1) as HTMLElement);
  await user.click(screen.getByRole('button', { name: 'Lưu lịch của năm' }));
  expect(await screen.findByText(/Đã lưu lịch năm 2022/)).toBeVisible();
  expect(desk.calendar.days.map(({ date }) => date)).toEqual(['2022-09-02', '2022-10-01']);
});

it('renames, adds and takes out codes of the list of fields', async () => {
  const { user } = renderApp('/settings/code-lists', 'tinh');
  await user.click(await screen.findByRole('button', { name: 'Đổi tên: Đất đai, tài nguyên, khoáng sản' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.clear(dialog.getByLabelText('Tên gọi đầy đủ'));
  await user.type(dialog.getByLabelText('Tên gọi đầy đủ'), 'Đất đai');
  await user.click(dialog.getByRole('button', { name: 'Lưu' }));
  expect(await screen.findByRole('button', { name: 'Đổi tên: Đất đai' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Ngừng dùng: Đất đai' }));
  expect(await screen.findByRole('button', { name: 'Dùng lại: Đất đai' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Thêm mã mới' }));
  const adding = within(await screen.findByRole('dialog'));
  await user.type(adding.getByLabelText('Mã'), 'du_lich');
  await user.type(adding.getByLabelText('Tên gọi đầy đủ'), 'Du lịch');
  await user.click(adding.getByRole('button', { name: 'Lưu' }));
  expect(await screen.findByText('du_lich')).toBeVisible();
  expect(screen.getByText('Tỉnh thêm')).toBeVisible();
});

it('only renames kinds of issues', async () => {
  renderApp('/settings/code-lists?list=issue.kind', 'tinh');
  expect((await screen.findAllByRole('button', { name: /^Đổi tên/ }))[0]).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Ngừng dùng/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Thêm mã mới' })).toBeNull();
});

it('changes a rule of reminders', async () => {
  const { user } = renderApp('/settings/reminder-rules', 'tinh');
  await user.click(await screen.findByRole('checkbox', { name: 'Người thực hiện · trước hạn 3 ngày' }));
  const again = screen.getByRole('textbox', { name: /Lặp lại sau/ });
  await user.clear(again);
  await user.type(again, '10');
  await user.click(screen.getByRole('button', { name: 'Lưu quy tắc nhắc việc' }));
  expect(await screen.findByText('Đã lưu quy tắc nhắc việc.')).toBeVisible();
  expect(desk.rules.items.map(({ active, repeat_days }) => [active, repeat_days])).toEqual([
    [false, null],
    [true, 10],
    [true, null],
  ]);
});

it('follows a job and stops it', async () => {
  const job = {
    id: 'j-1',
    kind: 'digest',
    status: 'running',
    attempts: 1,
    progress_done: 30,
    progress_total: 120,
    error: null,
    result: null,
    version: 1,
    allowed_actions: ['cancel'],
    created_at: '2022-05-19T00:30:00Z',
    updated_at: '2022-05-19T00:31:00Z',
  };
  let stopped = false;
  const now = () => (stopped ? { ...job, status: 'cancelled', allowed_actions: [], version: 2 } : job);
  server.use(
    http.get('*/api/v1/jobs', () => HttpResponse.json({ items: [now()], page: 1, per_page: 20, total: 1 })),
    http.get('*/api/v1/jobs/j-1', () => HttpResponse.json(now())),
    http.post('*/api/v1/jobs/j-1/cancel', ({ request }) => {
      stopped = request.headers.get('if-match') === '"1"';
      return HttpResponse.json(now());
    }),
  );
  const { user } = renderApp('/jobs', 'quantri');
  await user.click(await screen.findByRole('link', { name: /^Nhắc việc hằng ngày, / }));
  expect(await screen.findByText(/30 trên 120 bước \(25 %\)/)).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Dừng công việc' }));
  expect(await screen.findByText('Đã hủy')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Dừng công việc' })).toBeNull();
});
