"""Who may do what: every address of the site and every action of the admin, for every role.

A row of signs says what each role gets, in the order of ROLES: first whoever reads (GET), then whoever sends an empty
form (POST). What has no row here fails the test with its name.
"""

ROLES = ["visitor", "member", "owner", "editor", "moderator", "senior", "administrator", "superuser"]

# By status. A redirect is "?" where it leads to the sign-in, and ">" everywhere else.
SIGNS = {
    200: "+",  # the page
    204: "+",  # done, with nothing to say
    400: "!",  # the form comes back
    403: "-",
    404: "0",
    405: "m",  # nobody can do it in this way
    409: "x",  # the form comes back: something else has happened
}


def pages(app, models, kinds):
    """The names of these pages of the admin, of each of these models."""
    return [f"admin:{app}_{model}_{kind}" for model in models.split() for kind in kinds.split()]


LIST, ALL = "changelist history", "changelist add history delete change"
TERMS = "genre country language featureentry"
THINGS = "awardbody award ceremony connection credit feature nomination release soundtrackitem"
# What moderators look at and nobody changes.
LOOKED_AT = "review auditentry suspension restriction slowmode"

ROWS = {
    # Pages for everybody.
    "++++++++ mmmmmmmm": [
        *("home", "guidelines", "guideline_history", "search", "healthz", "readyz", "reviews:notice_receipt"),
        *("moderation_log", "moderation_json", "moderation_csv"),
        *("transparency", "transparency_json", "transparency_csv"),
        *("catalog:film_list", "catalog:film_detail", "catalog:storylines", "catalog:trivia", "catalog:goofs"),
        *(
            "catalog:quotes",
            "catalog:crazy_credits",
            "catalog:alternate_versions",
            "catalog:credits",
            "catalog:parents_guide",
        ),
        *("catalog:releases", "catalog:connections", "catalog:soundtrack"),
        *("catalog:gallery", "catalog:picture", "catalog:person_pictures"),
        *("catalog:film_history", "catalog:person_history"),
        *("catalog:film_awards", "catalog:score_sheet", "catalog:trivia_item", "catalog:person_detail"),
        *("catalog:worked_with", "catalog:together"),
        *("catalog:contribute_choice", "catalog:contributor"),
        *("catalog:award_list", "catalog:award_body", "catalog:award_year", "catalog:award_category"),
        *("catalog:feature_list", "catalog:feature_detail", "catalog:chart_top", "catalog:chart_popular"),
        *("reviews:review_list", "reviews:film_feed", "reviews:site_feed", "reviews:member_feed"),
        *("diary:member_diary", "diary:year", "diary:statistics"),
        *("lists:list_index", "lists:film_list", "lists:csv", "lists:feed", "lists:film_lists", "lists:member_lists"),
        *("reviews:review_detail", "reviews:revisions", "accounts:member_detail"),
        *("account_inactive", "account_email_verification_sent"),
        *("account_reset_password_from_key_done", "account_reset_password_done"),
    ],
    ">>>>>>>> mmmmmmmm": ["catalog:film_short", "catalog:person_short"],
    # A picture whose file is missing.
    "00000000 mmmmmmmm": ["media"],
    "++++++++ !!!!!!!!": ["reading"],
    # Signing in and out, and what is only for those who have not.
    "+>>>>>>> +>>>>>>>": ["accounts:signup", "account_login", "account_signup"],
    ">+++++++ >>>>>>>>": ["account_logout"],
    "++++++++ ++++++++": ["account_reset_password", "account_reset_password_from_key"],
    ">>>>>>>> >>>>>>>>": ["account_confirm_login_code"],
    "++++++++ 00000000": ["account_confirm_email"],
    # Members' own pages; nobody has a second factor here.
    "?+++++++ mmmmmmmm": [
        *(
            "reviews:my_reviews",
            "reviews:my_votes",
            "reviews:following",
            "reviews:my_reports",
            "reviews:my_cases",
            "catalog:my_disputes",
            "catalog:my_contributions",
        ),
        *("accounts:me", "accounts:my_ties", "accounts:notifications"),
        *("diary:watchlist", "diary:my_diary", "diary:my_diary_csv"),
        "lists:my_lists",
    ],
    "?+++++++ ?!!!!!!!": [
        "reviews:my_review",
        "accounts:mail_choices",
        *("catalog:contribute", "catalog:contribute_portrait"),
        "diary:favourites",
        "lists:new",
        "lists:add_to_list",
    ],
    "?+++++++ ?+++++++": ["accounts:settings", "account_reauthenticate", "account_change_password"],
    "?+++++++ ?>>>>>>>": ["account_email", "usersessions_list", "diary:log"],
    "?>>>>>>> ?>>>>>>>": [
        *("account_set_password", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"),
        "mfa_generate_recovery_codes",
    ],
    "?+++++++ ?mmmmmmm": ["mfa_index"],
    "?0000000 ?0000000": ["mfa_deactivate_totp", "mfa_download_recovery_codes"],
    "?0000000 ?mmmmmmm": ["mfa_view_recovery_codes"],
    # Who holds an office does not close the account.
    "?+++++++ ?!!-----": ["close_account"],
    # What members do.
    ">>>>>>>> ?!!!!!!!": ["reviews:save_draft"],
    "mmmmmmmm ?>>>>>>>": ["reviews:rating", "lists:copy", "accounts:read_all_notifications"],
    "mmmmmmmm ?!!!!!!!": [
        "diary:wish",
        "reviews:helpful_vote",
        "accounts:tie",
        "catalog:interest_vote",
        "catalog:severity_vote",
    ],
    # Editors set back what was changed.
    "mmmmmmmm ?-->--->": ["catalog:restore"],
    # Whoever is signed in, for themselves only: the owner's is not there for anybody else.
    "mmmmmmmm ?->-----": ["reviews:withdraw"],
    "mmmmmmmm ?0>00000": [
        *(
            "reviews:throw_draft_away",
            "reviews:withdraw_report",
            "catalog:withdraw_dispute",
            "catalog:withdraw_contribution",
            "catalog:discard_contribution",
            "accounts:read_notification",
        ),
        "diary:delete_viewing",
    ],
    "?0+00000 ?0>00000": ["diary:viewing"],
    "?0+00000 mmmmmmmm": ["catalog:my_contribution"],
    # The owner has appealed already; the form does not say which version it has begun with.
    "?0+00000 ?0x00000": ["catalog:amend_contribution", "reviews:appeal", "reviews:answer"],
    "?0+00000 ?0!00000": ["merge_choice", "reviews:amend_report"],
    # A list is its owner's to change; others copy it, and suggest films where they may.
    "?-+----- ?-!-----": ["lists:edit", "lists:add_film"],
    "?-+----- ?->-----": ["lists:arrange", "lists:delete"],
    "mmmmmmmm ?-!-----": ["lists:decide"],
    # Authors and those who decide it: an editor does not decide about reviews.
    "?0+0++++ mmmmmmmm": ["reviews:case_detail"],
    # Everybody else's things can be reported, one's own cannot.
    "++-+++++ ?!-!!!!!": [
        *("reviews:report_review", "reviews:report_trivia_item", "reviews:report_storyline", "reviews:report_member"),
        *("reviews:report_film_list", "reviews:report_picture"),
    ],
    "++++++++ ?!!!!!!!": ["reviews:report_poster"],
    "?+-+++++ ?!-!!!!!": ["catalog:dispute", "lists:suggest"],
    # Visitors give notice here; members are sent on to where they report.
    "+>>>>>>> !>>>>>>>": [
        *("reviews:notice_of_review", "reviews:notice_of_trivia_item", "reviews:notice_of_storyline"),
        *("reviews:notice_of_film_list", "reviews:notice_of_member", "reviews:notice_of_poster"),
        "reviews:notice_of_picture",
    ],
    # The admin, for whoever holds an office.
    "???+++++ ???+++++": [
        *("admin:index", "admin:app_list", "admin:password_change"),
        *pages("catalog", "film triviaitem", LIST),
        *pages("reviews", "appeal case proposal report decision", "changelist"),
        *pages("reviews", "proposal", "history"),
    ],
    ">-->>>>> >--+++++": ["admin:login"],
    ">>>mmmmm >>>+++++": ["admin:logout"],
    "???+++++ ???mmmmm": ["admin:password_change_done", "admin:jsi18n"],
    # It asks for a field to complete.
    "???----- ???mmmmm": ["admin:autocomplete"],
    "???00000 ???00000": ["admin:view_on_site"],
    # Editors keep the catalogue; moderators look at what is reported of it.
    "???+---+ ???!---!": [
        *pages("catalog", "contribution dispute", "change"),
        *("admin:catalog_merge_new", "admin:catalog_editlock_on"),
    ],
    "???+---+ ???+---+": [
        *pages("catalog", "contribution dispute merge editlock", LIST),
        *pages("catalog", f"{THINGS} {TERMS}", ALL),
        *pages("catalog", "film", "add"),
        *pages("catalog", "triviaitem", "add"),
        *pages("catalog", "person picture", "changelist add history change"),
    ],
    "???+++++ ???+---+": pages("catalog", "film triviaitem", "change"),
    # Moderators decide; a case about a review is not there for editors.
    "???>++++ ???>++++": pages("reviews", "appeal case report decision", "history"),
    "???0++++ ???0!!!!": pages("reviews", "appeal case", "change"),
    "???mmmmm ???>>>>>": ["admin:reviews_case_next"],
    "???mmmmm ???0>>>>": ["admin:reviews_case_look", "admin:reviews_case_claim", "admin:reviews_case_return"],
    "???mmmmm ???0++++": ["admin:reviews_case_lease"],
    "???mmmmm ???0!!!!": ["admin:reviews_case_answer"],
    "???>++++ ???>----": pages("reviews", "report decision", "change"),
    # A proposal is answered on the page of its case.
    "???>>>>> ???>>>>>": [
        *pages("reviews", "proposal", "change"),
        *pages("django_tasks_database", "dbtaskresult", "history"),
    ],
    # No task has been given to a worker here.
    "???----> ???---->": pages("django_tasks_database", "dbtaskresult", "change"),
    # Only for moderators to look at; pairs of voters are opened with a reason.
    "???-++++ ???-++++": [
        *pages("reviews", f"{LOOKED_AT} guideline votepair", LIST),
        *pages("reviews", "votepair", "change"),
    ],
    "???-++++ ???-----": pages("reviews", LOOKED_AT, "change"),
    # Administrators write the rules and look members up; nobody below a superuser changes a member or a right.
    "???-++++ ???---++": pages("reviews", "guideline", "change"),
    "???---++ ???---++": [
        *pages("reviews", "guideline", "add"),
        *pages("accounts", "user", LIST),
    ],
    "???---++ ???----+": pages("accounts", "user", "change"),
    "???----+ ???----+": [
        *pages("accounts", "user", "add delete"),
        "admin:auth_user_password_change",
        *pages("auth", "group", ALL),
        *pages("account", "emailaddress", ALL),
        *pages("mfa", "authenticator", "changelist add"),
        *pages("usersessions", "usersession", "changelist add"),
        *pages("accounts", "outgoingmail", LIST),
        *pages("django_tasks_database", "dbtaskresult", "changelist"),
    ],
    "???----+ ???-----": pages("accounts", "outgoingmail", "change"),
    # A merge is undone, and a lock ended, elsewhere.
    "???+---+ ???-----": pages("catalog", "merge editlock", "change"),
    # Nobody adds or takes away what was written, reported, decided and done.
    "???----- ???-----": [
        *pages("catalog", "contribution dispute merge editlock", "add delete"),
        *pages("reviews", f"appeal case proposal report decision votepair {LOOKED_AT}", "add delete"),
        *pages("reviews", "guideline", "delete"),
        *pages("accounts", "outgoingmail", "add delete"),
        *pages("django_tasks_database", "dbtaskresult", "add delete"),
        *pages("catalog", "film person picture triviaitem", "delete"),
    ],
}

# These have no row, each for a reason.
SKIPPED = dict.fromkeys(
    pages("mfa", "authenticator", "history delete change")
    + pages("usersessions", "usersession", "history delete change"),
    "allauth’s own page of a row that nobody has here: a second factor, or a sign-in that goes on",
)

# The actions of the admin’s lists, and whom they are offered.
ACTIONS = {
    "superuser": [
        *("auth.group.delete_selected", "accounts.user.delete_selected", "mfa.authenticator.delete_selected"),
        *("account.emailaddress.delete_selected", "account.emailaddress.make_verified"),
        "usersessions.usersession.delete_selected",
    ],
    "editor superuser": [
        *("catalog.triviaitem.publish", "catalog.triviaitem.decline", "catalog.picture.make_main"),
        "catalog.merge.undo",
        *(f"catalog.{model}.delete_selected" for model in f"{THINGS} {TERMS}".split()),
    ],
    "moderator senior administrator superuser": ["reviews.slowmode.end"],
    # To end what another moderator has decided, without a case.
    "senior administrator superuser": ["reviews.suspension.end", "reviews.restriction.end"],
}
