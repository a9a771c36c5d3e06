"""Joining trees: flat, each child once, and ``Not`` only ever beside something positive."""

from collections.abc import Iterable

from newsearch.query.tree import All, And, Node, Not, Nothing, Or

_ALL = All()
_NO_MORE = (Not, All)  # what finds nothing that is not there already


def conjunction(children: Iterable[Node]) -> Node:
    """Articles that match every child. What adds nothing is left out; ``Not`` alone is taken from all articles."""
    children = list(children)
    if len(children) == 1 and not isinstance(children[0], Not):
        return children[0]  # an And is made by nobody else
    flat: dict[Node, None] = {}
    for child in children:
        if isinstance(child, And):
            flat.update(dict.fromkeys(child.children))
        else:
            flat[child] = None
    if any(not isinstance(child, _NO_MORE) for child in flat):
        flat.pop(_ALL, None)
    else:
        flat = {_ALL: None, **flat}
    return next(iter(flat)) if len(flat) == 1 else And(tuple(flat))


def disjunction(children: Iterable[Node]) -> Node:
    """Articles that match at least one child; none if there is no child."""
    flat: dict[Node, None] = {}
    for child in children:
        if isinstance(child, Or):
            flat.update(child.members)
        else:
            flat[conjunction([child]) if isinstance(child, Not) else child] = None
    if not flat:
        return Nothing()
    return next(iter(flat)) if len(flat) == 1 else Or.of(flat)


def negation(child: Node) -> Node:
    """Articles that do not match the child."""
    match child:
        case Not(inner) | And((All(), Not(inner))):
            return inner
        case _:
            return Not(child)
