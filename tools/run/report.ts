import { z } from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * Counts vitest's JSON report. A file that could not be loaded counts as one failure, and so does a skipped test; a run that failed
 * without a failure in its report (an unhandled error, no test found) counts as one.
 */
export function countReport(text: string | undefined, exitedWell: boolean): Tally {
  if (text === undefined) return { passed: 0, failed: 1 };
  let passed = 0;
  let failed = 0;
  for (const file of reportSchema.parse(JSON.parse(text)).testResults) {
    const failures = file.assertionResults.filter(({ status }) => status !== 'passed').length;
    passed += file.assertionResults.length - failures;
    failed += failures === 0 && file.status !== 'passed' ? 1 : failures;
  }
  return { passed, failed: failed === 0 && (!exitedWell || passed === 0) ? 1 : failed };
}
