import { describe, expect, it } from 'vitest';
import { holds, questionOf, snippetOf, termsOf } from '../../src-shared/domain/search-terms.ts';

describe('the terms of a note', () => {
  it('are single characters and whole words', () => {
    expect(termsOf('睡眠不好，PHQ-9。')).toBe('睡 眠 不 好 phq 9 不好');
    expect(termsOf(' ，。')).toBe('');
  });

  it('do not depend on width or case', () => {
    expect(termsOf('ＷｅＣｈａｔ')).toBe(termsOf('wechat'));
  });

  it('keep a character outside the first plane whole', () => {
    expect(termsOf('𠮷祥')).toBe('𠮷 祥');
  });
});

describe('two frequent characters side by side', () => {
  it('are a term of their own, once, behind the text', () => {
    expect(termsOf('我不是，我不睡 一个')).toBe('我 不 是 我 不 睡 一 个 我不 不是 一个');
  });

  it('are asked for in place of the characters', () => {
    expect(questionOf('我不是')).toBe('(body : "我不") AND (body : "不是")');
    expect(questionOf('我不睡')).toBe('(body : "我 不 睡") AND (body : "我不")');
    expect(questionOf('我不睡我')).toBe('(body : "我 不 睡") AND (body : "我不")');
  });
});

describe('the question', () => {
  it('asks for neighbours in order, and for the beginning of a word', () => {
    expect(questionOf('眠')).toBe('(body : "眠")');
    expect(questionOf('睡眠 Wech')).toBe('(body : "睡 眠") AND (body : "wech" *)');
  });

  it('asks for the three neighbours of a long text that are rarest', () => {
    expect(questionOf('我们在宿舍楼了')).toBe('(body : "宿 舍 楼") AND (body : "我们") AND (body : "们在")');
  });

  it('cannot be given another meaning by what is typed', () => {
    expect(questionOf('" OR tag : c2 *')).toBe('(body : "or" *) AND (body : "tag" *) AND (body : "c2" *)');
    expect(questionOf('"*()-^:')).toBeNull();
  });

  it('is made sure of in the text', () => {
    expect(holds('样例：加了ＷｅＣｈａｔ群，睡眠不好', '睡眠不好 wechat')).toBe(true);
    expect(holds('样例：睡眠，不好', '睡眠不好')).toBe(false);
    expect(holds('样例：phq9 ipad', 'pad')).toBe(false);
    expect(snippetOf('样例 ipad，pad', 'pad')).toMatchObject({ before: '样例 ipad，' });
  });
});

describe('the snippet', () => {
  it('shows the place with what stands around it', () => {
    expect(snippetOf('样例：这周睡得好些了', '睡得')).toEqual({ before: '样例：这周', match: '睡得', after: '好些了' });
    const long = snippetOf(`${'前'.repeat(50)}目标${'后'.repeat(90)}`, '目标');
    expect(long).toEqual({ before: `…${'前'.repeat(18)}`, match: '目标', after: `${'后'.repeat(60)}…` });
  });

  it('finds a place whatever its width, and says when there is none', () => {
    expect(snippetOf('加了ＷｅＣｈａｔ群', 'wechat')?.match).toBe('ＷｅＣｈａｔ');
    expect(snippetOf('样例', '没有')).toBeNull();
  });
});
