import { useEffect, useState } from 'react';
import { call } from '../../app/api.ts';

/** A document that is looked at before it leaves; the preview goes with the page. `words` say what was done. */
export function usePaper(words: { readonly saved: (name: string) => string; readonly printed: string }) {
  const [preview, setPreview] = useState<{ readonly previewId: string; readonly pages: number } | null>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: unknown; readonly done: string | null }>({
    busy: false,
    error: null,
    done: null,
  });
  useEffect(() => {
    if (!preview) return;
    return () => void call('print.close', { previewId: preview.previewId }).catch(() => undefined);
  }, [preview]);
  const run = async (work: () => Promise<string | null>): Promise<void> => {
    setState({ busy: true, error: null, done: null });
    try {
      setState({ busy: false, error: null, done: await work() });
    } catch (error) {
      setState({ busy: false, error, done: null });
    }
  };
  return {
    ...state,
    preview,
    /** What is shown must be what was chosen: a change takes the old preview away. */
    forget: () => setPreview(null),
    show: (route: string, query: Record<string, string>) =>
      run(async () => {
        setPreview(await call('print.preview', { route, query }));
        return null;
      }),
    save: (previewId: string) =>
      run(async () => {
        const { saved, name } = await call('print.save', { previewId });
        return saved ? words.saved(name) : null;
      }),
    print: (previewId: string) => run(async () => ((await call('print.print', { previewId })).printed ? words.printed : null)),
  };
}
export type PaperDesk = ReturnType<typeof usePaper>;
