from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse

from accounts.models import OutgoingMail, User
from tests import make

RIGHTS = {"is_staff": "on", "is_superuser": "on", "is_active": "on"}


def staff_with(*codenames):
    somebody = make.member("keeper", is_staff=True)
    somebody.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return somebody


class UserAdminTests(TestCase):
    list_url = reverse("admin:accounts_user_changelist")

    @classmethod
    def setUpTestData(cls):
        cls.root = make.member("ruth", is_staff=True, is_superuser=True)
        cls.ana = make.member("ana", display_name="Ana Lobo")
        cls.url = reverse("admin:accounts_user_change", args=[cls.ana.pk])

    def rights(self):
        self.ana.refresh_from_db()
        return self.ana.is_staff or self.ana.is_superuser or self.ana.groups.exists()

    def form(self, **changes):
        fields = {
            "username": "ana",
            "display_name": "Ana Lobo",
            "bio": "",
            "email": "ana@example.org",
            "is_active": "on",
        }
        return fields | changes

    def test_members_are_listed_and_found(self):
        self.client.force_login(self.root)
        for words in ("ana", "Lobo", "ana@example.org"):
            page = self.client.get(self.list_url, {"q": words})
            self.assertContains(page, self.url)
            self.assertNotContains(page, "ruth@example.org")

    def test_a_superuser_hands_out_rights(self):
        self.client.force_login(self.root)
        group = Group.objects.get(name="moderators")
        self.client.post(self.url, self.form(is_staff="on", groups=[group.pk]))
        self.assertTrue(self.rights())

    def test_nobody_else_can_even_with_the_permission_to_change_members(self):
        self.client.force_login(staff_with("view_user", "change_user", "add_user", "delete_user"))
        self.assertNotContains(self.client.get(self.url), 'name="is_superuser"')
        group = Group.objects.get(name="moderators")
        self.assertEqual(self.client.post(self.url, self.form(**RIGHTS, groups=[group.pk])).status_code, 403)
        self.assertFalse(self.rights())
        self.assertEqual(
            self.client.post(reverse("admin:auth_user_password_change", args=[self.ana.pk])).status_code, 403
        )
        self.assertEqual(self.client.get(reverse("admin:accounts_user_add")).status_code, 403)
        self.assertEqual(self.client.post(reverse("admin:accounts_user_delete", args=[self.ana.pk])).status_code, 403)

    def test_moderators_and_editors_do_not_come_here(self):
        for somebody in (make.moderator(), make.editor()):
            self.client.force_login(somebody)
            self.assertEqual(self.client.get(self.list_url).status_code, 403)
            self.assertEqual(self.client.post(self.url, self.form(**RIGHTS)).status_code, 403)
        self.assertFalse(self.rights())

    def test_a_superuser_makes_a_member(self):
        self.client.force_login(self.root)
        data = {
            "username": "newcomer",
            "usable_password": "true",
            "password1": make.PASSWORD,
            "password2": make.PASSWORD,
        }
        self.client.post(reverse("admin:accounts_user_add"), data)
        self.assertTrue(User.objects.get(username="newcomer").check_password(make.PASSWORD))

    def test_ill_formed_names_are_refused_with_a_sentence(self):
        self.client.force_login(self.root)
        for name in ("Ana", "admin", "a b c"):
            self.assertEqual(self.client.post(self.url, self.form(username=name)).status_code, 200)
        self.ana.refresh_from_db()
        self.assertEqual(self.ana.username, "ana")

    def test_the_number_of_queries_is_the_same_for_few_and_for_many(self):
        self.client.force_login(self.root)
        self.client.get(self.list_url)
        with self.assertNumQueries(6):
            self.client.get(self.list_url)
        for _ in range(20):
            make.member()
        with self.assertNumQueries(6):
            self.client.get(self.list_url)


class OutgoingMailAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.letter = OutgoingMail.objects.create(recipient=make.member("ana"), subject="A decision", body="Reasons.")
        cls.url = reverse("admin:accounts_outgoingmail_change", args=[cls.letter.pk])

    def setUp(self):
        self.client.force_login(make.member("ruth", is_staff=True, is_superuser=True))

    def test_a_mail_can_be_read(self):
        self.assertContains(self.client.get(reverse("admin:accounts_outgoingmail_changelist")), "A decision")
        self.assertContains(self.client.get(self.url), "Reasons.")

    def test_nobody_changes_makes_or_deletes_one(self):
        self.assertEqual(self.client.post(self.url, {"subject": "Other"}).status_code, 403)
        self.assertEqual(self.client.get(reverse("admin:accounts_outgoingmail_add")).status_code, 403)
        self.assertEqual(
            self.client.post(reverse("admin:accounts_outgoingmail_delete", args=[self.letter.pk])).status_code, 403
        )
        self.letter.refresh_from_db()
        self.assertEqual(self.letter.subject, "A decision")

    def test_moderators_do_not_read_the_mail_of_others(self):
        self.client.force_login(make.moderator())
        self.assertEqual(self.client.get(self.url).status_code, 403)
