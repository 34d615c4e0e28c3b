import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { lateListHandler, sent } from '@/testing/lateHandlers';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

beforeEach(() => server.use(lateListHandler));

const table = (name: string | RegExp) => screen.findByRole('region', { name });
const rowsOf = (region: HTMLElement) => within(region).getAllByRole('row').slice(1);

it("is the first thing on a leader's home and leads to the district in one click", async () => {
  const { user, router } = renderApp('/', 'tinh');
  const block = within(await screen.findByRole('region', { name: 'Trễ hạn ở đâu, ai chịu trách nhiệm' }));
  expect(await block.findByText(/3 vấn đề đang quá hạn/)).toBeVisible();
  expect(block.getByText('Vũ Văn Lý')).toBeVisible();
  expect(screen.getAllByRole('heading', { level: 2 })[0]).toHaveTextContent('Trễ hạn ở đâu');
  await user.click(block.getByRole('link', { name: 'Đảng bộ huyện Yên Thế' }));
  await waitFor(() =>
    expect(router.state.location).toMatchObject({
      pathname: '/issues/late',
      search: { unit: 'u-district-a', year: '2022' },
    }),
  );
  const rows = rowsOf(await table(/^Vấn đề quá hạn của mọi năm/));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toHaveTextContent('Bãi rác Đồng Vân gây ô nhiễm');
  expect(rows[0]).toHaveTextContent('Vũ Văn Lý');
  expect(rows[0]).toHaveTextContent('Chủ tịch UBND xã');
  expect(rows[0]).toHaveTextContent(/40 ngày làm việc/);
});

it('says nothing of it to a member', async () => {
  renderApp('/', 'dangvien');
  await screen.findByRole('region', { name: /Các mốc năm/ });
  expect(screen.queryByText('Trễ hạn ở đâu, ai chịu trách nhiệm')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Việc quá hạn' })).toBeNull();
});

it('drills down and comes back by the path', async () => {
  const { user, router } = renderApp('/issues/late', 'tinh');
  const units = await table('Bảng: Theo đơn vị trực thuộc');
  await user.click(within(units).getByRole('link', { name: 'Đảng bộ huyện Yên Thế' }));
  expect(await screen.findByText('Đảng bộ huyện Yên Thế · tính đến 19/05/2022')).toBeVisible();
  const path = within(screen.getByRole('navigation', { name: 'Vị trí trong hệ thống tổ chức' }));
  await user.click(await path.findByRole('link', { name: 'Đảng bộ tỉnh Bắc Giang' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ unit: 'u-province' }));
});

it('sorts every table, with small units at the end and a dash for nothing', async () => {
  const { user, router } = renderApp('/issues/late', 'tinh');
  const units = await table('Bảng: Theo đơn vị trực thuộc');
  expect(rowsOf(units).at(-1)).toHaveTextContent('–');
  const onTime = within(units).getByRole('button', { name: 'Sắp xếp theo Đúng hạn' });
  await user.click(onTime);
  const names = () => rowsOf(units).map((row) => within(row).getAllByRole('cell')[1]?.textContent);
  await waitFor(() =>
    expect(names()).toEqual([
      'Đảng bộ huyện Yên Thế',
      'Đảng bộ thành phố Bắc Giang',
      'Ủy ban Mặt trận Tổ quốc tỉnh',
      'Đảng bộ tỉnh Bắc Giang (trực tiếp)',
    ]),
  );
  expect(units).toHaveTextContent('ít số liệu');
  await user.click(onTime);
  await waitFor(() => expect(names()[0]).toBe('Đảng bộ thành phố Bắc Giang'));
  // A rate of one issue would be the best of all; it is not compared.
  expect(names()[2]).toBe('Ủy ban Mặt trận Tổ quốc tỉnh');
  expect(router.state.location.search).toMatchObject({ by_unit: '-on_time' });
  const issues = await table(/^Vấn đề quá hạn của mọi năm/);
  await user.click(within(issues).getByRole('button', { name: 'Sắp xếp theo Thời hạn' }));
  await waitFor(() => expect(rowsOf(issues)[0]).toHaveTextContent('Đơn thư tồn đọng về đất đai'));
});

it('urges those who answer for the chosen issues and says before who they are', async () => {
  const { user, router } = renderApp('/issues/late', 'tinh');
  const issues = within(await table(/^Vấn đề quá hạn của mọi năm/));
  await user.click(await issues.findByRole('checkbox', { name: 'Chọn Bãi rác Đồng Vân gây ô nhiễm' }));
  await user.click(issues.getByRole('checkbox', { name: 'Chọn Đường liên xã xuống cấp' }));
  await user.click(screen.getByRole('button', { name: 'Đôn đốc (2)' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Vũ Văn Lý, Chủ tịch UBND xã')).toBeVisible();
  expect(dialog.getByText('Đỗ Thị Tâm, Phó Chủ tịch UBND huyện')).toBeVisible();
  await user.type(dialog.getByLabelText(/Nội dung đôn đốc/), 'Báo cáo trước ngày 25/5.');
  await user.click(dialog.getByRole('button', { name: 'Gửi đôn đốc' }));
  expect(await dialog.findByText('Đã đôn đốc 2 người.')).toBeVisible();
  expect(sent.last).toEqual({
    about: 'issues',
    unit_ids: [],
    person_ids: [],
    issue_ids: ['l-1', 'l-2'],
    message: 'Báo cáo trước ngày 25/5.',
  });
  await user.click(dialog.getByRole('link', { name: 'Xem trong sổ đôn đốc' }));
  await waitFor(() =>
    expect(router.state.location).toMatchObject({ pathname: '/reminders', search: { act_id: 'act-new' } }),
  );
  const ledger = within(await table('Sổ đôn đốc, nhắc việc'));
  expect(await ledger.findByText('Vũ Văn Lý')).toBeVisible();
  expect(ledger.getAllByText('Chưa đọc')).toHaveLength(2);
  expect(ledger.getAllByText(/Đang giải quyết → Chờ xác nhận/)).toHaveLength(2);
});

it('urges units, never the own one', async () => {
  const { user } = renderApp('/issues/late', 'tinh');
  const units = within(await table('Bảng: Theo đơn vị trực thuộc'));
  expect(units.queryByRole('checkbox', { name: /trực tiếp/ })).toBeNull();
  await user.click(units.getByRole('checkbox', { name: 'Chọn Đảng bộ huyện Yên Thế' }));
  await user.click(screen.getByRole('button', { name: 'Đôn đốc (1)' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Lãnh đạo và cán bộ giúp việc của Đảng bộ huyện Yên Thế')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'Gửi đôn đốc' }));
  await dialog.findByText('Đã đôn đốc 1 người.');
  expect(sent.last?.unit_ids).toEqual(['u-district-a']);
});
