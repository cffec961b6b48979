import type { VaultDatabase } from '../../src-main/vault/open.ts';
import type { Random } from '../sample-school/random.ts';
import type { VaultChild } from './child.ts';

/** A value that only ever rises: what is on disk lies between the last acknowledged and the last sent. */
interface Rising {
  sent: number;
  acknowledged: number;
}

/** What the vault process has acknowledged, and so must never be missing again. */
export class Ledger {
  readonly students = new Set<string>();
  readonly sessions = new Set<string>();
  readonly staff = new Set<string>();
  readonly drafts = new Map<string, Rising>();
  readonly county: Rising = { sent: 0, acknowledged: 0 };
  #serial = 0;
  #acknowledged = 0;

  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** The same ledger as it stands now. */
  copy(): Ledger {
    const copy = new Ledger();
    for (const id of this.students) copy.students.add(id);
    for (const id of this.sessions) copy.sessions.add(id);
    for (const name of this.staff) copy.staff.add(name);
    for (const [id, draft] of this.drafts) copy.drafts.set(id, { ...draft });
    Object.assign(copy.county, this.county);
    return copy;
  }

  /** Sends one write picked at random and notes it once it is acknowledged. */
  async write(child: VaultChild, random: Random): Promise<void> {
    this.#serial += 1;
    const n = this.#serial;
    const student = [...this.students].at(-1);
    const kind = student
      ? random.pick(['student', 'session', 'session', 'draft', 'draft', 'staff', 'county'] as const)
      : 'student';
    if (kind === 'student') {
      const input = {
        name: `样例负载${n}`,
        sex: random.pick(['1', '2']),
        className: `${random.int(7, 9)}年级${random.int(1, 6)}班`,
      };
      const reply = await child.call('students.create', input);
      if (reply.ok) this.#note(() => this.students.add((reply.value as { studentId: string }).studentId));
      else this.#refused('students.create', reply.error.code);
    } else if (kind === 'session' && student) {
      const process = '样例过程。'.repeat(random.int(1, 1500));
      const input = { studentId: student, heldOn: '2026-11-20', minutes: 50, mode: 'faceToFace', source: 'self', process };
      const reply = await child.call('cases.saveSession', input);
      if (reply.ok) this.#note(() => this.sessions.add((reply.value as { sessionId: string }).sessionId));
      else this.#refused('cases.saveSession', reply.error.code);
    } else if (kind === 'draft' && student) {
      await this.#writeDraft(child, `draft-${random.int(1, 3)}`, student, random);
    } else if (kind === 'staff') {
      const name = `样例职员${n}`;
      const reply = await child.call('settings.saveStaff', {
        name,
        kind: 'teacher',
        partyMember: false,
        phone: null,
        leftOn: null,
      });
      if (reply.ok) this.#note(() => this.staff.add(name));
      else this.#refused('settings.saveStaff', reply.error.code);
    } else {
      await this.#writeCounty(child);
    }
  }

  /** What the ledger holds and the database does not, and changes that are there without their audit row or the other way round. */
  problems(db: VaultDatabase): string[] {
    const column = (sql: string) => new Set(db.prepare(sql).pluck().all() as string[]);
    const count = (sql: string) => Number(db.prepare(sql).pluck().get());
    const missing = (what: string, wanted: ReadonlySet<string>, found: ReadonlySet<string>) =>
      [...wanted].filter((one) => !found.has(one)).map((one) => `${what} ${one} was acknowledged and is gone`);
    const found = [
      ...missing('student', this.students, column('SELECT id FROM student')),
      ...missing('session', this.sessions, column('SELECT id FROM session')),
      ...missing('staff', this.staff, column('SELECT name FROM staff')),
    ];
    for (const [id, draft] of this.drafts) {
      const body = db.prepare('SELECT body FROM draft WHERE draft_id = ?').pluck().get(id) as string | undefined;
      const n = body === undefined ? 0 : (JSON.parse(body) as { n: number }).n;
      if (n < draft.acknowledged || n > draft.sent)
        found.push(`draft ${id} stands at ${n}, acknowledged ${draft.acknowledged}, sent ${draft.sent}`);
    }
    const school = JSON.parse(db.prepare(`SELECT value FROM setting WHERE key = 'school'`).pluck().get() as string) as {
      county: string | null;
    };
    const county = Number(school.county ?? 0);
    if (county < this.county.acknowledged || county > this.county.sent)
      found.push(`setting stands at ${county}, acknowledged ${this.county.acknowledged}, sent ${this.county.sent}`);
    for (const [what, rows, channel] of [
      ['students', `SELECT count(*) FROM student WHERE name LIKE '样例负载%'`, 'students.create'],
      ['sessions', 'SELECT count(*) FROM session', 'cases.saveSession'],
    ] as const) {
      const there = count(rows);
      const logged = count(`SELECT count(*) FROM audit WHERE channel = '${channel}'`);
      if (there !== logged) found.push(`${there} ${what} but ${logged} audit rows of their making`);
    }
    return found;
  }

  async #writeDraft(child: VaultChild, draftId: string, studentId: string, random: Random): Promise<void> {
    const draft = this.drafts.get(draftId) ?? { sent: 0, acknowledged: 0 };
    this.drafts.set(draftId, draft);
    draft.sent += 1;
    const n = draft.sent;
    const body = { n, text: '样例草稿'.repeat(random.int(1, 400)) };
    // One student a draft: the key is form, student and draft together.
    const reply = await child.call('drafts.save', { form: 'session', studentId: '', draftId, body: { ...body, studentId } });
    if (reply.ok)
      this.#note(() => {
        draft.acknowledged = Math.max(draft.acknowledged, n);
      });
    else this.#refused('drafts.save', reply.error.code);
  }

  async #writeCounty(child: VaultChild): Promise<void> {
    this.county.sent += 1;
    const n = this.county.sent;
    const school = { name: '样例故障学校', type: 'nine_year', code: null, county: String(n), terms: {}, smallGroup: 5 };
    const reply = await child.call('settings.saveSchool', school);
    if (reply.ok)
      this.#note(() => {
        this.county.acknowledged = Math.max(this.county.acknowledged, n);
      });
    else this.#refused('settings.saveSchool', reply.error.code);
  }

  #note(add: () => void): void {
    add();
    this.#acknowledged += 1;
  }

  /** A write may go unanswered because the process is gone; any other refusal is a fault of the harness. */
  #refused(channel: string, code: string): void {
    if (code !== 'gone') throw new Error(`${channel} was refused: ${code}`);
  }
}

/** Keeps so many writes under way at once until the process is gone or `enough` says so. */
export async function writeUnderLoad(
  child: VaultChild,
  ledger: Ledger,
  random: Random,
  enough: () => boolean = () => false,
  lanes = 4,
): Promise<void> {
  const lane = async () => {
    while (!child.gone && !enough()) await ledger.write(child, random);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
