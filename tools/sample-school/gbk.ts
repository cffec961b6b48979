/** Encodes text as GBK for files that imitate older programs; Node only decodes it, so the table is turned round once. */
let table: Map<string, readonly number[]> | undefined;

function gbkTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gbk');
  const entries = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(high, low));
      if ([...character].length === 1 && character !== '\ufffd' && !entries.has(character)) entries.set(character, [high, low]);
    }
  }
  return entries;
}

export function encodeGbk(text: string): Uint8Array {
  table ??= gbkTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair) bytes.push(...pair);
    else throw new Error(`GBK has no ${character}`);
  }
  return Uint8Array.from(bytes);
}
