import { className, type Stage } from '../../src-shared/domain/class-name.ts';
import type { StaffKind } from '../../src-shared/domain/codes/network.ts';
import { idCheckCharacter } from '../../src-shared/domain/id-number.ts';
import { Random } from './random.ts';

export interface SampleClass {
  readonly id: string;
  readonly stage: Stage;
  readonly entryYear: number;
  readonly number: number;
  readonly grade: number;
  readonly name: string;
  readonly headTeacherId: string;
}

export interface SampleStaff {
  readonly id: string;
  readonly name: string;
  readonly kind: StaffKind;
  readonly partyMember: boolean;
}

export interface SampleStudent {
  readonly id: string;
  readonly name: string;
  readonly sex: '1' | '2';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly registrationNo: string;
  readonly studentNo: string;
  readonly ethnicity: string;
  readonly classId: string;
  readonly boarder: boolean;
  readonly dormId: string | null;
  readonly leftBehind: '0' | '1' | '2';
  readonly orphan: boolean;
  readonly poverty: boolean;
  readonly guardian: { readonly name: string; readonly relation: string; readonly phone: string };
  readonly mentorId: string | null;
}

export interface SampleSchool {
  readonly name: string;
  readonly schoolYear: number;
  readonly classes: readonly SampleClass[];
  readonly dorms: readonly { readonly id: string; readonly building: string; readonly room: string }[];
  readonly staff: readonly SampleStaff[];
  readonly students: readonly SampleStudent[];
}

/** A region code that GB/T 2260 does not assign, so that no number can belong to a person. */
const NO_REGION = '539999';
const SURNAMES = [...'张王李赵陈杨马罗陆沈周何高白吴孙朱胡林郭徐曾谢宋唐许邓冯韩曹彭萧田董潘袁蔡蒋余'];
const GIVEN = [...'一鸣清和景行知夏远露子安思源若溪语晨浩然雨桐明轩欣怡嘉禾文博静姝云帆书瑶天佑晓岚志诚念慈春晖'];
const ETHNICITIES = ['01', '01', '01', '01', '01', '07', '07', '06', '03'] as const;
const RELATIONS = ['father', 'mother', 'paternalGrandparent', 'maternalGrandparent'] as const;

function personName(random: Random): string {
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.8) ? random.pick(GIVEN) : '');
}

/**
 * An invented nine-year school; everything in it follows from the seed.
 * @param options.students about how many; classes hold 40 to 48
 */
export function sampleSchool(options: {
  readonly seed?: number;
  readonly students?: number;
  readonly schoolYear: number;
}): SampleSchool {
  const random = new Random(options.seed ?? 20261124);
  const wanted = options.students ?? 1200;
  const { schoolYear } = options;
  const perGrade = Math.max(1, Math.round(wanted / 9 / 45));
  const staff: SampleStaff[] = [];
  const addStaff = (kind: StaffKind, partyMember: boolean): SampleStaff => {
    const member = { id: random.id(), name: `样例老师${String(staff.length + 1).padStart(2, '0')}`, kind, partyMember };
    staff.push(member);
    return member;
  };
  addStaff('counselorFull', true);
  addStaff('counselorPart', false);
  addStaff('lead', true);
  for (let grade = 1; grade <= 9; grade += 1) addStaff('gradeLead', grade % 2 === 0);
  for (let i = 0; i < perGrade * 9; i += 1) addStaff('subject', i % 3 === 0);
  const subjectTeachers = staff.filter((member) => member.kind === 'subject');

  const classes: SampleClass[] = [];
  for (let grade = 1; grade <= 9; grade += 1) {
    const stage: Stage = grade <= 6 ? 'primary' : 'junior';
    const entryYear = schoolYear - (stage === 'primary' ? grade - 1 : grade - 7);
    for (let number = 1; number <= perGrade; number += 1) {
      const identity = { stage, entryYear, number };
      classes.push({
        id: random.id(),
        ...identity,
        grade,
        name: className(identity, schoolYear),
        headTeacherId: addStaff('homeroom', number === 1).id,
      });
    }
  }
  const dorms = Array.from({ length: Math.max(6, Math.round(wanted / 30)) }, (_, index) => ({
    id: random.id(),
    building: `${1 + Math.floor(index / 20)}号楼`,
    room: String(101 + (index % 20) + 100 * Math.floor((index % 20) / 10)),
  }));

  const students: SampleStudent[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const schoolClass = classes[index % classes.length];
    if (!schoolClass) break;
    const sex = random.chance(0.52) ? '1' : '2';
    const birthYear = schoolYear - 5 - schoolClass.grade;
    const birthDate = `${birthYear}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
    // The three digits after the birth date tell people of one day apart; odd is male.
    const order = String((Math.floor(index / 10) % 99) * 10 + (sex === '1' ? 1 : 0) + 2 * (index % 5)).padStart(3, '0');
    const first17 = `${NO_REGION.slice(0, 4)}${String(10 + (index % 89))}${birthDate.replaceAll('-', '')}${order}`;
    const idNumber = first17 + idCheckCharacter(first17);
    const boarder = schoolClass.grade >= 4 && random.chance(0.45);
    students.push({
      id: random.id(),
      name: personName(random),
      sex,
      birthDate,
      idNumber,
      registrationNo: `G${idNumber}`,
      studentNo: `${schoolClass.entryYear}${String(index + 1).padStart(5, '0')}`,
      ethnicity: random.pick(ETHNICITIES),
      classId: schoolClass.id,
      boarder,
      dormId: boarder ? random.pick(dorms).id : null,
      leftBehind: random.chance(0.62) ? '0' : random.chance(0.5) ? '1' : '2',
      orphan: random.chance(0.004),
      poverty: random.chance(0.12),
      guardian: {
        name: personName(random),
        relation: random.pick(RELATIONS),
        phone: `1990000${String(index % 10000).padStart(4, '0')}`,
      },
      mentorId: random.chance(0.96) ? random.pick(subjectTeachers).id : null,
    });
  }
  return { name: '样例九年制学校', schoolYear, classes, dorms, staff, students };
}
