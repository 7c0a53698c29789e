"""The words of the interface in Chinese and English.

Knows wording only; refuses to know how anything is shown. Fields in braces are filled with ``str.format``.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.answer import Language, Reason, Status
from assistant.core.records import SERIES_LABELS, SERIES_LABELS_EN, Role, Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """Every fixed word of the page in one language."""

    html_lang: str
    title: str
    subtitle: str
    documents: str
    new_conversation: str
    language: str
    ask_label: str
    ask_placeholder: str
    send: str
    ask_hint: str
    welcome: str
    welcome_more: str
    examples: str
    examples_groups: dict[str, str]
    question_by: str
    answer_by: str
    searching: str
    writing: str
    statuses: dict[Status, str]
    exact: str
    passages: str
    model: str
    reasons: dict[Reason, str]
    coverage: str
    verification: str
    understood: str
    carried_over: str
    carried_slots: dict[str, str]
    series: dict[Series, str]
    roles: dict[Role, str]
    number: str
    assumption: str
    notice: str
    choices: str
    choice_count: str
    open_sources: str
    open_nearest: str
    copy: str
    copied: str
    copy_failed: str
    copy_source: str
    generated: str
    sources: str
    sources_of: str
    sources_none: str
    sources_empty: str
    nearest: str
    close: str
    open_document: str
    source: str
    footer: str
    index_version: str
    colon: str
    separator: str
    errors: dict[str, str]


ZH = Texts(
    html_lang="zh-CN",
    title="清洁生产政策问答",
    subtitle="逐条查阅 {regions} 的政策文件，每个回答都附原文出处",
    documents="文件原文",
    new_conversation="新对话",
    language="界面语言 Language",
    ask_label="您的问题",
    ask_placeholder="如：某一项任务由谁牵头？某项指标要达到多少？",
    send="提问",
    ask_hint="按 Enter 提问，Shift+Enter 换行；最多 {limit} 字",
    welcome="想查哪一条？",
    welcome_more="可以问牵头和协办单位、任务内容、某单位的任务清单、目标数值，也可以接着上一个问题追问。",
    examples="示例问题",
    examples_groups={
        "who": "谁负责",
        "duties": "单位承担哪些任务",
        "content": "写了什么",
        "targets": "目标和比较",
        "limits": "文件没写的，会直说",
    },
    question_by="问",
    answer_by="答",
    searching="正在查阅文件……",
    writing="正在作答……",
    statuses={"answered": "已查到", "partial": "部分查到", "clarify": "请再选一下", "refused": "没有作答"},
    exact="按文件条目逐条核对",
    passages="摘自相关段落",
    model="由语言模型依据原文撰写",
    reasons={
        "not_stated": "文件没有写明",
        "out_of_range": "编号超出文件范围",
        "out_of_scope": "不属于这些文件的内容",
        "opinion": "需要主观判断，文件不作评价",
        "unclear": "没有看懂问题",
    },
    coverage="共扫描{scanned}项，命中{matched}项，列出{listed}项",
    verification="引用已核对：{checked}处中{supported}处成立，去掉{removed}处",
    understood="问题理解为",
    carried_over="沿用上文",
    carried_slots={
        "documents": "地区", "series": "类别", "numbers": "编号", "agencies": "单位", "roles": "角色",
        "intent": "问法", "topic": "主题", "within": "上一份清单", "records": "上文条目", "indicators": "指标",
        "years": "年份", "facts": "文件信息", "filters": "筛选条件",
    },
    series=SERIES_LABELS,
    roles={"lead": "牵头单位", "support": "协办单位", "joint": "按职责分工负责"},
    number="第{number}项",
    assumption="前提",
    notice="说明",
    choices="请选择您要问的是哪一种",
    choice_count="{count}条",
    open_sources="查看出处（{count}）",
    open_nearest="查看相近内容（{count}）",
    copy="复制回答",
    copied="已复制",
    copy_failed="未能复制，请手动选择文字",
    copy_source="复制引文",
    generated="以上内容由程序依据文件自动生成，引用前请核对原文。",
    sources="原文出处",
    sources_of="第{turn}问的出处",
    sources_none="这个回答没有引用原文。",
    sources_empty="提问后，这里会列出回答所依据的原文，引用的字句用底色标出。",
    nearest="文件中相近的内容（不是答案）",
    close="关闭出处",
    open_document="在文件中查看",
    source="出处{marker}",
    footer="回答由程序依据文件自动生成，引用前请核对原文。",
    index_version="资料版本",
    colon="：",
    separator="、",
    errors={
        "empty_question": "请先输入问题。",
        "question_too_long": "问题太长：共{length}字，最多{limit}字。请缩短后再问，您输入的内容还在输入框里。",
        "index_problem": "文件资料库还不能用，请联系管理员。管理员可运行 make ingest 重建。",
        "encoder_problem": "检索组件没有就绪，请稍后再试，或联系管理员。",
        "database_problem": "对话记录暂时读写不了，请稍后再试，或联系管理员。",
        "unknown_conversation": "这段对话已经不在服务器上，请点“新对话”后再问。",
        "unanswered": "这个问题还没有得到回答：当时服务中断了。点下面的问题可以再问一次。",
        "model_problem": "语言模型暂时没有响应，请稍后再试。",
        "starting": "正在启动，页面即将自动打开。",
        "other_starting": "服务器还不能工作，请联系管理员；修复后页面会自动打开。",
        "offline": "与服务器的连接断了，正在重新连接；您输入的内容会保留。",
        "refused": "服务器现在太忙，没有接受这个问题；您输入的内容还在，请稍后再试。",
        "other": "服务器出了问题，没有得到回答。您的问题还在输入框里，请稍后再试；若一直如此，请联系管理员。",
    },
)  # fmt: skip

EN = Texts(
    html_lang="en",
    title="Cleaner Production Policy Q&A",
    subtitle="Looks up the policy documents of {regions}; every answer shows the words it stands on",
    documents="Documents",
    new_conversation="New conversation",
    language="界面语言 Language",
    ask_label="Your question",
    ask_placeholder="Who leads a task? What does a target say?",
    send="Ask",
    ask_hint="Enter to ask, Shift+Enter for a new line; at most {limit} characters",
    welcome="What would you like to look up?",
    welcome_more=(
        "Ask who leads or supports an item, what it says, what an agency has to do, or what a target is; "
        "follow-up questions work too."
    ),
    examples="Example questions",
    examples_groups={
        "who": "Who is responsible",
        "duties": "What an agency has to do",
        "content": "What the text says",
        "targets": "Targets and comparisons",
        "limits": "What the documents do not say",
    },
    question_by="Question",
    answer_by="Answer",
    searching="Looking through the documents…",
    writing="Writing the answer…",
    statuses={
        "answered": "Found", "partial": "Partly found", "clarify": "Please choose", "refused": "Not answered",
    },
    exact="Looked up entry by entry",
    passages="Quoted from matching passages",
    model="Written by a language model from the source text",
    reasons={
        "not_stated": "the documents do not say",
        "out_of_range": "no entry has this number",
        "out_of_scope": "outside these documents",
        "opinion": "asks for a judgement, which the documents do not give",
        "unclear": "the question was not understood",
    },
    coverage="{scanned} entries checked, {matched} match, {listed} listed",
    verification="Citations checked: {supported} of {checked} hold, {removed} removed",
    understood="Understood as",
    carried_over="kept from before",
    carried_slots={
        "documents": "region", "series": "kind", "numbers": "number", "agencies": "agency", "roles": "role",
        "intent": "kind of question", "topic": "topic", "within": "the list before", "records": "the entries before",
        "indicators": "indicator", "years": "year", "facts": "fact about the document", "filters": "conditions",
    },
    series={key: label for key, label in SERIES_LABELS_EN.items()},
    roles={"lead": "lead agency", "support": "supporting agencies", "joint": "joint responsibility"},
    number="no. {number}",
    assumption="Assumed",
    notice="Note",
    choices="Please choose what you mean",
    choice_count="{count} entries",
    open_sources="Show sources ({count})",
    open_nearest="Show related passages ({count})",
    copy="Copy answer",
    copied="Copied",
    copy_failed="Could not copy; please select the text",
    copy_source="Copy quotation",
    generated="Generated automatically from the documents; please check the source before quoting.",
    sources="Sources",
    sources_of="Sources of question {turn}",
    sources_none="This answer quotes no source.",
    sources_empty="Once you ask, the source text of the answer appears here with the quoted words marked.",
    nearest="Related passages (not the answer)",
    close="Close sources",
    open_document="Open in the document",
    source="Source {marker}",
    footer="Answers are generated automatically from the documents; please check the source before quoting.",
    index_version="Data version",
    colon=": ",
    separator=", ",
    errors={
        "empty_question": "Please type a question first.",
        "question_too_long": (
            "The question is too long: {length} characters, at most {limit}. "
            "Please shorten it; your words are still in the box."
        ),
        "index_problem": (
            "The document index cannot be used yet. Please tell the administrator, who can rebuild it with: make ingest"
        ),
        "encoder_problem": "The search component is not ready. Please try again soon or tell the administrator.",
        "database_problem": "Conversations cannot be read or stored right now. Please try again soon.",
        "unknown_conversation": "This conversation is no longer on the server. Please start a new one and ask again.",
        "unanswered": "This question was never answered: the service broke off. Choose it below to ask it again.",
        "model_problem": "The language model does not respond. Please try again soon.",
        "starting": "Starting; this page opens by itself.",
        "other_starting": "The server cannot work yet; please tell the administrator. This page then opens by itself.",
        "offline": "The connection to the server is lost; reconnecting. What you typed is kept.",
        "refused": "The server is too busy to take the question. What you typed is kept; please try again soon.",
        "other": (
            "The server had a problem and gave no answer. Your question is still in the box; please try again, "
            "and tell the administrator if it keeps happening."
        ),
    },
)  # fmt: skip

TEXTS: dict[Language, Texts] = {"zh": ZH, "en": EN}


def texts_for(language: str) -> Texts:
    """The texts of a language; Chinese for anything unknown."""
    return EN if language == "en" else ZH
