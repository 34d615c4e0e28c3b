import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { readDraft } from '@/shared/form/drafts';
import { issueWorld } from '@/testing/issueData';
import { problem } from '@/testing/problem';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

const last = () => issueWorld.issues.at(-1);

async function begin(user: UserEvent) {
  await user.selectOptions(await screen.findByLabelText('Lĩnh vực'), 'environment_disaster');
  await user.type(screen.getByLabelText('Tên vấn đề'), 'Bãi rác tạm đầu thôn');
}

describe('drawing up an issue', () => {
  it('saves while typing, checks what, who and by when, and hands in', async () => {
    const { user, router } = renderApp('/issues/new', 'xa');
    await begin(user);
    expect(await screen.findByText(/Đã lưu nháp lúc/, undefined, { timeout: 8000 })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Kiểm tra và gửi' }));
    const summary = await screen.findByRole('alert');
    expect(within(summary).getByText('Chưa nhập nội dung, việc phải giải quyết.')).toBeVisible();
    expect(within(summary).getByText('Chưa chọn người chịu trách nhiệm.')).toBeVisible();
    expect(within(summary).getByText('Chưa nhập thời hạn hoàn thành.')).toBeVisible();

    await user.type(screen.getByLabelText('Nội dung, việc phải giải quyết'), 'Dọn và xử lý xong bãi rác');
    await user.type(screen.getByRole('combobox', { name: 'Người chịu trách nhiệm' }), 'binh');
    const people = within(await screen.findByRole('listbox', { name: 'Người chịu trách nhiệm' }));
    await waitFor(() => expect(people.getAllByRole('option')).toHaveLength(1));
    await user.click(people.getByRole('option', { name: /Lê Văn Bình/ }));
    await user.type(screen.getByLabelText('Thời hạn hoàn thành'), '30/06/2022');
    await user.click(screen.getByRole('button', { name: 'Kiểm tra và gửi' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Gửi' }));
    expect(dialog.getByText(/Rõ thời gian: 30\/06\/2022/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Gửi' }));
    await waitFor(() => expect(last()?.status).toBe('submitted'));
    expect(last()).toMatchObject({ responsible_person_id: 'p-3', due_on: '2022-06-30' });
    await waitFor(() => expect(router.state.location.pathname).toBe(`/issues/${last()?.id}`));
  });

  it('keeps what is typed on this device and brings it back', async () => {
    const first = renderApp('/issues/new', 'xa');
    await first.user.type(await screen.findByLabelText('Tên vấn đề'), 'Đang nhập dở');
    await waitFor(async () => {
      const kept = await readDraft<{ title: string }>('user-xa', 'issue:new');
      expect(kept?.value.title).toBe('Đang nhập dở');
    });
    first.unmount();
    renderApp('/issues/new', 'xa');
    expect(await screen.findByText(/Đã khôi phục nội dung đang nhập dở/)).toBeVisible();
    expect(screen.getByLabelText('Tên vấn đề')).toHaveValue('Đang nhập dở');
  });

  it('shows the refusal of the server at the field', async () => {
    server.use(
      http.post('*/api/v1/issues/:id/submit', () =>
        problem(422, 'deadline_in_past', 'Thời hạn đã qua', {
          detail: 'Thời hạn hoàn thành không được trước ngày hôm nay',
        }),
      ),
    );
    const { user } = renderApp('/issues/i-draft/edit', 'xa');
    await user.click(await screen.findByRole('button', { name: 'Kiểm tra và gửi' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Gửi' }));
    await user.click(dialog.getByRole('button', { name: 'Gửi' }));
    expect(await dialog.findByText('Thời hạn hoàn thành không được trước ngày hôm nay')).toBeVisible();
  });

  it('offers a choice when somebody else changed the draft', async () => {
    const { user } = renderApp('/issues/i-draft/edit', 'xa');
    const title = await screen.findByLabelText('Tên vấn đề');
    const record = issueWorld.issues.find((entry) => entry.id === 'i-draft');
    if (!record) throw new Error('no draft');
    record.content = 'Nội dung của người khác';
    record.version += 1;
    await user.type(title, ' tại 3 thôn');
    await user.click(screen.getByRole('button', { name: 'Lưu nháp' }));
    const dialog = await screen.findByRole('dialog', { name: 'Nội dung vừa được người khác thay đổi' });
    const content = within(dialog).getByRole('radiogroup', { name: 'Nội dung, việc phải giải quyết' });
    await user.click(within(content).getByRole('radio', { name: /Nội dung mới trên máy chủ/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Áp dụng lựa chọn' }));
    await waitFor(() => expect(record.title).toBe('Thiếu nước sạch mùa khô tại 3 thôn'));
    expect(record.content).toBe('Nội dung của người khác');
  });

  it('is not offered for an issue that was handed in', async () => {
    renderApp('/issues/i-1/edit', 'xa');
    expect(await screen.findByText('Không sửa được vấn đề này')).toBeVisible();
  });
});
