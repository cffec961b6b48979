import type { ConsentKind } from '../../../src-shared/domain/codes.ts';

/**
 * The words of the consent forms. The document is Chinese whatever the language on screen: it is what guardians sign. Contents after
 * PIPL arts. 14–17, 23, 29–31; each form fits one A4 page.
 */
export interface FormText {
  readonly title: string;
  /** Why and what, in the words of a letter. */
  readonly lead: string;
  /** Labels of the two things that the school fills in. */
  readonly subject: string;
  readonly period: string;
  readonly method: string;
  readonly used: string;
  readonly notUsed: string;
  readonly seen: string;
  /** What the signature agrees to. */
  readonly agree: string;
}

export const FORM_TEXTS: Readonly<Record<ConsentKind, FormText>> = {
  assessment: {
    title: '学生心理测评知情同意书',
    lead: '为了了解学生近期的情绪和适应情况，及早发现需要帮助的孩子，学校准备组织一次心理测评。请您读完下面的说明，再决定是否同意孩子参加。',
    subject: '测评工具',
    period: '测评时间',
    method:
      '孩子按自己的实际感受回答问卷，没有对错之分，一般 15 至 40 分钟。问卷结果只说明近一段时间的状态，可能偏高或偏低；分数较高的，由心理教师单独和孩子谈一谈再判断。',
    used: '用于了解孩子是否需要进一步谈话、辅导或就医建议；全校只作不含姓名的汇总。',
    notUsed: '不用于学业评价、评优评先、分班和纪律处理；不具有诊断性质，不会据此给孩子下结论。',
    seen: '答卷和分数由心理教师保管；德育负责人只看到是否需要关注。班主任只知道怎样配合，不看答卷。',
    agree: '孩子参加上述心理测评',
  },
  counseling: {
    title: '学生个别心理辅导知情同意书',
    lead: '孩子在学习、情绪或与人相处上可能需要有人陪着想一想。学校心理教师可以为孩子提供个别辅导。请您读完下面的说明，再决定是否同意。',
    subject: '辅导教师',
    period: '时间安排',
    method:
      '心理教师在学校心理辅导室与孩子一对一谈话，每次约 40 分钟，谈话后作简要记录。辅导不是治疗，心理教师不作诊断、不开药；需要就医时，会建议您带孩子到医疗机构。',
    used: '用于帮助孩子理清困难、学习应对的办法；必要时与您商量家里可以怎样配合。',
    notUsed: '不用于学业评价、评优评先和纪律处理；不具有诊断性质，辅导记录不装入学籍档案。',
    seen: '谈话记录由辅导教师保管。其他人查看须经学校负责人批准并留下记录。谈话细节不转告班主任和同学。',
    agree: '孩子接受上述个别心理辅导',
  },
  group: {
    title: '学生团体心理辅导知情同意书',
    lead: '学校准备开设团体心理辅导，让几名处境相近的同学在心理教师带领下一起活动、交流和练习。请您读完下面的说明，再决定是否同意孩子参加。',
    subject: '团体主题与带领教师',
    period: '时间安排',
    method:
      '每次约 45 分钟，有游戏、讨论和练习，孩子可以选择少说或不说。团体约定彼此不把听到的事带出去，但带领教师不能担保每位同学都做到。',
    used: '用于帮助孩子练习表达、合作和应对压力；带领教师为每名孩子作简要记录。',
    notUsed: '不用于学业评价、评优评先和纪律处理；不具有诊断性质。',
    seen: '活动中的表现由在场的同学和带领教师看到；个人记录由心理教师保管，不转告他人。',
    agree: '孩子参加上述团体心理辅导',
  },
  recording: {
    title: '辅导录音录像单独同意书',
    lead: '心理教师希望对部分辅导过程录音或录像。录音录像会留下孩子的声音和样貌，影响比文字记录大，所以单独征求您的同意。不同意录制，不影响孩子接受辅导。',
    subject: '录什么、做什么用',
    period: '录制时间',
    method: '每次开始前会再告诉孩子，孩子可以当场要求不录或停录。文件加密保存在学校的专用电脑内，不上网、不进入个人手机。',
    used: '只用于上面写明的用途，如心理教师回看、专业督导；用于督导时隐去姓名。',
    notUsed: '不用于公开课、宣传、评比和比赛，不在任何平台发布，不具有诊断性质。',
    seen: '只有辅导教师和上面写明的人可以听或看，每次都留下记录。用完即删，最迟不超过下面写明的年限。',
    agree: '按上述范围录音或录像',
  },
  sharing: {
    title: '信息共享与转介单独同意书',
    lead: '为了让孩子得到更合适的帮助，学校需要把一部分心理健康信息提供给校外的机构或人员。这类信息属于敏感个人信息，法律要求单独征得您的同意。',
    subject: '接收方（名称、联系方式）',
    period: '提供的内容',
    method:
      '由心理教师整理后当面交给接收方，或交给您转交；每次提供都登记时间、内容和经手人。不提供的内容，可以在下面“限制”一栏写明。',
    used: '只用于接收方为孩子检查、评估、治疗或辅导；接收方改变用途，须再次征得您的同意。',
    notUsed: '不用于学业评价、评优评先和纪律处理；学校的材料不具有诊断性质。',
    seen: '接收方的经办人员。接收方收到后怎样保管，由接收方向您说明。是否就医、去哪里就医，由您决定。',
    agree: '向上述接收方提供上面写明的内容',
  },
  transfer: {
    title: '心理档案移交单独同意书',
    lead: '孩子将到新的学校就读。为了让新学校的心理教师继续关心孩子，学校可以移交一部分心理档案。法律要求单独征得您的同意。不同意移交，不影响转学。',
    subject: '接收学校（名称、联系方式）',
    period: '移交的材料',
    method: '材料加密或密封，由两校心理教师交接并签收。可以只移交一页摘要，也可以不移交，由您选择，写在下面“限制”一栏。',
    used: '只用于新学校的心理教师了解孩子需要怎样的帮助。',
    notUsed: '不作为录取、分班、评优评先和纪律处理的依据；不具有诊断性质。',
    seen: '接收学校的心理教师和其负责人。谈话的详细记录默认不移交。',
    agree: '向上述学校移交上面写明的材料',
  },
};

