/** The two languages of the screen; Chinese is the first. */
export type Language = 'zh' | 'en';

/** One wording in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
