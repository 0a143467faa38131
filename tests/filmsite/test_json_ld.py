import json

from django.test import SimpleTestCase, TestCase, override_settings

from filmsite.addresses import absolute
from filmsite.templatetags.json_ld import json_ld
from tests import machines


class JsonLdTests(SimpleTestCase):
    def test_the_data_stand_in_a_block_with_the_words_they_are_in(self):
        self.assertEqual(
            json_ld({"@type": "Movie", "name": "Дорога"}),
            '<script type="application/ld+json">'
            '{"@context":"https://schema.org","@type":"Movie","name":"Дорога"}</script>',
        )

    def test_no_text_ends_the_block_or_begins_a_tag(self):
        name = "</script><script>alert(1)</script><!-- & \u2028 \u2029"
        block = json_ld({"name": name})
        inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        for character in "<>&\u2028\u2029":
            self.assertNotIn(character, inside)
        for escape in (r"\u003C", r"\u003E", r"\u0026", r"\u2028", r"\u2029"):
            self.assertIn(escape, inside)
        self.assertEqual(json.loads(inside)["name"], name)

    def test_quotes_backslashes_and_control_characters_stay_inside_their_string(self):
        name = '"\\", "@type": "Evil", \x00\x07\n'
        inside = json_ld({"name": name}).partition(">")[2].removesuffix("</script>")
        self.assertEqual(json.loads(inside), {"@context": "https://schema.org", "name": name})


@override_settings(BASE_URL="https://films.example.org")
class AbsoluteTests(SimpleTestCase):
    def test_an_address_gets_the_name_of_the_site_unless_it_has_one(self):
        self.assertEqual(absolute("/films/"), "https://films.example.org/films/")
        self.assertEqual(absolute("https://store.example/a.jpg"), "https://store.example/a.jpg")


@override_settings(BASE_URL="https://films.example.org")
class HomeTests(TestCase):
    def test_the_first_page_offers_its_search_to_others(self):
        data = machines.json_ld(self.client.get("/"))
        self.assertEqual((data["@type"], data["name"]), ("WebSite", "Filmsite"))
        self.assertEqual(data["url"], "https://films.example.org/")
        action = data["potentialAction"]
        address = "https://films.example.org/search/?q={search_term_string}"
        self.assertEqual((action["@type"], action["target"]["urlTemplate"]), ("SearchAction", address))
        self.assertEqual(action["query-input"], "required name=search_term_string")

    def test_every_page_names_the_site(self):
        for page in ("/", "/films/", "/guidelines/", "/nowhere/"):
            self.assertEqual(machines.meta(self.client.get(page))["og:site_name"], "Filmsite")
