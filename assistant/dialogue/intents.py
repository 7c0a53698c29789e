"""From cues to intent: one ordered table, first row that fits decides.

A row names what must be present, of which sets at least one must be, and what must be absent. Flags are the cues of
``lexicon``, the slots ``ref``, ``agency``, ``unknown_agency``, ``topic``, ``fact``, ``document``, ``item_word``,
``row_word``, those that begin with ``l_`` or ``s_`` (read by ``relations``), and what ``targets`` reads:
``target_value``, ``target_compare``, ``target_list``, also as ``_wide`` where words are left that only the text can
explain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Intent = Literal[
    "greeting", "help", "source", "off_task", "never_stated", "opinion", "document_fact",
    "document_list", "documents_mentioning",
    "locate", "lead_rule", "definition", "item_attribute", "item_check", "item_place", "item_agencies", "item_text",
    "item",
    "no_lead_items", "several_lead_items", "single_lead_items", "joint_items", "no_agency_items",
    "lineage_item", "lineage_rows", "lineage_classes", "lineage_uncarried", "set_items", "set_partners",
    "set_agencies", "agency_definition", "agency_tally", "agency_items", "agency_topic_items", "agency_check",
    "target_value", "target_compare", "target_list",
    "agency_same", "agency_compare", "topic_text",
    "heading_tally", "row_items", "series_count", "series_agencies", "topic_agencies", "topic_items",
    "open", "unclear",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A row of the table."""

    intent: Intent
    needs: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    forbids: frozenset[str] = frozenset()

    def fits(self, flags: frozenset[str]) -> bool:
        return self.needs <= flags and (not self.one_of or bool(self.one_of & flags)) and not self.forbids & flags


def _rule(intent: Intent, needs: str = "", one_of: str = "", forbids: str = "") -> Rule:
    return Rule(
        intent=intent,
        needs=frozenset(needs.split()),
        one_of=frozenset(one_of.split()),
        forbids=frozenset(forbids.split()),
    )


