import type { SignedInUser } from '@/api/generated';

const branch = { unit_id: 'u-branch', unit_name: 'Chi bộ thôn Đông' };
const commune = { unit_id: 'u-commune', unit_name: 'Đảng bộ xã Minh Hòa' };
const district = { unit_id: 'u-district-a', unit_name: 'Đảng bộ huyện Yên Thế' };
const province = { unit_id: 'u-province', unit_name: 'Đảng bộ tỉnh Bắc Giang' };

const account = (
  username: string,
  display_name: string,
  person_id: string | null,
  roles: SignedInUser['roles'],
): SignedInUser => ({
  id: `user-${username}`,
  username,
  display_name,
  person_id,
  roles,
  must_change_password: false,
});

/** The accounts of the tests: invented persons in the shape of the demonstration. */
export const people = {
  dangvien: account('dangvien', 'Nguyễn Thị Mẫu', 'p-1', [{ role: 'member', ...branch }]),
  chibo: account('chibo', 'Trần Văn Thử', 'p-2', [
    { role: 'branch_secretary', ...branch },
    { role: 'member', ...branch },
  ]),
  xa: account('xa', 'Lê Thị Nghiệm', 'p-20', [
    { role: 'unit_staff', ...commune },
    { role: 'member', ...branch },
  ]),
  xa_lanhdao: account('xa_lanhdao', 'Phạm Văn Ví', 'p-21', [{ role: 'unit_leader', ...commune }]),
  huyen_lanhdao: account('huyen_lanhdao', 'Vũ Thị Hà', 'p-25', [{ role: 'unit_leader', ...district }]),
  tinh: account('tinh', 'Hoàng Thị Dụ', 'p-30', [{ role: 'province_staff', ...province }]),
  quantri: account('quantri', 'Quản trị Minh Họa', null, [{ role: 'system_admin', ...province }]),
};
