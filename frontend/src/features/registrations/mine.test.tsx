import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { readDraft } from '@/shared/form/drafts';
import { problem } from '@/testing/problem';
import { world } from '@/testing/registrationData';
import { renderApp } from '@/testing/render';
import { server } from '@/testing/server';

async function fill(user: UserEvent) {
  await user.type(await screen.findByLabelText('Nội dung việc làm theo'), 'Giúp đỡ một hộ nghèo');
  await user.type(screen.getByLabelText('Thước đo kết quả'), 'Một hộ thoát nghèo');
  await user.type(screen.getByLabelText('Giải pháp thực hiện'), 'Hỗ trợ giống, ngày công');
  await user.selectOptions(screen.getByLabelText('Lĩnh vực'), 'social_welfare');
}

describe('my registration', () => {
  it('is typed, checked, handed in and then followed', async () => {
    const { user } = renderApp('/my-registration', 'dangvien');
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Kiểm tra và gửi' }));
    const dialog = await screen.findByRole('dialog', { name: 'Kiểm tra trước khi gửi' });
    expect(within(dialog).getByText(/Đã qua hạn đăng ký 31\/03\/2022/)).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Gửi bản đăng ký' }));
    expect(await screen.findByText('Chờ chi bộ thông qua')).toBeVisible();
    expect(world.registrations.find((record) => record.person_id === 'p-1')?.status).toBe('submitted');
  });

  it('names what is missing before it is sent', async () => {
    const { user } = renderApp('/my-registration', 'dangvien');
    await user.click(await screen.findByRole('button', { name: 'Kiểm tra và gửi' }));
    const summary = await screen.findByRole('alert');
    expect(within(summary).getByText('Chưa nhập nội dung việc làm theo.')).toBeVisible();
    expect(within(summary).getByText('Chưa chọn lĩnh vực.')).toBeVisible();
    expect(screen.getByLabelText('Thước đo kết quả')).toBeInvalid();
  });

  it('keeps what is typed on this device and brings it back', async () => {
    const first = renderApp('/my-registration', 'dangvien');
    await first.user.type(await screen.findByLabelText('Nội dung việc làm theo'), 'Đang nhập dở');
    await waitFor(async () => {
      const kept = await readDraft<{ pledges: { content: string }[] }>(
        'user-dangvien',
        'registration:2022:p-1',
      );
      expect(kept?.value.pledges[0]?.content).toBe('Đang nhập dở');
    });
    first.unmount();
    const { user } = renderApp('/my-registration', 'dangvien');
    expect(await screen.findByText(/Đã khôi phục nội dung đang nhập dở/)).toBeVisible();
    expect(screen.getByLabelText('Nội dung việc làm theo')).toHaveValue('Đang nhập dở');
    await user.click(screen.getByRole('button', { name: 'Bỏ nội dung này' }));
    expect(screen.getByLabelText('Nội dung việc làm theo')).toHaveValue('');
  });

  it('saves a draft on the server and offers a choice when somebody else changed it', async () => {
    const { user } = renderApp('/my-registration', 'dangvien');
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Lưu nháp' }));
    expect(await screen.findByText(/Đã lưu nháp lúc/)).toBeVisible();
    const record = world.registrations.find((entry) => entry.person_id === 'p-1');
    if (!record?.pledges[0]) throw new Error('no draft');
    Object.assign(record.pledges[0], { measure: 'Hai hộ thoát nghèo' });
    record.version += 1;
    await user.type(screen.getByLabelText('Nội dung việc làm theo'), ' trong thôn');
    await user.click(screen.getByRole('button', { name: 'Lưu nháp' }));
    const dialog = await screen.findByRole('dialog', { name: 'Nội dung vừa được người khác thay đổi' });
    const measure = within(dialog).getByRole('radiogroup', { name: 'Việc thứ 1 · Thước đo kết quả' });
    await user.click(within(measure).getByRole('radio', { name: /Nội dung mới trên máy chủ/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Áp dụng lựa chọn' }));
    await waitFor(() => expect(screen.getByLabelText('Thước đo kết quả')).toHaveValue('Hai hộ thoát nghèo'));
    await waitFor(() => expect(record.pledges[0]?.content).toBe('Giúp đỡ một hộ nghèo trong thôn'));
  });

  it('shows the refusal of the server at the field', async () => {
    server.use(
      http.post('*/api/v1/registrations', () =>
        problem(422, 'state_secret_mark', 'Nội dung có dấu chỉ độ mật', {
          fields: [
            {
              pointer: '/pledges/0/content',
              code: 'state_secret_mark',
              message: 'Không đưa nội dung có dấu chỉ độ mật lên hệ thống',
            },
          ],
        }),
      ),
    );
    const { user } = renderApp('/my-registration', 'dangvien');
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Kiểm tra và gửi' }));
    expect((await screen.findAllByText('Không đưa nội dung có dấu chỉ độ mật lên hệ thống')).length).toBe(2);
    expect(screen.getByLabelText('Nội dung việc làm theo')).toBeInvalid();
  });

  it('reports the result of a pledge', async () => {
    const mine = world.registrations.find((entry) => entry.person_id === 'p-2');
    Object.assign(mine?.pledges[0] ?? {}, { allowed_actions: ['report'] });
    const { user } = renderApp('/my-registration', 'chibo');
    await user.click(await screen.findByRole('button', { name: 'Báo cáo kết quả' }));
    await user.click(screen.getByRole('radio', { name: 'Hoàn thành' }));
    await user.type(screen.getByLabelText('Việc đã làm'), 'Đã tiếp 12 buổi');
    await user.click(screen.getByRole('button', { name: 'Gửi báo cáo' }));
    expect(await screen.findByText('Đã gửi báo cáo kết quả.')).toBeVisible();
    expect(await screen.findByText('Đã báo cáo kết quả, chờ xác nhận')).toBeVisible();
  });
});
