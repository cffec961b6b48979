/** A PDF by its first bytes, with a title. */
export const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj <</Title (${text})>> endobj\ntrailer <<>>\n%%EOF\n`);

/** A PNG of one dot by its head; the seed makes each another file. */
export const png = (seed: number): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
    Buffer.from([seed & 255, seed >> 8, 1, 2, 3]),
  ]);
