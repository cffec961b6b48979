/** Sentences of invented notes; each says that it is a sample. */
export const COMPLAINTS = [
  '样例：说这周有三天睡到天亮',
  '样例：和室友话少了',
  '样例：担心期中考试',
  '样例：想念在外务工的父母',
  '样例：课间总是一个人',
];
export const PROCESSES = [
  '样例：围绕睡眠与宿舍关系谈了四十分钟，商定睡前半小时不看手机。',
  '样例：一起写下三件这周做成的小事，约定每天记一件。',
  '样例：练习了向同桌借书时怎么开口。',
];
export const FINDINGS = [
  '样例：祖母照料，父母在外省务工；约定每周三晚与母亲通话。',
  '样例：家中安静，有自己的书桌。',
  '样例：监护人愿意配合作息约定。',
];
export const OBSERVED = ['样例：连续三天课间趴在桌上。', '样例：午饭吃得很少。', '样例：宿舍熄灯后小声哭。'];
