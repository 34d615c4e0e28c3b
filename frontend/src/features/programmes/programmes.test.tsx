import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

describe('programme years', () => {
  it('are created as drafts, then opened after a question', async () => {
    const { user } = renderApp('/programme-years/new', 'tinh');
    const topic = await screen.findByLabelText('Chuyên đề của năm');
    expect(screen.getByLabelText('Năm')).toHaveValue('2023');
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    expect((await screen.findAllByText('Chưa nhập chuyên đề của năm.'))[0]).toBeVisible();
    await user.type(topic, 'Chuyên đề minh họa');
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    await user.click(await screen.findByRole('button', { name: 'Mở đăng ký năm' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/01\/01\/2023 – 31\/03\/2023/)).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Mở đăng ký năm' }));
    expect(await screen.findByRole('button', { name: 'Khép năm' })).toBeVisible();
  });

  it('refuse a maximum below the advised number, and send the version that was read', async () => {
    const matches: (string | null)[] = [];
    server.use(
      http.patch('*/api/v1/programme-years/y-2022', ({ request }) => {
        matches.push(request.headers.get('if-match'));
        return undefined;
      }),
    );
    const { user } = renderApp('/programme-years/y-2022', 'tinh');
    await user.click(await screen.findByRole('button', { name: 'Sửa' }));
    const most = await screen.findByLabelText('Số việc nhiều nhất');
    await user.clear(most);
    await user.type(most, '1');
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    expect((await screen.findAllByText(/phải từ số việc nên đăng ký trở lên/))[0]).toBeVisible();
    await user.clear(most);
    await user.type(most, '4');
    await user.click(screen.getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByText('4')).toBeVisible();
    expect(matches).toEqual(['"1"']);
  });

  it('offer nothing to write to others', async () => {
    renderApp('/programme-years/y-2022', 'xa');
    expect(await screen.findByRole('heading', { name: 'Năm thực hiện 2022' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Khép năm' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Sửa' })).toBeNull();
  });
});

describe('policy documents', () => {
  it('are entered with every field that is needed', async () => {
    const { user } = renderApp('/policy-documents', 'tinh');
    expect(await screen.findByText('05-CT/TW')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Thêm văn bản' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Lưu' }));
    expect((await within(dialog).findAllByText('Chưa nhập số, ký hiệu.'))[0]).toBeVisible();
    await user.type(within(dialog).getByLabelText('Số, ký hiệu'), '01-KL/TW');
    await user.selectOptions(within(dialog).getByLabelText('Loại văn bản'), 'conclusion');
    await user.type(within(dialog).getByLabelText('Trích yếu'), 'Tiếp tục thực hiện Chỉ thị 05-CT/TW');
    await user.type(within(dialog).getByLabelText('Cơ quan ban hành'), 'Bộ Chính trị');
    await user.type(within(dialog).getByLabelText('Ngày ban hành'), '18/05/2021');
    await user.click(within(dialog).getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByText('01-KL/TW')).toBeVisible();
  });

  it('say why nothing is there', async () => {
    server.use(
      http.get('*/api/v1/policy-documents', () =>
        HttpResponse.json({ items: [], page: 1, per_page: 20, total: 0 }),
      ),
    );
    renderApp('/policy-documents', 'tinh');
    expect(await screen.findByText('Chưa có văn bản nào')).toBeVisible();
  });
});
