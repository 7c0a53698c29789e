"""Small policy texts in words of our own, as a folder of documents that nobody has described."""

from __future__ import annotations

from pathlib import Path

STATUTE = """云岭市犬只管理条例

第一章 总则

第一条 为了规范养犬行为，制定本条例。

第二条 市公安机关是犬只管理的主管部门，负责犬只登记和流浪犬只收容。

第二章 登记

第三条 犬只登记证有效期为二年。期满需要继续饲养的，应当提前三十日办理延续。
"""
OTHER_STATUTE = """云岭市供热管理条例

第一条 为了加强供热管理，制定本条例。

第二条 市住建部门负责本市供热的监督管理。

第三条 供热期为每年十一月十日至次年三月二十日。
"""
PLAN = """云岭市人民政府办公室关于印发《云岭市低碳城区行动方案（2024—2026年）》的通知
云政办发〔2024〕7号

云岭市低碳城区行动方案（2024—2026年）

一、主要目标

1.到2026年，新建建筑光伏覆盖率达到45%。（约束性指标，牵头单位：市住建局；责任单位：市发改委、市财政局）

2.建成零碳公园6个。（市园林局牵头，市水务局、各区政府配合）

二、保障

3.加强资金支持。市级每年安排专项资金1200万元。（市财政局、市发改委按职责分工负责）
"""
DISTRICT = """区政府重点工作分解

松溪区人民政府

一、全区目标

(一)工业投资增长9%以上

责任单位:区经信局

(二)新增绿色工厂8家

牵头单位:区经信局
配合单位:区发改局、区财政局
"""
TABLE = """# 碧湖县绿色出行工作清单

## 任务表

| 序号 | 任务 | 牵头单位 | 配合单位 | 时限 |
|---|---|---|---|---|
| 1 | 新增公交专用道20公里 | 县交通局 | 县公安局、县财政局 | 2025年 |
| 2 | 建设换电站15座 | 县能源局 | 县住建局 | 2026年 |

本县每季度通报一次进展。
"""
TEXTS = {
    "犬只.txt": STATUTE, "供热.txt": OTHER_STATUTE, "低碳.txt": PLAN, "松溪.txt": DISTRICT, "碧湖.md": TABLE,
}  # fmt: skip


def write(folder: Path) -> Path:
    """The texts as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder
