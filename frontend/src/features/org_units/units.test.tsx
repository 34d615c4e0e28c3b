import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

describe('the tree of units', () => {
  it('opens level by level and keeps its place in the address', async () => {
    const { user, router } = renderApp('/units', 'dangvien');
    await user.click(await screen.findByRole('button', { name: 'Mở Đảng bộ huyện Yên Thế' }));
    await user.click(await screen.findByRole('button', { name: 'Mở Đảng bộ xã Minh Hòa' }));
    expect(await screen.findByRole('link', { name: 'Chi bộ thôn Đông' })).toBeVisible();
    await waitFor(() => expect(router.state.location.search).toMatchObject({ at: 'u-commune' }));
    await user.click(screen.getByRole('button', { name: 'Thu gọn Đảng bộ xã Minh Hòa' }));
    expect(screen.queryByRole('link', { name: 'Chi bộ thôn Đông' })).toBeNull();
  });

  it('comes up open at the unit of the address', async () => {
    renderApp('/units?at=u-commune', 'dangvien');
    expect(await screen.findByRole('link', { name: 'Chi bộ thôn Đoài' })).toBeVisible();
  });

  it('is searched without accents', async () => {
    const { user } = renderApp('/units', 'dangvien');
    await user.type(await screen.findByLabelText('Tìm theo tên'), 'chi bo');
    expect(await screen.findByRole('cell', { name: 'Chi bộ thôn Đông' })).toBeVisible();
    expect(
      screen.getAllByText('Đảng bộ tỉnh Bắc Giang › Đảng bộ huyện Yên Thế › Đảng bộ xã Minh Hòa')[0],
    ).toBeVisible();
  });

  it('says what is not there', async () => {
    renderApp('/units/u-nowhere', 'dangvien');
    expect(await screen.findByText('Không tìm thấy nội dung')).toBeVisible();
  });
});

describe('a unit', () => {
  it('shows its history to everyone and its roll to officers only', async () => {
    renderApp('/units/u-branch', 'dangvien');
    expect(await screen.findByRole('heading', { name: 'Đơn vị cấp trên qua các thời kỳ' })).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Danh sách sinh hoạt' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Sửa thông tin đơn vị' })).toBeNull();
  });

  it('offers a choice when somebody else changed it meanwhile, and asks before unsaved input is closed', async () => {
    const { user } = renderApp('/units/u-branch', 'tinh');
    await user.click(await screen.findByRole('button', { name: 'Sửa thông tin đơn vị' }));
    const form = await screen.findByRole('form', { name: 'Sửa thông tin đơn vị' });
    const short = within(form).getByLabelText('Tên ngắn');
    await user.clear(short);
    await user.type(short, 'CB Đông');
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Ở lại' }));
    await fetch('http://localhost/api/v1/units/u-branch', {
      method: 'PATCH',
      headers: { 'If-Match': '"3"', 'Content-Type': 'application/json' },
      body: JSON.stringify({ short_name: 'Chi bộ Đông', committee_name: 'Chi ủy thôn Đông' }),
    });
    await user.click(within(form).getByRole('button', { name: 'Lưu' }));
    const choice = await screen.findByRole('dialog', { name: 'Nội dung vừa được người khác thay đổi' });
    const side = (group: string, name: string) =>
      within(within(choice).getByRole('radiogroup', { name: group })).getByRole('radio', { name });
    // What was typed here is kept unless one says otherwise; what was not touched follows the server.
    expect(side('Tên ngắn', 'Nội dung của tôi')).toBeChecked();
    expect(side('Cấp ủy', 'Nội dung mới trên máy chủ')).toBeChecked();
    await user.click(within(choice).getByRole('button', { name: 'Áp dụng lựa chọn' }));
    expect(within(form).getByLabelText('Cấp ủy')).toHaveValue('Chi ủy thôn Đông');
    await user.click(within(form).getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByText('Đã lưu thông tin đơn vị.')).toBeVisible();
    const saved = await (await fetch('http://localhost/api/v1/units/u-branch')).json();
    expect(saved).toMatchObject({ short_name: 'CB Đông', committee_name: 'Chi ủy thôn Đông', version: 5 });
  });

  it('changes from a day on with the version that was read', async () => {
    const sent: { match: string | null; key: string | null; body: unknown }[] = [];
    server.use(
      http.patch('*/api/v1/units/u-branch', async ({ request }) => {
        const { headers } = request;
        sent.push({
          match: headers.get('if-match'),
          key: headers.get('idempotency-key'),
          body: await request.clone().json(),
        });
        return undefined;
      }),
    );
    const { user } = renderApp('/units/u-branch', 'tinh');
    await user.click(await screen.findByRole('button', { name: 'Sửa thông tin đơn vị' }));
    const name = await screen.findByLabelText('Tên gọi');
    await user.clear(name);
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByText('Còn nội dung cần xem lại')).toBeVisible();
    await user.type(name, 'Chi bộ thôn Đông Mới');
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByRole('heading', { name: 'Chi bộ thôn Đông Mới' })).toBeVisible();
    expect(sent).toEqual([
      {
        match: '"3"',
        key: expect.stringMatching(/.{36}/),
        body: { name: 'Chi bộ thôn Đông Mới', effective_on: '2022-05-19' },
      },
    ]);
  });

  it('is read only on another day', async () => {
    renderApp('/units/u-branch?as_of=2020-01-01', 'tinh');
    expect(await screen.findByText(/Đang xem tổ chức tại ngày 01\/01\/2020/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Sửa thông tin đơn vị' })).toBeNull();
    expect(await screen.findByText(/Lê Văn Bình/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Kết thúc: / })).toBeNull();
  });
});

