import { type Kysely, sql } from 'kysely';

/**
 * First shape of the vault. Ids are UUIDv7 text, local dates `YYYY-MM-DD`, instants UTC ISO text, booleans 0/1, lists JSON text.
 * Judgements (level_change, screening_decision, plan_review) are append-only: triggers refuse update and delete.
 */
const statements = [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT`,

  `CREATE TABLE user (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL CHECK (role IN ('counselor','lead','clerk')),
    created_at TEXT NOT NULL, closed_at TEXT) STRICT`,

  `CREATE TABLE staff (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, party_member INTEGER NOT NULL DEFAULT 0,
    phone TEXT, user_id TEXT REFERENCES user(id), left_on TEXT, created_at TEXT NOT NULL) STRICT`,

  `CREATE TABLE class (
    id TEXT PRIMARY KEY, stage TEXT NOT NULL, entry_year INTEGER NOT NULL, number INTEGER NOT NULL,
    head_teacher_id TEXT REFERENCES staff(id), created_at TEXT NOT NULL,
    UNIQUE (stage, entry_year, number)) STRICT`,

  `CREATE TABLE dorm (id TEXT PRIMARY KEY, building TEXT NOT NULL, room TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE (building, room)) STRICT`,

  `CREATE TABLE import_batch (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, file_name TEXT NOT NULL, imported_at TEXT NOT NULL, imported_by TEXT NOT NULL REFERENCES user(id),
    rows_total INTEGER NOT NULL, rows_new INTEGER NOT NULL, rows_changed INTEGER NOT NULL, rows_same INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL, undone_at TEXT) STRICT`,
  `CREATE TABLE import_mapping (kind TEXT NOT NULL, shape TEXT NOT NULL, mapping TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (kind, shape)) STRICT`,

  `CREATE TABLE student (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL, name_pinyin TEXT NOT NULL, name_initials TEXT NOT NULL,
    sex TEXT NOT NULL DEFAULT '0', birth_date TEXT, id_type TEXT, id_number TEXT, ethnicity TEXT,
    registration_no TEXT, student_no TEXT, household TEXT, address TEXT, phone TEXT,
    left_behind TEXT, migrant_child INTEGER, orphan INTEGER, only_child INTEGER, disability TEXT,
    file_opened_on TEXT, import_batch_id TEXT REFERENCES import_batch(id),
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `CREATE INDEX student_name_pinyin ON student (name_pinyin)`,
  `CREATE INDEX student_name_initials ON student (name_initials)`,
  `CREATE INDEX student_name ON student (name)`,
  `CREATE UNIQUE INDEX student_registration_no ON student (registration_no) WHERE registration_no IS NOT NULL`,
  `CREATE UNIQUE INDEX student_id_number ON student (id_number) WHERE id_number IS NOT NULL`,
  `CREATE INDEX student_student_no ON student (student_no) WHERE student_no IS NOT NULL`,
  `CREATE TABLE registration_history (
    student_id TEXT NOT NULL REFERENCES student(id), number TEXT NOT NULL, from_date TEXT NOT NULL, PRIMARY KEY (student_id, number)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX registration_history_number ON registration_history (number)`,

  `CREATE TABLE enrolment (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), school_year INTEGER NOT NULL,
    class_id TEXT NOT NULL REFERENCES class(id), dorm_id TEXT REFERENCES dorm(id), boarder INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'enrolled', from_date TEXT NOT NULL, to_date TEXT,
    UNIQUE (student_id, school_year, class_id, from_date)) STRICT`,
  `CREATE INDEX enrolment_year_class ON enrolment (school_year, class_id, student_id)`,
  `CREATE INDEX enrolment_student ON enrolment (student_id, school_year)`,

  `CREATE TABLE guardian (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), name TEXT NOT NULL, relation TEXT NOT NULL, phone TEXT,
    is_primary INTEGER NOT NULL DEFAULT 0, note TEXT) STRICT`,
  `CREATE INDEX guardian_student ON guardian (student_id)`,

  `CREATE TABLE care_tag (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), code TEXT NOT NULL, from_date TEXT NOT NULL, to_date TEXT, source TEXT) STRICT`,
  `CREATE INDEX care_tag_student ON care_tag (student_id)`,

  `CREATE TABLE mentor (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), staff_id TEXT NOT NULL REFERENCES staff(id),
    from_date TEXT NOT NULL, to_date TEXT) STRICT`,
  `CREATE INDEX mentor_student ON mentor (student_id)`,

  `CREATE TABLE consent (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), kind TEXT NOT NULL, giver TEXT NOT NULL, giver_name TEXT,
    given_on TEXT NOT NULL, limits TEXT, until_date TEXT, withdrawn_on TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX consent_student ON consent (student_id, given_on)`,

  `CREATE TABLE assessment_round (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, scale_id TEXT NOT NULL, scale_version TEXT NOT NULL, school_year INTEGER NOT NULL,
    term TEXT NOT NULL, opened_on TEXT NOT NULL, closed_on TEXT, grades TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL) STRICT`,
  `CREATE TABLE assessment_disposition (
    round_id TEXT NOT NULL REFERENCES assessment_round(id), student_id TEXT NOT NULL REFERENCES student(id),
    disposition TEXT NOT NULL CHECK (disposition IN ('due','leave','exempt')), reason TEXT, PRIMARY KEY (round_id, student_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX assessment_disposition_student ON assessment_disposition (student_id)`,
  `CREATE TABLE assessment_result (
    id TEXT PRIMARY KEY, round_id TEXT NOT NULL REFERENCES assessment_round(id), student_id TEXT NOT NULL REFERENCES student(id),
    scale_id TEXT NOT NULL, scale_version TEXT NOT NULL, taken_on TEXT NOT NULL, seconds INTEGER, source TEXT NOT NULL,
    answers TEXT, total REAL, subscores TEXT NOT NULL, delivered TEXT, mismatches TEXT NOT NULL DEFAULT '[]',
    validity TEXT NOT NULL CHECK (validity IN ('valid','doubtful','void')), validity_reason TEXT, positive INTEGER NOT NULL,
    crisis_items TEXT NOT NULL DEFAULT '[]', retest_of TEXT REFERENCES assessment_result(id), import_batch_id TEXT REFERENCES import_batch(id),
    created_at TEXT NOT NULL, created_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX assessment_result_student ON assessment_result (student_id, taken_on)`,
  `CREATE INDEX assessment_result_round ON assessment_result (round_id, student_id)`,

  `CREATE TABLE concern_report (
    id TEXT PRIMARY KEY, occurred_at TEXT NOT NULL, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, network_level TEXT NOT NULL,
    reporter_role TEXT NOT NULL, reporter_name TEXT, verbatim TEXT, observed TEXT, inferred TEXT, action_taken TEXT, next_step TEXT,
    urgent INTEGER NOT NULL DEFAULT 0, restricted INTEGER NOT NULL DEFAULT 0) STRICT`,
  `CREATE TABLE concern_report_student (
    report_id TEXT NOT NULL REFERENCES concern_report(id), student_id TEXT NOT NULL REFERENCES student(id), PRIMARY KEY (report_id, student_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX concern_report_student_student ON concern_report_student (student_id)`,
  `CREATE INDEX concern_report_occurred ON concern_report (occurred_at)`,

  `CREATE TABLE screening_review (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), source_kind TEXT NOT NULL CHECK (source_kind IN ('result','report')),
    source_id TEXT NOT NULL, reasons TEXT NOT NULL, immediate INTEGER NOT NULL DEFAULT 0, opened_at TEXT NOT NULL, due_on TEXT NOT NULL,
    UNIQUE (source_kind, source_id, student_id)) STRICT`,
  `CREATE INDEX screening_review_student ON screening_review (student_id)`,
  `CREATE TABLE level_change (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), from_level INTEGER NOT NULL CHECK (from_level BETWEEN 0 AND 3),
    to_level INTEGER NOT NULL CHECK (to_level BETWEEN 0 AND 3), basis TEXT NOT NULL, reason TEXT NOT NULL, decided_by TEXT NOT NULL,
    decided_on TEXT NOT NULL, next_review_on TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX level_change_student ON level_change (student_id, decided_on, recorded_at)`,
  `CREATE INDEX level_change_decided ON level_change (decided_on)`,
  `CREATE TABLE screening_decision (
    id TEXT PRIMARY KEY, review_id TEXT NOT NULL REFERENCES screening_review(id), decided_at TEXT NOT NULL, decided_by TEXT NOT NULL,
    interviewed_on TEXT, outcome TEXT NOT NULL CHECK (outcome IN ('level_set','no_level','retest','unreachable')), note TEXT NOT NULL,
    level_change_id TEXT REFERENCES level_change(id)) STRICT`,
  `CREATE INDEX screening_decision_review ON screening_decision (review_id)`,

  `CREATE TABLE counseling_case (
    id TEXT PRIMARY KEY, case_no TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES student(id), opened_on TEXT NOT NULL, source TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES user(id), presenting_problem TEXT, family_structure TEXT, background TEXT, lawful_basis TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `CREATE INDEX counseling_case_student ON counseling_case (student_id)`,
  `CREATE TABLE case_closure (
    id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES counseling_case(id), closed_on TEXT NOT NULL, reason TEXT NOT NULL, circumstance TEXT NOT NULL,
    reopened_on TEXT, reopen_reason TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX case_closure_case ON case_closure (case_id)`,

  `CREATE TABLE session (
    id TEXT PRIMARY KEY, case_id TEXT REFERENCES counseling_case(id), student_id TEXT NOT NULL REFERENCES student(id), counselor_id TEXT NOT NULL REFERENCES user(id),
    held_on TEXT NOT NULL, start_time TEXT, minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 600), place TEXT, mode TEXT NOT NULL, source TEXT NOT NULL,
    problem_categories TEXT NOT NULL DEFAULT '[]', complaint TEXT, aim TEXT, process TEXT, presentation TEXT, assessment TEXT, risk_noted TEXT,
    effect TEXT, homework TEXT, next_step TEXT, next_on TEXT, referral_suggested INTEGER NOT NULL DEFAULT 0, restricted_note TEXT,
    signed_at TEXT, signed_by TEXT,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `CREATE INDEX session_student ON session (student_id, held_on)`,
  `CREATE INDEX session_held ON session (held_on)`,
  `CREATE INDEX session_case ON session (case_id)`,
  `CREATE TABLE session_addendum (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session(id), body TEXT NOT NULL, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX session_addendum_session ON session_addendum (session_id)`,

  `CREATE TABLE support_plan (
    id TEXT PRIMARY KEY, case_id TEXT REFERENCES counseling_case(id), student_id TEXT NOT NULL REFERENCES student(id), version INTEGER NOT NULL,
    reason TEXT NOT NULL, situation TEXT, strengths TEXT, family_agreement TEXT, safety_plan TEXT, starts_on TEXT NOT NULL, review_on TEXT NOT NULL,
    ended_on TEXT, end_reason TEXT, agreed_student_on TEXT, agreed_guardian_on TEXT, approved_lead_on TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (student_id, version)) STRICT`,
  `CREATE INDEX support_plan_review ON support_plan (review_on) WHERE ended_on IS NULL`,
  `CREATE TABLE plan_goal (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES support_plan(id), position INTEGER NOT NULL, domain TEXT NOT NULL, statement TEXT NOT NULL,
    baseline TEXT, target TEXT NOT NULL, measure TEXT, due_on TEXT, outcome TEXT) STRICT`,
  `CREATE INDEX plan_goal_plan ON plan_goal (plan_id)`,
  `CREATE TABLE plan_intervention (
    id TEXT PRIMARY KEY, goal_id TEXT NOT NULL REFERENCES plan_goal(id), position INTEGER NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL,
    frequency TEXT NOT NULL, until_date TEXT) STRICT`,
  `CREATE INDEX plan_intervention_goal ON plan_intervention (goal_id)`,
  `CREATE TABLE plan_review (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES support_plan(id), reviewed_on TEXT NOT NULL, progress TEXT NOT NULL, outcome TEXT NOT NULL,
    next_review_on TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX plan_review_plan ON plan_review (plan_id, reviewed_on)`,
  `CREATE TABLE plan_goal_progress (
    id TEXT PRIMARY KEY, review_id TEXT NOT NULL REFERENCES plan_review(id), goal_id TEXT NOT NULL REFERENCES plan_goal(id),
    rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4), note TEXT) STRICT`,
  `CREATE INDEX plan_goal_progress_goal ON plan_goal_progress (goal_id)`,
  `CREATE INDEX plan_goal_progress_review ON plan_goal_progress (review_id)`,
  `CREATE TABLE pairing (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), kind TEXT NOT NULL CHECK (kind IN ('psychological','party')),
    staff_id TEXT NOT NULL REFERENCES staff(id), part TEXT NOT NULL CHECK (part IN ('lead','helper')), category TEXT, plan_id TEXT REFERENCES support_plan(id),
    from_date TEXT NOT NULL, to_date TEXT) STRICT`,
  `CREATE INDEX pairing_student ON pairing (student_id, kind)`,

  `CREATE TABLE home_visit (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), visited_on TEXT NOT NULL, start_time TEXT, mode TEXT NOT NULL,
    visitors TEXT NOT NULL, met TEXT, place TEXT, purpose TEXT, family_situation TEXT, at_home TEXT, guardian_view TEXT, findings TEXT, advice TEXT, next_step TEXT,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `CREATE INDEX home_visit_student ON home_visit (student_id, visited_on)`,
  `CREATE INDEX home_visit_visited ON home_visit (visited_on)`,
  `CREATE TABLE guardian_contact (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), contacted_at TEXT NOT NULL, mode TEXT NOT NULL, reached INTEGER NOT NULL,
    with_whom TEXT, content TEXT, next_step TEXT, recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL) STRICT`,
  `CREATE INDEX guardian_contact_student ON guardian_contact (student_id, contacted_at)`,

  `CREATE TABLE activity (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, held_on TEXT NOT NULL, start_time TEXT, minutes INTEGER NOT NULL DEFAULT 0, lessons REAL NOT NULL DEFAULT 0,
    stage TEXT, grade INTEGER, audience TEXT, people INTEGER, user_id TEXT REFERENCES user(id), note TEXT,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) STRICT`,
  `CREATE INDEX activity_held ON activity (held_on, kind)`,
  `CREATE TABLE committee_member (
    id TEXT PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student(id), kind TEXT NOT NULL CHECK (kind IN ('class','dorm')), class_id TEXT REFERENCES class(id),
    dorm_id TEXT REFERENCES dorm(id), from_date TEXT NOT NULL, to_date TEXT) STRICT`,
  `CREATE INDEX committee_member_class ON committee_member (class_id)`,

  `CREATE TABLE disclosure (
    id TEXT PRIMARY KEY, student_id TEXT REFERENCES student(id), document TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('saved','printed')),
    recipient TEXT NOT NULL, purpose TEXT NOT NULL, sections TEXT NOT NULL, from_date TEXT, to_date TEXT, restricted INTEGER NOT NULL DEFAULT 0,
    restricted_reason TEXT, copy_no INTEGER NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL) STRICT`,
  `CREATE INDEX disclosure_student ON disclosure (student_id, at)`,
  `CREATE TABLE county_summary (
    id TEXT PRIMARY KEY, school_year INTEGER NOT NULL, term TEXT NOT NULL, from_date TEXT NOT NULL, to_date TEXT NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL,
    body TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT`,

  `CREATE TABLE draft (
    user_id TEXT NOT NULL, form TEXT NOT NULL, student_id TEXT NOT NULL, draft_id TEXT NOT NULL, body TEXT NOT NULL, saved_at TEXT NOT NULL,
    PRIMARY KEY (user_id, form, student_id, draft_id)) STRICT, WITHOUT ROWID`,

  `CREATE TABLE record_history (
    id INTEGER PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, field TEXT NOT NULL, old_value TEXT, new_value TEXT, at TEXT NOT NULL, by TEXT NOT NULL) STRICT`,
  `CREATE INDEX record_history_entity ON record_history (entity, entity_id)`,

  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL, channel TEXT NOT NULL,
    subject_kind TEXT, subject_id TEXT, detail TEXT NOT NULL DEFAULT '{}', previous_mac TEXT NOT NULL, mac TEXT NOT NULL) STRICT`,
  `CREATE INDEX audit_subject ON audit (subject_id, seq)`,
  `CREATE INDEX audit_action ON audit (action, seq)`,
];

const appendOnly = [
  'level_change',
  'screening_decision',
  'plan_review',
  'plan_goal_progress',
  'session_addendum',
  'audit',
  'disclosure',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const table of appendOnly) {
    for (const verb of ['UPDATE', 'DELETE']) {
      await sql
        .raw(
          `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END`,
        )
        .execute(db);
    }
  }
}