_ROLE = "who lead support joint responsible"
_NOT_ROWS = "agency no_lead several_leads single_lead no_agency place attribute fact"
RULES: tuple[Rule, ...] = (
    _rule("off_task", "off_task", forbids="firm_ref agency"),
    _rule("off_task", "off_task agency",
          forbids=f"firm_ref list count yesno place duty row_word choice role {_ROLE}"),
    _rule("greeting", "greet", forbids="ref agency topic fact"),
    _rule("help", "help", forbids="ref agency document topic"),
    _rule("document_list", "held", forbids="ref agency"),
    _rule("help", "self", forbids="ref agency document subject fact opinion off_task " + _ROLE),
    _rule("never_stated", "contact", forbids="firm_ref lead support joint responsible place"),
    _rule("help", "help hello", forbids="ref agency document who lead list count place attribute"),
    _rule("greeting", "hello", forbids="ref agency document subject fact off_task opinion " + _ROLE),
    _rule("source", "source", forbids="ref agency topic document"),
    _rule("target_compare", "ranked_target target_compare", forbids="firm_ref agency money"),
    _rule("opinion", "opinion", forbids="pasted"),
    _rule("lead_rule", "order", forbids="ref agency pasted who count"),
    _rule("locate", "pasted", one_of="whence place", forbids="ref"),
    _rule("locate", "term whence", forbids="ref agency who lead support joint responsible row_word define"
          " target_value target_compare target_list l_change l_copied l_new l_not_above l_not_below"),
    _rule("open", "money topic", forbids="ref agency list count row_word place who lead joint responsible"),
    _rule("lineage_classes", "l_adapted l_figures l_upstream l_asked row_word", forbids="ref fact place attribute"),
    _rule("locate", "place subject that_row s_heading", forbids=f"ref agency count money {_ROLE}"),
    _rule("topic_agencies", "who subject target_value",
          forbids="ref agency count list compare each text yesno choice place money"),
    _rule("topic_agencies", "who subject that_row", one_of="lead support joint responsible s_bodies",
          forbids="ref agency fact place count tally compare each yesno choice money pasted s_often target_list"
          " l_change l_copied l_new l_compare_above l_upstream"),
    _rule("open", "gloss yesno", one_of="target_value target_compare", forbids="ref agency"),
    _rule("target_value", "target_value", forbids="firm_ref agency money"),
    _rule("target_compare", "target_compare", forbids="firm_ref agency money"),
    _rule("row_items", "term dated row_word", one_of="list count exists", forbids="ref agency"),
    _rule("row_items", "dated row_word l_downstream", one_of="list count exists", forbids="ref agency subject"),
    _rule("target_list", "target_list", forbids="firm_ref agency money l_change l_copied l_adapted"),
    _rule("target_list", "target_list s_heading_ref", forbids="agency money l_change l_copied l_adapted"),
    _rule("open", "achieved topic", forbids="ref agency place target_value target_compare target_list opinion"),
    _rule("lineage_rows", "ref l_held", forbids=f"{_ROLE} " + _NOT_ROWS),
    _rule("lineage_uncarried", "l_not_below l_upstream l_asked", forbids="ref lead support who " + _NOT_ROWS),
    _rule("lineage_classes", "l_not_above l_upstream l_asked", one_of="l_downstream row_word",
          forbids="ref lead support who " + _NOT_ROWS),
    _rule("lineage_rows", "ref l_carried l_upstream l_downstream", forbids=_NOT_ROWS),
    _rule("lineage_rows", "ref l_carried l_upstream place", forbids=f"{_ROLE} agency attribute fact"),
    _rule("lineage_rows", "ref l_upstream_ref l_downstream",
          one_of="l_not_below l_not_above l_change l_copied l_adapted", forbids=f"{_ROLE} " + _NOT_ROWS),
    _rule("item_text", "firm_ref recite", one_of="text content",
          forbids="who lead support joint l_upstream " + _NOT_ROWS),
    _rule("lineage_item", "ref", one_of="l_change l_copied l_new l_compare_above l_not_above",
          forbids="who lead support joint " + _NOT_ROWS),
    _rule("lineage_rows", "ref l_carried l_upstream", forbids=f"{_ROLE} agency place attribute"),
    _rule("lineage_rows", "l_carried l_upstream l_downstream l_asked row_word",
          forbids=f"ref l_change l_copied l_new {_ROLE} " + _NOT_ROWS),
    _rule("lineage_rows", "l_carried l_downstream l_asked row_word",
          forbids=f"ref l_topic {_ROLE} " + _NOT_ROWS),
    _rule("lineage_item", "ref l_own_ref l_upstream text", forbids="who lead support joint responsible " + _NOT_ROWS),
    _rule("lineage_rows", "ref l_upstream_ref l_downstream", one_of="who lead support responsible",
          forbids="agency attribute fact place"),
    _rule("lineage_rows", "ref l_upstream_ref l_downstream l_asked row_word",
          forbids=f"{_ROLE} agency attribute fact place content text"),
    _rule("lineage_rows", "l_carried l_upstream l_downstream l_asked l_topic",
          forbids="ref l_change l_copied l_new l_not_above l_not_below agency fact attribute l_compare_above"),
    _rule("lineage_classes", "l_asked l_upstream", one_of="l_copied l_new", forbids="ref fact place attribute"),
    _rule("lineage_classes", "l_asked l_copied", one_of="row_word l_downstream", forbids=f"ref {_ROLE} " + _NOT_ROWS),
    _rule("lineage_classes", "l_asked l_new", one_of="row_word l_downstream", forbids=f"ref {_ROLE} " + _NOT_ROWS),
    _rule("lineage_classes", "l_change l_asked l_upstream", forbids="ref fact place attribute"),
    _rule("lineage_classes", "l_adapted l_asked l_upstream row_word", forbids="ref fact place attribute"),
    _rule("lineage_classes", "l_adapted l_asked l_downstream row_word", forbids=f"ref l_topic {_ROLE} " + _NOT_ROWS),
    _rule("lineage_classes", "l_compare_above l_downstream", forbids="ref l_topic agency fact place attribute"),
    _rule("lead_rule", "document who", one_of="yesno exists",
          forbids="ref agency topic count tally fact place attribute opinion self no_lead several_leads no_agency"
          " single_body single_lead sized row_word"),
    _rule("lead_rule", "how_told lead document", forbids="ref agency subject fact count place attribute opinion"),
    _rule("agency_check", "agency subject that_row yesno", one_of="lead support joint responsible",
          forbids="ref fact place tally count list who s_often pasted exists l_change l_copied l_new l_compare_above"),
    _rule("topic_agencies", "subject that_row", one_of="who lead support joint responsible",
          forbids="ref fact place tally count s_often pasted l_change l_copied l_new l_compare_above"),
    _rule("agency_same", "named_twice same", one_of="yesno", forbids="row_ref lead support joint list count"),
    _rule("agency_check", "agency subject yesno lead who",
          forbids="ref list exists tally sized s_several fact no_lead several_leads row_word place"),
    _rule("topic_agencies", "agency subject s_behind", one_of="who s_bodies", forbids="ref yesno count s_often"),
    _rule("agency_compare", "s_several s_more", forbids="row_ref content"),
    _rule("heading_tally", "s_heading row_word", one_of="count tally",
          forbids="ref agency subject who lead support joint s_bodies no_lead sized fact"),
    _rule("set_partners", "agency s_partner s_often s_one", forbids="row_ref"),
    _rule("set_partners", "agency s_often s_role_beside s_one", one_of="s_bodies who", forbids="row_ref yesno"),
    _rule("agency_tally", "tally", one_of="who lead support joint responsible s_bodies",
          forbids="row_ref agency yesno content s_heading_ref besides_lead"),
    _rule("agency_tally", "tally all_negated", one_of="who lead support joint responsible s_bodies", forbids="row_ref"),
    _rule("set_items", "s_several", one_of="s_together s_without s_apart",
          forbids="row_ref each place attribute why s_often s_bodies"),
    _rule("set_agencies", "s_heading_ref s_bodies", forbids="agency attribute content"),
    _rule("set_agencies", "s_bodies s_heading topic", forbids="ref agency attribute content s_often fact"),
    _rule("set_agencies", "s_bodies s_involved", one_of="document row_word",
          forbids="ref agency s_topic fact s_often tally each"),
    _rule("no_lead_items", "no_lead row_word", one_of="count list exists", forbids="ref agency s_bodies who tally"),
    _rule("agency_tally", "ranked", one_of="who s_bodies tally lead support",
          forbids="row_ref agency each content place besides_lead"),
    _rule("agency_tally", "ranked span", one_of="who s_bodies tally lead support", forbids="agency each content place"),
    _rule("agency_tally", "tally span", one_of="who lead support joint responsible s_bodies", forbids="agency"),
    _rule("row_items", "sized", one_of="list count exists row_word", forbids="row_ref agency ranked"),
    _rule("agency_items", "span agency", one_of="list count", forbids="yesno"),
    _rule("agency_items", "span agency exists"),
    _rule("agency_items", "s_heading_ref agency", one_of="list count duty", forbids="row_ref who yesno"),
    _rule("row_items", "span", one_of="no_lead several_leads single_lead no_agency single_body", forbids="agency"),
    _rule("row_items", "s_heading_ref", one_of="no_lead several_leads single_lead no_agency single_body dated",
          forbids="row_ref agency"),
    _rule("item", "ref s_heading_ref list", forbids=f"agency attribute fact {_ROLE}"),
    _rule("item_place", "ref place", forbids="agency"),
    _rule("item_attribute", "firm_ref attribute", forbids="who lead support joint content"),
    _rule("item_check", "firm_ref agency"),
    _rule("item_check", "row_ref agency yesno", one_of="role lead support joint responsible", forbids="list count"),
    _rule("item_agencies", "ref s_bodies", forbids="agency attribute fact place content list text"),
    _rule("item", "ref content", one_of=_ROLE),
    _rule("item_agencies", "ref", one_of=_ROLE),
    _rule("item_text", "firm_ref text"),
    _rule("locate", "pasted", one_of="who lead support joint responsible", forbids="ref agency count list"),
    _rule("locate", "place topic quoted", forbids="ref agency who lead support joint"),
    _rule("row_items", "dated row_word", one_of="list count exists duty", forbids="ref agency"),
    _rule("row_items", "single_body", one_of="list count row_word", forbids="ref agency"),
    _rule("several_lead_items", "several_leads", forbids="ref agency"),
    _rule("no_lead_items", "no_lead", forbids="ref agency"),
    _rule("single_lead_items", "single_lead", forbids="ref agency"),
    _rule("joint_items", "joint", one_of="list count", forbids="ref agency subject"),
    _rule("no_agency_items", "no_agency", forbids="ref agency subject"),
    _rule("topic_items", "subject mentions list", one_of="l_downstream row_word",
          forbids=f"ref agency documents why {_ROLE}"),
    _rule("document_fact", "fact", forbids="ref agency besides_lead"),
    _rule("series_agencies", "each", one_of="who lead support responsible", forbids="ref agency topic tally"),
    _rule("agency_tally", "who", one_of="list everything", forbids="ref agency topic"),
    _rule("agency_tally", one_of="lead support", needs="everything", forbids="ref agency topic row_word"),
    _rule("documents_mentioning", "document mentions subject yesno",
          forbids="ref agency fact row_word term target_value " + _ROLE),
    _rule("document_list", "documents year", forbids="ref agency subject fact row_word " + _ROLE),
    _rule("documents_mentioning", "documents mentions topic", forbids="ref agency fact row_word define"),
    _rule("documents_mentioning", "documents term subject",
          forbids="ref agency fact row_word define place whence compare target_value target_compare " + _ROLE),
    _rule("document_list", "documents", forbids="ref agency topic fact"),
    _rule("locate", "place topic", forbids="ref agency who lead support joint list count row_word"),
    _rule("locate", "place subject whence content",
          forbids="ref agency who lead support joint responsible target_value target_compare"),
    _rule("locate", "place topic that_row", forbids=f"ref agency count list fact {_ROLE}"),
    _rule("locate", "place topic whence s_involved", forbids="ref agency who lead support joint count row_word"),
    _rule("locate", "whence sentence", forbids="ref agency who lead support joint list count row_word"),
    _rule("agency_definition", "agency define", forbids="ref item_word"),
    _rule("definition", "define term", forbids="ref agency row_word who lead support joint fact pasted place"),
    _rule("definition", "define", one_of="term topic", forbids="ref agency row_word who lead support joint count fact"),
    _rule("agency_check", "agency subject", one_of="yesno why choice", forbids="list count exists"),
    _rule("agency_check", "agency subject sized lead yesno", forbids="list count ref"),
    _rule("agency_topic_items", "agency subject item_word", one_of="list count duty exists negated " + _ROLE),
    _rule("agency_topic_items", "agency subject", one_of="list count duty lead support joint role"),
    _rule("agency_items", "agency", one_of="list count duty lead support joint responsible item_word role row_word",
          forbids="subject"),
    _rule("agency_items", "unknown_agency",
          one_of="list count duty lead support joint responsible exists yesno item_word",
          forbids="subject"),
    _rule("item", "ref"),
    _rule("topic_text", "subject that_row content",
          forbids="ref agency fact place count list yesno why define pasted money target_value target_compare "
          "l_compare_above l_change " + _ROLE),
    _rule("row_items", "s_heading subject", one_of="list count",
          forbids="agency fact content s_bodies who lead support joint target_list target_list_wide target_value_wide"),
    _rule("topic_agencies", "topic", one_of="who lead support joint"),
    _rule("topic_agencies", "topic responsible", forbids="list count"),
    _rule("series_count", "g_size", one_of="yesno count", forbids="topic agency ref"),
    _rule("series_count", "item_word", one_of="count list", forbids="topic lead support"),
    _rule("locate", "place term subject", forbids=f"ref agency count list {_ROLE}"),
    _rule("topic_items", "topic row_word", forbids="why content opinion money"),
    _rule("agency_items", "agency", forbids="subject"),
    _rule("target_value", "target_value_wide", forbids="ref agency who lead support joint responsible"),
    _rule("target_compare", "target_compare_wide", forbids="ref agency who lead support joint responsible"),
    _rule("target_list", "target_list_wide", forbids="ref agency who lead support joint responsible"),
    _rule("locate", "pasted", forbids="ref agency yesno why count list"),
    _rule("greeting", "greeted",
          forbids="ref agency unknown_agency document subject fact off_task opinion list count " + _ROLE),
    _rule("open", "topic"),
    _rule("open", "document", one_of="list count text why duty"),
    _rule("open", "unknown_agency", forbids="ref agency"),
    _rule("help", "help"),
    _rule("unclear"),
)  # fmt: skip


def decide(flags: frozenset[str]) -> Intent:
    """The intent of the first rule that fits; the last rule always does."""
    return next(rule.intent for rule in RULES if rule.fits(flags))
