"""Rules for new articles: the list of them, writing one, and seeing what it would have done."""

from reader.tui.keys.actions import PANES, Action, Group, Mode, action

_HERE = (Mode.RULES,)

RULE_ACTIONS: tuple[Action, ...] = (
    action(
        "rules",
        Group.FEEDS,
        PANES,
        "gE",
        "List the rules for new articles: tag, star, archive, hide, tell of them",
        "rules",
        label="Rules",
    ),
    action("rule_new", Group.RULES, _HERE, "i", "Write a rule", "new", in_palette=False),
    action("rule_try", Group.RULES, _HERE, "space t", "Show what it would have done so far", "try", in_palette=False),
    action("rule_turn", Group.RULES, _HERE, "p", "Follow it no more, or again", "on, off", in_palette=False),
    action("rule_down", Group.RULES, _HERE, "J", "Follow it later", "later", in_palette=False),
    action("rule_up", Group.RULES, _HERE, "K", "Follow it earlier", "earlier", in_palette=False),
    action(
        "rule_remove",
        Group.RULES,
        _HERE,
        "dd",
        "Remove it; what it did stays",
        "remove",
        label="Remove",
        in_palette=False,
    ),
    action("rule_undo", Group.RULES, _HERE, "u", "Undo the last change to the rules", "undo", in_palette=False),
    action("rule_redo", Group.RULES, _HERE, "ctrl+r", "Redo what was undone to them", in_palette=False),
    action("rule_page_down", Group.RULES, _HERE, "pagedown ctrl+d", "Move down a page of rules", in_palette=False),
    action("rule_page_up", Group.RULES, _HERE, "pageup ctrl+u", "Move up a page of rules", in_palette=False),
)
