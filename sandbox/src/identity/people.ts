/** Sample people of the sandbox; "Mẫu" in a name says that nobody is called so. */
export interface Person {
  readonly id: string;
  readonly nameVi: string;
  readonly roleVi: string;
  readonly claims: MotcuaClaims;
}

export interface MotcuaClaims {
  readonly motcua_kind: 'citizen' | 'officer' | 'agency' | 'catalogue-admin' | 'operator';
  readonly motcua_office?: string;
  readonly motcua_roles?: readonly string[];
}

const officer = (...roles: readonly string[]): MotcuaClaims => ({
  motcua_kind: 'officer',
  motcua_office: 'off_ha-dong',
  motcua_roles: roles,
});

export const people: readonly Person[] = [
  { id: 'citizen-1', nameVi: 'Nguyễn Thị An Mẫu', roleVi: 'Công dân', claims: { motcua_kind: 'citizen' } },
  { id: 'citizen-2', nameVi: 'Trần Văn Bình Mẫu', roleVi: 'Công dân', claims: { motcua_kind: 'citizen' } },
  {
    id: 'officer-receive',
    nameVi: 'Lê Thị Cúc Mẫu',
    roleVi: 'Bộ phận Một cửa, Phường Hà Đông',
    claims: officer('receive'),
  },
  {
    id: 'officer-receive-2',
    nameVi: 'Mai Văn Chín Mẫu',
    roleVi: 'Bộ phận Một cửa, Phường Hà Đông',
    claims: officer('receive'),
  },
  {
    id: 'officer-process',
    nameVi: 'Phạm Văn Dũng Mẫu',
    roleVi: 'Công chức tư pháp - hộ tịch',
    claims: officer('process'),
  },
  {
    id: 'officer-lead',
    nameVi: 'Hoàng Thị Giang Mẫu',
    roleVi: 'Lãnh đạo UBND phường',
    claims: officer('sign', 'lead'),
  },
  {
    id: 'catalogue-admin',
    nameVi: 'Vũ Văn Hải Mẫu',
    roleVi: 'Quản trị danh mục thủ tục',
    claims: { motcua_kind: 'catalogue-admin' },
  },
  {
    id: 'catalogue-admin-2',
    nameVi: 'Lý Thị Hoa Mẫu',
    roleVi: 'Quản trị danh mục thủ tục, người công bố',
    claims: { motcua_kind: 'catalogue-admin' },
  },
  {
    id: 'officer-elsewhere',
    nameVi: 'Cao Văn Mười Mẫu',
    roleVi: 'Công chức của một phường khác',
    claims: {
      motcua_kind: 'officer',
      motcua_office: 'off_elsewhere',
      motcua_roles: ['receive', 'process', 'sign', 'lead'],
    },
  },
  { id: 'operator', nameVi: 'Đặng Thị Khánh Mẫu', roleVi: 'Vận hành', claims: { motcua_kind: 'operator' } },
];

export function findPerson(id: string): Person | undefined {
  return people.find((person) => person.id === id);
}
