import { addDays } from '../../src-shared/domain/dates.ts';
import { Prose } from '../sample-school/prose.ts';
import { Random } from '../sample-school/random.ts';
import { type Desk, TODAY } from './desk.ts';

const CHUNK = 500;
/** Texts as they grow while somebody types, by what makes them dear. */
export const NOTE_KEYSTROKES: Readonly<Record<string, readonly string[]>> = {
  words: ['睡', '学生', '家里', '感觉时间', 'phq', 'wech', '窗台上的绿萝'],
  'one very common character': ['的', '一', '是', '不', '我', '时', '家', '学'],
  'three very common characters': ['的一是', '我不人', '有他这', '大地为', '来到时', '不是的', '我不想', '是一个'],
};

/** Gives a school so many invented notes over ten years, as visits, and lets the index take them in. */
export async function fillNotes(desk: Desk, studentIds: readonly string[], notes: number): Promise<void> {
  const random = new Random(23);
  const prose = new Prose(random);
  const by = desk.opened.session.userId;
  await desk.opened.db.transaction().execute(async (db) => {
    for (let done = 0; done < notes; done += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, notes - done) }, () => {
        const on = addDays(TODAY, -random.int(0, 3650));
        const at = `${on}T08:00:00.000Z`;
        return {
          id: `n${random.id()}`,
          student_id: random.pick(studentIds),
          visited_on: on,
          mode: 'phone',
          visitors: '[]',
          findings: prose.note(prose.length()),
          recorded_at: at,
          recorded_by: by,
          updated_at: at,
          updated_by: by,
        };
      });
      await db.insertInto('home_visit').values(rows).execute();
    }
  });
  await desk.dispatch('search.notes', { query: '睡' });
}

/** So many visits of one student, one a day. */
export async function fillFile(desk: Desk, studentId: string, entries: number): Promise<void> {
  const prose = new Prose(new Random(29));
  const by = desk.opened.session.userId;
  const rows = Array.from({ length: entries }, (_, n) => {
    const on = addDays(TODAY, -n);
    const at = `${on}T08:00:00.000Z`;
    const text = { findings: prose.note(prose.length()), visitors: '[]', mode: 'phone' };
    const marks = { recorded_at: at, recorded_by: by, updated_at: at, updated_by: by };
    return { id: `f${n}-${studentId}`, student_id: studentId, visited_on: on, ...text, ...marks };
  });
  await desk.opened.db.transaction().execute(async (db) => {
    for (let at = 0; at < rows.length; at += CHUNK)
      await db
        .insertInto('home_visit')
        .values(rows.slice(at, at + CHUNK))
        .execute();
  });
}

/** A note through the app's own door, the index and the audit included. */
export const writeNote = (desk: Desk, studentId: string, text: string) =>
  desk.dispatch('visits.saveHomeVisit', {
    studentId,
    visitedOn: TODAY,
    startTime: null,
    mode: 'phone',
    visitors: ['样例班主任'],
    met: null,
    place: null,
    purpose: null,
    familySituation: null,
    atHome: null,
    guardianView: null,
    findings: text,
    advice: null,
    nextStep: null,
  });
