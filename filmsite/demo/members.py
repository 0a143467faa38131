"""Who is on the demo's site: those one can sign in as, and those who only wrote."""

import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from filmsite.demo.content import Entry, Names, checked, read

PASSWORD = "filmsite-demo"  # noqa: S105 (everybody is told it)

# Those one can sign in as: username -> group.
ACCOUNTS = {
    "alice": None,
    "bob": None,
    "mod1": "moderators",
    "mod2": "moderators",
    "senior": "senior moderators",
    "chief": "administrators",
    "editor": "editors",
}
ACCOUNTS_JOINED = datetime.datetime(2019, 1, 7, 9, tzinfo=datetime.UTC)


def usernames() -> set[str]:
    """Everybody of the demo, to tell them from a site's real members."""
    return {*ACCOUNTS, *(entry["username"] for entry in [*writers(), *troubled()])}


def writers() -> list[Entry]:
    return read("members.toml").entries("members")


def troubled() -> list[Entry]:
    """Those who are there for the moderators: they neither vote nor rate, so that no figure hangs on them."""
    return read("cases.toml").entries("members")


def load_members() -> Names:
    """Make all who vote, with confirmed addresses and a past, so that their votes and reports count at once."""
    # One hash for all of them: it is slow on purpose.
    password = make_password(PASSWORD)
    members = Names("member")
    add(members, [account(username, password) for username in ACCOUNTS])
    make_members(members, writers())
    for username, group in ACCOUNTS.items():
        if group:
            members[username].groups.add(Group.objects.get(name=group))
    return members


def make_members(members, entries):
    add(members, [writer(entry) for entry in entries])


def add(members, users):
    users = User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    members.update({user.username: user for user in users})


def account(username, password) -> User:
    is_staff = bool(ACCOUNTS[username])
    return User(
        username=username,
        email=f"{username}@example.org",
        password=password,
        is_staff=is_staff,
        date_joined=ACCOUNTS_JOINED,
    )


def writer(entry) -> User:
    """Somebody whose texts are here, but whom nobody can sign in as."""
    entry.refuse_others("username", "display_name", "bio", "joined")
    user = User(
        username=entry["username"],
        display_name=entry.get("display_name", ""),
        bio=entry.get("bio", "").strip(),
        email=f"{entry['username']}@example.org",
        password=make_password(None),
        date_joined=entry.moment("joined"),
    )
    return checked(user, entry)