describe('the roll', () => {
  it('tells who is obliged, and exempts and ends with a reason', async () => {
    const { user } = renderApp('/units/u-branch', 'xa');
    const exempt = (await screen.findByText(/Đỗ Thị Hạnh \(sinh/)).closest('tr') as HTMLElement;
    expect(within(exempt).getByText('Ốm đau dài ngày')).toBeVisible();
    await user.click(screen.getByText('Lê Văn Bình', { selector: 'summary *' }));
    await user.click(await screen.findByRole('button', { name: 'Miễn đăng ký: Lê Văn Bình' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Miễn đăng ký' }));
    expect((await within(dialog).findAllByText('Chưa chọn lý do.'))[0]).toBeVisible();
    await user.selectOptions(within(dialog).getByLabelText('Lý do'), 'abroad');
    await user.click(within(dialog).getByRole('button', { name: 'Miễn đăng ký' }));
    expect(await screen.findByText('Học tập, công tác ở nước ngoài')).toBeVisible();
  });

  it('takes a new person with the first line', async () => {
    const { user } = renderApp('/units/u-branch', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Thêm người mới' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Họ và tên'), 'Vũ Thị Mới');
    await user.type(within(dialog).getByLabelText(/Năm sinh/), '1990');
    await user.click(within(dialog).getByRole('button', { name: 'Thêm người mới' }));
    expect((await screen.findAllByText(/Vũ Thị Mới/))[0]).toBeVisible();
  });

  it('shows no permission as such', async () => {
    server.use(http.get('*/api/v1/memberships', () => problem(403, 'role_not_allowed', 'Không được phép')));
    renderApp('/units/u-branch', 'xa');
    expect(await screen.findByText('Đồng chí không có quyền xem nội dung này')).toBeVisible();
  });

  it('offers nothing to write to who may only read', async () => {
    server.use(
      http.get('*/api/v1/memberships', () =>
        HttpResponse.json({ items: [], page: 1, per_page: 50, total: 0 }),
      ),
    );
    renderApp('/units/u-branch', 'xa_lanhdao');
    expect(await screen.findByText('Danh sách chưa có ai')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Thêm người mới' })).toBeNull();
  });
});

it('the secretary names a deputy', async () => {
  const { user } = renderApp('/units/u-branch?tab=delegations', 'chibo');
  await user.click(await screen.findByRole('button', { name: 'Ủy quyền cho cấp phó' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('combobox', { name: 'Người được ủy quyền' }), 'binh');
  await user.click(await within(dialog).findByRole('option', { name: /Lê Văn Bình/ }));
  await user.type(within(dialog).getByLabelText('Thôi hiệu lực từ ngày'), '31/12/2022');
  await user.click(within(dialog).getByRole('button', { name: 'Ủy quyền cho cấp phó' }));
  expect(await screen.findByText('từ 19/05/2022 đến trước 31/12/2022')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Kết thúc ủy quyền cho Lê Văn Bình' })).toBeVisible();
});
