import { describe, expect, test } from 'vitest';
import { countReport } from '../../../tools/run/report.ts';

function report(...files: { status: string; tests: string[] }[]): string {
  return JSON.stringify({
    testResults: files.map(({ status, tests }) => ({ status, assertionResults: tests.map((each) => ({ status: each })) })),
  });
}

describe('countReport', () => {
  test('adds up the files', () => {
    const text = report({ status: 'passed', tests: ['passed', 'passed'] }, { status: 'failed', tests: ['passed', 'failed'] });
    expect(countReport(text, false)).toEqual({ passed: 3, failed: 1 });
  });

  test('a file that could not be loaded is a failure', () => {
    expect(countReport(report({ status: 'failed', tests: [] }), false)).toEqual({ passed: 0, failed: 1 });
  });

  test('a skipped test is a failure', () => {
    expect(countReport(report({ status: 'passed', tests: ['passed', 'skipped'] }), true)).toEqual({ passed: 1, failed: 1 });
  });

  test('no report, no test, or a bad exit without a failure counts as one', () => {
    expect(countReport(undefined, true)).toEqual({ passed: 0, failed: 1 });
    expect(countReport(report(), true)).toEqual({ passed: 0, failed: 1 });
    expect(countReport(report({ status: 'passed', tests: ['passed'] }), false)).toEqual({ passed: 1, failed: 1 });
  });
});
