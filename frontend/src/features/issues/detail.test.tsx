import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { issueWorld } from '@/testing/issueData';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

const find = (id: string) => issueWorld.issues.find((record) => record.id === id);

describe('one issue', () => {
  it('asks for somebody who answers for it, and takes the name from the roll', async () => {
    const { user } = renderApp('/issues/i-nobody', 'xa');
    expect(await screen.findByText('Chưa có người chịu trách nhiệm')).toBeVisible();
    expect(screen.getByText(/Thời hạn 28\/05\/2022 là ngày nghỉ/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Phân công người chịu trách nhiệm' }));
    const form = within(await screen.findByRole('form', { name: 'Phân công, cập nhật thông tin' }));
    await user.type(form.getByRole('combobox', { name: 'Người chịu trách nhiệm' }), 'hanh');
    const people = within(await form.findByRole('listbox', { name: 'Người chịu trách nhiệm' }));
    await waitFor(() => expect(people.getAllByRole('option')).toHaveLength(1));
    await user.click(people.getByRole('option', { name: /Đỗ Thị Hạnh/ }));
    await user.type(form.getByLabelText(/^Chức vụ của người chịu trách nhiệm/), 'Chủ tịch UBND xã');
    await user.type(form.getByLabelText(/^Lý do thay/), 'Đồng chí cũ chuyển công tác');
    await user.click(form.getByRole('button', { name: 'Lưu' }));
    await waitFor(() =>
      expect(find('i-nobody')).toMatchObject({
        responsible_person_id: 'p-4',
        responsible_position: 'Chủ tịch UBND xã',
      }),
    );
    await waitFor(() => expect(screen.queryByText('Chưa có người chịu trách nhiệm')).toBeNull());
  });

  it('offers exactly what is allowed, and asks for time with its reason', async () => {
    const { user } = renderApp('/issues/i-late', 'xa');
    const acts = within(await screen.findByRole('group', { name: 'Việc có thể làm' }));
    expect(acts.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Báo cáo đã giải quyết xong',
      'Đề nghị gia hạn',
      'Phân công, cập nhật thông tin',
    ]);
    await user.click(acts.getByRole('button', { name: 'Đề nghị gia hạn' }));
    const form = within(await screen.findByRole('form', { name: 'Đề nghị gia hạn' }));
    await user.click(form.getByRole('button', { name: 'Đề nghị gia hạn' }));
    expect((await form.findAllByText('Chưa nhập lý do.')).length).toBeGreaterThan(0);
    await user.type(form.getByLabelText('Thời hạn mới'), '30/06/2022');
    await user.type(form.getByLabelText('Lý do'), 'Chờ kết quả đo đạc');
    await user.click(form.getByRole('button', { name: 'Đề nghị gia hạn' }));
    expect(await screen.findByText('Đang chờ ý kiến về gia hạn')).toBeVisible();
    expect(find('i-late')?.extension).toMatchObject({ due_on: '2022-06-30' });
  });

  it('tells its history in sentences', async () => {
    renderApp('/issues/i-late', 'xa');
    expect(await screen.findByText('Lê Thị Nghiệm tạo bản nháp.')).toBeVisible();
    expect(screen.getByText('Vũ Thị Hà đề nghị giải quyết tiếp, bổ sung.')).toBeVisible();
    expect(screen.getByText('Thiếu biên bản')).toBeVisible();
    expect(screen.getByText('Người chịu trách nhiệm: Lê Văn Bình, Phó Chủ tịch UBND xã.')).toBeVisible();
  });

  it('keeps milestones', async () => {
    const { user } = renderApp('/issues/i-late', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Thêm mốc' }));
    const form = within(await screen.findByRole('form', { name: 'Thêm mốc' }));
    await user.type(form.getByLabelText('Việc xong ở mốc này'), 'Đo đạc hiện trạng');
    await user.type(form.getByLabelText('Thời hạn hoàn thành'), '01/06/2022');
    await user.click(form.getByRole('button', { name: 'Lưu' }));
    expect(await screen.findByText('0/1 mốc đã xong')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Đánh dấu đã xong: Đo đạc hiện trạng' }));
    expect(await screen.findByText('1/1 mốc đã xong')).toBeVisible();
    expect(screen.getByText('Đã xong 19/05/2022')).toBeVisible();
  });

  it('takes an update with a file', async () => {
    const { user } = renderApp('/issues/i-late', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Cập nhật diễn biến' }));
    const form = within(await screen.findByRole('form', { name: 'Cập nhật diễn biến' }));
    await user.type(form.getByLabelText('Diễn biến'), 'Đã họp dân');
    const input = form.getByLabelText('Chọn tệp', { selector: 'input' });
    await user.upload(input, new File(['x'], 'bien-ban.pdf', { type: 'application/pdf' }));
    expect(await form.findByText('Đã tải lên · 1,5 MB')).toBeVisible();
    await user.click(form.getByRole('button', { name: 'Ghi nhận' }));
    expect(await screen.findByText('Đã họp dân')).toBeVisible();
    expect(issueWorld.updates[0]).toMatchObject({ evidence_ids: ['f-1'] });
  });

  it('hangs evidence on the issue, and says why a file was refused', async () => {
    const { user } = renderApp('/issues/i-late', 'xa');
    const panel = within(await screen.findByRole('region', { name: 'Minh chứng' }));
    const input = panel.getByLabelText('Chọn tệp', { selector: 'input' });
    server.use(
      http.post('*/api/v1/files', () => problem(422, 'file_type_refused', 'Tệp không đúng loại'), {
        once: true,
      }),
    );
    await user.upload(input, new File(['x'], 'anh.png', { type: 'image/png' }));
    expect(await panel.findByText(/Tệp không đúng loại/)).toBeVisible();
    await user.click(panel.getByRole('button', { name: 'Bớt tệp anh.png' }));
    await user.upload(input, new File(['x'], 'bien-ban.pdf', { type: 'application/pdf' }));
    expect(await panel.findByRole('button', { name: 'Tải về bien-ban.pdf (1,5 MB)' })).toBeVisible();
    await user.click(panel.getByRole('button', { name: 'Gỡ minh chứng bien-ban.pdf' }));
    const ask = within(await screen.findByRole('dialog', { name: 'Gỡ minh chứng' }));
    await user.click(ask.getByRole('button', { name: 'Gỡ minh chứng' }));
    expect(await panel.findByText('Chưa có minh chứng.')).toBeVisible();
  });

  it('reports with what was done, and another confirms', async () => {
    const first = renderApp('/issues/i-late', 'xa');
    await first.user.click(await screen.findByRole('button', { name: 'Báo cáo đã giải quyết xong' }));
    const form = within(await screen.findByRole('form', { name: 'Báo cáo đã giải quyết xong' }));
    await first.user.type(form.getByLabelText('Kết quả giải quyết'), 'Đã thu hồi đất');
    await first.user.click(form.getByRole('button', { name: 'Báo cáo đã giải quyết xong' }));
    await waitFor(() => expect(find('i-late')?.status).toBe('reported_resolved'));
    first.unmount();
    const { user } = renderApp('/issues/i-reported', 'huyen_lanhdao');
    await user.click(await screen.findByRole('button', { name: 'Xác nhận đã giải quyết' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Xác nhận đã giải quyết' }));
    expect(dialog.getByText('Đã thanh toán hết.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Xác nhận đã giải quyết' }));
    await waitFor(() => expect(find('i-reported')?.status).toBe('confirmed'));
  });
});
