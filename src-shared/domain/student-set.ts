/** The students that a draft is about as one key, whatever their order: empty for none, the id for one, ids with commas for several. */
export const studentSet = (ids: readonly string[]): string =>
  [...new Set(ids)]
    .filter((id) => id !== '')
    .sort()
    .join(',');

/** Ids in such a key. */
export const studentsIn = (set: string): string[] => (set === '' ? [] : set.split(','));

/** The key after one file has gone into another. */
export const replaceInSet = (set: string, gone: string, kept: string): string =>
  studentSet(studentsIn(set).map((id) => (id === gone ? kept : id)));
