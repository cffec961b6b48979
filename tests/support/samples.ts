import { uuidv7 } from 'uuidv7';
import type { Input, Output } from '../../src-shared/contract/index.ts';
import type { TestVault } from './open-vault.ts';

/** Puts an invented student straight into the vault. `birthDate` null leaves the age unknown. */
export async function sampleStudent(
  vault: Pick<TestVault, 'db'>,
  options: { readonly name?: string; readonly birthDate?: string | null; readonly sex?: string } = {},
): Promise<string> {
  const id = uuidv7();
  const at = '2026-09-01T00:00:00.000Z';
  await vault.db
    .insertInto('student')
    .values({
      id,
      name: options.name ?? '样例沈清和',
      name_pinyin: 'yang li',
      name_initials: 'yl',
      sex: options.sex ?? '2',
      birth_date: options.birthDate === undefined ? '2013-03-05' : options.birthDate,
      created_at: at,
      created_by: 'test',
      updated_at: at,
      updated_by: 'test',
    })
    .execute();
  return id;
}

/** Enrols a student in class 3 of those who entered junior school in 2025 (or another entry year), and makes the class when it is missing. */
export async function sampleEnrolment(
  vault: Pick<TestVault, 'db'>,
  studentId: string,
  options: { readonly schoolYear?: number; readonly entryYear?: number; readonly status?: string; readonly toDate?: string } = {},
): Promise<string> {
  const entryYear = options.entryYear ?? 2025;
  const schoolYear = options.schoolYear ?? 2026;
  const found = await vault.db
    .selectFrom('class')
    .select('id')
    .where('entry_year', '=', entryYear)
    .where('number', '=', 3)
    .executeTakeFirst();
  const classId = found?.id ?? uuidv7();
  if (!found) {
    await vault.db
      .insertInto('class')
      .values({ id: classId, stage: 'junior', entry_year: entryYear, number: 3, created_at: '2026-09-01T00:00:00.000Z' })
      .execute();
  }
  await vault.db
    .insertInto('enrolment')
    .values({
      id: uuidv7(),
      student_id: studentId,
      school_year: schoolYear,
      class_id: classId,
      status: options.status ?? 'enrolled',
      from_date: `${schoolYear}-09-01`,
      to_date: options.toDate ?? null,
    })
    .execute();
  return classId;
}

export async function sampleStaff(vault: Pick<TestVault, 'dispatch'>, name: string, partyMember = false): Promise<string> {
  const staff = await vault.dispatch('settings.saveStaff', {
    name,
    kind: 'subjectTeacher',
    partyMember,
    phone: null,
    leftOn: null,
  });
  return staff.id;
}

/** A level decided by somebody, written as the warning feature writes it. */
export async function sampleLevel(
  vault: TestVault,
  studentId: string,
  from: number,
  to: number,
  on = '2026-10-12',
): Promise<void> {
  await vault.db
    .insertInto('level_change')
    .values({
      id: uuidv7(),
      student_id: studentId,
      from_level: from,
      to_level: to,
      basis: 'interview',
      reason: '样例',
      decided_by: 'test',
      decided_on: on,
      recorded_at: `${on}T02:00:00.000Z`,
      recorded_by: vault.opened.session.userId,
    })
    .execute();
}

/** A consent of an invented guardian, on paper, as the app itself records it. */
export function sampleConsent(
  vault: TestVault,
  studentId: string,
  over: Partial<Input<'consents.add'>> = {},
): Promise<Output<'consents.add'>> {
  return vault.dispatch('consents.add', {
    studentId,
    kind: 'counseling',
    giver: 'guardian',
    giverName: '样例家长',
    giverRelation: 'mother',
    givenOn: '2026-11-01',
    form: 'paper',
    ...over,
  });
}