/** Words that all forms share. `{name}` places are filled in. */
export const COMMON = {
  copies: '一式两份，家校各存一份',
  to: '尊敬的家长：',
  student: '学生',
  className: '班级',
  head: {
    method: '内容与方式',
    voluntary: '自愿与撤回',
    used: '结果用来做什么',
    notUsed: '不用来做什么',
    seen: '谁能看到',
    limits: '保密与例外',
    kept: '保存多久',
    rights: '您的权利与联系方式',
  },
  voluntary:
    '是否同意完全自愿，不同意或中途退出不会使孩子受到不好的对待。您和孩子可以随时撤回，当面、书面、电话都行；学校从收到之日起停止，撤回以前已经做的不受影响。',
  limits:
    '学校为孩子保密。有两种情况必须打破保密：孩子有伤害自己或他人的危险，学校会立即告知您并采取保护措施；孩子受到或疑似受到侵害，学校依法必须向公安机关等报告。',
  kept: '保存到孩子离校后 {years} 年，到期由两人在场销毁；法律另有规定的，按规定办理。',
  keptShort: '保存到孩子离校时，随后由两人在场销毁；法律另有规定的，按规定办理。',
  rights: '您可以查阅、复制、要求更正或删除孩子的信息。联系：{school}{room}，电话 {phone}{person}。全国统一心理援助热线 12356。',
  choice: '我已读过以上说明，并有机会提问。我：',
  yes: '□ 同意{what}',
  no: '□ 不同意',
  restrict: '限制或补充：',
  guardian: '监护人签名',
  relation: '与学生关系',
  phone: '联系电话',
  studentSign: '学生签名',
  studentFrom14: '学生签名（年满 14 周岁须签）',
  date: '日期',
  day: '　　年　　月　　日',
  madeOn: '印发日期 {date}',
} as const;

export const fill = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
