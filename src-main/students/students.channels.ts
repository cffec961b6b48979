import type { students } from '../../src-shared/contract/students.ts';
import type { Handlers } from '../vault/context.ts';
import { applyBulk, previewBulk, undoBulk } from './bulk.service.ts';
import { addTag, endTag, removeGuardian, saveGuardian, setMentor } from './care.service.ts';
import { readChronology, readCorrections, readWriters } from './chronology.service.ts';
import { exportChronology, readSheet } from './chronology-output.service.ts';
import { findSame, listDuplicates, noteTwoPeople } from './duplicates.service.ts';
import { createStudent, openFile, revealField, updateStudent } from './edit.service.ts';
import { moveStudent } from './enrolment.service.ts';
import { readFile } from './file.service.ts';
import { listClasses, listCounts, listIds, listStudents } from './lists.service.ts';
import { mergeStudents, previewMerge, undoMerge } from './merge.service.ts';
import { readCardChanges, readRollDetails } from './roll-details.service.ts';
import { previewRollover, readRolloverClass, rolloverState } from './rollover.service.ts';
import { applyRollover, undoRollover } from './rollover-apply.ts';
import { readPlacement } from './rollover-placement.ts';
import { exportRefused, importRoster, listImports, previewRoster, readRoster, undoImport } from './roster/roster.service.ts';
import { searchStudents } from './students.service.ts';

export const studentsChannels: Handlers<keyof typeof students> = {
  'students.readRoster': readRoster,
  'students.previewRoster': previewRoster,
  'students.importRoster': importRoster,
  'students.exportRefused': exportRefused,
  'students.imports': listImports,
  'students.undoImport': undoImport,
  'students.list': listStudents,
  'students.listIds': listIds,
  'students.listCounts': listCounts,
  'students.search': searchStudents,
  'students.classes': listClasses,
  'students.file': (ctx, { studentId }) => readFile(ctx, studentId),
  'students.chronology': readChronology,
  'students.writers': readWriters,
  'students.corrections': readCorrections,
  'students.chronologySheet': readSheet,
  'students.exportChronology': exportChronology,
  'students.openFile': openFile,
  'students.create': createStudent,
  'students.update': updateStudent,
  'students.reveal': revealField,
  'students.rollDetails': (ctx, { studentId }) => readRollDetails(ctx, studentId),
  'students.cardChanges': readCardChanges,
  'students.move': moveStudent,
  'students.saveGuardian': saveGuardian,
  'students.removeGuardian': removeGuardian,
  'students.addTag': addTag,
  'students.endTag': endTag,
  'students.setMentor': setMentor,
  'students.previewBulk': previewBulk,
  'students.applyBulk': applyBulk,
  'students.undoBulk': undoBulk,
  'students.rolloverState': rolloverState,
  'students.previewRollover': previewRollover,
  'students.rolloverClass': readRolloverClass,
  'students.readPlacement': readPlacement,
  'students.applyRollover': applyRollover,
  'students.undoRollover': undoRollover,
  'students.findSame': findSame,
  'students.duplicates': listDuplicates,
  'students.notDuplicate': noteTwoPeople,
  'students.previewMerge': previewMerge,
  'students.merge': mergeStudents,
  'students.undoMerge': undoMerge,
};
