import type { Output, ParsedInput } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/contract/result.ts';
import type { DuplicateReason } from '../../src-shared/contract/students.ts';
import { parseClassName } from '../../src-shared/domain/class-name.ts';
import { nameKey, tidyCode } from '../../src-shared/domain/normalise.ts';
import { schoolYearOf } from '../../src-shared/domain/school-calendar.ts';
import { instant, localDate } from '../vault/clock.ts';
import type { Context } from '../vault/context.ts';
import { classContext, shownClass } from '../vault/shown-class.ts';
import { allPeople, dismissedPairs, oldNumbers, type Person, peopleBy, phonesOf } from './duplicates.repository.ts';
import { spellName } from './pinyin.ts';
import { type Probe, pairOf, reasonsFor, scoreOf } from './same-person.ts';
import { studentById } from './students.repository.ts';

const NOTHING: ReadonlySet<string> = new Set();

const probeOf = (person: Person, numbers: ReadonlySet<string>, phones: ReadonlySet<string>): Probe => ({
  name: person.name,
  pinyin: person.name_pinyin,
  birthDate: person.birth_date,
  idNumber: person.id_number,
  numbers,
  classId: person.class_id,
  studentNo: person.student_no,
  phones,
});

async function shower(ctx: Context) {
  const schoolYear = schoolYearOf(localDate(ctx.clock));
  const { shape } = await classContext(ctx, schoolYear);
  return (person: Person) => ({
    id: person.id,
    name: person.name,
    className: shownClass(person, schoolYear, shape),
    birthDate: person.birth_date,
    studentNo: person.student_no,
  });
}

function numbersOf(people: readonly Person[], old: ReadonlyMap<string, readonly string[]>) {
  return new Map(
    people.map((p) => [p.id, new Set([...(p.registration_no === null ? [] : [p.registration_no]), ...(old.get(p.id) ?? [])])]),
  );
}

export async function findSame(ctx: Context, input: ParsedInput<'students.findSame'>): Promise<Output<'students.findSame'>> {
  const schoolYear = schoolYearOf(localDate(ctx.clock));
  const name = input.name;
  const spelled = name === '' ? '' : spellName(name).pinyin;
  const registration = input.registrationNo === null ? null : tidyCode(input.registrationNo).toUpperCase();
  const idNumber = input.idNumber === null ? null : tidyCode(input.idNumber).toUpperCase();
  const people = await peopleBy(ctx.db, { name, pinyin: spelled, registration, idNumber });
  const old = await oldNumbers(
    ctx.db,
    people.map((person) => person.id),
  );
  const numbers = numbersOf(people, old);
  const parsed = input.className === null ? null : parseClassName(input.className, await classContext(ctx, schoolYear));
  const named = parsed?.ok ? parsed.identity : null;
  const inClass = people.find(
    (p) => named !== null && p.stage === named.stage && p.entry_year === named.entryYear && p.number === named.number,
  );
  const probe: Probe = {
    name,
    pinyin: spelled,
    birthDate: input.birthDate,
    idNumber,
    numbers: new Set(registration === null ? [] : [registration]),
    classId: inClass?.class_id ?? null,
    studentNo: input.studentNo,
    phones: NOTHING,
  };
  const show = await shower(ctx);
  return people
    .filter((person) => person.id !== input.except)
    .map((person) => ({ person, reasons: reasonsFor(probe, probeOf(person, numbers.get(person.id) ?? NOTHING, NOTHING)) }))
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ person, reasons }) => ({ student: show(person), score: scoreOf(reasons), reasons }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 10);
}

/** Buckets larger than this hold a placeholder such as 1900-01-01, not a person. */
const MAX_BUCKET = 20;

export async function listDuplicates(
  ctx: Context,
  input: ParsedInput<'students.duplicates'>,
): Promise<Output<'students.duplicates'>> {
  const people = await allPeople(ctx.db);
  const numbers = numbersOf(people, await oldNumbers(ctx.db, null));
  const phones = await phonesOf(ctx.db);
  const asProbe = (person: Person): Probe => probeOf(person, numbers.get(person.id) ?? NOTHING, phones.get(person.id) ?? NOTHING);
  const buckets = new Map<string, Person[]>();
  const put = (key: string, person: Person) => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(person);
    else buckets.set(key, [person]);
  };
  for (const person of people) {
    if (person.birth_date !== null) put(`birth|${person.name_pinyin}|${person.birth_date}`, person);
    if (person.class_id !== null) put(`class|${nameKey(person.name)}|${person.class_id}`, person);
    if (person.student_no !== null) put(`no|${person.student_no}|${person.name_pinyin}`, person);
    for (const number of numbers.get(person.id) ?? []) put(`reg|${number}`, person);
    for (const phone of phones.get(person.id) ?? []) put(`phone|${nameKey(person.name)}|${phone}`, person);
  }
  const dismissed = await dismissedPairs(ctx.db);
  const pairs = new Map<string, { a: Person; b: Person; reasons: DuplicateReason[] }>();
  for (const bucket of buckets.values()) {
    if (bucket.length < 2 || bucket.length > MAX_BUCKET) continue;
    for (const [i, one] of bucket.entries()) {
      for (const other of bucket.slice(i + 1)) {
        const [a, b] = one.id < other.id ? [one, other] : [other, one];
        const key = `${a.id}|${b.id}`;
        if (a.id === b.id || pairs.has(key) || dismissed.has(key)) continue;
        const reasons = reasonsFor(asProbe(a), asProbe(b));
        if (reasons.length > 0) pairs.set(key, { a, b, reasons });
      }
    }
  }
  const show = await shower(ctx);
  const found = [...pairs.values()]
    .map(({ a, b, reasons }) => ({ a: show(a), b: show(b), score: scoreOf(reasons), reasons }))
    .sort((x, y) => y.score - x.score);
  return { pairs: found.slice(0, input.limit), total: found.length };
}

export async function noteTwoPeople(ctx: Context, { studentA, studentB }: ParsedInput<'students.notDuplicate'>) {
  const pair = pairOf(studentA, studentB);
  const { student_a: a, student_b: b } = pair;
  if (a === b || !(await studentById(ctx.db, a)) || !(await studentById(ctx.db, b))) throw new AppError('studentUnknown');
  await ctx.db
    .insertInto('not_duplicate')
    .values({ ...pair, at: instant(ctx.clock), by: ctx.session.userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const id of [a, b]) ctx.note({ twoPeople: true }, { kind: 'student', id });
  return { noted: true as const };
}
