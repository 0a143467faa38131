"""Which reports of a case are independent of each other: those that share no network, no sign-up hour, no favours."""

from ipaddress import ip_address, ip_network

from allauth.usersessions.models import UserSession

from reviews import models

# How much of an address tells a network, and which part of the votes of two on each other makes them a pair.
PREFIX = {4: 24, 6: 64}
MUTUAL_SHARE = 0.8


def clusters(reports) -> dict[int, str]:
    """By report: the name of its cluster, which is the same for all that are tied to each other.

    In two queries, however many reports there are, and of however many cases.
    """
    members = {report.reporter_id for report in reports if report.reporter_id}
    networks, favours = networks_of(members), favours_among(members)
    tied = {}
    for report in reports:
        for tie in ties(report, networks, favours):
            tied.setdefault((report.case_id, tie), []).append(report.pk)
    names = {report.pk: report.pk for report in reports}
    for together in tied.values():
        join(names, together)
    return {pk: f"c{name}" for pk, name in names.items()}


def join(names, together):
    """Give the clusters of these reports one name: the smallest there is among them."""
    old = {names[pk] for pk in together}
    if len(old) > 1:
        for pk, name in names.items():
            if name in old:
                names[pk] = min(old)


def ties(report, networks, favours):
    """What a report has in common with others of the same cluster; nothing with those of the site and of moderators."""
    if report.reporter_id:
        yield "hour", report.reporter.date_joined.strftime("%Y-%m-%d %H")
        if report.reporter_id in networks:
            yield "network", networks[report.reporter_id]
        for pair in favours.get(report.reporter_id, []):
            yield "favours", pair
    elif (notice := getattr(report, "notice", None)) and notice.sender:
        yield "sender", notice.sender


def networks_of(members) -> dict[int, str]:
    """By member: the network they were last seen in, for those whose sessions tell."""
    seen = UserSession.objects.filter(user__in=members).order_by("last_seen_at", "pk")
    return {user: network_of(address) for user, address in seen.values_list("user", "ip")}


def network_of(address: str) -> str:
    address = ip_address(address)
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, PREFIX[address.version]), strict=False))


def favours_among(members) -> dict[int, list[int]]:
    """By member: the pairs they are one of who vote almost only for each other."""
    pairs = models.VotePair.objects.filter(share__gte=MUTUAL_SHARE, first__in=members, second__in=members)
    found = {}
    for pk, first, second in pairs.values_list("pk", "first", "second"):
        found.setdefault(first, []).append(pk)
        found.setdefault(second, []).append(pk)
    return found
