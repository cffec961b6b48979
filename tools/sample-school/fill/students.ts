import { pinyin } from 'pinyin-pro';
import type { LocalDate } from '../../../src-shared/domain/dates.ts';
import type { Random } from '../random.ts';
import type { SampleClass, SampleSchool, SampleStudent } from '../school.ts';
import type { Sheet } from './sheet.ts';

/** Card, enrolments, guardian, tags and mentor of one student. */
export function addStudent(
  sheet: Sheet,
  random: Random,
  school: SampleSchool,
  classOf: ReadonlyMap<string, SampleClass>,
  student: SampleStudent,
  firstYear: number,
  by: string,
  at: (day: LocalDate) => string,
): void {
  const schoolClass = classOf.get(student.classId);
  if (!schoolClass) return;
  const from = Math.max(firstYear, schoolClass.entryYear);
  const opened = random.chance(0.97) ? `${from}-09-15` : null;
  const created = at(`${from}-08-28`);
  sheet.add('student', {
    id: student.id,
    name: student.name,
    name_pinyin: pinyin(student.name, { toneType: 'none', surname: 'head', separator: '', v: true }),
    name_initials: pinyin(student.name, { pattern: 'first', toneType: 'none', surname: 'head', separator: '' }),
    sex: student.sex,
    birth_date: student.birthDate,
    id_type: '1',
    id_number: student.idNumber,
    ethnicity: student.ethnicity,
    registration_no: student.registrationNo,
    student_no: student.studentNo,
    left_behind: student.leftBehind,
    orphan: student.orphan ? 1 : 0,
    file_opened_on: opened,
    created_at: created,
    created_by: by,
    updated_at: created,
    updated_by: by,
  });
  for (let year = from; year <= school.schoolYear; year += 1) {
    sheet.add('enrolment', {
      id: random.id(),
      student_id: student.id,
      school_year: year,
      class_id: student.classId,
      dorm_id: student.dormId,
      boarder: student.boarder ? 1 : 0,
      status: 'enrolled',
      from_date: `${year}-09-01`,
      to_date: year === school.schoolYear ? null : `${year + 1}-08-31`,
    });
  }
  sheet.add('guardian', {
    id: random.id(),
    student_id: student.id,
    name: student.guardian.name,
    relation: student.guardian.relation,
    phone: student.guardian.phone,
    is_primary: 1,
  });
  const tags = [student.leftBehind !== '0' && 'leftBehind', student.poverty && 'poverty', student.orphan && 'orphan'];
  for (const code of tags)
    if (code)
      sheet.add('care_tag', { id: random.id(), student_id: student.id, code, from_date: `${from}-09-01`, source: 'roster' });
  if (student.mentorId)
    sheet.add('mentor', { id: random.id(), student_id: student.id, staff_id: student.mentorId, from_date: `${from}-09-10` });
}
