"""Compares a stub's parameters with those of the real function; both are lists of name and kind."""


def compare(stub, real):
    """`(problem, unverified)`: what is wrong in words, or None; and whether something could not be seen."""
    by_name = {name: kind for name, kind in real}
    places = [name for name, kind in real if kind in ("only", "normal")]
    takes_any_place = "*" in [kind for _, kind in real]
    takes_any_name = "**" in [kind for _, kind in real]
    unverified = False
    place = 0
    for name, kind in stub:
        if kind in ("*", "**"):
            # In a stub they also stand for the parameters that are not spelled out.
            continue
        if kind == "only":
            # The name of such a parameter is nobody's business; that there is one, is.
            if place >= len(places) and not takes_any_place:
                return f"parameter number {place + 1} ({name})", unverified
            place += 1
            continue
        if kind == "normal" and name not in by_name and place < len(places) and by_name[places[place]] == "only":
            # Nobody can say the name of that one, so the stub's own is as good.
            place += 1
            continue
        if name not in by_name or by_name[name] in ("*", "**"):
            if takes_any_name or (takes_any_place and kind == "normal"):
                unverified = True
                place += kind == "normal"
                continue
            return f"parameter {name}", unverified
        if kind == "normal":
            if by_name[name] == "keyword":
                return f"parameter {name} by place (it is keyword-only)", unverified
            if places.index(name) != place:
                return f"parameter {name} as number {place + 1} (it is number {places.index(name) + 1})", unverified
            place += 1
        elif by_name[name] == "only":
            return f"parameter {name} by name (it is positional-only)", unverified
    return None, unverified
