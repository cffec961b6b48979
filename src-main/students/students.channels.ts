import type { students } from '../../src-shared/contract/students.ts';
import type { Handlers } from '../vault/context.ts';
import { readChronology } from './chronology.service.ts';
import { createStudent, openFile, revealField, updateStudent } from './edit.service.ts';
import { readFile } from './file.service.ts';
import { exportRefused, importRoster, listImports, previewRoster, readRoster, undoImport } from './roster/roster.service.ts';
import { listClasses, listStudents, searchStudents } from './students.service.ts';

export const studentsChannels: Handlers<keyof typeof students> = {
  'students.readRoster': readRoster,
  'students.previewRoster': previewRoster,
  'students.importRoster': importRoster,
  'students.exportRefused': exportRefused,
  'students.imports': listImports,
  'students.undoImport': undoImport,
  'students.list': listStudents,
  'students.search': searchStudents,
  'students.classes': listClasses,
  'students.file': (ctx, { studentId }) => readFile(ctx, studentId),
  'students.chronology': readChronology,
  'students.openFile': openFile,
  'students.create': createStudent,
  'students.update': updateStudent,
  'students.reveal': revealField,
};
